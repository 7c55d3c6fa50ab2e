//! Where the pages of a sheet end, on which paper, how small its letters are there.

use super::heights::{Below, Heights};
use super::room;
use crate::sheet::{Print, Seen, Sheet, Style};

/// A sheet of paper: its number in the format, its sides in points, the shorter first.
type Paper = (u8, f64, f64);
const A4: Paper = (9, 595.3, 841.9);
const A3: Paper = (8, 841.9, 1190.6);

/// Letters of 10 points are printed with 8 at least.
const LEAST: f64 = 0.8;

/// As programs round the sides of cells, a percent less than fits is printed.
const PERCENT: f64 = 0.01;

/// The widths in points of the columns that are printed, in digits of Calibri at 11 points as they are printed: on a screen they
/// are 7 whole pixels, a little less.
fn widths(sheet: &Sheet) -> impl Iterator<Item = f64> {
    sheet
        .columns
        .iter()
        .filter(|column| is_printed(column.seen) && !column.only_data)
        .map(|column| (f64::from(column.width) + 0.72) * 5.6)
}

/// Is a column for paper too?
pub fn is_printed(seen: Seen) -> bool {
    matches!(seen, Seen::ByAll | Seen::ByEyes | Seen::IfWide)
}

/// The paper of a sheet that goes on beside itself: the usual one where its letters can be read on it.
pub fn beside(sheet: &Sheet, [left, right, ..]: [f64; 4]) -> u8 {
    let pages = f64::from(sheet.pages_wide.max(1));
    // The columns that stay in sight are on each page.
    let again: f64 = if sheet.pages_wide > 1 { widths(sheet).take(sheet.frozen).sum() } else { 0.0 };
    let wide = (widths(sheet).sum::<f64>() + again * (pages - 1.0)) / pages;
    if (A4.2 - (left + right) * 72.0) / wide < LEAST { A3.0 } else { A4.0 }
}

/// The pages of a sheet.
pub struct Pages {
    /// The number of its paper.
    pub paper: u8,
    /// Higher than wide?
    pub portrait: bool,
    /// In percent; none where all is on one page.
    pub scale: Option<u16>,
    /// The rows that begin a page.
    pub breaks: Vec<u32>,
    /// Are the headings on the further pages too? Not on those of charts alone.
    pub repeats: bool,
}

impl Pages {
    /// On the paper on which they are fewest, the usual one first.
    pub fn of(sheet: &Sheet, heights: &Heights, margins: [f64; 4]) -> Self {
        let ways: &[(Paper, bool)] = match sheet.print {
            Print::Sections { portrait: true } => &[(A4, true), (A3, true)],
            Print::Sections { portrait: false } => &[(A4, false), (A3, false)],
            _ => &[(A4, false), (A4, true), (A3, false)],
        };
        let wide = widths(sheet).sum::<f64>() + room::beside(sheet);
        let wide = wide.max(room::widest(sheet));
        let room = |(paper, portrait): (Paper, bool)| space(paper, portrait, margins).0;
        let can_be_read = ways.iter().copied().filter(|way| room(*way) / wide >= LEAST);
        let all = can_be_read.map(|way| (way, Self::on(way, wide, sheet, heights, margins)));
        let usual: Vec<Self> = all
            .filter(|(way, pages)| pages.scale.is_none() || room(*way) / wide >= LEAST + PERCENT)
            .map(|(_, pages)| pages)
            .collect();
        let fewest = usual.iter().filter(|pages| pages.paper == A4.0).map(|pages| pages.breaks.len()).min();
        let is_best = |pages: &Self| match fewest {
            // A larger paper is for what the usual one cannot take at all.
            Some(fewest) => pages.paper == A4.0 && pages.breaks.len() == fewest,
            None => true,
        };
        let best = usual.into_iter().find(is_best);
        // What no larger paper makes readable is on the largest.
        let largest = ways.last().copied().unwrap_or((A3, false));
        best.unwrap_or_else(|| Self::on(largest, wide, sheet, heights, margins))
    }

    /// Is it on the usual paper?
    pub fn is_usual(&self) -> bool {
        self.paper == A4.0
    }

