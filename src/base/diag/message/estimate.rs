//! 04: what the engine finds in a bid that is valid.

use rust_decimal::Decimal;

use super::{in_month, joined, number};
use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::{Month, Text, money, rate};

/// Absence, or a calendar without open days, leaves a month in which nobody works at a site.
pub fn nobody_works(site: &str, month: Month, open_days: u32, at: At) -> Finding {
    let when = in_month(month);
    let label = match open_days {
        0 => text!(
            "son calendrier ne laisse aucun jour ouvré ce mois-là",
            "its calendar leaves no open day in that month"
        ),
        _ => text!(
            "les absences prennent ses {open_days} jours ouvrés",
            "absence takes all of its {open_days} open days"
        ),
    };
    let message = text!("personne ne travaille sur le site `{site}`{when}", "nobody works at `{site}`{when}", when);
    Finding::error(Code::WorkedDays, message).at(at, label).help(text!(
        "réduisez les absences, ou leur poids ce mois-là",
        "lower the absence, or its weight in that calendar month"
    ))
}

/// Natures are spread over others of which none has a cost.
pub fn no_carrier(lot: &str, at: At) -> Finding {
    Finding::error(
        Code::NoCarrier,
        text!(
            "rien ne peut porter les natures réparties du lot `{lot}`",
            "nothing can carry the spread natures of the lot `{lot}`"
        ),
    )
    .at(at, text!("aucune autre nature n’a de coût", "no other nature has a cost"))
    .help(text!(
        "vendez-les par leurs propres lignes : écrivez `spread` à `false` pour elles dans ce lot",
        "sell them on lines of their own: set their `spread` to `false` for this lot"
    ))
}

/// What is past the range of exact decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure<'a> {
    /// The cost of a nature of a lot.
    Cost(&'a str, &'a str),
    /// The price of a line of a lot, by its code.
    Price(&'a str, &'a str),
    /// The total of a lot.
    Total(&'a str),
    /// A figure of the revenue, the cash.
    Forecast,
    /// A break-even.
    BreakEven,
    /// A load.
    Load,
}

impl Figure<'_> {
    fn words(self) -> Text {
        match self {
            Self::Cost(lot, nature) => text!("le coût de `{lot}/{nature}`", "the cost of `{lot}/{nature}`"),
            Self::Price(lot, code) => text!("le prix de `{lot}/{code}`", "the price of `{lot}/{code}`"),
            Self::Total(lot) => text!("le total du lot `{lot}`", "the total of `{lot}`"),
            Self::Forecast => text!("un chiffre de la prévision", "a figure of the forecast"),
            Self::BreakEven => text!("un seuil de rentabilité", "a break-even"),
            Self::Load => text!("une charge", "a load"),
        }
    }
}

/// A figure past what is computed exactly, or, with a place, written to the cent.
pub fn past_range(figure: Figure<'_>, at: Option<At>) -> Finding {
    let figure = figure.words();
    let Some(at) = at else {
        return Finding::error(
            Code::PastRange,
            text!(
                "{figure} dépasse les décimaux exacts (28 chiffres)",
                "{figure} is past what exact decimals hold (28 digits)",
                figure
            ),
        )
        .help(text!(
            "cherchez un coût, un taux ou un prix bien trop grand ou trop petit",
            "look for a cost, a rate or a price that is far too large or too small"
        ));
    };
    Finding::error(
        Code::PastRange,
        text!(
            "{figure} dépasse ce qui peut être calculé et écrit au centime",
            "{figure} is past what can be computed and written to the cent",
            figure
        ),
    )
    .at(at, text!("ici", "here"))
    .help(text!(
        "cherchez un chiffre bien trop grand ou trop petit : un effectif, un coût, un taux, une marge proche de 1",
        "look for a figure that is far too large or too small: an FTE, a cost, a rate, a margin near 1"
    ))
}

/// A lot's DQE is above or below what its natures sell for.
pub fn residue(lot: &str, above: bool, at: At) -> Finding {
    let message = if above {
        text!(
            "le DQE du lot `{lot}` dépasse de plus d’un millième le prix de vente de ses natures",
            "the DQE of `{lot}` is above what its natures sell for by more than a thousandth"
        )
    } else {
        text!(
            "le DQE du lot `{lot}` est inférieur de plus d’un millième au prix de vente de ses natures",
            "the DQE of `{lot}` is below what its natures sell for by more than a thousandth"
        )
    };
    Finding::warning(Code::Residue, message).at(at, text!("ce lot", "this lot")).help(text!(
        "un prix imposé pour une nature sans autre ligne, ou des prix trop arrondis : voir `chiffrage price`",
        "a price given for a nature with no other line, or prices rounded too far: see `chiffrage price`"
    ))
}

