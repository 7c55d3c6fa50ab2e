//! The documents of a risk: a page whose first sheet is for who decides, and a workbook.

use rust_decimal::{Decimal, dec};

use super::super::page::{Front, Section};
use super::super::{Book, Cell, Chart, Column, Drawing, Drawn, Page, Picture, Row, Seen, Sheet, internal_mark};
use super::{Amount, RiskShow, Risked, Shown};
use crate::risk::{CHANCES, Spread, Summary};
use crate::unit::{Lang, digits, euros, percent};

/// The column of the names of bars, on the sheet of a histogram.
const NAMES: usize = 2;

/// In millions: `35,1`.
fn millions(value: Decimal, lang: Lang) -> String {
    digits(value / dec!(1_000_000), 1, lang)
}

/// The characters of the longest bar.
const BAR: Decimal = dec!(40);

/// A spread that is drawn.
struct Outcome<'s> {
    name: &'static str,
    spread: &'s Spread,
    /// What the bid says.
    bid: Decimal,
    /// Is more of it better?
    is_margin: bool,
}

impl Risked<'_> {
    /// How cost spreads, and margin or price, as bars: of all lots, or of the one lot that is shown.
    #[must_use]
    pub fn histograms(&self) -> Vec<Sheet> {
        let Some((_, summary)) = self.lots.first() else { return Vec::new() };
        self.drawn(summary).iter().map(|outcome| self.histogram(outcome)).collect()
    }

    /// The workbook: what all lots come to, the chances of each, and how each outcome spreads.
    #[must_use]
    pub fn book(&self) -> Book {
        let lang = self.lang;
        let mut sheets = Vec::new();
        if let Some((_, summary)) = self.lots.first() {
            let mut first = Sheet { notes: self.notes(), ..self.spreads(summary, &CHANCES) };
            if let Some(title) = first.title.first_mut().filter(|_| self.ranges > 0) {
                *title = self.heading(summary);
            }
            sheets.push(first);
            sheets.push(self.chances(&self.amounts()));
        }
        if self.lots.len() > 1 {
            sheets.push(self.details());
        }
        let charts = self.histograms().into_iter().map(|mut sheet| {
            // A chart in place of bars of letters.
            sheet.columns.retain(|column| column.seen != Seen::ByEyes);
            // A bar of five is named.
            for (place, row) in sheet.rows.iter_mut().enumerate() {
                let from = row.cells.first().and_then(Cell::number).filter(|_| place % 5 == 0);
                row.cells.truncate(NAMES);
                row.cells.push(from.map_or(Cell::Empty, |from| millions(from, lang).into()));
            }
            let names = Column::text("mark", lang.pick("Repère", "Mark"), 12);
            sheet.columns.push(Column { seen: Seen::ByCharts, ..names });
            sheet.title.extend(self.title().into_iter().nth(1));
            Sheet { charts: vec![self.bars_chart(&sheet, None)], ..sheet }
        });
        let charts: Vec<Sheet> = charts.collect();
        // The last is what is decided by: the margin, or the price where it follows.
        if let (Some(first), Some(last)) = (sheets.first_mut(), charts.last()) {
            first.charts.push(self.bars_chart(last, Some(last.name.clone())));
        }
        sheets.extend(charts);
        Book::internal(lang.pick("Risque", "Risk"), self.bid, sheets, lang)
    }

    /// The bars of a histogram, on its own sheet or on another.
    fn bars_chart(&self, sheet: &Sheet, of: Option<String>) -> Chart {
        Chart {
            title: sheet.title.first().cloned().unwrap_or_default(),
            axis: self.lang.pick("Part des tirages", "Share of the draws").to_owned(),
            of,
            drawn: Drawn::Columns {
                rows: 0..sheet.rows.len(),
                names: NAMES,
                series: vec![1],
                shares: true,
                across: "M€".into(),
            },
        }
    }

    /// The page: what to decide by alone on the first sheet, then how each outcome spreads, what moves it, and the tables.
    #[must_use]
    pub fn page(&self, moved: Option<Picture>) -> Page {
        let lang = self.lang;
        let mut title = self.title().into_iter();
        let Some((_, summary)) = self.lots.first().filter(|_| self.ranges > 0) else {
            let heading = lang.pick("Ce qui peut arriver", "What may happen");
            return Page::of_table(self.sheet(), heading, Vec::new(), lang);
        };
        let drawn = self.drawn(summary);
        let headed = |sheet: Sheet, heading: &str| Sheet { title: vec![heading.to_owned()], ..sheet };
        let all = lang.pick("Offre et quantiles, tous les lots (€)", "Bid and quantiles, all lots (€)");
        let happen = Section {
            heading: lang.pick("Ce qui peut arriver", "What may happen").into(),
            pictures: drawn.iter().map(|outcome| self.picture(outcome)).collect(),
            ..Section::default()
        };
        let moves = moved.map(|picture| Section {
            heading: lang.pick("Ce qui déplace le coût", "What moves cost").into(),
            pictures: vec![picture],
            tables: vec![headed(self.spreads(summary, &CHANCES), all)],
            ..Section::default()
        });
        let mut tables = vec![self.chances(&[]), self.amounts_by_lot()];
        if self.lots.len() > 1 {
            tables.push(self.details());
        }
        let lots = Section {
            heading: lang.pick("Lot par lot", "Lot by lot").into(),
            tables: tables.into_iter().map(|sheet| Sheet { notes: Vec::new(), ..sheet }).collect(),
            ..Section::default()
        };
        let curve = self.curve(summary);
        Page {
            lang,
            title: title.next().unwrap_or_default(),
            subtitle: vec![internal_mark(lang).to_owned()],
            front: curve.map(|picture| Front {
                heading: self.heading(summary),
                rule: title.collect::<Vec<_>>().join(", "),
                key_figures: self.key_figures(summary),
                picture,
                lists: vec![(lang.pick("À retenir", "In short").into(), self.notes())],
            }),
            headline: Vec::new(),
            key_figures: Vec::new(),
            sections: [happen].into_iter().chain(moves).chain([lots]).collect(),
            footer: internal_mark(lang).into(),
        }
    }

    /// What the page says first.
    fn heading(&self, summary: &Summary) -> String {
        let lang = self.lang;
        if self.show == RiskShow::Repriced {
            let (sure, price) = (self.confidence, euros(summary.price.confident, lang));
            return match lang {
                Lang::Fr => format!("{price} tiendraient les marges dans {sure}\u{a0}% des tirages"),
                Lang::En => format!("{price} would keep the margins in {sure}% of the draws"),
            };
        }
        let [held, loss] = [Decimal::ONE - summary.missed, summary.loss].map(|share| percent(share, lang));
        let loss = match (summary.loss.is_zero(), summary.loss < dec!(0.0005), lang) {
            (true, _, Lang::Fr) => "aucune perte".to_owned(),
            (true, _, Lang::En) => "no loss".to_owned(),
            (_, true, Lang::Fr) => "perte dans moins de 0,1\u{a0}%".to_owned(),
            (_, true, Lang::En) => "a loss in less than 0.1%".to_owned(),
            (.., Lang::Fr) => format!("perte dans {loss}"),
            (.., Lang::En) => format!("a loss in {loss}"),
        };
        match lang {
            Lang::Fr => {
                format!("Aux prix de l’offre, la marge visée est tenue dans {held} des tirages\u{a0}; {loss}")
            }
            Lang::En => format!("At the bid’s prices, the target margin is kept in {held} of the draws; {loss}"),
        }
    }

    /// Amounts of each lot that documents have room for.
    fn amounts(&self) -> Vec<Amount> {
        let (lang, sure) = (self.lang, self.confidence);
        let cost = lang.pick("Coût", "Cost");
        let bid = lang.pick("offre", "as bid");
        let mut amounts: Vec<Amount> = vec![
            ("cost", format!("{cost}, {bid}"), |of| of.cost.modes),
            ("cost_confident", format!("{cost} P{sure}"), |of| of.cost.confident),
        ];
        if self.show != RiskShow::Held {
            let price = lang.pick("Prix", "Price");
            amounts.push(("price", format!("{price}, {bid}"), |of| of.revenue.modes));
            amounts.push(("price_confident", format!("{price} P{sure}"), |of| of.price.confident));
        }
        amounts.push(("contingency", format!("{} P{sure}", lang.pick("Aléa sur coût", "Contingency")), |of| {
            of.contingency.full
        }));
        amounts
    }

    /// Those amounts as a table.
    fn amounts_by_lot(&self) -> Sheet {
        let (lang, amounts) = (self.lang, self.amounts());
        let mut columns = vec![Column::text("name", "Lot", 30)];
        columns.extend(amounts.iter().map(|(key, name, _)| Column::number(key, name, 14)));
        let cells = |summary: &Summary| amounts.iter().map(|(_, _, of)| Cell::Euros(of(summary))).collect::<Vec<_>>();
        let rows = self
            .lots
            .iter()
            .map(|(lot, summary)| Row::body(std::iter::once(self.name(*lot).into()).chain(cells(summary)).collect()));
        let title = lang.pick("Coût, prix et aléa de chaque lot (€)", "Cost, price and contingency of each lot (€)");
        Sheet { title: vec![title.into()], columns, rows: rows.collect(), frozen: 1, ..Sheet::default() }
    }

    /// How each lot spreads, one after the other: all of them have a table of their own.
    fn details(&self) -> Sheet {
        let lang = self.lang;
        Sheet {
            name: lang.pick("Détail par lot", "Lot by lot").into(),
            title: vec![lang.pick("Détail par lot (€)", "Lot by lot (€)").into()],
            notes: Vec::new(),
            ..self.by_lot(self.lots.get(1..).unwrap_or_default(), |shown| matches!(shown, Shown::Spread(_)))
        }
    }

    /// The spreads that are drawn: those that vary.
    fn drawn<'s>(&self, summary: &'s Summary) -> Vec<Outcome<'s>> {
        let lang = self.lang;
        let one = |name, spread: &'s Spread, is_margin| Outcome { name, spread, bid: spread.modes, is_margin };
        let mut drawn = vec![one(lang.pick("Coût complet", "Full cost"), &summary.cost, false)];
        if self.show != RiskShow::Held {
            let price = one(lang.pick("Prix recalculé", "Price recomputed"), &summary.price, false);
            drawn.push(Outcome { bid: summary.revenue.modes, ..price });
        }
        if self.show != RiskShow::Repriced {
            let name = lang.pick("Marge aux prix de l’offre", "Margin at the bid’s prices");
            drawn.push(one(name, &summary.margin, true));
        }
        drawn.retain(|outcome| outcome.spread.histogram.0 < outcome.spread.histogram.1);
        drawn
    }

    fn histogram(&self, outcome: &Outcome<'_>) -> Sheet {
        let lang = self.lang;
        let bars = self.bars(outcome.spread);
        let most = bars.iter().map(|(_, share)| *share).max().unwrap_or_default();
        let rows = bars.into_iter().map(|(from, share)| {
            let wide = share.checked_div(most).unwrap_or_default() * BAR;
            let bar = "█".repeat(usize::try_from(wide.round()).unwrap_or_default());
            Row::body(vec![Cell::Number(from, 0), Cell::Percent(share), bar.into()])
        });
        Sheet {
            name: outcome.name.to_owned(),
            title: vec![self.found(outcome)],
            columns: vec![
                Column::number("from", lang.pick("À partir de (€)", "From (€)"), 16),
                Column::number("share", lang.pick("Tirages", "Draws"), 10),
                Column::drawn("", 42),
            ],
            rows: rows.collect(),
            ..Sheet::default()
        }
    }

    /// What a histogram shows: the amount that nine draws of ten keep below, or above where more is better.
    fn found(&self, outcome: &Outcome<'_>) -> String {
        let (lang, name) = (self.lang, outcome.name);
        let amount = euros(outcome.spread.at(if outcome.is_margin { 10 } else { 90 }), lang);
        match (outcome.is_margin, lang) {
            (false, Lang::Fr) => format!("{name}\u{a0}: sous {amount} dans neuf tirages sur dix"),
            (false, Lang::En) => format!("{name}: below {amount} in nine draws of ten"),
            (true, Lang::Fr) => format!("{name}\u{a0}: au-dessus de {amount} dans neuf tirages sur dix"),
            (true, Lang::En) => format!("{name}: above {amount} in nine draws of ten"),
        }
    }

    /// Where each bar of a histogram begins, and its share of the draws.
    fn bars(&self, spread: &Spread) -> Vec<(Decimal, Decimal)> {
        let (low, high, bars) = &spread.histogram;
        let width = (*high - *low).checked_div(Decimal::from(bars.len())).unwrap_or_default();
        let bar = |(place, draws): (usize, &u32)| {
            let share = Decimal::from(*draws).checked_div(self.draws.into()).unwrap_or_default();
            (*low + width * Decimal::from(place), share)
        };
        bars.iter().enumerate().map(bar).collect()
    }

    /// An amount with its name.
    fn mark(&self, name: &str, value: Decimal) -> (String, Cell) {
        let words = format!("{name}{}{}", self.lang.colon(), euros(value, self.lang));
        (words, Cell::UnitPrice(value, 0))
    }

    fn picture(&self, outcome: &Outcome<'_>) -> Picture {
        let (lang, spread) = (self.lang, outcome.spread);
        let bid = self.mark(lang.pick("Offre", "Bid"), outcome.bid);
        let chance = if outcome.is_margin { 10 } else { 90 };
        let (low, high, _) = &spread.histogram;
        Picture {
            title: self.found(outcome),
            summary: lang
                .pick(
                    "Les colonnes des bords comptent aussi ce qui les dépasse.",
                    "The outer columns also count what is beyond them.",
                )
                .to_owned(),
            drawing: Drawing::Histogram {
                axes: [format!("{} (€)", outcome.name), lang.pick("Part des tirages", "Share of the draws").to_owned()],
                ends: [*low, *high].map(|end| Cell::UnitPrice(end, 0)),
                columns: self.bars(spread).into_iter().map(|(_, share)| Cell::Percent(share)).collect(),
                marks: vec![bid, self.mark(&format!("P{chance}"), spread.at(chance))],
            },
        }
    }

    /// The share of the draws that stay below each price, or each cost where prices are held: the bid is marked.
    fn curve(&self, summary: &Summary) -> Option<Picture> {
        let (lang, sure) = (self.lang, self.confidence);
        let is_price = self.show != RiskShow::Held;
        let spread = if is_price { &summary.price } else { &summary.cost };
        let (low, high, _) = spread.histogram;
        if low >= high {
            return None;
        }
        // Below the first bar and past the last one are draws as well: the curve is of what is between.
        let below = self.bars(spread).into_iter().scan(Decimal::ZERO, |sum, (from, share)| {
            let below = *sum;
            *sum += share;
            Some((from, below))
        });
        let points: Vec<(Decimal, Decimal)> = below.skip(1).collect();
        let amount = euros(spread.confident, lang);
        // The price as it is bid, rounded.
        let at_bid = if is_price { summary.revenue.modes } else { spread.modes };
        let (bid, name) = if is_price {
            (lang.pick("Offre", "Bid"), lang.pick("Prix recalculé (€)", "Price recomputed (€)"))
        } else {
            (lang.pick("Coût de l’offre", "Cost as bid"), lang.pick("Coût complet (€)", "Full cost (€)"))
        };
        let marked = |(name, cell): (String, Cell), share: Decimal| (name, [cell, Cell::Percent(share)]);
        let confident = Decimal::from(sure) / Decimal::ONE_HUNDRED;
        let title = match (is_price, lang) {
            (true, Lang::Fr) => format!("Prix qui tient les marges\u{a0}: {amount} pour {sure}\u{a0}% des tirages"),
            (true, Lang::En) => format!("Price that keeps the margins: {amount} for {sure}% of the draws"),
            (false, Lang::Fr) => format!("Coût complet\u{a0}: sous {amount} dans {sure}\u{a0}% des tirages"),
            (false, Lang::En) => format!("Full cost: below {amount} in {sure}% of the draws"),
        };
        let level = match lang {
            Lang::Fr => format!("{sure}\u{a0}% des tirages"),
            Lang::En => format!("{sure}% of the draws"),
        };
        Some(Picture {
            title,
            summary: String::new(),
            drawing: Drawing::Curve {
                axes: [
                    name.to_owned(),
                    lang.pick("Part des tirages en dessous", "Share of the draws below").to_owned(),
                ],
                level: (level, Cell::Percent(confident)),
                marks: vec![
                    marked(self.mark(bid, at_bid), between(&points, at_bid)),
                    marked(self.mark(&format!("P{sure}"), spread.confident), confident),
                ],
                points: points.into_iter().map(|(at, share)| [Cell::UnitPrice(at, 0), Cell::Percent(share)]).collect(),
            },
        })
    }

    fn key_figures(&self, summary: &Summary) -> Vec<(String, Cell)> {
        let (lang, sure) = (self.lang, self.confidence);
        let amount = |value: Decimal| Cell::from(euros(value, lang));
        let mut figures = Vec::new();
        if self.show != RiskShow::Held {
            figures.push((lang.pick("Prix de l’offre", "Price as bid").to_owned(), amount(summary.revenue.modes)));
            let name = match lang {
                Lang::Fr => format!("Prix qui tient les marges dans {sure}\u{a0}% des tirages"),
                Lang::En => format!("Price that keeps the margins in {sure}% of the draws"),
            };
            figures.push((name, amount(summary.price.confident)));
        }
        let name = match lang {
            Lang::Fr => format!("Coût, au plus, dans {sure}\u{a0}% des tirages"),
            Lang::En => format!("Cost, at most, in {sure}% of the draws"),
        };
        figures.push((name, amount(summary.cost.confident)));
        if self.show != RiskShow::Repriced {
            let name =
                lang.pick("Marge, au moins, dans 90\u{a0}% des tirages", "Margin, at least, in 90% of the draws");
            figures.push((name.to_owned(), amount(summary.margin.at(10))));
        }
        figures
    }
}

/// Where a curve of rising points is at a value, in a straight line between two points.
fn between(points: &[(Decimal, Decimal)], at: Decimal) -> Decimal {
    let after = points.partition_point(|(from, _)| *from <= at);
    let (Some(before), Some(next)) = (after.checked_sub(1).and_then(|before| points.get(before)), points.get(after))
    else {
        return if after == 0 { points.first() } else { points.last() }.map_or(Decimal::ZERO, |(_, share)| *share);
    };
    let part = (at - before.0).checked_div(next.0 - before.0).unwrap_or_default();
    before.1 + (next.1 - before.1) * part
}
