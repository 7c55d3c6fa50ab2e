//! Texts as readers of a format see them: entities of HTML, tags left out, mail in quoted-printable and base64.

use std::borrow::Cow;

/// The entities of the letters from U+00A0 on, in their order.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
    "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
    "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
    "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];
/// Those of other signs.
const OTHERS: [(&str, char); 38] = [
    ("amp", '&'),
    ("apos", '\''),
    ("colon", ':'),
    ("comma", ','),
    ("dollar", '$'),
    ("emsp", ' '),
    ("ensp", ' '),
    ("equals", '='),
    ("euro", '€'),
    ("excl", '!'),
    ("gt", '>'),
    ("hairsp", ' '),
    ("hellip", '…'),
    ("hyphen", '-'),
    ("ldquo", '“'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lrm", '\u{200e}'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("minus", '−'),
    ("ndash", '–'),
    ("num", '#'),
    ("numsp", ' '),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("puncsp", ' '),
    ("quot", '"'),
    ("rdquo", '”'),
    ("rpar", ')'),
    ("rsquo", '’'),
    ("semi", ';'),
    ("sol", '/'),
    ("thinsp", ' '),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];
/// No entity is longer.
const LONGEST: usize = 12;
/// No tag is longer.
const LONGEST_TAG: usize = 2048;
/// Fewer letters in base64 are a word of a language, or a name.
const LEAST: usize = 24;
/// So many, without a text in them, are something that was not read.
const PACKED: usize = 80;

/// A line as a browser shows it: entities read, tags left out.
pub(super) fn shown(line: &str) -> Cow<'_, str> {
    if !line.contains(['&', '<']) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((c, after)) = entity(rest) {
            out.push(c);
            rest = after;
        } else if let Some((tag, after)) = tag(rest) {
            // What stands in a line of text is no break between words.
            if !INLINE.iter().any(|name| tag.eq_ignore_ascii_case(name)) {
                out.push(' ');
            }
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.into()
}

/// Elements within a word.
const INLINE: [&str; 16] =
    ["a", "b", "big", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "wbr"];

/// The name of the element whose tag a text starts with, and what follows the tag.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| *end > 0)?;
    let close = inner.bytes().take(LONGEST_TAG).position(|b| b == b'>')?;
    Some((&name[..end], &inner[close + 1..]))
}

/// The character of an entity that a text starts with, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST).position(|b| b == b';')?;
    let (name, after) = (&inner[..end], &inner[end + 1..]);
    let c = if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        char::from_u32(hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?)
    } else {
        let latin = || (0xA0..).zip(LATIN).find(|(_, known)| *known == name).and_then(|(c, _)| char::from_u32(c));
        OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c).or_else(latin)
    };
    Some((c?, after))
}

/// Does a mail say that it is written in this way?
pub(super) fn is_encoded_as(text: &str, encoding: &str) -> bool {
    const SAYS: &str = "content-transfer-encoding:";
    text.lines().any(|line| {
        let (start, rest) = line.split_at_checked(SAYS.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(SAYS) && rest.trim().eq_ignore_ascii_case(encoding)
    })
}

/// A text in quoted-printable: each line that goes on in the next is put together with it, on the first.
pub(super) fn quoted_printable(text: &str) -> Option<String> {
    if !is_encoded_as(text, "quoted-printable") {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut left = 0;
    for line in text.lines() {
        let (line, goes_on) = line.strip_suffix('=').map_or((line, false), |line| (line, true));
        let mut rest = line.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            let code = after.get(..2).filter(|_| *first == b'=').and_then(|hex| std::str::from_utf8(hex).ok());
            if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                bytes.push(byte);
                rest = &after[2..];
            } else {
                bytes.push(*first);
                rest = after;
            }
        }
        if goes_on {
            left += 1;
        } else {
            // The lines keep their numbers.
            bytes.extend(std::iter::repeat_n(b'\n', std::mem::take(&mut left) + 1));
        }
    }
    Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => other.as_bytes().iter().map(|b| char::from(*b)).collect(),
    })
}

/// What a line holds in base64: its texts, and whether something that is no text was left unread.
pub(super) fn packed(line: &str) -> (Vec<String>, bool) {
    let (mut texts, mut unread) = (Vec::new(), false);
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    for run in line.split(|c: char| !sign(c)).filter(|run| run.len() >= LEAST) {
        let has = |of: fn(&u8) -> bool| run.bytes().any(|b| of(&b));
        if !(has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)) {
            continue;
        }
        match text_of(run) {
            Some(text) => texts.push(text),
            None => unread |= run.len() >= PACKED,
        }
    }
    (texts, unread)
}

/// The text that base64 stands for, if it is one.
fn text_of(run: &str) -> Option<String> {
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::with_capacity(run.len()));
    for b in run.bytes() {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        (bits, held) = (((bits << 6) | u32::from(value)) & 0xFFFF, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xFF).unwrap_or_default());
        }
    }
    let (text, is_text) = decoded(&bytes);
    let control = text.chars().filter(|c| matches!(c, '\u{7f}'..='\u{9f}')).count();
    (is_text && control == 0).then(|| text.into_owned())
}

/// The text of a file, and whether all of it is text: UTF-8, UTF-16 with its mark, or a Western code page.
pub(super) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let wide = match bytes.get(..2) {
        Some([0xFE, 0xFF]) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        Some([0xFF, 0xFE]) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    if let Some(unit) = wide {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        return (String::from_utf16_lossy(&units).into(), true);
    }
    let binary = |c: u8| c < 0x20 && !matches!(c, b'\t' | b'\n' | b'\r' | 0x0C);
    let is_text = !bytes.iter().any(|b| binary(*b)) && !bytes.starts_with(b"%PDF");
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.into(), is_text),
        // Each byte its own letter, as in the code page of old French files.
        Err(_) => (bytes.iter().map(|b| char::from(*b)).collect::<String>().into(), is_text),
    }
}

#[cfg(test)]
mod tests {
    use super::{packed, quoted_printable, shown};

    #[test]
    fn what_a_format_says_otherwise_is_read() {
        assert_eq!(
            shown("<td>P&#111;rto 7&nbsp;947&#x202F;707&comma;96 &euro;</td>"),
            " Porto 7\u{a0}947\u{202f}707,96 € "
        );
        assert_eq!(shown("P<b>or</b>to, 3 < 4 & co, &inconnu;"), "Porto, 3 < 4 & co, &inconnu;");
        let mail = "Content-Transfer-Encoding: quoted-printable\n\nPor=\nto 79=\n47707,96 =50orto caf=C3=A9\nfin";
        let read = quoted_printable(mail).unwrap();
        assert_eq!(read.lines().nth(2), Some("Porto 7947707,96 Porto café"));
        assert_eq!(read.lines().nth(5), Some("fin"));
        assert_eq!(packed("Y2Fm6Ts3OTQ3NzA3LDk2O1BvcnRv"), (vec!["café;7947707,96;Porto".to_owned()], false));
        let image =
            "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAD0lEQVR42mP4z8CAFzEMLgkAAKAAP8Ej5uMAAAAASUVORK5CYII";
        assert_eq!(packed(image), (vec![], true));
    }
}
