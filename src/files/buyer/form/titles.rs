//! What titles above a table say that its prices pay for: `Tarifs horaires`, `Les prix sont annuels`, `Prix pour la durée totale du
//! marché`.

use super::beyond::Stated;
use super::period::is_calendar;
use super::plain::is_plain;
use super::said::{Of, Said, numeral};
use super::words::{Per, per};

/// What titles say that prices pay for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Titled {
    /// A time.
    Per(Per),
    /// What is none of our units.
    Stated(Stated),
    /// More than one thing: the title.
    Unclear(String),
}

/// Words of prices, and of what is sold by a time.
const PRICES: [&str; 21] = [
    "prix",
    "tarif",
    "tarifs",
    "cout",
    "couts",
    "montants",
    "forfait",
    "forfaits",
    "redevance",
    "redevances",
    "abonnement",
    "abonnements",
    "taux",
    "honoraires",
    "pu",
    "facturation",
    "loyers",
    "prestations",
    "services",
    "tjm",
    "price",
];
/// Of these, what is sold: by itself it says nothing of prices.
const SOLD: [&str; 3] = ["prestations", "services", "forfait"];
/// What may be between a price and its time beside the words that say nothing of it.
const LINKS: [&str; 17] = [
    "sont",
    "est",
    "s",
    "entendent",
    "exprimes",
    "exprimees",
    "indiques",
    "indiquees",
    "donnes",
    "donnees",
    "calcules",
    "affiches",
    "valent",
    "correspondent",
    "etre",
    "doivent",
    "recurrentes",
];
/// What leads to a time.
const LEADS: [&str; 16] =
    ["par", "pour", "/", "a", "au", "la", "le", "l", "du", "de", "des", "d", "sur", "chacune", "(", "toute"];
/// How long something holds, or several things: what is after it is no time of the price.
const ENDS: [&str; 26] = [
    "accord",
    "cadre",
    "marche",
    "contrat",
    "chaque",
    "ferme",
    "fermes",
    "fixe",
    "fixes",
    "valable",
    "valables",
    "revisable",
    "revisables",
    "actualisable",
    "applicable",
    "applicables",
    "remise",
    "et",
    "ou",
    "hors",
    "base",
    "initial",
    "initiaux",
    "avant",
    "apres",
    "estime",
];
/// A note of more bytes states nothing of all prices.
const LONGEST: usize = 400;

impl Titled {
    /// Of the titles above a table, the nearest last.
    pub fn of<'a>(titles: impl DoubleEndedIterator<Item = &'a str>) -> Option<Self> {
        let mut all = titles.filter_map(|text| Some((text, Self::of_text(text)?))).rev();
        let (text, nearest) = all.next()?;
        let others = all.all(|(_, other)| other == nearest);
        Some(if others { nearest } else { Self::Unclear(text.to_owned()) })
    }

    /// Of one title, or of a section.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let said = Said::of(text);
        let amount = |token: &String| token.parse::<u32>().is_ok_and(|n| n > 366 && !is_calendar(n));
        if said.tokens.iter().any(amount) {
            return None;
        }
        let (mut found, mut bare) = (Vec::new(), false);
        for at in (0..said.tokens.len()).filter(|at| PRICES.contains(&said.token(*at))) {
            match said.time_after(at) {
                Some(of) if !found.contains(&of) => found.push(of),
                Some(_) => {}
                None => bare |= !SOLD.contains(&said.token(at)),
            }
        }
        let several = || {
            let times = said.tokens.iter().filter(|token| !PRICES.contains(&token.as_str()));
            let mut times: Vec<Per> =
                times.filter(|token| is_adjective(token)).filter_map(|token| per(&[token])).collect();
            times.dedup();
            times.len() > 1
        };
        match found.pop()? {
            one if found.is_empty() && !bare && !several() => Some(one),
            _ => Some(Self::Unclear(text.to_owned())),
        }
    }
}

/// Does a word say a time by itself: `horaires`, `annuels`?
fn is_adjective(token: &str) -> bool {
    let stems = [
        "horaire",
        "journalier",
        "mensuel",
        "trimestriel",
        "semestriel",
        "annuel",
        "hourly",
        "daily",
        "monthly",
        "yearly",
    ];
    stems.iter().any(|stem| token.starts_with(stem)) && per(&[token]).is_some()
}

