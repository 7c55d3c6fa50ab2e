//! The command as its users meet it: every verb on the shipped bid, help, formats, exit codes, files.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use itertools::Itertools as _;
use serde_json::Value;

use crate::{build, support};

fn chiffrage(args: &[&str]) -> assert_cmd::assert::Assert {
    Command::from_std(support::chiffrage()).current_dir(support::root()).args(args).assert()
}

fn out(args: &[&str]) -> String {
    String::from_utf8(chiffrage(args).success().get_output().stdout.clone()).unwrap()
}

const VERBS: [&str; 30] = [
    "concede",
    "questions",
    "sensitivity",
    "risk",
    "drivers",
    "fill",
    "justify",
    "leaks",
    "load",
    "read",
    "workbook",
    "import",
    "bridge",
    "sweep",
    "solve",
    "portfolio",
    "compare",
    "scenarios",
    "check",
    "price",
    "dqe",
    "staffing",
    "assumptions",
    "pnl",
    "break-even",
    "map",
    "explain",
    "schema",
    "new",
    "completions",
];

#[test]
fn every_verb_has_help_with_an_example() {
    let of_each = VERBS.iter().cartesian_product([("fr", "Exemple"), ("en", "Example")]);
    for (verb, (lang, example)) in of_each {
        let help = out(&[verb, "--help", "--lang", lang]);
        assert!(help.contains(example), "{verb} shows no example");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{verb}: a line of help is past 100 columns");
    }
}

/// What clap adds to the help by itself: the command `help`, the names of variables.
#[test]
fn french_help_holds_nothing_of_claps_own_english() {
    for command in [&["import"][..], &["fill"], &[]] {
        let help = out(&[command, &["--help", "--lang", "fr"]].concat());
        for english in ["Print this", "[env", "[default", "Usage:", "possible values"] {
            assert!(!help.contains(english), "{command:?}: {english}\n{help}");
        }
        assert!(help.contains("[variable\u{a0}: CHIFFRAGE_LANG"), "{help}");
    }
}

#[test]
fn tables_come_in_every_format_with_the_same_figures() {
    for command in [
        &["price"][..],
        &["staffing"],
        &["pnl"],
        &["break-even"],
        &["assumptions"],
        &["compare"],
        &["scenarios"],
        &["portfolio"],
        &["sensitivity"],
        &["risk", "--draws", "1000"],
        &["drivers", "--draws", "1000"],
        &["questions", "--draws", "1000"],
        &["concede", "-1%", "--floor", "policy.margin.build=0.1", "--draws", "100"],
    ] {
        let drawn = |format: &str| out(&[command, &["--format", format]].concat());
        let json: Value = serde_json::from_str(&drawn("json")).unwrap();
        let rows = json["rows"].as_array().unwrap();
        assert_eq!(drawn("csv").lines().count(), rows.len() + 1, "{command:?}: csv and json hold the same rows");
        let excel = out(&[command, &["--format", "csv", "--excel"]].concat());
        assert!(excel.starts_with("\u{feff}Nature de la ligne;"), "{command:?}: {excel:.80}");
        assert_eq!(excel.matches("\r\n").count(), rows.len() + 1, "{command:?}: csv for Excel has the same rows");
        assert!(drawn("markdown").contains("| ---"), "{command:?}");
        assert!(!out(command).contains('\u{1b}'), "{command:?}: no colour where there is no terminal");
    }
}

/// The figures of both forms of CSV are the same but for the decimal comma; another format is none for Excel.
#[test]
fn csv_for_excel_has_the_figures_of_csv() {
    let fields = |text: &str, delimiter: u8| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().skip(1).map(str::to_owned).collect()).collect()
    };
    let plain = fields(&out(&["price", "--format", "csv"]), b',');
    let excel = fields(&out(&["price", "--excel"]), b';');
    assert_eq!(plain.len(), excel.len());
    let mut decimals = 0;
    for (plain, excel) in plain.iter().flatten().zip(excel.iter().flatten()) {
        let is_number = plain.parse::<rust_decimal::Decimal>().is_ok();
        assert_eq!(if is_number { plain.replace('.', ",") } else { plain.clone() }, *excel);
        decimals += usize::from(is_number && plain.contains('.'));
    }
    assert!(decimals > 20, "{decimals} amounts with cents were compared");
    for format in ["json", "markdown", "table"] {
        let refused = chiffrage(&["price", "--format", format, "--excel"]).code(2);
        let shown = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(shown.contains("--excel") && shown.contains(&format!("--format {format}")), "{shown}");
    }
}

