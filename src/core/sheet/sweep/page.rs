//! A sweep as a page: heat maps where two values move the result, curves where one does.

use rust_decimal::Decimal;

use super::{AxisName, Shown, Swept, nearest};
use crate::scenario::{Axis, Point, places};
use crate::sheet::{Cell, Drawing, Page, Picture, Section, Sheet, internal_mark};
use crate::unit::Lang;

/// A point of a curve that has a name.
struct Mark {
    name: String,
    /// The same, in a sentence.
    sentence: String,
    at: [Cell; 2],
}

impl Swept<'_> {
    /// The sweep as a page: heat maps, or curves over the one axis that moves the result.
    #[must_use]
    pub fn page(&self) -> Page {
        let lang = self.lang;
        let live: Vec<usize> =
            (0..self.axes.len()).filter(|axis| self.axes[*axis].values.len() > 1 && !self.is_idle(*axis)).collect();
        let curves = match live.as_slice() {
            // The difference of a price has the curve of the price.
            [axis] => {
                let moving = self.moving().into_iter().filter(|shown| *shown != Shown::Delta);
                moving.map(|shown| self.curve(*axis, shown)).collect()
            }
            _ => Vec::new(),
        };
        // The page says once what all of it is of.
        let tables = self.tables().into_iter().map(|table| {
            let mut title = table.title;
            if table.diverging.is_some() {
                title.remove(1);
            }
            Sheet { notes: Vec::new(), title, ..table }
        });
        Page {
            lang,
            title: lang.pick("Variation des hypothèses", "Sweep").into(),
            subtitle: vec![self.of.to_owned(), internal_mark(lang).into()],
            front: None,
            headline: self.notes(),
            key_figures: Vec::new(),
            sections: vec![Section {
                heading: self.moving().first().map_or_else(
                    || lang.pick("Rien ne change", "Nothing changes").to_owned(),
                    |shown| self.finding(*shown),
                ),
                text: Vec::new(),
                pictures: curves,
                tables: tables.collect(),
            }],
            footer: internal_mark(lang).into(),
        }
    }

    /// A measure over one axis, the others at their first value: they change nothing.
    fn curve(&self, axis: usize, shown: Shown) -> Picture {
        let lang = self.lang;
        let (of, name) = (&self.axes[axis], &self.names[axis]);
        let is_first =
            |place: &usize| places(self.axes, *place).iter().enumerate().all(|(other, at)| other == axis || *at == 0);
        let points: Vec<Option<Point>> =
            (0..self.grid.points.len()).filter(is_first).map(|place| self.grid.points[place]).collect();
        let drawn = of.values.iter().zip(&points);
        let drawn = drawn.map(|(value, point)| {
            [name.cell(*value), point.as_ref().map_or(Cell::Empty, |point| self.height(shown, point))]
        });
        let mut marks = self.today_mark(of, name, shown);
        marks.extend(self.crossings(of, name, shown, &points));
        let level = self.height(shown, self.now);
        let now = level.number().unwrap_or_default();
        Picture {
            title: self.over(of, name, shown, &points),
            summary: marks.iter().map(|mark| mark.sentence.as_str()).collect::<Vec<_>>().join(" "),
            drawing: Drawing::Curve {
                axes: [name.words.clone(), format!("{}, {}", shown.name(lang), shown.unit(lang))],
                points: drawn.collect(),
                level: (
                    format!("{}{}{}", lang.pick("Aujourd’hui", "Today"), lang.colon(), shown.say(now, lang)),
                    level,
                ),
                marks: marks.into_iter().map(|mark| (mark.name, mark.at)).collect(),
            },
        }
    }

    /// A measure of a point, as a picture has it: amounts in euros.
    fn height(&self, shown: Shown, point: &Point) -> Cell {
        match shown.of(point, self.now) {
            Cell::Number(value, places) => Cell::UnitPrice(value, places),
            cell => cell,
        }
    }

    /// What a curve shows: `Prix HT : de 43 104 762 € à 40 551 535 € quand … va de 0,70 à 1,00`.
    fn over(&self, axis: &Axis, name: &AxisName, shown: Shown, points: &[Option<Point>]) -> String {
        let lang = self.lang;
        let mut there = axis.values.iter().zip(points).filter_map(|(value, point)| {
            let height = shown.of(point.as_ref()?, self.now).number()?;
            Some((name.say(*value, lang), shown.say(height, lang)))
        });
        let (measure, words) = (shown.name(lang), &name.words);
        let first = there.next();
        match (first, there.next_back(), lang) {
            (Some((from, a)), Some((to, b)), Lang::Fr) => {
                format!("{measure}\u{a0}: de {a} à {b} quand «\u{a0}{words}\u{a0}» va de {from} à {to}")
            }
            (Some((from, a)), Some((to, b)), Lang::En) => {
                format!("{measure}: from {a} to {b} as “{words}” goes from {from} to {to}")
            }
            _ => format!("{measure}, {words}"),
        }
    }

    /// Today's point, where the axis reaches it.
    fn today_mark(&self, axis: &Axis, name: &AxisName, shown: Shown) -> Vec<Mark> {
        let lang = self.lang;
        let Some(now) = name.now.filter(|_| nearest(axis, name).is_some()) else { return Vec::new() };
        let at = [name.cell(now), self.height(shown, self.now)];
        let Some(height) = at[1].number() else { return Vec::new() };
        let (value, height) = (name.say(now, lang), shown.say(height, lang));
        let today = lang.pick("Aujourd’hui", "Today");
        vec![Mark {
            name: format!("{today} ({value})"),
            sentence: match lang {
                Lang::Fr => format!("Aujourd’hui, {value}\u{a0}: {height}."),
                Lang::En => format!("Today, {value}: {height}."),
            },
            at,
        }]
    }

    /// Where the difference to today changes sign elsewhere than today, and where a margin becomes a loss: on the line
    /// between two points.
    fn crossings(&self, axis: &Axis, name: &AxisName, shown: Shown, points: &[Option<Point>]) -> Vec<Mark> {
        let lang = self.lang;
        let number = |point: &Point| shown.of(point, self.now).number();
        let Some(now) = number(self.now) else { return Vec::new() };
        let levels: &[(Decimal, &str, bool)] = match shown {
            Shown::Margin => &[
                (now, lang.pick("comme aujourd’hui", "as today"), true),
                (Decimal::ZERO, lang.pick("marge nulle", "no margin"), false),
            ],
            _ => &[(now, lang.pick("comme aujourd’hui", "as today"), true)],
        };
        let there: Vec<(Decimal, Decimal)> = axis
            .values
            .iter()
            .zip(points)
            .filter_map(|(value, point)| Some((*value, number(point.as_ref()?)?)))
            .collect();
        let mut marks = Vec::new();
        for (level, words, is_today) in levels {
            for pair in there.windows(2) {
                let [(from, a), (to, b)] = [pair[0], pair[1]];
                let (a, b) = (a - level, b - level);
                let has_today = name.now.is_some_and(|now| from.min(to) <= now && now <= from.max(to));
                if (a > Decimal::ZERO) == (b > Decimal::ZERO) || a.is_zero() || b.is_zero() || (*is_today && has_today)
                {
                    continue;
                }
                let Some(way) = a.checked_div(a - b) else { continue };
                let scale = from.scale().max(to.scale()) + 1;
                let at = (from + (to - from) * way).round_dp(scale);
                let value = name.say(at, lang);
                marks.push(Mark {
                    name: format!("≈ {value}, {words}"),
                    sentence: match lang {
                        Lang::Fr => format!("Vers {value}\u{a0}: {words}."),
                        Lang::En => format!("About {value}: {words}."),
                    },
                    at: [
                        name.cell(at),
                        if shown == Shown::Margin { Cell::Percent(*level) } else { Cell::UnitPrice(*level, 0) },
                    ],
                });
            }
        }
        marks
    }
}
