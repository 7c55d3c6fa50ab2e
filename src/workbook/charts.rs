//! Charts of the rows of a sheet, below its table or beside it.

use std::ops::Range;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLine,
    ChartSolidFill, ChartType, Color, Worksheet,
};

use super::heights::{Below, Heights};
use super::numbers::float;
use super::room::{BESIDE, GROUPED, STACKED, wide};
use super::{Failure, style};
use crate::sheet::{Cell, Drawn, Sheet};

/// Draws the charts of a sheet.
pub fn put(worksheet: &mut Worksheet, sheet: &Sheet, heights: &Heights) -> Result<(), Failure> {
    let mut rows = Below::of(sheet, heights).charts.into_iter().map(|(row, _)| row + 1);
    for chart in &sheet.charts {
        let drawn = match &chart.drawn {
            Drawn::Rows { series, .. } if series.is_empty() => continue,
            Drawn::Rows { series, colours, names, points } => {
                rows_chart(sheet, chart, (series, colours), *names, points)
            }
            Drawn::Columns { rows, names, series, shares, across } => {
                let mut drawn = columns_chart(ChartType::Column, sheet, chart, (rows, *names, series), *shares);
                drawn.x_axis().set_name(across);
                drawn
            }
            Drawn::Curves { rows, names, series } => {
                columns_chart(ChartType::Line, sheet, chart, (rows, *names, series), false)
            }
            Drawn::Waterfall { rows, from } => {
                beside(worksheet, sheet, rows, &waterfall(sheet, chart, rows, *from))?;
                continue;
            }
            Drawn::Steps { rows, amounts } => {
                beside(worksheet, sheet, rows, &steps(sheet, chart, rows, *amounts))?;
                continue;
            }
        };
        if let Some(row) = rows.next() {
            worksheet.insert_chart(row, 0, &drawn)?;
        }
    }
    Ok(())
}

/// Puts a chart beside its rows.
fn beside(worksheet: &mut Worksheet, sheet: &Sheet, rows: &Range<usize>, drawn: &Chart) -> Result<(), Failure> {
    let column = u16::try_from(sheet.columns.iter().filter(|column| !column.only_data).count());
    let top = sheet.body_row(rows.start.saturating_sub(1));
    worksheet.insert_chart_with_offset(top, column.unwrap_or(u16::MAX), drawn, 12, 2)?;
    Ok(())
}

/// The colours of series on one another: each lighter or darker than the next, so that they differ in grey too.
const SERIES: [u32; 6] = [0x1F_3864, 0x9D_C3E6, 0xC5_5A11, 0xF8_CBAD, 0x54_8235, 0xC5_E0B4];

fn rows_chart(
    sheet: &Sheet, chart: &crate::sheet::Chart, (series, colours): (&[usize], &[usize]), names: usize,
    points: &Range<usize>,
) -> Chart {
    let mut drawn = Chart::new(ChartType::ColumnStacked);
    let column = |c: usize| u16::try_from(c).unwrap_or(u16::MAX);
    let (first, last) = (column(points.start), column(points.end.saturating_sub(1)));
    let name = sheet.name.as_str();
    for (place, &series) in series.iter().enumerate() {
        let row = sheet.body_row(series);
        let colour = Color::RGB(SERIES[colours.get(place).copied().unwrap_or(place) % SERIES.len()]);
        drawn
            .add_series()
            .set_name((name, row, column(names)))
            .set_categories((name, sheet.heading_row(), first, sheet.heading_row(), last))
            .set_values((name, row, first, row, last))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)))
            .set_gap(30);
    }
    titled(&mut drawn, chart);
    drawn.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    drawn.set_width(wide(sheet)).set_height(STACKED);
    drawn
}

