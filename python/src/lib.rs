//! Rasid for Python: `rasid._rasid`, which the package `rasid` shows.
//!
//! In the order data flows: `articles` (what Python hands over becomes articles, by the intake of the program), `coder`
//! (articles become readings, without the lock of the interpreter), `tables` (readings become Arrow), `merge` (reports become encounters), `chronicle` (the answers of a database that the program made).

mod articles;
mod chronicle;
mod coder;
mod merge;
mod tables;

use mimalloc::MiMalloc;
use pyo3::prelude::*;

/// As in the program.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// What Python sees.
#[pymodule]
fn _rasid(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<coder::Coder>()?;
    module.add_class::<coder::Extracted>()?;
    module.add_class::<tables::Table>()?;
    module.add_class::<merge::Encounters>()?;
    module.add_class::<chronicle::Chronicle>()?;
    module.add_function(wrap_pyfunction!(merge::merge, module)?)?;
    Ok(())
}
