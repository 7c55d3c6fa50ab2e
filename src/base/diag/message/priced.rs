//! 07: the lines of the map against the rows of the buyer's form, and the filled file against the buyer's.

use rust_decimal::Decimal;

use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::{Text, brief};

use super::fill::{Place, and_here, correct_or_intend, here, this_line, unless_partial};
use super::number;

/// Our lines that two tables count.
pub fn counted_twice(sheets: (&str, &str), codes: &str, first: At, second: At) -> Finding {
    let (before, sheet) = sheets;
    let message = text!(
        "`{before}` et `{sheet}` comptent tous deux {codes} : si l’acheteur les additionne, chacune est payée deux fois",
        "`{before}` and `{sheet}` both count {codes}: if the buyer adds them up, each is paid twice"
    );
    Finding::warning(Code::CountedTwice, message).at(second, here()).at(first, and_here()).help(text!(
        "vérifiez lequel des deux l’acheteur additionne ; si les deux sont voulus, écrivez `!` après le code",
        "check which of the two the buyer adds up; where both are meant, write `!` after the code"
    ))
}

/// Our lines that two schedules of prices have.
pub fn priced_twice(sheets: (&str, &str), codes: &str, first: At, second: At) -> Finding {
    let (before, sheet) = sheets;
    let message = text!(
        "{codes} a un prix dans deux tables, de `{before}` et de `{sheet}`",
        "{codes} is priced in two tables, of `{before}` and of `{sheet}`"
    );
    Finding::warning(Code::CountedTwice, message).at(second, here()).at(first, and_here()).help(text!(
        "vérifiez que les deux tables sont bien du même lot ; si les deux sont voulues, écrivez `!` après le code",
        "check that both tables are of the same lot; where both are meant, write `!` after the code"
    ))
}

/// Net prices for a column that asks for them with tax.
pub fn net_for_gross(column: &str, sheet: &str, at: At) -> Finding {
    let message = text!(
        "la colonne {column} de `{sheet}` demande des prix TTC, et la carte y met des prix HT",
        "the column {column} of `{sheet}` asks for prices with VAT, and the map puts net prices there"
    );
    Finding::error(Code::OtherUnit, message).at(at, text!("dans cette table", "in this table")).help(text!(
        "écrivez `gross_unit_price = \"{column}\"` au lieu de `unit_price` ; si ce sont bien des prix HT qui sont voulus, écrivez `!` après les codes",
        "write `gross_unit_price = \"{column}\"` instead of `unit_price`; if net prices are meant, write `!` after the codes"
    ))
}

/// A price on a row that asks for a coefficient.
pub fn not_a_price(row: u32, sheet: &str, at: At) -> Finding {
    let message = text!(
        "la ligne {row} de `{sheet}` demande un coefficient, et reçoit un prix",
        "row {row} of `{sheet}` asks for a coefficient, and gets a price"
    );
    Finding::error(Code::NotAPrice, message).at(at, text!("pas un prix", "no price")).help(text!(
        "écrivez son chiffre dans les `coefficients` de la table : `40 = 1.25`",
        "write its figure in the table's `coefficients`: `40 = 1.25`"
    ))
}

/// One of our lines at two places of one table.
pub fn twice(code: &str, sheet: &str, place: &Place, at: At, first: At) -> Finding {
    let place = place.words();
    let message = text!(
        "`{code}` va deux fois dans `{sheet}` : son total la compte deux fois",
        "`{code}` goes into `{sheet}` twice: its total counts it twice"
    );
    Finding::error(Code::Twice, message).at(at, here()).at(first, and_here()).help(text!(
        "retirez {place} de la carte ; si les deux sont voulues, écrivez `!` après son code",
        "take {place} out of the map; if both are meant, write `!` after its code",
        place
    ))
}

/// A row of one lot, priced by a line of another.
pub fn other_lot(row: u32, sheet: &str, theirs: &str, ours: &str, at: At) -> Finding {
    let message = text!(
        "la ligne {row} de `{sheet}` est du lot `{theirs}`, et reçoit un prix de `{ours}`",
        "row {row} of `{sheet}` is of the lot `{theirs}`, and gets a price of `{ours}`"
    );
    Finding::error(Code::OtherLine, message)
        .at(at, text!("une ligne d’un autre lot", "a line of another lot"))
        .help(correct_or_intend())
}

