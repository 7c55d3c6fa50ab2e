//! The HTML page: well-formed, readable without sight, the same words whatever they hold, nothing fetched; and in
//! Chromium, no wider than the screen, with pictures whose words do not overlap and can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use chiffrage::engine::portfolio;
use chiffrage::model::{Text, load};
use chiffrage::report;
use chiffrage::scenario::{Base, Comparison, compare};
use chiffrage::sheet::{self, Width};
use chiffrage::sheet::{Cell, Column, Drawing, Page, Picture, Row, Section, Sheet, Style};
use chiffrage::unit::Lang;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::{Decimal, dec};

use crate::support;
use crate::support::program;

/// What a label may hold.
const NASTY: &str = r#"</script><b>&"' <!-- ]]> &amp; {{7*7}}"#;

fn money(euros: i64) -> Cell {
    Cell::Money(Decimal::from(euros))
}

fn named(name: &str, cell: Cell) -> (String, Cell) {
    (name.to_owned(), cell)
}

fn picture(title: &str, drawing: Drawing) -> Picture {
    Picture { title: title.to_owned(), summary: format!("Ce que montre « {title} »."), drawing }
}

fn bars(title: &str, series: &[&str], groups: &[(&str, &[Cell])]) -> Picture {
    let series = series.iter().map(ToString::to_string).collect();
    let groups = groups.iter().map(|(name, cells)| ((*name).to_owned(), cells.to_vec())).collect();
    picture(title, Drawing::Bars { series, groups })
}

fn waterfall(title: &str, from: Cell, steps: &[(&str, i64)], to: Cell) -> Picture {
    let steps = steps.iter().map(|(name, euros)| named(name, money(*euros))).collect();
    picture(title, Drawing::Waterfall { from: named("Base", from), steps, to: named("Nearshore 30 %", to) })
}

fn lines(title: &str, points: usize, series: &[(&str, &dyn Fn(i64) -> Cell)]) -> Picture {
    let months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    let point = |i: usize| format!("{} {}", months[(i + 2) % 12], 2027 + (i + 2) / 12);
    let series = series
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (0..i64::try_from(points).unwrap()).map(value).collect()));
    let axis = "Trésorerie cumulée".to_owned();
    picture(title, Drawing::Lines { axis, points: (0..points).map(point).collect(), series: series.collect() })
}

fn scatter(title: &str, points: &[(&str, i64, Decimal)]) -> Picture {
    let axes = ["Prix HT".to_owned(), "Marge".to_owned()];
    let points = points.iter().map(|(name, x, y)| ((*name).to_owned(), [money(*x), Cell::Percent(*y)]));
    picture(title, Drawing::Scatter { axes, points: points.collect() })
}

/// Prices by lot, sections and totals, a column for data only.
fn prices() -> Sheet {
    let line = |name: &str, days: i64, cost: i64, net: i64| {
        let margin = Decimal::from(net - cost) / Decimal::from(net);
        vec![
            "only-data".into(),
            name.into(),
            Cell::Number(days.into(), 0),
            money(cost),
            money(net),
            Cell::Percent(margin),
        ]
    };
    Sheet {
        name: "Prix".into(),
        title: vec!["Prix, coûts et marges".into(), "En euros HT, 48 mois dès mars 2027".into()],
        columns: vec![
            Column::key("lot"),
            Column::text("nature", "Nature", 30),
            Column::number("days", "Jours", 8),
            Column::number("cost", "Coût complet", 14),
            Column::number("net", "Prix HT", 14),
            Column::number("margin", "Marge", 8),
        ],
        rows: vec![
            Row::of(Style::Section, vec![Cell::Empty, "Lot 2 Annuaire".into()]),
            Row::body(line("Build (recette comprise)", 16_177, 7_947_707, 9_350_243)),
            Row::body(line("Run applicatif", 2978, 1_452_363, 1_688_794)),
            Row::of(Style::Subtotal, line("Total du lot", 19_155, 9_400_070, 11_039_037)),
            Row::of(Style::Section, vec![Cell::Empty, "Lot 3 ROR".into()]),
            Row::body(line("Réversibilité", 82, 51_780, 57_534)),
            Row::of(Style::Subtotal, line("Total du lot", 82, 51_780, 57_534)),
            Row::of(Style::Total, line("Total", 19_237, 9_451_850, 11_096_571)),
        ],
        notes: vec!["Prix du DQE arrondi : BPU au centime.".into(), "Hors plateforme.".into()],
        ..Sheet::default()
    }
}

