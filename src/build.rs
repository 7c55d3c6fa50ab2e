//! The build script: gives the program the version that `chiffrage --version` prints, in release builds with the commit.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    let mut version = env!("CARGO_PKG_VERSION").to_owned();
    // A debug build names no commit, so that a commit alone does not build the crate and its tests again.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // The branch that is checked out is in the first file, a line for each of its commits in the second.
        for path in ["HEAD", "logs/HEAD"].into_iter().filter_map(|file| git(&["rev-parse", "--git-path", file])) {
            if Path::new(&path).exists() {
                println!("cargo::rerun-if-changed={path}");
            }
        }
        version.extend(commit().map(|commit| format!(" ({commit})")));
    }
    println!("cargo::rustc-env=CHIFFRAGE_VERSION={version}");
}

/// The commit of the repository whose top folder this is. There is none without git, in an unpacked archive, or in one
/// inside a repository of something else.
pub fn commit() -> Option<String> {
    let prefix = git(&["rev-parse", "--show-prefix"])?;
    prefix.is_empty().then(|| git(&["rev-parse", "--short", "HEAD"]))?
}

/// What git prints, if it is there and succeeds.
fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
