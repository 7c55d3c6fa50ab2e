//! Forms that ask for several prices of a line, or for coefficients: mapped, decided, filled and read back, with the real
//! command.

use std::collections::BTreeMap;

use chiffrage::formula::Address;
use chiffrage::xlsx::Book;
use rust_decimal::{Decimal, RoundingStrategy, dec};

use crate::support;
use crate::support::bid::{Bid, Run};

/// A form of one sheet, `BPU lot 3`: its rows, cells parted by `|`.
fn form(rows: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("BPU lot 3").unwrap();
    for (row, text) in (0..).zip(rows.trim().lines()) {
        for (column, cell) in (0..).zip(text.split('|').map(str::trim)) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) if cell.is_empty() => continue,
                Err(_) if cell.starts_with('=') => sheet.write_formula(row, column, cell).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A copy of the shipped bid with a sample of the buyer's, and the map that is proposed of it, each `?` answered.
struct Case {
    bid: Bid,
    prices: BTreeMap<(String, String), Decimal>,
}

impl Case {
    fn of(sample: &str, hours: Option<&str>, answers: &[(&str, &str)]) -> Self {
        let source = support::root().join("tests/samples/buyer").join(sample);
        Self::of_file(&std::fs::read(source).unwrap(), hours, answers)
    }

    fn of_file(file: &[u8], hours: Option<&str>, answers: &[(&str, &str)]) -> Self {
        let bid = Bid::new();
        bid.write("buyer.xlsx", file);
        if let Some(hours) = hours {
            let contract = bid.read("models/contract.toml");
            bid.write("models/contract.toml", contract.replace("payment_delay", &format!("{hours}\npayment_delay")));
        }
        let run = bid.run(&["map", "buyer.xlsx", "-o", "map.toml"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let case = Self { bid, prices: unit_prices() };
        case.answer(answers);
        case
    }

    /// Puts an answer for each open line of the map that begins with a key, in their order.
    fn answer(&self, answers: &[(&str, &str)]) {
        let mut map = self.bid.read("map.toml");
        for (open, answered) in answers {
            assert!(map.contains(open), "{open}:\n{map}");
            map = map.replacen(open, answered, 1);
        }
        self.bid.write("map.toml", map);
    }

    fn fill(&self, more: &[&str]) -> Run {
        self.bid.run(
            &[&["--lang", "en", "fill", "buyer.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"], more].concat(),
        )
    }

    /// The cells of the filled file, by sheet and place.
    fn filled(&self) -> impl Fn(&str, &str) -> Option<Decimal> {
        let book = Book::open(std::fs::read(self.bid.path("out.xlsx")).unwrap()).unwrap();
        move |sheet: &str, cell: &str| {
            let sheet = book.sheet(book.find(sheet).unwrap()).unwrap();
            sheet.value(Address::parse(cell).unwrap()).number()
        }
    }

    fn price(&self, lot: &str, code: &str) -> Decimal {
        self.prices[&(lot.to_owned(), code.to_owned())]
    }
}

/// The unit prices of the shipped bid, by lot and code.
fn unit_prices() -> BTreeMap<(String, String), Decimal> {
    let (bid, _, estimate) = support::shipped();
    let lots = bid.lots.iter().zip(&estimate.dqe.lines);
    let prices = lots.flat_map(|(lot, priced)| {
        let lines = lot.lines.iter().zip(priced);
        lines.map(|(line, of)| ((lot.id.clone(), line.code.clone()), of.unit_price.shown()))
    });
    prices.collect()
}

fn cents(price: Decimal) -> Decimal {
    price.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The open rows of the first table of the BPU by profile: what a person answers.
const PROFILES: [(&str, &str); 6] = [
    ("8 = \"?\"", "8 = \"-\""),
    ("9 = \"?\"", "9 = \"-\""),
    ("11 = \"?\"", "11 = \"-\""),
    ("12 = \"?\"", "12 = \"-\""),
    ("16 = \"?\"", "16 = \"7.4\""),
    ("17 = \"?\"", "17 = \"7.5\""),
];
/// Those of its work units and of its coefficients.
const UNITS: [(&str, &str); 9] = [
    ("21 = \"?\"", "21 = \"-\""),
    ("22 = \"?\"", "22 = \"-\""),
    ("23 = \"?\"", "23 = \"-\""),
    ("24 = \"?\"", "24 = \"3.1\""),
    ("25 = \"?\"", "25 = \"3.2\""),
    ("26 = \"?\"", "26 = \"3.3\""),
    ("30 = \"?\"", "30 = 1.5"),
    ("31 = \"?\"", "31 = 1.25"),
    ("32 = \"?\"", "32 = \"-\""),
];

/// One line gives the price of an hour, of half a day and of a day: by the hours of the contract, and the half of it unless
/// the map says otherwise; each rounded as a unit price is. Coefficients are the figures of the map.
#[test]
fn a_line_gives_the_prices_of_an_hour_half_a_day_and_a_day() {
    for (hours, figure, half_day, part) in [
        ("hours_per_day = { value = 7.5, source = \"CCAP 5.1\" }", dec!(7.5), "", dec!(0.5)),
        ("hours_per_day = 7.5", dec!(7.5), "half_day = 0.6\n", dec!(0.6)),
    ] {
        let case = Case::of("fr_made_bpu_profiles.xlsx", Some(hours), &[&PROFILES[..], &UNITS].concat());
        case.answer(&[("header = 7\n", &format!("header = 7\n{half_day}"))]);
        let run = case.fill(&[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let filled = case.filled();
        for (row, code) in [(10, "7.1"), (13, "6.1"), (14, "7.3"), (15, "7.2"), (16, "7.4"), (17, "7.5")] {
            let day = case.price("ror", code);
            let due = [cents(day / figure), cents(day * part), day];
            let prices = ["D", "E", "F"].map(|column| filled("BPU", &format!("{column}{row}")).unwrap());
            assert_eq!(prices, due, "{code}");
        }
        for (row, code) in [(24, "3.1"), (25, "3.2"), (26, "3.3")] {
            assert_eq!(filled("BPU", &format!("F{row}")), Some(case.price("ror", code)), "{code}");
        }
        let coefficients = ["F30", "F31", "F32", "F8"].map(|cell| filled("BPU", cell));
        assert_eq!(coefficients, [Some(dec!(1.5)), Some(dec!(1.25)), None, None]);
        // What is more than asked prices is named first.
        let (words, counts) = (
            "coefficients of the map (2: BPU!F30, BPU!F31)",
            "Net unit prices asked for: 21, Gross unit prices asked for: 0",
        );
        let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(words) && said.contains(counts), "{said}");
    }
}

/// The form's heading says how many hours its day has: where the contract gives another number, no price of a day is ours.
#[test]
fn a_day_of_other_hours_than_those_of_the_contract_is_asked() {
    let case = Case::of("fr_made_bpu_profiles.xlsx", Some("hours_per_day = 7"), &[&PROFILES[..], &UNITS].concat());
    let run = case.fill(&[]);
    assert_eq!((run.code, case.bid.path("out.xlsx").exists()), (1, false), "{}", run.err);
    assert!(
        run.err.contains("error[E0725]: `BPU` asks for the price of a day of 7.5 h, and that of the contract has 7")
    );
}

/// A map that names one of several prices of a line leaves the others empty: they are named, and nothing is written.
#[test]
fn a_map_that_names_one_price_of_three_is_refused() {
    let hours = Some("hours_per_day = 7.5");
    let case = Case::of("fr_made_bpu_profiles.xlsx", hours, &[&PROFILES[..], &UNITS].concat());
    let (three, one) =
        ("unit_prices = { hour = \"D\", half-day = \"E\", day = \"F\" }", "unit_prices = { half-day = \"E\" }");
    case.answer(&[(three, one)]);
    let run = case.fill(&[]);
    assert_eq!((run.code, case.bid.path("out.xlsx").exists()), (1, false), "{}", run.err);
    for column in ["column D of `BPU`", "column F of `BPU`"] {
        assert_eq!(run.err.matches(column).count(), 1, "{}", run.err);
    }
}

/// Nothing is assumed of the hours of a day, nor of a coefficient: each is asked, and nothing is written.
#[test]
fn hours_and_coefficients_are_asked() {
    let case = Case::of("fr_made_bpu_profiles.xlsx", None, &[&PROFILES[..], &UNITS[..6]].concat());
    let run = case.fill(&[]);
    assert_eq!((run.code, case.bid.path("out.xlsx").exists()), (1, false), "{}", run.err);
    assert_eq!(run.err.matches("error[E0725]").count(), 1, "{}", run.err);
    assert!(run.err.contains("hours_per_day = { value = 7.5, source = "), "{}", run.err);
    for row in [30, 31, 32] {
        assert!(
            run.err.contains(&format!("F{row} of `BPU` gets no coefficient: it is open in the map")),
            "{}",
            run.err
        );
    }
    assert_eq!(run.err.matches("error[E0715]").count(), 3, "{}", run.err);
    assert!(run.err.contains("`coefficients`, as `40 = 1.25`"), "{}", run.err);
}

/// A price goes on no row that asks for a coefficient, and a line into no column of another unit.
#[test]
fn a_price_goes_into_no_coefficient_and_no_column_of_another_unit() {
    let hours = Some("hours_per_day = 7");
    let case = Case::of("fr_made_bpu_profiles.xlsx", hours, &[&PROFILES[..], &UNITS[..6]].concat());
    case.answer(&[
        ("[tables.bpu-3.coefficients]", "[tables.bpu-3.rows]"),
        ("coefficient = \"F\"", "unit_price = \"F\""),
        ("30 = \"?\"", "30 = \"7.6\""),
        ("31 = \"?\"", "31 = \"-\""),
        ("32 = \"?\"", "32 = \"-\""),
        // Sold by the month.
        ("8 = \"-\"", "8 = \"2.1\""),
    ]);
    let run = case.fill(&[]);
    assert_eq!((run.code, case.bid.path("out.xlsx").exists()), (1, false), "{}", run.err);
    assert!(run.err.contains("error[E0728]: row 30 of `BPU` asks for a coefficient, and gets a price"), "{}", run.err);
    let other = "error[E0724]: row 8 of `BPU` asks for a price by the hour (D8), half-day (E8), day (F8), and `ror/2.1` is \
                 sold by the month";
    assert!(run.err.contains(other), "{}", run.err);
    // `!` takes a price as it is: of a day where the map means so, never of an hour or half a day of another unit.
    case.answer(&[("8 = \"2.1\"", "8 = \"2.1!\"")]);
    let run = case.fill(&[]);
    let other = "row 8 of `BPU` asks for a price by the hour (D8), half-day (E8), and `ror/2.1` is sold by the month";
    assert!(run.err.contains(other), "{}", run.err);
}

/// A price for each contract year: the same in all, or revised as the contract says; nothing is assumed.
#[test]
fn a_price_a_year_is_flat_or_revised_as_the_map_says() {
    let others = [10, 12, 13, 14, 19].map(|row| (format!("{row} = \"?\""), format!("{row} = \"-\"")));
    let others: Vec<(&str, &str)> = others.iter().map(|(open, answer)| (open.as_str(), answer.as_str())).collect();
    let answers = [
        ("8 = \"?\"", "8 = \"4.1\""),
        ("9 = \"?\"", "9 = \"-\""),
        ("16 = \"?\"", "16 = \"7.1\""),
        ("18 = \"?\"", "18 = \"6.2\""),
    ];
    let case = Case::of("fr_made_prices_by_year.xlsx", None, &[&answers[..], &others].concat());
    let run = case.fill(&[]);
    assert_eq!((run.code, run.err.matches("error[E0726]").count()), (1, 1), "{}", run.err);
    // 0.15 + 0.85 × 1.022 ^ (k − 1), to 4 decimals; never 3 % more than the year before.
    let coefficients = [dec!(1), dec!(1.0187), dec!(1.0378), dec!(1.0573)];
    for (word, of) in [("flat", [Decimal::ONE; 4]), ("revision", coefficients)] {
        let before = if word == "flat" { "?" } else { "flat" };
        case.answer(&[(&format!("yearly = \"{before}\""), &format!("yearly = \"{word}\""))]);
        let run = case.fill(&[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let filled = case.filled();
        for (row, code) in [(8, "4.1"), (16, "7.1"), (17, "6.1"), (18, "6.2")] {
            let price = case.price("pfc", code);
            let prices = ["D", "E", "F", "G"].map(|column| filled("BPU Lot 4", &format!("{column}{row}")).unwrap());
            assert_eq!(prices, of.map(|coefficient| cents(price * coefficient)), "{word}, {code}");
        }
    }
}

/// A map has one kind of prices, each in a column of its own, and a half-day that is part of a day.
#[test]
fn what_a_map_says_of_several_prices_is_checked() {
    let columns = [
        ("unit_prices = { hour = \"D\", day = \"D\" }", "E0709", "the column `D` is named twice"),
        ("unit_prices = { day = \"D\", fortnight = \"E\" }", "E0709", "`fortnight` is not a measure of a price"),
        ("unit_price = \"F\"\nunit_prices = { day = \"D\" }", "E0305", "the prices of the table are named twice"),
        ("yearly_prices = { 1 = \"D\", 5 = \"E\" }", "E0", "the contract has no year `5`"),
        ("unit_prices = { day = \"?\" }", "E0729", "this column is to be decided"),
    ];
    let case = Case::of("fr_made_bpu_profiles.xlsx", None, &[]);
    let map = case.bid.read("map.toml");
    let proposed = "unit_prices = { hour = \"D\", half-day = \"E\", day = \"F\" }";
    for (written, code, message) in columns {
        case.bid.write("map.toml", map.replace(proposed, written));
        let run = case.fill(&[]);
        assert!(
            run.code == if code == "E0729" { 1 } else { 2 }
                && run.err.contains(&format!("error[{code}"))
                && run.err.contains(message),
            "{}",
            run.err
        );
    }
    case.bid.write("map.toml", map.replacen("header = 7\n", "header = 7\nhalf_day = 1.5\n", 1));
    let run = case.fill(&[]);
    assert!(run.code == 2 && run.err.contains("`half_day` is a part of a day"), "{}", run.err);
}

/// The form of a schedule of prices, a DQE that takes its day prices from it by formula, and phases at a lump sum: the whole
/// way with `--lot` and answers in the place of each `?`. Rows that a formula prices are none.
#[test]
fn a_schedule_with_a_dqe_of_formulas_goes_the_whole_way() {
    let hours = Some("hours_per_day = { value = 7, source = \"CCAP\" }");
    let case = Case::of("fr_bpu_dqe_dpgf_synthetic.xlsx", hours, &[]);
    let run = case.bid.run(&["map", "buyer.xlsx", "--lot", "ror", "-o", "map.toml", "--force"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let profiles = [(15, "7.1"), (18, "6.1"), (19, "7.3"), (20, "7.2"), (21, "7.4"), (22, "7.5")];
    let coefficients = [(26, "0.98"), (27, "0.95"), (28, "0.9"), (32, "1.25"), (33, "1.5"), (34, "1.5"), (35, "2")];
    let mut table = String::new();
    let answered = case.bid.read("map.toml").lines().fold(String::new(), |out, line| {
        if let Some(of) = line.strip_prefix('[') {
            of.clone_into(&mut table);
        }
        let open = line.split_once(" = \"?\"").and_then(|(row, _)| row.parse::<u32>().ok());
        let answer =
            |of: &[(u32, &str)], row: u32| of.iter().find(|(at, _)| *at == row).map(|(_, is)| (*is).to_owned());
        let line = match open {
            None => line.to_owned(),
            Some(row) if table.ends_with("coefficients]") => format!("{row} = {}", answer(&coefficients, row).unwrap()),
            Some(row) => {
                assert!(!table.starts_with("tables.dqe"), "row {row} of the DQE is priced by a formula");
                let code = answer(&profiles, row).filter(|_| table == "tables.bpu.rows]");
                format!("{row} = \"{}\"", code.unwrap_or_else(|| "-".to_owned()))
            }
        };
        out + &line + "\n"
    });
    case.bid.write("map.toml", answered);
    let run = case.fill(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let filled = case.filled();
    for (row, code) in profiles {
        let day = case.price("ror", code);
        let due = [cents(day / dec!(7)), cents(day / dec!(2)), day];
        assert_eq!(["C", "D", "E"].map(|column| filled("BPU", &format!("{column}{row}")).unwrap()), due, "{code}");
        // The DQE, eight rows above, takes the price of a day.
        assert_eq!(filled("DQE", &format!("C{}", row - 8)), Some(day), "{code}");
    }
    for (row, figure) in coefficients {
        assert_eq!(filled("BPU", &format!("C{row}")), figure.parse().ok(), "row {row}");
    }
}

/// A DQE that looks its prices up in the schedule beside it has no lines of its own in a layout, however it does so, and its
/// quantities are those of the schedule's lines.
#[test]
fn a_dqe_that_looks_its_prices_up_is_laid_out_once() {
    let lines =
        ["Unité d’œuvre d’évolution simple", "Unité d’œuvre d’évolution moyenne", "Unité d’œuvre d’évolution complexe"];
    for formula in [
        "=VLOOKUP(A@,'BPU lot 3'!$A$2:$D$4,4,FALSE)",
        "=IFERROR(VLOOKUP(A@,'BPU lot 3'!$A$2:$D$4,4,0),0)",
        "=INDEX('BPU lot 3'!$D$2:$D$4,MATCH(A@,'BPU lot 3'!$A$2:$A$4,0))",
        "=INDIRECT(\"'BPU lot 3'!D\"&ROW())",
        "='BPU lot 3'!D@",
    ] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for (name, headings) in [
            ("BPU lot 3", vec!["N°", "Désignation", "Unité", "PU HT"]),
            ("DQE lot 3", vec!["N°", "Désignation", "Unité", "PU HT", "Quantité", "Montant HT"]),
        ] {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            sheet.write_row(0, 0, headings.clone()).unwrap();
            for (row, line) in (1..).zip(lines) {
                sheet.write_row(row, 0, [format!("P{row}").as_str(), line, "UO"]).unwrap();
                if headings.len() > 4 {
                    let at = row + 1;
                    sheet.write_formula(row, 3, formula.replace('@', &at.to_string()).as_str()).unwrap();
                    sheet.write_number(row, 4, 10 * at).unwrap();
                    sheet.write_formula(row, 5, format!("=D{at}*E{at}").as_str()).unwrap();
                }
            }
        }
        let bid = Bid::new();
        bid.write("buyer.xlsx", workbook.save_to_buffer().unwrap());
        let run = bid.run(&["map", "buyer.xlsx", "--layout", "laid"]);
        assert_eq!(run.code, 0, "{formula}: {}", run.err);
        let text = bid.read("laid/dqe/ror.toml");
        for line in lines {
            assert_eq!(text.matches(&format!("label    = \"{line}\"")).count(), 1, "{formula}: {text}");
        }
    }
}

/// A section that goes on at the top of the next sheet is one section of the layout.
#[test]
fn a_section_that_goes_on_is_laid_out_once() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let rows = [
        (
            "Lot 3 p1",
            "Unités d’œuvre",
            [("3.1", "Unité d’œuvre d’évolution simple"), ("3.2", "Unité d’œuvre d’évolution moyenne")],
        ),
        (
            "Lot 3 p2",
            "Unités d’œuvre (suite)",
            [("3.3", "Unité d’œuvre d’évolution complexe"), ("3.4", "Étude d’urbanisme")],
        ),
    ];
    for (name, title, lines) in rows {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["N°", "Désignation", "Unité", "PU HT"]).unwrap();
        sheet.write_row(1, 0, ["3", title]).unwrap();
        for (row, (code, label)) in (2..).zip(lines) {
            sheet.write_row(row, 0, [code, label, "UO"]).unwrap();
        }
    }
    let bid = Bid::new();
    bid.write("buyer.xlsx", workbook.save_to_buffer().unwrap());
    let run = bid.run(&["map", "buyer.xlsx", "--layout", "laid"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = bid.read("laid/dqe/ror.toml");
    let sections = text.lines().filter(|line| line.starts_with("[sections.") && !line.contains(".lines.")).count();
    assert_eq!(sections, 1, "{text}");
    assert_eq!(text.matches(".lines.").count(), 4, "{text}");
}

/// Rows priced by the hour and by half a day, by their unit, their section or their label, beside the same profile by the
/// day: each is our line of the day, and gets the part of its price that the stated rule gives, without `!`.
#[test]
fn a_row_by_the_hour_or_half_a_day_takes_its_part_of_the_price_of_a_day() {
    let rows = "Code | Désignation | Unité | Quantité | PU HT | Montant HT
                P1 | Ingénieur DevOps | heure | 14 | | =D2*E2
                P2 | Ingénieur DevOps | jour | 160 | | =D3*E3
                P3 | Architecte | demi-journée | 10 | | =D4*E4
                P4 | DBA (prix de la demi-journée) | | 4 | | =D5*E5
                | Tarifs horaires | | | |
                P5 | Ingénieur sécurité | | 3 | | =D7*E7";
    let case = Case::of_file(&form(rows), Some("hours_per_day = 7.5"), &[]);
    let map = case.bid.read("map.toml");
    assert!(map.contains("prix par heure, tiré du nôtre par jour"), "{map}");
    let codes = [(2, "6.1"), (3, "6.1"), (4, "7.1"), (5, "7.3"), (7, "7.2")];
    let rows: Vec<String> = codes.iter().map(|(row, code)| format!("{row} = \"{code}\"")).collect();
    let head = map.split_once(".rows]").unwrap().0;
    case.bid.write("map.toml", format!("{head}.rows]\n{}\n", rows.join("\n")));
    let run = case.fill(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let filled = case.filled();
    let day = |code: &str| case.price("ror", code);
    let due = [
        (2, cents(day("6.1") / dec!(7.5))),
        (3, day("6.1")),
        (4, cents(day("7.1") / dec!(2))),
        (5, cents(day("7.3") / dec!(2))),
        (7, cents(day("7.2") / dec!(7.5))),
    ];
    for (row, price) in due {
        assert_eq!(filled("BPU lot 3", &format!("E{row}")), Some(price), "row {row}");
    }
    assert!(run.out.contains("net price, hour") && run.out.contains("net price, half-day"), "{}", run.out);
    assert!(run.out.contains("price by the hour"), "{}", run.out);
    // Fourteen hours are no fourteen days.
    let run =
        case.bid.run(&["--lang", "en", "import", "quantities", "buyer.xlsx", "--lot", "ror", "--map", "map.toml"]);
    assert!(run.out.contains("counted in `heure`, and 6.1 in day"), "{}\n{}", run.out, run.err);
    // Without the hours of a day the price of an hour is asked.
    let contract = case.bid.read("models/contract.toml").replace("hours_per_day = 7.5\n", "");
    case.bid.write("models/contract.toml", contract);
    let run = case.fill(&[]);
    assert!(run.code == 1 && run.err.contains("error[E0725]"), "{}", run.err);
}

/// Prices of periods beside each other: each table of the map has all of our lines, names its period and asks which prices it
/// gets; one answer does. Revised prices are those of the contract: 0.15 + 0.85 × 1.022² in year 3, to 4 decimals.
#[test]
fn a_table_of_a_period_takes_prices_as_bid_or_revised() {
    let rows = "N° | Désignation | Unité | Prix unitaire HT | |
                | | | Période ferme (24 mois) | Reconduction 1 (12 mois) |
                1 | Ingénieur DevOps | jour | | |
                2 | Architecte | jour | | |";
    let case = Case::of_file(&form(rows), None, &[]);
    let map = case.bid.read("map.toml");
    for period in ["prix de « Période ferme (24 mois) »", "prix de « Reconduction 1 (12 mois) »"] {
        assert!(map.contains(period), "{map}");
    }
    assert_eq!((map.matches("3 = \"6.1\"").count(), map.matches("4 = \"7.1\"").count()), (2, 2), "{map}");
    let run = case.fill(&[]);
    assert_eq!((run.code, run.err.matches("error[E0726]").count()), (1, 2), "{}", run.err);
    case.answer(&[("year = \"?\"", "year = \"-\""), ("year = \"?\"", "year = 3")]);
    let run = case.fill(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let filled = case.filled();
    for (row, code) in [(3, "6.1"), (4, "7.1")] {
        let price = case.price("ror", code);
        let prices = ["D", "E"].map(|column| filled("BPU lot 3", &format!("{column}{row}")).unwrap());
        assert_eq!(prices, [price, cents(price * dec!(1.0378))], "{code}");
    }
    case.answer(&[("year = 3", "year = 7")]);
    assert!(case.fill(&[]).err.contains("the contract has no year `7`"));
}

/// Prices in thousands of euros: the map says so where their heading does, and each is a thousandth, to the last cent; a title
/// may speak of totals alone, and is asked.
#[test]
fn prices_in_thousands_of_euros_are_thousandths() {
    let rows = |title: &str, heading: &str| {
        let rows = format!(
            "{title}
             N° | Désignation | Unité | Quantité | {heading} | Montant
             1 | Ingénieur DevOps | jour | 160 | | =D3*E3"
        );
        form(&rows)
    };
    let case = Case::of_file(&rows("Bordereau", "Prix unitaire (k€ HT)"), None, &[]);
    let day = case.price("ror", "6.1");
    let run = case.fill(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(case.bid.read("map.toml").contains("money = \"k€\""));
    assert_eq!(case.filled()("BPU lot 3", "E3"), Some(day / dec!(1000)));
    // 160 days in thousands of euros are our amount.
    assert!(!run.out.contains("quantity 160"), "{}", run.out);
    let case = Case::of_file(&rows("Montants en k€", "Prix unitaire HT"), None, &[]);
    let run = case.fill(&[]);
    assert!(run.code == 1 && run.err.contains("error[E0724]") && run.err.contains("money = \"€\""), "{}", run.err);
    for (money, price) in [("€", day), ("k€", day / dec!(1000)), ("M€", day / dec!(1000000))] {
        let map = case.bid.read("map.toml");
        let at = map.find("money = \"").unwrap() + 9;
        let end = at + map[at..].find('"').unwrap();
        case.bid.write("map.toml", format!("{}{money}{}", &map[..at], &map[end..]));
        let run = case.fill(&[]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(case.filled()("BPU lot 3", "E3"), Some(price.normalize()), "{money}");
    }
}

/// Rows priced by the quarter, the half-year and the year: our line of the month is proposed with the rule and never settled, and
/// gets three, six and twelve of its prices where a person puts it, without `!`.
#[test]
fn a_row_by_the_quarter_or_the_year_takes_so_many_months_of_our_price() {
    let rows = "Code | Désignation | Unité | PU HT
                A | Pilotage du lot, gouvernance et coordination inter-lots | forfait annuel |
                B | Maintien en condition opérationnelle et de sécurité (VM, réseau, conteneurs) | trimestre |
                C | Exploitation, support et maintenance corrective des applications | semestre |
                D | Ingénieur DevOps | an |";
    let case = Case::of_file(&form(rows), None, &[]);
    let map = case.bid.read("map.toml");
    for (row, code, rule) in [(2, "2.1", "an"), (3, "5.1", "trimestre"), (4, "4.1", "semestre")] {
        let line = map.lines().find(|line| line.starts_with(&format!("{row} = "))).unwrap();
        assert!(line.starts_with(&format!("{row} = \"?\"")) && line.contains(&format!("{code} ")), "{line}");
        assert!(line.contains(&format!("prix par {rule}, tiré du nôtre par mois")), "{line}");
    }
    let head = map.split_once(".rows]").unwrap().0;
    let rows = "2 = \"2.1\"\n3 = \"5.1\"\n4 = \"4.1\"\n5 = \"-\"";
    case.bid.write("map.toml", format!("{head}.rows]\n{rows}\n"));
    let run = case.fill(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let filled = case.filled();
    for (row, code, months) in [(2, "2.1", dec!(12)), (3, "5.1", dec!(3)), (4, "4.1", dec!(6))] {
        assert_eq!(filled("BPU lot 3", &format!("D{row}")), Some(case.price("ror", code) * months), "row {row}");
    }
    assert!(run.out.contains("net price, year") && run.out.contains("net price, quarter"), "{}", run.out);
    // A day is of no year.
    case.bid.write("map.toml", format!("{head}.rows]\n{}\n", rows.replace("\"-\"", "\"6.1\"")));
    let run = case.fill(&[]);
    assert!(run.code == 1 && run.err.matches("error[E0724]").count() == 1, "{}", run.err);
}

/// Prices with VAT of an hour and of a day beside those without, whatever their order: each takes its own.
#[test]
fn a_price_with_vat_is_of_the_time_that_its_heading_names() {
    for (head, columns) in [
        ("Profil | Taux horaire HT | TJM HT | Taux horaire TTC | TJM TTC", ["B", "C", "D", "E"]),
        ("Profil | TJM HT | Taux horaire TTC | Taux horaire HT | TJM TTC", ["D", "B", "C", "E"]),
    ] {
        let rows = format!("{head}\nIngénieur DevOps | | | |\nArchitecte | | | |");
        let answers = [("2 = \"?\"", "2 = \"6.1\""), ("3 = \"?\"", "3 = \"7.1\"")];
        let case = Case::of_file(&form(&rows), Some("hours_per_day = 7"), &[]);
        let map = case.bid.read("map.toml");
        let open: Vec<_> = answers.into_iter().filter(|(open, _)| map.contains(open)).collect();
        case.answer(&open);
        let run = case.fill(&[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let filled = case.filled();
        for (row, code) in [(2, "6.1"), (3, "7.1")] {
            let (day, vat) = (case.price("ror", code), dec!(1.2));
            let hour = cents(day / dec!(7));
            let due = [hour, day, cents(hour * vat), cents(day * vat)];
            let prices = columns.map(|column| filled("BPU lot 3", &format!("{column}{row}")).unwrap());
            assert_eq!(prices, due, "{head}, {code}\n{map}");
        }
    }
    // One price with VAT, of another time than the net one.
    let rows = "Profil | TJM HT | Taux horaire TTC\nIngénieur DevOps | |";
    let case = Case::of_file(&form(rows), Some("hours_per_day = 7"), &[]);
    let map = case.bid.read("map.toml");
    assert!(map.contains("gross_unit_prices = { hour = \"C\" }"), "{map}");
}

/// A schedule of prices beside a DQE that takes its prices by formula: one map fills the one and imports the quantities of the
/// other, and the layout has each line once, in the schedule's words and with the DQE's quantities.
#[test]
fn a_dqe_of_formulas_is_counted_by_the_map_of_its_schedule() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let lines =
        [("Pilotage du lot, gouvernance et coordination inter-lots", "mois", 12), ("Journée d’architecte", "jour", 7)];
    let bpu = workbook.add_worksheet().set_name("BPU lot 3").unwrap();
    bpu.write_row(0, 0, ["N°", "Désignation", "Unité", "Prix unitaire HT"]).unwrap();
    for (row, (label, unit, _)) in (1..).zip(lines) {
        bpu.write_row(row, 0, [format!("P{row}").as_str(), label, unit]).unwrap();
    }
    let dqe = workbook.add_worksheet().set_name("DQE lot 3").unwrap();
    let heads = ["N°", "Désignation", "Unité", "PU HT", "Qté A1", "Qté A2", "Qté A3", "Qté A4", "Montant HT"];
    dqe.write_row(0, 0, heads).unwrap();
    for (row, (label, unit, count)) in (1..).zip(lines) {
        dqe.write_row(row, 0, [format!("P{row}").as_str(), label, unit]).unwrap();
        let place = row + 1;
        let price = format!("=IF('BPU lot 3'!$D${place}=\"\",\"\",'BPU lot 3'!$D${place})");
        dqe.write_formula(row, 3, price.as_str()).unwrap();
        dqe.write_row(row, 4, [count; 4]).unwrap();
        dqe.write_formula(row, 8, format!("=D{place}*SUM(E{place}:H{place})").as_str()).unwrap();
    }
    let case = Case::of_file(&workbook.save_to_buffer().unwrap(), None, &[]);
    let map = case.bid.read("map.toml");
    case.bid.write("map.toml", map.replace("2 = \"?\"", "2 = \"2.1\"").replace("3 = \"?\"", "3 = \"7.1\""));
    let quantities = ["--lang", "en", "import", "quantities", "buyer.xlsx", "--lot", "ror", "--map", "map.toml"];
    let run = case.bid.run(&quantities);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("DQE lot 3!E3:H3") && run.out.contains("7 ; 7 ; 7 ; 7"), "{}", run.out);
    assert!(!run.err.contains("W0608") && !run.out.contains("Not taken"), "{}{}", run.out, run.err);
    let run = case.fill(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(case.filled()("BPU lot 3", "D3"), Some(case.price("ror", "7.1")));
    let run = case.bid.run(&["map", "buyer.xlsx", "--layout", "new"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let layout = case.bid.read("new/dqe/ror.toml");
    assert_eq!(layout.matches("\ncode     = ").count(), 2, "{layout}");
    assert!(layout.contains("quantity = 7\n") && !layout.contains("bis"), "{layout}");
}

/// A file in which prices are formulas: nothing would be written, which is an error; not where a person declines what waits.
#[test]
fn a_file_in_which_nothing_is_filled_is_refused() {
    let rows = "N° | Désignation | Unité | Prix TTC | Prix HT
                1 | Architecte | jour | 120 | =D2/1.2
                2 | DBA | jour | 120 | =D3/1.2";
    let map = "[tables.x]\nsheet = \"BPU lot 3\"\nlot = \"ror\"\nheader = 1\n[tables.x.columns]\nlabel = \"B\"\nunit_price = \"E\"\n\
               [tables.x.rows]\n2 = \"-\"\n3 = \"-\"\n";
    let of = |rows: &str| {
        let case = Case::of_file(&form(rows), None, &[]);
        case.bid.write("map.toml", map);
        case.fill(&[])
    };
    let run = of(rows);
    assert!(run.code == 1 && run.err.contains("error[E0737]: nothing is written"), "{}", run.err);
    let run = of(&rows.replace("120 | =D2/1.2", " | ").replace("120 | =D3/1.2", " | "));
    assert_eq!(run.code, 0, "{}", run.err);
}

/// A unit that nobody knows, and one that only a label names, are none of our units.
#[test]
fn a_price_goes_on_no_row_of_a_unit_that_is_not_ours() {
    let rows = "N° | Désignation | Unité | PU HT
                1 | Ingénieur DevOps | vacation |
                2 | Architecte | point de fonction |
                3 | DBA – pack de 10 jours | |
                4 | Pilotage du lot (48 mois) | |";
    let case = Case::of_file(&form(rows), None, &[]);
    let head = case.bid.read("map.toml").split_once(".rows]").unwrap().0.to_owned();
    case.bid.write("map.toml", format!("{head}.rows]\n2 = \"6.1\"\n3 = \"7.1\"\n4 = \"7.3\"\n5 = \"2.1\"\n"));
    let run = case.fill(&[]);
    assert_eq!((run.code, run.err.matches("error[E0724]").count()), (1, 4), "{}", run.err);
    // With none of our prices in it, all of the lot is lost, and reported.
    case.bid.write("map.toml", format!("{head}.rows]\n2 = \"-\"\n3 = \"-\"\n4 = \"-\"\n5 = \"-\"\n"));
    let run = case.fill(&[]);
    assert!(run.err.contains("W0717") && run.err.contains("`ror`"), "{}", run.err);
}

/// Prices by calendar year are those of contract years where the contract starts in a January; else each column is asked for.
#[test]
fn prices_of_calendar_years_are_asked_for_where_they_are_no_contract_years() {
    let rows =
        "Code | Profil | Unité | PU HT 2027 | PU HT 2028 | PU HT 2029 | PU HT 2030\n7.1 | Architecte | jour | | | |";
    let bid = Bid::new();
    let contract = bid.read("models/contract.toml");
    bid.write("models/contract.toml", contract.replace("\"2027-03\"", "\"2027-01\""));
    bid.write("buyer.xlsx", form(rows));
    assert_eq!(bid.run(&["map", "buyer.xlsx", "-o", "map.toml"]).code, 0);
    let of_years = |map: &str| map.contains("yearly_prices = { 1 = \"D\", 2 = \"E\", 3 = \"F\", 4 = \"G\" }");
    assert!(of_years(&bid.read("map.toml")));
    let open = "yearly_prices = { 1 = \"?\", 2 = \"?\", 3 = \"?\", 4 = \"?\" }";
    let case = Case::of_file(&form(rows), None, &[("yearly = \"?\"", "yearly = \"flat\"")]);
    let run = case.fill(&[]);
    assert!(run.code == 2 && run.err.contains("E0729"), "{}", run.err);
    case.answer(&[(open, "yearly_prices = { 1 = \"D\", 2 = \"E\", 3 = \"F\", 4 = \"G\" }")]);
    assert_eq!(case.fill(&[]).code, 0);
    let filled = case.filled();
    let price = Some(case.price("ror", "7.1"));
    assert_eq!(["D2", "E2", "F2", "G2"].map(|cell| filled("BPU lot 3", cell)), [price; 4]);
}
