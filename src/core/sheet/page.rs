//! A page for a committee: sections of words, pictures and tables, as typed cells. Who draws it rounds them.

use super::{Cell, Sheet, internal_mark};
use crate::unit::Lang;

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The language it is in.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Lines under the title: the contract, the span, for whose eyes.
    pub subtitle: Vec<String>,
    /// What is decided, alone on the first page; the rest is an appendix then.
    pub front: Option<Front>,
    /// What to take away, in a few sentences.
    pub headline: Vec<String>,
    /// A few figures to read first, each with its name.
    pub key_figures: Vec<(String, Cell)>,
    /// The rest, in order.
    pub sections: Vec<Section>,
    /// The foot of the page.
    pub footer: String,
}

impl Page {
    /// Of one table, for the bidder alone: its title, what it found, pictures, and the table with what its words mean. What
    /// was found is what its title says from its third line on; its notes are, where it says no more than what it is of.
    #[must_use]
    pub fn of_table(sheet: Sheet, heading: &str, pictures: Vec<Picture>, lang: Lang) -> Self {
        let mark = internal_mark(lang);
        let mut sheet = sheet;
        let mut headline = sheet.title.split_off(sheet.title.len().min(2));
        if headline.is_empty() {
            headline = std::mem::take(&mut sheet.notes);
        }
        let mut title = sheet.title.iter().cloned();
        Self {
            lang,
            title: title.next().unwrap_or_default(),
            subtitle: title.chain([mark.to_owned()]).collect(),
            headline,
            front: None,
            key_figures: Vec::new(),
            sections: vec![Section { heading: heading.to_owned(), text: Vec::new(), pictures, tables: vec![sheet] }],
            footer: mark.into(),
        }
    }
}

/// The first page of a page that is for a decision.
#[derive(Debug, Clone)]
pub struct Front {
    /// What is recommended.
    pub heading: String,
    /// By which rule, and among what.
    pub rule: String,
    /// Its figures, each with its name.
    pub key_figures: Vec<(String, Cell)>,
    /// The one picture.
    pub picture: Picture,
    /// Short lists, each with its heading.
    pub lists: Vec<(String, Vec<String>)>,
}

/// A part of a page.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What to know first.
    pub text: Vec<String>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// Its tables.
    pub tables: Vec<Sheet>,
}

/// A picture of figures. What it shows can be read without it: in its summary, and in its figures as a table.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence: for those who do not see it.
    pub summary: String,
    /// What it draws.
    pub drawing: Drawing,
}

/// What a picture draws. Its values are typed cells: euros, numbers or shares.
#[derive(Debug, Clone)]
pub enum Drawing {
    /// Horizontal bars side by side, one group a label, one bar a series.
    Bars {
        /// The names of the series.
        series: Vec<String>,
        /// Each label with one value a series.
        groups: Vec<(String, Vec<Cell>)>,
    },
    /// From one amount to another by steps up and down, which sum to the difference.
    Waterfall {
        /// Where it starts.
        from: (String, Cell),
        /// What each driver adds or takes.
        steps: Vec<(String, Cell)>,
        /// Where it ends.
        to: (String, Cell),
    },
    /// Curves over time.
    Lines {
        /// What the vertical axis counts.
        axis: String,
        /// The points in time.
        points: Vec<String>,
        /// Each curve's name with one value a point.
        series: Vec<(String, Vec<Cell>)>,
    },
    /// A curve of one value over another, some of its points marked.
    Curve {
        /// The names of the two axes, across and up.
        axes: [String; 2],
        /// Its points, in order.
        points: Vec<[Cell; 2]>,
        /// The level it is read against, with its name.
        level: (String, Cell),
        /// Points of it that have a name.
        marks: Vec<(String, [Cell; 2])>,
    },
    /// How often each amount is met: columns of one width side by side, with some amounts marked.
    Histogram {
        /// The names of the two axes, across and up.
        axes: [String; 2],
        /// Where the first column begins and the last one ends.
        ends: [Cell; 2],
        /// What each column is of.
        columns: Vec<Cell>,
        /// Amounts that have a name.
        marks: Vec<(String, Cell)>,
    },
    /// Values of each thing as dots on one axis, a kind of dot a series.
    Dots {
        /// What the axis counts.
        axis: String,
        /// The names of the series.
        series: Vec<String>,
        /// Each thing with one value a series.
        groups: Vec<(String, Vec<Cell>)>,
    },
    /// Named points in a plane.
    Scatter {
        /// The names of the two axes, across and up.
        axes: [String; 2],
        /// Each point's name with its two values.
        points: Vec<(String, [Cell; 2])>,
    },
}

impl Drawing {
    /// Where each column of a histogram begins.
    #[must_use]
    pub fn starts(ends: &[Cell; 2], columns: usize) -> Vec<Cell> {
        let start = |i: usize| {
            let [low, high] = ends.each_ref().map(Cell::number);
            let wide = high?.checked_sub(low?)?.checked_div(columns.into())?;
            low?.checked_add(wide.checked_mul(i.into())?)
        };
        (0..columns).map(|i| start(i).map_or(Cell::Empty, |from| Cell::UnitPrice(from, 0))).collect()
    }
}
