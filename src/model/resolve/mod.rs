//! From the tables as written to a valid bid: ids to places, totals, windows. Every problem is told.

mod exclusivity;
mod layout;
mod lots;
mod places;

use rust_decimal::Decimal;

use super::bid::{Bid, Contract, Course, Document, Index, Overhead, Revision, Statement, Tolerances, Window};
use super::figure::{Fig, Figure};
use super::raw::{self, CourseUnit, Root, YearlyRef};
use super::shape::{Keyed, Whole, Words};
use crate::diag::{At, Code, Finding, Findings, listed, nearest};

/// Resolves the whole model.
pub fn resolve(root: &Root, figures: Vec<Figure>, findings: Findings) -> Result<(Bid, Findings), Findings> {
    let mut r = Resolver::new(root, figures, findings);
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
    let pools = r.pools();
    let lots = r.lots();
    let exclusivity = r.exclusivity();
    r.footer();
    let out_of_scope = root.contract.out_of_scope.iter();
    let out_of_scope = out_of_scope
        .map(|(id, at, o)| Statement { id: id.into(), label: o.label.clone(), source: o.source.clone(), at })
        .collect();
    let Resolver { figures, findings, .. } = r;
    let document = Document {
        title: root.document.title.text.clone(),
        bidder: root.document.bidder.text.clone(),
        reference: root.document.reference.as_ref().map(|w| w.text.clone()),
        footer: root.document.footer.text.clone(),
        notes: root.document.notes.iter().map(|(_, _, w)| w.text.clone()).collect(),
    };
    let parts = (contract, calendars, cards, sites, mixes, pools, lots);
    if let (Some(contract), Some(calendars), Some(cards), Some(sites), Some(mixes), Some(pools), Some(lots)) = parts
        && !findings.has_errors()
    {
        let bid = Bid {
            figures,
            contract,
            calendars,
            currencies,
            profiles,
            cards,
            sites,
            partners,
            mixes,
            pools,
            overheads,
            tolerances,
            lots,
            exclusivity,
            out_of_scope,
            facts: lots::statements(&root.contract.facts),
            document,
        };
        let mut findings = findings;
        places::check_rates(&bid, &mut findings);
        return if findings.has_errors() { Err(findings) } else { Ok((bid, findings)) };
    }
    Err(findings)
}

