//! Texts as readers of a format see them: entities of HTML, tags left out, mail in quoted-printable and base64.

use std::borrow::Cow;

use data_encoding::BASE64_NOPAD;
use quoted_printable::ParseMode;

/// No tag is longer.
const LONGEST_TAG: usize = 2048;
/// Fewer letters in base64 are a word of a language, or a name.
const LEAST: usize = 24;
/// So many, without a text in them, are something that was not read.
const PACKED: usize = 80;

/// A line as a browser shows it: tags left out, entities read.
pub(super) fn shown(line: &str) -> Cow<'_, str> {
    if !line.contains(['&', '<']) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    // Where the next tag may end is looked for once, not from each sign that may open one.
    let (mut from, mut close) = (0, 0);
    while let Some(found) = line[from..].find('<') {
        let at = from + found;
        out.push_str(&line[from..at]);
        if close <= at {
            close = line[at..].find('>').map_or(usize::MAX, |end| at + end);
        }
        if let Some(tag) = tag(&line[at + 1..]).filter(|_| close - at <= LONGEST_TAG) {
            // An element within a line of text is no break between words.
            if !INLINE.iter().any(|name| tag.eq_ignore_ascii_case(name)) {
                out.push(' ');
            }
            from = close + 1;
        } else {
            out.push('<');
            from = at + 1;
        }
    }
    out.push_str(&line[from..]);
    html_escape::decode_html_entities(&out).into_owned().into()
}

/// Elements within a word.
const INLINE: [&str; 16] =
    ["a", "b", "big", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "wbr"];

/// The name of the element whose tag this begins, after its first sign.
fn tag(text: &str) -> Option<&str> {
    let name = text.strip_prefix('/').unwrap_or(text);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| *end > 0)?;
    Some(&name[..end])
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
        bytes.extend(quoted_printable::decode(line, ParseMode::Robust).unwrap_or_else(|_| line.into()));
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

/// The text that base64 holds, if it is one.
fn text_of(run: &str) -> Option<String> {
    // A letter alone in the last group is none of it.
    let run = &run[..run.len() - usize::from(run.len() % 4 == 1)];
    let bytes = BASE64_NOPAD.decode(run.replace('-', "+").replace('_', "/").as_bytes()).ok()?;
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
        // What opens a tag is closed by the next sign, where one is near.
        assert_eq!(shown("<a <b>Porto <i"), "Porto <i");
        let far = " ".repeat(3_000);
        assert_eq!(shown(&format!("a<p{far}>b<p>c")), format!("a<p{far}>b c"));
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
