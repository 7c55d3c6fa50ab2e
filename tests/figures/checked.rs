//! What `check` promises: whatever a command refuses about the models, it reports, in the same words; and nothing is
//! refused without a word. A small bid that has every kind of table is changed at each of its paths.
//!
//! The values put there are [`VALUES`]: another kind of mistake is another line. Which of them a path is given is drawn
//! from a fixed seed; `CHIFFRAGE_CHECKED=all` gives every path all of them.

use chiffrage::app::check;
use chiffrage::diag::{Findings, Severity};
use chiffrage::model::{Text, load_texts};
use rayon::prelude::*;
use toml::{Table, Value};

use crate::support::refusals::{overlooked, shown};

/// What is put in the place of a value, as a model writes it.
const VALUES: &[&str] = &[
    "{}",
    "[]",
    "\"\"",
    "\"   \"",
    "\"a\\nb\"",
    "\"nobody\"",
    "\"Marge 14 %, Porto\"",
    "true",
    "0",
    "-1",
    "1",
    "2",
    "0.1234567",
    "1e-28",
    "9e8",
    "1e27",
    "1e400",
    "nan",
    "2027-02-30",
    "2027-03-10",
    "\"2199-12\"",
    "{ years = {} }",
    "{ months = {} }",
    "{ years = { 2 = 1 } }",
    "{ years = { 1 = 1, 01 = 2 } }",
    "{ months = { 1 = 1, 13 = 2 }, ramp = true }",
    "{ value = 1, source = \"\" }",
    "{ low = 2, mode = 1, high = 0 }",
    "{ default = 0.1 }",
    "{ fr = \"\", en = \"x\" }",
    "{ x = 1 }",
    "[\"nobody\", 1]",
];

