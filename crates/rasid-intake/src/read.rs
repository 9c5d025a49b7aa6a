//! From inputs to what may be articles: packed files unpacked, archives opened, records taken apart.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8};

use crate::charset::{self, HEAD_BYTES, Utf8Stream};
use crate::error::Problem;
use crate::format::{self, Format};
use crate::html::Fetched;
use crate::piece::{Item, Piece};
use crate::place::{At, MEMBER, Place};
use crate::split::Records;
use crate::unpack;
use crate::walk::Walk;
use crate::warc::Warc;
use crate::{Input, MAX_PLAIN_BYTES, Options, Sink, Wish, feed, table};

/// How deep inputs are packed in one another: a page in a gzip file in a tar archive in a gzip file.
const MOST_LAYERS: usize = 4;
/// Most members of one archive.
const MOST_MEMBERS: usize = 1 << 20;
/// How many damaged places a file may begin with.
const MOST_DAMAGE: usize = 16;
/// Longest name of an archive's member that is shown, in characters.
const LONGEST_NAME: usize = 300;

/// How a ZIP archive begins.
const ZIP: &[u8] = b"PK\x03\x04";

type Flow = ControlFlow<()>;

/// Hands over what the inputs hold: inputs in the order given, files of a folder in the order of their names, members
/// and records as they lie. The sink may end it.
pub(crate) struct Reader<'a> {
    pub(crate) options: &'a Options,
    pub(crate) sink: &'a mut dyn Sink,
}

/// What is known of bytes from outside them.
#[derive(Clone, Debug, Default)]
struct Known {
    charset: Option<String>,
    fetched: Fetched,
}

