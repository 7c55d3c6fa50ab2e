use std::fmt::Write as _;

use super::address::{COLUMNS, ROWS, column_number, push_column, row_number, within};
use super::{ErrorValue, Outside, Rect, Unread};

/// A piece of a formula's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// `1.5`, `2E+3`.
    Number(&'a str),
    /// The text between quotes, a quote in it still doubled.
    Text(&'a str),
    /// `#REF!`; on a sheet or before a reference too.
    Error(ErrorValue),
    /// `$E14`, `'Lot 1'!E5:E9`, `A:B`.
    Area(Prefix<'a>, Corners),
    /// A defined name, `TRUE` or `FALSE`.
    Word(Prefix<'a>, &'a str),
    /// A function's name and its opening parenthesis.
    Call(&'a str),
    /// A reference into a table: `Prices[Unit]`.
    Table,
    /// An operator, a separator, a parenthesis or a brace: at most two characters.
    Mark(&'a str),
    /// Blanks: the intersection of two references when between them.
    Blank,
}

/// The part before a reference.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Prefix<'a> {
    /// Nothing: the formula's own sheet.
    None,
    /// A sheet of the workbook; quotes in a quoted name still doubled.
    Sheet(&'a str),
    /// Another workbook, or several sheets at once.
    Elsewhere(Outside),
}

impl<'a> Prefix<'a> {
    fn of(written: &'a str) -> Self {
        if written.contains('[') {
            Self::Elsewhere(Outside::OtherWorkbook)
        } else if written.contains(':') {
            Self::Elsewhere(Outside::SeveralSheets)
        } else {
            Self::Sheet(written)
        }
    }
}

/// Two corners as they are written: a single cell where the second is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corners {
    /// The corner written first.
    pub from: Corner,
    /// The other.
    pub to: Corner,
}

/// A corner, each of its parts fixed by `$` or moving with its formula. The rows of whole columns are fixed, and the
/// columns of whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corner {
    /// From 1.
    pub row: u32,
    /// From 1.
    pub column: u32,
    /// Was it written with `$`?
    pub row_fixed: bool,
    /// Was it written with `$`?
    pub column_fixed: bool,
}

impl Corner {
    fn moved(self, rows: i64, columns: i64) -> Option<Self> {
        let row = if self.row_fixed { self.row } else { within(self.row, rows, ROWS)? };
        let column = if self.column_fixed { self.column } else { within(self.column, columns, COLUMNS)? };
        Some(Self { row, column, ..self })
    }
}

impl Corners {
    /// The same reference as seen from a formula so many rows down and columns right; `None` past the sheet.
    #[must_use]
    pub fn moved(self, rows: i64, columns: i64) -> Option<Self> {
        Some(Self { from: self.from.moved(rows, columns)?, to: self.to.moved(rows, columns)? })
    }

    /// The rectangle between them.
    pub(super) fn rect(self) -> Rect {
        let (a, b) = (self.from, self.to);
        Rect {
            top: a.row.min(b.row),
            left: a.column.min(b.column),
            bottom: a.row.max(b.row),
            right: a.column.max(b.column),
        }
    }

    /// As it is written, given how it was written before.
    fn write(self, like: &str, out: &mut String) {
        let (from, to) = (self.from, self.to);
        let first = like.split_once(':').map(|(first, _)| first);
        let columns = first.is_none_or(|first| first.bytes().any(|b| b.is_ascii_alphabetic()));
        let rows = first.is_none_or(|first| first.bytes().any(|b| b.is_ascii_digit()));
        let corner = |c: Corner, out: &mut String| {
            if columns {
                out.push_str(if c.column_fixed { "$" } else { "" });
                push_column(out, c.column);
            }
            if rows {
                out.push_str(if c.row_fixed { "$" } else { "" });
                // A String takes all that is written to it.
                let _ = write!(out, "{}", c.row);
            }
        };
        corner(from, out);
        if first.is_some() {
            out.push(':');
            corner(to, out);
        }
    }
}

/// The formula as it reads so many rows down and columns right of the place of `text`: what a shared formula means in a
/// cell other than its master. What `$` fixes stays, and all that is no reference stays as it is written. A reference
/// that would leave the sheet is `#REF!`, as it is where a formula is copied.
///
/// # Errors
///
/// Where the text is no formula.
///
/// ```
/// use chiffrage_base::formula::moved;
/// assert_eq!(moved("ROUND($E5*J$8,2)+'Lot 1'!A1:B2", 2, 1).unwrap(), "ROUND($E7*K$8,2)+'Lot 1'!B3:C4");
/// assert_eq!(moved("SUM(A:A)&\"A1\"", 9, 1).unwrap(), "SUM(B:B)&\"A1\"");
/// assert_eq!(moved("A1-B2", -1, 0).unwrap(), "#REF!-B1");
/// ```
pub fn moved(text: &str, rows: i64, columns: i64) -> Result<String, Unread> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut lexer = Lexer::new(text);
    let mut from = 0;
    while let Some(token) = lexer.next()? {
        if let Token::Area(_, corners) = &token {
            let written = lexer.area;
            out.push_str(&text[from..written]);
            match corners.moved(rows, columns) {
                Some(corners) => corners.write(&text[written..lexer.at], &mut out),
                None => out.push_str("#REF!"),
            }
            from = lexer.at;
        }
    }
    out.push_str(&text[from..]);
    Ok(out)
}

/// Cuts a formula into tokens.
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// The byte after the last token.
    pub(super) at: usize,
    /// The byte where the corners of the last area start, after its prefix.
    area: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, area: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn unread(&self, why: &'static str) -> Unread {
        Unread { at: self.at, why }
    }

    /// The next `n` bytes, passed over.
    fn take(&mut self, n: usize) -> &'a str {
        let taken = &self.rest()[..n];
        self.at += n;
        taken
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Unread> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(None);
        };
        if first.is_ascii_whitespace() {
            self.take(rest.len() - rest.trim_ascii_start().len());
            return Ok(Some(Token::Blank));
        }
        if first == '"' {
            return self.quoted('"').map(|text| Some(Token::Text(text)));
        }
        match rest.as_bytes() {
            [b'<' | b'>', b'=', ..] | [b'<', b'>', ..] => return Ok(Some(Token::Mark(self.take(2)))),
            [mark, ..] if b"+-*/^&=<>%:,;(){}".contains(mark) => return Ok(Some(Token::Mark(self.take(1)))),
            _ => {}
        }
        if first == '#' {
            return self.error().map(Some);
        }
        self.operand().map(Some)
    }

    /// The text between two of `quote`, passed over with them.
    fn quoted(&mut self, quote: char) -> Result<&'a str, Unread> {
        let rest = self.rest();
        let mut from = 1;
        while let Some(end) = rest[from..].find(quote).map(|end| from + end) {
            if !rest[end + 1..].starts_with(quote) {
                self.take(end + 1);
                return Ok(&rest[1..end]);
            }
            from = end + 2;
        }
        Err(self.unread("a quote is never closed"))
    }

    fn error(&mut self) -> Result<Token<'a>, Unread> {
        let Some(error) = ErrorValue::starting(self.rest()) else {
            return Err(self.unread("no error value that is known"));
        };
        self.take(error.name().len());
        // `#REF!E5`: the sheet is gone.
        if let Some((_, length)) = corners(self.rest()) {
            self.take(length);
        }
        Ok(Token::Error(error))
    }

    /// A reference, a name, a function or a number.
    fn operand(&mut self) -> Result<Token<'a>, Unread> {
        let prefix = self.prefix()?;
        self.area = self.at;
        let rest = self.rest();
        if let Some((corners, length)) = corners(rest) {
            self.take(length);
            return Ok(Token::Area(prefix, corners));
        }
        if prefix != Prefix::None && rest.starts_with('#') {
            return self.error();
        }
        if let (Prefix::None, Some(length)) = (&prefix, number(rest)) {
            return Ok(Token::Number(self.take(length)));
        }
        let length = word(rest);
        match rest[length..].chars().next() {
            Some('[') => self.table(length).map(|()| Token::Table),
            _ if length == 0 => Err(self.unread("no formula goes on like this")),
            Some('(') if prefix == Prefix::None => {
                self.take(length + 1);
                Ok(Token::Call(&rest[..length]))
            }
            _ => Ok(Token::Word(prefix, self.take(length))),
        }
    }

    /// Passes over `Sheet!`, `'Lot 1'!`, `[1]Sheet!`, `First:Last!`.
    fn prefix(&mut self) -> Result<Prefix<'a>, Unread> {
        let rest = self.rest();
        if rest.starts_with('\'') {
            let name = self.quoted('\'')?;
            if !self.rest().starts_with('!') {
                return Err(self.unread("a quoted sheet name without `!`"));
            }
            self.take(1);
            return Ok(Prefix::of(name));
        }
        let book = if rest.starts_with('[') { rest.find(']').map_or(0, |end| end + 1) } else { 0 };
        let first = book + word(&rest[book..]);
        let second = if rest[first..].starts_with(':') { first + 1 + word(&rest[first + 1..]) } else { first };
        if first == 0 || !rest[second..].starts_with('!') {
            return Ok(Prefix::None);
        }
        self.take(second + 1);
        Ok(Prefix::of(&rest[..second]))
    }

    /// Passes over a table's name and the brackets that follow, one in another; `'` escapes a bracket.
    fn table(&mut self, name: usize) -> Result<(), Unread> {
        let (mut depth, mut escaped) = (0_u32, false);
        for (i, c) in self.rest()[name..].char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\'' => escaped = true,
                '[' => depth += 1,
                ']' if depth == 1 => {
                    self.take(name + i + 1);
                    return Ok(());
                }
                ']' => depth -= 1,
                _ => {}
            }
        }
        Err(self.unread("a bracket is never closed"))
    }
}