/// Every kind of table, once or twice.
const BID: &[(&str, &str)] = &[
    (
        "contract.toml",
        r#"
title = "Marché"
buyer = "Acheteur"
start = "2027-01"
months = 24
reference_site = "here"
price_decimals = 2
payment_delay = 1
vat = 0.2
financing_rate = 0.04
revision = { fixed = 0.15, variable = 0.85, index = 0.02, from_year = 2, cap = 0.03, decimals = 4 }
out_of_scope.x = { label = "Hors marché", source = "Q3", note = "Dit au webinaire." }
exclusivity.x = { label = "Un lot par candidat", source = "Q1", lots = ["one", "two"], at_most = 1 }
facts.x = { label = "Un fait", source = "Q2" }
"#,
    ),
    (
        "calendars.toml",
        r#"
[france]
label = "France"
holidays.new-year = { label = "Jour de l'an", month = 1, day = 1 }
holidays.monday = { easter = 1 }
holidays.feast = { dates = { a = 2027-03-10, b = 2028-02-28 }, days = 2, source = "Q4" }
"#,
    ),
    ("currencies.toml", "EUR = { eur = 1 }\nMAD = { label = \"Dirham\", eur = 0.1 }\n"),
    (
        "profiles.toml",
        "dev = { label = \"Développeur\" }\nlead = { label = { fr = \"Chef\", en = \"Lead\" }, note = \"x\" }\n",
    ),
    (
        "rates/here.toml",
        r#"
currency = "EUR"
base_month = "2027-01"
daily_cost = { dev = 400, lead = { from = { "2027-01" = 500, "2028-01" = 520 } } }
"#,
    ),
    ("rates/far.toml", "currency = \"MAD\"\nbase_month = \"2027-01\"\ndaily_cost = { dev = 2000, lead = 2500 }\n"),
    (
        "sites.toml",
        r#"
[here]
label = "Ici"
zone = "onshore"
calendar = "france"
card = "here"
absence_days = 24
productivity = { steady = 1 }
coordination = 0
drift = 0.02
per_head_month = 100
[far]
label = "Loin"
zone = "offshore"
calendar = "france"
card = "far"
partner = "ally"
absence_days = 20
absence_weights = { 1 = 0.5, 2 = 0.5, 3 = 0, 4 = 0, 5 = 0, 6 = 0, 7 = 0, 8 = 0, 9 = 0, 10 = 0, 11 = 0, 12 = 0 }
productivity = { start = 0.5, steady = 0.8, months = 6 }
coordination = 0.1
coordinator = "lead"
drift = 0
per_head_month = 0
"#,
    ),
    ("partners.toml", "ally = { label = \"Allié\", role = \"subcontractor\", other_offers = [\"one\"] }\n"),
    (
        "mixes.toml",
        r#"
here = { label = "Ici", shares = { here = 1 } }
both = { label = "Deux", years = { 1 = { here = 1 }, 2 = { here = 0.5, far = 0.5 } } }
"#,
    ),
    (
        "pools.toml",
        r#"
[desk]
label = "Bureau"
nature = "infrastructure"
minimum = { years = { 1 = 2, 2 = 1 } }
members = { a = { profile = "dev", share = 0.5 }, b = { profile = "lead", share = 0.5, mix = "here" } }
mix = "both"
onshore = "Accès"
"#,
    ),
    (
        "policy.toml",
        r#"
mix = "here"
overheads.structure = { label = "Structure", rate = 0.1, base = "own-labour" }
provision = { default = 0.02, build = 0.03 }
margin = 0.1
gain = { default = 0 }
spread = { governance = true }
"#,
    ),
    (
        "lots/one.toml",
        r#"
label = "Lot unique"
number = 1
mix = "both"
facts.x = { label = "Un fait", source = "Q5" }
teams.build = { label = "Build", nature = "build", mix = "here", from = 1, to = 20, positions = { dev = { profile = "dev", fte = { years = { 1 = 2, 2 = 1 }, ramp = true } }, lead = { profile = "lead", fte = 0.5, onshore = "Accès", from = 2, to = 10 } } }
teams.run = { nature = "infrastructure", positions = { desk = { pool = "desk", fte = 1 }, each = { profile = "dev", each = "incidents", days = 0.5 }, apps = { profile = "dev", each = "apps", days = 1, mix = { years = { 1 = "here", 2 = "both" } } }, machines = { profile = "dev", each = "machines", days = 0.1 } } }
teams.steering = { nature = "governance", positions.lead = { profile = "lead", fte = 0.2 } }
volumes.incidents = { label = "Incidents", per_month = { months = { 1 = 10, 13 = 5 } } }
volumes.apps.applications = true
volumes.machines.items = "machine"
applications.app = { label = "Appli", joins = 3, late = 1, size = 2 }
platform.machine = { label = "Machine", count = { months = { 1 = 1, 7 = 2 } }, unit_month = 50, drift = 0.01, base_month = "2027-01", paid_by = "bidder", provider = "x", qualification = "y" }
platform.theirs = { label = "La leur", count = 1, unit_month = 5, drift = 0, base_month = "2027-01", paid_by = "buyer", nature = "run" }
one_offs.start = { label = "Départ", nature = "build", month = 1, amount = 1000 }
margin = { default = 0.1, run = 0.12 }
provision = 0.01
gain = { build = 0.01 }
spread = { governance = true }
"#,
    ),
    (
        "lots/two.toml",
        r#"
label = "Autre lot"
number = 2
teams.steering = { nature = "governance", positions.lead = { profile = "lead", fte = 0.1 } }
spread = { governance = false }
"#,
    ),
    (
        "dqe/two.toml",
        r#"
[sections.a]
code = "1"
label = "Pilotage"
lines.month = { code = "1.1", label = "Mois", unit = "month", nature = "governance", weight = 1, quantity = "months" }
"#,
    ),
    (
        "document.toml",
        r#"
title = "DQE"
bidder = "Candidat"
reference = "2027-01"
footer = "Montants en euros."
notes = { a = "Une note.", b = "Une autre." }
"#,
    ),
    (
        "dqe/one.toml",
        r#"
[sections.a]
code = "1"
label = "Build"
lines.small = { code = "1.1", label = "UO simple", unit = "work-unit", nature = "build", weight = 1, quantity = { years = { 1 = 10, 2 = 20 } } }
lines.large = { code = "1.2", label = "UO complexe", unit = "work-unit", nature = "build", weight = 3, quantity = 5 }
lines.plan = { code = "1.3", label = "Plan", unit = "lump-sum", nature = "build", given = 500, quantity = 1 }
[sections.b]
code = "2"
label = "Exploitation"
lines.month = { code = "2.1", label = "Mois", unit = "month", nature = "infrastructure", weight = 1, quantity = "months" }
lines.day = { code = "2.2", label = "Jour", unit = "day", nature = "on-demand", day = "dev", quantity = 10, mix = "here", onshore = "Accès" }
"#,
    ),
    (
        "scenarios/other.toml",
        r#"
label = "Deux pays"
why = "Pour voir."
changes.mix = { select = "lots.one.teams.build.mix", to = "both", from_year = 2 }
changes.margin = { select = "policy.margin", to = 0.2 }
"#,
    ),
    (
        "scenarios/further.toml",
        r#"
label = "Deux pays, sans départ"
why = "Pour voir plus loin."
extends = "other"
changes.less = { select = "lots.one.one_offs.start", remove = true }
"#,
    ),
];

const SCENARIOS: [&str; 3] = ["base", "other", "further"];

fn bid() -> Vec<(String, Table)> {
    BID.iter().map(|(name, text)| ((*name).to_owned(), text.parse().unwrap())).collect()
}

fn load(files: &[(String, Table)]) -> Text {
    let texts: Vec<(&str, String)> = files.iter().map(|(name, table)| (name.as_str(), table.to_string())).collect();
    load_texts(texts.iter().map(|(name, text)| (*name, text.as_str())))
}

