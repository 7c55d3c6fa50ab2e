//! `import rates`: rate cards of other files into those of the bid.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::args::{Args, ImportRates};
use super::bid::text;
use super::console::{Console, Failed, note};
use super::files;
use crate::app::{self, Document, RatesAnswer, RatesRequest, Stated};
use crate::diag::Code;
use crate::diag::message::command::{Taken, not_taken, one_card_for_two_sites, several_sites};
use crate::diag::message::output::Ending;
use crate::import::{Card, Rates, SiteCard};
use crate::report::Format;
use crate::unit::{Lang, Month, parse_decimal};

/// So many rows that were not taken are shown to people; data have them all.
const SHOWN: usize = 200;

/// `import rates`
pub fn run(args: &Args, verb: &ImportRates, console: &Console) -> Result<(), Failed> {
    let text = text(args)?;
    // A card may be updated, any other file of the bid may not.
    let is_card = |input: &&PathBuf| input.parent().is_some_and(|folder| folder.ends_with("rates"));
    let inputs = text.paths.iter().filter(|input| !is_card(input)).chain([&verb.file]).chain(&verb.map);
    let inputs: Vec<PathBuf> = inputs.cloned().collect();
    let target = verb.output.as_deref().map(|output| target(output, verb, &inputs)).transpose()?;
    let map = verb.map.clone().or_else(|| target.as_ref().map(|target| target.map(&verb.file)));
    let request = RatesRequest {
        map: map.as_deref().filter(|map| map.exists()).map(files::document).transpose()?,
        other_maps: other_maps(map.as_deref(), &args.models.join("rates").join("maps"))?,
        file: files::document(&verb.file)?,
        stated: Stated {
            sheet: verb.sheet.as_deref(),
            site: verb.site.as_deref(),
            currency: verb.currency.as_deref(),
            per: verb.per.map(Into::into),
            hours_per_day: verb.hours_per_day.as_deref().map(hours).transpose()?,
            base_month: verb.base_month.as_deref().map(month).transpose()?,
            as_cost: verb.as_cost,
            accept: verb.accepts.accept,
            notes_change_nothing: verb.accepts.notes_change_nothing,
        },
    };
    let shown = if matches!(verb.shape.format, Format::Table) { SHOWN } else { usize::MAX };
    let mut answer = app::rates(&text, request, shown, console.lang)?;
    console.draw(&answer.preview, verb.shape.format);
    // Where only answers are missing, the map that asks for them is written all the same.
    if let Some(map) = map.as_deref().filter(|_| answer.is_unanswered()) {
        if target.is_some() && answer.lacks_month() {
            answer.ask_month();
        }
        write(&[], map_text(&answer, map)?.as_deref().map(|text| (map, text)), &answer.rates, console)?;
    }
    let (findings, sources) = answer.taken.clone()?;
    console.findings(&findings, &sources);
    match (target, map) {
        (Some(target), Some(map)) => {
            let cards = match target.cards(&answer, verb, &inputs) {
                Ok(cards) => cards,
                Err(failed) => {
                    if failed.is_for(Code::Unstated) {
                        answer.ask_month();
                        write(
                            &[],
                            map_text(&answer, &map)?.as_deref().map(|text| (map.as_path(), text)),
                            &answer.rates,
                            console,
                        )?;
                    }
                    return Err(failed);
                }
            };
            write(&cards, map_text(&answer, &map)?.as_deref().map(|text| (map.as_path(), text)), &answer.rates, console)
        }
        (_, Some(map)) if !map.exists() => {
            write(&[], answer.map(None).as_deref().map(|text| (map.as_path(), text)), &answer.rates, console)
        }
        _ => {
            note(&nothing_written(&answer.rates, console.lang));
            Ok(())
        }
    }
}

/// The month of `--base-month`.
fn month(text: &str) -> Result<Month, Failed> {
    Month::parse(text).ok_or_else(|| not_taken("--base-month", text, Taken::Month).into())
}

