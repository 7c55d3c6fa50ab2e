//! In which currency the prices of each site of a file are, and where that must be asked.
//!
//! What is stated for one sheet, section or site says nothing of the others: where some state a currency, the others are asked.

use super::asked::Ask;
use super::currency::{OURS, currencies};
use super::heading::heading;
use super::held::Held;
use super::offers::{Offer, Settling};
use super::price::price;
use super::terms::{Clash, Money};
use crate::diag::message::rates::{no_currency, unknown_currency};
use crate::text;
use crate::unit::brief;

/// A currency that a figure of a site states.
pub(super) struct Spoken {
    site: String,
    place: String,
    currency: &'static str,
}

impl<'a> Settling<'a> {
    /// What the figures of each site state, each site's first.
    pub(super) fn spoken(&self, sites: &[(String, Vec<Offer<'a>>)]) -> Vec<Spoken> {
        let first = |(site, offers): &(String, Vec<Offer<'a>>)| {
            let offer = offers.iter().find(|offer| offer.currency.is_some())?;
            Some(Spoken { site: site.clone(), place: self.speaks(offer), currency: offer.currency? })
        };
        sites.iter().filter_map(first).collect()
    }

    /// The currency of the card of a site: as stated, else as its prices say, else euros, where nothing in the file speaks of
    /// another, and no other site states its own.
    pub(super) fn currency(
        &mut self, (site, several): (&str, bool), offers: &[Offer<'_>], spoken: &[Spoken],
    ) -> String {
        if let Some(stated) = self.layout.currency_of(site) {
            // What is stated for the whole file is no word against a site that states its own.
            let own = offers.iter().find_map(|o| o.currency).filter(|_| several);
            let says = |o: &Offer<'_>| o.currency.is_some_and(|of| of != *stated);
            return own.filter(|_| offers.iter().all(says)).map_or_else(|| stated.clone(), str::to_owned);
        }
        let found = offers.iter().find_map(|o| o.currency).unwrap_or(OURS).to_owned();
        let Some(silent) = offers.iter().find(|o| o.currency.is_none()) else { return found };
        let place = |o: &Offer<'_>| self.place((o.sheet, o.line.row), o.at);
        let other = offers.iter().find(|o| o.currency.is_some_and(|of| of != OURS));
        let used = &self.sheets[silent.sheet].used[silent.line.table];
        let Some(column) = used.columns.iter().find(|column| column.at == silent.at) else { return found };
        if column.clash.as_ref().is_some_and(|clashing| clashing.what == Clash::Money) {
            // That it is open is asked for its column.
            return found;
        }
        // Words that name another currency than the euro, or one without its name.
        let foreign = |words: &str| currencies(words).into_iter().find(|of| *of != OURS);
        let is_open = column.terms.money == Money::Open;
        let headed = || {
            let unnamed = heading(&column.words).is_some_and(|of| of.terms.money == Money::Open);
            let named = foreign(&column.words).filter(|_| is_open);
            let cell = self.cell(&self.sheets[silent.sheet], &column.named());
            (is_open && (unnamed || named.is_some())).then_some((cell, named))
        };
        let elsewhere = || {
            // The rest of a file, of no site that is named, is in our currency where others are.
            let of_interest = |spoken: &&Spoken| spoken.site != site && (!site.is_empty() || spoken.currency != OURS);
            let others = || spoken.iter().filter(of_interest);
            let other = others().find(|spoken| spoken.currency != OURS).or_else(|| others().next())?;
            Some((other.place.clone(), Some(other.currency)))
        };
        let titled = || {
            let titles = self.sheets.iter().flat_map(|sheet| sheet.tables.moneys.iter().map(move |t| (sheet, t)));
            let mut open = titles.filter_map(|(sheet, t)| match foreign(&t.words) {
                None if t.terms.money != Money::Open => None,
                of => Some((self.cell(sheet, &t.named()), of)),
            });
            open.next()
        };
        let told = other.map(|o| (self.speaks(o), o.currency)).or_else(headed).or_else(elsewhere).or_else(titled);
        let Some((place_of, currency)) = told else { return found };
        self.findings.push(no_currency(&place(silent), &place_of, currency, site));
        let near = currency.into_iter().filter(|of| *of != OURS).chain([OURS]).map(str::to_owned).collect();
        self.asks.push(Ask::Currency { site: site.to_owned(), near });
        found
    }

    /// Where the currency of a figure is stated: its own cell, its row, its heading, or what is around its table.
    fn speaks(&self, offer: &Offer<'_>) -> String {
        let sheet = &self.sheets[offer.sheet];
        let column = sheet.used[offer.line.table].columns.iter().find(|column| column.at == offer.at);
        let in_cell = price(Some(&Held::Text(offer.read.clone()))).is_ok_and(|price| price.currency == offer.currency);
        let stated = column
            .filter(|column| !in_cell && offer.line.currency.is_empty() && column.terms.currency() == offer.currency);
        match stated {
            Some(column) => self.cell(sheet, &column.money.clone().unwrap_or_else(|| column.named())),
            None => format!("{} `{}`", self.place((offer.sheet, offer.line.row), offer.at), brief(&offer.read)),
        }
    }

    /// Reports a currency that the bid does not have.
    pub(super) fn in_currencies_of_the_bid(&mut self, currency: &str, site: &str) {
        if self.known.currencies.iter().any(|(known, _)| known == currency) {
            return;
        }
        self.findings.push(unknown_currency(currency, site));
    }

    /// What is in the currency of the card; what says that it is in another is left.
    pub(super) fn in_currency(&mut self, offers: Vec<Offer<'a>>, card: &str) -> Vec<Offer<'a>> {
        let (same, other): (Vec<_>, Vec<_>) = offers.into_iter().partition(|o| o.currency.is_none_or(|c| c == card));
        for offer in other {
            let other = offer.currency.unwrap_or_default();
            let why = text!("en {other}, la grille est en {card}", "in {other}, and the card is in {card}");
            self.leave_offer(&offer, why);
        }
        same
    }
}
