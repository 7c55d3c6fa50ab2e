//! Explanations and what the price rests on: of every cell of the shipped bid, and of bids small enough to work out by
//! hand.

use std::path::Path;

use chiffrage::diag::Code;
use chiffrage::engine::{Cash, Estimate, Inputs, Outlook, cash, cell, estimate_with, loads, outlook, presence};
use chiffrage::model::bid::{self, LotId, Nature};
use chiffrage::model::figure::Strength;
use chiffrage::model::{self, Bid};
use chiffrage::report::Trunk;
use chiffrage::scenario::Base;
use chiffrage::trace::{Layer, Measure, Part, SIGNS, Scope, Step, Target, Unit, explain, explain_all, rests};
use chiffrage::unit::{Exact, Number as _};
use rust_decimal::{Decimal, RoundingStrategy, dec};

use crate::support;

/// A bid, its inputs, its estimate.
struct Priced {
    bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
}

impl Priced {
    fn of(text: &model::Text) -> Self {
        let render = |f: chiffrage::diag::Errors| {
            chiffrage::diag::render(&f, &text.sources, chiffrage::unit::Lang::En, false, None)
        };
        let (bid, _) = model::bid(text).map_err(render).expect("a valid bid");
        let inputs = Inputs::exact(&bid);
        let estimate = estimate_with(&bid, &inputs).map_err(render).expect("a priced bid");
        Self { bid, inputs, estimate }
    }

    fn shipped() -> Self {
        Self::of(&model::load(Path::new("models"), Path::new("templates")))
    }

    fn small(changes: &[(&str, &str)]) -> Self {
        Self::of(&model::load_texts(SMALL.iter().chain(changes).copied()))
    }

    fn explain(&self, cell: &str) -> Step {
        let target = Target::parse(&self.bid, cell).expect("a cell");
        explain(&self.bid, &self.inputs, target).expect("a priced bid")
    }

    /// Some cells with their explanations.
    fn each(&self, targets: impl IntoIterator<Item = Target>) -> Vec<(Target, Step)> {
        let targets: Vec<Target> = targets.into_iter().collect();
        let steps = explain_all(&self.bid, &self.inputs, &targets).expect("a priced bid");
        targets.into_iter().zip(steps).collect()
    }

    /// Every cell but measures.
    fn all(&self) -> Vec<(Target, Step)> {
        self.each(Target::all(&self.bid))
    }

    /// What the engine gives for a cell.
    fn figure(&self, target: Target) -> Decimal {
        let value = match target {
            Target::Line { lot, line } => self.estimate.dqe.lines[lot][line].unit_price,
            Target::Nature { lot, nature } => self.estimate.price.of(lot, nature).sell,
            Target::Lot(lot) => self.estimate.dqe.lots[lot].gross,
            Target::Measure { scope, measure } => self.measure(scope.lot, measure),
            Target::PaysFrom { .. } | Target::OfLine { .. } | Target::Revision { .. } => {
                unreachable!("no cell of the estimate")
            }
        };
        value.value().expect("a figure in range")
    }

    /// The load and the capacity of a lot or of all.
    fn loads(&self, lot: Option<LotId>) -> (Exact, Exact) {
        let all = loads(&self.bid, &self.inputs, &self.estimate.plan).into_iter();
        let years = all.filter(|load| lot.is_none_or(|lot| lot == load.lot)).flat_map(|load| load.years);
        years.fold((Exact::ZERO, Exact::ZERO), |(load, capacity), year| (load + year.load, capacity + year.capacity))
    }

    /// What a comparison shows.
    fn measure(&self, lot: Option<LotId>, measure: Measure) -> Exact {
        let total = lot.map_or(self.estimate.dqe.total, |lot| self.estimate.dqe.lots[lot]);
        let people = presence(&self.bid, &self.inputs, &self.estimate.plan, lot);
        let heads = people.heads();
        let months = Exact::whole(u32::try_from(heads.len()).unwrap());
        let lots = self.bid.lots_or(lot);
        let cells = lots.flat_map(|lot| Nature::ALL.map(|nature| cell(lot, nature)));
        let labour: Exact = cells.map(|cell| self.estimate.cost.direct[cell].labour()).sum();
        match measure {
            Measure::Gross => total.gross,
            Measure::Net => total.net,
            Measure::Cost => total.full,
            Measure::Margin => total.margin().expect("a margin on a price"),
            Measure::Days => people.days(),
            Measure::Fte => heads.into_iter().sum::<Exact>() / months,
            Measure::Peak => heads.into_iter().fold(Exact::ZERO, Exact::greatest),
            Measure::Asked => people.away().asked,
            Measure::Away => people.away().obtained,
            Measure::AwayDays => people.away().days,
            Measure::MarginEuros => total.net - total.full,
            Measure::WorkUnit => {
                let lots = self.bid.lots_or(lot);
                let lines = lots.flat_map(|l| self.bid.lots[l].lines.iter().zip(&self.estimate.dqe.lines[l]));
                let units = lines.filter(|(line, _)| line.unit == bid::Unit::WorkUnit);
                let (amount, count) = units.fold((Exact::ZERO, Exact::ZERO), |(amount, count), (_, line)| {
                    (amount + line.amount, line.quantities.iter().fold(count, |count, year| count + *year))
                });
                amount / count
            }
            Measure::DailyCost => labour / people.days(),
            Measure::DailyRate => total.net / people.days(),
            Measure::Labour => labour,
            Measure::Vat => total.vat,
            Measure::Revenue => total.net,
            Measure::Revised => self.outlook(lot).revised.into_iter().sum(),
            Measure::Cash => {
                // What is paid in all, less what is spent in all.
                let outlook = self.outlook(lot);
                outlook.revised.into_iter().sum::<Exact>() - outlook.cost.into_iter().sum()
            }
            Measure::Load => self.loads(lot).0,
            Measure::Capacity => self.loads(lot).1,
            Measure::LoadRatio => self.loads(lot).0 / self.loads(lot).1,
            Measure::PeakNeed => self.cash(lot).peak_need,
            Measure::Financing => self.cash(lot).financing,
            Measure::Buyer => {
                let lots = self.bid.lots_or(lot);
                total.gross + lots.map(|lot| self.estimate.cost.buyer(&self.bid, lot)).sum()
            }
        }
    }

