//! A package, part by part: what each says, what each is, what is out of sight.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::found::Found;
use super::part::{Judge, Place, Wrong};
use super::{Kind, Leak, Secrets, Whose};
use crate::formula::{Address, ROWS};
use crate::sheet::column_letters;
use crate::unit::{Lang, Text};
use crate::xlsx::{Book, Package, State};

/// A search through one package.
pub(super) struct Search<'a> {
    book: &'a Book,
    judge: Judge<'a>,
    /// The name of the sheet that each part holds, by the part's name in small letters.
    sheets: HashMap<String, String>,
    /// The names of those judged so far.
    order: Vec<String>,
    /// The first cell that holds each shared string, and the sheet it is in.
    strings: HashMap<usize, (usize, (u32, u32))>,
    found: Found,
}

/// Parts whose words are judged, and which carry nothing else.
const PLAIN: [&str; 13] = [
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
/// Names that programs give of themselves: print areas, titles, filters.
const BUILT_IN: [&str; 2] = ["_xlnm.", "_xlfn."];

impl<'a> Search<'a> {
    /// What leaks; parts that `other` has as they are, are left out.
    pub(super) fn of(book: &'a Book, secrets: &'a Secrets<'a>, whose: Whose, other: Option<&Book>) -> Vec<Leak> {
        let package = &book.package;
        let mut search = Self {
            book,
            judge: Judge { secrets, whose },
            sheets: HashMap::new(),
            order: Vec::new(),
            strings: HashMap::new(),
            found: Found::default(),
        };
        search.archive();
        search.workbook_sheets();
        let same = |name: &str| {
            other.is_some_and(|other| {
                let stored = |p: &Package| p.entry(name).map(|entry| (entry.size, p.stored(entry).to_vec()));
                stored(&other.package) == stored(package)
            })
        };
        // Sheets first: they say where each shared string stands.
        let mut entries: Vec<&str> = package.entries().iter().map(|entry| entry.name.as_str()).collect();
        entries.sort_by_key(|name| !search.sheets.contains_key(&name.to_lowercase()));
        for name in entries {
            if !name.ends_with('/') && !same(name) {
                search.entry(name);
            }
        }
        search.found.finish()
    }

    fn leak(&mut self, kind: Kind, part: &str, place: &str, what: Text) {
        self.found.push(Leak {
            kind,
            part: part.to_owned(),
            place: place.to_owned(),
            what,
            sure: kind != Kind::Unsearched,
        });
    }

    /// What the archive says of itself, beside its parts.
    fn archive(&mut self) {
        for (part, comment) in self.book.package.comments() {
            let words = |lang: Lang| lang.pick("un commentaire de l’archive", "a comment of the archive");
            self.leak(Kind::Comment, &part, "", Text::each(|lang| format!("{} « {comment} »", words(lang))));
        }
    }

    /// The sheets, and which of them are out of sight.
    fn workbook_sheets(&mut self) {
        for sheet in &self.book.sheets {
            let what = match sheet.state {
                State::Visible => None,
                State::Hidden => Some(("une feuille masquée", "a hidden sheet")),
                State::VeryHidden => {
                    Some(("une feuille masquée que les menus n’affichent pas", "a hidden sheet that no menu shows"))
                }
            };
            if let Some((fr, en)) = what {
                self.leak(Kind::Hidden, &sheet.part, &sheet.name, Text { fr: fr.into(), en: en.into() });
            }
            self.sheets.insert(sheet.part.to_lowercase(), sheet.name.clone());
        }
    }
}

impl Search<'_> {
    /// One part: what it is, then what it says.
    fn entry(&mut self, name: &str) {
        let lower = name.to_lowercase();
        let is_relations = lower.contains("_rels/");
        let carrier = CARRIERS.iter().find(|carrier| lower.contains(carrier.0) && !is_relations);
        let known = self.sheets.contains_key(&lower)
            || PLAIN.iter().chain(&["docprops/", "xl/media/"]).any(|start| lower.starts_with(start));
        if let Some((_, kind, fr, en)) = carrier {
            self.leak(*kind, name, "", Text { fr: (*fr).into(), en: (*en).into() });
        } else if !known && !is_relations {
            let words =
                |lang: Lang| lang.pick("une partie que les classeurs n’ont pas", "a part that workbooks do not have");
            self.leak(Kind::Part, name, "", Text::each(|lang| words(lang).into()));
        }
        let text = self.book.package.text(name);
        let text = match text {
            Ok(text) if text.trim_start().starts_with('<') => text,
            // Told already that it is there, whatever it holds.
            _ if carrier.is_some() => return,
            Ok(_) => return self.unsearched(name, "it is no XML"),
            Err(finding) => return self.unsearched(name, &finding.message),
        };
        match (self.sheets.get(&lower).cloned(), lower.as_str()) {
            (Some(sheet), _) => self.sheet(name, &sheet, &text),
            _ if name == self.book.part => self.names(name, &text),
            (_, "docprops/core.xml" | "docprops/app.xml") => self.properties(name, &text),
            _ if lower.contains("sharedstrings") => self.shared_strings(name, &text),
            _ => self.others(name, &text),
        }
    }

    fn unsearched(&mut self, name: &str, why: &str) {
        let what = Text::each(|lang| {
            format!("{} ({why})", lang.pick("le contenu n’a pas été lu", "its content was not read"))
        });
        self.leak(Kind::Unsearched, name, "", what);
    }

    /// A sheet: its cells, and the rows and columns out of sight.
    fn sheet(&mut self, part: &str, name: &str, text: &str) {
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        let (mut first, mut last) = (1, 1);
        let mut unseen = BTreeSet::new();
        let styles = &self.book.styles;
        let (strings, number) = (&mut self.strings, self.order.len());
        self.order.push(name.to_owned());
        self.judge.part(part, name, text, &mut self.found, |said| {
            let (row, _) = said.cell;
            let filled = said.attribute.is_none() && matches!(said.element, "v" | "t") && said.cell.1 > 0;
            if filled && said.style.and_then(|style| styles.get(style)).is_some_and(|style| style.unseen) {
                unseen.insert(said.cell);
            }
            match (said.element, said.attribute) {
                ("row", Some("hidden")) if is_true(said.text) => drop(rows.insert((row, row))),
                ("row", Some("ht")) if is_nothing(said.text) => drop(rows.insert((row, row))),
                ("col", Some("min")) => first = said.text.parse().unwrap_or(1),
                ("col", Some("max")) => last = said.text.parse().unwrap_or(first),
                ("col", Some("hidden")) if is_true(said.text) => drop(columns.insert((first, last))),
                ("col", Some("width")) if is_nothing(said.text) => drop(columns.insert((first, last))),
                ("sheetFormatPr", Some("zeroHeight")) if is_true(said.text) => drop(rows.insert((1, ROWS))),
                ("v", None) if said.kind == "s" => {
                    if let Ok(index) = said.text.trim().parse() {
                        strings.entry(index).or_insert((number, said.cell));
                    }
                    return (Place::Nowhere, None);
                }
                ("f" | "formula1" | "formula2" | "formula", None) => return (Place::Here, link(said.text)),
                _ => {}
            }
            (Place::Here, None)
        });
        if !rows.is_empty() {
            let list = runs(&rows, |row| row.to_string());
            let what = Text::each(|lang| format!("{} {list}", lang.pick("lignes masquées :", "hidden rows:")));
            self.leak(Kind::Hidden, part, name, what);
        }
        if let Some((row, column)) = unseen.first() {
            let (at, count) = (Address { row: *row, column: *column }, unseen.len());
            let what = Text::each(|lang| match lang {
                Lang::Fr => format!("cellules remplies qui n’affichent rien (format `;;;`, couleur du fond) : {count}"),
                Lang::En => format!("filled cells that show nothing (format `;;;`, the colour behind): {count}"),
            });
            self.leak(Kind::Hidden, part, &format!("{name}!{at}"), what);
        }
        if !columns.is_empty() {
            let list = runs(&columns, |column| column_letters(column.saturating_sub(1) as usize));
            let what = Text::each(|lang| format!("{} {list}", lang.pick("colonnes masquées :", "hidden columns:")));
            self.leak(Kind::Hidden, part, name, what);
        }
    }

    /// The workbook's own part: defined names, who saved it and where.
    fn names(&mut self, part: &str, text: &str) {
        let mut current = String::new();
        let secrets = self.judge.secrets;
        self.judge.part(part, "", text, &mut self.found, |said| {
            let wrong = match (said.element, said.attribute) {
                ("definedName", Some("name")) => {
                    said.text.clone_into(&mut current);
                    let built_in = BUILT_IN.iter().any(|start| current.starts_with(start));
                    let words = |lang: Lang| format!("{} {current}", lang.pick("le nom", "the name"));
                    (!built_in && !secrets.names.contains(&current)).then(|| (Kind::Name, Text::each(words), true))
                }
                ("definedName", None) => link(said.text),
                ("fileSharing", Some("userName")) => person(secrets, said.text),
                _ => None,
            };
            let named = said.element == "definedName";
            (if named { Place::Named(current.clone()) } else { Place::Here }, wrong)
        });
    }

    /// Strings that cells share, each at the first cell that holds it. One that no cell holds any more stands in the
    /// file all the same.
    fn shared_strings(&mut self, part: &str, text: &str) {
        let (strings, sheets) = (&self.strings, &self.order);
        self.judge.part(part, "", text, &mut self.found, |said| {
            let place = strings.get(&said.strings).map(|(sheet, (row, column))| {
                let name = sheets.get(*sheet).map_or("", String::as_str);
                Place::Named(format!("{name}!{}", Address { row: *row, column: *column }))
            });
            (place.unwrap_or(Place::Here), None)
        });
    }

    /// Who made the file.
    fn properties(&mut self, part: &str, text: &str) {
        const PEOPLE: [&str; 5] = ["creator", "lastModifiedBy", "Company", "Manager", "HyperlinkBase"];
        let secrets = self.judge.secrets;
        self.judge.part(part, "", text, &mut self.found, |said| {
            let one = said.attribute.is_none() && PEOPLE.contains(&said.element);
            let wrong = if one { person(secrets, said.text) } else { None };
            (Place::Named(said.element.to_owned()), wrong)
        });
    }

    /// Any other part; who comments, and where.
    fn others(&mut self, part: &str, text: &str) {
        let secrets = self.judge.secrets;
        self.judge.part(part, "", text, &mut self.found, |said| match (said.element, said.attribute) {
            ("author", None) | ("person", Some("displayName")) => {
                (Place::Named("author".to_owned()), person(secrets, said.text))
            }
            ("comment" | "threadedComment", Some("ref")) => {
                let what = Text::each(|lang| lang.pick("un commentaire", "a comment").into());
                (Place::Named(format!("{part} {}", said.text)), Some((Kind::Comment, what, true)))
            }
            _ => (Place::Here, None),
        });
    }
}

