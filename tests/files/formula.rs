//! Spreadsheet formulas: what they read, what they give, what hangs on what. Expected figures are worked by hand.

use chiffrage::formula::{Address, Book, ErrorValue, Value, moved, read_number};
use rust_decimal::dec;

#[test]
fn a_moved_formula_keeps_what_dollars_fix() {
    let cases = [
        ("E5*F5", (1, 0), "E6*F6"),
        ("$E5*F$5", (3, 2), "$E8*H$5"),
        ("$E$5", (100, 100), "$E$5"),
        ("SUM(G5:G9)", (10, 1), "SUM(H15:H19)"),
        ("SUM(G$5:G9)", (10, 0), "SUM(G$5:G19)"),
        ("SUM(A:A,$B:C,1:1,$2:3)", (2, 1), "SUM(B:B,$B:D,3:3,$2:5)"),
        // A name, a function, a sheet, a text that look like a reference are none.
        ("LOG10(A1)+Q1_total+TVA.A1+\"A1\"", (1, 1), "LOG10(B2)+Q1_total+TVA.A1+\"A1\""),
        ("'A1'!A1+A1!A1", (1, 0), "'A1'!A2+A1!A2"),
        ("'l''an 1'!A1", (1, 0), "'l''an 1'!A2"),
        ("[1]Feuil1!A1+'[2]Lot 1'!B1+S1:S3!C1", (1, 0), "[1]Feuil1!A2+'[2]Lot 1'!B2+S1:S3!C2"),
        ("Prix[[#This Row],[A1]]*A1", (1, 0), "Prix[[#This Row],[A1]]*A2"),
        // Past an edge.
        ("A2+A1", (-1, 0), "A1+#REF!"),
        ("XFD1", (0, 1), "#REF!"),
        // What is written stays as it is: blanks, breaks, numbers, lower case around it.
        (" sum( a1 ,\n 1.50E+2 ) ", (0, 0), " sum( A1 ,\n 1.50E+2 ) "),
        ("#REF!+#REF!A1+Feuil1!#REF!", (1, 1), "#REF!+#REF!A1+Feuil1!#REF!"),
        ("1e\u{e9}+.5+1e5+1e+A1", (1, 0), "1e\u{e9}+.5+1e5+1e+A2"),
        ("A1:INDEX(B:B,5)", (1, 0), "A2:INDEX(B:B,5)"),
    ];
    for (text, (rows, columns), expected) in cases {
        assert_eq!(moved(text, rows, columns).as_deref(), Ok(expected), "{text} by {rows}, {columns}");
    }
}

/// What formulas read is kept from one recalculation to the next, and shared with copies of the book.
#[test]
fn what_is_put_after_a_recalculation_is_seen_by_the_next() {
    let at = |text: &str| Address::parse(text).unwrap();
    let mut book = Book::default();
    let one = book.add_sheet("One");
    book.put(one, at("A1"), dec!(2).into());
    book.put_name(None, "rate", "One!$A$1");
    book.put_formula(one, at("B1"), "rate*10", Some(dec!(0).into()));
    book.put_formula(one, at("B2"), "IFERROR(Two!A1,5)", Some(dec!(0).into()));
    let changed = |book: &mut Book, cell: &str, value| {
        let found = book.recalculate(&[(one, at(cell), value)]);
        found.changed.into_iter().map(|change| (change.at.to_string(), change.now)).collect::<Vec<_>>()
    };
    let gives = |cell: &str, value: rust_decimal::Decimal| vec![(cell.to_owned(), Value::from(value))];
    assert_eq!(changed(&mut book, "A1", dec!(3).into()), gives("B1", dec!(30)));
    let mut copy = book.clone();
    // A name that now means another cell, and a formula more.
    copy.put_name(None, "rate", "One!$A$2");
    assert_eq!(changed(&mut copy, "A1", dec!(4).into()), []);
    assert_eq!(changed(&mut copy, "A2", dec!(7).into()), gives("B1", dec!(70)));
    copy.put_formula(one, at("C1"), "A1+1", None);
    assert_eq!(changed(&mut copy, "A1", dec!(9).into()), gives("C1", dec!(10)));
    // A sheet that was not there.
    let two = copy.add_sheet("Two");
    let found = copy.recalculate(&[(two, at("A1"), dec!(8).into())]);
    assert_eq!(found.changed.iter().map(|change| change.now.clone()).collect::<Vec<_>>(), [dec!(8).into()]);
    // The book that was copied knows nothing of it.
    assert_eq!(changed(&mut book, "A1", dec!(5).into()), gives("B1", dec!(50)));
    assert_eq!(book.value(one, at("B1")), Ok(dec!(50).into()));
    assert!(book.sheet("Two").is_none() && book.formula(one, at("C1")).is_none());
}

