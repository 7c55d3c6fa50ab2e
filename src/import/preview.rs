//! What an import would write, and what it leaves out: a table to look at before anything is written.

use rust_decimal::Decimal;

use super::quantities::Quantities;
use super::rates::{Rates, Taken};
use crate::buyer::form::Period;
use crate::sheet::{Cell, Column, Row, Sheet, Style, column_letters};
use crate::unit::{Lang, brief, digits};

/// The rows that were taken, then those that were not, the first `most` of them.
#[must_use]
pub fn preview(rates: &Rates, most: usize, lang: Lang) -> Sheet {
    let mut rows: Vec<Row> = rates.taken.iter().map(|taken| taken_row(taken, lang)).collect();
    if !rates.left.is_empty() {
        let heading = lang.pick("Non pris", "Not taken");
        rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
    }
    rows.extend(rates.left.iter().take(most).map(|left| {
        let texts = [&left.place, &left.label].map(|text| Cell::from(brief(text)));
        let why = || Cell::from(left.why.get(lang));
        Row::body(texts.into_iter().chain([Cell::Empty, why(), why()]).collect())
    }));
    let more = rates.left.len().saturating_sub(most);
    let mut notes = notes(rates, lang);
    if more > 0 {
        notes.push(match lang {
            Lang::Fr => format!("{more} autres lignes non prises : --format csv les donne toutes."),
            Lang::En => format!("{more} more rows not taken: --format csv lists them all."),
        });
    }
    let currency = &rates.currency;
    Sheet {
        name: lang.pick("Import", "Import").into(),
        title: vec![title(rates, lang)],
        columns: vec![
            Column::text("place", lang.pick("Cellule", "Cell"), 14),
            Column::text("label", lang.pick("Libellé", "Label"), 30),
            Column::key("profile"),
            Column::key("reason"),
            Column::drawn(lang.pick("Profil, ou pourquoi non", "Profile, or why not"), 30),
            Column::text("match", lang.pick("Par", "By"), 8),
            Column::text("read", lang.pick("Lu", "Read"), 12),
            Column::text("from", lang.pick("Dès", "From"), 8),
            Column::number("daily_cost", &format!("{} ({currency})", lang.pick("CJM", "Daily cost")), 12),
            Column::key("low"),
            Column::key("high"),
        ],
        rows,
        notes,
        ..Sheet::default()
    }
}

fn title(rates: &Rates, lang: Lang) -> String {
    let title = lang.pick("Coûts journaliers lus dans", "Daily costs read from");
    let sheet = match (rates.sheet.as_str(), lang) {
        ("", _) => String::new(),
        (sheet, Lang::Fr) => format!(", feuille {sheet}"),
        (sheet, Lang::En) => format!(", sheet {sheet}"),
    };
    format!("{title} {}{sheet}", rates.file)
}

fn taken_row(taken: &Taken, lang: Lang) -> Row {
    let number = |value| Cell::Number(value, 4);
    let (low, high) = taken.range.map_or((Cell::Empty, Cell::Empty), |(low, high)| (number(low), number(high)));
    Row::body(vec![
        taken.place.as_str().into(),
        brief(&taken.label).into(),
        taken.profile.as_str().into(),
        Cell::Empty,
        taken.profile.as_str().into(),
        taken.sure.name(lang).into(),
        brief(&taken.read).into(),
        taken.from.map(|month| month.to_string()).unwrap_or_default().into(),
        taken.cost.map_or(Cell::Empty, |cost| Cell::UnitPrice(cost, cost.scale().clamp(2, 4))),
        low,
        high,
    ])
}

