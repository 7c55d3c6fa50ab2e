//! The numbers that only the bidder may read, and those that the DQE shows.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use foldhash::{HashSet, HashSetExt as _};
use rust_decimal::{Decimal, RoundingStrategy, dec};

use super::numbers::{TELLING, TELLING_ROUNDED, Unit};
use crate::engine::{Cut, Estimate, Inputs, Ledger};
use crate::model::Bid;
use crate::model::bid::{LineId, LotId, Nature, ProfileId, SiteId};
use crate::model::figure::Fig;
use crate::model::nature_name;
use crate::unit::{Exact, Lang, Number as _, Text, digits, round_divided};

/// A number of the bid by what it is, named when it is found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    /// A number of the models.
    Input(Fig),
    /// The daily cost of a profile at a site.
    Daily(ProfileId, SiteId),
    /// The price of a line of a lot before rounding.
    Unrounded(LotId, LineId),
    /// A figure of a lot, in a nature or a contract year, or of all.
    Cut(Measure, Option<LotId>, Part),
}

/// Of what a figure is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Of the whole contract.
    Whole,
    /// Of a nature.
    Nature(Nature),
    /// Of a contract year, from 0.
    Year(usize),
}

/// A figure of the reports that the DQE does not show.
#[derive(Debug, Clone, Copy)]
pub(super) enum Measure {
    Days,
    Heads,
    Labour,
    Direct,
    Full,
    Profit,
    Margin,
    DailyCost,
    DailyRate,
}

/// The numbers of a priced bid, on both sides of the table.
pub(super) struct Figures<'a> {
    bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    estimate: &'a Estimate<Exact>,
    shown: HashSet<Decimal>,
    /// Gathered when a number is met that the DQE does not show: of a DQE without a fault, never.
    secret: OnceCell<Hidden>,
    /// What people round, by the unit and the decimals to which they do.
    rounded: RefCell<HashMap<(Unit, u32), Rounded>>,
}

/// Totals rounded: those that the DQE shows, and the others.
struct Rounded {
    shown: HashSet<Decimal>,
    secret: HashMap<Decimal, Known>,
}

impl<'a> Figures<'a> {
    pub(super) fn of(bid: &'a Bid, inputs: &'a Inputs<Exact>, estimate: &'a Estimate<Exact>) -> Self {
        let shown = HashSet::with_capacity(2048);
        let mut figures = Self { bid, inputs, estimate, shown, secret: OnceCell::new(), rounded: RefCell::default() };
        figures.show_dqe();
        figures
    }

    /// What the DQE shows: prices, quantities, amounts, VAT, and the sums of amounts that a reader can make of them.
    fn show_dqe(&mut self) {
        let (bid, inputs, estimate) = (self.bid, self.inputs, self.estimate);
        let dqe = &estimate.dqe;
        self.show(inputs[bid.contract.vat]);
        self.show(inputs[bid.contract.vat] * Exact::whole(100));
        self.show(Exact::whole(u32::try_from(bid.contract.months).unwrap_or(u32::MAX)));
        for (l, lines) in dqe.lines.iter_enumerated() {
            self.show(inputs[bid.lots[l].number]);
            for line in lines {
                let totals =
                    [line.unit_price, line.gross_unit_price, line.amount, line.quantities.iter().copied().sum()];
                totals.iter().chain(&line.quantities).chain(&line.amounts).for_each(|value| self.show(*value));
            }
            let sum = |lines: &[LineId], k: Option<usize>| -> Exact {
                lines.iter().map(|j| &dqe.lines[l][*j]).map(|line| k.map_or(line.amount, |k| line.amounts[k])).sum()
            };
            let lot = &bid.lots[l];
            let all: Vec<LineId> = lot.lines.keys().collect();
            let sections = lot.sections.iter().map(|section| section.ids().collect());
            let natures = Nature::ALL.map(|n| all.iter().copied().filter(|j| lot.lines[*j].nature == n).collect());
            for lines in sections.chain(natures).chain([all.clone()]) {
                let lines: Vec<LineId> = lines;
                (0..bid.years()).map(Some).chain([None]).for_each(|k| self.show(sum(&lines, k)));
            }
        }
        for total in dqe.lots.iter().chain([&dqe.total]) {
            self.show(total.net);
            self.show(total.vat);
            self.show(total.gross);
        }
    }

    fn show(&mut self, value: Exact) {
        self.shown.extend([value, value.rounded(2)].map(|value| key(value.shown())));
    }

