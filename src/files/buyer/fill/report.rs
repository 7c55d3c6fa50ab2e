//! What was filled and what it comes to, as tables and as data.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::cell::{Fill, What};
use super::plan::Plan;
use super::proof::{Kind, Proof};
use super::total::{Difference, Lost, TableTotal, Why};
use super::write::Filled;
use crate::buyer::faults::Fault;
use crate::diag::listed;
use crate::sheet::{Cell, Column, Row, Sheet, Style};
use crate::unit::{Lang, brief, digits};
use crate::xlsx::{Value, sha256};

/// The reports of a file that is filled.
pub struct Report<'a> {
    /// What was to be done.
    pub plan: &'a Plan<'a>,
    /// What was done.
    pub filled: &'a Filled,
    /// That nothing else was.
    pub proof: &'a Proof,
    /// What is wrong in the buyer's own file.
    pub faults: &'a [Fault],
    /// What the buyer's tables come to.
    pub totals: Vec<TableTotal>,
    /// Which of our lines go nowhere in it.
    pub lost: Vec<Lost>,
    /// The reader's language.
    pub lang: Lang,
}

impl Plan<'_> {
    /// The cells to fill, each with what it holds and what it will hold.
    #[must_use]
    pub fn report(&self, lang: Lang) -> Sheet {
        let mut rows = Vec::new();
        let mut of = None;
        for fill in &self.fills {
            if of != Some(fill.sheet) {
                of = Some(fill.sheet);
                let name = self.book.sheets[fill.sheet].name.as_str();
                rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, name.into()]));
            }
            rows.push(self.row(fill, lang));
        }
        let cells = self.fills.len();
        Sheet {
            name: lang.pick("Cellules", "Cells").into(),
            title: vec![match lang {
                Lang::Fr => format!("Cellules à remplir : {cells}"),
                Lang::En => format!("Cells to fill: {cells}"),
            }],
            columns: vec![
                Column::key("sheet"),
                Column::text("cell", lang.pick("Cellule", "Cell"), 7),
                Column::text("label", lang.pick("Désignation", "Label"), 40),
                Column::text("line", lang.pick("Ligne", "Line"), 14),
                Column::text("what", lang.pick("Quoi", "What"), 12),
                Column::text("old", lang.pick("Avant", "Before"), 12),
                Column::number("new", lang.pick("Après", "After"), 12),
            ],
            rows,
            ..Sheet::default()
        }
    }

    fn row(&self, fill: &Fill, lang: Lang) -> Row {
        let places = self.bid.contract.price_decimals;
        let new = match fill.what {
            What::Quantity(_) => Cell::exact(fill.new),
            What::Coefficient => Cell::Number(fill.new, 6),
            What::UnitPrice | What::Price(_) | What::GrossUnitPrice | What::GrossPrice(_) => {
                Cell::UnitPrice(fill.new, places)
            }
        };
        Row::body(vec![
            self.book.sheets[fill.sheet].name.as_str().into(),
            fill.at.to_string().into(),
            brief(fill.label.trim().lines().next().unwrap_or_default()).into(),
            fill.line.map(|(lot, line)| self.code(lot, line)).unwrap_or_default().into(),
            fill.what.name(lang).into(),
            words(&fill.old).into(),
            new,
        ])
    }
}

/// The faults of the buyer's file, one row each; `None` where there is none.
#[must_use]
pub fn faults(faults: &[Fault], lang: Lang) -> Option<Sheet> {
    let row = |fault: &Fault| {
        let excess = fault.excess.map_or(Cell::Empty, Cell::Money);
        Row::body(vec![fault.sheet_name.as_str().into(), fault.at.to_string().into(), fault.says(lang).into(), excess])
    };
    (!faults.is_empty()).then(|| Sheet {
        name: lang.pick("Anomalies", "Faults").into(),
        title: vec![
            lang.pick(
                "Anomalies du fichier de l’acheteur : à lui signaler, rien n’est corrigé",
                "Faults of the buyer's file: report them to the buyer, nothing is repaired",
            )
            .into(),
        ],
        columns: vec![
            Column::text("sheet", lang.pick("Feuille", "Sheet"), 20),
            Column::text("cell", lang.pick("Cellule", "Cell"), 7),
            Column::text("fault", lang.pick("Constat", "Fault"), 50),
            Column::number("excess", lang.pick("En trop", "In excess"), 16),
        ],
        rows: faults.iter().map(row).collect(),
        ..Sheet::default()
    })
}

/// Euros with every decimal they have: a buyer's formula that does not round gives more than cents.
fn euros(value: Decimal) -> Cell {
    match value.normalize().scale() {
        0..=2 => Cell::Money(value),
        places => Cell::UnitPrice(value, places),
    }
}