/// Heads by month, with a heat map: far wider than a page.
fn heads() -> Sheet {
    let months = 48;
    let mut columns = vec![Column::text("profile", "Profil", 34), Column::text("site", "Site", 18)];
    columns.extend(
        (0..months).map(|m| Column::number(&format!("m{m}"), &format!("{:02}/{}", m % 12 + 1, 27 + m / 12), 8)),
    );
    let row = |name: &str, site: &str, heads: i64| {
        let value = |m: i64| Cell::Number(Decimal::new(heads * (100 + (m * 37) % 60), 2), 2);
        [name.into(), site.into()].into_iter().chain((0..months).map(value)).collect()
    };
    Sheet {
        name: "Personnes".into(),
        title: vec!["Plan de charge par mois".into()],
        columns,
        rows: vec![
            Row::body(row("Développeur", "Paris", 4)),
            Row::body(row("Développeur confirmé, spécialiste de l’interopérabilité", "Porto", 9)),
            Row::body(row("Chef de projet", "Lyon", 1)),
            Row::of(Style::Total, row("Total", "", 14)),
        ],
        frozen: 2,
        heat: Some(2..50),
        ..Sheet::default()
    }
}

fn lots() -> Picture {
    bars(
        "Prix HT par lot",
        &["Base", "Nearshore 30 %", "Nearshore 50 %"],
        &[
            ("Lot 1 Portail des professionnels", &[money(24_310_200), money(22_870_100), money(21_910_000)]),
            ("Lot 2 Annuaire", &[money(11_039_037), money(10_420_118), money(10_034_800)]),
            ("Lot 3 ROR", &[money(13_680_511), money(12_944_872), money(12_402_311)]),
            (
                "Lot 4 Identité électronique des professionnels de santé et de leurs structures, très long libellé",
                &[money(8_650_000), money(8_650_000), Cell::Empty],
            ),
        ],
    )
}

fn bridge() -> Picture {
    let steps = [
        ("Taux journaliers des sites", -2_310_400),
        ("Jours travaillés par an", 412_300),
        ("Productivité et montée en compétence", 684_210),
        ("Coordination", 391_000),
        ("Frais par personne", -88_000),
        ("Rien", 0),
        ("Marge", -122_400),
        ("Arrondi du DQE", 12),
    ];
    waterfall("De la base à nearshore 30 %", money(62_454_345), &steps, money(61_421_067))
}

fn scenarios() -> Picture {
    scatter(
        "Prix et marge des scénarios",
        &[
            ("Base", 62_454_345, dec!(0.142)),
            ("Nearshore 30 %", 61_421_067, dec!(0.151)),
            ("Nearshore 50 %", 60_911_000, dec!(0.158)),
            ("Nearshore, productivité faible", 61_902_500, dec!(0.128)),
            ("Tout en France", 64_210_000, dec!(0.139)),
            ("Hybride, montée progressive", 61_980_500, dec!(0.130)),
            ("Volumes du ROR au plus haut", 63_102_400, dec!(0.1415)),
            ("Annuaire sous PostgreSQL", 62_380_000, dec!(0.1425)),
            ("Lots 3 et 4 seulement", 22_330_511, dec!(0.145)),
            ("Prix poussé", 59_800_000, dec!(-0.012)),
            ("Portail en retard de six mois", 62_990_000, dec!(0.121)),
        ],
    )
}

/// A price over a margin, with today's and where a loss begins.
fn swept() -> Picture {
    let points = (0..8).map(|i| [Cell::Rate(Decimal::new(5 + 2 * i, 2)), money(40_000_000 + 900_000 * i)]);
    let at = |share, euros| [Cell::Rate(share), money(euros)];
    picture(
        "Prix HT selon la marge du Build, Prise en charge et 5 autres",
        Drawing::Curve {
            axes: ["Marge sur le prix : par défaut, Prise en charge, Pilotage et 4 autres".into(), "Prix HT".into()],
            points: points.collect(),
            level: named("Aujourd’hui : 43 150 000 €", money(43_150_000)),
            marks: vec![
                ("Aujourd’hui (12 %)".into(), at(dec!(0.12), 43_150_000)),
                ("≈ 14,2 %, comme le prix plafond".into(), at(dec!(0.142), 44_140_000)),
            ],
        },
    )
}

/// How often costs are met, with that of the bid.
fn costs() -> Picture {
    let share = |thousandths: i64| Cell::Percent(Decimal::new(thousandths, 3));
    picture(
        "Coût complet : sous 37,1 M€ dans neuf tirages sur dix",
        Drawing::Histogram {
            axes: ["Coût complet (€)".into(), "Part des tirages".into()],
            ends: [35_000_000, 38_000_000].map(money),
            columns: [20, 60, 130, 210, 250, 180, 90, 40, 20].map(share).to_vec(),
            marks: vec![
                named("Offre : 35 982 202 €", money(35_982_202)),
                named("P90 : 37 140 714 €", money(37_140_714)),
            ],
        },
    )
}

