//! What the rows above the tables of a sheet say of all its prices: with tax, or in thousands.

use super::role::Tax;
use super::tax::is_with_vat;
use crate::model::raw::Money;
use crate::unit::fold;

/// What is said of all prices of a sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Above {
    /// Before or after tax, where only one of them is named beside prices.
    pub tax: Option<Tax>,
    /// What the prices are counted in, where that is no euro.
    pub multiple: Option<Money>,
}

/// Words beside which a tax is that of prices.
const PRICES: [&str; 13] = [
    "prix", "montant", "montants", "euro", "euros", "tarif", "tarifs", "cout", "couts", "pu", "tjm", "forfait",
    "forfaits",
];

impl Above {
    /// Of the texts above the first table.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut net, mut gross, mut multiple) = (false, false, None);
        for text in texts {
            let folded = fold(text);
            let words: Vec<&str> = folded.split(' ').collect();
            let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
            net |= any(&["ht", "hors"]);
            gross |= (any(&["ttc"]) || is_with_vat(&words)) && (any(&PRICES) || text.contains('€'));
            let declared = words.first() == Some(&"en") || folded.contains(" en ");
            multiple = multiple.or_else(|| multiple_of_euros(text).filter(|_| declared));
        }
        Self { tax: (gross && !net).then_some(Tax::Gross), multiple }
    }
}

/// `k€`, `milliers d’euros`, `M€`: what prices are counted in where that is no euro.
pub fn multiple_of_euros(text: &str) -> Option<Money> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let word = |of: &[&str]| words.iter().any(|word| of.contains(word));
    // `k€` and `k €`, not `Stock €`.
    let sign = |letter: char| {
        text.match_indices('€').any(|(at, _)| {
            let mut before = text[..at].trim_end().chars().rev();
            before.next() == Some(letter) && !before.next().is_some_and(char::is_alphabetic)
        })
    };
    match () {
        () if sign('k') || sign('K') || word(&["keur", "keuros", "millier", "milliers"]) => Some(Money::Thousands),
        () if sign('M') || word(&["meur", "million", "millions"]) => Some(Money::Millions),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Above, Money, multiple_of_euros};
    use crate::buyer::form::heading::Tax;

    #[test]
    fn what_is_said_above_tables() {
        let of = |text: &str| Above::of([text]);
        for text in [
            "Prix en euros TTC",
            "Tous les prix sont à indiquer toutes taxes comprises",
            "Tous les montants sont exprimés en € TTC",
            "Tarifs TTC",
            "Tous les prix sont à indiquer TVA comprise",
            "Prix avec TVA",
        ] {
            assert_eq!(of(text).tax, Some(Tax::Gross), "{text}");
        }
        for text in ["Prix en euros HT et TTC", "Prix en euros HT", "Bordereau des prix"] {
            assert_eq!(of(text).tax, None, "{text}");
        }
        assert_eq!(of("Montants en k€").multiple, Some(Money::Thousands));
        assert_eq!(of("Montants exprimés en milliers d'euros HT").multiple, Some(Money::Thousands));
        // The size of the contract, not of its prices.
        assert_eq!(of("Marché plafonné à 40 M€").multiple, None);
    }

    #[test]
    fn what_headings_count_in() {
        for text in ["Prix unitaire HT (k€)", "PU en K€", "Prix en k €", "Montant (kEUR)"] {
            assert_eq!(multiple_of_euros(text), Some(Money::Thousands), "{text}");
        }
        assert_eq!(multiple_of_euros("Prix (M€ HT)"), Some(Money::Millions));
        for text in ["Prix unitaire HT (€)", "Prix en EUR", "TJM€", "Taux €/h"] {
            assert_eq!(multiple_of_euros(text), None, "{text}");
        }
    }
}
