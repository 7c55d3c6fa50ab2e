//! A rate card of others, settled: which row gives which profile which daily cost, and why the others give none.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::cell::{Held, address};
use super::file::File;
use super::map::Layout;
use super::price::{Per, Price, both, currency, price};
use super::profiles::{Profiles, Sure};
use super::table::{Columns, Line, PriceColumn, Tables};
use super::{choose, month, saved};
use crate::diag::{Code, Errors, Finding, Findings, listed, nearest};
use crate::unit::{Month, Text, TypedNumber, fold};

/// What the bid says that an import must know.
#[derive(Debug, Clone)]
pub struct Known {
    /// The profiles, each id with its label.
    pub profiles: Vec<(String, Text)>,
    /// The codes of the currencies.
    pub currencies: Vec<String>,
    /// The first month of the contract, and how many it has.
    pub contract: (Month, usize),
}

/// A rate card of others, as it would be written.
#[derive(Debug)]
pub struct Rates {
    /// The name of the file.
    pub file: String,
    /// The name of its sheet; empty of a text file.
    pub sheet: String,
    /// The profiles of the bid that it gives no cost for.
    pub missing: Vec<String>,
    /// How it was read, what was found added to what was stated.
    pub layout: Layout,
    /// The columns of its first table.
    pub columns: Columns,
    /// Those of its price columns that are read.
    pub prices: Vec<PriceColumn>,
    /// The currency of its prices.
    pub currency: String,
    /// The figures, by profile and month.
    pub taken: Vec<Taken>,
    /// The rows that were not taken.
    pub left: Vec<Left>,
    /// The labels with a price that name no profile, each with the nearest one.
    pub open: Vec<(String, Option<String>)>,
    /// The other sheets of the file, and which of them are hidden.
    pub unread: Vec<(String, bool)>,
    /// What to look at, and what keeps it from being written.
    pub findings: Findings,
}

impl Rates {
    /// The month that a new card is stated at: as stated, else the first that the file names.
    #[must_use]
    pub fn base_month(&self) -> Option<Month> {
        self.layout.base_month.or_else(|| self.taken.iter().filter_map(|taken| taken.from).min())
    }
}

/// A figure of the card.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its cell: `C12`.
    pub place: String,
    /// The label as written.
    pub label: String,
    /// The profile.
    pub profile: String,
    /// How sure it is that the label names it.
    pub sure: Sure,
    /// What was read there.
    pub read: String,
    /// The price as a number, of a day or of an hour.
    pub price: Decimal,
    /// The month it holds from; the card's base month unless it says.
    pub from: Option<Month>,
    /// The daily cost; unknown as long as it is not known what the price buys.
    pub cost: Option<Decimal>,
    /// The least and the most it may be.
    pub range: Option<(Decimal, Decimal)>,
    pub(super) row: usize,
    pub(super) hidden: bool,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its cell: `A12`.
    pub place: String,
    /// Its label, or its first words.
    pub label: String,
    /// Why.
    pub why: Text,
    pub(super) row: usize,
}

/// Reads the rate card of a file.
///
/// # Errors
/// No table, no such sheet, or several where one must be chosen; columns that cannot be told apart. Other findings
/// come with the card, which shows what was read.
pub fn rates(file: &mut File, name: &str, mut layout: Layout, known: &Known) -> Result<Rates, Errors> {
    let choose::Chosen { sheet, tables, unread } = choose::sheet(file, &mut layout)?;
    let columns = tables.columns.first().cloned().unwrap_or_default();
    let mut used = Vec::new();
    for columns in &tables.columns {
        used.push(choose::prices(columns, known.contract)?);
    }
    let prices = used.first().map(|used| used.columns.clone()).unwrap_or_default();
    let profiles = Profiles::new(&known.profiles);
    let mut settling = Settling {
        sheet,
        layout,
        known,
        used,
        tables: &tables,
        left: Vec::new(),
        open: Vec::new(),
        findings: Findings::default(),
    };
    settling.profiles_of_the_map(&profiles);
    settling.basis();
    for (row, words, why) in &tables.left {
        settling.leave(*row, 0, words, why.clone());
    }
    let offers = settling.offers(&profiles);
    let currency = settling.currency(&offers);
    let offers = settling.in_currency(offers, &currency);
    let taken = settling.settle(offers);
    settling.out_of_sight(&taken, file);
    let Settling { sheet, mut layout, mut left, open, mut findings, .. } = settling;
    let given = |id: &str| taken.iter().any(|t| t.profile == id);
    let missing = known.profiles.iter().map(|p| p.0.clone()).filter(|id| !given(id)).collect();
    left.sort_by_key(|l| l.row);
    if taken.is_empty() && !findings.has_errors() {
        let message = "no row of the file gives a profile of the bid a price";
        let help = "the preview says why for each row; write `\"label\" = \"profile\"` under [profiles] of a map, and name it with --map";
        findings.push(Finding::error(Code::NothingTaken, message).help(help));
    }
    layout.currency.get_or_insert_with(|| currency.clone());
    let file = name.to_owned();
    Ok(Rates { file, sheet, missing, layout, columns, prices, currency, taken, left, open, unread, findings })
}

