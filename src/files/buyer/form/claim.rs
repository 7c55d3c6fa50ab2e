//! What words around prices say that they pay for, beyond one of our units in euros before tax: one vocabulary and one reader for
//! titles, sections, footnotes, names of sheets, cells beside a price, comments and number formats.

use super::above::multiple_of_euros;
use super::beyond::Stated;
use super::role::{Per, Tax};
use super::said::{Count, Lead, Of, Said, numeral};
use super::tax::tax;
use super::titles::Titled;
use super::totals::is_sentence;
use super::vocabulary::{
    CHANGES, FACTORS, INCLUDED, LEVELS, OFTEN, OTHER_HOURS, OTHER_MONEY, OUTSIDE, PRICES, THINGS, TIMES, URGENT,
};
use super::words::per;
use crate::model::raw::Money;
use crate::unit::fold;

/// What words say of prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// They have tax.
    Gross,
    /// They are counted in thousands or millions.
    Multiple(Money),
    /// They are of a time; do the words speak of prices?
    Time(Per, bool),
    /// They are of something that is none of our units: several at once, a week, the whole contract.
    Stated(Stated),
    /// Of something that a word names, which our line may name too: other hours, a level, each of a thing.
    Word(String),
    /// They are rounded, lowered or raised.
    Changed,
    /// A part is left out of what they pay for: `hors recette`.
    Without,
    /// Their quantities are counted in a time: `Nb semaines`.
    Counted(Of),
}

/// Where words are, which says how much of them is of prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// On the prices themselves: the format of their cells, a comment on them.
    On,
    /// The title of a section.
    Over,
    /// Short words around or beside them: the name of a sheet, a cell of their row.
    Beside,
    /// A title or a note, which has to speak of prices.
    Note,
}

/// Words of more bytes say nothing of prices.
const LONGEST: usize = 400;
/// Words beside a price of more letters are a description.
const SHORT: usize = 80;

/// What words say of the prices that they are around.
#[must_use]
pub fn claims(text: &str, around: Around) -> Vec<Claim> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let said = Said::of(text);
    let around = match around {
        Around::Over | Around::Beside if text.chars().count() > SHORT || is_sentence(text) => Around::Note,
        // A title that is no sentence names what is below.
        Around::Note if text.chars().count() <= SHORT && !is_sentence(text) && !said.any(&VERBS) => Around::Beside,
        around => around,
    };
    let reading = Reading { text, said, around };
    let all = [reading.tax(), reading.money(), reading.changed(), reading.without(), reading.word(), reading.time()];
    all.into_iter().flatten().collect()
}

/// What a figure beside a price says of it, by the words over it: `Coefficient` over 1.5, `Durée (jours)` beside a price by the day.
#[must_use]
pub fn of_figure(heading: &str, of_day: bool) -> Option<Claim> {
    let said = Said::of(heading);
    let other = said.any(&["tva", "remise", "marche", "delai", "prix", "experience", "garantie"]);
    let counts = said.any(&FACTORS) || (of_day && said.any(&TIMES));
    (counts && !other).then_some(Claim::Changed)
}

/// Does a cell say how experienced a person is, where that is little or much: `0 à 2 ans`, `> 10 ans`?
#[must_use]
pub fn is_of_few_or_many_years(text: &str) -> bool {
    let said = Said::of(text);
    let years: Vec<u32> = said.tokens.iter().filter_map(|token| token.parse().ok()).collect();
    let of_years = said.any(&["an", "ans", "annee", "annees"]);
    let least = text.contains('>') || said.any(&["plus", "minimum", "mini", "min"]) || text.contains('+');
    let most = text.contains('<') || said.any(&["moins", "maximum"]) || years.len() > 1;
    let (first, last) = (years.first().copied(), years.last().copied());
    of_years && ((most && last.is_some_and(|last| last <= 3)) || (least && first.is_some_and(|first| first >= 10)))
}

/// Verbs of sentences on prices.
const VERBS: [&str; 8] = ["est", "sont", "sera", "seront", "doit", "doivent", "peut", "comprennent"];

struct Reading<'a> {
    text: &'a str,
    said: Said,
    around: Around,
}

