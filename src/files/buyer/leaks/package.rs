//! A package, part by part: what each says, what each is, what is out of sight.

use std::collections::HashMap;
use std::rc::Rc;

use super::content::{Known, Part, is_nobody, is_value};
use super::found::Found;
use super::part::{Judge, Place, Wrong, described};
use super::paths::link;
use super::settings::{Reader, Settings};
use super::sight::{Looking, Sight, hidden_window};
use super::{Against, Kind, Leak, Secrets};
use crate::diag::Finding;
use crate::formula::{Address, Expr};
use crate::text;
use crate::unit::{Budget, Lang, Text, seen};
use crate::xlsx::{Book, Entry, Extra, ExtraPlace, State, TextFragment, Unseen, fragments};

/// What a sheet of the original says: what of it is out of sight and, where another program wrote the file anew, what is set.
pub(super) struct Before {
    pub(super) sight: Sight,
    pub(super) settings: Option<Settings>,
}

/// A search through one package.
pub(super) struct Search<'a> {
    book: &'a Book,
    judge: Judge<'a>,
    /// The file that it was made from, if it is known.
    original: Option<&'a Book>,
    /// The formats that show nothing, in the file and in its original.
    unseen: [Rc<Unseen>; 2],
    /// What the sheets of the original say, those of them that are known, by their names.
    before: HashMap<String, Before>,
    /// The name of the sheet that each part holds, or that names it, by the part's name in small letters.
    sheets: HashMap<String, String>,
    /// The names of the sheets judged so far.
    order: Vec<String>,
    /// The first cell that holds each shared string, and the sheet it is in.
    strings: HashMap<usize, (usize, (u32, u32))>,
    pub(super) found: Found,
}

/// Parts whose words are judged, and which carry nothing else.
const PLAIN: [&str; 15] = [
    "[content_types].xml",
    "_rels/",
    "xl/_rels/",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/theme/",
    "xl/calcchain.xml",
    "xl/drawings/",
    "xl/charts/",
    "xl/tables/",
    "xl/metadata.xml",
    "xl/ctrlprops/",
    "xl/sharedstrings.xml",
    "docprops/",
    "xl/media/",
];
/// Parts that carry what readers do not see, with what each is.
const CARRIERS: [(&str, Kind, &str, &str); 17] = [
    ("vbaproject", Kind::Part, "des macros", "macros"),
    ("xl/printersettings/", Kind::Part, "des réglages d’imprimante", "settings of a printer"),
    ("xl/embeddings/", Kind::Part, "un fichier incorporé", "an embedded file"),
    ("xl/activex/", Kind::Part, "un contrôle ActiveX", "an ActiveX control"),
    ("xl/pivotcache/", Kind::Part, "les données en mémoire d’un tableau croisé", "the cached data of a pivot table"),
    ("xl/pivottables/", Kind::Part, "un tableau croisé", "a pivot table"),
    ("xl/model/", Kind::Part, "un modèle de données", "a data model"),
    ("xl/revisions/", Kind::Part, "l’historique des modifications", "the history of changes"),
    ("customxml/", Kind::Part, "du XML personnalisé", "custom XML"),
    ("xl/customdata/", Kind::Part, "des données personnalisées", "custom data"),
    (
        "xl/externallinks/",
        Kind::Link,
        "un lien vers un autre classeur, avec ses valeurs",
        "a link to another workbook, with its values",
    ),
    ("xl/connections.xml", Kind::Link, "une connexion à des données", "a data connection"),
    ("xl/querytables/", Kind::Link, "une requête", "a query"),
    ("docprops/custom.xml", Kind::Property, "des propriétés personnalisées", "custom properties"),
    ("xl/comments", Kind::Comment, "des commentaires", "comments"),
    ("xl/threadedcomments/", Kind::Comment, "des commentaires", "comments"),
    ("xl/persons/", Kind::Comment, "les noms de ceux qui commentent", "the names of who comments"),
];
/// The properties that name people and places.
const PEOPLE: [&str; 7] =
    ["creator", "lastModifiedBy", "contributor", "publisher", "Company", "Manager", "HyperlinkBase"];
