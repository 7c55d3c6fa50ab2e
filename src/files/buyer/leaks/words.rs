//! The words that only the bidder may read.

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;

use crate::model::bid::Zone;
use crate::model::tree::Value;
use crate::model::{Bid, Node};
use crate::sheet::{disclosed_mark, internal_mark};
use crate::unit::{Lang, Text, fold, seen};

/// What a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A term of cost and margin.
    Term,
    /// The mark of internal documents.
    Mark,
    Scenario,
    Site,
    /// The country of a site that is not onshore.
    Country,
    Partner,
    Mix,
    Pool,
    Overhead,
    /// The label of a team or of an item of the platform.
    Team,
    /// The label of a volume, a pool's share, a one-off cost.
    Item,
    /// A note, a question, a reason of the models.
    Sentence,
    /// An id of the models, of no matter what.
    Id,
    /// A value of the models by its path.
    Path,
    /// The name of a model file.
    File,
}

/// A word that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// As it is written.
    pub(super) text: String,
    /// What it belongs to.
    pub(super) of: Of,
    /// Must it occur letter by letter? An id must, a name may lose its accents and its capitals.
    exact: bool,
    /// Who else may use it.
    pub(super) common: Common,
    /// Does a question to the buyer have it? In a list of questions it is none of our words.
    pub(super) asked: bool,
}

/// Who may use a word, beside us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Common {
    /// Nobody.
    No,
    /// It is a word of the language, to be expected in texts that are not ours.
    InTexts,
    /// The buyer too, in what we write for it: the name of a town.
    Everywhere,
}

impl Word {
    /// Is it a name that somebody may write so that it looks the same?
    fn is_name(&self) -> bool {
        let kinds =
            [Of::Site, Of::Country, Of::Partner, Of::Scenario, Of::Mix, Of::Pool, Of::Overhead, Of::Team, Of::Term];
        !self.exact && self.text.chars().filter(|c| c.is_alphabetic()).count() >= 5 && kinds.contains(&self.of)
    }

    /// A word that may be written in any way, and is the bidder's alone.
    fn of(text: &str, of: Of) -> Self {
        Self { text: text.to_owned(), of, exact: false, common: Common::No, asked: false }
    }
}

/// The terms of cost and margin, as the reports for the bidder have them.
const TERMS: [&str; 26] = [
    "marge",
    "marges",
    "taux de marque",
    "coût complet",
    "coûts complets",
    "coût direct",
    "coûts directs",
    "coût de revient",
    "prix de revient",
    "coût journalier",
    "CJM",
    "frais de structure",
    "provision pour risques",
    "point mort",
    "nearshore",
    "offshore",
    "onshore",
    "margin",
    "margins",
    "full cost",
    "direct cost",
    "daily cost",
    "overhead",
    "overheads",
    "risk provision",
    "break-even",
];

/// Countries where companies have teams, in English as calendars are called, and in French.
const COUNTRIES: [(&str, &str); 30] = [
    ("albania", "Albanie"),
    ("algeria", "Algérie"),
    ("armenia", "Arménie"),
    ("bulgaria", "Bulgarie"),
    ("cameroon", "Cameroun"),
    ("china", "Chine"),
    ("croatia", "Croatie"),
    ("czechia", "Tchéquie"),
    ("egypt", "Égypte"),
    ("georgia", "Géorgie"),
    ("hungary", "Hongrie"),
    ("india", "Inde"),
    ("ireland", "Irlande"),
    ("ivory coast", "Côte d’Ivoire"),
    ("lithuania", "Lituanie"),
    ("madagascar", "Madagascar"),
    ("mauritius", "Île Maurice"),
    ("moldova", "Moldavie"),
    ("morocco", "Maroc"),
    ("philippines", "Philippines"),
    ("poland", "Pologne"),
    ("portugal", "Portugal"),
    ("romania", "Roumanie"),
    ("senegal", "Sénégal"),
    ("serbia", "Serbie"),
    ("spain", "Espagne"),
    ("tunisia", "Tunisie"),
    ("ukraine", "Ukraine"),
    ("united kingdom", "Royaume-Uni"),
    ("vietnam", "Viêt Nam"),
];

