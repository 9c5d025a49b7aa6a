//! The stored corpus, and what once broke something, through every target.

use std::fs;
use std::path::Path;

#[test]
fn what_was_found_stays_mended() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files = 0;
    for folder in fs::read_dir(&root).expect("the corpus") {
        for file in fs::read_dir(folder.expect("a folder").path()).expect("a folder") {
            let bytes = fs::read(file.expect("a file").path()).expect("bytes");
            files += 1;
            for (_, target) in rasid_fuzz::TARGETS {
                target(&bytes);
            }
        }
    }
    assert!(files >= rasid_fuzz::TARGETS.len());
}
