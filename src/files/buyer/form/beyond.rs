//! What words state that an amount is for, where that is not one unit in ordinary hours, in euros, paid whole: ten units, a week,
//! a Sunday, a part, an option, one year. One vocabulary and one reader, for headings, labels and rate cards.

use super::above::multiple_of_euros;
use super::heading::speaks_of_prices;
use super::said::{Count, Lead, Of, Said, count};
use super::vocabulary::OTHER_HOURS;
use super::words::{Per, per};
use crate::unit::{Lang, fold};

/// What an amount is for, beyond one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stated {
    /// So many at once, of a unit or a time where it says: `pour 10 unités`, `dizaine`. A team has as many as nothing says.
    Several(Option<u32>, Option<Of>),
    /// A time that no price is by in its place: `hebdomadaire`, `€/h`.
    Of(Of),
    /// Of each of something else as well: `par VM et par mois`.
    Each,
    /// Other than ordinary hours: `HNO`, `dimanche`.
    OtherHours,
    /// Another currency, or a part of the euro.
    OtherMoney,
    /// What was paid before: `prix du marché précédent`.
    Earlier,
    /// A part of what is sold, or what comes with it: `solde`, `frais`, `50 %`.
    Part,
    /// Bought or not: `option`.
    Option,
    /// One year of several, of the contract or of the calendar.
    Year(u32),
    /// All that a line counts, in a form that asks for amounts alone.
    All,
    /// All of the contract: `pour toute la durée de l'accord-cadre`.
    Whole,
    /// One with tax, where the column says nothing of it.
    WithTax,
}

const OTHER_MONEY: [&str; 6] = ["centimes", "cents", "chf", "usd", "gbp", "dollars"];
const EARLIER: [&str; 7] = ["ancien", "ancienne", "anciens", "precedent", "precedente", "precedents", "anterieur"];
const PARTS: [&str; 6] = ["solde", "acompte", "acomptes", "frais", "retenue", "pourcentage"];
const OPTIONS: [&str; 12] = [
    "option",
    "options",
    "optionnel",
    "optionnelle",
    "optionnels",
    "optionnelles",
    "facultatif",
    "facultative",
    "variante",
    "variantes",
    "pse",
    "conditionnelle",
];
/// Words of several people, whose price is not that of one.
const GROUPS: [&str; 10] =
    ["binome", "binomes", "trinome", "trinomes", "duo", "duos", "trio", "trios", "tandem", "squad"];
const PEOPLE: [&str; 6] = ["personnes", "intervenants", "consultants", "ingenieurs", "techniciens", "people"];
/// Words of how experienced a person is.
const LEVELS: [&str; 14] = [
    "junior",
    "juniors",
    "debutant",
    "debutante",
    "intermediaire",
    "confirme",
    "confirmee",
    "confirmes",
    "experimente",
    "experimentee",
    "senior",
    "seniors",
    "expert",
    "experience",
];
/// Jobs, of several people.
const JOBS: [&str; 10] = [
    "developpeurs",
    "architectes",
    "administrateurs",
    "experts",
    "testeurs",
    "designers",
    "ergonomes",
    "analystes",
    "profils",
    "agents",
];
/// Words of when a price is paid, which is not what it is for.
const PAYMENT: [&str; 6] = ["paiement", "paiements", "reglement", "payable", "payables", "facturation"];

/// A note of more bytes states nothing of all prices.
const LONGEST_NOTE: usize = 400;

impl Said {
    /// Is the word at a place said to be in the price all the same: `astreinte comprise`, `y compris frais`?
    fn is_included(&self, at: usize) -> bool {
        matches!(self.token(at + 1), "compris" | "comprise" | "comprises" | "inclus" | "incluse" | "incluses")
            || at.checked_sub(1).is_some_and(|at| matches!(self.token(at), "compris" | "hors" | "dont"))
    }

    fn any_not_included(&self, of: &[&str]) -> bool {
        (0..self.tokens.len()).any(|at| of.contains(&self.token(at)) && !self.is_included(at))
    }

    /// `par équipe`, `pour une équipe de 2 personnes`, `en binôme`, `(2 intervenants)`.
    pub(super) fn is_of_a_team(&self) -> bool {
        let several = |two: &[String]| PEOPLE.contains(&two[1].as_str()) && two[0].parse::<u32>().is_ok_and(|n| n > 1);
        ["par", "une"].into_iter().any(|lead| self.pair(lead, &["equipe"]))
            || self.any(&GROUPS)
            || self.tokens.windows(2).any(several)
    }

