//! Sweeps and searches: what the bid comes to as values move (method §7).

use rust_decimal::Decimal;

use super::{Audience, Book, Cell, Column, Drawing, Page, Picture, Row, Section, Sheet, Style, internal_mark};
use crate::scenario::{Axis, Dial, Goal, Grid, Point, Sample, Solution, places};
use crate::text;
use crate::unit::{Lang, Number as _, Text, digits, money, percent, share};

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
    const ALL: [Self; 4] = [Self::Price, Self::Delta, Self::Margin, Self::Cost];

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Price => lang.pick("Prix HT", "Net price"),
            Self::Delta => lang.pick("Écart de prix", "Price difference"),
            Self::Margin => lang.pick("Marge", "Margin"),
            Self::Cost => lang.pick("Coût complet", "Full cost"),
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
}

/// A sweep: what its axes are, what it found, and what the scenario comes to as it is.
#[derive(Debug, Clone, Copy)]
pub struct Swept<'a> {
    /// The axes.
    pub axes: &'a [Axis],
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
                .zip(self.axes)
                .map(|(place, axis)| exact(axis.values[place]))
                .collect();
            match point {
                Some(point) => cells.extend([
                    Cell::Number(point.net.shown(), 2),
                    Cell::Number((point.net - self.now.net).shown(), 2),
                    Cell::share(point.margin()),
                    Cell::Number(point.full.shown(), 2),
                ]),
                None => cells.extend((0..4).map(|_| Cell::Empty)),
            }
            Row::body(cells)
        });
        let mut columns: Vec<Column> =
            self.axes.iter().map(|axis| Column::number(&axis.dial.path, &axis.dial.path, 24)).collect();
        // A price that is held is noted once, below.
        let of_price = |column: Column| Column { only_data: self.holds_price(), ..column };
        columns.extend([
            of_price(Column::number("net", lang.pick("Prix HT", "Net price"), 17)),
            of_price(Column::number("delta", lang.pick("Écart", "Delta"), 16)),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 17),
        ]);
        Sheet {
            name: lang.pick("Points", "Points").into(),
            title: self.title(lang.pick("Analyse de sensibilité", "Sweep")),
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
        let [down, across] = self.axes else { return self.list() };
        let mut columns = vec![Column::number("value", &format!("{} ↓", down.dial.path), 24)];
        columns.extend(across.values.iter().map(|value| {
            let words = digits(*value, value.scale(), lang);
            Column::number(&words, &words, 14)
        }));
        let rows = down.values.iter().zip(self.grid.points.chunks(across.values.len())).map(|(value, points)| {
            let cells = points.iter().map(|point| point.as_ref().map_or(Cell::Empty, |p| shown.of(p, self.now)));
            Row::body(std::iter::once(exact(*value)).chain(cells).collect())
        });
        let mut title = self.title(&format!(
            "{}{}{}",
            lang.pick("Analyse de sensibilité", "Sweep"),
            lang.colon(),
            shown.name(lang)
        ));
        title.push(format!("{} {}", lang.pick("→ en colonnes :", "→ across:"), across.dial.path));
        Sheet {
            name: shown.name(lang).into(),
            title,
            heat: Some(1..columns.len()),
            frozen: 1,
            columns,
            rows: rows.collect(),
            notes: self.notes(),
            ..Sheet::default()
        }
    }

    /// Is the price of every point that of the scenario as it is?
    fn holds_price(&self) -> bool {
        self.grid.points.iter().flatten().all(|point| point.net.shown() == self.now.net.shown())
    }

    /// What moves, first what is looked for: the margin where prices are held.
    fn moving(&self) -> &'static [Shown] {
        if self.holds_price() { &[Shown::Margin, Shown::Cost] } else { &Shown::ALL }
    }

    /// What there is to draw: every measure that moves as a heat map where there are two axes, the list of points otherwise.
    fn tables(&self) -> Vec<Sheet> {
        match self.axes.len() {
            2 => self.moving().iter().map(|shown| self.table(*shown)).collect(),
            _ => vec![self.list()],
        }
    }

    /// The sweep as a page: heat maps, or curves over one axis.
    #[must_use]
    pub fn page(&self) -> Page {
        let lang = self.lang;
        let curves = match self.axes {
            [axis] => self.moving().iter().map(|shown| self.curve(axis, *shown)).collect(),
            _ => Vec::new(),
        };
        let tables = self.tables().into_iter().map(|table| Sheet { notes: Vec::new(), ..table });
        Page {
            lang,
            title: lang.pick("Analyse de sensibilité", "Sweep").into(),
            subtitle: vec![self.of.to_owned(), internal_mark(lang).into()],
            front: None,
            headline: self.notes(),
            key_figures: Vec::new(),
            sections: vec![Section {
                heading: match self.moving() {
                    [Shown::Margin, ..] => {
                        lang.pick("Marge et coût, à prix tenus", "Margin and cost, prices held").into()
                    }
                    _ => lang.pick("Prix, marge et coût", "Price, margin and cost").into(),
                },
                text: Vec::new(),
                pictures: curves,
                tables: tables.collect(),
            }],
            footer: internal_mark(lang).into(),
        }
    }

    fn curve(&self, axis: &Axis, shown: Shown) -> Picture {
        let lang = self.lang;
        let cells =
            self.grid.points.iter().map(|point| point.as_ref().map_or(Cell::Empty, |point| shown.of(point, self.now)));
        let words = |value: &Decimal| digits(*value, value.scale(), lang);
        let (from, to) = (axis.values.first().map(words), axis.values.last().map(words));
        Picture {
            title: format!("{}, {}", shown.name(lang), axis.dial.path),
            summary: match lang {
                Lang::Fr => format!("De {} à {}.", from.unwrap_or_default(), to.unwrap_or_default()),
                Lang::En => format!("From {} to {}.", from.unwrap_or_default(), to.unwrap_or_default()),
            },
            drawing: Drawing::Lines {
                axis: shown.name(lang).into(),
                points: axis.values.iter().map(words).collect(),
                series: vec![(shown.name(lang).into(), cells.collect())],
            },
        }
    }

    /// The sweep as a workbook, every point and each measure.
    #[must_use]
    pub fn book(&self, author: &str) -> Book {
        let lang = self.lang;
        let mut sheets = self.tables();
        if self.axes.len() == 2 {
            sheets.push(self.list());
        }
        Book {
            title: lang.pick("Analyse de sensibilité", "Sweep").into(),
            author: author.to_owned(),
            audience: Audience::Internal,
            sheets: sheets.into_iter().map(|sheet| Sheet { footer: internal_mark(lang).into(), ..sheet }).collect(),
            names: Vec::new(),
        }
    }

    fn title(&self, title: &str) -> Vec<String> {
        vec![title.to_owned(), self.of.to_owned()]
    }

    /// How far a grid too large to price every point exactly is from the engine.
    fn sampled(&self, Sample { count, difference }: Sample) -> String {
        let lang = self.lang;
        let whole = |count: usize| digits(count.into(), 0, lang);
        let (points, count, difference) =
            (whole(self.grid.points.len()), whole(count), money(difference.shown(), lang));
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

    fn notes(&self) -> Vec<String> {
        let lang = self.lang;
        let set = |axis: &Axis| {
            let now = axis
                .dial
                .now
                .map_or_else(|| lang.pick("divers", "various").into(), |now| digits(now, now.scale(), lang));
            format!("{} = {now}", axis.dial.path)
        };
        let now = self.axes.iter().map(set).collect::<Vec<_>>().join(", ");
        let without = self.grid.points.iter().filter(|point| point.is_none()).count();
        let mut notes = vec![format!(
            "{} {now}{}{}, {} {}",
            lang.pick("Aujourd’hui", "Today"),
            lang.colon(),
            money(self.now.net.shown(), lang),
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
            ends(Shown::Price.name(lang), &|value| money(value, lang), prices.collect())
        });
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

/// A value as it was asked for.
fn exact(value: Decimal) -> Cell {
    Cell::Number(value, value.scale())
}

/// A search: what was aimed at, by which value, and what was found.
#[must_use]
pub fn solution(
    solution: &Solution, dial: &Dial, goal: Goal, target: Decimal, now: &Point, of: &str, lang: Lang,
) -> Sheet {
    let words = |value: Decimal| match goal {
        Goal::Margin => percent(value, lang),
        Goal::Price | Goal::Cost => money(value, lang),
    };
    let line = |kind: &str, value: Option<Decimal>, point: &Point| {
        Row::of(
            if kind == "found" { Style::Total } else { Style::Body },
            vec![
                kind.into(),
                match kind {
                    "found" => lang.pick("Trouvé", "Found").into(),
                    _ => lang.pick("Aujourd’hui", "Today").into(),
                },
                value.map_or(Cell::Empty, exact),
                Cell::Number(point.net.shown(), 2),
                Cell::Number(point.full.shown(), 2),
                Cell::share(point.margin()),
            ],
        )
    };
    let mut rows = vec![line("now", dial.now, now)];
    let mut notes = Vec::new();
    if let Some((value, point)) = &solution.found {
        rows.push(line("found", Some(*value), point));
        let gap = goal.of(point).map(|reached| reached.rounded(2).shown() - target);
        if let Some(gap) = gap.filter(|gap| goal != Goal::Margin && !gap.is_zero()) {
            let words = lang.pick(
                "Écart à la cible, que l’arrondi des prix unitaires laisse :",
                "Off the target by, as unit prices are rounded:",
            );
            notes.push(format!("{words} {}", money(gap, lang)));
        }
    }
    if let [(low, _), .., (high, _)] = &solution.searched[..] {
        let from_to = [low, high].map(|value| digits(value.normalize(), value.normalize().scale(), lang));
        let bracket = lang.pick("Cherché de", "Searched from");
        notes.push(format!("{bracket} {} {} {}.", from_to[0], lang.pick("à", "to"), from_to[1]));
    }
    if solution.crossings > 1 {
        notes.push(match lang {
            Lang::Fr => format!(
                "La cible est atteinte {} fois : la valeur la plus proche de celle d’aujourd’hui.",
                solution.crossings
            ),
            Lang::En => format!("The target is reached {} times: the value nearest to today’s.", solution.crossings),
        });
    }
    Sheet {
        name: lang.pick("Recherche", "Search").into(),
        title: vec![
            format!("{} {} {}", dial.path, lang.pick("pour atteindre", "to reach"), words(target)),
            of.to_owned(),
        ],
        columns: vec![
            Column::key("at"),
            Column::text("label", "", 14),
            Column::number("value", lang.pick("Valeur", "Value"), 16),
            Column::number("net", lang.pick("Prix HT", "Net price"), 17),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 17),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
        ],
        rows,
        notes,
        ..Sheet::default()
    }
}

/// What a figure goes from and to over the bracket that a search looked at: why it reaches nothing.
#[must_use]
pub fn out_of_reach(solution: &Solution, goal: Goal, target: Decimal) -> Text {
    let words = |value: Decimal| {
        Text::each(|lang| match goal {
            Goal::Margin => format!("{}\u{a0}%", digits(value * Decimal::ONE_HUNDRED, 2, lang)),
            Goal::Price | Goal::Cost => money(value, lang),
        })
    };
    let priced = solution.searched.iter().filter_map(|(value, point)| Some((value, goal.of(point.as_ref()?)?.shown())));
    let least = priced.clone().min_by_key(|(_, reached)| *reached);
    let most = priced.max_by_key(|(_, reached)| *reached);
    let target = words(target);
    match (least, most) {
        (Some((low, least)), Some((high, most))) => {
            let (low, high) = (low.normalize(), high.normalize());
            let (least, most) = (words(least), words(most));
            text!(
                "rien n’atteint {target}\u{a0}: le résultat va de {least} (à {low}) à {most} (à {high})",
                "nothing reaches {target}: it stays between {least} (at {low}) and {most} (at {high})",
                target,
                least,
                most
            )
        }
        _ => text!(
            "rien n’atteint {target}\u{a0}: l’offre n’a de prix nulle part dans l’intervalle",
            "nothing reaches {target}: the bid has no price anywhere in the bracket",
            target
        ),
    }
}
