//! 03 and 05: what arguments of a command name or ask for.

use rust_decimal::Decimal;

use super::meant;
use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// What an option names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A lot of the bid.
    Lot,
    /// A site of the bid.
    Site,
    /// A profile of the bid.
    Profile,
    /// A team of its lots, or a pool.
    Team,
    /// A line of its DQE, by its code.
    Line,
}

/// An option names what the bid does not have.
pub fn unknown<'a>(what: Named, id: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Finding {
    let message = match what {
        Named::Lot => text!("l’offre n’a pas de lot `{id}`", "the bid has no lot `{id}`"),
        Named::Site => text!("l’offre n’a pas de site `{id}`", "the bid has no site `{id}`"),
        Named::Profile => text!("l’offre n’a pas de profil `{id}`", "the bid has no profile `{id}`"),
        Named::Team => text!("l’offre n’a ni équipe ni pool `{id}`", "the bid has no team or pool `{id}`"),
        Named::Line => text!("l’offre n’a pas de ligne `{id}`", "the bid has no line `{id}`"),
    };
    let all = known.clone().into_iter().collect::<Vec<_>>().join(", ");
    Finding::error(Code::UnknownId, message).help(meant(id, known, || text!("l’offre a : {all}", "the bid has: {all}")))
}

/// A sub-detail of prices is asked for, and not that costs be disclosed.
pub fn costs_not_disclosed() -> Finding {
    Finding::error(
        Code::NotDisclosed,
        text!(
            "le sous-détail des prix contient des coûts, des frais et des marges",
            "the sub-detail of prices holds costs, overheads and margins"
        ),
    )
    .help(text!(
        "s’il est à remettre à l’acheteur, dites-le par `--disclose-costs`",
        "if it is for the buyer, say so with `--disclose-costs`"
    ))
}

/// There is no such kind of model file.
pub fn unknown_kind<'a>(kind: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Finding {
    let all = known.clone().into_iter().collect::<Vec<_>>().join(", ");
    Finding::error(
        Code::UnknownId,
        text!("il n’y a pas de type de fichier `{kind}`", "there is no kind of file `{kind}`"),
    )
    .help(meant(kind, known, || text!("les types sont : {all}", "the kinds are: {all}")))
}

/// How an argument is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `PATH=FROM..TO:STEP`
    Range,
    /// `LOW..HIGH`
    Bounds,
    /// `GOAL=VALUE`
    Goal,
    /// A percentage of a price or a cost without its sign: this share of today's, or so much more.
    BarePercent(Decimal),
}

/// An argument of a sweep or a search cannot be read.
pub fn unreadable(at: At, expected: Syntax) -> Finding {
    let help = match expected {
        Syntax::Range => text!(
            "attendu : `CHEMIN=DE..À:PAS`, comme `policy.margin.build=0.10..0.20:0.01`",
            "expected `PATH=FROM..TO:STEP`, such as `policy.margin.build=0.10..0.20:0.01`"
        ),
        Syntax::Bounds => text!("attendu : BAS..HAUT, comme `0..0.5`", "expected LOW..HIGH, such as `0..0.5`"),
        Syntax::Goal => text!(
            "attendu : price, margin ou cost, et sa valeur : `price=9,9 M€`, `margin=18 %`",
            "expected price, margin or cost, and its value: `price=9,9 M€`, `margin=18 %`"
        ),
        Syntax::BarePercent(share) => {
            let [share, less] = [share, share - Decimal::ONE].map(|share| (share * Decimal::ONE_HUNDRED).normalize());
            text!(
                "{share}\u{a0}% du montant actuel, ou {share}\u{a0}% de plus\u{a0}? Écrivez `{less:+}%` ou `{share:+}%`",
                "{share}% of today's amount, or {share}% more? Write `{less:+}%` or `{share:+}%`"
            )
        }
    };
    Finding::error(Code::Dial, text!("cet argument ne peut pas être lu", "this argument cannot be read"))
        .at(at, text!("écrit ainsi", "as it is written"))
        .help(help)
}

/// A setting of the command line that cannot be read.
pub fn unreadable_setting(at: At) -> Finding {
    Finding::error(Code::Setting, text!("cette hypothèse ne peut pas être lue", "this assumption cannot be read"))
        .at(at, text!("écrite ainsi", "as it is written"))
        .help(text!(
            "attendu\u{a0}: un chemin ou un motif, `=`, `*=` ou `+=`, et une valeur\u{a0}: `policy.margin.build = 0.12`, `lots.*.volumes.incidents.per_month *= 2`",
            "expected a path or pattern, `=`, `*=` or `+=`, and a value: `policy.margin.build = 0.12`, `lots.*.volumes.incidents.per_month *= 2`"
        ))
}

/// A name that no scenario may have.
pub fn unusable_name(name: &str) -> Finding {
    Finding::error(
        Code::Setting,
        text!("un scénario ne peut pas s’appeler `{name}`", "a scenario cannot be called `{name}`"),
    )
    .help(text!(
        "écrivez un nom de lettres sans accent, de chiffres et de tirets, autre que `base`",
        "write a name of plain letters, digits and dashes, other than `base`"
    ))
}

