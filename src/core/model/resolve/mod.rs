//! From the tables as written to a valid bid: ids to places, totals, windows. Every problem is reported.

mod correlations;
mod exclusivity;
mod layout;
mod lots;
mod places;

use rust_decimal::Decimal;
use typed_index_collections::TiVec;

use super::bid::{
    Bid, Contract, Course, Document, Held, MixId, Overhead, OverheadId, Revision, Signature, SiteId, Statement, Tender,
    Tolerances, Window,
};
use super::figure::{Fig, Figure};
use super::raw::{self, CourseUnit, Root, Steps, YearlyRef};
use super::shape::{Keyed, Whole, Words};
use crate::diag::message::model::{self as message, Count, Period, Thing};
use crate::diag::{At, Errors, Finding, Findings, Reported};

/// Resolves the whole model.
pub fn resolve(root: &Root, figures: Vec<Figure>, findings: Findings) -> Result<(Bid, Findings), Errors> {
    let mut r = Resolver::new(root, figures, findings);
    let bid = bid(&mut r);
    let (bid, mut findings) = r.findings.settle(bid)?;
    places::check_rates(&bid, &mut findings);
    correlations::check(&bid, &mut findings);
    findings.without_errors().map(|findings| (bid, findings))
}

/// Every part is resolved, so that every problem is reported, before one of them refuses the whole.
fn bid(r: &mut Resolver<'_>) -> Result<Bid, Reported> {
    let root = r.root;
    let contract = r.contract();
    let calendars = r.calendars();
    let currencies = r.currencies();
    let profiles = r.profiles();
    let cards = r.cards();
    let sites = r.sites();
    let partners = r.partners();
    let mixes = r.mixes();
    let overheads = r.overheads();
    let tolerances = r.tolerances();
    let correlations = r.correlations();
    let pools = r.pools();
    let lots = r.lots();
    let exclusivity = r.exclusivity();
    r.footer();
    let document = r.document();
    let out_of_scope = root.contract.out_of_scope.iter();
    let out_of_scope = out_of_scope
        .map(|(id, at, o)| Statement { id: id.into(), label: o.label.clone(), source: o.source.clone(), at })
        .collect();
    Ok(Bid {
        contract: contract?,
        calendars: calendars?,
        currencies,
        profiles,
        cards: cards?,
        sites: sites?,
        partners,
        mixes: mixes?,
        pools: pools?,
        overheads,
        tolerances,
        correlations,
        lots: lots?,
        exclusivity,
        out_of_scope,
        facts: lots::statements(&root.contract.facts),
        document: document?,
        figures: std::mem::take(&mut r.figures),
    })
}

/// The longest footer, in characters.
const FOOTER: usize = 200;

/// The longest time between the last question and the offers, in days.
const LONGEST_NOTICE: u32 = 365;
/// The longest time for which an offer holds, in days.
const LONGEST_VALIDITY: u32 = 3_660;
/// The longest contract, in months.
const LONGEST: u32 = 600;

/// What the steps of the resolution share.
struct Resolver<'a> {
    root: &'a Root,
    figures: Vec<Figure>,
    findings: Findings,
    months: usize,
    /// Is the contract's length one that can be?
    has_length: bool,
}

impl<'a> Resolver<'a> {
    fn new(root: &'a Root, figures: Vec<Figure>, findings: Findings) -> Self {
        // An impossible length is reported once; the rest is read as if the contract were as long as can be.
        let months = root.contract.months.n;
        let has_length = (1..=LONGEST).contains(&months);
        let months = if has_length { months } else { LONGEST };
        Self { root, figures, findings, months: months as usize, has_length }
    }

    /// Reports an error.
    fn push(&mut self, error: Finding) -> Reported {
        self.findings.report(error)
    }

    /// The place of an id among the ids of a list.
    fn find<K: From<usize>, T>(&mut self, thing: Thing, words: &Words, list: &Keyed<T>) -> Result<K, Reported> {
        list.0.get_index_of(&words.text).map(K::from).ok_or_else(|| {
            let known = list.0.keys().map(String::as_str);
            self.push(message::unknown_id(thing, &words.text, known, Some(words.at)))
        })
    }

    fn value(&self, fig: Fig) -> Decimal {
        self.figures[fig.index()].value
    }

    /// Reports shares that do not total exactly 1, at `at`.
    fn totals_one(&mut self, whole: message::Whole<'_>, at: At, figs: impl IntoIterator<Item = Fig>) {
        let shares: Vec<_> = figs.into_iter().map(|f| self.value(f)).collect();
        // An invalid share was reported already.
        if shares.iter().any(|share| share.is_sign_negative() || *share > Decimal::ONE) {
            return;
        }
        let total: Decimal = shares.into_iter().sum();
        if total != Decimal::ONE {
            self.push(message::not_one(whole, total, at));
        }
    }

    fn years(&self) -> usize {
        self.months.div_ceil(12)
    }