/// How long the name is that `text` starts with.
fn word(text: &str) -> usize {
    let small = |b: &u8| b.is_ascii_alphanumeric() || b"_.\\?".contains(b);
    let length = text.bytes().take_while(small).count();
    if text.as_bytes().get(length).is_none_or(u8::is_ascii) {
        return length;
    }
    let part = |c: char| c.is_alphanumeric() || "_.\\?".contains(c) || !(c.is_ascii() || c.is_whitespace());
    text.find(|c| !part(c)).unwrap_or(text.len())
}

/// How long the number is that `text` starts with.
fn number(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let is = |at: usize, among: &str| bytes.get(at).is_some_and(|b| among.as_bytes().contains(b));
    let whole = digits(0);
    let fraction = if is(whole, ".") { 1 + digits(whole + 1) } else { 0 };
    if whole == 0 && fraction < 2 {
        return None;
    }
    let end = whole + fraction;
    let sign = end + 1 + usize::from(is(end + 1, "+-"));
    Some(if is(end, "eE") && digits(sign) > 0 { sign + digits(sign) } else { end })
}

/// The reference that `text` starts with, and how long it is: a cell, two with `:` between, two columns or two rows.
fn corners(text: &str) -> Option<(Corners, usize)> {
    let (first, length) = half(text)?;
    let second = text[length..].strip_prefix(':').and_then(half);
    let (from, to, end) = match (first, second) {
        (Half { row: Some(_), column: Some(_) }, Some((Half { row: Some(_), column: Some(_) }, more)))
        | (Half { row: None, .. }, Some((Half { row: None, .. }, more)))
        | (Half { column: None, .. }, Some((Half { column: None, .. }, more)))
            if ends(text, length + 1 + more) =>
        {
            (first.corner(1, 1), second?.0.corner(ROWS, COLUMNS), length + 1 + more)
        }
        (Half { row: Some(_), column: Some(_) }, _) if ends(text, length) => {
            (first.corner(1, 1), first.corner(1, 1), length)
        }
        _ => return None,
    };
    Some((Corners { from, to }, end))
}

