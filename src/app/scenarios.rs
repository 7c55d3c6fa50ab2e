use super::Refused;
use crate::diag::Errors;
use crate::model::Text;
use crate::scenario::Scenarios;
use crate::sheet::{self, Sheet};
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
    Ok(sheet::scenarios(&laid, &text.sources, false, lang))
}
