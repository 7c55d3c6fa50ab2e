//! What is wrong with the text of a file, in words for who writes models: the parser speaks of
//! grammars, and one brace left open makes it stumble over every line that follows.

use std::ops::Range;

use crate::diag::message::syntax::{BadSyntax, bad_syntax};
use crate::diag::{At, FileId, Finding};
use crate::unit::typed_number;

/// The findings of a file's syntax errors: one a line, none after a bracket that was left open.
pub fn findings(file: FileId, text: &str, errors: &[toml::de::Error]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut errors: Vec<_> = errors.iter().collect();
    errors.sort_by_key(|error| error.span().map(|span| span.start));
    let (mut last_line, mut twice) = (None, None);
    // More than these nobody reads at once.
    for error in errors.into_iter().take(300) {
        let message = error.message().lines().next().unwrap_or_default();
        let span = error.span().unwrap_or_else(|| deepest(text));
        let span = if message.starts_with("invalid multi-line") { opening(text, span) } else { widened(text, span) };
        let line = text[..span.start].matches('\n').count();
        if let Some(open) = left_open(text, message, span.start) {
            let (opens, closes) = if text[open..].starts_with('{') { ('{', '}') } else { ('[', ']') };
            findings.push(bad_syntax(&BadSyntax::Open(opens, closes), At::new(file, &(open..open + 1))));
            return findings;
        }
        // A table written twice repeats its keys: that is reported once.
        let is_header = text.lines().nth(line).is_some_and(is_header);
        if message.starts_with("duplicate key") {
            if is_header {
                twice = Some(line);
            } else if twice.is_some_and(|from| !text.lines().take(line).skip(from + 1).any(is_header_line)) {
                continue;
            }
        }
        if last_line.replace(line) == Some(line) {
            continue;
        }
        let why = why(message, &text[span.clone()], text.lines().nth(line).unwrap_or_default());
        findings.push(bad_syntax(&why, At::new(file, &span)));
    }
    findings
}

/// What is wrong, from the parser's message, the text it points at, and its line.
fn why<'a>(message: &'a str, at: &'a str, line: &str) -> BadSyntax<'a> {
    if let Some(number) = decimal_comma(line).and_then(typed_number)
        && !message.starts_with("duplicate")
    {
        return BadSyntax::Comma(number);
    }
    let starts = |prefix| message.starts_with(prefix);
    if starts("string values must be quoted") {
        let is_number = at.starts_with(|c: char| c.is_ascii_digit());
        return if at.trim_end().ends_with('=') || at.is_empty() {
            BadSyntax::NoValue
        } else if at.starts_with(['“', '”', '«', '‘', '’']) {
            BadSyntax::CurlyQuotes
        } else if is_number && at.contains('%') {
            BadSyntax::Percent
        } else if is_number {
            BadSyntax::NotANumber
        } else {
            BadSyntax::Unquoted(at.trim())
        };
    }
    if starts("unexpected key or value") {
        BadSyntax::LeftOver
    } else if starts("duplicate key") {
        BadSyntax::Twice(at)
    } else if line.trim_start().starts_with("//") {
        BadSyntax::Slashes
    } else if starts("key with no value") {
        BadSyntax::KeyAlone
    } else if starts("invalid unquoted key") {
        if at.starts_with(':') { BadSyntax::Colon } else { BadSyntax::BadKey }
    } else if starts("unclosed table") || starts("unclosed array table") {
        BadSyntax::Header
    } else if starts("invalid basic string, expected `\"`")
        || starts("invalid literal string")
        || starts("invalid multi-line")
    {
        BadSyntax::OpenText
    } else if starts("missing escaped value") {
        BadSyntax::Escape
    } else if message.contains("recurs") {
        BadSyntax::TooDeep
    } else {
        BadSyntax::Other(message)
    }
}

/// The number of a line that is written with a comma outside quotes and lists, such as `1,5` or `1.266,00`.
fn decimal_comma(line: &str) -> Option<&str> {
    let code = line.split('#').next().unwrap_or_default();
    if code.contains('[') {
        return None;
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let between = |at: &usize| {
        let quoted = code[..*at].matches(['"', '\'']).count() % 2 == 1;
        !quoted && digit(code[..*at].chars().next_back()) && digit(code[at + 1..].chars().next())
    };
    let comma = code.match_indices(',').map(|(at, _)| at).find(between)?;
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '’');
    let before = code[..comma].char_indices().rev().take_while(|(_, c)| is_part(*c)).last().map_or(comma, |(at, _)| at);
    let after = code[comma..].find(|c| !is_part(c)).map_or(code.len(), |n| comma + n);
    Some(code[before..after].trim().trim_end_matches(['.', ',']))
}

