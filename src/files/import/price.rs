//! Prices as people type them: `$ 110.50`, `1 234,56 €`, `1,013.38`, `450 €/j`.

use rust_decimal::Decimal;

use super::currency::currency;
use super::footnote::{bracketed_mark, is_mark};
use super::held::Held;
use super::per::Per;
use crate::text;
use crate::unit::{Text, TypedNumber, brief, fold, typed_number};

/// A price that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Its number.
    pub value: TypedNumber,
    /// Its currency, where it says.
    pub currency: Option<&'static str>,
    /// What it buys, where it says.
    pub per: Option<Per>,
    /// Thousands or hundredths, where it says.
    pub multiple: Option<Multiple>,
    /// The footnote that it refers to: `*`, `1`.
    pub mark: Option<String>,
}

/// The multiple of a currency that figures are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiple {
    /// `k€`.
    Thousand,
    /// `centimes`.
    Hundredth,
}

impl Price {
    /// The price in units, where it or its column is in a multiple.
    #[must_use]
    pub fn scaled(self, column: Option<Multiple>) -> Self {
        let by = match self.multiple.or(column) {
            None => return self,
            Some(Multiple::Thousand) => Decimal::ONE_THOUSAND,
            Some(Multiple::Hundredth) => Decimal::new(1, 2),
        };
        let times = |value: Decimal| value.saturating_mul(by).normalize();
        let value = match self.value {
            TypedNumber::Sure(value, sign) => TypedNumber::Sure(times(value), sign),
            TypedNumber::Either(sign, decimals, thousands) => {
                TypedNumber::Either(sign, times(decimals), times(thousands))
            }
        };
        Self { value, ..self }
    }

    /// The price of one day or hour, where it is for so many.
    #[must_use]
    pub fn of_one(self, count: Option<Decimal>) -> Self {
        let Some(count) = count else { return self };
        // A third of a price has no last decimal: to a millionth.
        let part = |value: Decimal| value.checked_div(count).map_or(value, |of| of.round_dp(6).normalize());
        let value = match self.value {
            TypedNumber::Sure(value, sign) => TypedNumber::Sure(part(value), sign),
            TypedNumber::Either(sign, decimals, thousands) => {
                TypedNumber::Either(sign, part(decimals), part(thousands))
            }
        };
        Self { value, ..self }
    }
}

impl Multiple {
    /// The multiple that a text names: `k€`, `K EUR`, `kMAD`, `milliers de dirhams`, `centimes`. Rounding to one is none.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        // As most texts, that have no letter which begins one.
        if text.is_ascii() && !text.contains(['k', 'K', 'm', 'M', 't', 'T', 'c', 'C']) {
            return None;
        }
        let text = text.to_lowercase();
        let is_sign = |c: char| "€$£".contains(c);
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || is_sign(c))).filter(|w| !w.is_empty()).peekable();
        while let Some(word) = words.next() {
            let apart =
                word == "k" && words.peek().is_some_and(|next| next.starts_with('e') || currency(next).is_some());
            let joined = word.strip_prefix('k').is_some_and(|rest| rest == "e" || currency(rest).is_some());
            match word {
                _ if word.starts_with("arrondi") || word.starts_with("round") => return None,
                _ if apart || joined => return Some(Self::Thousand),
                "millier" | "milliers" | "thousand" | "thousands" => return Some(Self::Thousand),
                "centime" | "centimes" | "eurocents" => return Some(Self::Hundredth),
                _ => {}
            }
        }
        None
    }
}

/// The price that a cell holds, or why it holds none, in a few words.
///
/// # Errors
/// It is a date, an error, a percentage, a range, words, nothing, 0 or less.
pub fn price(held: Option<&Held>) -> Result<Price, Text> {
    let price = match held {
        None => return Err(text!("pas de prix", "no price")),
        Some(Held::Date(day)) => {
            return Err(text!("pas un prix : la date {day}", "no price: the date {day}"));
        }
        Some(Held::Other(what)) => return Err(none(what)),
        Some(Held::Formula(formula)) => {
            let formula = brief(formula);
            return Err(text!("une formule sans résultat : `={formula}`", "a formula without a result: `={formula}`"));
        }
        Some(Held::Number(number)) => {
            Price { value: TypedNumber::Sure(*number, None), currency: None, per: None, multiple: None, mark: None }
        }
        Some(Held::Text(text)) => typed(text)?,
    };
    let least = match price.value {
        TypedNumber::Sure(value, _) => value,
        TypedNumber::Either(_, decimals, _) => decimals,
    };
    if least.is_zero() {
        return Err(text!("un prix de 0", "a price of 0: nothing says that the work is free"));
    }
    if least.is_sign_negative() {
        return Err(text!("un prix négatif", "a negative price"));
    }
    Ok(price)
}

