//! A copy of the shipped bid in a folder of its own, in which the real command is run.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The copy; it goes with its value.
pub struct Bid(tempfile::TempDir);

/// What a run left.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bid {
    pub fn new() -> Self {
        let bid = Self(tempfile::tempdir().unwrap());
        for folder in ["models", "templates"] {
            super::copy(&super::root().join(folder), &bid.path(folder));
        }
        bid
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Run {
        let run = Command::from_std(super::chiffrage()).current_dir(self.folder()).args(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run { code: run.status.code().unwrap_or(-1), out: text(&run.stdout), err: text(&run.stderr) }
    }
}
