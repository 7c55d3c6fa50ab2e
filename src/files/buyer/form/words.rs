//! The words of headings, in French and English, folded.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::counted::counted_time;
pub use super::role::Per;
use super::role::Role;
use super::tax::is_with_vat;

/// What a word of a heading may say, alone or beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// What a bidder or a buyer writes beside prices.
    Aside,
    /// Whom a text names, or what.
    Name,
    /// How experienced a person is.
    Standing,
    /// Who works.
    Person,
    /// The least and the most that is bought: of quantities and totals, never of prices.
    Bound,
    /// Another document of the tender: a chapter of one is no number of a price.
    Document,
    /// The number of a price: without a doubt, mostly, or where nothing else is meant.
    PlainCode,
    LikelyCode,
    VagueCode,
    /// What is bought, by the same three degrees.
    PlainLabel,
    LikelyLabel,
    VagueLabel,
    /// What a heading starts with that names what is bought, whatever follows: `Objet du prix`.
    Object,
    PlainUnit,
    LikelyUnit,
    VagueUnit,
    PlainQuantity,
    LikelyQuantity,
    VagueQuantity,
    /// How many: `Nombre de jours`.
    Number,
    /// What may be counted by a quantity: `Nombre de jours`, not `Nombre d'itérations`.
    Counted,
    Amount,
    Price,
    /// What is a price only with the time that it pays for: `Forfait mensuel`, `Taux horaire`.
    Rate,
    /// The price of one, by itself: `PU`, `TJM`.
    UnitPrice,
    /// Of one, beside a price or an amount.
    Each,
    /// Paid for a year's use of something.
    Fee,
    LumpSum,
    /// A price in English, where nothing else is meant.
    Pricing,
    /// What a bidder offers, where nothing else is meant.
    Offer,
    /// The currency, or before and after tax.
    Money,
    Total,
    /// The price of all, by itself: `PT`.
    TotalPrice,
    /// A total by itself: `Global` alone is none.
    Sum,
    Vat,
    Year,
    Lot,
    /// Written in words: `Prix en lettres`.
    InWords,
    /// By what a price is multiplied.
    Coefficient,
    /// By how much a price changes.
    Change,
    /// What a change is said in.
    Share,
    Oeuvre,
    HalfDay,
    Hour,
    /// A day, counted or not: `TJM`.
    PerDay,
    Day,
    Month,
    Quarter,
    HalfYear,
    Annual,
}

