//! Leaks planted in a DQE, one of each kind, and each found where it stands; none in what we write.

mod support;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use assert_cmd::Command;
use chiffrage::buyer::leaks::{Leak, Secrets, Whose, leaks, leaks_since, plain};
use chiffrage::engine::{Estimate, Inputs};
use chiffrage::model::{self, Bid};
use chiffrage::sheet;
use chiffrage::unit::{Exact, Lang, digits};
use chiffrage::workbook::bytes;
use chiffrage::xlsx::Book;
use rust_decimal::Decimal;

/// The shipped bid, its DQE, and what is secret in it.
struct Shop {
    text: model::Text,
    bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
    dqe: Vec<u8>,
}

impl Shop {
    fn open() -> Self {
        let text = model::load(&support::root().join("models"), &support::root().join("templates"));
        let (bid, inputs, estimate) = support::shipped();
        let dqe = bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap();
        Self { text, bid, inputs, estimate, dqe }
    }

    fn secrets(&self) -> Secrets<'_> {
        Secrets::of(&self.bid, &self.inputs, &self.estimate, &self.text.root)
    }

    fn found(&self, file: Vec<u8>, whose: Whose) -> Vec<Leak> {
        leaks(&Book::open(file).unwrap_or_else(|f| panic!("{f:?}")), &self.secrets(), whose)
    }

    /// The full cost of the lot ROR, to the cent.
    fn full(&self) -> String {
        let lot = self.bid.lot("ror").unwrap();
        self.estimate.dqe.lots[lot].full.shown().round_dp(2).to_string()
    }
}