#[test]
fn numbers_too_small_to_hold_are_rounded() {
    let cases = [
        ("1E-9223372036854775808", dec!(0)),
        ("1E-29", dec!(0)),
        // Half away from zero, at the last of 28 places.
        ("2.5E-28", dec!(0.0000000000000000000000000003)),
        ("-2.5E-28", dec!(-0.0000000000000000000000000003)),
        ("2.4E-28", dec!(0.0000000000000000000000000002)),
    ];
    for (text, expected) in cases {
        assert_eq!(read_number(text), Some(expected), "{text}");
    }
    assert_eq!(read_number("1E-9223372036854775809"), None);
}

/// A sheet to work on: D is text, E prices, F quantities, H what is neither.
fn sheet() -> Book {
    let mut book = Book::default();
    let sheet = book.add_sheet("Lot 1");
    let rows: [(&str, Value); 17] = [
        ("D1", Value::text("forfait")),
        ("D2", Value::text("Jour")),
        ("D3", Value::text("jour")),
        ("D4", Value::text("PM")),
        ("E1", dec!(100.5).into()),
        ("E2", dec!(20).into()),
        ("E3", dec!(-3).into()),
        ("E5", Value::text("")),
        ("F1", dec!(2).into()),
        ("F2", dec!(3).into()),
        ("F3", dec!(4).into()),
        ("H1", true.into()),
        ("H2", Value::Error(ErrorValue::Missing)),
        ("H3", Value::text("12")),
        ("H4", Value::text("12,5")),
        ("J1", dec!(10).into()),
        ("J2", dec!(20).into()),
    ];
    for (at, value) in rows {
        book.put(sheet, Address::parse(at).unwrap(), value);
    }
    book.put_name(None, "TauxTVA", "0.2");
    book.put_name(None, "Prix", "'Lot 1'!$E$1:$E$3");
    book.put_name(Some(sheet), "Gauche", "'Lot 1'!B1");
    book
}

/// What a formula gives in `A2`, as text: `beyond: why` where it is.
fn gives(text: &str) -> String {
    let mut book = sheet();
    let at = Address::parse("A2").unwrap();
    book.put_formula(0, at, text, None);
    book.recalculate_all();
    match book.value(0, at) {
        Ok(Value::Number(n)) => n.to_string(),
        Ok(Value::Text(text)) => format!("\"{text}\""),
        Ok(Value::Bool(truth)) => truth.to_string().to_uppercase(),
        Ok(Value::Error(error)) => error.name().to_owned(),
        Ok(Value::Empty) => "nothing".to_owned(),
        Err(beyond) => format!("beyond: {beyond}"),
    }
}

fn all_give(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(gives(text), *expected, "{text}");
    }
}

#[test]
fn operators_bind_as_spreadsheets_do() {
    all_give(&[
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("10-3-2", "5"),
        ("10-(3-2)", "9"),
        ("100/10/5", "2"),
        ("2^3^2", "64"),
        ("-2^2", "4"),
        ("2^-1", "0.5"),
        ("--5", "5"),
        ("+-+5", "-5"),
        ("5%", "0.05"),
        ("50%%", "0.005"),
        ("200*10%", "20"),
        ("-10%", "-0.1"),
        ("1+1&2", "\"22\""),
        ("1&2=\"12\"", "TRUE"),
        ("1<2=TRUE", "TRUE"),
        ("2>=2", "TRUE"),
        ("2<>2", "FALSE"),
        (" 1 + \n 2 ", "3"),
        ("=1+1", "2"),
    ]);
}

