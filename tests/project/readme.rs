//! What the READMEs show is checked: every TOML snippet of `models/README.md` is laid over the shipped bid, every command is
//! run, every sample of output is what the shipped bid gives, and every file they name exists.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use chiffrage::engine::estimate;
use chiffrage::model::{bid, load};

use crate::layering::ORDER;
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

/// The pages whose commands are run, each in a bid folder of its own, where `buyer.xlsx` and `grille.xlsx` are.
const OF_USERS: [&str; 5] =
    ["README.md", "models/README.md", "models/rates/README.md", "models/scenarios/README.md", "templates/README.md"];

/// Pages that name files of the project.
const OF_MAINTAINERS: [&str; 4] = ["src/README.md", "src/CHANGELOG.md", "tests/README.md", "tests/samples/README.md"];

/// Files of a user that pages name as examples.
const EXAMPLES: [&str; 5] = [
    "map.toml",
    "rates/maps/",
    "models/rates/nantes.toml",
    "models/rates/maps/nantes.toml",
    "models/scenarios/finance.toml",
];

fn page(name: &str) -> String {
    fs::read_to_string(support::root().join(name)).unwrap()
}

/// A new bid folder, with the files from outside that the commands name.
fn new_bid(folder: &Path) -> PathBuf {
    let bid = folder.join("bid");
    Command::from_std(support::chiffrage()).args(["new", bid.to_str().unwrap()]).assert().success();
    let form = support::root().join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx");
    fs::copy(form, bid.join("buyer.xlsx")).unwrap();
    let mut card = rust_xlsxwriter::Workbook::new();
    let sheet = card.add_worksheet();
    sheet.write_row(0, 0, ["Profil", "CJM"]).unwrap();
    sheet.write(1, 0, "Architecte").unwrap();
    sheet.write(1, 1, 600).unwrap();
    card.save(bid.join("grille.xlsx")).unwrap();
    bid
}

/// The words of a command: what is between single quotes is one.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('\'').enumerate();
    let of_part = |(place, part): (usize, &str)| match place % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    };
    parts.flat_map(of_part).collect()
}

