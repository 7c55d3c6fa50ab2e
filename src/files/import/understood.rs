//! Whether what is said of prices is understood: every word of a heading of theirs, every word of a sentence that speaks of amounts.
//!
//! No list of traps: whatever is none of the words and phrases of [`super::vocabulary`] is not understood, and named.

use super::about::{About, Asked, Place, Read};
use super::currency::without_rates;
use super::judged::Sentence;
use super::sentence::{place, sentences};

/// No more of a text is looked at, in bytes.
const LONGEST: usize = 2_000;

/// The words of a text that are not understood, as they are written: of each sentence, from the first to the last of them.
#[derive(Debug, Default)]
pub struct Judged {
    /// Those that may change an amount.
    pub asked: Vec<Asked>,
    /// Those of which nothing speaks of amounts.
    pub passed: Vec<String>,
}

/// The words that are not understood, and may change an amount.
#[must_use]
pub fn unread(text: &str, about: &About<'_>) -> Vec<Asked> {
    judged(text, about).asked
}

/// The words that are not understood.
#[must_use]
pub fn judged(text: &str, about: &About<'_>) -> Judged {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &without_rates(&text[..end]);
    let is_written = text.contains(char::is_alphabetic);
    let sentences = if is_written { sentences(text, about.place != Place::Heading) } else { Vec::new() };
    let mut judged = Judged::default();
    for tokens in sentences {
        let sentence = Sentence::of(text, tokens, about);
        match sentence.unread() {
            Some(words) => judged.asked.push(words),
            None => judged.passed.extend(sentence.passed()),
        }
    }
    judged
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
        answers: &[],
    };
    let mut sentences = sentences(text, true).into_iter();
    sentences.all(|tokens| Sentence::of(text, tokens, &about).is_of_others())
}

/// Does a text hold words, one beside the other?
#[must_use]
pub fn holds(text: &str, phrase: &str) -> bool {
    sentences(&without_rates(text), false).iter().any(|tokens| place(tokens, phrase).is_some())
}
