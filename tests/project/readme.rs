//! What the READMEs say is run: every TOML snippet of `models/README.md` laid over the shipped bid,
//! every command of `README.md`.

use std::fs;

use assert_cmd::Command;
use chiffrage::engine::estimate;
use chiffrage::model::{bid, load};

use crate::support;

/// The fenced blocks of a language, each with the line it starts at.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Vec<&'a str>)> = None;
    for (n, line) in text.lines().enumerate() {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) if info == language => open = Some((n + 2, Vec::new())),
            (None, Some(_)) => open = Some((0, Vec::new())),
            (Some(_), Some(_)) => {
                if let Some((first, lines)) = open.take()
                    && first > 0
                {
                    blocks.push((first, lines.join("\n")));
                }
            }
            (Some((_, lines)), None) => lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn every_snippet_of_the_models_readme_gives_a_valid_bid() {
    let readme = fs::read_to_string(support::root().join("models/README.md")).unwrap();
    let snippets = blocks(&readme, "toml");
    assert!(snippets.len() >= 8, "{} snippets", snippets.len());
    for (line, snippet) in snippets {
        let place = format!("models/README.md:{line}");
        let first = snippet.lines().next().unwrap();
        let name = first.trim_start_matches('#').trim();
        assert!(name.ends_with(".toml"), "{place}: the first line names the file, not {first:?}");
        let folder = tempfile::tempdir().unwrap();
        support::copy(&support::root().join("models"), &folder.path().join("models"));
        support::copy(&support::root().join("templates"), &folder.path().join("templates"));
        // The shipped file becomes a part that the snippet includes: what the snippet says wins.
        let file = folder.path().join(name);
        let text = if file.exists() {
            let part = file.with_file_name("shipped.part");
            fs::rename(&file, &part).unwrap();
            format!("include = [\"shipped.part\"]\n{snippet}\n")
        } else {
            format!("{snippet}\n")
        };
        fs::write(&file, text).unwrap();
        let text = load(&folder.path().join("models"), &folder.path().join("templates"));
        let (bid, _) = bid(&text).unwrap_or_else(|f| {
            panic!("{place}: {}", chiffrage::diag::render(&f, &text.sources, chiffrage::unit::Lang::En, false, None))
        });
        estimate(&bid).unwrap_or_else(|f| {
            panic!("{place}: {}", chiffrage::diag::render(&f, &text.sources, chiffrage::unit::Lang::En, false, None))
        });
    }
}

/// Every command the README shows runs, in a fresh bid folder.
#[test]
fn every_command_of_the_readme_runs() {
    let readme = fs::read_to_string(support::root().join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bid = folder.path().join("bid");
    let mut count = 0;
    Command::from_std(support::chiffrage()).args(["new", bid.to_str().unwrap()]).assert().success();
    // The buyer's file that its commands name.
    let form = support::root().join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx");
    fs::copy(form, bid.join("buyer.xlsx")).unwrap();
    // The rate card that they name.
    let mut card = rust_xlsxwriter::Workbook::new();
    let sheet = card.add_worksheet();
    sheet.write_row(0, 0, ["Profil", "CJM"]).unwrap();
    sheet.write(1, 0, "Architecte").unwrap();
    sheet.write(1, 1, 600).unwrap();
    card.save(bid.join("grille.xlsx")).unwrap();
    for (line, block) in blocks(&readme, "sh") {
        for command in block.lines().filter_map(|l| l.trim().strip_prefix("chiffrage ")) {
            let command = command.split('#').next().unwrap().trim();
            if command.starts_with("new ") {
                continue;
            }
            let run = Command::from_std(support::chiffrage())
                .current_dir(&bid)
                .args(command.split_whitespace())
                .output()
                .unwrap();
            assert!(run.status.success(), "README.md:{line}: `{command}`: {}", String::from_utf8_lossy(&run.stderr));
            count += 1;
        }
    }
    assert!(count >= 10, "{count} commands");
}

/// The README's sample of output is what the shipped bid gives.
#[test]
fn the_sample_of_the_readme_is_the_output() {
    let readme = fs::read_to_string(support::root().join("README.md")).unwrap();
    let sample = blocks(&readme, "text")
        .into_iter()
        .find(|b| b.1.contains("Total du lot"))
        .expect("a sample of `chiffrage price`")
        .1;
    let run = Command::from_std(support::chiffrage())
        .current_dir(support::root())
        .args(["price", "--lot", "ror"])
        .output()
        .unwrap();
    let plain = |text: &str| {
        text.replace('\u{a0}', " ").lines().map(|l| l.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(plain(&sample).trim(), plain(&String::from_utf8(run.stdout).unwrap()).trim());
}
