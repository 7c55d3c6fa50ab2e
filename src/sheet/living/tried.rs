//! What was tried in a living workbook, against the models it was made from.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use super::super::{Cell, Column, Row, Sheet};
use crate::diag::{Code, Finding, Findings, listed, nearest};
use crate::model::Bid;
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
    /// Where a value stands with no path beside it.
    pub strays: Vec<String>,
    /// Input sheets under names that are not ours.
    pub renamed: Vec<String>,
}

/// A cell of an input sheet.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The path of its figure.
    pub path: String,
    /// Where it stands: `'Saisie mix'!B12`.
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

/// More findings of a kind than this are told as one.
const MANY: usize = 12;

impl Tried {
    /// What was changed, and everything that stands in the way of taking it home.
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
                let message = format!("`{}` stands in two cells, {first} and {}", cell.path, cell.place);
                findings.push(Finding::error(Code::TriedCell, message).help("leave one of the two rows in"));
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
                let message = format!("{} holds a formula, `={formula}`: its result, {after}, is taken", cell.place);
                findings.push(
                    Finding::warning(Code::TriedFormula, message)
                        .help("a model holds numbers: the formula itself does not come home"),
                );
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
        told_unknown(&unknown, &known, &mut findings);
        let made: HashSet<&str> = self.made.iter().map(|made| made.path.as_str()).collect();
        let absent = bid.figures.iter().map(|f| f.path.as_str()).filter(|path| !seen.contains_key(path));
        let (missing, gained): (Vec<&str>, Vec<&str>) = absent.partition(|path| made.contains(path));
        told_missing(&missing, &mut findings);
        told_gained(&gained, &mut findings);
        self.told_displaced(&made, &seen, &mut findings);
        told_stale(&stale, &mut findings);
        self.told_moved(&mut findings);
        self.told_totals(bid, &trials, &mut findings);
        (trials, findings)
    }

    /// Was it made from the figures that the bid has?
    #[must_use]
    pub fn is_of(&self, bid: &Bid) -> bool {
        let made: HashSet<&str> = self.made.iter().map(|made| made.path.as_str()).collect();
        made.len() == bid.figures.len() && bid.figures.iter().all(|figure| made.contains(figure.path.as_str()))
    }

    /// Tells the figures for which the formulas read the cell of another, or none: what the workbook shows is not what
    /// its rows say.
    fn told_displaced(&self, made: &HashSet<&str>, seen: &BTreeMap<&str, &str>, findings: &mut Findings) {
        if self.made.is_empty() {
            let message = "the sheet of changes is gone: whether rows were sorted or moved cannot be told";
            let help = "write the workbook again, and type the values there";
            findings.push(Finding::error(Code::TriedMoved, message).help(help));
            return;
        }
        let displaced = self.made.iter().filter_map(|figure| {
            let own = seen.get(figure.path.as_str())?;
            match figure.cell.map(|cell| &self.cells[cell]) {
                None => Some(format!("formulas no longer read `{}` at {own}", figure.path)),
                Some(read) if read.path == figure.path || !made.contains(read.path.as_str()) => None,
                Some(read) => Some(format!(
                    "formulas read `{}` at {}, where `{}` stands; its own row is at {own}",
                    figure.path, read.place, read.path
                )),
            }
        });
        let displaced: Vec<String> = displaced.collect();
        let help = "undo the sort, or put the rows back in their order: the sheet of changes lists them, 1 where one moved. \
                    Or write the workbook again, and type the values there";
        if displaced.len() > MANY {
            let message =
                format!("{} input rows are not where the formulas read them: {}", displaced.len(), displaced[0]);
            findings.push(Finding::error(Code::TriedMoved, message).help(help));
            return;
        }
        for message in displaced {
            findings.push(Finding::error(Code::TriedMoved, message).help(help));
        }
    }

    fn told_moved(&self, findings: &mut Findings) {
        for place in &self.strays {
            let message = format!("{place} holds a number with no path beside it: it is not read");
            findings.push(Finding::warning(Code::TriedCell, message).help(
                "a row added to an input sheet is no figure of the bid: add it to the models, then write the workbook again",
            ));
        }
        for name in &self.renamed {
            let message = format!("the sheet `{name}` has the headings of an input sheet under another name");
            findings.push(Finding::warning(Code::TriedCell, message).help("it is read all the same"));
        }
    }

    /// Tells shares that no longer total 1, with their cells.
    fn told_totals(&self, bid: &Bid, trials: &[Trial], findings: &mut Findings) {
        for (what, figs) in wholes(bid) {
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
            let message = format!("{what} total {}, not 1: {}", total.normalize(), listed(places));
            findings.push(Finding::error(Code::TriedTotal, message).help("mend one of these cells"));
        }
    }
}

