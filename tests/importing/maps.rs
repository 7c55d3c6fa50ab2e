//! What a file does not say is a `?` of the map that its import leaves; answered, the map works at once, and importing once more
//! changes nothing.

use crate::support::bid::Bid;

/// A card, its options, the keys that its map asks with their answers, and what a day costs then: the first profile of the card, its
/// cost and its currency.
type Asked = (&'static str, &'static str, &'static [(&'static str, &'static str)], [&'static str; 3]);

const ASKED: [Asked; 21] = [
    ("CJM, monnaie locale;\nProfil;CJM\nTesteur;450\n", "", &[("currency", "\"TND\"")], ["tester", "450", "TND"]),
    ("CJM (€);\nProfil;CJM (MAD)\nTesteur;3100\n", "", &[("currency", "\"MAD\"")], ["tester", "3100", "MAD"]),
    ("Profil;CJM (DT);CJM (€)\nTesteur;310;90\n", "", &[("price", "\"CJM (DT)\"")], ["tester", "310", "TND"]),
    ("Profil;Coût (€)\nTesteur;310\n", "", &[("per", "\"day\"")], ["tester", "310", "EUR"]),
    (
        "Base hebdomadaire;\nProfil;CJM (€)\nTesteur;310\n",
        "",
        &[("\"Base hebdomadaire\"", "\"nothing\"")],
        ["tester", "310", "EUR"],
    ),
    (
        "Barème au ticket traité;\nProfil;Coût (€)\nTesteur;3100\n",
        "--per day",
        &[("\"Barème au ticket traité\"", "\"10 days\"")],
        ["tester", "310", "EUR"],
    ),
    (
        "Profil;Coût par vacation (€)\nTesteur;310\n",
        "",
        &[("\"Coût par vacation (€)\"", "\"day\"")],
        ["tester", "310", "EUR"],
    ),
    (
        "Profil;CJM (€);Composition\nTesteur;310;en binôme\n",
        "",
        &[("\"en binôme\"", "\"nothing\"")],
        ["tester", "310", "EUR"],
    ),
    ("Profil;Coût horaire (€)\nTesteur;40\n", "", &[("hours_per_day", "7.5")], ["tester", "300", "EUR"]),
    ("Profil;TJM (€)\nTesteur;310\n", "", &[("as_cost", "true")], ["tester", "310", "EUR"]),
    ("Profil;Tarif (€)\nTesteur;310\n", "", &[("as_cost", "true"), ("per", "\"day\"")], ["tester", "310", "EUR"]),
    ("Profil;Coût salarial jour (€)\nTesteur;310\n", "", &[("salary_cost", "\"full\"")], ["tester", "310", "EUR"]),
    ("Profil;TJM max HT\nTesteur;310\n", "--as-cost", &[("price", "\"TJM max HT\"")], ["tester", "310", "EUR"]),
    ("Profil;CJM direct;CJM complet\nTesteur;250;310\n", "", &[("price", "\"CJM complet\"")], ["tester", "310", "EUR"]),
    ("Profil;Coût jour (€);Base\nTesteur;3100;10\n", "", &[("price_unit", "\"Base\"")], ["tester", "310", "EUR"]),
    ("Profil;Coût (€);Qté\nTesteur;310;10\n", "--per day", &[("price_unit", "\"-\"")], ["tester", "310", "EUR"]),
    // No header, or one whose words head nothing.
    ("Testeur;310\nArchitecte;520\n", "--as-cost --per day", &[("price", "\"B\"")], ["tester", "310", "EUR"]),
    (
        "Grille;\nQui;Combien\nTesteur;310\n",
        "--as-cost --per day",
        &[("price", "\"Combien\"")],
        ["tester", "310", "EUR"],
    ),
    ("Profil;PUJHT\nTesteur;310\n", "--as-cost --per day", &[("price", "\"PUJHT\"")], ["tester", "310", "EUR"]),
    ("Profil;CJM\nTesteur;310\n", "no month", &[("base_month", "\"2026-01\"")], ["tester", "310", "EUR"]),
    ("Profil;CJM\nLead testeur;310\n", "", &[("\"Lead testeur\"", "\"tester\"")], ["tester", "310", "EUR"]),
];

