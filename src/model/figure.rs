//! Figures: every number of a model, with its range, its source and its place (method §0).

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::{Decimal, dec};
use serde_json::{Value as Json, json};

use super::shape::{Reader, Schema, Shape};
use super::tree::{Node, Table, Value};
use crate::diag::{At, Code, Finding, Reported, nearest};
use crate::unit::{Lang, parse_decimal};

/// Where a figure comes from. The order is from the strongest to the weakest: a euro made of several
/// figures rests on the weakest of their sources.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A question of the webinar's record; 0 is its title.
    Record(u32),
    /// A document and clause: the consultation's, a law, a public grid.
    Document(String),
    /// A rate card of the bidder.
    RateCard(String),
    /// Nobody said it: an assumption of the bidder.
    Assumption,
}

/// How strong a source is, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The buyer said it in the record.
    Buyer,
    /// A document says it.
    Document,
    /// A rate card of the bidder.
    RateCard,
    /// An assumption.
    Assumption,
}

impl Source {
    /// How strong it is.
    #[must_use]
    pub fn strength(&self) -> Strength {
        match self {
            Self::Record(_) => Strength::Buyer,
            Self::Document(_) => Strength::Document,
            Self::RateCard(_) => Strength::RateCard,
            Self::Assumption => Strength::Assumption,
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Assumption, Lang::Fr) => "hypothèse".to_owned(),
            (source, _) => source.to_string(),
        }
    }

    /// Reads `Q7`, `title`, `rate card …`, `assumption`, or any document.
    fn parse(text: &str) -> Result<Self, String> {
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
            return if (1..=26).contains(&number) {
                Ok(Self::Record(number))
            } else {
                Err("the record has the questions Q1 to Q26".into())
            };
        }
        if lower.starts_with("rate card") || lower.starts_with("rate-card") {
            return Ok(Self::RateCard(text.trim().to_owned()));
        }
        if lower.is_empty() {
            return Err("a source cannot be empty".into());
        }
        if ["hypothèse", "hypothese", "supposition", "hypothesis"].contains(&lower.as_str()) {
            return Err("write `assumption`".into());
        }
        let question = lower.strip_prefix('q').map(str::trim_start);
        if question.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return Err("write one question, such as `Q7`".into());
        }
        if !lower.chars().any(char::is_alphabetic) || lower.chars().count() < 4 {
            return Err("name the document and its clause, such as `CCTP 4.2`, or write `assumption`".into());
        }
        match nearest(&lower, ["assumption", "title", "rate card"]) {
            Some(candidate) => Err(format!("did you mean `{candidate}`?")),
            None => Ok(Self::Document(text.trim().to_owned())),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(0) => f.write_str("title"),
            Self::Record(n) => write!(f, "Q{n}"),
            Self::Document(text) | Self::RateCard(text) => f.write_str(text),
            Self::Assumption => f.write_str("assumption"),
        }
    }
}