/// Names that programs give of themselves: print areas, titles, filters.
const BUILT_IN: [&str; 2] = ["_xlnm.", "_xlfn."];

impl<'a> Search<'a> {
    /// A search that adds to what was found so far.
    pub(super) fn of(book: &'a Book, judge: Judge<'a>, original: Option<&'a Book>, found: Found) -> Self {
        // A part of styles that cannot be read is reported when it is searched.
        let unseen = |book: &Book| Rc::new(book.unseen().unwrap_or_default());
        let mut search = Self {
            book,
            judge,
            original,
            unseen: [unseen(book), original.map(unseen).unwrap_or_default()],
            before: HashMap::new(),
            sheets: HashMap::new(),
            order: Vec::new(),
            strings: HashMap::new(),
            found,
        };
        search.sheets();
        search
    }

    /// Everything in a file of which nothing is known.
    pub(super) fn all(book: &'a Book, judge: Judge<'a>) -> Vec<Leak> {
        let mut search = Self::of(book, judge, None, Found::default());
        for extra in book.package.extras() {
            let (kind, what) = extra_of(&extra);
            search.leak(kind, &extra.part, "", what);
        }
        for name in search.parts() {
            search.part(&name, true, &mut Known::Nothing);
        }
        search.finish().finish()
    }

    /// All that was found; where there was more in the file than may be read, that too.
    pub(super) fn finish(mut self) -> Found {
        let mut books = [Some(self.book), self.original].into_iter().flatten();
        if let Some(spent) = books.find_map(|book| book.package.budget().draw(0).err()) {
            self.leak(Kind::Unsearched, "", "", Finding::from(spent).message);
        }
        self.found
    }

    /// The parts, sheets first: they say the place of each shared string.
    pub(super) fn parts(&self) -> Vec<String> {
        let package = &self.book.package;
        // The empty entry of a folder of parts, which archivers add, says nothing.
        let is_folder = |entry: &&Entry| {
            entry.name.ends_with('/')
                && entry.size == 0
                && package.entries().iter().any(|part| part.name != entry.name && part.name.starts_with(&entry.name))
        };
        let parts = package.entries().iter().filter(|entry| !is_folder(entry));
        let mut names: Vec<String> = parts.map(|entry| entry.name.clone()).collect();
        names.sort_by_key(|name| !self.book.sheets.iter().any(|sheet| sheet.part == *name));
        names
    }

    pub(super) fn leak(&mut self, kind: Kind, part: &str, place: &str, what: Text) {
        self.found.push(Leak {
            kind,
            part: part.to_owned(),
            place: place.to_owned(),
            what,
            sure: kind != Kind::Unsearched,
        });
    }

    /// The sheets, which of them are out of sight, and which parts they name.
    fn sheets(&mut self) {
        for (place, sheet) in self.book.sheets.iter().enumerate() {
            let what = match sheet.state {
                State::Visible => None,
                State::Hidden => Some(("une feuille masquée", "a hidden sheet")),
                State::VeryHidden => {
                    Some(("une feuille masquée que les menus n’affichent pas", "a hidden sheet that no menu shows"))
                }
            };
            let before = self.original.and_then(|book| book.sheets.iter().find(|old| old.name == sheet.name));
            let what = what.filter(|_| before.is_none_or(|old| old.state == State::Visible));
            if let Some((fr, en)) = what {
                self.leak(Kind::Hidden, &sheet.part, &sheet.name, Text { fr: fr.into(), en: en.into() });
            }
            for beside in self.book.relations(&self.book.sheets[place].part).unwrap_or_default() {
                self.sheets.entry(beside.target.to_lowercase()).or_insert_with(|| sheet.name.clone());
            }
            self.sheets.insert(sheet.part.to_lowercase(), sheet.name.clone());
        }
    }

