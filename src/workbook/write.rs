use std::ops::RangeInclusive;
use std::sync::Mutex;
use std::thread;

use itertools::Itertools as _;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar,
    ConditionalFormatType, DocProperties, ExcelDateTime, Format, Formula, Url, Workbook, Worksheet,
};

use super::heights::{Below, Heights, SIGNED, overflows};
use super::numbers::{digits, float};
use super::ours::CREATED;
use super::print::{heights, page};
use super::style::{Look, Styles};
use super::{Failure, charts};
use crate::sheet::{Audience, Book, Cell, Role, Row, Seen, Sheet, Style};

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
    if let Some(colour) = tab(sheet.role) {
        worksheet.set_tab_color(colour);
    }
    for (row, line) in (0..).zip(&sheet.title) {
        worksheet.write_string_with_format(row, first_shown(sheet), line, &Styles::title(row == 0))?;
    }
    let heights = heights(sheet, audience);
    worksheet.set_default_row_height(heights.line);
    worksheet.set_row_height(0, heights.title)?;
    worksheet.set_row_height(sheet.heading_row() - 1, heights.gap)?;
    let heading = Styles::heading();
    let visible = || (0..).zip(sheet.columns.iter().enumerate().filter(|(_, column)| !column.only_data));
    for (c, (_, column)) in visible() {
        worksheet.set_column_width(c, column.width)?;
        if column.seen == Seen::ByCharts {
            worksheet.set_column_hidden(c)?;
        }
        worksheet.write_string_with_format(sheet.heading_row(), c, &column.title, &heading)?;
    }
    worksheet.set_row_height(sheet.heading_row(), heights.heading)?;
    for (r, row) in sheet.rows.iter().enumerate().filter(|(_, row)| row.style != Style::Blank) {
        for (c, (place, _)) in visible() {
            put(worksheet, sheet.body_row(r), c, row.cells.get(place).unwrap_or(&Cell::Empty))?;
        }
        if heights.rows[r] > heights.line {
            worksheet.set_row_height(sheet.body_row(r), heights.rows[r])?;
        }
    }
    let columns: Vec<usize> = visible().map(|(_, (place, _))| place).collect();
    dress(worksheet, sheet, &columns, styles)?;
    below(worksheet, sheet, &heights)?;
    bars(worksheet, sheet, &columns)?;
    heat(worksheet, sheet)?;
    checks(worksheet, sheet)?;
    if let (true, Some(last)) = (sheet.filtered && !sheet.rows.is_empty(), columns.len().checked_sub(1)) {
        let bottom = sheet.body_row(sheet.rows.len() - 1);
        worksheet.autofilter(sheet.heading_row(), 0, bottom, u16::try_from(last).unwrap_or(u16::MAX))?;
    }
    charts::put(worksheet, sheet, &heights)?;
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (row, (name, what)) in (Below::of(sheet, &heights).contents..).zip(&sheet.contents) {
        let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(name);
        worksheet.write_url_with_format(row, 0, link, &Styles::link())?;
        spread(worksheet, row..=row, 1..=last.max(1), what, &Styles::linked())?;
    }
    page(worksheet, sheet, &heights, audience)?;
    Ok(drawn)
}

/// The first column that is not hidden: where what is above and below a table begins.
fn first_shown(sheet: &Sheet) -> u16 {
    let mut columns = sheet.columns.iter().filter(|column| !column.only_data);
    columns.position(|column| column.seen != Seen::ByCharts).and_then(|first| u16::try_from(first).ok()).unwrap_or(0)
}

/// The colour of a tab: that of the cells to type for figures, lighter or darker than one another for the rest.
fn tab(role: Role) -> Option<Color> {
    match role {
        Role::Plain => None,
        Role::Cover => Some(Color::RGB(0x1F_3864)),
        Role::Typed => Some(Color::RGB(0xFF_D966)),
        Role::Calculation => Some(Color::RGB(0xBF_BFBF)),
        Role::Result => Some(Color::RGB(0x2E_75B6)),
        Role::Changes => Some(Color::RGB(0xC5_5A11)),
    }
}

/// What is below the table: what it comes to, notes, what is signed.
fn below(worksheet: &mut Worksheet, sheet: &Sheet, heights: &Heights) -> Result<(), Failure> {
    let columns = sheet.columns.iter().filter(|column| !column.only_data).count();
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    let mut row = sheet.body_row(sheet.rows.len()) + 1;
    if !sheet.statement.is_empty() {
        worksheet.set_row_height(row, heights.statement)?;
        spread(worksheet, row..=row, first_shown(sheet)..=last, &sheet.statement, &Styles::statement())?;
        row += 2;
    }
    for (note, height) in sheet.notes.iter().zip(&heights.notes) {
        worksheet.set_row_height(row, *height)?;
        spread(worksheet, row..=row, first_shown(sheet)..=heights.note_to, note, &Styles::note())?;
        row += 1;
    }
    if let Some((words, room)) = sheet.signature.split_last().map(|(room, words)| (words, room)) {
        // At the right, where a letter is signed.
        let first = last.saturating_sub(2);
        row += 1;
        for (place, line) in words.iter().enumerate() {
            worksheet.set_row_height(row, heights.line)?;
            spread(worksheet, row..=row, first..=last, line, &Styles::signature(place == 0, false))?;
            row += 1;
        }
        spread(worksheet, row..=row + SIGNED, first..=last, room, &Styles::signature(false, true))?;
    }
    Ok(())
}

