//! Which row gets which line of a lot: a line goes on one row, and where two readings are as good a person decides.

use std::cmp::Reverse;
use std::sync::Arc;

use typed_index_collections::{TiVec, ti_vec};

use super::evidence::{Agrees, Evidence, FAR, NEAR, SAME, Sureness};
use super::fit::{Fit, fit};
use super::lexicon::lexicon;
use super::ours::{Index, OurLot};
use super::pairs::{CLOSE, Pair, pairs};
use super::scales::{Scale, scales};
use super::theirs::Theirs;
use super::unread_steps::not_understood;
use super::wording::{Step, Term, Weights, What, Wording, is_core, strength};
use super::{By, Doubt, Found, Match};
use crate::buyer::form::{Per, RowKind};
use crate::model::bid::{LineId, Unit};
use crate::unit::Budget;

/// The work of naming another row that claims the same line.
const WORK_OF_OTHERS: usize = 10;

/// The rows of a form that are of one lot.
pub(super) struct Claims<'a> {
    rows: &'a [Theirs<'a>],
    lot: &'a OurLot,
    weights: &'a Weights,
    budget: &'a Budget,
    /// By row: the lines that it may be, the best first.
    pairs: Vec<Vec<Pair>>,
    /// By line: the row that has it.
    won: TiVec<LineId, Option<usize>>,
    /// By line: do rows claim it among whom a person decides?
    contested: TiVec<LineId, bool>,
    /// By row: how many steps its scale has, where none of our scales is like it.
    steps: Vec<usize>,
    found: Vec<Option<Found>>,
}

