use serde::Serialize;

/// The language of a report: French by default, since its readers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French: `1 234 567,89 €`, `mars 2027`.
    #[default]
    Fr,
    /// English words; figures keep the shape of the contract's country.
    En,
}

impl Lang {
    /// The colon between a label and its value: `Porto : 12`, `Porto: 12`.
    #[must_use]
    pub fn colon(self) -> &'static str {
        self.pick("\u{a0}: ", ": ")
    }

    /// Words as this language sets them: in French a sign stays with the word that a space parts it from, so that no line
    /// begins with `?` or ends with `«`.
    ///
    /// ```
    /// use chiffrage_base::unit::Lang;
    /// assert_eq!(Lang::Fr.typeset("« Qui ? » : a:b"), "«\u{a0}Qui\u{a0}?\u{a0}»\u{a0}: a:b");
    /// assert_eq!(Lang::En.typeset("Who ? Why?"), "Who ? Why?");
    /// ```
    #[must_use]
    pub fn typeset(self, text: &str) -> String {
        let signs = [" ?", " !", " ;", " :", " »", "« "];
        match self {
            Self::En => text.to_owned(),
            Self::Fr => signs.iter().fold(text.to_owned(), |text, sign| {
                if text.contains(sign) { text.replace(sign, &sign.replace(' ', "\u{a0}")) } else { text }
            }),
        }
    }

    /// The one of two texts that this language reads.
    #[must_use]
    pub fn pick<'a>(self, fr: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

/// A label in the two languages of the reports. Written in a model as `"ROR"` (the same in both) or
/// `{ fr = "Annuaire", en = "Directory" }`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Text {
    /// What a French reader sees, the buyer above all.
    pub fr: String,
    /// What an English reader sees.
    pub en: String,
}

impl Text {
    /// The same words in both languages.
    #[must_use]
    pub fn same(words: &str) -> Self {
        Self { fr: words.to_owned(), en: words.to_owned() }
    }

    /// Puts `end` after it.
    pub fn push(&mut self, end: &Self) {
        self.fr.push_str(&end.fr);
        self.en.push_str(&end.en);
    }

    /// Words made in each language.
    pub fn each(make: impl Fn(Lang) -> String) -> Self {
        Self { fr: make(Lang::Fr), en: make(Lang::En) }
    }

    /// The words for a reader of `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.fr, &self.en)
    }
}

/// Words that both languages share: an id, a name, a message of the system.
impl From<String> for Text {
    fn from(words: String) -> Self {
        Self { fr: words.clone(), en: words }
    }
}

/// Words that both languages share: an id, a name, a message of the system.
impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::same(words)
    }
}

/// A sentence in both languages, each with its `{values}` in place: French first.
///
/// ```
/// use chiffrage_base::text;
/// let lot = "ror";
/// let sentence = text!("le lot `{lot}` n'a pas de ligne", "the lot `{lot}` has no line");
/// assert_eq!(sentence.en, "the lot `ror` has no line");
/// ```
///
/// Values that are themselves texts in both languages are named after the sentences:
///
/// ```
/// use chiffrage_base::text;
/// let what = text!("un nombre", "a number");
/// assert_eq!(text!("écrivez {what}", "write {what}", what).fr, "écrivez un nombre");
/// ```
#[macro_export]
macro_rules! text {
    ($fr:literal, $en:literal $(,)?) => {
        $crate::unit::Text { fr: format!($fr), en: format!($en) }
    };
    ($fr:literal, $en:literal, $($part:ident),+ $(,)?) => {
        $crate::unit::Text {
            fr: { $( let $part = &$part.fr; )+ format!($fr) },
            en: { $( let $part = &$part.en; )+ format!($en) },
        }
    };
}
