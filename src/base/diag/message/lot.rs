//! 03: lots, their positions and volumes, their DQE, and the rules between them.

use rust_decimal::Decimal;

use super::meant;
use crate::diag::{At, Code, Finding};
use crate::text;

/// A lot's number that is not a whole number of 1 or more.
pub fn bad_number(lot: &str, number: Decimal, at: At) -> Finding {
    Finding::error(
        Code::LotNumber,
        text!("le lot `{lot}` porte le numéro {number}", "the lot `{lot}` has the number {number}"),
    )
    .at(at, text!("attendu : un nombre entier, 1 ou plus", "expected a whole number of 1 or more"))
    .help(text!("écrivez le numéro du lot dans la consultation", "write the lot's number in the consultation"))
}

/// Two lots of one number.
pub fn same_number(number: Decimal, at: At, first: At) -> Finding {
    Finding::error(Code::LotNumber, text!("deux lots portent le numéro {number}", "two lots have the number {number}"))
        .at(at, text!("de nouveau ici", "again here"))
        .at(first, text!("d’abord ici", "first here"))
        .help(text!(
            "donnez à chaque lot son propre numéro : les feuilles des classeurs en portent le nom",
            "give each lot its own number: sheets of the workbooks are named after it"
        ))
}

/// No lot is in the bid.
pub fn no_lot() -> Finding {
    Finding::error(
        Code::NoDqe,
        text!(
            "l’offre ne contient aucun lot : il n’y a rien à chiffrer",
            "no lot is in the bid: there is nothing to price"
        ),
    )
    .help(text!(
        "ajoutez-en un dans le dossier `lots` des modèles, ou retirez `in_bid = false` de l’un d’eux",
        "write one to the folder `lots` of the models, or remove `in_bid = false` from one"
    ))
}

/// A lot without a DQE layout; `at` is where the lot is written.
pub fn no_layout(lot: &str, at: Option<At>) -> Finding {
    let finding = Finding::error(
        Code::NoDqe,
        text!("le lot `{lot}` n’a pas de mise en page de DQE", "the lot `{lot}` has no DQE layout"),
    )
    .help(text!(
        "ajoutez `dqe/{lot}.toml` aux gabarits, ou écrivez `in_bid = false`",
        "add `dqe/{lot}.toml` to the templates, or set `in_bid = false`"
    ));
    match at {
        Some(at) => finding.at(at, text!("fait partie de l’offre", "in the bid")),
        None => finding,
    }
}