    /// The secret that a number reveals by itself, if it does.
    pub(super) fn revealed_by(&self, value: Decimal) -> Option<Known> {
        if significant(value) < TELLING || self.is_shown(value) { None } else { self.like(value) }
    }

    /// A secret that the number equals, however short it is.
    pub(super) fn like(&self, value: Decimal) -> Option<Known> {
        self.hidden().numbers.get(&key(value)).copied()
    }

    fn hidden(&self) -> &Hidden {
        self.secret.get_or_init(|| Hidden::of(self.bid, self.inputs, self.estimate))
    }

    /// The secret that a number with its unit rounds, and the digits that reveal it; none where it rounds what the DQE
    /// shows too.
    pub(super) fn rounded(&self, value: Decimal, unit: Unit) -> Option<(Known, usize)> {
        let digits = significant(value);
        if digits < TELLING_ROUNDED {
            return None;
        }
        let mut all = self.rounded.borrow_mut();
        let of = all.entry((unit, value.scale())).or_insert_with(|| self.rounded_to(unit, value.scale()));
        if of.shown.contains(&value) { None } else { of.secret.get(&value).map(|known| (*known, digits)) }
    }

    /// What people may round to so many decimals of a unit.
    fn rounded_to(&self, unit: Unit, decimals: u32) -> Rounded {
        let of = |value: Exact| value.value().map(|value| round_divided(value / unit.size(), decimals));
        let (inputs, dqe) = (self.inputs, &self.estimate.dqe);
        let totals = dqe.lots.iter().chain([&dqe.total]).flat_map(|total| [total.net, total.vat, total.gross]);
        let shown = match unit {
            Unit::Percent => of(inputs[self.bid.contract.vat]).into_iter().collect(),
            _ => totals.filter_map(of).collect(),
        };
        let mut secret = HashMap::new();
        for (known, value) in self.hidden().cuts.iter().filter(|(known, _)| known.is_in(unit)) {
            if let Some(value) = of(*value) {
                secret.entry(value).or_insert(*known);
            }
        }
        Rounded { shown, secret }
    }

    /// Is this a number of the DQE?
    pub(super) fn is_shown(&self, value: Decimal) -> bool {
        self.shown.contains(&key(value))
    }
}

/// What the reports for the bidder show and the DQE does not.
#[derive(Default)]
struct Hidden {
    /// Each as it may be written in full.
    numbers: HashMap<Decimal, Known>,
    /// Those of whole lots and their natures, which people round.
    cuts: Vec<(Known, Exact)>,
}

impl Hidden {
    fn of(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>) -> Self {
        let mut hidden = Self::default();
        for (place, figure) in bid.figures.iter().enumerate() {
            let known = Known::Input(Fig::at(place));
            let range = figure.range.into_iter().flat_map(|(low, high)| [low, high]);
            range.chain([figure.value]).for_each(|value| hidden.add(value.into(), known));
        }
        for profile in bid.profiles.keys() {
            for site in bid.sites.keys() {
                for daily in estimate.cost.rates.daily(profile, site).chunk_by(|a, b| a == b) {
                    hidden.add(daily[0], Known::Daily(profile, site));
                }
            }
        }
        for (l, lines) in estimate.dqe.lines.iter_enumerated() {
            for (j, line) in lines.iter_enumerated() {
                hidden.add(line.unrounded, Known::Unrounded(l, j));
            }
        }
        let ledger = Ledger::of(bid, inputs, estimate);
        let mut all = Cut::ZERO;
        for l in bid.lots.keys() {
            let mut lot = Cut::ZERO;
            for nature in Nature::ALL {
                let cut = ledger.nature(l, nature);
                lot.add(&cut);
                hidden.cut(&cut, Some(l), Part::Nature(nature));
            }
            (0..bid.years()).for_each(|k| hidden.cut(&ledger.year(l, k), Some(l), Part::Year(k)));
            hidden.cut(&lot, Some(l), Part::Whole);
            all.add(&lot);
        }
        hidden.cut(&all, None, Part::Whole);
        hidden
    }

