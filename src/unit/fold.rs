use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words of a text as they are compared: small letters without accents, one space between them. Dots of an
/// abbreviation close up, every other sign parts words.
///
/// ```
/// use chiffrage::unit::fold;
/// assert_eq!(fold("  Désignation\nde l’ŒUVRE "), "designation de l oeuvre");
/// assert_eq!(fold("P.U. H.T."), "pu ht");
/// assert_eq!(fold("N° de prix"), "n de prix");
/// assert_eq!(fold("Sous-total (€)"), "sous total");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return folded(text.chars(), text.len());
    }
    // What looks like a sign to one and like a letter to another: a degree, an ordinal, a no-break space.
    let plain = text.chars().filter(|c| !matches!(c, '°' | 'º')).nfkd().filter(|c| !is_combining_mark(*c));
    folded(plain, text.len())
}

fn folded(text: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    // Letters since a space or a dot; a digit is no abbreviation.
    let mut letters = 0_usize;
    let mut parted = false;
    let mut put = |c: char| {
        if c.is_alphanumeric() {
            if parted && !out.is_empty() {
                out.push(' ');
            }
            parted = false;
            letters = if c.is_alphabetic() { letters + 1 } else { 2 };
            out.push(c);
        } else if c == '.' && letters == 1 && !parted {
            letters = 0;
        } else {
            parted = true;
            letters = 0;
        }
    };
    for c in text {
        for c in c.to_lowercase() {
            match c {
                'œ' => "oe".chars().for_each(&mut put),
                'æ' => "ae".chars().for_each(&mut put),
                c => put(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_looks_alike_folds_alike() {
        // Precomposed and decomposed accents, no-break spaces, letters of full width, `№`.
        assert_eq!(fold("Quantité\u{a0}année 1"), fold("Quantite\u{301} anne\u{301}e 1"));
        assert_eq!(fold("ＰＵ"), "pu");
        assert_eq!(fold("№ prix"), fold("No prix"));
        assert_eq!(fold("Nº"), fold("N°"));
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
