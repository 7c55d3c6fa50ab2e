use std::sync::LazyLock;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The words of a text as they are compared: small letters without accents, one space between them. Dots of an
/// abbreviation close up, every other sign parts words.
///
/// ```
/// use chiffrage_base::unit::fold;
/// assert_eq!(fold("  Désignation\nde l’ŒUVRE "), "designation de l oeuvre");
/// assert_eq!(fold("P.U. H.T."), "pu ht");
/// assert_eq!(fold("N° de prix"), "n de prix");
/// assert_eq!(fold("Sous-total (€)"), "sous total");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = Folded { out: String::with_capacity(text.len()), ..Folded::default() };
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(byte) = bytes.get(at) {
        let from = at;
        if byte.is_ascii_alphanumeric() {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            folded.plain(&text[from..at]);
        } else if byte.is_ascii() {
            at += 1;
            folded.sign(*byte == b'.');
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            match c {
                // What is a sign to one and a letter to another: a degree, an ordinal.
                '°' | 'º' => {}
                FIRST_ACCENTED..=LAST_ACCENTED => match &ACCENTED[c as usize - FIRST_ACCENTED as usize] {
                    Some(letters) => folded.word(letters, letters.chars().count() == 1),
                    None => decompose_compatible(c, |c| folded.letter(c)),
                },
                c if takes_no_room(c) => {}
                c => decompose_compatible(c, |c| folded.letter(c)),
            }
        }
    }
    folded.out.make_ascii_lowercase();
    folded.out
}

/// Does nobody see a character: a space of no width, a joiner, a soft hyphen, a mark of direction or of byte order?
#[must_use]
pub fn takes_no_room(c: char) -> bool {
    matches!(
        u32::from(c),
        0xAD | 0x34F
            | 0x61C
            | 0x115F..=0x1160
            | 0x17B4..=0x17B5
            | 0x180B..=0x180F
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x206F
            | 0x3164
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xFFA0
            | 0xFFF9..=0xFFFB
            | 0x1D173..=0x1D17A
            | 0xE0000..=0xE0FFF
    )
}

/// The letters of European languages that are not ASCII, such as `é`.
const FIRST_ACCENTED: char = 'À';
const LAST_ACCENTED: char = 'ſ';

/// What each of them folds to, where that is letters: most of what is not ASCII in a text.
static ACCENTED: LazyLock<Vec<Option<String>>> = LazyLock::new(|| {
    let letters = |c| {
        let mut folded = Folded::default();
        decompose_compatible(c, |c| folded.letter(c));
        (!folded.parted && !folded.out.is_empty()).then_some(folded.out)
    };
    (FIRST_ACCENTED..=LAST_ACCENTED).map(letters).collect()
});

#[derive(Default)]
struct Folded {
    out: String,
    /// Letters since a space or a dot; a digit is no abbreviation.
    letters: usize,
    /// Has a sign parted what comes from the words before?
    parted: bool,
}

impl Folded {
    /// What a letter or a sign that is not ASCII is made of.
    fn letter(&mut self, c: char) {
        // The parts of a syllable of Hangul are found without a search: texts of them have thrice as many.
        if matches!(c, '\u{1100}'..='\u{11FF}') {
            return self.word(c.encode_utf8(&mut [0; 4]), true);
        }
        if is_combining_mark(c) {
            return;
        }
        for c in c.to_lowercase() {
            match c {
                'œ' => "oe".chars().for_each(|c| self.put(c)),
                'æ' => "ae".chars().for_each(|c| self.put(c)),
                c => self.put(c),
            }
        }
    }

    /// Letters and digits of ASCII, together: most of a text.
    fn plain(&mut self, run: &str) {
        let is_letter = run.len() == 1 && run.as_bytes()[0].is_ascii_alphabetic();
        self.word(run, is_letter);
    }

    /// A letter by itself, a digit, or more than one of them, as a part of a word.
    fn word(&mut self, part: &str, is_letter: bool) {
        if self.parted && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.parted = false;
        self.letters = if is_letter { self.letters + 1 } else { 2 };
        self.out.push_str(part);
    }

    fn put(&mut self, c: char) {
        let is_letter = c.is_alphabetic();
        if is_letter || c.is_numeric() {
            self.word(c.encode_utf8(&mut [0; 4]), is_letter);
        } else {
            self.sign(c == '.');
        }
    }

    /// A sign, a dot or another: after a single letter a dot parts nothing.
    fn sign(&mut self, is_dot: bool) {
        self.parted |= !is_dot || self.letters != 1;
        self.letters = 0;
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::fold;

    #[test]
    fn what_looks_alike_folds_alike() {
        // Precomposed and decomposed accents, no-break spaces, letters of full width, `№`.
        assert_eq!(fold("Quantité\u{a0}année 1"), fold("Quantite\u{301} anne\u{301}e 1"));
        assert_eq!(fold("ＰＵ"), "pu");
        assert_eq!(fold("№ prix"), fold("No prix"));
        assert_eq!(fold("Nº"), fold("N°"));
        // A space of no width parts no word, a soft hyphen neither.
        assert_eq!(fold("Chef\u{200b} de pro\u{ad}jet\u{feff}"), "chef de projet");
    }

    #[test]
    fn every_letter_folds_as_what_it_is_made_of() {
        // But for degrees, which fold to nothing where they are written alone.
        for c in ('\0'..=char::MAX).filter(|c| !matches!(c, '°' | 'º' | '℃' | '℉')) {
            let (text, parts) = (format!("a{c}b."), format!("a{c}b.").nfkd().collect::<String>());
            assert_eq!(fold(&text), fold(&parts), "{c:?}");
        }
    }

    #[test]
    fn dots_close_up_abbreviations_and_part_the_rest() {
        assert_eq!(fold("T.T.C"), "ttc");
        assert_eq!(fold("Qté.an 1"), "qte an 1");
        assert_eq!(fold("Prix unit. H.T."), "prix unit ht");
        assert_eq!(fold("U."), "u");
        assert_eq!(fold("1.1"), "1 1");
        assert_eq!(fold("Fin. Début"), "fin debut");
        assert_eq!(fold("... - /"), "");
    }
}
