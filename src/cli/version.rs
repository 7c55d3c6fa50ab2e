//! An earlier version of the bid: another folder, or a revision of this one, read by the `git` program. Nothing is written
//! into the repository: a revision is laid out in a temporary folder, by an index of its own.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};

use super::args::Args;
use super::bid::templates;
use super::console::Failed;
use crate::diag::message::command::{NoVersion, no_version};
use crate::model::{Text, load_beside, reason};

/// What a revision begins with: `git:HEAD~3`.
const GIT: &str = "git:";

/// The folders of an earlier version.
pub struct Version {
    models: PathBuf,
    templates: PathBuf,
    /// Where a revision is laid out, until it is read.
    _laid: Option<Laid>,
}

impl Version {
    /// The version that an argument names: a bid folder, its folder of models, or `git:REVISION`.
    pub fn of(args: &Args, named: &str) -> Result<Self, Failed> {
        if let Some(revision) = named.strip_prefix(GIT) {
            return Self::of_revision(args, revision);
        }
        let folder = PathBuf::from(named);
        if !folder.is_dir() {
            return Err(no_version(named, &NoVersion::Folder).into());
        }
        let models = if folder.join("models").is_dir() { folder.join("models") } else { folder };
        let beside = models.parent().unwrap_or(Path::new("")).join("templates");
        Ok(Self { models, templates: beside, _laid: None })
    }

    fn of_revision(args: &Args, revision: &str) -> Result<Self, Failed> {
        // A revision that begins with a dash would be an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(no_version(revision, &NoVersion::Revision).into());
        }
        let git = Git { folder: &args.models, revision };
        let [models, beside] = [args.models.clone(), templates(args)].map(|folder| git.prefix(&folder));
        let (models, beside) = (models?, beside?);
        let top = PathBuf::from(git.run(&["rev-parse", "--show-toplevel"])?.trim_end());
        let commit = git.run(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]);
        let commit = commit.map_err(|_| no_version(revision, &NoVersion::Revision))?.trim_end().to_owned();
        let laid = Laid::new(revision)?;
        let git = Git { folder: &top, revision };
        let listed = git.run(&["ls-tree", "-r", "-z", "--name-only", &commit])?;
        let files: String = listed.split_inclusive('\0').filter(|name| name.ends_with(".toml\0")).collect();
        let index = laid.0.join("index");
        git.with_index(&index, &["read-tree", &commit], "")?;
        let prefix = format!("--prefix={}/", laid.0.join("bid").display().to_string().replace('\\', "/"));
        git.with_index(&index, &["checkout-index", "-q", "-z", "--stdin", &prefix], &files)?;
        let (models, templates) = (laid.0.join("bid").join(models), laid.0.join("bid").join(beside));
        Ok(Self { models, templates, _laid: Some(laid) })
    }

    /// The bid as it is, and this version, which share their sources.
    pub fn beside(self, text: Text) -> (Text, Text) {
        load_beside(text, &self.models, &self.templates)
    }
}

/// The `git` program in a folder.
struct Git<'a> {
    folder: &'a Path,
    revision: &'a str,
}

impl Git<'_> {
    /// Where a folder is in its repository.
    fn prefix(&self, folder: &Path) -> Result<String, Failed> {
        let git = Git { folder, revision: self.revision };
        Ok(git.run(&["rev-parse", "--show-prefix"])?.trim_end().to_owned())
    }

    fn run(&self, args: &[&str]) -> Result<String, Failed> {
        self.output(args, None, "")
    }

    /// Runs it on an index of its own, so that the repository's stays as it is.
    fn with_index(&self, index: &Path, args: &[&str], input: &str) -> Result<String, Failed> {
        self.output(args, Some(index.as_os_str()), input)
    }

    fn output(&self, args: &[&str], index: Option<&OsStr>, input: &str) -> Result<String, Failed> {
        let failed = |why: NoVersion| Failed::from(no_version(self.revision, &why));
        let mut command = Command::new("git");
        command.arg("-C").arg(self.folder).args(args).env("GIT_OPTIONAL_LOCKS", "0");
        if let Some(index) = index {
            command.env("GIT_INDEX_FILE", index);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => failed(NoVersion::Program),
            _ => failed(NoVersion::Failed(reason(&error).en)),
        })?;
        if let Some(mut stdin) = child.stdin.take() {
            // A program that has ended says why itself.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().map_err(|error| failed(NoVersion::Failed(reason(&error).en)))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned();
        Err(failed(NoVersion::Failed(said)))
    }
}

/// A temporary folder, which goes when it is no longer needed.
struct Laid(PathBuf);

impl Laid {
    fn new(revision: &str) -> Result<Self, Failed> {
        let folder = env::temp_dir().join(format!("chiffrage-{}", process::id()));
        // Of an earlier process with the same number.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).map_err(|error| no_version(revision, &NoVersion::Failed(reason(&error).en)))?;
        Ok(Self(folder))
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
