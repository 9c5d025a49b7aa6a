//! Shows how the coder sees a text: `cargo run -p rasid-coder --example explain [YYYY-MM-DD] < text`.

use std::io::Read;

use rasid_coder::{Article, Coder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut article = Article::from_text(text);
    article.published = std::env::args().nth(1).map(|day| day.parse()).transpose()?;
    let coder = Coder::embedded();
    let mut worker = coder.worker();
    print!("{}", worker.explain(&article));
    for event in worker.read(&article).events {
        let sides: Vec<_> =
            event.participants.iter().map(|p| (p.role, p.country.clone(), p.name.clone())).collect();
        println!(
            "{} {} {:?} {:?} {sides:?}",
            event.event_type,
            event.status,
            event.date,
            event.place.and_then(|p| p.country)
        );
    }
    Ok(())
}
