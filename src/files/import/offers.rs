//! What each cell of a file offers: a price, for a profile at a site, from a month on.

use std::collections::HashSet;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::asked::Ask;
use super::cards::{Known, Left, Open};
use super::cell::Cell;
use super::choose::{Dated, begins};
use super::columns::PriceColumn;
use super::currency::currency;
use super::gainsaid::gainsays;
use super::heading::heading;
use super::held::Held;
use super::line::Line;
use super::map::Layout;
use super::month;
use super::naming::{Answer, Named, Naming};
use super::per::Per;
use super::price::{Multiple, price};
use super::profiles::Profiles;
use super::reasons::{ignored, is_total, of_another_site, of_words, undecided, unpriced, with_level};
use super::sheets::Sheet;
use super::sight::Unread;
use super::turned::place;
use crate::diag::Findings;
use crate::diag::message::columns::unknown_profile;
use crate::diag::message::rates::{bad_price, no_price};
use crate::text;
use crate::unit::{Month, Text, TypedNumber, fold};

/// The seniority of a figure: its row's and its column's.
pub(super) fn seniority(line: &Line, column: &PriceColumn) -> String {
    let parts = [line.level.as_str(), column.level.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A price that a cell offers for a profile.
pub(super) struct Offer<'a> {
    pub(super) sheet: usize,
    pub(super) line: &'a Line,
    pub(super) named: Named<'a>,
    pub(super) label: String,
    pub(super) site: String,
    pub(super) from: Option<Month>,
    pub(super) at: usize,
    pub(super) read: String,
    /// The footnote that it refers to.
    pub(super) mark: Option<String>,
    pub(super) value: TypedNumber,
    /// For how many days or hours the figure is, where it is not one.
    pub(super) count: Option<Decimal>,
    pub(super) range: Option<(TypedNumber, TypedNumber)>,
    pub(super) currency: Option<&'static str>,
    pub(super) per: Option<Per>,
    /// Is it in thousands, or said to be of a month or a year? No day's cost is, unless it says so.
    pub(super) is_longer: bool,
    pub(super) hidden: bool,
}

impl Offer<'_> {
    /// Its column: of which table, of which sheet.
    pub(super) fn column(&self) -> (usize, usize, usize) {
        (self.sheet, self.line.table, self.at)
    }

    /// Its seniority, as a map states it: the part of its label that is none of its row's.
    pub(super) fn seniority(&self) -> String {
        let of = self.label.strip_prefix(&self.line.label).unwrap_or_default().trim();
        if of.is_empty() { "confirmé".to_owned() } else { of.to_owned() }
    }
}

pub(super) struct Settling<'a> {
    pub(super) layout: Layout,
    pub(super) known: &'a Known,
    pub(super) sheets: &'a [Sheet],
    /// The sheets that are not read.
    pub(super) unread: &'a [Unread],
    /// Is the site that is asked for the whole name of one, of which others are parts?
    pub(super) is_whole_site: bool,
    pub(super) naming: Naming<'a>,
    pub(super) left: Vec<Left>,
    /// What its reader must decide, by label.
    pub(super) open: IndexMap<String, Open>,
    pub(super) level: Option<String>,
    /// The column of a salary cost, where it must be decided whether that is all that a day costs.
    pub(super) salary: Option<String>,
    /// The footnotes that figures refer to: the sheet, the mark, and the cells.
    pub(super) marked: Vec<(usize, String, Vec<String>)>,
    /// What the map must state.
    pub(super) asks: Vec<Ask>,
    /// What is stated that prices buy, what one of them says that it buys, and its cell.
    pub(super) contradicted: Option<(Per, Per, String)>,
    /// A cell whose price can be that of no day and no hour.
    pub(super) yearly: Option<(String, Decimal)>,
    /// The last month at which a cost held that holds no more.
    pub(super) latest: Option<Month>,
    /// The euros for one of the card's currency.
    pub(super) euros: Option<Decimal>,
    /// Is a thousandth the least part of it?
    pub(super) has_thousandths: bool,
    pub(super) findings: Findings,
}

impl<'a> Settling<'a> {
    /// A cell as its reader finds it: with its sheet where several are read.
    pub(super) fn place(&self, (sheet, row): (usize, usize), column: usize) -> String {
        let place = place(self.sheets[sheet].is_turned, row, column);
        if self.sheets.len() > 1 { format!("{}!{place}", self.sheets[sheet].name) } else { place }
    }

    /// A cell by its own name, with its sheet where several are read.
    pub(super) fn cell(&self, sheet: &Sheet, cell: &str) -> String {
        if self.sheets.len() > 1 { format!("{}!{cell}", sheet.name) } else { cell.to_owned() }
    }