    fn outlook(&self, lot: Option<LotId>) -> Outlook<Exact> {
        outlook(&self.bid, &self.inputs, &self.estimate, lot)
    }

    fn cash(&self, lot: Option<LotId>) -> Cash<Exact> {
        cash(&self.bid, &self.inputs, &self.outlook(lot))
    }

    fn sell(&self) -> Decimal {
        self.estimate.dqe.total.sell.value().expect("a figure in range")
    }
}

// ---- Every cell of the shipped bid ---------------------------------------------------------------------------------

#[test]
fn every_cell_of_the_shipped_bid_is_explained_to_its_figures() {
    let priced = Priced::shipped();
    let mut steps = 0;
    for (target, tree) in priced.all() {
        let name = target.name(&priced.bid);
        assert_eq!(Target::parse(&priced.bid, &name).ok(), Some(target), "{name} names its cell");
        near(tree.value, priced.figure(target), &name);
        steps += check(&priced, &tree, &name);
    }
    assert!(steps > 100_000, "{steps} steps only");
}

/// Every figure that a comparison shows, of a lot and of all.
#[test]
fn every_figure_of_a_comparison_is_explained() {
    let priced = Priced::shipped();
    let ror = priced.bid.lot("ror");
    let of_lot =
        |lot| Measure::ALL.map(|measure| Target::Measure { scope: Scope { lot, ..Scope::default() }, measure });
    for (target, tree) in priced.each([None, ror].into_iter().flat_map(of_lot)) {
        let name = target.name(&priced.bid);
        assert_eq!(Target::parse(&priced.bid, &name).ok(), Some(target), "{name} names its cell");
        near(tree.value, priced.figure(target), &name);
        check(&priced, &tree, &name);
    }
    assert!(Target::parse(&priced.bid, "all/cots").unwrap_err().help.unwrap().en.contains("all/cost"));
}

#[test]
fn spread_natures_partners_and_shared_pools_are_explained_too() {
    let spread = ("policy.toml", "[spread]\ntransition-in = true\ngovernance = true\n");
    let mut text: Vec<(String, String)> = Vec::new();
    for folder in ["models", "models/lots", "models/rates", "templates"] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "toml") {
                let name = path.strip_prefix("models").or(path.strip_prefix("templates")).expect("a name");
                text.push((name.to_string_lossy().into_owned(), std::fs::read_to_string(&path).expect("a file")));
            }
        }
    }
    // A lot whose governance no line asks for: it is spread; and a line of the pool's nature at a given price.
    let dqe = "[sections.a]\ncode = \"A\"\nlabel = \"A\"\n[sections.a.lines]\n\
        build = { code = \"1\", label = \"b\", unit = \"month\", nature = \"build\", weight = 1, quantity = \"months\" }\n\
        run = { code = \"2\", label = \"r\", unit = \"month\", nature = \"run\", weight = 1, quantity = \"months\" }\n\
        infra = { code = \"3\", label = \"i\", unit = \"month\", nature = \"infrastructure\", weight = 1, quantity = \"months\" }\n\
        call = { code = \"4\", label = \"c\", unit = \"lump-sum\", nature = \"infrastructure\", given = 999.995, quantity = 3 }\n\
        dba = { code = \"5\", label = \"d\", unit = \"day\", nature = \"on-demand\", day = \"dba\", quantity = { years = { 1 = 3, 2 = 0 } } }\n\
        ux = { code = \"6\", label = \"u\", unit = \"day\", nature = \"on-demand\", day = \"ux-designer\", quantity = 0 }\n\
        out = { code = \"7\", label = \"o\", unit = \"lump-sum\", nature = \"transition-out\", weight = 1, quantity = 1 }\n";
    let lots = ["ror", "pfc", "annuaire", "identite"];
    let layouts = lots.map(|lot| (format!("dqe/{lot}.toml"), dqe.to_owned()));
    text.extend(layouts);
    let mut policy = text.iter().find(|(name, _)| name == spread.0).expect("a policy").1.clone();
    policy.push_str(spread.1);
    let texts = text.iter().filter(|(name, _)| name != spread.0).map(|(name, text)| (name.as_str(), text.as_str()));
    let priced = Priced::of(&model::load_texts(texts.chain([(spread.0, policy.as_str())])));
    for (target, tree) in priced.all() {
        let name = target.name(&priced.bid);
        near(tree.value, priced.figure(target), &name);
        check(&priced, &tree, &name);
    }
    let rests = rests(&priced.bid, &priced.inputs).expect("a priced bid");
    for layer in Layer::ALL {
        near(rests.of(layer).total(), priced.sell(), "a layer's total");
    }
    near(rests.all.iter().sum(), priced.sell(), "the total");
}

