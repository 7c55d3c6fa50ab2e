use super::{Priced, Refused};
use crate::engine::{Portfolio, portfolio};
use crate::model::bid::LotId;
use crate::sheet::{Book, LotSets, Page, Sheet};
use crate::unit::{Exact, Lang};

/// A table of the sets of lots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotSetTable {
    /// Every set of lots.
    Sets,
    /// What the rest of each set costs if a lot is lost.
    Losses,
    /// The profiles sold by the day at different prices in different lots.
    Profiles,
}

impl Priced {
    /// A table of every set of lots; with `only`, of the sets with this lot, and of the profiles that it sells.
    ///
    /// # Errors
    /// There are too many lots, or a set of them cannot be priced.
    pub fn lot_sets_table(&self, table: LotSetTable, only: Option<LotId>, lang: Lang) -> Result<Sheet, Refused> {
        let portfolio = self.portfolio()?;
        let sets = LotSets { bid: &self.bid, portfolio: &portfolio, only, lang };
        Ok(match table {
            LotSetTable::Sets => sets.sets(),
            LotSetTable::Losses => sets.losses(),
            LotSetTable::Profiles => sets.profiles(),
        })
    }

    /// All three tables as a workbook.
    ///
    /// # Errors
    /// There are too many lots, or a set of them cannot be priced.
    pub fn lot_sets_book(&self, only: Option<LotId>, lang: Lang) -> Result<Book, Refused> {
        let portfolio = self.portfolio()?;
        Ok(LotSets { bid: &self.bid, portfolio: &portfolio, only, lang }.book())
    }

    /// Every set of lots as a page.
    ///
    /// # Errors
    /// There are too many lots, or a set of them cannot be priced.
    pub fn lot_sets_page(&self, only: Option<LotId>, lang: Lang) -> Result<Page, Refused> {
        let portfolio = self.portfolio()?;
        Ok(LotSets { bid: &self.bid, portfolio: &portfolio, only, lang }.page())
    }

    fn portfolio(&self) -> Result<Portfolio<Exact>, Refused> {
        portfolio(&self.bid, &self.inputs, &self.estimate).map_err(|errors| self.refused(errors))
    }
}
