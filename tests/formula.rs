//! Spreadsheet formulas: what they read, what they give, what hangs on what. Expected figures are worked by hand.

use chiffrage::formula::moved;

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