/// A figure that changes on its way to another is explained month by month: on both sides of the change.
#[test]
fn a_figure_that_changes_on_its_way_is_explained_too() {
    let fte = "lots.a.teams.dev.positions.dev.fte";
    let ramp = support::change("ramp", fte, "{ years = { 1 = 2, 2 = 5 }, ramp = true }");
    let later =
        format!("{}from_month = 20\n", support::change("later", fte, "{ months = { 1 = 1, 24 = 2 }, ramp = true }"));
    let text = support::small(&[("x", &(ramp + &later))]);
    let outcome = Base::of(&text).expect("a bid").outcome("x").expect("a price");
    let priced = Priced { bid: outcome.bid, inputs: outcome.inputs, estimate: outcome.estimate };
    let mut figures = Vec::new();
    for (target, tree) in priced.all() {
        let name = target.name(&priced.bid);
        near(tree.value, priced.figure(target), &name);
        check(&priced, &tree, &name);
        figures.extend(tree.walk().flat_map(|step| &step.figures).map(|fig| priced.bid.figure(*fig).path.clone()));
    }
    for point in ["months.1.years.1", "months.1.years.2", "months.20.months.1", "months.20.months.24"] {
        assert!(figures.contains(&format!("{fte}.{point}")), "{point}");
    }
}

/// Every formula gives its step's value; every child is in its parent's formula; every number of it is a child's,
/// a figure's, of a step nearby, or a plain count.
fn check(priced: &Priced, root: &Step, name: &str) -> usize {
    let mut steps = 0;
    let mut near_by: Vec<Decimal> = root.walk().map(|step| step.value).collect();
    near_by.sort_unstable();
    for step in root.walk() {
        steps += 1;
        let at = || format!("{name}: {} = {}", step.label.en, step.arithmetic());
        assert!(!step.label.fr.is_empty() && !step.label.en.is_empty(), "{}", at());
        let operands = || step.children.iter().filter(|child| !child.aside);
        if step.formula.is_empty() {
            assert!(operands().next().is_none(), "a reference has no children: {}", at());
            continue;
        }
        let reckoned = Reckoner::value(step);
        assert!((reckoned - step.value).abs() <= WITHIN, "{reckoned} and {}: {}", step.value, at());
        if step.formula == [Part::Sign("Σ")] {
            continue;
        }
        let numbers: Vec<(Decimal, Unit)> = step.formula.iter().filter_map(number).collect();
        for child in operands() {
            assert!(numbers.contains(&(child.value, child.unit)), "no {}: {}", child.label.en, at());
        }
        for fig in &step.figures {
            let value = priced.bid.figure(*fig).value;
            assert!(numbers.iter().any(|n| n.0 == value), "no {}: {}", priced.bid.figure(*fig).path, at());
        }
        for (value, unit) in numbers {
            let known = step.children.iter().any(|child| child.value == value)
                || step.figures.iter().any(|fig| priced.bid.figure(*fig).value == value)
                || near_by.binary_search(&value).is_ok()
                || (value.is_integer() && matches!(unit, Unit::Count | Unit::Months | Unit::Days));
            assert!(known, "where does {value} come from? {}", at());
        }
        for part in &step.formula {
            assert!(!matches!(part, Part::Sign(sign) if !SIGNS.contains(sign)), "{}", at());
        }
    }
    steps
}

fn number(part: &Part) -> Option<(Decimal, Unit)> {
    match part {
        Part::Number(value, unit) | Part::Figure(value, unit) => Some((*value, *unit)),
        Part::Sign(_) => None,
    }
}

/// Two ways to the same figure may differ in the last of 28 digits.
const WITHIN: Decimal = dec!(0.000000001);

fn near(a: Decimal, b: Decimal, what: &str) {
    assert!((a - b).abs() <= WITHIN, "{a} and {b}: {what}");
}

/// Works out a formula from its parts alone, as a reader would.
struct Reckoner<'a> {
    parts: &'a [Part],
    at: usize,
}

