//! From cost to price (method §5): spread natures, margins, unit prices, and the totals of a lot.

use super::expr::Expr;
use super::tree::{Step, Trace, Unit};
use super::words::{line_name, nature_name, text, titled};
use crate::engine::{Origin, Row, cell};
use crate::model::bid::{Index, Nature, Rule};
use crate::model::figure::Fig;
use crate::unit::Text;

impl Trace<'_> {
    /// The unit price of a line.
    pub(super) fn line(&self, lot: Index, line: Index) -> Step {
        let of = &self.bid.lots[lot].lines[line];
        let price = match of.rule {
            Rule::Share(weight) => self.share_price(lot, line, weight),
            Rule::Given(price) => self.fig(price, Unit::Euros),
            Rule::Day(position) => self.day_price(lot, line, position),
        };
        let name = line_name(of);
        let label = Text::each(|lang| titled(lang, lang.pick("prix unitaire HT", "unit price, net"), &name));
        price.rounded(self.bid.contract.price_decimals).step(label, Unit::Euros)
    }

    /// `(sell(l, n) − given amounts) × w(j) / Σ w(i) Q(i)`.
    fn share_price(&self, lot: Index, line: Index, weight: Fig) -> Expr {
        let of = &self.bid.lots[lot];
        let nature = of.lines[line].nature;
        let of_nature = || (0..of.lines.len()).filter(|j| of.lines[*j].nature == nature);
        let given = of_nature().filter_map(|j| match of.lines[j].rule {
            Rule::Given(_) => Some(self.amount(lot, j, self.line(lot, j), None)),
            _ => None,
        });
        let given: Vec<Step> = given.collect();
        let weighted = of_nature().filter_map(|j| match of.lines[j].rule {
            Rule::Share(weight) => {
                let weighted = self.fig(weight, Unit::Ratio) * Expr::of(self.quantity(lot, j));
                Some(weighted.step(Text::same(&line_name(&of.lines[j])), Unit::Ratio))
            }
            _ => None,
        });
        let label = text("Σ poids × quantité des lignes de la nature", "Σ weight × quantity of the nature's lines");
        let shares = Step::sum(label, Unit::Ratio, weighted.collect());
        if shares.is_nothing() {
            // Nothing to recover, and nothing to recover it over: the engine asks no price of such a line.
            return Expr::nothing();
        }
        let mut to_share = Expr::of(self.sell(lot, nature));
        if !given.is_empty() {
            let label = text("montants des prix donnés de la nature", "amounts of the nature's given prices");
            to_share = to_share - Expr::of(Step::sum(label, Unit::Euros, given));
        }
        to_share * self.fig(weight, Unit::Ratio) / Expr::of(shares)
    }

    /// The amount of a line at its unit price: `round(PU(j) × q(j, k); 2)` of a year, or their sum over all.
    fn amount(&self, lot: Index, line: Index, price: Step, year: Option<usize>) -> Step {
        let of_year = |k: usize| (Expr::mention(&price) * self.yearly(lot, line, k, Unit::Count)).rounded(2);
        let years = year.map_or(0..self.bid.years(), |k| k..k + 1).map(of_year);
        let label = Text::same(&line_name(&self.bid.lots[lot].lines[line]));
        let sum = years.reduce(|sum, year| sum + year).unwrap_or_else(Expr::nothing);
        let mut amount = sum.step(label, Unit::Euros);
        amount.children.push(price);
        amount
    }

    /// The amount of a line, whose unit price is explained in its own cell.
    pub(super) fn sold(&self, lot: Index, line: Index, year: Option<usize>) -> Step {
        let of = &self.bid.lots[lot];
        let see = format!("{}/{}", of.id, of.lines[line].code);
        let label = text(format!("prix unitaire HT (voir {see})"), format!("unit price, net (see {see})"));
        let price = self.estimate.dqe.lines[lot][line].unit_price;
        self.amount(lot, line, Step::mention(label, Unit::Euros, price), year)
    }

    /// `full cost of its days / Q / (1 − margin)`; where Q is 0, of one day in each contract year, over the years.
    fn day_price(&self, lot: Index, line: Index, position: Index) -> Expr {
        let plan = &self.estimate.plan;
        let is_its = |row: &&Row| row.lot == lot && row.origin == Origin::Position(position);
        let Some(row) = plan.rows.iter().chain(&plan.idle).find(is_its) else { return Expr::nothing() };
        let days = if self.is_idle(row) {
            let label =
                text("sans quantité : un jour par année de contrat", "no quantity: one day in each contract year");
            Expr::whole(self.bid.years(), Unit::Days).step(label, Unit::Days)
        } else {
            self.quantity(lot, line)
        };
        let label = text("coût complet de ces jours", "full cost of these days");
        let full = self.with_spread(lot, self.full_of_row(row, label));
        let margin = self.bid.lots[lot].terms(Nature::OnDemand).margin;
        Expr::of(full) / Expr::of(days) / self.rest_of_one(margin)
    }

    /// `sell(l, n) = full(l, n) / (1 − margin(l, n))`, unrounded.
    pub(super) fn sell(&self, lot: Index, nature: Nature) -> Step {
        let price = Expr::of(self.full_sold(lot, nature)) / self.rest_of_one(self.bid.lots[lot].terms(nature).margin);
        let label = Text::each(|lang| {
            titled(
                lang,
                lang.pick("prix de vente HT avant arrondi", "selling price, net, unrounded"),
                nature_name(nature, lang),
            )
        });
        price.step(label, Unit::Euros)
    }

    /// `full(l, n)` as it is sold: with the nature's part of those that are spread; 0 where it is itself spread.
    pub(super) fn full_sold(&self, lot: Index, nature: Nature) -> Step {
        let own = self.own_full(lot, nature);
        if self.bid.lots[lot].terms(nature).spread {
            let label =
                text("coût complet, réparti sur les autres natures", "full cost, spread over the other natures");
            let carried = Expr::mention(&own);
            return (Expr::of(own) - carried).step(label, Unit::Euros);
        }
        self.with_spread(lot, own)
    }

    /// A full cost with its part of the lot's spread natures.
    fn with_spread(&self, lot: Index, own: Step) -> Step {
        let Some(key) = self.spread_key(lot) else { return own };
        let label =
            text("coût complet, part des natures réparties comprise", "full cost, with its part of the spread natures");
        let part = Expr::mention(&own) * Expr::of(key);
        (Expr::of(own) + part).step(label, Unit::Euros)
    }

    /// What the spread natures of a lot add to a euro of the others; `None` where they cost nothing. What carries them
    /// is explained each in its own cell.
    fn spread_key(&self, lot: Index) -> Option<Step> {
        let of = &self.bid.lots[lot];
        let spread = Nature::ALL.into_iter().filter(|n| of.terms(*n).spread).map(|n| self.own_full(lot, n));
        let spread = spread.filter(|full| !full.is_nothing()).collect();
        let spread = Step::sum(text("coût des natures réparties", "cost of the spread natures"), Unit::Euros, spread);
        if spread.is_nothing() {
            return None;
        }
        let carried = Nature::ALL.into_iter().filter(|n| !of.terms(*n).spread).map(|nature| {
            let label = Text::each(|lang| {
                let (cost, see) = (lang.pick("coût complet propre", "own full cost"), lang.pick("voir", "see"));
                format!("{} ({see} {}/{})", titled(lang, cost, nature_name(nature, lang)), of.id, nature.id())
            });
            Step::mention(label, Unit::Euros, self.estimate.cost.full[cell(lot, nature)])
        });
        let carried = carried.filter(|full| !full.is_nothing()).collect();
        let label = text("coût des natures qui les portent", "cost of the natures that carry them");
        let carried = Step::sum(label, Unit::Euros, carried);
        let label = text("clé de répartition, par euro de coût", "spread, for a euro of cost");
        Some((Expr::of(spread) / Expr::of(carried)).step(label, Unit::Ratio))
    }

    /// The total of a lot without VAT.
    pub(super) fn net(&self, lot: Index) -> Step {
        let of = &self.bid.lots[lot];
        let natures = Nature::ALL.into_iter().map(|nature| self.sell(lot, nature));
        let label =
            text("prix de vente HT des natures, avant arrondi", "selling prices of the natures, net, unrounded");
        let sold = Step::sum(label, Unit::Euros, natures.filter(|step| !step.is_nothing()).collect());
        let lines = (0..of.lines.len()).map(|j| self.sold(lot, j, None));
        let label =
            text("montants du DQE : prix unitaires × quantités", "amounts of the DQE: unit prices × quantities");
        let amounts = Step::sum(label, Unit::Euros, lines.collect());
        let label = text(
            "écart laissé par l’arrondi des prix unitaires et les prix donnés",
            "what rounding of unit prices and given prices leave",
        );
        let residue = (Expr::of(amounts) - Expr::mention(&sold)).step(label, Unit::Euros);
        (Expr::of(sold) + Expr::of(residue)).step(text("total HT", "net total"), Unit::Euros)
    }

    /// The total of a lot with VAT, with the margin of the rounded DQE beside it.
    pub(super) fn lot(&self, lot: Index) -> Step {
        let of = &self.bid.lots[lot];
        let net = self.net(lot);
        let vat = (Expr::mention(&net) * self.fig(self.bid.contract.vat, Unit::Share)).rounded(2);
        let vat = vat.step(text("TVA", "VAT"), Unit::Euros);
        let label = Text::each(|lang| {
            titled(lang, lang.pick("total TTC du lot", "gross total of the lot"), of.label.get(lang))
        });
        let margin = self.lot_margin(lot, &net);
        let mut total = (Expr::of(net) + Expr::of(vat)).step(label, Unit::Euros);
        total.children.push(margin);
        total
    }

    /// `(Σ amounts − Σ full) / Σ amounts`.
    fn lot_margin(&self, lot: Index, net: &Step) -> Step {
        let full = Nature::ALL.into_iter().map(|nature| self.estimate.price.of(lot, nature).full).sum();
        let all = text("coût complet de toutes les natures (voir ci-dessus)", "full cost of all natures (see above)");
        let full = Step::mention(all, Unit::Euros, full);
        let label = text("marge du DQE arrondi (taux de marque)", "margin of the rounded DQE");
        let expr = (Expr::mention(net) - Expr::of(full)) / Expr::mention(net);
        Step { aside: true, ..expr.step(label, Unit::Share) }
    }
}
