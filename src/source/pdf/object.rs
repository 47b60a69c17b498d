//! Parses PDF objects as far as needed to find attachments.

/// An object or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Name(String),
    Text(Vec<u8>),
    Integer(usize),
    /// Number of a referenced object.
    Reference(u32),
    List(Vec<Object>),
    Map(Vec<(String, Object)>),
    /// A real number, a boolean or null.
    Other,
}

impl Object {
    /// Returns the value of a key, if this is a dictionary.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(members) => members.iter().find(|(name, _)| name == key).map(|(_, it)| it),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn integer(&self) -> Option<usize> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// Visits every dictionary in the object.
    pub(super) fn each_map(&self, visit: &mut impl FnMut(&Self)) {
        match self {
            Self::Map(members) => {
                visit(self);
                members.iter().for_each(|(_, value)| value.each_map(visit));
            }
            Self::List(items) => items.iter().for_each(|item| item.each_map(visit)),
            _ => {}
        }
    }
}

/// Maximum nesting depth.
const DEEPEST: usize = 32;

/// Parses consecutive objects.
pub(super) struct Parser<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Number of bytes that this and later parsers may still read.
    budget: &'b mut usize,
}

impl<'b> Parser<'b> {
    pub(super) fn new(bytes: &'b [u8], budget: &'b mut usize) -> Self {
        Self { bytes, at: 0, budget }
    }

    /// Returns the current offset.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Parses an object; `None` if there is none.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    /// Parses an integer.
    pub(super) fn integer(&mut self) -> Option<usize> {
        self.skip_blanks();
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blanks();
        match (self.peek(0)?, self.peek(1)) {
            (b'/', _) => self.name().map(Object::Name),
            (b'<', Some(b'<')) => self.map(depth),
            (b'<', _) => self.hexadecimal(),
            (b'(', _) => self.text(),
            (b'[', _) => {
                self.next();
                let mut items = Vec::new();
                loop {
                    self.skip_blanks();
                    if self.peek(0)? == b']' {
                        self.next();
                        return Some(Object::List(items));
                    }
                    items.push(self.nested(depth + 1)?);
                }
            }
            (byte, _) if byte.is_ascii_digit() => self.number(),
            (byte, _) if byte.is_ascii_alphabetic() || matches!(byte, b'+' | b'-' | b'.') => {
                self.take_while(is_regular);
                Some(Object::Other)
            }
            _ => None,
        }
    }

    fn map(&mut self, depth: usize) -> Option<Object> {
        self.next();
        self.next();
        let mut members = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek(0)? {
                b'>' => {
                    self.next();
                    return (self.next()? == b'>').then_some(Object::Map(members));
                }
                b'/' => {
                    let key = self.name()?;
                    members.push((key, self.nested(depth + 1)?));
                }
                _ => return None,
            }
        }
    }

    /// Parses a number or a reference.
    fn number(&mut self) -> Option<Object> {
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let number = std::str::from_utf8(digits).ok()?.parse::<usize>().ok();
        if self.peek(0).is_some_and(is_regular) {
            self.take_while(is_regular);
            return Some(Object::Other);
        }
        let after = self.at;
        if let (Some(number), Some(_)) =
            (number.and_then(|it| u32::try_from(it).ok()), self.integer())
        {
            self.skip_blanks();
            if self.peek(0) == Some(b'R') && !self.peek(1).is_some_and(is_regular) {
                self.next();
                return Some(Object::Reference(number));
            }
        }
        self.at = after;
        Some(number.map_or(Object::Other, Object::Integer))
    }

    fn name(&mut self) -> Option<String> {
        self.next();
        let raw = self.take_while(is_regular);
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let escaped = raw.get(at + 1..at + 3).filter(|_| *byte == b'#').and_then(hex);
            name.push(escaped.unwrap_or(*byte));
            at += if escaped.is_some() { 3 } else { 1 };
        }
        Some(String::from_utf8_lossy(&name).into_owned())
    }

    fn hexadecimal(&mut self) -> Option<Object> {
        self.next();
        let digits = self.take_while(|byte| byte != b'>');
        let digits: Vec<u8> = digits.iter().copied().filter(u8::is_ascii_hexdigit).collect();
        self.next()?;
        Some(Object::Text(digits.chunks(2).filter_map(hex).collect()))
    }

    fn text(&mut self) -> Option<Object> {
        self.next();
        let mut text = Vec::new();
        let mut open = 0;
        loop {
            match self.next()? {
                b')' if open == 0 => return Some(Object::Text(text)),
                b'\\' => match self.next()? {
                    b'n' => text.push(b'\n'),
                    b'r' => text.push(b'\r'),
                    b't' => text.push(b'\t'),
                    b'\r' if self.peek(0) == Some(b'\n') => {
                        self.next();
                    }
                    b'\r' | b'\n' => {}
                    digit @ b'0'..=b'7' => {
                        let mut code = u32::from(digit - b'0');
                        for _ in 0..2 {
                            let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                            code = 8 * code + u32::from(digit - b'0');
                            self.next();
                        }
                        text.push(code as u8);
                    }
                    other => text.push(other),
                },
                byte => {
                    match byte {
                        b'(' => open += 1,
                        b')' => open -= 1,
                        _ => {}
                    }
                    text.push(byte);
                }
            }
        }
    }

    fn skip_blanks(&mut self) {
        loop {
            self.take_while(|byte| byte.is_ascii_whitespace() || byte == 0);
            if self.peek(0) != Some(b'%') {
                return;
            }
            self.take_while(|byte| !matches!(byte, b'\n' | b'\r'));
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied().filter(|_| *self.budget > 0)
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.at += 1;
        *self.budget -= 1;
        Some(byte)
    }

    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> &'b [u8] {
        let start = self.at;
        while self.peek(0).is_some_and(&is_wanted) {
            self.next();
        }
        &self.bytes[start..self.at.min(self.bytes.len())]
    }
}

/// Returns whether a byte is a regular character.
fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && byte != 0
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Returns the byte of one or two hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let high = digit(*digits.first()?)?;
    let low = digits.get(1).map_or(Some(0), |byte| digit(*byte))?;
    u8::try_from(16 * high + low).ok()
}
