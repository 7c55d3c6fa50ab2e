use rust_decimal::Decimal;

use super::quantities::named;
use super::{Document, Refused};
use crate::diag::message::rates::no_base_month;
use crate::diag::{Code, Findings, Severity, Sources};
use crate::import::{self, Accepts, Ask, Card, File, Layout, Per, Rates, SiteCard};
use crate::model::Text;
use crate::sheet::Sheet;
use crate::unit::{Lang, Month};

/// A rate card from outside.
#[derive(Debug)]
pub struct RatesRequest<'a> {
    /// The file.
    pub file: Document,
    /// Its map.
    pub map: Option<Document>,
    /// The other maps of the bid: what was accepted there is remembered.
    pub other_maps: Vec<Document>,
    /// What the request states, over what the map does.
    pub stated: Stated<'a>,
}

/// What a request states of a rate card.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stated<'a> {
    /// The sheet to read.
    pub sheet: Option<&'a str>,
    /// Only the costs of this site.
    pub site: Option<&'a str>,
    /// The currency of the prices.
    pub currency: Option<&'a str>,
    /// What a price pays for.
    pub per: Option<Per>,
    /// Hours in a day.
    pub hours_per_day: Option<Decimal>,
    /// The month of the prices.
    pub base_month: Option<Month>,
    /// Are prices imported as costs?
    pub as_cost: bool,
    /// Is every proposal accepted?
    pub accept: bool,
    /// Were the sentences around prices that are not understood read, and change no amount?
    pub notes_change_nothing: bool,
}

/// A rate card from outside, shown, and taken or why it is not.
#[derive(Debug)]
pub struct RatesAnswer {
    /// The rows of the file, each with what it gives or why it gives nothing.
    pub preview: Sheet,
    /// What was read.
    pub rates: Rates,
    /// Warnings and the texts that they underline, or why nothing is taken.
    pub taken: Result<(Findings, Sources), Refused>,
}

impl RatesAnswer {
    /// Is nothing missing but answers, which the map asks for?
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        let Err(refused) = &self.taken else { return false };
        let mut errors = refused.errors.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
        let is_asked = |code: Code| {
            let columns =
                matches!(code, Code::Ambiguous | Code::NoPrice | Code::NoTable) && !self.rates.asked.is_empty();
            let stated = matches!(code, Code::Ambiguous | Code::NotesUnread | Code::Unstated | Code::NotCost)
                && !self.rates.asks.is_empty();
            columns || stated
        };
        errors.all(|finding| finding.code == Code::NothingTaken || is_asked(finding.code)) && self.rates.has_questions()
    }

    /// Does a card of it lack the month at which its prices are stated?
    #[must_use]
    pub fn lacks_month(&self) -> bool {
        self.rates.cards.iter().any(|card| self.rates.base_month(card).is_none())
    }

    /// Has its map ask for the month at which the prices are stated, and says so beside what else keeps a card from being taken.
    pub fn ask_month(&mut self) {
        self.rates.asks.push(Ask::BaseMonth);
        if let Err(refused) = &mut self.taken {
            refused.errors = refused.errors.clone().and(no_base_month(self.rates.since(), None));
        }
    }

    /// The card of a site, laid over the one that is there.
    ///
    /// # Errors
    /// The card lacks a base month, or the one that is there cannot be read.
    pub fn card(&self, of: &SiteCard, name: &str, before: Option<&str>) -> Result<Card, Refused> {
        import::card(&self.rates, of, name, before).map_err(|errors| Refused::new(errors, &Sources::default()))
    }

    /// The text of the map: a new one, or the one that is there with what is new; none where nothing is.
    #[must_use]
    pub fn map(&self, before: Option<&str>) -> Option<String> {
        match before {
            None => Some(import::write_map(&self.rates)),
            Some(before) => import::update_map(before, &self.rates),
        }
    }
}

/// Reads a rate card from outside. The preview shows at most `shown` of the rows that are not taken.
///
/// # Errors
/// The bid's contract, profiles or currencies, the file or a map cannot be read.
pub fn rates(text: &Text, request: RatesRequest<'_>, shown: usize, lang: Lang) -> Result<RatesAnswer, Refused> {
    let known = import::known(text).map_err(|errors| Refused::new(errors, &text.sources))?;
    let mut sources = Sources::default();
    let mut layout = request.map.map(|map| layout(map, &mut sources)).transpose()?.unwrap_or_default();
    let others = request.other_maps.into_iter().map(|map| self::layout(map, &mut sources));
    layout.remember(&others.collect::<Result<Vec<_>, _>>()?);
    request.stated.over(&mut layout);
    let (name, path) = (request.file.name(), request.file.path);
    let mut opened = File::open(request.file.bytes).map_err(|finding| named(finding, &path))?;
    let read = import::rates(&mut opened, &name, layout, &known);
    let mut rates = read.map_err(|errors| Refused::new(errors, &sources))?;
    rates.findings.append(opened.damaged());
    let preview = import::preview(&rates, shown, lang);
    let taken = match rates.findings.clone().without_errors() {
        Ok(findings) => Ok((findings, sources)),
        Err(errors) => Err(Refused::new(errors, &sources)),
    };
    Ok(RatesAnswer { preview, rates, taken })
}

fn layout(map: Document, sources: &mut Sources) -> Result<Layout, Refused> {
    let (file, text) = map.text(sources)?;
    import::read_map(file, &text).map_err(|errors| Refused::new(errors, sources))
}

impl Stated<'_> {
    /// Puts what is stated over what a map does.
    fn over(self, layout: &mut Layout) {
        let over = |old: &mut Option<String>, new: Option<String>| {
            if new.is_some() {
                *old = new;
            }
        };
        over(&mut layout.sheet, self.sheet.map(str::to_owned));
        over(&mut layout.site, self.site.map(str::to_owned));
        over(&mut layout.currency, self.currency.map(str::to_uppercase));
        if self.currency.is_some() {
            layout.currencies.clear();
        }
        layout.per = self.per.or(layout.per);
        layout.as_cost |= self.as_cost;
        layout.accepts =
            Accepts { proposals: self.accept, notes: self.notes_change_nothing, sheet: self.sheet.is_some() };
        layout.base_month = self.base_month.or(layout.base_month);
        layout.hours_per_day = self.hours_per_day.or(layout.hours_per_day);
    }
}