/// A sentence of the models is recognised by so many of its words in a row.
const IN_A_ROW: usize = 6;

/// Finds words in texts.
pub(super) struct Words {
    all: Vec<Word>,
    /// Each as it is compared: what is looked for may be several words.
    folded: Vec<String>,
    /// By its first two words, or the one that it is.
    starts: HashMap<String, Vec<usize>>,
    /// The same of names as they look: a nought for an o, a capital i for an l.
    looks: Vec<String>,
    looking: HashMap<String, Vec<usize>>,
}

impl Words {
    /// The words of a bid, whose text is the tree `root`. `shown` is what a DQE of the bid says, `asked` are its questions to
    /// the buyer.
    pub(super) fn of<'a>(bid: &'a Bid, root: &Node, shown: impl Iterator<Item = &'a str>, asked: &'a [String]) -> Self {
        let mut list = List::new(bid, shown, asked);
        for term in TERMS {
            list.name(term, Of::Term, false);
        }
        list.name(internal_mark(Lang::Fr), Of::Mark, false);
        list.name(internal_mark(Lang::En), Of::Mark, false);
        list.name(disclosed_mark(), Of::Mark, false);
        for site in &bid.sites {
            list.label(&site.label, Of::Site, site.zone == Zone::Onshore);
            list.id(&site.id, Of::Site);
            if site.zone != Zone::Onshore {
                list.country(&bid.calendars[site.calendar].id);
            }
        }
        for partner in &bid.partners {
            list.label(&partner.label, Of::Partner, false);
            list.id(&partner.id, Of::Partner);
        }
        for mix in &bid.mixes {
            list.label(&mix.label, Of::Mix, false);
            list.id(&mix.id, Of::Mix);
        }
        for pool in &bid.pools {
            list.label(&pool.label, Of::Pool, true);
            list.id(&pool.id, Of::Pool);
        }
        for overhead in &bid.overheads {
            list.label(&overhead.label, Of::Overhead, false);
            list.id(&overhead.id, Of::Overhead);
        }
        list.tree(root, &mut Vec::new());
        bid.cards.iter().for_each(|card| list.id(&card.id, Of::Id));
        bid.profiles.iter().for_each(|profile| list.id(&profile.id, Of::Id));
        for lot in &bid.lots {
            lot.positions.iter().for_each(|position| list.id(&position.id, Of::Id));
            lot.platform.iter().for_each(|item| list.id(&item.id, Of::Id));
            lot.one_offs.iter().for_each(|one_off| list.id(&one_off.id, Of::Id));
            lot.volumes.iter().for_each(|(id, ..)| list.id(id, Of::Id));
        }
        // `policy.margin`, `sites.porto`: the beginning of a path shows it.
        let start =
            |path: &'a str| -> &'a str { &path[..path.match_indices('.').nth(1).map_or(path.len(), |(at, _)| at)] };
        bid.figures.iter().map(|figure| start(&figure.path)).dedup().for_each(|start| list.id(start, Of::Path));
        list.exact(".toml", Of::File);
        // Other people have folders of these names.
        for name in ["models/", "models\\", "templates/", "templates\\"] {
            list.add(Word { exact: true, common: Common::InTexts, ..Word::of(name, Of::File) });
        }
        let List { words, folded, .. } = list;
        let mut starts: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, folded) in folded.iter().enumerate() {
            starts.entry(start_of(folded, 2).to_owned()).or_default().push(place);
        }
        let looks: Vec<String> = folded.iter().map(|folded| look(folded)).collect();
        let mut looking: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, look) in looks.iter().enumerate().filter(|(place, _)| words[*place].is_name()) {
            looking.entry(start_of(look, 2).to_owned()).or_default().push(place);
        }
        Self { all: words, folded, starts, looks, looking }
    }

    /// Gives `found` every word of a text.
    pub(super) fn in_text(&self, text: &str, mut found: impl FnMut(&Word)) {
        // Shorter than any word, or a number.
        if text.len() < 3 || !text.bytes().any(|b| b.is_ascii_alphabetic() || !b.is_ascii()) {
            return;
        }
        let text = seen(text);
        let folded = fold(&text);
        let mut met = HashSet::new();
        let mut small = None;
        each(&folded, &self.starts, &self.folded, |place| {
            let word = &self.all[place];
            // Each is reported once, however often it occurs.
            if met.insert(place)
                && (!word.exact || small.get_or_insert_with(|| text.to_lowercase()).contains(&word.text))
            {
                found(word);
            }
        });
        each(&look(&folded), &self.looking, &self.looks, |place| {
            if met.insert(place) {
                found(&self.all[place]);
            }
        });
    }
}