    /// Does it say how experienced a person is: `Confirmé (3 à 7 ans)`?
    #[must_use]
    pub fn is_of_experience(&self) -> bool {
        self.any(&LEVELS)
    }

    /// `Prix du ticket`, `prix de l'UO`, and of nothing else.
    fn names_work_units(&self) -> bool {
        let others =
            ["forfait", "forfaits", "forfaitaire", "forfaitaires", "jour", "journee", "jours", "tjm", "mensuel"];
        self.any(&["ticket", "tickets", "uo", "oeuvre", "oeuvres"]) && !self.any(&others)
    }

    /// `pour toute la durée de l'accord-cadre`, `sur la durée totale`; not `fermes sur la durée du marché`.
    fn is_of_the_whole_contract(&self) -> bool {
        let whole = ["marche", "contrat", "accord", "totale", "toute", "complete", "entiere"];
        let held = ["ferme", "fermes", "valable", "valables", "fixe", "fixes", "garanti", "garantis", "bloques"];
        self.any(&["duree"]) && self.any(&whole) && !self.any(&held)
    }

    /// `Équipe de 3 ingénieurs`, `binôme`: several people.
    fn counts_people(&self) -> bool {
        let several = |word: &str| word.parse::<u32>().is_ok_and(|n| n > 1);
        let people = |word: &str| PEOPLE.contains(&word) || JOBS.contains(&word);
        let team = |three: &[String]| three[0] == "equipe" && three[1] == "de" && several(&three[2]);
        self.any(&GROUPS)
            || self.tokens.windows(2).any(|two| several(&two[0]) && people(&two[1]))
            || self.tokens.windows(3).any(team)
    }

    /// `de la commande`, `pour l'ensemble`: of all that a line counts.
    fn is_of_all(&self) -> bool {
        self.pair("la", &["commande", "ligne", "totalite"]) || self.pair("l", &["ensemble"])
    }

    /// `hors heures ouvrées`, `HNO`, `dimanche`; not `astreinte comprise`.
    fn is_of_other_hours(&self) -> bool {
        self.any_not_included(&OTHER_HOURS)
            || self.pair("non", &["ouvrees", "ouvres", "ouvrables"])
            || self.pair("hors", &["heures", "ho"])
            || self.pair("week", &["end", "ends"])
    }

    /// `solde`, `part variable`, `50 %`; not `frais compris`, nor a measure of quality such as `disponibilité 99,9 %`.
    fn is_of_a_part(&self) -> bool {
        let part = self.pair("part", &["variable", "fixe", "forfaitaire"]) || self.pair("quote", &["part"]);
        let quality = self.any(&["tva", "vat", "disponibilite", "taux", "sla", "qualite", "conformite", "couverture"]);
        let percent = self.tokens.windows(2).any(|two| two[1] == "%" && two[0].parse::<u32>().is_ok());
        self.any_not_included(&PARTS) || part || (percent && !quality)
    }
}

impl Stated {
    /// What the heading of a price states: it is for what none of our prices is by a stated rule.
    #[must_use]
    pub fn of_heading(heading: &str) -> Option<Self> {
        // Thousands and millions of euros are asked by themselves.
        if multiple_of_euros(heading).is_some() {
            return None;
        }
        let said = Said::of(heading);
        let of_weeks = || {
            let of_week = |token: &String| Of::word(token) == Some(Of::Week);
            let any = said.any(&["hebdomadaire", "weekly"]) || said.tokens.iter().any(of_week);
            any && !said.pair("week", &["end", "ends"])
        };
        // `€/h`; `j/h`, `jour/h` are a day of one person.
        let of_hours = || {
            let tokens: Vec<&str> = said.tokens.iter().map(String::as_str).collect();
            let by_hour = |three: &[&str]| three[1..] == ["/", "h"] && !three[0].ends_with(['j', 'r']);
            tokens.windows(3).any(by_hour) || tokens.starts_with(&["/", "h"])
        };
        let foreign = || said.any(&OTHER_MONEY) || heading.contains(['$', '£']);
        said.several()
            .or_else(|| said.lasts())
            .or_else(|| said.is_of_the_whole_contract().then_some(Self::Whole))
            .or_else(|| said.is_of_other_hours().then_some(Self::OtherHours))
            .or_else(|| of_weeks().then_some(Self::Of(Of::Week)))
            .or_else(|| of_hours().then_some(Self::Of(Of::Time(Per::Hour))))
            .or_else(|| said.is_of_all().then_some(Self::All))
            .or_else(|| said.any(&EARLIER).then_some(Self::Earlier))
            .or_else(|| said.names_work_units().then_some(Self::Of(Of::Unit)))
            .or_else(|| foreign().then_some(Self::OtherMoney))
            .or_else(|| (said.is_of_a_part() || said.any(&["%"])).then_some(Self::Part))
            .or_else(|| said.any(&OPTIONS).then_some(Self::Option))
    }

