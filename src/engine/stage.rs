use std::collections::HashSet;

use crate::model::Bid;
use crate::model::bid::{Lot, Nature, Rule, Volume};
use crate::model::figure::Fig;

/// Where in the method a figure first enters: what comes before it does not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What is to be done, and where: days worked, volumes, effort, pools, mixes, productivity (method §1 to §3).
    Work,
    /// What it costs: cards, coordination, platform, overheads (§3 and §4).
    Cost,
    /// What it sells for (§5), and what follows (§6).
    Price,
}

impl Stage {
    /// The earliest stage that some figures of a bid enter; the last where there are none.
    #[must_use]
    pub fn of(bid: &Bid, figs: impl IntoIterator<Item = Fig>) -> Self {
        let (price, cost) = (in_price(bid), in_cost(bid));
        let of_fig = |fig: Fig| {
            let stages = [(&price, Self::Price), (&cost, Self::Cost)];
            // What is in none of these is work.
            stages.into_iter().find(|(figs, _)| figs.contains(&fig)).map_or(Self::Work, |(_, stage)| stage)
        };
        figs.into_iter().map(of_fig).min().unwrap_or(Self::Price)
    }
}

fn in_price(bid: &Bid) -> HashSet<Fig> {
    let mut figs = HashSet::from([bid.contract.vat]);
    for lot in &bid.lots {
        figs.extend(Nature::ALL.map(|nature| lot.terms(nature).margin));
        for (place, line) in lot.lines.iter().enumerate() {
            match line.rule {
                Rule::Share(fig) | Rule::Given(fig) => {
                    figs.insert(fig);
                    if !lot.volumes.iter().any(|(_, volume, _)| matches!(volume, Volume::Line(line) if *line == place))
                    {
                        figs.extend(line.quantity.iter().filter_map(|quantity| quantity.fig()));
                    }
                }
                Rule::Day(_) => {}
            }
        }
    }
    figs
}

fn in_cost(bid: &Bid) -> HashSet<Fig> {
    let mut figs: HashSet<Fig> = bid.overheads.iter().map(|overhead| overhead.rate).collect();
    figs.extend(bid.cards.iter().flat_map(|card| &card.costs).flatten().map(|(_, fig)| *fig));
    figs.extend(bid.currencies.iter().map(|currency| currency.thing));
    figs.extend(bid.sites.iter().flat_map(|site| [site.drift, site.per_head_month, site.coordination]));
    for lot in &bid.lots {
        figs.extend(Nature::ALL.map(|nature| lot.terms(nature).provision));
        figs.extend(lot.one_offs.iter().map(|one_off| one_off.amount));
        for (place, item) in lot.platform.iter().enumerate() {
            figs.extend([item.unit_month, item.drift]);
            if !drives_work(lot, place) {
                figs.extend(item.count.figures());
            }
        }
    }
    figs
}

/// Does a volume of the lot count this item of its platform?
fn drives_work(lot: &Lot, item: usize) -> bool {
    lot.volumes.iter().any(|(_, volume, _)| matches!(volume, Volume::Items(counted) if *counted == item))
}
