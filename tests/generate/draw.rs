//! Specs drawn by proptest.

use chiffrage::model::bid::Nature;
use proptest::prelude::*;
use proptest::{collection::vec, option};

use super::write::UNITS;
use super::{
    BASES, BidSpec, CourseSpec, DaySpec, EffortSpec, ItemSpec, LinesSpec, LotSpec, MixSpec, PROFILES, PoolSpec,
    PositionSpec, QuantitySpec, RefSpec, SiteSpec, TeamSpec, TermSpec, VolumeSpec, natures,
};

prop_compose! {
    /// Any bid.
    pub fn any_bid()(
        (start, months, price_decimals, vat, revised) in
            (0..24_u32, prop_oneof![1 => 1..=12_u32, 3 => 1..=48_u32], option::of(0..=4_u32), 0..250_i64, any::<bool>()),
        fx in [800..1_200_i64, 2_500..3_500_i64],
        sites in sites(),
        mixes in vec(mix(), 1..=3),
        policy_mix in mix_ref(),
        pool in option::weighted(0.7, pool()),
        overheads in vec((0..BASES.len(), 0..300_i64), 0..=4),
        (provision, margin, gain) in (term(0..80), term(-50..300), term(0..40)),
        spread in option::of(prop_oneof![
            Just(Nature::TransitionIn as usize), Just(Nature::Governance as usize), Just(Nature::TransitionOut as usize),
        ]),
        lots in vec(lot(), 1..=4),
    ) -> BidSpec {
        BidSpec {
            start, months, price_decimals, vat, revised, fx, sites, mixes, policy_mix, pool, overheads, provision, margin,
            gain, spread, lots,
        }
    }
}

prop_compose! {
    /// A bid of two lots or more whose lots all ask something of the pool.
    pub fn pooled_bid()(spec in any_bid(), pool in pool(), lots in vec(demanding_lot(), 2..=4)) -> BidSpec {
        BidSpec { pool: Some(pool), lots, ..spec }
    }
}

prop_compose! {
    fn demanding_lot()(lot in lot(), demands in vec(effort(), 1..=2)) -> LotSpec {
        LotSpec { demands, ..lot }
    }
}

fn sites() -> impl Strategy<Value = Vec<SiteSpec>> {
    (reference(), vec(site(), 1..=3)).prop_map(|(first, others)| std::iter::once(first).chain(others).collect())
}

/// Mostly as the method thinks of it: productivity 1, coordinated by nobody.
fn reference() -> impl Strategy<Value = SiteSpec> {
    (site(), 0..4_u32).prop_map(|(site, odd)| match odd {
        0 => site,
        _ => SiteSpec { steady: 100, ramp: None, coordination: 0, ..site },
    })
}

prop_compose! {
    fn site()(
        (zone, partner, currency, calendar) in (0..3_usize, prop::bool::weighted(0.3), 0..3_usize, 0..2_usize),
        absence_days in 0..=30_i64,
        absence_weights in option::of(vec(500..=833_i64, 11)),
        steady in prop_oneof![1 => Just(100_i64), 3 => 60..=130_i64],
        ramp in option::of((30..=110_i64, prop_oneof![0..=240_i64, Just(60_i64)])),
        coordination in prop_oneof![Just(0_i64), 1..=20_i64],
        drift in -20..=80_i64,
        per_head_month in prop_oneof![Just(0_i64), 1..=600_i64],
        daily in vec(10_000..=90_000_i64, PROFILES.len()),
        step in option::weighted(0.3, (0..40_u32, 80..=130_i64)),
        base_month in 0..30_u32,
    ) -> SiteSpec {
        SiteSpec {
            zone, partner, currency, calendar, absence_days, absence_weights, steady, ramp, coordination, drift,
            per_head_month, daily, step, base_month,
        }
    }
}

fn parts() -> impl Strategy<Value = Vec<u32>> {
    vec(prop_oneof![1 => Just(0_u32), 2 => 1..=9_u32], 4)
}

prop_compose! {
    fn mix()(parts in parts(), later in option::of((0..4_u32, self::parts())), zeros in any::<bool>()) -> MixSpec {
        MixSpec { parts, later, zeros }
    }
}

prop_compose! {
    fn mix_ref()(first in 0..3_usize, later in option::weighted(0.3, (0..4_u32, 0..3_usize))) -> RefSpec {
        RefSpec { first, later }
    }
}

fn some_mix() -> impl Strategy<Value = Option<RefSpec>> {
    option::weighted(0.4, mix_ref())
}

fn points(high: i64, most: usize) -> impl Strategy<Value = Vec<(u32, i64)>> {
    vec((0..48_u32, prop_oneof![1 => Just(0), 4 => 0..=high]), 1..=most)
}

/// Hundredths up to `high`.
fn course(high: i64) -> impl Strategy<Value = CourseSpec> {
    let then = (simple(high), 0..48_u32, any::<bool>(), simple(high));
    prop_oneof![
        5 => simple(high),
        1 => then.prop_map(|(before, start, year, after)| CourseSpec::Then(before.into(), start, year, after.into())),
    ]
}

