//! Sweeps and searches: what the bid comes to as values move (method §7).

mod axis;
mod page;
mod solution;

use rust_decimal::{Decimal, dec};

use super::{Audience, Book, Cell, Chart, Column, Diverging, Drawn, Row, Sheet, internal_mark};
use crate::scenario::{Axis, Grid, Point, Sample, places};
use crate::unit::{Lang, digits, euros, euros_more, percent, share};
pub use axis::AxisName;
pub use solution::{out_of_reach, solution};

/// What a grid shows of each point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The price, HT.
    Price,
    /// The price against that of the scenario as it is.
    Delta,
    /// The margin as a share of the price.
    Margin,
    /// The full cost.
    Cost,
}

impl Shown {
    /// The order of a page: what is looked for first.
    const ALL: [Self; 4] = [Self::Price, Self::Delta, Self::Margin, Self::Cost];

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Price => lang.pick("Prix HT", "Net price"),
            Self::Delta => lang.pick("Écart de prix", "Price difference"),
            Self::Margin => lang.pick("Marge", "Margin"),
            Self::Cost => lang.pick("Coût complet", "Full cost"),
        }
    }

    /// What its figures are in.
    fn unit(self, lang: Lang) -> &'static str {
        match self {
            Self::Margin => lang.pick("en % du prix HT", "as a % of the net price"),
            _ => lang.pick("en euros HT", "in euros before VAT"),
        }
    }

    fn of(self, point: &Point, now: &Point) -> Cell {
        match self {
            Self::Price => Cell::Number(point.net.shown(), 0),
            Self::Delta => Cell::Number((point.net - now.net).shown(), 0),
            Self::Margin => Cell::share(point.margin()),
            Self::Cost => Cell::Number(point.full.shown(), 0),
        }
    }

    /// A figure of it in a sentence.
    fn say(self, value: Decimal, lang: Lang) -> String {
        match self {
            Self::Margin => percent(value, lang),
            Self::Delta => euros_more(value, lang),
            _ => euros(value, lang),
        }
    }
}

/// A sweep: what its axes are, what it found, and what the scenario comes to as it is.
#[derive(Debug, Clone, Copy)]
pub struct Swept<'a> {
    /// The axes.
    pub axes: &'a [Axis],
    /// What readers call them.
    pub names: &'a [AxisName],
    /// The points.
    pub grid: &'a Grid,
    /// The scenario as it is.
    pub now: &'a Point,
    /// What it is a sweep of: the scenario, the lot, what is held.
    pub of: &'a str,
    /// The reader's language.
    pub lang: Lang,
}