#[test]
fn a_map_asks_what_its_file_does_not_say_and_works_once_it_is_answered() {
    let bid = Bid::new();
    let (card, map) = ("models/rates/asked.toml", "models/rates/maps/asked.toml");
    for (rows, options, answers, [profile, cost, currency]) in ASKED {
        for path in [card, map] {
            let _ = std::fs::remove_file(bid.path(path));
        }
        bid.write("card.csv", rows);
        let month: &[&str] = if options == "no month" { &[] } else { &["--base-month", "2026-01"] };
        let options: Vec<&str> = options.split_whitespace().filter(|word| !["no", "month"].contains(word)).collect();
        let args = [&["card.csv", "-o", card, "--force"][..], month, &options].concat();
        let run = bid.rates(&args);
        assert!(run.code == 2 && !bid.path(card).exists(), "{rows}: {}", run.err);
        let asked = bid.read(map);
        let mut answered = asked.clone();
        for (key, answer) in answers {
            let open = format!("\n{key} = \"?\"");
            assert!(answered.contains(&open), "{rows}: no {key} in {asked}");
            answered = answered.replace(&open, &format!("\n{key} = {answer}"));
        }
        bid.write(map, &answered);
        let run = bid.rates(&args);
        assert_eq!(run.code, 0, "{rows}: {answered}\n{}", run.err);
        let written = [card, map].map(|path| bid.read(path));
        let line = written[0].lines().find(|line| line.split(' ').next() == Some(profile)).unwrap_or_default();
        assert!(line.contains(&format!("value = {cost},")), "{rows}: {}", written[0]);
        assert!(written[0].contains(&format!("currency   = \"{currency}\"")), "{rows}: {}", written[0]);
        assert_eq!(bid.rates(&args).code, 0, "{rows}");
        assert_eq!([card, map].map(|path| bid.read(path)), written, "{rows}");
    }
}

/// Sites that state no currency beside one that does: each is asked, and none is taken for that of another.
#[test]
fn a_map_asks_the_currency_of_each_site_that_states_none() {
    let bid = Bid::new();
    let rows = "Profil;CJM Paris;CJM Porto;CJM Tunis (TND)\nTesteur;320;210;450\n";
    bid.write("card.csv", rows);
    let args = ["card.csv", "--base-month", "2026-01", "-o", "models/rates", "--force"];
    let run = bid.rates(&args);
    assert!(
        run.code == 2 && run.err.contains("E0605") && run.err.contains("D1 `CJM Tunis (TND)` names TND"),
        "{}",
        run.err
    );
    let map = bid.read("models/rates/maps/card.toml");
    for site in ["Paris", "Porto"] {
        assert!(map.contains(&format!("\"{site}\" = \"?\"  # \"TND\" or \"EUR\"?")), "{map}");
    }
    let open = "= \"?\"  # \"TND\" or \"EUR\"?";
    bid.write("models/rates/maps/card.toml", map.replace(open, "= \"EUR\""));
    let run = bid.rates(&args);
    assert_eq!(run.code, 0, "{}", run.err);
    for (site, cost) in [("paris", 320), ("porto", 210), ("tunis", 450)] {
        let card = bid.read(&format!("models/rates/{site}.toml"));
        let line = card.lines().find(|line| line.starts_with("tester ")).unwrap_or_default();
        assert!(line.contains(&format!("value = {cost},")), "{site}: {card}");
    }
    // What is stated for the whole file is no word against a site that states its own.
    let rows = bid.rows(&["card.csv", "--currency", "EUR"]);
    assert_eq!(rows.iter().filter(|row| row["reason"].is_null()).count(), 3);
}

/// A card with a sentence that nobody listed.
const SAID: &str =
    "Profil;CJM (€)\nTesteur;310\n;\nRémunération versée sur 14 mois, prime de vacances et participation comprises;\n";

