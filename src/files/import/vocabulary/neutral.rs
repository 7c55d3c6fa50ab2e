//! Words of a heading of costs that leave it what a day costs, folded; `word*` is any word that begins so. What is said of costs by
//! words of no list here, and of none that is read (days, currencies, seniorities, sites, years), is asked.

/// They say what a day's cost is, of whom, when, or in what it is written.
pub const NEUTRAL: &str = "de des du la le les l d a au aux en et par pour ou of the per by in for and p h s do da dos e em por sem com y el los las del o os as \
    ht hors taxe taxes tax taxs iva tva vat moyen moyens moyenne moyennes average mean media medio medios median* mediane pondere* weighted std standard standards unitaire* unit \
    charge* loaded direct* interne* internal extern* reel reels reelle reelles actual actuals budget budgete* budgeted previsionnel* prevu* forecast planned revient \
    employ* emploi emplois work* travail* ouvre* civil* fiscal* fy exercice annee annees year an contre contrevaleur somme column row colonne ligne \
    k ke keur euro euros eur centime centimes millier milliers monnaie devise currency local* locale nationale personne* person people homme* man head \
    personnel salarie* staff freelance* independant* sous traitant* traitance regie nearshore offshore onshore onsite reference* applicable* valable* \
    actuel* current nouveau* nouvelle* new retenu* recommand* reco propose* valid* approuve* approved arrondi* rounded mode grille etiquettes lignes colonnes client public catalogue \
    vente achat prestation* service* cotisation* contribution* social* patronal* encargos mutuelle conge* salaire* prime* brut* net nets nette nettes ttc full fully complet* \
    forfait journee jour base gestion projet metier profil type etude* travaux lot annexe transfer x jusqu* compter partir depuis until from to since avant before fin debut mois ate desde";
/// What may be a cost with all that the firm spends, and may be one with no more than the charges of its staff.
pub const FULL: &str = "complet complets complete completes full fully completo completos completa";
/// What says that a cost has the charges of its staff in it: that it is complete says no more.
pub const CHARGED: &str = "charge chargee charges chargees loaded salaire* salaria* salary salaries wage* cotisation* encargos employ* ctc burdened carregad* cargado*";
/// What says that a cost is none that anyone has: a target, the market's, an earlier one's.
pub const OTHER_COSTS: &str =
    "cible cibles target targets objectif* marche market benchmark* concurren* mercado objetivo alvo";
