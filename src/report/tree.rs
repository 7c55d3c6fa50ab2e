//! An explanation as an indented tree, and as data.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::text::wrap;
use crate::diag::Sources;
use crate::model::Bid;
use crate::trace::{Part, Step, Unit};
use crate::unit::{DASH, Lang, digits, money, round_divided};

/// What a tree is drawn with.
#[derive(Clone, Copy)]
pub struct Trunk<'a> {
    /// The bid, whose figures the steps name.
    pub bid: &'a Bid,
    /// Where they are written.
    pub sources: &'a Sources,
    /// The reader's language.
    pub lang: Lang,
    /// How deep to go; 1 is the root alone.
    pub depth: usize,
    /// How many characters a line holds; `None` where no terminal says so.
    pub width: Option<u16>,
}

impl Trunk<'_> {
    /// The tree as text: each step with its value, its arithmetic, and the figures that enter it.
    #[must_use]
    pub fn text(&self, step: &Step) -> String {
        let mut out = String::new();
        self.draw(step, 1, &mut out);
        out
    }

    fn draw(&self, step: &Step, level: usize, out: &mut String) {
        let deep = 2 * (level - 1);
        let indent = " ".repeat(deep);
        let mut line = |line: String| wrap(&line, deep + 6, self.width, out);
        line(format!("{indent}{} = {}", step.label.get(self.lang), self.given(step)));
        if step.formula.len() > 1 {
            line(format!("{indent}    = {}", self.formula(&step.formula)));
        }
        for fig in &step.figures {
            let figure = self.bid.figure(*fig);
            let note = figure.note.as_ref().map(|note| format!(" «\u{a0}{note}\u{a0}»")).unwrap_or_default();
            let value = digits(figure.value, figure.value.scale(), self.lang);
            let place = self.sources.place(figure.at);
            let source = figure.source.name(self.lang);
            line(format!("{indent}    ← {} = {value} [{source}]{note} {place}", figure.path));
        }
        if level < self.depth {
            step.children.iter().for_each(|child| self.draw(child, level + 1, out));
        } else if !step.children.is_empty() {
            let below = step.walk().count() - 1;
            let words = match (below, self.lang) {
                (1, Lang::Fr) => "étape plus bas\u{a0}: --depth",
                (1, Lang::En) => "step below: --depth",
                (_, Lang::Fr) => "étapes plus bas\u{a0}: --depth",
                (_, Lang::En) => "steps below: --depth",
            };
            line(format!("{indent}    … {below} {words} {}", self.depth + 1));
        }
    }

    fn formula(&self, parts: &[Part]) -> String {
        let mut text = String::new();
        for part in parts {
            let tight = text.is_empty() || text.ends_with('(') || matches!(part, Part::Sign(")" | ";"));
            if !tight {
                text.push(' ');
            }
            match part {
                Part::Number(value, unit) => text.push_str(&self.value(*value, *unit)),
                Part::Figure(value, unit) => text.push_str(&self.shown(*value, *unit)),
                Part::Sign("round(") => text.push_str(self.lang.pick("arrondi(", "round(")),
                Part::Sign(sign) => text.push_str(sign),
            }
        }
        text
    }

    /// What a step gives.
    fn given(&self, step: &Step) -> String {
        if step.undefined { DASH.to_owned() } else { self.value(step.value, step.unit) }
    }

    /// A number with its unit; up to six decimals, so that the arithmetic can be redone.
    fn value(&self, value: Decimal, unit: Unit) -> String {
        self.shown(round_divided(value, 6), unit)
    }

    /// A number with its unit, and all its digits.
    fn shown(&self, value: Decimal, unit: Unit) -> String {
        let value = value.normalize();
        let number = digits(value, value.scale(), self.lang);
        match (unit, unit.name(self.bid, self.lang)) {
            (Unit::Euros, _) if value.scale() <= 2 => money(value, self.lang),
            (_, name) if name.is_empty() => number,
            (_, name) => format!("{number}\u{a0}{name}"),
        }
    }

    /// The tree as data: exact values as text, formulas in plain decimals, figures with their source and place.
    #[must_use]
    pub fn json(&self, step: &Step) -> Value {
        self.data(step, 1)
    }

    fn data(&self, step: &Step, level: usize) -> Value {
        let figure = |fig: &crate::model::figure::Fig| {
            let figure = self.bid.figure(*fig);
            json!({
                "path": figure.path,
                "value": figure.value.to_string(),
                "source": figure.source.to_string(),
                "note": figure.note,
                "place": self.sources.place(figure.at),
            })
        };
        let shown = if level < self.depth { &step.children[..] } else { &[] };
        let children: Vec<Value> = shown.iter().map(|child| self.data(child, level + 1)).collect();
        json!({
            "label": step.label.get(self.lang),
            "value": (!step.undefined).then(|| step.value.normalize().to_string()),
            "formula": step.arithmetic(),
            "figures": step.figures.iter().map(figure).collect::<Vec<_>>(),
            "children": children,
        })
    }
}
