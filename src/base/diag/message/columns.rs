//! 06: what a map or an option names of a file of rate cards, and which of its columns hold costs.

use super::{list, meant};
use crate::diag::{At, Code, Finding, listed};
use crate::text;
use crate::unit::brief;

/// A year of a map that is neither one of the contract nor of the calendar.
pub fn bad_year(written: &str, at: At) -> Finding {
    Finding::error(Code::WrongType, text!("`{written}` n’est pas une année", "`{written}` is no year"))
        .at(at, text!("ici", "here"))
        .help(text!(
            "écrivez une année du contrat, par exemple 1, ou une année civile, par exemple 2027",
            "write a contract year such as 1, or a calendar year such as 2027"
        ))
}

/// The columns of a map, without one of prices.
pub fn no_price_column(at: At) -> Finding {
    Finding::error(
        Code::MissingKey,
        text!("la carte n’indique aucune colonne de prix", "the map names no column of prices"),
    )
    .at(at, text!("ces colonnes", "these columns"))
    .help(text!(
        "écrivez `price = \"…\"`, ou `years = {{ 1 = \"…\", 2 = \"…\" }}`",
        "write `price = \"…\"`, or `years = {{ 1 = \"…\", 2 = \"…\" }}`"
    ))
}

/// A profile of a map that the bid does not have.
pub fn unknown_profile(id: &str, at: At, profiles: &[&str]) -> Finding {
    Finding::error(Code::UnknownId, text!("l’offre n’a pas de profil `{id}`", "there is no profile `{id}` in the bid"))
        .at(at, text!("absent de profiles.toml", "not in profiles.toml"))
        .help(meant(id, profiles.iter().copied(), || {
            let profiles = listed(profiles.iter().copied());
            text!("profils de l’offre : {profiles}", "the bid has: {profiles}")
        }))
}

/// A site that is asked for and that the file does not have.
pub fn unknown_site(name: &str, sites: &[&str]) -> Finding {
    let choice = || match sites {
        [] => text!(
            "le fichier ne nomme aucun site : n’indiquez pas --site ; si ses tableaux en concernent plusieurs, `header = 3` dans une \
             carte lit celui dont l’en-tête est à cette ligne",
            "the file names no site: leave --site out; where its tables are of several, `header = 3` in a map reads the one whose header \
             is in that row"
        ),
        sites => {
            let sites = listed(sites.iter().copied());
            text!("sites du fichier : {sites}", "the file has: {sites}")
        }
    };
    Finding::error(Code::UnknownId, text!("le fichier n’a pas de site `{name}`", "the file has no site `{name}`"))
        .help(meant(name, sites.iter().copied(), choice))
}

/// A label of a map that is in no row.
pub fn label_not_found(at: At) -> Finding {
    Finding::warning(
        Code::LabelUnmet,
        text!("aucune ligne du fichier n’a ce libellé de la carte", "no row of the file has this label of the map"),
    )
    .at(at, text!("introuvable", "met nowhere"))
    .help(text!(
        "écrivez-le comme dans le fichier, ou retirez-le ; l’aperçu liste les libellés qui n’ont pas été pris",
        "write it as the file has it, or take it out; the preview lists the labels that were not taken"
    ))
}

/// A site of a map that no row of the file is of.
pub fn site_not_found(site: &str, at: At, sites: &[&str]) -> Finding {
    let choice = || match sites {
        [] => text!(
            "aucun tableau du fichier ne nomme de site\u{a0}: retirez cette ligne de la carte",
            "no table of the file names a site: take this line out of the map"
        ),
        sites => {
            let sites = listed(sites.iter().copied());
            text!("sites du fichier : {sites}", "the file has: {sites}")
        }
    };
    Finding::warning(
        Code::LabelUnmet,
        text!("le fichier n’a pas ce site de la carte", "the file does not have this site of the map"),
    )
    .at(at, text!("introuvable", "met nowhere"))
    .help(meant(site, sites.iter().copied(), choice))
}

/// A header, in this row, of bounds without a price between them.
pub fn bounds_alone(header: usize, columns: &[String]) -> Finding {
    let columns = list(columns);
    Finding::error(
        Code::NoPrice,
        text!(
            "la ligne {header} annonce des bornes, et aucun prix entre elles : {columns}",
            "row {header} heads bounds and no price between them: {columns}"
        ),
    )
    .help(text!(
        "indiquez la colonne du prix dans une carte : sous [columns], `price = \"…\"` avec son en-tête",
        "name the column of the price in a map: under [columns], `price = \"…\"` with its heading"
    ))
}

