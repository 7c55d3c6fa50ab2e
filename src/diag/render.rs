use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

use super::{Finding, Findings, Severity, Sources};

/// All findings as rustc would print them, errors first; `colour` for a terminal that wants it.
#[must_use]
pub fn render(findings: &Findings, sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings.sorted() {
        out.push_str(&renderer.render(&report(finding, sources)));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(finding: &'a Finding, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.code.name())
        .elements([] as [Snippet<'_, annotate_snippets::Annotation<'_>>; 0]);
    for (i, (at, words)) in finding.labels.iter().enumerate() {
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = sources.text(at.file);
        let span = at.span();
        // An empty span at the end of a file underlines its last character.
        let span = span.start.min(text.len())..span.end.min(text.len());
        group = group.element(
            Snippet::source(text).path(sources.name(at.file)).annotation(kind.span(span).label(words.as_str())),
        );
    }
    let mut report = vec![group];
    if let Some(help) = &finding.help {
        report.push(Group::with_title(Level::HELP.secondary_title(help.as_str())));
    }
    report
}

/// The findings as data: code, severity, message, help, and each place as file, line and text.
#[must_use]
pub fn to_json(findings: &Findings, sources: &Sources) -> serde_json::Value {
    let one = |f: &Finding| {
        let places: Vec<_> = f
            .labels
            .iter()
            .map(|(at, words)| {
                json!({
                    "file": sources.name(at.file),
                    "line": sources.line(*at),
                    "text": sources.text(at.file).get(at.span()).unwrap_or_default(),
                    "label": words,
                })
            })
            .collect();
        let severity = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        json!({ "code": f.code.name(), "severity": severity, "message": f.message, "help": f.help, "places": places })
    };
    findings.sorted().into_iter().map(one).collect()
}
