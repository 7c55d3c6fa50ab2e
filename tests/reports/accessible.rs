//! Pages as axe-core sees them: nothing is found in those that this program writes; a fault that is sown is found.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::support;
use crate::support::program;

/// The rules of axe-core, where a machine has it: `.ci/run` installs it.
fn axe() -> Option<PathBuf> {
    let file = support::root().join("target/axe/node_modules/axe-core/axe.min.js");
    if file.is_file() {
        return Some(file);
    }
    support::program(&["axe-core, in target/axe: see .ci/run"])
}

/// What axe-core finds in a page, in light (`1`) or in dark (`0`), as wide as a screen or as narrow as a phone; `None` where the
/// machine lacks a program. The page's own policy forbids scripts: what is looked at is the page without that line.
fn violations(page: &str, scheme: u8, width: u32) -> Option<String> {
    let (browser, axe) = (program(&["chromium", "chromium-browser", "google-chrome"])?, axe()?);
    let rules = fs::read_to_string(axe).unwrap();
    let (before, policy) = page.split_once(r#"<meta http-equiv="Content-Security-Policy""#).unwrap();
    let (_, after) = policy.split_once("/>").unwrap();
    let run = "axe.run(document, { resultTypes: ['violations'] }).then(found => { \
        const all = found.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html).join(' | ')); \
        document.documentElement.innerHTML = '<head><title>checked ' + found.passes.length + '</title></head><body></body>'; \
        document.body.textContent = all.join('\\n'); });";
    let checked = format!("{before}{after}")
        .replace("</body>", &format!("<script>{rules}</script><script>{run}</script></body>"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, checked).unwrap();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--virtual-time-budget=60000", "--dump-dom"])
        .arg(format!("--window-size={width},1000"))
        .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    assert!(dom.contains("<title>checked "), "axe did not run: {}", dom.chars().take(500).collect::<String>());
    let (_, body) = dom.split_once("<body>").unwrap();
    Some(body.split_once("</body>").map_or(body, |(found, _)| found).to_owned())
}

/// A page that a command writes.
fn written(args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let mut command = support::chiffrage();
    command.current_dir(support::root()).args(args).arg("-o").arg(&file);
    assert!(command.output().unwrap().status.success(), "{args:?}");
    fs::read_to_string(&file).unwrap()
}

/// No violation of any rule that axe-core has: in the decision, a sweep in two directions, one in one, the dots of sites.
#[test]
fn axe_finds_nothing() {
    let productivity = "sites.porto.productivity.steady=0.8..1:0.05";
    let margin = "policy.margin.build=0.1..0.2:0.02";
    for args in [
        &["compare", "--for", "margin"][..],
        &["sweep", "--vary", productivity, "--vary", margin],
        &["sweep", "--vary", productivity],
        &["break-even"],
    ] {
        let page = written(args);
        for (scheme, width) in [(1, 1280), (0, 1280), (1, 500)] {
            let Some(found) = violations(&page, scheme, width) else { return };
            assert_eq!(found, "", "{args:?}, {scheme}, {width}");
        }
    }
}

/// What it is there for it finds: grey words on white, a field without a name, a picture without one, each sown alone.
#[test]
fn axe_finds_a_fault_that_is_sown() {
    let page = written(&["break-even"]);
    for (rule, fault) in [
        ("color-contrast", r#"<p style="color:#bbb;background:#fff">Une remarque illisible</p>"#),
        ("label", r#"<p><input type="text"/></p>"#),
        ("svg-img-alt", r#"<svg role="img" width="9" height="9"><rect width="9" height="9"/></svg>"#),
    ] {
        let sown = page.replacen("</main>", &format!("{fault}</main>"), 1);
        assert_ne!(sown, page);
        let Some(found) = violations(&sown, 1, 1280) else { return };
        let rules: Vec<&str> = found.lines().filter_map(|line| line.split_once(": ")).map(|(rule, _)| rule).collect();
        assert!(rules.contains(&rule), "{rule}: {found}");
    }
}