fn none(text: &str) -> Text {
    let text = brief(text);
    text!("pas un prix : `{text}`", "no price: `{text}`")
}

fn typed(text: &str) -> Result<Price, Text> {
    let shown = || brief(text);
    if text.contains('%') {
        let shown = shown();
        return Err(text!("un pourcentage : `{shown}`", "a percentage, no price: `{shown}`"));
    }
    let plain = text.trim().trim_matches(['"', '“', '”']).replace(['−', '–'], "-");
    let (plain, mut mark) = match bracketed_mark(&plain) {
        Some((plain, mark)) => (plain.to_owned(), Some(mark.to_owned())),
        None => (plain, None),
    };
    let digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (plain.find(digit), plain.rfind(digit)) else { return Err(none(text)) };
    let (before, digits, after) = (&plain[..first], &plain[first..=last], &plain[last + 1..]);
    let marks: String = after.chars().filter(|c| is_mark(*c)).collect();
    let after = &after.replace(is_mark, "");
    if !marks.is_empty() {
        mark = mark.or(Some(marks));
    }
    let Some(negative) = is_negative(before, after) else { return Err(none(text)) };
    let words = [before, after].map(fold);
    let beside = format!("{before} {after}");
    let multiple = Multiple::of(&beside);
    // Beside the digits only a currency, what is bought and the tax may be.
    let known = |word: &str| {
        word.is_empty()
            || currency(word).is_some()
            || Per::of(&[word]).is_some()
            || (multiple.is_some() && ["k", "ke", "keur", "keuros"].contains(&word))
            || ["ht", "par", "per", "us", "net", "nets", "a", "la", "le", "l", "p", "the"].contains(&word)
    };
    if !words.iter().flat_map(|w| w.split(' ')).all(known) || plain.contains(['<', '>', '~', '≈', '+']) {
        return Err(none(text));
    }
    let Some(value) = typed_number(digits) else {
        let between = digits.contains(['-', '/']) || digits.contains('à');
        let range = || {
            let shown = shown();
            text!("une fourchette ou une date : `{shown}`", "a range or a date, no price: `{shown}`")
        };
        return Err(if between { range() } else { none(text) });
    };
    let signed = |value: Decimal| if negative { -value } else { value };
    let value = match value {
        TypedNumber::Sure(value, mark) => TypedNumber::Sure(signed(value), mark),
        TypedNumber::Either(mark, decimals, thousands) => {
            TypedNumber::Either(mark, signed(decimals), signed(thousands))
        }
    };
    let folded = words.join(" ");
    let per = Per::of(&folded.split(' ').collect::<Vec<_>>());
    Ok(Price { value, currency: currency(&beside), per, multiple, mark })
}

