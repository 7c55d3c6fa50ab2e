use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::risk::reported_draw;
use super::{Refused, lot_named};
use crate::diag::message::command::third_scenario;
use crate::engine::{MOST_LOTS, portfolio};
use crate::model::Text;
use crate::risk::{Assured, COVERED, Sample, draws, summary};
use crate::scenario::{Aim, BASE, Base, Comparison, Hold, Outcome, compare_ticking, versions};
use crate::sheet::{self, Book, Cutting, Decision, Page, Risks, ScenarioRisk, Section, Sheet, Width};
use crate::unit::Lang;

/// Scenarios to compare.
#[derive(Debug, Clone, Copy)]
pub struct CompareRequest<'a> {
    /// Their ids, the baseline first; all of the bid where none is named.
    pub scenarios: &'a [String],
    /// The baseline, where it is not the base: it comes before the others.
    pub baseline: &'a str,
    /// The lot, by its id or number; all lots where none is named.
    pub lot: Option<&'a str>,
    /// Are the differences to the baseline explained driver by driver?
    pub bridged: bool,
    /// What stays as it is: the margins of the policy, or the unit prices of the baseline.
    pub hold: Hold,
}

impl CompareRequest<'_> {
    /// The ids to compare, the baseline first: the base, where only one other is named.
    fn ids(&self, base: &Base<'_>) -> Vec<String> {
        let mut ids = if self.scenarios.is_empty() { base.ids() } else { self.scenarios.to_vec() };
        if self.baseline != BASE || (ids.len() == 1 && ids[0] != BASE) {
            ids.retain(|id| *id != self.baseline);
            ids.insert(0, self.baseline.to_owned());
        }
        ids
    }
}

/// Scenarios beside their baseline, of one lot or of all.
#[derive(Debug)]
pub struct Compared<'a> {
    comparison: Comparison,
    risks: Option<Risks>,
    lot: Option<String>,
    text: &'a Text,
    lang: Lang,
}

/// Compares scenarios. `progress` is called with the number of steps, and what it returns at each of them.
///
/// # Errors
/// A scenario that does not exist or cannot be priced, or a lot that the baseline does not have.
pub fn compare<'a, T: Fn() + Sync>(
    text: &'a Text, request: &CompareRequest<'_>, lang: Lang, progress: impl FnOnce(u64) -> T,
) -> Result<Compared<'a>, Refused> {
    let base = Base::of(text).map_err(|errors| Refused::new(errors, &text.sources))?;
    let ids = request.ids(&base);
    let bridges = if request.bridged { ids.len().saturating_sub(1) } else { 0 };
    let tick = progress((ids.len() + bridges) as u64);
    let comparison = compare_ticking(&base, &ids, request.bridged, request.hold, &tick);
    let comparison = comparison.map_err(|errors| Refused::new(errors, &text.sources))?;
    let lot = match comparison.outcomes.first() {
        Some(first) => lot_named(&first.bid, request.lot)?.map(|lot| first.bid.lots[lot].id.clone()),
        None => None,
    };
    Ok(Compared { comparison, risks: None, lot, text, lang })
}

/// A bid beside an earlier version of it.
#[derive(Debug, Clone, Copy)]
pub struct VersionRequest<'a> {
    /// The scenario, in both.
    pub scenario: &'a str,
    /// What the earlier version is called.
    pub name: &'a str,
    /// The lot, by its id or number; all lots where none is named.
    pub lot: Option<&'a str>,
    /// What stays as it is: the margins of the policy, or the unit prices of the earlier version.
    pub hold: Hold,
}

/// Compares a bid with an earlier version of it, whose text shares its sources.
///
/// # Errors
/// What is wrong with either, or a lot that the earlier one does not have.
pub fn compare_versions<'a>(
    earlier: &Text, text: &'a Text, request: &VersionRequest<'_>, lang: Lang,
) -> Result<Compared<'a>, Refused> {
    let comparison = versions(earlier, text, request.scenario, request.name, request.hold);
    let comparison = comparison.map_err(|errors| Refused::new(errors, &text.sources))?;
    let lot = match comparison.outcomes.first() {
        Some(first) => lot_named(&first.bid, request.lot)?.map(|lot| first.bid.lots[lot].id.clone()),
        None => None,
    };
    Ok(Compared { comparison, risks: None, lot, text, lang })
}

/// The difference between two scenarios, driver by driver; between the base and one, where only one is named.
///
/// # Errors
/// Those of [`compare`], or more than two scenarios.
pub fn bridge<T: Fn() + Sync>(
    text: &Text, request: &CompareRequest<'_>, lang: Lang, progress: impl FnOnce(u64) -> T,
) -> Result<Sheet, Refused> {
    let base = Base::of(text).map_err(|errors| Refused::new(errors, &text.sources))?;
    let mut ids = request.ids(&base);
    if ids.len() == 1 {
        ids.insert(0, BASE.to_owned());
    }
    if ids.len() > 2 {
        return Err(third_scenario(request.baseline).into());
    }
    let compared = compare(text, &CompareRequest { scenarios: &ids, baseline: BASE, ..*request }, lang, progress)?;
    Ok(compared.bridge())
}