/// The bid holds lots that a rule excludes.
pub fn rule_broken(rule: &str, source: &Text, at: At) -> Finding {
    let message = text!(
        "l’offre contient des lots que la règle `{rule}` interdit à un même candidat ({source})",
        "the bid holds lots that `{rule}` does not let one bidder hold ({source})",
        source
    );
    Finding::warning(Code::RuleBroken, message).at(at, text!("cette règle", "this rule")).help(text!(
        "écartez des lots avec `in_bid = false` ou un scénario ; `chiffrage portfolio` chiffre tous les ensembles",
        "leave lots out by `in_bid = false` or a scenario; `chiffrage portfolio` prices every set"
    ))
}

/// A lead or co-contractor who works in a lot and is in another offer for it.
pub fn partner_elsewhere(partner: &str, lot: &str, at: At) -> Finding {
    let message = text!(
        "`{partner}` travaille dans le lot `{lot}` et participe à une autre offre pour ce lot (Q21)",
        "`{partner}` works in `{lot}` and is in another offer for it (Q21)"
    );
    Finding::warning(Code::RuleBroken, message).at(at, text!("ce partenaire", "this partner")).help(text!(
        "seul un sous-traitant le peut : changez son rôle, ou retirez ses sites des mix du lot",
        "only a subcontractor may: change its role, or keep its sites out of the lot's mixes"
    ))
}

/// More lots than every set of them can be priced for.
pub fn too_many_lots(count: usize, limit: usize) -> Finding {
    Finding::error(
        Code::TooManySets,
        text!(
            "l’offre compte {count} lots ; tous les ensembles ne sont chiffrés que jusqu’à {limit} lots",
            "the bid has {count} lots, and every set of at most {limit} can be priced"
        ),
    )
    .help(text!(
        "écartez des lots avec `in_bid = false`, dans leurs fichiers ou dans un scénario",
        "leave lots out with `in_bid = false`, in their files or in a scenario"
    ))
}

/// A line of a DQE with its unit price.
#[derive(Debug, Clone, Copy)]
pub struct Priced<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Its unit price.
    pub price: Decimal,
    /// Where it is written.
    pub at: At,
}

/// A unit price with the decimals it has.
fn price(value: Decimal) -> Text {
    let value = number(value);
    text!("{value} €", "€{value}", value)
}

/// A step of a scale that costs no more than the step below it.
pub fn flat_scale(lot: &str, lower: Priced<'_>, higher: Priced<'_>) -> Finding {
    let (below, above) = (lower.label, higher.label);
    let (low, high) = (price(lower.price), price(higher.price));
    let message = text!(
        "dans le lot `{lot}`, « {above} » à {high} ne coûte pas plus que « {below} » à {low}, le palier inférieur",
        "“{above}” at {high} costs no more than “{below}” at {low}, a step below it in `{lot}`",
        low,
        high
    );
    Finding::warning(Code::FlatScale, message).at(higher.at, high).at(lower.at, low).help(text!(
        "augmentez le poids ou le prix du palier supérieur, ou corrigez l’ordre de l’échelle",
        "raise the weight or the price of the higher step, or correct the order of the scale"
    ))
}

/// Units of a nature are sold in years in which nobody does them.
pub fn no_capacity(lot: &str, nature: &str, years: &[usize], at: At) -> Finding {
    let (years, several) = (years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "), years.len() > 1);
    let when = if several {
        text!("les années {years}", "the years {years}")
    } else {
        text!("l’année {years}", "year {years}")
    };
    let message = text!(
        "personne ne réalise les unités que `{nature}` vend dans le lot `{lot}` ({when})",
        "nobody does the units that `{nature}` sells in `{lot}` ({when})",
        when
    );
    Finding::warning(Code::NoCapacity, message)
        .at(at, text!("aucune équipe pour cette charge", "this workload has no team"))
        .help(text!(
            "affectez du personnel à `{nature}` ces années-là, ou corrigez les quantités : voir `chiffrage load --lot {lot}`",
            "staff `{nature}` in these years, or correct the quantities: see `chiffrage load --lot {lot}`"
        ))
}

/// What the units sold load a nature of a lot with.
#[derive(Debug, Clone, Copy)]
pub struct Loaded<'a> {
    /// The lot.
    pub lot: &'a str,
    /// The nature.
    pub nature: &'a str,
    /// Each year outside the tolerance, from 1, with its load as a share of the capacity.
    pub years: &'a [(usize, Decimal)],
    /// Were lines without a workload left out?
    pub partial: bool,
    /// From and to which share a load is tolerated.
    pub tolerated: (Decimal, Decimal),
}

