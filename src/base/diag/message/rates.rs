//! 06: what a day costs by a file of rate cards, what is left out of it, and the card to write.

use rust_decimal::Decimal;

use super::form::{HiddenSheet, OutOfSight};
use super::{list, number};
use crate::diag::{Code, Finding};
use crate::text;
use crate::unit::{Month, Text, brief};

/// A figure that is too large or too small for a day, of which nothing says that it is a day's.
pub fn not_daily(place: &str, price: Decimal) -> Finding {
    let price = number(price);
    Finding::error(
        Code::NotCost,
        text!(
            "{place} ({price}) ne peut pas être un coût journalier, et rien dans le fichier ne dit que c’en est un : c’est le coût d’une \
             année, d’un mois, d’une semaine, d’une heure ou de plusieurs personnes",
            "{place} ({price}) can be no day's cost, and nothing in the file says that it is one: a year's, a month's, a week's, an hour's or several people's money",
            price
        ),
    )
    .help(text!(
        "--per n’en fait pas un coût journalier : demandez le CJM, ou calculez-le dans une copie du fichier (un salaire divisé par les jours \
         travaillés) ; pour des coûts horaires, indiquez --per hour",
        "--per does not make it a daily cost: ask for the CJM, or compute it in a copy of the file (a salary over the days worked); of \
         hourly costs, say --per hour"
    ))
}

/// Nothing states the currency of a cell, of a site where the file names some, and another, which is named with its words,
/// speaks of one.
pub fn no_currency(silent: &str, named: &str, currency: Option<&str>, site: &str) -> Finding {
    let message = match currency {
        Some(currency) => text!(
            "rien n’indique la devise de {silent}, et {named} nomme {currency}",
            "nothing states the currency of {silent}, and {named} names {currency}"
        ),
        None => text!(
            "{named} ne nomme pas la devise, et rien d’autre n’indique celle de {silent}",
            "{named} does not name the currency, and nothing else states that of {silent}"
        ),
    };
    let other = currency.filter(|currency| *currency != "EUR");
    let help = match (site, other) {
        ("", Some(other)) => text!(
            "indiquez-la avec --currency {other} ou --currency EUR, ou dans la carte : `currency = \"{other}\"`",
            "state it with --currency {other} or --currency EUR, or in the map: `currency = \"{other}\"`"
        ),
        ("", None) => text!(
            "indiquez-la avec --currency EUR ou une autre, ou dans la carte : `currency = \"EUR\"`",
            "state it with --currency EUR or another, or in the map: `currency = \"EUR\"`"
        ),
        (site, other) => {
            let other = other.map_or_else(|| Text::same(""), |other| text!(" ou `\"{other}\"`", " or `\"{other}\"`"));
            text!(
                "sous [currencies] de la carte, indiquez celle de chaque site (`\"{site}\" = \"EUR\"`{other}) ; --currency en donne une à \
                 tous ceux qui n’en indiquent pas, --site prend un site à la fois",
                "under [currencies] of the map, state that of each site (`\"{site}\" = \"EUR\"`{other}); --currency gives one to all \
                 that state none, --site takes one site at a time",
                other
            )
        }
    };
    Finding::error(Code::Unstated, message).help(help)
}

/// Prices, of a site where the file names some, in a currency that the bid does not have.
pub fn unknown_currency(currency: &str, site: &str) -> Finding {
    let site = if site.is_empty() { Text::same("") } else { text!(" de {site}", " of {site}") };
    Finding::error(
        Code::UnknownId,
        text!(
            "les prix{site} sont en {currency}, une devise que l’offre n’a pas",
            "the prices{site} are in {currency}, a currency that the bid does not have",
            site
        ),
    )
    .help(text!(
        "ajoutez [{currency}] à models/currencies.toml avec sa valeur en euros, ou indiquez-en une autre avec --currency",
        "add [{currency}] to models/currencies.toml with its euros for one, or state another with --currency"
    ))
}