/// Does a reference end at this byte: no name, function or sheet goes on there?
fn ends(text: &str, at: usize) -> bool {
    word(&text[at..]) == 0 && !text[at..].starts_with(['(', '!', '[', '$'])
}

/// One side of a reference: a part that is written, and whether `$` fixes it.
#[derive(Clone, Copy)]
struct Half {
    row: Option<(u32, bool)>,
    column: Option<(u32, bool)>,
}

impl Half {
    /// Parts that are not written run over the whole sheet.
    fn corner(self, row: u32, column: u32) -> Corner {
        let (row, row_fixed) = self.row.unwrap_or((row, true));
        let (column, column_fixed) = self.column.unwrap_or((column, true));
        Corner { row, column, row_fixed, column_fixed }
    }
}

/// `$E$14`, `$E` or `$14`, and how long it is.
fn half(text: &str) -> Option<(Half, usize)> {
    let bytes = text.as_bytes();
    let run = |from: usize, part: fn(&u8) -> bool| from + bytes[from..].iter().take_while(|b| part(b)).count();
    let dollar = |at: usize| at + usize::from(bytes.get(at) == Some(&b'$'));
    let letters = dollar(0);
    let after_letters = run(letters, u8::is_ascii_alphabetic);
    let has_column = after_letters > letters;
    let digits = if has_column { dollar(after_letters) } else { letters };
    let after_digits = run(digits, u8::is_ascii_digit);
    let has_row = after_digits > digits;
    let column = if has_column { Some((column_number(&text[letters..after_letters])?, letters > 0)) } else { None };
    let row_fixed = if has_column { digits > after_letters } else { letters > 0 };
    let row = if has_row { Some((row_number(&text[digits..after_digits])?, row_fixed)) } else { None };
    let length = if has_row { after_digits } else { after_letters };
    (column.is_some() || row.is_some()).then_some((Half { row, column }, length))
}