impl Reckoner<'_> {
    fn value(step: &Step) -> Decimal {
        if step.formula == [Part::Sign("Σ")] {
            return step.children.iter().map(|child| child.value).sum();
        }
        let mut reckoner = Reckoner { parts: &step.formula, at: 0 };
        let value = reckoner.sum();
        assert_eq!(reckoner.at, step.formula.len(), "all of {} is read", step.arithmetic());
        value
    }

    fn eat(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.parts.get(self.at), Some(Part::Sign(s)) if *s == sign);
        self.at += usize::from(is_it);
        is_it
    }

    fn sum(&mut self) -> Decimal {
        let mut sum = self.product();
        loop {
            if self.eat("+") {
                sum += self.product();
            } else if self.eat("−") {
                sum -= self.product();
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Decimal {
        let mut product = self.power();
        loop {
            if self.eat("×") {
                product *= self.power();
            } else if self.eat("/") {
                product /= self.power();
            } else {
                return product;
            }
        }
    }

    fn power(&mut self) -> Decimal {
        let base = self.atom();
        if !self.eat("^") {
            return base;
        }
        let power: u32 = self.atom().try_into().expect("a whole power");
        (0..power).fold(Decimal::ONE, |product, _| product * base)
    }

    fn atom(&mut self) -> Decimal {
        if let Some(Part::Number(value, _) | Part::Figure(value, _)) = self.parts.get(self.at) {
            self.at += 1;
            return *value;
        }
        for name in ["(", "round(", "max(", "min("] {
            if !self.eat(name) {
                continue;
            }
            let first = self.sum();
            let second = if name != "(" && self.eat(";") { self.sum() } else { first };
            assert!(self.eat(")"), "{name} is closed");
            return match name {
                "round(" => {
                    let places = second.try_into().expect("places");
                    first.round_dp(18).round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
                }
                "max(" => first.max(second),
                "min(" => first.min(second),
                _ => first,
            };
        }
        panic!("no number at {} of {:?}", self.at, self.parts)
    }
}

// ---- A bid to work out by hand -------------------------------------------------------------------------------------

/// Two months, January and February 2027 (20 open days each), no holiday, no absence but at the far site, where a day
/// a month is missing. Build: 2 FTE, three quarters at home at 400 a day, a quarter far away at 100 zlotys, that is
/// 25 euros; productivity there is 0.5, then 0.625 and 0.75; each head takes a tenth of a lead at 600 and costs 10 a
/// month. On demand: five days of a developer a year.
const SMALL: &[(&str, &str)] = &[
    (
        "contract.toml",
        "source = \"Q1\"\ntitle = \"t\"\nbuyer = \"b\"\nstart = \"2027-01\"\nmonths = 2\nreference_site = \"home\"\n\
         payment_delay = 1\nvat = 0.2\nfinancing_rate = 0.04",
    ),
    ("calendars.toml", "[plain]\nlabel = \"Plain\"\n[plain.holidays]\nnew-year = { month = 1, day = 1 }"),
    ("currencies.toml", "source = \"Q1\"\nEUR = { eur = 1 }\nPLN = { eur = 0.25 }"),
    ("profiles.toml", "lead = { label = \"Lead\" }\ndeveloper = { label = \"Developer\" }"),
    (
        "rates/home.toml",
        "source = \"Q1\"\ncurrency = \"EUR\"\nbase_month = \"2027-01\"\n[daily_cost]\nlead = 600\ndeveloper = 400",
    ),
    ("rates/far.toml", "source = \"Q1\"\ncurrency = \"PLN\"\nbase_month = \"2025-12\"\n[daily_cost]\ndeveloper = 100"),
    (
        "sites.toml",
        "source = \"Q1\"\n[home]\nlabel = \"Home\"\nzone = \"onshore\"\ncalendar = \"plain\"\ncard = \"home\"\n\
         absence_days = 0\nproductivity = { steady = 1 }\ncoordination = 0\ndrift = 0.02\nper_head_month = 0\n\
         [far]\nlabel = \"Far\"\nzone = \"nearshore\"\ncalendar = \"plain\"\ncard = \"far\"\nabsence_days = 12\n\
         productivity = { start = 0.5, steady = 0.75, months = 2 }\ncoordination = 0.1\ncoordinator = \"lead\"\n\
         drift = 0\nper_head_month = 10",
    ),
    (
        "mixes.toml",
        "source = \"Q1\"\nboth = { label = \"Both\", shares = { home = 0.75, far = 0.25 } }\nhome = { label = \"Home\", shares = { home = 1 } }",
    ),
    (
        "policy.toml",
        "source = \"Q1\"\nmix = \"both\"\n[overheads.structure]\nlabel = \"Structure\"\nrate = 0.1\nbase = \"own-labour\"\n\
         [provision]\ndefault = 0\n[margin]\ndefault = 0.2\n[gain]\ndefault = 0",
    ),
    (
        "lots/one.toml",
        "source = \"Q1\"\nlabel = \"One\"\nnumber = 1\n[teams.a]\nnature = \"build\"\n\
         positions = { dev = { profile = \"developer\", fte = 2 }, ops = { profile = \"developer\", fte = 1, onshore = \"production\" } }\n\
         [one_offs.travel]\nlabel = \"Travel\"\nnature = \"build\"\nmonth = 2\namount = 1000",
    ),
    ("document.toml", "title = \"DQE\"\nbidder = \"us\"\nfooter = \"f\""),
    (
        "dqe/one.toml",
        "source = \"Q1\"\n[sections.s]\ncode = \"S\"\nlabel = \"S\"\n[sections.s.lines]\n\
         unit = { code = \"B1\", label = \"Unit\", unit = \"work-unit\", nature = \"build\", weight = 1, quantity = 10 }\n\
         double = { code = \"B2\", label = \"Double\", unit = \"work-unit\", nature = \"build\", weight = 2, quantity = 5 }\n\
         day = { code = \"D1\", label = \"Day\", unit = \"day\", nature = \"on-demand\", day = \"developer\", mix = \"home\", quantity = 5 }\n\
         idle = { code = \"D2\", label = \"Idle\", unit = \"day\", nature = \"on-demand\", day = \"lead\", mix = \"home\", quantity = 0 }",
    ),
];

/// The step of this label at or below another.
fn find<'a>(step: &'a Step, label: &str) -> &'a Step {
    let seen = || step.walk().map(|s| s.label.en.as_str()).collect::<Vec<_>>().join("\n");
    step.walk().find(|s| s.label.en == label).unwrap_or_else(|| panic!("no {label} in\n{}", seen()))
}

