//! What a concession is asked for.

use super::meant;
use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// Why a target is none of a concession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadTarget {
    /// It is no amount.
    Unreadable,
    /// A percentage without its sign: less so much, or so much of today's price.
    Bare,
    /// It is not below today's price.
    NotLower,
}

/// A target that cannot be searched for.
pub fn bad_target(why: BadTarget, at: At) -> Finding {
    let message = match why {
        BadTarget::Unreadable => text!("cette cible ne peut pas être lue", "this target cannot be read"),
        BadTarget::Bare => {
            text!("ce pourcentage a deux lectures, faute de signe", "this percentage has two readings without a sign")
        }
        BadTarget::NotLower => {
            text!("cette cible n’est pas inférieure au prix actuel", "this target is not below today's price")
        }
    };
    Finding::error(Code::Concession, message).at(at, text!("écrite ainsi", "as it is written")).help(text!(
        "attendu\u{a0}: une baisse, comme `-5%` ou `-200k€`, ou un prix, comme `40M€`",
        "expected a reduction, such as `-5%` or `-200k€`, or a price, such as `40M€`"
    ))
}

/// A floor that cannot be read.
pub fn unreadable_floor(at: At) -> Finding {
    Finding::error(Code::Concession, text!("ce plancher ne peut pas être lu", "this floor cannot be read"))
        .at(at, text!("écrit ainsi", "as it is written"))
        .help(text!(
            "attendu\u{a0}: un chemin ou un motif et une valeur, comme `policy.margin.build=0.10`",
            "expected a path or pattern and a value, such as `policy.margin.build=0.10`"
        ))
}

/// A path or pattern that names no lever.
pub fn no_lever<'a>(path: &str, known: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    Finding::error(
        Code::Concession,
        text!("`{path}` ne désigne aucun levier de l’offre", "`{path}` names no lever of the bid"),
    )
    .at(at, text!("ce chemin", "this path"))
    .help(meant(path, known, || {
        text!(
            "les leviers sont les marges, les provisions, les gains, les parts de mix hors de France et les coûts ponctuels\u{a0}: `chiffrage concede -5%` les liste",
            "the levers are margins, provisions, gains, shares of mixes away from France and one-offs: `chiffrage concede -5%` lists them"
        )
    }))
}

/// A lever that is chosen and has no floor.
pub fn without_floor(pattern: &str, at: At) -> Finding {
    Finding::error(
        Code::Concession,
        text!("aucun levier de `{pattern}` n’a de plancher", "no lever of `{pattern}` has a floor"),
    )
    .at(at, text!("ces leviers", "these levers"))
    .help(text!(
        "donnez la valeur jusqu’où aller\u{a0}: `--floor CHEMIN=VALEUR`",
        "give the value to go to: `--floor PATH=VALUE`"
    ))
}

/// A floor at which the bid has no price.
pub fn no_price_at_floor(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Concession,
        text!(
            "l’offre n’a pas de prix avec `{path}` à ce plancher",
            "the bid has no price with `{path}` at this floor"
        ),
    )
    .at(at, text!("ce plancher", "this floor"))
    .help(text!("donnez un autre plancher", "give another floor"))
}

/// A floor that raises the price, by an amount.
pub fn raises_price(path: &str, rise: &Text, at: At) -> Finding {
    let Text { fr, en } = rise;
    Finding::error(
        Code::Concession,
        text!("à ce plancher, `{path}` monte le prix de {fr}", "at this floor, `{path}` raises the price by {en}"),
    )
    .at(at, text!("ce plancher", "this floor"))
    .help(text!(
        "donnez une valeur qui le baisse\u{a0}: une marge, une provision ou un coût plus bas, un gain plus haut",
        "give a value that lowers it: a lower margin, provision or cost, a higher gain"
    ))
}

/// All floors together do not reach the target; `message` says how far they go.
pub fn beyond_floors(message: Text, at: At) -> Finding {
    Finding::error(Code::OutOfReach, message).at(at, text!("la cible", "the target")).help(text!(
        "baissez un plancher, ou donnez-en à d’autres leviers avec `--floor`",
        "lower a floor, or give more levers one with `--floor`"
    ))
}
