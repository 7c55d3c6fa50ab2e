//! Words that a rate card says of itself and of who pays, folded; `word*` is any word that begins so.

/// What says that figures are of an earlier card, an example or a draft, in a text as in the name of a sheet.
pub const DRAFTS: &str = "brouillon* draft drafts perime* obsolete* superseded exemple exemples example examples sample samples annulee annules annulees \
    cancelled canceled expired archive archives archivee archivees archived ancien ancienne anciens anciennes old simulation simulations simule* \
    simulated rascunho borrador";
/// What says in a text that its figures are none to price by yet.
pub const TENTATIVE: &str =
    "illustrati* fictif* fictive* dummy withdrawn optimiste pessimiste provisoire* hypothetique*";
/// What says as the name or the title of a sheet, and of no figure in a text, that it recalls others.
pub const RECALLS: &str = "rappel rappels anciennete historique history annule modele former template templates antigo antiga exemplo antiguo \
    antigua ejemplo";
/// Who works, and is not of the staff that a card prices.
pub const OTHERS_THAN_STAFF: &str = "stagiaire* apprenti apprentis apprentie* alternant* intern interns internship* trainee* apprentice* benevole* estagiari* becari*";
/// Money of others that a cost may be net of.
pub const SUBSIDIES: &str = "subvention* subsidy subsidies subsidised subsidized cice cir cii grant grants kickback";
/// What says that someone pays.
pub const PAYING: &str = "pay* paid paie* regl* support* pris prise prises borne financ* funded verse* pago* pagos suportad* assume* carries carried bears";
/// Who pays a part of what a day costs, and is not its employer.
pub const PAYERS: &str = "siege holding maison groupe group parent headquarters client customer paris mere etat region opco sede casa cliente budget";
/// Where else a part of a cost is written.
pub const ELSEWHERE_WRITTEN: &str = "onglet classeur tab workbook voisin voisine headquarters";

/// What says that a cost is before or after something that is taken off it, or is another's, in its heading.
pub const NET: &str = "net nets nette nettes brut bruts brute brutes gross refactur* aide aidee aides pay takehome";
/// A part of something.
pub const FRACTIONS: &str = "half moitie tiers quart third quarter metade";
/// What says what kind of company has a capital of so much.
pub const COMPANIES: &str = "sarl sas sasu sa scop eurl sci snc capital lda srl ltd gmbh bv inc";
/// What says how a cost is worked out, or what it is made of.
pub const METHOD: &str = "divis* divid* rapport* calcul* reuni* comprend* compos* inclu* cover* moyen* average over took obten* obtained determin* \
    etabli* partis";
/// A year, and what is worked in one.
pub const OF_A_YEAR: &str =
    "annuel* an annee yearly year annual anual ano productif* travaille* worked trabalhados ouvre* forfait";
/// What begins an example of how figures are to be read.
pub const READING: &str = "lecture exemple reading example";
