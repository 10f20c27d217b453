//! The folder of `--out`: found usable before the simulation starts, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::exit::Failure;

/// The files a result consists of; several scenarios are [numbered](scenario_names).
pub const FILES: [&str; 6] =
    ["result.json", "replications.csv", "replications.parquet", "manifest.json", "report.html", THE_SCENARIO];
/// The file that makes a folder a result; written last.
pub const RESULT: &str = "result.json";
/// Written to find out whether the disk takes a result.
const PROBE: &str = ".goodwill-probe";
/// About the size of a small result.
const PROBE_BYTES: usize = 1 << 20;

/// The name of the only scenario.
const THE_SCENARIO: &str = "scenario.toml";
/// Scenarios kept beside a result at most.
const MOST_SCENARIOS: usize = 100;

/// Under which name scenario `number` (from 1) of `of` is kept beside a result.
pub fn scenario_name(number: usize, of: usize) -> String {
    if of == 1 { THE_SCENARIO.to_string() } else { format!("scenario-{number}.toml") }
}

/// All names under which scenarios may be kept.
pub fn scenario_names() -> impl Iterator<Item = String> {
    let numbered = (1..=MOST_SCENARIOS).map(|number| scenario_name(number, MOST_SCENARIOS));
    std::iter::once(THE_SCENARIO.to_string()).chain(numbered)
}

/// A folder that takes a result.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// The uppermost folder that was made for it, if any.
    made: Option<PathBuf>,
    /// Whether a result lay there before, which may be overwritten: then what else it consisted of is ours too.
    held_result: bool,
}

impl Folder {
    /// Makes the folder if need be and finds out whether it can be written to and holds no result yet.
    pub fn prepare(path: &Path, force: bool) -> Result<Folder, Failure> {
        Folder::prepare_for("--out", &FILES, path, force)
    }

    /// The same for what another option writes.
    pub fn prepare_for(option: &str, files: &[&str], path: &Path, force: bool) -> Result<Folder, Failure> {
        let refuse = |error: io::Error| {
            Failure::input(format!("error: cannot write to {option} {}: {error}", path.display()))
        };
        if path.is_file() {
            return Err(Failure::input(format!(
                "error: cannot write to {option} {}: it is a file\n  help: name a folder, which is made if it is not there",
                path.display()
            )));
        }
        let made =
            path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).last();
        let made = made.map(Path::to_path_buf);
        fs::create_dir_all(path).map_err(refuse)?;
        let held_result = path.join(RESULT).exists();
        let folder = Folder { path: path.to_path_buf(), made, held_result };
        let numbered = scenario_names().filter(|_| files == FILES);
        let mut names = files.iter().map(|name| name.to_string()).chain(numbered);
        if let Some(taken) = names.find(|name| path.join(name).exists()).filter(|_| !force) {
            return Err(Failure::input(format!(
                "error: {option} {} holds {taken} already\n  help: choose another folder, or add --force to overwrite",
                path.display()
            )));
        }
        let probed = folder.probe();
        // Removed even after a failed write: half a probe may lie there.
        let _ = fs::remove_file(path.join(PROBE));
        if let Err(error) = probed {
            folder.abandon();
            return Err(refuse(error));
        }
        Ok(folder)
    }

    /// A folder that holds a result already.
    pub fn existing(path: &Path) -> Folder {
        Folder { path: path.to_path_buf(), made: None, held_result: false }
    }

    fn probe(&self) -> io::Result<()> {
        let mut file = File::create(self.path.join(PROBE))?;
        file.write_all(&vec![b' '; PROBE_BYTES])?;
        file.sync_all()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes away what was made for a result that does not come. Folders that hold anything stay.
    pub fn abandon(&self) {
        let Some(made) = &self.made else { return };
        for folder in self.path.ancestors() {
            if fs::remove_dir(folder).is_err() || folder == made {
                return;
            }
        }
    }

    /// Takes an old result away, the file that makes it one first, so that none of its files stands beside those of a new one.
    /// Where there was none, files of such names are somebody else's and stay.
    pub fn remove_result(&self) -> Result<(), Failure> {
        if !self.held_result {
            return Ok(());
        }
        let mut files = FILES.into_iter().map(str::to_string).chain(scenario_names());
        files.try_for_each(|name| self.remove(&name))
    }

    /// Takes a file away, if it is there.
    pub fn remove(&self, name: &str) -> Result<(), Failure> {
        let path = self.path.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::input(format!("error: cannot remove {}: {error}", path.display())))
            }
            _ => Ok(()),
        }
    }

    /// Writes these files. The last one makes the folder hold a whole answer, so that an old one is taken away first.
    pub fn write_all(&self, files: &[(&str, &str)]) -> Result<(), Failure> {
        if let Some((last, _)) = files.last() {
            self.remove(last)?;
        }
        files.iter().try_for_each(|(name, text)| self.write(name, |out| out.write_all(text.as_bytes())))
    }

    /// Writes one file: to a temporary name, to the disk, then under its own name, so that nobody ever sees half of it.
    pub fn write(
        &self,
        name: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let temporary = self.path.join(format!(".{name}.{}.tmp", std::process::id()));
        let written = write_and_rename(&temporary, &self.path.join(name), fill);
        written.map_err(|error| {
            let _ = fs::remove_file(&temporary);
            Failure::input(format!("error: cannot write {}: {error}", self.path.join(name).display()))
        })
    }
}

fn write_and_rename(
    temporary: &Path,
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(temporary)?);
    fill(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_never_overwritten_unasked() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::prepare(place.path(), false).unwrap();
        folder.write("result.json", |out| out.write_all(b"{}")).unwrap();
        let names: Vec<_> =
            fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["result.json"]);
        let refused = Folder::prepare(place.path(), false).unwrap_err();
        assert!(refused.message.contains("holds result.json already"));
        assert!(Folder::prepare(place.path(), true).is_ok());
    }

    /// With --force what an old result consisted of goes; scenarios that lay in a folder without a result stay.
    #[test]
    fn only_an_old_result_is_taken_away() {
        let place = tempfile::tempdir().unwrap();
        let own = place.path().join("scenario-1.toml");
        fs::write(&own, "mine").unwrap();
        let refused = Folder::prepare(place.path(), false).unwrap_err();
        assert!(refused.message.contains("holds scenario-1.toml already"), "{}", refused.message);
        Folder::prepare(place.path(), true).unwrap().remove_result().unwrap();
        assert_eq!(fs::read(&own).unwrap(), b"mine");
        fs::write(place.path().join(RESULT), "{}").unwrap();
        Folder::prepare(place.path(), true).unwrap().remove_result().unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::prepare(place.path(), false).unwrap();
        folder.write("result.json", |out| out.write_all(b"old")).unwrap();
        let failed = folder.write("result.json", |_| Err(io::Error::other("the disk is full")));
        assert!(failed.unwrap_err().message.contains("the disk is full"));
        assert_eq!(fs::read(place.path().join("result.json")).unwrap(), b"old");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_made_for_nothing_is_taken_away() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::prepare(&place.path().join("a/b"), false).unwrap();
        folder.abandon();
        assert!(!place.path().join("a").exists());
        assert!(place.path().exists());
    }
}
