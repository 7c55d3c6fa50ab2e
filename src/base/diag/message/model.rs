//! 03: ids, contract, places and rates: what the files of a bid say together.

use rust_decimal::Decimal;

use super::{in_month, meant, number};
use crate::diag::{At, Code, Finding, listed};
use crate::text;
use crate::unit::{Month, Text};

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A calendar.
    Calendar,
    /// A currency.
    Currency,
    /// A DQE line of the lot.
    Line,
    /// A lot.
    Lot,
    /// A mix.
    Mix,
    /// A partner.
    Partner,
    /// An item of the platform.
    PlatformItem,
    /// A pool.
    Pool,
    /// A profile.
    Profile,
    /// A rate card.
    RateCard,
    /// A scenario.
    Scenario,
    /// A site.
    Site,
    /// A volume.
    Volume,
}

impl Thing {
    fn unknown(self) -> Text {
        match self {
            Self::Calendar => text!("calendrier inconnu", "unknown calendar"),
            Self::Currency => text!("devise inconnue", "unknown currency"),
            Self::Line => text!("ligne inconnue dans le DQE du lot", "unknown line of the lot's DQE"),
            Self::Lot => text!("lot inconnu", "unknown lot"),
            Self::Mix => text!("mix inconnu", "unknown mix"),
            Self::Partner => text!("partenaire inconnu", "unknown partner"),
            Self::PlatformItem => text!("élément de plateforme inconnu", "unknown platform item"),
            Self::Pool => text!("pool inconnu", "unknown pool"),
            Self::Profile => text!("profil inconnu", "unknown profile"),
            Self::RateCard => text!("grille de taux inconnue", "unknown rate card"),
            Self::Scenario => text!("scénario inconnu", "unknown scenario"),
            Self::Site => text!("site inconnu", "unknown site"),
            Self::Volume => text!("volume inconnu", "unknown volume"),
        }
    }
}

/// An id that nothing carries; `known` are those there are.
pub fn unknown_id<'a>(
    thing: Thing, id: &str, known: impl IntoIterator<Item = &'a str> + Clone, at: Option<At>,
) -> Finding {
    let help = meant(id, known.clone(), || {
        let known = listed(known);
        if known.is_empty() {
            text!("le modèle n’en contient aucun", "the model has none")
        } else {
            text!("le modèle contient : {known}", "the model has: {known}")
        }
    });
    let label = thing.unknown();
    let finding = Finding::error(Code::UnknownId, text!("{label} : `{id}`", "{label} `{id}`", label)).help(help);
    match at {
        Some(at) => finding.at(at, label),
        None => finding,
    }
}

/// What must total exactly 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole<'a> {
    /// The parts of the revision's formula.
    Revision,
    /// The absence over the calendar months.
    Absence,
    /// The same, of this site.
    AbsenceAt(&'a str),
    /// The sites of a mix.
    Mix(&'a str),
    /// The members of a pool.
    Pool(&'a str),
}

impl Whole<'_> {
    /// What it is made of.
    pub(super) fn words(self) -> Text {
        match self {
            Self::Revision => {
                text!("les parts fixe et variable de la révision", "the fixed and variable parts of the revision")
            }
            Self::Absence => text!("les poids des absences", "the weights of the absence"),
            Self::AbsenceAt(site) => {
                text!("les poids des absences sur le site `{site}`", "the weights of the absence at `{site}`")
            }
            Self::Mix(id) => text!("les parts du mix `{id}`", "the shares of the mix `{id}`"),
            Self::Pool(id) => text!("les membres du pool `{id}`", "the members of the pool `{id}`"),
        }
    }
}

/// Shares that do not total exactly 1.
pub fn not_one(whole: Whole<'_>, total: Decimal, at: At) -> Finding {
    let (whole, gap) = (whole.words(), number((total - Decimal::ONE).abs()));
    let help = if total > Decimal::ONE {
        text!(
            "soit {gap} de trop : diminuez l’une des valeurs d’autant",
            "that is {gap} above 1: lower one of them by as much",
            gap
        )
    } else {
        text!(
            "il manque {gap} : augmentez l’une des valeurs d’autant",
            "that is {gap} short of 1: raise one of them by as much",
            gap
        )
    };
    let total = number(total);
    let message = text!("{whole} totalisent {total} au lieu de 1", "{whole} total {total}, not 1", whole, total);
    Finding::error(Code::Total, message)
        .at(at, text!("le total doit être exactement 1", "must total exactly 1"))
        .help(help)
}

/// A whole number with a least and a most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Months of the contract.
    Months,
    /// Months until payment.
    PaymentDelay,
    /// Decimals of a unit price.
    PriceDecimals,
    /// Decimals of the revision's coefficient.
    RevisionDecimals,
    /// The first contract year that is revised.
    RevisionYear,
    /// Days between the last question and the offers.
    AnswerDays,
    /// Days for which an offer holds.
    ValidityDays,
}

