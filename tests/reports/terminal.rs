//! Tables as a terminal shows them: nothing wider than it has columns, rules, bars on one scale, what is below zero in red;
//! and words where the models have paths.

use chiffrage::report::{self, Page};
use chiffrage::sheet::{Cell, Column, Row, Sheet, Style};
use chiffrage::unit::Lang;
use rust_decimal::Decimal;

use crate::support::chiffrage;

fn number(value: i64) -> Cell {
    Cell::Number(Decimal::from(value), 0)
}

fn section(name: &str) -> Row {
    Row::of(Style::Section, vec![name.into()])
}

/// 5 + 7 + 5 + 30 characters and three spaces between them are ten too many for 40: the bar gives them.
fn barred() -> Sheet {
    let row = |name: &str, amount: i64, delta: i64, bar: usize| {
        vec![name.into(), number(amount), number(delta), "█".repeat(bar).into()]
    };
    Sheet {
        title: vec!["Titre".into()],
        columns: vec![
            Column::text("name", "Nom", 20),
            Column::number("amount", "Montant", 12),
            Column::delta("delta", "Écart", 12),
            Column::drawn("", 30),
        ],
        rows: vec![
            section("Lot 1"),
            Row::body(row("Alpha", 120, 5, 30)),
            Row::body(row("Bêta", -3, -2, 15)),
            Row::of(Style::Total, row("Total", 117, 3, 0)),
        ],
        ..Sheet::default()
    }
}

#[test]
fn bars_shrink_together_and_rules_part_headings_and_totals() {
    let drawn = report::text(&barred(), Lang::Fr, Page { styled: false, width: Some(40) });
    let rule = "─".repeat(40);
    let (long, half) = ("█".repeat(20), "█".repeat(10));
    let wanted = format!(
        "Titre\n\nNom   Montant Écart\n{rule}\nLot 1\nAlpha     120    +5 {long}\nBêta       −3    −2 {half}\n{rule}\n\
         Total     117    +3\n"
    );
    assert_eq!(drawn, wanted);
}

/// A loss is red; a difference below zero is one way as good as the other.
#[test]
fn what_is_below_zero_is_red_and_a_difference_is_not() {
    let drawn = report::text(&barred(), Lang::Fr, Page { styled: true, width: Some(80) });
    assert!(drawn.contains("\u{1b}[31m−3\u{1b}[0m"), "{drawn:?}");
    assert!(!drawn.contains("\u{1b}[31m−2"), "{drawn:?}");
}

/// Two columns of ten do not fit beside each other in sixteen: each section is read whole before the next.
#[test]
fn a_table_in_parts_is_drawn_section_by_section() {
    let row = |first: i64, second: i64| Row::body(vec!["Alpha".into(), number(first), number(second)]);
    let sheet = Sheet {
        columns: vec![
            Column::text("name", "Nom", 20),
            Column::number("a", "Aaaaaaaaaa", 12),
            Column::number("b", "Bbbbbbbbbb", 12),
        ],
        rows: vec![section("Lot 1"), row(1, 2), section("Lot 2"), row(3, 4)],
        ..Sheet::default()
    };
    let drawn = report::text(&sheet, Lang::Fr, Page { styled: false, width: Some(16) });
    let figures: String = drawn.chars().filter(|c| matches!(c, '1'..='4')).collect();
    // `Lot 1`, 1; `Lot 1`, 2; `Lot 2`, 3; `Lot 2`, 4.
    assert_eq!(figures, "11122324", "{drawn}");
    assert!(drawn.lines().all(|line| line.chars().count() <= 16), "{drawn}");
}

#[test]
fn a_reader_meets_no_path_key_or_brace_of_a_model() {
    for verb in [&["scenarios"][..], &["drivers", "--draws", "200"], &["sensitivity"]] {
        let output = chiffrage().args(verb).args(["--lang", "fr"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.lines().count() > 10, "{verb:?}: {text}");
        for written in
            ["{", "}", "\"", "lots.", "sites.porto", "mixes.hybrid", "teams.", "positions", " false", " true"]
        {
            assert!(!text.contains(written), "{verb:?} shows {written}: {text}");
        }
    }
}

/// What is written in models/scenarios/lots-3-4.toml and price-push.toml, in words.
#[test]
fn changes_are_in_words() {
    let output = chiffrage().args(["scenarios", "--lang", "fr"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = |words: &[&str]| text.lines().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(line(&["Lot 1 Identité et Accès, dans l’offre", "non"]), "{text}");
    assert!(line(&["Marge sur le prix, Build", "15", "11"]), "{text}");
    assert!(line(&["Premier mois du contrat", "mars 2027", "avril 2027"]), "{text}");
}
