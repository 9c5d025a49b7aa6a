//! Compiles `lexicon/` into the crate, and embeds the sources beside it for `--lexicon DIR`.

use std::path::Path;
use std::{env, fs};

use rasid_lexicon::{Lexicon, Sources};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../lexicon");
    println!("cargo::rerun-if-changed={}", dir.display());
    let sources = Sources::read_dir(&dir)?.relative_to(&dir);
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("lexicon.bin"), Lexicon::compile(&sources)?.to_bytes())?;
    fs::write(out.join("sources.bin"), sources.to_bytes())?;
    Ok(())
}
