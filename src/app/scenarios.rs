use super::Refused;
use crate::diag::Errors;
use crate::model::Text;
use crate::scenario::{Base, Scenarios};
use crate::sheet::{self, Listing, Sheet};
use crate::unit::Lang;

/// The scenarios of a bid, with what each changes.
///
/// # Errors
/// A scenario cannot be read, or cannot be laid over the bid.
pub fn scenarios(text: &Text, lang: Lang) -> Result<Sheet, Refused> {
    let refused = |errors: Errors| Refused::new(errors, &text.sources);
    let scenarios = Scenarios::of(text).map_err(refused)?;
    let mut laid = Vec::new();
    for (id, label, why) in scenarios.iter() {
        laid.push((id, label, why, scenarios.lay(id, text).map_err(refused)?.changes));
    }
    // What is wrong with the bid itself is for `check`: its scenarios are then listed by their paths.
    let base = Base::of(text).ok();
    Ok(sheet::scenarios(&laid, &text.sources, Listing { bid: base.as_ref().map(Base::bid), ids: true, lang }))
}
