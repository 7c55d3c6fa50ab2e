//! What a key may hold besides a figure: months, days, texts, daily costs.

use serde_json::{Value as Json, json};

use crate::diag::Reported;
use crate::diag::message::shape::{self as message, Expected};
use crate::model::figure::Fig;
use crate::model::number::{Euro, Fx, Money, Of, Share};
use crate::model::shape::{Keyed, Reader, Schema, Shape, Takes, Words, record};
use crate::model::tree::{Node, Value};
use crate::unit::{Month, Text};

/// A calendar month, written "2027-03".
#[derive(Debug, Clone, Copy)]
pub struct MonthCell {
    /// The month.
    pub month: Month,
}

impl Shape for MonthCell {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Value::Text(text) = &node.value else {
            return Err(reader.expected(node, Expected::Month));
        };
        let month = Month::parse(text).ok_or_else(|| reader.push(message::bad_month(text, node.at)));
        Ok(Self { month: month? })
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" })
    }
}

/// A day, written `2027-03-15`.
#[derive(Debug, Clone, Copy)]
pub struct DateCell {
    /// The day.
    pub date: jiff::civil::Date,
}

impl Shape for DateCell {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let (Value::Date(text) | Value::Text(text)) = &node.value else {
            return Err(reader.expected(node, Expected::Day));
        };
        let date = text.parse().map_err(|_| reader.push(message::bad_day(text, node.at)));
        Ok(Self { date: date? })
    }
    fn schema(_: &mut Schema) -> Json {
        // A TOML date, which schema-aware editors present as a string.
        json!({ "type": "string", "format": "date" })
    }
}

impl Shape for Text {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if let Value::Text(words) = &node.value {
            crate::model::shape::showable(node, words, reader);
            return Ok(Self::same(words));
        }
        if node.table().is_none() {
            return Err(reader.expected(node, Expected::Label));
        }
        let both = Both::read(node, reader)?;
        Ok(Self { fr: both.fr.text, en: both.en.text })
    }
    fn schema(schema: &mut Schema) -> Json {
        let both = Both::schema(schema);
        json!({ "anyOf": [{ "type": "string" }, both] })
    }
}

record! {
    /// A text in two languages.
    pub struct Both {
        /// In French.
        fr: Words,
        /// In English.
        en: Words,
    }
}

/// The currency that exchange rates are stated in, by its ISO code.
const EURO: &str = "EUR";

/// What one unit of a currency is worth in euros. That of the euro is their unit, and no figure of the model: nothing can
/// rest on it, move it or be moved by it.
#[derive(Debug, Clone, Copy)]
pub enum Worth {
    /// It is the euro.
    Euro,
    /// A rate.
    Rate(Of<Fx>),
}

impl Worth {
    /// Its rate; none of the euro.
    #[must_use]
    pub fn rate(self) -> Option<Fig> {
        match self {
            Self::Euro => None,
            Self::Rate(of) => Some(of.fig),
        }
    }
}

impl Shape for Worth {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if reader.path().split('.').nth(1) == Some(EURO) {
            return Of::<Euro>::figure(node, reader).map(|_| Self::Euro);
        }
        Of::read(node, reader).map(Self::Rate)
    }
    fn schema(schema: &mut Schema) -> Json {
        Of::<Fx>::schema(schema)
    }
}

/// Shares by site, totalling exactly 1.
pub type Shares = Keyed<Of<Share>>;
/// Weights of the absence by calendar month, "1" to "12".
pub type Weights = Keyed<Of<Share>>;

/// A daily cost: a figure, or dated steps `{ from = { "2026-01" = 410, "2028-01" = 450 } }`.
#[derive(Debug, Clone)]
pub struct DailyCost {
    /// Its steps, in order.
    pub steps: Vec<DatedCost>,
}

/// A figure of a daily cost.
#[derive(Debug, Clone, Copy)]
pub struct DatedCost {
    /// The month it holds from; `None` is the card's base month.
    pub from: Option<MonthCell>,
    /// The month it is stated at, from which drift counts, where that is not the one it holds from.
    pub stated: Option<MonthCell>,
    /// The figure.
    pub cost: Of<Money>,
}

impl Shape for DailyCost {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let key = |key: &str| node.table().and_then(|table| table.get(key));
        let Some(from) = key("from") else {
            let cost = Of::read(node, reader)?;
            return Ok(Self { steps: vec![DatedCost { from: None, stated: None, cost }] });
        };
        let Value::Table(table) = &from.node.value else {
            return Err(reader.expected(&from.node, Expected::DailyCosts));
        };
        let stated = match key("stated_at") {
            Some(entry) => reader.within("stated_at", |reader| Keyed::<MonthCell>::read(&entry.node, reader))?,
            None => Keyed::default(),
        };
        for (month, at, _) in stated.iter().filter(|(month, ..)| !table.contains_key(*month)) {
            let known: Vec<&str> = table.keys().map(String::as_str).collect();
            reader.push(message::unknown_key(&format!("{}.stated_at", reader.path()), month, &known, at));
        }
        let steps: Vec<_> = table
            .iter()
            .map(|(key, entry)| {
                let key_node = Node { at: entry.key_at, value: Value::Text(key.clone()) };
                let month = MonthCell::read(&key_node, reader);
                let cost = reader.within("from", |r| r.within(key, |r| Of::read(&entry.node, r)));
                let stated = stated.0.get(key).map(|(_, month)| *month);
                Ok(DatedCost { from: Some(month?), stated, cost: cost? })
            })
            .collect();
        let mut steps = steps.into_iter().collect::<Result<Vec<_>, _>>()?;
        steps.sort_by_key(|step| step.from.map(|cell| cell.month));
        Ok(Self { steps })
    }
    fn schema(schema: &mut Schema) -> Json {
        let (money, month) = (Of::<Money>::schema(schema), MonthCell::schema(schema));
        json!({ "anyOf": [money, {
            "type": "object",
            "description": "Dated steps: the figure that holds from each month on; `stated_at`, by the month of a step, is the month from which its drift counts, where that is another.",
            "properties": {
                "from": { "type": "object", "additionalProperties": money },
                "stated_at": { "type": "object", "additionalProperties": month },
            },
            "required": ["from"],
            "additionalProperties": false,
        }] })
    }
    fn takes(path: &[String]) -> Takes {
        if path.is_empty() { Takes::Dated } else { Takes::One }
    }
}