/// What prices buy, as an option states it and as the file does in a cell: its word in the option, and its name.
pub fn per_differs(stated: &str, found: &Text, place: &str) -> Finding {
    Finding::error(
        Code::Unstated,
        text!(
            "--per {stated} contredit le fichier : {place} est un prix à {found}",
            "--per {stated} contradicts the file: {place} is by {found}",
            found
        ),
    )
    .help(text!(
        "n’indiquez pas --per, et retirez `per` de la carte : il vaut pour des prix qui ne disent pas ce qu’ils paient",
        "leave --per out, and `per` out of the map: it is for prices that do not say what they buy"
    ))
}

/// Why daily costs cannot be computed of the prices of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDailyCost {
    /// Nothing says what they buy.
    Per,
    /// They buy an hour, and nothing says how many a day has.
    Hours,
    /// One of them is past what exact decimals hold.
    OutOfReach,
}

/// Daily costs cannot be computed of the prices of a file.
pub fn no_daily_cost(why: NoDailyCost) -> Finding {
    let (message, help) = match why {
        NoDailyCost::Per => (
            text!(
                "rien n’indique si les prix sont à l’heure ou à la journée",
                "nothing says whether the prices buy an hour or a day"
            ),
            text!("indiquez-le avec --per day ou --per hour", "state it with --per day or --per hour"),
        ),
        NoDailyCost::Hours => (
            text!(
                "les prix sont à l’heure, et rien n’indique le nombre d’heures d’une journée",
                "the prices are by the hour, and nothing says how many hours a day has"
            ),
            text!(
                "indiquez-le avec --hours-per-day 7.5 ; il est enregistré comme hypothèse",
                "state it with --hours-per-day 7.5; it is recorded as an assumption"
            ),
        ),
        NoDailyCost::OutOfReach => (
            text!(
                "un coût journalier dépasse ce que les décimaux exacts peuvent contenir",
                "a daily cost is past what exact decimals hold"
            ),
            text!("vérifiez les prix, et --hours-per-day", "check the prices, and --hours-per-day"),
        ),
    };
    Finding::error(Code::Unstated, message).help(help)
}

/// Nothing states the month that the prices are of. `since`: the cell that says from when they hold; `card`: the one that is there.
pub fn no_base_month(since: Option<(&str, Month)>, card: Option<(&str, Month)>) -> Finding {
    let message = match card {
        None => text!(
            "rien n’indique le mois de référence des prix : les coûts dérivent à partir de ce mois, chaque janvier",
            "nothing says at which month the prices are stated: costs drift from there every January"
        ),
        Some((name, month)) => text!(
            "rien n’indique le mois de référence des prix, et ceux de `{name}` sont de {month} : les coûts dérivent à partir de ce mois, chaque janvier",
            "nothing says at which month the prices are stated, and those of `{name}` are of {month}: costs drift from there every January"
        ),
    };
    let help = match (since, card) {
        (Some((place, month)), _) => text!(
            "indiquez-le avec --base-month {month}, si c’est le mois que dit {place}",
            "say it with --base-month {month}, if it is the month that {place} says"
        ),
        (None, Some((_, month))) => text!(
            "indiquez-le avec --base-month : {month} si ces prix sont du même mois",
            "say it with --base-month: {month} if these prices are of the same month"
        ),
        (None, None) => text!("indiquez-le avec --base-month 2026-01", "say it with --base-month 2026-01"),
    };
    Finding::error(Code::Unstated, message).help(help)
}

/// A card that no longer holds at the month at which it would be stated.
pub fn expired(place: &str, until: Month, base: Month) -> Finding {
    Finding::error(
        Code::Unstated,
        text!(
            "{place} : ces coûts valent jusqu’à {until}, et le mois de référence indiqué est {base}",
            "{place}: these costs hold until {until}, and the month stated for them is {base}"
        ),
    )
    .help(text!(
        "demandez la grille en vigueur, ou indiquez avec --base-month un mois où celle-ci vaut : les coûts dérivent à partir de ce mois",
        "ask for the card in force, or state with --base-month a month at which this one holds: costs drift from there"
    ))
}

/// A card that does not yet hold at the month at which it would be stated.
pub fn not_yet(place: &str, since: Month, base: Month) -> Finding {
    Finding::error(
        Code::Unstated,
        text!(
            "{place} : ces coûts valent à partir de {since}, et le mois de référence indiqué est {base}",
            "{place}: these costs hold from {since}, and the month stated for them is {base}"
        ),
    )
    .help(text!(
        "indiquez --base-month {since}, ou un mois ultérieur : les coûts dérivent à partir de ce mois",
        "state --base-month {since}, or a later month: costs drift from there"
    ))
}

