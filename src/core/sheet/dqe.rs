//! The DQE workbook the buyer asks for: recap, a sheet per lot, BPU. Nothing internal enters here:
//! labels, quantities, prices and amounts only (method §5).

use typed_index_collections::{TiSlice, TiVec};

use super::{Audience, Book, Cell, Column, Print, Row, Sheet, Style};
use crate::engine::{Dqe, LineAmounts, LotTotal};
use crate::model::Bid;
use crate::model::bid::{LineId, Lot, LotId};
use crate::model::unit_name;
use crate::unit::{Exact, Lang, day, digits, euros_in_words};

/// Columns of a lot's sheet before the quantities: code, wording, unit, unit price.
const BEFORE: usize = 4;
/// The widths of all columns of a lot's sheet, that its letters can be read on a page.
const PAGE: u16 = 181;
/// The column of a unit price in a lot's sheet.
const PRICE: usize = 3;
/// The column of a unit price in the BPU.
const BPU_PRICE: usize = 4;

/// The DQE of the bid, or of one lot.
#[must_use]
pub fn dqe(bid: &Bid, dqe: &Dqe<Exact>, only: Option<LotId>) -> Book {
    let layout = Layout::new(bid, dqe, only);
    let bpu = layout.bpu();
    let lots: Vec<_> = layout.lots.iter().map(|l| layout.lot_sheet(*l, &bpu)).collect();
    let (recap, mut names) = layout.recap(&lots);
    for (l, (sheet, totals)) in layout.lots.iter().zip(&lots) {
        let [net, gross] = lot_names(bid, *l);
        names.push((net, sheet.reference(totals.net, layout.last_column())));
        names.push((gross, sheet.reference(totals.gross, layout.last_column())));
    }
    let sheets = std::iter::once(recap).chain(lots.into_iter().map(|(sheet, _)| sheet)).chain([bpu.sheet]).collect();
    Book {
        title: bid.document.title.clone(),
        author: bid.document.bidder.clone(),
        audience: Audience::Buyer,
        sheets,
        names,
    }
}

/// The words of its own that a DQE of the bid shows: its headings, and the names that it defines.
#[derive(Debug, Clone)]
pub struct DqeWords {
    /// The heading over its columns.
    pub headings: Vec<String>,
    /// The names, such as `TVA`.
    pub names: Vec<String>,
}

/// The words of the DQE of the bid, all lots.
#[must_use]
pub fn dqe_words(bid: &Bid) -> DqeWords {
    let columns = recap_columns().into_iter().chain(lot_columns(bid.years(), [0; 3])).chain(bpu_columns());
    let lots = bid.lots.keys().flat_map(|l| lot_names(bid, l));
    DqeWords { headings: columns.map(|column| column.title).collect(), names: lots.chain([VAT.to_owned()]).collect() }
}

/// The name of the rate of VAT.
const VAT: &str = "TVA";

/// The names of a lot's totals, net and gross.
fn lot_names(bid: &Bid, lot: LotId) -> [String; 2] {
    let number = bid.lot_number(lot);
    [format!("HT_LOT_{number}"), format!("TTC_LOT_{number}")]
}

/// The name of a lot's sheet.
#[must_use]
pub fn lot_sheet_name(bid: &Bid, lot: LotId) -> String {
    format!("Lot {}", bid.lot_number(lot))
}

fn recap_columns() -> Vec<Column> {
    vec![
        Column::text("number", "Lot", 8),
        Column::text("label", "Désignation", 42),
        Column::number("net", "Montant HT", 18),
        Column::number("vat", "TVA", 17),
        Column::number("gross", "Montant TTC", 18),
    ]
}

/// The columns of a lot's sheet, in as little room as they need: in `widths`, the most characters of a unit price, a
/// quantity and an amount.
fn lot_columns(years: usize, [price, quantity, amount]: [u16; 3]) -> Vec<Column> {
    let mut columns = vec![
        Column::text("code", "N° de prix", 7),
        Column::text("label", "Désignation", 43),
        Column::text("unit", "Unité", 8),
        Column::number("unit_price", "Prix unit.\nHT (€)", price + 1),
    ];
    for (key, word, width) in [("quantity", "Qté", quantity), ("amount", "HT (€)", amount)] {
        let of_year = |k: usize| Column::number(&format!("{key}_year_{k}"), &format!("{word}\nannée {k}"), width);
        columns.extend((1..=years).map(of_year));
        let total = if key == "quantity" { "Qté\ntotale" } else { "Total\nHT (€)" };
        columns.push(Column::number(key, total, width + 1));
    }
    // What is left of a page on which letters can be read is for the wording.
    let others: u16 = columns.iter().map(|column| column.width + 1).fold(0, u16::saturating_add) - columns[1].width;
    columns[1].width = PAGE.saturating_sub(others).clamp(40, 64);
    columns
}

