//! Paths of computers and of networks in texts, and ways out of a workbook.

use super::Kind;
use crate::unit::Text;

/// What paths start with, wherever they are.
const STARTS: [&str; 3] = ["file:/", "\\\\", "://localhost"];
/// The folders at the top of a disk, as machines of people, servers and networks have them.
const TOPS: [&str; 29] = [
    "applications",
    "app",
    "backup",
    "builds",
    "data",
    "documents",
    "etc",
    "export",
    "exports",
    "home",
    "library",
    "media",
    "mnt",
    "net",
    "network",
    "nfs",
    "opt",
    "partage",
    "private",
    "root",
    "share",
    "shares",
    "srv",
    "tmp",
    "users",
    "usr",
    "var",
    "volumes",
    "workspace",
];
/// Hosts that keep the files of companies.
const HOSTS: [&str; 9] = [
    ".sharepoint.com",
    "onedrive.live.com",
    "1drv.ms",
    "teams.microsoft.com",
    "drive.google.com",
    "docs.google.com",
    "dropbox.com",
    "box.com",
    ".local/",
];

/// The path of a computer or of a network in a text, or the address of a file that a company keeps elsewhere.
pub(super) fn local_path(text: &str) -> Option<&str> {
    if !text.bytes().any(|b| matches!(b, b'/' | b'\\')) {
        return None;
    }
    let start = [drive(text), top(text), hosted(text)].into_iter().flatten();
    let start = start.chain(STARTS.iter().filter_map(|start| text.find(start))).min()?;
    let rest = &text[start..];
    let end = rest.char_indices().find(|(_, c)| c.is_control() || matches!(c, '"' | '<' | '>' | '|' | ']'));
    let path = &rest[..end.map_or(rest.len(), |(at, _)| at)];
    // A lone pair of backslashes is no path.
    (path.len() > 5).then_some(path)
}

/// The place of `C:\` or `C:/`, not within a word as in `http://`.
fn drive(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().position(|(at, w)| {
        let alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        alone && w[0].is_ascii_alphabetic() && w[1] == b':' && matches!(w[2], b'\\' | b'/')
    })
}

/// The place of a path from the top of a disk: `/srv/offres/couts.xlsx`, `/volume1/…`.
fn top(text: &str) -> Option<usize> {
    text.match_indices('/').map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let mut steps = text[at + 1..].split('/');
        let first = steps.next().unwrap_or_default().to_lowercase();
        let known = TOPS.contains(&first.as_str()) || first.strip_prefix("volume").is_some_and(is_number);
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '<'))
            && known
            && steps.next().is_some_and(|step| step.starts_with(char::is_alphanumeric))
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Where an address on a host of files starts.
fn hosted(text: &str) -> Option<usize> {
    let small = text.to_ascii_lowercase();
    let host = HOSTS.iter().filter_map(|host| small.find(host)).min()?;
    small[..host].rfind("://").map(|sign| small[..sign].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1))
}

/// A way out of the workbook in a formula: another workbook, another program.
pub(super) fn link(formula: &str) -> Option<(Kind, Text, bool)> {
    let other = formula.match_indices('[').any(|(at, _)| {
        let inner = formula[at + 1..].split(']').next().unwrap_or_default();
        // `[1]Sheet!A1`, `[costs.xlsx]Sheet!A1`; columns of a table are `Table[Column]`.
        let before = formula[..at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric) && (inner.parse::<u32>().is_ok() || inner.contains(".xl"))
    });
    let program = formula.contains('|') && formula.contains('!') && !formula.contains('"');
    let words = match (program, other) {
        (true, _) => ("un lien vers un autre programme (DDE) :", "a link to another program (DDE):"),
        (_, true) => ("un lien vers un autre classeur :", "a link to another workbook:"),
        _ => return None,
    };
    let shown: String = formula.chars().take(80).collect();
    Some((Kind::Link, Text::each(|lang| format!("{} {shown}", lang.pick(words.0, words.1))), true))
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn paths_and_addresses() {
        for text in [
            "C:\\Users\\martin\\couts.xlsx",
            "voir D:/offres/couts.xlsx",
            "\\\\serveur\\offres",
            "file:///S:/couts.xlsx",
            "/home/martin/couts",
            "(/srv/offres/ans)",
            "/volume1/offres",
            "=HYPERLINK(\"https://societe.sharepoint.com/sites/offres/couts.xlsx\",\"ici\")",
        ] {
            assert!(local_path(text).is_some(), "{text}");
        }
        for text in [
            "et/ou",
            "jours/mois/UO",
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "/xl/worksheets/sheet1.xml",
            "https://www.ans.gouv.fr/data/dqe",
            "\\\\",
            "TMA : 3/4",
        ] {
            assert_eq!(local_path(text), None, "{text}");
        }
    }
}
