//! The DQE layout of a lot: sections, lines, price rules.

use std::collections::HashMap;

use super::Resolver;
use crate::diag::{At, Code, Finding};
use crate::model::bid::{Base, Line, Nature, Position, Rule, Section, Unit, Who};
use crate::model::figure::Fig;
use crate::model::raw::{self, Quantity};

impl Resolver<'_> {
    /// The sections and lines of a lot; lines sold by the day add their positions to the lot's.
    pub(super) fn layout(
        &mut self, id: &str, at: At, lot: &raw::Lot, positions: &mut Vec<Position>,
    ) -> Option<(Vec<Section>, Vec<Line>)> {
        let root = self.root;
        let Some((_, layout)) = root.dqe.0.get(id) else {
            self.push(
                Finding::error(Code::NoDqe, format!("the lot `{id}` has no DQE layout"))
                    .at(at, "in the bid")
                    .help(format!("add dqe/{id}.toml to the templates, or set `in_bid = false`")),
            );
            return None;
        };
        let (mut sections, mut lines) = (Vec::new(), Vec::new());
        let mut complete = true;
        for (section_id, _, section) in layout.sections.iter() {
            let first = lines.len();
            for (line_id, line_at, line) in section.lines.iter() {
                let id = format!("{section_id}.{line_id}");
                match self.line(id, line_at, line, lines.len(), lot, positions) {
                    Some(line) => lines.push(line),
                    None => complete = false,
                }
            }
            sections.push(Section {
                code: section.code.text.clone(),
                label: section.label.text.clone(),
                lines: first..lines.len(),
            });
        }
        self.unique_codes(&lines);
        self.one_rule_a_nature(&lines);
        complete.then_some((sections, lines))
    }

    fn line(
        &mut self, id: String, at: At, raw: &raw::Line, index: usize, lot: &raw::Lot, positions: &mut Vec<Position>,
    ) -> Option<Line> {
        let rule = match (&raw.weight, &raw.given, &raw.day) {
            (Some(weight), None, None) => Some(Rule::Share(weight.fig)),
            (None, Some(given), None) => Some(Rule::Given(given.fig)),
            (None, None, Some(_)) => self.day(&id, at, raw, index, lot, positions).map(Rule::Day),
            _ => {
                self.either(at, &format!("how is the line `{id}` priced?"), "write `weight`, `given` or `day`");
                None
            }
        };
        let quantity = match &raw.quantity {
            Quantity::Months => Some(None),
            Quantity::Course(course) => self.course(course).map(|course| Some(by_year(&course.points, self.years()))),
        };
        Some(Line {
            id,
            code: raw.code.text.clone(),
            label: raw.label.text.clone(),
            unit: raw.unit,
            nature: raw.nature,
            quantity: quantity?,
            rule: rule?,
            at: raw.code.at,
        })
    }

    /// A line sold by the day is a position of its profile, whose effort is its quantities.
    fn day(
        &mut self, id: &str, at: At, raw: &raw::Line, index: usize, lot: &raw::Lot, positions: &mut Vec<Position>,
    ) -> Option<usize> {
        let root = self.root;
        let words = raw.day.as_ref()?;
        if raw.nature != Nature::OnDemand || raw.unit != Unit::Day {
            let message = format!("the line `{id}` sells days of a profile");
            self.push(
                Finding::error(Code::LineNature, message)
                    .at(words.at, "a day of a profile is `on-demand`, in the unit `day`")
                    .help("set `nature = \"on-demand\"` and `unit = \"day\"`"),
            );
        }
        let profile = self.find("profile", words, &root.profiles);
        let mix = raw.mix.as_ref().or(lot.mix.as_ref()).unwrap_or(&root.policy.mix);
        let mix = self.yearly_mix(mix);
        let place = positions.len();
        positions.push(Position {
            id: id.to_owned(),
            team: None,
            nature: Nature::OnDemand,
            who: Who::Profile(profile?),
            base: Base::DayLine { line: index },
            window: 0..self.months,
            mix: mix?,
            onshore: raw.onshore.as_ref().map(|w| w.text.clone()),
            at,
        });
        Some(place)
    }

    fn unique_codes(&mut self, lines: &[Line]) {
        let mut seen: HashMap<&str, At> = HashMap::new();
        for line in lines {
            if let Some(first) = seen.insert(&line.code, line.at) {
                self.push(
                    Finding::error(Code::DuplicateCode, format!("two lines have the code `{}`", line.code))
                        .at(line.at, "again here")
                        .at(first, "first here")
                        .help("a price is found by its code: give each line its own"),
                );
            }
        }
    }

    /// A nature sold both by shares and by days has no single answer to what each line recovers.
    fn one_rule_a_nature(&mut self, lines: &[Line]) {
        for nature in Nature::ALL {
            let of_nature = || lines.iter().filter(|line| line.nature == nature);
            let share = of_nature().find(|line| matches!(line.rule, Rule::Share(_)));
            let day = of_nature().find(|line| matches!(line.rule, Rule::Day(_)));
            if let (Some(share), Some(day)) = (share, day) {
                let message = format!("`{}` is sold by shares and by days at once", nature.id());
                self.push(
                    Finding::error(Code::LineNature, message)
                        .at(share.at, "a share of the nature's price")
                        .at(day.at, "days of a profile")
                        .help("sell it one way, or put one of them in another nature"),
                );
            }
        }
    }
}

/// Steps by contract year, for every year.
fn by_year(points: &[(usize, Fig)], years: usize) -> Vec<Fig> {
    let of_year = |k| points.iter().rfind(|(from, _)| *from <= k).map(|(_, fig)| *fig);
    (0..years).filter_map(of_year).collect()
}