/// A whole number outside the range that its key allows.
pub fn count_out_of_range(count: Count, low: u32, high: u32, at: At) -> Finding {
    let message = match count {
        Count::Months => {
            text!("un contrat de cette durée ne peut pas être chiffré", "a contract of so many months cannot be priced")
        }
        Count::PaymentDelay => {
            text!(
                "un délai de paiement aussi long n’est pas pris en charge",
                "a payment delay of so many months is not supported"
            )
        }
        Count::PriceDecimals => {
            text!("un prix unitaire a au plus {high} décimales", "a unit price has at most {high} decimals")
        }
        Count::RevisionDecimals => {
            text!("un coefficient a au plus {high} décimales", "a coefficient has at most {high} decimals")
        }
        Count::RevisionYear => {
            text!("les prix sont révisés à partir d’une année du contrat", "prices are revised from a contract year on")
        }
        Count::AnswerDays => text!(
            "les questions sont closes au plus {high} jours avant la remise des offres",
            "questions close at most {high} days before offers are due"
        ),
        Count::ValidityDays => {
            text!("une offre vaut au plus {high} jours", "an offer holds for at most {high} days")
        }
    };
    Finding::error(Code::OutOfRange, message)
        .at(at, text!("attendu : de {low} à {high}", "expected {low} to {high}"))
        .help(text!("écrivez un nombre entier de {low} à {high}", "write a whole number from {low} to {high}"))
}

/// What a time in the contract counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Contract years.
    Years,
    /// Contract months.
    Months,
}

/// A year or month that the contract does not have; `length` is where its months are written.
pub fn out_of_contract(period: Period, n: usize, count: usize, at: At, length: At) -> Finding {
    let (fr, en) = match period {
        Period::Years => ("années", "years"),
        Period::Months => ("mois", "months"),
    };
    Finding::error(
        Code::OutOfContract,
        text!("le contrat compte les {fr} 1 à {count}, pas {n}", "the contract has the {en} 1 to {count}, not {n}"),
    )
    .at(at, text!("hors du contrat", "out of the contract"))
    .at(length, text!("durée du contrat en mois", "months in the contract"))
    .help(text!(
        "choisissez parmi les {fr} 1 à {count}, ou allongez le contrat",
        "write one of the {en} 1 to {count}, or lengthen the contract"
    ))
}

/// Nothing says a value before the first step of a figure over time.
pub fn late_first_step(n: u32, at: At) -> Finding {
    Finding::error(Code::FirstStep, text!("aucune valeur n’est donnée avant {n}", "no value is given before {n}"))
        .at(at, text!("la première valeur", "the first step"))
        .help(text!(
            "ajoutez `1 = …` : écrivez 0 tant qu’il n’y a rien",
            "add `1 = …`: write 0 where there is nothing yet"
        ))
}

/// A window of months that ends before it begins.
pub fn empty_window(from: usize, to: usize, at: At) -> Finding {
    Finding::error(
        Code::OutOfContract,
        text!("du mois {from} au mois {to}, il n’y a aucun mois", "from month {from} to month {to} there is no month"),
    )
    .at(at, text!("finit avant de commencer", "ends before it begins"))
    .help(text!(
        "`from` et `to` sont des mois du contrat, tous deux inclus",
        "`from` and `to` are contract months, both included"
    ))
}

