//! Formulas made by chance: read as they were meant, moved there and back, and computed as LibreOffice computes them.

use std::fmt::Write as _;

use calamine::{CellErrorType, Data};
use chiffrage::formula::{Address, Book, ErrorValue, Expr, Value, moved};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Workbook};

use crate::support;

/// Arithmetic of small whole numbers, with its own meaning.
#[derive(Debug, Clone)]
enum Sum {
    Number(i128),
    Minus(Box<Sum>),
    Pair(Box<Sum>, char, Box<Sum>),
}

impl Sum {
    fn value(&self) -> i128 {
        match self {
            Self::Number(n) => *n,
            Self::Minus(of) => -of.value(),
            Self::Pair(a, '+', b) => a.value() + b.value(),
            Self::Pair(a, '-', b) => a.value() - b.value(),
            Self::Pair(a, '*', b) => a.value() * b.value(),
            Self::Pair(a, _, b) => i128::from(a.value() == b.value()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 5,
            Self::Minus(_) => 4,
            Self::Pair(_, '*', _) => 3,
            Self::Pair(_, '+' | '-', _) => 2,
            Self::Pair(..) => 1,
        }
    }

    /// With the parentheses that it needs, and no other.
    fn write(&self, out: &mut String) {
        let inner = |of: &Self, least: u8, out: &mut String| {
            let bare = of.rank() >= least;
            out.push_str(if bare { "" } else { "(" });
            of.write(out);
            out.push_str(if bare { "" } else { ")" });
        };
        match self {
            Self::Number(n) => write!(out, "{n}").unwrap(),
            Self::Minus(of) => {
                out.push('-');
                inner(of, 4, out);
            }
            Self::Pair(a, operator, b) => {
                inner(a, self.rank(), out);
                out.push(*operator);
                inner(b, self.rank() + 1, out);
            }
        }
    }
}

fn any_sum() -> impl Strategy<Value = Sum> {
    let leaf = (0..10_i128).prop_map(Sum::Number);
    leaf.prop_recursive(6, 40, 2, |inner| {
        let pair = (inner.clone(), prop::sample::select(vec!['+', '-', '*', '=']), inner.clone());
        prop_oneof![
            1 => inner.prop_map(|of| Sum::Minus(Box::new(of))),
            6 => pair.prop_map(|(a, operator, b)| {
                // A truth is no number to compare with: it is made one.
                let whole = |of: Sum| match of {
                    Sum::Pair(_, '=', _) if operator == '=' => Sum::Pair(Box::new(of), '*', Box::new(Sum::Number(1))),
                    of => of,
                };
                Sum::Pair(Box::new(whole(a)), operator, Box::new(whole(b)))
            }),
        ]
    })
}

/// Any formula as text: what it means does not matter.
fn any_text() -> impl Strategy<Value = String> {
    let corner = (any::<[bool; 2]>(), 200..300_u32, 200..300_u32).prop_map(|([c, r], column, row)| {
        let at = Address { row, column }.to_string();
        let digits = at.find(|c: char| c.is_ascii_digit()).unwrap();
        let dollar = |fixed: bool| if fixed { "$" } else { "" };
        format!("{}{}{}{}", dollar(c), &at[..digits], dollar(r), &at[digits..])
    });
    let area = (corner.clone(), corner, any::<bool>()).prop_map(|(a, b, one)| if one { a } else { format!("{a}:{b}") });
    let sheet = prop::sample::select(vec!["", "", "Lot!", "'Lot 1'!", "'l''an'!", "[1]F!", "A1!"]);
    let leaf = prop_oneof![
        4 => (sheet, area).prop_map(|(sheet, area)| format!("{sheet}{area}")),
        1 => prop::sample::select(vec!["1", "2.50", "\"A1\"", "\"a\"\"b\"", "TRUE", "#REF!", "TauxTVA", "$C:$F", "$2:$3"])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 30, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/", "^", "&", "=", "<>", "<=", " + "]);
        let name = prop::sample::select(vec!["SUM", "LOG10", "_xlfn.IFS", "A1.B2"]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, o, b)| format!("{a}{o}{b}")),
            inner.clone().prop_map(|of| format!("({of})")),
            inner.clone().prop_map(|of| format!("-{of}%")),
            (name, prop::collection::vec(inner, 0..4)).prop_map(|(f, args)| format!("{f}({})", args.join(","))),
        ]
    })
}

