//! The currency that words and signs name.

/// Words and signs of currencies, folded, each with its code.
const CURRENCIES: [(&str, &str); 26] = [
    ("€", "EUR"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("eur", "EUR"),
    ("us$", "USD"),
    ("$", "USD"),
    ("usd", "USD"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("mad", "MAD"),
    ("dhs", "MAD"),
    ("dh", "MAD"),
    ("dirham", "MAD"),
    ("dirhams", "MAD"),
    ("tnd", "TND"),
    ("dinar", "TND"),
    ("dinars", "TND"),
    ("dt", "TND"),
    ("ron", "RON"),
    ("lei", "RON"),
    ("pln", "PLN"),
    ("zł", "PLN"),
    ("inr", "INR"),
    ("₹", "INR"),
    ("cad", "CAD"),
];

/// The currency that words name, if they name one.
#[must_use]
pub fn currency(text: &str) -> Option<&'static str> {
    named(&text.to_lowercase()).next()
}

/// Every currency that words name.
#[must_use]
pub fn currencies(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    let mut codes: Vec<&'static str> = named(&text).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn named(text: &str) -> impl Iterator<Item = &'static str> + '_ {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_sign = |name: &str| !name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_named = move |name: &str| if is_sign(name) { text.contains(name) } else { words.contains(&name) };
    CURRENCIES.into_iter().filter(move |(name, _)| is_named(name)).map(|(_, code)| code)
}
