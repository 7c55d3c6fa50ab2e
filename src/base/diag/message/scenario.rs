//! Scenarios, what they change, and the values that a sweep turns.

use super::meant;
use super::model::Period;
use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// A scenario with the name of the base.
pub fn base_as_name(base: &str, at: At) -> Finding {
    Finding::error(
        Code::UnknownFile,
        text!(
            "un scénario ne peut pas s’appeler `{base}` : ce nom désigne les modèles tels qu’ils sont écrits",
            "a scenario cannot be called `{base}`: that is the models as they are written"
        ),
    )
    .at(at, text!("ici", "here"))
    .help(text!("donnez-lui un autre nom", "give it another name"))
}

/// A scenario extends itself; `from` is the `extends` that closes the circle.
pub fn extends_itself(id: &str, from: Option<At>) -> Finding {
    let finding = Finding::error(
        Code::ScenarioCycle,
        text!("le scénario `{id}` s’étend lui-même", "the scenario `{id}` extends itself"),
    )
    .help(text!("retirez l’un des `extends`", "remove one of the `extends`"));
    match from {
        Some(at) => finding.at(at, text!("ferme la boucle", "closes the circle")),
        None => finding,
    }
}

/// Why a text is neither a path nor a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPath {
    /// It is empty.
    Empty,
    /// A bracket of this step is not closed.
    Bracket(String),
    /// A filter that is not `key=value`.
    Filter(String),
    /// A brace of this step is not closed.
    Brace(String),
    /// A step is empty.
    Step,
    /// Braces or brackets without their pair.
    Pair(String),
}

impl BadPath {
    fn words(&self) -> Text {
        match self {
            Self::Empty => text!("un chemin est attendu", "a path is expected"),
            Self::Bracket(step) => {
                text!("`{step}` ouvre un crochet sans le fermer", "`{step}` opens a bracket and does not close it")
            }
            Self::Filter(filter) => {
                text!("`[{filter}]` n’est pas de la forme `[clé=valeur]`", "`[{filter}]` is not `[key=value]`")
            }
            Self::Brace(step) => {
                text!("`{step}` ouvre une accolade sans la fermer", "`{step}` opens a brace and does not close it")
            }
            Self::Step => text!("une étape du chemin est vide", "a path has an empty step"),
            Self::Pair(path) => text!(
                "`{path}` a une accolade ou un crochet sans son pendant",
                "`{path}` has a brace or bracket without its pair"
            ),
        }
    }
}

/// A change whose path cannot be read.
pub fn bad_select(change: &str, why: &BadPath, at: At) -> Finding {
    let why = why.words();
    Finding::error(
        Code::Select,
        text!(
            "la modification `{change}` ne désigne rien : {why}",
            "the change `{change}` selects nothing: {why}",
            why
        ),
    )
    .at(at, text!("ni un chemin ni un motif", "neither a path nor a pattern"))
    .help(text!(
        "écrivez un chemin du modèle, par exemple `lots.ror.teams.*.mix`",
        "write a path of the model, such as `lots.ror.teams.*.mix`"
    ))
}

/// Names in braces that the bid does not have.
pub fn unknown_names(change: &str, names: &[String], at: At) -> Finding {
    let names = names.join("`, `");
    Finding::error(
        Code::Select,
        text!(
            "la modification `{change}` cite `{names}`, que l’offre ne contient pas",
            "the change `{change}` names `{names}`, which the bid does not have"
        ),
    )
    .at(at, text!("chaque nom entre accolades doit exister", "every name in braces must exist"))
    .help(text!("vérifiez les identifiants", "check the ids"))
}

/// A change that matches nothing.
pub fn matches_nothing(change: &str, at: At) -> Finding {
    Finding::error(
        Code::Select,
        text!(
            "la modification `{change}` ne correspond à rien dans l’offre",
            "the change `{change}` matches nothing in the bid"
        ),
    )
    .at(at, text!("ne correspond à rien", "matches nothing"))
    .help(text!(
        "vérifiez les identifiants cités : une modification sans effet est une erreur",
        "check the ids it names: a change that does nothing is a mistake"
    ))
}

/// A relative change that matches no figure.
pub fn matches_no_figure(change: &str, at: At) -> Finding {
    Finding::error(
        Code::Select,
        text!(
            "la modification `{change}` ne correspond à aucun chiffre écrit dans l’offre",
            "the change `{change}` matches no figure that is written in the bid"
        ),
    )
    .at(at, text!("aucun chiffre écrit ici", "no figure is written here"))
    .help(text!(
        "désignez des chiffres écrits dans les modèles, un par un ou par un motif (`policy.margin.*`)\u{a0}; `chiffrage assumptions --all` en donne les chemins",
        "name figures that the models write, one by one or by a pattern (`policy.margin.*`); `chiffrage assumptions --all` lists their paths"
    ))
}

