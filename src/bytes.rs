//! Shared file contents.

use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a file, embedded or read; cheap to clone.
#[derive(Clone)]
pub struct SharedBytes(Repr);

#[derive(Clone)]
enum Repr {
    Embedded(&'static [u8]),
    Read(Arc<[u8]>),
}

impl SharedBytes {
    /// Wraps embedded bytes.
    pub const fn embedded(bytes: &'static [u8]) -> Self {
        Self(Repr::Embedded(bytes))
    }
}

impl Deref for SharedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Repr::Embedded(bytes) => bytes,
            Repr::Read(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl From<Vec<u8>> for SharedBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Repr::Read(bytes.into()))
    }
}

impl PartialEq for SharedBytes {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq::<[u8]>(&**self, &**other) || **self == **other
    }
}

impl Eq for SharedBytes {}

/// Writes only the length, because the content may be large.
impl Debug for SharedBytes {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "SharedBytes({})", self.len())
    }
}

#[cfg(feature = "typeset")]
impl From<SharedBytes> for typst::foundations::Bytes {
    fn from(bytes: SharedBytes) -> Self {
        match bytes.0 {
            Repr::Embedded(bytes) => Self::new(bytes),
            read @ Repr::Read(_) => Self::new(SharedBytes(read)),
        }
    }
}
