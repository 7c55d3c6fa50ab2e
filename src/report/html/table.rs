//! Sheets as tables that a screen reader can walk, each in a frame that scrolls by keyboard so that the page does not.

use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::report::shown_in;
use crate::sheet::{Cell, Row, Sheet, Style};
use crate::unit::Lang;

/// How many characters a table is wide at most where its first columns can be repeated in another.
const WIDEST: usize = 126;

/// A sheet with its title and notes; in several tables where it is very wide, its frozen columns in each.
pub fn table(sheet: &Sheet, lang: Lang) -> Markup {
    let columns: Vec<usize> = (0..sheet.columns.len()).filter(|c| !sheet.columns[*c].only_data).collect();
    let drawn = Drawn { sheet, lang, heat: Heat::new(sheet) };
    let parts = drawn.parts(&columns);
    let widest = parts.iter().map(|part| part.iter().map(|c| drawn.width(*c)).sum::<usize>()).max().unwrap_or_default();
    let size = match widest {
        0..=95 => "scroll",
        96..=WIDEST => "scroll dense",
        _ => "scroll broad",
    };
    let short = if sheet.rows.len() > 24 { "" } else { " short" };
    let size = format!("{size}{short}");
    let title = sheet.title.first().unwrap_or(&sheet.name);
    html! {
        @for (i, part) in parts.iter().enumerate() {
            @let title = if parts.len() == 1 { title.clone() } else { format!("{title} ({}/{})", i + 1, parts.len()) };
            (drawn.part(part, &title, &size))
        }
        @if !sheet.notes.is_empty() {
            div class="notes" { @for note in &sheet.notes { p { (note) } } }
        }
    }
}

struct Drawn<'a> {
    sheet: &'a Sheet,
    lang: Lang,
    heat: Option<Heat>,
}

