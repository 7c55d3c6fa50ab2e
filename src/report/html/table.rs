//! Sheets as tables that a screen reader can walk, each in a frame that scrolls by keyboard so that the page does not.

use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::report::shown_in;
use crate::sheet::{Cell, Diverging, Row, Sheet, Style};
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
        @if let Some(diverging) = sheet.diverging.filter(|_| drawn.heat.is_some()) { (key(diverging, lang)) }
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
                        tbody { @for (place, row) in group.filter(|(_, row)| row.style != Style::Blank) { (self.row(place, row, columns)) } }
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

    fn row(&self, at: usize, row: &Row, columns: &[usize]) -> Markup {
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
                        @for (place, c) in columns.iter().enumerate() { (self.cell((at, row), *c, place == 0)) }
                    }
                }
            }
        }
    }

    fn cell(&self, (at, row): (usize, &Row), column: usize, first: bool) -> Markup {
        let words = self.words(row, column);
        let numeric = self.sheet.columns[column].numeric;
        let heat = self
            .heat
            .as_ref()
            .filter(|_| row.style == Style::Body)
            .and_then(|heat| heat.class(&self.sheet.rows, at, column));
        let class = match (numeric, heat) {
            (true, Some(heat)) => Some(format!("n {heat}")),
            (true, None) => Some("n".to_owned()),
            (false, heat) if words.chars().count() > 28 => Some(format!("long {}", heat.unwrap_or_default())),
            (false, heat) => heat,
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

/// Rows by section, each with its place, the total of all apart: a heading is of the rows that follow it.
fn groups(rows: &[Row]) -> impl Iterator<Item = impl Iterator<Item = (usize, &Row)>> {
    let mut before = 0;
    let parts = rows.chunk_by(|before, row| {
        row.style != Style::Section && (row.style == Style::Total) == (before.style == Style::Total)
    });
    parts.map(move |part| {
        let first = before;
        before += part.len();
        part.iter().enumerate().map(move |(at, row)| (first + at, row))
    })
}

/// The colours of a heat map, from the least value of its columns to the greatest, or both ways from what is so today.
struct Heat {
    columns: std::ops::Range<usize>,
    low: Decimal,
    high: Decimal,
    diverging: Option<Diverging>,
}

impl Heat {
    fn new(sheet: &Sheet) -> Option<Self> {
        let columns = sheet.heat.clone()?;
        let body = sheet.rows.iter().filter(|row| row.style == Style::Body);
        let values: Vec<Decimal> =
            body.flat_map(|row| columns.clone().filter_map(|c| row.cells.get(c).and_then(Cell::number))).collect();
        let (low, high) = (*values.iter().min()?, *values.iter().max()?);
        (low < high).then_some(Self { columns, low, high, diverging: sheet.diverging })
    }

    fn value(&self, row: &Row, column: usize) -> Option<Decimal> {
        row.cells.get(column).filter(|_| self.columns.contains(&column))?.number()
    }

    /// How a cell is drawn.
    fn class(&self, rows: &[Row], place: usize, column: usize) -> Option<String> {
        let row = rows.get(place)?;
        let value = self.value(row, column)?;
        match self.diverging {
            None => self.shade(value).map(str::to_owned),
            Some(diverging) => Some(self.side(rows, (place, column), value, diverging)),
        }
    }

    /// One of five shades: its lower bound is not below as many fifths of the way up.
    fn shade(&self, value: Decimal) -> Option<&'static str> {
        let bound = |fifths: u32| -> Option<Decimal> {
            let way = self.high.checked_sub(self.low)?.checked_div(Decimal::from(5))?;
            way.checked_mul(Decimal::from(fifths))?.checked_add(self.low)
        };
        let shades = [(4, "h4"), (3, "h3"), (2, "h2"), (1, "h1")];
        shades.into_iter().find(|(fifths, _)| bound(*fifths).is_some_and(|bound| value >= bound)).map(|(_, name)| name)
    }

    /// One of three shades on each side of today's, with a frame where it is today's and an edge where the side changes.
    fn side(&self, rows: &[Row], (row, column): (usize, usize), value: Decimal, diverging: Diverging) -> String {
        let gap = |value: Decimal| value.checked_sub(diverging.centre).unwrap_or_default();
        let most = gap(self.high).abs().max(gap(self.low).abs());
        let here = gap(value);
        let third = here.abs().checked_div(most).unwrap_or_default() * Decimal::from(3);
        let shade = if third > Decimal::TWO {
            3
        } else if third > Decimal::ONE {
            2
        } else {
            1
        };
        let mut class = match here {
            gap if gap > Decimal::ZERO => format!("up up{shade}"),
            gap if gap < Decimal::ZERO => format!("down down{shade}"),
            _ => "even".to_owned(),
        };
        let turns = |other: Option<Decimal>| {
            other.map(gap).is_some_and(|other| (other > Decimal::ZERO) != (here > Decimal::ZERO))
        };
        let above = row.checked_sub(1).and_then(|row| rows.get(row)).and_then(|row| self.value(row, column));
        if turns(column.checked_sub(1).and_then(|column| self.value(&rows[row], column))) {
            class.push_str(" turns-left");
        }
        if turns(above) {
            class.push_str(" turns-top");
        }
        if diverging.today == Some((row, column)) {
            class.push_str(if diverging.exact { " today" } else { " today near" });
        }
        class
    }
}

/// How a map on both sides of today's is read.
fn key(diverging: Diverging, lang: Lang) -> Markup {
    let frame = match (diverging.today, diverging.exact) {
        (None, _) => "",
        (Some(_), true) => lang.pick("Cadre\u{a0}: aujourd’hui.", "Frame: today."),
        (Some(_), false) => lang.pick(
            "Cadre en tirets\u{a0}: le point le plus proche d’aujourd’hui.",
            "Dashed frame: the point nearest to today.",
        ),
    };
    html! {
        p class="key-to-map" {
            span class="swatch up up2" {} " " (lang.pick("au-dessus d’aujourd’hui (trait en haut)", "above today (bar on top)")) " "
            span class="swatch down down2" {} " " (lang.pick("au-dessous (trait en bas)", "below (bar at the bottom)")) " "
            span class="swatch turns-left" {} " " (lang.pick("là où l’écart à aujourd’hui change de signe.", "where the difference to today changes sign."))
            " " (frame)
        }
    }
}