/// Sites with the productivity from which they pay, the one kept, and that of the start.
fn sites() -> Picture {
    let number = |hundredths: i64| Cell::Number(Decimal::new(hundredths, 2), 2);
    let group = |name: &str, cells: [i64; 3]| (name.to_owned(), cells.map(number).to_vec());
    picture(
        "Trois sites sur quatre rapportent",
        Drawing::Dots {
            axis: "Productivité".into(),
            series: vec!["Seuil".into(), "Retenue, en régime".into(), "Au démarrage, avant montée en charge".into()],
            groups: vec![
                group("Porto", [81, 92, 68]),
                group("Casablanca", [66, 90, 66]),
                ("Lyon".into(), vec![number(92), number(100), Cell::Empty]),
                group("Partenaire d’infrastructure au nom assez long pour tenir sur deux lignes", [127, 100, 100]),
            ],
        },
    )
}

fn cash() -> Picture {
    lines(
        "Trésorerie cumulée par mois",
        50,
        &[
            ("Base", &|m| money(-1_800_000 + 190_000 * m - if m < 9 { 120_000 * m } else { 1_000_000 })),
            ("Nearshore 30 %", &|m| money(-1_700_000 + 186_000 * m - if m < 9 { 120_000 * m } else { 1_000_000 })),
            ("Nearshore 50 %, montée progressive", &|m| money(-2_400_000 + 201_000 * m - 2_000 * m * (m % 5))),
            ("Arrêt après deux ans", &|m| if m < 24 { money(-900_000 + 90_000 * m) } else { Cell::Empty }),
        ],
    )
}

fn page() -> Page {
    let section = |heading: &str, pictures, tables| Section {
        heading: heading.to_owned(),
        text: vec!["Quatre lots sur 48 mois, de mars 2027 à février 2031, au prix du DQE arrondi.".to_owned()],
        pictures,
        tables,
    };
    Page {
        lang: Lang::Fr,
        title: "Ce que change le nearshore".into(),
        subtitle: vec![
            "Agence du Numérique en Santé, Build & Run en quatre lots".into(),
            "48 mois dès mars 2027".into(),
        ],
        front: None,
        headline: vec![
            "Nearshore 30 % baisse le prix de 1,0 M€ et porte la marge de 14,2 à 15,1 %.".into(),
            "La moitié de l’économie sur les taux est reprise par la coordination et la productivité.".into(),
        ],
        key_figures: vec![
            named("Prix HT de base", money(62_454_345)),
            named("Écart de nearshore 30 %", money(-1_033_278)),
            named("Marge", Cell::Percent(dec!(0.1512))),
            named("Personnes au plus fort", Cell::Number(dec!(96.25), 1)),
        ],
        sections: vec![
            section("Les prix", vec![lots(), bridge()], vec![prices()]),
            section("Les scénarios", vec![scenarios()], vec![]),
            section("La trésorerie", vec![cash()], vec![]),
            section("Les seuils", vec![swept(), sites(), costs()], vec![]),
            section("Les personnes", vec![], vec![heads()]),
        ],
        footer: "INTERNE : ne pas transmettre à l’acheteur".into(),
    }
}