/// A workbook with some parts changed or added: a part by its name, with how its text becomes another.
fn with(xlsx: &[u8], changes: &[(&str, &dyn Fn(String) -> String)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let mut done = Vec::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        for (_, change) in changes.iter().filter(|(part, _)| *part == name) {
            let text = String::from_utf8(content).unwrap();
            let changed = change(text.clone());
            assert_ne!(text, changed, "nothing was planted in {name}");
            content = changed.into_bytes();
            done.push(name.clone());
        }
        writer.start_file(name, options).unwrap();
        writer.write_all(&content).unwrap();
    }
    for (part, change) in changes.iter().filter(|(part, _)| !done.iter().any(|name| name == part)) {
        writer.start_file(*part, options).unwrap();
        writer.write_all(change(String::new()).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn replaced<'a>(find: &'a str, with: &'a str) -> impl Fn(String) -> String + 'a {
    move |text| text.replacen(find, with, 1)
}

/// What is searched for leaves out what a DQE says itself: that must be all it says.
#[test]
fn the_words_of_a_dqe_are_those_that_it_shows() {
    let shop = Shop::open();
    let (words, dqe) = (sheet::dqe_words(&shop.bid), sheet::dqe(&shop.bid, &shop.estimate.dqe, None));
    let headings = dqe.sheets.iter().flat_map(|sheet| &sheet.columns).map(|column| &column.title);
    assert!(headings.clone().all(|heading| words.headings.contains(heading)));
    assert!(words.headings.iter().all(|heading| headings.clone().any(|h| h == heading)));
    let mut names: Vec<_> = dqe.names.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    let mut told = words.names;
    told.sort();
    assert_eq!(told, names);
}

#[test]
fn nothing_leaks_from_the_shipped_dqe() {
    let shop = Shop::open();
    for whose in [Whose::Ours, Whose::Theirs] {
        assert_eq!(shop.found(shop.dqe.clone(), whose), [], "{whose:?}");
    }
    for lot in 0..shop.bid.lots.len() {
        let one = bytes(&sheet::dqe(&shop.bid, &shop.estimate.dqe, Some(lot))).unwrap();
        assert_eq!(shop.found(one, Whose::Ours), []);
    }
}

/// Sheet 4 is `Lot 3`, of the ROR: each is planted there or in a part of its own.
#[test]
fn each_kind_of_leak_is_found_where_it_stands() {
    let shop = Shop::open();
    let full = shop.full();
    let french = digits(full.parse().unwrap(), 2, Lang::Fr);
    let sheet = "xl/worksheets/sheet4.xml";
    let cell = |inner: &str| format!("<row r=\"60\"><c r=\"C60\" {inner}</c></row></sheetData>");
    let sheet_data = |inner: &str| (sheet, "</sheetData>".to_owned(), cell(inner));
    let in_book = |xml: &str| ("xl/workbook.xml", "</definedNames>".to_owned(), format!("{xml}</definedNames>"));
    let first_sheet_name = "name=\"Lot 3\"".to_owned();
    let planted: Vec<((&str, String, String), &str, &str)> = vec![
        // Figures: a cost in a cell, as a cached result, as a constant in a formula, in words.
        (sheet_data(&format!("><v>{full}</v>")), "E0801", "Lot 3!C60"),
        (sheet_data(&format!("><f>SUM(D9:D10)</f><v>{full}</v>")), "E0801", "Lot 3!C60"),
        (sheet_data(&format!("><f>{full}*1</f><v>0</v>")), "E0801", "Lot 3!C60"),
        (sheet_data(&format!(" t=\"inlineStr\"><is><r><t>soit </t></r><r><t>{french} €</t></r></is>")), "E0801", "Lot 3!C60"),
        // A number that the DQE does not have, however short: 410.
        (sheet_data("><v>410</v>"), "E0801", "Lot 3!C60"),
        // Words: in a cell cut into runs, a validation's prompt, a header, the name of a sheet.
        (sheet_data(" t=\"inlineStr\"><is><r><t>Near</t></r><r><rPr><b/></rPr><t>shore 30 %</t></r></is>"), "E0802", "Lot 3!C60"),
        ((sheet, "<printOptions".into(), "<dataValidations><dataValidation prompt=\"taux de marque\" sqref=\"C60\"/></dataValidations><printOptions".into()), "E0802", "Lot 3"),
        ((sheet, "<oddFooter>".into(), "<oddFooter>INTERNE : ne pas transmettre à l’acheteur ".into()), "E0802", "Lot 3"),
        (("xl/workbook.xml", first_sheet_name.clone(), "name=\"Porto\"".into()), "E0802", "xl/workbook.xml"),
        (("docProps/core.xml", "</dc:title>".into(), " models/lots/ror.toml</dc:title>".into()), "E0802", "title"),
        (("xl/sharedStrings.xml", "</si>".into(), "</si><si><t>developer sites.porto.drift</t></si>".into()), "E0802", "Récapitulatif!A2"),
        // Out of sight.
        (("xl/workbook.xml", first_sheet_name.clone(), format!("{first_sheet_name} state=\"hidden\"")), "E0803", "Lot 3"),
        (("xl/workbook.xml", first_sheet_name.clone(), format!("{first_sheet_name} state=\"veryHidden\"")), "E0803", "Lot 3"),
        ((sheet, "<row r=\"9\"".into(), "<row hidden=\"1\" r=\"9\"".into()), "E0803", "Lot 3"),
        ((sheet, "<row r=\"9\" spans=\"1:14\" ht=\"30\"".into(), "<row r=\"9\" ht=\"0\"".into()), "E0803", "Lot 3"),
        ((sheet, "<col min=\"3\" max=\"3\"".into(), "<col min=\"3\" max=\"3\" hidden=\"true\"".into()), "E0803", "Lot 3"),
        ((sheet, "customHeight=\"1\"/>".into(), "zeroHeight=\"1\"/>".into()), "E0803", "Lot 3"),
        ((sheet, "<col min=\"3\" max=\"3\" width=\"".into(), "<col min=\"3\" max=\"3\" width=\"0.5\" was=\"".into()), "E0803", "Lot 3"),
        // Names.
        (in_book("<definedName name=\"x\" hidden=\"1\">0.145</definedName>"), "E0805", "x"),
        (in_book("<definedName name=\"y\">cmd|'/C calc'!A0</definedName>"), "E0807", "y"),
        // Who and where.
        (("docProps/core.xml", "<dc:creator>Candidat (à compléter)".into(), "<dc:creator>J. Martin".into()), "E0806", "creator"),
        (("docProps/app.xml", "<Company>".into(), "<Company>Une société".into()), "E0806", "Company"),
        (("xl/workbook.xml", "<workbookPr ".into(), "<fileSharing userName=\"J. Martin\"/><workbookPr ".into()), "E0806", "xl/workbook.xml"),
        (("xl/workbook.xml", "<workbookPr ".into(), "<absPath url=\"C:\\Users\\martin\\offres\\\"/><workbookPr ".into()), "E0807", "xl/workbook.xml"),
        (sheet_data("><f>[1]Coûts!A1</f><v>0</v>"), "E0807", "Lot 3!C60"),
        (("xl/worksheets/_rels/sheet4.xml.rels", String::new(), "<Relationships><Relationship Target=\"file:///S:/couts.xlsx\" TargetMode=\"External\"/></Relationships>".into()), "E0807", "xl/worksheets/_rels/sheet4.xml.rels"),
        // Parts that readers do not see.
        (("docProps/custom.xml", String::new(), "<Properties><property name=\"suivi\"><lpwstr>offre</lpwstr></property></Properties>".into()), "E0806", "docProps/custom.xml"),
        (("xl/comments1.xml", String::new(), "<comments><authors><author>J. Martin</author></authors></comments>".into()), "E0804", "xl/comments1.xml"),
        (("xl/threadedComments/threadedComment1.xml", String::new(), "<ThreadedComments/>".into()), "E0804", "xl/threadedComments/threadedComment1.xml"),
        (("xl/externalLinks/externalLink1.xml", String::new(), "<externalLink/>".into()), "E0807", "xl/externalLinks/externalLink1.xml"),
        (("xl/connections.xml", String::new(), "<connections/>".into()), "E0807", "xl/connections.xml"),
        (("xl/pivotCache/pivotCacheRecords1.xml", String::new(), format!("<r><n v=\"{full}\"/></r>")), "E0801", "xl/pivotCache/pivotCacheRecords1.xml"),
        (("xl/charts/chart1.xml", String::new(), format!("<c:numCache><c:pt><c:v>{full}</c:v></c:pt></c:numCache>")), "E0801", "xl/charts/chart1.xml"),
        (("xl/drawings/drawing1.xml", String::new(), "<a:p><a:r><a:t>coût</a:t></a:r><a:r><a:rPr><a:solidFill/></a:rPr><a:t> complet</a:t></a:r></a:p>".into()), "E0802", "xl/drawings/drawing1.xml"),
        (("xl/vbaProject.bin", String::new(), "macro".into()), "E0808", "xl/vbaProject.bin"),
        (("xl/printerSettings/printerSettings1.bin", String::new(), "imprimante".into()), "E0808", "xl/printerSettings/printerSettings1.bin"),
        (("xl/embeddings/oleObject1.bin", String::new(), "objet".into()), "E0808", "xl/embeddings/oleObject1.bin"),
        (("customXml/item1.xml", String::new(), "<a/>".into()), "E0808", "customXml/item1.xml"),
        (("notes.txt", String::new(), "à garder pour nous".into()), "E0808", "notes.txt"),
    ];
    let secrets = shop.secrets();
    for ((part, find, planted), code, place) in planted {
        let change = |text: String| if find.is_empty() { planted.clone() } else { text.replacen(&find, &planted, 1) };
        let book = Book::open(with(&shop.dqe, &[(part, &change)])).unwrap_or_else(|f| panic!("{planted}: {f:?}"));
        let found = leaks(&book, &secrets, Whose::Ours);
        let met = |leak: &Leak| leak.sure && leak.code().name() == code && (leak.place == place || leak.part == place);
        assert!(found.iter().any(met), "{planted} in {part}: {found:#?}");
    }
}

#[test]
fn a_comment_of_the_archive_is_found() {
    let shop = Shop::open();
    let mut writer = zip::ZipWriter::new_append(Cursor::new(shop.dqe.clone())).unwrap();
    writer.set_comment("fait par J. Martin").unwrap();
    let found = shop.found(writer.finish().unwrap().into_inner(), Whose::Ours);
    assert!(found.iter().any(|leak| leak.code().name() == "E0804" && leak.what.fr.contains("J. Martin")), "{found:?}");
}

/// The numbers of the reports for the bidder, each in a cell of the buyer's file: whoever copies a figure is found out.
#[test]
fn every_figure_of_the_price_report_leaks() {
    let shop = Shop::open();
    let report = sheet::price(&shop.bid, &shop.inputs, &shop.estimate, sheet::By::Nature, None, Lang::Fr);
    let secret = |key: &str| ["direct_cost", "full_cost"].contains(&key);
    let columns: Vec<usize> = (0..report.columns.len()).filter(|c| secret(&report.columns[*c].key)).collect();
    assert_eq!(columns.len(), 2, "{:?}", report.columns.iter().map(|c| &c.key).collect::<Vec<_>>());
    let numbers: Vec<Decimal> = report
        .rows
        .iter()
        .flat_map(|row| columns.iter().filter_map(|c| row.cells.get(*c).and_then(|cell| cell.number())))
        .collect();
    assert!(numbers.len() > 50, "{}", numbers.len());
    let cells: String = numbers.iter().map(|n| format!("<row><c><v>{n}</v></c></row>")).collect();
    let change = |text: String| text.replacen("</sheetData>", &format!("{cells}</sheetData>"), 1);
    let found = shop.found(with(&shop.dqe, &[("xl/worksheets/sheet1.xml", &change)]), Whose::Theirs);
    let figures = found.iter().filter(|leak| leak.code().name() == "E0801").count();
    assert_eq!(figures, numbers.len());
}

/// What the buyer's file has already is the buyer's: only what was put in is judged.
#[test]
fn what_the_buyer_had_already_is_not_ours() {
    let shop = Shop::open();
    let original = with(
        &shop.dqe,
        &[
            ("xl/workbook.xml", &replaced("name=\"Lot 1\"", "name=\"Lot 1\" state=\"hidden\"")),
            ("docProps/core.xml", &replaced("<dc:creator>Candidat (à compléter)", "<dc:creator>Acheteur")),
            (
                "xl/worksheets/sheet2.xml",
                &replaced(
                    "</sheetData>",
                    "<row r=\"60\"><c r=\"A60\" t=\"inlineStr\"><is><t>marge</t></is></c></row></sheetData>",
                ),
            ),
        ],
    );
    let since = |file: Vec<u8>| {
        leaks_since(&Book::open(original.clone()).unwrap(), &Book::open(file).unwrap(), &shop.secrets())
    };
    assert_eq!(since(original.clone()), []);
    let cell = format!("<row r=\"61\"><c r=\"B61\"><v>{}</v></c></row></sheetData>", shop.full());
    let found = since(with(&original, &[("xl/worksheets/sheet2.xml", &replaced("</sheetData>", &cell))]));
    assert_eq!(found.iter().map(|leak| leak.place.as_str()).collect::<Vec<_>>(), ["Lot 1!B61"]);
    let found =
        since(with(&original, &[("xl/workbook.xml", &replaced("name=\"Lot 2\"", "name=\"Lot 2\" state=\"hidden\""))]));
    assert_eq!(found.iter().map(|leak| leak.place.as_str()).collect::<Vec<_>>(), ["Lot 2"]);
}

/// Short numbers and words of the language are no leaks in a file of others; a doubt is told.
#[test]
fn what_may_be_the_buyer_s_own_is_a_doubt() {
    let shop = Shop::open();
    let cells = "<row r=\"60\"><c r=\"A60\"><v>410</v></c><c r=\"B60\"><v>0.15</v></c><c r=\"C60\" t=\"inlineStr\"><is><t>20 rue X, Paris, hors marge</t></is></c></row></sheetData>";
    let found =
        shop.found(with(&shop.dqe, &[("xl/worksheets/sheet2.xml", &replaced("</sheetData>", cells))]), Whose::Theirs);
    let told: Vec<_> = found.iter().map(|leak| (leak.code().name(), leak.sure)).collect();
    assert_eq!(told, [("W0809", false), ("W0809", false)], "{found:#?}");
}

#[test]
fn files_of_text_are_searched_line_by_line() {
    let shop = Shop::open();
    let french = digits(shop.full().parse().unwrap(), 2, Lang::Fr);
    let page = format!("<p>Prix</p>\n<p>{french} €</p>\n<!-- nearshore-30 -->\n");
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [page.into_bytes(), latin, wide] {
        let found = plain(&bytes, &shop.secrets());
        let told: Vec<_> =
            found.iter().filter(|leak| leak.sure).map(|leak| (leak.code().name(), leak.place.as_str())).collect();
        assert!(told.contains(&("E0801", "line 2")) && told.contains(&("E0802", "line 3")), "{found:#?}");
    }
    let found = plain(b"%PDF-1.7\n\x00\x01/Author (scenario nearshore-30)", &shop.secrets());
    let codes: Vec<_> = found.iter().map(|leak| leak.code().name()).collect();
    assert!(codes.contains(&"E0802") && codes.contains(&"W0810"), "{found:#?}");
}

/// A leak in what the templates say: no file, and the leak told.
#[test]
fn a_dqe_that_would_leak_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["models", "templates"] {
        support::copy(&support::root().join(part), &folder.path().join(part));
    }
    let common = folder.path().join("templates/parts/common.toml");
    let text = fs::read_to_string(&common).unwrap();
    fs::write(&common, text.replacen("d’évolution simple", "d'évolution simple (Porto, marge de 15 %)", 1)).unwrap();
    let run = || Command::cargo_bin("chiffrage").unwrap().current_dir(folder.path()).args(["dqe"]).output().unwrap();
    let told = run();
    assert_eq!(told.status.code(), Some(1));
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains("E0802") && said.contains("Porto") && said.contains("marge"), "{said}");
    assert!(!folder.path().join("dqe.xlsx").exists());
    fs::write(&common, text).unwrap();
    assert_eq!(run().status.code(), Some(0));
    // The command finds the same in the file as it was.
    let leaks = |file: &str| {
        let mut command = Command::cargo_bin("chiffrage").unwrap();
        command.current_dir(folder.path()).args(["leaks", file, "--format", "json"]).output().unwrap()
    };
    assert_eq!(leaks("dqe.xlsx").status.code(), Some(0));
    let price = Command::cargo_bin("chiffrage")
        .unwrap()
        .current_dir(folder.path())
        .args(["price", "--format", "csv"])
        .output()
        .unwrap();
    fs::write(folder.path().join("price.csv"), price.stdout).unwrap();
    let found = leaks("price.csv");
    assert_eq!(found.status.code(), Some(1));
    assert!(String::from_utf8(found.stdout).unwrap().contains("E0801"));
    assert_eq!(leaks("nothing.xlsx").status.code(), Some(2));
}

/// A rate of VAT has as many decimals as the model states: the DQE shows and computes with all of them.
#[test]
fn a_rate_of_vat_is_written_with_every_decimal() {
    let shop = support::bid::Bid::new();
    let contract = shop.read("models/contract.toml");
    assert!(contract.contains("value = 0.20"));
    shop.write("models/contract.toml", contract.replacen("value = 0.20", "value = 0.1234567", 1));
    assert_eq!(shop.run(&["check"]).code, 0);
    let dqe = shop.run(&["dqe", "--output", "dqe.xlsx"]);
    assert_eq!(dqe.code, 0, "{}", dqe.err);
    assert!(dqe.out.contains("12,34567\u{a0}%"), "{}", dqe.out);
    let (values, _) = support::spreadsheet::cells(&fs::read(shop.path("dqe.xlsx")).unwrap());
    assert!(values.values().any(|value| *value == calamine::Data::Float(0.1234567)));
}

/// A word of no secret in a cell that shows nothing: by a format of empty sections, by letters white on white, by letters
/// of the colour behind them. Black on white, and white on blue, show it.
#[test]
fn what_a_cell_does_not_show_is_found() {
    use rust_xlsxwriter::{Format, Workbook};
    let shop = Shop::open();
    let white = || Format::new().set_font_color(0x00FF_FFFF);
    let formats = [
        (Format::new().set_num_format(";;;"), true),
        (white(), true),
        (Format::new().set_font_color(0x0012_3456).set_background_color(0x0012_3456), true),
        (white().set_background_color(0x0012_3456), false),
        (Format::new().set_num_format("0.00;-0.00;"), false),
        (Format::new(), false),
    ];
    for (format, unseen) in formats {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string_with_format(2, 1, "Prix", &format).unwrap();
        let found = shop.found(workbook.save_to_buffer().unwrap(), Whose::Theirs);
        let hidden: Vec<_> =
            found.iter().filter(|leak| leak.code().name() == "E0803").map(|leak| &leak.place).collect();
        assert_eq!(hidden, if unseen { vec!["Sheet1!B3"] } else { vec![] }, "{format:?}");
    }
}

/// In a DQE of ours that nobody saved since, a number as short as 410 tells too; in a file of others it is like any.
#[test]
fn the_command_knows_a_file_of_ours() {
    let shop = Shop::open();
    let cell = "<row r=\"60\"><c r=\"C60\"><v>410</v></c></row></sheetData>";
    let ours = with(&shop.dqe, &[("xl/worksheets/sheet4.xml", &replaced("</sheetData>", cell))]);
    let theirs = with(&ours, &[("docProps/app.xml", &replaced("12.0000", "16.0300"))]);
    let folder = tempfile::tempdir().unwrap();
    for (bytes, code) in [(ours, 1), (theirs, 0)] {
        let path = folder.path().join("dqe.xlsx");
        fs::write(&path, bytes).unwrap();
        let mut command = Command::cargo_bin("chiffrage").unwrap();
        let done = command.current_dir(support::root()).arg("leaks").arg(&path).output().unwrap();
        assert_eq!(done.status.code(), Some(code), "{}", String::from_utf8_lossy(&done.stdout));
    }
}
