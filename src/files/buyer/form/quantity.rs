//! The quantities of a row by year, what a year counts that the buyer left blank, and how many units each quantity counts.

use rust_decimal::Decimal;

use super::said::{Of, Said};
use super::view::{Content, View};
use super::words::Per;
use crate::sheet::column_letters;
use crate::unit::{fold, one_line, parse_decimal};

/// What a cell of quantities holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Nothing.
    Blank,
    /// A number, typed or computed.
    Number(Decimal),
    /// Something else, such as `selon besoin`.
    Other,
}

/// How many units each quantity of a table may count, where its words name more than one: `Qté (centaines)`. The price may be
/// that of so many units, too: which of them is meant is for a person to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// How many.
    pub times: Decimal,
    /// The words that name them.
    pub words: String,
}

impl Scale {
    /// What the words over quantities name: `Qté (centaines)`, `Quantité en milliers`, `Volume (k)`, `Qté ×100`, `Lots de 10`.
    #[must_use]
    pub fn of(words: &str) -> Option<Self> {
        let scale = |times: u32| Self { times: times.into(), words: one_line(words) };
        let folded = fold(words);
        let all: Vec<&str> = folded.split(' ').collect();
        let named = all.iter().find_map(|word| match word.trim_end_matches('s') {
            "dizaine" | "ten" => Some(10),
            "douzaine" | "dozen" => Some(12),
            "centaine" | "cent" | "hundred" => Some(100),
            "k" | "kuo" | "kj" | "mille" | "millier" | "thousand" => Some(1_000),
            "million" => Some(1_000_000),
            _ => None,
        });
        let several = |text: &str| text.parse::<u32>().ok().filter(|times| *times > 1);
        // `par 100`, `lots de 10`, `unité de 1 000`.
        let packs = ["lot", "lots", "paquet", "paquets", "tranche", "tranches", "pack", "packs", "unite", "unites"];
        let after = |at: usize| several(all.get(at)?).or_else(|| several(&all.get(at..at + 2)?.concat()));
        let counted = || {
            let pack = |two: &[&str]| packs.contains(&two[0]) && two[1] == "de";
            let by = all.iter().position(|word| ["par", "per"].contains(word)).and_then(|at| after(at + 1));
            by.or_else(|| all.windows(2).position(pack).and_then(|at| after(at + 2)))
        };
        named.or_else(|| times(words)).or_else(counted).map(scale)
    }

    /// What a title names for all quantities below it: `Quantités exprimées en milliers`.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        let folded = fold(title);
        let speaks =
            folded.split(' ').any(|word| word.starts_with("quantit") || ["qte", "qtes", "volumes"].contains(&word));
        Self::of(title).filter(|_| speaks && folded.contains(" en "))
    }
}

/// The time that quantities are counted in, where their heading says it: `Nb semaines`, `Quantité (mois)`; of a year it says when.
#[must_use]
pub fn counted_by(heading: &str) -> Option<Of> {
    const COUNT: [&str; 8] = ["nb", "nbr", "nbre", "nombre", "quantite", "quantites", "qte", "volume"];
    let said = Said::of(heading);
    let first = said.tokens.iter().position(|token| COUNT.contains(&token.as_str()))?;
    let links = ["de", "d", "des", "en", "(", "estimatif", "estime", "estimee", "total", "totale"];
    let counted = said.tokens[first + 1..].iter().find(|token| !links.contains(&token.as_str()))?;
    Of::word(counted).filter(|of| !matches!(of, Of::Unit | Of::Time(Per::Year)))
}

/// The number after a sign of multiplication: `×100`, `x 1 000`, `* 10`.
fn times(words: &str) -> Option<u32> {
    let sign = |(at, c): (usize, char)| match c {
        '×' | '*' => true,
        'x' | 'X' => !words[..at].ends_with(char::is_alphanumeric),
        _ => false,
    };
    words.char_indices().filter(|at| sign(*at)).find_map(|(at, c)| {
        let after = words[at + c.len_utf8()..].trim_start();
        let end = after.find(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}')));
        let digits: String = after[..end.unwrap_or(after.len())].chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|times| *times > 1)
    })
}

