//! Whether what is said of prices is understood: every word of a heading of theirs, every word of a sentence that speaks of amounts.
//!
//! No list of traps: whatever is none of the words and phrases of [`super::vocabulary`] is not understood, and named.

use super::about::{About, Asked, Place, Read};
use super::currency::without_rates;
use super::judged::Sentence;
use super::meaning::Answers;
use super::sentence::sentences;
use crate::buyer::form::is_calendar;
use crate::unit::brief;

/// No more of a text is understood, in bytes: the rest is to be read.
const LONGEST: usize = 2_000;

/// The words of a text that are not understood and that its map does not answer, as they are written: of each sentence, from the
/// first to the last of them. Where some are known to change amounts, these alone.
#[must_use]
pub fn unread(text: &str, about: &About<'_>) -> Option<Asked> {
    if about.answers.get(text).is_some() {
        return None;
    }
    let end = text.floor_char_boundary(LONGEST);
    let (text, rest) = text.split_at(end);
    let text = &without_rates(text);
    if !text.contains(char::is_alphabetic) {
        // A sheet of an old year; `???`, beside a price.
        let is_old = |year: &str| year.parse::<u32>().is_ok_and(|year| is_calendar(year) && year < about.oldest);
        if about.place == Place::Name && is_old(text.trim()) {
            return Some(Asked { words: text.trim().to_owned(), is_note: false });
        }
        let words = || text.trim().to_owned();
        if about.place == Place::Row && computes(text.trim()) {
            return Some(Asked { words: words(), is_note: false });
        }
        let is_doubt = about.place == Place::Row && text.contains(['?', '≈', '~']) && !text.contains(char::is_numeric);
        return is_doubt.then(|| Asked { words: words(), is_note: true });
    }
    let of = sentences(text, about.place != Place::Heading).into_iter();
    let mut asked: Vec<Asked> = of.filter_map(|tokens| Sentence::of(text, tokens, about).unread()).collect();
    if !rest.is_empty() {
        asked.push(Asked { words: brief(rest), is_note: true });
    }
    let is_note = asked.iter().all(|of| of.is_note);
    let words: Vec<String> = asked.into_iter().filter(|of| of.is_note == is_note).map(|of| of.words).collect();
    (!words.is_empty()).then(|| Asked { words: words.join(" … "), is_note })
}

/// Do signs and figures beside a price say what is done with it: `/2`, `+ 12 %`, `×1,2`, `50 %`, `1/2`?
fn computes(text: &str) -> bool {
    let is_figure = text.contains(|c: char| c.is_ascii_digit());
    let mut parts = text.split('/');
    // `03/26` is a month.
    let is_part = |part: Option<&str>| part.and_then(|of| of.trim().parse::<u32>().ok());
    let is_fraction = match (is_part(parts.next()), is_part(parts.next()), parts.next()) {
        (Some(of), Some(all), None) => of == all || (of == 1 && all < 10),
        _ => false,
    };
    is_figure
        && (text.starts_with(['+', '-', '−', '*', '/', '×', '÷', '±', '≈', '~', '='])
            || text.contains('%')
            || is_fraction)
}

/// Is a text about other amounts than those of the card: `Astreinte : 180 € par semaine`?
#[must_use]
pub fn is_of_others(text: &str) -> bool {
    let about = About {
        place: Place::Around,
        is_timed: false,
        is_graded: false,
        read: Read::default(),
        is_name: &|_| false,
        oldest: 0,
        answers: &Answers::default(),
    };
    let mut sentences = sentences(text, true).into_iter();
    sentences.all(|tokens| Sentence::of(text, tokens, &about).is_of_others())
}