/// The workbooks of the price and of the profit and loss hold the tables that are printed.
#[test]
fn price_and_pnl_come_as_workbooks() {
    let folder = tempfile::tempdir().unwrap();
    for (verb, sheets) in [("price", &["Prix", "Cascade"][..]), ("pnl", &["Compte de résultat", "Mois"])] {
        let path = folder.path().join(format!("{verb}.xlsx"));
        chiffrage(&[verb, "-o", path.to_str().unwrap()]).success();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
        assert_eq!(calamine::Reader::sheet_names(&book), sheets);
        let sheet = calamine::Reader::worksheet_range(&mut book, sheets[0]).unwrap();
        let json: Value = serde_json::from_str(&out(&[verb, "--format", "json"])).unwrap();
        let values = json["rows"].as_array().unwrap().iter().flat_map(|row| row.as_object().unwrap().values());
        let printed: Vec<f64> = values.filter_map(Value::as_f64).filter(|number| *number > 1e6).collect();
        let written: Vec<f64> =
            sheet.used_cells().filter_map(|(_, _, cell)| calamine::DataType::get_float(cell)).collect();
        assert!(printed.len() > 3, "{verb}: {printed:?}");
        for number in printed {
            assert!(written.iter().any(|cell| (cell - number).abs() < 0.005), "{verb}: {number} is in the workbook");
        }
    }
}

#[test]
fn figures_are_french_unless_english_is_asked_for() {
    let recap = out(&["price", "--lot", "ror"]);
    assert!(recap.contains("€") && recap.contains("Total du lot") && recap.contains(','));
    let total = recap.lines().find(|l| l.starts_with("HT ")).unwrap().replace('\u{a0}', " ");
    assert!(total.contains(" € ") && !total.contains('.'), "{total}");
    assert!(out(&["price", "--lang", "en", "--lot", "ror"]).contains("Total of the lot"));
}

/// One language in a run, chosen by `--lang`, else `CHIFFRAGE_LANG`: help, errors of arguments, findings.
#[test]
fn a_run_speaks_one_language() {
    let run = |lang: Option<&str>, args: &[&str]| {
        let mut command = Command::from_std(support::chiffrage());
        lang.map(|lang| command.env("CHIFFRAGE_LANG", lang));
        let output = command.current_dir(support::root()).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + std::str::from_utf8(&output.stderr).unwrap()
    };
    for (args, french, english) in [
        (
            &["price", "--lto", "ror"][..],
            "erreur\u{a0}: argument inattendu\u{a0}: `--lto`",
            "error: unexpected argument",
        ),
        (&["prise"], "une commande proche existe\u{a0}: `bridge`, `risk`, `price`", "similar subcommands exist"),
        (&["fill"], "il manque\u{a0}: `--map <CARTE.toml>`", "--map <MAP.toml>"),
        (&["price", "--by"], "`--by <BY>` attend une valeur", "a value is required for"),
        (&["price", "--by", "lot"], "valeur `lot` non valide pour `--by <BY>`", "invalid value 'lot'"),
        (
            &["risk", "--draws", "5"],
            "valeur `5` non valide pour `--draws <N>`\u{a0}: un nombre de 100 à 10\u{a0}000\u{a0}000 est attendu",
            "5 is not in 100..=10000000",
        ),
        (&["risk", "--draws", "-5"], "valeur `-5` non valide pour `--draws <N>`", "invalid value '-5'"),
        (
            &["risk", "--confidence", "100"],
            "valeur `100` non valide pour `--confidence <POURCENTAGE>`\u{a0}: un nombre de 1 à 99 est attendu",
            "100 is not in 1..=99",
        ),
        (&["price", "--by", "year", "--by", "year"], "ne peut être donné qu’une fois", "cannot be used multiple times"),
        (&["schema", "lot", "--write", "x"], "ne peut pas être utilisé avec", "cannot be used with"),
        (&["fill", "a", "b", "--map", "c", "-o", "d"], "argument inattendu\u{a0}: `b`", "unexpected argument 'b'"),
        (&["price", "-h"], "Utilisation\u{a0}: chiffrage price", "Usage: chiffrage price"),
        (&["help"], "Afficher l’aide d’une commande", "Print this message"),
        (&["check", "--models", "nowhere"], "erreur[E0101]: impossible de lire", "error[E0101]: cannot read"),
    ] {
        assert!(run(None, args).contains(french), "{args:?}: {}", run(None, args));
        assert!(run(Some("en"), args).contains(english), "{args:?}: {}", run(Some("en"), args));
    }
    let english = run(Some("fr"), &["check", "--models", "nowhere", "--lang", "en"]);
    assert!(english.starts_with("error[E0101]: cannot read"), "{english}");
}