    /// One part: what it is, unless the original has one like it, then what it says.
    pub(super) fn part(&mut self, name: &str, is_new: bool, known: &mut Known<'_>) {
        let lower = name.to_lowercase();
        let text = self.book.package.text(name);
        let text = text.map(|text| Some(text).filter(|text| text.trim_start().starts_with('<')));
        let is_relations = lower.contains("_rels/");
        let carrier = CARRIERS.iter().find(|carrier| lower.contains(carrier.0) && !is_relations);
        let is_sheet = self.book.sheets.iter().any(|sheet| sheet.part.eq_ignore_ascii_case(name));
        let usual = is_sheet || is_relations || PLAIN.iter().any(|start| lower.starts_with(start));
        let hollow = || matches!(&text, Ok(Some(text)) if is_hollow(text, self.book.package.budget()));
        match carrier {
            _ if !is_new => {}
            Some((_, kind, fr, en)) if !hollow() => {
                self.leak(*kind, name, "", Text { fr: (*fr).into(), en: (*en).into() });
            }
            None if !usual => {
                let words = ("une partie que les classeurs n’ont pas", "a part that workbooks do not have");
                self.leak(Kind::Part, name, "", Text { fr: words.0.into(), en: words.1.into() });
            }
            _ => {}
        }
        let text = match text {
            Ok(Some(text)) => text,
            // Reported already as being there, whatever it holds.
            _ if is_new && carrier.is_some() => return,
            Ok(None) => return self.unread(name, &text!("pas de XML", "no XML")),
            Err(finding) => return self.unread(name, &finding.message),
        };
        match lower.as_str() {
            _ if is_sheet => self.sheet(name, &text, known),
            _ if name == self.book.part => self.workbook(name, &text, known),
            "docprops/core.xml" | "docprops/app.xml" => self.properties(name, &text, known),
            _ if lower.contains("sharedstrings") => self.shared_strings(name, &text, known),
            _ => self.others(name, &text, known),
        }
    }

    /// A part that is no XML: of a file made from another, it must be the other's.
    fn unread(&mut self, name: &str, why: &Text) {
        if let Some(against) = self.judge.against {
            let image = name.to_lowercase().starts_with("xl/media/");
            let words = if image { ("cette image", "this image") } else { ("cette partie", "this part") };
            let what = Text::each(|lang| against.other(lang.pick(words.0, words.1), lang));
            return self.leak(Kind::Part, name, "", what);
        }
        let Text { fr, en } = why;
        self.leak(
            Kind::Unsearched,
            name,
            "",
            text!("le contenu n’a pas été lu ({fr})", "its content was not read ({en})"),
        );
    }

    /// Reports what the original's part says and this one no longer does.
    pub(super) fn missing(&mut self, name: &str, before: &str, left: &mut Part<'_>, against: Against) {
        let place = self.sheets.get(&name.to_lowercase()).cloned().unwrap_or_default();
        let (found, budget) = (&mut self.found, self.original.unwrap_or(self.book).package.budget());
        // What is no XML from some byte on is known that far.
        let _ = fragments(before, budget, |fragment| {
            if left.holds(fragment) {
                let (part, place) = (name.to_owned(), place.clone());
                let what = against.missing(&described(fragment));
                found.push(Leak { kind: Kind::Difference, part, place, what, sure: true });
            }
        });
    }
}

