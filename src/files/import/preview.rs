//! What an import would write, and what it leaves out: a table to look at before anything is written.

use rust_decimal::Decimal;

use super::cards::{Left, Note, Rates, SiteCard, Taken};
use super::columns::{Columns, PriceColumn};
use super::file::Hidden;
use super::quantities::Quantities;
use super::sight::Unread;
use crate::buyer::form::Period;
use crate::sheet::{Cell, Column, Row, Sheet, Style, column_letters};
use crate::unit::{Lang, brief, digits};

/// The figures of each card, what is proposed, then what was not taken, the first `most` of it.
#[must_use]
pub fn preview(rates: &Rates, most: usize, lang: Lang) -> Sheet {
    let mut rows: Vec<Row> = Vec::new();
    let section = |words: &str| Row::of(Style::Section, vec![Cell::Empty, words.into()]);
    let several = rates.cards.len() > 1;
    for card in &rates.cards {
        if several {
            rows.push(section(&format!("{} ({})", site(card, lang), card.currency)));
        }
        rows.extend(card.taken.iter().map(|taken| taken_row(taken, &card.site, lang)));
    }
    let (proposed, left): (Vec<&Left>, Vec<&Left>) = rates.left.iter().partition(|left| left.proposed.is_some());
    if !proposed.is_empty() {
        rows.push(section(lang.pick("Proposé, à confirmer", "Proposed, to be confirmed")));
    }
    rows.extend(proposed.into_iter().map(|left| left_row(left, lang)));
    if !left.is_empty() {
        rows.push(section(lang.pick("Non pris", "Not taken")));
    }
    rows.extend(left.iter().take(most).map(|left| left_row(left, lang)));
    let more = left.len().saturating_sub(most);
    let mut notes = notes(rates, left.len(), lang);
    if more > 0 {
        notes.push(match lang {
            Lang::Fr => format!("{more} autres lignes non prises : --format csv les donne toutes."),
            Lang::En => format!("{more} more rows not taken: --format csv lists them all."),
        });
    }
    let currency = match &rates.cards[..] {
        [card] => format!(" ({})", card.currency),
        _ => String::new(),
    };
    Sheet {
        name: lang.pick("Import", "Import").into(),
        title: vec![title(rates, lang)],
        columns: vec![
            Column::text("place", lang.pick("Cellule", "Cell"), 14),
            Column::text("label", lang.pick("Libellé", "Label"), 30),
            Column::key("site"),
            Column::key("profile"),
            Column::key("reason"),
            Column::drawn(lang.pick("Profil, ou pourquoi non", "Profile, or why not"), 30),
            Column::text("match", lang.pick("Par", "By"), 8),
            Column::text("read", lang.pick("Lu", "Read"), 12),
            Column::text("from", lang.pick("Dès", "From"), 8),
            Column::number("daily_cost", &format!("{}{currency}", lang.pick("CJM", "Daily cost")), 12),
            Column::key("low"),
            Column::key("high"),
        ],
        rows,
        notes,
        ..Sheet::default()
    }
}

/// The site of a card, as its reader sees it.
fn site(card: &SiteCard, lang: Lang) -> &str {
    if card.site.is_empty() { lang.pick("Sans site", "No site") } else { &card.site }
}

fn title(rates: &Rates, lang: Lang) -> String {
    let title = lang.pick("Coûts journaliers lus dans", "Daily costs read from");
    let sheets: Vec<&str> = rates.sheets.iter().map(|sheet| sheet.name.as_str()).filter(|s| !s.is_empty()).collect();
    let sheets = match (&sheets[..], lang) {
        ([], _) => String::new(),
        ([sheet], Lang::Fr) => format!(", feuille {sheet}"),
        ([sheet], Lang::En) => format!(", sheet {sheet}"),
        (sheets, Lang::Fr) => format!(", feuilles {}", sheets.join(", ")),
        (sheets, Lang::En) => format!(", sheets {}", sheets.join(", ")),
    };
    format!("{title} {}{sheets}", rates.file)
}