/// The words, in French and English, folded.
const WORDS: [(Sense, &str); 50] = [
    (
        Sense::Aside,
        "discount remise remises rabais reduction escalation experience education invoice facture commentaire \
         commentaires observation observations remarque remarques page date warranty garantie lettre lettres customer \
         manufacturer marque taux conditions delai delais echeance echeances upc certification material modalites",
    ),
    (Sense::Name, "nom prenom societe fournisseur"),
    (Sense::Standing, "niveau niveaux anciennete seniorite exigence exigences"),
    (Sense::Person, "profil profils intervenant intervenants metier metiers fonction fonctions consultant"),
    (Sense::Bound, "minimum maximum mini maxi min max"),
    (Sense::Document, "cctp ccap cctg ccag ccp annexe"),
    (Sense::PlainCode, "n no num numero code codes ref reference references clin slin"),
    (Sense::LikelyCode, "id identifiant poste postes art item article articles rep repere sin sins mfr"),
    (Sense::VagueCode, "ligne line rang ordre index phase phases tranche etape jalon"),
    (
        Sense::PlainLabel,
        "designation designations libelle libelles intitule intitules prestation prestations intervenant intervenants",
    ),
    (
        Sense::LikelyLabel,
        "description descriptif profil profils labor labour service services title product ouvrage ouvrages \
         fourniture fournitures rubrique tache taches activite activites livrable metier metiers fonction qualification",
    ),
    (
        Sense::VagueLabel,
        "composant composants element elements nature objet detail definition course materiel role contenu type \
         livrables categorie",
    ),
    (
        Sense::Object,
        "objet nature designation designations libelle libelles intitule intitules description descriptif detail \
         definition contenu type",
    ),
    (Sense::PlainUnit, "unite unites u un uom uoi"),
    (Sense::LikelyUnit, "unit"),
    (Sense::VagueUnit, "periodicite conditionnement mode"),
    (Sense::PlainQuantity, "quantite quantites qte qtes qtee qtees qt qty quantity quantities quant"),
    (Sense::LikelyQuantity, "volume volumes volumetrie"),
    (Sense::VagueQuantity, "q"),
    (Sense::Number, "nombre nb nbre"),
    (
        Sense::Counted,
        "nombre nb nbre d de des l en par sur total estime estimee estimatif annuel annuelle prevu previsionnel \
         previsionnelle jour jours journee journees j jh h heure heures mois an ans annee annees semaine semaines unite \
         unites oeuvre uo homme hommes of days months units hours ht i ii iii iv v",
    ),
    (Sense::Amount, "montant montants valorisation amount amounts extended extension"),
    (Sense::Price, "prix px price priced prices tarif tarifs cout couts cost"),
    (Sense::Rate, "forfait taux redevance abonnement montant montants"),
    (Sense::UnitPrice, "pu puht puttc tjm"),
    (Sense::Each, "unitaire unitaires unit unite"),
    (Sense::Fee, "redevance abonnement forfait"),
    (Sense::LumpSum, "forfaitaire forfait forfaits"),
    (Sense::Pricing, "rate rates pricing"),
    (Sense::Offer, "offre proposition"),
    (Sense::Money, "ht ttc euros eur"),
    (Sense::Total, "total totale totaux totales totals global globale"),
    (Sense::TotalPrice, "pt"),
    (Sense::Sum, "total totaux totals"),
    (Sense::Vat, "tva vat"),
    (Sense::Year, "annee an year yr periode period exercice annees"),
    (Sense::Lot, "lot lots"),
    (Sense::InWords, "lettre lettres"),
    (Sense::Coefficient, "coefficient coefficients coef coeff multiplicateur"),
    (Sense::Change, "majoration majorations remise remises rabais reduction minoration"),
    (Sense::Share, "taux pourcentage"),
    (Sense::Oeuvre, "oeuvre oeuvres"),
    (Sense::HalfDay, "demijournee"),
    (Sense::Hour, "horaire horaires heure hour hourly"),
    (Sense::PerDay, "tjm journalier journaliere journaliers journalieres"),
    (Sense::Day, "jour journee day daily jh"),
    (Sense::Month, "mensuel mensuelle mensuels mensuelles mois month monthly"),
    (Sense::Quarter, "trimestre trimestriel trimestrielle trimestriels trimestrielles quarter quarterly"),
    (Sense::HalfYear, "semestre semestriel semestrielle semestriels semestrielles"),
    (Sense::Annual, "annuel annuelle annuels annuelles annual yearly"),
];

/// Everything that a word, or several, may say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Senses(u64);

impl Senses {
    const fn only(sense: Sense) -> Self {
        Self(1 << sense as u32)
    }

    fn of(word: &str) -> Self {
        static KNOWN: LazyLock<HashMap<&'static str, Senses, foldhash::fast::FixedState>> = LazyLock::new(|| {
            let mut known = HashMap::<_, Senses, _>::default();
            for (sense, words) in WORDS {
                for word in words.split_whitespace() {
                    known.entry(word).or_default().0 |= Senses::only(sense).0;
                }
            }
            known
        });
        KNOWN.get(word).copied().unwrap_or_default()
    }

    fn has(self, sense: Sense) -> bool {
        self.0 & Self::only(sense).0 != 0
    }

    /// How plainly it is one of three senses: 3 without a doubt, 1 where another thing may be meant.
    fn weight(self, [plain, likely, vague]: [Sense; 3]) -> Option<u8> {
        [(3, plain), (2, likely), (1, vague)].into_iter().find(|(_, sense)| self.has(*sense)).map(|(weight, _)| weight)
    }
}