/// The path of every value of a table, tables among them.
fn paths(table: &Table) -> Vec<Vec<String>> {
    let within = |(key, value): (&String, &Value)| {
        let own = vec![key.clone()];
        let below = value.as_table().map(paths).unwrap_or_default();
        let below = below.into_iter().map(|path| own.iter().cloned().chain(path).collect());
        std::iter::once(own.clone()).chain(below).collect::<Vec<_>>()
    };
    table.iter().flat_map(within).collect()
}

/// Puts a value at a path, or takes away what is there.
fn put(table: &mut Table, path: &[String], value: Option<Value>) {
    let (last, above) = path.split_last().unwrap();
    let table = above.iter().fold(table, |table, key| table[key].as_table_mut().unwrap());
    match value {
        Some(value) => drop(table.insert(last.clone(), value)),
        None => drop(table.remove(last)),
    }
}

/// Fails where a command refuses what `check` does not report, or where an error cannot be shown.
fn holds(text: &Text, what: &str) -> Findings {
    let found = check(text);
    let overlooked = overlooked(text, &found, &SCENARIOS);
    assert!(overlooked.is_none(), "{what}: {}", overlooked.unwrap_or_default());
    assert!(!found.has_errors() || shown(&found, text).contains("error["), "{what}: nothing is shown");
    found
}

#[test]
fn the_bid_itself_is_valid() {
    let text = load(&bid());
    let found = holds(&text, "the bid");
    assert!(!found.has_errors(), "{}", shown(&found, &text));
}

#[test]
fn what_a_command_refuses_check_reports() {
    let all = std::env::var_os("CHIFFRAGE_CHECKED").is_some();
    let files = bid();
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut drawn = |of: usize| {
        // xorshift64: the same values every time.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % of as u64).unwrap()
    };
    let mut changes = Vec::new();
    for (n, (name, table)) in files.iter().enumerate() {
        for path in paths(table) {
            let first = drawn(VALUES.len());
            let some = if all { VALUES.len() } else { 1 };
            let values = (0..some).map(|k| VALUES[(first + 11 * k) % VALUES.len()]);
            changes.extend(values.map(Some).chain([None]).map(|value| (n, name, path.clone(), value)));
        }
    }
    let is_refused = |(n, name, path, value): &(usize, &String, Vec<String>, Option<&str>)| {
        let mut files = files.clone();
        let parsed = value.map(|value| format!("x = {value}").parse::<Table>().map(|mut table| table.remove("x")));
        // What is not TOML, as the 30th of February, is a finding of the syntax.
        let parsed = parsed.transpose().ok()?;
        put(&mut files[*n].1, path, parsed.flatten());
        let what = format!("{name}: {} = {}", path.join("."), value.unwrap_or("(removed)"));
        Some(holds(&load(&files), &what).has_errors())
    };
    let met: Vec<bool> = changes.par_iter().filter_map(is_refused).collect();
    let refused = met.iter().filter(|is_refused| **is_refused).count();
    let valid = met.len() - refused;
    // Both kinds are met, or the test shows nothing.
    assert!(refused > 200 && valid > 50, "{refused} refused, {valid} valid");
}

/// Paths that ended with exit code 2 and nothing on the terminal.
#[test]
fn what_has_no_step_is_reported() {
    for (file, path, value) in [
        ("lots/one.toml", "teams.build.positions.dev.fte", "{ years = {} }"),
        ("lots/one.toml", "teams.build.positions.dev.fte", "{ months = {} }"),
        ("lots/one.toml", "teams.build.positions.dev.fte", "{}"),
        ("lots/one.toml", "teams.build.mix", "{}"),
        ("lots/one.toml", "teams.build.mix", "{ years = {} }"),
        ("lots/one.toml", "platform.machine.count", "{ years = {} }"),
        ("lots/one.toml", "platform.machine.count", "{ months = {} }"),
        ("dqe/one.toml", "sections.a.lines.large.quantity", "{ years = {} }"),
        ("dqe/one.toml", "sections.a.lines.large.quantity", "{ months = {} }"),
        ("mixes.toml", "both.years", "{}"),
        ("pools.toml", "desk.minimum", "{ years = {} }"),
    ] {
        let mut files = bid();
        let (_, table) = files.iter_mut().find(|(name, _)| name == file).unwrap();
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        put(table, &path, format!("x = {value}").parse::<Table>().unwrap().remove("x"));
        let what = format!("{file}: {} = {value}", path.join("."));
        let (text, name) = (load(&files), path.last().unwrap());
        let found = holds(&text, &what);
        let errors: Vec<_> = found.sorted().into_iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(
            errors.iter().any(|e| e.message.en.contains(name.as_str()) && !e.labels.is_empty()),
            "{what}: {errors:#?}"
        );
    }
}
