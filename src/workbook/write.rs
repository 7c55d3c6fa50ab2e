use std::ops::Range;
use std::sync::Mutex;
use std::thread;

use itertools::Itertools as _;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, Color, ConditionalFormat3ColorScale,
    DocProperties, ExcelDateTime, Formula, ProtectionOptions, Url, Workbook, Worksheet,
};

use super::Failure;
use super::ours::CREATED;
use super::style::{Look, Styles};
use crate::sheet::{Audience, Book, Cell, Column, Drawn, Row, Sheet, Style};

/// The height of a row of one line, in points.
const LINE: u32 = 17;

/// The bytes of a book as an xlsx file. The same book gives the same bytes.
///
/// # Errors
/// What the format cannot hold.
pub fn bytes(book: &Book) -> Result<Vec<u8>, Failure> {
    let mut workbook = Workbook::new();
    // Past level 3 a workbook takes twice the time for a few hundredths of its size.
    workbook.set_zip_compression_level(3);
    let mut properties = DocProperties::new().set_title(&book.title).set_author(&book.author);
    // A fixed date: the day a file was made is no part of what it says.
    properties = properties.set_creation_datetime(&ExcelDateTime::from_ymd(CREATED.0, CREATED.1, CREATED.2)?);
    workbook.set_properties(&properties);
    // Sheets know nothing of one another: they are drawn side by side, and put together in their order.
    let drawn: Vec<_> = book.sheets.par_iter().map(|sheet| draw(sheet, book.audience)).collect();
    for worksheet in drawn {
        workbook.push_worksheet(worksheet?);
    }
    for (name, refers_to) in &book.names {
        workbook.define_name(name, &format!("={refers_to}"))?;
    }
    if !may_start(book.sheets.len()) {
        return Err(Failure::Threads);
    }
    Ok(workbook.save_to_buffer()?)
}

/// Does the machine start so many threads at once? The library starts one for each sheet, and panics where it may not.
fn may_start(count: usize) -> bool {
    let gate = Mutex::new(());
    let closed = gate.lock();
    thread::scope(|scope| {
        let started = (0..count).all(|_| thread::Builder::new().spawn_scoped(scope, || drop(gate.lock())).is_ok());
        drop(closed);
        started
    })
}

fn draw(sheet: &Sheet, audience: Audience) -> Result<Worksheet, Failure> {
    let mut drawn = Worksheet::new();
    let worksheet = &mut drawn;
    let styles = &mut Styles::default();
    worksheet.set_name(&sheet.name)?;
    for (row, line) in (0..).zip(&sheet.title) {
        worksheet.write_string_with_format(row, 0, line, &Styles::title(row == 0))?;
    }
    worksheet.set_default_row_height(LINE);
    worksheet.set_row_height(0, 24)?;
    let heading = Styles::heading();
    let visible = || (0..).zip(sheet.columns.iter().enumerate().filter(|(_, column)| !column.only_data));
    for (c, (_, column)) in visible() {
        worksheet.set_column_width(c, column.width)?;
        worksheet.write_string_with_format(sheet.heading_row(), c, &column.title, &heading)?;
    }
    worksheet.set_row_height(sheet.heading_row(), heading_height(sheet))?;
    for (r, row) in sheet.rows.iter().enumerate().filter(|(_, row)| row.style != Style::Blank) {
        for (c, (place, _)) in visible() {
            put(worksheet, sheet.body_row(r), c, row.cells.get(place).unwrap_or(&Cell::Empty))?;
        }
        let height = height(sheet, &row.cells);
        if height != LINE {
            worksheet.set_row_height(sheet.body_row(r), height)?;
        }
    }
    let columns: Vec<usize> = visible().map(|(_, (place, _))| place).collect();
    dress(worksheet, sheet, &columns, styles)?;
    let mut row = sheet.body_row(sheet.rows.len()) + 1;
    for note in &sheet.notes {
        worksheet.write_string_with_format(row, 0, note, &Styles::note())?;
        row += 1;
    }
    for (name, what) in &sheet.contents {
        let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(name);
        worksheet.write_url_with_format(row, 0, link, &Styles::link())?;
        worksheet.write_string_with_format(row, 1, what, &Styles::note())?;
        row += 1;
    }
    heat(worksheet, sheet)?;
    for chart in &sheet.charts {
        match &chart.drawn {
            Drawn::Rows { series, .. } if series.is_empty() => {}
            Drawn::Rows { series, names, points } => {
                worksheet.insert_chart(row + 1, 0, &rows_chart(sheet, chart, series, *names, points))?;
                row += CHART_ROWS;
            }
            Drawn::Waterfall { rows, from } => {
                let beside = u16::try_from(visible().count()).unwrap_or(u16::MAX);
                let top = sheet.body_row(rows.start.saturating_sub(1));
                worksheet.insert_chart_with_offset(top, beside, &waterfall(sheet, chart, rows, *from), 12, 2)?;
            }
        }
    }
    page(worksheet, sheet, audience)?;
    Ok(drawn)
}