/// A price that a row offers for a profile.
pub(super) struct Offer<'a> {
    pub(super) line: &'a Line,
    pub(super) profile: &'a str,
    pub(super) sure: Sure,
    pub(super) from: Option<Month>,
    pub(super) at: usize,
    pub(super) read: String,
    pub(super) value: TypedNumber,
    pub(super) range: Option<(TypedNumber, TypedNumber)>,
    pub(super) currency: Option<&'static str>,
    pub(super) per: Option<Per>,
    pub(super) hidden: bool,
}

/// What a row offers, and the columns of it that offer nothing, each with why.
type Offered<'a> = (Vec<Offer<'a>>, Vec<(usize, Text)>);

pub(super) struct Settling<'a> {
    pub(super) sheet: String,
    pub(super) layout: Layout,
    pub(super) known: &'a Known,
    /// The price columns that are read, by table.
    pub(super) used: Vec<choose::Used>,
    pub(super) tables: &'a Tables,
    pub(super) left: Vec<Left>,
    pub(super) open: Vec<(String, Option<String>)>,
    pub(super) findings: Findings,
}

impl<'a> Settling<'a> {
    pub(super) fn leave(&mut self, row: usize, column: usize, label: &str, why: Text) {
        let place = address(row, column);
        self.left.push(Left { place, label: label.to_owned(), why, row });
    }

    /// A profile that the map names must be one of the bid's.
    fn profiles_of_the_map(&mut self, profiles: &Profiles<'_>) {
        for (_, id, at) in &self.layout.profiles {
            if profiles.id(id).is_none() {
                let help = match nearest(id, profiles.ids()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the bid has: {}", listed(profiles.ids())),
                };
                let finding = Finding::error(Code::UnknownId, format!("there is no profile `{id}` in the bid"));
                self.findings.push(finding.at(*at, "not in profiles.toml").help(help));
            }
        }
    }

    /// A rate card holds costs: prices that do not say so are taken only where the user says so.
    fn basis(&mut self) {
        let mut columns = self.used.iter().flat_map(|used| &used.columns);
        let Some(price) = columns.find(|p| p.basis != Some(super::heading::Basis::Cost)) else { return };
        if self.layout.as_cost {
            return;
        }
        let message = match price.basis {
            Some(_) => format!("the column `{}` holds what a customer pays, not what a day costs", price.words),
            None => format!("nothing says that the column `{}` holds costs", price.words),
        };
        self.findings.push(Finding::error(Code::NotCost, message).help(
            "ask for the daily costs (CJM); where these prices are what you pay, as to a subcontractor, say so with --as-cost",
        ));
    }