proptest! {
    #[test]
    fn operators_group_as_they_are_meant(sum in any_sum()) {
        let mut text = String::new();
        sum.write(&mut text);
        let mut book = Book::default();
        let sheet = book.add_sheet("F");
        let at = Address { row: 1, column: 1 };
        book.put_formula(sheet, at, &text, None);
        book.recalculate_all();
        let given = match book.value(sheet, at) {
            Ok(Value::Bool(truth)) => Decimal::from(u8::from(truth)),
            Ok(Value::Number(n)) => n,
            other => panic!("{text}: {other:?}"),
        };
        prop_assert_eq!(given, Decimal::from(sum.value()), "{}", text);
    }

    #[test]
    fn what_is_moved_there_and_back_is_the_same(text in any_text(), rows in -150..150_i64, columns in -150..150_i64) {
        let there = moved(&text, rows, columns).unwrap();
        prop_assert!(!there.contains("#REF!") || text.contains("#REF!"), "{}", there);
        prop_assert_eq!(moved(&there, -rows, -columns).unwrap(), text.clone());
        // It reads as a formula, there as here.
        prop_assert_eq!(Expr::parse(&text).is_ok(), Expr::parse(&there).is_ok());
        prop_assert!(Expr::parse(&text).is_ok(), "{}", text);
    }

    #[test]
    fn no_text_is_too_strange_to_be_read_or_refused(text in "[ -~é€\u{1F600}]{0,60}", rows in -3..3_i64) {
        let read = Expr::parse(&text);
        if moved(&text, rows, 0).is_err() {
            prop_assert!(read.is_err());
        }
    }
}

/// Columns: A decimals, B whole numbers, C some of them empty, D texts, E whole numbers in order.
const ROWS: u32 = 19;

fn data(row: u32) -> [Value; 5] {
    let words = ["jour", "Mois", "UO", "forfait", "PM", "jour"];
    let n = i64::from(row);
    [
        Decimal::new(n * 137 % 1_000 - 300, 2).into(),
        Decimal::from(n * 7 % 13).into(),
        if row.is_multiple_of(3) { Value::Empty } else { Decimal::new(n * 31 % 200, 1).into() },
        Value::text(words[row as usize % words.len()]),
        Decimal::from(n * 3).into(),
    ]
}

