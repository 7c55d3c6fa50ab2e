//! Figures where room is scarce: beside a bar, along an axis.

use rust_decimal::{Decimal, dec};

use crate::report::shown;
use crate::sheet::Cell;
use crate::unit::{Lang, MINUS, digits};

/// What a picture counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Euros.
    Euros,
    /// Anything else.
    Number,
    /// Shares, in percent.
    Share,
}

impl Kind {
    /// What the first of these cells that holds a number counts.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Self {
        cells.into_iter().find(|cell| cell.number().is_some()).map_or(Self::Number, Self::one)
    }

    fn one(cell: &Cell) -> Self {
        match cell.shown() {
            Cell::Money(_) | Cell::Euros(_) | Cell::More(_) | Cell::UnitPrice(..) => Self::Euros,
            Cell::Percent(_) | Cell::NoShare | Cell::Rate(_) => Self::Share,
            _ => Self::Number,
        }
    }
}

/// The number a picture draws: within what decimals divide without overflow, and no finer than an eye can see.
pub fn drawn(cell: &Cell) -> Option<Decimal> {
    const MOST: Decimal = dec!(1_000_000_000_000_000);
    cell.number().map(|value| value.clamp(-MOST, MOST).round_dp(9))
}

/// A cell beside what draws it: `13,68 M€`, `104 k€`, `12,5 %`; a difference with its sign.
pub fn label(cell: &Cell, lang: Lang) -> String {
    if matches!(cell.shown(), Cell::More(_)) { signed(cell, lang) } else { unsigned(cell, lang) }
}

fn unsigned(cell: &Cell, lang: Lang) -> String {
    let Some(value) = cell.number() else { return shown(cell, lang) };
    let size = value.abs();
    match Kind::one(cell) {
        Kind::Share => shown(cell, lang),
        Kind::Number if size < dec!(999_999.5) => {
            if size < dec!(1000) {
                shown(cell, lang)
            } else {
                digits(value, 0, lang)
            }
        }
        kind => {
            let scale = Scale::of(size);
            let shown = size / scale.one();
            // Three figures that count, or four: 13,68 M€ and 130,4 M€, but no cents beside a bar.
            let places = match scale {
                Scale::One => 0,
                Scale::Thousand => u32::from(shown < dec!(10)),
                _ if shown < dec!(100) => 2,
                _ => 1,
            };
            scale.words(value, places, kind, lang)
        }
    }
}

/// A difference: as a [`label`] with its sign, a plus too.
pub fn signed(cell: &Cell, lang: Lang) -> String {
    let plus = cell.number().is_some_and(|value| value > Decimal::ZERO);
    format!("{}{}", if plus { "+" } else { "" }, unsigned(cell, lang))
}

/// Places along an axis, each `step` from the next, all in the same unit.
pub fn ticks(values: &[Decimal], step: Decimal, kind: Kind, lang: Lang) -> Vec<String> {
    let greatest = values.iter().map(Decimal::abs).max().unwrap_or_default();
    let places = |step: Decimal| step.normalize().scale();
    if kind == Kind::Share {
        let places = places(step * Decimal::ONE_HUNDRED);
        let sign = lang.pick("\u{a0}%", "%");
        return values.iter().map(|v| format!("{}{sign}", digits(*v * Decimal::ONE_HUNDRED, places, lang))).collect();
    }
    let scale = if kind == Kind::Number && greatest < dec!(100_000) { Scale::One } else { Scale::of(greatest) };
    // Values far from zero and near each other are distinguished in a smaller unit.
    let scale = if places(step / scale.one()) > 2 { Scale::of(step) } else { scale };
    let places = places(step / scale.one());
    values.iter().map(|value| scale.words(*value, places, kind, lang)).collect()
}

/// In what amounts are counted.
#[derive(Debug, Clone, Copy)]
enum Scale {
    One,
    Thousand,
    Million,
    Billion,
}

