//! The leaks as a table.

use super::Leak;
use crate::sheet::{Cell, Column, Row, Sheet};
use crate::unit::Lang;

/// What was found in a file, one row each: sure ones first.
#[must_use]
pub fn report(file: &str, leaks: &[Leak], lang: Lang) -> Sheet {
    let mut leaks: Vec<&Leak> = leaks.iter().collect();
    leaks.sort_by_key(|leak| (!leak.sure, leak.kind));
    let row = |leak: &&Leak| {
        let sure = if leak.sure { lang.pick("fuite", "leak") } else { lang.pick("à voir", "look") };
        let cells: Vec<Cell> = vec![
            leak.code().name().into(),
            sure.into(),
            leak.kind.name(lang).into(),
            leak.part.as_str().into(),
            leak.at(lang).into(),
            leak.what.get(lang).into(),
            leak.kind.remedy(lang).into(),
        ];
        Row::body(cells)
    };
    let sure = leaks.iter().filter(|leak| leak.sure).count();
    let mut notes = Vec::new();
    for leak in &leaks {
        let note = format!("{}{}{}", leak.kind.name(lang), lang.colon(), leak.kind.remedy(lang));
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let counted = match (sure, leaks.len() - sure, lang) {
        (0, 0, _) => lang.pick("Aucune fuite trouvée.", "No leak found.").to_owned(),
        (sure, look, Lang::Fr) => format!("Fuites : {sure}. À voir : {look}."),
        (sure, look, Lang::En) => format!("Leaks: {sure}. To look at: {look}."),
    };
    Sheet {
        name: lang.pick("Fuites", "Leaks").into(),
        title: vec![format!("{} {file}", lang.pick("Fuites cherchées dans", "Leaks looked for in")), counted],
        columns: vec![
            Column::text("code", "Code", 6),
            Column::text("verdict", lang.pick("Verdict", "Verdict"), 7),
            Column::text("kind", lang.pick("Genre", "Kind"), 16),
            Column::key("part"),
            Column::text("place", lang.pick("Lieu", "Place"), 20),
            Column::text("what", lang.pick("Constat", "What"), 50),
            Column::key("remedy"),
        ],
        rows: leaks.iter().map(row).collect(),
        notes,
        ..Sheet::default()
    }
}
