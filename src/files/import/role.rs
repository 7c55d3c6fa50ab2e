//! What a column of a rate card is for, by the words above it.

use super::accounts::{
    Bound, bounds_of_time, classifies_costs, counts, is_price_unit, is_unit_of_time, names, numbers_prices,
};
use super::per::Per;
use super::terms::{Basis, Money, Terms};
use super::vocabulary::{
    AMOUNT, BESIDE_COST, BY_TIME, CONTRACT, COST, CURRENCY, FROM, HIGH, LEAST, LEVEL, LOW, MODE, OTHER, PER, PLAINLY,
    POSITION, PRICE, PROFILE_1, PROFILE_2, PROFILE_3, SALARY, SITE, TOTAL, UNIT, YEARS,
};
use crate::buyer::form::Period;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The job profile; how plainly the words say so, 1 to 3.
    Profile(u8),
    /// The seniority, where it is apart from the profile.
    Level,
    /// Where the work is done.
    Site,
    /// The currency of the row.
    Currency,
    /// What a price of the row buys.
    Per,
    /// For how many of them the price of the row is: `Unité prix`.
    PriceUnit,
    /// A number of days or hours, of which nothing says whether the price is for them: `Nb jours`.
    Count,
    /// The day from which the row holds.
    From,
    /// The day up to which the row holds.
    Until,
    /// The grade of a collective agreement, which says the seniority where nothing else does.
    Position,
    /// A price.
    Price(Part),
    /// Something else, such as a salary, a total, a share.
    Other,
}

/// Which price of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The price itself.
    Mode,
    /// The least it may be.
    Low,
    /// The most it may be.
    High,
}

/// What a column is for.
#[must_use]
pub fn role(said: u32, (text, words): (&str, &[&str]), terms: &Terms, period: Option<Period>) -> Option<Role> {
    let says = |what: u32| said & what != 0;
    if is_price_unit(words) {
        return Some(Role::PriceUnit);
    }
    if let Some(bound) = bounds_of_time(words) {
        return Some(if bound == Bound::From { Role::From } else { Role::Until });
    }
    if classifies_costs(words) || numbers_prices(words) {
        return Some(Role::Other);
    }
    if is_unit_of_time(words) {
        return Some(Role::Per);
    }
    if counts(words) {
        return Some(Role::Count);
    }
    let is_name = names(text, words) && terms.basis.is_none();
    if is_name && says(SITE) {
        return Some(Role::Site);
    }
    let (basis, per) = (terms.basis, terms.per);
    let part = || match (says(LOW), says(HIGH)) {
        (true, false) => Part::Low,
        (false, true) => Part::High,
        _ => Part::Mode,
    };
    if says(FROM) && !says(COST | PRICE) {
        let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
        let ends = any(&["au", "jusqu", "fin", "to", "until", "end", "expire"]);
        return Some(if ends && !any(&["du", "from", "compter", "partir"]) { Role::Until } else { Role::From });
    }
    if says(CURRENCY) && !(basis == Some(Basis::Cost) && terms.money == Money::Open) {
        return Some(Role::Currency);
    }
    let numbered = words.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    let yearly = words.iter().any(|w| matches!(*w, "an" | "ans")) && !numbered;
    // `Coût total / jour` is a day's cost, and `Total / jour` that of several people.
    let daily = says(TOTAL) && basis == Some(Basis::Cost) && per.is_some();
    let out_of_hours = words.windows(2).any(|pair| pair[0] == "non" && pair[1].starts_with("ouvre"));
    let is_half =
        text.contains('½') || words.windows(3).any(|of| of[..2] == ["1", "2"] && Per::of(&of[2..]) == Some(Per::Day));
    // `Coût de référence / jour` is one.
    let is_reference = basis == Some(Basis::Cost) && per.is_some() && words.contains(&"reference");
    let is_other = (says(OTHER) && !is_reference)
        || is_half
        || (says(SALARY) && basis.is_none())
        || out_of_hours
        || (says(TOTAL) && !daily)
        || (says(CONTRACT) && basis.is_none())
        || (says(BESIDE_COST) && basis.is_none())
        || (yearly && basis.is_some())
        || (says(YEARS) && says(LEAST));
    if is_other && !is_name {
        return Some(Role::Other);
    }
    if (says(UNIT) && !says(COST | PRICE)) || says(PER) {
        return Some(Role::Per);
    }
    let profile = [(PROFILE_3, 3), (PROFILE_2, 2), (PROFILE_1, 1)].into_iter().find(|(bit, _)| says(*bit));
    let profile = profile.or_else(|| is_name.then_some((PROFILE_1, 1)));
    if (basis.is_some() || says(AMOUNT)) && (profile.is_none() || per.is_some() || !says(PLAINLY)) {
        return Some(Role::Price(part()));
    }
    if let Some((_, weight)) = profile {
        return Some(Role::Profile(weight));
    }
    if says(LEVEL) && !(says(LEAST) && says(LOW)) {
        return Some(Role::Level);
    }
    if says(POSITION) {
        return Some(Role::Position);
    }
    if says(SITE) {
        return Some(Role::Site);
    }
    // What only names a year, a bound, a lump or a day's money, above a column of prices.
    let is_lump = words.contains(&"forfait") && (words.contains(&"ht") || terms.currency().is_some());
    let measure = is_lump || (terms.currency().is_some() && per.is_some());
    if words.len() <= 4 && (period.is_some() || says(LOW | HIGH | MODE | BY_TIME) || measure) {
        return Some(Role::Price(part()));
    }
    None
}