    fn cut(&mut self, cut: &Cut<Exact>, lot: Option<LotId>, part: Part) {
        let figures = [
            (Measure::Days, cut.days),
            (Measure::Heads, cut.heads),
            (Measure::Labour, cut.labour),
            (Measure::Direct, cut.direct),
            (Measure::Full, cut.full),
            (Measure::Profit, cut.price - cut.full),
            (Measure::Margin, (cut.price - cut.full) / cut.price),
            (Measure::DailyCost, cut.labour / cut.days),
            (Measure::DailyRate, cut.price / cut.days),
        ];
        for (measure, value) in figures {
            let known = Known::Cut(measure, lot, part);
            self.add(value, known);
            // Where rows of a report add up to their total, a cost may be shown a cent off.
            if matches!(measure, Measure::Direct | Measure::Full) {
                let cent = Exact::from(dec!(0.01));
                for shown in [value.rounded(2) + cent, value.rounded(2) - cent] {
                    self.numbers.entry(key(shown.shown())).or_insert(known);
                }
            }
            if !matches!(part, Part::Year(_)) {
                self.cuts.push((known, value));
            }
        }
    }

    /// A number as it is, to the cent, in whole euros and as a percentage.
    fn add(&mut self, value: Exact, known: Known) {
        if !value.is_defined() {
            return;
        }
        let share = value < Exact::ONE && Exact::ZERO - value < Exact::ONE;
        let percent = if share { value * Exact::whole(100) } else { value };
        for (value, places) in [(value, 28), (value, 2), (value, 0), (percent, 28), (percent, 2)] {
            self.numbers.entry(key(value.rounded(places).shown())).or_insert(known);
        }
    }
}

/// How a number is looked up: to twelve significant digits, since spreadsheets hold some fifteen and lose the last,
/// without its sign or the zeros at its end.
fn key(value: Decimal) -> Decimal {
    const DIGITS: u32 = 12;
    if value.mantissa().unsigned_abs() < 10_u128.pow(DIGITS) {
        return value.abs().normalize();
    }
    let rounded = value.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero);
    rounded.unwrap_or(value).abs().normalize()
}

/// The digits of a number from its first that is not 0 to its last that is not.
fn significant(value: Decimal) -> usize {
    let digits = key(value).mantissa().to_string();
    digits.trim_end_matches('0').len()
}

impl Known {
    /// Is it a figure that people state in that unit?
    fn is_in(self, unit: Unit) -> bool {
        let Self::Cut(measure, ..) = self else { return false };
        let money = matches!(measure, Measure::Labour | Measure::Direct | Measure::Full | Measure::Profit);
        match unit {
            Unit::One => false,
            Unit::Percent => matches!(measure, Measure::Margin),
            Unit::Thousands | Unit::Millions => money,
        }
    }

    /// What it is.
    pub(super) fn name(self, bid: &Bid) -> Text {
        let each = |make: &dyn Fn(Lang) -> String| Text { fr: make(Lang::Fr), en: make(Lang::En) };
        match self {
            Self::Input(fig) => {
                let figure = bid.figure(fig);
                let value = digits(figure.value, figure.value.normalize().scale(), Lang::Fr);
                each(&|lang| format!("`{}` {} ({value})", figure.path, lang.pick("des modèles", "of the models")))
            }
            Self::Daily(profile, site) => each(&|lang| {
                let (profile, site) = (bid.profiles[profile].label.get(lang), bid.sites[site].label.get(lang));
                let words = lang.pick("le coût journalier de", "the daily cost of");
                format!("{words} {profile}, {site}")
            }),
            Self::Unrounded(lot, line) => each(&|lang| {
                let words = lang.pick("le prix avant arrondi de", "the price before rounding of");
                format!("{words} {}/{}", bid.lots[lot].id, bid.lots[lot].lines[line].code)
            }),
            Self::Cut(measure, lot, part) => each(&|lang| {
                let of = lot.map_or_else(|| lang.pick("tous les lots", "all lots").into(), |l| bid.lots[l].id.clone());
                let part = match part {
                    Part::Whole => String::new(),
                    Part::Nature(nature) => format!(", {}", nature_name(nature, lang)),
                    Part::Year(k) => format!(", {} {}", lang.pick("année", "year"), k + 1),
                };
                format!("{} ({of}{part})", measure.name(lang))
            }),
        }
    }
}

impl Measure {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Days => lang.pick("les jours", "the days"),
            Self::Heads => lang.pick("les personnes", "the heads"),
            Self::Labour => lang.pick("le coût des personnes", "the cost of people"),
            Self::Direct => lang.pick("le coût direct", "the direct cost"),
            Self::Full => lang.pick("le coût complet", "the full cost"),
            Self::Profit => lang.pick("la marge en euros", "the margin in euros"),
            Self::Margin => lang.pick("le taux de marge", "the margin rate"),
            Self::DailyCost => lang.pick("le coût journalier moyen", "the average daily cost"),
            Self::DailyRate => lang.pick("le taux journalier moyen", "the average daily rate"),
        }
    }
}
