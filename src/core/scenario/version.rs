//! Two versions of a bid side by side (method §8): compared and bridged like two scenarios.

use super::overlay::{Changed, stated_source, written};
use super::pieces::pieces;
use super::select::node_at;
use super::{Base, Comparison, HeldPrices, Hold, bridge_at};
use crate::diag::Errors;
use crate::model::Text;
use crate::model::figure::Source;
use crate::unit;

/// Prices an earlier version of a bid and the bid itself under the same scenario, and explains the difference. The two texts
/// share their sources. What the models changed is listed as the changes of the second.
///
/// # Errors
/// What is wrong with either, or with the scenario in it.
pub fn versions(earlier: &Text, text: &Text, scenario: &str, name: &str, hold: Hold) -> Result<Comparison, Errors> {
    let (before, base) = (Base::of(earlier)?, Base::of(text)?);
    let (mut first, mut second) = (before.outcome(scenario)?, base.outcome(scenario)?);
    let found = pieces(&first.root, &second.root);
    second.changes = found
        .iter()
        .filter_map(|piece| {
            let [was, is] = [&first.root, &second.root].map(|root| node_at(root, piece.path()));
            let node = is.or(was)?;
            let source = stated_source(node).or_else(|| text.defaults.get(node.at.file.index())?.clone());
            Some(Changed {
                path: piece.path().join("."),
                before: was.map(written),
                inherited: None,
                after: is.map(written),
                at: node.at,
                source: source.unwrap_or(Source::Assumption),
            })
        })
        .collect();
    first.changes = Vec::new();
    let label = first.label.clone();
    first.label = unit::Text { fr: format!("{} ({name})", label.fr), en: format!("{} ({name})", label.en) };
    name.clone_into(&mut first.id);
    second.why = unit::Text {
        fr: format!("Ce que les modèles ont changé depuis {name}."),
        en: format!("What the models changed since {name}."),
    };
    let held = (hold == Hold::Price).then(|| HeldPrices::of(&first));
    if let Some(held) = &held {
        second = second.at_prices(held);
    }
    let bridge = bridge_at(&base, &first, &second, held.as_ref());
    Ok(Comparison { outcomes: vec![first, second], bridges: vec![bridge], held })
}
