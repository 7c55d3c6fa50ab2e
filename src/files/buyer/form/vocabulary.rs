//! The words by which texts around prices say what these pay for, folded.

/// Words of prices.
pub const PRICES: [&str; 15] = [
    "prix", "pu", "tarif", "tarifs", "tjm", "cout", "couts", "montant", "montants", "taux", "forfait", "forfaits",
    "price", "prices", "rates",
];
/// Currencies other than the euro, and parts of it.
pub const OTHER_MONEY: [&str; 20] = [
    "chf", "usd", "gbp", "dollar", "dollars", "franc", "francs", "cfp", "xpf", "fcfa", "xof", "mad", "dirham",
    "dirhams", "dh", "sterling", "yen", "yens", "cad", "centimes",
];
/// Times of work that are paid apart.
pub const OTHER_HOURS: [&str; 14] = [
    "hno",
    "dimanche",
    "dimanches",
    "samedi",
    "samedis",
    "ferie",
    "feries",
    "nuit",
    "nuits",
    "astreinte",
    "astreintes",
    "weekend",
    "weekends",
    "nocturne",
];
/// Levels of a profile, and places apart, each with its own price.
pub const LEVELS: [&str; 14] = [
    "junior",
    "juniors",
    "debutant",
    "debutants",
    "debutante",
    "debutantes",
    "senior",
    "seniors",
    "stagiaire",
    "stagiaires",
    "alternant",
    "alternants",
    "offshore",
    "nearshore",
];
/// What is done sooner than the rest, and paid apart.
pub const URGENT: [&str; 6] = ["urgence", "urgences", "urgent", "urgente", "urgents", "urgentes"];
/// What is after `hors` where it leaves out nothing of the service: taxes, other hours, travel, another part of the contract.
pub const OUTSIDE: [&str; 22] = [
    "ht",
    "tva",
    "taxe",
    "taxes",
    "t",
    "heure",
    "heures",
    "ho",
    "hno",
    "plage",
    "plages",
    "horaires",
    "forfait",
    "forfaits",
    "frais",
    "deplacement",
    "deplacements",
    "bordereau",
    "bpu",
    "marche",
    "catalogue",
    "jours",
];
/// What prices may be of each of.
pub const THINGS: [&str; 24] = [
    "application",
    "applications",
    "vm",
    "serveur",
    "serveurs",
    "utilisateur",
    "utilisateurs",
    "agent",
    "agents",
    "site",
    "sites",
    "base",
    "bases",
    "environnement",
    "environnements",
    "instance",
    "instances",
    "equipement",
    "equipements",
    "ticket",
    "tickets",
    "incident",
    "incidents",
    "campagne",
];
/// Words by which the rest is in the price, or about how it is computed.
pub const INCLUDED: [&str; 18] = [
    "exclu",
    "exclue",
    "exclus",
    "exclues",
    "compris",
    "comprise",
    "comprises",
    "comprennent",
    "comprend",
    "inclus",
    "incluse",
    "incluses",
    "incluent",
    "inclut",
    "calcules",
    "calculee",
    "obtenus",
    "appliquant",
];
/// What lowers prices or raises them.
pub const CHANGES: [&str; 14] = [
    "occupation",
    "remise",
    "remises",
    "rabais",
    "abattement",
    "reduction",
    "majoration",
    "majores",
    "majore",
    "majoree",
    "majorees",
    "minoration",
    "supplement",
    "plus-value",
];
/// Headings over how often something is paid.
pub const OFTEN: [&str; 5] = ["periodicite", "frequence", "facturation", "rythme", "prix"];
/// Headings of figures by which a price is multiplied, or which count what it is of.
pub const FACTORS: [&str; 13] = [
    "effectif",
    "effectifs",
    "coefficient",
    "coef",
    "multiplicateur",
    "majoration",
    "personnes",
    "intervenants",
    "etp",
    "agents",
    "equipe",
    "equipes",
    "facteur",
];
/// Those that say it of a price by the day.
pub const TIMES: [&str; 4] = ["jours", "heures", "duree", "base"];
