//! What each row of a table is.

use super::above::Above;
use super::below::WORK_OF_A_PLACE;
use super::beyond::Stated;
use super::code::Code;
use super::columns::Columns;
use super::heading::Tax;
use super::lot::{LotMention, lot_mention, names_several_lots};
use super::period::Period;
use super::reader::{Reader, Signs};
use super::row::{Price, Row, RowKind};
use super::view::{View, ViewRow};
use crate::unit::fold;

/// The rows of a table, in order, below a `title` that names their section; `is_header` says which repeat its header.
#[must_use]
pub fn rows(
    view: &View, columns: &Columns, body: &[ViewRow], title: Option<&str>, is_header: &impl Fn(u32) -> bool,
) -> Vec<Row> {
    let signs = Signs::of(view, columns, body, is_header);
    let mut rows: Vec<Row> = Vec::with_capacity(body.len());
    let (mut lot, mut section, mut before) = (None::<LotMention>, title.map(str::to_owned), None);
    for row in body {
        if is_header(row.row) {
            rows.push(Row { kind: RowKind::Header, ..Row::note(row.row) });
            continue;
        }
        let reader = Reader { view, columns, row };
        let mut read = reader.read(before.as_ref(), &signs);
        match read.kind {
            RowKind::Section => {
                lot = of_section(&read.label, lot);
                section = Some(read.label.clone());
            }
            RowKind::Lot => (lot, section) = (lot_mention(&read.label).or(lot), None),
            _ => {}
        }
        // Beside the first of its lines.
        if let Some(words) = row.text(columns.section.as_ref().map(|c| c.at)) {
            section = Some(words.to_owned());
        }
        // A number in the row's own cell is named by the title above it.
        let named = |own: &LotMention| own.words.is_empty() && lot.as_ref().is_some_and(|t| t.number == own.number);
        read.lot = read.lot.filter(|own| !named(own)).or_else(|| lot.clone());
        read.section.clone_from(&section);
        // Below `Tarifs TTC`, in a column that asks for prices without tax or does not say.
        if read.kind == RowKind::Line && columns.unit_price.is_some() && section.as_deref().is_some_and(is_with_tax) {
            read.stated = read.stated.or(Some(Stated::WithTax));
        }
        if read.code.is_some() {
            before.clone_from(&read.code);
        }
        rows.push(read);
    }
    if signs.is_bare() && columns.section.is_none() {
        sections_of_a_bare_list(&mut rows, title);
    }
    // Nothing is in them: they are of what comes after the table.
    let last = rows.iter().rposition(|row| row.kind.is_line()).map_or(0, |at| at + 1);
    for row in rows[last..].iter_mut().filter(|row| row.kind == RowKind::Section) {
        row.kind = RowKind::Note;
    }
    months(&mut rows);
    blank_years(view, columns, &mut rows);
    qualify(view, columns, &mut rows);
    with_levels(view, columns, &mut rows);
    rows
}

/// Does a title say that the prices below it have tax?
fn is_with_tax(title: &str) -> bool {
    title.len() <= 80 && Above::of([title]).tax == Some(Tax::Gross)
}

/// The lot of the rows below a section within a lot: another where it names one, or several, beside which none is known.
fn of_section(title: &str, lot: Option<LotMention>) -> Option<LotMention> {
    let other = || {
        let (own, above) = (lot_mention(title)?.number, lot.as_ref()?.number?);
        (own != Some(above)).then_some(())
    };
    if names_several_lots(title) || other().is_some() { Some(LotMention::several(title)) } else { lot }
}

/// Says in each line what sets the prices of its table apart from those beside it: its lot, or what its label goes on with.
pub fn set_apart(rows: &mut [Row], apart: &str) {
    let lot = lot_mention(apart);
    for row in rows.iter_mut().filter(|row| row.kind.is_line()) {
        match &lot {
            Some(_) => row.lot = row.lot.take().filter(|lot| !lot.is_several()).or_else(|| lot.clone()),
            None if row.label.is_empty() => apart.clone_into(&mut row.label),
            None => row.label = format!("{} – {apart}", row.label),
        }
    }
}

/// `M` beside `J` is a month.
fn months(rows: &mut [Row]) {
    let is = |row: &Row, unit: &str| row.kind.is_line() && row.unit.trim().eq_ignore_ascii_case(unit);
    if rows.iter().any(|row| is(row, "j")) {
        for row in rows.iter_mut().filter(|row| is(row, "m")) {
            "mois".clone_into(&mut row.unit);
        }
    }
}

/// Puts 0 for the years that the buyer left blank and whose total does not count them.
fn blank_years(view: &View, columns: &Columns, rows: &mut [Row]) {
    if columns.scale.is_some() {
        return;
    }
    let years: Vec<(Period, u32)> = columns.years().collect();
    let at: Vec<u32> = years.iter().map(|(_, column)| *column).collect();
    let counted = rows.iter().any(|row| row.quantities.iter().any(|(period, _)| period.is_year()));
    let total = columns.quantity().map(|column| column.at);
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Line) {
        if let Some(settled) = view.years(row.row, &at, total, counted) {
            let others = row.quantities.iter().filter(|(period, _)| !period.is_year()).copied();
            row.quantities = years.iter().map(|(period, _)| *period).zip(settled).chain(others).collect();
        }
    }
}

