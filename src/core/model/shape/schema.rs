//! The JSON Schema of the model files, collected from their shapes.

use serde_json::{Map as JsonMap, Value as Json, json};

use super::Shape;

/// Collects the definitions of a JSON Schema, each record once.
#[derive(Debug, Default)]
pub struct Schema {
    definitions: JsonMap<String, Json>,
}

impl Schema {
    /// A reference to a definition, which `make` describes the first time it is met.
    pub fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), Json::Null);
            let made = make(self);
            self.definitions.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    /// The whole schema of a file whose top is `T`, plus the keys that any file may hold.
    #[must_use]
    pub fn of_file<T: Shape>(title: &str) -> Json {
        let mut schema = Self::default();
        let top = T::schema(&mut schema);
        // The top of a file is the definition itself, opened for `source` and `include`.
        let mut root = top
            .get("$ref")
            .and_then(|r| r.as_str())
            .and_then(|r| r.strip_prefix("#/definitions/"))
            .and_then(|name| schema.definitions.get(name))
            .cloned()
            .unwrap_or(top);
        if let Some(root) = root.as_object_mut() {
            let properties = root.entry("properties").or_insert_with(|| json!({}));
            properties["source"] = json!({
                "type": "string",
                "description": "The source of every figure of this file that names none: Q1 to Q26, title, a document and clause, a rate card, or assumption.",
            });
            properties["include"] = json!({
                "type": "array",
                "items": { "type": "string" },
                "description": "Other files, by path from this one, read under this one's keys: what this file says wins.",
            });
            // With an include, required keys may be in the included file.
            root.remove("required");
            root.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
            root.insert("title".into(), json!(title));
            root.insert("definitions".into(), Json::Object(schema.definitions));
        }
        root
    }
}

/// Text in a schema: a doc comment's lines as one paragraph.
#[must_use]
pub fn description(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Adds a description to a schema, beside a reference too.
#[must_use]
pub fn described(schema: Json, lines: &[&str]) -> Json {
    let text = description(lines);
    match schema {
        Json::Object(mut map) if !map.contains_key("$ref") => {
            map.insert("description".into(), json!(text));
            Json::Object(map)
        }
        reference => json!({ "allOf": [reference], "description": text }),
    }
}
