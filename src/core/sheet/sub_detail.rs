//! The sub-detail of prices, which defends a price that the buyer calls abnormally low (method §9b): in French, for the
//! buyer who asks for it. It holds costs.

use super::price::lot_name;
use super::{Audience, Book, Cell, Column, Page, Print, Row, Section, Sheet, Style};
use crate::engine::{Estimate, Inputs, Pays, Piece, sub_detail};
use crate::model::bid::{LineId, LotId, PartnerId, Payer, SiteId};
use crate::model::{Bid, unit_name};
use crate::unit::{Exact, Lang, Number as _, digits};

/// What each page of it says: for whom it is.
#[must_use]
pub fn disclosed_mark() -> &'static str {
    "SOUS-DÉTAIL DE PRIX, CONTIENT DES COÛTS, à remettre au seul acheteur qui le demande"
}

/// Some lines, to be justified.
pub struct Justified<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// The values of its figures.
    pub inputs: &'a Inputs<Exact>,
    /// Its estimate.
    pub estimate: &'a Estimate<Exact>,
    /// The lines, each by its lot and its place there, in the order of the bid.
    pub lines: Vec<(LotId, LineId)>,
}

impl Justified<'_> {
    /// A sheet a lot.
    #[must_use]
    pub fn book(&self) -> Book {
        Book {
            title: TITLE.into(),
            author: self.bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets: self.sheets(),
            names: Vec::new(),
        }
    }

    /// A page, which word processors open.
    #[must_use]
    pub fn page(&self) -> Page {
        let section = |sheet: Sheet| Section {
            heading: sheet.name.clone(),
            text: Vec::new(),
            pictures: Vec::new(),
            tables: vec![sheet],
        };
        Page {
            lang: Lang::Fr,
            title: TITLE.into(),
            subtitle: [self.about(), vec![disclosed_mark().to_owned()]].concat(),
            front: None,
            headline: vec![METHOD.to_owned()],
            key_figures: Vec::new(),
            sections: self.sheets().into_iter().map(section).collect(),
            footer: disclosed_mark().into(),
        }
    }

    fn about(&self) -> Vec<String> {
        let contract = &self.bid.contract;
        vec![
            contract.title.fr.clone(),
            format!("Acheteur\u{a0}: {}   Candidat\u{a0}: {}", contract.buyer.fr, self.bid.document.bidder),
        ]
    }

    fn sheets(&self) -> Vec<Sheet> {
        let lots = self.bid.lots.keys();
        lots.filter(|l| self.lines.iter().any(|(lot, _)| lot == l)).map(|l| self.sheet(l)).collect()
    }

    fn sheet(&self, l: LotId) -> Sheet {
        let mut rows = Vec::new();
        for (_, j) in self.lines.iter().filter(|(lot, _)| *lot == l) {
            self.line(l, *j, &mut rows);
        }
        let name = lot_name(self.bid, l, Lang::Fr);
        Sheet {
            name: format!("Lot {}", self.bid.lot_number(l)),
            title: [vec![format!("{TITLE}, lot {name}"), disclosed_mark().to_owned()], self.about()].concat(),
            columns: vec![
                Column::key("line"),
                Column::text("what", "Composante", 46),
                Column::text("who", "Par", 20),
                Column::number("days", "Jours\npar unité", 9),
                Column::number("daily_cost", "Coût d’un\njour (€)", 10),
                Column::number("unit", "Par unité\n(€ HT)", 13),
                Column::number("share", "Part\ndu prix", 8),
                Column::number("amount", "Sur la durée\n(€ HT)", 15),
            ],
            rows,
            notes: vec![METHOD.to_owned()],
            footer: disclosed_mark().into(),
            print: Print::Sections { portrait: true },
            ..Sheet::default()
        }
    }

    /// The rows of a line: its pieces, the partners' part, its price.
    fn line(&self, l: LotId, j: LineId, rows: &mut Vec<Row>) {
        let (bid, line) = (self.bid, &self.bid.lots[l].lines[j]);
        let figures = &self.estimate.dqe.lines[l][j];
        let places = bid.contract.price_decimals;
        let price = figures.unit_price;
        let quantity: Exact = figures.quantities.iter().copied().sum();
        let code = || Cell::from(line.code.as_str());
        let heading = format!(
            "{} {} ({}), quantité {}",
            line.code,
            line.label,
            unit_name(line.unit, Lang::Fr),
            digits(quantity.shown(), quantity.shown().normalize().scale(), Lang::Fr)
        );
        rows.push(Row::of(Style::Section, vec![code(), heading.into()]));
        let share = |part: Exact| Cell::share((!price.is_zero()).then(|| part / price));
        let pieces = sub_detail(bid, self.inputs, self.estimate, l, j);
        for piece in &pieces {
            let (what, who) = self.words(l, piece);
            let daily = piece.days.filter(|days| !days.is_zero()).map(|days| piece.unit / days);
            rows.push(Row::body(vec![
                code(),
                what.into(),
                who.into(),
                piece.days.map_or(Cell::Empty, |days| Cell::Number(days.shown(), 3)),
                daily.map_or(Cell::Empty, |daily| Cell::Number(daily.shown(), 2)),
                Cell::Number(piece.unit.shown(), places),
                share(piece.unit),
                Cell::Number(piece.amount.shown(), 2),
            ]));
        }
        let of = |pieces: &mut dyn Iterator<Item = &Piece>| {
            pieces.fold((Exact::ZERO, Exact::ZERO), |(unit, amount), piece| (unit + piece.unit, amount + piece.amount))
        };
        let sum = |style: Style, words: &str, (unit, amount): (Exact, Exact)| {
            let cells = [code(), words.into(), Cell::Empty, Cell::Empty, Cell::Empty];
            let numbers = [Cell::Number(unit.shown(), places), share(unit), Cell::Number(amount.shown(), 2)];
            Row::of(style, cells.into_iter().chain(numbers).collect())
        };
        let partners = of(&mut pieces.iter().filter(|piece| self.partner(piece).is_some()));
        if !partners.0.is_zero() {
            rows.push(sum(Style::Subtotal, "Dont part des partenaires", partners));
        }
        rows.push(sum(Style::Total, "Prix unitaire HT, montant HT", of(&mut pieces.iter())));
    }

    /// The partner whose people a piece pays.
    fn partner(&self, piece: &Piece) -> Option<PartnerId> {
        match piece.pays {
            Pays::Work { site, .. } => self.bid.sites[site].partner,
            _ => None,
        }
    }

    /// What a piece pays, and who does it.
    fn words(&self, l: LotId, piece: &Piece) -> (String, String) {
        let (bid, lot) = (self.bid, &self.bid.lots[l]);
        let site_name = |site: SiteId| bid.sites[site].label.fr.clone();
        let own = || "Candidat".to_owned();
        let who = match (self.partner(piece), piece.pays) {
            (Some(partner), _) => bid.partners[partner].label.fr.clone(),
            (None, Pays::Work { site, .. }) => format!("Candidat, {}", site_name(site)),
            (None, Pays::Item(item)) if lot.platform[item].paid_by == Payer::Buyer => "Acheteur".to_owned(),
            (None, _) => own(),
        };
        let what = match piece.pays {
            Pays::Work { profile, .. } => bid.profiles[profile].label.fr.clone(),
            Pays::Coordination { site } => format!("Coordination des équipes\u{a0}: {}", site_name(site)),
            Pays::Item(item) => format!("Plateforme\u{a0}: {}", lot.platform[item].label.fr),
            Pays::OneOff(one_off) => format!("Ponctuel\u{a0}: {}", lot.one_offs[one_off].label.fr),
            Pays::Overhead(overhead) => format!("Frais\u{a0}: {}", bid.overheads[overhead].label.fr),
            Pays::Provision => "Provision pour risques".to_owned(),
            Pays::Spread => "Natures du lot réparties sur les autres".to_owned(),
            Pays::Margin => "Marge".to_owned(),
        };
        (what, who)
    }
}

const TITLE: &str = "Sous-détail des prix unitaires";

const METHOD: &str = "Un prix à la journée porte le coût de ses propres jours ; tout autre prix porte, à proportion de son montant, ce que coûte sa nature de prestations. Les composantes totalisent le prix unitaire et le montant au centime ; le coût d’un jour comprend les charges par personne du site. Jours et coûts d’un jour sont arrondis pour l’affichage : leur produit peut s’écarter du montant, qui est exact.";
