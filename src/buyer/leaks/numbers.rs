//! Numbers written in texts.

use rust_decimal::Decimal;

use crate::unit::parse_decimal;

/// A number tells by itself when it has this many digits, zeros at its end left out: among numbers that have nothing
/// to do with the bid one in 90,000 is like it. Fewer, as in 410 or 0.15, are like any quantity.
pub(super) const TELLING: usize = 5;

/// Tells `found` what the numbers of a text can mean, where they have digits enough to tell anything:
/// `11 695 611,08` is one number however its thousands are parted, `12,345` is two, since a comma parts thousands or
/// decimals.
pub(super) fn numbers(text: &str, mut found: impl FnMut(Decimal)) {
    let parts = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let mut from = 0;
    for run in text.split(|c| !parts(c)) {
        let before = text[..from].chars().next_back();
        from += run.len() + text[from + run.len()..].chars().next().map_or(0, char::len_utf8);
        let mut pieces: Vec<&str> = run.split([' ', '\u{a0}', '\u{202f}', '\'', '’']).collect();
        // What follows a letter is the rest of a word: a cell's address, a colour, a key.
        if before.is_some_and(char::is_alphabetic) && run.starts_with(|c: char| c.is_ascii_digit()) {
            pieces.remove(0);
        }
        // Words of a run, such as the two numbers of `12 345,67 8`, are read alone and with those after them.
        for (first, piece) in pieces.iter().enumerate() {
            let mut whole = (*piece).to_owned();
            read(&whole, &mut found);
            // Groups of three digits, the last with decimals.
            for next in pieces.iter().skip(first + 1).take(4) {
                let digits = next.split(['.', ',']).next().unwrap_or_default();
                if digits.len() != 3 || whole.contains(['.', ',']) {
                    break;
                }
                whole.push_str(next);
                read(&whole, &mut found);
            }
        }
    }
}

/// A number without spaces, read in each way that it can be.
fn read(text: &str, found: &mut impl FnMut(Decimal)) {
    let text = text.trim_matches(['.', ',']);
    if text.bytes().filter(u8::is_ascii_digit).count() < TELLING {
        return;
    }
    let mut tell = |text: &str| parse_decimal(text).into_iter().for_each(&mut *found);
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    match (points, commas) {
        (0 | 1, 0) => tell(text),
        (0, 1) => tell(&text.replace(',', ".")),
        // A row of a table may part its numbers by commas.
        _ => text.split(',').for_each(&mut tell),
    }
    // The last sign parts decimals, the others thousands; or all part thousands.
    if points + commas > 0 {
        tell(&text.replace(['.', ','], ""));
        if points > 0 && commas > 0 {
            let last = text.rfind(['.', ',']).unwrap_or_default();
            tell(&format!("{}.{}", text[..last].replace(['.', ','], ""), &text[last + 1..]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::numbers;
    use rust_decimal::{Decimal, dec};

    fn all(text: &str) -> Vec<Decimal> {
        let mut found = Vec::new();
        numbers(text, |value| found.push(value));
        found
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let texts = [
            "11695611.08",
            "soit 11 695 611,08 € HT",
            "11\u{a0}695\u{a0}611,08",
            "11\u{202f}695\u{202f}611,08€",
            "€11,695,611.08.",
            "11.695.611,08",
            "11'695'611.08",
            "en 2027 11 695 611,08 12",
            "lot,3,11695611.08,0.15",
        ];
        for text in texts {
            assert!(all(text).contains(&dec!(11695611.08)), "{text}: {:?}", all(text));
        }
        assert!(all("12,345").contains(&dec!(12.345)) && all("12,345").contains(&dec!(12345)));
        assert!(all("en 2027, 1,5 ou 410, FF123456, A12345:B12345").is_empty());
        assert!(all("aucun nombre, vraiment").is_empty());
    }
}