/// Pictures that nothing good was expected of.
fn odd() -> Page {
    let text = || Cell::Text(NASTY.to_owned());
    let huge = || Cell::Money(Decimal::MAX);
    let tiny = || Cell::Number(dec!(0.0000000000000000000000000001), 28);
    let twelve: Vec<String> = (1..=12).map(|i| format!("Série {i} au nom assez long pour être coupé")).collect();
    let many: Vec<(&str, Vec<Cell>)> = vec![("Douze", (0..12).map(|i| money(i * 1000 - 4000)).collect())];
    let nasty = |drawing| Picture { title: NASTY.into(), summary: NASTY.into(), drawing };
    let pictures = vec![
        bars("Barres sans groupe", &["a"], &[]),
        bars("Barres vides", &[], &[("a", &[]), ("b", &[Cell::Empty, text()])]),
        bars("Barres à zéro", &["", ""], &[("a", &[money(0), money(0)])]),
        bars(
            "Barres négatives",
            &["x"],
            &[("a", &[money(-40)]), ("b", &[Cell::Percent(dec!(0.5))]), ("", &[money(25)])],
        ),
        bars("Barres extrêmes", &[], &[("max", &[huge()]), ("min", &[Cell::Money(Decimal::MIN)]), ("fin", &[tiny()])]),
        picture(
            "Douze séries",
            Drawing::Bars {
                series: twelve.clone(),
                groups: many.into_iter().map(|(name, cells)| (name.to_owned(), cells)).collect(),
            },
        ),
        waterfall("Cascade sans étape", money(10), &[], money(10)),
        waterfall("Cascade de rien", money(0), &[("rien", 0)], money(0)),
        waterfall("Cascade sous zéro", money(-100), &[("plus", 150), ("moins", -90)], money(-40)),
        waterfall("Cascade bien sous zéro", money(-100_000), &[("plus", 150), ("moins", -90)], money(-99_940)),
        waterfall("Cascade d’un mot", text(), &[("a", 1)], Cell::Empty),
        waterfall("Cascade extrême", huge(), &[("a", i64::MAX), ("b", i64::MIN)], Cell::Money(Decimal::MIN)),
        lines("Courbe sans point", 0, &[("a", &money)]),
        lines("Courbes sans série", 5, &[]),
        lines("Un point", 1, &[("a", &money), ("b", &|_| money(3))]),
        lines("Tous égaux", 60, &[("a", &|_| money(7)), ("b", &|_| money(7)), ("vide", &|_| Cell::Empty)]),
        lines(
            "Loin de zéro",
            13,
            &[
                ("a", &|m| money(1_000_000 + m)),
                ("trous", &|m| if m % 3 == 1 { Cell::Empty } else { money(1_000_008) }),
            ],
        ),
        lines("Extrêmes", 3, &[("a", &|m| if m == 1 { huge() } else { tiny() }), ("long", &|_| text())]),
        picture(
            "Douze courbes de soixante points",
            Drawing::Lines {
                axis: String::new(),
                points: (0..60).map(|i| format!("mois numéro {i}")).collect(),
                series: twelve
                    .iter()
                    .zip(0..)
                    .map(|(name, s)| {
                        (name.clone(), (0..60).map(|i| Cell::Number((i * (s % 4) - s).into(), 0)).collect())
                    })
                    .collect(),
            },
        ),
        scatter("Aucun point", &[]),
        scatter("Un point seul", &[("a", 0, dec!(0))]),
        scatter("Un tas", &[("Le premier", 5, dec!(0.1)), ("Le deuxième", 5, dec!(0.1)), (NASTY, 5, dec!(0.1))]),
        nasty(Drawing::Scatter {
            axes: [NASTY.into(), NASTY.into()],
            points: vec![(NASTY.into(), [huge(), tiny()]), ("sans".into(), [Cell::Empty, huge()])],
        }),
        nasty(Drawing::Curve {
            axes: [NASTY.into(), NASTY.into()],
            points: vec![[tiny(), huge()], [Cell::Empty, money(1)], [money(5), text()]],
            level: (NASTY.into(), huge()),
            marks: vec![(NASTY.into(), [tiny(), huge()]), (NASTY.into(), [text(), money(1)])],
        }),
        nasty(Drawing::Histogram {
            axes: [NASTY.into(), NASTY.into()],
            ends: [tiny(), huge()],
            columns: vec![huge(), text(), Cell::Empty, Cell::Percent(dec!(-0.5))],
            marks: vec![(NASTY.into(), huge()), (NASTY.into(), text()), (NASTY.into(), money(1))],
        }),
        nasty(Drawing::Histogram {
            axes: [String::new(), String::new()],
            ends: [money(5), money(5)],
            columns: vec![money(1)],
            marks: Vec::new(),
        }),
        nasty(Drawing::Dots {
            axis: NASTY.into(),
            series: vec![NASTY.into()],
            groups: vec![(NASTY.into(), vec![huge(), tiny(), text(), Cell::Empty, money(3)]), (String::new(), vec![])],
        }),
        nasty(Drawing::Bars { series: vec![NASTY.into()], groups: vec![(NASTY.into(), vec![money(1), text()])] }),
        nasty(Drawing::Lines {
            axis: NASTY.into(),
            points: vec![NASTY.into(), "\u{0}\u{b}\u{1b}".into()],
            series: vec![(NASTY.into(), vec![money(1), money(2)])],
        }),
        nasty(Drawing::Waterfall {
            from: (NASTY.into(), money(1)),
            steps: vec![(NASTY.into(), text())],
            to: (NASTY.into(), money(1)),
        }),
    ];
    let bad = Sheet {
        name: NASTY.into(),
        title: vec![],
        columns: vec![Column::number("n", NASTY, 3), Column::text("t", "", 3)],
        rows: vec![
            Row::body(vec![money(1), text(), text()]),
            Row::of(Style::Section, vec![]),
            Row::of(Style::Section, vec![text(), text()]),
            Row::of(Style::Total, vec![huge(), tiny()]),
        ],
        notes: vec![NASTY.into()],
        frozen: 9,
        heat: Some(0..9),
        ..Sheet::default()
    };
    Page {
        lang: Lang::En,
        title: NASTY.into(),
        subtitle: vec![NASTY.into()],
        front: None,
        headline: vec![NASTY.into()],
        key_figures: vec![(NASTY.into(), text()), (String::new(), huge())],
        sections: vec![
            Section { heading: NASTY.into(), text: vec![NASTY.into()], pictures, tables: vec![bad, Sheet::default()] },
            Section::default(),
        ],
        footer: NASTY.into(),
    }
}

/// An element: its name, its attributes, what it is in, and the words in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    within: Vec<String>,
    words: String,
}

