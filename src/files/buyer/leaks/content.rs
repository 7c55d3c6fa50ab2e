//! What a file says already, so that only the rest is judged.

use std::borrow::Cow;
use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};

use super::formats::{is_currency, literals};
use super::programs::{self, is_formal};
use crate::formula::{self, Expr};
use crate::unit::{Budget, one_line, parse_decimal};
use crate::xlsx::{Book, TextFragment, Value, fragments};

/// What the file that another was made from says.
pub(super) enum Known<'a> {
    /// There is no such file.
    Nothing,
    /// What the same part of it says, how often: byte for byte the rest of the part is the same.
    Part(Part<'a>),
    /// What its parts of the same kind say: another program has written every part anew.
    Anywhere(&'a Spoken),
}

impl Known<'_> {
    /// Is it known? What occurs more often than it is known, is not.
    pub(super) fn takes(&mut self, kind: &str, fragment: &TextFragment<'_>, budget: &Budget) -> bool {
        match self {
            Self::Nothing => false,
            Self::Part(part) => part.is_compared(fragment) || part.holds(fragment),
            Self::Anywhere(spoken) => {
                budget.draw(work_of(fragment)).is_ok()
                    && spoken.has_pair(fragment)
                    && spoken.holds(kind, &canonical(fragment))
            }
        }
    }

    /// Must all that is said be known? Another program writes sizes, places and names of its own: those alone.
    pub(super) fn must(&self, part: &str, fragment: &TextFragment<'_>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Part(_) => true,
            Self::Anywhere(spoken) => {
                (speaks(part, fragment) && !is_nobody(fragment)) || !spoken.is_of_programs(fragment)
            }
        }
    }
}

/// Does a program say who nobody is: the author of a comment that has none, itself?
pub(super) fn is_nobody(fragment: &TextFragment<'_>) -> bool {
    let of = (fragment.element, fragment.attribute, fragment.text);
    matches!(of, ("author", None, "None") | ("creator", None, "openpyxl"))
}

/// What a part says, each with how often.
pub(super) struct Part<'a> {
    state: RandomState,
    left: HashMap<u64, usize>,
    /// Of a sheet, the cells whose value may be another.
    settled: Option<&'a HashSet<(u32, u32)>>,
}

impl<'a> Part<'a> {
    /// Of its XML; `hears` is given each thing too.
    pub(super) fn of(
        xml: &str, budget: &Budget, settled: Option<&'a HashSet<(u32, u32)>>, mut hears: impl FnMut(&TextFragment<'_>),
    ) -> Self {
        let mut part = Self { state: RandomState::default(), left: HashMap::default(), settled };
        // What is no XML from some byte on is known that far.
        let _ = fragments(xml, budget, |fragment| {
            hears(fragment);
            if !part.is_compared(fragment) {
                *part.left.entry(part.state.hash_one(key(fragment))).or_default() += 1;
            }
        });
        part
    }

    /// Is this of a cell that was compared by its value, or that may differ?
    fn is_compared(&self, fragment: &TextFragment<'_>) -> bool {
        self.settled.is_some_and(|settled| is_value(fragment) || settled.contains(&fragment.cell))
    }

    /// Was all that it says asked for?
    pub(super) fn is_done(&self) -> bool {
        self.left.values().all(|left| *left == 0)
    }

    /// Is this said once more than it was asked for?
    pub(super) fn holds(&mut self, fragment: &TextFragment<'_>) -> bool {
        let left = self.left.get_mut(&self.state.hash_one(key(fragment))).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

/// Is this the value of a cell, or its formula?
pub(super) fn is_value(fragment: &TextFragment<'_>) -> bool {
    fragment.attribute.is_none() && fragment.cell.1 > 0 && matches!(fragment.element, "v" | "t" | "f")
}

fn key<'s>(fragment: &TextFragment<'s>) -> (&'s str, Option<&'s str>, &'s str, (u32, u32)) {
    (fragment.element, fragment.attribute, fragment.text, fragment.cell)
}

/// All that a workbook says, by the kind of part that says it.
#[derive(Default)]
pub(super) struct Spoken {
    by_kind: HashMap<String, HashSet<String>>,
    state: RandomState,
    /// Its elements with their attributes, its values in any part, as numbers.
    pairs: HashSet<u64>,
    values: HashSet<u64>,
    /// What its number formats write themselves.
    literals: HashSet<String>,
    /// The parts of the file that is compared, in small letters.
    parts: HashSet<String>,
    /// The names of files and folders that the original's links go through.
    steps: HashSet<String>,
}

