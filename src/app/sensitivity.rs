use super::{Priced, Refused};
use crate::diag::Finding;
use crate::diag::message::cell::no_sensitivity;
use crate::graph::{Output, Sensitivity, sensitivity};
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::sheet::{Book, Page, Sensed, SensitivityBy, Sheet};
use crate::trace::{Measure, Scope, Target};
use crate::unit::Lang;

/// What moves a figure of a priced bid.
pub struct SensitivityReport<'a> {
    priced: &'a Priced,
    sensitivity: Sensitivity,
    by: SensitivityBy,
    lang: Lang,
}

impl Priced {
    /// Ranks what moves a figure: `price`, `cost` or `margin`, or one that `explain` takes, of a lot or of all.
    ///
    /// # Errors
    /// There is no such figure, it has no sensitivity, or the bid has no price on its own figures.
    pub fn sensitivity(
        &self, of: &str, by: SensitivityBy, lot: Option<LotId>, lang: Lang,
    ) -> Result<SensitivityReport<'_>, Refused> {
        let output = output(&self.bid, of, lot).map_err(|finding| self.refused(finding))?;
        let sensitivity = sensitivity(&self.bid, &self.inputs, output).map_err(|errors| self.refused(errors))?;
        Ok(SensitivityReport { priced: self, sensitivity, by, lang })
    }
}

impl SensitivityReport<'_> {
    fn sensed(&self, top: Option<usize>) -> Sensed<'_> {
        Sensed {
            bid: &self.priced.bid,
            sources: &self.priced.text.sources,
            sensitivity: &self.sensitivity,
            by: self.by,
            top,
            lang: self.lang,
        }
    }

    /// The table, of at most `top` rows.
    #[must_use]
    pub fn table(&self, top: Option<usize>) -> Sheet {
        self.sensed(top).sheet()
    }

    /// The workbook.
    #[must_use]
    pub fn book(&self, top: Option<usize>) -> Book {
        self.sensed(top).book()
    }

    /// The page, with bars.
    #[must_use]
    pub fn page(&self, top: Option<usize>) -> Page {
        self.sensed(top).page()
    }
}

/// The figure of a name: `price`, `cost` or `margin`, of a lot or of all; else one that `explain` takes, in that lot if
/// there is one.
fn output(bid: &Bid, of: &str, lot: Option<LotId>) -> Result<Output, Finding> {
    match of {
        "price" => return Ok(Output::Price(lot)),
        "cost" => return Ok(Output::Cost(lot)),
        "margin" => return Ok(Output::Margin(lot)),
        _ => {}
    }
    let name = lot.map_or_else(|| of.to_owned(), |lot| format!("{}/{of}", bid.lots[lot].id));
    let of_lots = |lot: Option<LotId>| Scope { lot, ..Scope::default() };
    match Target::parse(bid, &name)? {
        Target::Line { lot, line } => Ok(Output::Line(lot, line)),
        Target::Lot(lot) => Ok(Output::Price(Some(lot))),
        Target::Nature { lot, nature } => Ok(Output::Nature(lot, nature)),
        Target::Measure { scope, measure: Measure::Net } if scope == of_lots(scope.lot) => Ok(Output::Price(scope.lot)),
        Target::Measure { scope, measure: Measure::Cost } if scope == of_lots(scope.lot) => Ok(Output::Cost(scope.lot)),
        Target::Measure { scope, measure: Measure::Margin } if scope == of_lots(scope.lot) => {
            Ok(Output::Margin(scope.lot))
        }
        Target::Measure { .. } | Target::OfLine { .. } | Target::Revision { .. } | Target::PaysFrom { .. } => {
            Err(no_sensitivity(&name))
        }
    }
}
