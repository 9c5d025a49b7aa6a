//! The house stands: imports run one way, and every dependency says under which licence and why it came in.

use xtask::metadata::{Extent, Metadata};
use xtask::{house, licences};

#[test]
fn imports_run_one_way() {
    let metadata = Metadata::read(Extent::Workspace).unwrap();
    assert_eq!(house::check(&metadata), Vec::<String>::new());
}

#[test]
fn every_dependency_carries_licence_and_reason() {
    let metadata = Metadata::read(Extent::Workspace).unwrap();
    assert_eq!(licences::check_comments(&metadata).unwrap(), Vec::<String>::new());
}