/// The work of comparing a text, an attribute, a byte of one that is not short, such as a format of numbers, and a formula with what
/// another program wrote.
const WORK_OF_A_TEXT: usize = 300;
const WORK_OF_AN_ATTRIBUTE: usize = 800;
const WORK_OF_A_BYTE: usize = 40;
const SHORT: usize = 40;
const WORK_OF_A_FORMULA: usize = 3_000;

/// The work of making a text what programs agree on.
fn work_of(fragment: &TextFragment<'_>) -> usize {
    match fragment.attribute {
        Some(_) => WORK_OF_AN_ATTRIBUTE + fragment.text.len().saturating_sub(SHORT) * WORK_OF_A_BYTE,
        None if is_formula(fragment) => WORK_OF_A_FORMULA,
        None => WORK_OF_A_TEXT,
    }
}

/// What parts the steps of a path.
const STEPS: [char; 2] = ['/', '\\'];

/// The kind of parts that hold cells and their texts.
const CELLS: &str = "xl/worksheets/sheet.xml";

impl Spoken {
    /// What the original says, for a file that is compared with it; `hears` is given each thing of each part too.
    pub(super) fn of(book: &Book, compared: &Book, mut hears: impl FnMut(&str, &TextFragment<'_>)) -> Self {
        let parts = compared.package.entries().iter().map(|entry| entry.name.to_lowercase()).collect();
        let mut spoken = Self { parts, ..Self::default() };
        for entry in book.package.entries() {
            if let Ok(text) = book.package.text(&entry.name) {
                let of_kind = spoken.by_kind.entry(kind_of(&entry.name)).or_default();
                // A part cut short is known as far as it goes.
                let _ = fragments(&text, book.package.budget(), |fragment| {
                    hears(&entry.name, fragment);
                    if (fragment.element != "f" || !is_value(fragment))
                        && book.package.budget().draw(work_of(fragment)).is_ok()
                    {
                        add(of_kind, canonical(fragment));
                    }
                    let element = (fragment.element, fragment.attribute);
                    if spoken.pairs.insert(spoken.state.hash_one(element)) || !is_value(fragment) {
                        spoken.values.insert(spoken.state.hash_one(fragment.text));
                    }
                    if fragment.attribute == Some("Target") {
                        spoken.steps.extend(fragment.text.split(STEPS).map(str::to_owned));
                    }
                    if is_format(fragment) {
                        spoken.literals.extend(literals(fragment.text));
                    }
                });
            }
        }
        spoken
    }

    /// Has the original such an element with such an attribute, or do programs write it?
    fn has_pair(&self, fragment: &TextFragment<'_>) -> bool {
        fragment.attribute.is_none()
            || self.pairs.contains(&self.state.hash_one((fragment.element, fragment.attribute)))
            || programs::write(&programs::pair(fragment))
    }

    /// Are an element, its attribute and its value what the original has too, or what programs write of themselves?
    fn is_of_programs(&self, fragment: &TextFragment<'_>) -> bool {
        self.unknown(fragment).iter().all(|line| programs::write(line))
    }

    /// What neither the original has nor the form of a value explains, as lines of the list of what programs write.
    pub(super) fn unknown(&self, fragment: &TextFragment<'_>) -> Vec<String> {
        let mut unknown = Vec::new();
        if !self.pairs.contains(&self.state.hash_one((fragment.element, fragment.attribute))) {
            unknown.push(programs::pair(fragment));
        }
        if is_format(fragment) {
            let known = |text: &String| is_currency(text) || self.literals.contains(text);
            let other = literals(fragment.text).into_iter().filter(|text| !known(text));
            unknown.extend(other.map(|text| format!("{}\t{text}", programs::pair(fragment))));
        } else if fragment.attribute == Some("Target")
            && fragment.text.split(STEPS).all(|step| self.steps.contains(step) || step == "..")
        {
            // The same file from another folder.
        } else if !self.values.contains(&self.state.hash_one(fragment.text)) && !is_formal(fragment, &self.parts) {
            unknown.extend(programs::values(fragment));
        }
        unknown
    }

    /// Adds what a cell says.
    pub(super) fn add_value(&mut self, value: &Value) {
        let of_kind = self.by_kind.entry(CELLS.to_owned()).or_default();
        match value {
            Value::Number(text) => add(of_kind, number(text).map_or_else(|| Cow::Borrowed(&**text), Cow::Owned)),
            Value::Text(text) => add(of_kind, lines(Cow::Borrowed(text))),
            _ => {}
        }
    }

    fn holds(&self, kind: &str, value: &str) -> bool {
        let of = |kind: &str| self.by_kind.get(kind).is_some_and(|values| values.contains(value));
        // Charts, tables and pivot tables say again what cells say.
        of(kind) || (["xl/charts/", "xl/pivot", "xl/tables/"].iter().any(|start| kind.starts_with(start)) && of(CELLS))
    }
}

fn add(values: &mut HashSet<String>, value: Cow<'_, str>) {
    if !values.contains(&*value) {
        values.insert(value.into_owned());
    }
}

/// The kind of a part: its name without the numbers that programs give. Texts are in cells or in a table beside them.
pub(super) fn kind_of(part: &str) -> String {
    let kind: String = part.to_lowercase().chars().filter(|c| !c.is_ascii_digit()).collect();
    match kind.as_str() {
        "xl/sharedstrings.xml" => CELLS.to_owned(),
        "xl/comments/comment.xml" => "xl/comments.xml".to_owned(),
        _ => kind,
    }
}

/// A text as programs agree on it: numbers by their value, formulas by what they say, headers without codes of formatting.
fn canonical<'s>(fragment: &TextFragment<'s>) -> Cow<'s, str> {
    if is_formula(fragment) {
        return written_formula(fragment.text).into();
    }
    if HEADERS.contains(&fragment.element) {
        return one_line(&header(&fragment.text.replace("_x000a_", " "))).into();
    }
    let text = Cow::Borrowed(fragment.text);
    match number(&text) {
        Some(number) => number.into(),
        None => lines(text),
    }
}

