//! The sentences of a text: their words, numbers and signs, each with its place.

use std::ops::Range;

use crate::unit::fold;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, and digits after them: `jour`, `N2`.
    Word,
    /// Digits, as they are typed: `7,5`, `1 607`, `2026-01`, `01/01/2027`.
    Number,
    /// `%`, `/`, `€`, `+`.
    Sign,
}

/// A word, a number or a sign.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its place in the text.
    pub at: Range<usize>,
    /// It, folded; a sign as it is.
    pub word: String,
    /// What it is.
    pub kind: Kind,
    /// Is it the first of its part: of a sentence, or after a comma, a colon, a dash, a bracket?
    pub begins: bool,
}

impl Token {
    /// Is it a word that begins with a capital?
    #[must_use]
    pub fn is_capital(&self, text: &str) -> bool {
        self.kind == Kind::Word && text[self.at.clone()].starts_with(char::is_uppercase)
    }
}

/// The tokens of each sentence of a text. A line is a sentence, where lines are none of one heading.
#[must_use]
pub fn sentences(text: &str, by_lines: bool) -> Vec<Vec<Token>> {
    let mut sentences = vec![Vec::new()];
    let mut begins = true;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        let Some(sentence) = sentences.last_mut() else { break };
        if c.is_ascii_digit() {
            let end = number(text, at);
            sentence.push(token(text, at..end, Kind::Number, begins));
            (begins, at) = (false, end);
        } else if c.is_alphabetic() {
            let (end, word) = word(text, at);
            sentence.push(Token { word, ..token(text, at..end, Kind::Word, begins) });
            (begins, at) = (false, end);
        } else {
            let after = &text[end..];
            let is_end = match c {
                ';' | '!' | '?' => true,
                '\n' | '\r' => by_lines,
                // `moy. jour`, `Mr. X`: after a short word it is cut.
                '.' => {
                    let next = after.trim_start();
                    let is_long = sentence.last().is_none_or(|token| token.kind != Kind::Word || token.word.len() > 3);
                    next.len() < after.len() && next.starts_with(char::is_uppercase) && is_long
                }
                _ => false,
            };
            match c {
                _ if is_end => {
                    sentences.push(Vec::new());
                    begins = true;
                }
                '%' | '‰' | '/' | '+' | '=' | '<' | '>' | '≥' | '≤' | '×' | '½' | '*' | '@' | '€' | '$' | '£' | '₹'
                | '¥' | '₽' => {
                    sentence.push(token(text, at..end, Kind::Sign, begins));
                    begins = false;
                }
                ',' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '|' | '•' | '·' | '«' | '»' | '"' | '“' | '”' =>
                {
                    begins = true;
                }
                '-' => begins |= text[..at].ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace),
                _ => {}
            }
            at = end;
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn token(text: &str, at: Range<usize>, kind: Kind, begins: bool) -> Token {
    Token { word: text[at.clone()].to_owned(), at, kind, begins }
}

/// The end of a number that begins at a place: with its decimals, its thousands, or the other parts of a date.
fn number(text: &str, begin: usize) -> usize {
    let digits = |from: usize| text[from..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |n| from + n);
    let mut end = digits(begin);
    loop {
        let Some(sign) = text[end..].chars().next() else { return end };
        let next = end + sign.len_utf8();
        let length = digits(next) - next;
        let is_part = matches!(sign, '.' | ',' | '/' | '-' | ':') && length > 0;
        // `3 000 000`: each group of three digits after one of three at most.
        let is_grouped =
            text[begin..end].split([' ', '\u{a0}', '\u{202f}']).next().is_some_and(|first| first.len() <= 3);
        let is_space = matches!(sign, ' ' | '\u{a0}' | '\u{202f}') && length == 3 && is_grouped;
        if !is_part && !is_space {
            return end;
        }
        end = digits(next);
    }
}

/// The end of a word that begins at a place, and it, folded; initials are one: `C.J.M.`
fn word(text: &str, begin: usize) -> (usize, String) {
    let of = |from: usize| text[from..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |n| from + n);
    let mut end = of(begin);
    // `7h30`: hours and minutes.
    let is_time = text[..begin].ends_with(|c: char| c.is_ascii_digit())
        && text[begin..end].strip_prefix(['h', 'H']).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    if is_time {
        return (begin + 1, "h".to_owned());
    }
    let is_initial = |begin: usize, end: usize| text[begin..end].chars().count() == 1 && text[end..].starts_with('.');
    if is_initial(begin, end) {
        let mut letters = text[begin..end].to_owned();
        let mut next = end + 1;
        while let Some(after) = Some(of(next)).filter(|after| *after > next && is_initial(next, *after)) {
            letters.push_str(&text[next..after]);
            end = after;
            next = after + 1;
        }
        if letters.chars().count() > 1 {
            return (end, fold(&letters).trim().to_owned());
        }
    }
    (end, fold(&text[begin..end]).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn what_a_text_is_made_of() {
        let words = |text: &str| -> Vec<String> {
            let of = |s: Vec<super::Token>| s.into_iter().map(|t| t.word).collect::<Vec<_>>().join(" ");
            sentences(text, true).into_iter().map(of).collect()
        };
        assert_eq!(words("C.J.M. (base 1 607 h)"), ["cjm base 1 607 h"]);
        assert_eq!(words("Journée de 7h30. Prix au 01/01/2027"), ["journee de 7 h 30", "prix au 01/01/2027"]);
        assert_eq!(words("d’une équipe ; 45 % en sus"), ["d une equipe", "45 % en sus"]);
        assert_eq!(words("€/j-h\nN2"), ["€ / j h", "n2"]);
    }
}
