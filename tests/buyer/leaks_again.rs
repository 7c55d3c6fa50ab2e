//! A filled form or a DQE that another program saved, in which something was changed: all of it is seen. And files that
//! a program saved untouched, in which there is nothing to see.
//!
//! [`CASES`] is the table: a name, a part of the buyer's form filled, what is replaced there by what, and words of what
//! is to be told. One more is a line.

use std::fs;

use chiffrage::buyer::leaks::How;
use chiffrage::formula::Address;
use chiffrage::xlsx::Book;
use rust_decimal::dec;

use crate::leaks::{form, saved_again, shop, with_part};
use crate::programs::{Saved, saved};
use crate::support;
use crate::support::bid::Bid as Folder;

const SHEET: &str = "xl/worksheets/sheet5.xml";
const BOOK: &str = "xl/workbook.xml";
const STYLES: &str = "xl/styles.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const CORE: &str = "docProps/core.xml";
const APP: &str = "docProps/app.xml";
const RELS: &str = "_rels/.rels";

#[rustfmt::skip]
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    // What the buyer set.
    ("no protection", SHEET, "<sheetProtection sheet=\"1\"", "<sheetProtection sheet=\"0\"", "protection"),
    ("another password", SHEET, "<sheetProtection ", "<sheetProtection password=\"CAFE\" ", "protection"),
    ("other rights", SHEET, " formatColumns=\"0\"", " formatColumns=\"0\" sort=\"0\"", "protection"),
    ("cells that are unlocked", STYLES, "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>", "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"><protection locked=\"0\"/></xf>", "the lock"),
    ("another validation", SHEET, "operator=\"greaterThanOrEqual\"", "operator=\"lessThan\"", "data validation"),
    ("a validation of fewer cells", SHEET, "sqref=\"E9:E48\"><formula1>", "sqref=\"E9:E40\"><formula1>", "data validation"),
    ("a validation that warns of nothing", SHEET, "showErrorMessage=\"1\" sqref=\"D9", "sqref=\"D9", "data validation"),
    ("another condition", SHEET, "LEN(TRIM(E9))=0", "LEN(TRIM(E9))=1", "conditional format"),
    ("no condition", SHEET, "<conditionalFormatting sqref=\"E9:E48\"><cfRule type=\"containsBlanks\" dxfId=\"0\" priority=\"1\"><formula>LEN(TRIM(E9))=0</formula></cfRule></conditionalFormatting>", "", "conditional format"),
    ("other merged cells", SHEET, "<mergeCell ref=\"B3:K3\"/>", "<mergeCell ref=\"B3:J3\"/>", "merged cells"),
    ("no merged cells", SHEET, "<mergeCell ref=\"B3:K3\"/>", "", "merged cells"),
    ("a formula over an area", SHEET, "<f>SUM(F18:I18)</f>", "<f t=\"array\" ref=\"J18\">SUM(F18:I18)</f>", "array formula"),
    ("another order", BOOK, "<sheet name=\"Lot 3 ROR\" sheetId=\"5\" r:id=\"rId5\"/><sheet name=\"Lot 4 PFC Cloud\" sheetId=\"6\" r:id=\"rId6\"/>", "<sheet name=\"Lot 4 PFC Cloud\" sheetId=\"6\" r:id=\"rId6\"/><sheet name=\"Lot 3 ROR\" sheetId=\"5\" r:id=\"rId5\"/>", "order of sheets"),
    ("other dates", BOOK, "<workbookPr ", "<workbookPr date1904=\"1\" ", "origin of dates"),
    ("another area to print", BOOK, "'Lot 3 ROR'!$A$1:$K$48", "'Lot 3 ROR'!$A$1:$K$40", "area or titles to print"),
    ("a workbook locked", BOOK, "<bookViews>", "<workbookProtection lockStructure=\"1\"/><bookViews>", "protection"),
    // Formats that show another number, or words.
    ("a format of words", STYLES, "#,##0.00\\ &quot;€&quot;", "#,##0.00\\ &quot;€ (Portugal)&quot;", "the number format"),
    ("a format of words without quotes", STYLES, "#,##0.00\\ &quot;€&quot;", "#,##0.00\\ \\m\\a\\r\\g\\e", "the number format"),
    ("a format of thousands", STYLES, "#,##0.00\\ &quot;€&quot;", "#,##0.00,\\ &quot;€&quot;", "the number format"),
    ("a format of hundredths", STYLES, "#,##0.00\\ &quot;€&quot;", "#,##0.00%\\ &quot;€&quot;", "the number format"),
    ("a format of fewer decimals", STYLES, "#,##0.00\\ &quot;€&quot;", "#,##0\\ &quot;€&quot;", "the number format"),
    ("a format that is another number", STYLES, "#,##0.00\\ &quot;€&quot;", "&quot;12,50 €&quot;", "the number format"),
    ("a format that no cell has", STYLES, "<numFmts count=\"2\">", "<numFmts count=\"3\"><numFmt numFmtId=\"199\" formatCode=\"&quot;suivi&quot;\"/>", "numFmt formatCode"),
    // Texts to the letter.
    ("two spaces", TEXTS, "UO Build", "UO  Build", "UO  Build"),
    ("a space at the end", TEXTS, "UO Build simple<", "UO Build simple <", "UO Build simple "),
    ("a line break", TEXTS, "UO Build", "UO\nBuild", "UO"),
    ("other capitals", TEXTS, "UO Build", "UO BUILD", "UO BUILD"),
    // Words in places that nobody looks at.
    ("a font", STYLES, "<name val=\"Calibri\"/>", "<name val=\"Suivi 14\"/>", "name val"),
    ("a style", STYLES, "<cellStyle name=\"Normal\"", "<cellStyle name=\"Suivi\"", "cellStyle name"),
    ("a style of tables", STYLES, "</styleSheet>", "<tableStyles count=\"1\"><tableStyle name=\"suivi\"/></tableStyles></styleSheet>", "tableStyle name"),
    ("a name of code", SHEET, "<sheetPr>", "<sheetPr codeName=\"Suivi\">", "codeName"),
    ("an attribute of nobody", SHEET, "<sheetData>", "<sheetData xmlns:q=\"urn:q\" q:z=\"14\">", "sheetData"),
    ("a namespace", SHEET, "<sheetData>", "<sheetData xmlns:suivi=\"urn:suivi\">", "suivi"),
    ("an attribute of a cell", SHEET, "<c r=\"F18\"", "<c cm=\"417\" r=\"F18\"", "c cm"),
    ("an attribute of a formula", SHEET, "<f>SUM(F18:I18)</f>", "<f r1=\"A417\" del1=\"1\">SUM(F18:I18)</f>", "f r1"),
    ("a tag", SHEET, "</worksheet>", "<smartTags><cellSmartTags r=\"A1\"><cellSmartTag type=\"0\"><cellSmartTagPr key=\"suivi\" val=\"x\"/></cellSmartTag></cellSmartTags></smartTags></worksheet>", "cellSmartTagPr"),
    ("a list to sort by", SHEET, "<pageMargins", "<sortState ref=\"A1:B2\"><sortCondition ref=\"A1\" customList=\"suivi,offre\"/></sortState><pageMargins", "customList"),
    ("data brought together", SHEET, "<pageMargins", "<dataConsolidate><dataRefs count=\"1\"><dataRef ref=\"A1\" sheet=\"suivi\"/></dataRefs></dataConsolidate><pageMargins", "dataRef"),
    ("a control", SHEET, "</worksheet>", "<controls><control shapeId=\"1\" name=\"suivi\"/></controls></worksheet>", "control"),
    ("an extension", SHEET, "</worksheet>", "<extLst><ext uri=\"{suivi}\"/></extLst></worksheet>", "uri"),
    ("a picture behind", SHEET, "</worksheet>", "<picture r:id=\"rId1\"/></worksheet>", "picture"),
    ("a cell to watch", SHEET, "</worksheet>", "<cellWatches><cellWatch r=\"A79477\"/></cellWatches></worksheet>", "cellWatch"),
    ("a text beside a number", SHEET, "<c r=\"F18\" s=\"8\"><v>60</v>", "<c r=\"F18\" s=\"8\"><v>60</v><is><t>suivi</t></is>", "F18"),
    ("a text after a value", SHEET, "<c r=\"F18\" s=\"8\"><v>60</v>", "<c r=\"F18\" s=\"8\"><v>60</v>suivi", "suivi"),
    ("a text after a cell", SHEET, "</v></c>", "</v></c>suivi", "suivi"),
    ("a number for an identifier", SHEET, "</worksheet>", "<extLst><ext uri=\"417.78\"/></extLst></worksheet>", "uri"),
    ("a view of the workbook", BOOK, "</workbook>", "<customWorkbookViews><customWorkbookView name=\"suivi\" guid=\"{11111111-1111-1111-1111-111111111111}\"/></customWorkbookViews></workbook>", "customWorkbookView"),
    ("groups of functions", BOOK, "<definedNames>", "<functionGroups><functionGroup name=\"suivi\"/></functionGroups><definedNames>", "functionGroup"),
    ("who wrote the program", BOOK, "appName=\"xl\"", "appName=\"suivi\"", "appName"),
    ("a filter of another sheet", BOOK, "<definedName name=\"TauxTVA\"", "<definedName name=\"_xlnm.Criteria\" localSheetId=\"0\">\"suivi\"</definedName><definedName name=\"TauxTVA\"", "suivi"),
    ("a language", CORE, "</cp:coreProperties>", "<dc:language>suivi offre</dc:language></cp:coreProperties>", "language"),
    ("a moment of words", CORE, "</cp:coreProperties>", "<cp:lastPrinted>suivi</cp:lastPrinted></cp:coreProperties>", "lastPrinted"),
    ("a template", APP, "</Properties>", "<Template>suivi.xltx</Template></Properties>", "Template"),
    ("a program that nobody has", APP, "<Application>Microsoft Excel", "<Application>LibreOffice suivi", "Application"),
    ("a kind of link", RELS, "</Relationships>", "<Relationship Id=\"r9\" Type=\"urn:suivi\" Target=\"docProps/app.xml\"/></Relationships>", "Type"),
    ("a kind of parts", "[Content_Types].xml", "</Types>", "<Default Extension=\"zz\" ContentType=\"suivi/offre\"/></Types>", "suivi/offre"),
    ("a part that is not there", "[Content_Types].xml", "</Types>", "<Override PartName=\"/xl/suivi.xml\" ContentType=\"application/xml\"/></Types>", "/xl/suivi.xml"),
    ("a format of a chart", "xl/charts/chart1.xml", "<c:chart>", "<c:numFmt formatCode=\"&quot;suivi&quot;0\" sourceLinked=\"0\"/><c:chart>", "formatCode"),
    ("a theme", "xl/theme/theme1.xml", "name=\"Office Theme\"", "name=\"Suivi\"", "Suivi"),
];

