//! Workbooks as others read them: their cells, and what LibreOffice computes from their formulas alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};

/// A sheet, a row, a column.
pub type Place = (String, u32, u32);

/// Every cell of a workbook that holds something, by sheet and place; and those with a formula.
pub fn cells(xlsx: &[u8]) -> (BTreeMap<Place, Data>, Vec<Place>) {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx.to_vec())).unwrap();
    let (mut values, mut formulas) = (BTreeMap::new(), Vec::new());
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).unwrap();
        let (row, column) = range.start().unwrap_or_default();
        for (r, c, value) in range.used_cells() {
            values.insert((name.clone(), row + r as u32, column + c as u32), value.clone());
        }
        let range = workbook.worksheet_formula(&name).unwrap();
        let (row, column) = range.start().unwrap_or_default();
        formulas.extend(
            range
                .used_cells()
                .filter(|cell| !cell.2.is_empty())
                .map(|(r, c, _)| (name.clone(), row + r as u32, column + c as u32)),
        );
    }
    (values, formulas)
}

/// The parts of a file, by name.
pub fn parts(xlsx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let part = |i: usize, archive: &mut zip::ZipArchive<Cursor<&[u8]>>| {
        let mut file = archive.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..archive.len()).map(|i| part(i, &mut archive)).collect()
}

/// The same workbook with every cached result of a formula set to 0, so that only a program that
/// recalculates can show the right ones.
pub fn without_results(xlsx: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut bytes) in parts(xlsx) {
        writer.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            let pieces: Vec<&str> = text.split("</f><v>").collect();
            let rest = pieces[1..].iter().map(|piece| &piece[piece.find("</v>").unwrap()..]);
            bytes =
                (pieces[0].to_owned() + &rest.map(|rest| format!("</f><v>0{rest}")).collect::<String>()).into_bytes();
        }
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What LibreOffice computes from the formulas alone; `None` where it is not installed.
pub fn recalculated(xlsx: &[u8], folder: &Path) -> Option<Vec<u8>> {
    recalculated_all(&[xlsx.to_vec()], folder).map(|mut all| all.remove(0))
}

/// The same of several workbooks, in one run.
pub fn recalculated_all(all: &[Vec<u8>], folder: &Path) -> Option<Vec<Vec<u8>>> {
    saved_as(all, "Calc MS Excel 2007 XML", folder)
}

/// The same, saved in one of the two ways in which LibreOffice writes .xlsx.
pub fn saved_as(all: &[Vec<u8>], filter: &str, folder: &Path) -> Option<Vec<Vec<u8>>> {
    let soffice = super::program(&["soffice", "libreoffice"])?;
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    let always = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"#;
    fs::write(profile.join("user/registrymodifications.xcu"), always).unwrap();
    let inputs: Vec<_> = (0..all.len()).map(|n| folder.join(format!("{n}.xlsx"))).collect();
    for (path, xlsx) in inputs.iter().zip(all) {
        fs::write(path, without_results(xlsx)).unwrap();
    }
    let output = Command::new(soffice)
        .arg(format!(
            "-env:UserInstallation=file:///{}",
            profile.display().to_string().replace('\\', "/").trim_start_matches('/')
        ))
        .args(["--headless", "--convert-to", &format!("xlsx:{filter}"), "--outdir"])
        .arg(folder.join("out"))
        .args(&inputs)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some((0..all.len()).map(|n| fs::read(folder.join(format!("out/{n}.xlsx"))).unwrap()).collect())
}

/// The number that a cell holds.
pub fn number(data: Option<&Data>) -> f64 {
    match data {
        Some(Data::Float(value)) => *value,
        Some(Data::Int(value)) => *value as f64,
        other => panic!("expected a number, not {other:?}"),
    }
}

/// Every formula of `expected` has there the result that `computed` has: euros to the cent, shares to the millionth.
pub fn agree(expected: &[u8], computed: &[u8]) -> usize {
    agree_where(expected, computed, |_| true)
}

/// The same of the cells that `looked_at` keeps.
pub fn agree_where(expected: &[u8], computed: &[u8], looked_at: impl Fn(&Place) -> bool) -> usize {
    let (values, mut formulas) = cells(expected);
    formulas.retain(looked_at);
    let (computed, _) = cells(computed);
    for place in &formulas {
        let (cached, computed) = (number(values.get(place)), number(computed.get(place)));
        let close = if cached.abs() < 1.0 { 1e-6 } else { 0.005 };
        assert!((cached - computed).abs() < close, "{place:?}: the engine says {cached}, LibreOffice {computed}");
    }
    formulas.len()
}
