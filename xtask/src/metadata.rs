//! What `cargo metadata` says about the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

/// How much is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The packages of the workspace alone; needs neither network nor a registry.
    Workspace,
    /// Every package of the lock file, for every platform. Those not yet on this machine are downloaded.
    WithDependencies,
}

/// The workspace.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// Packages, in the order of cargo.
    pub packages: Vec<Package>,
    /// Ids of the packages that are the workspace.
    pub workspace_members: BTreeSet<String>,
    /// Ids of the packages that `cargo run` means.
    pub workspace_default_members: Vec<String>,
    /// Where the workspace's `Cargo.toml` lies.
    pub workspace_root: PathBuf,
    /// Who uses whom; `None` for [`Extent::Workspace`].
    pub resolve: Option<Resolve>,
}

/// One package.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Id, unique in the workspace.
    pub id: String,
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// SPDX expression.
    pub license: Option<String>,
    /// Where its source is developed.
    pub repository: Option<String>,
    /// Its `Cargo.toml`.
    pub manifest_path: PathBuf,
    /// What its manifest asks for, of every kind.
    pub dependencies: Vec<Dependency>,
}

/// What a manifest asks for.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// Name of the package.
    pub name: String,
}

/// The graph of packages as resolved.
#[derive(Debug, Deserialize)]
pub struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    /// `None` for a dependency of the code itself, else `dev` or `build`.
    kind: Option<String>,
}

impl Metadata {
    /// Asks cargo about the workspace.
    ///
    /// # Errors
    /// Cargo cannot be run, fails (the lock file is stale, say), or answers in an unknown form.
    pub fn read(extent: Extent) -> anyhow::Result<Self> {
        Self::read_in(".", extent)
    }

    /// The same of another workspace in a folder of this one: that of the wheel.
    ///
    /// # Errors
    /// As [`Metadata::read`].
    pub fn read_in(folder: &str, extent: Extent) -> anyhow::Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["metadata", "--format-version", "1"])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder));
        match extent {
            Extent::Workspace => command.args(["--no-deps", "--offline"]),
            Extent::WithDependencies => command.arg("--locked"),
        };
        let output = command.output().context("cargo metadata cannot be run")?;
        ensure!(
            output.status.success(),
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        serde_json::from_slice(&output.stdout).context("cargo metadata answers in an unknown form")
    }

    /// Whether a package belongs to the workspace.
    pub fn is_ours(&self, package: &Package) -> bool {
        self.workspace_members.contains(&package.id)
    }

    /// The packages of others, by name and version.
    pub fn foreign(&self) -> Vec<&Package> {
        let mut foreign: Vec<_> = self.packages.iter().filter(|package| !self.is_ours(package)).collect();
        foreign.sort_by_key(|package| (&package.name, &package.version));
        foreign
    }

    /// Ids of what the default members are linked from: dependencies for tests and build scripts left out.
    pub fn linked(&self) -> BTreeSet<&str> {
        let nodes = self.resolve.iter().flat_map(|resolve| &resolve.nodes);
        let edges: BTreeMap<&str, &[Edge]> =
            nodes.map(|node| (node.id.as_str(), node.deps.as_slice())).collect();
        let mut linked = BTreeSet::new();
        let mut open: Vec<&str> = self.workspace_default_members.iter().map(String::as_str).collect();
        while let Some(id) = open.pop() {
            if linked.insert(id) {
                let used = edges.get(id).copied().unwrap_or_default().iter();
                open.extend(
                    used.filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none()))
                        .map(|edge| edge.pkg.as_str()),
                );
            }
        }
        linked
    }
}
