//! Every set of the lots: price, cost, margin, what pooling saves, what losing a lot strands, rules broken; and one
//! profile at several prices.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::price::{lot_name, span};
use super::{Audience, Book, Cell, Column, Drawing, Page, Picture, Row, Sheet, Style, internal_mark};
use crate::engine::{Broken, Loss, LotSet, Portfolio, ProfilePrices};
use crate::model::Bid;
use crate::model::bid::{LotId, PartnerId};
use crate::model::role_name;
use crate::unit::{Exact, Lang, Number, digits, euros, percent};

/// What the sets of lots are drawn from.
#[derive(Clone, Copy)]
pub struct LotSets<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// Its sets of lots.
    pub portfolio: &'a Portfolio<Exact>,
    /// Only the sets that hold this lot, and the profiles it sells.
    pub only: Option<LotId>,
    /// The reader's language.
    pub lang: Lang,
}

impl<'a> LotSets<'a> {
    /// One row a set: what it comes to, what pooling saves, and what each of its lots would strand if lost.
    #[must_use]
    pub fn sets(&self) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let lots = bid.lots.keys();
        let mut columns = vec![
            Column::text("lots", "Lots", 12),
            Column::key("lot_ids"),
            Column::number("net", lang.pick("Prix HT", "Net price"), 16),
            Column::key("gross"),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 14),
            Column::number("margin_amount", lang.pick("Marge (€)", "Margin (€)"), 12).if_wide(),
            Column::number("margin", lang.pick("Marge (%)", "Margin (%)"), 8),
            Column::number("saved", lang.pick("Gain", "Saved"), 12),
            Column::key("saved_share"),
            Column::key("saved_price"),
        ];
        columns.extend(lots.clone().map(|l| {
            let heading = format!("{} {}", lang.pick("sans", "less"), bid.lot_number(l));
            Column::number(&format!("stranded_{}", bid.lots[l].id), &heading, 11)
        }));
        let stranded = columns.len() - bid.lots.len()..columns.len();
        let breaks = Column::text("breaks", lang.pick("Enfreint", "Breaks"), 24);
        let any = self.shown().any(|set| !set.broken.is_empty());
        columns.push(Column { only_data: !any, ..breaks });
        let row = |set: &LotSet<Exact>| {
            let total = &set.total;
            let mut cells = vec![
                self.name(&set.lots).into(),
                set.lots.iter().map(|l| bid.lots[*l].id.as_str()).join(" ").into(),
                Cell::Euros(total.net.shown()),
                Cell::Number(total.gross.shown(), 2),
                Cell::Number(total.full.shown(), 0),
                Cell::Number((total.net - total.full).shown(), 0),
                Cell::share(total.margin()),
            ];
            // A lot has nothing to pool with itself.
            if set.lots.len() > 1 {
                cells.extend([
                    Cell::Number(set.saved().shown(), 0),
                    Cell::Percent(share(set.saved(), set.alone.full)),
                    Cell::Number(set.saved_price().shown(), 2),
                ]);
            } else {
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            }
            cells.extend(lots.clone().map(|l| {
                let loss = set.losses.iter().find(|loss| loss.lot == l);
                loss.map_or(Cell::Empty, |loss| Cell::Number(loss.stranded().shown(), 0))
            }));
            let broken = set.broken.iter().map(|broken| self.broken_id(*broken)).join(", ");
            cells.push(if broken.is_empty() { Cell::Empty } else { broken.into() });
            Row::body(cells)
        };
        Sheet {
            name: lang.pick("Ensembles de lots", "Sets of lots").into(),
            title: vec![
                lang.pick("Chaque ensemble de lots, chiffré seul", "Every set of lots, priced on its own").into(),
                format!(
                    "{} {}{}{}",
                    lang.pick("En euros HT,", "Euros before VAT,"),
                    span(bid, lang),
                    lang.pick(" ; lots\u{a0}: ", "; lots: "),
                    self.numbers()
                ),
            ]
            .into_iter()
            .chain(self.findings())
            .collect(),
            rows: self.shown().map(row).collect(),
            notes: self.notes(),
            heat: Some(stranded),
            columns,
            frozen: 1,
            ..Sheet::default()
        }
    }

    /// One row for each lot that a set might lose: what was planned for the rest, what the rest costs.
    #[must_use]
    pub fn losses(&self) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let row = |(set, loss): (&LotSet<Exact>, &Loss<Exact>)| {
            let [planned, cost] = [loss.planned, loss.rest].map(|cost| cost.rounded(2).shown());
            let rest = set.lots.iter().copied().filter(|l| *l != loss.lot).collect_vec();
            Row::body(vec![
                self.name(&set.lots).into(),
                bid.lots[loss.lot].id.as_str().into(),
                lot_name(bid, loss.lot, lang).into(),
                self.name(&rest).into(),
                Cell::Euros(planned),
                Cell::Euros(cost),
                Cell::Euros(cost - planned),
                Cell::Percent(share(loss.stranded(), loss.planned)),
            ])
        };
        let rows = self.shown().flat_map(|set| set.losses.iter().map(move |loss| row((set, loss))));
        Sheet {
            name: lang.pick("Lots perdus", "Lots lost").into(),
            title: vec![
                lang.pick("Si un lot était perdu : ce que coûte le reste", "If a lot were lost: what the rest costs")
                    .into(),
                format!(
                    "{} {}",
                    lang.pick("Coûts complets en euros HT,", "Full costs in euros before VAT,"),
                    span(bid, lang)
                ),
            ],
            columns: vec![
                Column::text("lots", "Lots", 12),
                Column::key("lost_id"),
                Column::text("lost", lang.pick("Lot perdu", "Lot lost"), 26),
                Column::text("rest", lang.pick("Reste", "Rest"), 12),
                Column::number("planned", lang.pick("Reste prévu", "Rest planned"), 16),
                Column::number("rest_cost", lang.pick("Reste seul", "Rest alone"), 16),
                Column::number("stranded", lang.pick("Surcoût", "Extra cost"), 14),
                Column::number("stranded_share", lang.pick("Surcoût (%)", "Extra cost (%)"), 9),
            ],
            rows: rows.collect(),
            notes: self.worst_losses(),
            ..Sheet::default()
        }
    }

    /// The profiles sold by the day at different prices in different lots, line by line.
    #[must_use]
    pub fn profiles(&self) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let places = bid.contract.price_decimals;
        let mut rows = Vec::new();
        for profile in self.sold() {
            let name = bid.profiles[profile.profile].label.get(lang);
            let spread = share(profile.spread(), profile.lowest);
            let heading = format!("{name}, {}", self.spread(profile));
            rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, heading.into()]));
            rows.extend(profile.lines.iter().map(|sold| {
                let above = sold.unit_price - profile.lowest;
                Row::body(vec![
                    bid.profiles[profile.profile].id.as_str().into(),
                    bid.lots[sold.lot].id.as_str().into(),
                    lot_name(bid, sold.lot, lang).into(),
                    bid.lots[sold.lot].lines[sold.line].code.as_str().into(),
                    Cell::UnitPrice(sold.unit_price.shown(), places),
                    Cell::Number(above.shown(), places),
                    Cell::Percent(share(above, profile.lowest)),
                    Cell::UnitPrice(profile.lowest.shown(), places),
                    Cell::UnitPrice(profile.highest.shown(), places),
                    Cell::Percent(spread),
                ])
            }));
        }
        let note = lang.pick(
            "Aucun profil n’est vendu au jour à des prix différents selon les lots.",
            "No profile is sold by the day at different prices in different lots.",
        );
        Sheet {
            name: lang.pick("Prix par profil", "Prices by profile").into(),
            title: vec![
                lang.pick("Le même profil à des prix différents selon les lots", "One profile at different prices")
                    .into(),
                lang.pick(
                    "Prix unitaires du jour, en euros HT, tous les lots ensemble ; écarts au plus bas",
                    "Unit prices of a day, euros before VAT, all lots together; differences to the lowest",
                )
                .into(),
            ],
            columns: vec![
                Column::key("profile"),
                Column::key("lot_id"),
                Column::text("lot", "Lot", 60),
                Column::text("code", "Code", 10),
                Column::number("unit_price", lang.pick("Prix unitaire", "Unit price"), 14),
                Column::delta("above", lang.pick("Écart", "Above"), 10),
                Column::delta("above_share", lang.pick("Écart (%)", "Above (%)"), 9),
                Column::key("lowest"),
                Column::key("highest"),
                Column::key("spread"),
            ],
            notes: if rows.is_empty() { vec![note.to_owned()] } else { self.widest().into_iter().collect() },
            rows,
            ..Sheet::default()
        }
    }

    /// A page: what pooling saves as bars, and what each lost lot would strand as a heat map.
    #[must_use]
    pub fn page(&self) -> Page {
        let heading =
            self.lang.pick("Chaque ensemble, et ce que coûte un lot perdu", "Every set, and what a lost lot costs");
        Page::of_table(self.sets(), heading, vec![self.picture()], self.lang)
    }

    /// What pooling saves, a bar a set of several lots.
    fn picture(&self) -> Picture {
        let lang = self.lang;
        let saved = self.shown().filter(|set| set.lots.len() > 1);
        let mut groups: Vec<(String, Vec<Cell>)> =
            saved.map(|set| (self.name(&set.lots), vec![Cell::UnitPrice(set.saved().shown(), 0)])).collect();
        groups.sort_by_key(|(_, cells)| std::cmp::Reverse(cells[0].number()));
        Picture {
            title: match (groups.first(), lang) {
                (Some((name, cells)), Lang::Fr) => {
                    format!("La mise en commun économise le plus avec {name}\u{a0}: {}", whole(&cells[0], lang))
                }
                (Some((name, cells)), Lang::En) => {
                    format!("Pooling saves most with {name}: {}", whole(&cells[0], lang))
                }
                (None, _) => lang.pick("Aucun ensemble de plusieurs lots", "No set of several lots").to_owned(),
            },
            summary: lang
                .pick(
                    "Ce que chaque ensemble coûte de moins que ses lots chiffrés seuls.",
                    "What each set costs less than its lots on their own.",
                )
                .to_owned(),
            drawing: Drawing::Bars {
                series: vec![lang.pick("Gain de mise en commun", "Saved by pooling").to_owned()],
                groups,
            },
        }
    }

    /// The three of them in a workbook.
    #[must_use]
    pub fn book(&self) -> Book {
        let lang = self.lang;
        let sheets = [self.sets(), self.losses(), self.profiles()];
        Book {
            title: lang.pick("Ensembles de lots", "Sets of lots").into(),
            author: self.bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets: sheets.map(|sheet| Sheet { footer: internal_mark(lang).into(), ..sheet }).into(),
            names: Vec::new(),
        }
    }

    /// The sets to show.
    fn shown(&self) -> impl Iterator<Item = &'a LotSet<Exact>> + use<'a> {
        let only = self.only;
        self.portfolio.sets.iter().filter(move |set| only.is_none_or(|lot| set.lots.contains(&lot)))
    }

    /// The profiles to show.
    fn sold(&self) -> impl Iterator<Item = &'a ProfilePrices<Exact>> + use<'a> {
        let only = self.only;
        let sells = move |profile: &&ProfilePrices<Exact>| {
            only.is_none_or(|lot| profile.lines.iter().any(|line| line.lot == lot))
        };
        self.portfolio.profiles.iter().filter(sells)
    }

    /// `1+3+4`.
    fn name(&self, lots: &[LotId]) -> String {
        lots.iter().map(|l| self.bid.lot_number(*l)).join("+")
    }

    /// Which rules are broken, and what the words mean.
    fn notes(&self) -> Vec<String> {
        let lang = self.lang;
        let (saved, stranded) = match lang {
            Lang::Fr => (
                "Gain : coût complet des lots soumissionnés seuls moins celui de l’ensemble.",
                "Sans n : le lot n perdu, ce que le reste coûte de plus que l’ensemble ne le prévoyait pour lui.",
            ),
            Lang::En => (
                "Saved: full cost of the lots bid alone less that of the set.",
                "Less n: with lot n lost, what the rest costs beyond what the set had planned for it.",
            ),
        };
        self.rules().into_iter().chain([saved.to_owned(), stranded.to_owned()]).collect()
    }

    /// What the sets show: where pooling pays most, which loss costs most, how far prices differ.
    fn findings(&self) -> Vec<String> {
        [self.best_saving()].into_iter().chain(self.worst_losses()).chain(self.widest()).collect()
    }

    /// Which lot each number is: `1 Identité et Accès · 2 Annuaire`.
    fn numbers(&self) -> String {
        self.bid.lots.keys().map(|l| lot_name(self.bid, l, self.lang)).join(" · ")
    }

    /// The sets shown that break no rule.
    fn allowed(&self) -> impl Iterator<Item = &'a LotSet<Exact>> {
        self.shown().filter(|set| set.broken.is_empty())
    }

    fn best_saving(&self) -> String {
        let lang = self.lang;
        let best = self.allowed().filter(|set| counts(set.saved()));
        let Some(best) = greatest(best, |set| set.saved()) else {
            let words = lang.pick("Aucun ensemble ne gagne à mettre en commun.", "No set saves anything by pooling.");
            return words.to_owned();
        };
        let (lots, euros) = (self.name(&best.lots), euros(best.saved().shown(), lang));
        let part = percent(share(best.saved(), best.alone.full), lang);
        match lang {
            Lang::Fr => format!("Mettre en commun rapporte le plus à {lots} : {euros}, {part} du coût des lots seuls."),
            Lang::En => format!("Pooling saves most in {lots}: {euros}, {part} of the cost of the lots alone."),
        }
    }

    /// What losing a lot costs at most: in the whole bid, then in the set where it costs most.
    fn worst_losses(&self) -> Vec<String> {
        let lang = self.lang;
        let worst = |sets: &mut dyn Iterator<Item = &'a LotSet<Exact>>| {
            let losses = sets.flat_map(|set| set.losses.iter().map(move |loss| (set, loss)));
            greatest(losses.filter(|(_, loss)| counts(loss.stranded())), |(_, loss)| loss.stranded())
        };
        let whole = worst(&mut self.allowed().filter(|set| set.lots.len() == self.bid.lots.len()));
        let set = worst(&mut self.allowed()).filter(|set| whole.is_none_or(|whole| whole.0.lots != set.0.lots));
        let sentence = |(set, loss): (&LotSet<Exact>, &Loss<Exact>), of_all: bool| {
            let (lots, lot) = (self.name(&set.lots), lot_name(self.bid, loss.lot, lang));
            let (euros, part) =
                (euros(loss.stranded().shown(), lang), percent(share(loss.stranded(), loss.planned), lang));
            let of = match (of_all, lang) {
                (true, Lang::Fr) => "Perdre un lot de l’offre entière, au plus".to_owned(),
                (true, Lang::En) => "Losing a lot of the whole bid, at most".to_owned(),
                (false, Lang::Fr) => format!("Au pire des ensembles, {lots}"),
                (false, Lang::En) => format!("In the worst of the sets, {lots}"),
            };
            match lang {
                Lang::Fr => format!("{of} : sans {lot}, le reste coûte {euros} de plus ({part})."),
                Lang::En => format!("{of}: without {lot}, the rest costs {euros} more ({part})."),
            }
        };
        whole.map(|loss| sentence(loss, true)).into_iter().chain(set.map(|loss| sentence(loss, false))).collect()
    }

    /// Each rule broken, with who says so and by how many sets; or that nobody said a rule yet.
    fn rules(&self) -> Vec<String> {
        let Self { bid, lang, .. } = *self;
        let mut notes = Vec::new();
        if bid.exclusivity.is_empty() {
            let words = lang.pick(
                "Exclusivité entre lots : aucune règle connue, la consultation la précisera (Q1).",
                "Exclusivity between lots: no rule is known, the consultation will settle it (Q1).",
            );
            notes.push(words.to_owned());
        }
        let broken = self.shown().flat_map(|set| &set.broken).copied().counts();
        let places = bid.exclusivity.keys().map(Broken::Exclusivity);
        let pairs = bid.partners.keys().cartesian_product(bid.lots.keys());
        let partners = pairs.map(|(partner, lot)| Broken::Partner { partner, lot });
        for rule in places.chain(partners) {
            let count = broken.get(&rule).copied().unwrap_or(0);
            let words = match rule {
                Broken::Exclusivity(place) => {
                    let said = &bid.exclusivity[place].rule;
                    format!("{} {} ({})", said.id, quoted(said.label.get(lang), lang), said.source)
                }
                Broken::Partner { .. } if count == 0 => continue,
                Broken::Partner { partner, lot } => self.in_two_offers(partner, lot),
            };
            notes.push(match (lang, count) {
                (Lang::Fr, 0) => format!("Règle {words} : aucun ensemble ne l’enfreint."),
                (Lang::Fr, 1) => format!("Règle {words} : 1 ensemble l’enfreint."),
                (Lang::Fr, n) => format!("Règle {words} : {n} ensembles l’enfreignent."),
                (Lang::En, 0) => format!("Rule {words}: no set breaks it."),
                (Lang::En, 1) => format!("Rule {words}: 1 set breaks it."),
                (Lang::En, n) => format!("Rule {words}: {n} sets break it."),
            });
        }
        notes
    }

    /// `cloudia « Cloudia, co-traitant, aussi dans une autre offre du lot 3 » (Q21)`.
    fn in_two_offers(&self, partner: PartnerId, lot: LotId) -> String {
        let Self { bid, lang, .. } = *self;
        let partner = &bid.partners[partner];
        let role = role_name(partner.thing.role, lang);
        let twice = lang.pick("aussi dans une autre offre du lot", "in another offer of lot");
        let said = format!("{}, {role}, {twice} {}", partner.label.get(lang), bid.lot_number(lot));
        format!("{} {} (Q21)", partner.id, quoted(&said, lang))
    }

    /// `two-at-most`, `cloudia/ror`.
    fn broken_id(&self, broken: Broken) -> String {
        match broken {
            Broken::Exclusivity(place) => self.bid.exclusivity[place].rule.id.clone(),
            Broken::Partner { partner, lot } => {
                format!("{}/{}", self.bid.partners[partner].id, self.bid.lots[lot].id)
            }
        }
    }

    /// The profile whose prices differ most.
    fn widest(&self) -> Option<String> {
        let lang = self.lang;
        let count = self.sold().count();
        let widest = greatest(self.sold(), |profile| share(profile.spread(), profile.lowest))?;
        let name = self.bid.profiles[widest.profile].label.get(lang);
        let spread = self.spread(widest);
        Some(match (lang, count) {
            (Lang::Fr, 1) => format!("Prix différents selon le lot : un profil, {name}, {spread}."),
            (Lang::Fr, n) => format!(
                "Prix différents selon le lot : {n} profils\u{a0}; l’écart est le plus grand pour {name}, {spread}."
            ),
            (Lang::En, 1) => format!("Different prices by lot: one profile, {name}, {spread}."),
            (Lang::En, n) => format!("Different prices by lot: {n} profiles, most {name}, {spread}."),
        })
    }

    /// `de 640,00 à 700,00 (9,4 %)`.
    fn spread(&self, profile: &ProfilePrices<Exact>) -> String {
        let lang = self.lang;
        let price = |value: Exact| digits(value.shown(), self.bid.contract.price_decimals, lang);
        let (low, high) = (price(profile.lowest), price(profile.highest));
        let part = percent(share(profile.spread(), profile.lowest), lang);
        match lang {
            Lang::Fr => format!("de {low} à {high} ({part})"),
            Lang::En => format!("from {low} to {high} ({part})"),
        }
    }
}

/// An amount in a sentence.
fn whole(cell: &Cell, lang: Lang) -> String {
    euros(cell.number().unwrap_or_default(), lang)
}

/// The first of the greatest; `None` where there is none.
fn greatest<T, V: PartialOrd>(all: impl Iterator<Item = T>, value: impl Fn(&T) -> V) -> Option<T> {
    all.reduce(|best, one| if value(&one) > value(&best) { one } else { best })
}

/// Is there a cent of it? A division leaves less.
fn counts(value: Exact) -> bool {
    value.rounded(2) > Exact::ZERO
}

/// A part of a whole; 0 where there is no whole.
fn share(part: Exact, whole: Exact) -> Decimal {
    if whole.is_zero() { Decimal::ZERO } else { (part / whole).shown() }
}

/// `« words »`.
fn quoted(words: &str, lang: Lang) -> String {
    lang.pick(&format!("«\u{a0}{words}\u{a0}»"), &format!("“{words}”")).to_owned()
}
