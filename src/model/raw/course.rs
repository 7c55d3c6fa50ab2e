//! Figures and ids over time and by nature.

use serde_json::{Value as Json, json};

use super::Nature;
use crate::diag::{At, Code, Finding};
use crate::model::figure::{Count, Kind, Of};
use crate::model::shape::{Keyed, Reader, Schema, Shape, Words, record};
use crate::model::tree::{Node, Value, is_figure};

/// A figure over the contract: constant, or points by contract `years` or `months` (method §2), held
/// until the next point, or joined by straight lines with `ramp = true`.
#[derive(Debug, Clone)]
pub struct Course<K> {
    /// What its points count.
    pub unit: CourseUnit,
    /// Straight lines between points?
    pub ramp: bool,
    /// The points, in order; one, at 1, where it is constant.
    pub points: Vec<(u32, At, Of<K>)>,
}

/// What the points of a course count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseUnit {
    /// One figure for the whole contract.
    Constant,
    /// Contract years.
    Years,
    /// Contract months.
    Months,
}

impl<K: Kind> Shape for Course<K> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = match node.table() {
            Some(table) if !is_figure(table) => table,
            _ => {
                let points = vec![(1, node.at, Of::read(node, reader)?)];
                return Some(Self { unit: CourseUnit::Constant, ramp: false, points });
            }
        };
        let tables = CourseTable::<K>::read(node, reader)?;
        let (unit, points) = match (tables.years, tables.months) {
            (Some(years), None) => (CourseUnit::Years, years),
            (None, Some(months)) => (CourseUnit::Months, months),
            _ => {
                let message = format!("`{}` must have `years` or `months`", reader.path());
                reader.push(
                    Finding::error(Code::Either, message)
                        .at(table.values().next().map_or(node.at, |e| e.key_at), "a figure over time")
                        .help("write { years = { 1 = …, 3 = … } } or { months = { 1 = …, 10 = … } }"),
                );
                return None;
            }
        };
        let points = ordered(&points, reader)?;
        Some(Self { unit, ramp: tables.ramp.unwrap_or(false), points })
    }
    fn schema(schema: &mut Schema) -> Json {
        let figure = Of::<K>::schema(schema);
        let table = CourseTable::<K>::schema(schema);
        json!({ "anyOf": [figure, table] })
    }
}

/// The table form of a course. Written by hand where `record!` would lose `K`.
struct CourseTable<K> {
    years: Option<Keyed<Of<K>>>,
    months: Option<Keyed<Of<K>>>,
    ramp: Option<bool>,
}

impl<K: Kind> Shape for CourseTable<K> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = crate::model::shape::Fields::open(node, "a figure over time", reader)?;
        let years = fields.field("years", reader);
        let months = fields.field("months", reader);
        let ramp = fields.field("ramp", reader);
        fields.finish(reader);
        Some(Self { years: years?, months: months?, ramp: ramp? })
    }
    fn schema(schema: &mut Schema) -> Json {
        let points = Keyed::<Of<K>>::schema(schema);
        json!({
            "type": "object",
            "description": "A figure over time: points by contract year or month, held until the next, or joined by straight lines with ramp.",
            "properties": { "years": points, "months": points, "ramp": { "type": "boolean" } },
            "additionalProperties": false,
            "oneOf": [{ "required": ["years"] }, { "required": ["months"] }],
        })
    }
}

/// Points in order, by the number that their key is.
fn ordered<T: Clone>(points: &Keyed<T>, reader: &mut Reader) -> Option<Vec<(u32, At, T)>> {
    let mut list = Vec::new();
    for (key, at, thing) in points.iter() {
        match key.parse::<u32>() {
            Ok(n) if n >= 1 => list.push((n, at, thing.clone())),
            _ => reader.push(
                Finding::error(Code::WrongType, format!("`{}` counts from 1, not `{key}`", reader.path()))
                    .at(at, "expected a whole number of 1 or more")
                    .help("years and months count from 1, the contract's first"),
            ),
        }
    }
    list.sort_by_key(|point| point.0);
    (list.len() == points.0.len() && !list.is_empty()).then_some(list)
}