impl Drawn<'_> {
    fn words(&self, row: &Row, column: usize) -> String {
        row.cells.get(column).map(|cell| shown_in(&self.sheet.columns[column], cell, self.lang)).unwrap_or_default()
    }

    /// How many characters wide a column is: figures are not cut, words are.
    fn width(&self, column: usize) -> usize {
        let one = &self.sheet.columns[column];
        let of = |text: &str| text.chars().count();
        let cells = self.sheet.rows.iter().filter(|row| row.style != Style::Section);
        let cells = cells.map(|row| of(&self.words(row, column))).max().unwrap_or_default();
        let heading = one.title.split(' ').map(of).max().unwrap_or_default();
        2 + heading.max(if one.numeric { cells } else { cells.min(28) })
    }

    /// The columns in as many parts as it takes.
    fn parts(&self, columns: &[usize]) -> Vec<Vec<usize>> {
        let frozen = &columns[..self.sheet.frozen.min(columns.len())];
        let all: usize = columns.iter().map(|c| self.width(*c)).sum();
        if frozen.is_empty() || all <= WIDEST {
            return vec![columns.to_vec()];
        }
        let room = WIDEST.saturating_sub(frozen.iter().map(|c| self.width(*c)).sum());
        // Parts alike, rather than a narrow last one.
        let rest = &columns[frozen.len()..];
        let count = rest.iter().map(|c| self.width(*c)).sum::<usize>().div_ceil(room.max(20)).max(1);
        let size = rest.len().div_ceil(count).max(1);
        // Months by the year.
        let size = if size > 12 { 12 } else { size };
        rest.chunks(size).map(|part| [frozen, part].concat()).collect()
    }

    fn part(&self, columns: &[usize], title: &str, size: &str) -> Markup {
        html! {
            div class=(size) tabindex="0" role="region"
                aria-label={ (self.lang.pick("Tableau : ", "Table: ")) (title) } {
                table {
                    caption {
                        span class="caption" {
                            strong { (title) }
                            @for line in self.sheet.title.iter().skip(1) { span { (line) } }
                        }
                    }
                    thead { tr { @for c in columns { (self.heading(*c)) } } }
                    @for group in groups(&self.sheet.rows) {
                        tbody { @for row in group.iter().filter(|row| row.style != Style::Blank) { (self.row(row, columns)) } }
                    }
                }
            }
        }
    }

    fn heading(&self, column: usize) -> Markup {
        let one = &self.sheet.columns[column];
        let class = one.numeric.then_some("n");
        html! {
            @if one.title.is_empty() { td class=[class] {} } @else { th scope="col" class=[class] { (one.title) } }
        }
    }

    fn row(&self, row: &Row, columns: &[usize]) -> Markup {
        let class = match row.style {
            Style::Body | Style::Blank => None,
            Style::Section => Some("section"),
            Style::Subtotal => Some("subtotal"),
            Style::Total => Some("total"),
        };
        let said: Vec<String> = (0..self.sheet.columns.len())
            .filter(|c| !self.sheet.columns[*c].only_data)
            .map(|c| self.words(row, c))
            .filter(|words| !words.is_empty())
            .collect();
        html! {
            @match (row.style, said.as_slice()) {
                (Style::Section, [heading]) => {
                    tr class=[class] { th scope="rowgroup" colspan=(columns.len()) { span { (heading) } } }
                }
                _ => {
                    tr class=[class] {
                        @for (place, c) in columns.iter().enumerate() { (self.cell(row, *c, place == 0)) }
                    }
                }
            }
        }
    }

    fn cell(&self, row: &Row, column: usize, first: bool) -> Markup {
        let words = self.words(row, column);
        let numeric = self.sheet.columns[column].numeric;
        let heat = self.heat.as_ref().filter(|_| row.style == Style::Body).and_then(|heat| heat.class(row, column));
        let class = match (numeric, heat) {
            (true, Some(heat)) => Some(format!("n {heat}")),
            (true, None) => Some("n".to_owned()),
            (false, heat) if words.chars().count() > 28 => Some(format!("long {}", heat.unwrap_or_default())),
            (false, heat) => heat.map(str::to_owned),
        };
        let class = class.as_deref().map(str::trim);
        html! {
            @if first && !words.is_empty() {
                th scope="row" class=[class] { (words) }
            } @else {
                td class=[class] { (words) }
            }
        }
    }
}

/// Rows by section, the total of all apart: a heading is of the rows that follow it.
fn groups(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|before, row| {
        row.style != Style::Section && (row.style == Style::Total) == (before.style == Style::Total)
    })
}

/// The colours of a heat map, from the least value of its columns to the greatest.
struct Heat {
    columns: std::ops::Range<usize>,
    low: Decimal,
    high: Decimal,
}

impl Heat {
    fn new(sheet: &Sheet) -> Option<Self> {
        let columns = sheet.heat.clone()?;
        let body = sheet.rows.iter().filter(|row| row.style == Style::Body);
        let values: Vec<Decimal> =
            body.flat_map(|row| columns.clone().filter_map(|c| row.cells.get(c).and_then(Cell::number))).collect();
        let (low, high) = (*values.iter().min()?, *values.iter().max()?);
        (low < high).then_some(Self { columns, low, high })
    }

    /// One of five shades: its lower bound is not below as many fifths of the way up.
    fn class(&self, row: &Row, column: usize) -> Option<&'static str> {
        let value = row.cells.get(column).filter(|_| self.columns.contains(&column))?.number()?;
        let bound = |fifths: u32| -> Option<Decimal> {
            let way = self.high.checked_sub(self.low)?.checked_div(Decimal::from(5))?;
            way.checked_mul(Decimal::from(fifths))?.checked_add(self.low)
        };
        let shades = [(4, "h4"), (3, "h3"), (2, "h2"), (1, "h1")];
        shades.into_iter().find(|(fifths, _)| bound(*fifths).is_some_and(|bound| value >= bound)).map(|(_, name)| name)
    }
}