/// Costs of which none holds any more when the contract begins, the last of them until this month.
pub fn all_past(until: Month, start: Month) -> Finding {
    Finding::error(
        Code::Unstated,
        text!(
            "aucun coût du fichier ne vaut encore en {start}, au début du contrat : le dernier vaut jusqu’à {until}",
            "no cost of the file still holds in {start}, when the contract begins: the last holds until {until}"
        ),
    )
    .help(text!(
        "indiquez avec --base-month un mois où ils valent, par exemple {until} : les coûts dérivent à partir de ce mois",
        "state with --base-month a month at which they hold, such as {until}: costs drift from there"
    ))
}

/// Why a figure that is read is not taken for the cost of its profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Those of one profile go from the least to the most from date to date.
    Years(Decimal, Decimal),
    /// No day of work costs that.
    Day(Decimal),
    /// It is far from the others of its column.
    Column(Decimal),
    /// As it is typed it can be one number or another.
    Readings(String, Decimal, Decimal),
}

impl Doubt {
    /// Why, in a few words.
    #[must_use]
    pub fn words(&self) -> Text {
        match self {
            Self::Years(least, most) => {
                let (least, most) = (number(*least), number(*most));
                text!(
                    "de {least} à {most} d’une date à l’autre : sans commune mesure",
                    "from {least} to {most} between its dates: out of all proportion",
                    least,
                    most
                )
            }
            Self::Day(price) => {
                let price = number(*price);
                text!("{price} : aucune journée de travail ne coûte cela", "{price}: no day of work costs that", price)
            }
            Self::Column(price) => {
                let price = number(*price);
                text!(
                    "{price} est sans commune mesure avec les autres coûts de sa colonne",
                    "{price} is out of all proportion to the other costs of its column",
                    price
                )
            }
            // Neither is written with the signs that leave it open.
            Self::Readings(read, decimals, thousands) => text!(
                "`{read}` peut être {decimals} ou {thousands} : rien d’autre dans sa colonne ne le dit",
                "`{read}` can be {decimals} or {thousands}: nothing else in its column says which"
            ),
        }
    }
}

/// A figure that is not taken.
pub fn doubtful(place: &str, label: &str, doubt: &Doubt) -> Finding {
    let why = doubt.words();
    let message = match doubt {
        Doubt::Readings(..) => text!("{place} : {why}", "{place}: {why}", why),
        _ => text!("{place}, `{label}` : {why}", "{place}, `{label}`: {why}", why),
    };
    let help = match doubt {
        Doubt::Years(..) => text!(
            "retirez de [columns], dans une carte, la colonne qui ne contient pas de coût, ou corrigez une copie du fichier",
            "leave the column that holds no cost out of a map's [columns], or correct a copy of the file"
        ),
        Doubt::Day(_) => text!(
            "vérifiez la devise et ce que contient la colonne, ou corrigez la cellule dans une copie du fichier",
            "check the currency and what the column holds, or correct the cell in a copy of the file"
        ),
        Doubt::Column(_) => text!(
            "corrigez la cellule dans une copie du fichier, ou demandez à qui l’a établi",
            "correct the cell in a copy of the file, or ask who made it"
        ),
        Doubt::Readings(_, decimals, thousands) => text!(
            "écrivez {decimals} ou {thousands} comme un nombre dans une copie du fichier, et utilisez cette copie",
            "write {decimals} or {thousands} as a number in a copy of the file, and use the copy"
        ),
    };
    Finding::warning(Code::NotTaken, message).help(help)
}

/// A row of a profile without a price.
pub fn no_price(place: &str, label: &str, profile: &str) -> Finding {
    Finding::warning(
        Code::NotTaken,
        text!(
            "{place}, `{label}` : pas de prix ; `{profile}` n’en est pas repris",
            "{place}, `{label}`: no price; `{profile}` is not taken from there"
        ),
    )
    .help(text!(
        "remplissez la cellule dans une copie du fichier, ou demandez à qui l’a établi",
        "fill the cell in a copy of the file, or ask who made it"
    ))
}