/// The price of our line is for another unit than the buyer's, which is empty where the form has none in words.
pub fn other_unit(row: u32, sheet: &str, theirs: &Text, code: &str, ours: &Text, at: At) -> Finding {
    let by = if theirs.fr.is_empty() {
        text!("par une autre unité", "by another unit")
    } else {
        text!("par « {theirs} »", "by “{theirs}”", theirs)
    };
    let message = text!(
        "la ligne {row} de `{sheet}` a un prix {by}, notre ligne `{code}` par {ours}",
        "row {row} of `{sheet}` is priced {by}, our line `{code}` by {ours}",
        by,
        ours
    );
    Finding::error(Code::OtherUnit, message)
        .at(at, text!("le prix d’une autre unité", "the price of another unit"))
        .help(text!(
            "ajoutez à notre DQE une ligne de cette unité, ou écrivez `-` ; si c’est bien le prix par {ours} qui est voulu, écrivez `!` après le code",
            "lay our DQE out with a line of that unit, or write `-`; if the price of one {ours} is meant, write `!` after the code",
            ours
        ))
}

/// A row of the form, and the lines that it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikeOther<'a> {
    /// The row.
    pub row: u32,
    /// Its sheet.
    pub sheet: &'a str,
    /// Its code and its words.
    pub read: &'a str,
    /// The line that it reads like, with its lot.
    pub other: &'a str,
    /// The code of that line.
    pub code: &'a str,
    /// The label of that line.
    pub label: &'a str,
    /// The line that the map puts there, with its lot.
    pub named: &'a str,
}

impl LikeOther<'_> {
    fn message(&self) -> Text {
        let Self { row, sheet, read, other, named, .. } = self;
        text!(
            "la ligne {row} de `{sheet}`, `{read}`, ressemble à `{other}`, pas à `{named}`",
            "row {row} of `{sheet}`, `{read}`, reads like `{other}`, not `{named}`"
        )
    }

    /// It is that line for sure.
    pub fn refused(&self, at: At) -> Finding {
        let (Self { code, label, .. }, what_to_do) = (self, correct_or_intend());
        Finding::error(Code::OtherLine, self.message())
            .at(at, text!("la ligne d’une autre", "another line's row"))
            .help(text!("{code} est `{label}` : {what_to_do}", "{code} is `{label}`: {what_to_do}", what_to_do))
    }

    /// It may be that line.
    pub fn warned(&self, at: At) -> Finding {
        let Self { code, label, .. } = self;
        Finding::warning(Code::LikeOtherLine, self.message())
            .at(at, text!("comme la ligne d’une autre", "like another line's row"))
            .help(text!(
                "{code} est `{label}` ; elle est remplie malgré tout : vérifiez que c’est voulu",
                "{code} is `{label}`; it is filled all the same: check that it is intended"
            ))
    }
}

/// Columns of a row that ask for prices by other units than our line is sold by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherMeasures<'a> {
    /// The row.
    pub row: u32,
    /// Its sheet.
    pub sheet: &'a str,
    /// What the columns are by, each with its cell.
    pub asked: Text,
    /// Our line, with its lot.
    pub line: &'a str,
    /// What it is sold by.
    pub sold: Text,
    /// May the price go there as it is?
    pub whole: bool,
}

