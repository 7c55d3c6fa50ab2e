//! Where a reduction of the price is taken (method §9b, *Negotiation*).

use rust_decimal::Decimal;

use super::names::Names;
use super::price::lot_name;
use super::{Cell, Column, Row, Sheet, Style};
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::risk::Assured;
use crate::scenario::{Lever, LeverKind, Point};
use crate::unit::{Exact, Lang, Text, digits, euros, money, percent};

/// A lever, alone at its floor.
#[derive(Debug, Clone)]
pub struct AtFloor {
    /// The lever.
    pub lever: Lever,
    /// Its floor; where it has none, what follows is of a point of it, or of 1 % of an amount.
    pub floor: Option<Decimal>,
    /// By how much the price changes, in euros; nothing where the bid then has no price.
    pub price: Option<Decimal>,
    /// By how much the margin changes, in euros.
    pub margin: Option<Decimal>,
    /// What is then earned at 80 % confidence.
    pub assured: Option<Assured>,
}

/// All levers, moved.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// By lever: its value.
    pub values: Vec<Decimal>,
    /// By lever: how much of its way to its floor it goes.
    pub shares: Vec<Decimal>,
    /// By lever: by how much price and margin change, those before it moved already.
    pub steps: Vec<(Decimal, Decimal)>,
    /// What the bid then comes to.
    pub point: Point,
    /// What is then earned at 80 % confidence.
    pub assured: Assured,
    /// Is the target met to the cent?
    pub met: bool,
    /// Is the price at the target or below it?
    pub reached: bool,
}

/// A concession, to be shown.
pub struct Conceded<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// The name of its scenario.
    pub label: &'a Text,
    /// The lot whose price falls; none where it is that of all.
    pub lot: Option<LotId>,
    /// The price aimed at.
    pub target: Decimal,
    /// What the bid comes to now.
    pub now: Point,
    /// What is earned now at 80 % confidence.
    pub today: Option<Assured>,
    /// The levers.
    pub levers: &'a [AtFloor],
    /// The proposal; nothing where no lever has a floor.
    pub proposal: Option<&'a Proposal>,
    /// How many draws were made.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
    /// The reader's language.
    pub lang: Lang,
}

