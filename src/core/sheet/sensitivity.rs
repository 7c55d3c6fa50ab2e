//! What moves the price, the cost or another figure, and by how much (method §9, *Sensitivity*).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::assumptions::strength_name;
use super::names::Names;
use super::price::lot_name;
use super::stakes::is_share;
use super::{Book, Cell, Column, Drawing, Page, Picture, Print, Row, Sheet, cut};
use crate::diag::Sources;
use crate::graph::{FigureMove, Held, Output, PeopleMove, Sensitivity};
use crate::model::bid::{LotId, Named, ProfileId, Site, SiteId};
use crate::model::figure::{Source, Strength};
use crate::model::number::unit_words;
use crate::model::{Bid, nature_name};
use crate::unit::{Lang, Text, digits_more, euros, euros_more, money, percent};

/// By what a sensitivity is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SensitivityBy {
    /// Each figure.
    Figure,
    /// The figures of each source together.
    Source,
    /// The cost of people at each site.
    Site,
    /// The cost of people of each profile.
    Profile,
}

/// A sensitivity, to be shown.
pub struct Sensed<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// The texts that figures are written in.
    pub sources: &'a Sources,
    /// What moves it.
    pub sensitivity: &'a Sensitivity,
    /// By what it is listed.
    pub by: SensitivityBy,
    /// At most so many rows.
    pub top: Option<usize>,
    /// The reader's language.
    pub lang: Lang,
}

/// How many rows people are shown first.
const MOST: usize = 30;

/// Figures that move together, with what a hundred per cent of them would move.
struct Group {
    name: String,
    strength: Option<Strength>,
    count: usize,
    moves: Decimal,
}

