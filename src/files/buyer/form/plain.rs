//! Which words over a column of prices say nothing of what a price pays for. Any other word may say that it is of something else
//! than one unit: it is understood, or asked.

use super::period::{is_calendar, ordinal};
use super::said::{Of, count};
use super::words::{is_year, per};
use crate::unit::fold;

/// Words of prices, of money, of who offers them and how, in French and English, folded; and the little words between them.
const PLAIN: &[&str] = &[
    // Prices and money.
    "prix px pu p u puht puttc tarif tarifs tarifaire cout couts montant montants valeur taux redevance redevances abonnement \
     forfait forfaits forfaitaire forfaitaires honoraires remuneration facturation unit unitaire unitaires total totale totaux \
     global globale ht ttc tva hors taxe taxes toutes comprises compris euro euros eur e tjm net nets nette devise monnaie \
     numeraire pt price prices unitary rate rates cost amount fee excl excluding exclusive incl including inclusive vat tax gross pricing",
    // How it is written, and by whom.
    "chiffre chiffres lettre lettres decimale decimales arrondi arrondie arrondis deux format saisir saisie remplir renseigner completer \
     indiquer indique porter proposer propose proposes proposee proposition offert offre offres candidat candidats \
     soumissionnaire soumissionnaires titulaire fournisseur prestataire entreprise societe votre vos notre nos demande demandes \
     obligatoire case cases cellule cellules jaune jaunes vert vertes colonne bidder offer offered proposed your our tenderer supplier \
     financier financiere commercial commerciale bpu dqe dpgf bordereau marche accord cadre contrat lot lots annexe \
     grille bareme tableau detail catalogue partie",
    // What is bought, whatever it is.
    "prestation prestations service services profil profils intervenant intervenants metier metiers fonction qualification ligne \
     lignes poste postes article articles item items unite unites uo oeuvre oeuvres ouvrage ouvrages designation categorie \
     consultant personne homme collaborateur ressource jh hj ouvre ouvres ouvree ouvrees ouvrable ouvrables heures heure jour jours \
     journee journees",
    // How it holds.
    "ferme fermes fixe fixes revisable revisables actualisable maximum maxi max plafond plafonne base initial initiaux applicable \
     applicables appliquer applique remise remises remisee rabais deduit deduite deduction avant apres frais \
     inclus incluse incluses tout tous toute charge charges comprise temps selon complexite niveau difficulte taille degre estime estimatif estimative indicatif \
     sans avec quantite quantites ferme valable vente",
    // Little words.
    "a au aux de du des d l la le les en et ou par pour sur un une ce ces chaque son sa the of in per for each and or to one n no",
];

/// How something is ordered, folded: `par commande` is a price of one.
const ON_ORDER: &[&str] =
    &["sur commande", "sur commandes", "sur bon de commande", "sur bons de commande", "a bons de commande"];

/// What comes off a price after it, folded: `avant remise` is another price than the one offered.
const TAKEN_OFF: &[&str] = &["remise", "remises", "rabais", "ristourne", "reduction", "abattement", "negociation"];

/// What words that are plain one by one say of a price together, folded: the price before a discount, that of a list, one counted in
/// a time.
fn together(words: &[&str]) -> Option<usize> {
    let price = |at: usize| {
        let near = words[..at].iter().rev().find(|word| !matches!(**word, "unitaire" | "unitaires" | "ht" | "h" | "t"));
        near.is_some_and(|word| matches!(*word, "prix" | "tarif" | "tarifs" | "pu" | "puht" | "u"))
    };
    words.iter().enumerate().position(|(at, word)| match *word {
        "avant" => words[at + 1..].iter().take(3).any(|next| TAKEN_OFF.contains(next)),
        "catalogue" => price(at),
        // `Prix HT en jours`, not `en jours ouvrés`.
        "jours" | "heures" | "semaines" | "mois" => at.checked_sub(1).is_some_and(|before| words[before] == "en"),
        _ => false,
    })
}