/// A row of a profile whose price cannot be taken.
pub fn bad_price(place: &str, label: &str, why: &Text, profile: &str) -> Finding {
    Finding::warning(
        Code::NotTaken,
        text!(
            "{place}, `{label}` : {why} ; `{profile}` n’en est pas repris",
            "{place}, `{label}`: {why}; `{profile}` is not taken from there",
            why
        ),
    )
    .help(text!(
        "corrigez la cellule dans une copie du fichier, ou demandez à qui l’a établi",
        "correct the cell in a copy of the file, or ask who made it"
    ))
}

/// A profile with different prices, each a cell with what it holds; `tables` has the header rows of two that they are in.
pub fn prices_differ(profile: &str, places: &[String], tables: Option<(usize, usize)>) -> Finding {
    let places = list(places);
    let help = match tables {
        Some((one, other)) => text!(
            "aucun n’est pris : `header = {one}` ou `header = {other}` dans une carte lit un seul des tableaux",
            "none is taken: `header = {one}` or `header = {other}` in a map reads one of the tables"
        ),
        None => text!(
            "aucun n’est pris : écartez des libellés par `ignore` dans une carte, ou faites corriger le fichier",
            "none is taken: leave labels out by `ignore` in a map, or have the file corrected"
        ),
    };
    Finding::warning(
        Code::Disagree,
        text!("`{profile}` a des prix différents : {places}", "`{profile}` has different prices: {places}"),
    )
    .help(help)
}

/// No row gives a profile a price; is something proposed that its reader may accept, or asked that the map may answer?
pub fn nothing_taken(proposed: bool, asked: bool) -> Finding {
    let help = if proposed {
        text!(
            "l’aperçu liste ce qui est proposé : prenez tout avec --accept, ou répondez à chaque `?` de la carte",
            "the preview lists what is proposed: take all of it with --accept, or answer each `?` of the map"
        )
    } else if asked {
        text!(
            "l’aperçu indique ce qui est possible : avec -o, une carte est écrite ; remplacez-y chaque `?` par la bonne réponse",
            "the preview shows what each may be: with -o a map is written; put the right answer in the place of each `?`"
        )
    } else {
        text!(
            "l’aperçu indique la raison pour chaque ligne ; écrivez `\"libellé\" = \"profil\"` sous [profiles] d’une carte, et passez-la avec \
             --map",
            "the preview says why for each row; write `\"label\" = \"profile\"` under [profiles] of a map, and name it with --map"
        )
    };
    Finding::error(
        Code::NothingTaken,
        text!(
            "aucune ligne du fichier ne donne de prix à un profil de l’offre",
            "no row of the file gives a profile of the bid a price"
        ),
    )
    .help(help)
}

/// Figures, by their cells, that refer to a footnote, with its text where the sheet has one.
pub fn footnotes(cells: &str, mark: &str, note: Option<&str>) -> Finding {
    let message = match note.map(brief) {
        Some(note) => text!(
            "{cells} : chiffres à renvoi « {mark} » ; la note dit : « {note} »",
            "{cells}: figures with the mark “{mark}”; its note says: “{note}”"
        ),
        None => text!(
            "{cells} : chiffres à renvoi « {mark} », dont la note n’est pas dans la feuille",
            "{cells}: figures with the mark “{mark}”, whose note is not in the sheet"
        ),
    };
    Finding::warning(Code::Footnote, message).help(text!(
        "ils sont repris sans leur note : vérifiez qu’elle ne les change pas",
        "they are taken without their note: check that it does not change them"
    ))
}

fn check_hidden() -> Text {
    text!(
        "ce qui est masqué est souvent périmé : affichez-le, et vérifiez que ce sont les coûts voulus",
        "what is hidden is often out of date: show it, and check that these are the costs you mean"
    )
}

/// A sheet that is read is hidden.
pub fn hidden_sheet_taken(sheet: &str, how: HiddenSheet) -> Finding {
    let hidden = how.words();
    Finding::warning(
        Code::HiddenTaken,
        text!(
            "la feuille `{sheet}` est {hidden}, et ses chiffres sont repris",
            "the sheet `{sheet}` is {hidden}, and its figures are taken",
            hidden
        ),
    )
    .help(check_hidden())
}