    pub(super) fn leave(&mut self, order: (usize, usize), column: usize, label: &str, site: &str, why: Text) {
        let place = self.place(order, column);
        self.left.push(Left { place, label: label.to_owned(), site: site.to_owned(), proposed: None, why, order });
    }

    /// Asks its reader what a label is.
    pub(super) fn ask(&mut self, label: &str, near: &[&str], proposed: bool) {
        let near = || near.iter().map(|id| (*id).to_owned()).collect();
        let asked = || Open { label: label.to_owned(), near: near(), proposed };
        self.open.entry(label.to_owned()).or_insert_with(asked);
    }

    /// A profile that the map names must be one of the bid's.
    pub(super) fn profiles_of_the_map(&mut self, profiles: &Profiles<'_>) {
        for (_, id, at) in &self.layout.profiles {
            if profiles.id(id).is_none() {
                self.findings.push(unknown_profile(id, *at, &profiles.ids().collect::<Vec<_>>()));
            }
        }
    }

    /// What each cell offers, and those that offer nothing.
    pub(super) fn offers(&mut self) -> Vec<Offer<'a>> {
        let mut met: HashSet<String> = HashSet::new();
        let mut offers = Vec::new();
        let sheets = self.sheets;
        self.narrow_site();
        for (at, sheet) in sheets.iter().enumerate() {
            for line in &sheet.tables.lines {
                self.line(at, line, &mut met, &mut offers);
            }
        }
        self.unmet(&met);
        self.unmet_sites();
        self.no_site(&offers);
        offers
    }

    /// What a row offers.
    fn line(&mut self, at: usize, line: &'a Line, met: &mut HashSet<String>, offers: &mut Vec<Offer<'a>>) {
        let sheet = &self.sheets[at];
        let (columns, used) = (&sheet.tables.columns[line.table], &sheet.used[line.table]);
        let (order, profile) = ((at, line.row), columns.profile);
        met.insert(fold(&line.label));
        let is_ignored = |of: &Self, name: &str| of.layout.ignore.iter().any(|(label, _)| *label == fold(name));
        if is_ignored(self, &line.label) {
            return self.leave(order, profile, &line.label, &line.site, ignored());
        }
        let is_priced = used.prices.iter().any(|dated| line.prices[dated.index].is_some());
        if is_total(&line.label) {
            let why = text!("un total ou une moyenne", "a total or an average");
            return self.leave(order, profile, &line.label, &line.site, why);
        }
        if let Some(until) = line.until.as_ref().and_then(month::of)
            && self.is_past(until)
        {
            self.latest = self.latest.max(Some(until));
            return self.leave(order, profile, &line.label, &line.site, past(until));
        }
        if line.is_over {
            let why = text!("ses niveaux sont en dessous", "its seniorities are below");
            return self.leave(order, profile, &line.label, &line.site, why);
        }
        if !is_priced {
            return self.unpriced(order, profile, line);
        }
        let groups = groups_of(sheet, line);
        let several = groups.len() > 1;
        let mut said = false;
        for (site, level, group) in groups {
            let full = with_level(&line.label, &level);
            met.insert(fold(&full));
            let cell = used.columns[group[0].used].at;
            if is_ignored(self, &full) {
                self.leave(order, cell, &full, &site, ignored());
                continue;
            }
            if self.layout.leaves(&site) {
                self.leave(order, cell, &full, &site, ignored());
                continue;
            }
            let parts = [&sheet.site, &used.columns[group[0].used].site, &line.site, &site];
            let of = if self.is_whole_site { &parts[3..] } else { &parts[..] };
            if let Some(wanted) = &self.layout.site
                && !of.iter().any(|site| fold(site) == fold(wanted))
            {
                if !said || several {
                    let at = if several { cell } else { profile };
                    self.leave(order, at, &full, &site, of_another_site(&site));
                }
                said = true;
                continue;
            }
            let salaried = group.iter().map(|dated| &used.columns[dated.used]).find(|column| column.terms.salary);
            if let Some(column) = salaried.filter(|_| !self.layout.full_salary) {
                self.salary.get_or_insert_with(|| column.named());
                let why = text!(
                    "un coût salarial, pas le coût complet d’une journée : à confirmer dans la carte (`salary_cost`)",
                    "a salary cost, not the full cost of a day: to confirm in the map (`salary_cost`)"
                );
                self.leave(order, cell, &full, &site, why);
                continue;
            }
            let named = match self.naming.answer(&line.label, &level) {
                Answer::Named(named) => named,
                Answer::Aside(why) => {
                    // Whatever seniority it is of, a blank cell has no price.
                    self.leave(order, cell, &full, &site, unpriced(line, &group).unwrap_or(why));
                    continue;
                }
                Answer::Open(label, near) => {
                    // Whatever profile it may be, it has no price.
                    if let (Some(why), [first, others @ ..]) = (unpriced(line, &group), &near[..]) {
                        if others.is_empty() {
                            self.findings.push(bad_price(&self.place(order, cell), &full, &why, first));
                        }
                        self.leave(order, cell, &full, &site, why);
                        continue;
                    }
                    self.ask(&label, &near, false);
                    // The seniorities of a job that is known are asked for each by itself.
                    let by_level = several && label == full && !near.is_empty();
                    if !said || by_level {
                        let own = with_level(&line.label, &line.level);
                        let (at, label) = if by_level { (cell, &full) } else { (profile, &own) };
                        self.leave(order, at, label, &site, undecided(&near));
                    }
                    said = true;
                    continue;
                }
            };
            if let Some(doubt) = &line.doubt {
                let why = of_words(&doubt.place(), &doubt.words);
                self.asks.push(Ask::Words(doubt.text.clone(), doubt.place()));
                self.findings.push(bad_price(&self.place(order, profile), &full, &why, named.profile));
                self.leave(order, cell, &full, &site, why);
                continue;
            }
            self.group(at, line, (named, full, site), &group, several, offers);
        }
    }

    /// Is a month before all that the card is for?
    fn is_past(&self, until: Month) -> bool {
        until < self.layout.base_month.unwrap_or(self.known.contract.0)
    }

    /// A row without any price: a section, a note, or a profile whose price is missing.
    fn unpriced(&mut self, order: (usize, usize), column: usize, line: &Line) {
        let why = match self.naming.answer(&line.label, &line.level) {
            Answer::Named(named) if named.label.is_none() => {
                let place = self.place(order, column);
                self.findings.push(no_price(&place, &line.label, named.profile));
                text!("pas de prix", "no price")
            }
            _ => text!("ni profil de l’offre ni prix", "neither a profile of the bid nor a price"),
        };
        self.leave(order, column, &line.label, &line.site, why);
    }

    /// What the cells of a row offer for a profile: a price, or one for each year; and those of years that offer none.
    fn group(
        &mut self, at: usize, line: &'a Line, (named, label, site): (Named<'a>, String, String), group: &[Dated],
        several: bool, offers: &mut Vec<Offer<'a>>,
    ) {
        let order = (at, line.row);
        let profile = self.sheets[at].tables.columns[line.table].profile;
        match self.offer(at, line, (&named, &label, &site), group) {
            Ok((of, gaps)) => {
                offers.extend(of);
                for (column, why) in gaps {
                    self.leave(order, column, &label, &site, why);
                }
            }
            Err(reason) => {
                let used = &self.sheets[at].used[line.table];
                let cell = used.columns[group[0].used].at;
                let place = self.place(order, if several { cell } else { profile });
                // One of many cells may be blank: its row gives other seniorities or sites a price.
                if !several || line.prices[group[0].index].is_some() {
                    self.findings.push(bad_price(&place, &label, &reason, named.profile));
                }
                self.leave(order, if several { cell } else { profile }, &label, &site, reason);
            }
        }
    }

    fn offer(
        &self, at: usize, line: &'a Line, (named, label, site): (&Named<'a>, &str, &str), group: &[Dated],
    ) -> Result<Offered<'a>, Text> {
        let (start, months) = self.known.contract;
        let sheet = &self.sheets[at];
        let used = &sheet.used[line.table];
        let held = |at: usize| line.prices[at].as_ref().map(|cell| &cell.held);
        let from = match &line.from {
            None => sheet.from(start),
            Some(held) => Some(month::of(held).or_else(|| year(held, start)).ok_or_else(|| {
                let words = held.words();
                text!("`{words}` : date illisible", "`{words}` is not a day that can be read")
            })?),
        };
        let (count, per) = self.unit(line, group.iter().map(|dated| &used.columns[dated.used].terms))?;
        let (mut offers, mut gaps) = (Vec::new(), Vec::new());
        for dated in group {
            let (month, column) = (dated.from.or(from), &used.columns[dated.used]);
            let multiple = column.terms.multiple;
            let count = count.or(column.terms.count);
            let read = |at: usize| price(held(at)).map(|price| price.scaled(multiple).of_one(count));
            let price = match read(dated.index) {
                Ok(price) => price,
                // A year may have no price yet.
                Err(_) if group.len() > 1 && held(dated.index).is_none() => {
                    gaps.push((column.at, text!("pas de prix pour cette année", "no price for this year")));
                    continue;
                }
                Err(why) => return Err(why),
            };
            if let Some(until) = column.until.filter(|until| group.len() == 1 && self.is_past(*until)) {
                return Err(past(until));
            }
            if month.is_some_and(|month| month >= start.plus(months)) {
                gaps.push((column.at, text!("après la fin du contrat", "after the end of the contract")));
                continue;
            }
            if let Some(why) = moneys_differ(line, column) {
                return Err(why);
            }
            let cell = line.prices[dated.index].as_ref();
            let shown = cell.and_then(|cell| Some((cell, cell.shown.as_deref()?)));
            if let Some(why) = shown.and_then(|(cell, shown)| gainsays(shown, &cell.held, column, (line, per))) {
                return Err(why);
            }
            let range = match dated.bounds {
                Some((low, high)) if held(low).is_some() || held(high).is_some() => {
                    Some((read(low)?.value, read(high)?.value))
                }
                _ => None,
            };
            offers.push(Offer {
                sheet: at,
                line,
                named: named.clone(),
                label: label.to_owned(),
                site: site.to_owned(),
                from: month,
                at: column.at,
                read: held(dated.index).map(Held::words).unwrap_or_default(),
                mark: price.mark,
                value: price.value,
                count,
                range,
                currency: currency_of(line, column, price.currency, cell),
                per: price.per.or(per).or(column.terms.per).or(shown.and_then(|(_, shown)| shown.per())),
                is_longer: price.multiple.or(multiple) == Some(Multiple::Thousand)
                    || (column.terms.is_longer && column.clash.is_none()),
                hidden: cell.is_some_and(|cell| cell.hidden),
            });
        }
        if offers.is_empty() {
            let after = gaps.len() == 1 && group.len() == 1;
            return Err(if after { gaps.remove(0).1 } else { text!("pas de prix", "no price") });
        }
        Ok((offers, gaps))
    }
}