/// Does what is before and after the digits make them negative, as people (`-450`, `450 €-`), accountants (`(450)`) and
/// ledgers (`450,00-`) write it? `None` where a dash or a bracket is there for something else.
fn is_negative(before: &str, after: &str) -> Option<bool> {
    // `450,-` and `450.–`: no cents.
    let after = after.strip_prefix([',', '.']).map_or(after, |rest| rest.strip_prefix('-').unwrap_or(after));
    let of = |sign: char| [before, after].map(|text| text.matches(sign).count());
    let (opened, closed) = (of('('), of(')'));
    let at_an_end = || [before, after].map(str::trim).iter().any(|text| text.starts_with('-') || text.ends_with('-'));
    match (before.contains(['[', '{']) || after.contains([']', '}']), of('-').iter().sum()) {
        // Brackets on one side are around words beside the figure: `450 € (HT)`.
        (false, 0) if opened == closed => Some(false),
        (false, 1) if opened == closed => at_an_end().then_some(true),
        // One is open before it and closed after it.
        (false, 0) if opened[0] == closed[0] + 1 && opened[1] + 1 == closed[1] => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, Per, TypedNumber, price};
    use crate::unit::DecimalSign;
    use rust_decimal::{Decimal, dec};

    fn read(text: &str) -> Result<(TypedNumber, Option<&'static str>, Option<Per>), String> {
        price(Some(&Held::Text(text.into()))).map(|p| (p.value, p.currency, p.per)).map_err(|why| why.en)
    }

    #[test]
    fn as_people_type_them() {
        let sure = |value, mark| TypedNumber::Sure(value, mark);
        let (point, comma) = (Some(DecimalSign::Point), Some(DecimalSign::Comma));
        let same: [(&str, TypedNumber, Option<&str>, Option<Per>); 20] = [
            ("450,-", sure(dec!(450), None), None, None),
            ("450 € (HT)", sure(dec!(450), None), Some("EUR"), None),
            ("CHF 450.–", sure(dec!(450), None), Some("CHF"), None),
            ("$ 110.50", sure(dec!(110.50), point), Some("USD"), None),
            ("$125.44", sure(dec!(125.44), point), Some("USD"), None),
            ("1 234,56 €", sure(dec!(1234.56), comma), Some("EUR"), None),
            ("1\u{202f}234,56\u{a0}€", sure(dec!(1234.56), comma), Some("EUR"), None),
            ("\"1,013.38\"", sure(dec!(1013.38), point), None, None),
            ("1.234,56", sure(dec!(1234.56), comma), None, None),
            ("1'234.50 CHF", sure(dec!(1234.50), point), Some("CHF"), None),
            ("450", sure(dec!(450), None), None, None),
            ("450 €/j", sure(dec!(450), None), Some("EUR"), Some(Per::Day)),
            ("62,5 € HT / heure", sure(dec!(62.5), comma), Some("EUR"), Some(Per::Hour)),
            ("EUR 450 per day", sure(dec!(450), None), Some("EUR"), Some(Per::Day)),
            ("2 100 DH", sure(dec!(2100), None), Some("MAD"), None),
            ("1,234,567.89", sure(dec!(1234567.89), point), None, None),
            ("1.234.567", sure(dec!(1234567), comma), None, None),
            ("134.3844", sure(dec!(134.3844), point), None, None),
            ("1,013", TypedNumber::Either(DecimalSign::Comma, dec!(1.013), dec!(1013)), None, None),
            ("1.234", TypedNumber::Either(DecimalSign::Point, dec!(1.234), dec!(1234)), None, None),
        ];
        for (text, value, currency, per) in same {
            assert_eq!(read(text), Ok((value, currency, per)), "{text}");
        }
    }

    #[test]
    fn what_is_no_price_says_why() {
        for (text, why) in [
            ("N/A", "no price"),
            ("sur devis", "no price"),
            ("12 5", "no price"),
            ("450 12", "no price"),
            ("45 00,5", "no price"),
            ("15 06 2026", "no price"),
            ("06 12 34 56 78", "no price"),
            ("BAD_PRICE_DATA", "no price"),
            ("Price with two decimal places", "no price"),
            ("400-500", "a range"),
            ("400 à 500", "a range"),
            ("6/24/15", "a range or a date"),
            ("N.C.", "no price"),
            ("12 %", "a percentage"),
            ("0,00 €", "a price of 0"),
            ("-450", "a negative price"),
            ("- 450,00 €", "a negative price"),
            ("(450.00)", "a negative price"),
            ("505,00-", "a negative price"),
            ("505,00 -", "a negative price"),
            ("1.505,00−", "a negative price"),
            ("505,00 €-", "a negative price"),
            ("505,00- EUR", "a negative price"),
            ("EUR -505", "a negative price"),
            ("(505,00 €)", "a negative price"),
            ("€ (505)", "a negative price"),
            ("(505,00) EUR", "a negative price"),
            ("(505,00", "no price"),
            ("505,00)", "no price"),
            ("[505]", "no price"),
            ("-505-", "no price"),
            ("450 € - HT", "no price"),
            ("450 € (hors frais)", "no price"),
            ("1,23,4", "no price"),
            ("1.2.3,4", "no price"),
            ("> 450", "no price"),
            ("99999999999999999999999999999999", "no price"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.starts_with(why), "{text}: {told}");
        }
        let scaled = price(Some(&Held::Text("0,482 k€".into()))).map(|p| p.scaled(None).value);
        assert_eq!(scaled, Ok(TypedNumber::Sure(dec!(482), Some(DecimalSign::Comma))));
        assert_eq!(price(None).unwrap_err().en, "no price");
        assert!(price(Some(&Held::Number(Decimal::ZERO))).is_err());
        assert_eq!(price(Some(&Held::Other("#REF!".into()))).unwrap_err().en, "no price: `#REF!`");
    }
}
