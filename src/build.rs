//! The build script: gives the program the version that `chiffrage --version` prints, with the commit it was built from.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    // Where the commit that is checked out is written: the branch by the first file, its commits by the second.
    for file in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file])
            && Path::new(&path).exists()
        {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    let version = commit().map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"));
    println!("cargo::rustc-env=CHIFFRAGE_VERSION={version}");
}

/// The commit of the repository whose top folder this is. There is none without git, in an unpacked archive, or in one
/// inside a repository of something else.
fn commit() -> Option<String> {
    let prefix = git(&["rev-parse", "--show-prefix"])?;
    prefix.is_empty().then(|| git(&["rev-parse", "--short", "HEAD"]))?
}

/// What git prints, if it is there and succeeds.
fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