/// The first month of the year that a cell names: `Année 2`.
fn year(held: &Held, start: Month) -> Option<Month> {
    begins(heading(&held.words())?.period?, start)
}

/// The currency of a cell: as it says, else its row, its column, its number format; where two places name different ones,
/// none.
fn currency_of(
    line: &Line, column: &PriceColumn, own: Option<&'static str>, cell: Option<&Cell>,
) -> Option<&'static str> {
    let shown = cell.and_then(|cell| cell.shown.as_ref()).and_then(|shown| shown.currency());
    let format = shown.filter(|_| column.clash.is_none());
    own.or(currency(&line.currency)).or(column.terms.currency()).or(format)
}

/// Why the currency of a figure is open whose row and whose heading name two.
fn moneys_differ(line: &Line, column: &PriceColumn) -> Option<Text> {
    // A row says more than a title.
    if column.money.is_some() {
        return None;
    }
    let (row, heading) = (currency(&line.currency)?, column.terms.currency()?);
    let stated = column.named();
    (row != heading).then(|| {
        text!("la ligne est en {row}, et {stated} en {heading}", "the row is in {row}, and {stated} in {heading}")
    })
}

/// What a row offers, and the columns of it that offer nothing, each with why.
type Offered<'a> = (Vec<Offer<'a>>, Vec<(usize, Text)>);

/// Why a cost that no longer holds is not taken.
fn past(until: Month) -> Text {
    text!("échue depuis {until}", "held until {until} only")
}

/// The price columns of a row that are one profile's: those of one site and one seniority, one or one a year; each group
/// with its site and its seniority.
pub(super) fn groups_of(sheet: &Sheet, line: &Line) -> Vec<(String, String, Vec<Dated>)> {
    let used = &sheet.used[line.table];
    let mut groups: Vec<(String, String, Vec<Dated>)> = Vec::new();
    for dated in &used.prices {
        let column = &used.columns[dated.used];
        let mut parts: Vec<&str> = Vec::new();
        for part in [&sheet.site, &column.site, &line.site] {
            if !part.is_empty() && parts.iter().all(|known| fold(known) != fold(part)) {
                parts.push(part);
            }
        }
        let site = parts.join(" ");
        let level = seniority(line, column);
        match groups.iter_mut().find(|(s, l, _)| (s, l) == (&site, &level)) {
            Some((_, _, group)) => group.push(*dated),
            None => groups.push((site, level, vec![*dated])),
        }
    }
    groups
}
