//! The questions to put to the buyer, by the euros at stake (method §9).

use rust_decimal::Decimal;

use super::names::{Names, group};
use super::question_list::{question_lots, question_text};
use super::{Cell, Column, Row, Sheet};
use crate::model::Bid;
use crate::model::bid::Question;
use crate::model::figure::Figure;
use crate::model::number::unit_words;
use crate::risk::Stake;
use crate::unit::{Lang, digits, rate};

/// Is a unit one whose figures are read in percent?
pub(super) fn is_share(unit: &str) -> bool {
    matches!(unit, "share" | "rate" | "per year" | "share of price")
}

/// A figure of the model as a reader writes it, without its unit.
fn written(figure: &Figure, value: Decimal, lang: Lang) -> String {
    if is_share(figure.unit) { rate(value, lang) } else { digits(value, value.normalize().scale(), lang) }
}

/// What the bid takes a figure for: its name, its value, its range.
fn assumed(bid: &Bid, figure: &Figure, lang: Lang) -> String {
    let names = Names { bid, lang };
    let unit = unit_words(figure.unit);
    let unit = if is_share(figure.unit) || matches!(figure.unit, "count" | "money") { "" } else { unit.get(lang) };
    let value = format!("{} {unit}", written(figure, figure.value, lang));
    let range = figure.range.map_or_else(String::new, |(low, high)| {
        format!(" ({} {} {})", written(figure, low, lang), lang.pick("à", "to"), written(figure, high, lang))
    });
    let (of, name) = (names.group(&group(&figure.path)), names.figure(&figure.path));
    format!("{of}, {name}{}{}{range}", lang.colon(), value.trim_end())
}

/// The questions, those with the most at stake first. `modes` are the full cost of the bid, and its cost less its revenue.
#[must_use]
pub fn stakes(bid: &Bid, questions: &[Question], stakes: &[Stake], modes: [Decimal; 2], lang: Lang) -> Sheet {
    let of = (lang.pick("coût", "cost"), lang.pick("résultat", "result"));
    let amount = |value: Option<Decimal>| value.map_or(Cell::Empty, |value| Cell::Number(value, 0));
    let rows = stakes.iter().enumerate().map(|(place, stake)| {
        let question = &questions[stake.question];
        let figures = question.figures.iter().map(|fig| bid.figure(*fig));
        let paths: Vec<&str> = figures.clone().map(|figure| figure.path.as_str()).collect();
        // Of the result, what lowers cost less revenue raises it.
        let ends = stake.ends.map(|[cost, loss]| {
            if stake.is_of_result() {
                (modes[1] - loss.0, modes[1] - loss.1)
            } else {
                (cost.0 - modes[0], cost.1 - modes[0])
            }
        });
        let assumed: Vec<String> = figures.map(|figure| assumed(bid, figure, lang)).collect();
        Row::body(vec![
            stake.ends.map_or(Cell::Empty, |_| Cell::Number(Decimal::from(place + 1), 0)),
            question_text(bid, question).into(),
            question_lots(bid, question, &stake.lots, lang).into(),
            amount(stake.swing()),
            stake.ends.map_or("", |_| if stake.is_of_result() { of.1 } else { of.0 }).into(),
            amount(ends.map(|(low, _)| low)),
            amount(ends.map(|(_, high)| high)),
            assumed.join(lang.pick(" ; ", "; ")).into(),
            paths.join(" ").into(),
        ])
    });
    let mut title = vec![
        lang.pick("Questions à poser à l’acheteur, par euros en jeu", "Questions to ask the buyer, by euros at stake")
            .to_owned(),
    ];
    if let Some((most, swing)) = stakes.first().and_then(|stake| Some((stake, stake.swing()?))) {
        let (text, swing) = (question_text(bid, &questions[most.question]), digits(swing, 0, lang));
        let what = match lang {
            Lang::Fr => format!("le {}", if most.is_of_result() { of.1 } else { of.0 }),
            Lang::En => if most.is_of_result() { of.1 } else { of.0 }.to_owned(),
        };
        title.push(match lang {
            Lang::Fr => {
                format!("La première déplace à elle seule {what} de {swing}\u{a0}€\u{a0}: «\u{a0}{text}\u{a0}»")
            }
            Lang::En => format!("The first moves {what} by €{swing} all alone: “{text}”"),
        });
    }
    let note = lang.pick(
        "En jeu\u{a0}: écart entre la réponse la plus favorable et la moins favorable des fourchettes, tout le reste comme retenu, sur le coût complet ou sur le résultat aux prix de l’offre, le plus grand des deux. Au mieux, un coût baisse et un résultat monte. Les questions sans fourchette sont à la fin.",
        "At stake: the difference between the best and the worst answer of the ranges, all else as assumed, of full cost or of the result at the bid's prices, whichever is more. At best a cost falls and a result rises. Questions without a range come last.",
    );
    Sheet {
        name: "Questions".into(),
        title,
        columns: vec![
            Column::number("rank", lang.pick("Rang", "Rank"), 6),
            Column::text("question", "Question", 58),
            Column::text("lots", "Lots", 9),
            Column::number("stake", lang.pick("En jeu (€)", "At stake (€)"), 12),
            Column::text("of", lang.pick("Sur", "Of"), 10),
            Column::delta("best", lang.pick("Au mieux (€)", "At best (€)"), 12),
            Column::delta("worst", lang.pick("Au pire (€)", "At worst (€)"), 12),
            Column::text("assumed", lang.pick("Ce que l’offre retient", "What the bid assumes"), 66).if_wide(),
            Column::key("figures"),
        ],
        rows: rows.collect(),
        notes: vec![note.to_owned()],
        ..Sheet::default()
    }
}
