//! Where a site pays, for each profile (method §3).

use itertools::Itertools as _;

use super::{Book, Cell, Chart, Column, Drawing, Drawn, Page, Picture, Row, Sheet, Style};
use crate::engine::{BreakEven, Inputs, SiteBreakEven};
use crate::model::Bid;
use crate::model::bid::SiteId;
use crate::model::zone_name;
use crate::unit::{Exact, Lang, Number as _};

/// Where sites pay, as a picture, a page and a workbook.
#[derive(Debug, Clone)]
pub struct BreakEvens<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// Its figures.
    pub inputs: &'a Inputs<Exact>,
    /// Of each site and profile.
    pub profiles: Vec<BreakEven<Exact>>,
    /// Of each site, for the work of the bid that may move.
    pub sites: Vec<SiteBreakEven<Exact>>,
    /// The one site that is asked for.
    pub only: Option<SiteId>,
    /// The reader's language.
    pub lang: Lang,
}

/// A row of the picture: its name, the productivity from which it pays, and the two of its site.
struct Place {
    site: SiteId,
    name: String,
    pays_from: Exact,
}

impl BreakEvens<'_> {
    /// The table of profiles.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        break_even(self.bid, &self.profiles, self.lang)
    }

    /// Each site; of one site, each profile.
    fn places(&self) -> Vec<Place> {
        let (bid, lang) = (self.bid, self.lang);
        let Some(site) = self.only else {
            let place = |one: &SiteBreakEven<Exact>| Place {
                site: one.site,
                name: bid.sites[one.site].label.get(lang).to_owned(),
                pays_from: one.pays_from,
            };
            return self.sites.iter().map(place).collect();
        };
        let place = |one: &BreakEven<Exact>| Place {
            site,
            name: bid.profiles[one.profile].label.get(lang).to_owned(),
            pays_from: one.pays_from,
        };
        self.profiles.iter().filter(|one| one.site == site).map(place).collect()
    }

    fn kept(&self, site: SiteId) -> Exact {
        self.inputs[self.bid.sites[site].productivity_steady]
    }

    /// The productivity kept before the ramp, where there is one.
    fn start(&self, site: SiteId) -> Option<Exact> {
        let site = &self.bid.sites[site];
        site.ramp_months.and(site.productivity_start).map(|start| self.inputs[start])
    }

    fn series(&self) -> [String; 3] {
        let lang = self.lang;
        [
            lang.pick("Seuil : rentable au-delà", "Break-even: pays beyond").to_owned(),
            lang.pick("Productivité retenue, en régime", "Productivity kept, steady").to_owned(),
            lang.pick("Au démarrage, avant montée en charge", "At the start of the ramp").to_owned(),
        ]
    }

    /// The dots: the productivity from which each pays, the one kept, and the one it starts with.
    #[must_use]
    pub fn picture(&self) -> Picture {
        let lang = self.lang;
        let places = self.places();
        let ratio = |value: Exact| Cell::Number(value.shown(), 2);
        let group = |place: &Place| {
            let start = self.start(place.site).map_or(Cell::Empty, ratio);
            (place.name.clone(), vec![ratio(place.pays_from), ratio(self.kept(place.site)), start])
        };
        Picture {
            title: self.finding(&places),
            summary: lang
                .pick(
                    "Productivité d’une journée, 1 au site de référence. Chiffres de droite dans l’ordre de la légende.",
                    "Productivity of a day, 1 at the reference site. Figures on the right in the order of the legend.",
                )
                .to_owned(),
            drawing: Drawing::Dots {
                axis: lang.pick("Productivité", "Productivity").to_owned(),
                series: self.series().to_vec(),
                groups: places.iter().map(group).collect(),
            },
        }
    }

    /// How many cost less than the reference site once steady, and which do not.
    fn finding(&self, places: &[Place]) -> String {
        let (bid, lang) = (self.bid, self.lang);
        let reference = bid.sites[bid.contract.reference].label.get(lang);
        let (paying, others): (Vec<_>, Vec<_>) =
            places.iter().partition(|place| place.pays_from < self.kept(place.site));
        let (all, count) = (places.len(), paying.len());
        let things = match (self.only, lang) {
            (Some(_), Lang::Fr) => "profils",
            (Some(_), Lang::En) => "profiles",
            (None, _) => "sites",
        };
        let at =
            self.only.map_or_else(String::new, |site| format!("{}{}", bid.sites[site].label.get(lang), lang.colon()));
        let but = others.iter().map(|place| place.name.as_str()).take(3).join(", ");
        let but = match (others.len(), lang) {
            (0, _) => String::new(),
            (1..=3, Lang::Fr) => format!("\u{a0}; pas {but}"),
            (1..=3, Lang::En) => format!("; not {but}"),
            (more, Lang::Fr) => format!("\u{a0}; pas {but} ni {} autres", more - 3),
            (more, Lang::En) => format!("; not {but} nor {} more", more - 3),
        };
        match lang {
            Lang::Fr => format!("{at}{count} {things} sur {all} moins chers que {reference}, en régime{but}"),
            Lang::En => format!("{at}{count} of {all} {things} cost less than {reference} once steady{but}"),
        }
    }

    /// The page: the dots, then the table of profiles.
    #[must_use]
    pub fn page(&self) -> Page {
        let heading = self.lang.pick("Où travailler coûte moins", "Where work costs less");
        let picture = self.picture();
        let mut page = Page::of_table(self.sheet(), heading, vec![picture.clone()], self.lang);
        page.headline.insert(0, format!("{}.", picture.title));
        page
    }

    /// The workbook: the dots as a table with a chart, then the table of profiles.
    #[must_use]
    pub fn book(&self) -> Book {
        let lang = self.lang;
        let picture = self.picture();
        let mut rows = Vec::new();
        for place in self.places() {
            let ratio = |value: Exact| Cell::Number(value.shown(), 3);
            let gap = Cell::Number((self.kept(place.site) - place.pays_from).shown(), 3);
            let start = self.start(place.site).map_or(Cell::Empty, ratio);
            rows.push(Row::body(vec![
                place.name.as_str().into(),
                ratio(place.pays_from),
                ratio(self.kept(place.site)),
                start,
                gap,
            ]));
        }
        let [threshold, kept, start] = self.series();
        let first = match self.only {
            Some(_) => lang.pick("Profil", "Profile"),
            None => "Site",
        };
        let chart = Chart {
            title: picture.title.clone(),
            axis: lang.pick("Productivité, 1 au site de référence", "Productivity, 1 at the reference site").to_owned(),
            of: None,
            drawn: Drawn::Columns {
                rows: 0..rows.len(),
                names: 0,
                series: vec![1, 2, 3],
                shares: false,
                across: String::new(),
            },
        };
        let dots = Sheet {
            name: lang.pick("Seuils et retenues", "Break-even and kept").into(),
            title: vec![
                picture.title,
                lang.pick(
                    "Productivité d’une journée, 1 au site de référence",
                    "Productivity of a day, 1 at the reference site",
                )
                .to_owned(),
            ],
            columns: vec![
                Column::text("place", first, 32),
                Column::number("pays_from_productivity", &threshold, 16),
                Column::number("productivity", &kept, 16),
                Column::number("start", &start, 18),
                Column::delta("gap", lang.pick("Retenue moins seuil", "Kept less break-even"), 14),
            ],
            rows,
            charts: vec![chart],
            frozen: 1,
            ..Sheet::default()
        };
        Book::internal(lang.pick("Seuils de rentabilité", "Break-even"), self.bid, [dots, self.sheet()], lang)
    }
}

