//! Figures and ids over time and by nature.

use serde_json::{Value as Json, json};

use super::Nature;
use crate::diag::message::shape::{self as message, Expected};
use crate::diag::{At, Reported};
use crate::model::number::{Count, Kind, Of};
use crate::model::shape::{Fields, Keyed, Reader, Schema, Shape, Takes, Words, read_choice};
use crate::model::tree::{Node, Value, is_figure};

/// A figure over the contract (method §2): constant, by steps, or along a ramp.
#[derive(Debug, Clone)]
pub enum Course<K> {
    /// One figure for the whole contract.
    Figure(Of<K>),
    /// Each holds from its year or month to the next; it may itself be a course, whose own years and months count from
    /// the contract's first as all do.
    Steps(CourseUnit, Steps<Self>),
    /// Points joined by straight lines: `ramp = true`.
    Ramp(CourseUnit, Steps<Of<K>>),
}

/// What the points of a course count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseUnit {
    /// Contract years.
    Years,
    /// Contract months.
    Months,
}

impl CourseUnit {
    /// The months in one.
    #[must_use]
    pub fn months(self) -> usize {
        match self {
            Self::Years => 12,
            Self::Months => 1,
        }
    }
}

impl<K: Kind> Shape for Course<K> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if node.table().is_none_or(is_figure) {
            return Of::read(node, reader).map(Self::Figure);
        }
        let mut fields = Fields::open(node, Expected::OverTime, reader)?;
        let ramp = fields.field::<Option<bool>>("ramp", reader);
        let course = match ramp {
            Ok(Some(true)) => points(node, &mut fields, reader).map(|(unit, points)| Self::Ramp(unit, points)),
            _ => points(node, &mut fields, reader).map(|(unit, steps)| Self::Steps(unit, steps)),
        };
        fields.finish(reader);
        ramp.and(course)
    }
    fn schema(schema: &mut Schema) -> Json {
        schema.define(&format!("Course_of_{}", Of::<K>::name()), |schema| {
            let (figure, of) = (Of::<K>::schema(schema), Steps::<Of<K>>::schema(schema));
            let steps = Steps::<Self>::schema(schema);
            let table = |points: Json, ramp: bool| {
                let required = |unit: &str| {
                    if ramp { json!({ "required": [unit, "ramp"] }) } else { json!({ "required": [unit] }) }
                };
                json!({
                    "type": "object",
                    "properties": { "years": points, "months": points, "ramp": { "const": ramp } },
                    "additionalProperties": false,
                    "oneOf": [required("years"), required("months")],
                })
            };
            json!({
                "description": "A figure, or one over time: by contract year or month, each until the next (one may itself be a figure over time), or figures joined by straight lines with `ramp = true`.",
                "anyOf": [figure, table(steps, false), table(of, true)],
            })
        })
    }
    fn takes(path: &[String]) -> Takes {
        if path.is_empty() { Takes::Monthly } else { Takes::One }
    }
}

/// Points by contract year or by month.
fn points<T: Shape>(
    node: &Node, fields: &mut Fields<'_>, reader: &mut Reader,
) -> Result<(CourseUnit, Steps<T>), Reported> {
    let years = fields.field::<Option<Steps<T>>>("years", reader);
    let months = fields.field::<Option<Steps<T>>>("months", reader);
    match (years?, months?) {
        (Some(years), None) => Ok((CourseUnit::Years, years)),
        (None, Some(months)) => Ok((CourseUnit::Months, months)),
        _ => {
            let key = node.table().and_then(|table| table.values().next()).map_or(node.at, |entry| entry.key_at);
            Err(reader.push(message::years_or_months(&reader.path(), key)))
        }
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
                _ => Err(reader.push(message::not_from_one(&reader.path(), &key, at))),
            });
        let numbered: Vec<_> = numbered.collect();
        let mut list = numbered.into_iter().collect::<Result<Vec<_>, _>>()?;
        list.sort_by_key(|step| step.0);
        if let Some((n, at, _)) = list.first() {
            return Ok(Self { first: (*n, *at), list });
        }
        Err(reader.push(message::no_step(&reader.path(), node.at)))
    }
    fn schema(schema: &mut Schema) -> Json {
        let mut of = Keyed::<T>::schema(schema);
        of["propertyNames"] = json!({ "pattern": "^[1-9][0-9]*$" });
        of["minProperties"] = json!(1);
        of
    }
    fn takes(path: &[String]) -> Takes {
        Keyed::<T>::takes(path)
    }
}

/// What may differ by contract year: one for all of them, or `{ years = { 1 = …, 3 = … } }`, each until the next.
#[derive(Debug, Clone)]
pub struct ByYear<T> {
    /// Each with the year it holds from.
    pub steps: Steps<T>,
}

/// The id of something: `"onshore"`, `{ years = { 1 = "onshore", 2 = "nearshore-30" } }`.
pub type YearlyRef = ByYear<Words>;

/// The quantity of a DQE line.
pub type Quantity = ByYear<YearQuantity>;

impl<T: Shape> Shape for ByYear<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Some(table) = node.table().filter(|table| !is_figure(table)) else {
            return Ok(Self { steps: Steps::always(node.at, T::read(node, reader)?) });
        };
        if ["months", "ramp"].iter().any(|key| table.contains_key(*key)) {
            return Err(reader.push(message::by_year_only(&reader.path(), node.at)));
        }
        let mut fields = Fields::open(node, Expected::ByYear, reader)?;
        let steps = fields.field("years", reader);
        fields.finish(reader);
        Ok(Self { steps: steps? })
    }
    fn schema(schema: &mut Schema) -> Json {
        let (one, years) = (T::schema(schema), Steps::<T>::schema(schema));
        json!({ "anyOf": [one, {
            "type": "object",
            "properties": { "years": years },
            "required": ["years"],
            "additionalProperties": false,
        }] })
    }
    fn takes(path: &[String]) -> Takes {
        if path.is_empty() { Takes::Yearly } else { Takes::One }
    }
}

/// The quantity of a DQE line in a contract year: a figure, or as many as the year has months.
#[derive(Debug, Clone, Copy)]
pub enum YearQuantity {
    /// `"months"`
    Months,
    /// A figure.
    Figure(Of<Count>),
}

impl Shape for YearQuantity {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        match node.value {
            Value::Text(_) => read_choice(node, reader, &[("months", Self::Months)]),
            _ => Of::read(node, reader).map(Self::Figure),
        }
    }
    fn schema(schema: &mut Schema) -> Json {
        let figure = Of::<Count>::schema(schema);
        json!({ "anyOf": [{ "const": "months" }, figure] })
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
        let mut fields = Fields::open(node, Expected::ByNature, reader)?;
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
