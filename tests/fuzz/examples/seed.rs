//! Writes the first inputs of each target from the samples and the shipped bid: `corpus/TARGET/`.

use std::fs;
use std::path::Path;

use chiffrage::xlsx::{Book, Package};
use chiffrage_fuzz::{model_texts, root};

/// An input larger than this is found by nobody in time.
const MOST: usize = 1 << 16;

fn put(target: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder).expect("the corpus can be written");
    if bytes.len() <= MOST {
        fs::write(folder.join(name.replace(['/', '\\', ' '], "_")), bytes).expect("the corpus can be written");
    }
}

fn main() {
    for folder in ["buyer", "rates", "xlsx"] {
        for entry in fs::read_dir(root().join("tests/samples").join(folder)).expect("the samples are there") {
            let path = entry.expect("the samples are there").path();
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            let bytes = fs::read(&path).expect("the samples are there");
            put("package", &name, &bytes);
            put("rates", &name, &bytes);
            let Ok(package) = Package::open(bytes) else { continue };
            for entry in package.entries().iter().filter(|entry| entry.name.ends_with(".xml")) {
                let Ok(part) = package.part(&entry.name) else { continue };
                for target in ["cells", "splice", "form", "leaks"] {
                    put(target, &format!("{name}-{}", entry.name), &part);
                }
            }
            let Ok(book) = Book::of(package) else { continue };
            for (place, sheet) in (0..book.sheets.len()).filter_map(|place| Some((place, book.sheet(place).ok()?))) {
                let mut formulas: Vec<String> = sheet.cells.iter().filter_map(|c| c.formula_text()).map(|t| t.into_owned()).collect();
                formulas.sort();
                formulas.dedup();
                for (n, some) in formulas.chunks(4).enumerate() {
                    put("formula", &format!("{name}-{place}-{n}"), some.join("\n").as_bytes());
                }
            }
        }
    }
    for (place, (name, text)) in model_texts().iter().enumerate() {
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        put("models", name, &[&[place], text.as_bytes()].concat());
    }
    let map = "[tables.ror]\nsheet = \"Lot 3 ROR\"\nlot = \"ror\"\nheader = 8\ntotal = \"K48\"\n[tables.ror.columns]\ncode = \"B\"\nlabel = \"C\"\nunit_price = \"E\"\nquantities = { 1 = \"F\", 2 = \"G\" }\nquantity = \"J\"\namount = \"K\"\n[tables.ror.rows]\n10 = \"1.1\"\n14 = \"pfc/2.3\"\n17 = \"?\"\n30 = \"-\"\n[tables.ror.cells]\nG44 = \"ror/3.1\"\n";
    put("map", "ror.toml", map.as_bytes());
}