#[test]
fn a_day_far_away_is_explained_as_one_would_by_hand() {
    let priced = Priced::small(&[]);
    let build = priced.explain("one/build");
    // A head far away costs the same in both months: 20 open days less 12 / 12; 100 zlotys × (1 + 0)^2 × 0.25; a seat.
    let both = "months 1 to 2 (January 2027 to February 2027)";
    let far = find(&build, &format!("Developer (a.dev), Far, {both}"));
    assert_eq!(far.arithmetic(), "1.8 × 485");
    let head = find(far, "cost of a head");
    assert_eq!(head.arithmetic(), "19 × 25 + 10");
    assert_eq!(
        find(head, "January 2027, Far: open days less absence (holidays new-year)").arithmetic(),
        "20 − 12 / 12"
    );
    assert_eq!(find(head, "daily cost: Developer, Far, card of 2025-12").arithmetic(), "100 × (1 + 0) ^ 2 × 0.25");
    // January: 2 FTE × 0.25 / 0.5 = 1 head. February: a month of learning, 2 × 0.25 / 0.625 = 0.8.
    let heads = find(far, "heads");
    assert_eq!(heads.arithmetic(), "1 + 0.8");
    let january = find(heads, "month 1 (January 2027)");
    assert_eq!(january.arithmetic(), "2 × 0.25 / 0.5");
    let fte = &find(january, "effort of a.dev").figures;
    assert_eq!(priced.bid.figure(fte[0]).path, "lots.one.teams.a.positions.dev.fte");
    let february = find(heads, "month 2 (February 2027)");
    assert_eq!(february.arithmetic(), "2 × 0.25 / 0.625");
    assert_eq!(find(february, "productivity: Far, learning, month 1").arithmetic(), "0.5 + (0.75 − 0.5) / 2");
    // At home both months are alike: 1.5 heads, 20 days each, no drift before the next January.
    let home = find(&build, &format!("Developer (a.dev), Home, {both}"));
    assert_eq!(home.arithmetic(), "1.5 × 8000 × 2");
    assert_eq!(find(home, "cost of a head").arithmetic(), "20 × 400 + 0");
    // What must stay onshore is all at home, and says why.
    let kept = find(&build, "share of Home, mix « Both », kept onshore, from Far (production)");
    assert_eq!(kept.arithmetic(), "0.75 + 0.25");
    // Coordination: a tenth of the heads of each month, by a lead at home, at 20 × 600.
    let coordination = find(&build, &format!("coordination of Far: Lead, {both}"));
    assert_eq!(coordination.value.normalize(), dec!(2160));
    assert_eq!(coordination.arithmetic(), "0.18 × 12000");
    assert_eq!(find(coordination, "heads that coordinate").arithmetic(), "1.8 × 0.1");
    // 24,000 + 16,000 at home, 873 far away, 2,160 of coordination; all of it own labour.
    assert_eq!(find(&build, "own labour").value.normalize(), dec!(43033));
    assert_eq!(find(&build, "Structure (on own labour)").arithmetic(), "0.1 × 43033");
    assert_eq!(find(&build, "direct cost").arithmetic(), "43033 + 1000");
    assert_eq!(find(&build, "full cost").arithmetic(), "44033 + 4303.3 + 0");
    assert_eq!(build.arithmetic(), "48336.3 / (1 − 0.2)");
    assert_eq!(build.value.normalize(), dec!(60420.375));
}