fn simple(high: i64) -> impl Strategy<Value = CourseSpec> {
    prop_oneof![
        2 => (0..=high).prop_map(CourseSpec::Constant),
        1 => (points(high, 3), any::<bool>()).prop_map(|(points, ramp)| CourseSpec::Years(points, ramp)),
        1 => (points(high, 4), any::<bool>()).prop_map(|(points, ramp)| CourseSpec::Months(points, ramp)),
    ]
}

fn effort() -> impl Strategy<Value = EffortSpec> {
    prop_oneof![
        course(500).prop_map(EffortSpec::Fte),
        (0..3_usize, 1..=150_i64).prop_map(|(volume, days)| EffortSpec::Each(volume, days)),
    ]
}

/// Thousandths.
fn term(values: std::ops::Range<i64>) -> impl Strategy<Value = TermSpec> {
    let differs = option::of((0..natures(), values.clone()));
    (values, differs).prop_map(|(default, differs)| TermSpec { default, differs })
}

prop_compose! {
    fn pool()(
        nature in prop_oneof![
            Just(Nature::Infrastructure as usize), Just(Nature::Run as usize), Just(Nature::Governance as usize),
        ],
        minimum in course(600),
        members in vec((0..PROFILES.len(), 1..=9_u32, some_mix()), 1..=3),
        mix in some_mix(),
        onshore in prop::bool::weighted(0.3),
    ) -> PoolSpec {
        PoolSpec { nature, minimum, members, mix, onshore }
    }
}

fn window() -> impl Strategy<Value = Option<(u32, u32)>> {
    option::weighted(0.3, (0..48_u32, 0..48_u32))
}

prop_compose! {
    fn position()(
        profile in 0..PROFILES.len(), effort in effort(), mix in some_mix(), onshore in prop::bool::weighted(0.2),
        window in window(),
    ) -> PositionSpec {
        PositionSpec { profile, effort, mix, onshore, window }
    }
}

prop_compose! {
    fn team()(
        nature in 0..natures(), mix in some_mix(), onshore in prop::bool::weighted(0.2), window in window(),
        positions in vec(position(), 1..=2),
    ) -> TeamSpec {
        TeamSpec { nature, mix, onshore, window, positions }
    }
}

fn volume() -> impl Strategy<Value = VolumeSpec> {
    prop_oneof![
        course(4_000).prop_map(VolumeSpec::PerMonth),
        (0..2_usize).prop_map(VolumeSpec::Items),
        Just(VolumeSpec::Applications),
        Just(VolumeSpec::Line),
    ]
}

prop_compose! {
    fn item()(
        nature in option::of(0..natures()), count in course(2_000), unit_month in 0..=100_000_i64, drift in -20..=80_i64,
        base_month in 0..30_u32, bidder in any::<bool>(),
    ) -> ItemSpec {
        ItemSpec { nature, count, unit_month, drift, base_month, bidder }
    }
}

fn quantity() -> impl Strategy<Value = QuantitySpec> {
    prop_oneof![
        1 => Just(QuantitySpec::Months),
        1 => Just(QuantitySpec::Years(vec![(0, 0)])),
        3 => points(100_000, 3).prop_map(QuantitySpec::Years),
    ]
}

prop_compose! {
    fn day()(
        profile in 0..PROFILES.len(), quantity in quantity(), mix in some_mix(), onshore in any::<bool>(),
    ) -> DaySpec {
        DaySpec { profile, quantity, mix, onshore }
    }
}

prop_compose! {
    fn lines()(
        idle in prop::bool::weighted(0.1),
        (weight, unit) in (1..=1_000_i64, 0..UNITS.len()),
        first_quantity in option::of(1..=200_000_i64),
        others in vec((0..=1_000_i64, 0..UNITS.len(), quantity()), 0..=2),
        given in option::weighted(0.4, (0..=20_000_i64, 1..=3_u32)),
        given_only in prop::bool::weighted(0.1),
    ) -> LinesSpec {
        LinesSpec { idle, weight, unit, first_quantity, others, given, given_only }
    }
}

prop_compose! {
    fn lot()(
        mix in some_mix(),
        anchor in prop_oneof![
            Just(Nature::Governance as usize), Just(Nature::Build as usize), Just(Nature::Run as usize),
            Just(Nature::Infrastructure as usize),
        ],
        anchor_fte in 30..=600_i64,
        (teams, demands) in (vec(team(), 0..=3), vec(effort(), 0..=2)),
        (volumes, applications) in (vec(volume(), 0..=3), vec((0..48_u32, 0..=40_i64, 1..=30_i64), 0..=2)),
        platform in vec(item(), 0..=2),
        one_offs in vec((0..natures(), 0..48_u32, 1..=20_000_i64, any::<bool>()), 0..=2),
        (margin, provision, gain) in (option::weighted(0.3, term(-50..300)), option::weighted(0.3, term(0..80)), option::weighted(0.3, term(0..40))),
        spread in option::weighted(0.3, any::<bool>()),
        days in option::of(vec(day(), 1..=3)),
        lines in vec(lines(), natures()),
        section in 1..=7_usize,
    ) -> LotSpec {
        LotSpec {
            in_bid: true, mix, anchor, anchor_fte, teams, demands, volumes, applications, platform, one_offs, margin,
            provision, gain, spread, days, lines, section,
        }
    }
}
