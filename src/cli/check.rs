use serde_json::json;

use super::args::{Args, Check, CheckFormat};
use super::bid::{counted, text};
use super::console::{Console, Failed, note};
use crate::app::check;
use crate::diag::{Findings, Severity, Sources, to_json};
use crate::unit::Lang;

/// Reports every problem of the bid and of its scenarios.
pub fn run(args: &Args, verb: &Check, console: &Console) -> Result<(), Failed> {
    let text = text(args)?;
    let findings = check(&text);
    report(&findings, &text.sources, text.paths.len(), verb.format, console)
}

fn report(
    findings: &Findings, sources: &Sources, files: usize, format: CheckFormat, console: &Console,
) -> Result<(), Failed> {
    let (mut errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if errors > 0 {
        errors += findings.left_out();
    }
    if format == CheckFormat::Json {
        let data = json!({ "files": files, "errors": errors, "warnings": warnings, "findings": to_json(findings, sources, console.lang) });
        console.print(&format!("{data:#}\n"));
        return if errors == 0 { Ok(()) } else { Err(Failed::Reported(2)) };
    }
    if errors > 0 {
        console.findings(findings, sources);
        let summary = match errors {
            1 => console.lang.pick("erreur", "error"),
            _ => console.lang.pick("erreurs", "errors"),
        };
        note(&format!("{errors} {summary}\n"));
        return Err(Failed::Reported(2));
    }
    console.findings(findings, sources);
    let summary = match console.lang {
        Lang::Fr => format!("{files} fichiers lus, aucune erreur, {}\n", counted(warnings, console.lang)),
        Lang::En => format!("{files} files read, no error, {}\n", counted(warnings, console.lang)),
    };
    console.print(&summary);
    Ok(())
}