/// What takes exactly one of several keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneOf<'a> {
    /// The price rule of a line.
    Price(&'a str),
    /// Who fills a position.
    Who(&'a str),
    /// The effort of a position.
    Effort(&'a str),
    /// What a volume counts.
    Volume(&'a str),
}

/// None of several keys, or more than one.
pub fn one_of(what: OneOf<'_>, at: At) -> Finding {
    let (message, help) = match what {
        OneOf::Price(id) => (
            text!("comment la ligne `{id}` est-elle chiffrée ?", "how is the line `{id}` priced?"),
            text!("écrivez `weight`, `given` ou `day`", "write `weight`, `given` or `day`"),
        ),
        OneOf::Who(id) => (
            text!("qui occupe le poste `{id}` ?", "who fills the position `{id}`?"),
            text!("écrivez `profile` ou `pool`", "write `profile` or `pool`"),
        ),
        OneOf::Effort(id) => (
            text!("quelle est la charge de `{id}` ?", "how much effort is `{id}`?"),
            text!("écrivez `fte`, ou `each` et `days`", "write `fte`, or `each` and `days`"),
        ),
        OneOf::Volume(id) => (
            text!("que compte le volume `{id}` ?", "what does the volume `{id}` count?"),
            text!(
                "écrivez `per_month`, ou `items`, ou `applications = true`, ou `line`",
                "write `per_month`, or `items`, or `applications = true`, or `line`"
            ),
        ),
    };
    Finding::error(Code::Either, message).at(at, text!("il en faut exactement un", "exactly one is needed")).help(help)
}

/// A line of a nature that is spread over the others.
pub fn line_of_a_spread_nature(lot: &str, line: &str, nature: &str, at: At) -> Finding {
    Finding::error(
        Code::LineNature,
        text!(
            "la ligne `{line}` de `{lot}` vend `{nature}`, qui est déjà répartie sur les autres natures",
            "the line `{line}` of `{lot}` sells `{nature}`, which is spread over the other natures"
        ),
    )
    .at(at, text!("vendue ici une seconde fois", "sold here a second time"))
    .help(text!(
        "retirez la ligne, ou écrivez `spread.{nature} = false` dans `lots/{lot}.toml`",
        "remove the line, or set `spread.{nature} = false` in `lots/{lot}.toml`"
    ))
}

/// A line sold by the day of another nature or unit than days have.
pub fn days_of_another_nature(line: &str, at: At) -> Finding {
    Finding::error(
        Code::LineNature,
        text!("la ligne `{line}` vend des jours d’un profil", "the line `{line}` sells days of a profile"),
    )
    .at(
        at,
        text!(
            "les jours d’un profil ont la nature `on-demand` et l’unité `day`",
            "a day of a profile is `on-demand`, in the unit `day`"
        ),
    )
    .help(text!(
        "écrivez `nature = \"on-demand\"` et `unit = \"day\"`",
        "set `nature = \"on-demand\"` and `unit = \"day\"`"
    ))
}

/// A nature sold both by shares and by days.
pub fn shares_and_days(nature: &str, share: At, day: At) -> Finding {
    Finding::error(
        Code::LineNature,
        text!(
            "`{nature}` est vendue à la fois par parts et par jours",
            "`{nature}` is sold by shares and by days at once"
        ),
    )
    .at(share, text!("une part du prix de la nature", "a share of the nature's price"))
    .at(day, text!("des jours d’un profil", "days of a profile"))
    .help(text!(
        "vendez-la d’une seule façon, ou mettez l’une des lignes dans une autre nature",
        "sell it one way, or put one of them in another nature"
    ))
}

/// A term of a lot: margin, provision, gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// The margin.
    Margin,
    /// The provision.
    Provision,
    /// The yearly gain.
    Gain,
}

/// Natures for which nothing gives a term; `policy` is where the policy is written.
pub fn missing_term(term: Term, natures: &[&str], lot: At, policy: At) -> Finding {
    let (fr, key) = match term {
        Term::Margin => ("de marge", "margin"),
        Term::Provision => ("de provision", "provision"),
        Term::Gain => ("de gain", "gain"),
    };
    let first = natures.first().copied().unwrap_or_default();
    let natures = natures.join("`, `");
    Finding::error(Code::MissingKey, text!("pas {fr} pour `{natures}`", "no {key} for `{natures}`"))
        .at(lot, text!("nécessaire pour ce lot", "needed for this lot"))
        .at(policy, text!("la politique de prix", "the policy"))
        .help(text!(
            "ajoutez `{key}.default` à la politique de prix, ou `{key}.{first}` et ainsi de suite",
            "add `{key}.default` to the policy, or `{key}.{first}` and so on"
        ))
}

/// Two lines of one code.
pub fn duplicate_code(code: &str, at: At, first: At) -> Finding {
    Finding::error(Code::DuplicateCode, text!("deux lignes ont le code `{code}`", "two lines have the code `{code}`"))
        .at(at, text!("de nouveau ici", "again here"))
        .at(first, text!("d’abord ici", "first here"))
        .help(text!(
            "un prix se retrouve par son code : donnez à chaque ligne le sien",
            "a price is found by its code: give each line its own"
        ))
}

/// What is wrong with a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadScale {
    /// It has no line.
    Empty,
    /// It has one line.
    Alone,
    /// It has lines of two units.
    TwoUnits,
}

/// A scale that is none.
pub fn bad_scale(id: &str, why: BadScale, at: At) -> Finding {
    let two = || text!("indiquez deux lignes ou plus", "name two lines or more");
    let (message, help) = match why {
        BadScale::Empty => (text!("l’échelle `{id}` n’a aucune ligne", "the scale `{id}` has no line"), two()),
        BadScale::Alone => (text!("l’échelle `{id}` n’a qu’une ligne", "the scale `{id}` has one line"), two()),
        BadScale::TwoUnits => (
            text!("l’échelle `{id}` a des lignes de deux unités", "the scale `{id}` has lines of two units"),
            text!(
                "les prix se comparent dans une même unité : retirez cette ligne",
                "prices compare within one unit: remove this line"
            ),
        ),
    };
    Finding::error(Code::BadScale, message).at(at, text!("ici", "here")).help(help)
}

/// A step of a scale that is no line of the DQE.
pub fn unknown_step<'a>(written: &str, known: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let help =
        meant(written, known, || text!("une ligne s’écrit `section.ligne`", "a line is written as `section.line`"));
    Finding::error(
        Code::UnknownId,
        text!("le DQE n’a pas de ligne `{written}`", "there is no line `{written}` in the DQE"),
    )
    .at(at, text!("ligne inconnue", "unknown line"))
    .help(help)
}

