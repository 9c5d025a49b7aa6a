//! What a developer runs besides cargo.
fn main() {}