    /// A whole number, refused outside the range that its key allows.
    fn at_most(&mut self, count: Count, number: Whole, low: u32, high: u32) -> Result<u32, Reported> {
        if (low..=high).contains(&number.n) {
            return Ok(number.n);
        }
        Err(self.push(message::count_out_of_range(count, low, high, number.at)))
    }

    /// A contract year, from 1 as written to 0 as kept.
    fn year(&mut self, year: u32, at: At) -> Result<usize, Reported> {
        self.in_contract(year, self.years(), Period::Years, at)
    }

    /// A contract month, from 1 as written to 0 as kept.
    fn month(&mut self, month: u32, at: At) -> Result<usize, Reported> {
        self.in_contract(month, self.months, Period::Months, at)
    }

    fn in_contract(&mut self, n: u32, count: usize, period: Period, at: At) -> Result<usize, Reported> {
        let n = n as usize;
        if n == 0 || n > count {
            return Err(self.push(message::out_of_contract(period, n, count, at, self.root.contract.months.at)));
        }
        Ok(n - 1)
    }

    /// What a course is over the months of the contract.
    fn course<K>(&mut self, course: &raw::Course<K>) -> Result<Course, Reported> {
        let mut parts = Vec::new();
        self.parts(course, 0..self.months, &mut parts)?;
        Ok(Course { parts })
    }

    /// What a course is in some months, each part with the month it holds from.
    fn parts<K>(
        &mut self, course: &raw::Course<K>, span: Window, parts: &mut Vec<(usize, Held)>,
    ) -> Result<(), Reported> {
        let held = match course {
            raw::Course::Figure(of) => Held::Figure(of.fig),
            raw::Course::Ramp(unit, points) => {
                let starts = self.starts(*unit, points, span.start)?;
                let points = starts.iter().zip(&points.list);
                let points = points.map(|(month, (_, _, of))| (month / unit.months(), of.fig)).collect();
                Held::Ramp { unit: unit.months(), points }
            }
            raw::Course::Steps(unit, steps) => {
                let starts = self.starts(*unit, steps, span.start)?;
                let ends = starts.iter().skip(1).copied().chain([span.end]);
                let spans = starts.iter().zip(ends).map(|(start, end)| (*start).max(span.start)..end.min(span.end));
                let read: Vec<_> =
                    steps.list.iter().zip(spans).map(|((_, _, step), span)| self.parts(step, span, parts)).collect();
                return read.into_iter().collect();
            }
        };
        if !span.is_empty() {
            parts.push((span.start, held));
        }
        Ok(())
    }

    /// The months, from 0, in which steps begin, the first of them no later than `from`.
    fn starts<T>(&mut self, unit: CourseUnit, steps: &Steps<T>, from: usize) -> Result<Vec<usize>, Reported> {
        let starts: Vec<_> = steps
            .list
            .iter()
            .map(|(n, at, _)| match unit {
                CourseUnit::Years => self.year(*n, *at).map(|year| year * 12),
                CourseUnit::Months => self.month(*n, *at),
            })
            .collect();
        let starts = starts.into_iter().collect::<Result<Vec<_>, _>>()?;
        if starts.first().is_some_and(|first| *first > from) {
            let (n, at) = steps.first;
            return Err(self.push(message::late_first_step(n, at)));
        }
        Ok(starts)
    }

    /// By contract year: which of some steps is in force.
    fn by_year<T>(&mut self, steps: &Steps<T>) -> Result<Vec<usize>, Reported> {
        let starts = self.starts(CourseUnit::Years, steps, 0)?;
        let in_force = |k: usize| starts.partition_point(|month| *month <= k * 12).saturating_sub(1);
        Ok((0..self.years()).map(in_force).collect())
    }

    /// The mix of each contract year.
    fn yearly_mix(&mut self, mix: &YearlyRef) -> Result<Vec<MixId>, Reported> {
        let root = self.root;
        let found: Vec<_> =
            mix.steps.list.iter().map(|(_, _, words)| self.find(Thing::Mix, words, &root.mixes)).collect();
        let years = self.by_year(&mix.steps)?;
        let found = found.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(years.into_iter().map(|step| found[step]).collect())
    }

    /// The months of `from` to `to`, within those of `outer`.
    fn window(&mut self, from: Option<Whole>, to: Option<Whole>, outer: &Window, at: At) -> Result<Window, Reported> {
        let start = from.map_or(Ok(outer.start), |m| self.month(m.n, m.at));
        let end = to.map_or(Ok(outer.end), |m| self.month(m.n, m.at).map(|m| m + 1));
        let (start, end) = (start?, end?);
        if start >= end {
            let at = to.or(from).map_or(at, |month| month.at);
            return Err(self.push(message::empty_window(start + 1, end, at)));
        }
        Ok(start..end)
    }

