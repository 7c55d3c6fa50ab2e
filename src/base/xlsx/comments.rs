use super::book::Book;
use super::xml::{Text, each};
use crate::diag::Finding;
use crate::formula::Address;

/// What somebody wrote beside a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The cell.
    pub at: Address,
    /// Its text, without the line that names who wrote it.
    pub text: String,
}

impl Comment {
    /// Of a cell: a first line that names its author is left out.
    #[must_use]
    pub fn of(at: Address, author: &str, text: &str) -> Self {
        const AUTHORS: [&str; 4] = ["auteur", "author", "autor", "utilisateur"];
        let named = |first: &str| {
            let name = first.trim().strip_suffix(':').map(str::trim_end);
            name.is_some_and(|name| name == author.trim() || AUTHORS.contains(&name.to_lowercase().as_str()))
        };
        let rest = text.trim().split_once('\n').filter(|(first, _)| named(first)).map(|(_, rest)| rest);
        Self { at, text: rest.unwrap_or(text).trim().to_owned() }
    }
}

impl Book {
    /// What is written beside the cells of the sheet at that place: comments, and the first and other words of threads.
    ///
    /// # Errors
    /// A part of it is damaged.
    pub fn comments(&self, place: usize) -> Result<Vec<Comment>, Finding> {
        let Some(entry) = self.sheets.get(place).filter(|sheet| sheet.is_grid) else { return Ok(Vec::new()) };
        let beside = self.relations(&entry.part)?;
        let parts = |kind: &str| {
            let of = beside.iter().filter(|of| of.kind == kind && !of.external && self.package.has(&of.target));
            of.map(|of| of.target.as_str()).collect::<Vec<_>>()
        };
        let mut found = Vec::new();
        for part in parts("threadedComment") {
            self.threads(part, &mut found)?;
        }
        // Beside a thread a comment says for old programs what it holds.
        let threads = found.len();
        for part in parts("comments") {
            self.notes(part, &mut found)?;
        }
        let mut at = 0;
        let threaded: Vec<Address> = found[..threads].iter().map(|comment| comment.at).collect();
        found.retain(|comment| {
            at += 1;
            !comment.text.is_empty() && (at <= threads || !threaded.contains(&comment.at))
        });
        Ok(found)
    }

    fn threads(&self, part: &str, found: &mut Vec<Comment>) -> Result<(), Finding> {
        let budget = self.package.budget();
        let text = Text::read(part, self.package.part(part)?)?.xml;
        let mut at = None;
        each(part, &text, budget, |xml, tag| {
            match (tag.local_name().as_ref(), at) {
                ("threadedComment", _) => at = xml.attribute(tag, "ref")?.and_then(|text| Address::parse(&text)),
                ("text", Some(at)) => budget.push(found, Comment::of(at, "", &xml.text()?))?,
                _ => {}
            }
            Ok(())
        })
    }

    fn notes(&self, part: &str, found: &mut Vec<Comment>) -> Result<(), Finding> {
        let budget = self.package.budget();
        let text = Text::read(part, self.package.part(part)?)?.xml;
        let mut authors: Vec<String> = Vec::new();
        // The cells, each with its author and its text.
        let mut notes: Vec<(Address, usize, String)> = Vec::new();
        each(part, &text, budget, |xml, tag| {
            match tag.local_name().as_ref() {
                "author" => budget.push(&mut authors, xml.text()?)?,
                "comment" => {
                    let at = xml.attribute(tag, "ref")?.and_then(|text| Address::parse(&text));
                    let author = xml.attribute(tag, "authorId")?.and_then(|id| id.parse().ok()).unwrap_or(usize::MAX);
                    if let Some(at) = at {
                        budget.push(&mut notes, (at, author, String::new()))?;
                    }
                }
                "t" => {
                    if let Some((.., text)) = notes.last_mut() {
                        text.push_str(&xml.text()?);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        for (at, author, text) in notes {
            let author = authors.get(author).map_or("", String::as_str);
            budget.push(found, Comment::of(at, author, &text))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Comment;
    use crate::formula::Address;

    #[test]
    fn the_line_of_an_author_is_no_word_of_a_comment() {
        let at = Address { row: 6, column: 3 };
        for (author, text, rest) in [
            ("S. Martin", "S. Martin:\nTaux horaire", "Taux horaire"),
            ("", "Auteur :\nTaux horaire\n", "Taux horaire"),
            ("", "Author:\nPer hour", "Per hour"),
            ("S. Martin", "Attention :\nTaux horaire", "Attention :\nTaux horaire"),
            ("", "Taux horaire", "Taux horaire"),
            ("", ":\nTaux horaire", "Taux horaire"),
        ] {
            assert_eq!(Comment::of(at, author, text).text, rest, "{text}");
        }
    }
}
