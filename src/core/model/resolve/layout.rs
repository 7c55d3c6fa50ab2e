//! The DQE layout of a lot: sections, lines, price rules.

use std::collections::HashMap;

use typed_index_collections::{TiSlice, TiVec};

use super::Resolver;
use crate::diag::message::lot::{self as message, BadScale, OneOf};
use crate::diag::message::model::Thing;
use crate::diag::{At, Reported};
use crate::model::bid::{Base, Line, LineId, Nature, Position, PositionId, Quantity, Rule, Scale, Section, Unit, Who};
use crate::model::raw::{self, YearQuantity};
use crate::model::shape::{Keyed, Words};

/// The sections, lines and scales of a lot.
pub(super) type Laid = (Vec<Section>, TiVec<LineId, Line>, Vec<Scale>);

impl<'a> Resolver<'a> {
    /// The sections, lines and scales of a lot; lines sold by the day add their positions to the lot's.
    pub(super) fn layout(
        &mut self, id: &str, lot: &raw::Lot, positions: &mut TiVec<PositionId, Position>,
    ) -> Result<Laid, Reported> {
        let layout = self.layout_of(id)?;
        let (mut sections, mut lines) = (Vec::new(), TiVec::<LineId, Line>::new());
        let mut complete = Ok(());
        for (section_id, _, section) in layout.sections.iter() {
            let first = lines.next_key();
            for (line_id, line_at, line) in section.lines.iter() {
                let id = format!("{section_id}.{line_id}");
                match self.line(id, line_at, line, lines.next_key(), lot, positions) {
                    Ok(line) => lines.push(line),
                    Err(reported) => complete = Err(reported),
                }
            }
            sections.push(Section {
                code: section.code.text.clone(),
                label: section.label.text.clone(),
                lines: first..lines.next_key(),
            });
        }
        self.unique_codes(&lines);
        self.one_rule_a_nature(&lines);
        // A line that cannot be read has no place yet, and was reported.
        complete?;
        let scales = self.scales(layout, &lines);
        Ok((sections, lines, scales))
    }

    fn scales(&mut self, layout: &raw::Layout, lines: &TiSlice<LineId, Line>) -> Vec<Scale> {
        let mut first: HashMap<LineId, At> = HashMap::new();
        let mut scales = Vec::new();
        for (id, at, steps) in layout.scales.iter() {
            let places: Vec<LineId> =
                steps.iter().filter_map(|words| self.step(words, lines, &mut first).ok()).collect();
            if let [step] = &steps[..] {
                self.push(message::bad_scale(id, BadScale::Alone, step.at));
            } else if steps.is_empty() {
                self.push(message::bad_scale(id, BadScale::Empty, at));
            }
            let other_unit = places.iter().zip(steps).find(|(place, _)| lines[**place].unit != lines[places[0]].unit);
            if let Some((_, words)) = other_unit.filter(|_| places.len() == steps.len()) {
                self.push(message::bad_scale(id, BadScale::TwoUnits, words.at));
            }
            scales.push(Scale { id: id.to_owned(), lines: places, at });
        }
        scales
    }

    /// The line that a step of a scale names.
    fn step(
        &mut self, words: &Words, lines: &TiSlice<LineId, Line>, first: &mut HashMap<LineId, At>,
    ) -> Result<LineId, Reported> {
        let Some(place) = lines.position(|line| line.id == words.text) else {
            let known = lines.iter().map(|line| line.id.as_str());
            return Err(self.push(message::unknown_step(&words.text, known, words.at)));
        };
        if let Some(before) = first.insert(place, words.at) {
            self.push(message::step_twice(&words.text, words.at, before));
        }
        Ok(place)
    }

    fn line(
        &mut self, id: String, at: At, raw: &raw::Line, index: LineId, lot: &raw::Lot,
        positions: &mut TiVec<PositionId, Position>,
    ) -> Result<Line, Reported> {
        let rule = match (&raw.weight, &raw.given, &raw.day) {
            (Some(weight), None, None) => Ok(Rule::Share(weight.fig)),
            (None, Some(given), None) => Ok(Rule::Given(given.fig)),
            (None, None, Some(words)) => self.day((&id, at, raw), words, index, lot, positions).map(Rule::Day),
            _ => Err(self.push(message::one_of(OneOf::Price(&id), at))),
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
            let at = root.lots.0.get(lot).map(|(at, _)| *at);
            self.push(message::no_layout(lot, at))
        })
    }

    /// The place of a line of a lot's DQE, named `section.line`.
    pub(super) fn line_of(&mut self, lot: &str, words: &Words) -> Result<LineId, Reported> {
        let sections = self.layout_of(lot)?.sections.iter();
        let ids = sections.flat_map(|(section, _, of)| {
            of.lines.iter().map(move |(line, at, _)| (format!("{section}.{line}"), (at, ())))
        });
        self.find(Thing::Line, words, &Keyed(ids.collect()))
    }

    /// A line sold by the day is a position of its profile, whose effort is its quantities.
    fn day(
        &mut self, (id, at, raw): (&str, At, &raw::Line), words: &Words, index: LineId, lot: &raw::Lot,
        positions: &mut TiVec<PositionId, Position>,
    ) -> Result<PositionId, Reported> {
        let root = self.root;
        if raw.nature != Nature::OnDemand || raw.unit != Unit::Day {
            self.push(message::days_of_another_nature(id, words.at));
        }
        let profile = self.find(Thing::Profile, words, &root.profiles);
        let mix = raw.mix.as_ref().or(lot.mix.as_ref()).unwrap_or(&root.policy.mix);
        let mix = self.yearly_mix(mix);
        let place = positions.next_key();
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

    fn unique_codes(&mut self, lines: &TiSlice<LineId, Line>) {
        let mut seen: HashMap<&str, At> = HashMap::new();
        for line in lines {
            if let Some(first) = seen.insert(&line.code, line.at) {
                self.push(message::duplicate_code(&line.code, line.at, first));
            }
        }
    }

    /// A nature sold both by shares and by days has no single answer to what each line recovers.
    fn one_rule_a_nature(&mut self, lines: &TiSlice<LineId, Line>) {
        for nature in Nature::ALL {
            let of_nature = || lines.iter().filter(|line| line.nature == nature);
            let share = of_nature().find(|line| matches!(line.rule, Rule::Share(_)));
            let day = of_nature().find(|line| matches!(line.rule, Rule::Day(_)));
            if let (Some(share), Some(day)) = (share, day) {
                self.push(message::shares_and_days(nature.id(), share.at, day.at));
            }
        }
    }
}