/// The height of a row for the lines that its words need, since viewers do not all work it out.
fn height(sheet: &Sheet, cells: &[Cell]) -> u32 {
    // A column's width counts wide digits of 11 points; words are of 10, and mostly narrow letters.
    let fits = |c: usize| (usize::from(sheet.columns[c].width) * 13 / 10).max(1);
    let lines = |(c, cell): (usize, &Cell)| match cell.shown() {
        Cell::Text(text) if !sheet.columns[c].only_data => text.chars().count().div_ceil(fits(c)).max(1),
        _ => 1,
    };
    let most = cells.iter().enumerate().map(lines).max().unwrap_or(1).max(1);
    // The format allows no row higher.
    (LINE + 13 * (u32::try_from(most).unwrap_or(1) - 1)).min(409)
}

/// The height of the row of headings: two lines, or what the longest takes.
fn heading_height(sheet: &Sheet) -> u32 {
    let lines = |column: &Column| column.title.chars().count().div_ceil(usize::from(column.width).max(1));
    let columns = sheet.columns.iter().filter(|column| !column.only_data);
    let most = columns.map(lines).max().unwrap_or(1).clamp(2, 6);
    6 + 13 * u32::try_from(most).unwrap_or(2)
}

/// Frozen panes, printing, protection.
fn page(worksheet: &mut Worksheet, sheet: &Sheet, audience: Audience) -> Result<(), Failure> {
    let first = sheet.body_row(0);
    worksheet.set_freeze_panes(first, u16::try_from(sheet.frozen).unwrap_or(0))?;
    worksheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(sheet.pages_wide.max(1), 0);
    if let (2.., Some(last)) = (sheet.pages_wide, sheet.frozen.checked_sub(1)) {
        worksheet.set_repeat_columns(0, u16::try_from(last).unwrap_or(0))?;
    }
    worksheet.set_repeat_rows(sheet.heading_row(), sheet.heading_row())?;
    worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    worksheet.set_print_center_horizontally(true);
    // An ampersand starts a code in a footer.
    let mut footer = sheet.footer.replace('&', "&&");
    // A digit first would be read as part of the size before it.
    if footer.starts_with(|c: char| c.is_ascii_digit()) {
        footer.insert(0, ' ');
    }
    worksheet.set_footer(format!("&L&8{footer}&C&8&A&R&8&P / &N"));
    if audience == Audience::Internal {
        worksheet.set_header(format!("&C&\"Calibri,Bold\"&9&KC00000{footer}"));
    }
    worksheet.set_screen_gridlines(false);
    if sheet.locked {
        worksheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
    }
    Ok(())
}

/// Gives cells their formats, by rectangles of the same format: the library searches for a format each time it meets it.
fn dress(worksheet: &mut Worksheet, sheet: &Sheet, columns: &[usize], styles: &mut Styles) -> Result<(), Failure> {
    let looks_of = |row: &Row| -> Vec<Look> {
        let look = |place: &usize| Look::of(row.style, row.cells.get(*place).unwrap_or(&Cell::Empty));
        columns.iter().map(look).collect()
    };
    let column = |c: usize| u16::try_from(c).unwrap_or(u16::MAX);
    let mut r = 0;
    for (looks, rows) in &sheet.rows.iter().chunk_by(|row| (row.style != Style::Blank).then(|| looks_of(row))) {
        let (first, count) = (r, rows.count());
        r += count;
        let mut c = 0;
        for (look, run) in &looks.into_iter().flatten().chunk_by(|look| *look) {
            let (left, wide) = (c, run.count());
            c += wide;
            let (top, bottom) = (sheet.body_row(first), sheet.body_row(first + count - 1));
            worksheet.set_range_format(top, column(left), bottom, column(left + wide - 1), styles.of(look))?;
        }
    }
    Ok(())
}