/// What a command prints in a bid folder.
fn printed(bid: &Path, place: &str, command: &str) -> String {
    let run = Command::from_std(support::chiffrage()).current_dir(bid).args(words(command)).output().unwrap();
    assert!(run.status.success(), "{place}: `{command}`: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// Every command that a page for users shows runs, from its first to its last; every sample, a block that starts with
/// `$ chiffrage`, is what the command prints, but for what an `…` on a line of its own leaves out.
#[test]
fn every_command_of_the_readmes_runs_and_prints_what_is_shown() {
    let (mut commands, mut samples) = (0, 0);
    for name in OF_USERS {
        let text = page(name);
        let folder = tempfile::tempdir().unwrap();
        let bid = new_bid(folder.path());
        for (line, block) in blocks(&text, "sh") {
            for command in block.lines().filter_map(|line| line.trim().strip_prefix("chiffrage ")) {
                printed(&bid, &format!("{name}:{line}"), command.split('#').next().unwrap());
                commands += 1;
            }
        }
        for (line, block) in blocks(&text, "text") {
            let Some((command, shown)) = block.strip_prefix("$ chiffrage ").and_then(|block| block.split_once('\n'))
            else {
                continue;
            };
            let place = format!("{name}:{line}");
            let output = plain(&printed(&bid, &place, command));
            let mut rest = output.trim();
            let parts: Vec<String> = shown.split("\n…\n").map(plain).collect();
            for part in &parts {
                let (before, after) =
                    rest.split_once(part.trim()).unwrap_or_else(|| panic!("{place}: not printed:\n{part}\nin\n{rest}"));
                assert!(before.trim().is_empty() || part != &parts[0], "{place}: the sample starts later:\n{before}");
                rest = after;
            }
            assert_eq!(rest.trim(), "", "{place}: the sample ends before");
            samples += 1;
        }
    }
    assert!(commands >= 40, "{commands} commands");
    // Each of the three uses: price, compare, fill.
    assert_eq!(samples, 3);
}

/// Lines without the spaces at their ends, all spaces alike.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme_is_short() {
    let lines = page("README.md").lines().count();
    assert!(lines < 200, "{lines} lines");
}

/// Every path in backquotes and every link of a page leads to a file or folder, from the top or from the page's own folder.
#[test]
fn every_file_that_the_readmes_name_exists() {
    let (mut count, mut missing) = (0, Vec::new());
    for name in OF_USERS.into_iter().chain(OF_MAINTAINERS) {
        let folder = Path::new(name).parent().unwrap();
        let bases = ["", "src", "src/base", "src/core", "src/files", "tests"].map(Path::new);
        let bases = [&[folder], &bases[..]].concat();
        for (n, line) in prose(&page(name)).lines().enumerate() {
            let quoted = line.split('`').skip(1).step_by(2).filter(|quoted| is_path(quoted));
            for path in quoted.filter(|path| !EXAMPLES.contains(path)) {
                let exists = bases.iter().any(|base| leads_somewhere(&support::root().join(base), path));
                missing.extend((!exists).then(|| format!("{name}:{}: `{path}`", n + 1)));
                count += 1;
            }
            let links = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
            for link in links.filter(|link| !link.contains("://")) {
                let exists = support::root().join(folder).join(link).is_file();
                missing.extend((!exists).then(|| format!("{name}:{}: {link}", n + 1)));
                count += 1;
            }
        }
    }
    assert!(missing.is_empty(), "there is no\n{}", missing.join("\n"));
    assert!(count > 150, "{count} paths");
}

/// A page with its fenced blocks blank: their files are the users' own.
fn prose(page: &str) -> String {
    let mut inside = false;
    let lines = page.lines().map(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        if inside || fence { "" } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Is a text in backquotes meant as a path? It ends as a file of the project does, or is a folder or a case.
fn is_path(quoted: &str) -> bool {
    let named = [".rs", ".toml", ".md", ".py", ".txt", ".json"].iter().any(|ending| quoted.ends_with(ending));
    let is_case = quoted.starts_with("cases/") || quoted.starts_with("tests/");
    let is_written_out = !quoted.contains([' ', '*', '=']) && !quoted.starts_with(['-', '/', '.']);
    is_written_out && (named || is_case || quoted.ends_with('/'))
}

/// Is there such a path? A part in capitals, as `LOT` in `dqe/LOT.toml`, is any name; a number is how a name starts.
fn leads_somewhere(base: &Path, path: &str) -> bool {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    if first.is_empty() {
        return base.is_dir();
    }
    let stem = first.split('.').next().unwrap();
    let fits = |name: &str| match first {
        _ if stem.chars().all(|c| c.is_ascii_uppercase()) && stem != "README" && stem != "CHANGELOG" => {
            name.ends_with(&first[stem.len()..])
        }
        _ if first.chars().all(|c| c.is_ascii_digit()) => name.starts_with(first),
        _ => name == first,
    };
    let entries = fs::read_dir(base).into_iter().flatten().flatten();
    let mut fitting = entries.filter(|entry| entry.file_name().to_str().is_some_and(fits));
    fitting.any(|entry| if rest.is_empty() { true } else { leads_somewhere(&entry.path(), rest) })
}

/// The folders of the architecture are in the order that is checked.
#[test]
fn the_architecture_is_the_one_that_is_checked() {
    let text = page("src/README.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("/` |"));
    let order = ORDER.iter().map(|(folder, _)| *folder).filter(|folder| *folder != "main");
    assert_eq!(rows.map(|(folder, _)| folder).collect::<Vec<_>>(), order.collect::<Vec<_>>());
}

/// The architecture has a row for each folder of `src`, the tests one for each group and kind.
#[test]
fn every_folder_has_its_row() {
    for (folder, name) in [("src", "src/README.md"), ("tests", "tests/README.md")] {
        let text = page(name);
        for entry in fs::read_dir(support::root().join(folder)).unwrap().map(Result::unwrap) {
            let folder = entry.file_name().into_string().unwrap();
            let is_named = || text.contains(&format!("`{folder}/"));
            assert!(!entry.path().is_dir() || folder.starts_with('.') || is_named(), "{name} has no `{folder}/`");
        }
    }
}