/// An empty span underlines what is there: the rest of the line, or the line it ends.
fn widened(text: &str, span: Range<usize>) -> Range<usize> {
    let inside = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (inside(span.start), inside(span.end));
    if start < end {
        return start..end;
    }
    let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let rest = text[start..line_end].trim_end();
    if !rest.trim_start().is_empty() {
        return start + (rest.len() - rest.trim_start().len())..start + rest.len();
    }
    let line_start = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let line = &text[line_start..start];
    let indent = line.len() - line.trim_start().len();
    line_start + indent..line_start + line.trim_end().len().max(indent)
}

/// The quotes that open a text of several lines, which the parser only misses at its end.
fn opening(text: &str, span: Range<usize>) -> Range<usize> {
    let before = text.get(..span.start).unwrap_or(text);
    let quotes = before.rfind("\"\"\"").max(before.rfind("'''"));
    quotes.map_or_else(|| widened(text, span), |at| at..at + 3)
}

/// Where an error without a place may be: the parser gives none for keys of very many parts.
fn deepest(text: &str) -> Range<usize> {
    let mut at = 0;
    let mut best = (0, 0..0);
    for line in text.split_inclusive('\n') {
        let dots = line.matches('.').count();
        if dots > best.0 {
            best = (dots, at..at + line.trim_end().len().min(60));
        }
        at += line.len();
    }
    best.1
}

fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn is_header_line(line: &str) -> bool {
    is_header(line) && !line.contains('=')
}

/// The bracket or brace of an earlier line inside which an error of a list or table is.
fn left_open(text: &str, message: &str, at: usize) -> Option<usize> {
    let inside = ["inline table", "key-value pairs", "array elements", "in array", "unclosed array,"];
    if !inside.iter().any(|words| message.contains(words)) {
        return None;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if offset > at {
            break;
        }
        // A header's brackets, outside any list, are closed on its line.
        if !(open.is_empty() && is_header(line)) {
            brackets(line, offset, at, &mut open);
        }
        offset += line.len();
    }
    let line_start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    // An error that ends the file is on the line it left open.
    let ends = message.starts_with("unclosed");
    open.first().copied().filter(|open| *open < line_start || ends)
}

/// Opens and closes the brackets of one line, up to a place; not those in texts and comments.
fn brackets(line: &str, offset: usize, until: usize, open: &mut Vec<usize>) {
    let mut quote = None;
    let mut escaped = false;
    for (n, c) in line.char_indices().take_while(|(n, _)| offset + n < until) {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => return,
            (None, '{' | '[') => open.push(offset + n),
            (None, '}' | ']') => drop(open.pop()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal_comma, left_open, widened};

    #[test]
    fn empty_spans_underline_something() {
        assert_eq!(widened("a = \nb", 4..4), 0..3);
        assert_eq!(widened("a 5 6 \nb", 1..1), 2..5);
        assert_eq!(widened("é", 1..1), 0..2);
        assert_eq!(widened("", 7..9), 0..0);
    }

    #[test]
    fn the_bracket_left_open_is_found() {
        let text = "# [\na = '{'\n[t]\nb = { x = [1], y = 2\nc = 3\n";
        assert_eq!(left_open(text, "missing comma between key-value pairs", text.len() - 6), Some(20));
        assert_eq!(left_open(text, "duplicate key", text.len() - 6), None);
    }

    #[test]
    fn decimals_written_with_a_comma() {
        assert_eq!(decimal_comma("fte = 12,50 }"), Some("12,50"));
        assert_eq!(decimal_comma("tester = 1.266,00"), Some("1.266,00"));
        assert_eq!(decimal_comma("b = 1\u{202f}266,50 # é"), Some("1\u{202f}266,50"));
        assert_eq!(decimal_comma("{ low = 1,5, mode = 2 }"), Some("1,5"));
        assert_eq!(decimal_comma("a = \"1,5\""), None);
        assert_eq!(decimal_comma("a = [1,5]"), None);
        assert_eq!(decimal_comma("é = 1, b = 2"), None);
    }
}