impl Conceded<'_> {
    /// The table.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let lang = self.lang;
        let mut columns = vec![
            Column::text("lever", lang.pick("Levier", "Lever"), 18),
            Column::key("path"),
            Column::drawn(lang.pick("Chiffre", "Figure"), 44),
            Column::number("now", lang.pick("Actuel", "Now"), 12),
        ];
        if self.proposal.is_some() {
            columns.extend([
                Column::number("floor", lang.pick("Plancher", "Floor"), 12),
                Column::number("proposed", lang.pick("Proposé", "Proposed"), 12),
                Column::delta("price", lang.pick("Prix cédé (€)", "Price given (€)"), 14),
                Column::delta("margin", lang.pick("Marge cédée (€)", "Margin given (€)"), 14),
                Column::number("share", lang.pick("Part du chemin", "Share of the way"), 8).if_wide(),
                Column::delta("price_at_floor", lang.pick("Au plancher, prix (€)", "At floor, price (€)"), 16)
                    .if_wide(),
                Column::delta("margin_at_floor", lang.pick("Marge (€)", "Margin (€)"), 14).if_wide(),
                Column::delta("assured_at_floor", lang.pick("Marge à 80\u{a0}% (€)", "Margin at 80% (€)"), 14)
                    .if_wide(),
                Column::number("loss_at_floor", lang.pick("Perte", "Loss"), 8).if_wide(),
                Column { only_data: true, ..Column::number("value", lang.pick("Valeur exacte", "Exact value"), 14) },
            ]);
        } else {
            columns.push(Column::delta("price", lang.pick("Un point (€)", "A point (€)"), 14));
        }
        let rows = self.levers.iter().enumerate().map(|(place, lever)| self.row(place, lever));
        Sheet {
            name: lang.pick("Concession", "Concession").into(),
            title: self
                .title()
                .into_iter()
                .chain(self.proposal.map(|proposal| self.findings(proposal)).unwrap_or_default())
                .collect(),
            columns,
            rows: rows.chain(self.proposal.map(|proposal| self.total(proposal))).collect(),
            notes: self.proposal.map_or_else(|| self.without_floors(), |proposal| self.notes(proposal)),
            ..Sheet::default()
        }
    }

    fn title(&self) -> Vec<String> {
        let lang = self.lang;
        let of = match self.lot {
            Some(lot) => format!("lot {}", lot_name(self.bid, lot, lang)),
            None => lang.pick("tous les lots", "all lots").to_owned(),
        };
        let (label, now) = (self.label.get(lang), self.now.net.shown());
        let (less, aim, from) = (euros(now - self.target, lang), euros(self.target, lang), euros(now, lang));
        let share = percent((now - self.target) / now, lang);
        let (draws, seed) = (digits(self.draws.into(), 0, lang), self.seed);
        match lang {
            Lang::Fr => vec![
                format!("Où prendre {less} ({share})\u{a0}: {label}, {of}"),
                format!("Prix HT visé {aim} au lieu de {from}\u{a0}; {draws} tirages, graine\u{a0}{seed}"),
            ],
            Lang::En => vec![
                format!("Where to take {less} ({share}): {label}, {of}"),
                format!("Net price aimed at {aim} instead of {from}; {draws} draws, seed {seed}"),
            ],
        }
    }

    fn row(&self, place: usize, at: &AtFloor) -> Row {
        let lever = &at.lever;
        let value = |value: Decimal| if lever.is_rate() { Cell::Percent(value) } else { Cell::Euros(value) };
        let amount = |value: Option<Decimal>| value.map_or(Cell::Empty, Cell::Euros);
        let mut cells = vec![
            self.kind(lever.kind).into(),
            lever.dial.path.as_str().into(),
            self.figure(at).into(),
            value(lever.now),
        ];
        match self.proposal {
            Some(proposal) => {
                let (price, margin) = proposal.steps[place];
                cells.extend([
                    at.floor.map_or(Cell::Empty, value),
                    value(proposal.values[place]),
                    Cell::Euros(price),
                    Cell::Euros(margin),
                    Cell::Percent(proposal.shares[place]),
                    amount(at.price),
                    amount(at.margin),
                    amount(at.assured.zip(self.today).map(|(at, today)| at.margin - today.margin)),
                    at.assured.map_or(Cell::Empty, |at| Cell::Percent(at.loss)),
                    Cell::Typed(proposal.values[place].normalize()),
                ]);
            }
            None => cells.push(amount(at.price)),
        }
        Row::body(cells)
    }

    /// What a lever is in words.
    fn figure(&self, at: &AtFloor) -> String {
        Names { bid: self.bid, lang: self.lang }.whole(&at.lever.dial.path)
    }

    fn total(&self, proposal: &Proposal) -> Row {
        let (price, margin) = given(&proposal.point, &self.now);
        let mut cells = vec![Cell::from(self.lang.pick("Ensemble", "Together"))];
        cells.extend(vec![Cell::Empty; 5]);
        cells.extend([Cell::Euros(price), Cell::Euros(margin)]);
        Row::of(Style::Total, cells)
    }

    /// What the proposal comes to, beside today.
    fn findings(&self, proposal: &Proposal) -> Vec<String> {
        let lang = self.lang;
        let mut notes = Vec::new();
        if let Some(today) = self.today {
            let side = |point: &Point, assured: Assured| {
                let margin = (point.net - point.full).shown();
                let rate = percent(point.margin().map(Exact::shown).unwrap_or_default(), lang);
                let [price, margin, sure] = [point.net.shown(), margin, assured.margin].map(|value| euros(value, lang));
                let loss = percent(assured.loss, lang);
                match lang {
                    Lang::Fr => {
                        format!(
                            "prix {price}, marge {margin} ({rate}), marge à 80\u{a0}% {sure}, probabilité de perte {loss}"
                        )
                    }
                    Lang::En => {
                        format!(
                            "price {price}, margin {margin} ({rate}), margin at 80% {sure}, chance of a loss {loss}"
                        )
                    }
                }
            };
            let (now, then) = (side(&self.now, today), side(&proposal.point, proposal.assured));
            notes.push(match lang {
                Lang::Fr => format!("Aujourd’hui\u{a0}: {now}."),
                Lang::En => format!("Today: {now}."),
            });
            notes.push(match (proposal.reached, lang) {
                (true, Lang::Fr) => format!("Proposition\u{a0}: {then}."),
                (true, Lang::En) => format!("Proposal: {then}."),
                (false, Lang::Fr) => format!("Tous les leviers au plancher\u{a0}: {then}."),
                (false, Lang::En) => format!("All levers at their floors: {then}."),
            });
        }
        notes
    }

    fn notes(&self, proposal: &Proposal) -> Vec<String> {
        let lang = self.lang;
        let mut notes = Vec::new();
        if proposal.reached && !proposal.met {
            let under = money(self.target - proposal.point.net.shown(), lang);
            notes.push(match lang {
                Lang::Fr => format!("Le prix s’arrête {under} sous la cible\u{a0}: l’arrondi des prix unitaires n’en donne pas de plus proche."),
                Lang::En => format!("The price stops {under} below the target: the rounding of unit prices gives none that is nearer."),
            });
        }
        notes.push(
            lang.pick(
                "Au plancher\u{a0}: écarts d’un levier seul. Marge à 80\u{a0}%\u{a0}: celle que 80\u{a0}% des tirages atteignent aux prix de l’offre. Cédé\u{a0}: ce qu’apporte chaque levier, ceux du dessus étant déjà déplacés. Chaque levier fait la même part du chemin d’aujourd’hui à son plancher, ceux de `--first` avant les autres.",
                "At floor: changes by one lever alone. Margin at 80%: what 80% of the draws reach at the bid's prices. Given: what each lever brings, those above it moved already. Every lever goes the same share of the way to its floor, those of `--first` before the others.",
            )
            .to_owned(),
        );
        notes
    }

    fn without_floors(&self) -> Vec<String> {
        vec![
            self.lang
                .pick(
                    "Aucun plancher n’est donné, et aucun n’est supposé\u{a0}: donnez à chaque levier la valeur jusqu’où aller, comme `--floor policy.margin.build=0.10`. Un point\u{a0}: effet sur le prix d’un point de ce levier, ou de 1\u{a0}% d’un coût ponctuel.",
                    "No floor is given, and none is assumed: give each lever the value to go to, such as `--floor policy.margin.build=0.10`. A point: what a point of the lever, or 1% of a one-off, moves the price by.",
                )
                .to_owned(),
        ]
    }

    fn kind(&self, kind: LeverKind) -> &'static str {
        match kind {
            LeverKind::Margin => self.lang.pick("Marge", "Margin"),
            LeverKind::Provision => self.lang.pick("Provision", "Provision"),
            LeverKind::Gain => self.lang.pick("Gain annuel", "Yearly gain"),
            LeverKind::Nearshore => self.lang.pick("Part hors de France", "Share away"),
            LeverKind::OneOff => self.lang.pick("Coût ponctuel", "One-off"),
        }
    }
}

/// By how much price and margin change.
fn given(point: &Point, now: &Point) -> (Decimal, Decimal) {
    let price = point.net - now.net;
    (price.shown(), (price - (point.full - now.full)).shown())
}

/// That all floors together give only so much.
#[must_use]
pub fn beyond(point: &Point, now: &Point, target: Decimal) -> Text {
    let (net, now) = (point.net.shown(), now.net.shown());
    let euros = |value: Decimal| Text::each(|lang| money(value, lang));
    let (less, left, aim) = (euros(now - net), euros(net), euros(target));
    let share = Text::each(|lang| percent((now - net).checked_div(now).unwrap_or_default(), lang));
    crate::text!(
        "tous les planchers ensemble ne donnent que {less} ({share})\u{a0}: le prix resterait à {left}, pour {aim} visés",
        "all floors together give only {less} ({share}): the price would stay at {left}, for {aim} aimed at",
        less,
        share,
        left,
        aim
    )
}