/// Lines of one section that read alike are distinguished by a column between their label and their price:
/// `Développement` beside `Simple`, `Moyenne`, `Complexe`.
fn qualify(view: &View, columns: &Columns, rows: &mut [Row]) {
    let (Some(label), Some(asked)) = (columns.label.as_ref(), columns.asked()) else { return };
    let known = |column: u32| [&columns.unit, &columns.code].into_iter().flatten().any(|c| c.at == column);
    let mut from = 0;
    while from < rows.len() {
        let same = |row: &Row| {
            row.kind == RowKind::Line && (&row.label, &row.section) == (&rows[from].label, &rows[from].section)
        };
        let to = from + rows[from..].iter().take_while(|row| same(row)).count();
        if to < from + 2 {
            from += 1;
            continue;
        }
        let places = (asked.at.saturating_sub(label.at) as usize).saturating_mul(to - from + 10);
        if view.budget.draw(places.saturating_mul(WORK_OF_A_PLACE)).is_err() {
            return;
        }
        let words = |column: u32| -> Option<Vec<&str>> {
            rows[from..to].iter().map(|row| view.row(row.row)?.text(Some(column))).collect()
        };
        let differ = |column: &u32| {
            let mut words = words(*column).unwrap_or_default();
            words.sort_unstable();
            !words.is_empty() && words.windows(2).all(|two| two[0] != two[1])
        };
        if let Some(column) = (label.at + 1..asked.at).filter(|column| !known(*column)).find(differ) {
            let words: Vec<String> = words(column).unwrap_or_default().into_iter().map(str::to_owned).collect();
            for (row, words) in rows[from..to].iter_mut().zip(words) {
                row.label = format!("{} – {words}", row.label);
            }
        }
        from = to;
    }
}

/// Words of how experienced a person is, folded.
const LEVELS: [&str; 9] =
    ["junior", "debutant", "intermediaire", "confirme", "confirmee", "experimente", "experimentee", "senior", "expert"];

/// Adds to the labels what a column between them and the price says of how experienced a person is: `Architecte` beside `Expert`.
fn with_levels(view: &View, columns: &Columns, rows: &mut [Row]) {
    let (Some(label), Some(asked)) = (columns.label.as_ref(), columns.asked()) else { return };
    let known = |column: &u32| [&columns.unit, &columns.code].into_iter().flatten().any(|c| c.at == *column);
    let places = (asked.at.saturating_sub(label.at) as usize).saturating_mul(rows.len());
    if view.budget.draw(places.saturating_mul(WORK_OF_A_PLACE)).is_err() {
        return;
    }
    let is_level = |text: &str| text.len() <= 20 && LEVELS.contains(&fold(text).as_str());
    let lines = || rows.iter().filter(|row| row.kind == RowKind::Line);
    let texts = |column: u32| lines().filter_map(move |row| view.row(row.row)?.text(Some(column)));
    let levels = |column: &u32| texts(*column).nth(1).is_some() && texts(*column).all(is_level);
    let Some(column) = (label.at + 1..asked.at).filter(|column| !known(column)).find(levels) else { return };
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Line) {
        let level = view.row(row.row).and_then(|of| of.text(Some(column)));
        if let Some(level) = level.filter(|level| !row.label.ends_with(level)) {
            row.label = format!("{} – {level}", row.label);
        }
    }
}

/// Without units and quantities nothing but the codes distinguishes a section from a line: `1` heads `1.1`.
fn sections_of_a_bare_list(rows: &mut [Row], title: Option<&str>) {
    let coded = rows.iter().filter(|r| r.kind == RowKind::Line && r.code.is_some()).count();
    let lines = rows.iter().filter(|r| r.kind == RowKind::Line).count();
    let mut next: Option<Code> = None;
    for row in rows.iter_mut().rev().filter(|row| row.kind == RowKind::Line) {
        let heads = match (&row.code, &next) {
            (Some(code), Some(next)) => code.heads(next),
            (None, Some(_)) => coded * 2 > lines,
            _ => false,
        };
        next.clone_from(&row.code);
        if heads && row.price == Price::Empty {
            row.kind = RowKind::Section;
        }
    }
    let mut section = title.map(str::to_owned);
    for row in rows {
        match row.kind {
            RowKind::Section => section = Some(row.label.clone()),
            RowKind::Lot => section = None,
            _ => {}
        }
        row.section.clone_from(&section);
    }
}
/// Takes the title of the next table for none of these lines: alone in its row, numbered as no line is, right above the next
/// header and apart from the lines.
pub fn without_title(view: &View, rows: &mut [Row], before: Option<u32>) {
    let Some((last, lines)) = rows.split_last_mut() else { return };
    let is_alone = view.row(last.row).is_some_and(|row| row.cells.len() == 1);
    let is_apart =
        before == Some(last.row + 1) && last.row.checked_sub(1).is_none_or(|above| view.row(above).is_none());
    let numbered = last.code.is_some() && lines.iter().filter(|row| row.kind.is_line()).all(|row| row.code.is_none());
    if last.kind == RowKind::Line && is_alone && is_apart && numbered && lines.iter().any(|row| row.kind.is_line()) {
        last.kind = RowKind::Section;
    }
}
