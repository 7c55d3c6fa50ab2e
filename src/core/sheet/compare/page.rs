//! The page of a comparison, for a committee: the headline, prices and margins, what explains the differences,
//! people, lots and their sets, what each scenario changes and where that comes from.

use super::super::price::span;
use super::super::{Cell, Drawing, Page, Picture, Row, Section, Sheet, Style, internal_mark, scenarios};
use super::{Headline, Width, book, bridges, compare, headline, listed};
use crate::diag::Sources;
use crate::engine::Portfolio;
use crate::scenario::{Bridge, Comparison, Driver, Figures, Outcome};
use crate::sheet::LotSets;
use crate::unit::{self, Exact, Lang, euros_more, percent_more};

/// The page of a comparison. `portfolio` is the sets of the first scenario's lots, where they are wanted.
#[must_use]
pub fn compare_page(
    comparison: &Comparison, lot: Option<&str>, portfolio: Option<&Portfolio<Exact>>, sources: &Sources, lang: Lang,
) -> Page {
    let maker = Maker { comparison, lot, lang };
    // How nearshore is counted is said beside its figures, not among what to take away.
    let Headline { sentences, counted } = headline(comparison, &super::shown(comparison, lot), lot, lang);
    let mut sections = vec![maker.prices(), maker.bridges(), maker.people(), maker.nearshore(counted), maker.lots()];
    if let (Some(first), Some(portfolio)) = (comparison.outcomes.first(), portfolio) {
        let sets = LotSets { bid: &first.bid, portfolio, only: None, lang };
        sections.push(Section {
            heading: lang.pick("Lots ensemble ou seuls", "Lots together or alone").into(),
            text: vec![
                lang.pick(
                    "Chaque ensemble de lots de l’offre de référence, chiffré seul : ce que la mise en commun économise, et ce que coûterait de perdre un lot.",
                    "Every set of the first scenario’s lots, priced on its own: what pooling saves, and what losing a lot would strand.",
                )
                .into(),
            ],
            tables: vec![sets.sets(), sets.losses()],
            ..Section::default()
        });
    }
    sections.push(maker.changes(sources));
    Page {
        lang,
        title: lang.pick("Scénarios comparés", "Scenarios compared").into(),
        subtitle: maker.subtitle(),
        front: None,
        headline: sentences,
        key_figures: maker.key_figures(),
        sections: sections.into_iter().filter(|section| section.heading != String::new()).collect(),
        footer: internal_mark(lang).into(),
    }
}

/// What a page is made of.
pub(super) struct Maker<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) lot: Option<&'a str>,
    pub(super) lang: Lang,
}