impl Reader<'_> {
    pub(crate) fn inputs(&mut self, inputs: &[Input]) -> Flow {
        for input in inputs {
            match input {
                Input::Stdin => {
                    let _ = self.sink.begins("-", None);
                    self.stream("-", &mut io::stdin(), 0)?;
                    self.sink.ends("-")?;
                }
                Input::Path(root) => {
                    for path in Walk::new(root) {
                        match path {
                            Ok(path) => {
                                let name = path.to_string_lossy();
                                if self.sink.begins(&name, Some(&path)) == Wish::Read {
                                    self.file(&name, &path)?;
                                    self.sink.ends(&name)?;
                                }
                            }
                            Err((path, problem)) => {
                                if self.sink.begins(&path, Some(Path::new(&path))) == Wish::Read {
                                    self.fail(&path, problem)?;
                                    self.sink.ends(&path)?;
                                }
                            }
                        }
                    }
                }
            }
        }
        Flow::Continue(())
    }

    /// A file that is in memory.
    pub(crate) fn bytes(&mut self, name: &str, bytes: &[u8]) -> Flow {
        if bytes.starts_with(ZIP) {
            self.zip(name, Cursor::new(bytes))
        } else {
            self.stream(name, &mut { bytes }, 0)
        }
    }

    fn file(&mut self, name: &str, path: &Path) -> Flow {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(cause) => return self.fail(name, Problem::Unreadable(cause)),
        };
        let mut magic = [0; 4];
        // What cannot go back is read as a stream.
        if file.stream_position().is_ok()
            && file.read_exact(&mut magic).is_ok()
            && file.rewind().is_ok()
            && magic.starts_with(ZIP)
        {
            return self.zip(name, BufReader::new(self.counted(file)));
        }
        if file.rewind().is_err() {
            // A pipe: what was read of it goes before the rest.
            return match File::open(path) {
                Ok(file) => self.stream(name, &mut self.counted(file), 0),
                Err(cause) => self.fail(name, Problem::Unreadable(cause)),
            };
        }
        self.stream(name, &mut self.counted(file), 0)
    }

    fn counted<R>(&self, source: R) -> Counted<R> {
        Counted { source, read: Arc::clone(&self.options.bytes_read) }
    }

    fn fail(&mut self, path: &str, problem: Problem) -> Flow {
        self.sink.item(Item { place: Place::whole(path), found: Err(problem) })
    }

    /// Bytes of any kind, unpacked as often as need be.
    fn stream(&mut self, path: &str, source: &mut dyn Read, layer: usize) -> Flow {
        let mut head = Vec::new();
        // What stands before a damaged place is read all the same, and the damage told where it lies.
        let mut damage = source.take(HEAD_BYTES as u64).read_to_end(&mut head).err();
        // What stands behind one may be sound.
        for _ in 0..MOST_DAMAGE {
            let Some(cause) = damage.take_if(|_| head.is_empty()) else { break };
            self.fail(path, Problem::of_stream(cause))?;
            damage = source.take(HEAD_BYTES as u64).read_to_end(&mut head).err();
            if head.is_empty() && damage.is_none() {
                return Flow::Continue(());
            }
        }
        if head.is_empty()
            && let Some(cause) = damage
        {
            return self.fail(path, Problem::of_stream(cause));
        }
        let whole = head.len() < HEAD_BYTES && damage.is_none();
        let packing = unpack::detect(&head);
        let tar = is_tar(&head);
        if (packing.is_some() || tar) && layer >= MOST_LAYERS {
            return self.fail(path, Problem::Layers { limit: MOST_LAYERS });
        }
        let mut source = Cursor::new(head).chain(Damage(damage).chain(source));
        if let Some(packing) = packing {
            return self.stream(path, &mut unpack::open(source, packing), layer + 1);
        }
        if tar {
            return self.tar(path, &mut source, layer + 1);
        }
        let head = source.get_ref().0.get_ref();
        if layer > 0 && head.starts_with(ZIP) {
            return self.fail(
                path,
                Problem::Archive("is a ZIP archive inside another, which is not opened".to_owned()),
            );
        }
        if head.starts_with(b"WARC/") {
            return self.warc(path, &mut source);
        }
        let head = head.clone();
        let (_, mut rest) = source.into_inner();
        self.document(path, head, whole, &mut rest, Known::default())
    }

    /// A text, a page, or a stream of records: nothing packed.
    fn document(
        &mut self,
        path: &str,
        head: Vec<u8>,
        whole: bool,
        rest: &mut dyn Read,
        known: Known,
    ) -> Flow {
        if whole && head.trim_ascii().is_empty() {
            return self.fail(path, Problem::Empty);
        }
        // The charset of markup is told from all of it.
        let markup = format::markup(&charset::first_look(&head));
        let encoding = match markup {
            Some(_) => UTF_8,
            None => match charset::detect(&head, whole) {
                Ok(encoding) => encoding,
                Err(problem) => return self.fail(path, problem),
            },
        };
        let columns = &self.options.columns;
        let format = markup.unwrap_or_else(|| {
            let text = encoding.decode(&head).0;
            match format::detect(&text, columns) {
                // Whoever names columns means a table.
                Format::Plain => table::any(&text, columns).map_or(Format::Plain, Format::Table),
                format => format,
            }
        });
        match format {
            Format::Plain | Format::Html | Format::Feed => {
                let bytes = match read_whole(head, rest) {
                    Ok(bytes) => bytes,
                    Err(problem) => return self.fail(path, problem),
                };
                match format {
                    Format::Html => {
                        self.give(path, At::Whole, Ok(Piece::page(bytes, known.charset, known.fetched)))
                    }
                    Format::Feed => self.feed(path, &charset::decode_page(&bytes, known.charset.as_deref())),
                    _ => self.give(path, At::Whole, Ok(Piece::text(bytes, encoding, known.fetched))),
                }
            }
            Format::Foreign(kind) => self.fail(path, Problem::Foreign(kind)),
            Format::Lines | Format::Objects => {
                let stream = utf8(head, rest, encoding);
                self.records(path, Records::new(stream, format))
            }
            Format::Table(delimiter) => {
                let stream = utf8(head, rest, encoding);
                let options = self.options;
                let (mut flow, mut any) = (Flow::Continue(()), false);
                table::read(stream, delimiter, &options.columns, |line, record| {
                    any = true;
                    flow = self.give(path, At::Line(line), record.map(Piece::record));
                    flow.is_continue()
                });
                flow?;
                if any { flow } else { self.fail(path, Problem::Empty) }
            }
        }
    }

    fn give(&mut self, path: &str, at: At, found: Result<Piece, Problem>) -> Flow {
        self.sink.item(Item { place: Place { path: path.to_owned(), at }, found })
    }

    fn records(&mut self, path: &str, records: Records<impl Read>) -> Flow {
        let mut any = false;
        for (line, record) in records {
            if record.as_ref().is_ok_and(|record| record.trim_ascii().is_empty()) {
                continue;
            }
            any = true;
            self.give(path, At::Line(line), record.map(Piece::json))?;
        }
        if any { Flow::Continue(()) } else { self.fail(path, Problem::Empty) }
    }

    fn feed(&mut self, path: &str, feed: &str) -> Flow {
        let (mut flow, mut any) = (Flow::Continue(()), false);
        feed::read(feed, |number, item| {
            any = true;
            flow = self.give(path, At::Record(number), item.map(Piece::item));
            flow.is_continue()
        });
        flow?;
        if any { flow } else { self.fail(path, Problem::Empty) }
    }

    fn warc(&mut self, path: &str, source: &mut dyn Read) -> Flow {
        let mut warc = Warc::new(source);
        while let Some((number, document)) = warc.next() {
            let at = At::Record(number);
            match document {
                Err(problem) => self.give(path, at, Err(problem))?,
                Ok(document) => {
                    let known = Known { charset: document.charset, fetched: document.fetched };
                    self.answer(path, number, document.bytes, known)?;
                }
            }
        }
        Flow::Continue(())
    }

    /// A record of a web archive: one place, whatever it holds.
    fn answer(&mut self, path: &str, number: u64, bytes: Vec<u8>, known: Known) -> Flow {
        let at = At::Record(number);
        let head = &bytes[..bytes.len().min(HEAD_BYTES)];
        if head.trim_ascii().is_empty() {
            return self.give(path, at, Err(Problem::Empty));
        }
        if format::markup(&charset::first_look(head)) == Some(Format::Html) {
            return self.give(path, at, Ok(Piece::page(bytes, known.charset, known.fetched)));
        }
        let encoding = match charset::detect(head, bytes.len() <= HEAD_BYTES) {
            Ok(encoding) => encoding,
            Err(problem) => return self.give(path, at, Err(problem)),
        };
        let found = match format::detect(&encoding.decode(head).0, &self.options.columns) {
            Format::Html => Ok(Piece::page(bytes, known.charset, known.fetched)),
            Format::Plain => Ok(Piece::text(bytes, encoding, known.fetched)),
            Format::Foreign(kind) => Err(Problem::Foreign(kind)),
            Format::Feed | Format::Lines | Format::Objects | Format::Table(_) => {
                Err(Problem::NoPage("data, not a page"))
            }
        };
        self.give(path, at, found)
    }

    fn tar(&mut self, path: &str, source: &mut dyn Read, layer: usize) -> Flow {
        let mut archive = tar::Archive::new(source);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(cause) => return self.fail(path, Problem::of_stream(cause)),
        };
        for (count, entry) in entries.enumerate() {
            if count >= MOST_MEMBERS {
                return self.fail(path, Problem::Members { limit: MOST_MEMBERS });
            }
            let mut entry = match entry {
                Ok(entry) => entry,
                // Behind a header that is none nothing can be found again.
                Err(cause) => return self.fail(path, Problem::of_stream(cause)),
            };
            let name = member(path, &String::from_utf8_lossy(&entry.path_bytes()));
            let kind = entry.header().entry_type();
            if kind.is_dir() || is_hidden(&name) {
                continue;
            }
            if !kind.is_file() {
                let problem =
                    if kind.is_symlink() || kind.is_hard_link() { Problem::Link } else { Problem::Special };
                self.fail(&name, problem)?;
                continue;
            }
            self.stream(&name, &mut entry, layer)?;
        }
        Flow::Continue(())
    }

    fn zip(&mut self, path: &str, source: impl Read + Seek) -> Flow {
        let mut archive = match zip::ZipArchive::new(source) {
            Ok(archive) => archive,
            Err(error) => {
                return self
                    .fail(path, Problem::Archive(format!("is a ZIP archive that cannot be read: {error}")));
            }
        };
        for at in 0..archive.len() {
            if at >= MOST_MEMBERS {
                return self.fail(path, Problem::Members { limit: MOST_MEMBERS });
            }
            let mut entry = match archive.by_index(at) {
                Ok(entry) => entry,
                Err(error) => {
                    let name = member(path, &format!("{}", at + 1));
                    self.fail(&name, Problem::Archive(format!("cannot be unpacked: {error}")))?;
                    continue;
                }
            };
            let name = member(path, entry.name());
            if entry.is_dir() || is_hidden(&name) {
                continue;
            }
            if entry.is_symlink() {
                self.fail(&name, Problem::Link)?;
                continue;
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            if unpack::is_beyond(size, packed) {
                self.fail(&name, Problem::Bomb)?;
                continue;
            }
            // The sizes may lie: no more than was promised is read.
            let mut inside = (&mut entry).take(size.saturating_add(1));
            self.stream(&name, &mut inside, 1)?;
        }
        Flow::Continue(())
    }
}

