use rust_decimal::Decimal;

use super::{Exact, Lang, round_divided};

/// The sign of what is below zero, in every figure that a person reads.
pub const MINUS: char = '−';

/// A number as a reader writes it: `1 234 567,89` in French (no-break spaces), `1,234,567.89` in English.
///
/// ```
/// use chiffrage_base::unit::{Lang, digits};
/// use rust_decimal::dec;
/// assert_eq!(digits(dec!(-1234567.885), 2, Lang::Fr), "−1\u{a0}234\u{a0}567,89");
/// assert_eq!(digits(dec!(1234.5), 2, Lang::En), "1,234.50");
/// assert_eq!(digits(dec!(-0.001), 2, Lang::Fr), "0,00");
/// ```
#[must_use]
pub fn digits(value: Decimal, places: u32, lang: Lang) -> String {
    let rounded = round_divided(value, places);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (group, point) = match lang {
        Lang::Fr => ('\u{a0}', ','),
        Lang::En => (',', '.'),
    };
    let mut out = String::with_capacity(text.len() + whole.len() / 3 + 2);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// A difference as [`digits`], with a plus above zero.
#[must_use]
pub fn digits_more(value: Decimal, places: u32, lang: Lang) -> String {
    let plus = if round_divided(value, places) > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", digits(value, places, lang))
}

/// Euros to the cent: `1 234,56 €`, `€1,234.56`.
#[must_use]
pub fn money(value: Decimal, lang: Lang) -> String {
    in_euros(&digits(value, 2, lang), lang)
}

/// Whole euros, as a sentence has them: `−958 089 €`, `−€958,089`.
#[must_use]
pub fn euros(value: Decimal, lang: Lang) -> String {
    in_euros(&digits(value, 0, lang), lang)
}

/// A difference in whole euros, with a plus above zero.
#[must_use]
pub fn euros_more(value: Decimal, lang: Lang) -> String {
    let figure = digits_more(value, 0, lang);
    match figure.strip_prefix('+') {
        Some(figure) => format!("+{}", in_euros(figure, lang)),
        None => in_euros(&figure, lang),
    }
}

fn in_euros(figure: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("{figure}\u{a0}€"),
        Lang::En => match figure.strip_prefix(MINUS) {
            Some(figure) => format!("{MINUS}€{figure}"),
            None => format!("€{figure}"),
        },
    }
}

/// A share in percent: `14,7 %`, `14.7%`.
#[must_use]
pub fn percent(share: Decimal, lang: Lang) -> String {
    let hundred = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    let text = digits(hundred, 1, lang);
    lang.pick(&format!("{text}\u{a0}%"), &format!("{text}%")).to_owned()
}

/// A difference in percent, with a plus above zero: `+2,3 %`.
#[must_use]
pub fn percent_more(share: Decimal, lang: Lang) -> String {
    let plus = if round_divided(share, 3) > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", percent(share, lang))
}

/// A share in percent; a dash where there is none, as of nothing.
#[must_use]
pub fn share(share: Option<Exact>, lang: Lang) -> String {
    share.map_or_else(|| DASH.to_owned(), |share| percent(share.shown(), lang))
}

/// What is shown where a figure is not defined.
pub const DASH: &str = "–";

/// A rate in percent with every decimal it has: `20 %`, `5.5%`.
#[must_use]
pub fn rate(share: Decimal, lang: Lang) -> String {
    let hundred = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).normalize();
    let text = digits(hundred, hundred.scale(), lang);
    lang.pick(&format!("{text}\u{a0}%"), &format!("{text}%")).to_owned()
}

/// The beginning of a long text: 40 characters at most.
#[must_use]
pub fn brief(text: &str) -> String {
    shortened(text, 40)
}

/// Words with a capital letter first.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text on one line, its spaces single.
///
/// ```
/// use chiffrage_base::unit::one_line;
/// assert_eq!(one_line(" Prix\nunitaire  HT"), "Prix unitaire HT");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in at most so many characters, its spaces single.
///
/// ```
/// use chiffrage_base::unit::shortened;
/// assert_eq!(shortened("Maintien en  condition", 22), "Maintien en condition");
/// assert_eq!(shortened("Maintien en condition", 10), "Maintien …");
/// ```
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= most { line } else { line.chars().take(most.saturating_sub(1)).chain(['…']).collect() }
}