fn bpu_columns() -> Vec<Column> {
    vec![
        Column::text("lot", "Lot", 5),
        Column::text("code", "N° de prix", 9),
        Column::text("label", "Désignation", 56),
        Column::text("unit", "Unité", 9),
        Column::number("unit_price", "Prix unitaire HT", 15),
        Column::number("gross_unit_price", "Prix unitaire TTC", 15),
    ]
}

/// The BPU, and the row of each line's price in it.
struct Bpu {
    sheet: Sheet,
    rows: Vec<TiVec<LineId, usize>>,
}

/// The rows of a lot's sheet that hold its totals.
struct Totals {
    net: usize,
    vat: usize,
    gross: usize,
}

struct Layout<'a> {
    bid: &'a Bid,
    dqe: &'a Dqe<Exact>,
    lots: Vec<LotId>,
}

impl<'a> Layout<'a> {
    fn new(bid: &'a Bid, dqe: &'a Dqe<Exact>, only: Option<LotId>) -> Self {
        let lots = bid.lots_or(only).collect();
        Self { bid, dqe, lots }
    }

    fn number(&self, lot: LotId) -> String {
        self.bid.lot_number(lot).to_string()
    }

    /// The column that holds the total amount.
    fn last_column(&self) -> usize {
        BEFORE + 2 * (self.bid.years() + 1) - 1
    }

    fn title(&self, of: &str, facts: &[String]) -> Vec<String> {
        let mut lines = vec![format!("{} : {of}", self.bid.document.title), self.bid.contract.title.fr.clone()];
        lines.extend_from_slice(facts);
        lines
    }

    /// Who asks, and who answers.
    fn parties(&self) -> Vec<String> {
        let document = &self.bid.document;
        let reference = document.reference.as_ref().map(|reference| format!("Consultation n° {reference}"));
        let buyer = format!("Acheteur : {}", self.bid.contract.buyer.fr);
        [Some(buyer), reference, Some(format!("Candidat : {}", document.bidder))].into_iter().flatten().collect()
    }

    /// The same and what holds of all lots, a line each.
    fn facts(&self) -> Vec<String> {
        let (document, mut facts) = (&self.bid.document, self.parties());
        facts.extend(document.date.map(|date| format!("Date de l’offre : {}", day(date, Lang::Fr))));
        let valid =
            |days: u32| format!("Validité de l’offre : {days} jours à compter de la date limite de remise des offres");
        facts.extend(document.validity_days.map(valid));
        // The start is the bidder's assumption until the consultation says it: only the length is shown.
        facts.push(format!("Durée du marché : {} mois. Montants en euros.", self.bid.contract.months));
        facts
    }

    fn sheet(&self, name: &str, title: Vec<String>, columns: Vec<Column>, print: Print) -> Sheet {
        let footer = self.bid.document.footer.clone();
        Sheet { name: name.into(), title, columns, locked: true, no_zeros: true, print, footer, ..Sheet::default() }
    }

    fn unit_price(&self, line: &LineAmounts<Exact>) -> Cell {
        Cell::UnitPrice(line.unit_price.shown(), self.bid.contract.price_decimals)
    }

    /// The most characters that a unit price, a quantity and an amount take in a lot's sheet.
    fn widths(&self, l: LotId) -> [u16; 3] {
        let places = self.bid.contract.price_decimals;
        let length = |value: Exact, places: u32| {
            let text = digits(value.shown(), places, Lang::Fr);
            u16::try_from(text.chars().count()).unwrap_or(u16::MAX).min(40)
        };
        let lines = &self.dqe.lines[l];
        let prices = lines.iter().map(|line| length(line.unit_price, places)).max();
        let quantities = lines.iter().map(|line| {
            let total: Exact = line.quantities.iter().copied().sum();
            length(total, total.shown().normalize().scale())
        });
        let amount = length(self.dqe.lots[l].gross, 2).saturating_sub(1);
        [prices.unwrap_or(0).max(8), quantities.max().unwrap_or(0).max(7), amount.max(8)]
    }

