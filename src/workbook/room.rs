//! The room that charts take, below a table and beside it.

use crate::sheet::{Drawn, Seen, Sheet};

/// How high charts are in pixels, of which four are three points.
pub const STACKED: u32 = 320;
pub const GROUPED: u32 = 250;
/// A chart below a table is as wide as the table, within these bounds.
const WIDTHS: (u32, u32) = (800, 1400);
/// The sides of one beside a table.
pub const BESIDE: (u32, u32) = (760, 265);

/// How wide the charts below a table are, in pixels: as its columns on a screen.
pub fn wide(sheet: &Sheet) -> u32 {
    let columns = sheet.columns.iter().filter(|column| !column.only_data && column.seen != Seen::ByCharts);
    let pixels = columns.map(|column| u32::from(column.width) * 7 + 5).fold(0, u32::saturating_add);
    pixels.clamp(WIDTHS.0, WIDTHS.1)
}

fn side(pixels: u32) -> f64 {
    f64::from(pixels * 3) / 4.0
}

/// The heights in points of the charts below a table.
pub fn below(sheet: &Sheet) -> Vec<f64> {
    let height = |drawn: &Drawn| match drawn {
        Drawn::Rows { series, .. } => (!series.is_empty()).then(|| side(STACKED)),
        Drawn::Columns { .. } | Drawn::Curves { .. } => Some(side(GROUPED)),
        Drawn::Waterfall { .. } | Drawn::Steps { .. } => None,
    };
    sheet.charts.iter().filter_map(|chart| height(&chart.drawn)).collect()
}

/// How wide the widest chart below a table is, in points.
pub fn widest(sheet: &Sheet) -> f64 {
    if below(sheet).is_empty() { 0.0 } else { side(wide(sheet)) }
}

/// How wide the charts beside a table are, in points.
pub fn beside(sheet: &Sheet) -> f64 {
    let is_beside =
        sheet.charts.iter().any(|chart| matches!(chart.drawn, Drawn::Waterfall { .. } | Drawn::Steps { .. }));
    // Programs measure by their own columns: room for a tenth more.
    if is_beside { 1.1 * side(BESIDE.0 + 16) } else { 0.0 }
}
