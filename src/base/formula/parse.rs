use std::sync::Arc;

use super::Unread;
use super::ast::{Area, Expr, Grid, Operator, Outside};
use super::lex::{Corners, Lexer, Prefix, Token};
use super::value::{Value, read_number};

/// The longest formula a spreadsheet takes, in characters.
const LENGTH: usize = 8_192;
/// How deep parentheses and functions may nest: what a spreadsheet takes.
const DEPTH: u32 = 64;

impl Expr {
    /// Reads the text of a formula as files hold it: English names, commas between arguments, with or without `=`.
    ///
    /// # Errors
    ///
    /// Where it is no formula, is longer than a spreadsheet takes or nests deeper.
    ///
    /// ```
    /// use chiffrage_base::formula::Expr;
    /// assert!(Expr::parse("IF(OR(E9=\"\",J9=\"\"),\"\",E9*J9)").is_ok());
    /// let error = Expr::parse("SUM(E9:E12").unwrap_err();
    /// assert_eq!(error.to_string(), "a parenthesis is never closed, after 10 bytes");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Unread> {
        if text.len() > LENGTH && text.chars().count() > LENGTH {
            return Err(Unread { at: 0, why: "longer than a formula can be" });
        }
        let body = text.strip_prefix('=').unwrap_or(text);
        let mut parser = Parser { tokens: Vec::new(), next: 0, depth: 0, end: text.len() };
        let mut lexer = Lexer::new(body);
        while let Some(token) = lexer.next()? {
            parser.tokens.push((token, lexer.at + text.len() - body.len()));
        }
        let expr = parser.expression(0)?;
        match parser.peek() {
            None => Ok(expr),
            Some(_) => parser.unread("an operator was expected"),
        }
    }
}

struct Parser<'a> {
    /// Each with the byte after it.
    tokens: Vec<(Token<'a>, usize)>,
    next: usize,
    depth: u32,
    end: usize,
}

impl<'a> Parser<'a> {
    fn unread<T>(&self, why: &'static str) -> Result<T, Unread> {
        let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        let at = if self.next < self.tokens.len() { before.map_or(0, |(_, end)| *end) } else { self.end };
        Err(Unread { at, why })
    }