/// Gives `found` each of the words, known by their starts, that a folded text holds.
fn each(folded: &str, starts: &HashMap<String, Vec<usize>>, words: &[String], mut found: impl FnMut(usize)) {
    let mut at = 0;
    while at < folded.len() {
        let rest = &folded[at..];
        let (one, two) = (start_of(rest, 1), start_of(rest, 2));
        let starting = [Some(one), (two != one).then_some(two)].into_iter().flatten();
        for place in starting.filter_map(|start| starts.get(start)).flatten() {
            let after = rest.strip_prefix(words[*place].as_str());
            if after.is_some_and(|after| after.is_empty() || after.starts_with(' ')) {
                found(*place);
            }
        }
        at += one.len() + 1;
    }
}

/// A folded text as it looks: what the eye takes for one letter is one.
fn look(folded: &str) -> String {
    let alike = |c: char| match c {
        '0' => 'o',
        '1' | 'i' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        c => c,
    };
    let letters: String = folded.chars().map(alike).collect();
    letters.replace("rn", "m").replace("vv", "w")
}

/// The first words of a folded text, as many as it has of them.
fn start_of(folded: &str, words: usize) -> &str {
    folded.match_indices(' ').nth(words - 1).map_or(folded, |(at, _)| &folded[..at])
}

/// The words gathered so far.
struct List {
    words: Vec<Word>,
    folded: Vec<String>,
    known: HashSet<String>,
    /// The bidder's name: a partner in it is no secret.
    bidder: String,
    /// What a DQE says: labels that it has too are no secret.
    shown: String,
    /// What the questions to the buyer say: so are their words, and labels that they have, in a list of them.
    asked: String,
}

