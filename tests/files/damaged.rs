//! Files that are not whole: XML that is not well-formed, checksums and sizes that do not hold. Whatever a command reads it
//! refuses where it is damaged, and names the part; of what it does not read it says so, and copies it as it is.
//!
//! A damage is a line of [`DAMAGES`].

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rust_xlsxwriter::{Formula, Image, Workbook};

use crate::support;

/// A damage to a part.
enum Damage {
    /// A text in place of the first like it.
    Text(&'static str, &'static str),
    /// Something after all that the part holds.
    After(&'static [u8]),
    /// Cut so many bytes before its end.
    Cut(usize),
    /// Another checksum, in both its headers.
    Checksum,
    /// Another checksum in the header before its bytes alone.
    Header,
    /// Another way of packing in the header before its bytes alone.
    Packing,
    /// Another size once inflated, in both its headers.
    Size,
    /// Another byte among those that are stored.
    Byte,
}
use Damage::{After, Byte, Checksum, Cut, Header, Packing, Size, Text};

/// What the commands make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// All refuse the file.
    Refused,
    /// All that read the sheet refuse the file; `leaks`, which reads parts one by one, has not searched this one.
    Sheet,
    /// All warn; `leaks` has not searched it.
    Warned,
}
use Outcome::{Refused, Sheet, Warned};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const BOOK: &str = "xl/workbook.xml";
const IMAGE: &str = "xl/media/image1.png";

/// How the buyer's form is damaged, and what comes of it.
const DAMAGES: &[(&str, &str, Damage, Outcome)] = &[
    ("an element closed as another", SHEET, Text("</worksheet>", "</worksheets>"), Sheet),
    ("an element that is not closed", SHEET, Text("</worksheet>", ""), Sheet),
    ("an element closed before the one in it", SHEET, Text("</row>", ""), Sheet),
    ("an element closed twice", SHEET, Text("</worksheet>", "</worksheet></worksheet>"), Sheet),
    ("two roots", SHEET, After(b"<worksheet/>"), Sheet),
    ("text after the root", SHEET, After(b"and more"), Sheet),
    ("an attribute twice", SHEET, Text("<sheetData>", "<sheetData a=\"1\" a=\"2\">"), Sheet),
    ("an attribute without quotes", SHEET, Text("<sheetData>", "<sheetData a=1>"), Sheet),
    ("an element of an undeclared prefix", SHEET, Text("<sheetData>", "<sheetData><x:row/>"), Sheet),
    ("an attribute of an undeclared prefix", SHEET, Text("<sheetData>", "<sheetData x:a=\"1\">"), Sheet),
    ("a raw < in an attribute", SHEET, Text("<sheetData>", "<sheetData a=\"<\">"), Sheet),
    ("a raw & in an attribute", SHEET, Text("<sheetData>", "<sheetData a=\"&\">"), Sheet),
    ("a raw & in a text", SHEET, Text("<v>", "<v>&"), Sheet),
    ("a raw < in a text", SHEET, Text("<v>", "<v>1 < "), Sheet),
    ("an entity that is none", SHEET, Text("<v>", "<v>&unknown;"), Sheet),
    ("a character that is none", SHEET, Text("<v>", "<v>&#1;"), Sheet),
    ("a control character", SHEET, Text("<sheetData>", "<sheetData>\u{1}"), Sheet),
    ("bytes that are no UTF-8", SHEET, After(b"<!-- \xFF\xFE -->"), Sheet),
    ("a part cut short", SHEET, Cut(20), Sheet),
    ("a part cut to nothing", SHEET, Cut(usize::MAX), Sheet),
    ("a sheet of another checksum", SHEET, Checksum, Sheet),
    ("a sheet of two checksums", SHEET, Header, Sheet),
    ("a sheet of another size", SHEET, Size, Sheet),
    ("a sheet of another byte", SHEET, Byte, Sheet),
    ("the types of the parts", "[Content_Types].xml", Cut(5), Refused),
    ("the relations of the file", "_rels/.rels", Cut(5), Refused),
    ("the relations of the workbook", "xl/_rels/workbook.xml.rels", Cut(5), Refused),
    ("the relations of a sheet", "xl/worksheets/_rels/sheet1.xml.rels", Cut(5), Refused),
    ("the workbook", BOOK, After(b"<workbook/>"), Refused),
    ("the workbook's checksum", BOOK, Checksum, Refused),
    ("the shared texts", "xl/sharedStrings.xml", Text("</sst>", ""), Refused),
    ("the formats", "xl/styles.xml", Text("</styleSheet>", "</styles>"), Refused),
    ("the order of computing", "xl/calcChain.xml", Checksum, Refused),
    ("a picture of another checksum", IMAGE, Checksum, Warned),
    ("a picture packed in two ways", IMAGE, Packing, Warned),
    ("a picture of another size", IMAGE, Size, Warned),
    ("a picture of another byte", IMAGE, Byte, Warned),
    ("properties", "docProps/app.xml", Text("</Properties>", ""), Warned),
    (
        "properties with an entity that is none",
        "docProps/app.xml",
        Text("</Properties>", "&unknown;</Properties>"),
        Warned,
    ),
    ("properties of an undeclared prefix", "docProps/app.xml", Text("</Properties>", "<x:a/></Properties>"), Warned),
    ("properties of another checksum", "docProps/core.xml", Checksum, Warned),
];

