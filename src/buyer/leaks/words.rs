//! The words that only the bidder may read.

use std::collections::{HashMap, HashSet};

use itertools::Itertools as _;

use crate::model::bid::Zone;
use crate::model::tree::Value;
use crate::model::{Bid, Node};
use crate::sheet::internal_mark;
use crate::unit::{Lang, Text, fold};

/// What a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A term of cost and margin.
    Term,
    /// The mark of internal documents.
    Mark,
    Scenario,
    Site,
    Partner,
    Mix,
    Pool,
    Overhead,
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
    /// Must it stand there letter by letter? An id must, a name may lose its accents and its capitals.
    exact: bool,
    /// Is it a word that the buyer may use too, such as the name of a town?
    pub(super) ordinary: bool,
    /// Is it a word of the language, to be expected in texts that are not ours?
    pub(super) plain: bool,
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

/// Finds words in texts.
pub(super) struct Words {
    all: Vec<Word>,
    /// Each as it is compared: what is looked for may be several words.
    folded: Vec<String>,
    /// By its first word.
    starts: HashMap<String, Vec<usize>>,
}

impl Words {
    /// The words of a bid, whose text is the tree `root`. `headings` are the DQE's own.
    pub(super) fn of<'a>(bid: &'a Bid, root: &Node, headings: impl Iterator<Item = &'a str>) -> Self {
        let mut list = List::new(bid, headings);
        for term in TERMS {
            list.name(term, Of::Term, false);
        }
        list.name(internal_mark(Lang::Fr), Of::Mark, false);
        list.name(internal_mark(Lang::En), Of::Mark, false);
        for site in &bid.sites {
            list.label(&site.label, Of::Site, site.zone == Zone::Onshore);
            list.id(&site.id, Of::Site);
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
        for (id, labels) in scenarios(root) {
            list.id(id, Of::Scenario);
            for label in labels {
                list.name(label, Of::Scenario, false);
            }
        }
        bid.cards.iter().for_each(|card| list.id(&card.id, Of::Id));
        bid.profiles.iter().for_each(|profile| list.id(&profile.id, Of::Id));
        for lot in &bid.lots {
            lot.positions.iter().for_each(|position| list.id(&position.id, Of::Id));
            lot.platform.iter().for_each(|item| list.id(&item.id, Of::Id));
            lot.one_offs.iter().for_each(|one_off| list.id(&one_off.id, Of::Id));
            lot.volumes.iter().for_each(|(id, ..)| list.id(id, Of::Id));
        }
        // `policy.margin`, `sites.porto`: where a path begins tells it.
        let start =
            |path: &'a str| -> &'a str { &path[..path.match_indices('.').nth(1).map_or(path.len(), |(at, _)| at)] };
        bid.figures.iter().map(|figure| start(&figure.path)).dedup().for_each(|start| list.id(start, Of::Path));
        list.exact(".toml", Of::File);
        // Other people have folders of these names.
        for name in ["models/", "models\\", "templates/", "templates\\"] {
            list.add(Word { text: name.to_owned(), of: Of::File, exact: true, ordinary: false, plain: true });
        }
        let List { words, folded, .. } = list;
        let mut starts: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, folded) in folded.iter().enumerate() {
            let first = folded.split(' ').next().unwrap_or_default();
            starts.entry(first.to_owned()).or_default().push(place);
        }
        Self { all: words, folded, starts }
    }

    /// Tells `found` every word of a text.
    pub(super) fn in_text(&self, text: &str, mut found: impl FnMut(&Word)) {
        // Shorter than any word, or a number.
        if text.len() < 3 || !text.bytes().any(|b| b.is_ascii_alphabetic() || !b.is_ascii()) {
            return;
        }
        let folded = fold(text);
        let mut told = HashSet::new();
        let mut small = None;
        let mut at = 0;
        for first in folded.split(' ') {
            for place in self.starts.get(first).into_iter().flatten() {
                let rest = folded[at..].strip_prefix(self.folded[*place].as_str());
                // Each is told once, however often it stands there.
                if rest.is_none_or(|rest| !rest.is_empty() && !rest.starts_with(' ')) || !told.insert(*place) {
                    continue;
                }
                let word = &self.all[*place];
                if !word.exact || small.get_or_insert_with(|| text.to_lowercase()).contains(&word.text) {
                    found(word);
                }
            }
            at += first.len() + 1;
        }
    }
}