impl Reading<'_> {
    fn of_prices(&self) -> bool {
        self.said.any(&PRICES)
    }

    /// May words at a place that has to speak of prices be read as on them?
    fn speaks(&self) -> bool {
        self.around != Around::Note || self.of_prices()
    }

    fn tax(&self) -> Option<Claim> {
        let words: Vec<&str> = self.said.tokens.iter().map(String::as_str).collect();
        let net = self.said.any(&["ht", "hors"]);
        let gross = tax(&words) == Some(Tax::Gross) && !net;
        let computed = self.said.any(&["calcules", "calcule", "obtenus", "obtenu", "appliquant", "application"]);
        let total = self.said.any(&["total", "totaux", "global"]);
        (gross && self.speaks() && !computed && !total).then_some(Claim::Gross)
    }

    fn money(&self) -> Option<Claim> {
        let said = &self.said;
        if !self.speaks() && !said.any(&["en"]) {
            return None;
        }
        // `Plafonné à 50 k€`, a sum.
        let is_sum = |at: usize| at.checked_sub(1).is_some_and(|at| said.token(at).bytes().all(|b| b.is_ascii_digit()));
        let multiples = ["k", "keur", "keuros", "m", "meur", "millier", "milliers", "million", "millions"];
        let summed = (0..said.tokens.len()).any(|at| multiples.contains(&said.token(at)) && is_sum(at));
        if let Some(money) = multiple_of_euros(self.text).filter(|_| !summed || self.around == Around::On) {
            let declared = self.around != Around::Note || said.any(&["en"]);
            return declared.then_some(Claim::Multiple(money));
        }
        if self.of_prices() && said.pair("en", &["milliers"]) && !summed {
            return Some(Claim::Multiple(Money::Thousands));
        }
        // `arrondis au centime` says how it is written.
        let named = |at: usize| {
            let word = said.token(at);
            OTHER_MONEY.contains(&word)
                && !is_sum(at)
                && (word != "centimes" || at.checked_sub(1).is_some_and(|at| said.token(at) == "en"))
        };
        let sign = self.text.contains(['$', '£', '¥']);
        let other = sign || (0..said.tokens.len()).any(named);
        other.then_some(Claim::Stated(Stated::OtherMoney))
    }

    /// `arrondis à l'euro`, `remise de 5 %`.
    fn changed(&self) -> Option<Claim> {
        let said = &self.said;
        let rounded = said.tokens.iter().any(|token| token.starts_with("arrondi"));
        let whole = ["euro", "entier", "entiers", "superieur", "superieure", "dizaine", "centaine"];
        let fine = ["centime", "centimes", "decimale", "decimales", "virgule", "cents"];
        let rounded = (rounded && said.any(&whole) && !said.any(&fine))
            || said.pair("sans", &["decimale", "decimales", "centime", "centimes"]);
        // What is raised at other hours is priced apart.
        let of_offers = said.pair("remise", &["des", "de l"]) && said.any(&["offre", "offres", "plis"]);
        let changed = said.any(&CHANGES) && said.any(&["%"]) && !of_offers && self.other_hours().is_none();
        ((rounded || changed) && (self.speaks() || said.any(&["euro", "euros"]))).then_some(Claim::Changed)
    }

    fn other_hours(&self) -> Option<String> {
        let said = &self.said;
        let left_out = |at: usize| at.checked_sub(1).is_some_and(|at| matches!(said.token(at), "hors" | "sans"));
        let named = |at: &usize| OTHER_HOURS.contains(&said.token(*at)) && !left_out(*at);
        let found = (0..said.tokens.len()).find(named).map(|at| said.token(at).to_owned());
        let not_worked = || said.pair("non", &["ouvrees", "ouvres", "ouvrables", "ouvre"]);
        let outside = || said.pair("hors", &["heures", "ho", "plage", "plages"]);
        found
            .or_else(|| said.pair("week", &["end", "ends"]).then(|| "week".to_owned()))
            .or_else(|| not_worked().then(|| "non ouvr".to_owned()))
            .or_else(|| outside().then(|| "hors".to_owned()))
            .or_else(|| said.is_all_day().then(|| "24".to_owned()))
    }

    /// `hors recette`, `sauf reprise`; not `hors taxes`.
    fn without(&self) -> Option<Claim> {
        let said = &self.said;
        let out = |at: usize| {
            let of = (at + 1..said.tokens.len())
                .map(|at| said.token(at))
                .find(|word| !matches!(*word, "la" | "le" | "les" | "l" | "de" | "des"));
            matches!(said.token(at), "hors" | "sauf" | "hormis" | "excepte")
                && of.is_some_and(|word| !word.is_empty() && !OUTSIDE.contains(&word))
        };
        let short = matches!(self.around, Around::Over | Around::Beside);
        (short && (0..said.tokens.len()).any(out)).then_some(Claim::Without)
    }

    /// Other hours, a level, each of a thing.
    fn word(&self) -> Option<Claim> {
        let said = &self.said;
        if !self.speaks()
            || said.any(&INCLUDED)
            || said.any(&CHANGES)
            || said.any(&["coefficient", "coefficients", "majorations"])
        {
            return None;
        }
        let level = || {
            said.tokens
                .iter()
                .find(|token| LEVELS.contains(&token.as_str()) || URGENT.contains(&token.as_str()))
                .cloned()
        };
        let each = || {
            let of = |at: usize| {
                let led = match said.token(at) {
                    "par" | "/" => at + 1,
                    "pour" if matches!(said.token(at + 1), "un" | "une" | "chaque") => at + 2,
                    _ => return None,
                };
                Some(said.token(led).to_owned()).filter(|word| THINGS.contains(&word.as_str()))
            };
            (0..said.tokens.len()).find_map(of)
        };
        // The deed that a schedule is an annex of is none.
        let by_act = || (said.pair("l", &["acte"]) && !said.any(&["engagement"])).then(|| "acte".to_owned());
        let word = self.other_hours().or_else(level).or_else(each).or_else(by_act)?;
        Some(Claim::Word(word))
    }

    /// `par heure`, `prix annuels`, `lot de 10 jours`, `par équipe`.
    fn time(&self) -> Option<Claim> {
        let said = &self.said;
        if !self.speaks() {
            return None;
        }
        // `Forfaits mensuels et unités d'œuvre` says it of some.
        match Titled::of_text(self.text) {
            Some(Titled::Per(per)) => return Some(Claim::Time(per, self.of_prices() && !said.any(&["uo", "oeuvre"]))),
            Some(Titled::Stated(stated)) => return Some(Claim::Stated(stated)),
            Some(Titled::Unclear(_)) | None => {}
        }
        if let Some(stated) = Stated::of_note(self.text) {
            return Some(Claim::Stated(stated));
        }
        if self.around == Around::Note {
            return None;
        }
        let team =
            said.is_of_a_team() || said.pair("equipe", &["de"]) && said.tokens.iter().any(|of| numeral(of).is_some());
        if team && !said.any(&["chef", "responsable"]) {
            return Some(Claim::Stated(Stated::Several(None, None)));
        }
        let adjective = || {
            let often = said.any(&OFTEN) || said.tokens.len() <= 2;
            let token = said.tokens.iter().rev().find(|token| token.len() > 5 && per(&[token]).is_some())?;
            (often && !said.any(&["plage", "horaire"])).then(|| per(&[token])).flatten()
        };
        let weekly = said.tokens.iter().any(|token| token.starts_with("hebdomadaire"));
        let weekly = weekly && (said.any(&OFTEN) || self.of_prices() || said.tokens.len() <= 2);
        let of = said.counts().find_map(|count| self.counted(&count));
        // A section of so many months; a phase lasts as long as it does.
        let phase = || said.any(&["phase", "annee", "garantie", "etape"]);
        let lasts = || said.lasts().filter(|_| self.around == Around::Over && !phase()).map(Claim::Stated);
        of.or_else(lasts)
            .or_else(|| weekly.then_some(Claim::Stated(Stated::Of(Of::Week))))
            .or_else(|| adjective().map(|per| Claim::Time(per, false)))
    }

    fn counted(&self, count: &Count) -> Option<Claim> {
        let said = &self.said;
        // `2 réunions par mois`, `une fois par an`, `sous 48 h` count something else.
        let counts = |token: &String| {
            numeral(token).is_some() || token.parse::<u32>().is_ok() || matches!(token.as_str(), "un" | "une")
        };
        let numbered = said.tokens[..count.at].iter().any(counts);
        if (numbered && !self.of_prices() && self.around != Around::On)
            || said.is_schedule(count.at)
            || said.is_of_validity()
        {
            return None;
        }
        // `jour/h` is a day of one person.
        let before = count.at.checked_sub(1).map_or("", |at| said.token(at));
        let of_one = said.token(count.at) == "/" && (before.ends_with(['j', 'r']) || before == "journee");
        let half = said.token(count.end) == "demi" && said.token(count.end + 1).starts_with("jour");
        match (count.lead, count.n, count.of) {
            _ if half => Some(Claim::Time(Per::HalfDay, self.of_prices())),
            (Lead::By, None | Some(1), Some(Of::Time(per))) if !of_one => Some(Claim::Time(per, self.of_prices())),
            (Lead::By, None | Some(1), Some(Of::Week)) => Some(Claim::Stated(Stated::Of(Of::Week))),
            (Lead::By | Lead::For | Lead::Times, Some(2..=366), Some(_)) => {
                Some(Claim::Stated(Stated::Several(count.n, count.of)))
            }
            (Lead::Bundle, Some(2..=366), Some(Of::Time(Per::Day | Per::Hour) | Of::Unit))
                if count.linked || self.around == Around::Over =>
            {
                Some(Claim::Stated(Stated::Several(count.n, count.of)))
            }
            _ => None,
        }
    }
}

