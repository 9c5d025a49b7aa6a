//! Parquet: the table of encounters in columns, with days as days and lists as lists.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use rasid_merge::Encounter;
use rasid_text::Edtf;

use super::{Atlas, table};

/// Encounters of a row group: what is held in memory.
const GROUP: usize = 50_000;

/// The columns, in order.
const SCHEMA: &str = "message encounter {
    required binary id (STRING);
    required binary type (STRING);
    required binary status (STRING);
    optional binary date (STRING);
    optional int32 first_day (DATE);
    optional int32 last_day (DATE);
    optional int32 not_after (DATE);
    optional binary city (STRING);
    optional binary city_en (STRING);
    optional binary place_country (STRING);
    optional double lat;
    optional double lon;
    required boolean disputed;
    required group countries (LIST) { repeated group list { required binary element (STRING); } }
    required group partners (LIST) { repeated group list { required binary element (STRING); } }
    required group participants (LIST) { repeated group list { required binary element (STRING); } }
    required group themes (LIST) { repeated group list { required binary element (STRING); } }
    optional binary part_of (STRING);
    required int32 articles;
    required int32 independent_sources;
    optional int32 first_reported (DATE);
    optional int32 last_reported (DATE);
    optional binary reviewed (STRING);
    required group sources (LIST) { repeated group list { required binary element (STRING); } }
}";

/// What was written and not yet handed over. Parquet wants a writer that can go to another thread; ours cannot.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file being written.
pub(super) struct Columns<'w> {
    out: &'w mut dyn Write,
    buffer: Buffer,
    file: SerializedFileWriter<Buffer>,
    waiting: Vec<(Encounter, Option<(f64, f64)>)>,
}

impl<'w> Columns<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        let buffer = Buffer::default();
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(other)?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("rasid ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let file = SerializedFileWriter::new(buffer.clone(), schema, Arc::new(properties)).map_err(other)?;
        Ok(Self { out, buffer, file, waiting: Vec::new() })
    }

    pub(super) fn row(&mut self, encounter: Encounter, atlas: &dyn Atlas) -> io::Result<()> {
        let at = encounter.place.as_ref().and_then(|place| atlas.located(place));
        self.waiting.push((encounter, at));
        if self.waiting.len() == GROUP { self.group() } else { Ok(()) }
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.group()?;
        }
        self.file.close().map_err(other)?;
        self.out.write_all(&self.buffer.take())
    }

    fn group(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        self.write_group(&rows).map_err(other)?;
        self.out.write_all(&self.buffer.take())
    }

    fn write_group(&mut self, rows: &[(Encounter, Option<(f64, f64)>)]) -> Result<(), ParquetError> {
        let mut group = Group { writer: self.file.next_row_group()?, rows };
        let days = |encounter: &Encounter| encounter.date.as_deref()?.parse::<Edtf>().ok()?.bounds();
        group.text(|e| e.id.clone())?;
        group.text(|e| e.event_type.to_string())?;
        group.text(|e| e.status.to_string())?;
        group.maybe_text(|e| e.date.clone())?;
        group.day(|e| days(e).map(|(first, _)| first))?;
        group.day(|e| days(e).map(|(_, last)| last))?;
        group.day(|e| e.not_after)?;
        group.maybe_text(|e| e.place.as_ref()?.city.clone())?;
        group.maybe_text(|e| e.place.as_ref()?.city_en.clone())?;
        group.maybe_text(|e| e.place.as_ref()?.country.clone())?;
        group.degrees(|at| at.0)?;
        group.degrees(|at| at.1)?;
        group.flag(|e| e.place.as_ref().is_some_and(|place| place.disputed))?;
        group.list(|e| e.countries.clone())?;
        group.list(|e| e.partners.clone())?;
        group.list(|e| e.participants.iter().map(table::person).collect())?;
        group.list(|e| e.themes.clone())?;
        group.maybe_text(|e| e.part_of.clone())?;
        group.number(|e| e.articles)?;
        group.number(|e| e.independent_sources)?;
        group.day(|e| e.first_reported)?;
        group.day(|e| e.last_reported)?;
        group.maybe_text(|e| e.reviewed.clone())?;
        group.list(table::sources)?;
        group.writer.close().map(|_| ())
    }
}