/// A factor below zero.
pub fn negative_factor(at: At) -> Finding {
    Finding::error(
        Code::Relative,
        text!(
            "un chiffre ne se multiplie pas par un facteur négatif",
            "a figure cannot be multiplied by a negative factor"
        ),
    )
    .at(at, text!("attendu\u{a0}: 0 ou plus", "expected 0 or more"))
    .help(text!(
        "écrivez un facteur de 0 ou plus, `plus = …` pour retrancher, ou `to = …` pour une autre valeur",
        "write a factor of 0 or more, `plus = …` to subtract, or `to = …` for another value"
    ))
}

/// A share multiplied.
pub fn scaled_share(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Relative,
        text!(
            "`{path}` est une part d’un total de 1\u{a0}: elle ne se multiplie pas",
            "`{path}` is a share of a total of 1: it cannot be multiplied"
        ),
    )
    .at(at, text!("une part se fixe ou se déplace", "a share is set or moved"))
    .help(text!(
        "fixez-la par `to = …`, ou déplacez-la par `plus = …`\u{a0}: les autres lui font place au prorata",
        "set it with `to = …`, or move it with `plus = …`: the others make room pro rata"
    ))
}

/// A share that moves, where all others are zero.
pub fn no_room(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Relative,
        text!(
            "aucune autre part ne peut faire place à `{path}`\u{a0}: toutes valent 0",
            "no other share can make room for `{path}`: all of them are 0"
        ),
    )
    .at(at, text!("cette part", "this share"))
    .help(text!("fixez toutes les parts ensemble", "set all shares together"))
}

/// A result past the range of exact decimals.
pub fn past_decimals(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Relative,
        text!(
            "`{path}` dépasserait ce que les décimaux exacts contiennent",
            "`{path}` would be past what exact decimals hold"
        ),
    )
    .at(at, text!("bien trop grand", "far too large"))
    .help(text!("écrivez un nombre plus petit", "write a smaller number"))
}

/// A change of a rate card that begins after the end of the contract.
pub fn past_the_contract(period: Period, n: u32, months: u32, at: At) -> Finding {
    let time = time(period, n);
    Finding::error(
        Code::OutOfContract,
        text!(
            "le contrat compte {months} mois\u{a0}: il n’a pas {time}",
            "the contract has {months} months: it does not have {time}",
            time
        ),
    )
    .at(at, text!("après la fin du contrat", "after the end of the contract"))
    .help(text!("écrivez un début dans le contrat", "write a start within the contract"))
}

/// A change that says nothing of what it does, or several things.
pub fn change_without_value(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Either,
        text!("que fait la modification de `{path}` ?", "what does the change of `{path}` do?"),
    )
    .at(at, text!("il en faut exactement un", "exactly one is needed"))
    .help(text!(
        "écrivez `to = …`, `times = …` ou `plus = …`, avec `from_year` ou `from_month` si elle commence plus tard, ou `remove = true` seul",
        "write `to = …`, `times = …` or `plus = …`, with `from_year` or `from_month` where it begins later, or `remove = true` alone"
    ))
}

/// A change that begins in a year and in a month.
pub fn year_and_month(year: At, month: At) -> Finding {
    Finding::error(
        Code::Either,
        text!(
            "la modification commence-t-elle une année ou un mois donné ?",
            "does the change begin in a year or in a month?"
        ),
    )
    .at(year, text!("cette année", "in this year"))
    .at(month, text!("ou ce mois", "or in this month"))
    .help(text!("retirez l’un des deux", "remove one of them"))
}

/// A change that begins in the year or month 0.
pub fn before_the_contract(at: At) -> Finding {
    Finding::error(
        Code::OutOfContract,
        text!(
            "les années et les mois du contrat se comptent à partir de 1",
            "years and months of a contract count from 1"
        ),
    )
    .at(at, text!("avant le contrat", "before the contract"))
    .help(text!("écrivez 1 ou plus", "write 1 or more"))
}

/// A change by month of what changes by year.
pub fn not_by_month(path: &str, at: At) -> Finding {
    Finding::error(
        Code::NotOverTime,
        text!("`{path}` change par année de contrat", "`{path}` changes by contract year"),
    )
    .at(at, text!("pas par mois", "not by month"))
    .help(text!("écrivez `from_year`", "write `from_year`"))
}

/// What to change in place of a value that is one for the whole contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// A daily cost, by its own steps.
    Dated,
    /// The figure it belongs to.
    Whole(String),
    /// Nothing.
    Nothing,
}