/// The longest contract, in months.
const LONGEST: usize = 600;

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
        // A length that cannot be is told once; the rest is read as if the contract were as long as can be.
        let months = root.contract.months.n as usize;
        let has_length = (1..=LONGEST).contains(&months);
        let months = if has_length { months } else { LONGEST };
        Self { root, figures, findings, months, has_length }
    }

    fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The place of an id among the ids of a list.
    fn find<T>(&mut self, what: &str, words: &Words, list: &Keyed<T>) -> Option<Index> {
        let found = list.0.get_index_of(&words.text);
        if found.is_none() {
            let ids = || list.0.keys().map(String::as_str);
            let help = match nearest(&words.text, ids()) {
                Some(candidate) => format!("did you mean `{candidate}`?"),
                None if list.0.is_empty() => format!("the model has no {what}"),
                None => format!("the model has: {}", listed(ids())),
            };
            let message = format!("there is no {what} `{}`", words.text);
            self.push(Finding::error(Code::UnknownId, message).at(words.at, format!("unknown {what}")).help(help));
        }
        found
    }

    fn value(&self, fig: Fig) -> Decimal {
        self.figures[fig.index()].value
    }

    /// Tells shares that do not total exactly 1, at `at`.
    fn totals_one(&mut self, what: &str, at: At, figs: impl IntoIterator<Item = Fig>) {
        let shares: Vec<_> = figs.into_iter().map(|f| self.value(f)).collect();
        // A share that is none was told already.
        if shares.iter().any(|share| share.is_sign_negative() || *share > Decimal::ONE) {
            return;
        }
        let total: Decimal = shares.into_iter().sum();
        if total != Decimal::ONE {
            let message = format!("{what} total {total}, not 1");
            let gap = total - Decimal::ONE;
            let (way, mend) = if gap > Decimal::ZERO { ("above", "lower") } else { ("short of", "raise") };
            let help = format!("that is {} {way} 1: {mend} one of them by as much", gap.abs());
            self.push(Finding::error(Code::Total, message).at(at, "must total exactly 1").help(help));
        }
    }

    fn years(&self) -> usize {
        self.months.div_ceil(12)
    }

    /// Tells a whole number outside the range its key allows.
    fn at_most(&mut self, message: &str, number: Whole, low: usize, high: usize) {
        if !(low..=high).contains(&(number.n as usize)) {
            let finding = Finding::error(Code::OutOfRange, message).at(number.at, format!("expected {low} to {high}"));
            self.push(finding.help(format!("write a whole number from {low} to {high}")));
        }
    }

    /// A contract year, from 1 as written to 0 as kept.
    fn year(&mut self, year: u32, at: At) -> Option<usize> {
        self.in_contract(year, self.years(), "years", at)
    }

    /// A contract month, from 1 as written to 0 as kept.
    fn month(&mut self, month: u32, at: At) -> Option<usize> {
        self.in_contract(month, self.months, "months", at)
    }

    fn in_contract(&mut self, n: u32, count: usize, unit: &str, at: At) -> Option<usize> {
        let n = n as usize;
        if n == 0 || n > count {
            let message = format!("the contract has the {unit} 1 to {count}, not {n}");
            self.push(
                Finding::error(Code::OutOfContract, message)
                    .at(at, "out of the contract")
                    .at(self.root.contract.months.at, "months in the contract")
                    .help(format!("write one of the {unit} 1 to {count}, or lengthen the contract")),
            );
            return None;
        }
        Some(n - 1)
    }

    /// A course's points, counted from 0.
    fn course<K>(&mut self, course: &raw::Course<K>) -> Option<Course> {
        let unit = if course.unit == CourseUnit::Months { 1 } else { 12 };
        let points: Vec<_> = course
            .points
            .iter()
            .map(|(n, at, of)| {
                let place = if unit == 1 { self.month(*n, *at) } else { self.year(*n, *at) };
                place.map(|place| (place, of.fig))
            })
            .collect();
        let points = points.into_iter().collect::<Option<Vec<_>>>()?;
        self.starts_at_first(course.points.first().map(|p| (p.0, p.1)))?;
        Some(Course { unit, ramp: course.ramp, points })
    }

    /// Tells steps that say nothing of the first year or month.
    fn starts_at_first(&mut self, first: Option<(u32, At)>) -> Option<()> {
        match first {
            Some((1, _)) => Some(()),
            Some((n, at)) => {
                let message = format!("nothing says the value before {n}");
                self.push(
                    Finding::error(Code::FirstStep, message)
                        .at(at, "the first step")
                        .help("add `1 = …`: write 0 where there is nothing yet"),
                );
                None
            }
            None => None,
        }
    }

    /// The mix of each contract year.
    fn yearly_mix(&mut self, mix: &YearlyRef) -> Option<Vec<Index>> {
        self.starts_at_first(mix.steps.first().map(|s| (s.0, s.1)))?;
        let root = self.root;
        let steps: Vec<_> = mix
            .steps
            .iter()
            .map(|(year, at, words)| Some((self.year(*year, *at)?, self.find("mix", words, &root.mixes)?)))
            .collect();
        let steps = steps.into_iter().collect::<Option<Vec<_>>>()?;
        let of_year = |k| steps.iter().rfind(|(from, _)| *from <= k).map(|(_, mix)| *mix);
        (0..self.years()).map(of_year).collect()
    }

    /// The months of `from` to `to`, within those of `outer`.
    fn window(&mut self, from: Option<Whole>, to: Option<Whole>, outer: &Window, at: At) -> Option<Window> {
        let start = from.map_or(Some(outer.start), |m| self.month(m.n, m.at));
        let end = to.map_or(Some(outer.end), |m| self.month(m.n, m.at).map(|m| m + 1));
        let (start, end) = (start?, end?);
        if start >= end {
            let message = format!("from month {} to month {end} is no span of time", start + 1);
            let at = to.or(from).map_or(at, |month| month.at);
            self.push(
                Finding::error(Code::OutOfContract, message)
                    .at(at, "ends before it begins")
                    .help("`from` and `to` are contract months, both included"),
            );
            return None;
        }
        Some(start..end)
    }

    fn contract(&mut self) -> Option<Contract> {
        let raw = &self.root.contract;
        self.at_most("a contract of so many months cannot be priced", raw.months, 1, LONGEST);
        self.at_most("a payment so late cannot be followed", raw.payment_delay, 0, 60);
        if let Some(decimals) = raw.price_decimals {
            self.at_most("a unit price has at most 6 decimals", decimals, 0, 6);
        }
        let reference = self.find("site", &raw.reference_site, &self.root.sites);
        if let Some(site) = reference.and_then(|i| self.root.sites.0.get_index(i)) {
            let (_, (site_at, site)) = site;
            if site.zone != raw::Zone::Onshore || site.partner.is_some() {
                self.push(
                    Finding::error(Code::NoReference, "the reference site must be onshore and one's own")
                        .at(raw.reference_site.at, "named here")
                        .at(*site_at, "nearshore, offshore, or a partner's")
                        .help("name an onshore site of one's own: work that must stay onshore goes there"),
                );
            }
        }
        let revision = raw.revision.as_ref().map(|revision| self.revision(revision));
        Some(Contract {
            title: raw.title.clone(),
            buyer: raw.buyer.clone(),
            start: raw.start.month,
            months: self.months,
            reference: reference?,
            price_decimals: raw.price_decimals.map_or(2, |decimals| decimals.n),
            vat: raw.vat.fig,
            payment_delay: raw.payment_delay.n as usize,
            financing_rate: raw.financing_rate.fig,
            revision: match revision {
                Some(revision) => Some(revision?),
                None => None,
            },
        })
    }

    /// Tells a footer that a page cannot hold: with its codes it has 255 characters, an ampersand counting twice.
    fn footer(&mut self) {
        let footer = &self.root.document.footer;
        let long = footer.text.chars().count() + footer.text.matches('&').count() > 200;
        if long || footer.text.contains('\n') {
            self.push(
                Finding::error(Code::BadText, "the footer does not fit at the foot of a page")
                    .at(footer.at, "one line of at most 200 characters")
                    .help("shorten it; what is longer can be a note under the recap"),
            );
        }
    }

    fn revision(&mut self, raw: &raw::Revision) -> Option<Revision> {
        self.totals_one(
            "the fixed and variable parts of the revision",
            raw.fixed.at,
            [raw.fixed.fig, raw.variable.fig],
        );
        self.at_most("a coefficient has at most 12 decimals", raw.decimals, 0, 12);
        // A contract may end before its prices are revised.
        self.at_most("prices are revised from a contract year on", raw.from_year, 1, LONGEST.div_ceil(12));
        if let (Some(safeguard), None) = (raw.safeguard, &raw.cap) {
            let message = format!("the safeguard of the revision is `{}`, and nothing caps it", safeguard.id());
            self.push(
                Finding::error(Code::MissingKey, message)
                    .at(raw.at, "`cap` is missing here")
                    .help("add `cap`, or take `safeguard` out"),
            );
        }
        Some(Revision {
            fixed: raw.fixed.fig,
            variable: raw.variable.fig,
            index: raw.index.fig,
            from_year: (raw.from_year.n as usize).checked_sub(1)?,
            cap: raw.cap.map(|cap| (cap.fig, raw.safeguard.unwrap_or(raw::Safeguard::Yearly))),
            decimals: raw.decimals.n,
        })
    }

    fn tolerances(&mut self) -> Tolerances {
        let Some(raw) = &self.root.policy.tolerances else { return Tolerances::default() };
        let Tolerances { load: (low, high), price_gap } = Tolerances::default();
        let stated = |written: Option<Fig>, default| written.map_or(default, |fig| self.value(fig));
        let load = (stated(raw.load_low.map(|of| of.fig), low), stated(raw.load_high.map(|of| of.fig), high));
        let price_gap = stated(raw.price_gap.map(|of| of.fig), price_gap);
        if let Some(written) = raw.load_low.or(raw.load_high).filter(|_| load.0 > load.1) {
            let message = format!("loads would be tolerated from {} to {}", load.0, load.1);
            self.push(
                Finding::error(Code::BadRange, message)
                    .at(written.at, "no load lies between")
                    .help("write a `load_low` that is not above `load_high`; unless written they are 0.85 and 1.15"),
            );
        }
        Tolerances { load, price_gap }
    }

    fn overheads(&self) -> Vec<Overhead> {
        let overheads = self.root.policy.overheads.iter();
        overheads
            .map(|(id, _, o)| Overhead { id: id.into(), label: o.label.clone(), rate: o.rate.fig, base: o.base })
            .collect()
    }
}