impl OtherMeasures<'_> {
    /// Refused, unless a `partial` file is asked for.
    pub fn finding(&self, partial: bool, at: At) -> Finding {
        let Self { row, sheet, asked, line, sold, whole } = self;
        let message = text!(
            "la ligne {row} de `{sheet}` demande un prix par {asked}, et `{line}` se vend par {sold}",
            "row {row} of `{sheet}` asks for a price by the {asked}, and `{line}` is sold by the {sold}",
            asked,
            sold
        );
        let mut help = text!(
            "indiquez une ligne de cette unité, ou disposez le DQE comme celui de l’acheteur : `chiffrage map --layout` ; `--partial` laisse la cellule vide",
            "name a line of that unit, or lay the DQE out as the buyer's: `chiffrage map --layout`; --partial leaves the cell empty"
        );
        if *whole {
            help.push(&text!(
                " ; si notre prix est voulu malgré tout, écrivez `!` après le code",
                "; where our price is meant all the same, write `!` after the code"
            ));
        }
        unless_partial(partial, Code::OtherUnit, message).at(at, this_line()).help(help)
    }
}

/// Prices by the hour, and no hours of a day.
pub fn hours_per_day(sheet: &str, at: At) -> Finding {
    let message = text!(
        "`{sheet}` demande des prix à l’heure, et le contrat ne donne pas le nombre d’heures d’une journée",
        "`{sheet}` asks for prices by the hour, and the contract gives no number of hours a day"
    );
    Finding::error(Code::HoursPerDay, message)
        .at(at, text!("cette ligne, à l’heure", "this line, by the hour"))
        .help(text!(
            "ajoutez `hours_per_day` à models/contract.toml, avec sa source : `hours_per_day = {{ value = 7.5, source = \"CCAP 5.1\" }}`",
            "add `hours_per_day` to models/contract.toml, with its source: `hours_per_day = {{ value = 7.5, source = \"CCAP 5.1\" }}`"
        ))
}

/// Prices of a day of so many hours, where the contract gives another number, or none.
pub fn other_day(sheet: &str, theirs: Decimal, ours: Option<Decimal>, at: At) -> Finding {
    let of = number(theirs.normalize());
    let written = theirs.normalize().to_string();
    let (message, help) = match ours.map(|ours| number(ours.normalize())) {
        None => (
            text!(
                "`{sheet}` demande le prix d’une journée de {of} h, et le contrat ne donne pas le nombre d’heures d’une journée",
                "`{sheet}` asks for the price of a day of {of} h, and the contract gives no number of hours a day",
                of
            ),
            text!(
                "si nos prix sont ceux de cette journée, ajoutez à models/contract.toml `hours_per_day = {{ value = {written}, source = \"cadre de prix\" }}`",
                "if our prices are those of such a day, add to models/contract.toml `hours_per_day = {{ value = {written}, source = \"price form\" }}`"
            ),
        ),
        Some(ours) => (
            text!(
                "`{sheet}` demande le prix d’une journée de {of} h, et celle du contrat en a {ours}",
                "`{sheet}` asks for the price of a day of {of} h, and that of the contract has {ours}",
                of,
                ours
            ),
            text!(
                "corrigez `hours_per_day` de models/contract.toml si les journées que nous vendons ont bien ces heures ; sinon écrivez `-` sur ces lignes, ou posez la question à l’acheteur",
                "correct `hours_per_day` of models/contract.toml if the days that we sell have these hours; if not, write `-` on these lines, or ask the buyer"
            ),
        ),
    };
    Finding::error(Code::HoursPerDay, message)
        .at(at, text!("cette ligne, à la journée", "this line, by the day"))
        .help(help)
}

/// A price in each contract year, and nothing on how they move.
pub fn prices_by_year(sheet: &str, at: At) -> Finding {
    let message = text!(
        "`{sheet}` demande un prix par année du contrat, et la carte ne dit pas comment les prix évoluent",
        "`{sheet}` asks for a price in each contract year, and the map does not state how prices move"
    );
    Finding::error(Code::PricesByYear, message).at(at, this_line()).help(text!(
        "écrivez `yearly = \"flat\"` dans la table pour le même prix toutes les années, ou `yearly = \"revision\"` pour des prix révisés comme le prévoit le contrat",
        "write `yearly = \"flat\"` in the table for one price in all years, or `yearly = \"revision\"` for prices revised as the contract says"
    ))
}