#[test]
fn whatever_was_changed_before_another_program_saved_is_told() {
    let (shop, form) = (shop(), form());
    let filled = shop.filled(&form);
    let mut unseen = Vec::new();
    for (name, part, find, with, words) in CASES {
        let file = saved_again(&with_part(&filled, part, &|text| text.replacen(find, with, 1)));
        let found = shop.against_form(&form, file);
        assert_eq!(found.how, How::SavedAgain, "{name}");
        let told = |leak: &&chiffrage::buyer::leaks::Leak| {
            leak.sure && (leak.what.en.contains(words) || leak.place.contains(words))
        };
        if !found.leaks.iter().any(|leak| told(&leak)) {
            let told: Vec<_> = found.leaks.iter().map(|leak| format!("{} {}", leak.place, leak.what.en)).collect();
            unseen.push(format!("{name}: {told:#?}"));
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}

/// No false alarm: the buyer's forms and a DQE as LibreOffice and openpyxl save them, nothing edited.
#[test]
fn what_programs_save_untouched_does_not_leak() {
    let folder = Folder::new();
    let form = fs::read(support::root().join(crate::leaks::FORM)).unwrap();
    let Saved { files, saves } = saved();
    let mut told = Vec::new();
    for (n, program, saved) in saves {
        let name = files[*n].0.file_name().unwrap().to_str().unwrap();
        folder.write("saved.xlsx", saved);
        let mut arguments = vec!["leaks", "saved.xlsx", "--lang", "en"];
        match name {
            "dqe.xlsx" => {}
            "filled.xlsx" => {
                folder.write("original.xlsx", form.clone());
                arguments.extend(["--buyer", "original.xlsx"]);
            }
            _ => {
                folder.write("original.xlsx", files[*n].1.clone());
                arguments.extend(["--buyer", "original.xlsx"]);
            }
        }
        let run = folder.run(&arguments);
        if run.code != 0 || !run.out.contains("Saved by another program") {
            told.push(format!("{name}, {program}: {}, {}{}", run.code, run.out, run.err));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// What fills a form gives formulas their results, where the program that made it kept none: one of no words, of a year that the
/// buyer leaves blank, among them.
#[test]
fn a_result_of_no_words_does_not_leak() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Lot 3 ROR").unwrap();
    let header = ["N°", "Désignation", "Unité", "Prix unitaire HT", "Qté année 1", "Montant année 1", "Qté année 2"];
    sheet.write_row(0, 0, header).unwrap().write_row(1, 0, ["7.1", "Architecte", "jour"]).unwrap();
    sheet.write(0, 7, "Montant année 2").unwrap().write(1, 4, 3).unwrap();
    for (column, count) in [(5, "E"), (7, "G")] {
        let amount = format!("=IF(OR(D2=\"\",{count}2=\"\"),\"\",D2*{count}2)");
        sheet.write_formula(1, column, amount.as_str()).unwrap();
    }
    let made = workbook.save_to_buffer().unwrap();
    let form = with_part(&made, "xl/worksheets/sheet1.xml", &|text| text.replace("</f><v>0</v>", "</f><v></v>"));
    let folder = Folder::new();
    folder.write("form.xlsx", form);
    for words in ["map form.xlsx -o map.toml", "fill form.xlsx --map map.toml -o filled.xlsx --partial"] {
        let run = folder.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let run = folder.run(&["leaks", "filled.xlsx", "--buyer", "form.xlsx", "--map", "map.toml"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    // 3 days at the price of the bid, and no other result.
    let filled = Book::open(fs::read(folder.path("filled.xlsx")).unwrap()).unwrap();
    let sheet = filled.sheet(0).unwrap();
    let value = |cell: &str| sheet.value(Address::parse(cell).unwrap());
    assert_eq!(value("F2").number(), value("D2").number().map(|price| price * dec!(3)));
    assert_eq!((value("D2").number().is_some(), value("H2").text()), (true, Some("")));
}