/// What nobody has listed is one question of the file; who has read it says so once, the map keeps the sentences, and a new one is asked.
#[test]
fn sentences_that_are_not_understood_are_one_question_of_a_file() {
    let bid = Bid::new();
    let (card, map) = ("models/rates/said.toml", "models/rates/maps/said.toml");
    let args = ["card.csv", "--base-month", "2026-01", "-o", card, "--force"];
    let read = [&args[..], &["--notes-change-nothing"]].concat();
    let note = "Rémunération versée sur 14 mois, prime de vacances et participation comprises";

    bid.write("card.csv", SAID);
    let run = bid.rates(&args);
    assert!(run.code == 2 && run.err.matches("E0614").count() == 1 && !bid.path(card).exists(), "{}", run.err);
    let shown = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains(note), "{}", run.out);
    assert!(bid.read(map).contains(&format!("\"{note}\" = \"?\"")), "{}", bid.read(map));

    let run = bid.rates(&read);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(bid.read(card).contains("value = 310,") && bid.read(map).contains(&format!("\"{note}\" = \"nothing\"")));
    let written = [card, map].map(|path| bid.read(path));
    assert_eq!(bid.rates(&args).code, 0);
    assert_eq!([card, map].map(|path| bid.read(path)), written);

    // A sentence that is new is asked; one that changes amounts is asked by itself, whoever has read the others.
    bid.write(
        "card.csv",
        format!("{SAID}Rémunération versée sur 13 mois, prime de vacances et participation comprises;\n"),
    );
    let run = bid.rates(&args);
    assert!(run.code == 2 && run.err.contains("not wholly understood: A5"), "{}", run.err);
    assert!(run.out.contains("A5: Rémunération versée sur 13 mois") && !run.out.contains("A4: "), "{}", run.out);
    bid.write("card.csv", format!("{SAID}Une remise de 8 % sera appliquée sur chaque facture;\n"));
    let run = bid.rates(&read);
    assert!(run.code == 2 && run.err.contains("E0603") && run.err.contains("remise"), "{}", run.err);
}

/// Who answers for one text answers for no other: what a title says against a heading is still asked, however often the rest is answered.
#[test]
fn what_is_answered_of_a_text_undoes_nothing_that_another_says() {
    let bid = Bid::new();
    let card = "models/rates/hours.toml";
    let note = SAID.lines().last().unwrap();
    bid.write("card.csv", format!("Taux horaires;\nProfil;CJM (€)\nTesteur;310\n;\n{note}\n"));
    for _ in 0..3 {
        let args = ["card.csv", "--base-month", "2026-01", "--notes-change-nothing", "-o", card];
        let run = bid.rates(&args);
        assert!(run.code == 2 && !bid.path(card).exists(), "{}", run.err);
        assert!(
            run.err.contains("E0603") && run.err.contains("A1 `Taux horaires` do not state the same time"),
            "{}",
            run.err
        );
    }
    // Its own answer undoes it.
    let map = "models/rates/maps/hours.toml";
    bid.write(map, format!("{}\n", bid.read(map).replace("[words]", "[words]\n\"Taux horaires\" = \"nothing\"")));
    let run = bid.rates(&["card.csv", "--base-month", "2026-01", "-o", card]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(bid.read(card).contains("value = 310,"));
}

/// Of a text that is too long to be understood, the end is to be read.
#[test]
fn the_end_of_a_long_text_is_to_be_read() {
    let bid = Bid::new();
    let long = "Montants en euros. ".repeat(120) + "Une remise de 8 % sera appliquée";
    bid.write("card.csv", format!("Profil;CJM (€)\nTesteur;310\n;\n\"{long}\";\n"));
    let run = bid.rates(&["card.csv", "--base-month", "2026-01"]);
    assert!(run.code == 2 && run.err.contains("E0614"), "{}", run.err);
}

/// All that a card waits for is asked at once: its month beside the sentences around its prices.
#[test]
fn the_month_is_asked_with_the_rest() {
    let bid = Bid::new();
    bid.write("card.csv", SAID);
    let run = bid.rates(&["card.csv", "-o", "models/rates/said.toml"]);
    assert!(run.code == 2 && run.err.contains("E0614") && run.err.contains("E0605"), "{}", run.err);
    assert!(bid.read("models/rates/maps/said.toml").contains("base_month = \"?\""));
}