fn any_number() -> BoxedStrategy<String> {
    let cell = (prop::sample::select(vec!["A", "B", "C", "E"]), 1..=ROWS).prop_map(|(c, r)| format!("{c}{r}"));
    let literal = prop::sample::select(vec!["0", "1", "2", "0.5", "12", "3.25"]).prop_map(str::to_owned);
    let leaf = prop_oneof![3 => cell, 1 => literal].boxed();
    leaf.prop_recursive(3, 24, 3, |inner| {
        let rows = || (1..=ROWS, 1..=ROWS).prop_map(|(a, b)| (a.min(b), a.max(b)));
        let range = (prop::sample::select(vec!["A", "B", "C", "D", "E"]), rows())
            .prop_map(|(c, (a, b))| format!("{c}{a}:{c}{b}"));
        let block = rows().prop_map(|(a, b)| format!("A{a}:E{b}"));
        let many =
            prop::sample::select(vec!["SUM", "MIN", "MAX", "COUNT", "COUNTA", "AVERAGE", "COUNTBLANK", "PRODUCT"]);
        let round = prop::sample::select(vec!["ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC"]);
        let compare = prop::sample::select(vec!["=", "<>", "<", "<=", ">", ">="]);
        let criterion = prop::sample::select(vec![
            "\"jour\"",
            "\"<>jour\"",
            "\"*o*\"",
            "\">3\"",
            "\"<=5\"",
            "6",
            "\"\"",
            "\"=\"",
            "\"<>\"",
        ]);
        let operator = prop::sample::select(vec!["+", "-", "*", "/"]);
        let word = prop::sample::select(vec!["\"jour\"", "\"FORFAIT\"", "\"rien\"", "\"m*\""]);
        let condition = prop_oneof![
            (inner.clone(), compare, inner.clone()).prop_map(|(a, o, b)| format!("{a}{o}{b}")),
            (1..=ROWS, word.clone()).prop_map(|(row, word)| format!("D{row}={word}")),
            (1..=ROWS).prop_map(|row| format!("C{row}=\"\"")),
            (1..=ROWS).prop_map(|row| format!("OR(C{row}=\"\",B{row}>5)")),
            (1..=ROWS).prop_map(|row| format!("AND(ISNUMBER(C{row}),NOT(ISBLANK(D{row})))")),
        ];
        prop_oneof![
            4 => (inner.clone(), operator, inner.clone()).prop_map(|(a, o, b)| format!("({a}{o}{b})")),
            1 => inner.clone().prop_map(|of| format!("-{of}")),
            1 => inner.clone().prop_map(|of| format!("{of}%")),
            2 => (many, prop_oneof![range.clone(), block]).prop_map(|(f, range)| format!("{f}({range})")),
            2 => (round, inner.clone(), -1..4).prop_map(|(f, of, places)| format!("{f}({of},{places})")),
            1 => inner.clone().prop_map(|of| format!("INT({of})")),
            1 => (inner.clone(), 2..7).prop_map(|(of, by)| format!("MOD({of},{by})")),
            1 => inner.clone().prop_map(|of| format!("ABS({of})")),
            3 => (condition, inner.clone(), inner.clone()).prop_map(|(c, a, b)| format!("IF({c},{a},{b})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("IFERROR({a},{b})")),
            1 => (range.clone(), criterion.clone()).prop_map(|(r, c)| format!("COUNTIF({r},{c})")),
            1 => (criterion, rows()).prop_map(|(c, (a, b))| format!("SUMIF(D{a}:D{b},{c},A{a}:A{b})")),
            1 => rows().prop_map(|(a, b)| format!("SUMPRODUCT(B{a}:B{b},C{a}:C{b})")),
            1 => (rows(), word.clone()).prop_map(|((a, b), w)| format!("SUMPRODUCT((D{a}:D{b}={w})*A{a}:A{b})")),
            1 => (word.clone(), rows()).prop_map(|(w, (a, b))| format!("VLOOKUP({w},D{a}:E{b},2,FALSE)")),
            1 => (0..60).prop_map(|n| format!("VLOOKUP({n},E1:E{ROWS},1)")),
            1 => (word, rows()).prop_map(|(w, (a, b))| format!("INDEX(A{a}:A{b},MATCH({w},D{a}:D{b},0))")),
            1 => (1..=ROWS, 1..4).prop_map(|(row, n)| format!("LEN(LEFT(D{row},{n})&RIGHT(D{row},2)&B{row})")),
            1 => (1..5, inner.clone(), inner).prop_map(|(n, a, b)| format!("CHOOSE({n},{a},{b},3)")),
            1 => range.prop_map(|r| format!("ROWS({r})*10+COLUMNS({r})")),
        ]
    })
    .boxed()
}

#[test]
fn libreoffice_computes_the_same() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let formulas: Vec<String> = (0..3_000).map(|_| any_number().new_tree(&mut runner).unwrap().current()).collect();
    let mut book = Book::default();
    let sheet = book.add_sheet("F");
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet().set_name("F").unwrap();
    for row in 1..=ROWS {
        for (column, value) in (1..).zip(data(row)) {
            let (r, c) = (row - 1, u16::try_from(column - 1).unwrap());
            match &value {
                Value::Number(n) => _ = page.write_number(r, c, n.to_string().parse::<f64>().unwrap()).unwrap(),
                Value::Text(text) => _ = page.write_string(r, c, &**text).unwrap(),
                _ => {}
            }
            book.put(sheet, Address { row, column }, value);
        }
    }
    // Column H, whose formulas read none of one another.
    for (row, text) in (1..).zip(&formulas) {
        page.write_formula(row - 1, 7, Formula::new(text)).unwrap();
        book.put_formula(sheet, Address { row, column: 8 }, text, None);
    }
    let folder = tempfile::tempdir().unwrap();
    let Some(theirs) = support::spreadsheet::recalculated(&workbook.save_to_buffer().unwrap(), folder.path()) else {
        return;
    };
    let (theirs, _) = support::spreadsheet::cells(&theirs);
    book.recalculate_all();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (row, text) in (1..).zip(&formulas) {
        let Ok(ours) = book.value(sheet, Address { row, column: 8 }) else { continue };
        compared += 1;
        let theirs = theirs.get(&("F".to_owned(), row - 1, 7));

        if !agree(&ours, theirs) {
            wrong.push(format!("{text}: {ours:?} here, {theirs:?} there"));
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 2_700, "only {compared} of {} have an answer here", formulas.len());
}

fn agree(ours: &Value, theirs: Option<&Data>) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Some(Data::Float(theirs))) => {
            let ours: f64 = ours.to_string().parse().unwrap();
            (ours - theirs).abs() <= 1e-9 * ours.abs().max(1.0)
        }
        (Value::Number(ours), Some(Data::Int(theirs))) => *ours == Decimal::from(*theirs),
        (Value::Number(ours), Some(Data::Bool(theirs))) => *ours == Decimal::from(u8::from(*theirs)),
        (Value::Bool(ours), Some(Data::Bool(theirs))) => ours == theirs,
        (Value::Bool(ours), Some(Data::Float(theirs))) => f64::from(u8::from(*ours)) == *theirs,
        (Value::Text(ours), Some(Data::String(theirs))) => **ours == **theirs,
        (Value::Text(ours), None) => ours.is_empty(),
        (Value::Error(ours), Some(Data::Error(theirs))) => match theirs {
            CellErrorType::Div0 => *ours == ErrorValue::Division,
            CellErrorType::NA => *ours == ErrorValue::Missing,
            CellErrorType::Num => *ours == ErrorValue::Number,
            CellErrorType::Ref => *ours == ErrorValue::Reference,
            CellErrorType::Value => *ours == ErrorValue::Value,
            CellErrorType::Name => *ours == ErrorValue::Name,
            CellErrorType::Null => *ours == ErrorValue::Null,
            CellErrorType::GettingData => false,
        },
        _ => false,
    }
}
