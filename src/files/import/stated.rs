//! What is said of all prices of a file, or of those of a row: whether they are costs, when they hold, what they buy.

use rust_decimal::Decimal;

use super::asked::Ask;
use super::line::Line;
use super::offers::Settling;
use super::per::{Per, is_other_time, is_plain_unit};
use super::span::of_row;
use super::terms::{Basis, Terms};
use crate::diag::message::columns::{not_costs, with_tax, without_charges};
use crate::diag::message::rates::{expired, not_yet};
use crate::text;
use crate::unit::{Text, brief};

impl Settling<'_> {
    /// A rate card holds costs before VAT: prices that do not say so are taken only where the user says so.
    pub(super) fn basis(&mut self) {
        let columns = self.sheets.iter().flat_map(|sheet| &sheet.used).flat_map(|used| &used.columns);
        let mut columns = columns.collect::<Vec<_>>().into_iter();
        if let Some(gross) = columns.clone().find(|p| p.terms.gross) {
            self.findings.push(with_tax(&gross.named()));
        }
        if let Some(bare) = columns.clone().find(|p| p.terms.bare && !self.layout.as_cost) {
            self.findings.push(without_charges(&bare.named()));
        }
        let Some(price) = columns.find(|p| p.terms.basis != Some(Basis::Cost)) else { return };
        if self.layout.as_cost {
            return;
        }
        let column = price.named();
        self.findings.push(not_costs(&column, price.terms.basis.is_some()));
        self.asks.push(Ask::AsCost(column));
    }

    /// Costs must hold at the month that they are stated at.
    pub(super) fn expired(&mut self) {
        let Some(base) = self.layout.base_month else { return };
        let tables = self.sheets.iter().flat_map(|sheet| &sheet.tables.columns);
        let mut past = tables.filter_map(|columns| columns.expires.as_ref()).filter(|(_, until)| *until < base);
        if let Some((place, until)) = past.next() {
            self.findings.push(expired(place, *until, base));
        }
        let tables = self.sheets.iter().flat_map(|sheet| &sheet.tables.columns);
        let mut future = tables.filter_map(|columns| columns.begins.as_ref()).filter(|(_, since)| *since > base);
        if let Some((place, since)) = future.next() {
            self.findings.push(not_yet(place, *since, base));
        }
    }

    /// What the price of a row is for, where it says, given what its columns say.
    pub(super) fn unit<'b>(
        &self, line: &Line, mut columns: impl Iterator<Item = &'b Terms> + Clone,
    ) -> Result<(Option<Decimal>, Option<Per>), Text> {
        let unread = |words: &str| {
            let words = brief(words);
            text!("`{words}` : ni une journée ni une heure", "`{words}`: neither a day nor an hour")
        };
        let is_stated = self.layout.per.is_some() && is_plain_unit(&line.per);
        if is_other_time(&line.per) {
            return Err(unread(&line.per));
        }
        let (count, per) = match of_row(&line.per) {
            Err(()) if !is_stated => return Err(unread(&line.per)),
            of => of.unwrap_or_default(),
        };
        let (units, of_units) = of_row(&line.price_unit).map_err(|()| unread(&line.price_unit))?;
        let per = per.or(of_units);
        if per.is_some() && columns.clone().any(|of| of.per.is_some() && of.per != per) {
            let unit = brief(if line.per.is_empty() { &line.price_unit } else { &line.per });
            return Err(text!(
                "l’unité de la ligne, `{unit}`, n’est pas celle de la colonne",
                "the unit of the row, `{unit}`, is not that of the column"
            ));
        }
        let (count, other) = (units.or(count), units.and(count));
        if other.is_some_and(|other| count != Some(other))
            || columns.any(|of| of.count.zip(count).is_some_and(|(a, b)| a != b))
        {
            return Err(text!(
                "la ligne et sa colonne ne disent pas pour combien de jours ou d’heures est le prix",
                "the row and its column differ on how many days or hours the price is for"
            ));
        }
        Ok((count, per))
    }
}
