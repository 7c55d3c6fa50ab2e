//! External files into the models: rate cards and quantities, from workbooks and text files, previewed before anything
//! is written.
//!
//! `file` opens the bytes and gives rows of [`Row`]s; `header` and `table` find headers and columns, `sheets` and `choose` say which of
//! them are read; `naming` says which profile a label names, `offers` what each cell gives it, `settle` which figure is its daily cost;
//! `card` puts that into TOML, where comments survive. Every row that is not taken is reported with its place and the reason.

mod about;
mod accounts;
mod against;
mod around;
mod asked;
mod below;
mod beside;
mod card;
mod cards;
mod cell;
mod certain;
mod choose;
mod columns;
mod contact;
mod counting;
mod currency;
mod doubts;
mod each_word;
mod file;
mod footnote;
mod gainsaid;
mod grade;
mod groups;
mod guarded;
mod header;
mod header_lines;
mod heading;
mod held;
mod jobs;
mod judged;
mod layout;
mod line;
mod map;
mod map_text;
mod meaning;
mod money;
mod month;
mod naming;
mod neutral;
mod ods;
mod offers;
mod outside;
mod paid;
mod per;
mod phrase;
mod preview;
mod price;
mod profiles;
mod quantities;
mod rates;
mod readings;
mod reasons;
mod recalled;
mod role;
mod said;
mod saved;
mod sentence;
mod settle;
mod sheets;
mod shown;
mod sight;
mod span;
mod spread;
mod stated;
mod statement;
mod table;
mod terms;
mod text;
mod titles;
mod turned;
mod unclear;
mod understood;
mod unfound;
mod unmet;
mod unseen;
mod vocabulary;
mod when;
mod whereabouts;
mod words;
mod xls;

pub use asked::Ask;
pub use card::{Card, Changed, card};
pub use cards::{Known, Left, Open, Rates, SiteCard, Taken};
pub use cell::{Cell, Row};
pub use file::File;
pub use held::Held;
pub use layout::layout;
pub use map::{Accepts, Layout, read as read_map};
pub use map_text::Salary;
pub use per::Per;
pub use preview::{preview, preview_quantities};
pub use profiles::Sure;
pub use quantities::{Buyer, By, Counted, Quantities, Uncounted, quantities};
pub use rates::rates;
pub use saved::{update as update_map, write as write_map};

use crate::diag::message::shape::Expected;
use crate::diag::{Errors, Reported};
use rust_decimal::Decimal;

use crate::model::Text;
use crate::model::raw;
use crate::model::shape::{Fields, Keyed, Reader};
use crate::unit::fold;

/// What an import must know of a bid, which need not be whole yet.
///
/// # Errors
/// The contract, the profiles or the currencies cannot be read.
pub fn known(text: &Text) -> Result<Known, Errors> {
    let mut reader = Reader { defaults: text.defaults.clone(), ..Reader::default() };
    let known = parts(text, &mut reader);
    if known.is_err() {
        // What could not be read of the files says more than what is missing for it.
        text.findings.clone().without_errors()?;
    }
    known.map_err(|reported| reader.findings.refused(reported))
}

fn parts(text: &Text, reader: &mut Reader) -> Result<Known, Reported> {
    let mut bid = Fields::open(&text.root, Expected::Bid, reader)?;
    let contract = bid.field::<raw::Contract>("contract", reader);
    let profiles = bid.field::<Keyed<raw::Profile>>("profiles", reader);
    let currencies = bid.field::<Keyed<raw::Currency>>("currencies", reader);
    // Sites only help to read a title: those that cannot be read are for `check`.
    let sites = bid.field::<Keyed<raw::Site>>("sites", reader).ok();
    let (contract, profiles, currencies) = (contract?, profiles?, currencies?);
    Ok(Known {
        profiles: profiles.iter().map(|(id, _, profile)| (id.to_owned(), profile.label.clone())).collect(),
        currencies: currencies
            .iter()
            .map(|(id, _, currency)| {
                let rate = currency.eur.rate();
                let euros = rate.map_or(Some(Decimal::ONE), |fig| reader.figures.get(fig.index()).map(|f| f.value));
                (id.to_owned(), euros)
            })
            .collect(),
        sites: sites
            .iter()
            .flat_map(Keyed::iter)
            .flat_map(|(id, _, site)| [id.to_owned(), site.label.fr.clone(), site.label.en.clone()])
            .map(|name| fold(&name))
            .collect(),
        contract: (contract.start.month, contract.months.n as usize),
    })
}