/// Does a folded word say nothing of what a price pays for?
pub fn is_plain(word: &str) -> bool {
    let listed = || PLAIN.iter().any(|words| words.split_whitespace().any(|plain| plain == word));
    word.len() < 2 || listed()
}

/// The first word of a heading of prices that may say that they are of something else than one unit; `None` where all of them are
/// known to say nothing of it, or are the times that the price is by. Beside a discount, a price before it is the one offered.
#[must_use]
pub fn unknown(heading: &str, discounted: bool) -> Option<String> {
    let mut folded = fold(&heading.replace(['’', '\''], " ")) + " ";
    for words in ON_ORDER {
        folded = folded.replace(&format!("{words} "), "");
    }
    // `Frais de déplacement inclus`; `par déplacement` is a price of one.
    let with_travel = folded.split(' ').any(|word| word == "frais");
    let known = |word: &&str| {
        let number = word.bytes().any(|byte| byte.is_ascii_digit());
        let time = is_year(word) || ordinal(word).is_some() || word.parse().is_ok_and(is_calendar);
        (with_travel && word.starts_with("deplacement"))
            || (discounted && *word == "public")
            || is_plain(word)
            || number
            || time
            || per(&[word]).is_some()
            || Of::word(word).is_some()
            || count(word).is_some()
    };
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let said =
        together(&words).map(|at| words[at]).filter(|word| !(discounted && matches!(*word, "avant" | "catalogue")));
    let word = words.iter().copied().find(|word| !known(word)).or(said)?;
    // As it is written.
    let written = heading.split(|c: char| !c.is_alphanumeric()).find(|of| fold(of) == word);
    Some(written.unwrap_or(word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn headings_of_plain_prices() {
        for text in [
            "Prix unitaire HT",
            "P.U. € H.T.",
            "Prix unitaire HT (en chiffres, deux décimales)",
            "Montant forfaitaire HT en euros",
            "Tarif journalier HT par intervenant",
            "Prix de l’UO (€ HT)",
            "Proposition du soumissionnaire (€ HT)",
            "Prix plafond HT",
            "Prix net remisé HT",
            "TJM HT (heures ouvrées)",
            "Prix unitaire HT année 2",
            "PU HT 2027",
            "Prix HT lot 3",
            "Prix HT à par le candidat",
            "Unit price excl. VAT",
            "Prix HT pour 12 mois",
            "Prix HT, frais de déplacement inclus",
            "Prestations sur commande, TJM HT",
            "Partie à bons de commande : prix unitaire HT",
            "Prix unitaire HT du catalogue de services",
            "Prix avant TVA",
            "Prix unitaire de vente HT",
        ] {
            assert_eq!(unknown(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_price_before_the_discount_beside_it_is_the_one_offered() {
        for text in ["PU HT avant remise", "Prix public HT", "Prix catalogue HT"] {
            assert_eq!(unknown(text, true), None, "{text}");
        }
    }

    #[test]
    fn headings_that_say_more() {
        for (text, word) in [
            ("Prix HT par campagne", "campagne"),
            ("Prix HT d’une intervention", "intervention"),
            ("Prix HT par application", "application"),
            ("Prix HT par VM", "VM"),
            ("Prix HT par utilisateur", "utilisateur"),
            ("Prix de la vacation HT", "vacation"),
            ("Prix HT par site", "site"),
            ("Prix HT par commande", "commande"),
            ("Prix HT du bon de commande", "bon"),
            ("PU HT avant remise", "avant"),
            ("Prix avant toute remise", "avant"),
            ("Prix public HT", "public"),
            ("Prix unitaire HT catalogue", "catalogue"),
            ("Prix HT en jours", "jours"),
            ("Prix unitaire HT mini", "mini"),
        ] {
            assert_eq!(unknown(text, false).as_deref(), Some(word), "{text}");
        }
    }
}