/// The break-even of each site and profile against the reference site.
fn break_even(bid: &Bid, all: &[BreakEven<Exact>], lang: Lang) -> Sheet {
    let reference = bid.sites[bid.contract.reference].label.get(lang);
    let mut rows: Vec<Row> = Vec::new();
    for (site, ones) in &all.iter().chunk_by(|one| one.site) {
        let site = &bid.sites[site];
        let heading = format!("{} ({})", site.label.get(lang), zone_name(site.zone, lang));
        rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        rows.extend(ones.map(|one| {
            let ratio = |value: Exact| Cell::Number(value.shown(), 3);
            let pays = one.ratio() < Exact::ONE;
            Row::body(vec![
                site.id.as_str().into(),
                bid.profiles[one.profile].label.get(lang).into(),
                ratio(one.daily_cost),
                ratio(one.worked),
                ratio(one.coordination),
                ratio(one.productivity),
                ratio(one.ratio()),
                ratio(one.pays_from),
                (if pays { lang.pick("oui", "yes") } else { lang.pick("non", "no") }).into(),
            ])
        }));
    }
    Sheet {
        name: lang.pick("Seuils", "Break-even").into(),
        title: vec![
            lang.pick("Seuil de rentabilité des sites", "Break-even of the sites").into(),
            format!("{} {reference}", lang.pick("Rapports au site de référence,", "Ratios to the reference site,")),
        ],
        columns: vec![
            Column::key("site"),
            Column::text("profile", lang.pick("Profil", "Profile"), 32),
            Column::number("daily_cost_ratio", "CJM", 8),
            Column::number("worked_ratio", lang.pick("Jours", "Days"), 8),
            Column::number("coordination_ratio", "Coord.", 8),
            Column::number("productivity", lang.pick("Product.", "Product."), 9),
            Column::number("ratio", lang.pick("Coût", "Cost"), 8),
            Column::number("pays_from_productivity", lang.pick("Seuil", "From"), 8),
            Column::text("pays", lang.pick("Rentable", "Pays"), 9),
        ],
        rows,
        notes: vec![
            lang.pick(
                "Coût = CJM × jours × coord. / productivité ; rentable sous 1 : productivité au-delà du seuil.",
                "Cost = daily cost × days × coord. / productivity: pays below 1, so past the productivity shown.",
            )
            .into(),
        ],
        ..Sheet::default()
    }
}
