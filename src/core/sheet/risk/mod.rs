//! What may happen to cost, price and margin (method §9).

mod document;

use rust_decimal::Decimal;

use super::price::lot_name;
use super::{Cell, Column, Row, Sheet, Style};
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::risk::{CHANCES, Spread, Summary};
use crate::unit::{Lang, digits, percent};

/// What of a risk is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskShow {
    /// What is earned at the unit prices of the bid.
    Held,
    /// What the bid would have to be priced at.
    Repriced,
    /// Both.
    Both,
}

/// A risk, to be shown.
pub struct Risked<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// All lots together first, where there are several; then each lot.
    pub lots: &'a [(Option<LotId>, Summary)],
    /// The confidence of contingency and of the price to bid, in percent.
    pub confidence: u8,
    /// What is shown.
    pub show: RiskShow,
    /// How many draws were made.
    pub draws: u32,
    /// How many were asked for: more where they were stopped.
    pub asked: u32,
    /// From which seed.
    pub seed: u64,
    /// How many figures have a range.
    pub ranges: usize,
    /// The reader's language.
    pub lang: Lang,
}

/// A row of the table: its key in data, its name, and what it shows of a summary.
type Measure = (&'static str, [&'static str; 2], RiskShow, fn(&Summary) -> Shown<'_>);