/// A number as programs agree on it.
pub(super) fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let first = text.bytes().next().filter(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'+'));
    first.and_then(|_| parse_decimal(text)).map(|number| number.round_sf(15).unwrap_or(number).normalize().to_string())
}

/// A text whose lines end in one way.
pub(super) fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

/// Is it the code of a number format?
fn is_format(fragment: &TextFragment<'_>) -> bool {
    fragment.attribute.unwrap_or(fragment.element) == "formatCode"
}

/// A formula as programs agree on it, however they write the names of sheets.
pub(super) fn written_formula(text: &str) -> String {
    match Expr::parse(text) {
        // A title of a chart may be a formula of nothing but words.
        Ok(Expr::Constant(formula::Value::Text(text))) => text.to_string(),
        Ok(expr) => format!("{expr:?}"),
        Err(_) => text.split_whitespace().collect(),
    }
}

/// Elements that hold a formula.
const FORMULAS: [&str; 5] = ["f", "formula", "formula1", "formula2", "definedName"];
/// Does it hold a formula?
pub(super) fn is_formula(fragment: &TextFragment<'_>) -> bool {
    fragment.attribute.is_none() && FORMULAS.contains(&fragment.element)
}

/// Elements that hold a header or a footer.
pub(super) const HEADERS: [&str; 6] =
    ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"];

/// The words of a header or a footer without the codes between them: `Porto` of `&L&8Porto`.
pub(super) fn header(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            words.push(c);
            continue;
        }
        match chars.next() {
            Some('&') => words.push('&'),
            // A font, up to its second quote.
            Some('"') => {
                chars.by_ref().find(|c| *c == '"');
                words.push(' ');
            }
            // A size.
            Some(c) if c.is_ascii_digit() => {
                while chars.next_if(char::is_ascii_digit).is_some() {}
                words.push(' ');
            }
            // A colour: six digits, or a place in the theme and a tint.
            Some('K' | 'k') => {
                for _ in 0..6 {
                    chars.next_if(|c| c.is_ascii_hexdigit() || matches!(c, '+' | '-'));
                }
                words.push(' ');
            }
            _ => words.push(' '),
        }
    }
    words
}