const CODE: [Sense; 3] = [Sense::PlainCode, Sense::LikelyCode, Sense::VagueCode];
const LABEL: [Sense; 3] = [Sense::PlainLabel, Sense::LikelyLabel, Sense::VagueLabel];
const UNIT: [Sense; 3] = [Sense::PlainUnit, Sense::LikelyUnit, Sense::VagueUnit];
const QUANTITY: [Sense; 3] = [Sense::PlainQuantity, Sense::LikelyQuantity, Sense::VagueQuantity];

/// Does a word say this?
fn says(word: &str, sense: Sense) -> bool {
    Senses::of(word).has(sense)
}

/// What words say, one by one.
fn senses(words: &[&str]) -> Vec<Senses> {
    words.iter().map(|word| Senses::of(word)).collect()
}

/// What words say in all.
fn together(senses: &[Senses]) -> Senses {
    Senses(senses.iter().fold(0, |all, of| all | of.0))
}

/// Do words head what a bidder or a buyer writes beside prices: comments, names?
pub fn is_aside(words: &[&str]) -> bool {
    words.iter().any(|word| says(word, Sense::Aside) || says(word, Sense::Name))
}

/// Do words head how experienced a person is? What is below counts years by which nothing is bought.
pub fn is_standing(words: &[&str]) -> bool {
    words.iter().any(|word| says(word, Sense::Standing))
}

/// Are units below words only by what is below them: `Mode`?
pub fn is_vague_unit(words: &[&str]) -> bool {
    senses(words).first().is_some_and(|first| first.weight(UNIT) == Some(1))
}

/// Do words head who works?
pub fn is_person(words: &[&str]) -> bool {
    words.iter().any(|word| says(word, Sense::Person))
}

/// Does a word say a year, by its own or before its number?
pub fn is_year(word: &str) -> bool {
    says(word, Sense::Year)
}

/// What is left of a word for a year after it: `1` of `an1`.
pub fn after_year(word: &str) -> Option<&str> {
    static YEARS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let years = WORDS.iter().filter(|(sense, _)| *sense == Sense::Year).flat_map(|(_, words)| words.split(' '));
        years.chain(["a", "y"]).collect()
    });
    YEARS.iter().find_map(|year| word.strip_prefix(*year))
}

/// Does a word say the least or the most?
pub fn is_bound(word: &str) -> bool {
    says(word, Sense::Bound)
}

/// Does a word say that all is meant?
pub fn is_total(word: &str) -> bool {
    says(word, Sense::Total)
}

/// What a price pays for by its heading; `None` where it does not say.
#[must_use]
pub fn per(words: &[&str]) -> Option<Per> {
    named_time(words).or_else(|| counted_time(words))
}

/// The time that words name, whatever they count: `mensuel`, `jour`; `sur 48 mois` is a length of time, not a unit.
fn named_time(words: &[&str]) -> Option<Per> {
    let senses = senses(words);
    let all = together(&senses);
    let day = |w: &str| ["journee", "jour", "day", "j"].contains(&w);
    let half = |pair: &[&str]| ["demi", "half"].contains(&pair[0]) && day(pair[1]);
    let is_half = || words.windows(2).any(half) || words.windows(3).any(|of| of[..2] == ["1", "2"] && day(of[2]));
    let counted = |at: usize| at.checked_sub(1).is_some_and(|at| words[at].parse::<u32>().is_ok());
    // `Mois M0`, in which prices are set.
    let dated = |at: usize| words.get(at + 1).is_some_and(|next| matches!(*next, "m0" | "mo" | "0" | "zero"));
    let counted = |at: usize| counted(at) || dated(at);
    let free = |sense| all.has(sense) && senses.iter().enumerate().any(|(at, of)| of.has(sense) && !counted(at));
    match () {
        () if all.has(Sense::HalfDay) || is_half() => Some(Per::HalfDay),
        () if free(Sense::Hour) => Some(Per::Hour),
        () if all.has(Sense::PerDay) || free(Sense::Day) => Some(Per::Day),
        () if free(Sense::Month) => Some(Per::Month),
        () if free(Sense::Quarter) => Some(Per::Quarter),
        () if free(Sense::HalfYear) => Some(Per::HalfYear),
        () if all.has(Sense::Annual) => Some(Per::Year),
        () if words.windows(2).any(|of| of[0] == "par" && ["an", "annee"].contains(&of[1])) => Some(Per::Year),
        () => None,
    }
}