#[test]
fn lines_and_lots_are_explained_as_one_would_by_hand() {
    let priced = Priced::small(&[]);
    let unit = priced.explain("one/B2");
    assert_eq!(unit.arithmetic(), "round(60420.375 × 2 / 20; 2)");
    assert_eq!(unit.value, dec!(6042.04));
    let weights = find(&unit, "Σ weight × quantity of the nature's lines: Build (testing included)");
    assert_eq!(weights.arithmetic(), "10 + 10");
    assert_eq!(unit.label.fr, "prix unitaire HT\u{a0}: B2 Double");
    // Five days of a developer: 5 / 40 FTE in both months, 5 × 400, structure on it.
    let day = priced.explain("one/s.day");
    assert_eq!(day.arithmetic(), "round(2200 / 5 / (1 − 0.2); 2)");
    assert_eq!(day.value, dec!(550));
    assert_eq!(find(&day, "effort of the days sold by line D1 Day").arithmetic(), "5 / 40");
    // Without a quantity: one day a year, one year.
    let idle = priced.explain("D2");
    assert_eq!(idle.arithmetic(), "round(660 / 1 / (1 − 0.2); 2)");
    assert_eq!(find(&idle, "effort of the days sold by line D2 Idle").arithmetic(), "1 / 40");
    // 10 × 3,021.02 + 5 × 6,042.04 + 5 × 550
    let lot = priced.explain("one");
    assert_eq!(find(&lot, "net total").value, dec!(63170.40));
    assert_eq!(find(&lot, "net total").arithmetic(), "30210.2 + 30210.2 + 2750 + 0");
    assert_eq!(find(&lot, "VAT").arithmetic(), "round(63170.4 × 0.2; 2)");
    assert_eq!(lot.arithmetic(), "63170.4 + 12634.08");
    let margin = find(&lot, "margin of the rounded DQE");
    assert!(margin.aside);
    assert_eq!(margin.arithmetic(), "(63170.4 − 50536.3) / 63170.4");
}

/// A price that the model states is shown as it is written: with fewer digits, it would not give what is shown of it.
#[test]
fn a_figure_is_explained_with_its_own_digits() {
    let line = "[sections.s.lines]\n\
        given = { code = \"B3\", label = \"Given\", unit = \"work-unit\", nature = \"build\", given = 100.1249999999995, quantity = 5 }";
    let text = model::load_texts(SMALL.iter().chain(&[("dqe/one.toml", line)]).copied());
    let priced = Priced::of(&text);
    let unit = priced.explain("one/B3");
    assert_eq!(unit.arithmetic(), "round(100.1249999999995; 2)");
    assert_eq!(unit.value, dec!(100.12));
    let (bid, sources, lang) = (&priced.bid, &text.sources, chiffrage::unit::Lang::Fr);
    let text = Trunk { bid, sources, lang, depth: 1, width: None }.text(&unit);
    assert!(text.contains("= 100,12\u{a0}€\n    = arrondi(100,1249999999995\u{a0}€; 2)\n"), "{text}");
}

// ---- Names ---------------------------------------------------------------------------------------------------------

#[test]
fn cells_are_found_by_every_name_they_have() {
    let priced = Priced::shipped();
    let parse = |text: &str| Target::parse(&priced.bid, text);
    let ror = priced.bid.lot("ror").expect("the lot");
    assert_eq!(parse("ror"), Ok(Target::Lot(ror)));
    assert_eq!(parse(" ROR/ "), Ok(Target::Lot(ror)));
    assert_eq!(parse("ror/build"), Ok(Target::Nature { lot: ror, nature: Nature::Build }));
    let simple = parse("ror/3.1").expect("a line");
    assert_eq!(parse("ror/build.simple"), Ok(simple));
    assert_eq!(simple.name(&priced.bid), "ror/3.1");

    let help = |text: &str| {
        let finding = parse(text).expect_err("no such cell");
        assert_eq!(finding.code, Code::UnknownCell);
        finding.help.expect("what to do").en
    };
    for lot in &priced.bid.lots {
        assert!(help("3.1").contains(&format!("{}/3.1", lot.id)), "{}", help("3.1"));
    }
    assert_eq!(help("rro"), "did you mean `ror`?");
    assert_eq!(help("rro/3.1"), "did you mean `ror/3.1`?");
    assert_eq!(help("ror/biuld"), "did you mean `ror/build`?");
    assert_eq!(help("ror/build.smiple"), "did you mean `ror/build.simple`?");
    assert!(help("build").contains("ror/build"));
    assert!(help("ror/everything").contains("its codes 1.1"));
    assert!(help("").contains("a lot"));
    assert!(help("/").contains("a lot"));
}

// ---- What the price rests on ---------------------------------------------------------------------------------------

#[test]
fn every_layer_totals_the_price() {
    let priced = Priced::shipped();
    let rests = rests(&priced.bid, &priced.inputs).expect("a priced bid");
    for layer in Layer::ALL {
        near(rests.of(layer).total(), priced.sell(), "a layer's total");
    }
    near(rests.all.iter().sum(), priced.sell(), "the total");
    let untouched = |layer| rests.of(layer).untouched;
    assert!(untouched(Layer::Policy).is_zero() && untouched(Layer::Rates).is_zero());
    assert!(untouched(Layer::Place) > untouched(Layer::Effort), "a platform has a count and no place");
    // Rate cards are assumptions in the shipped bid, and so is policy: nothing rests on the buyer's word alone.
    near(rests.on(Strength::Assumption), priced.sell(), "all assumptions");
    let by_buyer = rests.of(Layer::Effort).by[Strength::Buyer as usize];
    assert!(by_buyer > dec!(1_000_000), "the teams of Q7: {by_buyer}");
}

