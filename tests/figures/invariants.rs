//! The invariants of the method (§10) as properties of random bids: see `generate` for what those hold.
//! Invariant 8, the workbooks recalculated, has a test of its own.
//!
//! Where a figure is worked out once more to be compared, it is by `by_hand`.
//! Sums of exact decimals are exact; quotients are cut at 28 digits, so that what is divided and put together
//! again is compared within a bound that is stated each time, far below a cent.

use std::collections::BTreeMap;

use chiffrage::diag::{Code, Errors};
use chiffrage::engine::{
    Duty, Estimate, Inputs, Origin, Post, PostId, Teams, cell, estimate, monthly, revenue, staffing, teams,
};
use chiffrage::model::bid::{Base, Bid, LineId, Nature, OverheadBase, Rule, Site, Zone};
use chiffrage::model::{self, load_texts};
use chiffrage::unit::{Exact, Number as _, round_half_away};
use proptest::prelude::*;
use proptest::sample::{Index as Pick, Selector};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngSeed, TestRunner};
use rust_decimal::{Decimal, dec};

use crate::by_hand::{
    course, direct_again, exact, first_months, heads, learner, productivity, total, volume_in, worked,
};
use crate::generate;
use crate::generate::{
    BidSpec, CourseSpec, EffortSpec, LotSpec, PoolSpec, PositionSpec, RefSpec, TeamSpec, TermSpec, any_bid, bid_of,
    cases, change, pooled_bid, priced,
};

/// Equal within `relative` of the greater.
fn close(a: Decimal, b: Decimal, relative: Decimal) -> bool {
    (a - b).abs() <= relative * a.abs().max(b.abs())
}

/// The bid's full cost: what its lots' natures cost, before any spread.
fn full_cost(estimate: &Estimate<Exact>) -> Decimal {
    total(&estimate.cost.full)
}

/// The path of a figure's last key, points in time left out: `fte` of `….fte.years.2`.
fn kind(path: &str) -> &str {
    let in_time = |key: &&str| key.parse::<u32>().is_err() && !["years", "months"].contains(key);
    path.rsplit('.').find(in_time).unwrap_or(path)
}

fn is_daily_cost(path: &str) -> bool {
    path.starts_with("rates.") && path.contains(".daily_cost.")
}

fn is_productivity(path: &str) -> bool {
    path.ends_with(".productivity.start") || path.ends_with(".productivity.steady")
}

/// The properties say little of bids that hold little: in 150 of them, each of these is there, and costs something.
#[test]
fn random_bids_hold_what_the_method_speaks_of() {
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(26), ..ProptestConfig::default() });
    let mut met: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..150 {
        let bid = any_bid().new_tree(&mut runner).expect("any bid can be drawn").current().bid();
        let Estimate { plan, cost, price, dqe } = priced(&bid);
        let mut count = |what, there: bool| *met.entry(what).or_default() += u32::from(there);
        let value = |fig| bid.figure(fig).value;
        let posts = heads(&bid, &plan).posts;
        let worked: Vec<&Site> = posts.iter().map(|post| &bid.sites[post.site]).collect();
        count("several lots", bid.lots.len() > 1);
        count("a year that is not whole", bid.months_of(bid.years() - 1).len() < 12);
        count("a partner at work", worked.iter().any(|site| site.partner.is_some()));
        count("another currency", worked.iter().any(|site| usize::from(bid.cards[site.card].currency) > 0));
        count("coordination", posts.iter().any(|post| matches!(post.duty, Duty::Coordination { .. })));
        count("learning", worked.iter().any(|site| site.ramp_months.is_some_and(|ramp| value(ramp) > dec!(1))));
        count("drift", worked.iter().any(|site| bid.contract.months > 12 && !value(site.drift).is_zero()));
        count("dated costs", bid.cards.iter().any(|card| card.costs.iter().any(|steps| steps.len() > 1)));
        count("a mix by year", bid.mixes.iter().any(|mix| mix.steps.len() > 1));
        count(
            "mixes by year",
            bid.lots.iter().flat_map(|lot| &lot.positions).any(|p| p.mix.iter().any(|m| *m != p.mix[0])),
        );
        count("work that must stay", bid.lots.iter().flat_map(|lot| &lot.positions).any(|p| p.onshore.is_some()));
        count("a pool at its minimum", plan.pools.iter().any(|p| p.need.iter().zip(&p.demand).any(|(n, d)| n > d)));
        count(
            "a pool above its minimum",
            plan.pools.iter().any(|p| p.need.iter().zip(&p.demand).any(|(n, d)| n == d && !d.is_zero())),
        );
        count(
            "a driver",
            bid.lots.iter().flat_map(|lot| &lot.positions).any(|p| matches!(p.base, Base::Driver { .. })),
        );
        for base in [OverheadBase::OwnLabour, OverheadBase::Partners, OverheadBase::Platform, OverheadBase::Direct] {
            let cells = || cost.direct.iter().any(|parts| !parts.base(base).is_zero());
            let what = ["overhead: own", "overhead: partners", "overhead: platform", "overhead: direct"][base as usize];
            count(what, bid.overheads.iter().any(|o| o.base == base) && cells());
        }
        count("a nature spread", price.spread.iter().any(|ratio| !ratio.is_zero()));
        count("a rebate", bid.lots.iter().flat_map(|lot| &lot.one_offs).any(|o| value(o.amount) < Decimal::ZERO));
        for (lot, figures) in bid.lots.iter().zip(&dqe.lines) {
            for ((j, line), figures) in lot.lines.iter_enumerated().zip(figures) {
                let none = total(&figures.quantities).is_zero();
                count("a day sold", matches!(line.rule, Rule::Day(_)) && !none);
                count("a day of quantity 0", matches!(line.rule, Rule::Day(_)) && none && !figures.unrounded.is_zero());
                count(
                    "a share of quantity 0",
                    matches!(line.rule, Rule::Share(_)) && none && !figures.unrounded.is_zero(),
                );
                let beside = |i: LineId| {
                    i != j && lot.lines[i].nature == line.nature && !matches!(lot.lines[i].rule, Rule::Given(_))
                };
                count(
                    "a given price beside others",
                    matches!(line.rule, Rule::Given(_)) && lot.lines.keys().any(beside),
                );
                count("a given price alone", matches!(line.rule, Rule::Given(_)) && !lot.lines.keys().any(beside));
            }
        }
    }
    let rare: Vec<_> = met.iter().filter(|(_, times)| **times < 5).collect();
    assert!(rare.is_empty(), "rarely met: {rare:?} of {met:?}");
}