/// The words gathered so far.
struct List {
    words: Vec<Word>,
    folded: Vec<String>,
    known: HashSet<String>,
    /// What the buyer reads or wrote: words of it are no secret.
    public: String,
}

impl List {
    fn new<'a>(bid: &'a Bid, headings: impl Iterator<Item = &'a str>) -> Self {
        let contract = [&bid.contract.title, &bid.contract.buyer];
        let labels = contract.into_iter().chain(bid.lots.iter().map(|lot| &lot.label));
        let labels = labels.chain(bid.profiles.iter().map(|profile| &profile.label)).map(|label| label.fr.as_str());
        let said = labels.chain([bid.document.bidder.as_str()]).chain(bid.document.reference.as_deref());
        let mut public = String::from(" ");
        for text in said.chain(headings) {
            public.push_str(&fold(text));
            public.push_str(" / ");
        }
        Self { words: Vec::new(), folded: Vec::new(), known: HashSet::new(), public }
    }

    fn label(&mut self, label: &Text, of: Of, ordinary: bool) {
        self.name(&label.fr, of, ordinary);
        self.name(&label.en, of, ordinary);
    }

    /// A name, found however it is written; `ordinary` where one word of it is like any other.
    fn name(&mut self, text: &str, of: Of, ordinary: bool) {
        let plain = is_plain(&fold(text)) || of == Of::Term;
        self.add(Word { text: text.to_owned(), of, exact: false, ordinary: ordinary && plain, plain });
    }

    /// An id, found where it is no word of the language: `nearshore-30`, not `build`.
    fn id(&mut self, id: &str, of: Of) {
        if id.contains(|c: char| !c.is_alphabetic()) {
            self.exact(id, of);
        }
    }

    fn exact(&mut self, text: &str, of: Of) {
        self.add(Word { text: text.to_lowercase(), of, exact: true, ordinary: false, plain: false });
    }

    fn add(&mut self, word: Word) {
        if !self.known.insert(word.text.to_lowercase()) {
            return;
        }
        let folded = fold(&word.text);
        let public = !word.exact && self.public.contains(&format!(" {folded} "));
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

/// The scenarios of a text by their ids, each with its names, readable or not: what is wrong in one is no reason to
/// let it leak.
fn scenarios(root: &Node) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let scenarios = root.table().and_then(|table| table.get("scenarios")).and_then(|entry| entry.node.table());
    scenarios.into_iter().flatten().map(|(id, entry)| {
        let label = entry.node.table().and_then(|table| table.get("label"));
        let texts = match label.map(|label| &label.node.value) {
            Some(Value::Text(text)) => vec![text.as_str()],
            Some(Value::Table(table)) => table.values().filter_map(|entry| text_of(&entry.node)).collect(),
            _ => Vec::new(),
        };
        (id.as_str(), texts)
    })
}

fn text_of(node: &Node) -> Option<&str> {
    if let Value::Text(text) = &node.value { Some(text) } else { None }
}

impl Of {
    /// What it is.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Term => lang.pick("un terme de coût ou de marge", "a term of cost or margin"),
            Self::Mark => lang.pick("la marque des documents internes", "the mark of internal documents"),
            Self::Scenario => lang.pick("un scénario", "a scenario"),
            Self::Site => lang.pick("un site", "a site"),
            Self::Partner => lang.pick("un partenaire", "a partner"),
            Self::Mix => lang.pick("une répartition", "a mix"),
            Self::Pool => lang.pick("un pool", "a pool"),
            Self::Overhead => lang.pick("des frais généraux", "an overhead"),
            Self::Id => lang.pick("un identifiant des modèles", "an id of the models"),
            Self::Path => lang.pick("un chemin dans les modèles", "a path in the models"),
            Self::File => lang.pick("un fichier des modèles", "a file of the models"),
        }
    }
}