#[test]
fn values_turn_into_what_is_asked() {
    all_give(&[
        ("B9+1", "1"),
        ("B9", "0"),
        ("B9=\"\"", "TRUE"),
        ("B9=0", "TRUE"),
        ("B9&\"x\"", "\"x\""),
        ("E5=\"\"", "TRUE"),
        ("E5*2", "#VALUE!"),
        ("H1+1", "2"),
        ("H3+1", "13"),
        ("H2+1", "#N/A"),
        ("D4*2", "#VALUE!"),
        ("1/0", "#DIV/0!"),
        ("H2&\"x\"", "#N/A"),
        ("\"a\"=\"A\"", "TRUE"),
        ("\"a\"<\"b\"", "TRUE"),
        ("9<\"1\"", "TRUE"),
        ("\"z\"<TRUE", "TRUE"),
        // A third is not exact, and three of them are one all the same.
        ("1/3*3=1", "TRUE"),
        ("INT(1/3*3)", "1"),
        ("0.1+0.2=0.3", "TRUE"),
        ("0.1+0.2-0.3", "0"),
        ("0.20000000000000001*5", "1"),
        // What hangs on the reader's language is not guessed.
        ("H4+1", "beyond: the number that the text \"12,5\" makes hangs on the reader's language"),
        ("0.5&\"\"", "beyond: how the number 0.5 reads as text hangs on the reader's language"),
    ]);
}

#[test]
fn a_range_of_one_row_or_column_is_read_where_it_crosses() {
    // In A2: row 2 of the column, and no column of a row.
    all_give(&[("E1:E3*2", "40"), ("E:E", "20"), ("D1:F1", "#VALUE!"), ("E1:F3", "#VALUE!"), ("Prix+1", "21")]);
}

#[test]
fn rounding_is_half_away_from_zero() {
    all_give(&[
        ("ROUND(2.345,2)", "2.35"),
        ("ROUND(-2.345,2)", "-2.35"),
        ("ROUND(1234.5,-2)", "1200"),
        ("ROUND(1250,-2)", "1300"),
        ("ROUND(1/3,2)", "0.33"),
        ("ROUND(1/8*3-0.25,2)", "0.13"),
        ("ROUNDUP(2.341,2)", "2.35"),
        ("ROUNDUP(-2.341,2)", "-2.35"),
        ("ROUNDUP(2.34,2)", "2.34"),
        ("ROUNDDOWN(2.349,2)", "2.34"),
        ("ROUNDDOWN(-2.349,2)", "-2.34"),
        ("TRUNC(-2.9)", "-2"),
        ("TRUNC(2.99,1)", "2.9"),
        ("INT(-2.1)", "-3"),
        ("INT(2.9)", "2"),
        ("MOD(7,3)", "1"),
        ("MOD(-7,3)", "2"),
        ("MOD(7,-3)", "-2"),
        ("MOD(7,0)", "#DIV/0!"),
        ("ABS(-3.5)", "3.5"),
        ("POWER(1.02,3)", "1.061208"),
        ("2^0.5", "beyond: a root or power whose decimals have no end"),
        ("SQRT(2.25)", "1.5"),
        ("SQRT(1000000)", "1000"),
        ("SQRT(-1)", "#NUM!"),
        ("0^0", "#NUM!"),
        ("0^-1", "#DIV/0!"),
        ("10^29", "beyond: a figure past what exact decimals hold"),
    ]);
}