    /// The price schedule: the one place where unit prices are typed.
    fn bpu(&self) -> Bpu {
        let title = self.title("bordereau des prix unitaires (BPU)", &[self.parties().join("   ")]);
        let mut sheet = self.sheet("BPU", title, bpu_columns(), Print::Sections { portrait: true });
        let mut rows = Vec::new();
        for &l in &self.lots {
            let lot = &self.bid.lots[l];
            let heading = format!("Lot {} : {}", self.number(l), lot.label.fr);
            sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, heading.into()]));
            let mut of_lot = TiVec::with_capacity(lot.lines.len());
            for (line, amounts) in lot.lines.iter().zip(&self.dqe.lines[l]) {
                let row = sheet.rows.len();
                let places = self.bid.contract.price_decimals;
                let gross = format!("ROUND({}*(1+TVA),{places})", sheet.address(row, BPU_PRICE));
                let gross_value = Cell::UnitPrice(amounts.gross_unit_price.shown(), places);
                sheet.rows.push(Row::body(vec![
                    self.number(l).into(),
                    line.code.as_str().into(),
                    line.label.as_str().into(),
                    unit_name(line.unit, Lang::Fr).into(),
                    self.unit_price(amounts),
                    Cell::Formula(gross, Box::new(gross_value)),
                ]));
                of_lot.push(row);
            }
            rows.push(of_lot);
        }
        sheet.frozen = 2;
        Bpu { sheet, rows }
    }

    fn lot_sheet(&self, l: LotId, bpu: &Bpu) -> (Sheet, Totals) {
        let lot = &self.bid.lots[l];
        let columns = lot_columns(self.bid.years(), self.widths(l));
        let title = self.title(&format!("lot {} {}", self.number(l), lot.label.fr), &[self.parties().join("   ")]);
        let print = Print::Sections { portrait: false };
        let mut sheet = self.sheet(&lot_sheet_name(self.bid, l), title, columns, print);
        let place = self.lots.iter().position(|x| *x == l).unwrap_or(0);
        let mut subtotals = Vec::new();
        for section in &lot.sections {
            sheet.rows.push(Row::of(Style::Section, vec![section.code.as_str().into(), section.label.as_str().into()]));
            let first = sheet.rows.len();
            for j in section.ids() {
                let price = bpu.sheet.reference(bpu.rows[place][j], BPU_PRICE);
                let row = self.line(&sheet, lot, j, &self.dqe.lines[l][j], price);
                sheet.rows.push(row);
            }
            let lines = first..sheet.rows.len();
            let of_section = &self.dqe.lines[l][section.lines.clone()];
            let label = format!("Sous-total {}", section.code);
            let row = self.sums(Style::Subtotal, &label, of_section, |column| {
                format!(
                    "SUM({}:{})",
                    sheet.address(lines.start, column),
                    sheet.address(lines.end.max(first + 1) - 1, column)
                )
            });
            if !lines.is_empty() {
                subtotals.push(sheet.rows.len());
                sheet.rows.push(row);
            }
        }
        let totals = self.closing(&mut sheet, &subtotals, l);
        sheet.frozen = 2;
        (sheet, totals)
    }

    fn line(&self, sheet: &Sheet, lot: &Lot, j: LineId, amounts: &LineAmounts<Exact>, price: String) -> Row {
        let line = &lot.lines[j];
        let years = self.bid.years();
        let row = sheet.rows.len();
        let at = |column| sheet.address(row, column);
        let mut cells = vec![
            line.code.as_str().into(),
            line.label.as_str().into(),
            unit_name(line.unit, Lang::Fr).into(),
            Cell::Formula(price, Box::new(Cell::Number(amounts.unit_price.shown(), self.bid.contract.price_decimals))),
        ];
        cells.extend(amounts.quantities.iter().map(|q| Cell::exact(q.shown())));
        let total: Exact = amounts.quantities.iter().copied().sum();
        let sum = format!("SUM({}:{})", at(BEFORE), at(BEFORE + years - 1));
        cells.push(Cell::Formula(sum, Box::new(Cell::exact(total.shown()))));
        for (k, amount) in amounts.amounts.iter().enumerate() {
            let product = format!("ROUND({}*{},2)", at(PRICE), at(BEFORE + k));
            cells.push(Cell::Formula(product, Box::new(amount_of(*amount))));
        }
        let first = BEFORE + years + 1;
        let sum = format!("SUM({}:{})", at(first), at(first + years - 1));
        cells.push(Cell::Formula(sum, Box::new(amount_of(amounts.amount))));
        Row::body(cells)
    }

    /// A row that sums lines in each amount column.
    fn sums(
        &self, style: Style, label: &str, lines: &TiSlice<LineId, LineAmounts<Exact>>,
        formula: impl Fn(usize) -> String,
    ) -> Row {
        let years = self.bid.years();
        let mut cells = vec![Cell::Empty, label.into()];
        cells.resize(BEFORE + years + 1, Cell::Empty);
        for k in 0..=years {
            let of_line = |line: &LineAmounts<Exact>| line.amounts.get(k).copied().unwrap_or(line.amount);
            let value: Exact = lines.iter().map(of_line).sum();
            let formula = formula(BEFORE + years + 1 + k);
            cells.push(Cell::Formula(formula, Box::new(amount_of(value))));
        }
        Row::of(style, cells)
    }

    /// The totals of a lot: HT by year and in all, TVA, TTC.
    fn closing(&self, sheet: &mut Sheet, subtotals: &[usize], l: LotId) -> Totals {
        let last = self.last_column();
        let total = &self.dqe.lots[l];
        let net = sheet.rows.len();
        let row = self.sums(Style::Total, "Total HT", &self.dqe.lines[l], |column| {
            let sums = subtotals.iter().map(|row| sheet.address(*row, column)).collect::<Vec<_>>().join("+");
            if sums.is_empty() { "0".into() } else { sums }
        });
        let net_at = sheet.address(net, last);
        sheet.rows.push(row);
        let mut add = |label: &str, formula: String, value: Exact| {
            let mut cells = vec![Cell::Empty, label.into()];
            cells.resize(last, Cell::Empty);
            cells.push(Cell::Formula(formula, Box::new(amount_of(value))));
            sheet.rows.push(Row::of(Style::Total, cells));
            sheet.address(sheet.rows.len() - 1, last)
        };
        let vat = add("TVA", format!("ROUND({net_at}*TVA,2)"), total.vat);
        add("Total TTC", format!("{net_at}+{vat}"), total.gross);
        Totals { net, vat: net + 1, gross: net + 2 }
    }

    fn recap(&self, lots: &[(Sheet, Totals)]) -> (Sheet, Vec<(String, String)>) {
        let title = self.title("récapitulatif", &self.facts());
        let mut sheet = self.sheet("Récapitulatif", title, recap_columns(), Print::Sections { portrait: true });
        let last = self.last_column();
        for (&l, (lot_sheet, totals)) in self.lots.iter().zip(lots) {
            let total = &self.dqe.lots[l];
            let of = |row: usize, value: Exact| {
                Cell::Formula(lot_sheet.reference(row, last), Box::new(Cell::Money(value.shown())))
            };
            sheet.rows.push(Row::body(vec![
                self.number(l).into(),
                self.bid.lots[l].label.fr.as_str().into(),
                of(totals.net, total.net),
                of(totals.vat, total.vat),
                of(totals.gross, total.gross),
            ]));
        }
        let end = sheet.rows.len() - 1;
        let sum = |get: fn(&LotTotal<Exact>) -> Exact, column: usize| {
            let value: Exact = self.lots.iter().map(|l| get(&self.dqe.lots[*l])).sum();
            let formula = format!("SUM({}:{})", sheet.address(0, column), sheet.address(end, column));
            Cell::Formula(formula, Box::new(Cell::Money(value.shown())))
        };
        let cells = vec![Cell::Empty, "Total".into(), sum(|t| t.net, 2), sum(|t| t.vat, 3), sum(|t| t.gross, 4)];
        sheet.rows.push(Row::of(Style::Total, cells));
        let rate = self.bid.figure(self.bid.contract.vat).value;
        let rate_row = sheet.rows.len();
        sheet.rows.push(Row::body(vec![Cell::Empty, "Taux de TVA".into(), Cell::Rate(rate)]));
        let names = vec![(VAT.to_owned(), sheet.reference(rate_row, 2))];
        sheet.notes.clone_from(&self.bid.document.notes);
        let gross: Exact = self.lots.iter().map(|l| self.dqe.lots[*l].gross).sum();
        sheet.statement = format!(
            "Arrêté le présent détail quantitatif estimatif à la somme de {}, toutes taxes comprises.",
            euros_in_words(gross.shown())
        );
        sheet.signature = self.signature();
        (sheet, names)
    }

    /// What is signed, the last line being where; dots are filled in by hand.
    fn signature(&self) -> Vec<String> {
        const DOTS: &str = "……………………………";
        let document = &self.bid.document;
        let by = &document.signature;
        let or_dots = |text: &Option<String>| text.clone().unwrap_or_else(|| DOTS.to_owned());
        let date = document.date.map_or_else(|| DOTS.to_owned(), |date| day(date, Lang::Fr));
        vec![
            format!("Pour le candidat : {}", document.bidder),
            format!("Fait à {}, le {date}", or_dots(&by.place)),
            format!("Nom : {}", or_dots(&by.name)),
            format!("Qualité : {}", or_dots(&by.capacity)),
            "Signature :".into(),
        ]
    }
}

/// An amount of a lot's sheet, whose headings name the currency.
fn amount_of(value: Exact) -> Cell {
    Cell::Number(value.shown(), 2)
}