/// `--save` without anything to keep.
pub fn nothing_to_save() -> Finding {
    Finding::error(Code::Setting, text!("`--save` n’a rien à conserver", "`--save` has nothing to keep")).help(text!(
        "donnez des hypothèses avec `--set`, ou une concession avec `chiffrage concede`",
        "give assumptions with `--set`, or a concession with `chiffrage concede`"
    ))
}

/// A scenario of that name exists.
pub fn scenario_exists(name: &str) -> Finding {
    Finding::error(
        Code::Setting,
        text!("l’offre a déjà un scénario `{name}`", "the bid already has a scenario `{name}`"),
    )
    .help(text!(
        "donnez un autre nom à `--save`\u{a0}: un scénario existant n’est jamais écrasé",
        "give `--save` another name: an existing scenario is never overwritten"
    ))
}

/// Why an earlier version of a bid cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoVersion {
    /// There is no such folder.
    Folder,
    /// The `git` program is not there.
    Program,
    /// The repository has no such revision.
    Revision,
    /// What the `git` program, or the system, says.
    Failed(String),
}

/// An earlier version of a bid cannot be read.
pub fn no_version(named: &str, why: &NoVersion) -> Finding {
    let (message, help) = match why {
        NoVersion::Folder => (
            text!("aucun dossier `{named}`", "there is no folder `{named}`"),
            text!(
                "donnez le dossier d’une offre, ou une révision\u{a0}: `git:HEAD~3`",
                "name the folder of a bid, or a revision: `git:HEAD~3`"
            ),
        ),
        NoVersion::Program => (
            text!(
                "la révision `{named}` ne peut pas être lue\u{a0}: le programme `git` est introuvable",
                "the revision `{named}` cannot be read: the `git` program is not found"
            ),
            text!(
                "installez git, ou donnez le dossier d’une copie de l’offre",
                "install git, or name the folder of a copy of the bid"
            ),
        ),
        NoVersion::Revision => (
            text!("git ne connaît pas la révision `{named}`", "git does not know the revision `{named}`"),
            text!(
                "donnez un commit, une branche ou une étiquette\u{a0}: `git:HEAD~3`",
                "name a commit, a branch or a tag: `git:HEAD~3`"
            ),
        ),
        NoVersion::Failed(said) => (
            text!(
                "la révision `{named}` ne peut pas être lue\u{a0}: {said}",
                "the revision `{named}` cannot be read: {said}"
            ),
            text!(
                "l’offre doit être dans un dépôt git qui contient cette révision",
                "the bid must be in a git repository that has this revision"
            ),
        ),
    };
    Finding::error(Code::Version, message).help(help)
}

/// Settings for a command that prices nothing.
pub fn settings_of_no_price() -> Finding {
    Finding::error(
        Code::Setting,
        text!(
            "cette commande ne chiffre rien\u{a0}: `--set` y serait sans effet",
            "this command prices nothing: `--set` would have no effect"
        ),
    )
    .help(text!("retirez `--set`", "remove `--set`"))
}

/// `--keep` names no figure of the bid.
pub fn keeps_no_figure(path: &str) -> Finding {
    keeps_nothing(path).help(text!(
        "écrivez `price`, ou le chemin d’une part, comme `mixes.hybrid.shares.lyon`",
        "write `price`, or the path of a share such as `mixes.hybrid.shares.lyon`"
    ))
}

/// `--keep` names no share beside one that varies.
pub fn keeps_no_share(path: &str) -> Finding {
    keeps_nothing(path).help(text!(
        "nommez une autre part du mix ou de la mutualisation dont une part varie",
        "name another share of the mix or pool of which a share varies"
    ))
}

fn keeps_nothing(path: &str) -> Finding {
    Finding::error(Code::Dial, text!("`--keep {path}` ne garde rien", "`--keep {path}` keeps nothing"))
}

/// A bracket whose first bound is the higher.
pub fn descending_bracket(at: At, low: Decimal, high: Decimal) -> Finding {
    Finding::error(
        Code::Dial,
        text!("l’intervalle est décroissant, de {low} à {high}", "the bracket goes down, from {low} to {high}"),
    )
    .at(at, text!("la borne basse vient en premier", "the lower bound comes first"))
    .help(text!("écrivez {high}..{low}", "write {high}..{low}"))
}

/// No value of the bracket reaches the target: `message` gives what the figure goes from and to.
pub fn out_of_reach(message: Text, at: At, bracket: (Decimal, Decimal), margins_follow_policy: bool) -> Finding {
    let (low, high) = bracket;
    let help = if margins_follow_policy {
        text!(
            "les marges sont celles de la politique : avec `--keep price`, les prix unitaires restent et la marge suit le coût",
            "margins are those of the policy: with `--keep price`, unit prices stay and the margin follows the cost"
        )
    } else {
        text!(
            "élargissez l’intervalle avec `--between BAS..HAUT`, ou faites varier une autre donnée",
            "widen the bracket with `--between LOW..HIGH`, or vary another input"
        )
    };
    Finding::error(Code::OutOfReach, message)
        .at(at, text!("recherché de {low} à {high}", "searched from {low} to {high}"))
        .help(help)
}