/// What the words above a column are for, and how plainly they say so.
#[must_use]
pub fn role(words: &[&str]) -> Option<(Role, u8)> {
    let senses = senses(words);
    let all = together(&senses);
    let any = |sense| all.has(sense);
    let is_one_of = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let near_quantity = || words.iter().any(|word| near_quantity(word));
    // Two letters of `p u`, `p t` say together what none says alone.
    let p_u = || words.windows(2).any(|two| two[1] == "u" && ["p", "px", "prix"].contains(&two[0]));
    let p_t = || any(Sense::TotalPrice) || words.windows(2).any(|two| two == ["p", "t"]);
    if all == Senses::default() && !near_quantity() && !p_u() && !p_t() {
        return None;
    }
    let first = *senses.first()?;
    // `Amount excl. VAT` is none.
    // Nor is `Montant TVA comprise`.
    let without = is_one_of(&["excl", "excluding", "hors", "ht"]) || is_with_vat(words);
    if any(Sense::Vat) && !without && (first.has(Sense::Vat) || is_one_of(&["taux", "montant"])) {
        return Some((Role::Vat, 3));
    }
    if let Some(weight) = coefficient(words, all) {
        return Some((Role::Coefficient, weight));
    }
    // `Nombre de prix` counts them.
    if first.has(Sense::Number) && any(Sense::Price) {
        return None;
    }
    let counts = all.weight(QUANTITY).is_some() || any(Sense::Total) || any(Sense::Amount);
    // `Prix max HT` is what a bidder commits to.
    let price = any(Sense::Price) || any(Sense::UnitPrice);
    if any(Sense::Bound) && !counts && !price {
        return None;
    }
    let price = any(Sense::Price);
    if any(Sense::InWords) && (price || any(Sense::Amount)) {
        return Some((Role::InWords, 3));
    }
    let per = named_time(words);
    let timed = per.is_some_and(|per| per != Per::Year);
    let yearly = per == Some(Per::Year) && any(Sense::Fee);
    let rate = yearly || timed && (price || any(Sense::Rate));
    // The name of the bidder is none of a service.
    // A price before or after a discount is a price.
    let of_price = is_one_of(&["pu", "puht", "unitaire"]) || (words[0] == "prix" && is_one_of(&["net", "nets"]));
    let plain = of_price && is_one_of(&["remise", "remises", "rabais", "remisee"]);
    if (any(Sense::Aside) && !rate && !plain) || (is_one_of(&["nom"]) && all.weight(LABEL) != Some(3)) {
        return None;
    }
    if words.len() <= 3 && any(Sense::Lot) && !any(Sense::Amount) && !price && !any(Sense::Total) {
        return Some((Role::Lot, 2));
    }
    // `Prix n°` numbers a price, `N° de prix` too.
    if words.len() == 2 && price && ["n", "no", "numero"].contains(&words[1]) {
        return Some((Role::Code, 3));
    }
    let code = first.weight(CODE).filter(|_| words.len() <= 5 && !any(Sense::Document));
    // `Code profil`, `Réf. prestation` number what they name; `Item description` does not.
    let numbers = code == Some(3) || ["id", "identifiant"].contains(&words[0]);
    if let Some(weight) = code.filter(|_| numbers || all.weight(LABEL).is_none()) {
        return Some((Role::Code, weight));
    }
    if code.is_none() && is_one_of(&["code", "codes"]) && !price {
        return Some((Role::Code, 1));
    }
    // `Unité de prix` is what is counted, not what it costs.
    let of_a_unit = first.has(Sense::PlainUnit) && words.get(1).is_some_and(|word| ["de", "du"].contains(word));
    if of_a_unit && price && !any(Sense::Money) && !any(Sense::Total) {
        return Some((Role::Unit, 3));
    }
    if words == ["sous", "phase"] {
        return Some((Role::Label, 1));
    }
    if first.has(Sense::Object) && !any(Sense::Amount) {
        return all.weight(LABEL).map(|weight| (Role::Label, weight));
    }
    let unit_price = any(Sense::UnitPrice)
        || p_u()
        || ((price || any(Sense::Amount) || is_one_of(&["valeur"])) && any(Sense::Each))
        || (rate && per.is_some_and(|per| per < Per::Month))
        || (any(Sense::Amount) && per == Some(Per::Day));
    let quantity = all.weight(QUANTITY).or_else(|| near_quantity().then_some(3));
    if let Some(weight) = quantity.or_else(|| count(words, all)) {
        // `Montant = PU × Qté` is no quantity.
        let amount = any(Sense::Amount) || unit_price || price;
        return Some(if amount { (Role::Amount, 3) } else { (Role::Quantity, weight) });
    }
    if unit_price {
        return Some((Role::UnitPrice, 3));
    }
    if let Some(role) = of_money(words, all, rate, p_t()) {
        return Some(role);
    }
    if let Some(weight) = first.weight(UNIT) {
        return Some((Role::Unit, if words.len() > 1 && any(Sense::Oeuvre) { 1 } else { weight }));
    }
    all.weight(LABEL).map(|weight| (Role::Label, weight))
}

