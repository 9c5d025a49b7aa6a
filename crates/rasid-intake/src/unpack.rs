//! Compressed bytes as a stream, with a bound on how far they may expand.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Bytes that any compressed input may become.
const FREE: u64 = 64 << 20;
/// Beyond them, how many bytes may come of one. Text shrinks to a fifth, a table of one word to a hundredth; a bomb to
/// less than a thousandth.
const MOST_TIMES: u64 = 300;

/// The ways in which a whole input may be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

/// How the input that starts with `head` is compressed.
pub(crate) fn detect(head: &[u8]) -> Option<Packing> {
    if head.starts_with(&MAGIC) {
        Some(Packing::Gzip)
    } else {
        let skippable = matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
        (skippable || head.starts_with(b"\x28\xb5\x2f\xfd")).then_some(Packing::Zstd)
    }
}

/// The bytes inside.
pub(crate) fn open<'r>(source: impl Read + 'r, packing: Packing) -> Box<dyn Read + 'r> {
    let taken = Rc::new(Cell::new(0));
    let counted = BufReader::with_capacity(64 << 10, Counted { source, taken: Rc::clone(&taken) });
    match packing {
        Packing::Gzip => Box::new(Bounded::new(Members::new(counted), taken)),
        Packing::Zstd => Box::new(Bounded::new(Frames::new(counted), taken)),
    }
}

/// Whether an error of [`open`]'s stream means that the input expands beyond bounds.
pub(crate) fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Bomb>())
}

/// Whether so many bytes promise too many others.
pub(crate) fn is_beyond(given: u64, taken: u64) -> bool {
    given > FREE && given > taken.saturating_mul(MOST_TIMES)
}

#[derive(Debug, thiserror::Error)]
#[error("expands beyond all measure")]
struct Bomb;

struct Counted<R> {
    source: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

struct Bounded<R> {
    source: R,
    taken: Rc<Cell<u64>>,
    given: u64,
}

impl<R> Bounded<R> {
    fn new(source: R, taken: Rc<Cell<u64>>) -> Self {
        Self { source, taken, given: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if is_beyond(self.given, self.taken.get()) {
            return Err(io::Error::other(Bomb));
        }
        let count = self.source.read(out)?;
        self.given += count as u64;
        Ok(count)
    }
}

/// The members of a gzip file, one behind the other. A damaged member, or what is none, gives one error; reading goes on
/// with the next that can be found.
struct Members<R> {
    state: State<R>,
}

enum State<R> {
    Inside(Box<GzDecoder<R>>),
    /// Behind a member that was read to its end.
    Between(R),
    /// In what an error was given for.
    Lost(R),
    Ended,
}

impl<R: BufRead> Members<R> {
    fn new(source: R) -> Self {
        Self { state: State::Inside(Box::new(GzDecoder::new(source))) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Inside(mut decoder) => match decoder.read(out) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(count) => {
                        self.state = State::Inside(decoder);
                        return Ok(count);
                    }
                    Err(error) => {
                        self.state = State::Lost(decoder.into_inner());
                        return Err(error);
                    }
                },
                State::Between(mut source) => match pass_padding(&mut source)? {
                    None => {}
                    Some(true) => self.state = State::Inside(Box::new(GzDecoder::new(source))),
                    Some(false) => {
                        self.state = State::Lost(source);
                        return Err(io::Error::new(io::ErrorKind::InvalidData, "no member of gzip"));
                    }
                },
                State::Lost(mut source) => {
                    if seek_member(&mut source)? {
                        self.state = State::Inside(Box::new(GzDecoder::new(source)));
                    }
                }
            }
        }
    }
}

/// How a member of gzip begins.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];

/// Passes over the zeros that fill the blocks of tapes; whether a member follows, or `None` at the end.
fn pass_padding(source: &mut impl BufRead) -> io::Result<Option<bool>> {
    loop {
        let chunk = source.fill_buf()?;
        let Some(zeros) = chunk.iter().position(|&byte| byte != 0) else {
            let length = chunk.len();
            if length == 0 {
                return Ok(None);
            }
            source.consume(length);
            continue;
        };
        // What the edge of a buffer cuts off is taken for a member by its first byte.
        let begins = chunk[zeros..].iter().zip(MAGIC).all(|(byte, magic)| *byte == magic);
        source.consume(zeros);
        return Ok(Some(begins));
    }
}

/// Passes over what is no head of a member; whether there is one more.
fn seek_member(source: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let chunk = source.fill_buf()?;
        if chunk.is_empty() {
            return Ok(false);
        }
        if chunk.starts_with(&MAGIC) {
            return Ok(true);
        }
        // A magic number on the edge of two chunks is missed: the member behind it goes with the damaged one.
        let next = chunk.windows(MAGIC.len()).skip(1).position(|window| window == MAGIC);
        let passed = next.map_or(chunk.len(), |at| at + 1);
        source.consume(passed);
    }
}

/// The frames of a Zstandard file, one behind the other, without those that hold none of its content (RFC 8878, 3.1).
/// What follows a damaged frame cannot be found: the first error ends the file.
pub(crate) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    ended: bool,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), ended: false }
    }

    /// Reads what is there of the frame at hand: nothing at its end.
    fn read_frame(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut self.source, one).map_err(io::Error::other)?;
        }
        self.decoder.read(out)
    }

    /// Goes to the next frame; whether there is one.
    fn next_frame(&mut self) -> io::Result<bool> {
        let promised = self.decoder.get_checksum_from_data();
        if promised.is_some() && promised != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("the checksum of a Zstandard frame is wrong"));
        }
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => drop(io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?),
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        if self.ended {
            return Ok(0);
        }
        let mut go_on = || {
            loop {
                // Before the first frame the decoder counts as finished.
                match self.read_frame(out)? {
                    0 if self.next_frame()? => {}
                    count => return Ok(count),
                }
            }
        };
        let read = go_on();
        self.ended = !matches!(read, Ok(1..));
        read
    }
}
