//! The JSON Schema of the model files: as the binary prints it, beside the models; true of them.

use std::fs;
use std::path::{Path, PathBuf};

use chiffrage::model::{KINDS, schema};
use serde_json::{Value, json};

use crate::support;

#[test]
fn the_schemas_beside_the_models_are_those_of_the_reader() {
    for (kind, _, _) in KINDS {
        let path = support::root().join(format!("models/schema/{kind}.schema.json"));
        let written: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(written == schema(kind).unwrap(), "{kind}: run `chiffrage schema --write models/schema`");
    }
}

#[test]
fn every_shipped_file_is_valid_under_its_schema() {
    let mut checked = 0;
    for (kind, pattern, _) in KINDS {
        let validator = jsonschema::validator_for(&schema(kind).unwrap()).unwrap();
        for path in files(pattern) {
            let instance = read(&path);
            let errors: Vec<String> =
                validator.iter_errors(&instance).map(|e| format!("{} at {}", e, e.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            checked += 1;
        }
    }
    assert!(checked >= 20, "{checked} files");
}

/// What the reader refuses, the schema refuses too: they come from one description.
#[test]
fn a_schema_can_fail() {
    let wrong = |kind: &str, instance: Value| {
        let validator = jsonschema::validator_for(&schema(kind).unwrap()).unwrap();
        assert!(!validator.is_valid(&instance), "{kind} takes {instance}");
    };
    wrong("mixes", json!({ "m": { "label": "M", "sharez": { "paris": 1 } } }));
    wrong("mixes", json!({ "m": { "label": "M", "shares": { "paris": 1.5 } } }));
    wrong("mixes", json!({ "m": { "label": "M", "shares": { "paris": "all" } } }));
    wrong("map", json!({ "tables": { "t": { "sheet": "Lot 1", "rows": { "10": 1.1 } } } }));
    wrong("map", json!({ "tables": { "t": { "lot": "ror" } } }));
    wrong("policy", json!({ "margin": { "default": 1 } }));
    wrong("sites", json!({ "s": { "zone": "offshore" } }));
    wrong("pools", json!({ "p": { "label": "P", "nature": "infra", "minimum": 1 } }));
    wrong(
        "lot",
        json!({ "teams": { "t": { "nature": "build", "positions": { "p": { "fte": { "value": 1, "low": 0 } } } } } }),
    );
    for quantity in [
        json!({ "months": { "1": 2 } }),
        json!({ "years": { "1": 2, "2": 3 }, "ramp": true }),
        json!({ "years": { "1": "years" } }),
        json!({}),
        json!("year"),
    ] {
        wrong("dqe", of_quantity(quantity));
    }
    for fte in [
        json!({}),
        json!({ "ramp": true }),
        json!({ "years": { "1": 2 }, "months": { "1": 2 } }),
        json!({ "years": { "1": { "years": { "1": 2 } } }, "ramp": true }),
        json!({ "years": { "1": { "years": { "1": "two" } } } }),
    ] {
        wrong("lot", of_fte(fte));
    }
}

/// What the reader takes over time, the schema takes.
#[test]
fn a_schema_takes_what_changes_over_time() {
    let right = |kind: &str, instance: Value| {
        let validator = jsonschema::validator_for(&schema(kind).unwrap()).unwrap();
        assert!(validator.is_valid(&instance), "{kind} refuses {instance}");
    };
    for quantity in [
        json!("months"),
        json!(3),
        json!({ "low": 1, "mode": 2, "high": 3 }),
        json!({ "years": { "1": "months", "2": { "value": 3 } } }),
    ] {
        right("dqe", of_quantity(quantity));
    }
    for fte in [
        json!(2),
        json!({ "years": { "1": 2, "3": { "value": 1 } }, "ramp": false }),
        json!({ "months": { "1": 2, "9": 4 }, "ramp": true }),
        json!({ "years": { "1": { "months": { "1": 2, "9": 4 }, "ramp": true }, "3": { "years": { "1": 1, "4": 2 } } } }),
    ] {
        right("lot", of_fte(fte));
    }
}

fn of_quantity(quantity: Value) -> Value {
    json!({ "sections": { "s": { "lines": { "l": { "quantity": quantity } } } } })
}

fn of_fte(fte: Value) -> Value {
    let positions = json!({ "p": { "profile": "developer", "fte": fte } });
    json!({ "label": "L", "number": 1, "teams": { "t": { "nature": "build", "positions": positions } } })
}

fn files(pattern: &str) -> Vec<PathBuf> {
    let path = support::root().join(pattern);
    if !pattern.contains('*') {
        return vec![path];
    }
    let ending = pattern.split('*').next_back().unwrap();
    let mut files: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.to_string_lossy().ends_with(ending));
    files
}

/// A TOML file as JSON, dates as texts.
fn read(path: &Path) -> Value {
    let table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, convert(v))).collect()),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    convert(toml::Value::Table(table))
}