impl Compared<'_> {
    /// The same with what may happen to each scenario, on the same draws.
    ///
    /// # Errors
    /// The method refuses a draw; it is named with its values and its scenario.
    pub fn with_risk(mut self, count: u32, seed: u64) -> Result<Self, Refused> {
        let of = |outcome: &Outcome| {
            let Outcome { bid, inputs, estimate, .. } = outcome;
            let lot = match self.lot() {
                Some(id) => Some(bid.lot(id)?),
                None => None,
            };
            let sample = Sample::of(bid, count, seed);
            let drawn = draws(bid, inputs, estimate, &sample, &|_| {});
            let drawn = drawn.map_err(|refusal| reported_draw(bid, refusal).of_scenario(&outcome.id));
            let risk =
                |drawn| ScenarioRisk { summary: summary(&drawn, lot, COVERED), assured: Assured::of(&drawn, lot) };
            Some(drawn.map(risk))
        };
        let risks: Vec<_> = self.comparison.outcomes.par_iter().map(of).collect();
        let risks = risks.into_iter().flatten().collect::<Result<Vec<_>, _>>();
        let of = risks.map_err(|errors| Refused::new(errors, &self.text.sources))?;
        self.risks = Some(Risks { of, draws: count, seed });
        Ok(self)
    }

    /// What may happen to each scenario, where it is asked for.
    #[must_use]
    pub fn risks(&self) -> Option<Sheet> {
        self.risks.as_ref().map(|risks| risks.sheet(&self.comparison, self.lot(), self.lang))
    }

    fn lot(&self) -> Option<&str> {
        self.lot.as_deref()
    }

    /// The difference between the first two, in all and by lot.
    #[must_use]
    pub fn bridge(&self) -> Sheet {
        let Comparison { outcomes, bridges, held } = &self.comparison;
        match (&outcomes[..], bridges.first()) {
            ([from, to], Some(bridge)) => sheet::bridge(bridge, from, to, held.as_ref(), self.lot(), self.lang),
            _ => Sheet::default(),
        }
    }

    /// What each scenario changes, or what the models changed since an earlier version.
    #[must_use]
    pub fn changes(&self) -> Sheet {
        sheet::changes(&self.comparison, &self.text.sources, self.lang)
    }

    /// A row a scenario.
    #[must_use]
    pub fn table(&self, width: Width) -> Sheet {
        let mut sheet = sheet::compare(&self.comparison, self.lot(), width, self.lang);
        if let (Some(risks), Width::Data) = (&self.risks, width) {
            risks.extend(&mut sheet, self.lang);
        }
        sheet
    }

    /// What explains the difference of each scenario to the first.
    #[must_use]
    pub fn bridges(&self) -> Sheet {
        sheet::bridges(&self.comparison, self.lot(), self.lang)
    }

    /// The scenarios by year, nature, profile or site.
    #[must_use]
    pub fn breakdown(&self, by: Cutting) -> Sheet {
        sheet::compare_by(&self.comparison, by, self.lot(), self.lang)
    }

    /// What is recommended; nothing where there is nothing to choose between.
    fn decision(&self, aim: Option<Aim>) -> Option<Decision<'_>> {
        sheet::decision(&self.comparison, self.lot(), self.risks.as_ref(), aim?, self.lang)
    }

    /// What is recommended, as a table with its reasons.
    #[must_use]
    pub fn decided(&self, aim: Aim) -> Option<Sheet> {
        self.decision(Some(aim)).map(|decision| decision.sheet(Vec::new()))
    }

    /// The workbook; it begins with what is recommended, where that is asked for.
    #[must_use]
    pub fn book(&self, aim: Option<Aim>) -> Book {
        let mut book = sheet::compare_book(&self.comparison, self.lot(), &self.text.sources, self.lang);
        let footer = sheet::internal_mark(self.lang);
        book.sheets.extend(self.risks().map(|sheet| Sheet { footer: footer.into(), ..sheet }));
        if let Some(decision) = self.decision(aim) {
            let titled = |sheet: &Sheet| (sheet.name.clone(), sheet.title.first().cloned().unwrap_or_default());
            let first = decision.sheet(book.sheets.iter().map(titled).collect());
            book.sheets.insert(0, Sheet { footer: footer.into(), ..first });
        }
        book
    }

    /// The page for a committee; of all lots, with the sets of lots. Its first page is what is recommended, where that is
    /// asked for.
    ///
    /// # Errors
    /// A set of lots cannot be priced.
    pub fn page(&self, aim: Option<Aim>) -> Result<Page, Refused> {
        let first = self.comparison.outcomes.first().filter(|first| self.lot.is_none() && first.bid.lots.len() > 1);
        let sets = match first {
            Some(first) if first.bid.lots.len() <= MOST_LOTS => {
                let sets = portfolio(&first.bid, &first.inputs, &first.estimate);
                Some(sets.map_err(|errors| Refused::new(errors, &self.text.sources))?)
            }
            _ => None,
        };
        let mut page = sheet::compare_page(&self.comparison, self.lot(), sets.as_ref(), &self.text.sources, self.lang);
        let risks = self.risks.as_ref().map(|risks| risks.section(&self.comparison, self.lot(), self.lang));
        // After prices and margins.
        page.sections.splice(1..1, risks);
        if let Some(decision) = self.decision(aim) {
            page.front = Some(decision.front());
            page.key_figures.clear();
            let heading = self.lang.pick("Ce que montre la comparaison", "What the comparison shows").to_owned();
            let text = decision.left_out().into_iter().chain(std::mem::take(&mut page.headline)).collect();
            page.sections.insert(0, Section { heading, text, ..Section::default() });
        }
        Ok(page)
    }
}