/// Options of `explain` that do not go with the cell.
pub fn options_of_another_cell(cell: &str) -> Finding {
    Finding::error(
        Code::Either,
        text!("`{cell}` ne va pas avec ces options", "`{cell}` does not go with these options"),
    )
    .help(text!(
        "--against va avec CELLULE/delta, bridge/FACTEUR ou --drivers ; --drivers avec un chiffre d’une seule offre",
        "--against is for CELL/delta, bridge/DRIVER, or beside --drivers; --drivers for a figure of one bid"
    ))
}

/// A part of a bridge is asked for a lot that neither scenario has.
pub fn bridge_of_unknown_lot(lot: &str) -> Finding {
    Finding::error(
        Code::UnknownCell,
        text!("aucun des deux scénarios n’a de lot `{lot}`", "neither scenario has a lot `{lot}`"),
    )
    .help(text!(
        "écrivez son identifiant, ou bridge/FACTEUR pour tous les lots",
        "write its id, or bridge/DRIVER for all lots"
    ))
}

/// A bridge between three scenarios.
pub fn third_scenario(scenario: &str) -> Finding {
    Finding::error(
        Code::Either,
        text!(
            "un pont va d’un scénario à un autre : `--scenario {scenario}` en est un troisième",
            "a bridge goes from one scenario to another: `--scenario {scenario}` is a third"
        ),
    )
    .help(text!("nommez deux scénarios, ou un seul avec --scenario", "name two scenarios, or one beside --scenario"))
}

/// What an option of `import rates` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A month.
    Month,
    /// Hours of a day.
    Hours,
}

/// An option does not take the text it was given.
pub fn not_taken(option: &str, written: &str, expected: Taken) -> Finding {
    let help = match expected {
        Taken::Month => text!("écrivez un mois, comme 2026-01", "write a month, such as 2026-01"),
        Taken::Hours => text!("écrivez un nombre d’heures, comme 7,5", "write hours, such as 7.5"),
    };
    Finding::error(Code::WrongType, text!("{option} ne prend pas `{written}`", "{option} does not take `{written}`"))
        .help(help)
}

/// A rate card to write would hold the costs of several sites.
pub fn several_sites(sites: &[Option<&str>]) -> Finding {
    let listed = |none: &str| sites.iter().map(|site| site.unwrap_or(none)).collect::<Vec<_>>().join(", ");
    let (fr, en) = (listed("sans site"), listed("no site"));
    Finding::error(
        Code::Ambiguous,
        text!("le fichier contient les coûts de plusieurs sites : {fr}", "the file holds the costs of several sites: {en}"),
    )
    .help(text!(
        "choisissez-en un avec --site, ou indiquez le dossier des grilles, comme -o models/rates, pour une grille par site",
        "choose one with --site, or name the folder of cards, as -o models/rates, to write one card per site"
    ))
}

/// Two sites would be written to one rate card.
pub fn one_card_for_two_sites(one: &str, other: &str, card: &str) -> Finding {
    Finding::error(
        Code::Ambiguous,
        text!(
            "les sites `{one}` et `{other}` iraient dans une même grille, `{card}`",
            "the sites `{one}` and `{other}` would go to one card, `{card}`"
        ),
    )
    .help(text!(
        "nommez la grille de chacun sous [sites] dans la carte",
        "name the card of each under [sites] of the map"
    ))
}

/// The buyer's file has no table for the lot asked for; `named` are the lots it is for.
pub fn no_table_for_lot(file: &str, lot: &str, named: &str) -> Finding {
    Finding::error(
        Code::NoForm,
        text!("aucun tableau de `{file}` n’est pour le lot `{lot}`", "no table of `{file}` is for the lot `{lot}`"),
    )
    .help(text!("le fichier nomme d’autres lots : {named}", "the file names other lots: {named}"))
}

/// The buyer's file has no table for any lot of the bid.
pub fn no_table_for_any_lot(file: &str) -> Finding {
    Finding::error(
        Code::NoForm,
        text!(
            "aucun tableau de `{file}` n’est pour un lot de l’offre",
            "no table of `{file}` is for a lot of the bid"
        ),
    )
    .help(text!(
        "un lot est reconnu par son numéro ou son nom dans le nom ou le titre d’une feuille, ou par ses lignes : écrivez la trame à la main",
        "a lot is known by its number or name in the name or title of a sheet, or by its lines: write the layout by hand"
    ))
}

/// Nothing names the lot of some sheets; `lots` are those of the bid.
pub fn unnamed_lot(file: &str, sheets: &str, lots: &str) -> Finding {
    Finding::warning(
        Code::NoLot,
        text!("rien dans `{file}` ne nomme le lot de : {sheets}", "nothing in `{file}` names the lot of: {sheets}"),
    )
    .help(text!(
        "indiquez-le avec `--lot LOT`, parmi {lots} ; un titre, le nom d’une feuille ou du fichier peuvent aussi le nommer",
        "give it with `--lot LOT`, one of {lots}; a title, the name of a sheet or of the file may name it too"
    ))
}
