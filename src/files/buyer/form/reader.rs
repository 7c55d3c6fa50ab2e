//! Reads a row of a table: its words, its price, and what it is by all that says so.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::above::Above;
use super::below::{divisor, names};
use super::beyond::Stated;
use super::code::{self, Code};
use super::columns::{Column, Columns, Measure, letters};
use super::heading::{Per, Tax};
use super::lot::{lot_cell, lot_mention};
use super::period::Period;
use super::row::{Price, Row, RowKind};
use super::said::Of;
use super::titles::Titled;
use super::totals::{asks_for_price, in_brackets, is_example, is_memo, is_sentence, is_sum, total};
use super::unit::{TheirUnit, unit};
use super::view::{Content, Look, View, ViewRow};
use crate::formula::Address;
use crate::model::bid::Unit;
use crate::unit::fold;

/// What distinguishes lines from other rows in a table.
#[derive(Debug, Default)]
pub struct Signs {
    /// Have lines a unit or a quantity, a formula that uses their price, or an open cell in a protected sheet?
    sure: bool,
    /// The colour of the price cells of lines, where they have one of their own.
    paint: Option<u16>,
    /// Are the labels of most rows bold, or painted like their price cell?
    bold: bool,
    across: bool,
}

impl Signs {
    /// Of the rows below a header.
    #[must_use]
    pub fn of(view: &View, columns: &Columns, body: &[ViewRow], is_header: &impl Fn(u32) -> bool) -> Self {
        let readers = || body.iter().filter(|row| !is_header(row.row)).map(|row| Reader { view, columns, row });
        let sure = readers().any(|reader| reader.is_sure());
        let named = || readers().filter(|reader| !reader.label().is_empty() && !reader.is_wide());
        let count = |takes: &dyn Fn(&Reader<'_>) -> bool| named().filter(|reader| takes(reader)).count();
        let all = count(&|_| true);
        let most = |n: usize| n * 2 > all;
        let own = named().filter(|reader| !sure || reader.is_sure()).filter_map(|reader| reader.own_paint());
        let mut paints: Vec<u16> = own.collect();
        let painted = paints.len();
        paints.sort_unstable();
        paints.dedup();
        let known = count(&|reader| !sure || reader.is_sure());
        // Of a list without other signs, some rows may be sections.
        let enough = if sure { painted == known } else { painted > 0 };
        let paint = paints.first().copied().filter(|_| paints.len() == 1 && enough);
        Self { sure, paint, bold: most(count(&|r| r.label_look().bold)), across: most(count(&|r| r.is_across())) }
    }

    /// Does nothing but words distinguish lines from other rows?
    #[must_use]
    pub fn is_bare(&self) -> bool {
        !self.sure && self.paint.is_none()
    }
}

/// A row of a table, to be read.
pub struct Reader<'a> {
    /// Its sheet.
    pub view: &'a View,
    /// The columns of its table.
    pub columns: &'a Columns,
    /// The row.
    pub row: &'a ViewRow,
}

