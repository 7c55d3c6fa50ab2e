use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::text::shown_in;
use crate::sheet::{Sheet, Style};
use crate::unit::Lang;

/// A sheet as a Markdown table. What the models say is shown as it is written: none of it is markup.
#[must_use]
pub fn markdown(sheet: &Sheet, lang: Lang) -> String {
    let mut out = String::new();
    if let Some(title) = sheet.title.first() {
        let _ = writeln!(out, "## {}\n", inline(title));
    }
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let columns = || sheet.columns.iter().enumerate().filter(|(_, column)| !column.only_data);
    let _ = writeln!(out, "{}", line(columns().map(|(_, c)| inline(&c.title)).collect()));
    let rule = |numeric: bool| if numeric { "---:" } else { "---" }.to_owned();
    let _ = writeln!(out, "{}", line(columns().map(|(_, c)| rule(c.numeric)).collect()));
    for row in &sheet.rows {
        let strong = row.style != Style::Body;
        let of_column = |c: usize| {
            let text =
                row.cells.get(c).map(|cell| inline(&shown_in(&sheet.columns[c], cell, lang))).unwrap_or_default();
            if strong && !text.is_empty() { format!("**{text}**") } else { text }
        };
        let _ = writeln!(out, "{}", line(columns().map(|(c, _)| of_column(c)).collect()));
    }
    for note in &sheet.notes {
        let _ = writeln!(out, "\n{}", paragraph(note));
    }
    out
}

/// Which of some texts are alone in the last cell of a line of a table, whatever its spaces are. Each line is read once,
/// however many texts there are.
#[must_use]
pub fn in_last_cells<'t>(lines: impl Iterator<Item = &'t str>, texts: &'t [String]) -> HashSet<&'t str> {
    let words = |text| str::split_whitespace(text).rev();
    let cells: Vec<String> = texts.iter().map(|text| format!("| {} |", inline(text))).collect();
    // By the last word before the end of the cell.
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, cell) in cells.iter().enumerate() {
        by_last.entry(words(cell).nth(1).unwrap_or_default()).or_default().push(n);
    }
    let mut met = HashSet::new();
    for line in lines {
        let ending = words(line).nth(1).and_then(|last| by_last.get(last)).into_iter().flatten();
        let same = |n: &&usize| words(&cells[**n]).eq(words(line).take(words(&cells[**n]).count()));
        met.extend(ending.filter(same).map(|n| texts[*n].as_str()));
    }
    met
}

/// A text within a line: on one line, every character that Markdown could take for markup escaped.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // An address becomes a link by itself, a name between colons a picture.
            ':' if chars.peek().is_some_and(|next| *next == '/' || next.is_alphabetic()) => out.extend(['\\', c]),
            '.' if out.get(out.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www")) => {
                out.extend(['\\', c]);
            }
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '<' | '>' | '|' | '&' | '$' | '#' => out.extend(['\\', c]),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text that is a paragraph of its own: nothing at its start makes it a list or the rule under a heading.
fn paragraph(text: &str) -> String {
    let text = inline(text);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match text[digits..].chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::sheet::{Column, Row, Sheet, Style};
    use crate::unit::Lang;

    /// A text of a model, and its form in a line of Markdown.
    const TEXTS: &[(&str, &str)] = &[
        ("Unité d'œuvre (forfait), 3.1 - a+b!", "Unité d'œuvre (forfait), 3.1 - a+b!"),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("[prix](javascript:alert(1))", r"\[prix\](javascript\:alert(1))"),
        ("![x](http://x.invalid)", r"!\[x\](http\://x.invalid)"),
        ("<javascript:alert(1)>", r"\<javascript\:alert(1)\>"),
        ("http://x.invalid, WWW.x.invalid", r"http\://x.invalid, WWW\.x.invalid"),
        (":x: 10:30, Lot 1: ROR", r"\:x: 10:30, Lot 1: ROR"),
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("`code`", r"\`code\`"),
        ("a\nb\r\nc\td\u{2028}e", "a b  c d e"),
        ("*a* _b_ ~~c~~", r"\*a\* \_b\_ \~\~c\~\~"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("$x$ # y", r"\$x\$ \# y"),
        (" a ", "a"),
    ];

    #[test]
    fn what_a_model_says_is_no_markup() {
        for (text, drawn) in TEXTS {
            let row = |style| Row::of(style, vec![(*text).into()]);
            let sheet = Sheet {
                title: vec![(*text).to_owned()],
                columns: vec![Column::text("label", text, 9)],
                rows: vec![row(Style::Body), row(Style::Total)],
                notes: vec![(*text).to_owned()],
                ..Sheet::default()
            };
            let expected = format!("## {drawn}\n\n| {drawn} |\n| --- |\n| {drawn} |\n| **{drawn}** |\n\n{drawn}\n");
            assert_eq!(markdown(&sheet, Lang::Fr), expected);
        }
    }

    #[test]
    fn a_note_is_no_list_and_no_heading() {
        for (note, drawn) in [
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("===", "\\==="),
            ("# a", "\\# a"),
            ("12. a", "12\\. a"),
            ("3) a", "3\\) a"),
            ("2027 a", "2027 a"),
            ("    a", "a"),
        ] {
            let sheet = Sheet { notes: vec![note.to_owned()], ..Sheet::default() };
            assert!(markdown(&sheet, Lang::Fr).ends_with(&format!("\n\n{drawn}\n")), "{note}");
        }
    }
}