/// The number of a cell.
fn number(cell: &Typed) -> Result<Decimal, Finding> {
    let refused = |what: String| {
        Err(Finding::error(Code::TriedNumber, format!("{} holds {what} where `{}` stands", cell.place, cell.path))
            .help("type a number, 0.15 for 15 %; a cell that shows a date takes the format General first"))
    };
    match &cell.held {
        Held::Number(number) => Ok(*number),
        Held::Date(date) => refused(format!("the date `{date}`")),
        Held::Nothing => refused("nothing".to_owned()),
        Held::Words(words) => refused(format!("`{}`", words.chars().take(60).collect::<String>())),
    }
}

fn told_unknown(unknown: &[&Typed], known: &HashMap<&str, &Figure>, findings: &mut Findings) {
    if unknown.len() > MANY {
        let (count, first) = (unknown.len(), &unknown[0]);
        let message =
            format!("{count} paths of the workbook are not in the bid, `{}` at {} first", first.path, first.place);
        findings.push(
            Finding::error(Code::TriedPath, message)
                .help("the workbook was made from other models, or under another scenario: name them with --models and --scenario"),
        );
        return;
    }
    for cell in unknown {
        let help = match nearest(&cell.path, known.keys().copied()) {
            Some(candidate) => format!("did you mean `{candidate}`? a path is not to be changed"),
            None => "the models have it no longer, or it was typed: write the workbook again".to_owned(),
        };
        let message = format!("the bid has no figure `{}`, at {}", cell.path, cell.place);
        findings.push(Finding::error(Code::TriedPath, message).help(help));
    }
}

fn told_missing(missing: &[&str], findings: &mut Findings) {
    let help = "its row was taken out: put it back, or write the workbook again";
    if missing.len() > MANY {
        let message =
            format!("{} figures of the bid have no cell in the workbook, `{}` first", missing.len(), missing[0]);
        findings.push(Finding::error(Code::TriedCell, message).help(help));
        return;
    }
    for path in missing {
        let message = format!("no cell of the workbook holds `{path}`");
        findings.push(Finding::error(Code::TriedCell, message).help(help));
    }
}

fn told_gained(gained: &[&str], findings: &mut Findings) {
    let Some(first) = gained.first() else { return };
    let message = match gained.len() {
        1 => format!("the models have gained `{first}` since the workbook was made"),
        n => format!("the models have gained {n} figures since the workbook was made, `{first}` first"),
    };
    findings.push(Finding::warning(Code::TriedStale, message).help(
        "it is left as the models say, and formulas typed over are not looked for; write the workbook again to try it too",
    ));
}

fn told_stale(stale: &[(&Typed, &&Figure)], findings: &mut Findings) {
    let said = |cell: &Typed| cell.model.map_or_else(String::new, |model| model.normalize().to_string());
    let help = "what nobody typed is left as the models say; what was typed is set over them";
    if stale.len() > MANY {
        let (cell, figure) = stale[0];
        let message = format!(
            "the models changed {} figures since the workbook was made, `{}` at {} first: {} then, {} now",
            stale.len(),
            cell.path,
            cell.place,
            said(cell),
            figure.value.normalize()
        );
        findings.push(Finding::warning(Code::TriedStale, message).help(help));
        return;
    }
    for (cell, figure) in stale {
        let message = format!(
            "the models changed `{}` since the workbook was made, at {}: {} then, {} now",
            cell.path,
            cell.place,
            said(cell),
            figure.value.normalize()
        );
        findings.push(Finding::warning(Code::TriedStale, message).help(help));
    }
}

/// The figures that must total 1 with one another.
fn wholes(bid: &Bid) -> Vec<(String, Vec<Fig>)> {
    let mut wholes = Vec::new();
    for mix in &bid.mixes {
        let shares = |(_, shares): &(usize, Vec<(usize, Fig)>)| shares.iter().map(|share| share.1).collect();
        wholes.extend(mix.steps.iter().map(|step| (format!("the shares of the mix `{}`", mix.id), shares(step))));
    }
    for pool in &bid.pools {
        let shares = pool.members.iter().map(|member| member.share).collect();
        wholes.push((format!("the members of the pool `{}`", pool.id), shares));
    }
    for site in &bid.sites {
        let weights = site.absence_weights.map(|weights| weights.to_vec());
        wholes.extend(weights.map(|weights| (format!("the weights of the absence at `{}`", site.id), weights)));
    }
    if let Some(revision) = &bid.contract.revision {
        let parts = vec![revision.fixed, revision.variable];
        wholes.push(("the parts of the price revision".to_owned(), parts));
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
