//! A page in one file of HTML: words, pictures and tables, read without network, script or sight, and printed on A4.
//!
//! Nothing in it is fetched or run, and its policy forbids both. It is well-formed XML as well, so that tests read it
//! back. Each picture is drawn twice, for wide screens and paper and for narrow screens; one of the two is shown.

mod axis;
mod bars;
mod curve;
pub(super) mod dots;
mod figures;
mod histogram;
mod lines;
mod names;
mod plane;
mod rows;
pub(super) mod scale;
mod scatter;
pub(super) mod short;
mod svg;
mod table;
mod waterfall;
mod words;

use maud::{Markup, PreEscaped, html};
use rust_decimal::{Decimal, dec};

use crate::report::shown;
use crate::sheet::{Cell, Drawing, Front, Page, Picture, Section};
use crate::unit::Lang;
use svg::Frame;

/// How a picture is drawn: the end of its ids, and how wide it is.
const WIDTHS: [(&str, Decimal); 2] = [("w", dec!(880)), ("n", dec!(360))];
/// What every page starts with. Elements without content are closed as XML wants it.
const HEAD: &str = concat!(
    r#"<meta charset="utf-8"/>"#,
    r#"<meta name="viewport" content="width=device-width, initial-scale=1"/>"#,
    r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; "#,
    r#"style-src 'unsafe-inline'"/>"#,
    r#"<meta name="color-scheme" content="light dark"/>"#,
    r#"<meta name="generator" content="chiffrage"/>"#,
    r#"<link rel="icon" href="data:,"/>"#,
);

/// The page as a file of HTML.
#[must_use]
pub fn html(page: &Page) -> String {
    let lang = page.lang;
    let drawn = html! {
        (PreEscaped("<!DOCTYPE html>\n"))
        html lang=(lang.pick("fr", "en")) {
            head {
                (PreEscaped(HEAD))
                title { (page.title) }
                style { (PreEscaped(include_str!("style.css"))) (PreEscaped(foot(&page.footer))) }
            }
            body {
                a class="skip" href="#main" { (lang.pick("Aller au contenu", "Skip to content")) }
                header {
                    h1 { (page.title) }
                    @for line in &page.subtitle { p { (line) } }
                }
                @if page.front.is_none() { (contents(page)) }
                main id="main" tabindex="-1" {
                    @if let Some(front) = &page.front {
                        (self::front(front, lang))
                        (contents(page))
                    }
                    (headline(page))
                    (key_figures(&page.key_figures, lang))
                    @for (i, one) in page.sections.iter().enumerate() { (section(i + 1, one, lang)) }
                }
                @if !page.footer.is_empty() { footer { p { (page.footer) } } }
            }
        }
    };
    // Neither HTML nor XML has a place for control characters, escaped or not.
    let page =
        drawn.into_string().replace(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}'), " ");
    let page = page + "\n";
    let seal = seal(page.as_bytes());
    page + &seal
}

/// The pictures of a page as files of SVG, each with its name: for slides. Those without a number are left out.
#[must_use]
pub fn charts(page: &Page) -> Vec<(String, String)> {
    const START: &str = "<svg class=\"wide\"";
    let first = page.front.iter().map(|front| &front.picture);
    let pictures = first.chain(page.sections.iter().flat_map(|section| &section.pictures));
    let drawn = pictures.filter(|picture| numbers(&picture.drawing)).enumerate().map(|(i, picture)| {
        let (suffix, width) = WIDTHS[0];
        let id = format!("p{}{suffix}", i + 1);
        let svg = drawing(Frame { width, id: &id }, picture, page.lang).into_string();
        // Words keep the white edge and the font that the page gives them; slides may have any colour behind.
        let own = format!(
            "<svg width=\"{width}\" font-family=\"Segoe UI, Arial, sans-serif\" font-size=\"13\" style=\"background:#fff\""
        );
        let svg = svg.replacen(START, &own, 1).replacen(
            "<desc",
            "<style>text{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}</style><desc",
            1,
        ) + "\n";
        let seal = seal(svg.as_bytes());
        (format!("{:02}-{}.svg", i + 1, slug(&picture.title)), svg + &seal)
    });
    drawn.collect()
}

/// The letters and digits of a title as the name of a file.
fn slug(title: &str) -> String {
    const MOST: usize = 48;
    let plain = title.chars().map(|c| match c.to_ascii_lowercase() {
        c if c.is_ascii_alphanumeric() => c,
        'à' | 'â' | 'ä' | 'À' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'û' | 'ù' | 'ü' => 'u',
        'ç' => 'c',
        _ => '-',
    });
    let plain: String = plain.collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words.iter().filter(|word| word.len() < MOST) {
        if slug.len() + 1 + word.len() > MOST {
            break;
        }
        slug.push_str(if slug.is_empty() { "" } else { "-" });
        slug.push_str(word);
    }
    slug
}

/// Is this a page that this program made, and nobody has changed since? Its last line says what came before it.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    let Some(at) = bytes.windows(SEAL.len()).rposition(|part| part == SEAL.as_bytes()) else { return false };
    let (page, end) = bytes.split_at(at);
    seal(page).as_bytes() == end
}

/// How the last line of a page begins.
const SEAL: &str = "<!-- chiffrage ";

/// The last line of a page: a sum of all before it (FNV-1a, 64 bits).
fn seal(page: &[u8]) -> String {
    let add = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{SEAL}{:016x} -->\n", page.iter().fold(0xcbf2_9ce4_8422_2325, add))
}