impl<'a> Maker<'a> {
    /// The scenarios that have the lot, each with what it comes to.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&'a Outcome, Figures)> + '_ {
        self.comparison.outcomes.iter().filter_map(|outcome| Some((outcome, outcome.figures(self.lot)?)))
    }

    pub(super) fn name(&self, outcome: &Outcome) -> String {
        outcome.label.get(self.lang).to_owned()
    }

    pub(super) fn pick(&self, fr: &str, en: &str) -> String {
        self.lang.pick(fr, en).to_owned()
    }

    fn subtitle(&self) -> Vec<String> {
        let Some(first) = self.comparison.outcomes.first() else { return Vec::new() };
        let bid = &first.bid;
        let lots = match self.lot.and_then(|id| bid.lot(id)) {
            Some(l) => format!("Lot {}", super::super::price::lot_name(bid, l, self.lang)),
            None => format!("{} lots", bid.lots.len()),
        };
        vec![
            bid.contract.title.get(self.lang).to_owned(),
            format!("{}, {lots}, {}", bid.contract.buyer.get(self.lang), span(bid, self.lang)),
            internal_mark(self.lang).to_owned(),
        ]
    }

    /// The first scenario's price and margin, the most saved, the most nearshore.
    fn key_figures(&self) -> Vec<(String, Cell)> {
        let Some((first, figures)) = self.shown().next() else { return Vec::new() };
        let mut key = vec![
            (
                format!("{}{}{}", self.name(first), self.lang.colon(), self.lang.pick("prix HT", "net price")),
                euros(figures.net),
            ),
            (self.pick("Marge", "Margin"), Cell::share(figures.margin_share())),
        ];
        let others = || self.shown().skip(1).filter(|(outcome, _)| outcome.is_alike(first, self.lot));
        if let Some((outcome, most)) = others().max_by_key(|(_, figures)| figures.obtained.shown()) {
            let delta = most.net - figures.net;
            key.push((
                format!("{}{}{}", self.name(outcome), self.lang.colon(), self.lang.pick("écart", "difference")),
                Cell::More(delta.shown()),
            ));
            let obtained = self.lang.pick("nearshore obtenu", "nearshore obtained");
            key.push((
                format!("{}{}{obtained}", self.name(outcome), self.lang.colon()),
                Cell::Percent(most.obtained.shown()),
            ));
        }
        key
    }

    fn prices(&self) -> Section {
        let (low, high) = ends(self.shown().map(|(outcome, figures)| (self.name(outcome), figures.net)));
        Section {
            heading: self.pick("Prix et marge", "Price and margin"),
            pictures: vec![Picture {
                title: self.pick("Prix HT par scénario", "Net price by scenario"),
                summary: self.ranging(&low, &high),
                drawing: Drawing::Bars {
                    series: vec![self.pick("Prix HT", "Net price"), self.pick("Coût complet", "Full cost")],
                    groups: self
                        .shown()
                        .map(|(outcome, figures)| (self.name(outcome), vec![euros(figures.net), euros(figures.full)]))
                        .collect(),
                },
            }],
            tables: vec![self.table()],
            ..Section::default()
        }
    }

    /// The table of a terminal, with whole words for headings.
    fn table(&self) -> Sheet {
        let mut sheet = Sheet { notes: Vec::new(), ..compare(self.comparison, self.lot, Width::Narrow, self.lang) };
        for column in &mut sheet.columns {
            let (fr, en) = match column.key.as_str() {
                "delta_share" => ("Écart (%)", "Delta (%)"),
                "full_cost" => ("Coût complet", "Full cost"),
                "margin" => ("Marge (%)", "Margin (%)"),
                "away_asked" => ("Nearshore demandé", "Away, asked"),
                "away_obtained" => ("Nearshore obtenu", "Away, obtained"),
                _ => continue,
            };
            column.title = self.pick(fr, en);
        }
        sheet
    }

    /// `De X (a) à Y (b).`
    fn ranging(&self, low: &(String, Exact), high: &(String, Exact)) -> String {
        let words = |value: Exact| unit::euros(value.shown(), self.lang);
        let (from, to) = (self.lang.pick("De", "From"), self.lang.pick("à", "to"));
        format!("{from} {} ({}) {to} {} ({}).", low.0, words(low.1), high.0, words(high.1))
    }

    /// Bridges of all, and the causes of those that most is to be learnt from.
    fn bridges(&self) -> Section {
        let mut table = bridges(self.comparison, self.lot, self.lang);
        // A page has room for whole words.
        for column in &mut table.columns {
            let driver = Driver::ALL.into_iter().find(|driver| driver.id() == column.key);
            column.title = driver.map_or(std::mem::take(&mut column.title), |driver| driver.name(self.lang).to_owned());
        }
        if table.rows.is_empty() {
            return Section::default();
        }
        let Some(first) = self.comparison.outcomes.first() else { return Section::default() };
        let drawn: Vec<(&Outcome, &Bridge)> =
            self.comparison.outcomes.iter().skip(1).zip(&self.comparison.bridges).collect();
        let drawn_ids = self.drawn_ids();
        let chosen = drawn.into_iter().filter(|(outcome, _)| drawn_ids.contains(&outcome.id.as_str()));
        Section {
            heading: self.pick("Ce qui explique les écarts", "What explains the differences"),
            text: vec![self.pick(
                "La part d’une cause est sa valeur de Shapley : la moyenne sur tous les ordres où les causes pourraient changer. Les parts font l’écart au centime.",
                "A driver’s part is its Shapley value: the average over all orders in which the drivers could change. The parts make the difference to the cent.",
            )],
            pictures: chosen.filter_map(|(outcome, bridge)| self.causes(first, outcome, bridge)).collect(),
            tables: vec![table],
        }
    }

    /// The scenarios whose causes are drawn: all of a few; of many, the cheapest, the most nearshore, the
    /// dearest and the one moved by most drivers.
    fn drawn_ids(&self) -> Vec<&'a str> {
        const FEW: usize = 4;
        let Some(first) = self.comparison.outcomes.first() else { return Vec::new() };
        let others: Vec<(&Outcome, Figures)> = self.shown().skip(1).collect();
        if others.len() <= FEW {
            return others.iter().map(|(outcome, _)| outcome.id.as_str()).collect();
        }
        let alike = || others.iter().filter(|(outcome, _)| outcome.is_alike(first, self.lot));
        let moved = self.comparison.outcomes.iter().skip(1).zip(&self.comparison.bridges).max_by_key(|(_, bridge)| {
            let sides = bridge.of(self.lot);
            sides.map_or(0, |sides| sides.price.parts.iter().filter(|part| !part.is_zero()).count())
        });
        let picks = [
            alike().max_by_key(|(_, figures)| figures.obtained.shown()).map(|one| one.0),
            alike().min_by_key(|(_, figures)| figures.net.shown()).map(|one| one.0),
            alike().max_by_key(|(_, figures)| figures.net.shown()).map(|one| one.0),
            moved.map(|(outcome, _)| outcome),
        ];
        picks.into_iter().flatten().map(|outcome| outcome.id.as_str()).collect()
    }

    fn causes(&self, from: &Outcome, to: &Outcome, bridge: &Bridge) -> Option<Picture> {
        let steps = &self.comparison.explained(bridge.of(self.lot)?);
        let moving = Driver::ALL.into_iter().filter(|driver| !steps.parts[*driver as usize].is_zero());
        let parts: Vec<(String, Cell)> = moving
            .map(|driver| (driver.name(self.lang).to_owned(), Cell::More(steps.parts[driver as usize])))
            .collect();
        // Of one cause the table says all.
        if parts.len() < 2 {
            return None;
        }
        let delta = steps.after - steps.before;
        let share = delta.checked_div(steps.before).map(|share| format!(" ({})", percent_more(share, self.lang)));
        let (names, share) = (format!("{} → {}", self.name(from), self.name(to)), share.unwrap_or_default());
        let count = parts.len();
        let all = [(self.pick("Écart", "Difference"), Cell::More(delta))];
        let bar = |(name, cell): (String, Cell)| (name, vec![cell]);
        Some(Picture {
            title: format!("{names}{}{}{share}", self.lang.colon(), euros_more(delta, self.lang)),
            summary: match self.lang {
                Lang::Fr => format!("{count} causes, de la première à l’écart qu’elles font ensemble."),
                Lang::En => format!("{count} drivers, and the difference that they make together."),
            },
            drawing: Drawing::Bars {
                series: vec![match self.comparison.held {
                    None => self.pick("Écart de prix", "Difference of price"),
                    Some(_) => self.pick("Écart de marge", "Difference of margin"),
                }],
                groups: parts.into_iter().chain(all).map(bar).collect(),
            },
        })
    }

    /// The share obtained against price and margin, of scenarios with the lots of the first.
    fn nearshore(&self, counted: Option<String>) -> Section {
        let Some(first) = self.comparison.outcomes.first() else { return Section::default() };
        let alike: Vec<(&Outcome, Figures)> =
            self.shown().filter(|(outcome, _)| outcome.is_alike(first, self.lot)).collect();
        let points = |get: &dyn Fn(&Figures) -> Cell| {
            let point = |(outcome, figures): &(&Outcome, Figures)| {
                (self.name(outcome), [Cell::Percent(figures.obtained.shown()), get(figures)])
            };
            alike.iter().map(point).collect()
        };
        let across = self.pick("Part obtenue hors de France", "Share obtained away from France");
        let (low, high) = ends(alike.iter().map(|(outcome, figures)| (self.name(outcome), figures.net)));
        Section {
            heading: self.pick("Le nearshore, ce qu’il vaut", "Nearshore, what it is worth"),
            text: counted.into_iter().collect(),
            pictures: vec![
                Picture {
                    title: self.pick("Part nearshore et prix", "Nearshore share and price"),
                    summary: self.ranging(&low, &high),
                    drawing: Drawing::Scatter {
                        axes: [across.clone(), self.pick("Prix HT", "Net price")],
                        points: points(&|figures| euros(figures.net)),
                    },
                },
                Picture {
                    title: self.pick("Part nearshore et marge", "Nearshore share and margin"),
                    summary: self.pick(
                        "À politique de marge constante, la marge ne bouge qu’avec le poids des natures.",
                        "With the same policy, the margin moves only with the weights of the natures.",
                    ),
                    drawing: Drawing::Scatter {
                        axes: [across, self.pick("Marge", "Margin")],
                        points: points(&|figures| Cell::share(figures.margin_share())),
                    },
                },
            ],
            ..Section::default()
        }
    }

    fn lots(&self) -> Section {
        let table = book::lots(self.comparison, self.lot, self.lang);
        // A page has no room for every column: the workbook has them all.
        let kept = [
            "label",
            "net",
            "delta",
            "delta_share",
            "full_cost",
            "margin",
            "average_fte",
            "away_asked",
            "away_obtained",
            "daily_rate",
        ];
        let places: Vec<usize> =
            (0..table.columns.len()).filter(|c| kept.contains(&table.columns[*c].key.as_str())).collect();
        let cell = |row: &Row, place: &usize| row.cells.get(*place).cloned().unwrap_or(Cell::Empty);
        let rows = table.rows.iter().map(|row| match row.style {
            Style::Section => row.clone(),
            _ => Row::of(row.style, places.iter().map(|place| cell(row, place)).collect()),
        });
        let sheet = Sheet {
            rows: rows.collect(),
            columns: places.iter().map(|place| table.columns[*place].clone()).collect(),
            ..table.clone()
        };
        Section { heading: self.pick("Lot par lot", "Lot by lot"), tables: vec![sheet], ..Section::default() }
    }

    fn changes(&self, sources: &Sources) -> Section {
        let listed = listed(self.comparison);
        if listed.is_empty() {
            return Section::default();
        }
        let why = |(_, label, why, _): &(&str, &crate::unit::Text, &crate::unit::Text, Vec<_>)| {
            format!("{}{}{}", label.get(self.lang), self.lang.colon(), why.get(self.lang))
        };
        Section {
            heading: self.pick("Ce que chaque scénario change", "What each scenario changes"),
            text: listed.iter().map(why).collect(),
            tables: vec![scenarios(&listed, sources, super::listing(self.comparison, self.lang))],
            ..Section::default()
        }
    }
}

/// The least and the greatest of named amounts.
fn ends(all: impl Iterator<Item = (String, Exact)>) -> ((String, Exact), (String, Exact)) {
    let all: Vec<(String, Exact)> = all.collect();
    let nothing = || (String::new(), Exact::default());
    let low = all.iter().min_by_key(|one| one.1.shown()).cloned().unwrap_or_else(nothing);
    let high = all.iter().max_by_key(|one| one.1.shown()).cloned().unwrap_or_else(nothing);
    (low, high)
}

/// Euros.
fn euros(value: Exact) -> Cell {
    Cell::Euros(value.shown())
}