/// A person or company other than the bidder.
fn person(secrets: &Secrets<'_>, name: &str) -> Option<Wrong> {
    let name = name.trim();
    let words =
        |lang: Lang| format!("« {name} »{}{}", lang.colon(), lang.pick("ce n’est pas le candidat", "not the bidder"));
    (name != secrets.bid.document.bidder.trim()).then(|| (Kind::Property, Text::each(words), true))
}

fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "on")
}

/// Is this height or width too small to see anything in: less than a point, less than a letter?
fn is_nothing(text: &str) -> bool {
    crate::unit::parse_decimal(text.trim()).is_some_and(|value| value < Decimal::ONE)
}

/// A way out of the workbook in a formula: another workbook, another program.
fn link(formula: &str) -> Option<Wrong> {
    let other = formula.match_indices('[').any(|(at, _)| {
        let inner = formula[at + 1..].split(']').next().unwrap_or_default();
        // `[1]Sheet!A1`, `[costs.xlsx]Sheet!A1`; columns of a table are `Table[Column]`.
        let before = formula[..at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric) && (inner.parse::<u32>().is_ok() || inner.contains(".xl"))
    });
    let program = formula.contains('|') && formula.contains('!') && !formula.contains('"');
    let words = match (program, other) {
        (true, _) => ("un lien vers un autre programme (DDE) :", "a link to another program (DDE):"),
        (_, true) => ("un lien vers un autre classeur :", "a link to another workbook:"),
        _ => return None,
    };
    let shown: String = formula.chars().take(80).collect();
    Some((Kind::Link, Text::each(|lang| format!("{} {shown}", lang.pick(words.0, words.1))), true))
}

/// Numbers in words, from each first to each last, neighbours together: `3, 5-9`.
fn runs(numbers: &BTreeSet<(u32, u32)>, name: impl Fn(u32) -> String) -> String {
    let mut list: Vec<(u32, u32)> = Vec::new();
    for (from, to) in numbers {
        match list.last_mut() {
            Some((_, last)) if *from <= last.saturating_add(1) => *last = (*last).max(*to),
            _ => list.push((*from, *to)),
        }
    }
    let more = list.len() > 20;
    let named = |(from, to): &(u32, u32)| {
        if from == to { name(*from) } else { format!("{}-{}", name(*from), name(*to)) }
    };
    let shown = list.iter().take(20).map(named);
    shown.chain(more.then(|| "…".to_owned())).collect::<Vec<_>>().join(", ")
}