// ---- 1 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(48))]

    /// 1. "Mix, weights, allocation keys total exactly 1." First half: what a model states as shares of a whole
    /// (a mix, a year of a mix, the members of a pool, the weights of absence, the parts of the revision) is refused
    /// with E0302 where one of them moves by however little.
    #[test]
    fn shares_that_do_not_total_1_are_refused(spec in any_bid(), pick in any::<Selector>(), digits in 1..=20_u32) {
        let texts = spec.texts();
        let bid = bid_of(&texts);
        let is_share = |path: &str| {
            path.starts_with("mixes.") || path.starts_with("pools.") && kind(path) == "share"
                || path.contains(".absence_weights.")
                || path.ends_with("revision.fixed") || path.ends_with("revision.variable")
        };
        let figure = pick.select(bid.figures.iter().filter(|figure| is_share(&figure.path)));
        // Towards the middle: a share stays between 0 and 1, so that only the total is wrong.
        let little = Decimal::new(1, digits);
        let moved = if figure.value > dec!(0.5) { figure.value - little } else { figure.value + little };
        let span = figure.at.span();
        let text = load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let name = text.sources.name(figure.at.file).to_owned();
        let changed: Vec<_> = texts
            .iter()
            .map(|(n, t)| {
                let mut t = t.clone();
                if *n == name { t.replace_range(span.clone(), &moved.to_string()) }
                (n.clone(), t)
            })
            .collect();
        let text = load_texts(changed.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let Err(findings) = model::bid(&text) else {
            return Err(TestCaseError::fail(format!("{} = {moved} for {} is taken", figure.path, figure.value)));
        };
        let codes: Vec<_> = findings.sorted().iter().map(|f| f.code).collect();
        prop_assert_eq!(codes, vec![Code::Total], "{}", figure.path);
    }

    /// 1, second half: what the engine allocates is all of what there was. The lots' charges of a pool total its need
    /// every month, its need is the greater of the minimum and the demand (nothing in a month that nobody asks
    /// anything of it), and the members' rows total the charge;
    /// the work done at the sites (heads times their productivity) totals the effort: so do the shares obtained
    /// once work that must stay onshore has moved. And the heads that coordinate a site's are what it asks for each of
    /// them, no more and no fewer. Within 1e-18 FTE.
    #[test]
    fn what_is_allocated_is_all_of_it(spec in any_bid()) {
        let bid = spec.bid();
        let plan = priced(&bid).plan;
        let bound = dec!(0.000000000000000001);
        for (p, pool) in plan.pools.iter_enumerated() {
            for m in 0..bid.contract.months {
                let need = exact(pool.need[m]);
                let charges: Decimal = bid.lots.keys().map(|l| exact(pool.charge.row(l)[m])).sum();
                prop_assert!((charges - need).abs() <= bound, "month {m}: {charges} charged of {need}");
                let demand = exact(pool.demand[m]);
                let minimum = course(&bid, &bid.pools[p].minimum, m);
                let expected = if demand.is_zero() { demand } else { demand.max(minimum) };
                prop_assert!((need - expected).abs() <= bound, "month {m}: {need} for a demand of {demand}, at least {minimum}");
                let of_pool = plan.rows.iter().filter(|row| row.origin == Origin::Pool(p));
                let effort: Decimal = of_pool.map(|row| exact(plan.effort.row(row.id)[m])).sum();
                prop_assert!((effort - need).abs() <= bound, "month {m}: {effort} of the pool's rows for {need}");
            }
        }
        let staffing = heads(&bid, &plan);
        let first = first_months(&bid, &plan, &staffing);
        for row in plan.done() {
            for m in 0..bid.contract.months {
                let done = |(index, post): (PostId, &Post)| {
                    let head = exact(staffing.heads.row(index)[m]);
                    let t = || m - first[&(learner(&plan, post), post.site)];
                    if head.is_zero() { head } else { head * productivity(&bid, post.site, t()) }
                };
                let posts = staffing.posts_where(|post| matches!(post.duty, Duty::Work { row: of, .. } if of == row.id));
                let done: Decimal = posts.map(done).sum();
                let effort = exact(plan.effort.row(row.id)[m]);
                prop_assert!((done - effort).abs() <= bound, "month {m}: {done} done of {effort}, row {row:?}");
            }
        }
        for (l, nature) in bid.lots.keys().flat_map(|l| Nature::ALL.map(|n| (l, n))) {
            for (s, site) in bid.sites.iter_enumerated() {
                let (mut asked, mut there) = (Decimal::ZERO, Decimal::ZERO);
                for (index, post) in staffing.posts_where(|post| (post.lot, post.nature) == (l, nature)) {
                    let heads = total(staffing.heads.row(index));
                    match post.duty {
                        Duty::Coordination { site } if site == s => {
                            prop_assert_eq!(post.site, bid.contract.reference);
                            there += heads;
                        }
                        Duty::Work { .. } if post.site == s => asked += heads * bid.figure(site.coordination).value,
                        _ => {}
                    }
                }
                prop_assert!((asked - there).abs() <= bound, "{asked} heads to coordinate {}, {there} do", site.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(24))]

    /// 12. "A team plan's heads are whole, and no plan one head different in one month costs less." The cost is worked out
    /// here as the method states it, at the price of a move that is drawn, within 1e-6 months of a person.
    #[test]
    fn no_team_plan_one_head_different_costs_less(spec in any_bid(), tenths in 0..40_u32) {
        let bid = spec.bid();
        let estimate = priced(&bid);
        let inputs = Inputs::exact(&bid);
        let kappa = Decimal::new(tenths.into(), 1);
        let people = staffing(&bid, &inputs, &estimate.plan);
        let Teams { whole, part_time } = teams(&bid, &people, &estimate.cost.rates, Exact::from(kappa), |_| true);
        prop_assert!(part_time.iter().all(|team| team.heads.iter().all(|heads| heads.shown() < Decimal::ONE)));
        for team in whole {
            let cost = |people: &[u32]| {
                let apart: Decimal = people.iter().zip(&team.heads).map(|(w, h)| (Decimal::from(*w) - h.shown()).abs()).sum();
                let walls = [0].into_iter().chain(people.iter().copied()).chain([0]).collect::<Vec<_>>();
                let moves: Decimal = walls.windows(2).map(|w| Decimal::from(w[0].abs_diff(w[1]))).sum();
                apart + kappa * moves
            };
            let best = cost(&team.people);
            for m in 0..team.people.len() {
                for other in [team.people[m].checked_sub(1), Some(team.people[m] + 1)].into_iter().flatten() {
                    let mut people = team.people.clone();
                    people[m] = other;
                    prop_assert!(cost(&people) > best - dec!(0.000001), "month {m}, {other} for {:?}", team.people);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(48))]

    /// Method §2, on which 3 and 5 rest: the effort of each position is its base (FTE; days for each of a volume
    /// over the days worked at the reference site; days sold over those of their year) after the gain of the years
    /// gone, in its months and no others. Within 1e-18 FTE.
    #[test]
    fn effort_is_the_base_after_gains(spec in any_bid()) {
        let bid = spec.bid();
        let plan = priced(&bid).plan;
        let value = |fig| bid.figure(fig).value;
        let reference = &bid.sites[bid.contract.reference];
        for (l, lot) in bid.lots.iter_enumerated() {
            for (p, position) in lot.positions.iter_enumerated() {
                let left = Decimal::ONE - value(lot.terms(position.nature).gain);
                for m in 0..bid.contract.months {
                    let k = m / 12;
                    let base = match &position.base {
                        Base::Capacity(fte) => course(&bid, fte, m),
                        Base::Driver { volume, days } => volume_in(&bid, lot, *volume, m) * value(*days) / worked(&bid, reference, m),
                        Base::DayLine { line } => {
                            let of_year: Decimal = bid.months_of(k).map(|m| worked(&bid, reference, m)).sum();
                            let months = Decimal::from(bid.months_of(k).len());
                            lot.lines[*line].quantity[k].fig().map_or(months, value) / of_year
                        }
                    };
                    let expected = if position.window.contains(&m) { (0..k).fold(base, |b, _| b * left) } else { Decimal::ZERO };
                    let effort = exact(plan.demand[l].row(p)[m]);
                    prop_assert!((effort - expected).abs() <= dec!(0.000000000000000001), "{} in month {m}: {effort}, not {expected}", position.id);
                }
            }
        }
    }
}

// ---- 2 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(48))]

    /// 2. "Σ lines = Σ sections = lot total; Σ lots = recap; HT + VAT = TTC; to the cent." Exactly: amounts are
    /// unit prices, of the decimals the contract says, times quantities, to the cent by line and year, and nothing is
    /// rounded after that but the VAT of each lot and the gross unit prices. The revenue of the months is the same money, year by year.
    #[test]
    fn every_total_is_the_sum_of_its_parts(spec in any_bid()) {
        let bid = spec.bid();
        let estimate = priced(&bid);
        let vat = bid.figure(bid.contract.vat).value;
        let places = bid.contract.price_decimals;
        let (mut net, mut tax, mut gross) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        for (l, lot) in bid.lots.iter_enumerated() {
            let lines = &estimate.dqe.lines[l];
            for line in lines {
                let price = exact(line.unit_price);
                prop_assert_eq!(price, exact(line.unrounded.rounded(places)));
                prop_assert!((price - exact(line.unrounded)).abs() <= Decimal::new(5, places + 1) + dec!(0.000000000001));
                prop_assert_eq!(price, price.round_dp(places));
                prop_assert_eq!(exact(line.gross_unit_price), round_half_away(price * (Decimal::ONE + vat), places));
                prop_assert_eq!(line.quantities.len(), bid.years());
                for (amount, quantity) in line.amounts.iter().zip(&line.quantities) {
                    prop_assert_eq!(exact(*amount), round_half_away(price * exact(*quantity), 2));
                }
                prop_assert_eq!(exact(line.amount), total(&line.amounts));
            }
            let of_lot = &estimate.dqe.lots[l];
            let by_line: Decimal = lines.iter().map(|line| exact(line.amount)).sum();
            let by_section: Decimal =
                lot.sections.iter().map(|s| lines[s.lines.clone()].iter().map(|line| exact(line.amount)).sum::<Decimal>()).sum();
            let by_nature: Decimal = Nature::ALL.iter().map(|n| exact(estimate.dqe.amount(&bid, l, *n, None))).sum();
            prop_assert_eq!(by_line, exact(of_lot.net));
            prop_assert_eq!(by_section, exact(of_lot.net));
            prop_assert_eq!(by_nature, exact(of_lot.net));
            prop_assert_eq!(exact(of_lot.vat), round_half_away(by_line * vat, 2));
            prop_assert_eq!(exact(of_lot.gross), exact(of_lot.net) + exact(of_lot.vat));
            net += exact(of_lot.net);
            tax += exact(of_lot.vat);
            gross += exact(of_lot.gross);
        }
        let recap = &estimate.dqe.total;
        prop_assert_eq!((net, tax, gross), (exact(recap.net), exact(recap.vat), exact(recap.gross)));
        prop_assert_eq!(gross, net + tax);

        let (inputs, staffing) = (Inputs::exact(&bid), heads(&bid, &estimate.plan));
        let by_month = monthly(&bid, &inputs, &estimate.plan, &estimate.cost.rates);
        let revenue = revenue(&bid, &estimate, &staffing, &by_month);
        for l in bid.lots.keys() {
            for (nature, k) in Nature::ALL.iter().flat_map(|n| (0..bid.years()).map(move |k| (*n, k))) {
                let by_month = total(&revenue.0.row(cell(l, nature))[bid.months_of(k)]);
                prop_assert_eq!(by_month, exact(estimate.dqe.amount(&bid, l, nature, Some(k))), "{} of year {}", nature.id(), k + 1);
            }
        }
    }
}

// ---- 3 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(48))]

    /// 3. "Every euro of full cost is in exactly one (lot, nature), and every (lot, nature) is recovered." The direct
    /// cost of each is summed here again from the plan, one head, item and one-off at a time, and its full cost from
    /// that, over the contract and month by month; spreading moves cost between the natures of a lot and loses none; every (lot, nature) that costs
    /// something after it has a line; and where lines share its price or sell its days, they sell all of it
    /// before rounding. Within 1e-15 of the amount.
    #[test]
    fn every_euro_is_somewhere_once_and_recovered(spec in any_bid()) {
        let bid = spec.bid();
        let estimate = priced(&bid);
        let bound = dec!(0.000000000000001);
        let again = direct_again(&bid, &estimate);
        let inputs = Inputs::exact(&bid);
        let by_month = monthly(&bid, &inputs, &estimate.plan, &estimate.cost.rates);
        for (l, lot) in bid.lots.iter_enumerated() {
            let (mut before, mut after) = (Decimal::ZERO, Decimal::ZERO);
            for nature in Nature::ALL {
                let [own, partners, platform, one_offs] = again.get(&(l, nature)).copied().unwrap_or_default();
                let direct = own + partners + platform + one_offs;
                let base = |base| match base {
                    OverheadBase::OwnLabour => own,
                    OverheadBase::Partners => partners,
                    OverheadBase::Platform => platform,
                    OverheadBase::Direct => direct,
                };
                let overheads: Decimal = bid.overheads.iter().map(|o| bid.figure(o.rate).value * base(o.base)).sum();
                let terms = lot.terms(nature);
                let full = (direct + overheads) * (Decimal::ONE + bid.figure(terms.provision).value);
                let own_full = exact(estimate.cost.full[cell(l, nature)]);
                prop_assert!(close(full, own_full, bound), "{} of lot {l:?}: {own_full}, by hand {full}", nature.id());
                let in_time: Decimal = (0..bid.contract.months).map(|m| exact(by_month.full(&bid, &inputs, l, nature, m))).sum();
                prop_assert!(close(full, in_time, bound), "{} of lot {l:?} month by month: {in_time}", nature.id());
                before += own_full;

                let sold = estimate.price.of(l, nature);
                let (full, sell) = (exact(sold.full), exact(sold.sell));
                prop_assert!(!terms.spread || full.is_zero(), "{} is spread and keeps {full}", nature.id());
                after += full;
                prop_assert!(close(sell * (Decimal::ONE - bid.figure(terms.margin).value), full, bound));
                let lines: Vec<_> =
                    lot.lines.iter().zip(&estimate.dqe.lines[l]).filter(|(line, _)| line.nature == nature).collect();
                prop_assert!(full.is_zero() || !lines.is_empty(), "nothing recovers {} of lot {l:?}", nature.id());
                let shared = lines.iter().any(|(line, _)| matches!(line.rule, Rule::Share(_)));
                let by_day = lines.iter().any(|(line, _)| matches!(line.rule, Rule::Day(_)));
                // A price given beside days sold comes on top of them.
                let recovers = lines.iter().filter(|(line, _)| !by_day || matches!(line.rule, Rule::Day(_)));
                let recovered: Decimal = recovers
                    .map(|(line, figures)| {
                        let given = matches!(line.rule, Rule::Given(_));
                        if given { exact(figures.amount) } else { exact(figures.unrounded) * total(&figures.quantities) }
                    })
                    .sum();
                prop_assert!(
                    close(recovered, sell, bound) || !(shared || by_day),
                    "{} of lot {l:?} sells for {sell}, its lines for {recovered}", nature.id()
                );
            }
            prop_assert!(close(before, after, bound), "lot {l:?}: {before} before the spread, {after} after");
            prop_assert!(close(after, exact(estimate.dqe.lots[l].full), bound));
        }
    }

    /// 3, the other way: where no line carries a (lot, nature) that has a cost, the bid is refused.
    #[test]
    fn cost_that_no_line_recovers_is_refused(spec in any_bid(), pick in any::<Selector>()) {
        let mut bid = spec.bid();
        let price = priced(&bid).price;
        let cells = bid.lots.keys().flat_map(|l| Nature::ALL.iter().map(move |n| (l, *n)));
        let (l, nature) = pick.select(cells.filter(|(l, n)| !price.of(*l, *n).full.is_zero()));
        let other = if nature == Nature::Build { Nature::Run } else { Nature::Build };
        bid.lots[l].lines.iter_mut().filter(|line| line.nature == nature).for_each(|line| line.nature = other);
        let codes = codes(estimate(&bid));
        prop_assert!(codes.contains(&Code::Unrecovered), "{} of lot {l:?} is lost: {codes:?}", nature.id());
    }
}

fn codes<T>(result: Result<T, Errors>) -> Vec<Code> {
    result.err().iter().flat_map(|findings| findings.sorted()).map(|f| f.code).collect()
}

// ---- 4 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(32))]

    /// 4. "An onshore-only mix makes productivity, coordination and FX of other sites irrelevant." With every mix
    /// all at the reference site (others written as 0, or not), or with mixes over other zones and all work bound
    /// to stay onshore, changing those of every other site changes no unit price by anything at all.
    #[test]
    fn other_sites_do_not_matter_to_onshore_work(
        spec in any_bid(), by_flag in any::<bool>(), factor in 1..=300_i64, zeros in any::<bool>(),
    ) {
        let mut spec = spec;
        for mix in spec.mixes.iter_mut().filter(|_| !by_flag) {
            *mix = generate::MixSpec { parts: vec![1], later: mix.later.take().map(|(year, _)| (year, vec![1])), zeros };
        }
        for site in spec.sites.iter_mut().skip(1).filter(|_| by_flag) {
            site.zone = site.zone.max(1);
        }
        let mut bid = spec.bid();
        if by_flag {
            let why = || Some("production access".to_owned());
            bid.lots.iter_mut().flat_map(|lot| &mut lot.positions).for_each(|position| position.onshore = why());
            bid.pools.iter_mut().for_each(|pool| pool.onshore = why());
        }
        prop_assert!(bid.sites.iter().all(|site| !by_flag || site.id == "s0" || site.zone != Zone::Onshore));
        let before = priced(&bid);
        let factor = Decimal::new(factor, 2);
        let elsewhere = |path: &str| path.starts_with("sites.") && !path.starts_with("sites.s0.");
        change(&mut bid, |path| elsewhere(path) && is_productivity(path), |value| value * factor);
        change(&mut bid, |path| elsewhere(path) && kind(path) == "coordination", |value| value + factor);
        change(&mut bid, |path| path.starts_with("currencies."), |value| value * factor);
        let after = priced(&bid);
        for (before, after) in before.dqe.lines.iter().flatten().zip(after.dqe.lines.iter().flatten()) {
            prop_assert_eq!(exact(before.unit_price), exact(after.unit_price));
            prop_assert_eq!(exact(before.unrounded), exact(after.unrounded));
        }
        prop_assert_eq!(format!("{:?}", before.dqe), format!("{:?}", after.dqe));
    }
}

// ---- 5 ----------------------------------------------------------------------------------------------------------

/// What a cut quotient may move a sum by, against the sum.
const CUT: Decimal = dec!(0.00000000000000000001);

proptest! {
    #![proptest_config(cases(64))]

    /// 5. "Raising a daily cost, an FTE or an overhead never lowers the bid's full cost." A daily cost of a card or an
    /// overhead's rate, by any amount; an FTE (of a position, a demand on a pool or a pool's minimum; or the
    /// days of a driver) in proportion, so that what was nothing stays nothing.
    ///
    /// Two things the method lets an FTE do are kept out, and have tests below: work that is added to months
    /// that had none makes a site learn sooner, and a lot that asks more of a pool below its minimum takes its
    /// charge from the other lots, whose provision may be higher.
    #[test]
    fn raising_a_cost_never_lowers_the_full_cost(spec in any_bid(), pick in any::<Selector>(), by in 1..=300_i64) {
        let mut bid = spec.bid();
        one_provision(&mut bid);
        let (by, one) = (Decimal::new(by, 2), Decimal::ONE);
        let path = pick_path(&bid, &pick, |path| is_daily_cost(path) || is_overhead(path) || is_effort(path));
        let before = full_cost(&priced(&bid));
        let proportion = is_effort(&path);
        change(&mut bid, |p| p == path, |value| if proportion { value * (one + by) } else { value + by });
        let after = full_cost(&cost_of(&bid));
        prop_assert!(after >= before - before * CUT, "{path} raised by {by}: {before} becomes {after}");
    }

    /// 5 again, for an FTE raised by any amount, from nothing too, where sites do not learn.
    #[test]
    fn raising_an_fte_never_lowers_the_full_cost(spec in any_bid(), pick in any::<Selector>(), by in 1..=300_i64) {
        let mut bid = spec.bid();
        one_provision(&mut bid);
        nobody_learns(&mut bid);
        let path = pick_path(&bid, &pick, is_effort);
        let before = full_cost(&priced(&bid));
        change(&mut bid, |p| p == path, |value| value + Decimal::new(by, 2));
        let after = full_cost(&cost_of(&bid));
        prop_assert!(after >= before - before * CUT, "{path} raised by {by}: {before} becomes {after}");
    }

    /// 5, second half: "raising productivity never raises it": that of any site, the reference too, at the start of
    /// its ramp or at the end.
    #[test]
    fn raising_productivity_never_raises_the_full_cost(spec in any_bid(), pick in any::<Selector>(), by in 1..=300_i64) {
        let mut bid = spec.bid();
        let path = pick_path(&bid, &pick, is_productivity);
        let before = full_cost(&priced(&bid));
        change(&mut bid, |p| p == path, |value| value + Decimal::new(by, 2));
        let after = full_cost(&cost_of(&bid));
        prop_assert!(after <= before + before * CUT, "{path} raised by {by}: {before} becomes {after}");
    }
}

fn is_overhead(path: &str) -> bool {
    path.starts_with("policy.overheads.")
}

fn is_effort(path: &str) -> bool {
    ["fte", "minimum", "days"].contains(&kind(path))
}

fn pick_path(bid: &Bid, pick: &Selector, which: impl Fn(&str) -> bool) -> String {
    pick.select(bid.figures.iter().map(|figure| figure.path.clone()).filter(|path| which(path)))
}

/// Gives every lot and nature the same provision.
fn one_provision(bid: &mut Bid) {
    let is_provision = |path: &str| path.contains("provision");
    let some = bid.figures.iter().find(|figure| is_provision(&figure.path)).map(|figure| figure.value);
    change(bid, is_provision, |_| some.unwrap_or_default());
}

/// Gives every site its steady productivity from the first month.
fn nobody_learns(bid: &mut Bid) {
    for site in bid.sites.clone() {
        if let Some(start) = site.productivity_start {
            bid.figures[start.index()].value = bid.figure(site.productivity_steady).value;
        }
    }
}

/// The estimate, or as much as a bid that its given prices no longer suit has.
fn cost_of(bid: &Bid) -> Estimate<Exact> {
    estimate(bid).unwrap_or_else(|_| {
        let mut bid = bid.clone();
        // Given prices are no part of cost.
        for lot in &bid.lots.clone() {
            for line in &lot.lines {
                if let Rule::Given(fig) = line.rule {
                    bid.figures[fig.index()].value = Decimal::ZERO;
                }
            }
        }
        priced(&bid)
    })
}

/// Why 5 says "in proportion" of an FTE where sites learn: the months of a site's learning count from the first in
/// which it has work (method §3), so a hundredth of an FTE given sooner makes ten people productive sooner.
#[test]
fn work_given_sooner_teaches_sooner_and_may_cost_less() {
    let mut spec = BidSpec::plain();
    spec.sites[1].ramp = Some((50, 60));
    let from_month_4 = CourseSpec::Months(vec![(0, 0), (3, 1_000)], false);
    spec.lots[0].teams.push(TeamSpec {
        nature: Nature::Build as usize,
        mix: Some(RefSpec { first: 1, later: None }),
        onshore: false,
        window: None,
        positions: vec![PositionSpec {
            profile: 0,
            effort: EffortSpec::Fte(from_month_4),
            mix: None,
            onshore: false,
            window: None,
        }],
    });
    let mut bid = spec.bid();
    let before = full_cost(&priced(&bid));
    change(&mut bid, |path| path.ends_with("fte.months.1"), |_| dec!(0.01));
    let after = full_cost(&priced(&bid));
    assert!(after < before, "{before} becomes {after}");
}

/// Why 5 says "the same provision" of a pool: below its minimum, a lot that asks for more takes no more people, but a
/// part of the others' charge (method §2), and with it their provision, which here is higher.
#[test]
fn a_charge_may_move_to_a_lot_of_less_provision() {
    let mut spec = pool_of_two(CourseSpec::Constant(600), CourseSpec::Constant(50), CourseSpec::Constant(50));
    spec.lots[1].provision = Some(TermSpec { default: 80, differs: None });
    let mut bid = spec.bid();
    let before = full_cost(&priced(&bid));
    change(&mut bid, |path| path == "lots.l0.teams.pool.positions.d0.fte", |_| dec!(1));
    let after = full_cost(&priced(&bid));
    assert!(after < before, "{before} becomes {after}");
}

/// Why 6 compares costs where the pool learns as much: a lot that brings it work sooner teaches it sooner.
#[test]
fn a_lot_that_joins_sooner_may_spare_the_pool_its_learning() {
    let from_month_4 = CourseSpec::Months(vec![(0, 0), (3, 1_000)], false);
    let mut spec = pool_of_two(CourseSpec::Constant(0), from_month_4, CourseSpec::Constant(1));
    spec.sites[1].ramp = Some((50, 60));
    spec.pool.as_mut().expect("a pool").mix = Some(RefSpec { first: 1, later: None });
    let both = spec.bid();
    spec.lots[1].in_bid = false;
    let alone = spec.bid();
    let (after, before) = (pool_cost(&both, &priced(&both)), pool_cost(&alone, &priced(&alone)));
    assert!(after < before, "{before} becomes {after}");
}

fn pool_of_two(minimum: CourseSpec, first: CourseSpec, second: CourseSpec) -> BidSpec {
    let nature = Nature::Infrastructure as usize;
    let pool = PoolSpec { nature, minimum, members: vec![(0, 1, None)], mix: None, onshore: false };
    let lots = [first, second].map(|demand| LotSpec { demands: vec![EffortSpec::Fte(demand)], ..LotSpec::plain() });
    BidSpec { pool: Some(pool), lots: lots.into(), ..BidSpec::plain() }
}

// ---- 6 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(48))]

    /// 6. "Pricing subsets of lots: the pool's cost never falls when a lot joins; per-lot charge never rises." Lots
    /// leave by `in_bid = false`. The charge is in FTE, each month. The cost is the direct cost of the pool's people
    /// and of those who coordinate them: it never falls where sites do not learn, nor where they do if the pool
    /// has the same months of work without the lot (a lot that brings it work sooner makes it learn sooner).
    #[test]
    fn a_lot_that_joins_a_pool_spares_the_others(spec in pooled_bid(), leave in any::<Pick>(), learns in any::<bool>()) {
        let leave = leave.index(spec.lots.len());
        let mut fewer = spec.clone();
        fewer.lots[leave].in_bid = false;
        let (mut all, mut fewer) = (spec.bid(), fewer.bid());
        prop_assert_eq!(all.lots.len(), fewer.lots.len() + 1);
        if !learns {
            nobody_learns(&mut all);
            nobody_learns(&mut fewer);
        }
        let (with, without) = (priced(&all), priced(&fewer));
        let (pool, alone) = (&with.plan.pools.raw[0], &without.plan.pools.raw[0]);
        for m in 0..all.contract.months {
            prop_assert!(pool.need[m] >= alone.need[m], "month {m}: the need falls");
            for (l, lot) in fewer.lots.iter_enumerated() {
                let same = all.lot(&lot.id).expect("it is in both");
                let (charge, before) = (exact(pool.charge.row(same)[m]), exact(alone.charge.row(l)[m]));
                prop_assert!(charge <= before + CUT, "month {m}: {} is charged {before}, then {charge}", lot.id);
            }
        }
        let works = |need: &[Exact]| need.iter().map(|n| !n.is_zero()).collect::<Vec<_>>();
        if !learns || works(&pool.need) == works(&alone.need) {
            let (after, before) = (pool_cost(&all, &with), pool_cost(&fewer, &without));
            prop_assert!(after >= before - before * CUT, "the pool costs {before}, then {after}");
        }
    }
}