/// Prices of a period, and nothing on which year's they are.
pub fn prices_of_period(sheet: &str, period: Option<&str>, at: At) -> Finding {
    let period = period.unwrap_or("?");
    let message = text!(
        "`{sheet}` demande les prix de « {period} », et la carte ne dit pas lesquels",
        "`{sheet}` asks for the prices of “{period}”, and the map does not state which they are"
    );
    Finding::error(Code::PricesByYear, message).at(at, text!("dans cette table", "in this table")).help(text!(
        "écrivez `year = \"-\"` dans la table pour nos prix tels quels, ou `year = 3` pour nos prix révisés comme en année 3 du contrat, si la période y commence",
        "write `year = \"-\"` in the table for our prices as bid, or `year = 3` for our prices revised as in the contract's year 3, if the period starts in it"
    ))
}

/// Prices in thousands or millions of euros, and nothing on it in the map.
pub fn prices_in_thousands(sheet: &str, at: At) -> Finding {
    let message = text!(
        "`{sheet}` parle de milliers ou de millions d’euros, et la carte ne dit pas si les prix unitaires en sont",
        "`{sheet}` speaks of thousands or millions of euros, and the map does not state whether unit prices are so"
    );
    Finding::error(Code::OtherUnit, message).at(at, text!("dans cette table", "in this table")).help(text!(
        "écrivez dans la table `money = \"k€\"`, `money = \"M€\"`, ou `money = \"€\"` pour des prix en euros",
        "write `money = \"k€\"`, `money = \"M€\"` in the table, or `money = \"€\"` for prices in euros"
    ))
}

/// Quantities that may count several units each, and nothing on it in the map.
pub fn quantities_in_several(sheet: &str, words: &str, times: Decimal, at: At) -> Finding {
    let words = brief(words);
    let message = text!(
        "`{sheet}` compte ses quantités par plusieurs unités (« {words} »), et la carte ne dit pas combien chacune en compte",
        "`{sheet}` counts its quantities in several units (“{words}”), and the map does not state how many each counts"
    );
    Finding::error(Code::OtherUnit, message).at(at, text!("dans cette table", "in this table")).help(text!(
        "écrivez `quantity_scale = {times}` dans la table si chaque quantité compte {times} unités payées une à une, ou `quantity_scale = 1` si notre ligne est vendue par ce que compte une quantité",
        "write `quantity_scale = {times}` in the table where each quantity counts {times} units paid one by one, or `quantity_scale = 1` where our line is sold by what one quantity counts"
    ))
}

/// In what the filled file is not the buyer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unproved {
    /// It has more parts, or fewer.
    Parts,
    /// A part, by its name.
    Part(String),
    /// A cell that does not hold its price, and its sheet.
    NotWritten(String, String),
    /// A row, and its sheet.
    Row(u32, String),
    /// A cell that was not to change, and its sheet.
    Cell(String, String),
    /// A cell is gone.
    Missing,
}

impl Unproved {
    fn words(&self) -> Text {
        match self {
            Self::Parts => text!("il n’a pas le même nombre de parties", "it has another number of parts"),
            Self::Part(name) => text!("la partie `{name}` est différente", "the part `{name}` is another"),
            Self::NotWritten(cell, sheet) => text!(
                "{cell} de `{sheet}` ne contient pas ce qui devait y aller",
                "{cell} of `{sheet}` is not what was to go there"
            ),
            Self::Row(row, sheet) => {
                text!("la ligne {row} de `{sheet}` est différente", "row {row} of `{sheet}` is another")
            }
            Self::Cell(cell, sheet) => text!("{cell} de `{sheet}` est différente", "{cell} of `{sheet}` is another"),
            Self::Missing => text!("une cellule manque", "a cell is missing"),
        }
    }
}

/// The filled file, read back, is not the buyer's but for its prices.
pub fn not_proved(why: &Unproved) -> Finding {
    let why = why.words();
    let message = text!(
        "le fichier rempli n’est pas celui de l’acheteur aux prix près : {why}",
        "the filled file is not the buyer's but for the prices: {why}",
        why
    );
    Finding::error(Code::NotProved, message).help(text!(
        "rien n’est écrit ; merci de signaler ce cas avec le fichier de l’acheteur",
        "nothing is written; please report this with the buyer's file"
    ))
}