impl List {
    fn new<'a>(bid: &'a Bid, shown: impl Iterator<Item = &'a str>, asked: &'a [String]) -> Self {
        let joined = |texts: &mut dyn Iterator<Item = &'a str>| {
            texts.fold(String::from(" / "), |all, text| all + &fold(&seen(text)) + " / ")
        };
        let bidder = joined(&mut std::iter::once(bid.document.bidder.as_str()));
        let shown = joined(&mut { shown });
        let asked = joined(&mut asked.iter().map(String::as_str));
        Self { words: Vec::new(), folded: Vec::new(), known: HashSet::new(), bidder, shown, asked }
    }

    /// The names of scenarios, the labels and the sentences that the text of the models has, readable or not: what is
    /// wrong in one is no reason to let it leak.
    fn tree<'t>(&mut self, node: &'t Node, path: &mut Vec<&'t str>) {
        match &node.value {
            Value::Table(table) => {
                for (key, entry) in table {
                    path.push(key);
                    self.tree(&entry.node, path);
                    path.pop();
                }
            }
            Value::List(nodes) => nodes.iter().for_each(|node| self.tree(node, path)),
            Value::Text(text) => self.fragments(text, path),
            _ => {}
        }
        if let ["scenarios", id] = path[..] {
            self.id(id, Of::Scenario);
        }
    }

    /// A text of the models, by where it is written.
    fn fragments(&mut self, text: &str, path: &[&str]) {
        // A label is one text, or one for each language.
        let path = path.strip_suffix(&["fr"]).or_else(|| path.strip_suffix(&["en"])).unwrap_or(path);
        match path {
            ["scenarios", _, "label"] => self.name(text, Of::Scenario, false),
            ["lots", _, "teams" | "platform", _, "label"] => self.name(text, Of::Team, true),
            ["lots", _, "volumes" | "one_offs" | "pools", _, "label"] => {
                self.name(text, Of::Item, true);
            }
            [.., "note" | "ask" | "onshore" | "why"] => self.sentence(text),
            _ => {}
        }
    }

    /// A sentence, recognised by any of its words in a row.
    fn sentence(&mut self, text: &str) {
        let folded = fold(&seen(text));
        let words: Vec<&str> = folded.split(' ').collect();
        if words.len() < 3 {
            return;
        }
        for row in words.windows(IN_A_ROW.min(words.len())) {
            self.add(Word::of(&row.join(" "), Of::Sentence));
        }
    }

    /// The country of a calendar, in both languages.
    fn country(&mut self, calendar: &str) {
        let id = fold(calendar);
        let known = COUNTRIES.iter().find(|(en, fr)| fold(en) == id || fold(fr) == id);
        let names = known.map_or(vec![calendar], |(en, fr)| vec![*en, *fr]);
        for name in names {
            self.name(name, Of::Country, false);
        }
    }

    fn label(&mut self, label: &Text, of: Of, ordinary: bool) {
        self.name(&label.fr, of, ordinary);
        self.name(&label.en, of, ordinary);
    }

    /// A name, found however it is written; `ordinary` where one word of it is like any other.
    fn name(&mut self, text: &str, of: Of, ordinary: bool) {
        let common = match is_plain(&fold(text)) || of == Of::Term {
            true if ordinary => Common::Everywhere,
            true => Common::InTexts,
            false => Common::No,
        };
        self.add(Word { common, ..Word::of(text, of) });
    }

    /// An id, found where it is no word of the language: `nearshore-30`, not `build`.
    fn id(&mut self, id: &str, of: Of) {
        if id.contains(|c: char| !c.is_alphabetic()) {
            self.exact(id, of);
        }
    }

    fn exact(&mut self, text: &str, of: Of) {
        self.add(Word { exact: true, ..Word::of(&text.to_lowercase(), of) });
    }

    fn add(&mut self, mut word: Word) {
        if !self.known.insert(word.text.to_lowercase()) {
            return;
        }
        let folded = fold(&seen(&word.text));
        let within = |texts: &str| texts.contains(&format!(" {folded} "));
        let public = !word.exact
            && match word.of {
                // A partner who bids with us.
                Of::Partner => within(&self.bidder),
                Of::Item => within(&self.shown),
                // The name of what is done, as a whole line of the DQE has it.
                Of::Team => self.shown.contains(&format!("/ {folded} /")),
                _ => false,
            };
        word.asked = matches!(word.of, Of::Sentence | Of::Team | Of::Item) && within(&self.asked);
        if folded.len() >= 3 && !public {
            self.words.push(word);
            self.folded.push(folded);
        }
    }
}

/// Is this one word of letters alone?
fn is_plain(folded: &str) -> bool {
    folded.chars().all(char::is_alphabetic)
}

impl Of {
    /// What it is.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Term => lang.pick("un terme de coût ou de marge", "a term of cost or margin"),
            Self::Mark => lang.pick("la marque des documents internes", "the mark of internal documents"),
            Self::Scenario => lang.pick("un scénario", "a scenario"),
            Self::Site => lang.pick("un site", "a site"),
            Self::Country => lang.pick("le pays d’un site", "the country of a site"),
            Self::Partner => lang.pick("un partenaire", "a partner"),
            Self::Mix => lang.pick("une répartition", "a mix"),
            Self::Pool => lang.pick("un pool", "a pool"),
            Self::Overhead => lang.pick("des frais généraux", "an overhead"),
            Self::Team | Self::Item => lang.pick("un libellé des modèles", "a label of the models"),
            Self::Sentence => lang.pick("une note ou une question des modèles", "a note or a question of the models"),
            Self::Id => lang.pick("un identifiant des modèles", "an id of the models"),
            Self::Path => lang.pick("un chemin dans les modèles", "a path in the models"),
            Self::File => lang.pick("un fichier des modèles", "a file of the models"),
        }
    }
}
