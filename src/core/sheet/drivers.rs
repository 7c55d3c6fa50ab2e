//! What each range moves by itself (method §9, *Sensitivity*).

use rust_decimal::{Decimal, dec};

use super::names::Names;
use super::price::lot_name;
use super::risk::no_ranges;
use super::{Book, Cell, Column, Drawing, Page, Picture, Row, Seen, Sheet, cut};
use crate::diag::Sources;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::risk::{Axis, Driver, Outcome};
use crate::unit::{Lang, digits, euros, percent};

/// Drivers, to be shown.
pub struct Driven<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// The texts that figures are written in.
    pub sources: &'a Sources,
    /// The figures that are drawn together.
    pub axes: &'a [Axis],
    /// What they move, the most first.
    pub drivers: &'a [Driver],
    /// What is moved.
    pub outcome: Outcome,
    /// What that is with every range at its mode, in euros.
    pub modes: Decimal,
    /// The lot that it is of; none where it is of all.
    pub lot: Option<LotId>,
    /// At most so many rows.
    pub top: Option<usize>,
    /// How many draws were made.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
    /// The reader's language.
    pub lang: Lang,
}

/// The characters of the longest bar.
const BAR: Decimal = dec!(24);

impl Driven<'_> {
    /// The table.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let lang = self.lang;
        let all = self.drivers.len();
        let most = self.drivers.iter().filter_map(Driver::swing).max().unwrap_or_default();
        let rows = self.drivers.iter().take(self.top.unwrap_or(all)).map(|driver| self.row(driver, most));
        let rows: Vec<Row> = rows.collect();
        let mut notes = vec![
            lang.pick(
                "Amplitude : écart entre les bornes d’un chiffre, le reste au mode ; un groupe bouge d’un bloc. Part de variance : ce que le chiffre explique à lui seul des tirages.",
                "Swing: how far apart it is at the two ends of a figure, all others at their modes; a group moves as one. Share of variance: what the figure explains of the draws by itself.",
            )
            .to_owned(),
        ];
        if all == 0 {
            notes = vec![no_ranges(lang).to_owned()];
        }
        notes.extend(cut(rows.len(), all, lang));
        Sheet {
            name: lang.pick("Facteurs de risque", "Drivers").into(),
            title: self.title().into_iter().chain(if all == 0 { Vec::new() } else { self.findings() }).collect(),
            columns: vec![
                Column::key("figure"),
                Column::drawn(lang.pick("Chiffre ou groupe", "Figure or group"), 64),
                Column::number("figures", lang.pick("Chiffres", "Figures"), 10).if_wide(),
                Column::number("at_low", lang.pick("Au bas (€)", "At low (€)"), 16),
                Column::number("at_high", lang.pick("Au haut (€)", "At high (€)"), 16),
                Column::number("swing", lang.pick("Amplitude (€)", "Swing (€)"), 16),
                Column::drawn(lang.pick("En image", "Drawn"), 26),
                Column::number("share_of_variance", lang.pick("Variance", "Variance"), 10),
                Column::text("source", "Source", 20).if_wide(),
                Column::key("place"),
            ],
            rows,
            notes,
            frozen: 1,
            ..Sheet::default()
        }
    }

    /// The workbook.
    #[must_use]
    pub fn book(&self) -> Book {
        Book::internal(self.lang.pick("Facteurs de risque", "Drivers"), self.bid, [self.moving()], self.lang)
    }

    /// The table for who reads documents: figures that move nothing are counted, not listed.
    fn moving(&self) -> Sheet {
        let lang = self.lang;
        let mut sheet = self.sheet().without_places();
        let moves = |driver: &&Driver| driver.swing().is_none_or(|swing| !swing.round_dp(0).is_zero());
        // The most first: what moves nothing comes last.
        let moving = self.drivers.iter().take(sheet.rows.len()).take_while(moves).count();
        let still = sheet.rows.len() - moving;
        sheet.rows.truncate(moving);
        if still > 0 && moving > 0 {
            sheet.notes.push(match lang {
                Lang::Fr => format!("{still} autres fourchettes ne déplacent rien."),
                Lang::En => format!("{still} other ranges move nothing."),
            });
        }
        sheet
    }

    /// The page: a tornado, and the table.
    #[must_use]
    pub fn page(&self) -> Page {
        let lang = self.lang;
        let mut sheet = self.moving();
        // The picture has the bars.
        sheet
            .columns
            .iter_mut()
            .filter(|column| column.seen == Seen::ByEyes && column.width == 26)
            .for_each(|column| column.only_data = true);
        let heading = self.heading();
        Page::of_table(sheet, &heading, vec![self.tornado()], lang)
    }

    /// What the first figures add to the outcome and take from it, from one end to the other, beside its value at the modes.
    #[must_use]
    pub fn tornado(&self) -> Picture {
        const MOST: usize = 12;
        let lang = self.lang;
        let moved = |value: Option<Decimal>| value.map_or(Cell::Empty, |value| Cell::More(value - self.modes));
        let group = |driver: &Driver| (self.name(driver), vec![moved(driver.low), moved(driver.high)]);
        let modes = euros(self.modes, lang);
        let (outcome, colon) = (self.outcome_name(), lang.colon());
        Picture {
            title: self.weighs_most(),
            summary: match lang {
                Lang::Fr => format!("Écart au mode, en euros{colon}{outcome}, {modes}. Le reste est au mode."),
                Lang::En => format!(
                    "Difference from the modes, in euros{colon}{outcome}, {modes}. All others are at their modes."
                ),
            },
            drawing: Drawing::Dots {
                axis: lang.pick("Écart (€)", "Difference (€)").to_owned(),
                series: [("au bas de la fourchette", "at the low end"), ("au haut", "at the high end")]
                    .map(|(fr, en)| lang.pick(fr, en).to_owned())
                    .to_vec(),
                groups: self.drivers.iter().take(MOST).map(group).collect(),
            },
        }
    }

    /// What its figures are, or the name of their group.
    fn name(&self, driver: &Driver) -> String {
        let axis = &self.axes[driver.axis];
        let names = Names { bid: self.bid, lang: self.lang };
        let is_path = axis.figures.iter().all(|(fig, _)| self.bid.figure(*fig).path.starts_with(&axis.name));
        if is_path { names.whole(&axis.name) } else { axis.name.clone() }
    }

    /// `Ce qui déplace le coût complet`.
    fn heading(&self) -> String {
        let outcome = self.outcome_name();
        match (self.outcome, self.lang) {
            (Outcome::Margin, Lang::Fr) => format!("Ce qui déplace la {outcome}"),
            (_, Lang::Fr) => format!("Ce qui déplace le {outcome}"),
            (_, Lang::En) => format!("What moves the {outcome}"),
        }
    }

    /// What the ranges do, most of all.
    fn findings(&self) -> Vec<String> {
        const FIRST: usize = 3;
        let lang = self.lang;
        let mut found = vec![self.weighs_most()];
        let share: Decimal = self.drivers.iter().take(FIRST).map(|driver| driver.share).sum();
        if self.drivers.len() > FIRST {
            let (share, all) = (percent(share, lang), self.drivers.len());
            found.push(match lang {
                Lang::Fr => format!("Les trois premiers expliquent {share} de la variance, sur {all} fourchettes."),
                Lang::En => format!("The first three explain {share} of the variance, of {all} ranges."),
            });
        }
        found
    }

    /// `« Lyon, Dérive annuelle » pèse le plus : 799 313 € d’une borne à l’autre`.
    fn weighs_most(&self) -> String {
        let lang = self.lang;
        let first = self.drivers.first().and_then(|driver| Some((self.name(driver), euros(driver.swing()?, lang))));
        match (first, lang) {
            (Some((name, most)), Lang::Fr) => {
                format!("«\u{a0}{name}\u{a0}» pèse le plus\u{a0}: {most} d’une borne à l’autre")
            }
            (Some((name, most)), Lang::En) => format!("“{name}” weighs most: {most} from end to end"),
            (None, _) => self.heading(),
        }
    }

    fn outcome_name(&self) -> &'static str {
        let lang = self.lang;
        match self.outcome {
            Outcome::Cost => lang.pick("coût complet", "full cost"),
            Outcome::Price => lang.pick("prix recalculé", "price recomputed"),
            Outcome::Margin => lang.pick("marge aux prix de l’offre", "margin at the bid’s prices"),
        }
    }

    fn title(&self) -> Vec<String> {
        let (lang, draws) = (self.lang, digits(self.draws.into(), 0, self.lang));
        let of = match self.lot {
            Some(lot) => format!("lot {}", lot_name(self.bid, lot, lang)),
            None => lang.pick("tous les lots", "all lots").to_owned(),
        };
        let seed = self.seed;
        match lang {
            Lang::Fr => {
                vec![
                    format!("{}, {of}", self.heading()),
                    format!("{draws} tirages, graine\u{a0}{seed}\u{a0}; euros HT"),
                ]
            }
            Lang::En => vec![format!("{}, {of}", self.heading()), format!("{draws} draws, seed {seed}; euros, net")],
        }
    }

    fn row(&self, driver: &Driver, most: Decimal) -> Row {
        let axis = &self.axes[driver.axis];
        let amount = |value: Option<Decimal>| value.map_or(Cell::Empty, |value| Cell::Number(value, 0));
        let wide = driver.swing().unwrap_or_default().checked_div(most).unwrap_or_default() * BAR;
        let first = axis.figures.first().map(|(fig, _)| self.bid.figure(*fig));
        Row::body(vec![
            axis.name.as_str().into(),
            self.name(driver).into(),
            Cell::Number(axis.figures.len().into(), 0),
            amount(driver.low),
            amount(driver.high),
            amount(driver.swing()),
            "█".repeat(usize::try_from(wide.round()).unwrap_or_default()).into(),
            Cell::Percent(driver.share),
            first.map_or(Cell::Empty, |figure| figure.source.name(self.lang).into()),
            first.map_or(Cell::Empty, |figure| self.sources.place(figure.at).into()),
        ])
    }
}