impl Search<'_> {
    /// A sheet: its cells, and what of it is out of sight.
    fn sheet(&mut self, part: &str, text: &str, known: &mut Known<'_>) {
        let name = self.sheets.get(&part.to_lowercase()).cloned().unwrap_or_default();
        let compared = self.original.is_some_and(|book| book.sheets.iter().any(|sheet| sheet.name == name));
        let (strings, number) = (&mut self.strings, self.order.len());
        let unseen = Rc::clone(&self.unseen[0]);
        let mut looking = Looking::new(&unseen);
        let before = self.before.remove(&name);
        let mut settings = before.as_ref().and_then(|before| before.settings.as_ref()).map(|_| Reader::default());
        let budget = self.book.package.budget();
        self.order.push(name.clone());
        self.judge.part(part, &name, text, known, &mut self.found, |fragment| {
            looking.take(fragment);
            if let Some(settings) = &mut settings {
                settings.take(fragment, budget);
            }
            match (fragment.element, fragment.attribute) {
                ("v", None) if fragment.kind == "s" => {
                    if let Ok(index) = fragment.text.trim().parse() {
                        strings.entry(index).or_insert((number, fragment.cell));
                    }
                    (Place::Nowhere, None)
                }
                _ if compared && is_value(fragment) && is_read(fragment) => (Place::Nowhere, None),
                ("f" | "formula1" | "formula2" | "formula", None) => (Place::Here, link(fragment.text)),
                ("protectedRange", Some("securityDescriptor")) => {
                    let words = ("un compte dans une plage protégée", "an account in a protected range");
                    (Place::Here, Some((Kind::Property, Text { fr: words.0.into(), en: words.1.into() }, true)))
                }
                _ => (Place::Here, None),
            }
        });
        let mut sight = looking.finish();
        if let Some(before) = &before {
            sight = sight.beyond(&before.sight);
        }
        for (place, (kind, what, sure)) in sight.wrongs() {
            let place = place.map_or_else(|| name.clone(), |place| format!("{name}!{place}"));
            self.found.push(Leak { kind, part: part.to_owned(), place, what, sure });
        }
        let settings = settings.map(|settings| settings.finish(budget));
        if let (Some(before), Some(after), Some(against)) =
            (before.and_then(|before| before.settings), settings, self.judge.against)
        {
            against.settings(&before, &after, |what| self.leak(Kind::Difference, part, &name, what));
        }
    }

    /// The formats of the original that show nothing.
    pub(super) fn unseen_before(&self) -> Rc<Unseen> {
        Rc::clone(&self.unseen[1])
    }

    /// Says what a sheet of the original says.
    pub(super) fn knows(&mut self, sheet: &str, before: Before) {
        self.before.insert(sheet.to_owned(), before);
    }

    /// The workbook's own part: defined names, who saved it and where.
    fn workbook(&mut self, part: &str, text: &str, known: &mut Known<'_>) {
        let mut current = String::new();
        let secrets = self.judge.secrets;
        let saved_again = matches!(known, Known::Anywhere(_));
        self.judge.part(part, "", text, known, &mut self.found, |fragment| {
            let built_in = |name: &str| BUILT_IN.iter().any(|start| name.starts_with(start));
            // Programs name the areas that they print and filter.
            let of_program = |name: &str| saved_again && built_in(name);
            let wrong = match (fragment.element, fragment.attribute) {
                ("definedName", Some("name")) if of_program(fragment.text) => {
                    fragment.text.clone_into(&mut current);
                    return (Place::Nowhere, None);
                }
                ("definedName", None) if of_program(&current) && is_area(fragment.text) => {
                    return (Place::Nowhere, None);
                }
                ("definedName", Some("name")) => {
                    fragment.text.clone_into(&mut current);
                    let words = |lang: Lang| format!("{} {current}", lang.pick("le nom", "the name"));
                    let known = built_in(&current) || secrets.names.contains(&current);
                    (!known).then(|| (Kind::Name, Text::each(words), true))
                }
                ("definedName", None) => link(fragment.text),
                ("fileSharing", Some("userName")) => person(secrets, fragment.text),
                ("workbookView", Some("visibility")) => hidden_window(fragment.text),
                _ => None,
            };
            let named = fragment.element == "definedName";
            (if named { Place::Named(current.clone()) } else { Place::Here }, wrong)
        });
    }

    /// Strings that cells share, each at the first cell that holds it. One that no cell holds any more is in the
    /// file all the same.
    fn shared_strings(&mut self, part: &str, text: &str, known: &mut Known<'_>) {
        let (strings, sheets) = (&self.strings, &self.order);
        self.judge.part(part, "", text, known, &mut self.found, |fragment| {
            let place = strings.get(&fragment.strings).map(|(sheet, (row, column))| {
                let name = sheets.get(*sheet).map_or("", String::as_str);
                Place::Named(format!("{name}!{}", Address { row: *row, column: *column }))
            });
            (place.unwrap_or(Place::Here), None)
        });
    }

    /// Who made the file.
    fn properties(&mut self, part: &str, text: &str, known: &mut Known<'_>) {
        let secrets = self.judge.secrets;
        let saved_again = matches!(known, Known::Anywhere(_));
        self.judge.part(part, "", text, known, &mut self.found, |fragment| {
            let one = fragment.attribute.is_none() && PEOPLE.contains(&fragment.element);
            let one = one && !(saved_again && is_nobody(fragment));
            let wrong = if one { person(secrets, fragment.text) } else { None };
            (Place::Named(fragment.element.to_owned()), wrong)
        });
    }

    /// Any other part; who comments, and where.
    fn others(&mut self, part: &str, text: &str, known: &mut Known<'_>) {
        let secrets = self.judge.secrets;
        let saved_again = matches!(known, Known::Anywhere(_));
        let sheet = self.sheets.get(&part.to_lowercase()).cloned().unwrap_or_default();
        self.judge.part(part, &sheet, text, known, &mut self.found, |fragment| {
            match (fragment.element, fragment.attribute) {
                ("author", None) if saved_again && is_nobody(fragment) => (Place::Here, None),
                ("author", None) | ("person", Some("displayName")) => {
                    (Place::Named("author".to_owned()), person(secrets, fragment.text))
                }
                ("comment" | "threadedComment", Some("ref")) => {
                    let what = Text::each(|lang| lang.pick("un commentaire", "a comment").into());
                    (Place::Named(format!("{sheet}!{}", fragment.text)), Some((Kind::Comment, what, true)))
                }
                _ => (Place::Here, None),
            }
        });
    }
}

