//! Rasid for Python: `rasid._rasid`, which the package `rasid` shows.
//!
//! In the order data flows: `articles` (what Python hands over becomes articles, by the intake of the program), `coder`
//! (articles become readings, without the lock of the interpreter), `tables` (readings become Arrow), `merge` (reports become
//! encounters), `parts` (the same in steps that an engine divides), `chronicle` (the answers of a database that the
//! program made).

mod articles;
mod chronicle;
mod coder;
mod merge;
mod parts;
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
    for step in [
        wrap_pyfunction!(parts::reports_with_keys, module)?,
        wrap_pyfunction!(parts::links_by_key, module)?,
        wrap_pyfunction!(parts::components, module)?,
        wrap_pyfunction!(parts::join_components, module)?,
        wrap_pyfunction!(parts::visits_by_spot, module)?,
        wrap_pyfunction!(parts::in_circles, module)?,
        wrap_pyfunction!(parts::finished, module)?,
    ] {
        module.add_function(step)?;
    }
    Ok(())
}