impl What {
    fn name(self, lang: Lang) -> String {
        match self {
            Self::UnitPrice => lang.pick("PU HT", "net price").into(),
            Self::Price(measure) => format!("{}{}", lang.pick("PU HT, ", "net price, "), measure.name(lang)),
            Self::Coefficient => lang.pick("coefficient", "coefficient").into(),
            Self::GrossUnitPrice => lang.pick("PU TTC", "gross price").into(),
            Self::GrossPrice(measure) => format!("{}{}", lang.pick("PU TTC, ", "gross price, "), measure.name(lang)),
            Self::Quantity(None) => lang.pick("quantité", "quantity").into(),
            Self::Quantity(Some(year)) => format!("{} {}", lang.pick("qté année", "qty year"), year + 1),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::UnitPrice | Self::Price(_) => "unit_price",
            Self::Coefficient => "coefficient",
            Self::GrossUnitPrice | Self::GrossPrice(_) => "gross_unit_price",
            Self::Quantity(_) => "quantity",
        }
    }
}

impl Kind {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::UnitPrice => lang.pick("Prix unitaires HT demandés", "Net unit prices asked for"),
            Self::GrossUnitPrice => lang.pick("Prix unitaires TTC demandés", "Gross unit prices asked for"),
            Self::OverTyped => lang.pick("Prix sur une saisie de l’acheteur", "Prices over what the buyer typed"),
            Self::Coefficient => lang.pick("Coefficients de la carte", "Coefficients of the map"),
            Self::Quantity => lang.pick("Quantités", "Quantities"),
            Self::Result => lang.pick("Résultats recalculés", "Results recomputed"),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::UnitPrice => "unit_price",
            Self::GrossUnitPrice => "gross_unit_price",
            Self::OverTyped => "over_typed",
            Self::Coefficient => "coefficient",
            Self::Quantity => "quantity",
            Self::Result => "result",
        }
    }
}