/// What words of money are for, where they say of no unit price for sure: a `rate` pays for a time, `all_of_it` is the total.
fn of_money(words: &[&str], all: Senses, rate: bool, all_of_it: bool) -> Option<(Role, u8)> {
    let any = |sense| all.has(sense);
    let is_one_of = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let price = any(Sense::Price);
    if any(Sense::Total) && (price || any(Sense::Amount)) || all_of_it {
        return Some((Role::Amount, 3));
    }
    if rate {
        return Some((Role::UnitPrice, if any(Sense::Amount) { 1 } else { 2 }));
    }
    if any(Sense::Amount) {
        return Some((Role::Amount, 3));
    }
    if any(Sense::Sum) {
        return Some((Role::Amount, 2));
    }
    // `Valeur HT` is a unit price or an amount, by what is beside it.
    if is_one_of(&["valeur"]) && any(Sense::Money) {
        return Some((Role::Amount, 1));
    }
    if any(Sense::LumpSum) && (price || any(Sense::Money) || words.len() == 1) {
        return Some((Role::Amount, 1));
    }
    if price {
        return Some((Role::UnitPrice, if words[0] == "prix" { 2 } else { 1 }));
    }
    // `Offre du candidat`, `Proposition financière HT`.
    if any(Sense::Offer) && is_one_of(&["candidat", "soumissionnaire", "financiere", "ht"]) {
        return Some((Role::UnitPrice, 1));
    }
    if any(Sense::Pricing) {
        return Some((Role::UnitPrice, 1));
    }
    None
}

/// A factor that is no price: `Coefficient multiplicateur`, `Taux de remise`, `Majoration`.
fn coefficient(words: &[&str], all: Senses) -> Option<u8> {
    if all.has(Sense::Coefficient) {
        return Some(3);
    }
    // `Taux (%)` alone is one of something that a title names.
    let alone = words.len() == 1;
    let share = all.has(Sense::Share);
    (share && alone || all.has(Sense::Change) && (share || alone)).then_some(2)
}

/// `Nombre de jours`, `Nb UO`: a quantity, where it counts what prices are for.
fn count(words: &[&str], all: Senses) -> Option<u8> {
    let plain = |word: &&str| says(word, Sense::Counted) || word.bytes().all(|b| b.is_ascii_digit());
    (all.has(Sense::Number) && words.iter().all(plain)).then_some(2)
}

/// A misspelt `quantité`: two letters wrong at most. (`Qualité` is another word.)
fn near_quantity(word: &str) -> bool {
    (7..=11).contains(&word.len())
        && ["quan", "qan"].iter().any(|start| word.starts_with(start))
        && strsim::osa_distance(word, "quantite") <= 2
}
