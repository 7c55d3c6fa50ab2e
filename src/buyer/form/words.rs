//! The words of headings, in French and English, folded.

use std::sync::LazyLock;

use super::heading::Role;

/// Folded words.
type Words = LazyLock<Vec<&'static str>>;
/// The same, by how plainly they name a role: 3 leaves no doubt, 1 may mean another thing.
type Weighed = LazyLock<Vec<(u8, Vec<&'static str>)>>;

/// The words of a text.
fn list(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn weighed(texts: &[(u8, &'static str)]) -> Vec<(u8, Vec<&'static str>)> {
    texts.iter().map(|(weight, text)| (*weight, list(text))).collect()
}

/// Columns that a bidder or a buyer writes other things in.
static OTHER: Words = LazyLock::new(|| {
    list(
        "discount remise remises rabais reduction escalation experience education invoice \
         facture commentaire commentaires observation observations remarque remarques page date warranty garantie lettre \
         lettres customer manufacturer marque taux conditions delai upc certification material modalites",
    )
});
/// The least and the most that is bought: of quantities and totals, never of prices.
static BOUNDS: Words = LazyLock::new(|| list("minimum maximum mini maxi min max"));
/// Other documents of the tender: a chapter of one is no number of a price.
static DOCUMENTS: Words = LazyLock::new(|| list("cctp ccap cctg ccag ccp annexe"));
static CODE: Weighed = LazyLock::new(|| {
    weighed(&[
        (3, "n no num numero code codes ref reference references clin slin"),
        (2, "id identifiant poste postes item article articles rep repere sin sins mfr"),
        (1, "ligne line rang ordre index phase phases tranche etape jalon"),
    ])
});
static LABEL: Weighed = LazyLock::new(|| {
    weighed(&[
        (
            3,
            "designation designations libelle libelles intitule intitules prestation prestations intervenant \
             intervenants",
        ),
        (
            2,
            "description descriptif profil profils labor labour service services title product ouvrage ouvrages \
             fourniture fournitures rubrique tache taches activite activites livrable metier metiers fonction \
             qualification",
        ),
        (
            1,
            "composant composants element elements nature objet detail definition course materiel role contenu type \
             livrables categorie",
        ),
    ])
});
/// What a heading starts with that names what is bought, whatever follows: `Objet du prix`.
static NAMES: Words = LazyLock::new(|| {
    list(
        "objet nature designation designations libelle libelles intitule intitules description descriptif detail \
         definition contenu type",
    )
});
static UNIT: Weighed = LazyLock::new(|| {
    weighed(&[(3, "unite unites u un uom uoi"), (2, "unit"), (1, "periodicite conditionnement mode")])
});
static QUANTITY: Weighed = LazyLock::new(|| {
    weighed(&[
        (3, "quantite quantites qte qtes qtee qtees qt qty quantity quantities quant"),
        (2, "volume volumes volumetrie"),
        (1, "q"),
    ])
});
/// What may be counted by a quantity: `Nombre de jours`, not `Nombre d'itérations`.
static COUNTED: Words = LazyLock::new(|| {
    list(
        "nombre nb nbre d de des l en par sur total estime estimee estimatif annuel annuelle prevu previsionnel previsionnelle \
         jour jours journee journees j jh h heure heures mois an ans annee annees semaine semaines unite unites oeuvre uo homme \
         hommes of days months units hours ht i ii iii iv v",
    )
});
static AMOUNT: Words = LazyLock::new(|| list("montant montants valorisation amount amounts extended extension"));
static PRICE: Words = LazyLock::new(|| list("prix px price priced prices tarif tarifs cout couts cost"));
/// What is a price only with the time that it pays for: `Forfait mensuel`, `Taux horaire`.
static RATE: Words = LazyLock::new(|| list("forfait taux redevance abonnement montant montants"));
static TOTAL: Words = LazyLock::new(|| list("total totale totaux totales totals global globale"));
static YEAR: Words = LazyLock::new(|| list("annee an year yr periode period exercice annees"));

/// Is a word one of these?
fn among(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

/// Do words head what a bidder or a buyer writes beside prices: comments, names?
pub fn is_aside(words: &[&str]) -> bool {
    words.iter().any(|word| among(word, &OTHER) || ["nom", "prenom", "societe", "fournisseur"].contains(word))
}

/// Does a word say a year, by its own or before its number?
pub fn is_year(word: &str) -> bool {
    among(word, &YEAR)
}

/// What is left of a word for a year after it: `1` of `an1`.
pub fn after_year(word: &str) -> Option<&str> {
    YEAR.iter().chain(&["a", "y"]).find_map(|year| word.strip_prefix(*year))
}

/// Does a word say the least or the most?
pub fn is_bound(word: &str) -> bool {
    among(word, &BOUNDS)
}

/// Does a word say that all is meant?
pub fn is_total(word: &str) -> bool {
    among(word, &TOTAL)
}

/// What a price pays for: one hour of work, half a day…
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Per {
    /// An hour.
    Hour,
    /// Half a day.
    HalfDay,
    /// A day.
    Day,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// A year.
    Year,
}

impl Per {
    /// How many months it is, where it is some.
    #[must_use]
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Hour | Self::HalfDay | Self::Day => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
        }
    }
}

/// What a price pays for by its heading; `None` where it does not say.
#[must_use]
pub fn per(words: &[&str]) -> Option<Per> {
    let any = |of: &[&str]| words.iter().any(|w| among(w, of));
    let day = |w: &str| ["journee", "jour", "day"].contains(&w);
    let half = |pair: &[&str]| ["demi", "half"].contains(&pair[0]) && day(pair[1]);
    let is_half = words.windows(2).any(half) || words.windows(3).any(|of| of[..2] == ["1", "2"] && day(of[2]));
    // `sur 48 mois` is a length of time, not a unit.
    let counted = |at: usize| at.checked_sub(1).is_some_and(|at| words[at].parse::<u32>().is_ok());
    let free = |of: &[&str]| words.iter().enumerate().any(|(at, w)| among(w, of) && !counted(at));
    match () {
        () if is_half || any(&["demijournee"]) => Some(Per::HalfDay),
        () if free(&["horaire", "heure", "hour", "hourly"]) => Some(Per::Hour),
        () if any(&["tjm", "journalier", "journaliere"]) || free(&["jour", "journee", "day", "daily", "jh"]) => {
            Some(Per::Day)
        }
        () if free(&["mensuel", "mensuelle", "mois", "month", "monthly"]) => Some(Per::Month),
        () if free(&["trimestre", "trimestriel", "trimestrielle", "quarter", "quarterly"]) => Some(Per::Quarter),
        () if free(&["semestre", "semestriel", "semestrielle"]) => Some(Per::HalfYear),
        () if any(&["annuel", "annuelle", "annual", "yearly"]) => Some(Per::Year),
        () if words.windows(2).any(|of| of[0] == "par" && ["an", "annee"].contains(&of[1])) => Some(Per::Year),
        () => None,
    }
}

/// What the words above a column are for, and how plainly they say so.
#[must_use]
pub fn role(words: &[&str]) -> Option<(Role, u8)> {
    let any = |of: &[&str]| words.iter().any(|w| among(w, of));
    let best = |of: &Weighed| of.iter().find(|(_, of)| any(of)).map(|(weight, _)| *weight);
    let first = |of: &Weighed| of.iter().find(|(_, of)| among(words[0], of)).map(|(weight, _)| *weight);
    // `Amount excl. VAT` is none.
    let without = any(&["excl", "excluding", "hors", "ht"]);
    let vat = any(&["tva", "vat"]) && !without && (among(words[0], &["tva", "vat"]) || any(&["taux", "montant"]));
    if vat {
        return Some((Role::Vat, 3));
    }
    if let Some(weight) = coefficient(words) {
        return Some((Role::Coefficient, weight));
    }
    let counts = best(&QUANTITY).is_some() || any(&TOTAL) || any(&AMOUNT);
    if any(&BOUNDS) && !counts {
        return None;
    }
    let price = any(&PRICE);
    if any(&["lettre", "lettres"]) && (price || any(&AMOUNT)) {
        return Some((Role::InWords, 3));
    }
    let per = per(words);
    let timed = per.is_some_and(|per| per != Per::Year);
    let yearly = per == Some(Per::Year) && any(&["redevance", "abonnement", "forfait"]);
    let rate = yearly || timed && (price || any(&RATE));
    // The name of the bidder is none of a service.
    // A price before or after a discount is a price.
    let of_price = any(&["pu", "puht", "unitaire"]) || (words[0] == "prix" && any(&["net", "nets"]));
    let plain = of_price && any(&["remise", "remises", "rabais", "remisee"]);
    if (any(&OTHER) && !rate && !plain) || (any(&["nom"]) && best(&LABEL) != Some(3)) {
        return None;
    }
    if words.len() <= 3 && any(&["lot", "lots"]) && !any(&AMOUNT) && !price && !any(&TOTAL) {
        return Some((Role::Lot, 2));
    }
    // `Prix n°` numbers a price, `N° de prix` too.
    if words.len() == 2 && price && among(words[1], &["n", "no", "numero"]) {
        return Some((Role::Code, 3));
    }
    let code = first(&CODE).filter(|_| words.len() <= 5 && !any(&DOCUMENTS));
    // `Code profil`, `Réf. prestation` number what they name; `Item description` does not.
    let numbers = code == Some(3) || ["id", "identifiant"].contains(&words[0]);
    if let Some(weight) = code.filter(|_| numbers || best(&LABEL).is_none()) {
        return Some((Role::Code, weight));
    }
    if code.is_none() && any(&["code", "codes"]) && !price {
        return Some((Role::Code, 1));
    }
    if among(words[0], &NAMES) && !any(&AMOUNT) {
        return best(&LABEL).map(|weight| (Role::Label, weight));
    }
    let unit_price = any(&["pu", "puht", "puttc", "tjm"])
        || words.windows(2).any(|two| two[1] == "u" && ["p", "px", "prix"].contains(&two[0]))
        || ((price || any(&AMOUNT) || any(&["valeur"])) && any(&["unitaire", "unitaires", "unit", "unite"]))
        || (rate && per.is_some_and(|per| per < Per::Month))
        || (any(&AMOUNT) && per == Some(Per::Day));
    let quantity = best(&QUANTITY).or_else(|| words.iter().any(|w| near_quantity(w)).then_some(3));
    if let Some(weight) = quantity.or_else(|| count(words)) {
        // `Montant = PU × Qté` is no quantity.
        let amount = any(&AMOUNT) || unit_price || price;
        return Some(if amount { (Role::Amount, 3) } else { (Role::Quantity, weight) });
    }
    if unit_price {
        return Some((Role::UnitPrice, 3));
    }
    if any(&TOTAL) && (price || any(&AMOUNT)) || any(&["pt"]) || words.windows(2).any(|two| two == ["p", "t"]) {
        return Some((Role::Amount, 3));
    }
    if rate {
        return Some((Role::UnitPrice, if any(&AMOUNT) { 1 } else { 2 }));
    }
    if any(&AMOUNT) {
        return Some((Role::Amount, 3));
    }
    if any(&["total", "totaux", "totals"]) {
        return Some((Role::Amount, 2));
    }
    if any(&["forfaitaire", "forfait", "forfaits"])
        && (price || any(&["ht", "ttc", "euros", "eur"]) || words.len() == 1)
    {
        return Some((Role::Amount, 1));
    }
    if price {
        return Some((Role::UnitPrice, if words[0] == "prix" { 2 } else { 1 }));
    }
    // `Offre du candidat`, `Proposition financière HT`.
    if any(&["offre", "proposition"]) && any(&["candidat", "soumissionnaire", "financiere", "ht"]) {
        return Some((Role::UnitPrice, 1));
    }
    if any(&["rate", "rates", "pricing"]) {
        return Some((Role::UnitPrice, 1));
    }
    if let Some(weight) = first(&UNIT) {
        return Some((Role::Unit, if words.len() > 1 && any(&["oeuvre", "oeuvres"]) { 1 } else { weight }));
    }
    best(&LABEL).map(|weight| (Role::Label, weight))
}

/// A factor that is no price: `Coefficient multiplicateur`, `Taux de remise`, `Majoration`.
fn coefficient(words: &[&str]) -> Option<u8> {
    let any = |of: &[&str]| words.iter().any(|w| among(w, of));
    let change = any(&["majoration", "majorations", "remise", "remises", "rabais", "reduction", "minoration"]);
    if any(&["coefficient", "coefficients", "coef", "coeff", "multiplicateur"]) {
        return Some(3);
    }
    // `Taux (%)` alone is one of something that a title names.
    let bare = matches!(words, ["taux" | "pourcentage"]);
    (bare || change && (any(&["taux", "pourcentage"]) || words.len() == 1)).then_some(2)
}

/// `Nombre de jours`, `Nb UO`: a quantity, where it counts what prices are for.
fn count(words: &[&str]) -> Option<u8> {
    let counts = words.iter().any(|w| ["nombre", "nb", "nbre"].contains(w));
    let plain = |w: &&str| among(w, &COUNTED) || w.bytes().all(|b| b.is_ascii_digit());
    (counts && words.iter().all(plain)).then_some(2)
}

/// A misspelt `quantité`: two letters wrong at most. (`Qualité` is another word.)
fn near_quantity(word: &str) -> bool {
    (7..=11).contains(&word.len())
        && ["quan", "qan"].iter().any(|start| word.starts_with(start))
        && strsim::osa_distance(word, "quantite") <= 2
}