/// Figures come from cells out of sight, each with what it holds.
pub fn hidden_cells_taken(cells: &[String]) -> Finding {
    let cells = list(cells);
    Finding::warning(
        Code::HiddenTaken,
        text!(
            "des chiffres viennent de lignes ou de colonnes masquées : {cells}",
            "figures are taken from hidden rows or columns: {cells}"
        ),
    )
    .help(check_hidden())
}

/// What of a sheet that is read is out of sight; `sheet` is empty for a file without names of sheets.
pub fn out_of_sight(sheet: &str, parts: &[OutOfSight]) -> Finding {
    let parts = OutOfSight::list(parts);
    let message = match sheet {
        "" => parts,
        sheet => text!("feuille `{sheet}` : {parts}", "sheet `{sheet}`: {parts}", parts),
    };
    Finding::warning(Code::OutOfSight, message)
        .help(text!("affichez-les, et vérifiez leur contenu", "show them, and check what they hold"))
}

/// Hidden sheets that are not read.
pub fn hidden_sheets_unread(sheets: &[(&str, HiddenSheet)]) -> Finding {
    let sheets = HiddenSheet::list(sheets);
    Finding::warning(
        Code::OutOfSight,
        text!("des feuilles masquées ne sont pas lues : {sheets}", "hidden sheets are not read: {sheets}", sheets),
    )
    .help(text!(
        "affichez-les, et vérifiez qu’aucune ne contient les coûts voulus ; --sheet en lit une",
        "show them, and check that none of them holds the costs you mean; --sheet reads one"
    ))
}

/// Why a rate card cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCard<'a> {
    /// What it would become is not valid, as those findings say.
    Invalid(&'a Text),
    /// The one that is there is not TOML.
    NotToml,
    /// The one that is there has no costs.
    NoCosts,
    /// The one that is there is in the first currency, the prices are in the second.
    Currency(&'a str, &'a str),
    /// The one that is there is stated at the first month, the prices at the second, and these profiles have none.
    BaseMonth(Month, Month, &'a [String]),
}

/// A rate card that cannot be written.
pub fn no_card(name: &str, why: NoCard<'_>) -> Finding {
    let (message, help) = match why {
        NoCard::Invalid(why) => (
            text!(
                "`{name}` ne serait plus une grille valide : {why}",
                "`{name}` would be no valid rate card: {why}",
                why
            ),
            text!(
                "corrigez les chiffres dans le fichier, ou la grille existante",
                "correct the figures in the file, or the card that is there"
            ),
        ),
        NoCard::NotToml => (
            text!("la grille `{name}` existante n’est pas du TOML valide", "`{name}` that is there is no valid TOML"),
            text!(
                "corrigez-la (`chiffrage check` indique où), ou indiquez un autre fichier",
                "correct it (`chiffrage check` shows where), or name another file"
            ),
        ),
        NoCard::NoCosts => (
            text!(
                "le fichier `{name}` existant n’a pas de `[daily_cost]`",
                "`{name}` that is there has no `[daily_cost]`"
            ),
            text!("indiquez une grille de taux, ou un autre fichier", "name a rate card, or another file"),
        ),
        NoCard::Currency(card, prices) => (
            text!(
                "`{name}` est en {card}, et les prix sont en {prices}",
                "`{name}` is in {card}, and the prices are in {prices}"
            ),
            text!(
                "une grille a une seule devise : indiquez un autre fichier, ou une autre grille pour le site sous [sites] de la carte",
                "a card has one currency: name another file, or another card for the site under [sites] of the map"
            ),
        ),
        NoCard::BaseMonth(card, prices, kept) => {
            let kept = list(kept);
            (
                text!(
                    "`{name}` a pour mois de référence {card}, les prix {prices}, et ils n’en donnent aucun pour : {kept}",
                    "`{name}` is stated at {card}, the prices at {prices}, and they give none for: {kept}"
                ),
                text!(
                    "retirez d’abord ces profils, ou indiquez un autre fichier",
                    "take these profiles out first, or name another file"
                ),
            )
        }
    };
    Finding::error(Code::NoCard, message).help(help)
}
