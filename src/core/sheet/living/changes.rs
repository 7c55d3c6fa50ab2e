//! Each figure as it is typed beside what the models say. Its formulas follow the cells to type in as all others do, so
//! that they show where a row was moved away from under them.

use rust_decimal::Decimal;

use super::super::names::Names;
use super::super::{Cell, Column, Row, Sheet};
use super::calc::Calc;
use super::figures::Figures;
use crate::engine::Inputs;
use crate::model::Bid;
use crate::model::figure::Fig;
use crate::unit::{Exact, Lang, Number};

const TYPED: usize = 3;
const DIFFERENCE: usize = 5;
const MOVED: usize = 6;

/// The headings of the columns of paths and of formulas that follow what is typed.
#[must_use]
pub fn change_headings(lang: Lang) -> [&'static str; 2] {
    [lang.pick("Chemin", "Path"), lang.pick("Saisi", "Typed")]
}

/// The sheet of what was changed.
pub fn changes(bid: &Bid, inputs: &Inputs<Exact>, figures: &Figures, lang: Lang) -> Sheet {
    let names = Names { bid, lang };
    let [path, typed] = change_headings(lang);
    let mut sheet = Sheet {
        name: lang.pick("Changements", "Changes").into(),
        title: vec![
            lang.pick("Changements : chaque chiffre, saisi et au modèle", "Changes: each figure, typed and in the model")
                .into(),
            lang.pick(
                "« Déplacé » vaut 1 où une ligne de saisie a quitté sa place, par un tri par exemple : les formules lisent alors un autre chiffre.",
                "“Moved” is 1 where an input row left its place, by a sort for example: formulas then read another figure.",
            )
            .into(),
        ],
        columns: vec![
            Column::text("group", lang.pick("Objet", "Of"), 28),
            Column::text("label", lang.pick("Chiffre", "Figure"), 54),
            Column::text("path", path, 58),
            Column::number("typed", typed, 13),
            Column::number("model", lang.pick("Modèle", "Model"), 13),
            Column::number("difference", lang.pick("Écart", "Difference"), 13),
            Column::number("moved", lang.pick("Déplacé", "Moved"), 10),
        ],
        frozen: 2,
        ..Sheet::default()
    };
    let plain = |calc: Calc| calc.cell(|value, _| Cell::Typed(value), 0);
    for fig in figures.in_order().map(Fig::at) {
        let (figure, row) = (bid.figure(fig), sheet.rows.len());
        let at = |column: usize| sheet.address(row, column);
        let [value, beside] = figures.cells(fig);
        let difference = Calc::new(format!("{}-{}", at(TYPED), at(TYPED + 1)), inputs[fig] - figure.value.into());
        sheet.rows.push(Row::body(vec![
            names.group_of(&figure.path).into(),
            names.figure(&figure.path).into(),
            figure.path.as_str().into(),
            plain(Calc::new(value, inputs[fig])),
            Cell::Typed(figure.value),
            plain(difference),
            Calc::new(format!("IF({beside}={},0,1)", at(2)), Exact::ZERO).cell(Cell::Number, 0),
        ]));
    }
    sheet
}

/// How many figures were changed, and how many rows moved, as the first sheet shows it.
pub fn counted(changes: &Sheet, lang: Lang) -> [Row; 2] {
    let column = |column: usize| {
        let last = changes.rows.len().saturating_sub(1);
        format!("{}:{}", changes.reference(0, column), changes.address(last, column))
    };
    let differ = |row: &&Row| row.cells[DIFFERENCE].number().is_some_and(|difference| !difference.is_zero());
    let changed = Exact::from(Decimal::from(changes.rows.iter().filter(differ).count()));
    let rows = [
        (lang.pick("Chiffres changés", "Figures changed"), format!("COUNTIF({},\"<>0\")", column(DIFFERENCE)), changed),
        (lang.pick("Lignes de saisie déplacées", "Input rows moved"), format!("SUM({})", column(MOVED)), Exact::ZERO),
    ];
    let row = |(words, formula, value): (&str, String, Exact)| {
        Row::body(vec![words.into(), Calc::new(formula, value).cell(Cell::Number, 0)])
    };
    rows.map(row)
}