/// Writes words over several cells.
fn spread(
    worksheet: &mut Worksheet, rows: RangeInclusive<u32>, columns: RangeInclusive<u16>, words: &str, format: &Format,
) -> Result<(), Failure> {
    if rows.start() == rows.end() && columns.start() == columns.end() {
        worksheet.write_string_with_format(*rows.start(), *columns.start(), words, format)?;
    } else {
        worksheet.merge_range(*rows.start(), *columns.start(), *rows.end(), *columns.end(), words, format)?;
    }
    Ok(())
}

/// Gives cells their formats, by rectangles of the same format: the library searches for a format each time it meets it.
fn dress(worksheet: &mut Worksheet, sheet: &Sheet, columns: &[usize], styles: &mut Styles) -> Result<(), Failure> {
    let looks_of = |row: &Row| -> Vec<Look> {
        let is_over = overflows(row);
        let look = |place: &usize| {
            let look = Look::of(row.style, row.cells.get(*place).unwrap_or(&Cell::Empty), sheet.no_zeros);
            let look = look.signed(sheet.columns[*place].signed);
            if is_over { look.over() } else { look }
        };
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

/// Bars drawn of blocks for a terminal are bars of the spreadsheet, each as long.
fn bars(worksheet: &mut Worksheet, sheet: &Sheet, columns: &[usize]) -> Result<(), Failure> {
    let length = |cell: &Cell| match cell {
        Cell::Text(words) if words.chars().all(|mark| mark == '█') => Some(words.chars().count()),
        _ => None,
    };
    for (c, place) in (0..).zip(columns).filter(|(_, place)| sheet.columns[**place].seen == Seen::ByEyes) {
        let cells = sheet.rows.iter().map(|row| row.cells.get(*place).unwrap_or(&Cell::Empty));
        let Some(lengths) = cells.map(length).collect::<Option<Vec<usize>>>().filter(|all| !all.is_empty()) else {
            continue;
        };
        for (r, length) in lengths.iter().enumerate() {
            worksheet.write_number(sheet.body_row(r), c, float(Decimal::from(*length)))?;
        }
        let bar = ConditionalFormatDataBar::new()
            .set_bar_only(true)
            .set_solid_fill(true)
            .set_border_off(true)
            .set_fill_color(Color::RGB(0x2E_75B6))
            .set_minimum(ConditionalFormatType::Number, 0);
        worksheet.add_conditional_format(sheet.body_row(0), c, sheet.body_row(lengths.len() - 1), c, &bar)?;
    }
    Ok(())
}

fn heat(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), Failure> {
    let Some(columns) = &sheet.heat else { return Ok(()) };
    let body = sheet.rows.iter().take_while(|row| row.style == Style::Body).count();
    if body == 0 || columns.is_empty() {
        return Ok(());
    }
    // Columns that only data have are not there.
    let there = |c: usize| sheet.columns.iter().take(c).filter(|column| !column.only_data).count();
    let column = |c: usize| u16::try_from(there(c)).unwrap_or(u16::MAX);
    let scale = ConditionalFormat3ColorScale::new();
    let scale = match sheet.diverging {
        // Blue below today's, orange above.
        Some(today) => scale
            .set_minimum_color("86BFDF")
            .set_midpoint(ConditionalFormatType::Number, float(today.centre))
            .set_midpoint_color("FFFFFF")
            .set_maximum_color("F0A878"),
        None => scale.set_minimum_color("FFFFFF").set_midpoint_color("CFE2F3").set_maximum_color("3D85C6"),
    };
    let (first, last) = (column(columns.start), column(columns.end - 1));
    worksheet.add_conditional_format(sheet.body_row(0), first, sheet.body_row(body - 1), last, &scale)?;
    Ok(())
}

/// Differences that are nothing are green, others red, and say so.
fn checks(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), Failure> {
    let Some((rows, column)) = sheet.checks.clone().filter(|(rows, _)| !rows.is_empty()) else { return Ok(()) };
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let (first, last) = (sheet.body_row(rows.start), sheet.body_row(rows.end - 1));
    let rule = |right: bool| {
        let (back, ink) = if right { (0xC6_EFCE, 0x00_6100) } else { (0xFF_C7CE, 0x9C_0006) };
        let bounds = (-0.005, 0.005);
        let rule = if right {
            ConditionalFormatCellRule::Between(bounds.0, bounds.1)
        } else {
            ConditionalFormatCellRule::NotBetween(bounds.0, bounds.1)
        };
        let format = Format::new().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(ink)).set_bold();
        ConditionalFormatCell::new().set_rule(rule).set_format(format)
    };
    for right in [true, false] {
        worksheet.add_conditional_format(first, column, last, column, &rule(right))?;
    }
    Ok(())
}
