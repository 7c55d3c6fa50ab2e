//! 0319: correlations of ranges.

use super::{list, meant};
use crate::diag::{At, Code, Finding};
use crate::text;

/// A correlation of another number of figures than two.
pub fn not_two(id: &str, count: usize, at: At) -> Finding {
    Finding::error(
        Code::Correlation,
        text!("la corrélation `{id}` doit relier deux chiffres", "the correlation `{id}` must be of two figures"),
    )
    .at(at, text!("nombre de chemins donnés : {count}", "paths given: {count}"))
    .help(text!(
        "écrivez une corrélation par paire : `of = [\"chemin\", \"autre.chemin\"]`",
        "write a correlation for each pair: `of = [\"path\", \"another.path\"]`"
    ))
}

/// A path that no figure has.
pub fn no_figure<'a>(id: &str, path: &str, known: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let help = meant(path, known, || {
        text!(
            "`chiffrage assumptions` liste les chiffres avec leurs chemins",
            "`chiffrage assumptions` lists the figures with their paths"
        )
    });
    Finding::error(
        Code::Correlation,
        text!(
            "la corrélation `{id}` désigne `{path}`, qui n’est pas un chiffre de l’offre",
            "the correlation `{id}` names `{path}`, which is no figure of the bid"
        ),
    )
    .at(at, text!("aucun chiffre n’a ce chemin", "no figure has this path"))
    .help(help)
}

/// A correlation of what is drawn as one: a course, or a group.
pub fn of_one(id: &str, name: &str, at: At) -> Finding {
    Finding::error(
        Code::Correlation,
        text!(
            "la corrélation `{id}` relie deux chiffres de `{name}`, tirés ensemble",
            "the correlation `{id}` is of two figures of `{name}`, which are drawn together"
        ),
    )
    .at(at, text!("ils varient déjà comme un seul", "they already move as one"))
    .help(text!(
        "retirez la corrélation, ou le `group` de l’un des deux",
        "remove the correlation, or the `group` of one of them"
    ))
}

/// The same two ranges correlated twice.
pub fn twice(id: &str, names: [&str; 2], at: At, first: At) -> Finding {
    let [one, other] = names;
    Finding::error(
        Code::Correlation,
        text!(
            "la corrélation de `{one}` et `{other}` est donnée deux fois",
            "the correlation of `{one}` and `{other}` is given twice"
        ),
    )
    .at(at, text!("ici par `{id}`", "here by `{id}`"))
    .at(first, text!("une première fois ici", "a first time here"))
    .help(text!("gardez-en une seule", "keep one of them"))
}

/// Correlations that cannot be true together.
pub fn indefinite(names: &[String], at: At) -> Finding {
    let names = list(names);
    Finding::error(
        Code::Correlation,
        text!(
            "les corrélations de ces fourchettes ne peuvent pas être vraies ensemble : {names}",
            "the correlations of these ranges cannot be true together: {names}"
        ),
    )
    .at(at, text!("leur matrice n’est pas positive", "their matrix is not positive semi-definite"))
    .help(text!(
        "rapprochez de 0 les coefficients qui se contredisent, ou donnez aussi la corrélation des paires qui n’en ont pas : sans elle, c’est 0",
        "bring the coefficients that contradict each other nearer to 0, or also give the correlation of the pairs that have none: without it, it is 0"
    ))
}