impl Report<'_> {
    /// The buyer's totals against ours, and what explains each difference.
    #[must_use]
    pub fn totals(&self) -> Sheet {
        let lang = self.lang;
        let mut rows = Vec::new();
        for total in &self.totals {
            let amount = |amount: Option<Decimal>| amount.map_or(Cell::Empty, euros);
            let difference = total.theirs().map(|theirs| theirs - total.ours);
            rows.push(Row::of(
                Style::Subtotal,
                vec![
                    total.sheet.as_str().into(),
                    Cell::Money(total.ours),
                    amount(total.theirs()),
                    amount(difference),
                    if total.theirs().is_none() { self.unknown().into() } else { Cell::Empty },
                ],
            ));
            for part in &total.differences {
                let what = format!("  {} {}", part.at, part.code);
                let why = self.why(part);
                rows.push(Row::body(vec![what.into(), Cell::Empty, Cell::Empty, euros(part.amount), why.into()]));
            }
        }
        for lost in &self.lost {
            let lot = &self.plan.bid.lots[lost.lot];
            let name = format!("{} {}", lang.pick("Sans place :", "Nowhere:"), lot.label.get(lang));
            let codes = lost.codes.iter().map(String::as_str);
            let why = format!("{} {}", lang.pick("nos lignes", "our lines"), listed(codes));
            let amounts = [lost.amount, Decimal::ZERO, -lost.amount].map(Cell::Money);
            rows.push(Row::of(Style::Subtotal, [vec![name.into()], amounts.to_vec(), vec![why.into()]].concat()));
        }
        if let Some((ours, theirs, unknown)) = self.all().filter(|_| rows.len() > 1) {
            let name = match unknown {
                0 => lang.pick("En tout", "In all"),
                _ => lang.pick("Feuilles dont le montant est connu", "Sheets whose amount is known"),
            };
            let amounts = [ours, theirs, theirs - ours].map(euros);
            rows.push(Row::of(Style::Total, [vec![name.into()], amounts.to_vec()].concat()));
        }
        Sheet {
            name: lang.pick("Totaux", "Totals").into(),
            title: vec![
                lang.pick("Total HT du fichier rempli, et le nôtre", "Net total of the filled file, and ours").into(),
            ],
            columns: vec![
                Column::text("sheet", lang.pick("Feuille", "Sheet"), 26),
                Column::number("ours", lang.pick("Notre DQE", "Our DQE"), 16),
                Column::number("theirs", lang.pick("Fichier", "File"), 16),
                Column::number("difference", lang.pick("Écart", "Difference"), 14),
                Column::text("why", lang.pick("Pourquoi", "Why"), 36),
            ],
            rows,
            ..Sheet::default()
        }
    }

    /// All of our DQE that the map prices, what the file comes to, and how many tables are left out.
    fn all(&self) -> Option<(Decimal, Decimal, usize)> {
        let (sums, unknown) = TableTotal::sum(&self.totals);
        let lost = self.lost.iter().map(|lost| lost.amount);
        sums.map(|(ours, theirs)| (lost.fold(ours, |sum, amount| sum + amount), theirs, unknown))
    }

    fn unknown(&self) -> &'static str {
        self.lang.pick("la carte ne nomme aucune colonne de montants", "the map names no column of amounts")
    }

    fn why(&self, part: &Difference) -> String {
        let lang = self.lang;
        match &part.why {
            Why::Quantity(theirs, ours) => {
                let shown = |n: Decimal| digits(n, n.normalize().scale(), lang);
                let (theirs, ours) = (shown(*theirs), shown(*ours));
                match lang {
                    Lang::Fr => format!("quantité {theirs}, la nôtre {ours}"),
                    Lang::En => format!("quantity {theirs}, ours {ours}"),
                }
            }
            Why::NoAmount => lang.pick("aucun montant dans la cellule", "no amount in the cell").into(),
            Why::Typed => lang.pick("montant saisi, sans formule", "typed amount, no formula").into(),
            Why::Rounding(text) => {
                format!("{} ={text}", lang.pick("arrondi, la formule est", "rounding, the formula is"))
            }
            Why::Formula(text) => format!("{} ={text}", lang.pick("la formule est", "the formula is")),
            Why::Beyond => lang.pick("formule hors de portée", "formula beyond the tool").into(),
            Why::Again => lang.pick("notre ligne, une fois de plus", "our line once more").into(),
            Why::OtherTime(of) => format!("{}{}", lang.pick("prix par ", "price by the "), of.name(lang)),
            Why::BlankYear => lang
                .pick(
                    "une année laissée vide, sans total qui la dise nulle",
                    "a year left blank, which no total says is 0",
                )
                .into(),
            Why::OtherRow => lang.pick("ligne sans prix de notre part", "a row without one of our prices").into(),
            Why::Total => {
                lang.pick("le total n’est pas la somme des lignes", "the total is not the sum of its rows").into()
            }
        }
    }

    /// What is proved, in lines.
    #[must_use]
    pub fn proof(&self) -> Sheet {
        let lang = self.lang;
        let changed: Vec<_> = self.proof.parts.iter().filter(|part| part.changed).collect();
        let same = self.proof.parts.len() - changed.len();
        let mut notes = vec![match lang {
            Lang::Fr => format!("Parties identiques octet pour octet : {same}. {}.", self.counts()),
            Lang::En => format!("Parts the same byte for byte: {same}. {}.", self.counts()),
        }];
        let words = (
            "Tout le reste est le fichier de l’acheteur\u{202f}: les valeurs écrites sont des prix et des quantités du DQE, rien d’autre.",
            "All else is the buyer’s file: the values put in are prices and quantities of the DQE, and nothing else.",
        );
        notes.push(lang.pick(words.0, words.1).to_owned());
        for beyond in &self.filled.beyond {
            let place = format!("{}!{}", self.plan.book.sheets[beyond.sheet].name, beyond.at);
            notes.push(match lang {
                Lang::Fr => format!("À recalculer à l’ouverture : {place} ={} ({})", beyond.text, beyond.why),
                Lang::En => format!("To be computed when opened: {place} ={} ({})", beyond.text, beyond.why),
            });
        }
        let row = |part: &&super::Part| {
            Row::body(vec![part.name.as_str().into(), part.sha256.clone().unwrap_or_default().into()])
        };
        Sheet {
            name: lang.pick("Preuve", "Proof").into(),
            title: vec![
                self.unasked(),
                lang.pick("Parties changées du fichier", "Parts of the file that changed").into(),
            ],
            columns: vec![Column::text("part", lang.pick("Partie", "Part"), 28), Column::text("sha256", "SHA-256", 64)],
            rows: changed.iter().map(row).collect(),
            notes,
            ..Sheet::default()
        }
    }

    /// How many cells of each kind changed.
    fn counts(&self) -> String {
        let counts = Kind::ALL.iter().map(|kind| (kind, self.proof.of_kind(*kind).count()));
        let counts: Vec<String> = counts
            .filter(|(kind, count)| *count > 0 || kind.is_asked() || **kind == Kind::Result)
            .map(|(kind, count)| format!("{}{}{count}", kind.name(self.lang), self.lang.colon()))
            .collect();
        counts.join(", ")
    }

    /// What changed beside the prices that the buyer asks for and the results that follow from them.
    fn unasked(&self) -> String {
        let unasked = Kind::ALL.iter().filter(|kind| !kind.is_asked() && **kind != Kind::Result);
        let mut parts = Vec::new();
        for kind in unasked {
            let places = self.proof.of_kind(*kind).map(|cell| {
                let sheet = &self.plan.book.sheets[cell.sheet].name;
                format!("{sheet}!{}", cell.at)
            });
            let places: Vec<String> = places.collect();
            if !places.is_empty() {
                let name = kind.name(self.lang).to_lowercase();
                let listed = listed(places.iter().map(String::as_str));
                parts.push(format!("{name} ({}{}{listed})", places.len(), self.lang.colon()));
            }
        }
        match (parts.is_empty(), self.lang) {
            (true, Lang::Fr) => "Seuls des prix demandés par l’acheteur sont écrits.".into(),
            (true, Lang::En) => "Only prices that the buyer asks for are written.".into(),
            (false, Lang::Fr) => format!("Écrit en plus des prix demandés : {}.", parts.join(", ")),
            (false, Lang::En) => format!("Written beside the prices asked for: {}.", parts.join(", ")),
        }
    }

    /// All of it as data.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let name = |sheet: usize| self.plan.book.sheets[sheet].name.as_str();
        let fills = self.plan.fills.iter().map(|fill| {
            json!({
                "sheet": name(fill.sheet), "cell": fill.at.to_string(), "what": fill.what.key(),
                "line": fill.line.map(|(lot, line)| self.plan.code(lot, line)), "old": data(&fill.old), "new": number(fill.new),
            })
        });
        let totals = self.totals.iter().map(|total| {
            let differences = total.differences.iter().map(|part| {
                json!({ "cell": part.at.to_string(), "line": part.code, "amount": number(part.amount), "why": self.why(part) })
            });
            json!({
                "sheet": total.sheet, "ours": number(total.ours), "rows": total.rows.map(number),
                "total": total.total.map(number), "differences": differences.collect::<Vec<_>>(),
            })
        });
        let cells = self.proof.cells.iter().map(|cell| {
            json!({
                "sheet": name(cell.sheet), "cell": cell.at.to_string(), "old": data(&cell.old), "new": data(&cell.new),
                "kind": cell.kind.key(), "result": cell.kind == Kind::Result,
            })
        });
        let parts = self.proof.parts.iter();
        let buyers = &self.plan.book.package;
        let parts = parts.map(|part| {
            // Of what is unchanged, the buyer's.
            let sha256 = part.sha256.clone().or_else(|| Some(sha256(&buyers.part(&part.name).ok()?)));
            json!({ "name": part.name, "changed": part.changed, "sha256": sha256 })
        });
        let beyond = self.filled.beyond.iter();
        let beyond = beyond
            .map(|b| json!({ "sheet": name(b.sheet), "cell": b.at.to_string(), "formula": b.text, "why": b.why }));
        let faults = self.faults.iter().map(|fault| {
            json!({
                "sheet": fault.sheet_name, "cell": fault.at.to_string(), "fault": fault.says(self.lang),
                "formula": fault.formula, "excess": fault.excess.map(number),
            })
        });
        let lost = self.lost.iter().map(|lost| {
            json!({ "lot": self.plan.bid.lots[lost.lot].id, "lines": lost.codes, "amount": number(lost.amount) })
        });
        let all = self.all().map(|(ours, theirs, unknown)| {
            json!({
                "ours": number(ours), "theirs": number(theirs), "difference": number(theirs - ours),
                "tables_left_out": unknown,
            })
        });
        let counts = Kind::ALL.iter().map(|kind| (kind.key().to_owned(), json!(self.proof.of_kind(*kind).count())));
        json!({
            "changed": counts.collect::<serde_json::Map<_, _>>(),
            "faults": faults.collect::<Vec<_>>(),
            "fills": fills.collect::<Vec<_>>(),
            "totals": totals.collect::<Vec<_>>(),
            "nowhere": lost.collect::<Vec<_>>(),
            "all": all,
            "cells": cells.collect::<Vec<_>>(),
            "parts": parts.collect::<Vec<_>>(),
            "beyond": beyond.collect::<Vec<_>>(),
        })
    }
}

/// A value in words.
fn words(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(text) | Value::Error(text) | Value::Date(text) => text.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Bool(truth) => truth.to_string().to_uppercase(),
    }
}

/// A value as data: numbers as written.
fn data(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Bool(truth) => json!(truth),
        Value::Number(text) => text.parse().map_or(json!(text), Json::Number),
        other => json!(words(other)),
    }
}

fn number(value: Decimal) -> Json {
    value.to_string().parse().map_or(Json::Null, Json::Number)
}
