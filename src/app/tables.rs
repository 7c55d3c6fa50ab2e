//! The reports that are one table of a priced bid.

use rust_decimal::Decimal;

use super::{Priced, Refused, break_evens, forecast, loads};
use crate::engine::{self, staffing};
use crate::model::bid::{LotId, SiteId};
use crate::sheet::{self, Book, BreakEvens, By, Living, Measure, Page, People, Period, Picture, Sheet, Whom};
use crate::unit::Lang;

/// How revenue, cost and cash divide time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PnlPeriod {
    /// Contract years.
    Year,
    /// Contract months.
    Month,
}

impl Priced {
    /// Days, people, cost, price and margin of a lot or of all.
    #[must_use]
    pub fn price_table(&self, by: By, lot: Option<LotId>, lang: Lang) -> Sheet {
        sheet::price(&self.bid, &self.inputs, &self.estimate, by, lot, lang)
    }

    /// The price of a lot or of all as a workbook.
    #[must_use]
    pub fn price_book(&self, by: By, lot: Option<LotId>, lang: Lang) -> Book {
        let steps = sheet::waterfall_sheet(&self.price_steps(lot, lang), lang.pick("Cascade", "Waterfall"), lang);
        let sheets = std::iter::once(self.price_document(by, lot, lang)).chain(steps);
        Book::internal(lang.pick("Prix", "Price"), &self.bid, sheets, lang)
    }

    /// The price of a lot or of all as a page, with what leads from direct cost to it.
    #[must_use]
    pub fn price_page(&self, by: By, lot: Option<LotId>, lang: Lang) -> Page {
        let pictures = vec![self.price_steps(lot, lang)];
        let heading = lang.pick("Du coût au prix", "From cost to price");
        Page::of_table(self.price_document(by, lot, lang), heading, pictures, lang)
    }

    /// The table with what its short words mean, for who reads a document.
    fn price_document(&self, by: By, lot: Option<LotId>, lang: Lang) -> Sheet {
        let mut table = self.price_table(by, lot, lang);
        let words = lang.pick(
            "CJM : ce que coûte un jour de travail, hors frais généraux. TJM : ce que le prix rapporte par jour de travail.",
            "CJM: what a day of work costs, without overheads. TJM: what the price brings for a day of work.",
        );
        table.notes.push(words.to_owned());
        table
    }

    /// What leads from direct cost to the price.
    #[must_use]
    pub fn price_steps(&self, lot: Option<LotId>, lang: Lang) -> Picture {
        sheet::price_steps(&self.bid, &self.inputs, &self.estimate, lot, lang)
    }

    /// People or days, by profile and site.
    #[must_use]
    pub fn staffing_table(&self, period: Period, measure: Measure, whom: Whom, lang: Lang) -> Sheet {
        self.people(whom, lang, |people| people.sheet(period, measure))
    }

    /// The team plan in whole people, the hire list, and what `kappa` does: what an arrival or a departure is worth.
    #[must_use]
    pub fn whole_tables(&self, period: Period, kappa: Decimal, whom: Whom, lang: Lang) -> [Sheet; 3] {
        self.people(whom, lang, |people| [people.whole(period, kappa), people.moves(kappa), people.kappas(kappa)])
    }

    /// The staffing plan as a workbook.
    #[must_use]
    pub fn staffing_book(&self, kappa: Decimal, whom: Whom, lang: Lang) -> Book {
        self.people(whom, lang, |people| people.book(kappa))
    }

    fn people<T>(&self, whom: Whom, lang: Lang, draw: impl FnOnce(&People<'_>) -> T) -> T {
        let Self { bid, inputs, estimate, .. } = self;
        draw(&People { bid, inputs, estimate, staffing: &staffing(bid, inputs, &estimate.plan), whom, lang })
    }

    /// The load of the DQE's quantities beside the capacity of the teams, of a lot or of all.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn load_table(&self, lot: Option<LotId>, lang: Lang) -> Result<Sheet, Refused> {
        let all = loads(&self.bid, &self.inputs, &self.estimate, lot).map_err(|errors| self.refused(errors))?;
        Ok(sheet::load(&self.bid, &all, lang))
    }

