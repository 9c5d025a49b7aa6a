//! A web archive of pages that nobody wrote, of any size: what intake is measured on.
//!
//! The pages have the weight of real ones (navigation, related links, scripts with data that does not compress) and our
//! own words; one in twenty reports an encounter. The same size gives the same bytes, always.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A generator of Marsaglia's: the same numbers everywhere.
struct Xorshift(u64);

impl Xorshift {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const WORDS: &[&str] = &[
    "السوق",
    "المدينة",
    "الميناء",
    "الطريق",
    "الأسعار",
    "الموسم",
    "المزارعون",
    "السكان",
    "الشركة",
    "المصنع",
    "الأمطار",
    "المدرسة",
    "الطلاب",
    "المعرض",
    "الكتاب",
    "المباراة",
    "الفريق",
    "البطولة",
    "الجمهور",
    "القطار",
    "السيارات",
    "المستشفى",
    "الأطباء",
    "الدراسة",
    "النتائج",
    "التقرير",
    "المشروع",
    "الأشغال",
    "الحي",
    "الجسر",
    "في",
    "على",
    "إلى",
    "من",
    "مع",
    "بعد",
    "قبل",
    "خلال",
    "منذ",
    "حول",
];
const GUESTS: &[&str] =
    &["الإسباني", "الفرنسي", "البرتغالي", "الإيطالي", "الألماني", "التركي", "المصري", "التونسي", "الأردني"];
const CITIES: &[&str] = &["الرباط", "الدار البيضاء", "طنجة", "فاس", "مراكش"];
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Bytes of data in the script of a page.
const DATA: usize = 24_000;

/// Writes an archive of at least `bytes` bytes, packed; the number of pages in it.
///
/// # Errors
/// What the system says.
pub fn write(path: &Path, bytes: u64) -> io::Result<u64> {
    let mut out = BufWriter::new(File::create(path)?);
    let (mut random, mut written, mut pages) = (Xorshift(0x5241_5349_4400), 0, 0_u64);
    while written < bytes {
        pages += 1;
        let page = page(&mut random, pages);
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://press{}.example/{pages}\r\nWARC-Date: 2025-06-01T00:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            pages % 50,
            answer.len()
        );
        let mut member = GzEncoder::new(Vec::new(), Compression::fast());
        member.write_all(record.as_bytes())?;
        let member = member.finish()?;
        written += member.len() as u64;
        out.write_all(&member)?;
    }
    out.flush()?;
    Ok(pages)
}

fn page(random: &mut Xorshift, nth: u64) -> String {
    let (day, month) = (nth % 28 + 1, nth / 28 % 5 + 1);
    let title = sentence(random, 7);
    let links: String =
        (0..30).map(|at| format!("<li><a href=\"/{at}\">{}</a></li>\n", sentence(random, 5))).collect();
    let mut body: String = (0..8).map(|_| format!("<p>{}.</p>\n", sentence(random, 60))).collect();
    if nth.is_multiple_of(20) {
        let (guest, city) = (random.of(GUESTS), random.of(CITIES));
        body = format!(
            "<p>استقبل وزير الداخلية المغربي سليم الورداني، يوم {day}/{month}/2025 بمدينة {city}، نظيره {guest}، وبحث معه سبل التعاون.</p>\n{body}"
        );
    }
    let data: String = (0..DATA).map(|_| char::from(BASE64[random.below(64)])).collect();
    format!(
        "<!DOCTYPE html><html lang=\"ar\"><head><title>{title} - المرصد</title><meta property=\"article:published_time\" \
         content=\"2025-{month:02}-{day:02}T10:00:00+01:00\"><script>var d=\"{data}\";</script></head><body><nav><ul>{links}</ul></nav>\
         <h1>{title}</h1><article>{body}</article><aside><h3>الأكثر قراءة</h3><ul>{links}</ul></aside><footer>المرصد</footer></body></html>"
    )
}

fn sentence(random: &mut Xorshift, words: usize) -> String {
    (0..words).map(|_| random.of(WORDS)).collect::<Vec<_>>().join(" ")
}
