//! The currency that words and signs name.
//!
//! A rate of exchange names two currencies and says of no amount which of them it is in: `CJM en MAD, 1 € = 10,9 MAD` is in
//! dirhams. Words that name several beside it leave open which of them is meant.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt as _};

use crate::unit::fold;

/// The currency of the contract, in which prices are where nothing in their file speaks of another.
pub const OURS: &str = "EUR";

/// The names of currencies, folded, by their codes; a name of several words counts before one of fewer.
const CURRENCIES: [(&str, &str); 43] = [
    ("EUR", "€|eur|euro|euros"),
    ("USD", "$|us $|$ us|usd|dollar|dollars|dollar us|dollars us"),
    ("GBP", "£|gbp|livre sterling|livres sterling"),
    ("CHF", "chf|franc|francs|franc suisse|francs suisses"),
    ("MAD", "mad|dh|dhs|dirham|dirhams"),
    ("TND", "tnd|dt|dinar|dinars"),
    ("DZD", "dzd|dinar algerien|dinars algeriens"),
    ("AED", "aed|dirham emirati|dirhams emiratis|dirhams des emirats"),
    ("RON", "ron|leu|lei"),
    ("PLN", "pln|zl|zł|zloty|zlotys"),
    ("INR", "inr|₹|roupie|roupies|rupee|rupees"),
    ("CAD", "cad|c $|ca $|$ c|$ ca|dollar canadien|dollars canadiens"),
    ("XOF", "xof|cfa|fcfa|franc cfa|francs cfa"),
    ("XAF", "xaf"),
    ("MUR", "mur|roupie mauricienne|roupies mauriciennes"),
    ("MGA", "mga|ariary|ariarys"),
    ("EGP", "egp|livre egyptienne|livres egyptiennes"),
    ("CZK", "czk|couronne|couronnes|couronne tcheque|couronnes tcheques"),
    ("SEK", "sek|couronne suedoise|couronnes suedoises"),
    ("DKK", "dkk|couronne danoise|couronnes danoises"),
    ("NOK", "nok|couronne norvegienne|couronnes norvegiennes"),
    ("HUF", "huf|forint|forints"),
    ("BGN", "bgn|lev|leva"),
    ("UAH", "uah|₴|hryvnia|hryvnias"),
    ("RSD", "rsd|dinar serbe|dinars serbes"),
    ("MDL", "mdl|leu moldave|lei moldaves"),
    ("RUB", "rub|₽|rouble|roubles"),
    ("JPY", "jpy|¥|yen|yens"),
    ("CNY", "cny|rmb|yuan|yuans"),
    ("BRL", "brl|r $|real bresilien|reais"),
    ("MXN", "mxn|peso|pesos"),
    ("AUD", "aud|a $|dollar australien|dollars australiens"),
    ("NZD", "nzd"),
    ("SGD", "sgd|s $"),
    ("HKD", "hkd"),
    ("VND", "vnd|₫|dong|dongs"),
    ("ILS", "₪|shekel|shekels"),
    ("ZAR", "zar|rand|rands"),
    ("SAR", "sar|riyal|riyals"),
    ("NGN", "ngn|naira|nairas"),
    ("KES", "kes"),
    ("ISK", "isk"),
    ("THB", "thb|baht|bahts"),
];

/// The names that begin with a word or a sign, longest first: the words after it, and the code.
type Names = Vec<(Vec<&'static str>, &'static str)>;

static NAMES: LazyLock<HashMap<&'static str, Names>> = LazyLock::new(|| {
    let mut by: HashMap<&str, Names> = HashMap::new();
    for (code, names) in CURRENCIES {
        for name in names.split('|') {
            let mut words = name.split(' ');
            let first = words.next().unwrap_or_default();
            by.entry(first).or_default().push((words.collect(), code));
        }
    }
    for names in by.values_mut() {
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    by
});

/// The currency that words name, if they name one and no other.
#[must_use]
pub fn currency(text: &str) -> Option<&'static str> {
    if let [only] = currencies(text)[..] { Some(only) } else { None }
}

/// Is a thousandth the least part of a currency, as a millime of a dinar?
#[must_use]
pub fn has_thousandths(code: &str) -> bool {
    matches!(code, "TND" | "LYD" | "KWD" | "BHD" | "JOD" | "OMR" | "IQD")
}

/// Every currency that words name, but for those of a rate of exchange beside them.
#[must_use]
pub fn currencies(text: &str) -> Vec<&'static str> {
    moneys(text).0
}

/// Words without the rates of exchange that they state.
#[must_use]
pub fn without_rates(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_digit()) { moneys(text).1 } else { Cow::Borrowed(text) }
}