const NONE: Decimal = Decimal::ZERO;

/// Euros of the small bid that rest on assumptions, layer by layer and in all, after some changes.
fn assumed(changes: &[(&str, &str)]) -> [Decimal; 5] {
    let priced = Priced::small(changes);
    let rests = rests(&priced.bid, &priced.inputs).expect("a priced bid");
    for layer in Layer::ALL {
        near(rests.of(layer).total(), priced.sell(), "a layer's total");
    }
    near(rests.all.iter().sum(), priced.sell(), "the total");
    let of = |layer| rests.of(layer).by[Strength::Assumption as usize];
    let [a, b, c, d] = Layer::ALL.map(of);
    [a, b, c, d, rests.on(Strength::Assumption)].map(|euros| euros.round_dp(9).normalize())
}

#[test]
fn one_assumption_touches_just_the_euros_it_makes() {
    assert_eq!(assumed(&[]), [NONE; 5]);
    let guess = |value: &str| format!("{{ value = {value}, source = \"assumption\" }}");
    // Own labour is sold at 1.1 / 0.8 of its cost; one-offs at 1 / 0.8.
    let labour = |cost: Decimal| cost * dec!(1.1) / dec!(0.8);
    let change = |file: &'static str, from: &str, to: &str| {
        let text = SMALL.iter().find(|(name, _)| *name == file).expect("a file").1;
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    };

    // The FTE of ops: 20 days of each of two months at 400, all at home.
    let lot = change("lots/one.toml", "fte = 1,", &format!("fte = {},", guess("1")));
    let ops = labour(dec!(16000));
    assert_eq!(assumed(&[("lots/one.toml", &lot)]), [ops, NONE, NONE, NONE, ops]);

    // The FTE of dev: 24,000 at home, 873 far away, and the 2,160 of its coordination.
    let lot = change("lots/one.toml", "fte = 2 }", &format!("fte = {} }}", guess("2")));
    let dev = labour(dec!(27033));
    assert_eq!(assumed(&[("lots/one.toml", &lot)]), [dev, NONE, NONE, NONE, dev]);

    // The far share of the mix: what is done there, its coordination; and ops, whose far share goes home.
    let mix = change("mixes.toml", "far = 0.25", &format!("far = {}", guess("0.25")));
    let far = labour(dec!(873) + dec!(2160) + dec!(16000));
    assert_eq!(assumed(&[("mixes.toml", &mix)]), [NONE, far, NONE, NONE, far]);

    // Absence far away: the days there, 19 × 25 and 15.2 × 25, and not the heads.
    let sites = change("sites.toml", "absence_days = 12", &format!("absence_days = {}", guess("12")));
    let days = labour(dec!(475) + dec!(380));
    assert_eq!(assumed(&[("sites.toml", &sites)]), [NONE, days, NONE, NONE, days]);

    // The coordination ratio far away: all that is done there, and those who coordinate it.
    let sites = change("sites.toml", "coordination = 0.1", &format!("coordination = {}", guess("0.1")));
    let far = labour(dec!(873) + dec!(2160));
    assert_eq!(assumed(&[("sites.toml", &sites)]), [NONE, far, NONE, NONE, far]);

    // Productivity of the reference site, 1 without a ramp, is its definition; its drift has not begun.
    let sites = change(
        "sites.toml",
        "productivity = { steady = 1 }",
        "productivity = { steady = { value = 1, source = \"assumption\" } }",
    );
    let sites = sites.replace("drift = 0.02", "drift = { value = 0.02, source = \"assumption\" }");
    let currencies =
        change("currencies.toml", "EUR = { eur = 1 }", "EUR = { eur = { value = 1, source = \"assumption\" } }");
    assert_eq!(assumed(&[("sites.toml", &sites), ("currencies.toml", &currencies)]), [NONE; 5]);

    // Drift far away is 0 and two Januaries old: it counts, for the days there.
    let sites = change("sites.toml", "drift = 0\n", "drift = { value = 0, source = \"assumption\" }\n");
    assert_eq!(assumed(&[("sites.toml", &sites)]), [NONE, NONE, days, NONE, days]);

    // Per-head costs far away: 1 + 0.8 heads × 10.
    let sites = change("sites.toml", "per_head_month = 10", &format!("per_head_month = {}", guess("10")));
    let seats = labour(dec!(18));
    assert_eq!(assumed(&[("sites.toml", &sites)]), [NONE, NONE, seats, NONE, seats]);

    // A one-off has no structure on it; the structure touches all but that; a gain of 0 has no second year to act in.
    let lot = change("lots/one.toml", "amount = 1000", &format!("amount = {}", guess("1000")));
    assert_eq!(assumed(&[("lots/one.toml", &lot)]), [NONE, NONE, dec!(1250), NONE, dec!(1250)]);
    let policy = change("policy.toml", "rate = 0.1", &format!("rate = {}", guess("0.1")));
    let own = labour(dec!(43033) + dec!(2000));
    assert_eq!(assumed(&[("policy.toml", &policy)]), [NONE, NONE, NONE, own, own]);
    let policy = change("policy.toml", "[gain]\ndefault = 0", &format!("[gain]\ndefault = {}", guess("0")));
    assert_eq!(assumed(&[("policy.toml", &policy)]), [NONE; 5]);

    // A rate card counts for each day at its rate: those of the lead are the coordination.
    let rates = change("rates/home.toml", "lead = 600", &format!("lead = {}", guess("600")));
    let lead = labour(dec!(2160));
    assert_eq!(assumed(&[("rates/home.toml", &rates)]), [NONE, NONE, lead, NONE, lead]);

    // The quantity of a line sold by the day: its five days. That of a line that shares a price: nothing.
    let dqe = change("dqe/one.toml", "\"home\", quantity = 5", &format!("\"home\", quantity = {}", guess("5")));
    let dqe = dqe.replace("quantity = 10", &format!("quantity = {}", guess("10")));
    let sold = labour(dec!(2000));
    assert_eq!(assumed(&[("dqe/one.toml", &dqe)]), [sold, NONE, NONE, NONE, sold]);
}