impl Shape for Source {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Value::Text(text) = &node.value else {
            let what = "a source: Q1 to Q26, title, a document and clause, a rate card, or assumption";
            return Err(reader.expected(node, what));
        };
        super::shape::showable(node, text, reader);
        Ok(Self::parse(text).unwrap_or_else(|help| {
            let message = format!("`{text}` is no source");
            reader.push(Finding::error(Code::BadSource, message).at(node.at, "cannot be a source").help(help));
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

/// A figure in the bid's list of figures. What a table of the model holds for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fig(u32);

impl Fig {
    /// Its place in the list.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The figure at a place in the list.
    #[must_use]
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// Adds a figure to the list.
    pub fn add(figures: &mut Vec<Figure>, figure: Figure) -> Self {
        figures.push(figure);
        Self::at(figures.len() - 1)
    }
}

/// A number of the model, with all that is known of it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its path: `lots.ror.teams.alpha.positions.lead.fte`.
    pub path: String,
    /// Its value: the mode, of a range.
    pub value: Decimal,
    /// Low and high, where it is a range.
    pub range: Option<(Decimal, Decimal)>,
    /// Its unit, for a reader.
    pub unit: &'static str,
    /// Its source.
    pub source: Source,
    /// What its author noted.
    pub note: Option<String>,
    /// The question to put to the buyer.
    pub ask: Option<String>,
    /// Where it is written.
    pub at: At,
}

/// What a figure counts, and so which values it can have.
pub trait Kind {
    /// The unit, as `assumptions` shows it.
    const UNIT: &'static str;
    /// The least value.
    const LOW: Decimal = Decimal::ZERO;
    /// The greatest value.
    const HIGH: Decimal = dec!(1_000_000_000);
    /// What to do about a value outside.
    const HELP: &'static str = "check the sign, and the unit";
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
    Share { const HELP: &'static str = "write 15 % as 0.15"; const UNIT: &'static str = "share"; const HIGH: Decimal = Decimal::ONE; }
    /// A rate on a base (overheads, provision, VAT, financing), 0 to 10.
    Rate { const HELP: &'static str = "write 15 % as 0.15"; const UNIT: &'static str = "rate"; const HIGH: Decimal = dec!(10); }
    /// A yearly change, above -0.5 and up to 1.
    Yearly { const HELP: &'static str = "write 15 % as 0.15"; const UNIT: &'static str = "per year"; const LOW: Decimal = dec!(-0.5); const HIGH: Decimal = Decimal::ONE; }
    /// A margin on the selling price, below 1.
    Margin { const HELP: &'static str = "a margin is a share of the selling price: write 15 % as 0.15"; const UNIT: &'static str = "share of price"; const LOW: Decimal = dec!(-10); const HIGH: Decimal = Decimal::ONE; const BELOW_HIGH: bool = true; }
    /// A yearly gain, 0 to below 1.
    Gain { const HELP: &'static str = "write 15 % as 0.15"; const UNIT: &'static str = "per year"; const HIGH: Decimal = Decimal::ONE; const BELOW_HIGH: bool = true; }
    /// Output of a head against a head of the reference site, above 0.
    Productivity { const UNIT: &'static str = "per head"; const LOW: Decimal = dec!(0.01); const HIGH: Decimal = dec!(10); }
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

/// The keys by which a table is a figure.
const FIGURE_KEYS: [&str; 7] = ["value", "low", "mode", "high", "source", "note", "ask"];

impl<K: Kind> Of<K> {
    /// What the schema calls it.
    #[must_use]
    pub fn name() -> String {
        format!("Number_of_{}_{}_{}", K::UNIT.replace(' ', "_"), K::LOW, K::HIGH)
    }

    fn number(node: &Node, reader: &mut Reader) -> Result<Decimal, Reported> {
        let Value::Number(text) = &node.value else {
            return Err(reader.expected(node, "a number"));
        };
        let Some(value) = parse_decimal(text) else {
            let infinite = text.ends_with("nan") || text.ends_with("inf");
            let help = if infinite { "write the number" } else { "round it: no figure of a bid needs so many digits" };
            let message = format!("`{text}` is no finite number of at most 28 digits");
            let finding = Finding::error(Code::BadNumber, message).at(node.at, "past what exact decimals hold");
            return Err(reader.push(finding.help(help)));
        };
        if value < K::LOW || value > K::HIGH || (K::BELOW_HIGH && value == K::HIGH) {
            let upper = if K::BELOW_HIGH { "below" } else { "at most" };
            let range = format!("at least {} and {upper} {}", K::LOW, K::HIGH);
            let message = format!("`{}` must be {range} ({})", reader.path(), K::UNIT);
            reader
                .push(Finding::error(Code::OutOfRange, message).at(node.at, format!("expected {range}")).help(K::HELP));
            // Told, it need not hide what else is wrong: a bid with a finding is never priced.
        }
        Ok(value)
    }

    fn table(node: &Node, table: &Table, reader: &mut Reader) -> Result<Figure, Reported> {
        for (key, entry) in table {
            if !FIGURE_KEYS.contains(&key.as_str()) {
                let message = format!("a number has no key `{key}`");
                let help = nearest(key, FIGURE_KEYS).map_or_else(
                    || format!("it takes: {}", FIGURE_KEYS.join(", ")),
                    |c| format!("did you mean `{c}`?"),
                );
                reader.push(Finding::error(Code::UnknownKey, message).at(entry.key_at, "unknown key").help(help));
            }
        }
        let mut get = |key: &str| table.get(key).map(|e| reader.within(key, |r| Self::number(&e.node, r)));
        let (value, range) = match (get("value"), get("low"), get("mode"), get("high")) {
            (Some(value), None, None, None) => (value?, None),
            (None, Some(low), Some(mode), Some(high)) => {
                let (low, mode, high) = (low?, mode?, high?);
                if low > mode || mode > high {
                    let message = format!("the range of `{}` is not in order", reader.path());
                    reader.push(
                        Finding::error(Code::BadRange, message)
                            .at(node.at, format!("low {low}, mode {mode}, high {high}"))
                            .help("write low ≤ mode ≤ high"),
                    );
                }
                (mode, Some((low, high)))
            }
            _ => {
                let message = format!("`{}` is neither a value nor a range", reader.path());
                return Err(reader.push(
                    Finding::error(Code::Either, message)
                        .at(node.at, "a number with its provenance")
                        .help("write { value = … } or { low = …, mode = …, high = … }"),
                ));
            }
        };
        let mut words = |key: &str| match table.get(key) {
            None => Ok(None),
            Some(e) => reader.within(key, |r| super::shape::Words::read(&e.node, r)).map(|w| Some(w.text)),
        };
        let (note, ask) = (words("note")?, words("ask")?);
        let source = match table.get("source") {
            Some(entry) => reader.within("source", |r| Source::read(&entry.node, r))?,
            None => reader.default_source(node.at),
        };
        Ok(Figure { path: reader.path(), value, range, unit: K::UNIT, source, note, ask, at: node.at })
    }
}

impl Reader {
    fn default_source(&self, at: At) -> Source {
        self.defaults.get(at.file.index()).and_then(Clone::clone).unwrap_or(Source::Assumption)
    }
}

impl<K: Kind> Shape for Of<K> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let figure = match &node.value {
            Value::Table(table) => Self::table(node, table, reader)?,
            _ => Figure {
                value: Self::number(node, reader)?,
                path: reader.path(),
                range: None,
                unit: K::UNIT,
                source: reader.default_source(node.at),
                note: None,
                ask: None,
                at: node.at,
            },
        };
        Ok(Self { fig: Fig::add(&mut reader.figures, figure), at: node.at, kind: PhantomData })
    }

    fn schema(schema: &mut Schema) -> Json {
        // The bounds of a kind are decimals of few digits: their text is their JSON number.
        let bound = |d: Decimal| d.to_string().parse::<serde_json::Number>().map_or(Json::Null, Json::Number);
        let upper = if K::BELOW_HIGH { "exclusiveMaximum" } else { "maximum" };
        let number = json!({ "type": "number", "minimum": bound(K::LOW), upper: bound(K::HIGH) });
        let with = |keys: &[&str]| {
            let mut properties: serde_json::Map<_, _> =
                keys.iter().map(|k| ((*k).to_owned(), number.clone())).collect();
            for key in ["source", "note", "ask"] {
                properties.insert(key.into(), json!({ "type": "string" }));
            }
            json!({ "type": "object", "properties": properties, "required": keys, "additionalProperties": false })
        };
        let (valued, ranged) = (with(&["value"]), with(&["low", "mode", "high"]));
        schema.define(&Self::name(), |_| {
            json!({
                "description": format!("A number ({}): plain, with its source, or a range.", K::UNIT),
                "anyOf": [number, valued, ranged],
            })
        })
    }
}