/// The quantities of all years of a row, from those that it gives and its total. A year left blank is 0 where the buyer's
/// own total comes to the sum of the others; `None` where nothing says so. A row without any quantity is 0 throughout only
/// where its table has some (`counted`): a table without any leaves them all to the bidder.
///
/// ```
/// use chiffrage_files::buyer::form::years;
/// use rust_decimal::dec;
/// let (one, none) = (Some(dec!(1)), None);
/// assert_eq!(years(&[one, none], one, true), Some(vec![dec!(1), dec!(0)]));
/// assert_eq!(years(&[one, none], Some(dec!(3)), true), None);
/// assert_eq!(years(&[none, none], Some(dec!(0)), false), None);
/// ```
#[must_use]
pub fn years(given: &[Option<Decimal>], total: Option<Decimal>, counted: bool) -> Option<Vec<Decimal>> {
    if given.iter().all(Option::is_some) {
        return Some(given.iter().copied().flatten().collect());
    }
    let sum = given.iter().flatten().try_fold(Decimal::ZERO, |sum, year| sum.checked_add(*year))?;
    let is_said = total == Some(sum) && (counted || given.iter().any(Option::is_some));
    is_said.then(|| given.iter().map(|year| year.unwrap_or_default()).collect())
}

impl View {
    /// What a cell of quantities holds.
    #[must_use]
    pub fn quantity(&self, row: u32, column: u32) -> Quantity {
        match self.row(row).and_then(|r| r.cell(column)) {
            None => Quantity::Blank,
            Some(Content::Number(number)) => Quantity::Number(*number),
            Some(Content::Formula(_, shown) | Content::Text(shown)) if shown.trim().is_empty() => Quantity::Blank,
            Some(Content::Formula(_, shown)) => parse_decimal(shown).map_or(Quantity::Other, Quantity::Number),
            Some(Content::Text(_)) => Quantity::Other,
        }
    }

    /// The quantities of the years of a row, as [`years`] has them, of the columns of its years and of their total.
    #[must_use]
    pub fn years(&self, row: u32, columns: &[u32], total: Option<u32>, counted: bool) -> Option<Vec<Decimal>> {
        let given: Option<Vec<Option<Decimal>>> = columns
            .iter()
            .map(|column| match self.quantity(row, *column) {
                Quantity::Blank => Some(None),
                Quantity::Number(number) => Some(Some(number)),
                Quantity::Other => None,
            })
            .collect();
        let total = total.and_then(|column| match self.quantity(row, column) {
            Quantity::Number(total) => Some(total),
            Quantity::Blank | Quantity::Other => None,
        });
        let mut given = given?;
        let is_typed = given.iter().any(Option::is_some);
        for (year, column) in given.iter_mut().zip(columns).filter(|(year, _)| year.is_none() && is_typed) {
            *year = self.blank_is_none(row, *column).then_some(Decimal::ZERO);
        }
        years(&given, total, counted)
    }

    /// Does the buyer's own amount say that a blank quantity is none, `=IF(G8="",0,G8*D8)`, and its total add that amount?
    fn blank_is_none(&self, row: u32, column: u32) -> bool {
        let Some(of) = self.row(row) else { return false };
        let place = |column: u32| format!("{}{row}", column_letters((column as usize).saturating_sub(1)));
        let cell = place(column);
        let tests = [format!("IF({cell}=\"\",0,"), format!("IF(ISBLANK({cell}),0,")];
        let formulas = || of.cells.iter().filter_map(|cell| Some((cell.column, cell.content.formula()?)));
        let is_none = |formula: &str| {
            let formula = formula.replace(['$', ' '], "").to_uppercase().replace(';', ",");
            tests.iter().any(|test| formula.trim_start_matches('=').starts_with(test.as_str()))
        };
        let Some((amount, _)) = formulas().find(|(_, formula)| is_none(formula)) else { return false };
        let amount_cell = place(amount);
        let adds = |formula: &str| {
            let formula = formula.replace('$', "");
            let mut cells = formula.split(|c: char| !c.is_ascii_alphanumeric());
            cells.any(|cell| cell == amount_cell) || formula.contains(':')
        };
        formulas().any(|(at, formula)| at != amount && adds(formula))
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn quantities_of_several_units() {
        for (words, times) in [
            ("Qté (centaines)", 100),
            ("Quantité en milliers d’UO", 1_000),
            ("Volume annuel (k)", 1_000),
            ("Qté ×100", 100),
            ("Quantité (x 1 000)", 1_000),
            ("Quantité par 100", 100),
            ("Nombre de lots de 10", 10),
            ("Qté (dizaines de jours)", 10),
        ] {
            assert_eq!(Scale::of(words).map(|of| of.times), Some(times.into()), "{words}");
        }
        for plain in [
            "Quantité",
            "Qté année 1",
            "Quantité 2027",
            "Qté sur 12 mois",
            "Nombre d’unités d’œuvre",
            "Qté max",
            "Lot 2 : quantité",
        ] {
            assert_eq!(Scale::of(plain), None, "{plain}");
        }
        assert!(Scale::of_title("Quantités exprimées en milliers").is_some());
        assert!(Scale::of_title("Montants exprimés en milliers d’euros").is_none());
    }
}