/// The units sold ask more or less than the teams of a nature hold.
pub fn load_outside(loaded: Loaded<'_>, at: At) -> Finding {
    let Loaded { lot, nature, years, partial, tolerated } = loaded;
    let years = joined(years.iter().map(|(year, share)| {
        let share = Text::each(|lang| rate(*share, lang));
        text!("{share} de sa capacité l’année {year}", "{share} of its capacity in year {year}", share)
    }));
    let rest = if partial {
        text!(", hors lignes sans charge unitaire", ", lines without a workload left out")
    } else {
        Text::same("")
    };
    let message = text!(
        "les unités vendues chargent `{nature}` du lot `{lot}` à {years}{rest}",
        "the units sold load the `{nature}` of `{lot}` at {years}{rest}",
        years,
        rest
    );
    let [least, most] = [tolerated.0, tolerated.1].map(|share| Text::each(|lang| rate(share, lang)));
    Finding::warning(Code::LoadOutside, message)
        .at(at, text!("toléré de {least} à {most}", "tolerated from {least} to {most}", least, most))
        .help(text!(
            "changez les équipes, les quantités ou les charges unitaires : voir `chiffrage load --lot {lot}` ; pour que des postes suivent les quantités, rattachez-les à la ligne",
            "change the teams, the quantities or the workloads: see `chiffrage load --lot {lot}`; to let positions follow the quantities, drive them by the line"
        ))
}

/// A unit sold in two lots.
#[derive(Debug, Clone, Copy)]
pub struct SoldTwice<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Its lower price.
    pub low: Decimal,
    /// Its higher price.
    pub high: Decimal,
}

/// Where a price comes from.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'a> {
    /// The lot.
    pub lot: &'a str,
    /// The code of the line.
    pub code: &'a str,
    /// The price.
    pub price: Decimal,
    /// For a price by share: what its nature sells for, the nature, and the weighted units that share it.
    pub share: Option<(Decimal, &'a str, Decimal)>,
    /// Where the line is written.
    pub at: At,
}

impl Reason<'_> {
    fn words(&self) -> Text {
        let Self { lot, code, .. } = self;
        let price = price(self.price);
        let Some((sell, nature, units)) = self.share else {
            return text!("`{lot}/{code}` : {price}", "`{lot}/{code}`: {price}", price);
        };
        let (sell, units) = (self::price(sell), number(units));
        text!(
            "`{lot}/{code}` : {price}, soit {sell} de `{nature}` sur {units} unités pondérées",
            "`{lot}/{code}`: {price}, from {sell} of `{nature}` over {units} weighted units",
            price,
            sell,
            units
        )
    }
}

