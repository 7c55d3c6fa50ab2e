use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};
use serde_json::json;

use super::{Finding, Findings, Severity, Sources};
use crate::text;
use crate::unit::Lang;

/// A message longer than this is cut: what was written may be a key of a million characters.
const LONGEST: usize = 600;
/// Of a long line, this many bytes are shown on each side of what is underlined.
const AROUND: usize = 1_000;

/// All findings as rustc would print them, errors first; `colour` for a terminal that wants it.
#[must_use]
pub fn render(findings: &Findings, sources: &Sources, lang: Lang, colour: bool, width: Option<u16>) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width.map_or(140, usize::from));
    let mut out = String::new();
    for finding in findings.sorted() {
        out.push_str(&renderer.render(&[report(finding, sources, lang, width)]));
        out.push_str("\n\n");
    }
    if findings.left_out() > 0 {
        let left = findings.left_out();
        let more = text!("et {left} de plus : corrigez d’abord ceux-ci", "and {left} more: fix these first");
        let _ = writeln!(out, "{}\n", more.get(lang));
    }
    out
}

fn report<'a>(finding: &'a Finding, sources: &'a Sources, lang: Lang, width: Option<u16>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("erreur", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("avertissement", "warning")),
    };
    let mut group = level
        .primary_title(folded(&printable(finding.message.get(lang)), TITLE, width))
        .id(finding.code.name())
        .elements([] as [Element<'_>; 0]);
    for (i, (at, words)) in finding.labels.iter().enumerate() {
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = sources.text(at.file);
        let (shown, span) = around(text, at.span());
        let line = text[..shown.start].matches('\n').count() + 1;
        let label: Annotation<'_> = kind.span(span).label(printable(words.get(lang)));
        let name = sources.name(at.file);
        group = group.element(Snippet::source(&text[shown]).path(name).line_start(line).annotation(label));
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.with_name(lang.pick("aide\u{a0}", "help")).message(folded(
            &printable(help.get(lang)),
            HELP,
            width,
        ))),
        None => group,
    }
}

/// What stands before a message: `avertissement[W0410]: `.
const TITLE: usize = 22;
/// What stands before a help: `   = aide : `, after the width of a line's number.
const HELP: usize = 14;

/// A sentence in lines that a terminal has room for, after so many characters.
fn folded(words: &str, before: usize, width: Option<u16>) -> String {
    let Some(room) = width.map(|width| usize::from(width).saturating_sub(before).max(20)) else {
        return words.to_owned();
    };
    let (mut out, mut at) = (String::new(), 0);
    for word in words.split(' ') {
        let long = word.chars().count();
        if at > 0 {
            let fits = at + 1 + long <= room;
            out.push(if fits { ' ' } else { '\n' });
            at = if fits { at + 1 } else { 0 };
        }
        out.push_str(word);
        at += long;
    }
    out
}

/// The part of a text to show for a span, in whole lines unless they are very long, and the span in it.
fn around(text: &str, span: Range<usize>) -> (Range<usize>, Range<usize>) {
    // A span may end past the text, and a syntax error may point into a character.
    let back = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (back(span.start), back(span.end.min(span.start + AROUND)));
    let line_start = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |n| end + n);
    let from = if start - line_start > AROUND { back(start - AROUND) } else { line_start };
    let to = if line_end - end > AROUND { back(end + AROUND) } else { line_end };
    (from..to, start - from..end - from)
}

/// A text without the codes by which a terminal is driven, and not endless.
fn printable(text: &str) -> String {
    let cut = text.chars().take(LONGEST).map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut out: String = cut.collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// The findings as data: code, severity, message, help, and each place as file, line and text.
#[must_use]
pub fn to_json(findings: &Findings, sources: &Sources, lang: Lang) -> serde_json::Value {
    let one = |f: &Finding| {
        let places: Vec<_> = f
            .labels
            .iter()
            .map(|(at, words)| {
                json!({
                    "file": sources.name(at.file),
                    "line": sources.line(*at),
                    "text": sources.text(at.file).get(at.span()).unwrap_or_default(),
                    "label": words.get(lang),
                })
            })
            .collect();
        let severity = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        json!({ "code": f.code.name(), "severity": severity, "message": f.message.get(lang), "help": f.help.as_ref().map(|help| help.get(lang)), "places": places })
    };
    findings.sorted().into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{around, printable};

    #[test]
    fn spans_stay_in_the_text() {
        assert_eq!(around("", 0..0), (0..0, 0..0));
        assert_eq!(around("a\nbé = 1\nc", 2..5), (2..9, 0..3));
        // Into the middle of `é`, and past the end.
        assert_eq!(around("bé", 2..90), (0..3, 1..3));
        let long = "x".repeat(10_000);
        assert_eq!(around(&long, 5_000..5_002), (4_000..6_002, 1_000..1_002));
    }

    #[test]
    fn a_message_cannot_drive_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
        assert_eq!(printable(&"é".repeat(601)).chars().count(), 601);
    }
}