#[test]
fn many_numbers_make_one() {
    all_give(&[
        ("SUM(E1:E5)", "117.5"),
        ("SUM(E:E,1,\"2\",TRUE)", "121.5"),
        ("SUM(H1:H1,H3)", "0"),
        ("SUM(H1:H3)", "#N/A"),
        ("SUM(\"x\")", "#VALUE!"),
        ("SUM(E1,,E2)", "120.5"),
        ("PRODUCT(E2:E3,F1)", "-120"),
        ("PRODUCT(B1:B9)", "0"),
        ("MIN(E1:E5)", "-3"),
        ("MAX(E1:E5,200)", "200"),
        ("MAX(B1:B9)", "0"),
        ("AVERAGE(F1:F3)", "3"),
        ("AVERAGE(B1:B9)", "#DIV/0!"),
        ("COUNT(D1:H5)", "6"),
        ("COUNT(1,\"2\",\"x\",TRUE,1/0)", "3"),
        ("COUNTA(E1:E9)", "4"),
        ("COUNTA(H1:H4,1/0)", "5"),
        ("COUNTBLANK(E1:E9)", "6"),
        ("SUMPRODUCT(E1:E3,F1:F3)", "249"),
        ("SUMPRODUCT(E1:E3,F1:F2)", "#VALUE!"),
        ("SUMPRODUCT((D1:D3=\"jour\")*E1:E3*F1:F3)", "48"),
        ("SUMPRODUCT(--(E1:E3>0))", "2"),
        ("SUMPRODUCT(ROUND(E1:E3/7,1)*F1:F3)", "35.9"),
        ("SUM({1,2;3,4}*2)", "20"),
        ("SUBTOTAL(9,E1:E5)", "117.5"),
        ("SUBTOTAL(3,E1:E5)", "beyond: the function SUBTOTAL with 3"),
        ("SUM(TauxTVA,Prix)", "117.7"),
        ("SUM(E1:E2 E2:E3)", "beyond: references joined to one another"),
    ]);
}

#[test]
fn conditions_choose_and_guard() {
    all_give(&[
        ("IF(E1>100,\"oui\",\"non\")", "\"oui\""),
        ("IF(E1>200,1)", "FALSE"),
        ("IF(E1>200,1,)", "0"),
        ("IF(D1,1,2)", "#VALUE!"),
        ("IF(OR(E9=\"\",F9=\"\"),\"\",E9*F9)", "\"\""),
        ("IF(AND(ISNUMBER(E1),ISNUMBER(F1),E1>0),E1*F1,\"\")", "201"),
        // The branch that is not taken stops nothing, be it an error or beyond the tool.
        ("IF(TRUE,1,1/0)", "1"),
        ("IF(TRUE,1,RAND())", "1"),
        ("IF(FALSE,1,RAND())", "beyond: the function RAND"),
        ("IFERROR(1/0,\"-\")", "\"-\""),
        ("IFERROR(E1,0)", "100.5"),
        ("IFERROR(H2,0)", "0"),
        ("IFNA(H2,5)", "5"),
        ("IFNA(1/0,5)", "#DIV/0!"),
        ("_xlfn.IFS(E1<0,1,E1>0,2)", "2"),
        ("_xlfn.IFS(E1<0,1)", "#N/A"),
        ("AND(H1,E1)", "TRUE"),
        ("OR(FALSE,0)", "FALSE"),
        ("AND(D1:D3)", "#VALUE!"),
        ("NOT(E1)", "FALSE"),
        ("CHOOSE(2,1/0,\"b\")", "\"b\""),
        ("CHOOSE(3,1,2)", "#VALUE!"),
        ("ISBLANK(B9)", "TRUE"),
        ("ISBLANK(E5)", "FALSE"),
        ("ISERROR(1/0)", "TRUE"),
        ("ISNA(H2)", "TRUE"),
        ("ISERR(H2)", "FALSE"),
        ("N(D1)+N(E1)", "100.5"),
    ]);
}