fn taken_row(taken: &Taken, site: &str, lang: Lang) -> Row {
    let head = [
        taken.place.as_str().into(),
        brief(&taken.label).into(),
        site.into(),
        taken.profile.as_str().into(),
        Cell::Empty,
        taken.profile.as_str().into(),
        taken.sure.name(lang).into(),
    ];
    Row::body(head.into_iter().chain(amounts(taken)).collect())
}

/// What was read of a figure, from when it holds, and what a day costs.
fn amounts(taken: &Taken) -> [Cell; 5] {
    let number = |value| Cell::Number(value, 4);
    let (low, high) = taken.range.map_or((Cell::Empty, Cell::Empty), |(low, high)| (number(low), number(high)));
    [
        match taken.count {
            Some(count) => format!("{} / {count}", brief(&taken.read)).into(),
            None => brief(&taken.read).into(),
        },
        taken.from.map(|month| month.to_string()).unwrap_or_default().into(),
        taken.cost.map_or(Cell::Empty, |cost| Cell::UnitPrice(cost, cost.scale().clamp(2, 4))),
        low,
        high,
    ]
}

fn left_row(left: &Left, lang: Lang) -> Row {
    let texts = [&left.place, &left.label].map(|text| Cell::from(brief(text)));
    let why = || Cell::from(left.why.get(lang));
    let Some(taken) = left.proposed.as_deref() else {
        return Row::body(texts.into_iter().chain([left.site.as_str().into(), Cell::Empty, why(), why()]).collect());
    };
    // What is accepted by `--accept` is seen before, as what is taken is.
    let profile = taken.profile.as_str().into();
    let head = texts.into_iter().chain([left.site.as_str().into(), profile, why(), why(), Cell::Empty]);
    Row::body(head.chain(amounts(taken)).collect())
}

/// So many tables say which of their columns were read.
const TABLES: usize = 8;

/// Which columns were read, and in which terms.
fn notes(rates: &Rates, left: usize, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    let tables = rates.sheets.iter().flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
    for (sheet, (columns, prices)) in tables.take(TABLES) {
        let of = if rates.sheets.len() > 1 { format!("{} : ", sheet.name) } else { String::new() };
        let said = of_table(columns, prices, sheet.is_turned, lang);
        notes.extend(said.into_iter().map(|note| format!("{of}{note}")));
    }
    let colon = lang.pick("\u{a0}:", ":");
    let texts =
        |of: &[Note]| of.iter().map(|note| format!("{}{colon} {}", note.cell, note.text)).collect::<Vec<String>>();
    if !rates.notes.is_empty() {
        notes.push(match lang {
            Lang::Fr => "À lire, car tout n’y est pas compris :".into(),
            Lang::En => "To be read, since not all of it is understood:".into(),
        });
        notes.append(&mut texts(&rates.notes));
    }
    if !rates.waived.is_empty() {
        notes.push(match lang {
            Lang::Fr => "Lu et déclaré sans effet sur les montants (--notes-change-nothing) :".into(),
            Lang::En => "Read, and stated to change no amount (--notes-change-nothing):".into(),
        });
        notes.append(&mut texts(&rates.waived));
    }
    if !rates.unread.is_empty() {
        let name = |sheet: &Unread| {
            let hidden = match sheet.hidden {
                None => "",
                Some(Hidden::Hidden) => lang.pick(" (masquée)", " (hidden)"),
                Some(Hidden::VeryHidden) => lang.pick(" (très masquée)", " (very hidden)"),
            };
            format!("{}{hidden}", sheet.name)
        };
        let sheets = rates.unread.iter().map(name).collect::<Vec<_>>().join(", ");
        notes.push(match lang {
            Lang::Fr => format!("Feuilles non lues : {sheets}."),
            Lang::En => format!("Sheets that are not read: {sheets}."),
        });
    }
    let hourly = rates.cards.iter().flat_map(|card| &card.taken).any(|taken| taken.per == Some(super::Per::Hour));
    if let Some(hours) = rates.layout.hours_per_day.filter(|_| hourly) {
        notes.push(match lang {
            Lang::Fr => format!("Prix à l’heure × {hours} heures par jour (hypothèse)."),
            Lang::En => format!("Prices by the hour × {hours} hours a day (an assumption)."),
        });
    }
    let taken = rates.count();
    notes.push(match lang {
        Lang::Fr => format!("Coûts pris : {taken} ; lignes non prises : {left}."),
        Lang::En => format!("Costs taken: {taken}; rows not taken: {left}."),
    });
    if let Some(level) = &rates.level {
        notes.push(match lang {
            Lang::Fr => format!(
                "Plusieurs niveaux pour un profil que l’offre n’a qu’à un niveau : {level} est proposé ; `level = \"…\"` \
                 dans une carte en choisit un autre."
            ),
            Lang::En => format!(
                "Several seniorities of profiles that the bid has at one level: {level} is proposed; `level = \"…\"` in a \
                 map chooses another."
            ),
        });
    }
    for card in rates.cards.iter().filter(|card| !card.missing.is_empty()) {
        let missing = card.missing.join(", ");
        let of = if rates.cards.len() > 1 { format!(" ({})", site(card, lang)) } else { String::new() };
        notes.push(match lang {
            Lang::Fr => format!("Sans coût dans ce fichier{of} : {missing}."),
            Lang::En => format!("Without a cost in this file{of}: {missing}."),
        });
    }
    notes
}

