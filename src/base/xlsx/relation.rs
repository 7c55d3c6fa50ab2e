use super::package::Package;
use super::xml::{Text, each};
use crate::diag::Finding;

/// The work of reading one.
const WORK_OF_ONE: usize = 500;

/// What a part names beside itself: the sheets of a workbook, the tables and pivots of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What the part calls it by (`r:id`).
    pub id: String,
    /// What it is, the last word of its type, the same in strict and transitional files: `worksheet`, `table`.
    pub kind: String,
    /// The name of the part, or the address of what is outside the file.
    pub target: String,
    /// Is it outside the file?
    pub external: bool,
}

/// The relations of a part, or of the file itself where `part` is empty; none where it has none.
pub(super) fn relations(package: &Package, part: &str) -> Result<Vec<Relation>, Finding> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let from = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = Vec::new();
    if !package.has(&from) {
        return Ok(found);
    }
    let text = Text::read(&from, package.part(&from)?)?.xml;
    each(&from, &text, package.budget(), |xml, tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let read = |name| Ok::<_, Finding>(xml.attribute(tag, name)?.unwrap_or_default().into_owned());
            let external = read("TargetMode")?.eq_ignore_ascii_case("external");
            let target = read("Target")?;
            let relation = Relation {
                id: read("Id")?,
                kind: read("Type")?.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target } else { resolved(folder, &target) },
                external,
            };
            package.budget().draw(WORK_OF_ONE)?;
            package.budget().push(&mut found, relation)?;
        }
        Ok(())
    })?;
    Ok(found)
}

/// The part a target names: from the top where it starts with `/`, else from the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}