    /// The next token that is no blank.
    fn peek(&mut self) -> Option<&Token<'a>> {
        while matches!(self.tokens.get(self.next), Some((Token::Blank, _))) {
            self.next += 1;
        }
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn mark(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(Token::Mark(mark)) => Some(mark),
            _ => None,
        }
    }

    /// Passes over a mark, if it is next.
    fn took(&mut self, mark: &str) -> bool {
        let is = self.mark() == Some(mark);
        self.next += usize::from(is);
        is
    }

    /// Operands and operators of at least this rank.
    fn expression(&mut self, rank: u8) -> Result<Expr, Unread> {
        let mut left = self.signed()?;
        while let Some(operator) = self.mark().and_then(Operator::parse).filter(|o| o.rank() >= rank) {
            self.next += 1;
            let right = self.expression(operator.rank() + 1)?;
            left = match left {
                Expr::Chain { first, mut rest } if rest.iter().all(|(o, _)| o.rank() == operator.rank()) => {
                    rest.push((operator, right));
                    Expr::Chain { first, rest }
                }
                left => Expr::Chain { first: Box::new(left), rest: vec![(operator, right)] },
            };
        }
        Ok(left)
    }

    /// An operand, with signs before it and percent signs after it: all bind more tightly than operators.
    fn signed(&mut self) -> Result<Expr, Unread> {
        let mut minus = 0_u32;
        while let Some(sign @ ("+" | "-")) = self.mark() {
            minus += u32::from(sign == "-");
            self.next += 1;
        }
        let mut expr = self.joined()?;
        let mut times = 0;
        while self.took("%") {
            times += 1;
        }
        if times > 0 {
            expr = Expr::Percent { times, of: Box::new(expr) };
        }
        Ok(if minus > 0 { Expr::Minus { odd: minus % 2 == 1, of: Box::new(expr) } } else { expr })
    }

    /// A reference, or several that `:` or a blank joins; anything else that is one operand.
    fn joined(&mut self) -> Result<Expr, Unread> {
        let mut left = self.operand()?;
        loop {
            let blank = matches!(self.tokens.get(self.next), Some((Token::Blank, _)));
            if self.took(":") {
                left = range(&left, &self.operand()?);
            } else if blank && self.at_operand() {
                self.operand()?;
                left = Expr::Outside(Outside::JoinedReferences);
            } else {
                return Ok(left);
            }
        }
    }

    fn at_operand(&mut self) -> bool {
        !matches!(self.peek(), None | Some(Token::Mark(")" | "," | ";" | "}" | ":" | "%" | "{")))
            && self.mark().and_then(Operator::parse).is_none()
    }

    fn operand(&mut self) -> Result<Expr, Unread> {
        let Some(token) = self.peek().cloned() else {
            return self.unread("an operand was expected");
        };
        self.next += 1;
        Ok(match token {
            Token::Number(text) => read_number(text).map_or(Expr::Outside(Outside::Number), Expr::from),
            Token::Text(text) => Expr::Constant(Value::Text(undoubled(text, '"'))),
            Token::Error(error) => error.into(),
            Token::Area(Prefix::Elsewhere(outside), _) | Token::Word(Prefix::Elsewhere(outside), _) => {
                Expr::Outside(outside)
            }
            Token::Area(prefix, corners) => Expr::Area(Area { sheet: prefix.sheet(), corners }),
            Token::Word(Prefix::None, name) if name.eq_ignore_ascii_case("TRUE") => Expr::Constant(true.into()),
            Token::Word(Prefix::None, name) if name.eq_ignore_ascii_case("FALSE") => Expr::Constant(false.into()),
            Token::Word(prefix, name) => Expr::Name { sheet: prefix.sheet(), name: name.into() },
            Token::Call(name) => {
                let arguments = self.nested(Self::arguments)?;
                Expr::Call { function: plain(name).into(), arguments }
            }
            Token::Table => Expr::Outside(Outside::Table),
            Token::Mark("(") => self.nested(Self::parenthesis)?,
            Token::Mark("{") => self.nested(Self::array)?,
            Token::Mark(_) | Token::Blank => {
                self.next -= 1;
                return self.unread("an operand was expected");
            }
        })
    }

    fn nested<T>(&mut self, inner: fn(&mut Self) -> Result<T, Unread>) -> Result<T, Unread> {
        if self.depth == DEPTH {
            return self.unread("nests deeper than a formula can");
        }
        self.depth += 1;
        let read = inner(self)?;
        self.depth -= 1;
        Ok(read)
    }

    /// What follows `(`, up to and with `)`.
    fn parenthesis(&mut self) -> Result<Expr, Unread> {
        let mut inner = self.expression(0)?;
        while self.took(",") {
            self.expression(0)?;
            inner = Expr::Outside(Outside::JoinedReferences);
        }
        if self.took(")") { Ok(inner) } else { self.unread("a parenthesis is never closed") }
    }

    /// What follows the `(` of a function, up to and with `)`.
    fn arguments(&mut self) -> Result<Vec<Expr>, Unread> {
        let mut arguments = Vec::new();
        if self.took(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(match self.mark() {
                Some("," | ")") => Expr::Missing,
                _ => self.expression(0)?,
            });
            if self.took(")") {
                return Ok(arguments);
            }
            if !self.took(",") {
                return self.unread("a parenthesis is never closed");
            }
        }
    }

    /// What follows `{`, up to and with `}`: constants alone.
    fn array(&mut self) -> Result<Expr, Unread> {
        let (mut values, mut width, mut in_row) = (Vec::new(), 0, 0);
        loop {
            match self.signed()? {
                Expr::Constant(value) => values.push(value),
                Expr::Minus { odd, of } => match *of {
                    Expr::Constant(Value::Number(n)) => values.push(Value::Number(if odd { -n } else { n })),
                    _ => return self.unread("an array holds constants only"),
                },
                _ => return self.unread("an array holds constants only"),
            }
            in_row += 1;
            if self.took(",") {
                continue;
            }
            if width != 0 && width != in_row {
                return self.unread("the rows of an array are of one length");
            }
            (width, in_row) = (in_row, 0);
            if self.took("}") {
                return Ok(Expr::Array(Grid { width, values }));
            }
            if !self.took(";") {
                return self.unread("a brace is never closed");
            }
        }
    }
}

impl Prefix<'_> {
    fn sheet(&self) -> Option<Arc<str>> {
        match self {
            Self::Sheet(name) => Some(undoubled(name, '\'')),
            _ => None,
        }
    }
}

/// Two cells of one sheet joined by `:`; any other join has no answer here.
fn range(left: &Expr, right: &Expr) -> Expr {
    match (left, right) {
        (Expr::Area(a), Expr::Area(b))
            if a.rect().single().is_some()
                && b.rect().single().is_some()
                && (b.sheet.is_none() || a.sheet == b.sheet) =>
        {
            let corners = Corners { from: a.corners.from, to: b.corners.to };
            Expr::Area(Area { sheet: a.sheet.clone(), corners })
        }
        _ => Expr::Outside(Outside::JoinedReferences),
    }
}

fn undoubled(text: &str, quote: char) -> Arc<str> {
    text.replace(&format!("{quote}{quote}"), &quote.to_string()).into()
}

/// A function's name in capitals, without the prefix that files give to newer functions.
fn plain(name: &str) -> String {
    let name = name.to_ascii_uppercase();
    let name = name.strip_prefix("_XLFN.").unwrap_or(&name);
    name.strip_prefix("_XLWS.").unwrap_or(name).to_owned()
}