/// Attributes that say something to a reader, or may: of any element, or of one.
const SPEAKING: [(&str, &str); 29] = [
    ("", "prompt"),
    ("", "promptTitle"),
    ("", "error"),
    ("", "errorTitle"),
    ("", "tooltip"),
    ("", "display"),
    ("", "location"),
    ("", "descr"),
    ("", "title"),
    ("", "alt"),
    ("", "author"),
    ("", "displayName"),
    ("", "userName"),
    ("", "caption"),
    ("", "tag"),
    ("", "securityDescriptor"),
    ("", "maxVal"),
    ("sheet", "name"),
    ("definedName", "name"),
    ("definedName", "comment"),
    ("definedName", "description"),
    ("protectedRange", "name"),
    ("scenario", "name"),
    ("inputCells", "val"),
    ("cfvo", "val"),
    ("filter", "val"),
    ("customFilter", "val"),
    ("max", "val"),
    ("min", "val"),
];
/// The properties that programs write of themselves.
const OF_PROGRAMS: [&str; 6] = ["created", "modified", "language", "lastPrinted", "revision", "version"];
/// Elements whose text places what is drawn.
const PLACES: [&str; 22] = [
    "Anchor",
    "Column",
    "Row",
    "col",
    "colOff",
    "row",
    "rowOff",
    "posOffset",
    "formatCode",
    "ptCount",
    "sqref",
    "AutoFill",
    "MoveWithCells",
    "SizeWithCells",
    "Visible",
    "Locked",
    "LockText",
    "PrintObject",
    "TextHAlign",
    "TextVAlign",
    "FmlaLink",
    "UIObj",
];

/// Kinds of parts whose attributes are mostly sizes, places and formats of what readers see. In any other kind, any words
/// may reveal something.
const SEEN: [&str; 18] = [
    "[content_types]",
    "docprops/app",
    "docprops/core",
    "xl/calcchain",
    "xl/charts/",
    "xl/chartsheets/",
    "xl/comments",
    "xl/dialogsheets/",
    "xl/drawings/",
    "xl/metadata",
    "xl/persons/",
    "xl/sharedstrings",
    "xl/styles",
    "xl/tables/",
    "xl/theme/",
    "xl/threadedcomments/",
    "xl/workbook",
    "xl/worksheets/",
];

/// Is a part, by its name in small letters, of a kind that readers do not see?
fn is_unseen(part: &str) -> bool {
    part.rsplit('.').next() != Some("rels") && !SEEN.iter().any(|start| part.starts_with(start))
}

/// Is this an identifier that programs make up, or the name of a format?
fn is_made_up(text: &str) -> bool {
    matches!(text, "true" | "false") || text.starts_with('{') || NAMESPACES.iter().any(|start| text.starts_with(start))
}

/// How the names of formats start.
const NAMESPACES: [&str; 4] = ["http://schemas.", "http://purl.", "http://www.w3.", "urn:schemas"];

/// Does a statement say something to a reader?
fn speaks(part: &str, fragment: &TextFragment<'_>) -> bool {
    let (file, attribute) = (part.rsplit('/').next().unwrap_or_default(), fragment.attribute);
    match attribute {
        // Counts and the programs' own names, and those of sheets again; people are judged apart.
        None if part.starts_with("docprops/app") => false,
        None if part.starts_with("docprops/core") => !OF_PROGRAMS.contains(&fragment.element),
        None => !PLACES.contains(&fragment.element),
        // Within the file targets are names of parts.
        Some("Target") if file.rsplit('.').next() == Some("rels") => fragment.text.contains([':', '\\', '#']),
        Some(_) if is_unseen(part) => fragment.text.contains(char::is_alphabetic) && !is_made_up(fragment.text),
        Some(name) => is_speaking(name, fragment.element),
    }
}

/// Does an attribute of an element say something to a reader?
fn is_speaking(name: &str, element: &str) -> bool {
    SPEAKING.iter().any(|(of, speaking)| *speaking == name && (of.is_empty() || *of == element))
}

/// Is a number in this attribute one that a person reads or typed? Most are sizes and places of what is drawn.
pub(super) fn may_be_figure(fragment: &TextFragment<'_>) -> bool {
    let of = |name: &str| {
        matches!(name, "v" | "val" | "maxVal" | "name" | "value" | "text") || is_speaking(name, fragment.element)
    };
    fragment.attribute.is_none_or(of)
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn the_words_of_a_header() {
        assert_eq!(header("&L&8Porto").trim(), "Porto");
        assert_eq!(header("&C&\"Calibri,Bold\"&12&KFF0000Lot && 3").split_whitespace().last(), Some("3"));
        assert_eq!(header("&R&8&P / &N").trim(), "/");
    }
}
