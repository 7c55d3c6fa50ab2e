//! The input sheets: each figure of the bid in a cell of its own, with its path and its source.

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::super::names::{Names, group};
use super::super::stakes::is_share;
use super::super::{Cell, Column, Row, Seen, Sheet, Style};
use crate::model::Bid;
use crate::model::figure::{Fig, Figure};
use crate::unit::Lang;

/// The column of a figure's value.
const VALUE: usize = 1;
/// The column of its path.
const PATH: usize = 8;
/// What heads the columns of values, of the model's figures and of paths, in either language.
const HEADINGS: [(&str, &str); 3] = [("Valeur", "Value"), ("Au modèle", "In the model"), ("Chemin", "Path")];

/// The headings of the columns of values, of the model's figures and of paths.
#[must_use]
pub fn input_headings(lang: Lang) -> [&'static str; 3] {
    HEADINGS.map(|(fr, en)| lang.pick(fr, en))
}

/// The names of the sheets to type in.
#[must_use]
pub fn input_sheets(lang: Lang) -> [&'static str; 9] {
    use Room::{Cards, Contract, Dqe, Effort, Mixes, Platform, Policy, Pools, Sites};
    [Contract, Sites, Cards, Mixes, Pools, Effort, Platform, Policy, Dqe].map(|room| room.name(lang))
}

/// Where each figure of the bid is typed.
#[derive(Default)]
pub struct Figures {
    sheets: Vec<Sheet>,
    /// By figure: its sheet and its row in it.
    places: Vec<(usize, usize)>,
    references: Vec<String>,
    used: Vec<std::cell::Cell<bool>>,
}

/// The input sheets in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Room {
    Contract,
    Sites,
    Cards,
    Mixes,
    Pools,
    Effort,
    Platform,
    Policy,
    Dqe,
}

impl Room {
    fn of(path: &str) -> Self {
        let mut steps = path.split('.');
        match (steps.next().unwrap_or_default(), steps.nth(1).unwrap_or_default()) {
            ("sites", _) => Self::Sites,
            ("rates", _) => Self::Cards,
            ("mixes", _) => Self::Mixes,
            ("pools", _) => Self::Pools,
            ("policy", _) | ("lots", "margin" | "provision" | "gain") => Self::Policy,
            ("dqe", _) => Self::Dqe,
            ("lots", "platform" | "one_offs") => Self::Platform,
            ("lots", "teams" | "volumes" | "applications") => Self::Effort,
            _ => Self::Contract,
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Contract => lang.pick("Saisie contrat", "In contract"),
            Self::Sites => lang.pick("Saisie sites", "In sites"),
            Self::Cards => lang.pick("Saisie grilles", "In rate cards"),
            Self::Mixes => lang.pick("Saisie mix", "In mixes"),
            Self::Pools => lang.pick("Saisie pools", "In pools"),
            Self::Effort => lang.pick("Saisie charge", "In effort"),
            Self::Platform => lang.pick("Saisie plateforme", "In platform"),
            Self::Policy => lang.pick("Saisie politique", "In policy"),
            Self::Dqe => lang.pick("Saisie DQE", "In DQE"),
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Contract => lang.pick("Contrat : TVA, révision, devises", "Contract: VAT, revision, currencies"),
            Self::Sites => lang.pick(
                "Sites : absences, productivité, coordination, dérive",
                "Sites: absence, productivity, coordination, drift",
            ),
            Self::Cards => lang.pick(
                "Grilles : coût d’un jour de chaque profil, en monnaie de la grille",
                "Rate cards: cost of a day of each profile, in the card’s currency",
            ),
            Self::Mixes => lang.pick(
                "Mix : parts du travail par site, 100 % en tout",
                "Mixes: shares of the work by site, 100% in all",
            ),
            Self::Pools => lang.pick(
                "Pools : minimum en ETP, parts des profils, 100 % en tout",
                "Pools: minimum in FTE, shares of profiles, 100% in all",
            ),
            Self::Effort => lang.pick(
                "Charge : ETP des postes, volumes, jours par unité, applications",
                "Effort: FTE of positions, volumes, days for a unit, applications",
            ),
            Self::Platform => lang.pick("Plateforme et coûts ponctuels", "Platform and one-off costs"),
            Self::Policy => lang.pick(
                "Politique : frais, provision, marge sur le prix, gains annuels",
                "Policy: overheads, provision, margin on the price, yearly gains",
            ),
            Self::Dqe => lang.pick("DQE : quantités, poids, prix imposés", "DQE: quantities, weights, given prices"),
        }
    }
}

