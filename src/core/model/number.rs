//! How a number is written in a model: of which kind, with which bounds, with or without its source, as a range or a few values.

use std::marker::PhantomData;

use rust_decimal::{Decimal, dec};
use serde_json::{Value as Json, json};

use super::figure::{Distribution, Fig, Figure, Source};
use super::shape::{Fields, Reader, Schema, Shape, TABLE, read_choice};
use super::tree::{Node, Table, Value};
use crate::diag::message::figure::{self as message, BadSource, Bounds, Written};
use crate::diag::message::shape::{Expected, ValueKind, unknown_key_of_a_figure};
use crate::diag::{At, Reported, nearest};
use crate::text;
use crate::unit::{Text, parse_decimal};

impl Source {
    /// The source that a text of a model states; nothing where it is none.
    #[must_use]
    pub fn written(node: &Node) -> Option<Self> {
        Self::read(node, &mut Reader::default()).ok()
    }

    /// Reads `Q7`, `title`, `rate card …`, `assumption`, or any document.
    fn parse(text: &str) -> Result<Self, BadSource> {
        let lower = text.trim().to_lowercase();
        if lower == "assumption" {
            return Ok(Self::Assumption);
        }
        if lower == "title" {
            return Ok(Self::Record(0));
        }
        if let Some(number) = lower.strip_prefix('q')
            && let Ok(number) = number.parse::<u32>()
        {
            return if (1..=26).contains(&number) { Ok(Self::Record(number)) } else { Err(BadSource::Question) };
        }
        if lower.starts_with("rate card") || lower.starts_with("rate-card") {
            return Ok(Self::RateCard(text.trim().to_owned()));
        }
        if lower.is_empty() {
            return Err(BadSource::Empty);
        }
        if ["hypothèse", "hypothese", "supposition", "hypothesis"].contains(&lower.as_str()) {
            return Err(BadSource::Assumption);
        }
        let question = lower.strip_prefix('q').map(str::trim_start);
        if question.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return Err(BadSource::Questions);
        }
        if !lower.chars().any(char::is_alphabetic) || lower.chars().count() < 4 {
            return Err(BadSource::Short);
        }
        match nearest(&lower, ["assumption", "title", "rate card"]) {
            Some(near) => Err(BadSource::Near(near)),
            None => Ok(Self::Document(text.trim().to_owned())),
        }
    }
}

impl Shape for Source {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Value::Text(text) = &node.value else {
            return Err(reader.expected(node, Expected::Source));
        };
        super::shape::showable(node, text, reader);
        Ok(Self::parse(text).unwrap_or_else(|why| {
            reader.push(message::bad_source(text, why, node.at));
            // Reported, it need not hide what else is wrong: a bid with an error is never priced.
            Self::Assumption
        }))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({
            "type": "string",
            "description": "Q1 to Q26 or title (the record), a document and clause, `rate card …`, or assumption.",
        })
    }
}

/// The words for how values spread.
const DISTRIBUTIONS: [(&str, Distribution); 3] =
    [("pert", Distribution::Pert), ("triangular", Distribution::Triangular), ("uniform", Distribution::Uniform)];

impl Shape for Distribution {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        read_choice(node, reader, &DISTRIBUTIONS)
    }

    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "string", "enum": DISTRIBUTIONS.map(|(word, _)| word) })
    }
}

/// What a figure counts, and so which values it can have.
pub trait Kind {
    /// The unit, as `assumptions` shows it.
    const UNIT: &'static str;
    /// The least value.
    const LOW: Decimal = Decimal::ZERO;
    /// The greatest value.
    const HIGH: Decimal = dec!(1_000_000_000);
    /// How it is written, for the help about a value outside.
    const WRITTEN: Written = Written::Plain;
    /// Is the greatest value itself left out?
    const BELOW_HIGH: bool = false;
}

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $name:ident { $($body:tt)* } )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}
        impl Kind for $name { $($body)* }
    )+ };
}