/// The tables of a bid director fit a terminal of 100 columns.
#[test]
fn price_and_pnl_fit_a_hundred_columns() {
    for args in [
        &["price"][..],
        &["price", "--by", "year"],
        &["pnl"],
        &["pnl", "--by", "month"],
        &["break-even"],
        &["portfolio"],
        &["portfolio", "--show", "losses"],
        &["portfolio", "--show", "profiles"],
    ] {
        let text = out(args);
        let wide: Vec<_> = text.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{args:?}: {wide:#?}");
    }
}

#[test]
fn totals_of_price_agree_by_nature_and_by_year() {
    let total = |by: &str| {
        let json: Value = serde_json::from_str(&out(&["price", "--by", by, "--format", "json"])).unwrap();
        let row = json["rows"].as_array().unwrap().iter().find(|r| r["kind"] == "total").unwrap().clone();
        (row["price"].to_string(), row["full_cost"].to_string(), row["days"].to_string())
    };
    assert_eq!(total("nature"), total("year"));
}

#[test]
fn explain_goes_down_to_the_sources() {
    let text = out(&["explain", "ror/3.1", "--depth", "99"]);
    for word in ["arrondi(", "[Q7]", "models/lots/ror.toml:", "€/j", "[hypothèse]"] {
        assert!(text.contains(word), "no {word}");
    }
    let json: Value = serde_json::from_str(&out(&["explain", "pfc", "--format", "json"])).unwrap();
    assert!(!json["children"].as_array().unwrap().is_empty());
    assert!(out(&["explain", "E0302", "--lang", "en"]).contains("total exactly 1"));
    chiffrage(&["explain", "ror/99.9"]).code(2);
}

#[test]
fn the_dqe_is_written_whole_and_never_over_what_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("offre été.xlsx");
    let file = path.to_str().unwrap();
    chiffrage(&["dqe", "-o", file]).success();
    let first = fs::read(&path).unwrap();
    // Again: an earlier output gives way, and the bytes are the same.
    chiffrage(&["dqe", "-o", file]).success();
    assert!(first == fs::read(&path).unwrap());
    let other = folder.path().join("buyer.xlsx");
    fs::write(&other, b"PK something else").unwrap();
    chiffrage(&["dqe", "-o", other.to_str().unwrap()]).code(1);
    assert_eq!(fs::read(&other).unwrap(), b"PK something else");
    chiffrage(&["dqe", "--force", "-o", other.to_str().unwrap()]).success();
    chiffrage(&["dqe", "-o", folder.path().join("dqe.pdf").to_str().unwrap()]).code(2);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing half-written is left: {left:?}");
}

/// `new` writes a bid that prices as the shipped one, where the repository is not.
#[test]
fn new_writes_the_bid_the_binary_carries() {
    let folder = tempfile::tempdir().unwrap();
    let bid = folder.path().join("bid");
    chiffrage(&["new", bid.to_str().unwrap()]).success();
    let priced =
        Command::from_std(support::chiffrage()).current_dir(&bid).args(["price", "--format", "json"]).output().unwrap();
    assert_eq!(String::from_utf8(priced.stdout).unwrap(), out(&["price", "--format", "json"]));
    for name in ["models/lots/ror.toml", "templates/parts/common.toml", ".taplo.toml", "models/README.md"] {
        assert_eq!(fs::read(bid.join(name)).unwrap(), fs::read(support::root().join(name)).unwrap(), "{name}");
    }
    // Never over what is there.
    chiffrage(&["new", bid.to_str().unwrap()]).code(1);
}

