//! A package, part by part: what each says, what each is, what is out of sight.

use std::collections::{BTreeSet, HashMap};

use super::part::{Judge, each};
use super::{Kind, Leak, Secrets, Whose};
use crate::formula::Address;
use crate::sheet::column_letters;
use crate::unit::{Lang, Text};
use crate::xlsx::{Book, Package, Said, State};

/// A search through one package.
pub(super) struct Search<'a> {
    book: &'a Book,
    judge: Judge<'a>,
    /// The name of the sheet that each part holds, by the part's name in small letters.
    sheets: HashMap<String, String>,
    /// The first cell that holds each shared string.
    strings: HashMap<usize, String>,
    leaks: Vec<Leak>,
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
    ("xl/printersettings/", Kind::Part, "des réglages d'imprimante", "settings of a printer"),
    ("xl/embeddings/", Kind::Part, "un fichier incorporé", "an embedded file"),
    ("xl/activex/", Kind::Part, "un contrôle ActiveX", "an ActiveX control"),
    ("xl/pivotcache/", Kind::Part, "les données en mémoire d'un tableau croisé", "the cached data of a pivot table"),
    ("xl/pivottables/", Kind::Part, "un tableau croisé", "a pivot table"),
    ("xl/model/", Kind::Part, "un modèle de données", "a data model"),
    ("xl/revisions/", Kind::Part, "l'historique des modifications", "the history of changes"),
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
            strings: HashMap::new(),
            leaks: Vec::new(),
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
        search.leaks
    }

    fn leak(&mut self, kind: Kind, part: &str, place: &str, what: Text) {
        self.leaks.push(Leak {
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
            let words = |lang: Lang| lang.pick("un commentaire de l'archive", "a comment of the archive");
            self.leak(Kind::Comment, &part, "", each(|lang| format!("{} « {comment} »", words(lang))));
        }
    }

    /// The sheets, and which of them are out of sight.
    fn workbook_sheets(&mut self) {
        for sheet in &self.book.sheets {
            let what = match sheet.state {
                State::Visible => None,
                State::Hidden => Some(("une feuille masquée", "a hidden sheet")),
                State::VeryHidden => {
                    Some(("une feuille masquée que les menus n'affichent pas", "a hidden sheet that no menu shows"))
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
                |lang: Lang| lang.pick("une partie que les classeurs n'ont pas", "a part that workbooks do not have");
            self.leak(Kind::Part, name, "", each(|lang| words(lang).into()));
        }
        let text = self.book.package.text(name);
        let text = match text {
            Ok(text) if text.trim_start().starts_with('<') => text,
            // Told already that it is there, whatever it holds.
            _ if carrier.is_some() => return,
            Ok(_) => return self.unsearched(name, "it is no XML"),
            Err(finding) => return self.unsearched(name, &finding.message),
        };
        match (lower.as_str(), self.sheets.get(&lower).cloned()) {
            (_, Some(sheet)) => self.sheet(name, &sheet, &text),
            ("xl/workbook.xml", _) => self.names(name, &text),
            ("xl/sharedstrings.xml", _) => self.shared_strings(name, &text),
            ("docprops/core.xml" | "docprops/app.xml", _) => self.properties(name, &text),
            _ => self.others(name, &text),
        }
    }

    fn unsearched(&mut self, name: &str, why: &str) {
        let what =
            each(|lang| format!("{} ({why})", lang.pick("le contenu n'a pas été lu", "its content was not read")));
        self.leak(Kind::Unsearched, name, "", what);
    }

    /// A sheet: its cells, and the rows and columns out of sight.
    fn sheet(&mut self, part: &str, name: &str, text: &str) {
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        let (mut first, mut last) = (1_u32, 1_u32);
        let mut links = Vec::new();
        let strings = &mut self.strings;
        let mut found = self.judge.part(part, text, |said| {
            let at = place(name, said);
            match (said.element, said.attribute) {
                ("row", Some("hidden")) if is_true(said.text) => drop(rows.insert(said.cell.0)),
                ("row", Some("ht")) | ("col", Some("width")) if is_nothing(said.text) => {
                    if said.element == "row" {
                        rows.insert(said.cell.0);
                    } else {
                        columns.extend(first..=last);
                    }
                }
                ("col", Some("min")) => first = said.text.parse().unwrap_or(1),
                ("col", Some("max")) => last = said.text.parse().unwrap_or(first).min(first.saturating_add(16_384)),
                ("col", Some("hidden")) if is_true(said.text) => columns.extend(first..=last),
                ("sheetFormatPr", Some("zeroHeight")) if is_true(said.text) => drop(rows.insert(0)),
                ("v", None) if said.kind == "s" => {
                    if let Ok(index) = said.text.trim().parse() {
                        strings.entry(index).or_insert_with(|| at.clone());
                    }
                    return None;
                }
                ("f" | "formula1" | "formula2" | "formula", None) => {
                    links.extend(link(said.text).map(|what| (at.clone(), what)));
                }
                _ => {}
            }
            Some(at)
        });
        self.leaks.append(&mut found);
        for (place, what) in links {
            self.leak(Kind::Link, part, &place, what);
        }
        if !rows.is_empty() {
            let all = rows.remove(&0);
            let list = if all { None } else { Some(runs(&rows, |row| row.to_string())) };
            let what = |lang: Lang| match &list {
                Some(list) => format!("{} {list}", lang.pick("lignes masquées :", "hidden rows:")),
                None => lang.pick("toutes les lignes sont masquées", "all rows are hidden").to_owned(),
            };
            self.leak(Kind::Hidden, part, name, each(what));
        }
        if !columns.is_empty() {
            let list = runs(&columns, |column| column_letters(column.saturating_sub(1) as usize));
            self.leak(
                Kind::Hidden,
                part,
                name,
                each(|lang| format!("{} {list}", lang.pick("colonnes masquées :", "hidden columns:"))),
            );
        }
    }

    /// The workbook's own part: defined names, who saved it and where.
    fn names(&mut self, part: &str, text: &str) {
        let mut current = String::new();
        let (mut unknown, mut links, mut people) = (Vec::new(), Vec::new(), Vec::new());
        let known = &self.judge.secrets.names;
        let mut found = self.judge.part(part, text, |said| {
            match (said.element, said.attribute) {
                ("definedName", Some("name")) => {
                    said.text.clone_into(&mut current);
                    let built_in = BUILT_IN.iter().any(|start| current.starts_with(start));
                    if !built_in && !known.contains(&current) {
                        unknown.push(current.clone());
                    }
                }
                ("definedName", None) => links.extend(link(said.text).map(|what| (current.clone(), what))),
                ("fileSharing", Some("userName")) => people.push(said.text.to_owned()),
                _ => {}
            }
            Some(if said.element == "definedName" { current.clone() } else { String::new() })
        });
        self.leaks.append(&mut found);
        for (place, what) in links {
            self.leak(Kind::Link, part, &place, what);
        }
        for name in unknown {
            let what = each(|lang| format!("{} {name}", lang.pick("le nom", "the name")));
            self.leak(Kind::Name, part, &name, what);
        }
        for person in people {
            self.person(part, "userName", &person);
        }
    }

    /// Strings that cells share, each at the first cell that holds it.
    fn shared_strings(&mut self, part: &str, text: &str) {
        let strings = &self.strings;
        let mut found = self.judge.part(part, text, |said| {
            let cell = strings.get(&said.strings).cloned();
            // A string that no cell holds any more stands in the file all the same.
            Some(cell.unwrap_or_default())
        });
        self.leaks.append(&mut found);
    }

    /// Who made the file.
    fn properties(&mut self, part: &str, text: &str) {
        const PEOPLE: [&str; 5] = ["creator", "lastModifiedBy", "Company", "Manager", "HyperlinkBase"];
        let mut people = Vec::new();
        let mut found = self.judge.part(part, text, |said| {
            if said.attribute.is_none() && PEOPLE.contains(&said.element) {
                people.push((said.element.to_owned(), said.text.to_owned()));
            }
            Some(said.element.to_owned())
        });
        self.leaks.append(&mut found);
        for (element, person) in people {
            self.person(part, &element, &person);
        }
    }

    /// A person or company other than the bidder.
    fn person(&mut self, part: &str, place: &str, name: &str) {
        if name.trim() != self.judge.secrets.bid.document.bidder.trim() {
            let what = each(|lang| {
                format!(
                    "« {} »{}{}",
                    name.trim(),
                    lang.colon(),
                    lang.pick("ce n'est pas le candidat", "not the bidder")
                )
            });
            self.leak(Kind::Property, part, place, what);
        }
    }

    /// Any other part; who comments, and where.
    fn others(&mut self, part: &str, text: &str) {
        let mut people = Vec::new();
        let mut found = self.judge.part(part, text, |said| {
            let name = match (said.element, said.attribute) {
                ("author", None) | ("person", Some("displayName")) => Some(said.text.trim()),
                _ => None,
            };
            people.extend(name.map(str::to_owned));
            Some(String::new())
        });
        self.leaks.append(&mut found);
        for person in people {
            self.person(part, "author", &person);
        }
    }
}

/// Where something stands in a sheet: `Lot 1!D12`, or the sheet alone.
fn place(sheet: &str, said: &Said<'_>) -> String {
    match said.cell {
        (row, column) if row > 0 && column > 0 => format!("{sheet}!{}", Address { row, column }),
        _ => sheet.to_owned(),
    }
}

fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "on")
}

/// Is this height or width no height or width?
fn is_nothing(text: &str) -> bool {
    crate::unit::parse_decimal(text.trim()).is_some_and(|value| value.is_zero())
}

/// A way out of the workbook in a formula: another workbook, another program.
fn link(formula: &str) -> Option<Text> {
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
    Some(each(|lang| format!("{} {shown}", lang.pick(words.0, words.1))))
}

/// Numbers in words, neighbours together: `3, 5-9`.
fn runs(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> String {
    let mut list: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match list.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => list.push((*number, *number)),
        }
    }
    let more = list.len() > 20;
    let shown = list
        .iter()
        .take(20)
        .map(|(from, to)| if from == to { name(*from) } else { format!("{}-{}", name(*from), name(*to)) });
    shown.chain(more.then(|| "…".to_owned())).collect::<Vec<_>>().join(", ")
}
