//! Splits inputs into parts, identically on every machine.

use super::super::{Failure, Report};

/// One of several parts; inputs are assigned by their content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shard {
    /// Index, starting at 0.
    number: u64,
    count: u64,
}

impl Shard {
    /// Parses a part such as `3/16`, the third of sixteen.
    ///
    /// Reports and returns an error if it is invalid.
    pub(super) fn parse(text: &str, report: &mut Report) -> Result<Self, Failure> {
        let parts = text.split_once('/');
        let parts = parts.and_then(|(number, count)| {
            Some((number.trim().parse::<u64>().ok()?, count.trim().parse::<u64>().ok()?))
        });
        match parts {
            Some((number, count)) if number >= 1 && number <= count => {
                Ok(Self { number: number - 1, count })
            }
            _ => Err(report.usage(
                format!("invalid shard `{text}`"),
                "write it as `3/16`: the third of sixteen; they are counted from 1",
            )),
        }
    }

    /// Returns whether an input with this content is in this part.
    pub(super) fn has<'a>(self, content: impl IntoIterator<Item = &'a [u8]>) -> bool {
        hash(content) % self.count == self.number
    }
}

/// Hashes bytes with FNV-1a, which is stable across releases; the last step mixes the low bits.
fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.into_iter().flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_in_one_shard_and_shards_have_similar_sizes() {
        let mut sizes = [0; 16];
        for i in 0..1_600 {
            let record = format!("{{\"basics\": {{\"name\": \"Person {i}\"}}}}");
            let parts = (1..=16).filter(|number| {
                let shard = Shard::parse(&format!("{number}/16"), &mut Report::discarding());
                shard.expect("a part").has([record.as_bytes()])
            });
            let parts: Vec<_> = parts.collect();
            assert_eq!(parts.len(), 1, "{record}: {parts:?}");
            sizes[parts[0] - 1] += 1;
        }
        assert!(sizes.iter().all(|size| (60..140).contains(size)), "{sizes:?}");
    }

    #[test]
    fn the_shard_of_a_record_is_stable() {
        assert_eq!(hash([b"recto".as_slice()]), hash([b"re".as_slice(), b"cto".as_slice()]));
        assert_eq!(hash([b"recto".as_slice()]) % 16, 4);
    }

    #[test]
    fn an_invalid_shard_is_rejected() {
        for text in ["0/4", "5/4", "1", "a/b", "1/0", "-1/4"] {
            assert!(Shard::parse(text, &mut Report::discarding()).is_err(), "{text}");
        }
    }
}
