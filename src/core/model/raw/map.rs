//! The map of a buyer's file (`NAME.map.toml`), as written.

use crate::model::shape::{Answer, Keyed, Words, choice, record};

choice! {
    /// How the price of a line moves over the years, where a form asks for one a year.
    pub enum Yearly {
        /// The unit price in every year.
        Flat = "flat",
        /// The unit price revised as the contract says.
        Revision = "revision",
        /// Nobody has decided.
        Open = "?",
    }
}

choice! {
    /// What a form counts its prices in.
    pub enum Money {
        /// Euros.
        Euros = "€",
        /// Thousands of euros.
        Thousands = "k€",
        /// Millions of euros.
        Millions = "M€",
        /// Nobody has decided.
        Open = "?",
    }
}

record! {
    /// The map of a buyer's file.
    pub struct MapFile {
        /// Its price forms, by a name of your choice.
        tables: Keyed<TableFile>,
    }
}

record! {
    /// A price form: a sheet's rows under one header.
    pub struct TableFile {
        /// The sheet's name, as on its tab.
        sheet: Words,
        /// The lot that its rows are of, by our id; without it, each row says `lot/code`.
        lot: Option<Words>,
        /// The last row of its header: nothing at or above it is filled.
        header: Option<u32>,
        /// The cell of its net total, compared with ours once it is filled.
        total: Option<Words>,
        /// Its columns, by letter.
        columns: Option<ColumnsFile>,
        /// How prices move over the years of `yearly_prices`.
        yearly: Option<Yearly>,
        /// The contract year whose prices it asks for, where the form has a table for each period: `-` for the prices as
        /// bid, `3` for prices revised as the contract says for its third year, `?` for open.
        year: Option<Answer>,
        /// What its prices are counted in: euros unless written.
        money: Option<Money>,
        /// How many units each of the buyer's quantities counts: 1 unless written, `100` for `Qté (centaines)`, `?` for open.
        quantity_scale: Option<Answer>,
        /// What half a day costs, of a day: 0.5 unless written.
        half_day: Option<Answer>,
        /// Each row to fill and the code of our line: `3.1`, `ror/3.1`, `3.1!` where it is meant so though the
        /// row speaks against it, `-` for none, `?` for open.
        rows: Keyed<Words>,
        /// Each cell to fill outside the columns and the code of our line.
        cells: Keyed<Words>,
        /// Each row that asks for a coefficient, and the figure: `1.25`, `?` for open, `-` for none.
        coefficients: Keyed<Answer>,
    }
}

record! {
    /// The columns of a price form, by letter.
    pub struct ColumnsFile {
        /// The number of a price.
        code: Option<Words>,
        /// What is bought.
        label: Option<Words>,
        /// By what it is counted.
        unit: Option<Words>,
        /// The net price of one: what is filled.
        unit_price: Option<Words>,
        /// The net price of one, where the form has several or says what one is: by `hour`, `half-day`, `day`, `month`,
        /// `quarter`, `half-year` or `year`.
        unit_prices: Keyed<Words>,
        /// The net price of one in each contract year.
        yearly_prices: Keyed<Words>,
        /// What the rows under `coefficients` fill.
        coefficient: Option<Words>,
        /// The price of one with VAT: filled where the buyer has no formula.
        gross_unit_price: Option<Words>,
        /// The same where the form has several, by what each is for as `unit_prices`.
        gross_unit_prices: Keyed<Words>,
        /// The price of one with VAT in each contract year.
        gross_yearly_prices: Keyed<Words>,
        /// How many in each contract year: filled by `fill --quantities` alone, where the buyer leaves them blank.
        quantities: Keyed<Words>,
        /// How many in all: filled by `fill --quantities` alone, where the buyer leaves it blank.
        quantity: Option<Words>,
        /// What the row comes to, net.
        amount: Option<Words>,
    }
}