/// Words of prices, folded, at the beginning of a note on all of them: `(*) Les prix`, `NB : prix`.
#[must_use]
pub fn is_note_on_prices(text: &str) -> bool {
    const LEADS: [&str; 14] = [
        "nb",
        "nota",
        "bene",
        "note",
        "remarque",
        "attention",
        "les",
        "tous",
        "toutes",
        "ces",
        "le",
        "important",
        "n",
        "b",
    ];
    const NOUNS: [&str; 10] =
        ["prix", "tarifs", "tarif", "montants", "pu", "remise", "rabais", "sommes", "une", "valeurs"];
    let start = text.get(..text.floor_char_boundary(60)).unwrap_or(text);
    let folded = fold(&start.replace(['’', '\''], " "));
    let mut words = folded.split(' ').filter(|word| !word.is_empty() && word.parse::<u32>().is_err());
    words.find(|word| !LEADS.contains(word)).is_some_and(|word| NOUNS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{Around, Claim, Money, Of, Per, Stated, claims, is_note_on_prices, is_of_few_or_many_years};

    const MONEY: Claim = Claim::Stated(Stated::OtherMoney);

    #[test]
    fn words_beside_prices_that_say_what_they_pay_for() {
        let word = |word: &str| Claim::Word(word.to_owned());
        let several = |n: u32, of: Of| Claim::Stated(Stated::Several(Some(n), Some(of)));
        for (text, claim) in [
            ("Prix TTC", Claim::Gross),
            ("Expertise (TTC)", Claim::Gross),
            ("TVA comprise", Claim::Gross),
            ("BPU k€", Claim::Multiple(Money::Thousands)),
            ("Expertise (k€)", Claim::Multiple(Money::Thousands)),
            ("Prix exprimés en dollars", MONEY),
            ("Montants exprimés en francs CFP", MONEY),
            ("Interventions en heures non ouvrées", word("non ouvr")),
            ("Bordereau des prix – interventions hors heures ouvrées", word("hors")),
            ("Expertise : week-ends et jours fériés", word("feries")),
            ("Prix des interventions de nuit et de week-end", word("nuit")),
            ("Plage horaire : HNO", word("hno")),
            ("Run 24h/24 et 7j/7", word("24")),
            ("Niveau : Junior", word("junior")),
            ("Profils seniors", word("seniors")),
            ("Expertise offshore", word("offshore")),
            ("Run : par application", word("application")),
            ("prix pour une application", word("application")),
            ("Observations : à l’heure", Claim::Time(Per::Hour, false)),
            ("Expertise – par heure", Claim::Time(Per::Hour, false)),
            ("Profils à la demi-journée", Claim::Time(Per::HalfDay, false)),
            ("Expertise – tarif horaire", Claim::Time(Per::Hour, true)),
            ("Prix annuels", Claim::Time(Per::Year, true)),
            ("Périodicité : trimestrielle", Claim::Time(Per::Quarter, false)),
            ("Expertise – prix par semaine", Claim::Stated(Stated::Of(Of::Week))),
            ("Expertise : prix hebdomadaires", Claim::Stated(Stated::Of(Of::Week))),
            ("Forfaits de 10 jours", several(10, Of::Time(Per::Day))),
            ("Remarques : prix pour 5 jours", several(5, Of::Time(Per::Day))),
            ("Prix pour deux jours", several(2, Of::Time(Per::Day))),
            ("Expertise (équipe de 3 personnes)", Claim::Stated(Stated::Several(None, None))),
            ("Les prix sont arrondis à l’euro", Claim::Changed),
            ("Prix nets après rabais de 3 %", Claim::Changed),
            ("Majoration : 50 %", Claim::Changed),
        ] {
            assert!(claims(text, Around::Beside).contains(&claim), "{text}: {:?}", claims(text, Around::Beside));
        }
        for (text, claim) in [
            ("€/h", Claim::Time(Per::Hour, false)),
            ("100 k€", Claim::Multiple(Money::Thousands)),
            ("$100", MONEY),
            ("Indiquer le prix de la demi-journée", Claim::Time(Per::HalfDay, true)),
        ] {
            assert!(claims(text, Around::On).contains(&claim), "{text}: {:?}", claims(text, Around::On));
        }
        for (text, claim) in [
            ("(*) Les prix ci-dessus sont exprimés en milliers d’euros", Claim::Multiple(Money::Thousands)),
            ("Les prix sont exprimés TTC", Claim::Gross),
            ("NB : prix toutes taxes comprises", Claim::Gross),
            ("Remarque : une remise de 10 % sera appliquée aux prix unitaires", Claim::Changed),
            ("Les prix du tableau s’entendent pour dix jours", several(10, Of::Time(Per::Day))),
        ] {
            assert!(claims(text, Around::Note).contains(&claim), "{text}: {:?}", claims(text, Around::Note));
            assert!(is_note_on_prices(text), "{text}");
        }
    }

    #[test]
    fn words_that_say_nothing_of_it() {
        for text in [
            "Bordereau des prix unitaires",
            "Prix HT",
            "Prix en euros hors taxes",
            "Expertise à la demande",
            "Prestations d’expertise, sur site ou à distance",
            "4 – Expertise (hors forfait)",
            "Unités d’œuvre d’expertise",
            "Run – heures ouvrées",
            "Observations : sur site",
            "Précisions : 3 jours minimum",
            "Livrable : un compte rendu par mois",
            "2 réunions par mois",
            "Interventions 5 jours par semaine",
            "Réf. CCTP : art. 4.2",
            "Prix plafond",
            "prix ferme",
            "Prix arrondis à deux décimales",
            "Les prix sont arrondis au centime d’euro",
            "Astreinte comprise",
            "Marché plafonné à 40 M€",
            "Consultation n° 2026-123 – offre à remettre avant le 15/09/2026 à 12 h 00",
            "Date limite de remise des offres",
            "Phase de réversibilité (3 mois)",
            "Chef d’équipe de développement",
        ] {
            assert_eq!(claims(text, Around::Beside), [], "{text}");
        }
        for text in [
            "Les interventions de nuit sont rémunérées par application d’un coefficient",
            "Les prix sont majorés de 50 % les dimanches et jours fériés",
            "Les prix comprennent tous les frais, y compris de nuit",
            "Les prix TTC sont calculés par application de la TVA en vigueur",
            "Les prix sont réputés établis aux conditions économiques du mois de remise des offres.",
            "Les prix sont révisés chaque année, dans la limite de 3 %.",
            "Prix fermes pour 12 mois, puis révisables",
        ] {
            assert_eq!(claims(text, Around::Note), [], "{text}");
        }
    }

    #[test]
    fn years_of_a_beginner_or_of_an_expert() {
        for text in ["0 à 2 ans", "< 3 ans", "moins de 2 ans", "> 10 ans", "10 ans et plus"] {
            assert!(is_of_few_or_many_years(text), "{text}");
        }
        for text in ["3 à 5 ans", "5 ans minimum", "confirmé", "> 5 ans"] {
            assert!(!is_of_few_or_many_years(text), "{text}");
        }
    }
}