/// Every currency that words name, but for those of a rate of exchange or of a company's capital beside them, and the words without
/// these: `1 € = 10,9 MAD`, `4,3 PLN/€`, `au capital de 300 000 DH`.
fn moneys(text: &str) -> (Vec<&'static str>, Cow<'_, str>) {
    let pieces: Vec<Range<usize>> = Pieces::of(text).collect();
    // As most texts, that name no currency at all.
    let may_be = |piece: &str| piece.len() <= LONGEST_NAME && !piece.starts_with(|c: char| c.is_ascii_digit());
    if !pieces.iter().any(|at| may_be(&text[at.clone()]) && begins_name(&word(&text[at.clone()]))) {
        return (Vec::new(), Cow::Borrowed(text));
    }
    let tokens = tokens(text, &pieces);
    let mut rest = String::new();
    let mut from = 0;
    let mut is_beside = vec![true; tokens.len()];
    let mut is_of_prices = is_beside.clone();
    for (at, token) in tokens.iter().enumerate() {
        let capital = capital(text, &tokens, at);
        is_of_prices[at] = capital.is_none();
        let Some((first, last)) = rate(&tokens, at, token.kind).or(capital) else { continue };
        let (begin, end) = (tokens[first].at.start, tokens[last].at.end);
        // `1 € = 10,8 MAD = 3,4 TND`: two rates that share a side.
        if begin >= from {
            rest.push_str(&text[from..begin]);
        }
        from = from.max(end);
        is_beside[first..=last].fill(false);
    }
    let named = |only_beside: bool| {
        let meant = (0..tokens.len()).filter(|at| is_of_prices[*at] && (is_beside[*at] || !only_beside));
        let mut codes: Vec<&'static str> =
            meant.filter_map(|at| if let Kind::Money(code) = tokens[at].kind { Some(code) } else { None }).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let beside = named(true);
    let codes = if beside.is_empty() { named(false) } else { beside };
    (codes, if from == 0 { Cow::Borrowed(text) } else { Cow::Owned(rest + &text[from..]) })
}

/// The first and last token of the rate of exchange that a relation between amounts states, if it states one.
fn rate(tokens: &[Token], at: usize, kind: Kind) -> Option<(usize, usize)> {
    if !matches!(kind, Kind::Equal | Kind::Each) {
        return None;
    }
    let is_money = |at: &usize| matches!(tokens[*at].kind, Kind::Money(_));
    let is_part = |at: &usize| is_money(at) || tokens[*at].kind == Kind::Number;
    // A number and a currency in either order, or one of them.
    let side = |near: Option<usize>, far: Option<usize>| -> Vec<usize> {
        let near = near.filter(|at| *at < tokens.len()).filter(is_part);
        let far = far.filter(|at| *at < tokens.len()).filter(is_part);
        let far = far.filter(|far| near.is_some_and(|near| is_money(&near) != is_money(far)));
        near.into_iter().chain(far).collect()
    };
    let left = side(at.checked_sub(1), at.checked_sub(2));
    let right = side(Some(at + 1), Some(at + 2));
    let numbered = left.iter().chain(&right).any(|at| !is_money(at));
    let moneys = [&left, &right].map(|side| side.iter().any(is_money));
    let stated = match kind {
        Kind::Equal => moneys.contains(&true),
        _ => moneys == [true, true],
    };
    let is_rate = numbered && stated && !left.is_empty() && !right.is_empty();
    is_rate.then(|| (left.into_iter().min().unwrap_or(at), right.into_iter().max().unwrap_or(at)))
}

/// The first and last token of what the capital of a company is, at its currency: `capital social : 75 000 €`.
fn capital(text: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    matches!(tokens[at].kind, Kind::Money(_)).then_some(())?;
    let number = tokens[..at].iter().rposition(|token| token.kind != Kind::Number).map_or(0, |before| before + 1);
    let words = &tokens[number.saturating_sub(4)..number];
    let said = fold(&text[words.first()?.at.start..words.last()?.at.end]);
    let mut before = said.split(' ').rev().skip_while(|word| matches!(*word, "" | "de" | "of" | "social" | "share"));
    (number < at && before.next() == Some("capital")).then_some((number, at))
}

/// What a piece of a text is to money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Money(&'static str),
    /// It says that what is on its sides is worth the same.
    Equal,
    /// It says so much for one: `/`, `par`, `pour`.
    Each,
    Other,
}

/// A piece of a text: a word, a number, a sign.
struct Token {
    kind: Kind,
    at: Range<usize>,
}

/// What the pieces of a text are.
fn tokens(text: &str, pieces: &[Range<usize>]) -> Vec<Token> {
    let words: Vec<Cow<'_, str>> = pieces.iter().map(|at| word(&text[at.clone()])).collect();
    let mut tokens = Vec::with_capacity(pieces.len());
    let mut next = 0;
    while next < pieces.len() {
        let (kind, taken) = kind(&words[next..]);
        tokens.push(Token { kind, at: pieces[next].start..pieces[next + taken - 1].end });
        next += taken;
    }
    tokens
}

/// A piece as names are written: folded where it is a word.
fn word(piece: &str) -> Cow<'_, str> {
    if piece.is_ascii() {
        let is_small = !piece.bytes().any(|byte| byte.is_ascii_uppercase());
        return if is_small { Cow::Borrowed(piece) } else { Cow::Owned(piece.to_ascii_lowercase()) };
    }
    let is_word = piece.starts_with(char::is_alphabetic) && !piece.contains('ł');
    Cow::Owned(if is_word { fold(piece) } else { piece.to_lowercase() })
}

