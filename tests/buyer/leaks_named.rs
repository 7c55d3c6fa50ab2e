//! Which file of ours a workbook is, whatever was renamed in it; words of the models that look otherwise, or that a text
//! for the buyer may not make public; texts that a format writes in its own way.
//!
//! Each table grows by a line.

use chiffrage::buyer::leaks::plain;
use chiffrage::unit::Budget;

use crate::leaks::{shop, with_part, with_secrets};
use crate::support::bid::Bid as Folder;

const BOOK: &str = "xl/workbook.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

/// A part, what is replaced in it, by what.
type Renamed = (&'static str, &'static str, &'static str);

/// What is renamed everywhere in a DQE: a part, and what is replaced there by what.
#[rustfmt::skip]
const RENAMED: &[(&str, &[Renamed])] = &[
    ("a heading", &[(TEXTS, "Désignation", "Libellé")]),
    ("capitals of a heading", &[(TEXTS, "Désignation", "DÉSIGNATION")]),
    ("all headings", &[(TEXTS, "Désignation", "Libellé"), (TEXTS, "Montant", "Total"), (TEXTS, "Prix unit.", "PU"), (TEXTS, "Unité", "U"), (TEXTS, "Qté", "Q"), (TEXTS, "TVA", "Taxe"), (TEXTS, "<t>Lot</t>", "<t>N°</t>")]),
    ("the title", &[(TEXTS, "Détail quantitatif estimatif", "Notre offre")]),
    ("all sheets", &[(BOOK, "name=\"Lot ", "name=\"L"), (BOOK, "name=\"Récapitulatif\"", "name=\"R\""), (BOOK, "name=\"BPU\"", "name=\"B\"")]),
    ("sheets and headings", &[(BOOK, "name=\"Lot ", "name=\"L"), (BOOK, "name=\"Récapitulatif\"", "name=\"R\""), (BOOK, "name=\"BPU\"", "name=\"B\""), (TEXTS, "Désignation", "Libellé")]),
    ("all designations, prices left", &[(TEXTS, "</t>", " (offre)</t>")]),
];

/// What is planted in the DQE that was renamed: words and a number that no pattern finds.
const PLANTED: &str = "<row r=\"90\"><c r=\"B90\" t=\"inlineStr\"><is><t>nous gagnons bien</t></is></c><c r=\"C90\"><v>417</v></c></row></sheetData>";

#[test]
fn a_dqe_is_recognised_by_what_it_holds() {
    let folder = Folder::new();
    for (name, renamed) in RENAMED {
        let mut file =
            with_part(&shop().dqe, "xl/worksheets/sheet2.xml", &|text| text.replacen("</sheetData>", PLANTED, 1));
        for (part, find, with) in *renamed {
            file = with_part(&file, part, &|text| text.replace(find, with));
        }
        folder.write("dqe.xlsx", file);
        let run = folder.run(&["leaks", "dqe.xlsx", "--lang", "en"]);
        let compared = run.out.contains("with the DQE of the models");
        // What a sheet of another name says is not compared word by word: that it is another is told.
        let told = ["nous gagnons bien", "« L1 »"].iter().any(|words| run.out.contains(words));
        assert!(run.code == 1 && compared && told, "{name}: {}", run.out);
    }
    // A list of questions by its questions; a workbook that is near neither is said not to be compared.
    assert_eq!(folder.run(&["questions", "-o", "questions.xlsx"]).code, 0);
    let list = std::fs::read(folder.path("questions.xlsx")).unwrap();
    let list = with_part(&list, BOOK, &|text| text.replace("name=\"Questions\"", "name=\"Q\""));
    folder.write("questions.xlsx", with_part(&list, TEXTS, &|text| text.replace("<t>Question</t>", "<t>Demande</t>")));
    let run = folder.run(&["leaks", "questions.xlsx", "--lang", "en"]);
    assert!(run.code == 1 && run.out.contains("with the list of questions of the models"), "{}", run.out);
    let other = "tests/samples/buyer/fr_made_capitals.xlsx";
    let other = crate::support::root().join(other);
    let run = folder.run(&["leaks", other.to_str().unwrap(), "--lang", "en"]);
    assert!(run.out.contains("Not compared"), "{}", run.out);
}

/// Texts that the buyer would read, each put in the place of another of the models: the file, what is replaced, by
/// what, and what is to be told.
#[rustfmt::skip]
const PUBLIC: &[(&str, &str, &str, &str)] = &[
    ("models/contract.toml", "title = \"Développement", "title = \"X Porto nearshore ; développement", "Porto"),
    ("models/contract.toml", "title = \"Développement", "title = \"X Porto nearshore ; développement", "nearshore"),
    ("models/contract.toml", "title = \"Développement", "title = \"Équipe Alpha ; développement", "Équipe Alpha"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple (Port0)", "Porto"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple (P0rt0)", "Porto"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple (CasabIanca)", "Casablanca"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple, rnarge comprise", "marge"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple au Portugal", "portugal"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple (Maroc)", "Maroc"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple (Équipe Alpha)", "Équipe Alpha"),
    ("templates/parts/common.toml", "d’évolution simple", "d’évolution simple, Supervision et astreinte", "Supervision et astreinte"),
];

#[test]
fn no_text_makes_an_internal_word_public() {
    for (file, find, with, word) in PUBLIC {
        let folder = Folder::new();
        let text = folder.read(file);
        assert!(text.contains(find), "{file}: {find}");
        folder.write(file, text.replacen(find, with, 1));
        for verb in ["check", "dqe"] {
            let run = folder.run(&[verb, "--lang", "en"]);
            let told = run.err.contains("E0812") && run.err.contains(&format!("« {word} »"));
            assert!(run.code == 2 && told, "{verb}: {with}: {}", run.err);
        }
        assert!(!folder.path("dqe.xlsx").exists());
    }
}

/// Texts of other formats, with what is to be told of them: the codes, `W0810` for what was not read.
#[rustfmt::skip]
const FORMATS: &[(&str, &str, &str)] = &[
    ("entities", "<td>7&nbsp;947&nbsp;707,96</td>", "E0801"),
    ("entities by number", "<td>n&#101;arshore-30 7&#x202F;947&#8239;707&#44;96</td>", "E0801 E0802"),
    ("entities by name", "near&shy;shore-30 7947707&comma;96", "E0801 E0802"),
    ("elements within a word", "<p>near<b>shore-30</b> 7947707<span>,96</span></p>", "E0801 E0802"),
    ("quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\nnear=\nshore=2D30 79=\n47707,96", "E0801 E0802"),
    ("base64", "Y2Fm6Ts3OTQ3NzA3LDk2O25lYXJzaG9yZS0zMA==", "E0801 E0802"),
    ("an image in base64", "<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAD0lEQVR42mP4z8CAFzEMLgkAAKAAP8Ej5uMAAAAASUVORK5CYII=\"/>", "W0810"),
    ("a mail in base64", "Content-Transfer-Encoding: base64\n\nUG9y\n", "W0810"),
    ("RTF", "{\\rtf1 near{}shore}", "W0810"),
];

#[test]
fn other_formats_are_decoded_or_said_not_to_be_read() {
    for (name, text, codes) in FORMATS {
        let found = with_secrets(|secrets| plain(text.as_bytes(), secrets, &Budget::default()));
        for code in codes.split(' ') {
            assert!(found.iter().any(|leak| leak.code().name() == code), "{name}: {code}: {found:#?}");
        }
    }
}
