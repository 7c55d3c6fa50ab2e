//! What each word of a heading says of a column of a rate card, in French, English and Portuguese.

pub mod beside;
pub mod known;
pub mod neutral;
pub mod phrases;
pub mod places;
pub mod said_of_itself;
pub mod statements;

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt as _};

/// Words of headings, folded, by what they say. A word may say several things.
const SAYS: [(u32, &str); 32] = [
    (PROFILE_3, "profil profils profile profiles metier metiers qualification qualifications role roles perfil perfis"),
    (
        PROFILE_2,
        "categorie categories fonction fonctions emploi emplois poste postes job intervenant intervenants labor labour \
         service services competence competences funcao funcoes cargo cargos categoria categorias collaborateur collaborateurs consultant consultants expertise expertises",
    ),
    (
        PROFILE_1,
        "titre intitule intitules libelle libelles designation designations description title item prestation prestations \
         ressource ressources resource recurso recursos nom etiquettes labels",
    ),
    (PLAINLY, "profil metier role perfil"),
    (LEVEL, "niveau niveaux level seniorite seniority experience grade echelon nivel niveis senioridade experiencia"),
    (POSITION, "position positions classification"),
    (
        SITE,
        "site sites lieu lieux location localisation ville villes agence agences pays country city worksite centre centres filiale filiales entite entites entity subsidiary prestataire prestataires fournisseur \
         fournisseurs supplier partenaire partenaires partner implantation bureau bureaux office bassin region localizacao cidade pais escritorio",
    ),
    (CURRENCY, "devise devises currency monnaie moeda"),
    (UNIT, "unit unite unites unidade"),
    (PER, "uom uo uq um udm issue"),
    (FROM, "valid valide valides validite valable effet effective applicable vigueur compter"),
    (
        COST,
        "cjm cjmht cjmc cmj cout couts cost costs chm cj crj prj revient achat achats custo custos coste costes costo costos",
    ),
    (
        PRICE,
        "tjm tjmht thm tj tarif tarifs tarifaire prix px price prices pricing priced rate rates adr pvj fee fees honoraire honoraires \
         preco precos tarifa tarifas",
    ),
    (
        SALE,
        "vente pv ventes vendu vendus client clients facture facturation facturable public catalogue pvj venda vendas cliente \
         clientes faturacao",
    ),
    (AMOUNT, "montant montants valeur valeurs pu valor valores"),
    // Alone it is a share; by the day or the hour it is a rate.
    (SHARE, "taux tx taxa"),
    (LOW, "bas basse min mini minimum minimal low lowest plancher lower"),
    (HIGH, "haut haute max maxi maximum maximal high highest plafond upper"),
    (MODE, "reco recommande recommandee recommended retenu retenue cible target mode median mediane"),
    (BY_TIME, "journalier journaliere horaire daily hourly diario diaria"),
    (YEARS, "years annees"),
    (LEAST, "experience minimum"),
    (BASE, "base option options optionnelle optionnel"),
    (CONTRACT, "contract contrat code"),
    // Columns of other things, and prices of other times than a day or an hour.
    (
        OTHER,
        "discount remise remises rabais education diplome certification date dates mensuel mensuelle mensuels mensualise mensualisee mensualises monthly mois \
         week weeks weekly fortnightly quarterly \
         month annuel annuelle annuels annualise annualisee annualises annual yearly hebdomadaire semaine \
         marge margin marque commentaire commentaires observation observations remarque remarques comment comments \
         codes coef coefficient matricule identifiant id ref reference references numero tace activite occupation productivite ecart ecarts evol evolution evolutions variation variations delta hausse \
         baisse augmentation progression revalorisation indexation pourcentage percent pct increase growth \
         margem mensal anual semanal comentarios observacoes demi nuit nuits weekend astreinte astreintes hno majore majores majoree effectif effectifs quantite quantites qte nb nombre delai",
    ),
    // What they are of: beside a cost they say what is in it.
    (BESIDE_COST, "charge charges chargee chargees frais structure moyenne moyennes media etp heures jours"),
    // What an employee is paid, with or without charges: a part of what a day costs.
    (
        SALARY,
        "salaire salaires salarial salariale salariaux salariales salary salaries wage wages remuneration remunerations \
         paie paye salario salarios vencimento",
    ),
    (TOTAL, "total totaux"),
    (OLD, "ancien ancienne anciens precedent precedente precedents obsolete perime"),
    (
        DAY,
        "quotidien quotidienne quotidiens quotidiennes jour jours journalier journaliere journaliers journalieres journee journees day \
         days daily jornada jornadas j jh md mds manday mandays tjm tjmht cjm cjmht cjmc cmj tj cj crj prj pvj dia dias diario diaria diarios \
         diarias diem",
    ),
    (HOUR, "heure heures horaire horaires hour hours hourly hr hrs h thm chm hora horas horario horaria"),
    // Words that say neither which of several costs it is, nor where or of whom.
    (
        PLAIN,
        "de des du la le les l d a au aux en et par pour ou of the per by in and ht hors taxe taxes net nets nette brut brute \
         moyen moyens moyenne std medio medios complet complete complets direct directe directs charge chargee charges reel reelle budget \
         budgete previsionnel standard interne interieur externe standards frais structure unitaire unitaires average full \
         loaded p h s do da dos em por sem com contre contrevaleur iva row column somme ttc millier milliers centime centimes locale local nationale etiquettes labels lignes colonnes keur ke k euro euros eur an annee",
    ),
];
pub const PROFILE_1: u32 = 1;
pub const PROFILE_2: u32 = 1 << 1;
pub const PROFILE_3: u32 = 1 << 2;
pub const PLAINLY: u32 = 1 << 3;
pub const LEVEL: u32 = 1 << 4;
pub const SITE: u32 = 1 << 5;
pub const CURRENCY: u32 = 1 << 6;
pub const UNIT: u32 = 1 << 7;
pub const PER: u32 = 1 << 8;
pub const FROM: u32 = 1 << 9;
pub const COST: u32 = 1 << 10;
pub const PRICE: u32 = 1 << 11;
pub const SHARE: u32 = 1 << 12;
pub const LOW: u32 = 1 << 13;
pub const HIGH: u32 = 1 << 14;
pub const MODE: u32 = 1 << 15;
pub const BY_TIME: u32 = 1 << 16;
pub const YEARS: u32 = 1 << 17;
pub const LEAST: u32 = 1 << 18;
pub const BASE: u32 = 1 << 19;
pub const CONTRACT: u32 = 1 << 20;
pub const OTHER: u32 = 1 << 21;
pub const POSITION: u32 = 1 << 22;
pub const SALE: u32 = 1 << 23;
pub const AMOUNT: u32 = 1 << 24;
pub const BESIDE_COST: u32 = 1 << 25;
pub const OLD: u32 = 1 << 26;
pub const PLAIN: u32 = 1 << 27;
pub const TOTAL: u32 = 1 << 28;
pub const SALARY: u32 = 1 << 29;
pub const DAY: u32 = 1 << 30;
pub const HOUR: u32 = 1 << 31;

/// Each word with all it says: a hundred thousand rows are looked at for a header.
static WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (says, list) in SAYS {
        for word in list.split_whitespace() {
            *words.entry(word).or_insert(0) |= says;
        }
    }
    words
});

/// All that a word says; 0 where it says nothing of a rate card.
#[must_use]
pub fn says(word: &str) -> u32 {
    WORDS.get(word).copied().unwrap_or(0)
}
