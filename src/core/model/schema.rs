//! The JSON Schema of each kind of file, from the description the reader uses.

use serde_json::Value as Json;

use super::raw::{
    Calendar, Contract, Currency, Document, Layout, Lot, MapFile, Mix, Partner, Policy, Pool, Profile, RateCard,
    Scenario, Site,
};
use super::shape::{Keyed, Schema};

/// A kind of file: its name, the files it is for, and its schema.
pub type Kind = (&'static str, &'static str, fn(&str) -> Json);

/// Every kind of file, with the pattern of its path from the bid's folder.
pub const KINDS: [Kind; 15] = [
    ("contract", "models/contract.toml", Schema::of_file::<Contract>),
    ("calendars", "models/calendars.toml", Schema::of_file::<Keyed<Calendar>>),
    ("currencies", "models/currencies.toml", Schema::of_file::<Keyed<Currency>>),
    ("profiles", "models/profiles.toml", Schema::of_file::<Keyed<Profile>>),
    ("rates", "models/rates/*.toml", Schema::of_file::<RateCard>),
    ("sites", "models/sites.toml", Schema::of_file::<Keyed<Site>>),
    ("partners", "models/partners.toml", Schema::of_file::<Keyed<Partner>>),
    ("mixes", "models/mixes.toml", Schema::of_file::<Keyed<Mix>>),
    ("pools", "models/pools.toml", Schema::of_file::<Keyed<Pool>>),
    ("policy", "models/policy.toml", Schema::of_file::<Policy>),
    ("lot", "models/lots/*.toml", Schema::of_file::<Lot>),
    ("scenario", "models/scenarios/*.toml", Schema::of_file::<Scenario>),
    ("document", "templates/document.toml", Schema::of_file::<Document>),
    ("dqe", "templates/dqe/*.toml", Schema::of_file::<Layout>),
    ("map", "*.map.toml", Schema::of_file::<MapFile>),
];

/// The schema of a kind of file; `None` where there is no such kind.
#[must_use]
pub fn schema(kind: &str) -> Option<Json> {
    let (name, _, make) = KINDS.iter().find(|k| k.0 == kind)?;
    let mut schema = make(&format!("chiffrage: {name}"));
    if *name == "dqe" {
        // Layouts share their sections by `include`: the keys one file lacks are in another.
        without_required(&mut schema);
    }
    if *name == "map" {
        // It is apart from the bid: no figures, no parts.
        if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
            properties.retain(|key, _| key == "tables");
        }
    }
    Some(schema)
}

/// Takes out which keys a table needs; `anyOf` still distinguishes the forms of a number.
fn without_required(schema: &mut Json) {
    match schema {
        Json::Object(map) => {
            if map.get("additionalProperties") == Some(&Json::Bool(false)) && map.contains_key("description") {
                map.remove("required");
            }
            map.values_mut().for_each(without_required);
        }
        Json::Array(items) => items.iter_mut().for_each(without_required),
        _ => {}
    }
}
