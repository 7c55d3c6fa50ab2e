//! What the targets share: the shipped bid, and a small workbook around the bytes of one part.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chiffrage::engine::{Estimate, Inputs, estimate_with};
use chiffrage::model::{self, Bid, Text};
use chiffrage::unit::Exact;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The shipped bid, priced.
pub struct Shop {
    pub text: Text,
    pub bid: Bid,
    pub inputs: Inputs<Exact>,
    pub estimate: Estimate<Exact>,
}

/// Read once.
pub static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let text = model::load(&root().join("models"), &root().join("templates"));
    let (bid, _) = model::bid(&text).expect("the shipped bid is valid");
    let inputs = Inputs::exact(&bid);
    let estimate = estimate_with(&bid, &inputs).expect("the shipped bid has a price");
    Shop { text, bid, inputs, estimate }
});

/// The texts of the shipped bid by the names they have in their folders: `lots/ror.toml`, `dqe/ror.toml`.
pub fn model_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for folder in ["models", "templates"] {
        gather(&root().join(folder), "", &mut texts);
    }
    // What is included is in files of its own: each layout gets it before its own text.
    let common = fs::read_to_string(root().join("templates/parts/common.toml")).expect("it is shipped");
    texts.retain(|(name, _)| !name.starts_with("parts/") && !name.starts_with("scenarios/"));
    let layouts: Vec<String> = texts.iter().map(|(n, _)| n.clone()).filter(|n| n.starts_with("dqe/")).collect();
    let mut all: Vec<(String, String)> = layouts.into_iter().map(|name| (name, common.clone())).collect();
    for (_, text) in &mut texts {
        *text = text.lines().filter(|line| !line.starts_with("include")).collect::<Vec<_>>().join("\n");
    }
    all.append(&mut texts);
    all
}

fn gather(folder: &Path, under: &str, texts: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("it is there").map(|e| e.expect("it is there").path()).collect();
    entries.sort();
    for path in entries {
        let name = format!("{under}{}", path.file_name().expect("it has a name").to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), texts);
        } else if name.ends_with(".toml") {
            texts.push((name, fs::read_to_string(&path).expect("it is text")));
        }
    }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of two sheets with these bytes as one of its parts: which, they say themselves.
pub fn workbook(part: &[u8]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELS}/{kind}\" Target=\"{target}\"/>")
    };
    let book = [
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "worksheet", "worksheets/sheet2.xml"),
        relation("r3", "sharedStrings", "sharedStrings.xml"),
        relation("r4", "styles", "styles.xml"),
    ];
    let names = "<definedName name=\"TVA\">S1!$A$1</definedName><definedName name=\"N\">S2!$B$2</definedName>";
    let cells = "<row r=\"1\"><c r=\"A1\"><v>0.2</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\"><f>S1!E9*TVA</f><v>0</v></c></row>";
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", format!("<Relationships>{}</Relationships>", relation("a", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\"><sheets><sheet name=\"S1\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"S2\" sheetId=\"2\" r:id=\"r2\"/></sheets><definedNames>{names}</definedNames></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{}</Relationships>", book.concat())),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\"><si><t>Prix unitaire HT</t></si><si><t>Désignation</t></si></sst>")),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{cells}</sheetData></worksheet>")),
        ("xl/worksheets/sheet2.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{cells}</sheetData></worksheet>")),
    ];
    let holds = |word: &str| part.windows(word.len()).any(|w| w == word.as_bytes());
    let name = match () {
        () if holds("sheetData") => "xl/worksheets/sheet1.xml",
        () if holds("sst") => "xl/sharedStrings.xml",
        () if holds("styleSheet") => "xl/styles.xml",
        () if holds("workbook") => "xl/workbook.xml",
        () if holds("coreProperties") => "docProps/core.xml",
        () if holds("comments") => "xl/comments1.xml",
        () if holds("chart") => "xl/charts/chart1.xml",
        () => "docProps/custom.xml",
    };
    parts.retain(|(other, _)| *other != name);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let own = parts.iter().map(|(name, text)| (*name, text.as_bytes())).chain([(name, part)]);
    for (name, bytes) in own {
        writer.start_file(name, options).expect("memory holds it");
        writer.write_all(bytes).expect("memory holds it");
    }
    writer.finish().expect("memory holds it").into_inner()
}