    fn on((paper, portrait): (Paper, bool), wide: f64, sheet: &Sheet, heights: &Heights, margins: [f64; 4]) -> Self {
        let (width, height) = space(paper, portrait, margins);
        let fits = (width / wide).min(1.0);
        let blocks = Blocks::of(sheet, heights, height);
        if height / blocks.total() >= LEAST {
            return Self { paper: paper.0, portrait, scale: None, breaks: Vec::new(), repeats: true };
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 10 to 100")]
        let percent = ((fits - PERCENT) * 100.0).floor().clamp(10.0, 99.0) as u16;
        // Nor are rows as high in every program: room for one of fifty.
        let breaks = blocks.balanced(height * 98.0 / f64::from(percent));
        let end = sheet.body_row(sheet.rows.len());
        let repeats = breaks.iter().all(|row| *row < end);
        Self { paper: paper.0, portrait, scale: Some(percent), breaks, repeats }
    }
}

/// What is between the margins of a paper: across and down.
fn space((_, short, long): Paper, portrait: bool, [left, right, top, bottom]: [f64; 4]) -> (f64, f64) {
    let (width, height) = if portrait { (short, long) } else { (long, short) };
    (width - (left + right) * 72.0, height - (top + bottom) * 72.0)
}

/// The rows that stay together on a page: a section with its total, and with the last one the notes; each chart.
struct Blocks {
    /// What is above the table, headings included: on the first page alone.
    above: f64,
    /// The headings: on each further page.
    heading: f64,
    /// Each with its first row.
    all: Vec<(u32, f64)>,
}

impl Blocks {
    /// `page` is how high a page is: a section of more than half is cut too, never so that few rows are alone.
    fn of(sheet: &Sheet, heights: &Heights, page: f64) -> Self {
        let further = u32::try_from(sheet.title.len().saturating_sub(1)).unwrap_or(0);
        let above = heights.title + heights.line * f64::from(further) + heights.gap + heights.heading;
        let mut all: Vec<(u32, f64)> = Vec::new();
        let begins: Vec<usize> =
            (0..sheet.rows.len()).filter(|r| *r == 0 || sheet.rows[*r].style == Style::Section).collect();
        for (place, begin) in begins.iter().enumerate() {
            let end = begins.get(place + 1).copied().unwrap_or(sheet.rows.len());
            let of = |rows: std::ops::Range<usize>| rows.map(|r| heights.rows[r]).sum::<f64>();
            let is_cut = of(*begin..end) > page / 2.0 && end - begin > 2 * TOGETHER;
            let (first, last) = if is_cut { (begin + TOGETHER, end - TOGETHER) } else { (end, end) };
            all.push((sheet.body_row(*begin), of(*begin..first)));
            all.extend((first..last).map(|r| (sheet.body_row(r), heights.rows[r])));
            if last < end {
                all.push((sheet.body_row(last), of(last..end)));
            }
        }
        let below = Below::of(sheet, heights);
        match all.last_mut() {
            Some((_, block)) => *block += below.words,
            None => all.push((sheet.body_row(0), below.words)),
        }
        let rows = |rows: u32| f64::from(rows) * heights.line;
        all.extend(below.charts.iter().map(|(row, count)| (*row, rows(*count))));
        let contents = rows(u32::try_from(sheet.contents.len()).unwrap_or(0));
        if let Some((_, block)) = all.last_mut() {
            *block += contents;
        }
        Self { above, heading: heights.heading, all }
    }

    fn total(&self) -> f64 {
        self.above + self.all.iter().map(|(_, height)| height).sum::<f64>()
    }

    /// The rows that begin a page, the first apart, where pages are `height` high.
    fn cut(&self, height: f64) -> Vec<u32> {
        let (mut breaks, mut used) = (Vec::new(), self.above);
        let mut is_empty = true;
        for (row, block) in &self.all {
            if used + block > height && !is_empty {
                breaks.push(*row);
                used = self.heading;
            }
            used += block;
            is_empty = false;
        }
        breaks
    }

    /// The same number of pages, as alike in height as can be: the last one is no remnant.
    fn balanced(&self, height: f64) -> Vec<u32> {
        const STEPS: u32 = 40;
        let fewest = self.cut(height);
        let lower = (1..STEPS).map(|step| self.cut(height * f64::from(step) / f64::from(STEPS)));
        let mut alike = lower.filter(|breaks| breaks.len() == fewest.len());
        alike.next().unwrap_or(fewest)
    }
}

/// The rows of a section that is cut which stay together at its head and at its end.
const TOGETHER: usize = 3;