/// The elements of a page in their order, read as XML: a page that is not well-formed fails here.
fn elements(html: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(html);
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let begin = |start: &BytesStart, open: &[usize], all: &mut Vec<Element>| {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("attributes are well-formed");
            let value = quick_xml::escape::unescape(&attribute.value).expect("entities are XML's");
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        let within = open.iter().map(|i| all[*i].name.clone()).collect();
        let attributes = attributes.collect();
        all.push(Element { name: start.name().as_ref().to_owned(), attributes, within, words: String::new() });
    };
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("at {}: {e}", reader.buffer_position())) {
            Event::Start(start) => {
                begin(&start, &open, &mut all);
                open.push(all.len() - 1);
            }
            Event::Empty(start) => begin(&start, &open, &mut all),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                open.iter().for_each(|i| all[*i].words.push_str(&text));
            }
            Event::GeneralRef(entity) => {
                let text = quick_xml::escape::resolve_predefined_entity(&entity).expect("entities are XML's");
                open.iter().for_each(|i| all[*i].words.push_str(text));
            }
            Event::Eof => break,
            Event::DocType(_) => {}
            // The last line, by which the program knows its own.
            Event::Comment(words) if words.starts_with(" chiffrage ") => {}
            other => panic!("not expected on a page: {other:?}"),
        }
    }
    assert!(open.is_empty());
    all
}

/// How far apart two colours are, as WCAG counts it; the other is white.
fn contrast_on_white(colour: &str) -> f64 {
    let full =
        if colour.len() == 4 { colour.chars().flat_map(|c| [c, c]).skip(1).collect() } else { colour.to_owned() };
    let channel = |i: usize| {
        let value = f64::from(u8::from_str_radix(&full[i..i + 2], 16).unwrap()) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05)
}

/// The shipped scenarios, compared.
fn comparison(text: &Text) -> Comparison {
    let base = Base::of(text).unwrap_or_else(|findings| panic!("{findings:#?}"));
    compare(&base, &base.ids(), true).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// The page of the shipped scenarios, with the sets of the lots.
fn shipped(lang: Lang) -> Page {
    let text = load(&support::root().join("models"), &support::root().join("templates"));
    let comparison = comparison(&text);
    let first = &comparison.outcomes[0];
    let sets = portfolio(&first.bid, &first.inputs, &first.estimate).unwrap_or_else(|findings| panic!("{findings:#?}"));
    sheet::compare_page(&comparison, None, Some(&sets), &text.sources, lang)
}

/// The workbook and the data of one comparison say the same cents of every scenario and lot, the page the same whole euros.
#[test]
fn page_workbook_and_data_say_the_same_cents() {
    let text = load(&support::root().join("models"), &support::root().join("templates"));
    let comparison = comparison(&text);
    let html = report::html(&sheet::compare_page(&comparison, None, None, &text.sources, Lang::Fr));
    let book = sheet::compare_book(&comparison, None, &text.sources, Lang::Fr);
    let cells: BTreeSet<Decimal> =
        book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells).filter_map(Cell::number).collect();
    let data = sheet::compare(&comparison, None, Width::Data, Lang::Fr);
    let data = report::draw(&data, report::Format::Csv, Lang::Fr, report::Page::default());
    for outcome in &comparison.outcomes {
        for lot in std::iter::once(None).chain(outcome.bid.lots.iter().map(|lot| Some(lot.id.as_str()))) {
            let figures = outcome.figures(lot).unwrap();
            let net = figures.net.value().unwrap();
            assert!(html.contains(&report::shown(&Cell::Euros(net), Lang::Fr)), "{} {lot:?}: {net}", outcome.id);
            assert!(cells.contains(&net), "{} {lot:?}: {net}", outcome.id);
            assert!(lot.is_some() || data.contains(&format!(",{net},")), "{}: {net}", outcome.id);
        }
    }
    for bridge in &comparison.bridges {
        for part in bridge.total.price.parts.iter().filter(|part| !part.is_zero()) {
            assert!(cells.contains(part) && data.contains(&format!(",{part},")), "{part}");
        }
    }
}

