//! Spans: where something stands in a text.

use std::ops::Range;

/// A half-open range of UTF-8 bytes of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The text of the span.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// As a range of `usize`, to index with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of `self` to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether both share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Turns byte offsets of one text into Unicode code points, which is what people and other programs are shown.
///
/// Every 64th byte is counted once; a look-up counts at most 64 bytes more.
#[derive(Debug, Default)]
pub struct CodePoints {
    counts: Vec<u32>,
}

const STEP: usize = 64;

impl CodePoints {
    /// Counts `text`.
    pub fn of(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut seen = 0;
        for block in text.as_bytes().chunks(STEP) {
            counts.push(seen);
            seen += starts(block);
        }
        counts.push(seen);
        Self { counts }
    }

    /// Code points before byte `offset` of the text that was counted.
    pub fn before(&self, text: &str, offset: u32) -> u32 {
        let offset = offset as usize;
        let block = offset / STEP;
        self.counts[block] + starts(&text.as_bytes()[block * STEP..offset])
    }
}

/// Bytes that begin a code point.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_not_bytes() {
        let text = "زار 🙂 الرباط ".repeat(20);
        let points = CodePoints::of(&text);
        for (n, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(&text, offset as u32), n as u32);
        }
        assert_eq!(points.before(&text, text.len() as u32), text.chars().count() as u32);
    }
}
