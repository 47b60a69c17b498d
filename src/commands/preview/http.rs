//! A minimal HTTP/1.1 server for local pages, with one request per connection.
//!
//! `tiny_http` is unsuitable: its thread pool stalls while the browser holds streams and idle
//! connections.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A parsed request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// Path without the query.
    pub(super) path: String,
    /// Headers, with names in lower case.
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// Returns a header by its lower-case name; `None` if it is missing or repeated.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut named = self.headers.iter().filter(|(known, _)| known == name);
        let value = named.next().map(|(_, value)| value.as_str());
        value.filter(|_| named.next().is_none())
    }

    /// Returns whether a header exists.
    pub(super) fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(known, _)| known == name)
    }
}

/// Maximum size of a request's head and of its body in bytes.
const LARGEST: u64 = 64 << 10;
/// Maximum number of connections; browsers open six per page.
const MOST_CONNECTIONS: usize = 64;
/// Timeout for receiving a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// Answers each connection in a separate thread until the program ends.
pub(super) fn serve(
    listener: &TcpListener,
    answer: &Arc<impl Fn(Request, TcpStream) + Send + Sync + 'static>,
) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming().flatten() {
        if open.fetch_add(1, Ordering::SeqCst) >= MOST_CONNECTIONS {
            open.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let (answer, counted) = (Arc::clone(answer), Arc::clone(&open));
        let run = move || {
            // Invalid requests get no answer.
            if let Ok(request) = read(&stream) {
                answer(request, stream);
            }
            counted.fetch_sub(1, Ordering::SeqCst);
        };
        if thread::Builder::new().name("preview".to_owned()).spawn(run).is_err() {
            open.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

fn read(stream: &TcpStream) -> io::Result<Request> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(REQUEST_TIMEOUT))?;
    stream.set_write_timeout(Some(REQUEST_TIMEOUT))?;
    parse(stream)
}

/// Parses a request.
///
/// Returns an error if it is invalid or too large.
fn parse(stream: impl Read) -> io::Result<Request> {
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let mut reader = BufReader::new(stream);
    let mut head = (&mut reader).take(LARGEST);
    let mut line = || -> io::Result<String> {
        let mut line = Vec::new();
        head.read_until(b'\n', &mut line)?;
        let line = line.strip_suffix(b"\n").ok_or_else(broken)?;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        String::from_utf8(line.to_vec()).map_err(|_| broken())
    };
    let first = line()?;
    let mut words = first.split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(broken());
    };
    let path = target.split('?').next().unwrap_or_default().to_owned();
    let mut request = Request { method: method.to_owned(), path, ..Request::default() };
    loop {
        let line = line()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(broken)?;
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if request.has("transfer-encoding") {
        return Err(broken());
    }
    if request.has("content-length") {
        let length = request.header("content-length").and_then(|length| length.parse().ok());
        let length: u64 = length.filter(|length| *length <= LARGEST).ok_or_else(broken)?;
        reader.take(length).read_to_end(&mut request.body)?;
        if request.body.len() as u64 != length {
            return Err(broken());
        }
    }
    Ok(request)
}

/// Writes a response with its headers.
pub(super) fn respond(
    mut stream: TcpStream,
    status: u16,
    headers: &[(&str, &str)],
    content: &[u8],
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", content.len()));
    stream.write_all(head.as_bytes())?;
    stream.write_all(content)?;
    stream.flush()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_with_its_headers_and_body() {
        let text = "POST /a/b?c HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}more";
        let request = parse(text.as_bytes()).expect("a request");
        assert_eq!((&*request.method, &*request.path), ("POST", "/a/b"));
        assert_eq!((request.header("host"), &*request.body), (Some("here"), &b"{}"[..]));
    }

    #[test]
    fn invalid_requests_are_rejected() {
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
        for text in [
            "",
            "GET",
            "GET / HTTP/1.1\r\nHost",
            "GET / HTTP/2\r\n\r\n",
            "GET /  HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{}",
            "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            &long,
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text:.60}");
        }
    }

    #[test]
    fn a_duplicate_header_is_ignored() {
        let request = parse("GET / HTTP/1.1\r\nHost: a\r\nHOST: b\r\n\r\n".as_bytes());
        assert_eq!(request.expect("a request").header("host"), None);
    }
}