#[test]
fn cells_are_found_and_counted() {
    all_give(&[
        ("COUNTIF(D1:D9,\"jour\")", "2"),
        ("COUNTIF(D1:D9,\"<>jour\")", "7"),
        ("COUNTIF(D1:D9,\"*o*\")", "3"),
        ("COUNTIF(D1:D9,\"p?\")", "1"),
        ("COUNTIF(E1:E9,\">0\")", "2"),
        ("COUNTIF(E1:E9,20)", "1"),
        ("COUNTIF(E1:E9,\"\")", "6"),
        ("COUNTIF(E1:E9,\"=\")", "5"),
        ("_xlfn.COUNTIFS(D1:D4,\"jour\",E1:E4,\"<0\")", "1"),
        ("SUMIF(D1:D4,\"jour\",E1:E4)", "17"),
        ("SUMIF(E1:E4,\">0\")", "120.5"),
        ("SUMIFS(E1:E4,D1:D4,\"jour\",F1:F4,\">=4\")", "-3"),
        ("AVERAGEIF(D1:D4,\"jour\",F1:F4)", "3.5"),
        ("AVERAGEIF(D1:D4,\"rien\",F1:F4)", "#DIV/0!"),
        ("COUNTIF(E1:E9,\">0,5\")", "beyond: the number that the text \"0,5\" makes hangs on the reader's language"),
        ("VLOOKUP(\"JOUR\",D1:F4,2,FALSE)", "20"),
        ("VLOOKUP(\"f*\",D1:F4,3,0)", "2"),
        ("VLOOKUP(\"rien\",D1:F4,2,FALSE)", "#N/A"),
        ("VLOOKUP(\"jour\",D1:F4,4,FALSE)", "#REF!"),
        ("VLOOKUP(15,J1:J2,1)", "10"),
        ("VLOOKUP(5,J1:J2,1,TRUE)", "#N/A"),
        ("VLOOKUP(5,E1:E3,1)", "beyond: a value sought by nearness in a list that is not in order"),
        ("HLOOKUP(100.5,D1:F3,3,FALSE)", "-3"),
        ("MATCH(20,J1:J9,0)", "2"),
        ("MATCH(19,J1:J9)", "1"),
        ("INDEX(E1:F3,2,2)", "3"),
        ("INDEX(E1:E3,3)", "-3"),
        ("SUM(INDEX(E1:F3,0,2))", "9"),
        ("INDEX(E1:F3,4,1)", "#REF!"),
        ("INDEX(E1:E3,MATCH(\"PM\",D1:D4,0))", "#REF!"),
        ("ROW()+COLUMN(C1)*10", "32"),
        ("ROWS(E1:F3)&COLUMNS(E1:F3)", "\"32\""),
    ]);
}

#[test]
fn texts_are_cut_and_joined() {
    all_give(&[
        ("LEN(D1)", "7"),
        ("LEFT(D1,3)&RIGHT(D1,2)&MID(D1,4,1)", "\"foritf\""),
        ("LEFT(D1)", "\"f\""),
        ("MID(D1,9,2)", "\"\""),
        ("LEFT(D1,-1)", "#VALUE!"),
        ("TRIM(\"  a   b \")", "\"a b\""),
        ("UPPER(\"été\")&LOWER(\"ÉTÉ\")", "\"ÉTÉété\""),
        ("CONCATENATE(\"a\",1,D4)", "\"a1PM\""),
        ("_xlfn.CONCAT(D1:D4)", "\"forfaitJourjourPM\""),
        ("VALUE(\"12\")+1", "13"),
        ("VALUE(\"douze\")", "#VALUE!"),
        ("TEXT(7,\"000\")", "\"007\""),
        ("\"l\"\"eau\"", "\"l\"\"eau\"".replace("\"\"", "\"").as_str()),
    ]);
}

#[test]
fn what_is_beyond_says_so() {
    all_give(&[
        ("TODAY()", "beyond: the function TODAY"),
        ("_xlfn._xlws.SORT(E1:E3)", "beyond: the function SORT"),
        ("[1]Feuil1!A1", "beyond: a reference to another workbook"),
        ("'[tarifs.xlsx]Lot 1'!A1", "beyond: a reference to another workbook"),
        ("SUM(S1:S3!E5)", "beyond: a reference over several sheets"),
        ("Prix[[#This Row],[PU]]*2", "beyond: a reference into a table by its columns"),
        ("E1:INDEX(E1:E3,2)", "beyond: references joined to one another"),
        ("Inconnu+1", "beyond: the name Inconnu, which is not defined"),
        ("'Lot 9'!E1", "beyond: the sheet \"Lot 9\", which is not there"),
        ("1E+300", "beyond: a number past what exact decimals hold"),
        ("SUM(E1", "beyond: a formula that cannot be read (a parenthesis is never closed, after 6 bytes)"),
        ("#REF!+1", "#REF!"),
        ("'Lot 1'!#REF!", "#REF!"),
    ]);
}