fn put(worksheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), Failure> {
    match cell {
        Cell::Empty => {}
        // As text whatever it starts with: a label is never a formula.
        Cell::Text(text) => drop(worksheet.write_string(row, column, text)?),
        Cell::Formula(formula, value) => {
            let result = value.number().map(digits).unwrap_or_default();
            let formula = Formula::new(formula).set_result(result);
            worksheet.write_formula(row, column, formula)?;
        }
        _ => {
            if let Some(number) = cell.number() {
                worksheet.write_number(row, column, float(number))?;
            }
        }
    }
    Ok(())
}

/// A number as a file writes it: past the 15 digits that any float holds, those of the float nearest to it.
fn digits(value: Decimal) -> String {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() < 1_000_000_000_000_000 { value.to_string() } else { float(value).to_string() }
}

/// The float nearest to a decimal: what a cell holds.
fn float(value: Decimal) -> f64 {
    // The text is read to the nearest float; conversions by arithmetic may miss it by one.
    value.to_string().parse().unwrap_or(f64::NAN)
}

fn heat(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), Failure> {
    let Some(columns) = &sheet.heat else { return Ok(()) };
    let body = sheet.rows.iter().take_while(|row| row.style == Style::Body).count();
    if body == 0 || columns.is_empty() {
        return Ok(());
    }
    let column = |c: usize| u16::try_from(c).unwrap_or(u16::MAX);
    let scale = ConditionalFormat3ColorScale::new()
        .set_minimum_color("FFFFFF")
        .set_midpoint_color("CFE2F3")
        .set_maximum_color("3D85C6");
    let (first, last) = (column(columns.start), column(columns.end - 1));
    worksheet.add_conditional_format(sheet.body_row(0), first, sheet.body_row(body - 1), last, &scale)?;
    Ok(())
}

/// The rows that a chart below a table takes.
const CHART_ROWS: u32 = 18;

fn rows_chart(
    sheet: &Sheet, chart: &crate::sheet::Chart, series: &[usize], names: usize, points: &Range<usize>,
) -> Chart {
    let mut drawn = Chart::new(ChartType::ColumnStacked);
    let column = |c: usize| u16::try_from(c).unwrap_or(u16::MAX);
    let (first, last) = (column(points.start), column(points.end.saturating_sub(1)));
    let name = sheet.name.as_str();
    for &series in series {
        let row = sheet.body_row(series);
        drawn
            .add_series()
            .set_name((name, row, column(names)))
            .set_categories((name, sheet.heading_row(), first, sheet.heading_row(), last))
            .set_values((name, row, first, row, last))
            .set_gap(30);
    }
    titled(&mut drawn, chart);
    drawn.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    drawn.set_width(1100).set_height(360);
    drawn
}

fn waterfall(sheet: &Sheet, chart: &crate::sheet::Chart, rows: &Range<usize>, from: Decimal) -> Chart {
    // The columns of base, total, up and down, with their colours; the base only carries.
    const STEPS: [(u16, Option<Color>); 4] = [
        (3, None),
        (4, Some(Color::RGB(0x1F_3864))),
        (5, Some(Color::RGB(0xC5_5A11))),
        (6, Some(Color::RGB(0x2E_75B6))),
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
                        .set_font(ChartFont::new().set_bold().set_color(Color::White))
                        .set_num_format("[$-40C]#,##0;-#,##0;;"),
                ),
        };
    }
    titled(&mut drawn, chart);
    drawn.y_axis().set_min(float(from)).set_num_format("[$-40C]#,##0");
    drawn.legend().set_hidden();
    drawn.set_width(860).set_height(265);
    drawn
}

fn titled(drawn: &mut Chart, chart: &crate::sheet::Chart) {
    // The library reads `x!A1` as the address of a title's cell: a space keeps a label a label.
    drawn.title().set_name(&chart.title.replace('!', "! "));
    drawn.y_axis().set_name(&chart.axis);
}
