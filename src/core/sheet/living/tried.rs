//! What was tried in a living workbook, against the models it was made from.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use super::super::{Cell, Column, Row, Sheet};
use crate::diag::message::living::{self as message, Changed, Displaced};
use crate::diag::message::model::Whole;
use crate::diag::{Finding, Findings};
use crate::model::Bid;
use crate::model::bid::SiteId;
use crate::model::figure::{Fig, Figure};
use crate::unit::Lang;

/// What was found in a workbook.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// The scenario it was made under, where it says so.
    pub scenario: Option<String>,
    /// The language it was made in.
    pub lang: Lang,
    /// The cells of its input sheets.
    pub cells: Vec<Typed>,
    /// The figures that it was made with.
    pub made: Vec<Made>,
    /// The place of a value with no path beside it.
    pub strays: Vec<String>,
    /// Input sheets under names that are not ours.
    pub renamed: Vec<String>,
}

/// A cell of an input sheet.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The path of its figure.
    pub path: String,
    /// Its place: `'Saisie mix'!B12`.
    pub place: String,
    /// What it holds.
    pub held: Held,
    /// What the models said when the workbook was made.
    pub model: Option<Decimal>,
    /// The formula that makes its value, where one was typed.
    pub formula: Option<String>,
}

/// A figure that a workbook was made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its path.
    pub path: String,
    /// The place in [`Tried::cells`] of the cell that the formulas read for it; none where they read no such cell.
    pub cell: Option<usize>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A number.
    Number(Decimal),
    /// A number that is shown as a date: the date.
    Date(String),
    /// Nothing.
    Nothing,
    /// Anything else, as it is shown.
    Words(String),
}

/// A figure that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its path.
    pub path: String,
    /// What the models say.
    pub before: Decimal,
    /// What was typed.
    pub after: Decimal,
    /// Where.
    pub place: String,
}

/// More findings of a kind than this are reported as one.
const MANY: usize = 12;

impl Typed {
    /// The cell as a finding names it.
    fn named(&self) -> message::Cell<'_> {
        message::Cell { path: &self.path, place: &self.place }
    }
}

impl Tried {
    /// What was changed, and everything that prevents importing it.
    #[must_use]
    pub fn against(&self, bid: &Bid) -> (Vec<Trial>, Findings) {
        let mut findings = Findings::default();
        let known: HashMap<&str, &Figure> = bid.figures.iter().map(|figure| (figure.path.as_str(), figure)).collect();
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let mut unknown = Vec::new();
        let mut stale = Vec::new();
        let mut trials = Vec::new();
        for cell in &self.cells {
            let Some(figure) = known.get(cell.path.as_str()) else {
                unknown.push(cell);
                continue;
            };
            if let Some(first) = seen.insert(&cell.path, &cell.place) {
                findings.push(message::two_cells(&cell.path, first, &cell.place));
                continue;
            }
            let after = match number(cell) {
                Ok(after) => after,
                Err(finding) => {
                    findings.push(finding);
                    continue;
                }
            };
            if let Some(formula) = &cell.formula {
                findings.push(message::typed_formula(&cell.place, formula, after));
            }
            // Models that moved since are right where nobody typed.
            let typed = cell.model.is_none_or(|model| model != after);
            if cell.model.is_some_and(|model| model != figure.value) {
                stale.push((cell, figure));
            }
            if typed && after != figure.value {
                let (path, place) = (cell.path.clone(), cell.place.clone());
                trials.push(Trial { path, before: figure.value, after, place });
            }
        }
        report_unknown(&unknown, &known, &mut findings);
        let made: HashSet<&str> = self.made.iter().map(|made| made.path.as_str()).collect();
        let absent = bid.figures.iter().map(|f| f.path.as_str()).filter(|path| !seen.contains_key(path));
        let (missing, gained): (Vec<&str>, Vec<&str>) = absent.partition(|path| made.contains(path));
        report_each(&missing, |first, count| message::missing(first, count), &mut findings);
        if let Some(first) = gained.first() {
            findings.push(message::gained(first, gained.len()));
        }
        self.report_displaced(&made, &seen, &mut findings);
        let changed =
            stale.iter().map(|(cell, figure)| Changed { cell: cell.named(), then: cell.model, now: figure.value });
        report_each(&changed.collect::<Vec<_>>(), |first, count| message::stale(*first, count), &mut findings);
        self.strays.iter().for_each(|place| findings.push(message::stray(place)));
        self.renamed.iter().for_each(|name| findings.push(message::renamed(name)));
        self.report_totals(bid, &trials, &mut findings);
        (trials, findings)
    }

    /// Was it made from the figures that the bid has?
    #[must_use]
    pub fn is_of(&self, bid: &Bid) -> bool {
        let made: HashSet<&str> = self.made.iter().map(|made| made.path.as_str()).collect();
        made.len() == bid.figures.len() && bid.figures.iter().all(|figure| made.contains(figure.path.as_str()))
    }