impl Swept<'_> {
    /// Every point with what it comes to, one a row.
    #[must_use]
    pub fn list(&self) -> Sheet {
        let lang = self.lang;
        let rows = self.grid.points.iter().enumerate().map(|(place, point)| {
            let mut cells: Vec<Cell> = places(self.axes, place)
                .into_iter()
                .zip(self.axes.iter().zip(self.names))
                .map(|(place, (axis, name))| name.cell(axis.values[place]))
                .collect();
            match point {
                Some(point) => cells.extend([
                    Cell::Euros(point.net.shown()),
                    Cell::Euros((point.net - self.now.net).shown()),
                    Cell::share(point.margin()),
                    Cell::Euros(point.full.shown()),
                ]),
                None => cells.extend((0..4).map(|_| Cell::Empty)),
            }
            Row::body(cells)
        });
        let axes = self.axes.iter().zip(self.names);
        let mut columns: Vec<Column> =
            axes.map(|(axis, name)| Column::number(&axis.dial.path, &name.words, 24)).collect();
        // A price that is held is noted once, below.
        let of_price = |column: Column| Column { only_data: self.holds_price(), ..column };
        columns.extend([
            of_price(Column::number("net", lang.pick("Prix HT", "Net price"), 17)),
            of_price(Column::delta("delta", lang.pick("Écart", "Delta"), 16)),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 17),
        ]);
        Sheet {
            name: lang.pick("Points", "Points").into(),
            title: self.title(lang.pick("Variation des hypothèses", "Sweep")),
            frozen: self.axes.len(),
            columns,
            rows: rows.collect(),
            notes: self.notes(),
            ..Sheet::default()
        }
    }

    /// One axis down and the other across, where there are two; every point otherwise.
    #[must_use]
    pub fn table(&self, shown: Shown) -> Sheet {
        let lang = self.lang;
        let ([down, across], [down_name, across_name]) = (self.axes, self.names) else { return self.list() };
        let mut columns = vec![Column::number("value", &format!("{} ↓", down_name.words), 24)];
        columns.extend(across.values.iter().map(|value| {
            let words = across_name.say(*value, lang);
            if shown == Shown::Delta { Column::delta(&words, &words, 14) } else { Column::number(&words, &words, 14) }
        }));
        let rows = down.values.iter().zip(self.grid.points.chunks(across.values.len())).map(|(value, points)| {
            let cells = points.iter().map(|point| point.as_ref().map_or(Cell::Empty, |p| shown.of(p, self.now)));
            Row::body(std::iter::once(down_name.cell(*value)).chain(cells).collect())
        });
        let heading = lang.pick("Variation des hypothèses", "Sweep");
        let mut title = self.title(&format!("{heading}{}{}", lang.colon(), self.finding(shown)));
        title.push(format!("{}{}{}", lang.pick("→ en colonnes", "→ across"), lang.colon(), across_name.words));
        let nearest = [nearest(down, down_name), nearest(across, across_name)];
        Sheet {
            name: shown.name(lang).into(),
            title,
            heat: Some(1..columns.len()),
            diverging: shown.of(self.now, self.now).number().map(|centre| Diverging {
                centre,
                today: nearest[0].zip(nearest[1]).map(|((row, _), (column, _))| (row, column + 1)),
                exact: nearest.iter().flatten().all(|(_, exact)| *exact),
            }),
            frozen: 1,
            columns,
            rows: rows.collect(),
            notes: self.notes(),
            ..Sheet::default()
        }
    }

    /// What a measure goes from and to over the grid, and in what: `Marge de 12,1 % à 14,4 %, en % du prix HT`.
    fn finding(&self, shown: Shown) -> String {
        let lang = self.lang;
        let values = || self.grid.points.iter().flatten().filter_map(|point| shown.of(point, self.now).number());
        let name = shown.name(lang);
        let (Some(least), Some(most)) = (values().min(), values().max()) else { return name.to_owned() };
        let [least, most] = [least, most].map(|value| shown.say(value, lang));
        match lang {
            Lang::Fr => format!("{name}, de {least} à {most}"),
            Lang::En => format!("{name}, from {least} to {most}"),
        }
    }

    /// Is the price of every point that of the scenario as it is?
    fn holds_price(&self) -> bool {
        self.grid.points.iter().flatten().all(|point| point.net.shown() == self.now.net.shown())
    }

    /// Does a measure move by more than the rounding of unit prices: by a euro, by a tenth of a point?
    fn moves(&self, shown: Shown) -> bool {
        let values = || self.grid.points.iter().flatten().filter_map(|point| shown.of(point, self.now).number());
        let least_move = if shown == Shown::Margin { dec!(0.001) } else { Decimal::ONE };
        values().max().zip(values().min()).is_some_and(|(most, least)| most - least >= least_move)
    }

    /// What moves, first what is looked for: the margin where prices are held.
    fn moving(&self) -> Vec<Shown> {
        let all: &[Shown] = if self.holds_price() { &[Shown::Margin, Shown::Cost] } else { &Shown::ALL };
        all.iter().copied().filter(|shown| self.moves(*shown)).collect()
    }

    /// Does an axis change nothing, wherever the others are?
    fn is_idle(&self, axis: usize) -> bool {
        let step: usize = self.axes[axis + 1..].iter().map(|axis| axis.values.len()).product();
        let count = self.axes[axis].values.len();
        let first = |place: usize| place - (place / step) % count * step;
        let figures = |place: usize| self.grid.points[place].map(|point| (point.net.shown(), point.full.shown()));
        count > 1 && (0..self.grid.points.len()).all(|place| figures(place) == figures(first(place)))
    }

    /// What there is to draw: every measure that moves as a heat map where two axes move it, the list of points otherwise.
    fn tables(&self) -> Vec<Sheet> {
        if self.axes.len() == 2 && (0..2).all(|axis| self.axes[axis].values.len() > 1 && !self.is_idle(axis)) {
            self.moving().iter().map(|shown| self.table(*shown)).collect()
        } else {
            vec![self.list()]
        }
    }

    /// The sweep as a workbook, every point and each measure.
    #[must_use]
    pub fn book(&self, author: &str) -> Book {
        let lang = self.lang;
        let mut sheets = self.tables();
        for sheet in &mut sheets {
            sheet.charts.extend(self.chart(sheet));
        }
        if sheets.len() > 1 || sheets.iter().any(|sheet| sheet.heat.is_some()) {
            sheets.push(self.list());
        }
        Book {
            title: lang.pick("Variation des hypothèses", "Sweep").into(),
            author: author.to_owned(),
            audience: Audience::Internal,
            sheets: sheets.into_iter().map(|sheet| Sheet { footer: internal_mark(lang).into(), ..sheet }).collect(),
            names: Vec::new(),
        }
    }

    /// What moves most over the one axis of a list, as columns.
    fn chart(&self, sheet: &Sheet) -> Option<Chart> {
        let shown = self.moving().into_iter().find(|shown| *shown != Shown::Price)?;
        let key = match shown {
            Shown::Price | Shown::Delta => "delta",
            Shown::Margin => "margin",
            Shown::Cost => "full_cost",
        };
        let column = sheet.columns.iter().position(|column| column.key == key && !column.only_data)?;
        (self.axes.len() == 1 && sheet.heat.is_none()).then(|| Chart {
            title: self.finding(shown),
            axis: format!("{}, {}", shown.name(self.lang), shown.unit(self.lang)),
            of: None,
            drawn: Drawn::Columns {
                rows: 0..sheet.rows.len(),
                names: 0,
                series: vec![column],
                shares: shown == Shown::Margin,
                across: self.names[0].words.clone(),
            },
        })
    }

    fn title(&self, title: &str) -> Vec<String> {
        vec![title.to_owned(), format!("{}{}", self.of, self.lang.pick("\u{a0}; euros HT", "; euros before VAT"))]
    }

    /// How far a grid too large to price every point exactly is from the engine.
    fn sampled(&self, Sample { count, difference }: Sample) -> String {
        let lang = self.lang;
        let whole = |count: usize| digits(count.into(), 0, lang);
        let (points, count, difference) =
            (whole(self.grid.points.len()), whole(count), euros(difference.shown(), lang));
        match lang {
            Lang::Fr => format!(
                "{points} points calculés en virgule flottante\u{a0}; {count} d’entre eux, extrêmes compris, recalculés exactement\u{a0}: \
                 écart maximal {difference}."
            ),
            Lang::En => format!(
                "{points} points computed in floats; {count} of them, extremes included, priced exactly: largest difference \
                 {difference}."
            ),
        }
    }

    /// What an axis is today: `Porto, Productivité · en régime : 0,92`.
    fn today(&self, name: &AxisName) -> String {
        let now = name.now.map_or_else(|| self.lang.pick("divers", "various").into(), |now| name.say(now, self.lang));
        format!("{}{}{now}", name.words, self.lang.colon())
    }

    fn notes(&self) -> Vec<String> {
        let lang = self.lang;
        let now = self.names.iter().map(|name| self.today(name)).collect::<Vec<_>>().join(lang.pick("\u{a0}; ", "; "));
        let without = self.grid.points.iter().filter(|point| point.is_none()).count();
        let mut notes = vec![format!(
            "{now} {}{}{} {}, {} {}.",
            lang.pick("aujourd’hui", "today"),
            lang.pick("\u{a0}; ", "; "),
            lang.pick("prix HT", "net price"),
            euros(self.now.net.shown(), lang),
            lang.pick("marge", "margin"),
            share(self.now.margin(), lang),
        )];
        // From the least to the most of what moves.
        let points = || self.grid.points.iter().flatten();
        let ends = |name: &str, words: &dyn Fn(Decimal) -> String, reached: Vec<Decimal>| {
            let (least, most) = (words(*reached.iter().min()?), words(*reached.iter().max()?));
            Some(match lang {
                Lang::Fr => format!("{name}\u{a0}: de {least} à {most}."),
                Lang::En => format!("{name}: from {least} to {most}."),
            })
        };
        notes.extend(if self.holds_price() {
            let margins = points().filter_map(|point| Some(point.margin()?.shown()));
            ends(Shown::Margin.name(lang), &|value| percent(value, lang), margins.collect())
        } else {
            let prices = points().map(|point| point.net.shown());
            ends(Shown::Price.name(lang), &|value| euros(value, lang), prices.collect())
        });
        let idle = (0..self.axes.len()).filter(|axis| self.is_idle(*axis));
        notes.extend(idle.map(|axis| match lang {
            Lang::Fr => format!("{}\u{a0}: sans effet ici.", self.names[axis].words),
            Lang::En => format!("{}: without effect here.", self.names[axis].words),
        }));
        notes.extend(self.grid.sample.map(|sample| self.sampled(sample)));
        if without > 0 {
            notes.push(match (without, lang) {
                (1, Lang::Fr) => "1 point sans prix\u{a0}: une telle offre serait refusée.".to_owned(),
                (_, Lang::Fr) => format!("{without} points sans prix\u{a0}: de telles offres seraient refusées."),
                (1, Lang::En) => "1 point without a price: such a bid would be refused.".to_owned(),
                (_, Lang::En) => format!("{without} points without a price: such bids would be refused."),
            });
        }
        notes
    }
}

/// The place of an axis that is today's, or the nearest to it; none where today's is not within it. Is it just today's?
fn nearest(axis: &Axis, name: &AxisName) -> Option<(usize, bool)> {
    let now = name.now?;
    let (least, most) = (axis.values.iter().min()?, axis.values.iter().max()?);
    let far = |value: &Decimal| (*value - now).abs();
    let nearest = axis.values.iter().enumerate().min_by_key(|(_, value)| far(value));
    let within = *least <= now && now <= *most;
    nearest.filter(|_| within).map(|(place, value)| (place, far(value).is_zero()))
}
