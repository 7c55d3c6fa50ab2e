//! Before or after tax: what words say of it.

use super::role::Tax;

/// Before or after tax, where words say it: `HT`, `TTC`, `TVA 20 % incluse`.
pub fn tax(words: &[&str]) -> Option<Tax> {
    let any = |of: &[&str]| words.iter().any(|w| of.contains(w));
    if any(&["ttc", "puttc", "toutes", "including", "incl", "gross"]) || is_with_vat(words) {
        Some(Tax::Gross)
    } else if any(&["ht", "puht", "hors", "excluding", "excl", "net", "nets"]) {
        Some(Tax::Net)
    } else {
        None
    }
}

/// `TVA comprise`, `TVA 20 % incluse`, `taxes comprises`, `avec TVA`; `TVA non comprise` is none.
pub fn is_with_vat(words: &[&str]) -> bool {
    const WITH: [&str; 8] =
        ["compris", "comprise", "comprises", "inclus", "incluse", "incluses", "included", "inclusive"];
    let is_tax = |word: &str| ["tva", "taxe", "taxes", "vat"].contains(&word);
    let is_rate = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit()) || ["a", "de", "taux"].contains(*word);
    let included =
        |at: usize| words[at + 1..].iter().find(|word| !is_rate(word)).is_some_and(|next| WITH.contains(next));
    let led = |at: usize| at.checked_sub(1).is_some_and(|before| ["avec", "with", "compris"].contains(&words[before]));
    (0..words.len()).any(|at| is_tax(words[at]) && (included(at) || led(at)))
}