/// A row group being written, a column at a time.
struct Group<'g> {
    writer: SerializedRowGroupWriter<'g, Buffer>,
    rows: &'g [(Encounter, Option<(f64, f64)>)],
}

impl Group<'_> {
    /// The next column: values, and for each row whether it has one (definition levels), and for lists whether a value
    /// goes on the list before it (repetition levels).
    fn column<T: parquet::data_type::DataType>(
        &mut self,
        values: &[T::T],
        defined: Option<&[i16]>,
        repeated: Option<&[i16]>,
    ) -> Result<(), ParquetError> {
        let missing = || ParquetError::General("a column is missing".to_owned());
        let mut column = self.writer.next_column()?.ok_or_else(missing)?;
        column.typed::<T>().write_batch(values, defined, repeated)?;
        column.close()
    }

    fn text(&mut self, of: impl Fn(&Encounter) -> String) -> Result<(), ParquetError> {
        let values: Vec<ByteArray> =
            self.rows.iter().map(|(e, _)| ByteArray::from(of(e).into_bytes())).collect();
        self.column::<ByteArrayType>(&values, None, None)
    }

    fn maybe<T: parquet::data_type::DataType>(
        &mut self,
        values: Vec<Option<T::T>>,
    ) -> Result<(), ParquetError> {
        let defined: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
        let values: Vec<T::T> = values.into_iter().flatten().collect();
        self.column::<T>(&values, Some(&defined), None)
    }

    fn maybe_text(&mut self, of: impl Fn(&Encounter) -> Option<String>) -> Result<(), ParquetError> {
        let values =
            self.rows.iter().map(|(e, _)| of(e).map(|text| ByteArray::from(text.into_bytes()))).collect();
        self.maybe::<ByteArrayType>(values)
    }

    fn day(&mut self, of: impl Fn(&Encounter) -> Option<Date>) -> Result<(), ParquetError> {
        let values = self.rows.iter().map(|(e, _)| of(e).map(since_1970)).collect();
        self.maybe::<Int32Type>(values)
    }

    fn degrees(&mut self, of: impl Fn((f64, f64)) -> f64) -> Result<(), ParquetError> {
        let values = self.rows.iter().map(|(_, at)| at.map(&of)).collect();
        self.maybe::<DoubleType>(values)
    }

    fn flag(&mut self, of: impl Fn(&Encounter) -> bool) -> Result<(), ParquetError> {
        let values: Vec<bool> = self.rows.iter().map(|(e, _)| of(e)).collect();
        self.column::<BoolType>(&values, None, None)
    }

    fn number(&mut self, of: impl Fn(&Encounter) -> u32) -> Result<(), ParquetError> {
        let values: Vec<i32> =
            self.rows.iter().map(|(e, _)| i32::try_from(of(e)).unwrap_or(i32::MAX)).collect();
        self.column::<Int32Type>(&values, None, None)
    }

    fn list(&mut self, of: impl Fn(&Encounter) -> Vec<String>) -> Result<(), ParquetError> {
        let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
        for (encounter, _) in self.rows {
            let list = of(encounter);
            if list.is_empty() {
                defined.push(0);
                repeated.push(0);
            }
            for (n, text) in list.into_iter().enumerate() {
                values.push(ByteArray::from(text.into_bytes()));
                defined.push(1);
                repeated.push(i16::from(n > 0));
            }
        }
        self.column::<ByteArrayType>(&values, Some(&defined), Some(&repeated))
    }
}

fn since_1970(day: Date) -> i32 {
    jiff::civil::date(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

fn other(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}
