//! The figures of a picture as a sheet: what is drawn can be read without seeing it.

use crate::sheet::{Cell, Column, Drawing, Picture, Row, Sheet, Style};
use crate::unit::Lang;

/// The figures of a picture.
pub fn figures(picture: &Picture, lang: Lang) -> Sheet {
    let words = |fr, en| Column::text("", lang.pick(fr, en), 24);
    let number = |name: &str| Column::number("", name, 12);
    let row = |(name, cells): &(String, Vec<Cell>)| {
        Row::body(std::iter::once(name.as_str().into()).chain(cells.iter().cloned()).collect())
    };
    let (columns, rows): (Vec<Column>, Vec<Row>) = match &picture.drawing {
        Drawing::Bars { series, groups } | Drawing::Dots { series, groups, .. } => {
            // One column a series, those without a name too.
            let most = groups.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default().max(series.len());
            let name = |i: usize| series.get(i).filter(|name| !name.is_empty()).cloned();
            let name = |i: usize| name(i).unwrap_or_else(|| lang.pick("Valeur", "Value").to_owned());
            let values = (0..most).map(|i| number(&name(i)));
            (std::iter::once(words("Libellé", "Label")).chain(values).collect(), groups.iter().map(row).collect())
        }
        Drawing::Waterfall { from, steps, to } => {
            let line = |style, (name, cell): &(String, Cell)| Row::of(style, vec![name.as_str().into(), cell.clone()]);
            let steps = steps.iter().map(|step| line(Style::Body, step));
            let rows = std::iter::once(line(Style::Subtotal, from)).chain(steps);
            (
                vec![words("Étape", "Step"), number(lang.pick("Montant ou écart", "Amount or difference"))],
                rows.chain([line(Style::Total, to)]).collect(),
            )
        }
        Drawing::Lines { points, series, .. } => {
            let columns = std::iter::once(words("Date", "Date")).chain(series.iter().map(|(name, _)| number(name)));
            let cell = |cells: &[Cell], i: usize| cells.get(i).cloned().unwrap_or(Cell::Empty);
            let rows = points.iter().enumerate().map(|(i, point)| {
                let values = series.iter().map(|(_, cells)| cell(cells, i));
                Row::body(std::iter::once(point.as_str().into()).chain(values).collect())
            });
            (columns.collect(), rows.collect())
        }
        Drawing::Curve { axes, points, marks, .. } => {
            let columns = axes.iter().map(|name| number(name)).chain([words("Repère", "Mark")]);
            let point = |cells: &[Cell; 2], name: &str| Row::body([&cells[..], &[name.into()]].concat());
            let rows = points.iter().map(|cells| point(cells, ""));
            let rows = rows.chain(marks.iter().map(|(name, cells)| point(cells, name)));
            (columns.collect(), rows.collect())
        }
        Drawing::Histogram { axes, ends, columns, marks } => {
            let titles = axes.iter().map(|name| number(name)).chain([words("Repère", "Mark")]);
            let starts = Drawing::starts(ends, columns.len());
            let rows = starts.into_iter().zip(columns).map(|(from, cell)| Row::body(vec![from, cell.clone()]));
            let marks = marks.iter().map(|(name, at)| Row::body(vec![at.clone(), Cell::Empty, name.as_str().into()]));
            (titles.collect(), rows.chain(marks).collect())
        }
        Drawing::Scatter { axes, points } => {
            let columns = std::iter::once(words("Point", "Point")).chain(axes.iter().map(|name| number(name)));
            let rows = points.iter().map(|(name, cells)| row(&(name.clone(), cells.to_vec())));
            (columns.collect(), rows.collect())
        }
    };
    Sheet { title: vec![picture.title.clone()], columns, rows, frozen: 1, ..Sheet::default() }
}