/// A header, in this row, of several columns that may be the cost: `words` is the heading of the first, in quotes, `map` all
/// columns of a map that names it; do any of them differ `by_time`?
pub fn several_costs(header: usize, columns: &[String], (words, map): (&str, Option<&str>), by_time: bool) -> Finding {
    let columns = list(columns);
    let mut help = match map {
        Some(map) => text!(
            "dites laquelle dans une carte\u{a0}: `columns = {{ {map} }}`, ou l’en-tête d’une autre\u{a0}; --map NOM.toml l’écrit",
            "say which in a map: `columns = {{ {map} }}`, or the heading of another; --map NAME.toml writes it"
        ),
        None => text!(
            "dites laquelle dans une carte, sous [columns]\u{a0}: --map NOM.toml l’écrit, avec un `?` à la place de la colonne",
            "say which in a map, under [columns]: --map NAME.toml writes it, with a `?` in the place of the column"
        ),
    };
    if by_time {
        help.push(&text!(
            " ; si chacune vaut pour une année, indiquez laquelle : `years = {{ 2027 = {words}, … }}`",
            "; where each is for a year, its year: `years = {{ 2027 = {words}, … }}`"
        ));
    } else {
        help.push(&text!(
            " ; si chacune est d’un site ou d’un niveau, lequel : `prices.{words} = {{ site = \"…\" }}` ou `{{ level = \"…\" }}`",
            "; where each is for a site or a seniority, which: `prices.{words} = {{ site = \"…\" }}` or `{{ level = \"…\" }}`"
        ));
    }
    Finding::error(
        Code::Ambiguous,
        text!(
            "la ligne {header} annonce plusieurs colonnes qui peuvent être le coût : {columns}",
            "row {header} heads several columns that could be the cost: {columns}"
        ),
    )
    .help(help)
}

/// A title, or the heading of a column, and a note of the same table that speak of two currencies or two multiples.
pub fn currencies_differ(first: &str, other: &str) -> Finding {
    Finding::error(
        Code::Ambiguous,
        text!(
            "{first} et {other} n’indiquent pas la même devise",
            "{first} and {other} do not state the same currency"
        ),
    )
    .help(text!(
        "indiquez la devise avec --currency, ou corrigez ce qui est faux dans une copie du fichier",
        "state the currency with --currency, or correct what is wrong in a copy of the file"
    ))
}

/// A number of days or hours beside a price, each a cell with its heading, which may be the cost of so many of them.
pub fn counts_unclear(counted: &str, price: &str, heading: &str) -> Finding {
    Finding::error(
        Code::Ambiguous,
        text!(
            "{counted} est à côté de {price} : le coût d’autant de jours, ou d’un seul ?",
            "{counted} is beside {price}: the cost of so many days, or of one?"
        ),
    )
    .help(text!(
        "sous [columns] d’une carte, écrivez `price_unit = \"{heading}\"` si le coût est celui d’autant de jours, `price_unit = \"-\"` \
         sinon ; --map NOM.toml l’écrit, avec un `?`",
        "under [columns] of a map, write `price_unit = \"{heading}\"` where the cost is that of so many days, `price_unit = \"-\"` \
         where it is of one; --map NAME.toml writes it, with a `?`"
    ))
}

/// Two places that say of the same amounts that they are in units, and in thousands or hundredths.
pub fn multiples_differ(first: &str, other: &str) -> Finding {
    Finding::error(
        Code::Ambiguous,
        text!(
            "{first} et {other} n’indiquent pas le même multiple de la devise",
            "{first} and {other} do not state the same multiple of the currency"
        ),
    )
    .help(text!(
        "corrigez ce qui est faux dans une copie du fichier, et utilisez cette copie",
        "correct what is wrong in a copy of the file, and use the copy"
    ))
}

/// Two places that say of the same amounts that they are of different times.
pub fn times_differ(first: &str, other: &str) -> Finding {
    Finding::error(
        Code::Ambiguous,
        text!(
            "{first} et {other} n’indiquent pas la même durée\u{a0}: coûts d’une journée, d’une heure, d’une semaine, d’un mois ou d’une année\u{202f}?",
            "{first} and {other} do not state the same time: costs of a day, an hour, a week, a month or a year?"
        ),
    )
    .help(text!(
        "indiquez --per day ou --per hour, ou corrigez ce qui est faux dans une copie du fichier",
        "state --per day or --per hour, or correct what is wrong in a copy of the file"
    ))
}

/// Two tables that may be of two sites or of one: the cell and the words of the title of each.
pub fn sites_unclear((one, first): (&str, &str), (two, other): (&str, &str)) -> Finding {
    Finding::error(
        Code::Ambiguous,
        text!(
            "{one} `{first}` et {two} `{other}` coiffent deux tableaux : deux sites, ou deux parties d’une grille ?",
            "{one} `{first}` and {two} `{other}` head two tables: two sites, or two parts of one card?"
        ),
    )
    .help(text!(
        "sous [sites] d’une carte, nommez la grille de chacun (`\"{first}\" = \"…\"`, `\"{other}\" = \"…\"`), la même s’ils n’en font \
         qu’une ; ou prenez un site avec --site",
        "under [sites] of a map, name the card of each (`\"{first}\" = \"…\"`, `\"{other}\" = \"…\"`), the same where they are one; or \
         take one site with --site"
    ))
}