/// Is it what a cell of its kind shows? Beside the number of a cell there may be a text that programs pass over.
fn is_read(fragment: &TextFragment<'_>) -> bool {
    fragment.element == "f" || (fragment.element == "t") == (fragment.kind == "inlineStr")
}

/// Is a formula nothing but cells, such as those to be printed?
fn is_area(formula: &str) -> bool {
    formula.split(',').all(|part| matches!(Expr::parse(part), Ok(Expr::Area(_))))
}

/// Bytes of an archive that belong to no part, in words.
pub(super) fn extra_of(extra: &Extra) -> (Kind, Text) {
    let text: String = seen(&String::from_utf8_lossy(&extra.bytes)).chars().take(60).collect();
    let (kind, words) = match extra.place {
        ExtraPlace::Comment => (Kind::Comment, ("un commentaire de l’archive", "a comment of the archive")),
        ExtraPlace::Gap => {
            (Kind::Part, ("des octets entre les parties de l’archive", "bytes between the parts of the archive"))
        }
        ExtraPlace::Field => (Kind::Part, ("un champ de l’archive", "a field of the archive")),
        ExtraPlace::Name => (Kind::Part, ("un autre nom dans l’archive", "another name in the archive")),
        ExtraPlace::Tail => (Kind::Part, ("des octets après la fin de la partie", "bytes after the end of the part")),
    };
    (kind, Text::each(|lang| format!("{} « {} »", lang.pick(words.0, words.1), text.escape_debug())))
}

/// Does an XML part say nothing below its first element? So `LibreOffice` leaves the properties of one's own.
fn is_hollow(xml: &str, budget: &Budget) -> bool {
    let mut hollow = true;
    let whole = fragments(xml, budget, |fragment| hollow &= fragment.attribute.is_some() && fragment.nth == 1);
    hollow && whole.is_ok()
}

/// A person or company other than the bidder.
fn person(secrets: &Secrets<'_>, name: &str) -> Option<Wrong> {
    let name = name.trim();
    let words =
        |lang: Lang| format!("« {name} »{}{}", lang.colon(), lang.pick("ce n’est pas le candidat", "not the bidder"));
    (name != secrets.bid.document.bidder.trim()).then(|| (Kind::Property, Text::each(words), true))
}
