//! Phrases with numbers, or with words that change amounts elsewhere, that change none.
//!
//! `N` is a number, `D` a day, `H` an hour, `W` a week, a month or a year, `A` an article or a preposition, `Y` a year or a date,
//! `word*` any word that begins so, `one|other` either, `word?` none or one.

/// What is worked: understood wherever it is.
pub const WORKING: [&str; 19] = [
    "A? D|journee A N H N? effectif*? travail*?",
    "N H N? par|per|por|/|a|by A? D|W",
    "N H N? / D|W",
    "N H N? de? travail",
    "N H effectives",
    "N D ouvr*? travaill*? produi*? factur*? effecti*? working? billable? uteis? par|per|por|/|a|in A? W ouvr*?",
    "N D par|/ ETP",
    "N H annuel*",
    "N W travaill*|produi*|factur*|ouvr*",
    "N H / an",
    "N D conges payes? par|/ an",
    "A? multiplier|multiply|multiplie* par|by N H",
    "D ouvr*|util|uteis|travaille*? ouvre? N H N?",
    "D de travail",
    "D ouvr*|travaille*|uteis|util",
    "mise|mis A D annuel*|mensuel*|trimestriel*?",
    "N D ouvr*|travaill*|produi*|factur*|billable|effectif*|effectives",
    "base|sur N H",
    "semaine A N H",
];

/// Understood in a sentence that speaks of no amounts.
pub const AT_WORK: [&str; 4] = ["semaine A N D", "N D ouvr*", "W A N D|H", "N H"];

/// Until when, from when, of which year.
pub const VALIDITY: [&str; 24] = [
    "valab*|valid*|valide*|validite|maintenu*|garanti*|ferme*|valid A? offre*? prix? tarif*? pour|pendant|durant|A|for? N D|W",
    "ferme* A? A? N W",
    "duree A? N W",
    "engagement A? minimum? A? N D|W",
    "contrat A N W",
    "delai* A? N D|W",
    "preavis A? N D|W",
    "paiement A? N D",
    "N D fin A mois",
    "fin A mois",
    "A? mois A Y",
    "pour|A W Y",
    "W Y",
    "W civil*|calendaire*|fiscal*|budgetaire*|courant*|prochain*|suivant*|scolaire*|comptable*",
    "chaque|par|each|every an|annee|W A? revis*|actualis*",
    "revis*|revu*|actualis*|index*|revised|reviewed annuel*|annually|mensuel*|yearly|chaque|par an?|annee?",
    "non? revis*|actualis*",
    "revision|indexation|actualisation|evolution annuel*? A? A? A? A? syntec? A? N %? par|/? an?",
    "clause A revision|indexation|actualisation A? A? prix?",
    "une fois par|/ an",
    "avant|apres|depuis|before|after|since|until|from|jusqu|jusque A? A? Y",
    "per annum increase",
    "N trimestre|semestre Y?",
    "premier|second|deuxieme|troisieme|quatrieme trimestre|semestre Y?",
];

/// Taxes, change, roundings, and what is not for all to read.
pub const OTHERS: [&str; 41] = [
    "tva|vat|iva|gst A? A? taux? A? N %",
    "taxe A? A? taux? A? N %",
    "hors tva|taxe|iva N %",
    "N % A tva|iva|vat|gst",
    "arrondi*|rounded|arredondad* A? A? A? euro*|unite|dizaine|centime|centaine|millier|superieur*|inferieur*|plus|proche|nearest|whole|entier*",
    "N decimale*",
    "A? plus proche|pres|bas|haut",
    "non communicable|diffusable|contractuel*|soumis*|assujetti*|refacturable*|applicable",
    "ne pas diffus*|reprodui*|communiqu*|transmett*|imprim*|modifi*",
    "do not distribute|circulate|share|copy|forward|modify",
    "not for distribution|circulation|disclosure|onward",
    "capital social? A? N k? €|eur|euro*|mad|dt|dh|inr|$?",
    "sans engagement|preavis|objet|limite",
    "non inclus|compris frais deplacement*",
    "N + N",
    "bac + N",
    "week end",
    "etat A lieux",
    "tout* charge* compris*|inclus*",
    "A? jour|jours homme|hommes",
    "jour|jours / homme|hommes",
    "homme|hommes / jour|jours",
    "man|person day|days|hour|hours",
    "lead tech*",
    "full time equivalent",
    "low cost",
    "campagne budgetaire|tarifaire|salariale|Y",
    "reserve* a",
    "frais A? deplacement*|mission*|voyage*|hebergement*|repas|transport* A? refacture*|factur*|rembours*? en? sus|plus|apart|part",
    "ne comprend|comprennent|inclut|incluent|couvre|couvrent pas A? A? frais A? deplacement*|mission*|voyage*|hebergement*|repas|transport*",
    "does|do not include A? travel",
    "travel|expenses billed|charged|extra separately|extra?",
    "environnement A travail",
    "lot|annexe|avenant|phase|tranche n|no|num|numero? N",
    "equivalent temps plein",
    "temps plein",
    "ticket* restaurant*|repas",
    "a la demande",
    "tva|vat|taxe* A? sus",
    "tableau* A bord",
    "cellule* jaune*|bleu*|vert*|gris*|orange*|rouge*|vide*|blanc*|protege*|A",
];

/// Years of experience, beside words of seniority.
pub const EXPERIENCE: [&str; 6] = [
    "plus|moins A N ans|an|annees|years",
    "more|less than N years",
    "N A|/ N ans|an|annees|years|anos",
    "N + ans|years",
    "N ans|an|annees|years|anos",
    "> N ans|an|years",
];
