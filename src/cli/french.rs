//! The command line in French: clap speaks English alone. Help is translated sentence by sentence, by the table of
//! [`phrases`](super::phrases), and so are the errors of arguments.

use std::fmt::Write as _;

use clap::builder::{Str, StyledStr};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};
use clap::{Arg, ArgAction, Command};
use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::phrases::{PHRASES, VALUE_NAMES};
use crate::unit::{Lang, digits};

/// What `{usage-heading}` and the headings of clap are in French.
const TEMPLATE: &str = "\
{before-help}{about-with-newline}
\u{1b}[1m\u{1b}[4mUtilisation\u{a0}:\u{1b}[0m {usage}

{all-args}{after-help}";

/// The command, its help in French.
pub fn french(command: Command) -> Command {
    let is_root = command.get_name() == "chiffrage";
    let command = texts(command).help_template(TEMPLATE).mut_args(argument).mut_subcommands(french);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(999);
    let command = command
        .subcommand_help_heading("Commandes\u{a0}")
        .subcommand_value_name("COMMANDE")
        .disable_help_flag(true)
        .arg(help.help("Afficher l’aide").help_heading("Options\u{a0}"));
    if is_root {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(999);
        let version = version.help("Afficher la version").help_heading("Options\u{a0}");
        let mut command = command.disable_version_flag(true).arg(version);
        // The commands `help` are clap's own, and are there once the command line is built.
        command.build();
        command.mut_subcommands(with_help)
    } else {
        command
    }
}

/// A command, or that of help, with the words of each `help` below it.
fn with_help(command: Command) -> Command {
    match command.get_name() {
        "help" => command.about("Afficher l’aide d’une commande"),
        _ => command.mut_subcommands(with_help),
    }
}

/// The texts of a command: what it does, and its examples line by line.
fn texts(mut command: Command) -> Command {
    if let Some(about) = command.get_about().map(ToString::to_string) {
        command = command.about(translated(&about));
    }
    if let Some(about) = command.get_long_about().map(ToString::to_string) {
        command = command.long_about(about.lines().map(translated).join("\n"));
    }
    if let Some(after) = command.get_after_help().map(ToString::to_string) {
        command = command.after_help(after.lines().map(translated).join("\n"));
    }
    command
}

/// An argument, with its default and the values it takes.
fn argument(arg: Arg) -> Arg {
    let mut help = arg.get_help().map(|help| translated(&help.to_string())).unwrap_or_default();
    let mut long = help.clone();
    let values = arg.get_possible_values();
    let shown: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).collect();
    let takes_values = arg.get_action().takes_values();
    let is_listed = takes_values && !shown.is_empty();
    if is_listed {
        let _ = write!(help, " [valeurs\u{a0}: {}]", shown.iter().map(|value| value.get_name()).join(", "));
        long.push_str("\n\nValeurs possibles\u{a0}:");
        for value in shown {
            let _ = write!(long, "\n- {}", value.get_name());
            if let Some(words) = value.get_help() {
                let _ = write!(long, "\u{a0}: {}", translated(&words.to_string()));
            }
        }
    }
    let default = arg.get_default_values().iter().map(|value| value.to_string_lossy()).join(" ");
    if takes_values && !default.is_empty() {
        let _ = write!(help, " [défaut\u{a0}: {default}]");
        let _ = write!(long, "{}[défaut\u{a0}: {default}]", if is_listed { "\n\n" } else { " " });
    }
    if let Some(variable) = arg.get_env() {
        let _ = write!(long, "\n\n[variable\u{a0}: {}]", variable.to_string_lossy());
    }
    let names: Vec<_> = arg.get_value_names().unwrap_or_default().iter().map(value_name).collect();
    let arg = if names.is_empty() { arg } else { arg.value_names(names) };
    let heading = if arg.is_positional() { "Arguments\u{a0}" } else { "Options\u{a0}" };
    let arg = arg.help(help).long_help(long).help_heading(heading).hide_env(true);
    if takes_values { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
}

/// A sentence of the help in French; commands, file names and what has no words stay as they are.
fn translated(english: &str) -> String {
    phrase(english).unwrap_or(english).to_owned()
}

/// The name of a value in French.
fn value_name(english: &Str) -> Str {
    let known = VALUE_NAMES.iter().find(|(_, en)| en == english);
    known.map_or_else(|| english.clone(), |(fr, _)| (*fr).into())
}

/// The French of a sentence of the help, if the table has it.
fn phrase(english: &str) -> Option<&'static str> {
    PHRASES.iter().find(|(_, en)| *en == english).map(|(fr, _)| *fr)
}

/// Errors of arguments in French.
pub struct French;

impl ErrorFormatter for French {
    fn format_error(error: &Error<Self>) -> StyledStr {
        let mut text = StyledStr::new();
        let _ = write!(text, "\u{1b}[1m\u{1b}[31merreur\u{a0}:\u{1b}[0m {}", sentence(error));
        for (kind, what) in [
            (ContextKind::SuggestedSubcommand, "une commande proche existe"),
            (ContextKind::SuggestedArg, "une option proche existe"),
            (ContextKind::SuggestedValue, "une valeur proche existe"),
        ] {
            let near = of(error, kind);
            if !near.is_empty() {
                let _ = write!(text, "\n\n  conseil\u{a0}: {what}\u{a0}: {near}");
            }
        }
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            let usage = usage.to_string().replacen("Usage:", "Utilisation\u{a0}:", 1);
            let _ = write!(text, "\n\n{usage}");
        }
        let _ = write!(text, "\n\nPour en savoir plus, essayez `--help`.\n");
        text
    }
}

/// What is wrong with the arguments.
fn sentence(error: &Error<French>) -> String {
    let argument = of(error, ContextKind::InvalidArg);
    let value = of(error, ContextKind::InvalidValue);
    let possible = of(error, ContextKind::ValidValue);
    let possible = if possible.is_empty() { possible } else { format!("\n  [valeurs possibles\u{a0}: {possible}]") };
    match error.kind() {
        ErrorKind::InvalidValue if value == "``" || value.is_empty() => {
            format!("{argument} attend une valeur, et aucune n’est donnée{possible}")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("valeur {value} non valide pour {argument}{possible}{}", bounds(error).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => format!("argument inattendu\u{a0}: {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("commande inconnue\u{a0}: {}", of(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::ArgumentConflict => match of(error, ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument => format!("{argument} ne peut être donné qu’une fois"),
            prior => format!("{argument} ne peut pas être utilisé avec {prior}"),
        },
        ErrorKind::MissingRequiredArgument => format!("il manque\u{a0}: {argument}"),
        ErrorKind::MissingSubcommand => {
            format!(
                "{} attend une commande\u{a0}: {}",
                of(error, ContextKind::InvalidSubcommand),
                of(error, ContextKind::ValidSubcommand)
            )
        }
        ErrorKind::TooManyValues => format!("{argument} ne prend pas d’autre valeur\u{a0}: {value}"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("nombre de valeurs inattendu pour {argument}")
        }
        ErrorKind::NoEquals => format!("un signe = est attendu après {argument}"),
        ErrorKind::InvalidUtf8 => "un argument n’est pas du texte UTF-8".to_owned(),
        kind => kind.to_string(),
    }
}

/// Between which numbers a value is, where clap says so: "5 is not in 100..=10000000".
fn bounds(error: &Error<French>) -> Option<String> {
    let said = std::error::Error::source(error)?.to_string();
    let (low, high) = said.split_once(" is not in ")?.1.split_once("..=")?;
    let number = |text: &str| text.parse::<Decimal>().ok().map(|number| digits(number, 0, Lang::Fr));
    Some(format!("\u{a0}: un nombre de {} à {} est attendu", number(low)?, number(high)?))
}

/// What clap knows of an error, between backquotes.
fn of(error: &Error<French>, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => format!("`{one}`"),
        Some(ContextValue::Strings(all)) => all.iter().map(|one| format!("`{one}`")).join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Command, CommandFactory as _};

    use super::{PHRASES, phrase};
    use crate::cli::args::Args;

    /// Every sentence of a command's help and of those below it; examples and names, which begin with two spaces, are left
    /// out.
    fn sentences(command: &Command, all: &mut BTreeSet<String>) {
        let texts = [command.get_about(), command.get_long_about(), command.get_after_help()];
        for line in
            texts.into_iter().flatten().flat_map(|text| text.to_string().lines().map(str::to_owned).collect::<Vec<_>>())
        {
            all.insert(line);
        }
        for arg in command.get_arguments() {
            all.extend(arg.get_help().map(ToString::to_string));
            let values = arg.get_possible_values();
            all.extend(values.iter().filter_map(|value| value.get_help()).map(ToString::to_string));
        }
        command.get_subcommands().for_each(|command| sentences(command, all));
        all.retain(|line| !line.is_empty() && !line.starts_with("  "));
    }

    /// The lines that French help keeps as they are: commands, and names that are typed.
    #[test]
    fn lines_that_are_not_translated_hold_no_words() {
        let mut commands = vec![Args::command()];
        while let Some(command) = commands.pop() {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            for line in after
                .lines()
                .filter(|line| line.starts_with("  ") && !line.contains("chiffrage ") && !line.contains(" = "))
            {
                let word = line.split(' ').find(|word| ["a", "also", "and", "before", "of", "the"].contains(word));
                assert_eq!(word, None, "{line}");
            }
            commands.extend(command.get_subcommands().cloned());
        }
    }

    #[test]
    fn every_sentence_of_the_help_is_in_french() {
        let mut all = BTreeSet::new();
        sentences(&Args::command(), &mut all);
        let missing: Vec<_> = all.iter().filter(|line| phrase(line).is_none()).collect();
        assert!(missing.is_empty(), "no French for {missing:#?}");
        let unused: Vec<_> = PHRASES.iter().filter(|(_, en)| !all.contains(*en)).collect();
        assert!(unused.is_empty(), "no help says {unused:#?}");
    }
}