const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0,
    0xF0, 0x1F, 0, 5, 0, 1, 0xFF, 0x89, 0x99, 0x3D, 0x1D, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];

/// The parts of a form of the line of the small bid, with a picture, and the order in which Excel computes its cells.
fn form() -> Vec<(String, Vec<u8>)> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("DQE").unwrap();
    for (column, heading) in (0..).zip(["N°", "Désignation", "Unité", "Quantité", "Prix unitaire HT", "Montant HT"])
    {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "1.1").unwrap();
    sheet.write(1, 1, "Unité d'œuvre").unwrap();
    sheet.write(1, 2, "UO").unwrap();
    sheet.write(1, 3, 10).unwrap();
    sheet.write_formula(1, 5, Formula::new("D2*E2").set_result("0")).unwrap();
    sheet.insert_image(5, 0, &Image::new_from_buffer(PIXEL).unwrap()).unwrap();
    with_chain(&book.save_to_buffer().unwrap())
}

/// The parts of a workbook, with the order in which Excel computes its cells.
fn with_chain(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.push((file.name().unwrap().into_owned(), content));
    }
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let chain =
        format!("<Relationship Id=\"chain\" Type=\"{OFFICE}/calcChain\" Target=\"calcChain.xml\"/></Relationships>");
    change(&mut parts, "xl/_rels/workbook.xml.rels", "</Relationships>", &chain);
    parts.push(("xl/calcChain.xml".into(), b"<calcChain><c r=\"F2\" i=\"1\"/></calcChain>".to_vec()));
    parts
}