    /// What each row offers, and those that offer nothing.
    fn offers(&mut self, profiles: &Profiles<'a>) -> Vec<Offer<'a>> {
        let mut named: HashMap<String, Option<(&'a str, Sure)>> = HashMap::new();
        let mut met: HashSet<String> = HashSet::new();
        let mut open: HashSet<String> = HashSet::new();
        let mut offers = Vec::new();
        let tables = self.tables;
        for line in &tables.lines {
            let columns = &tables.columns[line.table];
            let folded = fold(&line.label);
            if self.layout.names(&folded) {
                met.insert(folded.clone());
            }
            let why = |this: &mut Self, why: Text| this.leave(line.row, columns.profile, &line.label, why);
            if self.layout.ignore.iter().any(|(label, _)| *label == folded) {
                why(self, both("écarté par la carte", "the map leaves it out"));
                continue;
            }
            if let Some(site) = &self.layout.site
                && fold(site) != fold(&line.site)
            {
                why(self, both(format!("d’un autre site : {}", line.site), format!("of another site: {}", line.site)));
                continue;
            }
            let find = || {
                let said = self.layout.profiles.iter().find(|(label, _, _)| *label == folded);
                match said {
                    Some((_, id, _)) => profiles.id(id).map(|id| (id, Sure::Map)),
                    None => profiles.find(&line.label, &line.level),
                }
            };
            let found = match named.get(&folded) {
                Some(found) => *found,
                None => *named.entry(folded.clone()).or_insert(find()),
            };
            let Some((profile, sure)) = found else {
                let none = !line.prices.iter().any(Option::is_some);
                if !none && open.insert(folded) {
                    // Comparing takes time: no file has so many profiles that someone could name.
                    let near = if open.len() <= saved::OPEN_AT_MOST { profiles.nearest(&line.label) } else { None };
                    self.open.push((line.label.clone(), near.map(str::to_owned)));
                }
                why(
                    self,
                    if none {
                        both("ni profil de l’offre ni prix", "neither a profile of the bid nor a price")
                    } else {
                        both("aucun profil de l’offre", "no profile of the bid")
                    },
                );
                continue;
            };
            match self.offer(line, profile, sure) {
                Ok((of, gaps)) => {
                    offers.extend(of);
                    for (column, why) in gaps {
                        self.leave(line.row, column, &line.label, why);
                    }
                }
                Err(reason) => {
                    let place = address(line.row, columns.profile);
                    let message =
                        format!("{place}, `{}`: {}; `{profile}` is not taken from there", line.label, reason.en);
                    self.findings.push(
                        Finding::warning(Code::NotTaken, message).help("mend the cell, or ask who made the file"),
                    );
                    why(self, reason);
                }
            }
        }
        self.unmet(&met);
        offers
    }

    /// Labels of the map that no row has: of another file, or written otherwise there.
    fn unmet(&mut self, met: &HashSet<String>) {
        let unmet: Vec<_> = self.layout.labels().filter(|(label, _)| !met.contains(*label)).map(|(_, at)| at).collect();
        for at in unmet {
            let finding = Finding::warning(Code::LabelUnmet, "no row of the file has this label of the map");
            let help = "write it as the file has it, or take it out; the preview lists the labels that were not taken";
            self.findings.push(finding.at(at, "met nowhere").help(help));
        }
    }

    /// Figures that are taken from where nobody sees them.
    fn out_of_sight(&mut self, taken: &[Taken], file: &File) {
        let hidden = taken.iter().filter(|t| t.hidden).map(|t| t.place.as_str());
        let message = if file.is_hidden(&self.sheet) {
            format!("the sheet `{}` is hidden, and its figures are taken", self.sheet)
        } else if taken.iter().any(|t| t.hidden) {
            format!("figures are taken from hidden rows or columns: {}", listed(hidden))
        } else {
            return;
        };
        let help = "what is hidden is often out of date: show it, and look whether these are the costs you mean";
        self.findings.push(Finding::warning(Code::HiddenTaken, message).help(help));
    }

    /// What a row offers for a profile: a price, or one for each year; and the cells of years that offer none.
    fn offer(&self, line: &'a Line, profile: &'a str, sure: Sure) -> Result<Offered<'a>, Text> {
        let (start, months) = self.known.contract;
        let used = &self.used[line.table];
        let held = |at: usize| line.prices[at].as_ref().map(|cell| &cell.held);
        let from = match &line.from {
            None => None,
            Some(held) => Some(month::of(held).ok_or_else(|| {
                both(
                    format!("`{}` : date illisible", held.words()),
                    format!("`{}` is no day that can be read", held.words()),
                )
            })?),
        };
        let per = Per::of(&fold(&line.per).split(' ').collect::<Vec<_>>());
        let (mut offers, mut gaps) = (Vec::new(), Vec::new());
        for dated in &used.years {
            let (month, column) = (dated.from.or(from), &used.columns[dated.used]);
            let price = match price(held(dated.index)) {
                Ok(price) => price,
                // A year may have no price yet.
                Err(_) if used.years.len() > 1 && held(dated.index).is_none() => {
                    gaps.push((column.at, both("pas de prix pour cette année", "no price for this year")));
                    continue;
                }
                Err(why) => return Err(why),
            };
            if month.is_some_and(|month| month >= start.plus(months)) {
                gaps.push((column.at, both("après la fin du contrat", "after the end of the contract")));
                continue;
            }
            offers.push(Offer {
                line,
                profile,
                sure,
                from: month,
                at: column.at,
                read: held(dated.index).map(Held::words).unwrap_or_default(),
                value: price.value,
                range: None,
                currency: price.currency.or(currency(&line.currency)).or(column.currency),
                per: price.per.or(per).or(column.per),
                hidden: line.prices[dated.index].as_ref().is_some_and(|cell| cell.hidden),
            });
        }
        if offers.is_empty() {
            let after = gaps.len() == 1 && used.years.len() == 1;
            return Err(if after { gaps.remove(0).1 } else { both("pas de prix", "no price") });
        }
        if let (Some((low, high)), [offer]) = (used.bounds, &mut offers[..]) {
            let bound = |at: usize| price(held(at)).map(|p: Price| p.value);
            match (held(low), held(high)) {
                (None, None) => {}
                _ => offer.range = Some((bound(low)?, bound(high)?)),
            }
        }
        Ok((offers, gaps))
    }

    /// The currency of the card: as stated, else as the first price says, else euros.
    fn currency(&mut self, offers: &[Offer<'_>]) -> String {
        let found = offers.iter().find_map(|o| o.currency).map(str::to_owned);
        let currency = self.layout.currency.clone().or(found).unwrap_or_else(|| "EUR".to_owned());
        if !offers.is_empty() && !self.known.currencies.contains(&currency) {
            let message = format!("the prices are in {currency}, a currency that the bid does not have");
            let help = format!(
                "add [{currency}] to models/currencies.toml with its euros for one, or say another with --currency"
            );
            self.findings.push(Finding::error(Code::UnknownId, message).help(help));
        }
        currency
    }

    fn in_currency(&mut self, offers: Vec<Offer<'a>>, card: &str) -> Vec<Offer<'a>> {
        let (same, other): (Vec<_>, Vec<_>) = offers.into_iter().partition(|o| o.currency.is_none_or(|c| c == card));
        for offer in other {
            let other = offer.currency.unwrap_or_default();
            let why =
                both(format!("en {other}, la grille est en {card}"), format!("in {other}, and the card is in {card}"));
            self.leave(offer.line.row, offer.at, &offer.line.label, why);
        }
        same
    }
}