/// The reference site is not onshore, or is a partner's; `site` is where it is described.
pub fn bad_reference(at: At, site: At) -> Finding {
    Finding::error(
        Code::NoReference,
        text!(
            "le site de référence doit être onshore et appartenir au soumissionnaire",
            "the reference site must be onshore and the bidder's own"
        ),
    )
    .at(at, text!("désigné ici", "named here"))
    .at(site, text!("nearshore, offshore ou site d’un partenaire", "nearshore, offshore, or a partner's"))
    .help(text!(
        "désignez un site onshore du soumissionnaire : le travail à réaliser onshore y est affecté",
        "name an onshore site of the bidder: work that must stay onshore goes there"
    ))
}

/// A footer that a page cannot hold.
pub fn long_footer(limit: usize, at: At) -> Finding {
    Finding::error(
        Code::BadText,
        text!("le texte ne tient pas au pied d’une page", "the footer does not fit at the foot of a page"),
    )
    .at(at, text!("une ligne d’au plus {limit} caractères", "one line of at most {limit} characters"))
    .help(text!(
        "raccourcissez-le ; un texte plus long peut être une note sous le récapitulatif",
        "shorten it; a longer text can be a note under the recap"
    ))
}

/// A safeguard of the revision without a cap.
pub fn no_cap(safeguard: &str, at: At) -> Finding {
    Finding::error(
        Code::MissingKey,
        text!(
            "la clause de sauvegarde de la révision est `{safeguard}`, mais aucun plafond n’est donné",
            "the safeguard of the revision is `{safeguard}`, but no cap is given"
        ),
    )
    .at(at, text!("`cap` manque ici", "`cap` is missing here"))
    .help(text!("ajoutez `cap`, ou retirez `safeguard`", "add `cap`, or remove `safeguard`"))
}

/// Tolerances of the load whose least is above their most.
pub fn bad_tolerances((low, high): (Decimal, Decimal), default: (Decimal, Decimal), at: At) -> Finding {
    let [low, high, least, most] = [low, high, default.0, default.1].map(number);
    let message = text!(
        "les charges seraient tolérées de {low} à {high}",
        "loads would be tolerated from {low} to {high}",
        low,
        high
    );
    Finding::error(Code::BadRange, message)
        .at(at, text!("aucune charge n’est entre les deux", "no load is between them"))
        .help(text!(
            "`load_low` ne doit pas dépasser `load_high` ; par défaut, ils valent {least} et {most}",
            "write a `load_low` that is not above `load_high`; by default they are {least} and {most}",
            least,
            most
        ))
}

/// A holiday on a day that no year has.
pub fn no_such_day(month: u32, day: u32, at: At) -> Finding {
    holiday(
        Code::BadMonth,
        text!(
            "le jour {day} du mois {month} n’existe pas dans le calendrier",
            "month {month}, day {day} is not a day of the calendar"
        ),
        at,
    )
    .help(text!(
        "écrivez `month` de 1 à 12 et un jour (`day`) que ce mois possède",
        "write `month` 1 to 12, and a `day` that the month has"
    ))
}

/// A holiday given by dates that lacks one in years of the contract.
pub fn holiday_without_year<'a>(id: &str, years: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let years = listed(years);
    holiday(
        Code::HolidayYear,
        text!(
            "`{id}` n’a pas de date en {years}, dans la durée du contrat",
            "`{id}` has no date in {years}, within the contract"
        ),
        at,
    )
    .help(text!(
        "ajoutez la date prévue de chaque année, avec sa source",
        "add the expected date of each year, with its source"
    ))
}

/// A holiday whose rule is none or several.
pub fn holiday_without_rule(id: &str, at: At) -> Finding {
    holiday(Code::Either, text!("quand tombe le jour férié `{id}` ?", "when is the holiday `{id}`?"), at).help(text!(
        "écrivez `month` et `day`, ou `easter`, ou `dates`",
        "write `month` and `day`, or `easter`, or `dates`"
    ))
}

/// A holiday of no day or of too many.
pub fn long_holiday(at: At) -> Finding {
    holiday(Code::OutOfRange, text!("un jour férié dure de 1 à 31 jours", "a holiday lasts 1 to 31 days"), at).help(
        text!(
            "écrivez `days` de 1 à 31, ou retirez-le pour un seul jour",
            "write `days` from 1 to 31, or remove it for 1"
        ),
    )
}

fn holiday(code: Code, message: Text, at: At) -> Finding {
    Finding::error(code, message).at(at, text!("ce jour férié", "this holiday"))
}