/// An amount of a lot: its key in data, its name, and which it is.
type Amount = (&'static str, String, fn(&Summary) -> Decimal);

/// What a row shows.
enum Shown<'a> {
    /// Euros at the modes, in the mean and at each chance.
    Spread(&'a Spread),
    /// A share of the draws.
    Chance(Decimal),
    /// Euros, one figure for all draws.
    Amount(Decimal),
}

const MEASURES: [Measure; 12] = [
    ("cost", ["Coût complet", "Full cost"], RiskShow::Both, |of| Shown::Spread(&of.cost)),
    ("cost_without_provision", ["Coût sans provision", "Cost without provision"], RiskShow::Both, |of| {
        Shown::Spread(&of.bare)
    }),
    ("price", ["Prix recalculé, avant arrondi", "Price recomputed, before rounding"], RiskShow::Repriced, |of| {
        Shown::Spread(&of.price)
    }),
    ("revenue", ["CA aux prix de l’offre", "Revenue at the bid’s prices"], RiskShow::Held, |of| {
        Shown::Spread(&of.revenue)
    }),
    ("margin", ["Marge", "Margin"], RiskShow::Held, |of| Shown::Spread(&of.margin)),
    ("revised_margin", ["Résultat après révision", "Result after revision"], RiskShow::Held, |of| {
        Shown::Spread(&of.revised_margin)
    }),
    ("contingency", ["Aléa sur coût complet", "Contingency on full cost"], RiskShow::Both, |of| {
        Shown::Amount(of.contingency.full)
    }),
    (
        "contingency_without_provision",
        ["Aléa sur coût sans provision", "Contingency on cost without provision"],
        RiskShow::Both,
        |of| Shown::Amount(of.contingency.bare),
    ),
    ("loss", ["Probabilité de perte", "Chance of a loss"], RiskShow::Held, |of| Shown::Chance(of.loss)),
    (
        "loss_without_provision",
        ["Probabilité de perte, hors provision", "Chance of a loss, without provision"],
        RiskShow::Held,
        |of| Shown::Chance(of.bare_loss),
    ),
    (
        "margin_missed",
        ["Probabilité de manquer la marge visée", "Chance to miss the target margin"],
        RiskShow::Held,
        |of| Shown::Chance(of.missed),
    ),
    (
        "provision_exceeded",
        ["Probabilité de dépasser la provision", "Chance to exceed the provision"],
        RiskShow::Both,
        |of| Shown::Chance(of.contingency.exceeds),
    ),
];

/// The chances that a terminal has room for.
const SHOWN: [u8; 4] = [10, 50, 80, 90];

impl Risked<'_> {
    /// The table.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        self.by_lot(self.lots, |_| true)
    }

    /// The rows of the table whose values are wanted, lot by lot.
    fn by_lot(&self, lots: &[(Option<LotId>, Summary)], is_wanted: fn(&Shown<'_>) -> bool) -> Sheet {
        let lang = self.lang;
        let mut columns = vec![
            Column::key("lot"),
            Column::key("measure"),
            Column::text("name", lang.pick("Mesure", "Measure"), 40),
            Column::number("at_modes", lang.pick("Offre", "Bid"), 14),
            Column::number("mean", lang.pick("Moyenne", "Mean"), 14),
        ];
        columns.extend(CHANCES.map(|chance| Column::number(&format!("p{chance}"), &format!("P{chance}"), 14)));
        let mut rows = Vec::new();
        for (lot, summary) in lots {
            let id = lot.map_or("", |lot| self.bid.lots[lot].id.as_str());
            rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, self.name(*lot).into()]));
            for (key, [fr, en], _, shown) in self.measures() {
                let shown = shown(summary);
                if !is_wanted(&shown) {
                    continue;
                }
                let mut cells = vec![id.into(), key.into(), lang.pick(fr, en).into()];
                match shown {
                    Shown::Spread(spread) => {
                        cells.extend([euros(spread.modes), euros(spread.mean)]);
                        cells.extend(spread.quantiles.map(euros));
                    }
                    Shown::Chance(share) => cells.extend([Cell::Empty, Cell::Percent(share)]),
                    Shown::Amount(amount) => cells.extend([Cell::Empty, euros(amount)]),
                }
                rows.push(Row::body(cells));
            }
        }
        Sheet {
            name: lang.pick("Risque", "Risk").into(),
            title: self.title(),
            columns,
            rows,
            notes: self.notes(),
            frozen: 3,
            ..Sheet::default()
        }
    }

    /// The same as a terminal shows it: what all lots come to, then chances and margin lot by lot.
    #[must_use]
    pub fn overview(&self) -> Vec<Sheet> {
        let Some((_, first)) = self.lots.first() else { return Vec::new() };
        // What it takes at a confidence is under that chance; the notes have it for another.
        let amounts = self.measures().filter(|_| SHOWN.contains(&self.confidence)).filter_map(|(_, name, _, shown)| {
            let Shown::Amount(amount) = shown(first) else { return None };
            let at = |chance: u8| if chance == self.confidence { euros(amount) } else { Cell::Empty };
            let name = [self.lang.pick(name[0], name[1]).into(), Cell::Empty];
            Some(Row::body(name.into_iter().chain(SHOWN.map(at)).collect()))
        });
        let mut all = self.spreads(first, &SHOWN);
        all.rows.extend(amounts);
        let apart = match self.lang {
            Lang::Fr => {
                "Pn\u{a0}: dans n\u{a0}% des tirages, au plus ce montant. P5, P95 et moyennes\u{a0}: `--format csv`."
            }
            Lang::En => "Pn: in n% of the draws, at most this amount. P5, P95 and means: `--format csv`.",
        };
        vec![Sheet { notes: self.notes().into_iter().chain([apart.to_owned()]).collect(), ..all }, self.chances(&[])]
    }

    /// How what is shown of one lot, or of all, spreads: as bid, then at each of some chances.
    fn spreads(&self, summary: &Summary, chances: &[u8]) -> Sheet {
        let lang = self.lang;
        let mut columns = vec![
            Column::text("name", lang.pick("Mesure", "Measure"), 40),
            Column::number("at_modes", lang.pick("Offre", "Bid"), 14),
        ];
        columns.extend(chances.iter().map(|chance| Column::number(&format!("p{chance}"), &format!("P{chance}"), 14)));
        let rows = self.measures().filter_map(|(_, [fr, en], _, shown)| match shown(summary) {
            Shown::Spread(spread) => {
                let name = [lang.pick(fr, en).into(), euros(spread.modes)];
                let chances = chances.iter().map(|chance| euros(spread.at(*chance)));
                Some(Row::body(name.into_iter().chain(chances).collect()))
            }
            Shown::Chance(_) | Shown::Amount(_) => None,
        });
        Sheet {
            name: lang.pick("Risque", "Risk").into(),
            title: self.title(),
            columns,
            rows: rows.collect(),
            frozen: 1,
            ..Sheet::default()
        }
    }

    /// Margin and chances of each lot, after some amounts of it.
    fn chances(&self, amounts: &[Amount]) -> Sheet {
        let lang = self.lang;
        let mut columns = vec![Column::text("name", "Lot", 30)];
        columns.extend(amounts.iter().map(|(key, name, _)| Column::number(key, name, 12)));
        let is_held = self.show != RiskShow::Repriced;
        if is_held {
            let title = |chance: u8| format!("{} P{chance}", lang.pick("Marge", "Margin"));
            columns.extend([10, 50].map(|chance| Column::number(&format!("p{chance}"), &title(chance), 12)));
        }
        let short = |key: &str| match key {
            "loss" => lang.pick("Perte", "Loss"),
            "loss_without_provision" => lang.pick("Perte hors provision", "Loss without provision"),
            "margin_missed" => lang.pick("Marge manquée", "Margin missed"),
            _ => lang.pick("Provision dépassée", "Provision exceeded"),
        };
        let is_chance = |measure: &Measure| {
            self.lots.first().is_some_and(|(_, first)| matches!((measure.3)(first), Shown::Chance(_)))
        };
        columns.extend(self.measures().filter(is_chance).map(|(key, ..)| Column::number(key, short(key), 11)));
        let rows = self.lots.iter().map(|(lot, summary)| {
            let amounts = amounts.iter().map(|(_, _, amount)| euros(amount(summary)));
            let margins = [10, 50].into_iter().filter(|_| is_held).map(|chance| euros(summary.margin.at(chance)));
            let chances = self.measures().filter_map(|(_, _, _, shown)| match shown(summary) {
                Shown::Chance(share) => Some(Cell::Percent(share)),
                Shown::Spread(_) | Shown::Amount(_) => None,
            });
            Row::body([self.name(*lot).into()].into_iter().chain(amounts).chain(margins).chain(chances).collect())
        });
        let name = lang.pick("Probabilités, sur les tirages", "Chances, of the draws");
        Sheet {
            name: lang.pick("Probabilités", "Chances").into(),
            title: vec![name.into()],
            columns,
            rows: rows.collect(),
            frozen: 1,
            ..Sheet::default()
        }
    }

    /// What of all measures is shown.
    fn measures(&self) -> impl Iterator<Item = Measure> {
        let wanted = self.show;
        MEASURES
            .into_iter()
            .filter(move |(_, _, show, _)| wanted == RiskShow::Both || *show == RiskShow::Both || *show == wanted)
    }

    fn name(&self, lot: Option<LotId>) -> String {
        match lot {
            Some(lot) => format!("Lot {}", lot_name(self.bid, lot, self.lang)),
            None => self.lang.pick("Tous les lots", "All lots").to_owned(),
        }
    }

    fn title(&self) -> Vec<String> {
        let (draws, ranges) = (count(self.draws, self.lang), self.ranges);
        let seed = self.seed;
        let stopped = (self.draws < self.asked).then(|| count(self.asked, self.lang));
        let stopped = stopped.map_or_else(String::new, |asked| match self.lang {
            Lang::Fr => format!(" (arrêtés avant les {asked} demandés)"),
            Lang::En => format!(" (stopped before the {asked} asked for)"),
        });
        match self.lang {
            Lang::Fr => vec![
                "Risque : coût, prix et marge quand les fourchettes varient".to_owned(),
                format!(
                    "{draws} tirages{stopped} de {ranges} chiffres en fourchette, graine\u{a0}{seed}\u{a0}; euros HT"
                ),
            ],
            Lang::En => vec![
                "Risk: cost, price and margin as the ranges vary".to_owned(),
                format!("{draws} draws{stopped} of {ranges} figures with a range, seed {seed}; euros, net"),
            ],
        }
    }

    /// What to take away of all lots, or of the one lot that is shown.
    fn notes(&self) -> Vec<String> {
        let Some((_, summary)) = self.lots.first() else { return Vec::new() };
        let lang = self.lang;
        if self.ranges == 0 {
            return vec![no_ranges(lang).to_owned()];
        }
        let money = |value: Decimal| format!("{}\u{a0}€", digits(value, 0, lang));
        let share = |value: Decimal| percent(value, lang);
        let (contingency, sure) = (&summary.contingency, self.confidence);
        let [full, needed, held] = [contingency.full, contingency.bare, contingency.provision].map(money);
        let covered = share(Decimal::ONE - contingency.exceeds);
        let mut notes = vec![match lang {
            Lang::Fr => format!(
                "Pour couvrir {sure}\u{a0}% des tirages, l’aléa est de {full} sur le coût complet. Sur le coût sans provision, il est de {needed}\u{a0}; la provision de l’offre, de {held}, couvre {covered} des tirages."
            ),
            Lang::En => format!(
                "Covering {sure}% of the draws takes a contingency of {full} on full cost. On cost without provision it is {needed}; the bid's provision of {held} covers {covered} of the draws."
            ),
        }];
        let (loss, missed) = (share(summary.loss), share(summary.missed));
        if self.show != RiskShow::Held {
            let price = money(summary.price.confident);
            notes.push(match lang {
                Lang::Fr => {
                    format!("Pour garder ses marges dans {sure}\u{a0}% des tirages, l’offre devrait valoir {price}.")
                }
                Lang::En => format!("To keep its margins in {sure}% of the draws, the bid would have to be {price}."),
            });
        }
        if self.show != RiskShow::Repriced {
            notes.push(match lang {
                Lang::Fr => format!(
                    "Aux prix de l’offre, la probabilité de perte est de {loss}, celle de manquer la marge visée de {missed}."
                ),
                Lang::En => format!(
                    "At the bid's prices, the chance of a loss is {loss}, and that of missing the target margin {missed}."
                ),
            });
        }
        notes
    }
}

/// That nothing varies, and what to write so that something does.
pub(super) fn no_ranges(lang: Lang) -> &'static str {
    lang.pick(
        "Aucun chiffre de l’offre n’a de fourchette\u{a0}: écrivez `{ low = …, mode = …, high = … }` pour ceux qui sont incertains.",
        "No figure of the bid has a range: write `{ low = …, mode = …, high = … }` for those that are not known.",
    )
}

fn count(draws: u32, lang: Lang) -> String {
    digits(draws.into(), 0, lang)
}

/// Euros without cents: what is drawn is not exact to the cent.
fn euros(value: Decimal) -> Cell {
    Cell::Number(value, 0)
}