/// The id of something, constant or by contract year: `"onshore"`, `{ years = { 1 = "onshore", 2 = "nearshore-30" } }`.
#[derive(Debug, Clone)]
pub struct YearlyRef {
    /// The ids with the year each holds from.
    pub steps: Vec<(u32, At, Words)>,
}

impl Shape for YearlyRef {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if matches!(node.value, Value::Text(_)) {
            return Some(Self { steps: vec![(1, node.at, Words::read(node, reader)?)] });
        }
        let years = RefTable::read(node, reader)?.years;
        Some(Self { steps: ordered(&years, reader)? })
    }
    fn schema(schema: &mut Schema) -> Json {
        let table = RefTable::schema(schema);
        json!({ "anyOf": [{ "type": "string" }, table] })
    }
}

record! {
    /// An id by contract year.
    pub struct RefTable {
        /// The id that holds from each contract year on.
        years: Keyed<Words>,
    }
}

/// The quantity of a DQE line.
#[derive(Debug, Clone)]
pub enum Quantity {
    /// As many as the contract year has months.
    Months,
    /// A figure by contract year.
    Course(Course<Count>),
}

impl Shape for Quantity {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Text(_) = node.value {
            return crate::model::shape::read_choice(node, reader, &[("months", ())]).map(|()| Self::Months);
        }
        let course = Course::read(node, reader)?;
        if course.unit == CourseUnit::Months || course.ramp {
            let message = format!("`{}` is stated by contract year", reader.path());
            reader.push(
                Finding::error(Code::Either, message)
                    .at(node.at, "a DQE has a quantity for each year")
                    .help("write { years = { 1 = …, 2 = … } }"),
            );
            return None;
        }
        Some(Self::Course(course))
    }
    fn schema(schema: &mut Schema) -> Json {
        let course = Course::<Count>::schema(schema);
        json!({ "anyOf": [{ "const": "months" }, course] })
    }
}

/// A figure by nature: a plain figure, or `default` and what differs: `{ default = 0.15, build = 0.17 }`.
#[derive(Debug, Clone)]
pub struct ByNature<K> {
    /// For every nature that is not written.
    pub default: Option<Of<K>>,
    /// By nature.
    pub natures: Vec<(Nature, Of<K>)>,
}

impl<K: Kind> ByNature<K> {
    /// What it says of a nature.
    #[must_use]
    pub fn get(&self, nature: Nature) -> Option<&Of<K>> {
        self.natures.iter().find(|n| n.0 == nature).map(|n| &n.1).or(self.default.as_ref())
    }
}

impl<K: Kind> Shape for ByNature<K> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.table() {
            Some(table) if !is_figure(table) => {}
            _ => return Some(Self { default: Some(Of::read(node, reader)?), natures: Vec::new() }),
        }
        let mut fields = crate::model::shape::Fields::open(node, "a figure by nature", reader)?;
        let default = fields.field::<Option<Of<K>>>("default", reader);
        let natures: Vec<_> =
            Nature::ALL.into_iter().map(|n| (n, fields.field::<Option<Of<K>>>(n.id(), reader))).collect();
        fields.finish(reader);
        let natures = natures
            .into_iter()
            .map(|(nature, of)| of.map(|of| of.map(|of| (nature, of))))
            .collect::<Option<Vec<_>>>()?;
        Some(Self { default: default?, natures: natures.into_iter().flatten().collect() })
    }
    fn schema(schema: &mut Schema) -> Json {
        let figure = Of::<K>::schema(schema);
        let mut properties = serde_json::Map::new();
        for key in std::iter::once("default").chain(Nature::ALL.into_iter().map(Nature::id)) {
            properties.insert(key.into(), figure.clone());
        }
        json!({ "anyOf": [figure, { "type": "object", "properties": properties, "additionalProperties": false }] })
    }
}
