//! `cargo run -p xtask -- VERB`: what a developer runs besides cargo.

use std::path::Path;
use std::process::ExitCode;

use xtask::metadata::{Extent, Metadata};
use xtask::{attributions, house, licences, soak, warc};

/// The folder of the wheel, which is a workspace by itself.
const WHEEL: &str = "python";

const USAGE: &str = "usage: cargo run -p xtask -- VERB
  licences      list every dependency with its licence; fail on one that is not allowed
  house         check the direction of imports and the licence beside each dependency
  soak SECONDS  fuzz every target for so many seconds; ten minutes each before a release
  warc FILE MB  write a web archive of made-up pages, of so many megabytes
  attributions  print the notices that a distributed binary has to carry";

fn main() -> anyhow::Result<ExitCode> {
    let verb = std::env::args().nth(1).unwrap_or_default();
    let faults = match verb.as_str() {
        "licences" => {
            let metadata = Metadata::read(Extent::WithDependencies)?;
            print!("{}", licences::list(&metadata));
            let mut faults = licences::check(&metadata);
            faults.extend(licences::check_comments(&metadata)?);
            let wheel = Metadata::read_in(WHEEL, Extent::WithDependencies)?;
            println!("\nof the wheel:\n{}", licences::list(&wheel));
            faults.extend(licences::check(&wheel));
            faults.extend(licences::check_comments(&wheel)?);
            faults
        }
        "house" => {
            let metadata = Metadata::read(Extent::Workspace)?;
            let mut faults = house::check(&metadata);
            faults.extend(licences::check_comments(&metadata)?);
            faults.extend(licences::check_comments(&Metadata::read_in(WHEEL, Extent::Workspace)?)?);
            faults
        }
        "soak" => {
            let Some(seconds) = std::env::args().nth(2).and_then(|number| number.parse().ok()) else {
                eprintln!("{USAGE}");
                return Ok(ExitCode::from(2));
            };
            soak::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), seconds)?
        }
        "warc" => {
            let (path, megabytes) = (std::env::args_os().nth(2), std::env::args().nth(3));
            let (Some(path), Some(megabytes)) =
                (path, megabytes.and_then(|number| number.parse::<u64>().ok()))
            else {
                eprintln!("{USAGE}");
                return Ok(ExitCode::from(2));
            };
            println!("{} pages", warc::write(path.as_ref(), megabytes << 20)?);
            Vec::new()
        }
        "attributions" => {
            print!("{}", attributions::notices(&Metadata::read(Extent::WithDependencies)?)?);
            Vec::new()
        }
        _ => {
            eprintln!("{USAGE}");
            return Ok(ExitCode::from(2));
        }
    };
    for fault in &faults {
        eprintln!("{fault}");
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