/// A line in two steps of scales.
pub fn step_twice(written: &str, at: At, first: At) -> Finding {
    Finding::error(
        Code::BadScale,
        text!("la ligne `{written}` figure dans deux paliers", "the line `{written}` is in two steps of a scale"),
    )
    .at(at, text!("de nouveau ici", "again here"))
    .at(first, text!("d’abord ici", "first here"))
    .help(text!("une ligne est un seul palier d’une seule échelle", "a line is one step of one scale"))
}

/// What is wrong with a rule of exclusivity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRule {
    /// It allows no lot.
    NoneAllowed,
    /// It names neither lots nor how many.
    Empty,
    /// It names fewer than two lots.
    Alone,
    /// It allows as many lots as it names.
    AllAllowed(usize),
}

/// A rule of exclusivity that forbids nothing, or everything.
pub fn bad_rule(id: &str, why: BadRule, at: At) -> Finding {
    let (code, message, label, help) = match why {
        BadRule::NoneAllowed => (
            Code::OutOfRange,
            text!("la règle `{id}` n’autorise aucun lot", "the rule `{id}` allows no lot at all"),
            text!("attendu : 1 ou plus", "expected 1 or more"),
            text!(
                "écrivez combien de lots un même candidat peut obtenir",
                "write how many of the lots one bidder may hold"
            ),
        ),
        BadRule::Empty => (
            Code::MissingKey,
            text!(
                "la règle `{id}` n’indique ni quels lots ni combien",
                "the rule `{id}` gives neither which lots nor how many"
            ),
            text!("cette règle", "this rule"),
            text!(
                "écrivez `at_most`, le nombre de lots qu’un candidat peut obtenir, ou `lots`, ceux qui s’excluent",
                "write `at_most`, the lots one bidder may hold, or `lots`, those that exclude one another"
            ),
        ),
        BadRule::Alone => (
            Code::Exclusivity,
            text!("la règle `{id}` cite moins de deux lots", "the rule `{id}` names fewer than two lots"),
            text!("n’interdit rien", "forbids nothing"),
            text!("citez les lots qui s’excluent", "name the lots that exclude one another"),
        ),
        BadRule::AllAllowed(count) => (
            Code::Exclusivity,
            text!(
                "la règle `{id}` autorise les {count} lots qu’elle cite",
                "the rule `{id}` allows all {count} lots it names"
            ),
            text!("n’interdit rien", "forbids nothing"),
            text!("diminuez `at_most`, ou citez plus de lots", "lower `at_most`, or name more lots"),
        ),
    };
    Finding::error(code, message).at(at, label).help(help)
}
