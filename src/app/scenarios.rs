use super::Refused;
use crate::diag::Errors;
use crate::model::Text;
use crate::scenario::{Base, Laid, Scenarios};
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
    // What is wrong with the bid itself is for `check`: its scenarios are then listed by their paths.
    let base = Base::of(text).ok();
    let mut bids = Vec::new();
    for (id, label, why) in scenarios.iter() {
        let Laid { root, changes } = scenarios.lay(id, text).map_err(refused)?;
        bids.extend(base.as_ref().and_then(|base| Some((id, base.bid_of(&root).ok()?))));
        laid.push((id, label, why, changes));
    }
    let bids = bids.iter().map(|(id, bid)| (*id, bid)).collect();
    let listing = Listing { bid: base.as_ref().map(Base::bid), bids, ids: true, lang };
    Ok(sheet::scenarios(&laid, &text.sources, listing))
}