kinds! {
    /// People, in full-time equivalents.
    Fte { const UNIT: &'static str = "FTE"; const HIGH: Decimal = dec!(100_000); }
    /// A share of a whole, 0 to 1.
    Share { const WRITTEN: Written = Written::Share; const UNIT: &'static str = "share"; const HIGH: Decimal = Decimal::ONE; }
    /// A rate on a base (overheads, provision, VAT, financing), 0 to 10.
    Rate { const WRITTEN: Written = Written::Share; const UNIT: &'static str = "rate"; const HIGH: Decimal = dec!(10); }
    /// A yearly change, above -0.5 and up to 1.
    Yearly { const WRITTEN: Written = Written::Share; const UNIT: &'static str = "per year"; const LOW: Decimal = dec!(-0.5); const HIGH: Decimal = Decimal::ONE; }
    /// A margin on the selling price, below 1.
    Margin { const WRITTEN: Written = Written::Margin; const UNIT: &'static str = "share of price"; const LOW: Decimal = dec!(-10); const HIGH: Decimal = Decimal::ONE; const BELOW_HIGH: bool = true; }
    /// A yearly gain, 0 to below 1.
    Gain { const WRITTEN: Written = Written::Share; const UNIT: &'static str = "per year"; const HIGH: Decimal = Decimal::ONE; const BELOW_HIGH: bool = true; }
    /// Output of a head against a head of the reference site, above 0.
    Productivity { const UNIT: &'static str = "per head"; const LOW: Decimal = dec!(0.01); const HIGH: Decimal = dec!(10); }
    /// How two ranges go together, from -1 to 1.
    Correlated { const UNIT: &'static str = "correlation"; const LOW: Decimal = dec!(-1); const HIGH: Decimal = Decimal::ONE; }
    /// Working hours of a day, above 0.
    Hours { const UNIT: &'static str = "hours"; const LOW: Decimal = Decimal::ONE; const HIGH: Decimal = dec!(24); }
    /// Working days.
    Days { const UNIT: &'static str = "days"; const HIGH: Decimal = dec!(100_000); }
    /// A number of things.
    Count { const UNIT: &'static str = "count"; }
    /// A number of months.
    Months { const UNIT: &'static str = "months"; const HIGH: Decimal = dec!(600); }
    /// Euros, or the currency of a rate card.
    Money { const UNIT: &'static str = "money"; }
    /// Euros, which may be a rebate.
    SignedMoney { const UNIT: &'static str = "money"; const LOW: Decimal = dec!(-1_000_000_000); }
    /// Euros for one unit of a currency.
    Fx { const UNIT: &'static str = "EUR per unit"; const LOW: Decimal = dec!(0.000001); const HIGH: Decimal = dec!(1_000); }
    /// Euros for one euro: 1, which may be written and is nothing else.
    Euro { const UNIT: &'static str = "EUR per unit"; const LOW: Decimal = Decimal::ONE; const HIGH: Decimal = Decimal::ONE; }
}

/// What a reader calls the unit of a figure.
#[must_use]
pub fn unit_words(unit: &str) -> Text {
    let fr = match unit {
        "FTE" => "ETP",
        "share" => "part",
        "rate" => "taux",
        "per year" => "par an",
        "share of price" => "part du prix",
        "per head" => "par personne",
        "correlation" => "corrélation",
        "hours" => "heures",
        "days" => "jours",
        "count" => "nombre",
        "months" => "mois",
        "money" => "montant",
        "EUR per unit" => "EUR l’unité",
        other => other,
    };
    text!("{fr}", "{unit}")
}

/// A number as a table writes it, of kind `K`: `12`, `{ value = 12, source = "Q7", note = "…" }`, or
/// `{ low = 3, mode = 3, high = 4, source = "Q17" }`.
#[derive(Debug)]
pub struct Of<K> {
    /// The figure.
    pub fig: Fig,
    /// Where it is written.
    pub at: At,
    kind: PhantomData<K>,
}

// By hand: a derive would ask the same of `K`, which is only a name.
impl<K> Clone for Of<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Of<K> {}

/// The keys of a figure, those of a range alone last.
const FIGURE_KEYS: [&str; 10] =
    ["value", "low", "mode", "high", "source", "note", "ask", "group", "distribution", "outcomes"];
/// How many of them any figure may have.
const OF_ANY: usize = 7;
/// The keys of a figure of a few values.
const DISCRETE_KEYS: [&str; 6] = ["mode", "outcomes", "source", "note", "ask", "group"];

impl<K: Kind> Of<K> {
    /// What the schema calls it.
    #[must_use]
    pub fn name() -> String {
        format!("Number_of_{}_{}_{}", K::UNIT.replace(' ', "_"), K::LOW, K::HIGH)
    }

    fn number(node: &Node, reader: &mut Reader) -> Result<Decimal, Reported> {
        let Value::Number(text) = &node.value else {
            return Err(reader.expected(node, Expected::One(ValueKind::Number)));
        };
        let Some(value) = parse_decimal(text) else {
            return Err(reader.push(message::bad_number(text, node.at)));
        };
        if value < K::LOW || value > K::HIGH || (K::BELOW_HIGH && value == K::HIGH) {
            let bounds = Bounds { low: K::LOW, high: K::HIGH, below_high: K::BELOW_HIGH };
            let unit = unit_words(K::UNIT);
            // Reported, it need not hide what else is wrong: a bid with an error is never priced.
            reader.push(message::out_of_range(&reader.path(), bounds, &unit, K::WRITTEN, node.at));
        }
        Ok(value)
    }

    /// Reads a number that is not yet a figure of the model.
    pub(super) fn figure(node: &Node, reader: &mut Reader) -> Result<Figure, Reported> {
        if let Value::Table(table) = &node.value {
            return Self::table(node, table, reader);
        }
        Ok(Figure {
            value: Self::number(node, reader)?,
            path: reader.path(),
            range: None,
            distribution: Distribution::Pert,
            outcomes: Vec::new(),
            group: None,
            unit: K::UNIT,
            source: reader.default_source(node.at),
            note: None,
            ask: None,
            at: node.at,
        })
    }

    fn table(node: &Node, table: &Table, reader: &mut Reader) -> Result<Figure, Reported> {
        let keys = match ["value", "outcomes"].map(|key| table.contains_key(key)) {
            [true, _] => &FIGURE_KEYS[..OF_ANY],
            [false, true] => &DISCRETE_KEYS[..],
            [false, false] => &FIGURE_KEYS[..],
        };
        for (key, entry) in table {
            if !keys.contains(&key.as_str()) {
                reader.push(unknown_key_of_a_figure(key, keys, entry.key_at));
            }
        }
        let mut get = |key: &str| table.get(key).map(|e| reader.within(key, |r| Self::number(&e.node, r)));
        let numbers = (get("value"), get("low"), get("mode"), get("high"));
        let outcomes = match table.get("outcomes") {
            Some(entry) => reader.within("outcomes", |reader| Self::outcomes(&entry.node, reader))?,
            None => Vec::new(),
        };
        let (value, range) = match numbers {
            (Some(value), None, None, None) if outcomes.is_empty() => (value?, None),
            (None, None, Some(mode), None) if !outcomes.is_empty() => {
                let mode = mode?;
                let values = || outcomes.iter().map(|(value, _)| *value);
                if !values().any(|value| value == mode) {
                    reader.push(message::mode_is_no_outcome(&reader.path(), mode, node.at));
                }
                (mode, values().min().zip(values().max()))
            }
            (None, Some(low), Some(mode), Some(high)) if outcomes.is_empty() => {
                let (low, mode, high) = (low?, mode?, high?);
                if low > mode || mode > high {
                    reader.push(message::bad_range(&reader.path(), (low, mode, high), node.at));
                }
                (mode, Some((low, high)))
            }
            _ => return Err(reader.push(message::value_or_range(&reader.path(), node.at))),
        };
        let mut words = |key: &str| match table.get(key) {
            None => Ok(None),
            Some(e) => reader.within(key, |r| super::shape::Words::read(&e.node, r)).map(|w| Some(w.text)),
        };
        let (note, ask, group) = (words("note")?, words("ask")?, words("group")?);
        let distribution = match table.get("distribution") {
            None => Distribution::Pert,
            Some(e) => reader.within("distribution", |r| Distribution::read(&e.node, r))?,
        };
        let source = match table.get("source") {
            Some(entry) => reader.within("source", |r| Source::read(&entry.node, r))?,
            None => reader.default_source(node.at),
        };
        let (path, unit, at) = (reader.path(), K::UNIT, node.at);
        Ok(Figure { path, value, range, distribution, outcomes, group, unit, source, note, ask, at })
    }

    /// `[{ value = 3, weight = 0.7 }, { value = 4, weight = 0.3 }]`, the weights totalling exactly 1.
    fn outcomes(node: &Node, reader: &mut Reader) -> Result<Vec<(Decimal, Decimal)>, Reported> {
        let Value::List(list) = &node.value else {
            return Err(reader.expected(node, Expected::One(ValueKind::List)));
        };
        let outcome = |node: &Node, reader: &mut Reader| {
            let mut fields = Fields::open(node, TABLE, reader)?;
            let value = fields.field::<Plain<K>>("value", reader);
            let weight = fields.field::<Plain<Share>>("weight", reader);
            fields.finish(reader);
            Ok((value?.number, weight?.number))
        };
        let outcomes: Vec<_> = list.iter().map(|node| outcome(node, reader)).collect();
        let outcomes = outcomes.into_iter().collect::<Result<Vec<_>, Reported>>()?;
        let total: Decimal = outcomes.iter().map(|(_, weight)| *weight).sum();
        if total != Decimal::ONE {
            return Err(reader.push(message::outcomes_total(&reader.path(), total, node.at)));
        }
        Ok(outcomes)
    }
}

/// A number of kind `K` that is no figure of the model.
#[derive(Debug)]
pub struct Plain<K> {
    /// The number.
    pub number: Decimal,
    kind: PhantomData<K>,
}

// By hand: a derive would ask the same of `K`, which is only a name.
impl<K> Clone for Plain<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Plain<K> {}

impl<K: Kind> Shape for Plain<K> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        Ok(Self { number: Of::<K>::number(node, reader)?, kind: PhantomData })
    }
    fn schema(_: &mut Schema) -> Json {
        bounded::<K>()
    }
}

/// The schema of a number of a kind.
fn bounded<K: Kind>() -> Json {
    // The bounds of a kind are decimals of few digits: their text is their JSON number.
    let bound = |d: Decimal| d.to_string().parse::<serde_json::Number>().map_or(Json::Null, Json::Number);
    let upper = if K::BELOW_HIGH { "exclusiveMaximum" } else { "maximum" };
    json!({ "type": "number", "minimum": bound(K::LOW), upper: bound(K::HIGH) })
}

impl Reader {
    fn default_source(&self, at: At) -> Source {
        self.defaults.get(at.file.index()).and_then(Clone::clone).unwrap_or(Source::Assumption)
    }
}

impl<K: Kind> Shape for Of<K> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let figure = Self::figure(node, reader)?;
        Ok(Self { fig: Fig::add(&mut reader.figures, figure), at: node.at, kind: PhantomData })
    }

    fn schema(schema: &mut Schema) -> Json {
        let number = bounded::<K>();
        let with = |keys: &[&str], more: &[(&str, Json)]| {
            let mut properties: serde_json::Map<_, _> =
                keys.iter().map(|k| ((*k).to_owned(), number.clone())).collect();
            for key in ["source", "note", "ask"] {
                properties.insert(key.into(), json!({ "type": "string" }));
            }
            properties.extend(more.iter().map(|(key, shape)| ((*key).to_owned(), shape.clone())));
            json!({ "type": "object", "properties": properties, "required": keys, "additionalProperties": false })
        };
        let group = ("group", json!({ "type": "string" }));
        let of_range = [("distribution", Distribution::schema(schema)), group.clone()];
        let outcome = json!({
            "type": "object",
            "properties": { "value": number, "weight": bounded::<Share>() },
            "required": ["value", "weight"],
            "additionalProperties": false,
        });
        let outcomes = ("outcomes", json!({ "type": "array", "minItems": 1, "items": outcome }));
        let (valued, ranged) = (with(&["value"], &[]), with(&["low", "mode", "high"], &of_range));
        let mut discrete = with(&["mode"], &[outcomes, group]);
        discrete["required"] = json!(["mode", "outcomes"]);
        schema.define(&Self::name(), |_| {
            json!({
                "description": format!("A number ({}): plain, with its source, or a range.", K::UNIT),
                "anyOf": [number, valued, ranged, discrete],
            })
        })
    }
}
