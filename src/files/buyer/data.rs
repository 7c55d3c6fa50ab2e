//! What `map` found, as data.

use serde_json::{Value, json};

use super::form::{Column, Period, Price, Row, SheetForm, Table, letters};
use super::matching::{Agrees, Found, RowMatch, SheetMatches, Sureness, why};
use super::report::MatchReport;
use crate::unit::Lang;

impl MatchReport<'_> {
    /// Sheets with their columns and lines, each with its match; then our lines that have no sure row.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let placed = self.matching.placed(self.form, self.ours);
        let unplaced = self.ours.iter().zip(&placed).flat_map(|(lot, placed)| {
            let lines = lot.lines.iter().zip(placed).filter(|(_, placed)| !**placed);
            lines.map(|(line, _)| {
                json!({ "lot": lot.id, "code": line.code.text, "label": line.label, "amount": number(&line.amount) })
            })
        });
        json!({
            "sheets": self.matching.sheets.iter().map(|s| self.sheet(s)).collect::<Vec<_>>(),
            "unplaced": unplaced.collect::<Vec<_>>(),
        })
    }

    fn sheet(&self, found: &SheetMatches) -> Value {
        let sheet = &self.form.sheets[found.sheet];
        let lots = found.lots.iter().map(|(lot, by)| json!({ "lot": self.ours[*lot].id, "by": by.name(Lang::En) }));
        json!({
            "sheet": sheet.name,
            "lots": lots.collect::<Vec<_>>(),
            "tables": sheet.tables.iter().filter(|t| !t.is_recap()).map(table).collect::<Vec<_>>(),
            "lines": found.rows.iter().map(|r| self.row(sheet, r)).collect::<Vec<_>>(),
        })
    }

    fn row(&self, sheet: &SheetForm, found: &RowMatch) -> Value {
        let row = found.row(sheet);
        let lot = found.lot.map(|lot| &self.ours[lot]);
        let matched = found.line().zip(lot).map(|(of, lot)| {
            let line = &lot.lines[of.line];
            json!({
                "code": line.code.text,
                "label": line.label,
                "sureness": of.sureness.name(Lang::En),
                "why": why::why(of, row, lot, self.lang),
                "decided_by": (of.sureness > Sureness::Doubtful).then(|| of.by.id()),
                "label_nearness": of.evidence.label,
                "unit_agrees": agrees(of.evidence.unit),
                "quantity_agrees": agrees(of.evidence.quantity),
                "rivals": of.rivals.iter().map(|r| lot.lines[*r].code.text.clone()).collect::<Vec<_>>(),
            })
        });
        json!({
            "row": row.row,
            "kind": format!("{:?}", row.kind).to_lowercase(),
            "code": row.code.as_ref().map(|c| &c.text),
            "label": row.label,
            "unit": row.unit,
            "price_for": row.stated.map(|stated| stated.name(self.lang)),
            "quantities": row.quantities.iter().map(|(at, q)| (period(*at), number(q))).collect::<serde_json::Map<_, _>>(),
            "price": price(&row.price),
            "lot": lot.map(|lot| &lot.id),
            "state": state(found),
            "match": matched,
        })
    }
}

fn table(table: &Table) -> Value {
    let columns = &table.columns;
    let one = |c: &Option<Column>| c.as_ref().map(|c| json!({ "column": letters(c.at), "heading": c.heading }));
    let by_time = |of: &[(Period, Column)]| -> serde_json::Map<String, Value> {
        of.iter().map(|(at, c)| (period(*at), json!(letters(c.at)))).collect()
    };
    json!({
        "header": [table.header.0, table.header.1],
        "apart": table.apart,
        "money": columns.multiple.map(|of| of.money.id()),
        "quantity_scale": columns.scale.as_ref().map(|of| number(&of.times)),
        "lot": one(&columns.lot),
        "code": one(&columns.code),
        "label": one(&columns.label),
        "unit": one(&columns.unit),
        "unit_price": one(&columns.unit_price),
        "unit_prices": columns.prices.iter().map(|(of, c)| (of.key(), json!(letters(c.at)))).collect::<serde_json::Map<_, _>>(),
        "coefficient": one(&columns.coefficient),
        "others": columns.others.iter().map(|c| json!({ "column": letters(c.at), "heading": c.heading })).collect::<Vec<_>>(),
        "gross_unit_price": one(&columns.gross_unit_price),
        "gross_unit_prices": columns.gross_prices.iter().map(|(of, c)| (of.key(), json!(letters(c.at)))).collect::<serde_json::Map<_, _>>(),
        "quantities": by_time(&columns.quantities),
        "amounts": by_time(&columns.amounts),
        "rows": table.rows.iter().map(kind).collect::<Vec<_>>(),
    })
}

fn kind(row: &Row) -> Value {
    json!({ "row": row.row, "kind": format!("{:?}", row.kind).to_lowercase() })
}

fn state(found: &RowMatch) -> &'static str {
    match &found.found {
        Found::Line(of) if of.sureness == Sureness::Doubtful => "to decide",
        Found::Line(_) => "matched",
        Found::Aside => "no price due",
        Found::NoLot => "lot not known",
        Found::Nothing | Found::Taken { .. } => "open",
    }
}

fn agrees(agrees: Agrees) -> Option<bool> {
    match agrees {
        Agrees::Yes => Some(true),
        Agrees::No => Some(false),
        Agrees::Unknown => None,
    }
}

fn price(price: &Price) -> Value {
    match price {
        Price::Empty => Value::Null,
        Price::Text(text) => json!(text),
        Price::Number(value) => number(value),
        Price::Formula(formula) => json!(format!("={formula}")),
    }
}

/// A decimal as JSON, digit by digit.
fn number(value: &rust_decimal::Decimal) -> Value {
    value.to_string().parse().map_or(Value::Null, Value::Number)
}

fn period(at: Period) -> String {
    match at {
        Period::Year(n) => format!("year_{n}"),
        Period::EachYear => "each_year".to_owned(),
        Period::EachPart => "each_period".to_owned(),
        Period::Calendar(n) => format!("calendar_{n}"),
        Period::Total => "total".to_owned(),
    }
}