    /// Revenue, cost, margin and cash of a lot or of all.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn pnl_table(&self, period: PnlPeriod, lot: Option<LotId>, lang: Lang) -> Result<Sheet, Refused> {
        let forecast = forecast(&self.bid, &self.inputs, &self.estimate, lot);
        let (outlook, cash) = forecast.map_err(|errors| self.refused(errors))?;
        Ok(match period {
            PnlPeriod::Year => sheet::pnl(&self.bid, &outlook, &cash, lang),
            PnlPeriod::Month => sheet::pnl_months(&self.bid, &outlook, &cash, lang),
        })
    }

    /// The profit and loss of a lot or of all as a workbook: its years, then its months.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn pnl_book(&self, lot: Option<LotId>, lang: Lang) -> Result<Book, Refused> {
        let forecast = forecast(&self.bid, &self.inputs, &self.estimate, lot);
        let (outlook, cash) = forecast.map_err(|errors| self.refused(errors))?;
        Ok(sheet::pnl_book(&self.bid, &outlook, &cash, lang))
    }

    /// The curves of money over the contract.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn pnl_pictures(&self, lot: Option<LotId>, lang: Lang) -> Result<Vec<Picture>, Refused> {
        let forecast = forecast(&self.bid, &self.inputs, &self.estimate, lot);
        let (outlook, cash) = forecast.map_err(|errors| self.refused(errors))?;
        Ok(sheet::money_curves(&self.bid, &outlook, &cash, lang))
    }

    /// The profit and loss of a lot or of all as a page, with its curves.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn pnl_page(&self, lot: Option<LotId>, lang: Lang) -> Result<Page, Refused> {
        let forecast = forecast(&self.bid, &self.inputs, &self.estimate, lot);
        let (outlook, cash) = forecast.map_err(|errors| self.refused(errors))?;
        let pictures = sheet::money_curves(&self.bid, &outlook, &cash, lang);
        let table = sheet::pnl_in_full(&self.bid, &outlook, &cash, lang);
        Ok(Page::of_table(table, lang.pick("L’argent au fil du contrat", "Money over the contract"), pictures, lang))
    }

    /// From when each site costs less than the reference site, by profile: of one site, or of all.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn break_even_table(&self, site: Option<SiteId>, lang: Lang) -> Result<Sheet, Refused> {
        Ok(self.break_evens(site, lang)?.sheet())
    }

    /// The dots of each site, or of each profile of one.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn break_even_picture(&self, site: Option<SiteId>, lang: Lang) -> Result<Picture, Refused> {
        Ok(self.break_evens(site, lang)?.picture())
    }

    /// The same as a page, with the dots of each site, or of each profile of one.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn break_even_page(&self, site: Option<SiteId>, lang: Lang) -> Result<Page, Refused> {
        Ok(self.break_evens(site, lang)?.page())
    }

    /// The same as a workbook.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn break_even_book(&self, site: Option<SiteId>, lang: Lang) -> Result<Book, Refused> {
        Ok(self.break_evens(site, lang)?.book())
    }

    fn break_evens(&self, site: Option<SiteId>, lang: Lang) -> Result<BreakEvens<'_>, Refused> {
        let Self { bid, inputs, estimate, .. } = self;
        let profiles = break_evens(bid, inputs, estimate, site).map_err(|errors| self.refused(errors))?;
        let sites = engine::site_break_even(bid, inputs, &estimate.plan, None);
        Ok(BreakEvens { bid, inputs, profiles, sites, only: site, lang })
    }

    /// The bid as a workbook of formulas. `scenario` is the id of the scenario it was priced under.
    ///
    /// # Errors
    /// A figure of it is past the range of decimals.
    pub fn living_book(&self, scenario: &str, lang: Lang) -> Result<Book, Refused> {
        let living = Living { bid: &self.bid, inputs: &self.inputs, estimate: &self.estimate, scenario, lang };
        living.book().map_err(|errors| self.refused(errors))
    }
}
