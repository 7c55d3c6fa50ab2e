//! A bid priced beside another comes to what it comes to alone, to the last digit: what is taken over is what would
//! have been worked out.

mod generate;
mod support;

use chiffrage::engine::{Earlier, Estimate, Inputs, estimate_beside, estimate_with};
use chiffrage::model::{self, Bid};
use chiffrage::scenario::Base;
use chiffrage::unit::Exact;
use generate::{any_bid, cases, change};
use proptest::prelude::*;
use proptest::sample::Selector;
use rust_decimal::{Decimal, dec};

/// Every number of an estimate with all its digits, or why there is none.
fn told(estimate: Result<Estimate<Exact>, chiffrage::diag::Errors>) -> String {
    match estimate {
        Ok(estimate) => format!("{estimate:?}"),
        Err(findings) => format!("{findings:?}"),
    }
}

/// Prices a bid alone and beside another: the same figures, row by row.
fn check(bid: &Bid, other: &Bid) -> Result<(), String> {
    let (inputs, others) = (Inputs::exact(bid), Inputs::exact(other));
    let Ok(earlier) = estimate_with(other, &others) else { return Ok(()) };
    let earlier = Earlier { bid: other, inputs: &others, estimate: &earlier };
    let (whole, beside) = (told(estimate_with(bid, &inputs)), told(estimate_beside(bid, &inputs, earlier)));
    if whole == beside {
        return Ok(());
    }
    let same = whole.bytes().zip(beside.bytes()).take_while(|(whole, beside)| whole == beside).count();
    let from = same.saturating_sub(200);
    let shown = |text: &str| text.get(from..(same + 100).min(text.len())).unwrap_or_default().to_owned();
    Err(format!("priced whole\n…{}…\nand beside another\n…{}…", shown(&whole), shown(&beside)))
}

/// A bid with other values of some figures.
fn changed(bid: &Bid, which: impl Fn(&str) -> bool, to: impl Fn(Decimal) -> Decimal) -> Bid {
    let mut other = bid.clone();
    change(&mut other, which, to);
    other
}

/// Each shipped scenario beside the base and beside the next one, and the base beside each.
#[test]
fn shipped_scenarios_beside_one_another() {
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let read = |id: &String| base.bid_of(&base.lay(id).unwrap().root).unwrap();
    let bids: Vec<Bid> = base.ids().iter().map(read).collect();
    for (place, bid) in bids.iter().enumerate() {
        let next = &bids[(place + 1) % bids.len()];
        for (one, other) in [(bid, &bids[0]), (&bids[0], bid), (bid, next)] {
            check(one, other).unwrap_or_else(|why| panic!("{}: {why}", base.ids()[place]));
        }
    }
}

proptest! {
    #![proptest_config(cases(64))]

    /// A bid beside the same one with a figure that differs, whichever it is; with all of one kind that differ; and beside one that
    /// says the same number in other digits.
    #[test]
    fn a_bid_beside_one_of_other_figures(spec in any_bid(), pick in any::<Selector>()) {
        let bid = spec.bid();
        let path = pick.select(bid.figures.iter().map(|figure| figure.path.clone()));
        let kind = path.rsplit('.').next().unwrap_or_default();
        let other_digits = |value: Decimal| {
            let mut same = value;
            same.rescale(value.scale() + 1);
            same
        };
        let others = [
            changed(&bid, |other| other == path, |value| value * dec!(0.9) + dec!(0.01)),
            changed(&bid, |other| other.ends_with(kind), |value| value * dec!(0.9)),
            changed(&bid, |_| true, other_digits),
        ];
        for other in others {
            prop_assert_eq!(check(&bid, &other), Ok(()), "{}", path);
            prop_assert_eq!(check(&other, &bid), Ok(()), "{}", path);
        }
    }

    /// A bid beside another that has nothing to do with it, and beside itself with lots, positions, lines or items left out.
    #[test]
    fn a_bid_beside_one_of_another_shape(spec in any_bid(), another in any_bid(), pick in any::<prop::sample::Index>()) {
        let (bid, other) = (spec.bid(), another.bid());
        prop_assert_eq!(check(&bid, &other), Ok(()));
        let mut less = bid.clone();
        let lot = pick.index(less.lots.len());
        let lot = &mut less.lots[lot];
        lot.one_offs.clear();
        lot.applications.pop();
        if let Some(item) = lot.platform.last_mut() {
            item.base_month = item.base_month.plus(7);
        }
        if lot.positions.len() > 1 {
            let position = pick.index(lot.positions.len());
            lot.positions[position].window.end -= usize::from(lot.positions[position].window.len() > 1);
            lot.positions[position].id.push('x');
        }
        prop_assert_eq!(check(&bid, &less), Ok(()));
        prop_assert_eq!(check(&less, &bid), Ok(()));
        if bid.lots.len() > 1 {
            let part = bid.only(&[pick.index(bid.lots.len())]);
            prop_assert_eq!(check(&bid, &part), Ok(()));
            prop_assert_eq!(check(&part, &bid), Ok(()));
        }
    }
}