/// Which columns were read, and in which terms.
fn notes(rates: &Rates, lang: Lang) -> Vec<String> {
    let columns = &rates.columns;
    let heading = |at: usize| {
        let words = columns.headings.iter().find(|h| h.0 == at).map_or("", |h| h.1.as_str());
        format!("{} `{}`", column_letters(at), brief(words))
    };
    let priced = rates.prices.iter().map(|p| match p.period {
        Some(Period::Year(n)) => format!("{} = {} {n}", heading(p.at), lang.pick("année", "year")),
        _ => heading(p.at),
    });
    let others = [columns.level, columns.site, columns.currency, columns.per, columns.from].into_iter().flatten();
    let read: Vec<String> =
        std::iter::once(heading(columns.profile)).chain(others.map(heading)).chain(priced).collect();
    let header = columns.header;
    let mut notes = vec![match lang {
        Lang::Fr => format!("En-tête ligne {header} ; colonnes lues : {}.", read.join(", ")),
        Lang::En => format!("Header in row {header}; columns read: {}.", read.join(", ")),
    }];
    let aside: Vec<String> = columns
        .prices
        .iter()
        .filter(|p| rates.prices.iter().all(|read| read.at != p.at))
        .map(|p| heading(p.at))
        .collect();
    if !aside.is_empty() {
        let aside = aside.join(", ");
        notes.push(match lang {
            Lang::Fr => format!("Colonnes de prix non lues : {aside}."),
            Lang::En => format!("Columns of prices that are not read: {aside}."),
        });
    }
    if !rates.unread.is_empty() {
        let hidden = lang.pick(" (masquée)", " (hidden)");
        let name = |(name, is_hidden): &(String, bool)| format!("{name}{}", if *is_hidden { hidden } else { "" });
        let sheets = rates.unread.iter().map(name).collect::<Vec<_>>().join(", ");
        notes.push(match lang {
            Lang::Fr => format!("Feuilles non lues : {sheets}."),
            Lang::En => format!("Sheets that are not read: {sheets}."),
        });
    }
    if let (Some(super::Per::Hour), Some(hours)) = (rates.layout.per, rates.layout.hours_per_day) {
        notes.push(match lang {
            Lang::Fr => format!("Prix à l’heure × {hours} heures par jour (hypothèse)."),
            Lang::En => format!("Prices by the hour × {hours} hours a day (an assumption)."),
        });
    }
    let (taken, left) = (rates.taken.len(), rates.left.len());
    notes.push(match lang {
        Lang::Fr => format!("Coûts pris : {taken} ; lignes non prises : {left}."),
        Lang::En => format!("Costs taken: {taken}; rows not taken: {left}."),
    });
    if !rates.missing.is_empty() {
        let missing = rates.missing.join(", ");
        notes.push(match lang {
            Lang::Fr => format!("Sans coût dans ce fichier : {missing}."),
            Lang::En => format!("Without a cost in this file: {missing}."),
        });
    }
    notes
}

/// The quantities of a lot, before and after, then the rows that give none.
#[must_use]
pub fn preview_quantities(read: &Quantities, lot: &str, lang: Lang) -> Sheet {
    let years = |values: &[Decimal]| values.iter().map(|v| digits(*v, v.scale(), lang)).collect::<Vec<_>>().join(" ; ");
    let mut rows: Vec<Row> = read
        .counted
        .iter()
        .map(|of| {
            let changed =
                if of.before == of.after { lang.pick("inchangé", "unchanged").to_owned() } else { years(&of.after) };
            let data = of.after.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            Row::body(vec![
                of.place.as_str().into(),
                brief(&of.label).into(),
                of.code.as_str().into(),
                of.sure.get(lang).into(),
                years(&of.before).into(),
                changed.into(),
                data.into(),
                Cell::Empty,
            ])
        })
        .collect();
    if !read.left.is_empty() {
        rows.push(Row::of(Style::Section, vec![Cell::Empty, lang.pick("Non pris", "Not taken").into()]));
    }
    rows.extend(read.left.iter().map(|left| {
        let why = || Cell::from(left.why.get(lang));
        let (place, label) = (left.place.as_str().into(), brief(&left.label).into());
        Row::body(vec![place, label, Cell::Empty, Cell::Empty, Cell::Empty, why(), Cell::Empty, why()])
    }));
    let mut notes = Vec::new();
    if !read.missing.is_empty() {
        let missing = read.missing.join(", ");
        notes.push(match lang {
            Lang::Fr => format!("Nos lignes sans quantité dans ce fichier : {missing}."),
            Lang::En => format!("Lines of ours without a quantity in this file: {missing}."),
        });
    }
    Sheet {
        name: lang.pick("Quantités", "Quantities").into(),
        title: vec![match lang {
            Lang::Fr => format!("Quantités du lot {lot} lues dans {}, par année", read.file),
            Lang::En => format!("Quantities of the lot {lot} read from {}, by year", read.file),
        }],
        columns: vec![
            Column::text("place", lang.pick("Cellules", "Cells"), 16),
            Column::text("label", lang.pick("Libellé", "Label"), 30),
            Column::text("line", lang.pick("Ligne", "Line"), 8),
            Column::text("match", lang.pick("Par", "By"), 10),
            Column::text("before", lang.pick("Avant", "Before"), 18),
            Column::drawn(lang.pick("Après, ou pourquoi non", "After, or why not"), 26),
            Column::key("after"),
            Column::key("reason"),
        ],
        rows,
        notes,
        ..Sheet::default()
    }
}
