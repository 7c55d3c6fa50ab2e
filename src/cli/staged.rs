//! Files and folders that are written whole or not at all: made under another name beside their place, which they take
//! once they are safe on the disk.
//!
//! Until then they have a name of their own and a lock, which the system releases when the run ends, however it ends. So
//! one that nobody holds a lock on was left by a run that was killed, and the next that writes there removes it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::console::Failed;
use crate::diag::message::output::{self, no_folder};
use crate::model::reason;
use crate::text;
use crate::unit::Text;

/// How the names of staged files and folders begin and end.
const NAMES: (&str, &str) = (".chiffrage-", ".tmp");
/// The file in a staged folder that is locked in its place.
const LOCK: &str = "lock";
/// The folder in it whose content takes its place, made once it is locked.
const CONTENT: &str = "content";

/// A staged file: gone unless it takes its place.
pub struct StagedFile {
    path: PathBuf,
    file: NamedTempFile,
}

impl StagedFile {
    /// Writes the bytes of a file, which takes its place later.
    ///
    /// # Errors
    /// There is no such folder, the file may not be written, or the disk is full.
    pub fn of(path: &Path, bytes: &[u8]) -> Result<Self, Failed> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(no_folder(&path.display().to_string(), &folder.display().to_string()).into());
        }
        // A file that may not be written is not replaced either, though its folder would let us.
        if fs::metadata(path).is_ok_and(|m| m.permissions().readonly()) {
            return Err(not_written(path, &text!("le fichier est en lecture seule", "the file is read-only")));
        }
        let attempt = || -> io::Result<NamedTempFile> {
            let mut file = new_file(folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            readable(file.as_file())?;
            Ok(file)
        };
        let file = attempt().map_err(|e| not_written(path, &reason(&e)))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// The system refuses.
    pub fn take_place(self) -> Result<(), Failed> {
        self.file.persist(&self.path).map_err(|e| not_written(&self.path, &reason(&e.error)))?;
        Ok(())
    }
}

/// Writes a folder that is not there yet, or is empty, with the folders above it. Each file is named by its path within.
///
/// # Errors
/// The disk is full, or the system refuses: nothing is left of it then.
pub fn write_folder<'f>(folder: &Path, files: impl IntoIterator<Item = (&'f Path, &'f [u8])>) -> Result<(), Failed> {
    let attempt = || -> io::Result<()> {
        // What is missing of the path is staged with the files, in the last folder of it that is there.
        let there = folder.ancestors().find(|path| path.as_os_str().is_empty() || path.is_dir());
        let there = there.unwrap_or(Path::new(""));
        let missing = folder.strip_prefix(there).unwrap_or(folder);
        let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        let (staged, _lock) = new_folder(there)?;
        let content = staged.path().join(CONTENT);
        fs::create_dir(&content)?;
        for (name, bytes) in files {
            let path = content.join(missing).join(name);
            fs::create_dir_all(path.parent().unwrap_or(&content))?;
            let mut file = File::create_new(&path)?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        let mut placed: Vec<(PathBuf, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&content)? {
            let from = entry?.path();
            let to = there.join(from.file_name().unwrap_or_default());
            let free = if to.exists() { Err(io::Error::from(io::ErrorKind::AlreadyExists)) } else { Ok(()) };
            if let Err(error) = free.and_then(|()| fs::rename(&from, &to)) {
                // Back to where they go with the rest.
                for (from, to) in &placed {
                    drop(fs::rename(to, from));
                }
                return Err(error);
            }
            placed.push((from, to));
        }
        Ok(())
    };
    attempt().map_err(|error| not_written(folder, &reason(&error)))
}

/// A new file in a folder, locked.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    remove_stale(folder);
    loop {
        let file = Builder::new().prefix(NAMES.0).suffix(NAMES.1).tempfile_in(folder)?;
        // Another run that met it before it was locked removes it, and holds its lock only so long. Where the file system
        // knows no locks, nothing is taken for stale.
        let _ = file.as_file().lock();
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// A new folder in a folder, with its lock.
fn new_folder(folder: &Path) -> io::Result<(TempDir, File)> {
    remove_stale(folder);
    loop {
        let staged = Builder::new().prefix(NAMES.0).suffix(NAMES.1).tempdir_in(folder)?;
        let lock = staged.path().join(LOCK);
        match File::create_new(&lock) {
            Ok(file) => {
                let _ = file.lock();
                if lock.exists() {
                    return Ok((staged, file));
                }
            }
            // Removed while it was empty, by another run.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
}

/// Removes what killed runs left in a folder. What cannot be removed for certain stays.
pub fn remove_stale(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(NAMES.0) && name.ends_with(NAMES.1));
        let (Ok(kind), true) = (entry.file_type(), ours) else { continue };
        let path = entry.path();
        if kind.is_file() {
            if let Ok(file) = File::open(&path)
                && file.try_lock().is_ok()
            {
                let _ = fs::remove_file(&path);
            }
        } else if kind.is_dir() {
            match File::open(path.join(LOCK)) {
                Ok(lock) if lock.try_lock().is_ok() => drop(fs::remove_dir_all(&path)),
                // Killed before it had a lock, it is empty; with a content, while it was being removed, its lock first.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let _ = fs::remove_dir_all(path.join(CONTENT));
                    let _ = fs::remove_dir(&path);
                }
                _ => {}
            }
        }
    }
}