/// The direct cost of the pools' people over the contract, their coordination included.
fn pool_cost(bid: &Bid, estimate: &Estimate<Exact>) -> Decimal {
    let rows = estimate.plan.rows.iter().zip(&estimate.cost.labour);
    let of_pools = rows.filter(|(row, _)| matches!(row.origin, Origin::Pool(_)));
    assert_eq!(bid.pools.len(), 1);
    of_pools.map(|(_, labour)| exact(labour.labour())).sum()
}

// ---- 7 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(48))]

    /// 7. "Scaling every daily cost, per-head cost, platform price and one-off by x scales every unrounded price but
    /// given ones by x." Given prices stay. Days sold scale, given prices beside them or not. What a nature sells for
    /// scales, so its shares do where it has no given price; where it has some, which stay, its shares take
    /// what those do not follow: `PU' = x × PU + (x − 1) × given amounts × w / Σ w Q`. Within 1e-15.
    #[test]
    fn prices_scale_with_costs(spec in any_bid(), x in 1..=400_i64) {
        let mut bid = spec.bid();
        let x = Decimal::new(x, 2);
        let before = priced(&bid);
        let is_cost = |path: &str| is_daily_cost(path) || ["per_head_month", "unit_month", "amount"].contains(&kind(path));
        change(&mut bid, is_cost, |value| value * x);
        let after = match estimate(&bid) {
            Ok(after) => after,
            Err(findings) => {
                let codes = codes::<()>(Err(findings));
                prop_assert!(x < Decimal::ONE && codes.iter().all(|code| *code == Code::NegativePrice), "{codes:?}");
                return Ok(());
            }
        };
        let bound = dec!(0.000000000000001);
        for (l, lot) in bid.lots.iter_enumerated() {
            for nature in Nature::ALL {
                let (before, after) = (before.price.of(l, nature), after.price.of(l, nature));
                prop_assert!(close(exact(after.full), x * exact(before.full), bound));
                prop_assert!(close(exact(after.sell), x * exact(before.sell), bound));
            }
            let figures = |j: LineId| &before.dqe.lines[l][j];
            for (j, line) in lot.lines.iter_enumerated() {
                let (was, is) = (exact(figures(j).unrounded), exact(after.dqe.lines[l][j].unrounded));
                let same_nature = || lot.lines.keys().filter(|i| lot.lines[*i].nature == line.nature);
                let expected = match line.rule {
                    Rule::Given(fig) => {
                        prop_assert_eq!(was, bid.figure(fig).value);
                        was
                    }
                    Rule::Day(_) => x * was,
                    Rule::Share(weight) => {
                        let mut given = Decimal::ZERO;
                        let mut shares = Decimal::ZERO;
                        for i in same_nature() {
                            match lot.lines[i].rule {
                                Rule::Given(_) => given += exact(figures(i).amount),
                                Rule::Share(w) => shares += bid.figure(w).value * total(&figures(i).quantities),
                                Rule::Day(_) => {}
                            }
                        }
                        if given.is_zero() {
                            x * was
                        } else {
                            x * was + (x - Decimal::ONE) * given * bid.figure(weight).value / shares
                        }
                    }
                };
                // A difference of near equals is as exact as they are.
                let scale = expected.abs().max(exact(after.price.of(l, line.nature).sell).abs()).max(Decimal::ONE);
                prop_assert!((is - expected).abs() <= bound * scale, "{} {}: {was} becomes {is}, not {expected}", lot.id, line.code);
            }
        }
    }
}

