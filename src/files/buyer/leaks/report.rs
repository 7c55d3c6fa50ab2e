//! The leaks as a table.

use super::{How, Leak};
use crate::sheet::{Cell, Column, Row, Sheet};
use crate::unit::Lang;

/// What a file was compared with.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The DQE of a scenario.
    Dqe(String, How),
    /// The list of questions of a scenario.
    Questions(String, How),
    /// The buyer's own file.
    Buyer(How),
    /// Nothing: the file was searched for what can be recognised.
    Unknown,
}

impl Origin {
    /// What the file was compared with, and how.
    fn words(&self, lang: Lang) -> String {
        // With their articles: after `octet pour octet`, and after `comparé`.
        let (how, [with, to]) = match self {
            Self::Dqe(scenario, how) => (*how, Self::of_models(["le DQE", "au DQE"], "DQE", scenario, lang)),
            Self::Questions(scenario, how) => {
                let fr = ["la liste de questions", "à la liste de questions"];
                (*how, Self::of_models(fr, "list of questions", scenario, lang))
            }
            Self::Buyer(how) => {
                let fr = ["le fichier de l’acheteur", "au fichier de l’acheteur"];
                (*how, fr.map(|fr| lang.pick(fr, "buyer’s file").to_owned()))
            }
            Self::Unknown => {
                let words = (
                    "Non comparé\u{202f}: ni le DQE ni une liste de questions des modèles. Aucun original\u{202f}: seuls des chiffres et mots reconnaissables ont été cherchés\u{202f}; l’original se donne avec --buyer.",
                    "Not compared: neither the DQE nor a list of questions of the models. No original: only figures and words that can be recognised were searched for; give the original with --buyer.",
                );
                return lang.pick(words.0, words.1).to_owned();
            }
        };
        match (how, self, lang) {
            (How::Same, Self::Buyer(_), Lang::Fr) => {
                format!("Octet pour octet {with}, hors prix du DQE et résultats des formules.")
            }
            (How::Same, Self::Buyer(_), Lang::En) => {
                format!("Byte for byte the {with}, but for prices of the DQE and results of formulas.")
            }
            (How::Same, _, Lang::Fr) => format!("Octet pour octet {with}."),
            (How::Same, _, Lang::En) => format!("Byte for byte the {with}."),
            (How::Changed, _, Lang::Fr) => format!("Comparé {to}."),
            (How::Changed, _, Lang::En) => format!("Compared with the {to}."),
            (How::SavedAgain, _, Lang::Fr) => {
                format!("Enregistré par un autre programme\u{202f}: contenu comparé {to}.")
            }
            (How::SavedAgain, _, Lang::En) => format!("Saved by another program: compared by content with the {to}."),
        }
    }

    /// What the models give under a scenario, in words.
    fn of_models(fr: [&str; 2], en: &str, scenario: &str, lang: Lang) -> [String; 2] {
        fr.map(|fr| match lang {
            Lang::Fr => format!("{fr} des modèles (scénario « {scenario} »)"),
            Lang::En => format!("{en} of the models (scenario “{scenario}”)"),
        })
    }
}

/// What was found in a file, one row each: sure ones first.
#[must_use]
pub fn report(file: &str, leaks: &[Leak], origin: &Origin, lang: Lang) -> Sheet {
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
        title: vec![
            format!("{} {file}", lang.pick("Fuites cherchées dans", "Leaks looked for in")),
            origin.words(lang),
            counted,
        ],
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