/// The error of what could not be written.
pub fn not_written(path: &Path, why: &Text) -> Failed {
    output::not_written(&path.display().to_string(), why).into()
}

/// Temporary files are for their owner alone; an output is for whom files usually are.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::Path;

    use super::{StagedFile, new_folder, write_folder};

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_staged_file_is_gone_unless_it_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, "before").unwrap();
        let staged = StagedFile::of(&path, b"after").ok().unwrap();
        assert_eq!((names(folder.path()).len(), fs::read(&path).unwrap()), (2, b"before".to_vec()));
        drop(staged);
        assert_eq!((names(folder.path()), fs::read(&path).unwrap()), (vec!["a.xlsx".into()], b"before".to_vec()));
        assert!(StagedFile::of(&path, b"after").is_ok_and(|staged| staged.take_place().is_ok()));
        assert_eq!((names(folder.path()), fs::read(&path).unwrap()), (vec!["a.xlsx".into()], b"after".to_vec()));
    }

    #[test]
    fn a_folder_is_whole_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let files: [(&Path, &[u8]); 2] = [(Path::new("a/b"), b"1"), (Path::new("c"), b"2")];
        // Not there, with the folders above it; there, and empty.
        fs::create_dir(folder.path().join("empty")).unwrap();
        for place in ["x/y/z", "new", "empty"] {
            let place = folder.path().join(place);
            assert!(write_folder(&place, files).is_ok());
            assert_eq!((names(&place), names(&place.join("a"))), (vec!["a".into(), "c".into()], vec!["b".into()]));
        }
        assert_eq!(names(folder.path()), ["empty", "new", "x"]);
        // `a` cannot be a file and a folder: nothing is left, not even the folders above.
        let wrong: [(&Path, &[u8]); 2] = [(Path::new("a"), b"1"), (Path::new("a/b"), b"2")];
        fs::create_dir(folder.path().join("other")).unwrap();
        assert!(write_folder(&folder.path().join("p/q"), wrong).is_err());
        assert!(write_folder(&folder.path().join("other"), wrong).is_err());
        assert_eq!((names(folder.path()).len(), names(&folder.path().join("other")).len()), (4, 0));
        // What came there meanwhile is not replaced, and what was placed before it is taken back.
        fs::write(folder.path().join("other/c"), "kept").unwrap();
        assert!(write_folder(&folder.path().join("other"), files).is_err());
        assert_eq!(names(&folder.path().join("other")), ["c"]);
        assert_eq!(fs::read(folder.path().join("other/c")).unwrap(), b"kept");
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let write = |name: &str| fs::write(at(name), "").unwrap();
        // A run that was killed holds no lock any more.
        write(".chiffrage-killed.tmp");
        fs::create_dir_all(at(".chiffrage-folder.tmp/content/models")).unwrap();
        write(".chiffrage-folder.tmp/lock");
        fs::create_dir(at(".chiffrage-unborn.tmp")).unwrap();
        fs::create_dir_all(at(".chiffrage-dying.tmp/content/models")).unwrap();
        // These belong to another run still going on, or to another user.
        write(".chiffrage-running.tmp");
        let running = File::open(at(".chiffrage-running.tmp")).unwrap();
        running.lock().unwrap();
        let (kept, lock) = new_folder(folder.path()).unwrap();
        fs::create_dir(at(".chiffrage-notes.tmp")).unwrap();
        write(".chiffrage-notes.tmp/mine");
        write(".chiffrage-notes");
        assert!(StagedFile::of(&at("x"), b"").is_ok_and(|staged| staged.take_place().is_ok()));
        let kept = kept.path().file_name().unwrap().to_str().unwrap().to_owned();
        let mut expected = vec![
            ".chiffrage-notes".to_owned(),
            ".chiffrage-notes.tmp".into(),
            ".chiffrage-running.tmp".into(),
            kept,
            "x".into(),
        ];
        expected.sort();
        assert_eq!(names(folder.path()), expected);
        drop((running, lock));
    }
}