/// Of eleven scenarios three are drawn: the first, and the most and the least nearshore. The table below has all, with the
/// heads of the workbook: its rows are sites, the page's are scenarios.
#[test]
fn few_curves_are_drawn_and_the_heads_of_all_told() {
    let text = load(&support::root().join("models"), &support::root().join("templates"));
    let comparison = comparison(&text);
    let page = sheet::compare_page(&comparison, None, None, &text.sources, Lang::Fr);
    let people = page.sections.iter().find(|section| section.heading == "Les équipes").unwrap();
    let titles: Vec<&str> =
        people.pictures.iter().map(|picture| picture.title.split("\u{a0}: ").next().unwrap()).collect();
    assert_eq!(titles, ["Offre de base", "Nearshore 50 %", "Tout en France"]);
    // A site keeps its place, and so its colour, in each.
    let sites = people.pictures.iter().map(|picture| match &picture.drawing {
        Drawing::Lines { series, .. } => series.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        _ => panic!("curves"),
    });
    assert!(sites.into_iter().all(|sites| sites == ["Paris", "Lyon", "Porto", "Casablanca", "Partenaire infra"]));
    let heads = &people.tables[0];
    let book = sheet::compare_book(&comparison, None, &text.sources, Lang::Fr);
    let staffing = book.sheets.iter().find(|sheet| sheet.name == "Effectifs").unwrap();
    assert_eq!(heads.rows.len(), comparison.outcomes.len());
    for (scenario, row) in heads.rows.iter().enumerate() {
        // Its sites, then their total, in the order of the workbook's rows.
        let mine: Vec<_> = row.cells[1..=staffing.rows.len()].iter().map(Cell::number).collect();
        let theirs: Vec<_> = staffing.rows.iter().map(|row| row.cells[scenario + 1].number()).collect();
        assert_eq!(mine, theirs, "{scenario}");
    }
    // All onshore: everybody is in France.
    let onshore = comparison.outcomes.iter().position(|outcome| outcome.id == "onshore").unwrap();
    let cells = &heads.rows[onshore].cells;
    assert_eq!(cells[cells.len() - 3], cells[cells.len() - 2]);
}

/// A waterfall for each scenario in all, and for each lot, whose price two causes move or more; each page of the workbook
/// is one wide.
#[test]
fn a_comparison_s_workbook_has_a_waterfall_by_lot() {
    let text = load(&support::root().join("models"), &support::root().join("templates"));
    let comparison = comparison(&text);
    let book = sheet::compare_book(&comparison, None, &text.sources, Lang::Fr);
    let cascades = book.sheets.iter().find(|sheet| sheet.name == "Cascades").unwrap();
    // By the table of causes in the README: weak productivity, all onshore and the price push have two.
    let two = ["Nearshore 30 %, productivité faible", "Tout en France", "Prix offensif"];
    let titles: Vec<String> = cascades.charts.iter().map(|chart| chart.title.replace('\u{a0}', " ")).collect();
    for title in &titles {
        let name = title.strip_prefix("Offre de base → ").unwrap();
        // What it comes to follows the name.
        let (name, delta) = name.rsplit_once(" : ").unwrap();
        assert!(two.contains(&name) && delta.contains("€ ("), "{title}");
    }
    for name in two {
        assert!(titles.iter().any(|title| title.starts_with(&format!("Offre de base → {name} :"))), "{titles:?}");
    }
    assert!(book.sheets.iter().all(|sheet| sheet.pages_wide <= 1));
}

/// A page is known for an earlier output, until somebody changes a word of it.
#[test]
fn a_page_changed_by_hand_is_somebody_else_s() {
    let html = report::html(&page());
    assert!(report::is_ours(html.as_bytes()));
    assert!(!report::is_ours(html.replacen("<main", "<main ", 1).as_bytes()));
    assert!(
        !report::is_ours(html.trim_end().as_bytes()) && !report::is_ours(b"") && !report::is_ours(b"<html></html>")
    );
}

#[test]
fn every_page_is_well_formed_and_named() {
    for page in [page(), odd(), shipped(Lang::Fr), shipped(Lang::En)] {
        let html = report::html(&page);
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang="));
        let all = elements(&html);
        let of = |name: &'static str| all.iter().filter(move |one| one.name == name);

        let mut ids = BTreeSet::new();
        for id in all.iter().filter_map(|one| one.attributes.get("id")) {
            assert!(ids.insert(id.as_str()), "{id} twice");
        }
        for one in &all {
            let links = ["aria-labelledby", "href", "fill"].map(|name| one.attributes.get(name));
            for link in links.into_iter().flatten() {
                let link = link.strip_prefix("url(#").map_or(link.as_str(), |link| link.trim_end_matches(')'));
                for id in link.split(' ').filter(|id| !id.starts_with("#f") && !id.starts_with("data:")) {
                    let id = id.trim_start_matches('#');
                    let colour = one.attributes.get("fill").is_some_and(|fill| fill == link);
                    assert!(ids.contains(id) || colour, "{id} of <{}> is nowhere", one.name);
                }
            }
        }

        let levels: Vec<u32> = all
            .iter()
            .filter_map(|one| ["h1", "h2", "h3", "h4"].iter().position(|h| *h == one.name))
            .map(|i| i as u32)
            .collect();
        assert_eq!(levels[0], 0);
        assert_eq!(levels.iter().filter(|level| **level == 0).count(), 1, "one h1");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");

        assert!(of("html").all(|one| ["fr", "en"].contains(&one.attributes["lang"].as_str())));
        assert_eq!(of("title").next().unwrap().words, page.title);
        for landmark in ["header", "nav", "main", "footer"] {
            assert_eq!(of(landmark).count(), 1, "{landmark}");
        }
        assert_eq!(of("caption").count(), of("table").count());
        assert!(of("th").all(|one| one.attributes.contains_key("scope")));
        assert!(of("table").all(|one| one.within.last().is_some_and(|parent| parent == "div")));
        assert!(of("svg").all(|one| one.attributes["role"] == "img" && one.attributes.contains_key("aria-labelledby")));
        assert_eq!(of("details").count(), of("summary").count());

        assert_eq!(html.matches("http").count(), html.matches("http://www.w3.org/2000/svg").count() + 1, "http-equiv");
        for never in ["<script", "link rel=\"stylesheet", "@import", "<img", "<iframe"] {
            assert!(!html.contains(never), "{never}");
        }
        assert!(all.iter().all(|one| one.attributes.keys().all(|name| !name.starts_with("on"))));
    }
}