/// A site with coordination and no profile that does it.
pub fn no_coordinator(site: &str, at: At) -> Finding {
    Finding::error(
        Code::MissingKey,
        text!("personne ne coordonne le site `{site}`", "the site `{site}` is coordinated by nobody"),
    )
    .at(at, text!("des personnes de quel profil ?", "heads of which profile?"))
    .help(text!(
        "ajoutez `coordinator`, le profil sur le site de référence",
        "add `coordinator`, the profile at the reference site"
    ))
}

/// A ramp of productivity without its first value.
pub fn no_ramp_start(site: &str, at: At) -> Finding {
    Finding::error(
        Code::MissingKey,
        text!(
            "la montée en productivité de `{site}` n’a pas de valeur de départ",
            "the productivity ramp of `{site}` has no start"
        ),
    )
    .at(at, text!("`months` sans `start`", "`months` without `start`"))
    .help(text!("ajoutez `start`, la productivité du premier mois", "add `start`, the productivity of the first month"))
}

/// A weight of the absence under a key that is not a calendar month.
pub fn not_a_calendar_month(key: &str, at: At) -> Finding {
    Finding::error(Code::OutOfRange, text!("`{key}` n’est pas un mois de l’année", "`{key}` is not a calendar month"))
        .at(at, text!("attendu : de 1 à 12", "expected 1 to 12"))
        .help(text!("les clés sont les mois de l’année, de 1 à 12", "the keys are the calendar months, 1 to 12"))
}

/// Weights of the absence without any.
pub fn no_weights(at: At) -> Finding {
    Finding::error(Code::MissingKey, text!("les poids des absences sont vides", "the weights of the absence are empty"))
        .at(at, text!("ce site", "this site"))
        .help(text!(
            "écrivez les douze mois, ou retirez `absence_weights` pour un douzième chacun",
            "write the twelve months, or remove `absence_weights` for a twelfth each"
        ))
}

/// A calendar month without its weight.
pub fn missing_weight(month: &str, at: At) -> Finding {
    Finding::error(
        Code::MissingKey,
        text!("les absences n’ont pas de poids pour le mois {month}", "the absence has no weight in month {month}"),
    )
    .at(at, text!("les poids des douze mois de l’année", "weights of the twelve calendar months"))
    .help(text!(
        "écrivez les douze mois, 0 quand personne n’est absent",
        "write the twelve months, 0 where nobody is absent"
    ))
}

/// A mix without shares, or with two kinds of them.
pub fn mix_without_shares(id: &str, at: At) -> Finding {
    Finding::error(
        Code::Either,
        text!(
            "le mix `{id}` doit contenir soit `shares`, soit `years`",
            "the mix `{id}` must have either `shares` or `years`"
        ),
    )
    .at(at, text!("ce mix", "this mix"))
    .help(text!(
        "écrivez `shares = {{ paris = 1 }}`, ou `years.1 = {{ … }}` et ainsi de suite",
        "write `shares = {{ paris = 1 }}`, or `years.1 = {{ … }}` and so on"
    ))
}

/// A daily cost that no rate card gives.
#[derive(Debug, Clone, Copy)]
pub struct MissingRate<'a> {
    /// Of this profile.
    pub profile: &'a str,
    /// At this site.
    pub site: &'a str,
    /// From this card.
    pub card: &'a str,
    /// In this month, where the card has the cost later.
    pub month: Option<Month>,
}

/// A daily cost that the bid needs and no rate card gives.
pub fn missing_rate(rate: MissingRate<'_>, at: At, card_at: At) -> Finding {
    let MissingRate { profile, site, card, month } = rate;
    let when = month.map_or_else(|| Text::same(""), in_month);
    Finding::error(
        Code::MissingRate,
        text!(
            "pas de coût journalier pour `{profile}` sur le site `{site}`{when} : il manque dans la grille de taux `{card}`",
            "no daily cost of `{profile}` at `{site}`{when}: the rate card `{card}` lacks it",
            when
        ),
    )
    .at(at, text!("travaille sur le site `{site}`", "works at `{site}`"))
    .at(card_at, text!("ajoutez `daily_cost.{profile}`", "add `daily_cost.{profile}`"))
    .help(text!(
        "un coût absent n’est jamais pris pour zéro : ajoutez-le, ou changez le mix",
        "a missing cost is never taken as zero: add it, or change the mix"
    ))
}