/// What prints the footer on every page: whatever is in it is escaped, so that it stays one string of CSS.
fn foot(footer: &str) -> String {
    let escaped =
        footer.chars().map(|c| if c.is_alphanumeric() { c.to_string() } else { format!("\\{:x} ", u32::from(c)) });
    let words: String = escaped.collect();
    format!("@page {{ @bottom-left {{ content: \"{words}\"; font: 8pt sans-serif; color: #51606f; }} }}\n")
}

fn contents(page: &Page) -> Markup {
    html! {
        @if page.sections.len() > 1 {
            nav aria-label=(page.lang.pick("Sommaire", "Contents")) {
                @if page.front.is_some() { h2 { (page.lang.pick("Annexe", "Appendix")) } }
                ol {
                    @for (i, one) in page.sections.iter().enumerate() {
                        li { a href={ "#s" (i + 1) } { (one.heading) } }
                    }
                }
            }
        }
    }
}

fn headline(page: &Page) -> Markup {
    html! {
        @if !page.headline.is_empty() {
            section class="headline" aria-labelledby="headline" {
                h2 id="headline" { (page.lang.pick("À retenir", "In short")) }
                @for sentence in &page.headline { p { (sentence) } }
            }
        }
    }
}

fn key_figures(figures: &[(String, Cell)], lang: Lang) -> Markup {
    html! {
        @if !figures.is_empty() {
            section class="key" aria-labelledby="key" {
                h2 id="key" { (lang.pick("Chiffres clés", "Key figures")) }
                dl {
                    @for (name, cell) in figures { div { dt { (name) } dd { (shown(cell, lang)) } } }
                }
            }
        }
    }
}

/// The first page: what is recommended, its figures, its picture, why, and what must be true.
fn front(front: &Front, lang: Lang) -> Markup {
    html! {
        section class="front" aria-labelledby="front" {
            h2 id="front" { (front.heading) }
            p class="rule" { (front.rule) }
            dl {
                @for (name, cell) in &front.key_figures { div { dt { (name) } dd { (shown(cell, lang)) } } }
            }
            (picture("front", &front.picture, lang))
            div class="lists" {
                @for (heading, lines) in front.lists.iter().filter(|(_, lines)| !lines.is_empty()) {
                    div {
                        h3 { (heading) }
                        ol { @for line in lines { li { (line) } } }
                    }
                }
            }
        }
    }
}

fn section(number: usize, section: &Section, lang: Lang) -> Markup {
    html! {
        section id={ "s" (number) } aria-labelledby={ "h" (number) } {
            h2 id={ "h" (number) } { (section.heading) }
            @for text in &section.text { p { (text) } }
            @for (i, one) in section.pictures.iter().enumerate() {
                (picture(&format!("p{number}-{}", i + 1), one, lang))
            }
            @for one in &section.tables { (table::table(one, lang)) }
        }
    }
}

/// A picture with its title, its summary, and its figures as a table.
fn picture(id: &str, picture: &Picture, lang: Lang) -> Markup {
    let figures = figures::figures(picture, lang);
    html! {
        figure role="figure" aria-label=(picture.title) {
            figcaption { h3 { (picture.title) } }
            @if !picture.summary.is_empty() { p { (picture.summary) } }
            @if numbers(&picture.drawing) {
                @for (suffix, width) in WIDTHS {
                    (drawing(Frame { width, id: &format!("{id}{suffix}") }, picture, lang))
                }
            } @else {
                p class="nothing" { (lang.pick("Aucun chiffre à dessiner.", "No figure to draw.")) }
            }
            @if !figures.rows.is_empty() {
                details {
                    summary { (lang.pick("Les chiffres du graphique", "The figures of this chart")) }
                    (table::table(&figures, lang))
                }
            }
        }
    }
}

fn drawing(frame: Frame, picture: &Picture, lang: Lang) -> Markup {
    let (body, height) = match &picture.drawing {
        Drawing::Bars { series, groups } => bars::bars(frame, series, groups, lang),
        Drawing::Waterfall { from, steps, to } => waterfall::waterfall(frame, from, steps, to, lang),
        Drawing::Lines { axis, points, series } => lines::lines(frame, axis, points, series, lang),
        Drawing::Curve { axes, points, level, marks } => curve::curve(frame, axes, points, level, marks, lang),
        Drawing::Histogram { axes, ends, columns, marks } => {
            histogram::histogram(frame, axes, ends, columns, marks, lang)
        }
        Drawing::Dots { series, groups, .. } => dots::dots(frame, series, groups, lang),
        Drawing::Scatter { axes, points } => scatter::scatter(frame, axes, points, lang),
    };
    frame.svg(height, &picture.title, &picture.summary, &body)
}

/// Is there any number to draw?
fn numbers(drawing: &Drawing) -> bool {
    let is = |cell: &Cell| cell.number().is_some();
    match drawing {
        Drawing::Bars { groups, .. } | Drawing::Dots { groups, .. } => {
            groups.iter().any(|(_, cells)| cells.iter().any(is))
        }
        Drawing::Waterfall { from, steps, to } => [from, to].into_iter().chain(steps).any(|(_, cell)| is(cell)),
        Drawing::Lines { points, series, .. } => {
            series.iter().any(|(_, cells)| cells.iter().take(points.len()).any(is))
        }
        Drawing::Curve { points, .. } => points.iter().any(|cells| cells.iter().all(is)),
        Drawing::Histogram { ends, columns, .. } => ends.iter().all(is) && columns.iter().any(is),
        Drawing::Scatter { points, .. } => points.iter().any(|(_, cells)| cells.iter().all(is)),
    }
}