/// The same units have different prices in two lots.
pub fn price_gap(units: &[SoldTwice<'_>], low: Reason<'_>, high: Reason<'_>) -> Finding {
    let units = joined(units.iter().map(|SoldTwice { label, low, high }| {
        let [low, high] = [*low, *high].map(price);
        text!("« {label} » à {low} et {high}", "“{label}” at {low} and {high}", low, high)
    }));
    let (cheaper, dearer) = (low.lot, high.lot);
    let message = text!(
        "les lots `{cheaper}` et `{dearer}` vendent les mêmes unités à des prix différents : {units}",
        "`{cheaper}` and `{dearer}` sell the same units at different prices: {units}",
        units
    );
    Finding::warning(Code::PriceGap, message).at(low.at, low.words()).at(high.at, high.words()).help(text!(
        "alignez les quantités, les poids ou les équipes des deux lots, ou élargissez `price_gap` dans `policy.toml`",
        "align the quantities, the weights or the teams of the two lots, or widen `price_gap` in `policy.toml`"
    ))
}

/// A nature's price is to be shared and no quantity shares it.
pub fn no_quantity(lot: &str, nature: &str, at: At) -> Finding {
    Finding::error(
        Code::NoQuantity,
        text!(
            "aucune quantité ne répartit le prix de `{nature}` dans le lot `{lot}`",
            "no quantity shares the price of `{nature}` in `{lot}`"
        ),
    )
    .at(
        at,
        text!(
            "poids × quantité totalise 0 sur les lignes de cette nature",
            "weight × quantity totals 0 over the lines of this nature"
        ),
    )
    .help(text!("donnez une quantité à une ligne de cette nature", "give a quantity to a line of this nature"))
}

/// Why the lines that share what a nature sells for would have a negative price.
#[derive(Debug, Clone, Copy)]
pub enum Negative {
    /// The prices given for its other lines exceed it.
    Given(Decimal),
    /// One-offs of the nature exceed its other direct cost.
    OneOffs(Decimal, Decimal),
    /// Natures spread over it lower its full cost below zero.
    Spread(Decimal, Decimal),
}

/// The price of a line would be negative: its nature sells for `sell`.
pub fn negative_price(nature: &str, why: Negative, sell: Decimal, at: At) -> Finding {
    let euros = |amount: Decimal| Text::each(|lang| money(amount, lang));
    let sell = euros(sell);
    let (message, help) = match why {
        Negative::Given(given) => {
            let given = euros(given);
            (
                text!(
                    "les prix imposés pour `{nature}` totalisent {given} et dépassent son prix de vente, {sell}",
                    "the prices given for `{nature}` come to {given}, and exceed what it sells for, {sell}",
                    given,
                    sell
                ),
                text!(
                    "baissez les prix imposés de cette nature, ou leurs quantités",
                    "lower the given prices of this nature, or their quantities"
                ),
            )
        }
        Negative::OneOffs(one_offs, rest) => {
            let [one_offs, rest] = [one_offs, rest].map(euros);
            (
                text!(
                    "les forfaits de `{nature}` s’élèvent à {one_offs}, pour {rest} d’autres coûts directs : elle se vendrait {sell}",
                    "the one-offs of `{nature}` come to {one_offs}, against {rest} of its other direct cost: it would sell for {sell}",
                    one_offs,
                    rest,
                    sell
                ),
                text!(
                    "réduisez les forfaits négatifs de cette nature, ou déplacez-les vers la nature qu’ils allègent",
                    "reduce the negative one-offs of this nature, or move them to the nature that they lower"
                ),
            )
        }
        Negative::Spread(spread, own) => {
            let [spread, own] = [spread, own].map(euros);
            (
                text!(
                    "les natures réparties sur `{nature}` ajoutent {spread} à son propre coût complet de {own} : elle se vendrait {sell}",
                    "the natures spread over `{nature}` add {spread} to its own full cost of {own}: it would sell for {sell}",
                    spread,
                    own,
                    sell
                ),
                text!(
                    "réduisez les forfaits négatifs des natures réparties, ou vendez celles-ci par leurs propres lignes",
                    "reduce the negative one-offs of the natures that are spread, or price them on lines of their own"
                ),
            )
        }
    };
    Finding::error(Code::NegativePrice, message)
        .at(at, text!("le prix de cette ligne serait négatif", "this line's price would be negative"))
        .help(help)
}

/// A nature of a lot has a cost that its lines, where it has any, do not recover.
pub fn unrecovered(lot: &str, nature: &str, has_lines: bool, at: At) -> Finding {
    let message = if has_lines {
        text!(
            "les lignes de `{nature}` du lot `{lot}` ne recouvrent pas son coût : des jours ne recouvrent qu’eux-mêmes, une quantité de 0 rien",
            "the lines of `{nature}` in `{lot}` do not recover its cost: days recover only themselves, a quantity of 0 nothing"
        )
    } else {
        text!(
            "aucune ligne du DQE du lot `{lot}` ne recouvre `{nature}`",
            "no DQE line of `{lot}` recovers its `{nature}`"
        )
    };
    Finding::error(Code::Unrecovered, message).at(at, text!("son coût serait perdu", "its cost would be lost")).help(
        text!(
            "ajoutez une ligne de nature `{nature}` au DQE du lot, ou écrivez `spread.{nature} = true` dans `models/lots/{lot}.toml`",
            "add a line of the nature `{nature}` to the lot's DQE, or set `spread.{nature} = true` in `models/lots/{lot}.toml`"
        ),
    )
}

/// The draw of a risk that has no price: its number, and the values that its figures take.
#[must_use]
pub fn of_draw(draw: u32, values: &str) -> Text {
    text!("tirage {draw}\u{a0}: {values}", "draw {draw}: {values}")
}