/// The hours of `--hours-per-day`.
fn hours(text: &str) -> Result<Decimal, Failed> {
    let hours = parse_decimal(&text.replace(',', ".")).filter(|h| *h > Decimal::ZERO && *h <= Decimal::from(24));
    hours.ok_or_else(|| not_taken("--hours-per-day", text, Taken::Hours).into())
}

/// The maps of a folder, without the one that is read anyway.
fn other_maps(own: Option<&Path>, folder: &Path) -> Result<Vec<Document>, Failed> {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = listed.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    let own = own.and_then(|map| map.canonicalize().ok());
    paths.iter().filter(|path| path.canonicalize().ok() != own).map(|path| files::document(path)).collect()
}

/// Where the cards go.
enum Target {
    /// One card.
    Card(PathBuf),
    /// A folder, with a card for each site.
    Folder(PathBuf),
}

/// A card to write, and whether one was there.
struct Written {
    path: PathBuf,
    card: Card,
    was_there: bool,
}

/// The card or the folder of cards that is named, before anything is read.
fn target(output: &Path, verb: &ImportRates, inputs: &[PathBuf]) -> Result<Target, Failed> {
    let is_toml = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if !is_toml && output.file_name().is_some_and(|name| name == "rates") {
        return Ok(Target::Folder(output.to_owned()));
    }
    if !is_toml {
        return Err(files::misnamed(output, Ending::Card));
    }
    files::ready_toml(output, verb.force, inputs)?;
    Ok(Target::Card(output.to_owned()))
}

impl Target {
    /// The map of the cards: in the folder `maps` beside them.
    fn map(&self, file: &Path) -> PathBuf {
        match self {
            Self::Card(card) => card.with_file_name("maps").join(card.file_name().unwrap_or_default()),
            Self::Folder(folder) => folder.join("maps").join(stem(file)).with_extension("toml"),
        }
    }