#[test]
fn pools_and_drivers_touch_what_they_make() {
    // Ten things a month, a day each: 20 days at home by themselves, and as many asked of a pool, 0.5 FTE. The pool
    // needs 0.25 FTE at least in January and 2 in February: 10 days, then 40.
    const LOT: &str = "source = \"Q1\"\nlabel = \"One\"\nnumber = 1\n[volumes.things]\nper_month = 10\n\
        [teams.run]\nnature = \"run\"\nmix = \"home\"\n\
        positions.dev = { profile = \"developer\", each = \"things\", days = 1 }\n\
        [teams.infra]\nnature = \"infrastructure\"\n\
        positions.ops = { pool = \"ops\", each = \"things\", days = DAYS }";
    const POOL: &str = "source = \"Q1\"\n[ops]\nlabel = \"Ops\"\nnature = \"infrastructure\"\nmix = \"home\"\n\
        minimum = { months = { 1 = FIRST, 2 = SECOND } }\nmembers.dev = { profile = \"developer\", share = 1 }";
    const DQE: &str = "source = \"Q1\"\n[sections.s]\ncode = \"S\"\nlabel = \"S\"\n[sections.s.lines]\n\
        run = { code = \"R\", label = \"R\", unit = \"month\", nature = \"run\", weight = 1, quantity = \"months\" }\n\
        infra = { code = \"I\", label = \"I\", unit = \"month\", nature = \"infrastructure\", weight = 1, quantity = \"months\" }";
    let assumed = |days: &str, first: &str, second: &str, absence: &str| {
        let text = |name: &str| SMALL.iter().find(|(n, _)| *n == name).expect("a file").1;
        let lot = LOT.replace("DAYS", days);
        let pool = POOL.replace("FIRST", first).replace("SECOND", second);
        let sites = text("sites.toml").replace("absence_days = 0", &format!("absence_days = {absence}"));
        let replaced = ["lots/one.toml", "dqe/one.toml", "sites.toml"];
        let changes =
            [("lots/one.toml", lot.as_str()), ("dqe/one.toml", DQE), ("sites.toml", &sites), ("pools.toml", &pool)];
        let kept = SMALL.iter().filter(|(name, _)| !replaced.contains(name)).copied();
        let priced = Priced::of(&model::load_texts(kept.chain(changes)));
        let infrastructure = priced.explain("one/infrastructure");
        assert_eq!(find(&infrastructure, "direct cost").value.normalize(), dec!(20000));
        let rests = rests(&priced.bid, &priced.inputs).expect("a priced bid");
        near(rests.all.iter().sum(), priced.sell(), "the total");
        let of = |layer| rests.of(layer).by[Strength::Assumption as usize].round_dp(9).normalize();
        [of(Layer::Effort), of(Layer::Place)]
    };
    let labour = |cost: Decimal| cost * dec!(1.1) / dec!(0.8);
    let guess = |value: &str| format!("{{ value = {value}, source = \"assumption\" }}");
    // The demand makes both months' charge; the minimum only that of the month it binds in.
    assert_eq!(assumed(&guess("1"), "0.25", "2", "0"), [labour(dec!(20000)), NONE]);
    assert_eq!(assumed("1", &guess("0.25"), "2", "0"), [NONE; 2]);
    assert_eq!(assumed("1", "0.25", &guess("2"), "0"), [labour(dec!(16000)), NONE]);
    // Days at home do not hang on the days that a head works there, for a driver; those of a pool do.
    assert_eq!(assumed("1", "0.25", "2", &guess("0")), [NONE, labour(dec!(20000))]);
}
