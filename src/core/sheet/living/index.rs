//! The first sheet: what the bid comes to, what each sheet is, where the workbook comes from.

use super::super::{Cell, Column, Row, Sheet, Style};
use super::calc::Calc;
use super::{Model, lot_title, margin_cell, pnl};
use crate::graph::Recorded;
use crate::unit::{Exact, Lang};

/// The words before the name of the scenario, in either language.
pub const SCENARIO: [&str; 2] = ["Scénario", "Scenario"];

/// What the index is written from.
pub struct Index<'a> {
    pub model: &'a Model<'a>,
    pub scenario: &'a str,
}

/// The index, with a line for each of the other sheets.
pub fn listing(mut index: Sheet, sheets: &[Sheet], lang: Lang) -> Sheet {
    index.notes.push(
        lang.pick(
            "À l’impression : ce sommaire, les saisies et les résultats. Les feuilles de calcul (grises) et les changements sont pour l’écran ; une zone d’impression les imprime.",
            "On paper: this index, the inputs and the results. The sheets of calculation (grey) and the changes are for the screen; a print area prints them.",
        )
        .into(),
    );
    index.notes.push(
        lang.pick("Les feuilles, dans l’ordre du calcul :", "The sheets, in the order of the calculation:").into(),
    );
    for sheet in sheets {
        let title = sheet.title.first().map(String::as_str).unwrap_or_default();
        let what = title.split_once(':').map_or(title, |(_, what)| what).trim();
        index.contents.push((sheet.name.clone(), what.to_owned()));
    }
    index
}

/// From the margin of the prices handed in to the result of the P&L, and what must be nothing: the differences between sheets
/// that say the same, `moved` among them.
pub fn reconciled(index: &mut Sheet, pnl: &Sheet, moved: Row, lang: Lang) {
    let Some(total) = index.rows.iter().position(|row| row.style == Style::Total) else { return };
    let Some(last) = pnl.rows.len().checked_sub(1) else { return };
    let number = |sheet: &Sheet, row: usize, column: usize| {
        Exact::from(sheet.rows[row].cells.get(column).and_then(Cell::number).unwrap_or_default())
    };
    let here = |row: usize, column: usize| (index.address(row, column), number(index, row, column));
    let there = |column: usize| (pnl.reference(last, column), number(pnl, last, column));
    let less = |(a, of_a): (String, Exact), (b, of_b): (String, Exact)| Calc::new(format!("{a}-{b}"), of_a - of_b);
    let line = |words: &str, calc: Calc| Row::body(vec![words.into(), calc.cell(|value, _| Cell::Euros(value), 0)]);
    let section = |words: &str| Row::of(Style::Section, vec![words.into()]);
    let earned = less(here(total, NET), here(total, COST));
    let revised = less(there(pnl::REVISED), there(pnl::REVENUE));
    let (result, of_result) = there(pnl::RESULT);
    let first = index.rows.len() + 1;
    let in_cell = |row: usize, calc: &Calc| (index.address(row, NET), calc.value);
    let (margin_cell, revision_cell) = (in_cell(first, &earned), in_cell(first + 1, &revised));
    let sum = less((result.clone(), of_result), margin_cell);
    let apart = Calc::new(format!("{}-{}", sum.formula, revision_cell.0), sum.value - revision_cell.1);
    let checks = [
        (
            lang.pick("CA du compte de résultat − prix HT", "Revenue of the P&L − net price"),
            less(there(pnl::REVENUE), here(total, NET)),
        ),
        (
            lang.pick("Coût du compte de résultat − coût complet", "Cost of the P&L − full cost"),
            less(there(pnl::COST), here(total, COST)),
        ),
        (lang.pick("Résultat − marge − révision", "Result − margin − revision"), apart),
    ];
    let mut rows = vec![
        section(lang.pick("De la marge au résultat, en euros", "From the margin to the result, in euros")),
        line(lang.pick("Marge du prix remis", "Margin of the price handed in"), earned),
        line(lang.pick("+ Révision des prix, sur le contrat", "+ Revision of prices, over the contract"), revised),
        line(lang.pick("= Résultat du compte de résultat", "= Result of the P&L"), Calc::new(result, of_result)),
        section(lang.pick("Contrôles : tous à 0, en vert", "Checks: all 0, in green")),
        moved,
    ];
    // What must be nothing is shown to the cent.
    let check = |words: &str, calc: Calc| Row::body(vec![words.into(), calc.cell(Cell::Number, 2)]);
    rows.extend(checks.into_iter().map(|(words, calc)| check(words, calc)));
    let begin = index.rows.len() + 5;
    index.rows.extend(rows);
    index.checks = Some((begin..index.rows.len(), NET));
}