    /// Does it state no more than a time that prices are by: `12 mois` of a year, `€/h` of an hour?
    #[must_use]
    pub fn is_time(self, time: Option<Per>) -> bool {
        match self {
            Self::Of(Of::Time(per)) => time == Some(per),
            Self::Several(Some(n), Some(Of::Time(Per::Month))) => time.is_some_and(|per| per.months() == Some(n)),
            _ => false,
        }
    }

    /// Is it for longer than a year, or for all of the contract? A lump sum may be.
    #[must_use]
    pub fn is_long(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Several(Some(n), Some(Of::Time(per))) => {
                per.months().is_some_and(|months| n.saturating_mul(months) > 12)
            }
            _ => false,
        }
    }

    /// What the label of a line states of how much of the service it is: other labels of that service state none of it.
    #[must_use]
    pub fn of_label(label: &str) -> Vec<Self> {
        let said = Said::of(label);
        let parts = [
            said.bundle(),
            said.counts_people().then_some(Self::Several(None, None)),
            said.is_of_other_hours().then_some(Self::OtherHours),
            said.is_of_a_part().then_some(Self::Part),
            said.any(&OPTIONS).then_some(Self::Option),
            said.year().map(Self::Year),
        ];
        parts.into_iter().flatten().collect()
    }

    /// What a note beside a table states of all its prices: `les prix sont donnés par lot de 10 unités`.
    #[must_use]
    pub fn of_note(note: &str) -> Option<Self> {
        if note.len() > LONGEST_NOTE || !speaks_of_prices(note) || multiple_of_euros(note).is_some() {
            return None;
        }
        let said = Said::of(note);
        let worded = said.tokens.iter().find_map(|token| count(token)).map(|n| Self::Several(Some(n), None));
        // `prix pour 5 jours`, not `prix fermes pour 90 jours`; months and years are how long prices hold.
        let when = said.is_of_validity() || said.any(&PAYMENT);
        let is_sold = |of: Of| match of {
            Of::Unit => true,
            Of::Week | Of::Time(Per::Hour | Per::HalfDay | Per::Day) => !when,
            Of::Time(_) => false,
        };
        let of_units = |count: Count| {
            let n = count.n.filter(|n| (2..2000).contains(n))?;
            let is = match count.lead {
                Lead::By | Lead::For => count.of.is_some_and(is_sold),
                Lead::Bundle => count.linked && count.of.is_none_or(is_sold),
                _ => false,
            };
            is.then_some(Self::Several(Some(n), count.of))
        };
        let of_a_team = || said.is_of_a_team().then_some(Self::Several(None, None));
        worded.or_else(|| said.counts().find_map(of_units)).or_else(of_a_team)
    }

    /// What the cell of a line in a column of packaging states: `10`, `lot de 5`; `1` and `à l'unité` state nothing.
    #[must_use]
    pub fn of_packaging(words: &str) -> Option<Self> {
        let said = Said::of(words);
        let n = said.tokens.iter().find_map(|token| count(token).or_else(|| token.parse().ok()));
        match n {
            Some(1) => None,
            None if said.any(&["unite", "unitaire", "u", "piece", "un", "une"]) || said.tokens.is_empty() => None,
            n => Some(Self::Several(n, None)),
        }
    }

    /// Do words state that a price is of each of something else as well as of a time?
    #[must_use]
    pub fn is_of_each(text: &str) -> bool {
        const PLAIN: [&str; 13] = [
            "", "prix", "eur", "euro", "euros", "ht", "forfait", "tarif", "cout", "montant", "et", "homme", "personne",
        ];
        let folded = fold(&text.replace(['’', '\''], " ").replace('/', " par "));
        let words: Vec<&str> = folded.split(' ').collect();
        let mut parts = words.split(|word| *word == "par").rev();
        let is_plain = |word: &&str| PLAIN.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit());
        let is_thing = |part: &[&str]| per(part).is_none() && !part.iter().all(is_plain);
        words.len() <= 8 && parts.next().is_some_and(|last| per(last).is_some()) && parts.any(is_thing)
    }

    /// In words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let name = match self {
            Self::Several(Some(n), of) => {
                let of = of.map(|of| format!(" {}", of.name(lang))).unwrap_or_default();
                return format!("{n}{of}");
            }
            Self::Several(None, _) => lang.pick("plusieurs à la fois", "several at once"),
            Self::Of(of) => return format!("{} {}", lang.pick("par", "by the"), of.name(lang).trim_end_matches('s')),
            Self::Each => lang.pick("par objet et par durée", "by thing and by time"),
            Self::OtherHours => lang.pick("à d’autres heures", "at other hours"),
            Self::OtherMoney => lang.pick("dans une autre monnaie", "in another money"),
            Self::Earlier => lang.pick("d’un autre marché", "of another contract"),
            Self::Part => lang.pick("une partie ou un supplément", "a part, or a supplement"),
            Self::Option => lang.pick("une option", "an option"),
            Self::All => lang.pick("le montant de la ligne", "the amount of the line"),
            Self::Whole => lang.pick("toute la durée du marché", "all of the contract"),
            Self::WithTax => "TTC",
            Self::Year(year) => return format!("{} {year}", lang.pick("année", "year")),
        };
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Of, Per, Stated};

    const DAYS: Option<Of> = Some(Of::Time(Per::Day));
    const HOURS: Option<Of> = Some(Of::Time(Per::Hour));

    #[test]
    fn headings_of_prices_of_more_than_one_unit() {
        for (text, stated) in [
            ("Prix unitaire HT (pour 10 unités)", Stated::Several(Some(10), Some(Of::Unit))),
            ("PU HT par lot de 5", Stated::Several(Some(5), None)),
            ("PU HT (dizaine)", Stated::Several(Some(10), None)),
            ("Prix unitaire HT x 10", Stated::Several(Some(10), None)),
            ("PU HT (2 unités)", Stated::Several(Some(2), Some(Of::Unit))),
            ("Prix (par centaine)", Stated::Several(Some(100), None)),
            ("PU HT / 5 j", Stated::Several(Some(5), DAYS)),
            ("Tarif HT (base 10)", Stated::Several(Some(10), None)),
            ("Prix HT par équipe", Stated::Several(None, None)),
            ("Prix HT pour 3 mois", Stated::Several(Some(3), Some(Of::Time(Per::Month)))),
            ("PU HT pour 2 ans", Stated::Several(Some(2), Some(Of::Time(Per::Year)))),
            ("Prix hebdomadaire HT", Stated::Of(Of::Week)),
            ("Prix HT de la semaine", Stated::Of(Of::Week)),
            ("PU HT en €/h", Stated::Of(Of::Time(Per::Hour))),
            ("Prix HT en centimes", Stated::OtherMoney),
            ("PU HT en CHF", Stated::OtherMoney),
            ("Unit price ($)", Stated::OtherMoney),
            ("PU € HT (hors heures ouvrées)", Stated::OtherHours),
            ("Tarif dimanche et jours fériés", Stated::OtherHours),
            ("Prix unitaire HT HNO", Stated::OtherHours),
            ("Prix du marché précédent", Stated::Earlier),
            ("Remise en % sur prix unitaire HT", Stated::Part),
            ("Part variable HT", Stated::Part),
            ("Prix HT pour 2 personnes", Stated::Several(Some(2), Some(Of::Unit))),
            ("Tarif HT d'une équipe", Stated::Several(None, None)),
            ("Prix HT de la commande", Stated::All),
            ("Prix HT pour l'ensemble", Stated::All),
            ("Prix unitaire HT des options", Stated::Option),
        ] {
            assert_eq!(Stated::of_heading(text), Some(stated), "{text}");
        }
    }

    #[test]
    fn headings_of_prices_of_one() {
        for text in [
            "Prix unitaire HT",
            "P.U. H.T. (€)",
            "Prix HT par jour",
            "Prix unitaire HT pour 1 unité",
            "TJM HT (J/H)",
            "TJM (7 h 30)",
            "TJM HT (base 7 h)",
            "Coût d’un jour/homme en € HT",
            "Prix unitaire HT année 2",
            "Lot 2 - Prix unitaire HT",
            "PU HT 2027",
            "Prix unitaire en k€ HT",
            "Forfait mensuel HT",
            "Taux horaire HT",
            "Prix unitaire HT lot 3",
            "Prix unitaire HT, frais compris",
        ] {
            assert_eq!(Stated::of_heading(text), None, "{text}");
        }
    }

    #[test]
    fn notes_on_all_prices() {
        for (text, stated) in [
            ("Les prix s’entendent pour un binôme (2 intervenants)", Stated::Several(None, None)),
            ("Tarifs d’un duo développeur et testeur", Stated::Several(None, None)),
            ("Prix des interventions à 2 personnes", Stated::Several(None, None)),
            ("Les prix sont donnés pour 5 jours", Stated::Several(Some(5), DAYS)),
            ("Les prix sont donnés par lot de 10 jours", Stated::Several(Some(10), DAYS)),
        ] {
            assert_eq!(Stated::of_note(text), Some(stated), "{text}");
        }
        for text in [
            "Prix fermes pour 12 mois",
            "Prix valables pour 120 jours",
            "Prix payables à 30 jours, pour 2 jours au moins",
            "Les prix sont ceux d’une journée de 7 heures",
            "Prix unitaires d’une personne",
            "Le binôme est nommé par le titulaire",
        ] {
            assert_eq!(Stated::of_note(text), None, "{text}");
        }
    }

    #[test]
    fn labels_of_another_part_time_or_quantity() {
        for (text, stated) in [
            ("Option : audit de sécurité", Stated::Option),
            ("Hébergement (optionnel)", Stated::Option),
            ("Tranche conditionnelle : réversibilité", Stated::Option),
            ("MCO année 2", Stated::Year(2)),
            ("MCO – 2e année", Stated::Year(2)),
            ("MCO, deuxième année", Stated::Year(2)),
            ("MCO reconduction 1", Stated::Year(1)),
            ("MCO (exercice 2027)", Stated::Year(2027)),
            ("Astreinte de 12 h", Stated::Several(Some(12), HOURS)),
            ("Atelier de 2 jours", Stated::Several(Some(2), DAYS)),
            ("UO simple (lot de 10)", Stated::Several(Some(10), None)),
            ("Pack de 20 tickets", Stated::Several(Some(20), Some(Of::Unit))),
            ("Évolution simple x10", Stated::Several(Some(10), None)),
            ("Réversibilité : solde", Stated::Part),
            ("Pilotage : frais", Stated::Part),
            ("Pilotage : part variable", Stated::Part),
            ("Réversibilité (50 %)", Stated::Part),
            ("Acompte sur la reprise", Stated::Part),
            ("Architecte HNO", Stated::OtherHours),
            ("Architecte (base 100 jours)", Stated::Several(Some(100), DAYS)),
        ] {
            assert!(Stated::of_label(text).contains(&stated), "{text}: {:?}", Stated::of_label(text));
        }
    }

    #[test]
    fn labels_of_the_service_itself() {
        for text in [
            "Support niveau 2 du lundi au vendredi de 8 h à 18 h",
            "Support de 8h30 à 18h",
            "Support 24h/24",
            "Exploitation, GTR de 4 h",
            "Réversibilité (3 mois)",
            "Pilotage, frais compris",
            "Support de niveau 3 (astreinte comprise)",
            "Hébergement (disponibilité 99,9 %)",
            "Évolution simple – niveau 1",
            "Évolution simple (moins de 5 jours)",
            "Évolution complexe (plus de 15 jours)",
            "Serveur Windows 2019",
            "Abonnement 1 an",
            "Lot 3 : ROR",
            "TMA des applications du lot 2",
        ] {
            assert_eq!(Stated::of_label(text), [], "{text}");
        }
    }

    #[test]
    fn prices_of_each_of_something_else() {
        for text in ["par application et par mois", "€/VM/mois"] {
            assert!(Stated::is_of_each(text), "{text}");
        }
        for text in ["€ HT / mois", "prix par mois", "J/H"] {
            assert!(!Stated::is_of_each(text), "{text}");
        }
    }
}
