//! The questions to put to the buyer, by what an answer is worth (method §9): for the bidder.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::price::lot_name;
use super::question_list::{question_lots, question_text};
use super::{Cell, Column, Row, Sheet, cut};
use crate::model::Bid;
use crate::model::bid::{LotId, Question, Tender};
use crate::risk::Worth;
use crate::unit::{Lang, day, digits};

/// Questions, to be shown.
pub struct Asked<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// Its questions.
    pub questions: &'a [Question],
    /// What they are worth, the most first: those that are shown.
    pub worths: &'a [Worth],
    /// How many there are in all.
    pub all: usize,
    /// Cost, and cost less revenue at the prices of the bid, at the modes.
    pub modes: [Decimal; 2],
    /// The lot that figures are of; none where they are of all.
    pub lot: Option<LotId>,
    /// How many draws were made.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
    /// The reader's language.
    pub lang: Lang,
}

impl Asked<'_> {
    /// The table.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let lang = self.lang;
        let mut notes = self.deadline();
        if !self.worths.is_empty() {
            notes.push(
                lang.pick(
                    "Valeur\u{a0}: ce dont l’offre pourrait baisser à confiance égale (80\u{a0}%) si la réponse était connue, sur le coût et sur le résultat aux prix de l’offre. La plus grande des deux classe. Au bas, au haut\u{a0}: écart au mode du coût, ou du résultat, tous les chiffres de la question aux bornes qui le baissent, puis qui le montent.",
                    "Worth: how much lower one could bid at the same confidence (80%) if the answer were known, on cost and on the result at the bid's prices. The greater of the two ranks. Low, high: how far cost, or the result, is from that at the modes with all figures of the question at the ends that lower it, then that raise it.",
                )
                .to_owned(),
            );
        }
        if self.worths.iter().any(|worth| self.questions[worth.question].ask.is_none()) {
            notes.push(
                lang.pick(
                    "* Texte proposé d’après le libellé du chiffre\u{a0}: à relire avant l’envoi.",
                    "* Text proposed from the label of the figure: read it again before it is sent.",
                )
                .to_owned(),
            );
        }
        notes.extend(cut(self.worths.len(), self.all, lang));
        let drawn = Column::drawn;
        let figure = |title: &str| Column { numeric: true, ..drawn(title, 14) };
        let moved = |title: &str| Column { signed: true, ..figure(title) };
        let data = |key: &str| Column { numeric: true, ..Column::key(key) };
        Sheet {
            name: "Questions".into(),
            title: self.title(),
            columns: vec![
                Column::number("rank", lang.pick("Rang", "Rank"), 6),
                Column::text("question", "Question", 60),
                drawn("", 2),
                Column::text("lots", "Lots", 12),
                figure(lang.pick("Valeur (€)", "Worth (€)")),
                drawn(lang.pick("Sur", "Of"), 9),
                moved(lang.pick("Au bas (€)", "Low (€)")),
                moved(lang.pick("Au haut (€)", "High (€)")),
                data("worth_cost"),
                data("worth_result"),
                data("cost_low"),
                data("cost_high"),
                data("result_low"),
                data("result_high"),
                Column::key("text"),
                Column::key("figures"),
                Column::key("last_day"),
            ],
            rows: self.worths.iter().enumerate().map(|(place, worth)| self.row(place, worth)).collect(),
            notes,
            ..Sheet::default()
        }
    }

    fn title(&self) -> Vec<String> {
        let (draws, seed) = (digits(self.draws.into(), 0, self.lang), self.seed);
        let of = self.lot.map(|lot| format!(", lot {}", lot_name(self.bid, lot, self.lang))).unwrap_or_default();
        match self.lang {
            Lang::Fr => vec![
                format!("Questions à poser à l’acheteur, par la valeur de leur réponse{of}"),
                format!("{draws} tirages, graine\u{a0}{seed}\u{a0}; euros HT"),
            ],
            Lang::En => vec![
                format!("Questions to ask the buyer, by what an answer is worth{of}"),
                format!("{draws} draws, seed {seed}; euros, net"),
            ],
        }
    }

    fn row(&self, place: usize, worth: &Worth) -> Row {
        let question = &self.questions[worth.question];
        let rank = worth.answers.as_ref().map_or(Cell::Empty, |_| Cell::Number(Decimal::from(place + 1), 0));
        let amount = |value: Option<Decimal>| value.map_or(Cell::Empty, |value| Cell::Number(value, 0));
        let cost = worth.answers.map(|[cost, _]| (cost.worth, cost.low - self.modes[0], cost.high - self.modes[0]));
        // A result falls by what raises cost less revenue.
        let result = worth.answers.map(|[_, loss]| (loss.worth, self.modes[1] - loss.high, self.modes[1] - loss.low));
        let by_cost = cost.map(|cost| cost.0) >= result.map(|result| result.0);
        let (ranking, name) = if by_cost {
            (cost, self.lang.pick("coût", "cost"))
        } else {
            (result, self.lang.pick("résultat", "result"))
        };
        let [mark, text] = if question.ask.is_none() { ["*", "proposed"] } else { ["", "model"] };
        let paths = question.figures.iter().map(|fig| self.bid.figure(*fig).path.as_str()).join(" ");
        let last_day = self.bid.contract.tender.as_ref().and_then(Tender::last_day_to_ask);
        Row::body(vec![
            rank,
            question_text(self.bid, question).into(),
            mark.into(),
            question_lots(self.bid, question, &worth.lots, self.lang).into(),
            amount(ranking.map(|ranking| ranking.0)),
            ranking.map_or(Cell::Empty, |_| name.into()),
            amount(ranking.map(|ranking| ranking.1)),
            amount(ranking.map(|ranking| ranking.2)),
            amount(cost.map(|cost| cost.0)),
            amount(result.map(|result| result.0)),
            amount(cost.map(|cost| cost.1)),
            amount(cost.map(|cost| cost.2)),
            amount(result.map(|result| result.1)),
            amount(result.map(|result| result.2)),
            text.into(),
            paths.into(),
            last_day.map_or(Cell::Empty, |day| day.to_string().into()),
        ])
    }

    /// That the last day to ask them is over, where it is, so many seconds after 1970 began in universal time.
    #[must_use]
    pub fn overdue(&self, seconds: u64) -> Option<String> {
        let last = self.bid.contract.tender.as_ref().and_then(Tender::last_day_to_ask)?;
        let days = jiff::Span::new().try_days(i64::try_from(seconds / 86_400).ok()?).ok()?;
        let today = jiff::civil::date(1970, 1, 1).checked_add(days).ok()?;
        let (over, last) = (last < today, day(last, self.lang));
        over.then(|| match self.lang {
            Lang::Fr => format!("le dernier jour pour poser ces questions, le {last}, est passé"),
            Lang::En => format!("the last day to ask these questions, {last}, is over"),
        })
    }

    /// By when they are to be asked, or what is missing to know it.
    fn deadline(&self) -> Vec<String> {
        let lang = self.lang;
        let Some(tender) = &self.bid.contract.tender else {
            return vec![
                lang.pick(
                    "Dernier jour pour les poser\u{a0}: inconnu, la consultation n’étant pas publiée dans le modèle. Son règlement le donnera\u{a0}: écrivez la date de remise des offres et le délai des questions dans `contract.toml` (`[tender]`).",
                    "Last day to ask them: not known, since the model has no dates of the consultation. Its rules will give it: write when offers are due and until when questions are taken in `contract.toml` (`[tender]`).",
                )
                .to_owned(),
            ];
        };
        let due = day(tender.offers_due, lang);
        let source = tender.source.name(lang);
        let note = match (tender.last_day_to_ask(), tender.answer_days, lang) {
            (Some(last), Some(days), Lang::Fr) => {
                let last = day(last, lang);
                format!(
                    "Dernier jour pour les poser\u{a0}: {last}, {days} jours avant la remise des offres du {due} ({source})."
                )
            }
            (Some(last), Some(days), Lang::En) => {
                let last = day(last, lang);
                format!("Last day to ask them: {last}, {days} days before offers are due on {due} ({source}).")
            }
            (_, _, Lang::Fr) => format!(
                "Offres à remettre le {due} ({source}). Dernier jour pour poser les questions\u{a0}: inconnu, le délai laissé à l’acheteur manque (`answer_days`)."
            ),
            (_, _, Lang::En) => format!(
                "Offers are due on {due} ({source}). Last day to ask: not known, the days that the rules leave the buyer are missing (`answer_days`)."
            ),
        };
        vec![note]
    }
}