/// What the first of some pieces is, and how many of them it takes.
fn kind(words: &[Cow<'_, str>]) -> (Kind, usize) {
    let word = words[0].as_ref();
    let name = |word: &str| {
        let fits = |rest: &Vec<&str>| words.len() > rest.len() && words[1..].iter().zip(rest).all(|(a, b)| a == b);
        let (rest, code) = NAMES.get(word)?.iter().find(|(rest, _)| fits(rest))?;
        Some((Kind::Money(code), 1 + rest.len()))
    };
    // `kMAD`: thousands of one.
    let thousands = || word.strip_prefix('k').filter(|rest| rest.len() > 1).and_then(name);
    if let Some(money) = name(word).or_else(thousands) {
        return money;
    }
    let kind = match word {
        "=" | "≈" | "→" | "⇒" | "vaut" => Kind::Equal,
        "/" | "par" | "per" | "pour" | "for" | "contre" => Kind::Each,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Kind::Number,
        _ => Kind::Other,
    };
    (kind, 1)
}

/// No name of a currency has a longer word, as it is written.
const LONGEST_NAME: usize = 24;

/// May the name of a currency begin with this word, or with what is after its `k`?
fn begins_name(word: &str) -> bool {
    NAMES.contains_key(word) || word.strip_prefix('k').is_some_and(|rest| NAMES.contains_key(rest))
}

/// Where the words, the numbers and the signs of a text are.
struct Pieces<'a> {
    text: &'a str,
    from: usize,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, from: 0 }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let (from, rest) = (self.from, &self.text[self.from..]);
            let first = rest.chars().next()?;
            let length = if is_letter(first) {
                rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
            } else if first.is_ascii_digit() {
                number(rest)
            } else {
                first.len_utf8()
            };
            self.from += length;
            if !first.is_whitespace() {
                return Some(from..self.from);
            }
        }
    }
}

/// Is a character a letter? The sign of most prices is known without a search.
fn is_letter(c: char) -> bool {
    c != '€' && c.is_alphabetic()
}

/// The bytes of the number that a text begins with: `10,9`, `1 090`.
fn number(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        length += rest.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(rest.len());
        let mut after = text[length..].chars();
        let blank = after.next().filter(|c| c.is_whitespace());
        let group = after.by_ref().take(3).filter(char::is_ascii_digit).count() == 3;
        match blank {
            Some(blank) if group && !after.next().is_some_and(|c| c.is_ascii_digit()) => length += blank.len_utf8(),
            _ => break,
        }
    }
    text[..length].trim_end_matches(['.', ',']).len()
}

#[cfg(test)]
mod tests {
    use super::{currencies, currency, moneys};

    #[test]
    fn names_and_signs() {
        for (text, code) in [
            ("CJM en €", "EUR"),
            ("450 €/j", "EUR"),
            ("US$ 110", "USD"),
            ("CA$ 110", "CAD"),
            ("CJM en dollars canadiens", "CAD"),
            ("CJM (kMAD)", "MAD"),
            ("Montants en dinars algériens", "DZD"),
            ("Montants en dinars", "TND"),
            ("Tarifs FCFA", "XOF"),
            ("Francs CFA", "XOF"),
            ("1 200 zł", "PLN"),
            ("Livres sterling", "GBP"),
        ] {
            assert_eq!(currency(text), Some(code), "{text}");
        }
        for text in ["Livré en euro ou dollar", "CJM (€/MAD)", "", "Made in", "Développeur"] {
            assert_eq!(currency(text), None, "{text}");
        }
    }

    #[test]
    fn a_rate_of_exchange_says_of_no_amount_in_which_currency_it_is() {
        for (text, code) in [
            ("CJM en MAD, 1 € = 10,9 MAD", "MAD"),
            ("CJM (MAD, 1 €=10,9)", "MAD"),
            ("Montants en dirhams (1 EUR = 10,9 MAD)", "MAD"),
            ("Zloty polonais (PLN) ; taux 4,3 PLN/€", "PLN"),
            ("CJM en TND – EUR/TND 3,35", "TND"),
            ("Tarifs en euros (10,9 MAD pour 1 €)", "EUR"),
            ("CJM en MAD : MAD 10,9 = EUR 1", "MAD"),
            ("CJM en € (1 € = 1 655,957 XOF)", "EUR"),
            ("CJM en MAD (1 € = 10,8 MAD = 3,4 TND)", "MAD"),
        ] {
            assert_eq!(currency(text), Some(code), "{text}");
        }
        // Nothing but a rate, or another currency beside: which of the two is meant is open.
        for text in ["Taux de change : 1 EUR = 10,9 MAD", "CJM Casablanca (MAD) – contre-valeur en € sur demande"] {
            assert_eq!(currencies(text), ["EUR", "MAD"], "{text}");
        }
        assert_eq!(moneys("CJM = 450 €, 8 h/j"), (vec!["EUR"], "CJM = 450 €, 8 h/j".into()));
        assert_eq!(moneys("CJM en MAD, 1 € = 10,9 MAD"), (vec!["MAD"], "CJM en MAD, ".into()));
    }
}
