use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::HashMap;
use unicode_normalization::char::decompose_compatible;

use super::fold::takes_no_room;

/// Letters of other alphabets with the Latin ones that they are read as.
const ALIKE: &[(&str, &str)] = &[
    // Cyrillic.
    ("АВЕКМНОРСТУХІЈЅԌԚԜҺӀҮаеорсухіїјѕԁԛԝһӏүгпшт", "ABEKMHOPCTYXIJSGQWHIYaeopcyxiijsdqwhlyrnwm"),
    // Greek.
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεηικνορτυχϲϳ", "ABEZHIKMNOPTYXabyenikvoptuxcj"),
    // Armenian, Latin of phonetics, other signs.
    ("օսոցհյɑɡɩıℓ∕⁄‐‑‒–—―−", "ounghjagiil//-------"),
];
/// The zeros of other scripts, each followed by its other digits.
const ZEROS: [u32; 20] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0xA8D0,
];

/// A text as a person reads it: without characters that show nothing, with one kind of space, in Latin letters and
/// digits where others look the same. What is written to be read and not to be found is found in this.
///
/// ```
/// use chiffrage_base::unit::seen;
/// assert_eq!(seen("Por\u{ad}to, Ро\u{200b}rtο"), "Porto, Porto");
/// assert_eq!(seen("１１\u{2009}695\u{2007}611，08"), "11 695 611,08");
/// assert_eq!(seen("Désignation"), "Désignation");
/// ```
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            // The accents of European languages, as most texts have them.
            '\u{C0}'..='\u{130}' => out.push(c),
            c if takes_no_room(c) => {}
            c if c.is_whitespace() => out.push(' '),
            // Letters and digits of full width, of formulas, in circles.
            '\u{2070}'..='\u{209F}' | '\u{2460}'..='\u{24FF}' | '\u{FF01}'..='\u{FFEF}' | '\u{1D400}'..='\u{1F1FF}' => {
                decompose_compatible(c, |c| out.push(c));
            }
            c => out.push(latin(c).or_else(|| digit(c)).unwrap_or(c)),
        }
    }
    Cow::Owned(out)
}

fn latin(c: char) -> Option<char> {
    static LATIN: LazyLock<HashMap<char, char>> =
        LazyLock::new(|| ALIKE.iter().flat_map(|(from, to)| from.chars().zip(to.chars())).collect());
    LATIN.get(&c).copied()
}

fn digit(c: char) -> Option<char> {
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::ALIKE;

    #[test]
    fn every_letter_has_the_one_it_looks_like() {
        for (from, to) in ALIKE {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
            assert!(to.is_ascii() && !from.chars().any(|c| c.is_ascii()), "{from}");
        }
    }
}