impl Reader<'_> {
    fn at(&self, column: Option<&Column>) -> Option<&Content> {
        self.row.cell(column?.at)
    }

    fn text(&self, column: Option<&Column>) -> Option<&str> {
        self.at(column)?.text()
    }

    /// Does something beside words say that it is a line?
    fn is_sure(&self) -> bool {
        self.is_counted() || self.is_open() || self.uses_price()
    }

    /// Has it a unit or a quantity?
    fn is_counted(&self) -> bool {
        let unit = self.text(self.columns.unit.as_ref()).is_some_and(|u| u.chars().count() <= 30);
        unit || self.quantities().next().is_some() || self.quantity_formula()
    }

    /// Does a protected sheet leave its price cell open?
    fn is_open(&self) -> bool {
        let open = |at: u32| self.row.look(at).is_some_and(|look| look.open);
        self.view.protected && !self.is_wide() && self.asked().any(open)
    }

    /// Is one of its cells spread over the price, as titles are?
    fn is_wide(&self) -> bool {
        let Some(price) = self.columns.asked().map(|c| c.at) else { return false };
        self.view.begins_before(self.row.row, price)
    }

    /// The columns that ask for something.
    fn asked(&self) -> impl Iterator<Item = u32> {
        let several = self.columns.prices.iter().map(|(_, c)| c.at);
        self.columns.asked().into_iter().map(|c| c.at).chain(several)
    }

    fn label_look(&self) -> Look {
        let column = self.columns.label.as_ref().filter(|c| self.row.text(Some(c.at)).is_some());
        let column = column.or(self.columns.code.as_ref());
        column.and_then(|c| self.row.look(c.at)).unwrap_or_default()
    }

    fn price_look(&self) -> Look {
        self.columns.asked().and_then(|c| self.row.look(c.at)).unwrap_or_default()
    }

    /// The colour of its price cell, where its label has another.
    fn own_paint(&self) -> Option<u16> {
        let fill = self.price_look().fill;
        (fill != 0 && fill != self.label_look().fill).then_some(fill)
    }

    /// Is it painted from its label to its price, as titles are?
    fn is_across(&self) -> bool {
        let fill = self.label_look().fill;
        fill != 0 && fill == self.price_look().fill
    }

    fn quantities(&self) -> impl Iterator<Item = (Period, Decimal)> {
        self.columns.quantities.iter().filter_map(|(at, c)| Some((*at, self.row.cell(c.at)?.number()?)))
    }

    fn quantity_formula(&self) -> bool {
        self.columns.quantities.iter().any(|(_, c)| self.row.cell(c.at).is_some_and(|c| c.formula().is_some()))
    }

    /// Does a formula of the row take its price, as an amount or a price with tax does?
    fn uses_price(&self) -> bool {
        let mut formulas = self.row.cells.iter().filter_map(|c| Some((c.column, c.content.formula()?))).peekable();
        if formulas.peek().is_none() {
            return false;
        }
        let places: Vec<(u32, String)> =
            self.asked().map(|at| (at, format!("{}{}", letters(at), self.row.row))).collect();
        formulas.any(|(at, formula)| places.iter().any(|(price, place)| *price != at && names(formula, place)))
    }

    fn price(&self) -> Price {
        match self.at(self.columns.asked()) {
            Some(Content::Number(number)) => Price::Number(*number),
            Some(Content::Formula(formula, _)) => Price::Formula(formula.clone()),
            Some(content) => content.text().map_or(Price::Empty, |text| Price::Text(text.to_owned())),
            None => Price::Empty,
        }
    }

    /// Words of the row outside of any column of money: its label, or what is written in its place.
    fn label(&self) -> &str {
        let label = self.text(self.columns.label.as_ref()).or_else(|| self.spread_label());
        let elsewhere = || {
            let columns = self.columns;
            let other = columns.unit.iter().map(|c| c.at).chain(columns.quantities.iter().map(|(_, c)| c.at));
            let other: Vec<u32> = other.chain(columns.code.iter().chain(&columns.section).map(|c| c.at)).collect();
            let mut texts = self.row.texts().filter(|(at, _)| !other.contains(at));
            texts.next().map(|(_, text)| text)
        };
        label.or_else(elsewhere).unwrap_or_default()
    }

    /// The label of several rows, in a cell that spreads over them: a profile beside its levels.
    fn spread_label(&self) -> Option<&str> {
        let column = self.columns.label.as_ref()?.at;
        let spread = |column: u32| {
            let area = self.view.merged.holding(Address { row: self.row.row, column });
            area.filter(|area| area.top < self.row.row && area.left == column && area.right == column)
        };
        // One price for all of them is the first row's.
        let one_price = self.columns.asked().is_some_and(|price| spread(price.at).is_some());
        self.view.row(spread(column)?.top).filter(|_| !one_price)?.text(Some(column))
    }

    /// The code and the label, where one cell may hold both.
    fn words(&self, before: Option<&Code>) -> (Option<Code>, &str) {
        let (label, columns) = (self.label(), self.columns);
        let written = self.text(columns.code.as_ref());
        let Some(text) = written else {
            let code = self.at(columns.code.as_ref()).and_then(|c| code::read(c, before));
            let both = if columns.code.is_none() { code::split(label) } else { None };
            return both.map_or((code, label), |(code, label)| (Some(code), label));
        };
        // `Sous-total 1` or `Lot 2` in the column of codes is no code; `LOT3-01` beside its label is.
        let own = self.text(columns.label.as_ref());
        let sums = total(text).is_some() && own.is_none_or(|own| total(own).is_none());
        if sums || (own.is_none() && lot_mention(text).is_some()) {
            return (None, text);
        }
        let code = self.at(columns.code.as_ref()).and_then(|c| code::read(c, before)).filter(|_| !self.is_wide());
        match (code, own) {
            // A title in the column of codes.
            (None, None) => code::split(text).map_or((None, text), |(code, label)| (Some(code), label)),
            (code, _) => (code, label),
        }
    }

    /// Reads the row, after the code `before`.
    pub fn read(&self, before: Option<&Code>, signs: &Signs) -> Row {
        let columns = self.columns;
        let (code, label) = self.words(before);
        let lot = match self.at(columns.lot.as_ref()) {
            Some(Content::Text(text)) if !text.trim().is_empty() => Some(lot_cell(text)),
            Some(Content::Number(number)) => Some(lot_cell(&number.to_string())),
            _ => None,
        };
        let mut kind = self.kind(label, code.is_some(), signs);
        if columns.is_recap() && kind == RowKind::Line && lot.is_some() {
            kind = RowKind::Lot;
        }
        let label = if self.is_of_lot(label) { "" } else { label };
        Row {
            kind,
            lot,
            code,
            label: label.to_owned(),
            unit: self.unit().into_owned(),
            stated: self.stated(),
            quantities: self
                .quantities()
                .filter(|(at, _)| *at != Period::Total || columns.open_quantity().is_none())
                .filter(|_| columns.scale.is_none())
                .collect(),
            price: self.price(),
            ..Row::note(self.row.row)
        }
    }

    /// Its unit: as written, unless the prices are said to pay for a longer time; where the table has
    /// no units, what its prices pay for.
    fn unit(&self) -> Cow<'_, str> {
        let columns = self.columns;
        let own = self.text(columns.unit.as_ref());
        let titled = match columns.titled {
            Some(Titled::Per(per)) => Some(per).filter(|_| self.is_by_its_title(own)),
            _ => None,
        };
        match columns.paid.filter(|_| columns.beyond.is_none()).or(titled) {
            Some(Per::Quarter) => return "trimestre".into(),
            Some(Per::HalfYear) => return "semestre".into(),
            Some(Per::Year) => return "an".into(),
            _ => {}
        }
        let paid = || match columns.prices.first().filter(|_| columns.unit.is_none()) {
            _ if titled == Some(Per::Hour) => "heure",
            _ if titled == Some(Per::HalfDay) => "demi-journée",
            _ if titled == Some(Per::Day) => "jour",
            _ if titled == Some(Per::Month) => "mois",
            Some((Measure::Per(Per::Hour | Per::HalfDay | Per::Day), _)) => "jour",
            Some((Measure::Per(Per::Month), _)) => "mois",
            // `Prix du ticket` counts by them.
            _ if columns.beyond == Some(Stated::Of(Of::Unit)) => "UO",
            // `Unité d'œuvre` over the labels says what they are counted by.
            _ if columns.unit.is_none() && self.names_work_units() => "UO",
            // The amount of a lump sum is all that is paid for it.
            _ if columns.lump_sums && columns.unit.is_none() && columns.quantities.is_empty() => "forfait",
            _ => "",
        };
        own.unwrap_or_else(paid).into()
    }

    /// Is its unit that of a title above? Its own says more, but for a lump sum or a month that the title says to be of a longer time.
    fn is_by_its_title(&self, own: Option<&str>) -> bool {
        let Some(Titled::Per(per)) = self.columns.titled else { return false };
        match own.map_or(TheirUnit::None, unit) {
            TheirUnit::None => true,
            TheirUnit::Piece | TheirUnit::Ours(Unit::LumpSum | Unit::Month) => per > Per::Month,
            _ => false,
        }
    }

    /// What a title above says that it is for, where its own unit does not agree.
    fn titled(&self) -> Option<Stated> {
        let own = self.text(self.columns.unit.as_ref()).map_or(TheirUnit::None, unit);
        match self.columns.titled.as_ref()? {
            // A day by its unit, under `Tarifs horaires`: which of them is priced, a person decides.
            Titled::Per(per @ (Per::Hour | Per::HalfDay)) if own == TheirUnit::Ours(Unit::Day) => {
                Some(Stated::Of(Of::Time(*per)))
            }
            Titled::Stated(stated) if matches!(own, TheirUnit::None | TheirUnit::Ours(Unit::Month)) => Some(*stated),
            _ => None,
        }
    }

    /// Does the heading of its label say that work units are named below?
    fn names_work_units(&self) -> bool {
        self.columns.label.as_ref().is_some_and(|label| unit(&label.heading) == TheirUnit::Ours(Unit::WorkUnit))
    }

    /// What its price is for, where that is not its unit.
    fn stated(&self) -> Option<Stated> {
        let columns = self.columns;
        // `UO` under `Redevance mensuelle`: which of them is priced, a person decides.
        let of_time = || {
            let (paid, own) = (columns.paid?, self.text(columns.unit.as_ref())?);
            let short = paid <= Per::Month && is_of_another_time(own, paid);
            short.then_some(Stated::Of(Of::Time(paid)))
        };
        let of_units = || {
            let own = self.text(columns.unit.as_ref()).map_or(TheirUnit::None, unit);
            matches!(own, TheirUnit::None | TheirUnit::Piece | TheirUnit::Ours(Unit::WorkUnit))
        };
        let of_one = |stated: &Stated| match stated {
            Stated::All => self.is_counted_once(),
            Stated::Of(Of::Unit) => of_units(),
            _ => false,
        };
        let beyond = columns.beyond.filter(|stated| !of_one(stated));
        beyond.or_else(of_time).or_else(|| self.titled()).or_else(|| self.packaged()).or_else(|| self.divided())
    }

    /// Does it count 1 in all, or a lump sum without counting it?
    fn is_counted_once(&self) -> bool {
        let years = self.quantities().filter(|(at, _)| at.is_year());
        let total = self.quantities().find(|(at, _)| *at == Period::Total).map(|(_, of)| of);
        let of_years = || years.map(|(_, of)| of).reduce(Decimal::saturating_add);
        if let Some(count) = total.or_else(of_years) {
            count == Decimal::ONE
        } else {
            let own = self.text(self.columns.unit.as_ref()).map(unit);
            let uncounted = self.quantities().next().is_none() && !self.quantity_formula();
            uncounted && own == Some(TheirUnit::Ours(Unit::LumpSum))
        }
    }

    /// How many units the cell of its packaging, or of its unit, says that its price is for.
    fn packaged(&self) -> Option<Stated> {
        let several = |content: &Content| match content {
            Content::Number(n) if *n == Decimal::ONE || n.is_zero() => None,
            Content::Number(n) => Some(Stated::Several(u32::try_from(*n).ok(), None)),
            content => content.text().and_then(Stated::of_packaging),
        };
        let of_unit = |content: &Content| content.number().and_then(|_| several(content));
        let packaged = self.at(self.columns.packaging.as_ref()).and_then(several);
        packaged.or_else(|| self.at(self.columns.unit.as_ref()).and_then(of_unit))
    }

    /// How many units its price is for by its amount: `=D7*E7/10`.
    fn divided(&self) -> Option<Stated> {
        let price = self.columns.asked()?.at;
        let figures = self.columns.quantities.iter().map(|(_, column)| column.at).chain([price]);
        let places: Vec<String> = figures.map(|at| format!("{}{}", letters(at), self.row.row)).collect();
        let price = format!("{}{}", letters(price), self.row.row);
        let amounts = self.columns.amounts.iter().map(|(_, column)| column).chain(&self.columns.gross_amount);
        let mut formulas = amounts.filter_map(|column| self.row.cell(column.at)?.formula());
        let n = formulas.find_map(|formula| divisor(formula, &places).filter(|_| names(formula, &price)))?;
        Some(Stated::Several(Some(n), None))
    }

    fn kind(&self, label: &str, coded: bool, signs: &Signs) -> RowKind {
        // Words that only ask, in the place of a price and beside nothing that is bought.
        let only_asks = || !coded && !label.is_empty() && asks_for_price(label);
        // A note below a list without codes or units: `Les frais de déplacement sont inclus.`
        let notes = || !coded && self.row.cells.len() == 1 && is_sentence(label);
        // `Prix annuels HT`, `Prix TTC`: a title over the prices that says what those below it are, and no total.
        let titles = || {
            let gross = Above::of([label]).tax == Some(Tax::Gross);
            self.row.cells.len() == 1 && self.is_wide() && (gross || Titled::of_text(label).is_some())
        };
        if (only_asks() || total(label).is_some()) && titles() {
            return RowKind::Section;
        }
        if self.is_average() || is_example(label) || only_asks() || notes() {
            return RowKind::Note;
        }
        let counted = self.is_counted();
        // A total may sum up quantities too, and have a code: what says that it is one is no line. Other words of totals are those
        // of a line where it has a code, a unit or a quantity of its own: `Prix global et forfaitaire`.
        let summed = !coded && self.quantities().next().is_none() && self.text(self.columns.unit.as_ref()).is_none();
        if !counted || summed || is_sum(label) {
            if let Some(kind) = total(label).or_else(|| self.row.texts().find_map(|(_, text)| total(text))) {
                return kind;
            }
            // In the column of lots it is one of a matrix: its prices are what the headings beside it name.
            if lot_mention(label).is_some() && fold(label).starts_with("lot") && !self.is_of_lot(label) {
                return RowKind::Lot;
            }
        }
        let columns = self.columns;
        let named = !label.is_empty() || coded;
        let in_code = || columns.label.is_some() && self.text(columns.code.as_ref()).is_some();
        let of_lot = self.is_of_lot(label);
        let plain = self.text(columns.label.as_ref()).is_some()
            || self.spread_label().is_some()
            || coded
            || of_lot
            || in_code();
        let title = label.chars().count() <= 80 || coded;
        if self.is_wide() {
            return if named && plain && title { RowKind::Section } else { RowKind::Note };
        }
        let money = || columns.money().filter_map(|at| self.row.text(Some(at)));
        let quantity = columns.quantities.iter().filter_map(|(_, c)| self.row.text(Some(c.at)));
        let words = || quantity.chain(self.text(columns.unit.as_ref())).chain(money());
        if named && words().any(is_memo) {
            return RowKind::Memo;
        }
        let painted = signs.paint.is_some() && self.own_paint() == signs.paint;
        let priced = !matches!(self.price(), Price::Empty);
        if named && (counted || priced || painted || self.is_open() || self.uses_price()) {
            return match () {
                () if self.is_factor() => RowKind::Coefficient,
                () if money().any(in_brackets) => RowKind::Variant,
                () => RowKind::Line,
            };
        }
        let amount = columns.money().any(|at| self.row.cell(at).is_some());
        let section = (self.label_look().bold && !signs.bold) || (self.is_across() && !signs.across);
        // `B – Partie à bons de commande` in the column of codes, beside no label, is a title.
        let is_code = coded && self.at(columns.code.as_ref()).is_none_or(|cell| code::read(cell, None).is_some());
        let labelled = self.text(columns.label.as_ref()).is_some() || self.spread_label().is_some();
        let in_place = labelled || is_code || of_lot;
        match (named && plain, signs.is_bare()) {
            (true, true) if in_place && !section && label.chars().count() <= 200 => {
                if self.is_factor() {
                    RowKind::Coefficient
                } else {
                    RowKind::Line
                }
            }
            (true, _) if amount || title => RowKind::Section,
            _ => RowKind::Note,
        }
    }

    /// Are its words those of the column of lots, in a table that names nothing else?
    fn is_of_lot(&self, label: &str) -> bool {
        !label.is_empty()
            && !self.columns.is_recap()
            && self.columns.label.is_none()
            && self.text(self.columns.lot.as_ref()) == Some(label)
    }

    /// Is its price that of other rows on average, or the least or most of them?
    fn is_average(&self) -> bool {
        const FUNCTIONS: [&str; 4] = ["AVERAGE", "MEDIAN", "MIN(", "MAX("];
        let Some(Content::Formula(formula, _)) = self.at(self.columns.asked()) else { return false };
        let formula = formula.to_uppercase();
        formula.contains(':') && FUNCTIONS.iter().any(|function| formula.contains(function))
    }

    /// Does it ask for a coefficient, no price?
    fn is_factor(&self) -> bool {
        let unit = self.text(self.columns.unit.as_ref()).unwrap_or_default();
        let table = self.columns.unit_price.is_none() && self.columns.gross_unit_price.is_none();
        let factors = ["coef", "coeff", "coefficient", "pourcentage", "pct", "taux"];
        (table && self.columns.coefficient.is_some()) || unit.trim() == "%" || factors.contains(&fold(unit).as_str())
    }
}

/// Does a unit say that another time, or a work unit, is priced than the heading of the prices does?
fn is_of_another_time(own: &str, paid: Per) -> bool {
    let heading = match paid {
        Per::Day => TheirUnit::Ours(Unit::Day),
        Per::Month => TheirUnit::Ours(Unit::Month),
        per => TheirUnit::Per(per),
    };
    match unit(own) {
        of @ (TheirUnit::Ours(Unit::Day | Unit::Month | Unit::WorkUnit) | TheirUnit::Per(_)) => of != heading,
        _ => false,
    }
}