/// What is drawn is on the page in words: pictures have their figures as tables, and sheets all that people see.
#[test]
fn every_figure_can_be_read() {
    let page = page();
    let all = elements(&report::html(&page));
    let tables: String =
        all.iter().filter(|one| one.name == "table").map(|one| one.words.as_str()).collect::<Vec<_>>().join(" ");
    let mut seen = 0;
    for section in &page.sections {
        for picture in &section.pictures {
            let cells: Vec<&Cell> = match &picture.drawing {
                Drawing::Bars { groups, .. } => groups.iter().flat_map(|(_, cells)| cells).collect(),
                Drawing::Waterfall { from, steps, to } => {
                    steps.iter().chain([from, to]).map(|(_, cell)| cell).collect()
                }
                Drawing::Lines { series, .. } => series.iter().flat_map(|(_, cells)| cells).collect(),
                Drawing::Dots { groups, .. } => groups.iter().flat_map(|(_, cells)| cells).collect(),
                Drawing::Curve { points, marks, .. } => {
                    points.iter().chain(marks.iter().map(|(_, cells)| cells)).flatten().collect()
                }
                Drawing::Histogram { columns, marks, .. } => {
                    columns.iter().chain(marks.iter().map(|(_, cell)| cell)).collect()
                }
                Drawing::Scatter { points, .. } => points.iter().flat_map(|(_, cells)| cells).collect(),
            };
            for cell in cells {
                assert!(tables.contains(&report::shown(cell, page.lang)), "{cell:?}");
                seen += 1;
            }
        }
        for cell in section.tables.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| row.cells.iter().skip(1)) {
            assert!(tables.contains(&report::shown(cell, page.lang)), "{cell:?}");
            seen += 1;
        }
    }
    assert!(seen > 400);
    let headings: Vec<&str> = all.iter().filter(|one| one.name == "th").map(|one| one.words.as_str()).collect();
    assert!(headings.contains(&"Lot 2 Annuaire") && headings.contains(&"Build (recette comprise)"));
    assert!(!tables.contains("only-data"), "a column for data only is not shown");
}

/// Words are words: none becomes an element, and all come back as they were.
#[test]
fn odd_words_stay_words() {
    let all = elements(&report::html(&odd()));
    assert!(all.iter().all(|one| one.name != "b" && one.name != "script"));
    for name in ["h1", "h2", "h3", "td", "th", "dt", "dd", "p", "desc", "a"] {
        assert!(all.iter().any(|one| one.name == name && one.words == NASTY), "<{name}>");
    }
    assert!(all.iter().any(|one| one.attributes.get("aria-label").is_some_and(|label| label.contains(NASTY))));
}

#[test]
fn colours_stand_out_from_the_page() {
    let mut seen = 0;
    for one in [page(), odd()].iter().flat_map(|page| elements(&report::html(page))) {
        let within = one.within.last().map_or("", String::as_str);
        let (marks, least) = match one.name.as_str() {
            "text" => (true, 4.5),
            // Textures are white on the colour of their series.
            "rect" | "polygon" | "circle" | "polyline" => (within != "pattern" || one.name == "rect", 3.0),
            _ => (false, 0.0),
        };
        let names: &[&str] = if one.name == "circle" { &["fill"] } else { &["fill", "stroke"] };
        for colour in names.iter().filter_map(|name| one.attributes.get(*name)).filter(|c| c.starts_with('#') && marks)
        {
            assert!(contrast_on_white(colour) >= least, "{colour} of <{}>", one.name);
            seen += 1;
        }
    }
    assert!(seen > 500);
}

#[test]
fn an_axis_without_zero_says_so() {
    let words = |picture: Picture| {
        let sections = vec![Section { heading: "x".into(), pictures: vec![picture], ..Section::default() }];
        report::html(&Page { sections, ..page() })
    };
    assert!(words(bridge()).contains("Axe tronqué : il commence à 59,5\u{a0}M€, pas à zéro."));
    assert!(!words(waterfall("x", money(100), &[("y", -50)], money(50))).contains("Axe tronqué"));
    assert!(!words(lots()).contains("Axe tronqué"));
}

