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
    let text = text.to_lowercase();
    let words = |code: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word == code);
    let is_sign = |name: &str| !name.chars().all(|c| c.is_ascii_alphabetic());
    CURRENCIES
        .into_iter()
        .find(|(name, _)| if is_sign(name) { text.contains(name) } else { words(name) })
        .map(|(_, code)| code)
}