    /// The cards, each laid over the one that is there.
    fn cards(&self, answer: &RatesAnswer, verb: &ImportRates, inputs: &[PathBuf]) -> Result<Vec<Written>, Failed> {
        let mut paths: BTreeMap<PathBuf, &str> = BTreeMap::new();
        let (mut written, rates) = (Vec::new(), &answer.rates);
        if let (Self::Card(_), true) = (self, rates.cards.len() > 1) {
            let site = |card: &SiteCard| Some(card.site.clone()).filter(|site| !site.is_empty());
            let sites: Vec<Option<String>> = rates.cards.iter().map(site).collect();
            return Err(several_sites(&sites.iter().map(Option::as_deref).collect::<Vec<_>>()).into());
        }
        for of in &rates.cards {
            let path = match self {
                Self::Card(card) => card.clone(),
                Self::Folder(folder) => {
                    let name = if of.site.is_empty() { stem(&verb.file) } else { rates.layout.card_of(&of.site) };
                    let path = folder.join(format!("{name}.toml"));
                    files::ready_toml(&path, verb.force, inputs)?;
                    path
                }
            };
            if let Some(other) = paths.insert(path.clone(), &of.site) {
                return Err(one_card_for_two_sites(other, &of.site, &path.display().to_string()).into());
            }
            let before = path.exists().then(|| files::read_text(&path)).transpose()?;
            let card = answer.card(of, &stem(&path), before.as_deref())?;
            written.push(Written { path, card, was_there: before.is_some() });
        }
        Ok(written)
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The text of the map: a new one, or the one that is there with what is new; none where nothing is.
fn map_text(answer: &RatesAnswer, map: &Path) -> Result<Option<String>, Failed> {
    let before = map.exists().then(|| files::read_text(map)).transpose()?;
    Ok(answer.map(before.as_deref()))
}

/// Writes the cards and the map: all of them or none.
fn write(cards: &[Written], map: Option<(&Path, &str)>, rates: &Rates, console: &Console) -> Result<(), Failed> {
    // Only the last folder: one that is misspelt further up is reported.
    let is_there = |folder: &Path| folder.as_os_str().is_empty() || folder.is_dir();
    let folder = map.and_then(|(map, _)| map.parent());
    let missing = folder.filter(|folder| !is_there(folder) && folder.parent().is_some_and(is_there));
    let mut written: Vec<(&Path, &[u8])> =
        cards.iter().map(|written| (written.path.as_path(), written.card.text.as_bytes())).collect();
    written.extend(map.map(|(map, text)| (map, text.as_bytes())));
    files::write_with_folder(missing, &written)?;
    let mut text = String::new();
    for written in cards {
        text += &of_card(written, console.lang);
    }
    if let Some((map, _)) = map {
        let _ = writeln!(text, "{} {}", console.lang.pick("écrit :", "written:"), map.display());
        let open = rates.questions();
        if open > 0 {
            let _ = match console.lang {
                Lang::Fr => writeln!(text, "  réponses attendues à la place de `?` : {open}"),
                Lang::En => writeln!(text, "  answers wait there in the place of `?`: {open}"),
            };
        }
    }
    text += &proposals(rates, console.lang);
    note(&text);
    Ok(())
}

/// What became of a card: each profile that changed, with what it was.
fn of_card(written: &Written, lang: Lang) -> String {
    let Card { changed, kept, .. } = &written.card;
    let n = changed.len();
    let mut text = format!("{} {}", lang.pick("écrit :", "written:"), written.path.display());
    let _ = match (written.was_there, lang) {
        (false, Lang::Fr) => writeln!(text, " (grille créée, profils : {n})"),
        (false, Lang::En) => writeln!(text, " (card created, profiles: {n})"),
        (true, Lang::Fr) => writeln!(text, " ({n} profils changés)"),
        (true, Lang::En) => writeln!(text, " ({n} profiles changed)"),
    };
    let figure = |figure: &str| if lang == Lang::Fr { figure.replace('.', ",") } else { figure.to_owned() };
    for change in changed.iter().filter(|_| written.was_there) {
        let before = change.before.as_deref().unwrap_or(lang.pick("rien", "nothing"));
        let colon = lang.pick("\u{202f}:", ":");
        let _ = writeln!(text, "  {}{colon} {} → {}", change.profile, figure(before), figure(&change.after));
    }
    if !kept.is_empty() {
        let _ = writeln!(text, "{}{}", lang.pick("gardés tels quels : ", "kept as they are: "), kept.join(", "));
    }
    text
}

/// How what is proposed is taken.
fn proposals(rates: &Rates, lang: Lang) -> String {
    if !rates.has_proposals() {
        return String::new();
    }
    let text = match lang {
        Lang::Fr => "Ce qui est proposé n’est pas pris : --accept prend tout ; dans la carte, une réponse à la fois.\n",
        Lang::En => "What is proposed is not taken: --accept takes all of it; in the map, one answer at a time.\n",
    };
    text.to_owned()
}

fn nothing_written(rates: &Rates, lang: Lang) -> String {
    let output = match (rates.cards.len() > 1, lang) {
        (true, _) => "-o models/rates",
        (false, Lang::Fr) => "-o models/rates/NOM.toml",
        (false, Lang::En) => "-o models/rates/NAME.toml",
    };
    let dated = rates.cards.iter().all(|card| rates.base_month(card).is_some());
    let text = match (dated, lang) {
        (true, Lang::Fr) => format!("Rien n’est écrit. Pour écrire la grille : {output}\n"),
        (true, Lang::En) => format!("Nothing was written. To write the card: {output}\n"),
        (false, Lang::Fr) => {
            format!(
                "Rien n’est écrit. Pour écrire la grille, avec le mois de ses coûts : --base-month 2026-01 {output}\n"
            )
        }
        (false, Lang::En) => {
            format!(
                "Nothing was written. To write the card, with the month its costs are stated at: --base-month 2026-01 {output}\n"
            )
        }
    };
    proposals(rates, lang) + &text
}
