//! Words on a picture: how wide they are, where their lines break, what is cut.

use rust_decimal::{Decimal, dec};

/// The size of the words of a picture.
pub const SIZE: Decimal = dec!(13);
/// From one line of words to the next.
pub const LINE: Decimal = dec!(16);

/// About how wide a text is: no font is known here, so as wide as the widest of the usual ones (`DejaVu` Sans) draws it.
pub fn width(text: &str) -> Decimal {
    let thousandths: u32 = text.chars().map(thousandths).sum();
    SIZE * Decimal::from(thousandths) / dec!(1000)
}

fn thousandths(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ';' | ':' | '\'' | '’' | '|' | '!' | ' ' | '\u{a0}' => 320,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 410,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' | '&' | '→' => 980,
        '<' | '>' | '=' | '+' | '#' | '~' => 840,
        _ if c.is_uppercase() => 730,
        _ if c > '\u{2e7f}' => 1100,
        _ => 625,
    }
}

/// A text cut to what `room` holds, with an ellipsis where it is cut.
pub fn fit(text: &str, room: Decimal) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let room = room - width("…");
    let mut used = Decimal::ZERO;
    let kept = text.chars().take_while(|c| {
        used += width(c.encode_utf8(&mut [0; 4]));
        used <= room
    });
    let kept: String = kept.collect();
    format!("{}…", kept.trim_end())
}

/// A text in at most `lines` lines of `room`, cut where it is longer.
pub fn wrap(text: &str, room: Decimal, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if out.len() + 1 >= lines {
            // What is left goes on the last line, or is cut there.
            let rest = std::iter::once(word).chain(words.by_ref()).collect::<Vec<_>>().join(" ");
            out.push(fit(&rest, room));
            break;
        }
        let mut line = word.to_owned();
        while let Some(next) = words.next_if(|next| width(&format!("{line} {next}")) <= room) {
            line.push(' ');
            line.push_str(next);
        }
        out.push(fit(&line, room));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_cuts() {
        assert_eq!(wrap("Prise en charge", dec!(200), 2), ["Prise en charge"]);
        assert_eq!(wrap("Prise en charge", dec!(60), 2), ["Prise en", "charge"]);
        assert_eq!(wrap("un deux trois quatre", dec!(60), 2), ["un deux", "trois q…"]);
        assert_eq!(wrap("Anticonstitutionnellement vôtre", dec!(60), 2), ["Antico…", "vôtre"]);
        assert_eq!(wrap("", dec!(60), 2), Vec::<String>::new());
        assert_eq!(fit("abc", dec!(-5)), "…");
    }
}
