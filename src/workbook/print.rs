//! How a sheet is printed: the height of its rows, its pages, what is at their head and foot.

use rust_xlsxwriter::{ProtectionOptions, Worksheet};

use super::heights::{Below, Heights, USUAL};
use super::pages::{self, Pages};
use super::{Failure, room};
use crate::sheet::{Audience, Print, Seen, Sheet};

/// The margins in inches: left, right, top, bottom. A sheet for the bidder's eyes has its mark at the top.
fn margins(sheet: &Sheet, audience: Audience) -> [f64; 4] {
    match (sheet.print, audience) {
        (Print::Sections { .. }, Audience::Buyer) => [0.3, 0.3, 0.35, 0.5],
        _ => [0.4, 0.4, 0.5, 0.6],
    }
}

/// Frozen panes, printing, protection.
pub fn page(worksheet: &mut Worksheet, sheet: &Sheet, heights: &Heights, audience: Audience) -> Result<(), Failure> {
    let first = sheet.body_row(0);
    worksheet.set_freeze_panes(first, u16::try_from(sheet.frozen).unwrap_or(0))?;
    let [left, right, top, bottom] = margins(sheet, audience);
    worksheet.set_margins(left, right, top, bottom, 0.25, 0.25);
    worksheet.set_landscape();
    let mut repeats = true;
    if sheet.pages_wide > 1 {
        worksheet.set_paper_size(pages::beside(sheet, margins(sheet, audience)));
        worksheet.set_print_fit_to_pages(sheet.pages_wide, 0);
    } else {
        let pages = Pages::of(sheet, heights, margins(sheet, audience));
        worksheet.set_paper_size(pages.paper);
        if pages.portrait {
            worksheet.set_portrait();
        }
        match pages.scale {
            None => drop(worksheet.set_print_fit_to_pages(1, 1)),
            Some(scale) => drop(worksheet.set_print_scale(scale).set_page_breaks(&pages.breaks)?),
        }
        repeats = pages.repeats;
    }
    if let (2.., Some(last)) = (sheet.pages_wide, sheet.frozen.checked_sub(1)) {
        worksheet.set_repeat_columns(0, u16::try_from(last).unwrap_or(0))?;
    }
    if repeats {
        worksheet.set_repeat_rows(sheet.heading_row(), sheet.heading_row())?;
    }
    area(worksheet, sheet, heights)?;
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

/// What is printed of a sheet: all of it, but for columns that are for the screen; or nothing, which is a cell with nothing in it.
fn area(worksheet: &mut Worksheet, sheet: &Sheet, heights: &Heights) -> Result<(), Failure> {
    let columns: Vec<_> = sheet.columns.iter().filter(|column| !column.only_data).collect();
    if sheet.print == Print::Nothing {
        worksheet.set_print_area(sheet.heading_row() - 1, 0, sheet.heading_row() - 1, 0)?;
    } else if columns.iter().any(|column| column.seen == Seen::OnScreen) {
        let last = columns.iter().rposition(|column| pages::is_printed(column.seen)).unwrap_or(0);
        let bottom = Below::of(sheet, heights).end.saturating_sub(1);
        worksheet.set_print_area(0, 0, bottom, u16::try_from(last).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// What the rows of a sheet for these eyes take.
pub fn heights(sheet: &Sheet, audience: Audience) -> Heights {
    if sheet.pages_wide > 1 {
        // A sheet of months is for reference: more of it on a page.
        return Heights::in_lines(sheet, 14.0);
    }
    if room::beside(sheet) > 0.0 {
        // Rows beside a chart are as high as it takes.
        return Heights::in_lines(sheet, 17.0);
    }
    let lines: &[f64] = if sheet.print == Print::Fewest { &[17.0, USUAL, 12.75] } else { &[USUAL, 12.75] };
    // On the usual paper in lower rows, rather than on a larger one.
    let whole = |is_usual: bool| {
        let is_whole = |heights: &Heights| {
            let pages = Pages::of(sheet, heights, margins(sheet, audience));
            pages.scale.is_none() && (pages.is_usual() || !is_usual)
        };
        lines.iter().map(|line| Heights::in_lines(sheet, *line)).find(is_whole)
    };
    whole(true).or_else(|| whole(false)).unwrap_or_else(|| Heights::in_lines(sheet, USUAL))
}
