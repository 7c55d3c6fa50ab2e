use rust_decimal::Decimal;

use super::round_divided;

/// An amount of euros in French words, as the foot of an offer states it.
///
/// ```
/// use chiffrage_base::unit::euros_in_words;
/// use rust_decimal::dec;
/// assert_eq!(euros_in_words(dec!(1280.21)), "mille deux cent quatre-vingts euros et vingt et un centimes");
/// assert_eq!(euros_in_words(dec!(2000000)), "deux millions d’euros");
/// ```
#[must_use]
pub fn euros_in_words(amount: Decimal) -> String {
    let rounded = round_divided(amount, 2);
    // To the cent a decimal is whole cents: its digits with two decimals, without the point.
    let digits: u128 = format!("{:.2}", rounded.abs()).replace('.', "").parse().unwrap_or(0);
    let (euros, cents) = (digits / 100, digits % 100);
    let counted =
        |n: u128, one: &str| if n < 2 { format!("{} {one}", spelt(n)) } else { format!("{} {one}s", spelt(n)) };
    // After a million a noun takes its preposition.
    let whole = if euros >= MILLION && euros.is_multiple_of(MILLION) {
        format!("{} d’euros", spelt(euros))
    } else {
        counted(euros, "euro")
    };
    let minus = if rounded.is_sign_negative() && !rounded.is_zero() { "moins " } else { "" };
    match cents {
        0 => format!("{minus}{whole}"),
        cents => format!("{minus}{whole} et {}", counted(cents, "centime")),
    }
}

const MILLION: u128 = 1_000_000;

/// The nouns of great numbers, from the greatest. A decimal of money has 29 digits at most.
const GREAT: [(u128, &str); 8] = [
    (MILLION.pow(4), "quadrillion"),
    (MILLION.pow(3) * 1_000, "trilliard"),
    (MILLION.pow(3), "trillion"),
    (MILLION.pow(2) * 1_000, "billiard"),
    (MILLION.pow(2), "billion"),
    (MILLION * 1_000, "milliard"),
    (MILLION, "million"),
    (1_000, "mille"),
];

/// A whole number in French words, in the traditional spelling.
fn spelt(n: u128) -> String {
    if n == 0 {
        return "zéro".into();
    }
    let mut words = Vec::new();
    let mut rest = n;
    for (size, noun) in GREAT {
        let count = rest / size;
        rest %= size;
        match (count, noun) {
            (0, _) => {}
            (1, "mille") => words.push(noun.to_owned()),
            // What counts thousands, which never change, is followed by a number: it takes no plural.
            (count, "mille") => words.push(format!("{} mille", below_thousand(count, false))),
            (1, _) => words.push(format!("un {noun}")),
            (count, _) => words.push(format!("{} {noun}s", spelt(count))),
        }
    }
    if rest > 0 {
        words.push(below_thousand(rest, true));
    }
    words.join(" ")
}

/// A number from 1 to 999. `ends`: does no number follow? Only then have `cent` and `vingt` their plural.
fn below_thousand(n: u128, ends: bool) -> String {
    let (hundreds, rest) = (n / 100, n % 100);
    let hundred = match hundreds {
        0 => return below_hundred(rest, ends),
        1 => "cent".to_owned(),
        _ if rest == 0 && ends => format!("{} cents", below_hundred(hundreds, false)),
        _ => format!("{} cent", below_hundred(hundreds, false)),
    };
    if rest == 0 { hundred } else { format!("{hundred} {}", below_hundred(rest, ends)) }
}

fn below_hundred(n: u128, ends: bool) -> String {
    const FIRST: [&str; 17] = [
        "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
        "quatorze", "quinze", "seize",
    ];
    const TENS: [&str; 7] = ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante"];
    let at = |n: u128| usize::try_from(n).unwrap_or(0);
    match n {
        0..=16 => FIRST[at(n)].to_owned(),
        71 => "soixante et onze".into(),
        80 if ends => "quatre-vingts".into(),
        80 => "quatre-vingt".into(),
        81..=99 => format!("quatre-vingt-{}", below_hundred(n - 80, ends)),
        70..=79 => format!("soixante-{}", below_hundred(n - 60, ends)),
        _ => match (TENS[at(n / 10)], n % 10) {
            (ten, 0) => ten.to_owned(),
            (ten, 1) => format!("{ten} et un"),
            (ten, unit) => format!("{ten}-{}", FIRST[at(unit)]),
        },
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{euros_in_words, spelt};

    /// As dictionaries write them.
    #[test]
    fn whole_numbers() {
        let numbers = [
            (0, "zéro"),
            (1, "un"),
            (16, "seize"),
            (17, "dix-sept"),
            (21, "vingt et un"),
            (22, "vingt-deux"),
            (69, "soixante-neuf"),
            (70, "soixante-dix"),
            (71, "soixante et onze"),
            (77, "soixante-dix-sept"),
            (80, "quatre-vingts"),
            (81, "quatre-vingt-un"),
            (91, "quatre-vingt-onze"),
            (99, "quatre-vingt-dix-neuf"),
            (100, "cent"),
            (101, "cent un"),
            (180, "cent quatre-vingts"),
            (200, "deux cents"),
            (201, "deux cent un"),
            (999, "neuf cent quatre-vingt-dix-neuf"),
            (1_000, "mille"),
            (1_001, "mille un"),
            (2_000, "deux mille"),
            (80_000, "quatre-vingt mille"),
            (200_000, "deux cent mille"),
            (300_080, "trois cent mille quatre-vingts"),
            (1_000_000, "un million"),
            (80_000_000, "quatre-vingts millions"),
            (200_001_000, "deux cents millions mille"),
            (1_000_000_000, "un milliard"),
            (1_000_000_000_000, "un billion"),
        ];
        for (n, words) in numbers {
            assert_eq!(spelt(n), words, "{n}");
        }
    }

    #[test]
    fn amounts() {
        let amounts = [
            ("0", "zéro euro"),
            ("0.01", "zéro euro et un centime"),
            ("1", "un euro"),
            ("1.99", "un euro et quatre-vingt-dix-neuf centimes"),
            ("1000000", "un million d’euros"),
            ("1000001", "un million un euros"),
            ("-2.005", "moins deux euros et un centime"),
            (
                "50466221.09",
                "cinquante millions quatre cent soixante-six mille deux cent vingt et un euros et neuf centimes",
            ),
        ];
        for (amount, words) in amounts {
            assert_eq!(euros_in_words(amount.parse::<Decimal>().unwrap()), words, "{amount}");
        }
        // More than anybody pays: 79,228,162,514,264,337,593,543,950,335, without a cent.
        let most = euros_in_words(Decimal::MAX);
        assert!(
            most.starts_with("soixante-dix-neuf mille deux cent vingt-huit quadrillions cent soixante-deux trilliards"),
            "{most}"
        );
    }
}