fn change(parts: &mut [(String, Vec<u8>)], part: &str, from: &str, to: &str) {
    let (_, content) = parts.iter_mut().find(|(name, _)| name == part).unwrap_or_else(|| panic!("no part {part}"));
    let text = String::from_utf8(std::mem::take(content)).unwrap();
    assert!(text.contains(from), "{part} has no {from}: {text}");
    *content = text.replacen(from, to, 1).into_bytes();
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The file with a part damaged.
fn damaged(parts: &[(String, Vec<u8>)], part: &str, damage: &Damage) -> Vec<u8> {
    let mut parts = parts.to_vec();
    if !parts.iter().any(|(name, _)| name == part) {
        parts.push((part.to_owned(), b"<Relationships></Relationships>".to_vec()));
    }
    let content = &mut parts.iter_mut().find(|(name, _)| name == part).unwrap().1;
    match damage {
        Text(from, to) => change(&mut parts, part, from, to),
        After(more) => content.extend_from_slice(more),
        Cut(length) => content.truncate(content.len().saturating_sub(*length)),
        Checksum | Header | Packing | Size | Byte => {}
    }
    let mut bytes = zipped(&parts);
    // The last is in the directory, the first before the part's bytes.
    let at = |sign: &[u8; 4], name: usize| {
        let ends = |at: &usize| bytes[at + name..].starts_with(part.as_bytes());
        (0..bytes.len() - 46).filter(|at| bytes[*at..].starts_with(sign)).find(ends).unwrap()
    };
    let (local, record) = (at(b"PK\x03\x04", 30), at(b"PK\x01\x02", 46));
    match damage {
        Checksum => [local + 14, record + 16].iter().for_each(|at| bytes[*at] ^= 1),
        Header => bytes[local + 14] ^= 1,
        Packing => bytes[local + 8] ^= 1,
        Size => [local + 22, record + 24].iter().for_each(|at| bytes[*at] ^= 1),
        Byte => {
            let stored = u32::from_le_bytes(bytes[record + 20..record + 24].try_into().unwrap());
            let middle = local + 30 + part.len() + usize::try_from(stored).unwrap() / 2;
            bytes[middle] ^= 1;
        }
        Text(..) | After(_) | Cut(_) => {}
    }
    bytes
}

struct Job {
    folder: tempfile::TempDir,
}

impl Job {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command in the folder of the small bid: its exit code, and all it says.
    fn run(&self, verb: &[&str]) -> (Option<i32>, String) {
        let arguments = verb.iter().map(|word| match *word {
            "FORM" => self.path("form.xlsx"),
            "WHOLE" => self.path("whole.xlsx"),
            "LIVING" => self.path("living.xlsx"),
            "MAP" => self.path("map.toml"),
            "OUT" => self.path("out.xlsx"),
            word => Path::new(word).to_owned(),
        });
        let program = assert_cmd::cargo::cargo_bin!("chiffrage");
        let mut command = Command::new(program);
        command.current_dir(support::root().join("tests/bad_input/small")).args(arguments).env("NO_COLOR", "1");
        let Output { status, stdout, stderr } = command.output().unwrap();
        (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
    }
}

const MAP: &str = "[tables.dqe]\nsheet = \"DQE\"\nlot = \"one\"\nheader = 1\n[tables.dqe.columns]\nlabel = \"B\"\nunit = \"C\"\n\
                   quantity = \"D\"\nunit_price = \"E\"\namount = \"F\"\n[tables.dqe.rows]\n2 = \"1.1\"\n";

const FILL: &[&str] = &["fill", "FORM", "--map", "MAP", "-o", "OUT", "--force"];
const READERS: &[&[&str]] = &[
    &["map", "FORM"],
    FILL,
    &["import", "quantities", "FORM", "--lot", "one"],
    &["import", "rates", "FORM"],
    &["read", "LIVING"],
];
const SEARCHERS: &[&[&str]] = &[&["leaks", "FORM"], &["leaks", "FORM", "--buyer", "WHOLE"]];

#[test]
fn what_is_damaged_is_named_and_refused_where_it_is_read() {
    let job = Job { folder: tempfile::tempdir().unwrap() };
    fs::write(job.path("map.toml"), MAP).unwrap();
    let form = form();
    fs::write(job.path("whole.xlsx"), zipped(&form)).unwrap();
    let made = job.run(&["workbook", "-o", "LIVING"]);
    assert_eq!(made.0, Some(0), "{}", made.1);
    let mut living = with_chain(&fs::read(job.path("living.xlsx")).unwrap());
    living.push((IMAGE.to_owned(), PIXEL.to_vec()));
    // What is whole is read, and filled.
    fs::write(job.path("form.xlsx"), zipped(&form)).unwrap();
    let (code, said) = job.run(FILL);
    assert!(code == Some(0) && !said.contains("W0733"), "{said}");
    for (name, part, damage, outcome) in DAMAGES {
        drop(fs::remove_file(job.path("out.xlsx")));
        let bytes = damaged(&form, part, damage);
        fs::write(job.path("form.xlsx"), &bytes).unwrap();
        fs::write(job.path("living.xlsx"), damaged(&living, part, damage)).unwrap();
        for verb in READERS {
            let (code, said) = job.run(verb);
            let shown = format!("{name}: {verb:?}: {code:?}\n{said}");
            assert!(said.contains(part), "{shown}");
            match outcome {
                Warned => {
                    assert!(said.contains("W0733") && !said.contains("E07"), "{shown}");
                    // The form is no rate card, and nothing was tried in the living workbook.
                    let other = ["E0604", "E0909"].iter().any(|code| said.contains(code));
                    assert!(code == Some(0) || other, "{shown}");
                }
                Refused | Sheet => {
                    assert!(said.contains("E0704") && code == Some(1), "{shown}");
                }
            }
        }
        let filled = fs::read(job.path("out.xlsx"));
        match outcome {
            // Copied as it is: the same bytes, in the headers too.
            Warned => {
                let filled = filled.unwrap();
                let of = |bytes: &[u8]| {
                    let package = chiffrage::xlsx::Package::open(bytes.to_vec()).unwrap();
                    package.raw(package.entry(part).unwrap()).to_vec()
                };
                assert_eq!(of(&filled), of(&bytes), "{name}");
            }
            Refused | Sheet => assert!(filled.is_err(), "{name}: something was written"),
        }
        for verb in SEARCHERS {
            let (code, said) = job.run(verb);
            let shown = format!("{name}: {verb:?}: {code:?}\n{said}");
            assert!(matches!(code, Some(1 | 2)) && said.contains(part), "{shown}");
        }
    }
}