fn columns_chart(
    kind: ChartType, sheet: &Sheet, chart: &crate::sheet::Chart, what: (&Range<usize>, usize, &[usize]), is_share: bool,
) -> Chart {
    let (rows, names, series) = what;
    let mut drawn = Chart::new(kind);
    let column = |c: usize| u16::try_from(c).unwrap_or(u16::MAX);
    let (first, last) = (sheet.body_row(rows.start), sheet.body_row(rows.end.saturating_sub(1)));
    let name = chart.of.as_deref().unwrap_or(&sheet.name);
    // The darkest and the third, which differ in grey as well.
    for (&one, colour) in series.iter().zip([SERIES[0], SERIES[2], SERIES[1]].into_iter().cycle()) {
        drawn
            .add_series()
            .set_name((name, sheet.heading_row(), column(one)))
            .set_categories((name, first, column(names), last, column(names)))
            .set_values((name, first, column(one), last, column(one)))
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)))
                    .set_line(ChartLine::new().set_color(Color::RGB(colour))),
            )
            .set_gap(60);
    }
    titled(&mut drawn, chart);
    // Names may be in a column that is hidden.
    drawn.show_hidden_data();
    // Names below the plot, where a column below zero is not in their way.
    drawn.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    let amounts = style::amounts();
    drawn.y_axis().set_num_format(if is_share { "0%" } else { &amounts });
    let named = sheet.rows.get(rows.start).and_then(|row| row.cells.get(names));
    if named.is_some_and(|cell| matches!(cell.shown(), Cell::Rate(_) | Cell::Percent(_))) {
        drawn.x_axis().set_num_format("0\\ %");
    }
    if series.len() > 1 {
        drawn.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    } else {
        drawn.legend().set_hidden();
    }
    drawn.set_width(wide(sheet)).set_height(GROUPED);
    drawn
}

/// Bars from zero, the first row on top, each with its figure past its end.
fn steps(sheet: &Sheet, chart: &crate::sheet::Chart, rows: &Range<usize>, amounts: usize) -> Chart {
    let mut drawn = Chart::new(ChartType::Bar);
    let (first, last) = (sheet.body_row(rows.start), sheet.body_row(rows.end.saturating_sub(1)));
    let column = u16::try_from(amounts).unwrap_or(u16::MAX);
    let name = sheet.name.as_str();
    drawn
        .add_series()
        .set_categories((name, first, 0, last, 0))
        .set_values((name, first, column, last, column))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(SERIES[0]))))
        .set_gap(40)
        .set_data_label(
            ChartDataLabel::new()
                .show_value()
                .set_position(ChartDataLabelPosition::OutsideEnd)
                .set_num_format(style::differences()),
        );
    titled(&mut drawn, chart);
    // Of bars the vertical axis has the names; each says what it comes to.
    drawn.y_axis().set_reverse().set_label_position(ChartAxisLabelPosition::Low);
    drawn.x_axis().set_hidden(true).set_major_gridlines(false);
    drawn.legend().set_hidden();
    drawn.set_width(BESIDE.0).set_height(BESIDE.1);
    drawn
}

fn waterfall(sheet: &Sheet, chart: &crate::sheet::Chart, rows: &Range<usize>, from: Decimal) -> Chart {
    // The columns of base, total, up and down, with their colours; the base only carries.
    const STEPS: [(u16, Option<Color>); 4] = [
        (3, None),
        (4, Some(Color::RGB(0x1F_3864))),
        (5, Some(Color::RGB(0xF8_CBAD))),
        (6, Some(Color::RGB(0x9D_C3E6))),
    ];
    let mut drawn = Chart::new(ChartType::ColumnStacked);
    let (first, last) = (sheet.body_row(rows.start), sheet.body_row(rows.end.saturating_sub(1)));
    let name = sheet.name.as_str();
    for (column, colour) in STEPS {
        let series = drawn.add_series();
        series
            .set_name((name, sheet.heading_row(), column))
            .set_categories((name, first, 0, last, 0))
            .set_values((name, first, column, last, column))
            .set_gap(35);
        match colour {
            None => series.set_format(ChartFormat::new().set_no_fill().set_no_border()),
            Some(colour) => series
                .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)))
                // What is nothing bears no figure.
                .set_data_label(
                    ChartDataLabel::new()
                        .show_value()
                        // Steps are light: their figures are read past their ends too.
                        .set_font(ChartFont::new().set_bold().set_color(if column == 4 {
                            Color::White
                        } else {
                            Color::Black
                        }))
                        .set_num_format(format!("{};;", style::amounts())),
                ),
        };
    }
    titled(&mut drawn, chart);
    drawn.y_axis().set_min(float(from)).set_num_format(style::amounts());
    drawn.legend().set_hidden();
    drawn.show_hidden_data();
    drawn.set_width(BESIDE.0).set_height(BESIDE.1);
    drawn
}

fn titled(drawn: &mut Chart, chart: &crate::sheet::Chart) {
    // The library reads `x!A1` as the address of a title's cell: a space keeps a label a label.
    drawn.title().set_name(&chart.title.replace('!', "! "));
    drawn.title().set_font(ChartFont::new().set_bold().set_size(12));
    drawn.y_axis().set_name(&chart.axis);
}
