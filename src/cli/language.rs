//! The language of a run: `--lang`, else the variable [`VARIABLE`], else the system's, else French.

use std::env;
use std::ffi::OsString;

use sys_locale::get_locale;

use crate::unit::Lang;

/// The environment variable that names a language, `fr` or `en`.
pub const VARIABLE: &str = "CHIFFRAGE_LANG";

/// The language of a run with these arguments, before they are checked: their errors and their help are written in it.
pub fn language(args: &[OsString]) -> Lang {
    let option = args.iter().enumerate().find_map(|(n, arg)| match arg.to_str()?.strip_prefix("--lang")? {
        "" => args.get(n + 1)?.to_str().map(str::to_owned),
        value => value.strip_prefix('=').map(str::to_owned),
    });
    let system = || get_locale().and_then(|locale| named(&locale));
    option.as_deref().and_then(named).or_else(|| named(&env::var(VARIABLE).ok()?)).or_else(system).unwrap_or_default()
}

/// The language of `fr`, `en-GB` or `fr_FR.UTF-8`.
fn named(locale: &str) -> Option<Lang> {
    match locale.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase().as_str() {
        "fr" => Some(Lang::Fr),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{language, named};
    use crate::unit::Lang;

    #[test]
    fn an_option_names_the_language() {
        let of = |args: &[&str]| language(&args.iter().map(Into::into).collect::<Vec<_>>());
        assert_eq!(of(&["chiffrage", "--lang", "en", "price"]), Lang::En);
        assert_eq!(of(&["chiffrage", "price", "--lang=fr"]), Lang::Fr);
    }

    #[test]
    fn a_locale_names_its_language() {
        for (locale, lang) in [
            ("fr", Some(Lang::Fr)),
            ("fr_FR.UTF-8", Some(Lang::Fr)),
            ("en-GB", Some(Lang::En)),
            ("EN", Some(Lang::En)),
            ("C", None),
            ("pt-PT", None),
            ("", None),
        ] {
            assert_eq!(named(locale), lang, "{locale}");
        }
    }
}
