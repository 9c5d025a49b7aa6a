//! Speed of each stage.