impl<'a> Claims<'a> {
    /// Of some rows and a lot.
    pub fn of(
        rows: &'a [Theirs<'a>], lot: &'a OurLot, index: &Index<'_>, weights: &'a Weights, budget: &'a Budget,
    ) -> Self {
        let pairs = rows.iter().map(|row| pairs(row, lot, index, weights, budget)).collect();
        Self {
            rows,
            lot,
            weights,
            budget,
            pairs,
            won: ti_vec![None; lot.lines.len()],
            contested: ti_vec![false; lot.lines.len()],
            steps: vec![0; rows.len()],
            found: vec![None; rows.len()],
        }
    }

    /// What is found for each row.
    pub fn found(mut self) -> Vec<Found> {
        self.scales();
        self.single();
        self.alternatives();
        self.by_neighbours();
        self.wholes();
        self.scales_not_understood();
        let aside = |row: &Theirs<'_>| if row.row.kind == RowKind::Line { Found::Nothing } else { Found::Aside };
        self.found.into_iter().zip(self.rows).map(|(found, row)| found.unwrap_or_else(|| aside(row))).collect()
    }

    /// Scales first, each as a group.
    fn scales(&mut self) {
        let lines = self.rows.iter().map(Theirs::service);
        let of_lines = |scale: &Scale<usize>| scale.lines().all(|row| self.rows[row].row.kind == RowKind::Line);
        let theirs: Vec<Scale<usize>> = scales(lines).into_iter().filter(of_lines).collect();
        if !self.can_compare(theirs.len()) {
            return;
        }
        // By scale of theirs: ours that it fits, the best first.
        let fits: Vec<Vec<(u32, usize, Fit)>> = theirs.iter().map(|scale| self.fits(scale)).collect();
        for (at, scale) in theirs.iter().enumerate() {
            let Some((points, of, how)) = fits[at].first().cloned() else {
                // Steps of what is sold at one level.
                scale.lines().for_each(|row| self.steps[row] = scale.steps.len());
                continue;
            };
            let also: Vec<usize> =
                fits[at][1..].iter().filter(|(other, ..)| other + CLOSE > points).map(|(_, of, _)| *of).collect();
            let others =
                || fits.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, fits)| fits.first());
            let rival = others().any(|(other, same, _)| *same == of && other + CLOSE > points);
            let better = others().any(|(other, same, _)| *same == of && *other >= points + CLOSE);
            match how {
                _ if better => {}
                Fit::Steps(sureness) if also.is_empty() && !rival => self.step_by_step(scale, of, sureness),
                _ => self.open_scale(scale, of, &also, rival),
            }
        }
    }

    fn fits(&self, scale: &Scale<usize>) -> Vec<(u32, usize, Fit)> {
        let ours = self.lot.scales.iter().enumerate();
        let fit = |(at, of): (usize, &Scale<LineId>)| {
            let (points, how) = fit((scale, self.rows), (of, &self.lot.lines), self.weights)?;
            Some((points, at, how))
        };
        let mut fits: Vec<_> = ours.filter_map(fit).collect();
        fits.sort_by_key(|(points, at, _)| (Reverse(*points), *at));
        fits
    }

    /// The numbers of rows, each once: several prices of one row are in columns of their own.
    fn numbers(&self, rows: &[usize]) -> Arc<[u32]> {
        let mut numbers: Vec<u32> = rows.iter().map(|row| self.rows[*row].row.row).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into()
    }

    fn step_by_step(&mut self, scale: &Scale<usize>, of: usize, sureness: Sureness) {
        let lot = self.lot;
        let lines = &lot.scales[of].steps;
        for (n, (rows, step)) in scale.steps.iter().zip(lines).enumerate() {
            let ([line], by) = (step.as_slice(), By::Scale { step: n + 1, of: lines.len() }) else { continue };
            if !self.can_compare(rows.len()) {
                return;
            }
            let (alone, sharing) = (rows.len() == 1, self.numbers(rows));
            for row in rows {
                let evidence = Evidence::of(&self.rows[*row], &lot.lines[*line], self.weights);
                // The order says which step it is; to be sure it has to be the same word too.
                let own = match evidence.step {
                    _ if [evidence.stated, evidence.unit].contains(&Agrees::No) => Sureness::Doubtful,
                    Agrees::Yes => sureness,
                    _ => sureness.min(Sureness::Likely),
                };
                self.found[*row] = Some(Found::Line(Match {
                    line: *line,
                    sureness: if alone { own } else { Sureness::Doubtful },
                    evidence,
                    by,
                    doubt: (!alone).then(|| Doubt::Part(Arc::clone(&sharing))),
                    rivals: Vec::new(),
                }));
                self.won[*line] = alone.then_some(*row);
                self.contested[*line] = !alone;
            }
        }
    }

    fn open_scale(&mut self, scale: &Scale<usize>, of: usize, also: &[usize], rival: bool) {
        let (steps, ours) = (scale.steps.len(), &self.lot.scales[of]);
        let doubt = if rival || !also.is_empty() {
            Doubt::TwoScales
        } else if steps == ours.steps.len() {
            Doubt::Order
        } else {
            Doubt::Steps { theirs: steps, ours: ours.steps.len() }
        };
        let scales = std::iter::once(of).chain(also.iter().copied());
        let lines: Vec<LineId> = scales.flat_map(|of| self.lot.scales[of].lines()).collect();
        for line in &lines {
            self.contested[*line] = true;
        }
        let ours: Vec<LineId> = ours.lines().collect();
        for (n, row) in scale.steps.iter().enumerate().flat_map(|(n, rows)| rows.iter().map(move |row| (n, *row))) {
            // One to show: the step of the same word, else the one that is as far along.
            let same = |line: &&LineId| self.lot.lines[**line].words.step == self.rows[row].words.step;
            let line = ours.iter().find(same).or_else(|| ours.get(n * ours.len() / steps)).copied();
            let Some(line) = line else { continue };
            let evidence = Evidence::of(&self.rows[row], &self.lot.lines[line], self.weights);
            let rivals = lines.iter().copied().filter(|other| *other != line).collect();
            self.found[row] = Some(Found::Line(Match {
                line,
                sureness: Sureness::Doubtful,
                evidence,
                by: By::Meaning,
                doubt: Some(doubt.clone()),
                rivals,
            }));
        }
    }

    /// A person decides on steps beside a word that is not understood, and is told the word.
    fn scales_not_understood(&mut self) {
        for (row, word) in not_understood(self.rows, &self.found, &self.lot.scales) {
            if let Some(Some(Found::Line(own))) = self.found.get_mut(row) {
                (own.sureness, own.doubt) = (Sureness::Doubtful, Some(Doubt::Word(word)));
            }
        }
    }

    /// Draws the work of holding so many rows or scales each against the others; `false` where the budget is spent.
    fn can_compare(&self, count: usize) -> bool {
        let pairs = count.saturating_mul(count);
        self.budget.room(pairs.saturating_mul(size_of::<u32>())).is_ok()
            && self.budget.draw(pairs.saturating_mul(WORK_OF_OTHERS)).is_ok()
    }

    /// The best pair of a row that is not decided yet.
    fn best(&self, row: usize) -> Option<&Pair> {
        let open = self.found[row].is_none() && self.rows[row].row.kind == RowKind::Line;
        self.pairs[row].first().filter(|_| open)
    }

    /// Each line goes to the row that is best for it, where one is.
    fn single(&mut self) {
        let mut claims: TiVec<LineId, Vec<usize>> = ti_vec![Vec::new(); self.lot.lines.len()];
        for row in 0..self.rows.len() {
            if let Some(pair) = self.best(row) {
                claims[pair.line].push(row);
            }
        }
        for (line, rows) in claims.iter_enumerated() {
            if self.won[line].is_some() || self.contested[line] {
                continue;
            }
            let Some(first) = rows.iter().copied().max_by_key(|row| (self.best(*row).map(Pair::order), Reverse(*row)))
            else {
                continue;
            };
            let with: Vec<usize> =
                rows.iter().copied().filter(|row| *row == first || !self.clearly(line, first, *row)).collect();
            let alone = with.len() == 1;
            if !self.can_compare(with.len()) {
                return;
            }
            let sharing = self.numbers(&with);
            for row in &with {
                let doubt = match self.steps[*row] {
                    0 => (!alone).then(|| Doubt::Part(Arc::clone(&sharing))),
                    theirs => Some(Doubt::Steps { theirs, ours: 1 }),
                };
                self.take(*row, line, doubt);
            }
            if alone {
                self.won[line] = Some(first);
            } else {
                self.contested[line] = true;
            }
        }
    }

    /// Is a line clearly the first row's rather than the other's? Not where the other has a part of it that the first has
    /// not, or is as near.
    fn clearly(&self, line: LineId, first: usize, other: usize) -> bool {
        let ours = &self.lot.lines[line].words;
        let (one, two) = (&self.rows[first].words, &self.rows[other].words);
        let (Some(best), Some(next)) = (self.best(first), self.best(other)) else { return true };
        // All that the other buys is in the line, and the first does not say it, in words or in what they mean.
        let core = || two.terms.iter().filter(|term| is_core(term) && !term.detail);
        let means = core().all(|term| said(term, ours) > 0) && core().any(|term| said(term, one) < 10);
        let part = means || two.is_other_part(ours, one);
        // What reads more like another line, and came to this one by a quantity or a unit, is no part of it.
        let nearer = self.pairs[other].iter().any(|pair| pair.evidence.label > next.evidence.label);
        let against = [next.evidence.unit, next.evidence.kind, next.evidence.explained];
        let splits = part && !nearer && !against.contains(&Agrees::No);
        // `Architecte cloud` beside `Architecte`: a profile that we do not sell takes nothing from the one that we sell.
        let is_other = self.lot.lines[line].unit == Unit::Day
            && self.rows[first].row.row != self.rows[other].row.row
            && best.sureness > Sureness::Doubtful
            && next.evidence.explained == Agrees::No;
        !splits && (is_other || !next.near(best))
    }

    fn take(&mut self, row: usize, line: LineId, doubt: Option<Doubt>) {
        let Some(pair) = self.pairs[row].iter().find(|pair| pair.line == line) else { return };
        let sureness = if doubt.is_some() { Sureness::Doubtful } else { pair.sureness };
        let (evidence, by) = (pair.evidence, self.by(row, pair));
        self.found[row] = Some(Found::Line(Match { line, sureness, evidence, by, doubt, rivals: Vec::new() }));
    }

    /// What decided for a line: its code, its words, or what sets it apart from a line that reads alike.
    fn by(&self, row: usize, pair: &Pair) -> By {
        let own = &pair.evidence;
        let alike = |other: &&Pair| other.line != pair.line && other.evidence.label + CLOSE / 2 > own.label;
        if let Some(other) = self.pairs[row].iter().find(alike) {
            let apart = |one: Agrees, other: Agrees| one == Agrees::Yes && other != Agrees::Yes;
            let of = &other.evidence;
            for (mine, theirs, by) in [
                (own.code, of.code, By::Code),
                (own.unit, of.unit, By::Unit),
                (own.section, of.section, By::Section),
                (own.quantity, of.quantity, By::Quantity),
            ] {
                if apart(mine, theirs) {
                    return by;
                }
            }
        }
        match own {
            _ if own.code == Agrees::Yes => By::Code,
            _ if own.words >= SAME => By::Wording,
            _ if own.label >= NEAR => By::Meaning,
            _ if own.section == Agrees::Yes => By::Section,
            _ => By::Meaning,
        }
    }

    /// The other lines that a row could be as well, those that it covers too, and what is left of rows whose line another
    /// row has.
    fn alternatives(&mut self) {
        for row in 0..self.rows.len() {
            let Some(best) = self.pairs[row].first().copied() else { continue };
            match &self.found[row] {
                Some(Found::Line(own)) if !matches!(own.by, By::Scale { .. }) && own.rivals.is_empty() => {
                    let line = own.line;
                    let (near, covered) = self.rivals(row, line);
                    let contradicted =
                        best.evidence.step == Agrees::No && self.lot.lines[line].words.step == Step::None;
                    if let Some(Some(Found::Line(own))) = self.found.get_mut(row) {
                        if !near.is_empty() || !covered.is_empty() {
                            own.sureness = Sureness::Doubtful;
                            let whole = near.is_empty() || !covered.is_empty();
                            own.doubt = own.doubt.take().or_else(|| whole.then_some(Doubt::Whole));
                            own.rivals = near;
                            own.rivals.extend(
                                covered.into_iter().filter(|line| !own.rivals.contains(line)).collect::<Vec<_>>(),
                            );
                        } else if contradicted && own.doubt.is_none() {
                            own.doubt = Some(Doubt::Level);
                        }
                    }
                }
                None if self.rows[row].row.kind == RowKind::Line => {
                    let free = |pair: &&Pair| pair.near(&best) && !self.is_settled(pair.line);
                    let others: Vec<LineId> = self.pairs[row].iter().filter(free).map(|pair| pair.line).collect();
                    if let [line, rivals @ ..] = &others[..] {
                        self.take(row, *line, None);
                        if let Some(Some(Found::Line(own))) = self.found.get_mut(row) {
                            own.sureness = Sureness::Doubtful;
                            own.rivals = rivals.to_vec();
                        }
                    } else if let Some(by) = self.won[best.line] {
                        self.found[row] = Some(Found::Taken { line: best.line, row: self.rows[by].row.row });
                    }
                }
                _ => {}
            }
        }
    }

    /// Has a row a line for good? Then it is no alternative for others.
    fn is_settled(&self, line: LineId) -> bool {
        let has = |row: usize| matches!(&self.found[row], Some(Found::Line(m)) if m.sureness > Sureness::Doubtful);
        self.won[line].is_some_and(has)
    }

    /// The lines beside its own that a row is as near to, and those that it covers as well.
    fn rivals(&self, row: usize, line: LineId) -> (Vec<LineId>, Vec<LineId>) {
        let free = |pair: &&Pair| pair.line != line && !self.is_settled(pair.line);
        let Some(own) = self.pairs[row].iter().find(|pair| pair.line == line) else { return Default::default() };
        let others: Vec<&Pair> = self.pairs[row].iter().filter(free).collect();
        let near = others.iter().filter(|pair| pair.near(own)).map(|pair| pair.line).collect();
        let covered = others.iter().filter(|pair| self.covers(row, own, pair)).map(|pair| pair.line).collect();
        (near, covered)
    }

    /// Does a row that is taken for one line say what another one sells too?
    fn covers(&self, row: usize, own: &Pair, other: &Pair) -> bool {
        if other.evidence.contradicted() || own.evidence.verbatim {
            return false;
        }
        let words = &self.rows[row].words;
        let (ours, others) = (&self.lot.lines[own.line], &self.lot.lines[other.line]);
        let says = |term: &Term, line: &Wording| said(term, line);
        let own_only = words.terms.iter().any(|t| says(t, &ours.words) > 0 && says(t, &others.words) == 0);
        let theirs_too = words.terms.iter().any(|t| weighs(t) && says(t, &others.words) > says(t, &ours.words));
        // One word for both: the section's, or one that covers them.
        let core: Vec<&Term> = words.terms.iter().filter(|t| is_core(t)).collect();
        let whole_section = ours.in_section == others.in_section
            && !core.is_empty()
            && core.iter().all(|t| ours.section.holds(&t.what));
        let exact = core.iter().any(|t| says(t, &ours.words) == 10);
        let umbrella = !exact && core.iter().any(|t| says(t, &ours.words) > 0 && says(t, &others.words) > 0);
        // `Plan de réversibilité`: a part that it names, and the other has not, says which of the section it is.
        let named = words
            .terms
            .iter()
            .any(|t| !t.detail && is_part(t) && says(t, &ours.words) == 10 && says(t, &others.words) == 0);
        (own_only && theirs_too) || (!named && (whole_section || umbrella))
    }

    /// What the rows around say: the only row that says a part of a line, and the last row of a section for its last line.
    fn by_neighbours(&mut self) {
        for row in 0..self.rows.len() {
            let Some(Found::Line(own)) = &self.found[row] else { continue };
            let (evidence, line) = (own.evidence, own.line);
            let open = own.sureness == Sureness::Doubtful
                && own.rivals.is_empty()
                && own.doubt.is_none()
                && self.won[line] == Some(row)
                && self.rows[row].unit.from(self.lot.lines[line].unit).is_none_or(|time| time < Per::Month)
                && !evidence.contradicted();
            let unit =
                evidence.unit == Agrees::Yes || (evidence.unit == Agrees::Unknown && evidence.section == Agrees::Yes);
            if open
                && unit
                && (self.says_a_part(row, line) || self.is_last(row, line))
                && let Some(Some(Found::Line(own))) = self.found.get_mut(row)
            {
                (own.sureness, own.by) = (Sureness::Likely, By::Neighbours);
            }
        }
    }

    /// What reads like more than one of our lines is the one that no other row has.
    fn wholes(&mut self) {
        for row in 0..self.rows.len() {
            let Some(Found::Line(own)) = &self.found[row] else { continue };
            let left = own.doubt == Some(Doubt::Whole) && own.rivals.iter().all(|line| self.is_settled(*line));
            let by_itself = self.pairs[row].iter().find(|pair| pair.line == own.line).map(|pair| pair.sureness);
            if let (true, Some(by_itself), Some(Some(Found::Line(own)))) = (left, by_itself, self.found.get_mut(row)) {
                (own.sureness, own.by, own.doubt) = (by_itself.min(Sureness::Likely), By::Neighbours, None);
                own.rivals.clear();
            }
        }
        self.by_neighbours();
    }

    /// Is all that a row says of one line?
    fn says_a_part(&self, row: usize, line: LineId) -> bool {
        let (words, ours) = (&self.rows[row].words, &self.lot.lines[line]);
        let held = |term: &Term| {
            let around = ours.section.holds(&term.what) || ours.lot.holds(&term.what);
            said(term, &ours.words) == 10 || narrows(term) || (!is_core(term) && around)
        };
        // Of security and operation, one is no name for both.
        let is_part = |term: &Term| matches!(&term.what, What::Concept(id) if lexicon().concept(*id).name == "mcs");
        let both = ours.words.terms.iter().filter(|term| is_core(term) && !term.detail).count() > 1;
        let core = words.terms.iter().filter(|term| is_core(term));
        if both && core.clone().count() == 1 && core.clone().all(is_part) {
            return false;
        }
        words.terms.iter().all(held) && words.terms.iter().any(|term| is_core(term) && said(term, &ours.words) == 10)
    }

    /// Is a row the only one of its section without a line, and the line the only one of our lines without a row?
    fn is_last(&self, row: usize, line: LineId) -> bool {
        let (theirs, ours) = (&self.rows[row], &self.lot.lines[line]);
        let Some(Found::Line(own)) = &self.found[row] else { return false };
        if own.evidence.section != Agrees::Yes || own.evidence.label < FAR {
            return false;
        }
        let settled = |at: usize| matches!(&self.found[at], Some(Found::Line(m)) if m.sureness > Sureness::Doubtful);
        let rows = (0..self.rows.len()).filter(|at| self.rows[*at].row.section == theirs.row.section && *at != row);
        let lines = self.lot.lines.keys().filter(|at| self.lot.lines[*at].in_section == ours.in_section && *at != line);
        let mut lines = lines.peekable();
        lines.peek().is_some() && rows.clone().all(settled) && lines.all(|at| self.is_settled(at))
    }
}

/// How much of a term a label says, in tenths.
fn said(term: &Term, words: &Wording) -> u32 {
    words.terms.iter().map(|other| strength(term, other)).max().unwrap_or_default()
}

/// Does it but narrow what is bought?
fn narrows(term: &Term) -> bool {
    use super::lexicon::{Class, lexicon};
    use super::wording::What;
    matches!(&term.what, What::Concept(id) if lexicon().concept(*id).class == Class::Narrowing)
}

/// Is it a part of a service, or what it delivers?
fn is_part(term: &Term) -> bool {
    use super::lexicon::{Class, lexicon};
    use super::wording::What;
    matches!(&term.what, What::Concept(id) if lexicon().concept(*id).class == Class::Part)
}

/// Does a term say what is bought, rather than on what?
fn weighs(term: &Term) -> bool {
    use super::lexicon::{Class, lexicon};
    use super::wording::What;
    matches!(&term.what, What::Concept(id) if !matches!(lexicon().concept(*id).class, Class::Object | Class::Narrowing))
}
