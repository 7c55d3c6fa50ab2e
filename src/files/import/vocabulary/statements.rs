//! Words that say what kind of statement a sentence is, folded; `word*` is any word that begins so. What such a sentence says is no
//! change of amounts, whatever its other words are.

/// Who may read it: `strictement confidentiel`, `not to be shared`.
pub const RESTRICTED: &str = "confidenti* confidencia* diffusion diffuse* divulgu* divulgation disclos* circulat* distribut* \
    communique* transmettre transmis transmise partage partager partages shar* reproduc* reprodui* propriet* proprietary copyright \
    secret secrets sigilo";

/// Until when or from when it holds, and how it is revised: `prix fermes`, `fixed for the initial term`.
pub const HELD: &str = "ferme fermes fixed firm valable* valid valide valides validos validas valida validade validite revisable* \
    revise revises revisees revised revision revisao review* actualisable* actualisation* maintenu* garanti* vigueur vigor reconduct* caduc* invariable* \
    inchange* unchanged negociable* negotiable renouvel* renew* remain* expire* expira* indexation";

/// What it is that amounts have in them: `inclut`, `covers`, `y compris`.
pub const INCLUDING: &str = "inclu* compris comprise comprises comprend comprennent comprendre comprenant integr* englob* \
    couvr* cover* inclui* inclue* comporte* comportent tenant prenant contempla* composition compose* constitue* embed*";

/// What says what a cost is: `est obtenu en divisant`, `comprend`.
pub const DEFINING: &str = "obtenu obtenus obtient calcul* egal egaux egale comprend comprennent inclut incluent integre integrent defini* designe \
    represente correspond computed calculated derived equals includes include covers means";

/// What happens from one year to the next, and what says that it is still to be done.
pub const YEARLY: &str =
    "an ans annee annees annuel* year years annual* yearly anual ano anos indexation inflation evolution derive drift";
pub const RISES: &str = "augmentation* hausse* inflation evolution derive indexation revalorisation escalation increase* raise* drift aumento*";
pub const EMBODIED: &str =
    "retenu* compris* inclu* integr* pris* tient tiennent considere* included factored reflected";
pub const TO_BE_DONE: &str = "appliquer ajouter ajoutent prevoir majorer actualiser indexer reevaluer revaloriser integrer repercuter reste restent remain* pending add apply aplicar acresc*";

/// How many days are worked: the first of two words, and the second.
pub const CAPACITY: [(&str, &str); 4] = [
    (
        "jour jours nombre days",
        "produi* productif* productibles factur* ouvr* travail* effecti* vendable* vendu* billable working worked chargeable productive jours",
    ),
    (
        "taux",
        "occupation activite emploi utilisation facturation absenteisme absence chargeabilite intercontrat turnover productivite presence",
    ),
    ("utilisation utilization occupancy productive billable chargeable working", "rate days factor target ratio* taux"),
    ("dias", "uteis produtivos faturaveis trabalho trabalhados"),
];

/// What says by itself how many people or days there are.
pub const CAPACITY_ALONE: &str = "delai delais preavis notice echeance prazo absence absences tace effectif effectifs headcount absenteisme utilisation utilization";

/// Is a word one of a list?
#[must_use]
pub fn is_in(list: &str, word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    let alike = list.split_ascii_whitespace().filter(|of| of.as_bytes()[0] == first);
    alike.into_iter().any(|of| of.strip_suffix('*').map_or(of == word, |stem| word.starts_with(stem)))
}

/// What says that no more than a part is in amounts.
pub const LIMITS: &str = "seulement seule seules seuls uniquement exclusivement apenas somente only solely moitie metade half partie partiellement partly hauteur concurrence";

/// What a day's cost is before: the firm's overheads, its margin, taxes on sales, travel. Left out, they leave a cost as it is.
pub const OF_THE_FIRM: &str = "structure structures marge marges margin margins margem margens mark siege sg sga overhead overheads profit profits \
    benefice benefices tva vat taxe taxes iva gst deplacement deplacements mission missions voyage voyages travel expenses hebergement repas \
    restauration aleas risque risques risk risks imprevus contingency contingencies refacturation despesas viagem viagens deslocacao deslocacoes \
    intragroupe intragroup intercompany estrutura general generaux gerais corporate commerciaux";
/// Those that a price of the bid adds itself: inside a cost, they would be counted twice.
pub const ADDED_BY_US: &str = "structure estrutura siege marge marges margin margem sg sga intragroupe intragroup intercompany profit profits benefice benefices markup overhead overheads";
/// What the bid adds where people travel.
pub const TRAVEL: &str = "deplacement deplacements voyage voyages travel travels travelling hebergement hotel viagem viagens deslocacao deslocacoes viaje viajes";
/// What says that something is done elsewhere, or later.
pub const ELSEWHERE: &str =
    "later separately elsewhere afterwards ailleurs separement ensuite ulterieurement depois separadamente";
/// What says that something is before another.
pub const BEFORE: &str = "avant before antes";
/// What joins one thing left out to another.
pub const JOINING: &str = "et ou ni and or nor e nem les la le l des de du d the any aucun aucune sans hors no without";
/// What begins a clause about what was said before.
pub const RELATIVE: &str = "qui lesquels lesquelles which that who ils elles celles ceux they these car because";
/// What says what amounts are.
pub const LINKING: &str = "est sont correspond correspondent representent represente is are stand represent s appliquent concernent concerne apply sao";
/// What governs a noun that amounts may be for.
pub const GOVERNING: &str = "par per por pour for para a au aux en sans hors avec with without net nets nette nettes brut bruts chaque each cada un une a an one";
/// What says that something was done before the amounts were stated.
pub const ALREADY: &str = "deja already ja";
pub const DONE_BEFORE: &str = "appliqu* inclu* compris* integr* applied included pris* retenu* aplicad* considerad*";
/// Beginnings of adverbs that say for which time or part amounts are.
pub const TIMELY: &str = "hebdo* mens* annuel* trimes* semes* quinz* seman* bimens* parti* parci* doubl* week* month* year* hour* hora* half* quarter* fortnight* semi* joint* conjoint*";
/// What may be in amounts already.
pub const RISEN: &str =
    "coefficient* augment* hausse* indexation revalorisation inflation charges cotisations increase* raise* uplift";

/// Is a word one of those that say what kind of statement a sentence is?
#[must_use]
pub fn says_what_it_states(word: &str) -> bool {
    let lists =
        [RESTRICTED, HELD, INCLUDING, DEFINING, YEARLY, RISES, EMBODIED, CAPACITY_ALONE, OF_THE_FIRM, ELSEWHERE, RISEN];
    lists.iter().any(|list| is_in(list, word))
        || CAPACITY.iter().any(|(first, second)| is_in(first, word) || is_in(second, word))
}