impl Said {
    /// The time that a price at a place is by: what comes after it, through words that say nothing else.
    fn time_after(&self, at: usize) -> Option<Titled> {
        if self.token(at) == "tjm" {
            return Some(Titled::Per(Per::Day));
        }
        let (mut led, mut half, mut n) = (false, false, None::<u32>);
        let sold = SOLD.contains(&self.token(at));
        for at in at + 1..self.tokens.len() {
            let token = self.token(at);
            if is_adjective(token) {
                return per(&[token]).map(Titled::Per);
            }
            // `Prestations sur 48 mois` says how long they last.
            if sold && (Of::word(token).is_some_and(|of| of != Of::Unit) || token == "duree") {
                return None;
            }
            if token == "duree" {
                return self.is_whole_from(at, led).then_some(Titled::Stated(Stated::Whole));
            }
            match Of::word(token) {
                Some(Of::Time(of)) if led || n.is_some() => {
                    // `de l'année 2` is one of several.
                    let next = self.token(at + 1);
                    let is_year = of == Per::Year && (next == "n" || next.parse::<u32>().is_ok());
                    return if is_year { None } else { timed(of, n, half) };
                }
                Some(Of::Week) if led || n.is_some() => return Some(Titled::Stated(Stated::Of(Of::Week))),
                _ => {}
            }
            match token {
                "un" | "une" => n = Some(1),
                "demi" => half = true,
                "/" if n == Some(1) && self.token(at + 1) == "2" => (half, n) = (true, None),
                "2" if half && n.is_none() => {}
                _ if token.parse::<u32>().is_ok() => n = token.parse().ok(),
                _ if numeral(token).is_some() => n = numeral(token),
                _ if ENDS.contains(&token) => return None,
                _ if LEADS.contains(&token) => led = true,
                _ if PRICES.contains(&token) || LINKS.contains(&token) || is_plain(token) => n = None,
                _ => return None,
            }
        }
        None
    }

    /// Is it all of the contract that lasts: `pour la durée totale du marché`?
    fn is_whole_from(&self, at: usize, led: bool) -> bool {
        let after = (at + 1..at + 5).map(|at| self.token(at));
        let whole = ["totale", "marche", "contrat", "accord"];
        led && (at.checked_sub(1).is_some_and(|at| self.token(at) == "toute")
            || after.into_iter().any(|of| whole.contains(&of)))
    }
}

/// A time, so many at once.
fn timed(of: Per, n: Option<u32>, half: bool) -> Option<Titled> {
    let months = of.months().map(|months| months.saturating_mul(n.unwrap_or(1)));
    Some(match (of, n, months) {
        (Per::Day, None | Some(1), _) if half => Titled::Per(Per::HalfDay),
        (_, None | Some(1), _) => Titled::Per(of),
        (.., Some(3)) => Titled::Per(Per::Quarter),
        (.., Some(6)) => Titled::Per(Per::HalfYear),
        (.., Some(12)) => Titled::Per(Per::Year),
        // `une journée de 7 heures`
        (Per::Hour, ..) => return None,
        (_, n, _) => Titled::Stated(Stated::Several(n, Some(Of::Time(of)))),
    })
}

#[cfg(test)]
mod tests {
    use super::{Of, Per, Stated, Titled};

    #[test]
    fn titles_that_say_what_prices_pay_for() {
        for (text, per) in [
            ("Tarifs horaires", Per::Hour),
            ("BORDEREAU DES TARIFS HORAIRES", Per::Hour),
            ("Tarif horaire des profils (€ HT)", Per::Hour),
            ("Prix à l’heure", Per::Hour),
            ("Les prix sont des prix horaires", Per::Hour),
            ("Tarifs à la demi-journée", Per::HalfDay),
            ("Prix de la 1/2 journée", Per::HalfDay),
            ("LOT 1 « IDENTITÉ ET ACCÈS » – TARIF JOURNALIER DES PROFILS (€ HT)", Per::Day),
            ("Prix d’une journée d’intervention", Per::Day),
            ("Tarifs mensuels en € HT", Per::Month),
            ("Tarifs trimestriels", Per::Quarter),
            ("Montants pour 12 mois", Per::Year),
            ("Les prix sont annuels", Per::Year),
            ("Les prix s’entendent par an", Per::Year),
            ("Prix pour une année d’exécution", Per::Year),
            ("Prix annuels HT", Per::Year),
            ("Prestations annuelles", Per::Year),
            ("Prestations trimestrielles", Per::Quarter),
        ] {
            assert_eq!(Titled::of_text(text), Some(Titled::Per(per)), "{text}");
        }
        let whole = "Tous les prix s’entendent pour la durée totale du marché (48 mois)";
        assert_eq!(Titled::of_text(whole), Some(Titled::Stated(Stated::Whole)));
        let long = Titled::Stated(Stated::Several(Some(48), Some(Of::Time(Per::Month))));
        assert_eq!(Titled::of_text("Prix forfaitaires pour 48 mois"), Some(long));
        for text in ["Prix horaires et journaliers", "Bordereau des prix unitaires et tarifs horaires"] {
            assert_eq!(Titled::of_text(text), Some(Titled::Unclear(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn titles_that_say_nothing_of_it() {
        for text in [
            "Bordereau des prix unitaires",
            "Bordereau des prix unitaires – accord-cadre de 48 mois, maintenance annuelle",
            "Prix fermes pour 12 mois, puis révisables",
            "Les prix sont fermes la première année, puis révisés dans les conditions du CCAP.",
            "Les prix sont réputés établis aux conditions économiques du mois de remise des offres.",
            "Les prix de chaque année sont indiqués hors révision.",
            "Montant maximum annuel : 500 000 € HT",
            "Prix de l’année 2",
            "Les quantités sont données pour un mois",
            "BPU – onglet 1 : prestations récurrentes et au forfait",
            "Prestations sur 48 mois à bons de commande",
            "Les prix sont ceux d’une journée de 7 heures",
            "Prix unitaires en euros HT",
        ] {
            assert_eq!(Titled::of_text(text), None, "{text}");
        }
    }
}