/// Which columns of a table were read.
fn of_table(columns: &Columns, prices: &[PriceColumn], is_turned: bool, lang: Lang) -> Vec<String> {
    let heading = |at: usize| {
        let words = columns.headings.iter().find(|h| h.0 == at).map_or("", |h| h.1.as_str());
        let place = if is_turned { (at + 1).to_string() } else { column_letters(at) };
        format!("{place} `{}`", brief(words))
    };
    let priced = prices.iter().map(|p| {
        let year = match p.period {
            Some(Period::Year(n)) => format!("{} {n}", lang.pick("année", "year")),
            _ => String::new(),
        };
        let until = p.until.map(|month| format!("{} {month}", lang.pick("jusqu’à", "until"))).unwrap_or_default();
        let of = [p.site.as_str(), p.level.as_str(), year.as_str(), until.as_str()];
        let of = of.into_iter().filter(|of| !of.is_empty()).collect::<Vec<_>>().join(", ");
        if of.is_empty() { heading(p.at) } else { format!("{} = {of}", heading(p.at)) }
    });
    let others = || {
        let of = [columns.level, columns.site, columns.currency, columns.per, columns.price_unit];
        of.into_iter().chain([columns.from, columns.until]).flatten()
    };
    let read: Vec<String> =
        std::iter::once(heading(columns.profile)).chain(others().map(heading)).chain(priced).collect();
    let header = columns.header;
    let mut notes = vec![match lang {
        Lang::Fr if is_turned => format!(
            "Profils en colonnes : en-tête colonne {} ; lignes lues : {}.",
            column_letters(header.saturating_sub(1)),
            read.join(", ")
        ),
        Lang::En if is_turned => format!(
            "Profiles in columns: header in column {}; rows read: {}.",
            column_letters(header.saturating_sub(1)),
            read.join(", ")
        ),
        Lang::Fr => format!("En-tête ligne {header} ; colonnes lues : {}.", read.join(", ")),
        Lang::En => format!("Header in row {header}; columns read: {}.", read.join(", ")),
    }];
    let is_read = |at: usize| {
        prices.iter().any(|read| read.at == at) || at == columns.profile || others().any(|other| other == at)
    };
    let of_money = |words: &str| super::heading::heading(words).is_some_and(|said| said.terms.is_of_money());
    let unread = columns.headings.iter().filter(|(at, words)| !is_read(*at) && of_money(words));
    let is_hidden = |at: usize| columns.prices.iter().any(|p| p.at == at && p.hidden);
    let aside: Vec<String> = unread
        .map(|(at, _)| {
            format!("{}{}", heading(*at), if is_hidden(*at) { lang.pick(" (masquée)", " (hidden)") } else { "" })
        })
        .collect();
    if !aside.is_empty() {
        let aside = aside.join(", ");
        notes.push(match lang {
            Lang::Fr => format!("Colonnes de montants non lues : {aside}."),
            Lang::En => format!("Columns of amounts that are not read: {aside}."),
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
            Lang::En => format!("Our lines without a quantity in this file: {missing}."),
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
