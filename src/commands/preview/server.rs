//! The preview server. It listens on the loopback interface only, and requires a token and its own
//! origin.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::http::{self, Request};
use super::shared::Shared;

const PAGE: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

/// Interval of keep-alive messages, by which closed pages are noticed.
const PING: Duration = Duration::from_secs(10);

/// Content security policy: nothing from other origins.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Serves the page in separate threads until the program ends. Returns the address.
///
/// Returns an error if the port is unavailable.
pub(super) fn serve(shared: Arc<Shared>, port: u16) -> io::Result<String> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = listener.local_addr()?.port();
    let address = format!("http://127.0.0.1:{port}/{}/", shared.token);
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let door = RequestGuard { hosts, shared };
    let answer = Arc::new(move |request, stream| door.answer(&request, stream));
    thread::Builder::new()
        .name("preview server".to_owned())
        .spawn(move || http::serve(&listener, &answer))?;
    Ok(address)
}

/// Checks requests.
struct RequestGuard {
    hosts: [String; 2],
    shared: Arc<Shared>,
}

/// Status, content type and body of a response.
type Answer = (u16, &'static str, Vec<u8>);

fn text(status: u16, text: &str) -> Answer {
    (status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
}

fn data(value: &Value) -> Answer {
    (200, "application/json", value.to_string().into_bytes())
}

impl RequestGuard {
    fn answer(&self, request: &Request, stream: TcpStream) {
        let path = match self.admitted(request) {
            Ok(path) => path,
            Err(reason) => return respond(stream, text(403, reason)),
        };
        let answer = match &*request.method {
            "GET" if path == "events" => {
                // Fails once the page is closed.
                let _ = self.send_events(stream);
                return;
            }
            "GET" => self.get(path),
            "POST" => match serde_json::from_slice(&request.body) {
                Ok(body) => self.post(path, &body),
                Err(_) => text(400, "expected JSON"),
            },
            _ => text(405, "GET or POST"),
        };
        respond(stream, answer);
    }

    /// Returns the path after the token.
    ///
    /// Returns an error if the request has another origin or lacks the token.
    fn admitted<'r>(&self, request: &'r Request) -> Result<&'r str, &'static str> {
        // Prevents DNS rebinding.
        if !request.header("host").is_some_and(|host| self.hosts.iter().any(|own| own == host)) {
            return Err("this is the preview of a résumé on this machine");
        }
        let is_own = |origin: &str| {
            origin
                .strip_prefix("http://")
                .is_some_and(|host| self.hosts.iter().any(|own| own == host))
        };
        if request.has("origin") && !request.header("origin").is_some_and(is_own) {
            return Err("only the preview's own page may send requests");
        }
        if request.header("sec-fetch-site").is_some_and(|site| site == "cross-site") {
            return Err("only the preview's own page may send requests");
        }
        let rest = request.path.strip_prefix('/').and_then(|path| path.split_once('/'));
        match rest {
            Some((token, rest)) if is_same(token, &self.shared.token) => Ok(rest),
            _ => Err("open the address that recto printed"),
        }
    }

    fn get(&self, path: &str) -> Answer {
        let shared = &self.shared;
        match path {
            "" => (200, "text/html; charset=utf-8", PAGE.into()),
            "style.css" => (200, "text/css; charset=utf-8", STYLE.into()),
            "script.js" => (200, "text/javascript; charset=utf-8", SCRIPT.into()),
            "look" => (200, "application/json", shared.controls().as_bytes().to_vec()),
            "words" => data(&shared.words()),
            _ => {
                let hash = path.strip_prefix("page/").and_then(|name| name.strip_suffix(".svg"));
                match hash.and_then(|hash| shared.picture(hash)) {
                    Some(svg) => (200, "image/svg+xml", svg.to_vec()),
                    None => text(404, "page not found"),
                }
            }
        }
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        let shared = &self.shared;
        let done = match path {
            "find" => shared.find(body),
            "open" => shared.open(body),
            "look" => shared.ask(body),
            "write" => shared.write(),
            _ => return text(404, "unknown request"),
        };
        data(&done.unwrap_or_else(|error| json!({"error": error})))
    }

    /// Sends the current state, and again after each change.
    fn send_events(&self, mut stream: TcpStream) -> io::Result<()> {
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n"
        )?;
        let mut seen = None;
        loop {
            match self.shared.wait_for_other(seen, PING) {
                Some((version, event)) => {
                    seen = Some(version);
                    stream.write_all(format!("event: state\ndata: {event}\n\n").as_bytes())?;
                }
                None => stream.write_all(b": still here\n\n")?,
            }
            stream.flush()?;
        }
    }
}

/// Compares in constant time.
fn is_same(given: &str, token: &str) -> bool {
    given.len() == token.len()
        && given.bytes().zip(token.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

fn respond(stream: TcpStream, (status, kind, content): Answer) {
    let is_picture = kind == "image/svg+xml";
    let headers = [
        ("Content-Type", kind),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        // Pictures are named by their hash.
        ("Cache-Control", if is_picture { "private, max-age=3600, immutable" } else { "no-store" }),
    ];
    // Fails once the page is closed.
    let _ = http::respond(stream, status, &headers, &content);
}