    fn contract(&mut self) -> Result<Contract, Reported> {
        let raw = &self.root.contract;
        let months = self.at_most(Count::Months, raw.months, 1, LONGEST);
        let payment_delay = self.at_most(Count::PaymentDelay, raw.payment_delay, 0, 60);
        let price_decimals = raw.price_decimals.unwrap_or(Whole { at: raw.at, n: 2 });
        let price_decimals = self.at_most(Count::PriceDecimals, price_decimals, 0, 6);
        let reference: Result<SiteId, _> = self.find(Thing::Site, &raw.reference_site, &self.root.sites);
        if let Some(site) = reference.as_ref().ok().and_then(|i| self.root.sites.0.get_index(usize::from(*i))) {
            let (_, (site_at, site)) = site;
            if site.zone != raw::Zone::Onshore || site.partner.is_some() {
                self.push(message::bad_reference(raw.reference_site.at, *site_at));
            }
        }
        let revision = raw.revision.as_ref().map(|revision| self.revision(revision)).transpose();
        let tender = raw.tender.as_ref().map(|tender| self.tender(tender)).transpose();
        Ok(Contract {
            title: raw.title.clone(),
            buyer: raw.buyer.clone(),
            start: raw.start.month,
            months: months? as usize,
            reference: reference?,
            price_decimals: price_decimals?,
            hours_per_day: raw.hours_per_day.map(|hours| hours.fig),
            vat: raw.vat.fig,
            payment_delay: payment_delay? as usize,
            financing_rate: raw.financing_rate.fig,
            revision: revision?,
            tender: tender?,
        })
    }

    fn tender(&mut self, raw: &raw::Tender) -> Result<Tender, Reported> {
        let days = raw.answer_days.map(|days| self.at_most(Count::AnswerDays, days, 0, LONGEST_NOTICE));
        Ok(Tender { offers_due: raw.offers_due.date, answer_days: days.transpose()?, source: raw.source.clone() })
    }

    fn document(&mut self) -> Result<Document, Reported> {
        let raw = &self.root.document;
        let validity = raw.validity_days.map(|days| self.at_most(Count::ValidityDays, days, 1, LONGEST_VALIDITY));
        let text = |words: &Option<Words>| words.as_ref().map(|words| words.text.clone());
        let signed = raw.signature.as_ref();
        let signed =
            signed.map(|by| Signature { place: text(&by.place), name: text(&by.name), capacity: text(&by.capacity) });
        Ok(Document {
            title: raw.title.text.clone(),
            bidder: raw.bidder.text.clone(),
            reference: text(&raw.reference),
            date: raw.date.map(|day| day.date),
            validity_days: validity.transpose()?,
            signature: signed.unwrap_or_default(),
            footer: raw.footer.text.clone(),
            notes: raw.notes.iter().map(|(_, _, note)| note.text.clone()).collect(),
        })
    }

    /// Reports a footer that a page cannot hold: with its codes it has 255 characters, an ampersand counting twice.
    fn footer(&mut self) {
        let footer = &self.root.document.footer;
        let long = footer.text.chars().count() + footer.text.matches('&').count() > FOOTER;
        if long || footer.text.contains('\n') {
            self.push(message::long_footer(FOOTER, footer.at));
        }
    }

    fn revision(&mut self, raw: &raw::Revision) -> Result<Revision, Reported> {
        self.totals_one(message::Whole::Revision, raw.fixed.at, [raw.fixed.fig, raw.variable.fig]);
        let decimals = self.at_most(Count::RevisionDecimals, raw.decimals, 0, 12);
        // A contract may end before its prices are revised.
        let last = LONGEST.div_ceil(12);
        let from_year = self.at_most(Count::RevisionYear, raw.from_year, 1, last);
        if let (Some(safeguard), None) = (raw.safeguard, &raw.cap) {
            self.push(message::no_cap(safeguard.id(), raw.at));
        }
        Ok(Revision {
            fixed: raw.fixed.fig,
            variable: raw.variable.fig,
            index: raw.index.fig,
            from_year: from_year? as usize - 1,
            cap: raw.cap.map(|cap| (cap.fig, raw.safeguard.unwrap_or(raw::Safeguard::Yearly))),
            decimals: decimals?,
        })
    }

    fn tolerances(&mut self) -> Tolerances {
        let Some(raw) = &self.root.policy.tolerances else { return Tolerances::default() };
        let Tolerances { load: (low, high), price_gap } = Tolerances::default();
        let stated = |written: Option<Fig>, default| written.map_or(default, |fig| self.value(fig));
        let load = (stated(raw.load_low.map(|of| of.fig), low), stated(raw.load_high.map(|of| of.fig), high));
        let price_gap = stated(raw.price_gap.map(|of| of.fig), price_gap);
        if let Some(written) = raw.load_low.or(raw.load_high).filter(|_| load.0 > load.1) {
            self.push(message::bad_tolerances(load, (low, high), written.at));
        }
        Tolerances { load, price_gap }
    }

    fn overheads(&self) -> TiVec<OverheadId, Overhead> {
        let overheads = self.root.policy.overheads.iter();
        overheads
            .map(|(id, _, o)| Overhead { id: id.into(), label: o.label.clone(), rate: o.rate.fig, base: o.base })
            .collect()
    }
}
