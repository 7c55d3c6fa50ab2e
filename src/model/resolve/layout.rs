//! The DQE layout of a lot: sections, lines, price rules.

use std::collections::HashMap;

use super::Resolver;
use crate::diag::{At, Code, Finding, Reported, nearest};
use crate::model::bid::{Base, Index, Line, Nature, Position, Quantity, Rule, Scale, Section, Unit, Who};
use crate::model::raw::{self, YearQuantity};
use crate::model::shape::{Keyed, Words};

/// The sections, lines and scales of a lot.
pub(super) type Laid = (Vec<Section>, Vec<Line>, Vec<Scale>);

impl<'a> Resolver<'a> {
    /// The sections, lines and scales of a lot; lines sold by the day add their positions to the lot's.
    pub(super) fn layout(&mut self, id: &str, lot: &raw::Lot, positions: &mut Vec<Position>) -> Result<Laid, Reported> {
        let layout = self.layout_of(id)?;
        let (mut sections, mut lines) = (Vec::new(), Vec::new());
        let mut complete = Ok(());
        for (section_id, _, section) in layout.sections.iter() {
            let first = lines.len();
            for (line_id, line_at, line) in section.lines.iter() {
                let id = format!("{section_id}.{line_id}");
                match self.line(id, line_at, line, lines.len(), lot, positions) {
                    Ok(line) => lines.push(line),
                    Err(reported) => complete = Err(reported),
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
        // A line that cannot be read has no place yet, and was reported.
        complete?;
        let scales = self.scales(layout, &lines);
        Ok((sections, lines, scales))
    }

    fn scales(&mut self, layout: &raw::Layout, lines: &[Line]) -> Vec<Scale> {
        let mut first: HashMap<Index, At> = HashMap::new();
        let mut scales = Vec::new();
        for (id, at, steps) in layout.scales.iter() {
            let places: Vec<Index> =
                steps.iter().filter_map(|words| self.step(words, lines, &mut first).ok()).collect();
            if let [step] = &steps[..] {
                self.bad_scale(step.at, format!("the scale `{id}` has one line"), "name two lines or more");
            } else if steps.is_empty() {
                self.bad_scale(at, format!("the scale `{id}` has no line"), "name two lines or more");
            }
            let other_unit = places.iter().zip(steps).find(|(place, _)| lines[**place].unit != lines[places[0]].unit);
            if let Some((_, words)) = other_unit.filter(|_| places.len() == steps.len()) {
                let message = format!("the scale `{id}` has lines of two units");
                self.bad_scale(words.at, message, "prices compare within one unit: take the line out");
            }
            scales.push(Scale { id: id.to_owned(), lines: places, at });
        }
        scales
    }

    /// The line that a step of a scale names.
    fn step(&mut self, words: &Words, lines: &[Line], first: &mut HashMap<Index, At>) -> Result<Index, Reported> {
        let Some(place) = lines.iter().position(|line| line.id == words.text) else {
            let ids = || lines.iter().map(|line| line.id.as_str());
            let help = match nearest(&words.text, ids()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "a line is named as `section.line`".to_owned(),
            };
            let message = format!("there is no line `{}` in the DQE", words.text);
            let finding = Finding::error(Code::UnknownId, message).at(words.at, "unknown line");
            return Err(self.push(finding.help(help)));
        };
        if let Some(before) = first.insert(place, words.at) {
            let message = format!("the line `{}` is in two steps of a scale", words.text);
            let finding = Finding::error(Code::BadScale, message).at(words.at, "again here").at(before, "first here");
            self.push(finding.help("a line is one step of one scale"));
        }
        Ok(place)
    }

    fn bad_scale(&mut self, at: At, message: String, help: &str) {
        self.push(Finding::error(Code::BadScale, message).at(at, "here").help(help));
    }

    fn line(
        &mut self, id: String, at: At, raw: &raw::Line, index: usize, lot: &raw::Lot, positions: &mut Vec<Position>,
    ) -> Result<Line, Reported> {
        let rule = match (&raw.weight, &raw.given, &raw.day) {
            (Some(weight), None, None) => Ok(Rule::Share(weight.fig)),
            (None, Some(given), None) => Ok(Rule::Given(given.fig)),
            (None, None, Some(words)) => self.day((&id, at, raw), words, index, lot, positions).map(Rule::Day),
            _ => {
                let question = format!("how is the line `{id}` priced?");
                Err(self.either(at, &question, "write `weight`, `given` or `day`"))
            }
        };
        let steps = &raw.quantity.steps;
        let quantity = self.by_year(steps).map(|years| {
            let of = |step: usize| match steps.list[step].2 {
                YearQuantity::Months => Quantity::Months,
                YearQuantity::Figure(of) => Quantity::Figure(of.fig),
            };
            years.into_iter().map(of).collect()
        });
        Ok(Line {
            id,
            code: raw.code.text.clone(),
            label: raw.label.text.clone(),
            unit: raw.unit,
            nature: raw.nature,
            quantity: quantity?,
            workload: raw.workload.map(|of| of.fig),
            rule: rule?,
            at: raw.code.at,
        })
    }

    fn layout_of(&mut self, lot: &str) -> Result<&'a raw::Layout, Reported> {
        let root = self.root;
        root.dqe.0.get(lot).map(|(_, layout)| &**layout).ok_or_else(|| {
            let mut finding = Finding::error(Code::NoDqe, format!("the lot `{lot}` has no DQE layout"));
            if let Some((at, _)) = root.lots.0.get(lot) {
                finding = finding.at(*at, "in the bid");
            }
            self.push(finding.help(format!("add dqe/{lot}.toml to the templates, or set `in_bid = false`")))
        })
    }

    /// The place of a line of a lot's DQE, named `section.line`.
    pub(super) fn line_of(&mut self, lot: &str, words: &Words) -> Result<Index, Reported> {
        let sections = self.layout_of(lot)?.sections.iter();
        let ids = sections.flat_map(|(section, _, of)| {
            of.lines.iter().map(move |(line, at, _)| (format!("{section}.{line}"), (at, ())))
        });
        self.find("line of the lot’s DQE", words, &Keyed(ids.collect()))
    }

    /// A line sold by the day is a position of its profile, whose effort is its quantities.
    fn day(
        &mut self, (id, at, raw): (&str, At, &raw::Line), words: &Words, index: usize, lot: &raw::Lot,
        positions: &mut Vec<Position>,
    ) -> Result<usize, Reported> {
        let root = self.root;
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
        Ok(place)
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
