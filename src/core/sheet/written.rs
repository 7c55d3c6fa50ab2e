//! Values of a model in the words of people who read no TOML.

use super::names::Names;
use crate::unit::{Lang, Month, digits, parse_decimal, rate};

/// A value as a model writes it, taken apart.
#[derive(Debug)]
enum Written<'a> {
    Text(&'a str),
    /// A number, with its range behind it; a date, a word.
    Bare(&'a str),
    List(Vec<Self>),
    Table(Vec<(&'a str, Self)>),
}

/// The value of a figure or key in words; `percent` where it is a share. What a reader cannot be given in a few words is said to
/// be detailed elsewhere.
pub fn in_words(written: &str, names: &Names<'_>, percent: bool) -> String {
    let (value, _) = parse(written.trim());
    value.words(names, percent)
}

fn parse(text: &str) -> (Written<'_>, &str) {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut entries = Vec::new();
        while let Some((key, after)) = rest.split_once('=') {
            if rest.trim_start().starts_with('}') {
                break;
            }
            let (value, after) = parse(after);
            entries.push((key.trim().trim_matches('"'), value));
            let Some(more) = after.trim_start().strip_prefix(',') else {
                rest = after;
                break;
            };
            rest = more;
        }
        let rest = rest.trim_start();
        return (Written::Table(entries), rest.strip_prefix('}').unwrap_or(rest));
    }
    if let Some(mut rest) = text.strip_prefix('[') {
        let mut items = Vec::new();
        while !rest.trim_start().is_empty() && !rest.trim_start().starts_with(']') {
            let (value, after) = parse(rest);
            items.push(value);
            let Some(more) = after.trim_start().strip_prefix(',') else {
                rest = after;
                break;
            };
            rest = more;
        }
        let rest = rest.trim_start();
        return (Written::List(items), rest.strip_prefix(']').unwrap_or(rest));
    }
    if let Some((inside, rest)) = text.strip_prefix('"').and_then(|text| text.split_once('"')) {
        return (Written::Text(inside), rest);
    }
    let end = text.find([',', '}', ']']).unwrap_or(text.len());
    (Written::Bare(text[..end].trim()), &text[end..])
}

impl<'a> Written<'a> {
    fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Table(entries) => entries.iter().find(|(own, _)| *own == key).map(|(_, value)| value),
            _ => None,
        }
    }

    fn text(&self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn words(&self, names: &Names<'_>, percent: bool) -> String {
        let lang = names.lang;
        match self {
            Self::Text(text) => names.thing(text).unwrap_or_else(|| month(text, lang)),
            Self::Bare(text) => bare(text, percent, lang),
            Self::List(items) => items.iter().map(|item| item.words(names, percent)).collect::<Vec<_>>().join(", "),
            Self::Table(entries) => {
                if let Some(label) = self.get("label") {
                    let own = label.get(lang.pick("fr", "en")).and_then(Self::text).or_else(|| label.text());
                    return own.unwrap_or_default().to_owned();
                }
                if let Some(value) = self.get("value").or_else(|| self.get("mode")) {
                    let end = |key: &str| self.get(key).map(|end| end.words(names, percent));
                    let range = end("low").zip(end("high")).map(|(low, high)| format!(" ({low} – {high})"));
                    return format!("{}{}", value.words(names, percent), range.unwrap_or_default());
                }
                let points: Vec<String> = entries
                    .iter()
                    .filter_map(|(unit, points)| match points {
                        Self::Table(points) if matches!(*unit, "years" | "months" | "from") => Some((unit, points)),
                        _ => None,
                    })
                    .flat_map(|(unit, points)| {
                        points
                            .iter()
                            .map(|(at, value)| format!("{} {}", value.words(names, percent), since(unit, at, lang)))
                    })
                    .collect();
                if points.is_empty() {
                    return lang.pick("ajouté", "added").to_owned();
                }
                points.join(lang.pick("\u{a0}; ", "; "))
            }
        }
    }
}

/// `dès l’année 3`
fn since(unit: &str, at: &str, lang: Lang) -> String {
    match unit {
        "years" if at == "1" => lang.pick("la première année", "in the first year").to_owned(),
        "years" => format!("{} {at}", lang.pick("dès l’année", "from year")),
        "months" => format!("{} {at}", lang.pick("dès le mois", "from month")),
        _ => format!("{} {}", lang.pick("dès", "from"), month(at, lang)),
    }
}

/// `mars 2027` of `2027-03`; any other text as it is.
fn month(text: &str, lang: Lang) -> String {
    Month::parse(text).map_or_else(|| text.to_owned(), |month| month.name(lang))
}

/// A number with the language's comma, or in percent, with its range; `oui`, `non`.
fn bare(text: &str, percent: bool, lang: Lang) -> String {
    match text {
        "true" => return lang.pick("oui", "yes").to_owned(),
        "false" => return lang.pick("non", "no").to_owned(),
        _ => {}
    }
    let figure = |word: &str| {
        let digits_only = word.trim_matches(['(', ')']);
        let number = parse_decimal(digits_only)
            .map(|value| if percent { rate(value, lang) } else { digits(value, value.scale(), lang) });
        number.map_or_else(|| word.to_owned(), |number| word.replace(digits_only, &number))
    };
    text.split(' ').map(figure).collect::<Vec<_>>().join(" ")
}
