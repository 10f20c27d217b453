//! The files that scenarios name, kept beside a result so that what lies in its folder can be run again.

use std::fs;
use std::path::{Component, Path};

use crate::scenario::{NamedFile, Scenario};

use super::exit::Failure;
use super::folder::{FILES, Folder, scenario_names};

/// Which files are kept beside a result, and which cannot be.
#[derive(Debug, Default)]
pub struct KeptFiles {
    files: Vec<NamedFile>,
    left_out: Vec<String>,
}

impl KeptFiles {
    /// The files that the scenarios name. One is kept under the name by which its scenario calls it: so that must lie below the folder of the
    /// result, be none of the result's own files, and mean the same in every scenario.
    pub fn of(scenarios: &[Scenario]) -> KeptFiles {
        let mut kept = KeptFiles::default();
        for file in scenarios.iter().flat_map(Scenario::files) {
            let path = Path::new(&file.name);
            let is_below =
                path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            let is_own =
                FILES.contains(&file.name.as_str()) || scenario_names().any(|name| name == file.name);
            match kept.files.iter().find(|other| other.name == file.name) {
                Some(other) if other.text == file.text => {}
                None if is_below && !is_own => kept.files.push(file.clone()),
                _ => kept.left_out.push(file.name.clone()),
            }
        }
        kept
    }

    /// Refuses a folder in which another file of such a name lies, unless it may be overwritten.
    pub fn check(&self, folder: &Path, force: bool) -> Result<(), Failure> {
        let differs = |file: &&NamedFile| {
            let there = fs::read(folder.join(&file.name));
            there.is_ok_and(|there| there != file.text.as_bytes())
        };
        match self.files.iter().find(differs).filter(|_| !force) {
            None => Ok(()),
            Some(file) => Err(Failure::input(format!(
                "error: --out {} holds another {} already, and the one that the scenario names is kept there beside the result\n  help: choose another folder, or add --force to overwrite",
                folder.display(),
                file.name
            ))),
        }
    }

    /// Writes the files; one that lies there already is left as it is.
    pub fn write(&self, folder: &Folder) -> Result<(), Failure> {
        for file in &self.files {
            let path = folder.path().join(&file.name);
            if fs::read(&path).is_ok_and(|there| there == file.text.as_bytes()) {
                continue;
            }
            let (Some(parent), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str()))
            else {
                continue;
            };
            fs::create_dir_all(parent).map_err(|error| {
                Failure::input(format!("error: cannot make {}: {error}", parent.display()))
            })?;
            let text = file.text.as_bytes();
            Folder::existing(parent).write(name, |out| std::io::Write::write_all(out, text))?;
        }
        Ok(())
    }

    /// What cannot be kept, in words.
    pub fn note(&self) -> Option<String> {
        let list = self.left_out.join(", ");
        (!self.left_out.is_empty()).then(|| {
            format!("not kept beside the result, as it lies outside the scenario's folder or its name is taken there: {list}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse_with_files;

    fn scenario(file: &str, text: &str) -> Scenario {
        let toml = format!(
            "name = \"log\"\n[time]\nhorizon = \"1d\"\n[[reason]]\nname = \"call\"\narrivals_file = \"{file}\"\ntalk = {{ dist = \"constant\", mean = \"2m\" }}\n\
             [[team]]\nname = \"agents\"\nagents = 2\nskills = [\"call\"]\n"
        );
        parse_with_files(&toml, "log.toml", &[], &|_| Ok(text.to_string()))
            .unwrap_or_else(|found| panic!("{found}"))
    }

    #[test]
    fn what_a_scenario_names_lies_beside_its_result() {
        let (log, other) = ("time\n1\n5\n", "time\n2\n");
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::existing(place.path());
        let kept = KeptFiles::of(&[scenario("logs/monday.csv", log), scenario("logs/monday.csv", log)]);
        assert_eq!(kept.note(), None);
        kept.check(place.path(), false).unwrap();
        kept.write(&folder).unwrap();
        assert_eq!(fs::read_to_string(place.path().join("logs/monday.csv")).unwrap(), log);
        kept.check(place.path(), false).unwrap();
        let changed = KeptFiles::of(&[scenario("logs/monday.csv", other)]);
        let refused = changed.check(place.path(), false).unwrap_err();
        assert!(refused.message.contains("holds another logs/monday.csv already"), "{}", refused.message);
        changed.check(place.path(), true).unwrap();
        changed.write(&folder).unwrap();
        assert_eq!(fs::read_to_string(place.path().join("logs/monday.csv")).unwrap(), other);
    }

    #[test]
    fn what_cannot_lie_there_is_told() {
        for name in ["../monday.csv", "/logs/monday.csv", "result.json"] {
            let kept = KeptFiles::of(&[scenario(name, "time\n1\n")]);
            assert!(kept.files.is_empty() && kept.note().is_some_and(|note| note.contains(name)), "{name}");
        }
        let two = KeptFiles::of(&[scenario("a.csv", "time\n1\n"), scenario("a.csv", "time\n2\n")]);
        assert_eq!((two.files.len(), two.left_out.len()), (1, 1));
    }
}