    /// Reports the figures for which the formulas read the cell of another, or none: what the workbook shows is not what
    /// its rows say.
    fn report_displaced(&self, made: &HashSet<&str>, seen: &BTreeMap<&str, &str>, findings: &mut Findings) {
        if self.made.is_empty() {
            findings.push(message::no_changes());
            return;
        }
        let displaced = self.made.iter().filter_map(|figure| {
            let own = message::Cell { path: &figure.path, place: seen.get(figure.path.as_str())? };
            match figure.cell.map(|cell| &self.cells[cell]) {
                Some(read) if read.path == figure.path || !made.contains(read.path.as_str()) => None,
                read => Some(Displaced { own, read: read.map(Typed::named) }),
            }
        });
        report_each(&displaced.collect::<Vec<_>>(), |first, count| message::displaced(*first, count), findings);
    }

    /// Reports shares that no longer total 1, with their cells.
    fn report_totals(&self, bid: &Bid, trials: &[Trial], findings: &mut Findings) {
        for (whole, figs) in wholes(bid) {
            let after = |fig: &Fig| {
                let figure = bid.figure(*fig);
                trials.iter().find(|trial| trial.path == figure.path).map_or(figure.value, |trial| trial.after)
            };
            let total: Decimal = figs.iter().map(after).sum();
            if total == Decimal::ONE {
                continue;
            }
            let places = figs.iter().filter_map(|fig| {
                let path = &bid.figure(*fig).path;
                self.cells.iter().find(|cell| cell.path == *path).map(|cell| cell.place.as_str())
            });
            findings.push(message::total(whole, total, places));
        }
    }
}

/// The number of a cell.
fn number(cell: &Typed) -> Result<Decimal, Finding> {
    let held = match &cell.held {
        Held::Number(number) => return Ok(*number),
        Held::Date(date) => message::Held::Date(date),
        Held::Nothing => message::Held::Nothing,
        Held::Words(words) => {
            message::Held::Words(words.char_indices().nth(60).map_or(words.as_str(), |(at, _)| &words[..at]))
        }
    };
    Err(message::not_a_number(cell.named(), held))
}

fn report_unknown(unknown: &[&Typed], known: &HashMap<&str, &Figure>, findings: &mut Findings) {
    if unknown.len() > MANY {
        findings.push(message::many_unknown(unknown[0].named(), unknown.len()));
        return;
    }
    for cell in unknown {
        findings.push(message::unknown_path(cell.named(), known.keys().copied()));
    }
}

/// Reports each of some things; where they are many, the first and how many there are.
fn report_each<T>(things: &[T], finding: impl Fn(&T, usize) -> Finding, findings: &mut Findings) {
    match things {
        [first, ..] if things.len() > MANY => findings.push(finding(first, things.len())),
        _ => things.iter().for_each(|thing| findings.push(finding(thing, 1))),
    }
}

/// The figures that must total 1 with one another.
fn wholes(bid: &Bid) -> Vec<(Whole<'_>, Vec<Fig>)> {
    let mut wholes = Vec::new();
    for mix in &bid.mixes {
        let shares = |(_, shares): &(usize, Vec<(SiteId, Fig)>)| shares.iter().map(|share| share.1).collect();
        wholes.extend(mix.steps.iter().map(|step| (Whole::Mix(&mix.id), shares(step))));
    }
    for pool in &bid.pools {
        let shares = pool.members.iter().map(|member| member.share).collect();
        wholes.push((Whole::Pool(&pool.id), shares));
    }
    for site in &bid.sites {
        let weights = site.absence_weights.map(|weights| weights.to_vec());
        wholes.extend(weights.map(|weights| (Whole::AbsenceAt(&site.id), weights)));
    }
    if let Some(revision) = &bid.contract.revision {
        let parts = vec![revision.fixed, revision.variable];
        wholes.push((Whole::Revision, parts));
    }
    wholes
}

/// What was changed, as a table.
#[must_use]
pub fn trials(trials: &[Trial], lang: Lang) -> Sheet {
    let row = |trial: &Trial| {
        Row::body(vec![
            trial.path.as_str().into(),
            Cell::exact(trial.before),
            Cell::exact(trial.after),
            trial.place.as_str().into(),
        ])
    };
    let title = match trials.len() {
        0 => lang.pick("Rien n’a été changé dans le classeur", "Nothing was changed in the workbook").to_owned(),
        n => format!(
            "{}{}{n}",
            lang.pick("Chiffres changés dans le classeur", "Figures changed in the workbook"),
            lang.colon()
        ),
    };
    Sheet {
        name: lang.pick("Essai", "Trial").into(),
        title: vec![title],
        columns: vec![
            Column::text("path", lang.pick("Chiffre", "Figure"), 58),
            Column::number("before", lang.pick("Au modèle", "In the model"), 13),
            Column::number("after", lang.pick("Saisi", "Typed"), 13),
            Column::text("cell", lang.pick("Cellule", "Cell"), 24),
        ],
        rows: trials.iter().map(row).collect(),
        ..Sheet::default()
    }
}