impl Sensed<'_> {
    /// The table.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        self.first(self.top.unwrap_or(usize::MAX))
    }

    /// The table of the first figures.
    fn first(&self, top: usize) -> Sheet {
        let lang = self.lang;
        let (columns, mut rows) = match self.by {
            SensitivityBy::Figure => self.figures(top),
            _ => self.groups(),
        };
        let all = rows.len();
        rows.truncate(top);
        let mut notes = vec![
            lang.pick(
                "Effet : ce que déplace une hausse de 1 % du chiffre, le reste étant inchangé.",
                "Effect: what a rise of the figure by 1% moves, everything else unchanged.",
            )
            .to_owned(),
        ];
        // The slope is of one figure: nobody is taken from the other sites.
        let is_share = |moved: &FigureMove| self.bid.figure(moved.fig).path.starts_with("mixes.");
        if self.by == SensitivityBy::Figure && self.sensitivity.figures.iter().take(rows.len()).any(is_share) {
            notes.push(
                lang.pick(
                    "Part d’un mix : le site fait 1 % de plus, les autres sites autant qu’avant.",
                    "Share of a mix: the site does 1% more, the other sites as much as before.",
                )
                .to_owned(),
            );
        }
        notes.extend(self.support());
        notes.extend(cut(rows.len(), all, lang));
        Sheet {
            name: lang.pick("Sensibilité", "Sensitivity").into(),
            title: self.title(),
            columns,
            rows,
            notes,
            frozen: 1,
            ..Sheet::default()
        }
    }

    /// The workbook: what weighs most on a page, and all of it to filter.
    #[must_use]
    pub fn book(&self) -> Book {
        let (lang, all) = (self.lang, self.sheet().without_places());
        let title = lang.pick("Sensibilité", "Sensitivity");
        if all.rows.len() <= MOST {
            return Book::internal(title, self.bid, [all], lang);
        }
        let first =
            Sheet { name: lang.pick("Essentiel", "What weighs most").into(), ..self.first(MOST).without_places() };
        let all = Sheet { print: Print::Nothing, filtered: true, ..all };
        Book::internal(title, self.bid, [first, all], lang)
    }

    /// The page: bars, and the table.
    #[must_use]
    pub fn page(&self) -> Page {
        let lang = self.lang;
        let sheet = self.first(self.top.unwrap_or(MOST)).without_places();
        let moves = sheet.columns.iter().position(|column| column.key == "moves").map_or(0, |moves| moves + 1);
        let name = sheet.columns.iter().position(|column| !column.only_data).unwrap_or_default();
        let bars = |row: &Row| match row.cells.get(name) {
            Some(Cell::Text(name)) => Some((name.clone(), vec![row.cells.get(moves)?.clone()])),
            _ => None,
        };
        let heading = lang.pick("Ce qui pèse le plus", "What weighs most");
        let effect = lang.pick("Effet d’une hausse de 1 %", "Effect of a rise of 1%");
        let bars: Vec<_> = sheet.rows.iter().take(12).filter_map(bars).collect();
        let title = match (bars.first(), lang) {
            (Some((name, effect)), Lang::Fr) => {
                format!("«\u{a0}{name}\u{a0}» pèse le plus\u{a0}: {} pour 1\u{a0}% de plus", self.effect(effect))
            }
            (Some((name, effect)), Lang::En) => {
                format!("“{name}” weighs most: {} for 1% more", self.effect(effect))
            }
            (None, _) => effect.to_owned(),
        };
        let picture = Picture {
            title,
            summary: sheet.notes.first().cloned().unwrap_or_default(),
            drawing: Drawing::Bars { series: vec![format!("{effect}{}", self.unit_of_effects())], groups: bars },
        };
        Page::of_table(sheet, heading, vec![picture], lang)
    }

    fn title(&self) -> Vec<String> {
        let (lang, bid, value) = (self.lang, self.bid, self.sensitivity.value.shown());
        let of = |lot: Option<LotId>| match lot {
            Some(lot) => format!("lot {}", lot_name(bid, lot, lang)),
            None => lang.pick("tous les lots", "all lots").to_owned(),
        };
        let (what, shown) = match self.sensitivity.output {
            Output::Price(lot) => (format!("{}, {}", lang.pick("prix HT", "net price"), of(lot)), euros(value, lang)),
            Output::Cost(lot) => {
                (format!("{}, {}", lang.pick("coût complet", "full cost"), of(lot)), euros(value, lang))
            }
            Output::Margin(lot) => (format!("{}, {}", lang.pick("marge", "margin"), of(lot)), percent(value, lang)),
            Output::Nature(lot, nature) => {
                let what = lang.pick("prix de vente HT", "net selling price");
                (format!("{what}, {}, {}", nature_name(nature, lang), of(Some(lot))), euros(value, lang))
            }
            Output::Line(lot, line) => {
                let what = lang.pick("prix unitaire HT", "net unit price");
                (format!("{what}, {}, {}", bid.lots[lot].lines[line].code, of(Some(lot))), money(value, lang))
            }
        };
        let before = lang.pick("avant arrondi", "before rounding");
        vec![format!("{}{}{what}", lang.pick("Sensibilité", "Sensitivity"), lang.colon()), format!("{shown} {before}")]
    }

    fn amount(&self, value: Decimal) -> Cell {
        match self.sensitivity.output {
            Output::Price(_) | Output::Cost(_) | Output::Nature(..) => Cell::Euros(value),
            Output::Line(..) => Cell::Money(value),
            Output::Margin(_) => Cell::Number(value * Decimal::ONE_HUNDRED, 4),
        }
    }

    /// The unit of amounts, for the headings of columns whose cells do not show it.
    fn unit(&self) -> &'static str {
        match self.sensitivity.output {
            Output::Line(..) => "",
            Output::Price(_) | Output::Cost(_) | Output::Nature(..) => " (€)",
            Output::Margin(_) => " (points)",
        }
    }

    /// The same where effects are shown.
    fn unit_of_effects(&self) -> &'static str {
        match self.sensitivity.output {
            Output::Margin(_) => " (points)",
            _ => " (€)",
        }
    }

    /// An effect in a sentence: `−228 060 €`, `+0,1234 point`.
    fn effect(&self, cells: &[Cell]) -> String {
        let (value, lang) = (cells.first().and_then(Cell::number).unwrap_or_default(), self.lang);
        match self.sensitivity.output {
            Output::Margin(_) => format!("{} {}", digits_more(value, 4, lang), lang.pick("point", "of a point")),
            Output::Line(..) => money(value, lang),
            _ => euros_more(value, lang),
        }
    }

    /// The columns of what figures move: for data all of their value times the slope, for people the effect of a rise by 1 %.
    fn moves(&self) -> [Column; 3] {
        let lang = self.lang;
        let data = |column: Column| Column { only_data: true, ..column };
        let effect = format!("{}{}", lang.pick("Effet de +1 %", "Effect of +1%"), self.unit_of_effects());
        [
            data(Column::delta("moves", "", 18)),
            Column { numeric: true, signed: true, ..Column::drawn(&effect, 15) },
            data(Column::delta("share", "", 12)),
        ]
    }

    /// Their cells.
    fn moved(&self, moves: Decimal) -> [Cell; 3] {
        let effect = moves / Decimal::ONE_HUNDRED;
        let shown = match self.sensitivity.output {
            Output::Margin(_) => Cell::Number(effect * Decimal::ONE_HUNDRED, 4),
            Output::Line(..) => Cell::Number(effect, 2),
            _ => Cell::More(effect),
        };
        [self.amount(moves), shown, self.share(moves)]
    }

    /// What is moved, as a share of the output; a margin is a share already.
    fn share(&self, moves: Decimal) -> Cell {
        match self.sensitivity.output {
            Output::Margin(_) => Cell::Empty,
            _ => moves.checked_div(self.sensitivity.value.shown()).map_or(Cell::Empty, Cell::Percent),
        }
    }

    fn figures(&self, top: usize) -> (Vec<Column>, Vec<Row>) {
        let lang = self.lang;
        let rows = self.sensitivity.figures.iter().map(|moved| self.figure(moved)).collect();
        let unit = self.unit();
        let shown = || self.sensitivity.figures.iter().take(top);
        let is_held = shown().any(|moved| !moved.held.is_empty());
        let has_swing = shown().any(|moved| moved.swing.is_some());
        let data = |column: Column| Column { only_data: true, ..column };
        let swing = |key: &str, title: &str| Column {
            only_data: !has_swing,
            ..Column::number(key, &format!("{title}{unit}"), 15)
        };
        // What it is of a figure at the ends of its range: the price, the cost, the margin.
        let of = match self.sensitivity.output {
            Output::Price(_) | Output::Line(..) => lang.pick("Prix", "Price"),
            Output::Margin(_) => lang.pick("Marge", "Margin"),
            Output::Cost(_) | Output::Nature(..) => lang.pick("Coût", "Cost"),
        };
        let at = |fr: &str, en: &str| format!("{of} {}", lang.pick(fr, en));
        let mut columns = vec![
            Column::key("path"),
            Column::drawn(lang.pick("Chiffre", "Figure"), 64),
            Column::number("value", lang.pick("Valeur", "Value"), 12),
            data(Column::text("unit", lang.pick("Unité", "Unit"), 14)),
            data(Column::number("slope", lang.pick("Pente", "Slope"), 16)),
        ];
        columns.extend(self.moves());
        columns.extend([
            data(Column::number("low", lang.pick("Bas", "Low"), 10)),
            data(Column::number("high", lang.pick("Haut", "High"), 10)),
            swing("at_low", &at("au bas", "at low")),
            swing("at_high", &at("au haut", "at high")),
            data(Column::text("strength", lang.pick("Appui", "Rests on"), 15)),
            Column::text("source", "Source", 14),
            Column { only_data: !is_held, ..Column::text("held", lang.pick("Sans effet", "Without effect"), 22) }
                .if_wide(),
            Column::key("place"),
        ]);
        (columns, rows)
    }

    fn figure(&self, moved: &FigureMove) -> Row {
        let lang = self.lang;
        let figure = self.bid.figure(moved.fig);
        let end =
            |get: fn((Decimal, Decimal)) -> Decimal| figure.range.map_or(Cell::Empty, |range| Cell::exact(get(range)));
        let swing = moved.swing.map_or([None, None], |swing| [swing.low, swing.high]);
        let [at_low, at_high] = swing.map(|value| value.map_or(Cell::Empty, |value| self.amount(value.shown())));
        let slope = moved.slope.round_sf(9).unwrap_or(moved.slope);
        let held: Vec<String> = moved.held.iter().map(|held| self.held(*held)).collect();
        let mut cells = vec![
            figure.path.as_str().into(),
            Names { bid: self.bid, lang }.whole(&figure.path).into(),
            if is_share(figure.unit) { Cell::Rate(figure.value) } else { Cell::exact(figure.value) },
            unit_words(figure.unit).get(lang).into(),
            Cell::exact(slope),
        ];
        cells.extend(self.moved(moved.moves));
        cells.extend([
            end(|range| range.0),
            end(|range| range.1),
            at_low,
            at_high,
            strength_name(figure.source.strength(), lang).into(),
            figure.source.name(lang).into(),
            held.join(lang.pick("\u{202f}; ", "; ")).into(),
            self.sources.place(figure.at).into(),
        ]);
        Row::body(cells)
    }

    fn held(&self, held: Held) -> String {
        let pool = self.bid.pools[held.pool].label.get(self.lang);
        let (months, all) = (held.months, self.bid.contract.months);
        match (held.at_minimum, self.lang) {
            (true, Lang::Fr) => format!("pool «\u{a0}{pool}\u{a0}» à son minimum, {months} mois sur {all}"),
            (true, Lang::En) => format!("pool “{pool}” at its minimum, {months} of {all} months"),
            (false, Lang::Fr) => format!("pool «\u{a0}{pool}\u{a0}» au-dessus de son minimum, {months} mois sur {all}"),
            (false, Lang::En) => format!("pool “{pool}” above its minimum, {months} of {all} months"),
        }
    }

    fn groups(&self) -> (Vec<Column>, Vec<Row>) {
        let lang = self.lang;
        let (bid, by_source) = (self.bid, self.by == SensitivityBy::Source);
        let mut groups: Vec<Group> = if by_source {
            let mut sums: BTreeMap<&Source, (usize, Decimal)> = BTreeMap::new();
            for moved in &self.sensitivity.figures {
                let (count, sum) = sums.entry(&bid.figure(moved.fig).source).or_default();
                (*count, *sum) = (*count + 1, *sum + moved.moves);
            }
            let group = |(source, (count, moves)): (&Source, (usize, Decimal))| Group {
                name: source.name(lang),
                strength: Some(source.strength()),
                count,
                moves,
            };
            sums.into_iter().map(group).collect()
        } else {
            let group = |label: &Text, keep: &dyn Fn(&PeopleMove) -> bool| {
                let of = self.sensitivity.people.iter().filter(|people| keep(people));
                let (count, moves) =
                    of.fold((0, Decimal::ZERO), |(count, sum), people| (count + 1, sum + people.moves));
                Group { name: label.get(lang).to_owned(), strength: None, count, moves }
            };
            let of_site = |(s, site): (SiteId, &Site)| group(&site.label, &|people| people.site == s);
            let of_profile =
                |(p, profile): (ProfileId, &Named<()>)| group(&profile.label, &|people| people.profile == p);
            let groups: Vec<Group> = match self.by {
                SensitivityBy::Site => bid.sites.iter_enumerated().map(of_site).collect(),
                _ => bid.profiles.iter_enumerated().map(of_profile).collect(),
            };
            groups.into_iter().filter(|group| group.count > 0).collect()
        };
        groups.sort_by_key(|group| std::cmp::Reverse(group.moves.abs()));
        let rows = groups.into_iter().map(|group| {
            let mut cells = vec![Cell::from(group.name)];
            if let Some(strength) = group.strength {
                cells.extend([strength_name(strength, lang).into(), Cell::Number(group.count.into(), 0)]);
            }
            cells.extend(self.moved(group.moves));
            Row::body(cells)
        });
        let rows = rows.collect();
        let mut columns = vec![match self.by {
            SensitivityBy::Source => Column::text("source", "Source", 40),
            SensitivityBy::Site => {
                Column::text("site", lang.pick("Coût des personnes du site", "Cost of the site’s people"), 40)
            }
            _ => Column::text("profile", lang.pick("Coût des personnes du profil", "Cost of the profile’s people"), 40),
        }];
        if by_source {
            columns.push(Column::text("strength", lang.pick("Appui", "Rests on"), 16));
            columns.push(Column::number("figures", lang.pick("Chiffres", "Figures"), 10));
        }
        columns.extend(self.moves());
        (columns, rows)
    }

    /// What the buyer's word, documents, rate cards and assumptions each move.
    fn support(&self) -> Option<String> {
        let lang = self.lang;
        let of = |strength: Strength| -> Decimal {
            let figures = self.sensitivity.figures.iter();
            let figures = figures.filter(|moved| self.bid.figure(moved.fig).source.strength() == strength);
            figures.map(|moved| moved.moves.abs()).sum()
        };
        let by = [Strength::Buyer, Strength::Document, Strength::RateCard, Strength::Assumption].map(of);
        let total: Decimal = by.iter().sum();
        let shares = by.map(|moves| moves.checked_div(total).map(|share| percent(share, lang)));
        let [Some(buyer), Some(document), Some(card), Some(assumption)] = shares else { return None };
        Some(match lang {
            Lang::Fr => format!(
                "Part des effets : {buyer} dus à ce que l’acheteur a dit, {document} à des documents, {card} à des grilles de coûts, {assumption} à nos hypothèses."
            ),
            Lang::En => format!(
                "Share of the effects: {buyer} from what the buyer said, {document} from documents, {card} from rate cards, {assumption} from our assumptions."
            ),
        })
    }
}