/// The columns of the net price and of the full cost.
const NET: usize = 1;
const COST: usize = 4;

impl Index<'_> {
    /// The sheet, but for the list of the others.
    pub fn sheet(&self) -> Sheet {
        let Self { model, scenario } = *self;
        let Model { bid, estimate, lang, .. } = *model;
        let mut rows = vec![Row::of(
            Style::Section,
            vec![lang.pick("Ce que l’offre donne, en euros", "What the bid comes to, in euros").into()],
        )];
        let mut sheet = Sheet {
        name: lang.pick("Sommaire", "Index").into(),
        title: vec![
            format!("{} · {}", lang.pick("Modèle de l’offre", "Model of the bid"), bid.contract.buyer.get(lang)),
            lang.pick(
                "Tout est formule : une saisie dans une cellule jaune se voit jusqu’au DQE. Cliquer une cellule, puis Ctrl+[ : ce dont elle vient.",
                "All is formulas: what is typed in a yellow cell shows as far as the DQE. Click a cell, then Ctrl+[: what it comes from.",
            )
            .into(),
            lang.pick(
                "La structure (postes, fenêtres, jours fériés, mix d’un poste) se change dans les modèles ; « chiffrage read » rapporte les chiffres saisis.",
                "Structure (positions, windows, holidays, the mix of a position) is changed in the models; `chiffrage read` brings typed figures home.",
            )
            .into(),
        ],
        columns: vec![
            Column::text("what", lang.pick("Quoi", "What"), 38),
            Column::number("net", lang.pick("HT", "Net"), 17),
            Column::number("vat", lang.pick("TVA", "VAT"), 15),
            Column::number("gross", lang.pick("TTC", "Gross"), 17),
            Column::number("cost", lang.pick("Coût complet", "Full cost"), 17),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
        ],
        ..Sheet::default()
    };
        let first = rows.len();
        let at = |row: usize, column: usize| sheet.address(row, column);
        let share = |row: usize, value: Option<Exact>| {
            let (net, cost) = (at(row, 1), at(row, 4));
            margin_cell(&net, &format!("({net}-{cost})/{net}"), value)
        };
        let entered = model.method.enter("");
        let money = |total: Recorded<'_>| model.calc(total, entered).cell(|value, _| Cell::Euros(value), 0);
        for l in bid.lots.keys() {
            let total = &model.recorded.estimate.dqe.lots[l];
            rows.push(Row::body(vec![
                lot_title(bid, l, lang).into(),
                money(total.net),
                money(total.vat),
                money(total.gross),
                money(total.full),
                share(first + usize::from(l), estimate.dqe.lots[l].margin()),
            ]));
        }
        let (end, total) = (rows.len(), &estimate.dqe.total);
        let sum = |column: usize, value: Exact| {
            Calc::new(format!("SUM({}:{})", at(first, column), at(end - 1, column)), value)
                .cell(|value, _| Cell::Euros(value), 0)
        };
        rows.push(Row::of(
            Style::Total,
            vec![
                "Total".into(),
                sum(1, total.net),
                sum(2, total.vat),
                sum(3, total.gross),
                sum(4, total.full),
                share(end, total.margin()),
            ],
        ));
        rows.push(Row::of(
            Style::Section,
            vec![lang.pick("D’où vient ce classeur", "Where this workbook comes from").into()],
        ));
        rows.push(Row::body(vec![lang.pick(SCENARIO[0], SCENARIO[1]).into(), scenario.into()]));
        sheet.rows = rows;
        sheet
    }
}