/// What Chromium measures of a page in a frame of some width.
const MEASURE: &str = r#"
const out = [];
for (const frame of document.querySelectorAll("iframe")) {
  const doc = frame.contentDocument, root = doc.documentElement, wrong = [];
  if (root.scrollWidth > root.clientWidth) wrong.push("the page is " + root.scrollWidth + " wide");
  const shown = [...doc.querySelectorAll("svg")].filter(svg => svg.getClientRects().length);
  for (const svg of shown) {
    const title = svg.querySelector("title").textContent, edge = svg.getBoundingClientRect();
    if (edge.width < 200 || edge.height < 40) wrong.push(title + ": empty");
    const texts = [...svg.querySelectorAll("text")]
      .map(text => [text.lastChild?.textContent ?? "", text.getBoundingClientRect()]);
    texts.forEach(([words, box], i) => {
      const [across, down] = [[box.left, box.right], [box.top, box.bottom]];
      if (across.some(x => x < edge.left - 1 || x > edge.right + 1)
        || down.some(y => y < edge.top - 1 || y > edge.bottom + 1))
        wrong.push(title + ": out of sight: " + words);
      for (const [other, at] of texts.slice(0, i))
        if (box.left < at.right - 1 && at.left < box.right - 1 && box.top < at.bottom - 4 && at.top < box.bottom - 4)
          wrong.push(title + ": " + words + " on " + other);
    });
  }
  const light = colour => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const under = element => {
    for (; element; element = element.parentElement) {
      const colour = doc.defaultView.getComputedStyle(element).backgroundColor;
      if (!colour.endsWith(", 0)")) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  for (const element of doc.body.querySelectorAll("*:not(svg *)")) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(doc.defaultView.getComputedStyle(element).color), light(under(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) wrong.push(element.tagName + " " + ratio);
  }
  const detail = doc.querySelectorAll("details");
  detail.forEach(one => one.open = true);
  if (root.scrollWidth > root.clientWidth) wrong.push("opened, the page is " + root.scrollWidth + " wide");
  out.push({ width: root.clientWidth, pictures: shown.length, details: detail.length, wrong });
}
document.title = "measured";
document.body.textContent = encodeURIComponent(JSON.stringify(out));
"#;

/// The elements of a page that Chromium lays out at two widths, and what is wrong with them.
fn measured(chromium: &Path, html: &str, name: &str) -> Vec<serde_json::Value> {
    let folder = tempfile::tempdir().unwrap();
    let quoted = html.replace('&', "&amp;").replace('"', "&quot;");
    // Frames rather than windows: a window is never as narrow as a phone. The page in them is as it is shipped.
    let frames = [1280, 390]
        .map(|width| format!(r#"<iframe style="width:{width}px;height:900px;border:0" srcdoc="{quoted}"></iframe>"#));
    let file = folder.path().join("frames.html");
    fs::write(
        &file,
        format!(
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>x</title></head><body>{}\
             <script>onload = () => {{ {MEASURE} }}</script></body></html>",
            frames.concat()
        ),
    )
    .unwrap();
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--enable-logging=stderr", "--v=0", "--window-size=1400,1000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let (dom, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let said: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(said.is_empty(), "{name}: {said:#?}");
    assert!(dom.contains("<title>measured</title>"), "{name}: Chromium did not measure the page: {log}");
    let body = dom.split("<body>").nth(1).and_then(|rest| rest.split("</body>").next()).unwrap();
    serde_json::from_str(&decoded(body.trim())).unwrap()
}

/// The text that JavaScript's `encodeURIComponent` wrote.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn chromium_shows_it_whole_on_any_screen() {
    let Some(chromium) = program(&["chromium", "chromium-browser", "google-chrome"]) else { return };
    // Of the odd pictures, those without any number are not drawn.
    for (name, page, empty) in [("page", page(), 0), ("odd", odd(), 5), ("shipped", shipped(Lang::Fr), 0)] {
        let pictures = page.sections.iter().map(|section| section.pictures.len()).sum::<usize>() - empty;
        let html = report::html(&page);
        // Left there to be looked at.
        fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.html")), &html).unwrap();
        let frames = measured(&chromium, &html, name);
        assert_eq!(frames.len(), 2);
        for (frame, width) in frames.iter().zip([1280, 390]) {
            let found = frame["width"].as_i64().unwrap();
            assert!((width - 20..=width).contains(&found), "{name} at {width}: {found}");
            assert_eq!(frame["pictures"], pictures, "{name} at {width}");
            assert!(frame["wrong"].as_array().unwrap().is_empty(), "{name} at {width}: {:#}", frame["wrong"]);
        }
    }
}