/// A change within the contract of a value that is one for all of it.
pub fn not_over_time(path: &str, instead: &Instead, at: At) -> Finding {
    let help = match instead {
        Instead::Dated => text!(
            "un coût journalier évolue par dates : `to = {{ from = {{ \"2026-01\" = …, \"2029-01\" = … }} }}`",
            "a daily cost has dated steps: `to = {{ from = {{ \"2026-01\" = …, \"2029-01\" = … }} }}`"
        ),
        Instead::Whole(whole) => {
            text!("changez `{whole}` en entier à partir de cette date", "change `{whole}` as a whole from then on")
        }
        Instead::Nothing => text!(
            "retirez-la, ou changez une valeur qui peut évoluer : un effectif, un volume, un nombre, une quantité, un mix, les parts d’un mix",
            "remove it, or change a value that may differ over time: an FTE, a volume, a count, a quantity, a mix, the shares of a mix"
        ),
    };
    Finding::error(
        Code::NotOverTime,
        text!("`{path}` est le même sur tout le contrat", "`{path}` is the same over the whole contract"),
    )
    .at(at, text!("il ne peut pas changer en cours de contrat", "it cannot change within it"))
    .help(help)
}

/// A year or month of the contract, as a sentence names it.
fn time(period: Period, n: u32) -> Text {
    match period {
        Period::Years => text!("l’année {n}", "year {n}"),
        Period::Months => text!("le mois {n}", "month {n}"),
    }
}

/// A change that begins later, of what has no value before.
pub fn nothing_before(path: &str, (period, n): (Period, u32), at: At) -> Finding {
    let time = time(period, n);
    Finding::error(
        Code::Select,
        text!(
            "aucune valeur n’est donnée à `{path}` avant {time}",
            "no value is given for `{path}` before {time}",
            time
        ),
    )
    .at(at, text!("absent ici et aux niveaux supérieurs", "not here, nor further out"))
    .help(text!(
        "écrivez dans le modèle la valeur d’avant, ou retirez le début de la modification",
        "write in the model what holds before, or remove the start of the change"
    ))
}

/// A change whose own value begins after it.
pub fn nothing_after(path: &str, (period, n): (Period, u32), at: At) -> Finding {
    let time = time(period, n);
    Finding::error(
        Code::FirstStep,
        text!(
            "aucune valeur n’est donnée à `{path}` à partir de {time}",
            "no value is given for `{path}` from {time} on",
            time
        ),
    )
    .at(at, text!("commence plus tard", "begins later"))
    .help(text!("écrivez aussi la valeur à partir de là", "write the value that holds then too"))
}

/// Why a value cannot be turned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadDial<'a> {
    /// Its path cannot be read.
    Path(&'a BadPath),
    /// It must total 1 with others.
    Tied(&'a str),
    /// It is a share, and no other can make room.
    NoRoom(&'a str),
}

/// A value that a sweep or a search cannot turn.
pub fn bad_dial(why: &BadDial<'_>, at: At) -> Finding {
    let other = || {
        text!(
            "faites varier une autre valeur, ou écrivez des scénarios",
            "sweep another value, or write scenarios for it"
        )
    };
    let (message, help) = match why {
        BadDial::Path(why) => (why.words(), text!("écrivez un chemin du modèle", "write a path of the model")),
        BadDial::Tied(path) => (
            text!("`{path}` doit totaliser 1 avec d’autres valeurs", "`{path}` must total 1 with others beside it"),
            other(),
        ),
        BadDial::NoRoom(path) => (
            text!(
                "`{path}` est une part à laquelle aucune autre ne peut faire place",
                "`{path}` is a share that no other share beside it can make room for"
            ),
            other(),
        ),
    };
    dial(message, text!("cette valeur", "this value"), at).help(help)
}

/// A path that leads to no figure.
pub fn unknown_figure<'a>(path: &str, known: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let message = text!("`{path}` n’est pas un chiffre de l’offre", "`{path}` is not a figure of the bid");
    dial(message, text!("cette valeur", "this value"), at).help(meant(path, known, || {
        text!(
            "`chiffrage assumptions --all` donne tous les chiffres avec leur chemin",
            "`chiffrage assumptions --all` lists every figure with its path"
        )
    }))
}

/// A grid of too many points.
pub fn large_grid(limit: usize, at: At) -> Finding {
    dial(
        text!("la grille compte plus de {limit} points", "the grid has more than {limit} points"),
        text!("cette grille", "this grid"),
        at,
    )
    .help(text!("prenez des pas plus grands", "take larger steps"))
}

/// A grid of too many axes.
pub fn many_axes(limit: usize, at: At) -> Finding {
    dial(
        text!("une grille a au plus {limit} axes", "a grid has {limit} axes at most"),
        text!("un de trop", "one too many"),
        at,
    )
    .help(text!("retirez-en", "remove some"))
}

/// A figure that two axes turn.
pub fn turned_twice(path: &str, at: At) -> Finding {
    dial(
        text!(
            "`{path}` fait varier un chiffre qu’un autre axe fait déjà varier",
            "`{path}` turns a figure that another axis turns"
        ),
        text!("cet axe", "this axis"),
        at,
    )
    .help(text!(
        "retirez l’un des deux : un chiffre a une seule valeur en un point",
        "remove one of them: a figure has one value at a point"
    ))
}

fn dial(message: Text, label: Text, at: At) -> Finding {
    Finding::error(Code::Dial, message).at(at, label)
}