impl Figures {
    /// Lays out every figure of the bid.
    pub fn new(bid: &Bid, lang: Lang) -> Self {
        let mut groups: IndexMap<(Room, String), Vec<usize>> = IndexMap::new();
        for (place, figure) in bid.figures.iter().enumerate() {
            let group = group(&figure.path);
            groups.entry((Room::of(&figure.path), group)).or_default().push(place);
        }
        groups.sort_by_cached_key(|(room, group), _| (*room, lot_order(bid, group)));
        let names = Names { bid, lang };
        let mut figures = Self {
            sheets: Vec::new(),
            places: vec![(0, 0); bid.figures.len()],
            references: vec![String::new(); bid.figures.len()],
            used: vec![std::cell::Cell::new(false); bid.figures.len()],
        };
        let mut last = None;
        for ((room, group), places) in groups {
            if last != Some(room) {
                figures.sheets.push(new_sheet(room, lang));
                last = Some(room);
            }
            let number = figures.sheets.len() - 1;
            let Some(sheet) = figures.sheets.last_mut() else { continue };
            sheet.rows.push(Row::of(Style::Section, vec![names.group(&group).into()]));
            for place in places {
                let row = sheet.rows.len();
                sheet.rows.push(Row::body(cells(&bid.figures[place], &names)));
                figures.places[place] = (number, row);
                figures.references[place] = sheet.reference(row, VALUE);
            }
        }
        figures
    }

    /// The cell of a figure, for a formula to refer to.
    pub fn of(&self, fig: Fig) -> &str {
        self.used[fig.index()].set(true);
        &self.references[fig.index()]
    }

    /// The figures, in the order of their rows from the first input sheet to the last.
    pub fn in_order(&self) -> impl Iterator<Item = usize> {
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|figure| self.places[*figure]);
        order.into_iter()
    }

    /// The cells of a figure's value and of its path.
    pub fn cells(&self, fig: Fig) -> [String; 2] {
        let (sheet, row) = self.places[fig.index()];
        [VALUE, PATH].map(|column| self.sheets[sheet].reference(row, column))
    }

    /// The input sheets, once all formulas are written: a figure that none refers to is no cell to fill in.
    pub fn into_sheets(mut self, lang: Lang) -> Vec<Sheet> {
        let idle = lang.pick("sans effet dans ce classeur", "no effect in this workbook");
        for ((sheet, row), used) in self.places.iter().zip(&self.used) {
            let cells = &mut self.sheets[*sheet].rows[*row].cells;
            if used.get() {
                cells[VALUE] = Cell::Input(Box::new(cells[VALUE].clone()));
            } else if let Cell::Text(note) = &mut cells[7] {
                *note = if note.is_empty() { idle.into() } else { format!("{note} ({idle})") };
            }
        }
        self.sheets
    }
}

/// Lots in the order of their numbers, everything else in that of the files.
fn lot_order(bid: &Bid, group: &str) -> usize {
    let lot = group.split('.').nth(1).and_then(|id| bid.lot(id));
    if group.starts_with("lots.") || group.starts_with("dqe.") {
        lot.map_or(usize::MAX, |l| usize::from(l) + 1)
    } else {
        0
    }
}

fn new_sheet(room: Room, lang: Lang) -> Sheet {
    let [value, model, path] = input_headings(lang);
    Sheet {
        name: room.name(lang).into(),
        title: vec![
            room.title(lang).into(),
            lang.pick(
                "Saisir dans la colonne jaune ; « chiffrage read » en fait un scénario. Parts et taux en pour cent : 15 %.",
                "Type in the yellow column; `chiffrage read` makes a scenario of it. Shares and rates in percent: 15%.",
            )
            .into(),
        ],
        columns: vec![
            Column::text("label", lang.pick("Chiffre", "Figure"), 54),
            Column::number("value", value, 13),
            Column::text("unit", lang.pick("Unité", "Unit"), 13),
            Column::number("model", model, 13),
            Column::number("low", lang.pick("Bas", "Low"), 10),
            Column::number("high", lang.pick("Haut", "High"), 10),
            Column::text("source", "Source", 18),
            Column::text("note", "Note", 44),
            Column { seen: Seen::OnScreen, ..Column::text("path", path, 58) },
        ],
        frozen: 2,
        ..Sheet::default()
    }
}

fn cells(figure: &Figure, names: &Names) -> Vec<Cell> {
    let bound = |get: fn((Decimal, Decimal)) -> Decimal| {
        figure.range.map_or(Cell::Empty, |range| of_kind(get(range), figure.unit))
    };
    vec![
        names.figure(&figure.path).into(),
        of_kind(figure.value, figure.unit),
        names.unit(figure).into(),
        of_kind(figure.value, figure.unit),
        bound(|r| r.0),
        bound(|r| r.1),
        names.source(&figure.source).into(),
        figure.note.as_deref().unwrap_or_default().into(),
        figure.path.as_str().into(),
    ]
}

/// A figure as its kind is written, with every decimal that it has: what is typed in its cell is shown so too.
fn of_kind(value: Decimal, unit: &str) -> Cell {
    let decimals = |least: u32| value.normalize().scale().max(least);
    match unit {
        unit if is_share(unit) => Cell::Rate(value),
        "money" | "FTE" | "days" | "hours" | "per head" | "count" | "EUR per unit" => {
            Cell::Carried(Box::new(Cell::Number(value, decimals(2))))
        }
        _ => Cell::Typed(value),
    }
}