/// The version and, in a release build of a clone, the commit it was built from.
#[test]
fn the_version_names_the_commit() {
    let git =
        std::process::Command::new("git").current_dir(support::root()).args(["log", "-1", "--format=%h"]).output();
    let commit = git.ok().map(|output| String::from_utf8(output.stdout).unwrap().trim().to_owned());
    let commit = commit.filter(|commit| !commit.is_empty());
    assert_eq!(build::commit(), commit);
    let ending = commit.filter(|_| !cfg!(debug_assertions)).map(|commit| format!(" ({commit})")).unwrap_or_default();
    assert_eq!(out(&["--version"]).trim_end(), format!("chiffrage {}{ending}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&["completions", shell]).contains("assumptions"), "{shell}");
    }
}

#[test]
fn bad_arguments_are_2() {
    chiffrage(&["price", "--lot", "rorr"]).code(2);
    chiffrage(&["price", "--format", "pdf"]).code(2);
    chiffrage(&["nonsense"]).code(2);
    chiffrage(&["--models", "nowhere", "price"]).code(2);
    chiffrage(&["schema", "lots"]).code(2);
}

/// The first row of a comparison is the base: the same figures as `price` and as each scenario alone.
#[test]
fn a_comparison_shows_what_each_scenario_shows_alone() {
    let json = |args: &[&str]| -> Value { serde_json::from_str(&out(args)).unwrap() };
    let compared = json(&["compare", "base", "nearshore-30", "--format", "json"]);
    for (row, scenario) in compared["rows"].as_array().unwrap().iter().zip(["base", "nearshore-30"]) {
        let alone = json(&["price", "--scenario", scenario, "--format", "json"]);
        let total = alone["rows"].as_array().unwrap().iter().find(|r| r["kind"] == "total").unwrap().clone();
        assert_eq!(
            (&row["scenario"], &row["net"], &row["margin"]),
            (&Value::from(scenario), &total["price"], &total["margin"])
        );
    }
    let net = |i: usize| compared["rows"][i]["net"].as_f64().unwrap();
    assert!((compared["rows"][1]["delta"].as_f64().unwrap() - (net(1) - net(0))).abs() < 0.51);
}

/// The ramp of Porto's people, by hand: 0.68, 0.72, 0.76 in the first three months. Their effort is the same each month,
/// so that their heads are as its inverse: 3 / (1 / 0.68 + 1 / 0.72 + 1 / 0.76) = 0.7185 on average; 0.92 in the end.
#[test]
fn staffing_shows_how_people_learn() {
    let json: Value =
        serde_json::from_str(&out(&["staffing", "--lot", "ror", "--by", "quarter", "--format", "json"])).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let ramp: Vec<&Value> = rows.iter().filter(|row| row["profile"] == "Productivité (montée en charge)").collect();
    assert_eq!(ramp.len(), 1);
    assert_eq!(ramp[0]["site"], "Porto");
    assert_eq!(ramp[0]["year_1_quarter_1"].to_string(), "0.72");
    assert_eq!(ramp[0]["year_4_quarter_4"].to_string(), "0.92");
}

/// One scenario named is held against the base, or against the one that every command takes.
#[test]
fn a_comparison_has_something_to_compare_with() {
    let rows = |args: &[&str]| -> Vec<String> {
        let json: Value = serde_json::from_str(&out(&[args, &["--format", "json"]].concat())).unwrap();
        let rows = json["rows"].as_array().unwrap();
        rows.iter().filter_map(|row| row["scenario"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(rows(&["compare", "nearshore-30"]), ["base", "nearshore-30"]);
    assert_eq!(rows(&["compare", "nearshore-30", "--scenario", "onshore"]), ["onshore", "nearshore-30"]);
    assert_eq!(rows(&["compare", "onshore", "nearshore-30"]), ["onshore", "nearshore-30"]);
    // All scenarios of the folder, and the base.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/scenarios");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let scenarios = files.filter(|file| file.extension().is_some_and(|end| end == "toml")).count();
    assert_eq!(rows(&["compare", "--scenario", "onshore"]).len(), scenarios + 1);
    let third = ["bridge", "onshore", "nearshore-30", "--scenario", "nearshore-50"];
    assert!(String::from_utf8_lossy(&chiffrage(&third).code(2).get_output().stderr).contains("troisième"));
    chiffrage(&["compare", "--by", "site", "-o", "x.xlsx"]).code(2);
}

/// Where the machine starts no thread, the work is done on the one there is; what cannot be done so says why.
#[cfg(unix)]
#[test]
fn a_machine_that_refuses_threads_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let (dqe, other) = (folder.path().join("dqe.xlsx"), folder.path().join("other.xlsx"));
    let (dqe, other) = (dqe.to_str().unwrap(), other.to_str().unwrap());
    chiffrage(&["dqe", "-o", dqe]).success();
    // No address space holds the stack of another thread.
    let alone = |args: &[&str]| {
        let mut command = Command::from_std(support::chiffrage());
        command.env("RUST_MIN_STACK", (1_u64 << 50).to_string()).current_dir(support::root()).args(args).assert()
    };
    for args in [
        &["check"][..],
        &["price"],
        &["compare", "base", "onshore"],
        &["bridge", "onshore"],
        &["portfolio"],
        &["sweep", "--vary", "policy.margin.build=0..0.1:0.1"],
        &["solve", "--for", "price=40M€", "--by", "policy.margin.build"],
        &["map", dqe],
    ] {
        assert_eq!(
            alone(args).success().get_output().stdout,
            chiffrage(args).success().get_output().stdout,
            "{args:?}"
        );
    }
    // The writer of workbooks starts a thread for each sheet; `leaks` writes the DQE again to hold the file against it.
    let written = ["dqe", "workbook", "staffing"].map(|verb| [verb, "-o", other]);
    for args in written.iter().map(|args| &args[..]).chain([&["leaks", dqe][..]]) {
        let verb = args[0];
        let code = if verb == "leaks" { "E0813" } else { "E0501" };
        let words = [("en", "refuses to start a thread"), ("fr", "refuse de lancer un fil d’exécution")];
        for (lang, words) in words {
            let refused = alone(&[args, &["--lang", lang]].concat()).code(1);
            let err = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
            assert!(err.contains(code) && err.contains(words), "{verb}: {err}");
        }
        assert!(!std::path::Path::new(other).exists());
    }
}
