//! Figures and ids over time and by nature.

use serde_json::{Value as Json, json};

use super::Nature;
use crate::diag::{At, Code, Finding, Reported};
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
    /// The points; one, at 1, where it is constant.
    pub points: Steps<Of<K>>,
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
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let table = match node.table() {
            Some(table) if !is_figure(table) => table,
            _ => {
                let points = Steps::always(node.at, Of::read(node, reader)?);
                return Ok(Self { unit: CourseUnit::Constant, ramp: false, points });
            }
        };
        let tables = CourseTable::<K>::read(node, reader)?;
        let (unit, points) = match (tables.years, tables.months) {
            (Some(years), None) => (CourseUnit::Years, years),
            (None, Some(months)) => (CourseUnit::Months, months),
            _ => {
                let message = format!("`{}` must have `years` or `months`", reader.path());
                return Err(reader.push(
                    Finding::error(Code::Either, message)
                        .at(table.values().next().map_or(node.at, |e| e.key_at), "a figure over time")
                        .help("write { years = { 1 = …, 3 = … } } or { months = { 1 = …, 10 = … } }"),
                ));
            }
        };
        Ok(Self { unit, ramp: tables.ramp.unwrap_or(false), points })
    }
    fn schema(schema: &mut Schema) -> Json {
        let figure = Of::<K>::schema(schema);
        let table = CourseTable::<K>::schema(schema);
        json!({ "anyOf": [figure, table] })
    }
}

/// The table form of a course. Written by hand where `record!` would lose `K`.
struct CourseTable<K> {
    years: Option<Steps<Of<K>>>,
    months: Option<Steps<Of<K>>>,
    ramp: Option<bool>,
}

impl<K: Kind> Shape for CourseTable<K> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let mut fields = crate::model::shape::Fields::open(node, "a figure over time", reader)?;
        let years = fields.field("years", reader);
        let months = fields.field("months", reader);
        let ramp = fields.field("ramp", reader);
        fields.finish(reader);
        Ok(Self { years: years?, months: months?, ramp: ramp? })
    }
    fn schema(schema: &mut Schema) -> Json {
        let points = Steps::<Of<K>>::schema(schema);
        json!({
            "type": "object",
            "description": "A figure over time: points by contract year or month, held until the next, or joined by straight lines with ramp.",
            "properties": { "years": points, "months": points, "ramp": { "type": "boolean" } },
            "additionalProperties": false,
            "oneOf": [{ "required": ["years"] }, { "required": ["months"] }],
        })
    }
}

/// What holds from each contract year or month on, in order: one step at least.
#[derive(Debug, Clone)]
pub struct Steps<T> {
    /// The number that the first step is written under, and where.
    pub first: (u32, At),
    /// Each with the number it is written under, and where.
    pub list: Vec<(u32, At, T)>,
}

impl<T> Steps<T> {
    /// One thing throughout.
    fn always(at: At, thing: T) -> Self {
        Self { first: (1, at), list: vec![(1, at, thing)] }
    }
}

impl<T: Shape> Shape for Steps<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let numbered =
            Keyed::<T>::read(node, reader)?.0.into_iter().map(|(key, (at, thing))| match key.parse::<u32>() {
                // One way to write a number: `1` and `01` would be two steps of one year.
                Ok(n) if n >= 1 && key == n.to_string() => Ok((n, at, thing)),
                _ => Err(reader.push(
                    Finding::error(Code::WrongType, format!("`{}` counts from 1, not `{key}`", reader.path()))
                        .at(at, "expected a whole number of 1 or more")
                        .help("years and months count from 1, the contract's first"),
                )),
            });
        let numbered: Vec<_> = numbered.collect();
        let mut list = numbered.into_iter().collect::<Result<Vec<_>, _>>()?;
        list.sort_by_key(|step| step.0);
        if let Some((n, at, _)) = list.first() {
            return Ok(Self { first: (*n, *at), list });
        }
        let finding = Finding::error(Code::FirstStep, format!("`{}` is empty", reader.path()));
        let finding = finding.at(node.at, "no value for any year or month");
        Err(reader.push(finding.help("add `1 = …`: write 0 where there is nothing yet")))
    }
    fn schema(schema: &mut Schema) -> Json {
        let mut of = Keyed::<T>::schema(schema);
        of["propertyNames"] = json!({ "pattern": "^[1-9][0-9]*$" });
        of["minProperties"] = json!(1);
        of
    }
}

/// The id of something, constant or by contract year: `"onshore"`, `{ years = { 1 = "onshore", 2 = "nearshore-30" } }`.
#[derive(Debug, Clone)]
pub struct YearlyRef {
    /// The ids with the year each holds from.
    pub steps: Steps<Words>,
}

impl Shape for YearlyRef {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if matches!(node.value, Value::Text(_)) {
            return Ok(Self { steps: Steps::always(node.at, Words::read(node, reader)?) });
        }
        Ok(Self { steps: RefTable::read(node, reader)?.years })
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
        years: Steps<Words>,
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
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if let Value::Text(_) = node.value {
            return crate::model::shape::read_choice(node, reader, &[("months", ())]).map(|()| Self::Months);
        }
        let course = Course::read(node, reader)?;
        if course.unit == CourseUnit::Months || course.ramp {
            let message = format!("`{}` is stated by contract year", reader.path());
            return Err(reader.push(
                Finding::error(Code::Either, message)
                    .at(node.at, "a DQE has a quantity for each year")
                    .help("write { years = { 1 = …, 2 = … } }"),
            ));
        }
        Ok(Self::Course(course))
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
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        match node.table() {
            Some(table) if !is_figure(table) => {}
            _ => return Ok(Self { default: Some(Of::read(node, reader)?), natures: Vec::new() }),
        }
        let mut fields = crate::model::shape::Fields::open(node, "a figure by nature", reader)?;
        let default = fields.field::<Option<Of<K>>>("default", reader);
        let natures: Vec<_> =
            Nature::ALL.into_iter().map(|n| (n, fields.field::<Option<Of<K>>>(n.id(), reader))).collect();
        fields.finish(reader);
        let natures = natures
            .into_iter()
            .map(|(nature, of)| of.map(|of| of.map(|of| (nature, of))))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { default: default?, natures: natures.into_iter().flatten().collect() })
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