// ---- 9 ----------------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(32))]

    /// 9. "Same inputs, same bytes out": the same texts give the same estimate, to the last digit of every figure of it.
    /// Files in another order, and tables in another order within them, give the same unit prices and totals.
    #[test]
    fn same_texts_same_estimate_whatever_their_order(spec in any_bid(), seed in any::<u64>()) {
        let bid = spec.bid();
        let estimate = priced(&bid);
        let again = spec.bid();
        prop_assert_eq!(format!("{bid:?}"), format!("{again:?}"));
        prop_assert_eq!(format!("{estimate:?}"), format!("{:?}", priced(&again)));

        let mut files = spec.files();
        let mut seed = seed;
        for file in &mut files {
            shuffle(&mut file.tables, &mut seed);
        }
        shuffle(&mut files, &mut seed);
        let texts: Vec<_> = files.iter().map(|file| (file.name.clone(), file.text())).collect();
        let other_bid = bid_of(&texts);
        let other = priced(&other_bid);
        prop_assert_eq!(prices(&bid, &estimate), prices(&other_bid, &other));
        let totals = |e: &Estimate<Exact>| {
            e.dqe.lots.iter().chain([&e.dqe.total]).map(|t| (exact(t.net), exact(t.vat), exact(t.gross))).collect::<Vec<_>>()
        };
        prop_assert_eq!(totals(&estimate), totals(&other));
    }
}

/// Unit price and amount of every line, by lot and code.
fn prices(bid: &Bid, estimate: &Estimate<Exact>) -> BTreeMap<(String, String), (Decimal, Decimal)> {
    let lots = bid.lots.iter().zip(&estimate.dqe.lines);
    let lines =
        lots.flat_map(|(lot, lines)| lot.lines.iter().zip(lines).map(move |(line, figures)| (lot, line, figures)));
    lines.map(|(lot, line, f)| ((lot.id.clone(), line.code.clone()), (exact(f.unit_price), exact(f.amount)))).collect()
}

/// Another order, which `seed` decides.
fn shuffle<T>(things: &mut [T], seed: &mut u64) {
    for i in (1..things.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = usize::try_from(*seed >> 33).unwrap_or(0) % (i + 1);
        things.swap(i, pick);
    }
}