/// A text around prices that may change what they are, with its cell, and its words that are not understood; the last of several says
/// what to do.
pub fn words_unclear((cell, text): (&str, &str), unread: &str, is_last: bool) -> Finding {
    let finding = Finding::error(
        Code::Ambiguous,
        if unread == text {
            text!("{cell} `{text}` peut changer ce que sont les prix", "{cell} `{text}` may change what the prices are")
        } else {
            text!(
                "{cell} `{text}` peut changer ce que sont les prix\u{a0}: `{unread}` n’est pas compris",
                "{cell} `{text}` may change what the prices are: `{unread}` is not understood"
            )
        },
    );
    if !is_last {
        return finding;
    }
    finding.help(text!(
        "sous [words] d’une carte (--map NOM.toml l’écrit, avec un `?`), répondez en face de chaque texte\u{a0}: `\"nothing\"` s’il ne \
         change aucun montant, sinon ce pour quoi un montant est\u{a0}: `\"day\"`, `\"hour\"`, `\"10 days\"`\u{202f}; s’il est à corriger \
         autrement, faites-le dans une copie du fichier, sans ce texte",
        "under [words] of a map (--map NAME.toml writes it, with a `?`), answer beside each text: `\"nothing\"` where it changes no \
         amount, else what an amount is for: `\"day\"`, `\"hour\"`, `\"10 days\"`; where it is to be corrected otherwise, do so in a copy \
         of the file, without this text"
    ))
}

/// Texts around prices that are not understood, each by its cell; the preview shows them whole.
pub fn notes_unread(cells: &[&str]) -> Finding {
    let n = cells.len();
    let cells = listed(cells.iter().copied());
    let message = if n == 1 {
        text!(
            "un texte autour des prix n’est pas tout à fait compris\u{a0}: {cells}",
            "a text around the prices is not wholly understood: {cells}"
        )
    } else {
        text!(
            "{n} textes autour des prix ne sont pas tout à fait compris\u{a0}: {cells}",
            "{n} texts around the prices are not wholly understood: {cells}"
        )
    };
    Finding::error(Code::NotesUnread, message).help(text!(
        "le tableau (--format table) les montre en entier sous « À lire »\u{a0}: si rien n’y change un montant, ajoutez --notes-change-nothing\u{202f}; sinon, répondez à chacun \
         sous [words] d’une carte (--map NOM.toml l’écrit), ou corrigez une copie du fichier",
        "the table (--format table) shows them whole, to be read: if nothing there changes an amount, add --notes-change-nothing; otherwise answer each under \
         [words] of a map (--map NAME.toml writes it), or correct a copy of the file"
    ))
}

/// What a map says of words around prices, and is no meaning of theirs.
pub fn bad_meaning(written: &str, at: At) -> Finding {
    let written = brief(written);
    Finding::error(
        Code::WrongType,
        text!("`{written}` ne dit pas pour quoi sont les prix", "`{written}` does not say what prices are for"),
    )
    .at(at, text!("ici", "here"))
    .help(text!(
        "écrivez `\"nothing\"` si ces mots ne changent aucun montant, sinon `\"day\"`, `\"hour\"` ou un nombre de jours ou d’heures, par \
         exemple `\"10 days\"`",
        "write `\"nothing\"` where these words change no amount, else `\"day\"`, `\"hour\"` or a number of days or hours, such as `\"10 days\"`"
    ))
}

/// A column of prices that include VAT.
pub fn with_tax(column: &str) -> Finding {
    Finding::error(
        Code::NotCost,
        text!(
            "la colonne {column} est TTC, et un coût est hors taxes",
            "the column {column} includes VAT, and a cost is before it"
        ),
    )
    .help(text!("demandez les prix HT", "ask for the prices HT"))
}

/// Costs without what the employer pays on salaries.
pub fn without_charges(column: &str) -> Finding {
    Finding::error(
        Code::NotCost,
        text!(
            "la colonne {column} est hors charges\u{a0}: ce n’est pas le coût complet d’une journée",
            "the column {column} is without the employer's charges: it is not the full cost of a day"
        ),
    )
    .help(text!(
        "demandez les coûts chargés\u{202f}; si rien ne s’y ajoute, indiquez --as-cost",
        "ask for the costs with charges; where nothing is added to them, say so with --as-cost"
    ))
}

/// A column that does not say that it holds costs; does it say that it holds what a customer pays?
pub fn not_costs(column: &str, sold: bool) -> Finding {
    let message = if sold {
        text!(
            "la colonne {column} contient des prix de vente, pas des coûts journaliers",
            "the column {column} holds what a customer pays, not what a day costs"
        )
    } else {
        text!(
            "rien n’indique que la colonne {column} contient des coûts",
            "nothing says that the column {column} holds costs"
        )
    };
    Finding::error(Code::NotCost, message).help(text!(
        "demandez les coûts journaliers (CJM) ; si ces prix sont ce que vous payez, par exemple à un sous-traitant, indiquez --as-cost",
        "ask for the daily costs (CJM); where these prices are what you pay, as to a subcontractor, say so with --as-cost"
    ))
}