/// A source that counts what is read of it.
struct Counted<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

/// An error that a stream gives once, in its place.
struct Damage(Option<io::Error>);

impl Read for Damage {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A stream of records as UTF-8, without its mark.
fn utf8<'r>(
    mut head: Vec<u8>,
    rest: &'r mut dyn Read,
    encoding: &'static Encoding,
) -> Utf8Stream<io::Chain<Cursor<Vec<u8>>, &'r mut dyn Read>> {
    if encoding == UTF_8 {
        head.drain(..charset::mark_length(&head));
    }
    Utf8Stream::new(Cursor::new(head).chain(rest), encoding)
}

/// The whole of a text or page.
fn read_whole(head: Vec<u8>, rest: &mut dyn Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = head;
    let most = MAX_PLAIN_BYTES - bytes.len() as u64;
    rest.take(most + 1).read_to_end(&mut bytes).map_err(Problem::of_stream)?;
    if bytes.len() as u64 > MAX_PLAIN_BYTES {
        return Err(Problem::TooLong { limit: MAX_PLAIN_BYTES });
    }
    Ok(bytes)
}

fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// The name of an archive's member, for people: it is never used as a path.
fn member(path: &str, name: &str) -> String {
    let shown: String =
        name.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).take(LONGEST_NAME).collect();
    format!("{path}{MEMBER}{}", shown.trim_start_matches('/'))
}

/// Whether a member is one of those that systems leave in archives, or hidden.
fn is_hidden(name: &str) -> bool {
    name.rsplit(MEMBER)
        .next()
        .unwrap_or_default()
        .split('/')
        .any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}