impl Scale {
    /// The greatest that leaves a figure before the point once rounded.
    fn of(size: Decimal) -> Self {
        match size {
            _ if size < dec!(999.5) => Self::One,
            _ if size < dec!(999_500) => Self::Thousand,
            _ if size < dec!(999_950_000) => Self::Million,
            _ => Self::Billion,
        }
    }

    fn one(self) -> Decimal {
        match self {
            Self::One => Decimal::ONE,
            Self::Thousand => dec!(1000),
            Self::Million => dec!(1_000_000),
            Self::Billion => dec!(1_000_000_000),
        }
    }

    fn words(self, value: Decimal, places: u32, kind: Kind, lang: Lang) -> String {
        let figure = digits(value / self.one(), places, lang);
        let unit = match (self, lang) {
            (Self::One, _) => "",
            (Self::Thousand, _) => "k",
            (Self::Million, _) => "M",
            (Self::Billion, Lang::Fr) => "Md",
            (Self::Billion, Lang::En) => "bn",
        };
        match (kind, lang) {
            (Kind::Euros, Lang::En) => match figure.strip_prefix(MINUS) {
                Some(figure) => format!("{MINUS}€{figure}{unit}"),
                None => format!("€{figure}{unit}"),
            },
            (Kind::Euros, Lang::Fr) => format!("{figure}\u{a0}{unit}€"),
            _ if unit.is_empty() => figure,
            (_, Lang::Fr) => format!("{figure}\u{a0}{unit}"),
            (_, Lang::En) => format!("{figure}{unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_few_letters() {
        let cases = [
            (Cell::Money(dec!(0)), "0 €", "€0"),
            (Cell::Money(dec!(-640.4)), "−640 €", "−€640"),
            (Cell::Money(dec!(999.6)), "1,0 k€", "€1.0k"),
            (Cell::Money(dec!(34_512)), "35 k€", "€35k"),
            (Cell::Money(dec!(999_499)), "999 k€", "€999k"),
            (Cell::Money(dec!(999_500)), "1,00 M€", "€1.00M"),
            (Cell::Money(dec!(13_680_511.53)), "13,68 M€", "€13.68M"),
            (Cell::Money(dec!(1_250_000_000)), "1,25 Md€", "€1.25bn"),
            (Cell::Number(dec!(1234.56), 2), "1 235", "1,235"),
            (Cell::Number(dec!(12.345), 2), "12,35", "12.35"),
            (Cell::Number(dec!(-13_680_511), 0), "−13,68 M", "−13.68M"),
            (Cell::Percent(dec!(0.145)), "14,5 %", "14.5%"),
            (Cell::Text("n.c.".into()), "n.c.", "n.c."),
            (Cell::Empty, "", ""),
        ];
        for (cell, fr, en) in cases {
            assert_eq!(label(&cell, Lang::Fr).replace('\u{a0}', " "), fr);
            assert_eq!(label(&cell, Lang::En), en);
        }
        assert_eq!(signed(&Cell::Money(dec!(104_000)), Lang::En), "+€104k");
        assert_eq!(signed(&Cell::Money(dec!(-104_000)), Lang::En), "−€104k");
    }

    #[test]
    fn an_axis_in_one_unit() {
        let values = [dec!(0), dec!(500_000), dec!(1_000_000), dec!(1_500_000)];
        let words = |kind| ticks(&values, dec!(500_000), kind, Lang::En).join(" ");
        assert_eq!(words(Kind::Euros), "€0.0M €0.5M €1.0M €1.5M");
        assert_eq!(words(Kind::Number), "0.0M 0.5M 1.0M 1.5M");
        assert_eq!(ticks(&[dec!(1_000_005)], dec!(5), Kind::Euros, Lang::En), ["€1,000,005"]);
        assert_eq!(ticks(&[dec!(0.005)], dec!(0.005), Kind::Share, Lang::En), ["0.5%"]);
    }
}
