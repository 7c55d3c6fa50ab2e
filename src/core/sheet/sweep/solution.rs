//! A search: the value that reaches a target (method §7).

use rust_decimal::Decimal;

use super::axis::AxisName;
use crate::scenario::{Goal, Point, Solution};
use crate::sheet::{Cell, Column, Row, Sheet, Style};
use crate::text;
use crate::unit::{Lang, Number as _, Text, digits, euros, money, percent};

/// A search: what was aimed at, by which value, and what was found.
#[must_use]
pub fn solution(
    solution: &Solution, name: &AxisName, goal: Goal, target: Decimal, now: &Point, of: &str, lang: Lang,
) -> Sheet {
    let words = |value: Decimal| match goal {
        Goal::Margin => percent(value, lang),
        Goal::Price | Goal::Cost => euros(value, lang),
    };
    let line = |kind: &str, value: Option<Decimal>, point: &Point| {
        Row::of(
            if kind == "found" { Style::Total } else { Style::Body },
            vec![
                kind.into(),
                match kind {
                    "found" => lang.pick("Trouvé", "Found").into(),
                    _ => lang.pick("Aujourd’hui", "Today").into(),
                },
                value.map_or(Cell::Empty, |value| name.cell(value)),
                Cell::Euros(point.net.shown()),
                Cell::Euros(point.full.shown()),
                Cell::share(point.margin()),
            ],
        )
    };
    let mut rows = vec![line("now", name.now, now)];
    let mut notes = Vec::new();
    if let Some((value, point)) = &solution.found {
        rows.push(line("found", Some(*value), point));
        let gap = goal.of(point).map(|reached| reached.rounded(2).shown() - target);
        if let Some(gap) = gap.filter(|gap| goal != Goal::Margin && !gap.is_zero()) {
            let words = lang.pick(
                "Écart à la cible, que l’arrondi des prix unitaires laisse :",
                "Off the target by, as unit prices are rounded:",
            );
            notes.push(format!("{words} {}", money(gap, lang)));
        }
    }
    if let [(low, _), .., (high, _)] = &solution.searched[..] {
        let from_to = [low, high].map(|value| name.say(value.normalize(), lang));
        let bracket = lang.pick("Cherché de", "Searched from");
        notes.push(format!("{bracket} {} {} {}.", from_to[0], lang.pick("à", "to"), from_to[1]));
    }
    if solution.crossings > 1 {
        notes.push(match lang {
            Lang::Fr => format!(
                "La cible est atteinte {} fois : la valeur la plus proche de celle d’aujourd’hui.",
                solution.crossings
            ),
            Lang::En => format!("The target is reached {} times: the value nearest to today’s.", solution.crossings),
        });
    }
    Sheet {
        name: lang.pick("Recherche", "Search").into(),
        title: vec![
            format!("{} {} {}", name.words, lang.pick("pour atteindre", "to reach"), words(target)),
            of.to_owned(),
        ],
        columns: vec![
            Column::key("at"),
            Column::text("label", "", 14),
            Column::number("value", lang.pick("Valeur", "Value"), 16),
            Column::number("net", lang.pick("Prix HT", "Net price"), 17),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 17),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
        ],
        rows,
        notes,
        ..Sheet::default()
    }
}

/// What a figure goes from and to over the bracket that a search looked at: why it reaches nothing.
#[must_use]
pub fn out_of_reach(solution: &Solution, goal: Goal, target: Decimal) -> Text {
    let words = |value: Decimal| {
        Text::each(|lang| match goal {
            Goal::Margin => format!("{}\u{a0}%", digits(value * Decimal::ONE_HUNDRED, 2, lang)),
            Goal::Price | Goal::Cost => euros(value, lang),
        })
    };
    let priced = solution.searched.iter().filter_map(|(value, point)| Some((value, goal.of(point.as_ref()?)?.shown())));
    let least = priced.clone().min_by_key(|(_, reached)| *reached);
    let most = priced.max_by_key(|(_, reached)| *reached);
    let target = words(target);
    match (least, most) {
        (Some((low, least)), Some((high, most))) => {
            let (low, high) = (low.normalize(), high.normalize());
            let (least, most) = (words(least), words(most));
            text!(
                "rien n’atteint {target}\u{a0}: le résultat va de {least} (à {low}) à {most} (à {high})",
                "nothing reaches {target}: it stays between {least} (at {low}) and {most} (at {high})",
                target,
                least,
                most
            )
        }
        _ => text!(
            "rien n’atteint {target}\u{a0}: l’offre n’a de prix nulle part dans l’intervalle",
            "nothing reaches {target}: the bid has no price anywhere in the bracket",
            target
        ),
    }
}
