//! Rate cards from outside, imported by the real command: the samples, the forms people give them, what is wrong with
//! them, and the card that comes of it.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, FilterCondition, Format, Formula, Workbook};
use serde_json::Value;

use crate::previews::{figure, figures, sample, why};
use crate::support;
use crate::support::bid::{Bid, Run};

/// Four prices by the hour of 7.5 hours, by contract year from March 2027; the fifth year is after the contract.
/// 995.47 × 7.5 = 7466.025; 1013.38 × 7.5 = 7600.35; 1031.63 × 7.5 = 7737.225; 1050.19 × 7.5 = 7876.425.
#[test]
fn yearly_prices_by_the_hour_become_dated_steps() {
    let bid = Bid::new();
    let file = sample("rates/us_gsa_calc_hourly_prices_sample.csv");
    let stated = [file.as_str(), "--as-cost", "--per", "hour", "--hours-per-day", "7.5"];
    let rows = bid.rows(&stated);
    let expected = [
        figure("B2", "project-manager", "2027-03", "7466.025"),
        figure("C2", "project-manager", "2028-03", "7600.35"),
        figure("D2", "project-manager", "2029-03", "7737.225"),
        figure("E2", "project-manager", "2030-03", "7876.425"),
    ];
    assert_eq!(figures(&rows)[..4], expected);
    // A hundred rows: each is taken or reported.
    let told: std::collections::BTreeSet<String> =
        rows.iter().map(|row| row["place"].as_str().unwrap()[1..].to_owned()).collect();
    assert_eq!(told.len(), 100);
    let run = bid.rates(&[&stated[..], &["-o", "models/rates/gsa.toml"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let card = bid.read("models/rates/gsa.toml");
    assert!(card.contains("base_month = \"2027-03\""), "{card}");
    assert!(
        card.contains("[daily_cost.project-manager.from]\n\"2027-03\" = { value = 7466.025, source = \"assumption\"")
    );
    assert!(card.contains(".csv, B2: 995.47 an hour × 7.5 hours a day"), "{card}");
    bid.is_valid();
}

#[test]
fn a_workbook_with_a_bad_row() {
    let bid = Bid::new();
    let file = sample("rates/us_gsa_r10_export_5years.xlsx");
    let rows = bid.rows(&[&file, "--as-cost", "--per", "hour", "--hours-per-day", "8", "--notes-change-nothing"]);
    // 123.466 × 8 = 987.728, though the file holds 123.46599999999999.
    assert_eq!(figures(&rows)[0], figure("B2", "project-manager", "2027-03", "987.728"));
    assert_eq!(why(&rows, "A3"), "neither a profile of the bid nor a price");
    assert_eq!(why(&rows, "B4"), "proposed: developer");
}

/// The instruction of row 2 is reported as a row, and a price that is none by its profile.
#[test]
fn instructions_and_words_for_prices() {
    let bid = Bid::new();
    bid.write(
        "map.toml",
        "[columns]\nprofile = \"SERVICE PROPOSED (e.g. Job Title/Task)\"\nprice = \"PRICE OFFERED TO GSA (including IFF)\"\nper = \"UNIT OF ISSUE (e.g. Hour, Task, Sq ft)\"\n\n[profiles]\n\"Product Manager\" = \"project-manager\"\n\"Interaction Designer\" = \"ux-designer\"\n",
    );
    bid.write("models/currencies.toml", format!("{}\n[USD]\neur = 0.9\n", bid.read("models/currencies.toml")));
    let file = sample("rates/us_gsa_s70_bad_sample.csv");
    let rows = bid.rows(&[&file, "--map", "map.toml", "--as-cost", "--hours-per-day", "8"]);
    // $125.44 × 8
    assert_eq!(figures(&rows), [figure("F4", "ux-designer", "", "1003.52")]);
    assert_eq!(why(&rows, "B2"), "no profile of the bid");
    assert_eq!(why(&rows, "B3"), "no price: `BAD_PRICE_DATA`");
    let told = bid.rates(&[&file, "--map", "map.toml", "--as-cost", "--hours-per-day", "8"]);
    assert!(told.err.contains("W0608") && told.err.contains("BAD_PRICE_DATA"), "{}", told.err);
    let good = sample("rates/us_gsa_s70_sample.csv");
    let rows = bid.rows(&[&good, "--map", "map.toml", "--as-cost", "--hours-per-day", "8"]);
    assert_eq!(figures(&rows).len(), 2);
    assert_eq!(
        why(&bid.rows(&[&good, "--as-cost", "--hours-per-day", "8", "--map", "map.toml"]), "B5"),
        "no profile of the bid"
    );
}

#[test]
fn a_recommended_price_between_bounds_is_a_range() {
    let bid = Bid::new();
    let file = sample("rates/fr_betagouv_grille_tj.csv");
    let args = [file.as_str(), "--as-cost", "--per", "day", "--base-month", "2026-01", "-o", "models/rates/beta.toml"];
    assert_eq!(bid.rates(&args).code, 0);
    let card = bid.read("models/rates/beta.toml");
    let figure = "developer-junior = { low = 350, mode = 400, high = 550, source = \"rate card fr_betagouv_grille_tj.csv, B4\", note = ";
    assert!(card.contains(figure), "{card}");
    bid.is_valid();
}

/// One table in the encodings and separators that spreadsheet programs write.
#[test]
fn text_files_in_any_encoding() {
    let bid = Bid::new();
    let table = "Métier;Coût journalier\r\nDéveloppeur confirmé;1 234,56 €\r\n\r\nArchitecte;\"612,00\"\r\n";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(table.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let latin: Vec<u8> =
        table.chars().map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() }).collect();
    let files: [(&str, Vec<u8>); 8] = [
        ("utf8.csv", table.into()),
        ("mark.csv", format!("\u{feff}{table}").into()),
        ("little.csv", utf16(false, true)),
        ("big.csv", utf16(true, true)),
        ("bare.csv", utf16(false, false)),
        ("windows.csv", latin),
        ("tab.csv", table.replace(';', "\t").into()),
        ("unix.txt", table.replace("\r\n", "\n").into()),
    ];
    for (name, bytes) in files {
        bid.write(name, bytes);
        let figures = figures(&bid.rows(&[name]));
        let expected = [figure("B4", "architect", "", "612.00"), figure("B2", "developer", "", "1234.56")];
        assert_eq!(figures, expected, "{name}");
    }
    bid.write("comma.csv", "Job,Daily cost\nArchitect,\"1,013.38\"\nTester,\"1,250\"\n");
    // The point of the first price shows what the comma of the second is.
    let expected = [figure("B2", "architect", "", "1013.38"), figure("B3", "tester", "", "1250")];
    assert_eq!(figures(&bid.rows(&["comma.csv"])), expected);
}

/// A workbook as people send it: a title over merged cells, a header in row 40, sections, a repeated header, a second
/// table, and every price that is none.
#[test]
fn a_workbook_as_people_send_it() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Grille été").unwrap();
    sheet.merge_range(0, 0, 0, 5, "Grille de coûts 2026", &Format::new()).unwrap();
    for (column, words) in ["", "Profil", "Niveau", "Site", "CJM (€ HT)", "TJM"].iter().enumerate() {
        sheet.write(39, u16::try_from(column).unwrap(), *words).unwrap();
    }
    let rows: [(&str, &str, &str); 9] = [
        ("Développement", "", ""),
        ("Développeur", "Confirmé", "Lyon"),
        ("Développeur", "Junior", "Lyon"),
        ("Développeur", "Confirmé", "Porto"),
        ("Testeur", "", "Lyon"),
        ("Ingénieur DevOps", "", "Lyon"),
        ("UX designer", "", "Lyon"),
        ("Architecte", "", "Lyon"),
        ("Administrateur de bases de données", "", "Lyon"),
    ];
    for (n, (profile, level, site)) in rows.iter().enumerate() {
        let row = 40 + u32::try_from(n).unwrap();
        sheet.write(row, 1, *profile).unwrap();
        if !level.is_empty() {
            sheet.write(row, 2, *level).unwrap();
        }
        if !site.is_empty() {
            sheet.write(row, 3, *site).unwrap();
        }
        sheet.write(row, 5, 999).unwrap();
    }
    sheet.write(41, 4, 410.1).unwrap();
    sheet.write(42, 4, 310).unwrap();
    sheet.write(43, 4, 250).unwrap();
    sheet.write(44, 4, "sur devis").unwrap();
    sheet.write(45, 4, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    let date = ExcelDateTime::from_ymd(2027, 3, 1).unwrap();
    sheet.write_with_format(46, 4, &date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write(47, 4, "550-600").unwrap();
    sheet.write(48, 4, 0).unwrap();
    for (column, words) in ["", "Profil", "Niveau", "Site", "CJM (€ HT)", "TJM"].iter().enumerate() {
        sheet.write(50, u16::try_from(column).unwrap(), *words).unwrap();
    }
    sheet.write(51, 1, "Chef de projet").unwrap();
    sheet.write(51, 3, "Lyon").unwrap();
    sheet.write(51, 4, "480,50 €").unwrap();
    sheet.write(55, 2, "Métier").unwrap();
    sheet.write(55, 3, "Coût horaire").unwrap();
    sheet.write(56, 2, "Ingénieur sécurité").unwrap();
    sheet.write(56, 3, 60).unwrap();
    sheet.write(56, 16_383, "far away").unwrap();
    book.save(bid.path("grille.xlsx")).unwrap();
    // Two sites are two cards, and the table that names none a third.
    let all = bid.rows(&["grille.xlsx", "--hours-per-day", "8"]);
    let site = |place: &str| all.iter().find(|row| row["place"] == place).unwrap()["site"].as_str().unwrap().to_owned();
    assert_eq!([site("E42"), site("E44"), site("D57")], ["Lyon", "Porto", ""]);
    let run = bid.rates(&["grille.xlsx", "--hours-per-day", "8", "-o", "models/rates/ete.toml"]);
    assert!(run.code == 2 && run.err.contains("E0603") && run.err.contains("Lyon, Porto, no site"), "{}", run.err);
    let rows = bid.rows(&["grille.xlsx", "--site", "lyon"]);
    let expected = [
        figure("E52", "project-manager", "", "480.50"),
        figure("E42", "developer", "", "410.1"),
        figure("E43", "developer-junior", "", "310"),
    ];
    assert_eq!(figures(&rows), expected);
    for (place, reason) in [
        ("A1", "above the header"),
        ("B41", "neither a profile of the bid nor a price"),
        ("B44", "of another site: Porto"),
        ("B45", "no price: `sur devis`"),
        ("B46", "no price: `#DIV/0!`"),
        ("B47", "no price: the date 2027-03-01"),
        ("B48", "a range or a date, no price: `550-600`"),
        ("B49", "a price of 0: nothing says that the work is free"),
        ("B51", "the header again"),
        ("C57", "of no site that is named"),
    ] {
        assert_eq!(why(&rows, place), reason, "{place}");
    }
    let written =
        bid.rates(&["grille.xlsx", "--site", "Lyon", "--base-month", "2026-01", "-o", "models/rates/ete.toml"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(
        bid.read("models/rates/ete.toml")
            .contains("{ value = 410.1, source = \"rate card grille.xlsx, Grille été!E42\" }")
    );
    bid.is_valid();
}

/// The map that a first import writes repeats it on the next file of the same layout, whatever else has changed.
#[test]
fn the_map_written_beside_the_card_repeats_the_import() {
    let bid = Bid::new();
    bid.write("first.csv", "Poste;TJM 2026;Remarque\nDéveloppeur confirmé;520;\nArchitecte;700;\n");
    let args = ["first.csv", "--as-cost", "--base-month", "2026-01", "-o", "models/rates/partner.toml"];
    assert_eq!(bid.rates(&args).code, 0);
    let map = bid.read("models/rates/maps/partner.toml");
    assert!(map.contains("as_cost = true") && map.contains("\"Architecte\" = \"architect\""), "{map}");
    bid.is_valid();
    // A label that the user adds to the map; as_cost is not asked for again.
    bid.write("models/rates/maps/partner.toml", format!("{map}\"Ingénieur logiciel\" = \"lead-developer\"\n"));
    bid.write("next.csv", "Poste;TJM 2026\nIngénieur logiciel;610\nDéveloppeur confirmé;525\nArchitecte;700\n");
    let run = bid.rates(&["next.csv", "-o", "models/rates/partner.toml", "--force", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("(2 profiles changed)"), "{}", run.err);
    let card = bid.read("models/rates/partner.toml");
    assert!(card.contains("value = 525, source = \"rate card next.csv, B3\""), "{card}");
    assert!(card.contains("value = 700, source = \"rate card first.csv, B3\""), "{card}");
    bid.is_valid();
    // Another layout is reported, with the map's place.
    bid.write("other.csv", "Profil;CJM\ndeveloper;400\n");
    let told = bid.rates(&["other.csv", "-o", "models/rates/partner.toml", "--force"]);
    assert!(told.code == 2 && told.err.contains("E0602") && told.err.contains("maps/partner.toml"), "{}", told.err);
}

/// Of a card that is there only the figures that change are touched: every other byte stays.
#[test]
fn an_update_keeps_comments_and_order() {
    let bid = Bid::new();
    let before = "# Ours.\nsource = \"assumption\"\n\nlabel      = \"Lyon\"\ncurrency   = \"EUR\"   # euros\nbase_month = \"2026-01\"\n\n[daily_cost]\n# Those who write code.\ndeveloper      = 395  # agreed in May\nlead-developer = { value = 470, note = \"two known\" } # kept\n\n# Those who test.\ntester = { from = { \"2026-01\" = 300, \"2028-01\" = 330 } } # steps\n\n[daily_cost.dba]\n# A range.\nlow  = 400\nmode = 450\nhigh = 500\n";
    bid.write("models/rates/ours.toml", before);
    bid.write("new.csv", "Profil;CJM\ndeveloper;401.50\nlead-developer;470\ntester;310\ndba;455\nsysadmin;380\n");
    let stated = ["new.csv", "--base-month", "2026-01", "-o", "models/rates/ours.toml"];
    let refused = bid.rates(&stated);
    assert!(refused.code == 1 && refused.err.contains("E0502"), "{}", refused.err);
    assert_eq!(bid.read("models/rates/ours.toml"), before);
    // New costs may be of another month than those that are there.
    let asked = bid.rates(&["new.csv", "-o", "models/rates/ours.toml", "--force"]);
    assert!(asked.code == 2 && asked.err.contains("E0605") && asked.err.contains("2026-01"), "{}", asked.err);
    bid.write("since.csv", "CJM applicables à compter du 01/04/2027\nProfil;CJM\ndeveloper;401.50\n");
    let asked = bid.rates(&["since.csv", "-o", "models/rates/ours.toml", "--force"]);
    assert!(asked.code == 2 && asked.err.contains("--base-month 2027-04"), "{}", asked.err);
    assert_eq!(bid.read("models/rates/ours.toml"), before);
    let run = bid.rates(&[&stated[..], &["--force"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let source = |cell: &str| format!("source = \"rate card new.csv, {cell}\"");
    let after = before
        .replace("= 395  #", &format!("= {{ value = 401.50, {} }}  #", source("B2")))
        .replace(
            "{ from = { \"2026-01\" = 300, \"2028-01\" = 330 } } #",
            &format!("{{ value = 310, {} }} #", source("B4")),
        )
        .replace("# A range.\nlow  = 400\nmode = 450\nhigh = 500\n", &format!("value = 455\n{}\n", source("B5")))
        .replace("\n[daily_cost.dba]", &format!("sysadmin = {{ value = 380, {} }}\n\n[daily_cost.dba]", source("B6")));
    assert_eq!(bid.read("models/rates/ours.toml"), after);
    bid.is_valid();
    let again = bid.rates(&["new.csv", "-o", "models/rates/ours.toml", "--force", "--lang", "en"]);
    assert!(again.err.contains("(0 profiles changed)"), "{}", again.err);
    assert_eq!(bid.read("models/rates/ours.toml"), after);
    // Another currency or month does not go together with what stays.
    bid.write("mad.csv", "Profil;CJM (MAD)\ndeveloper;2100\n");
    let told = bid.rates(&["mad.csv", "--map", "none.toml", "-o", "models/rates/ours.toml", "--force"]);
    assert!(told.code == 2 && told.err.contains("E0607"), "{}", told.err);
    let told = bid.rates(&["new.csv", "--base-month", "2027-01", "-o", "models/rates/paris.toml", "--force"]);
    assert!(told.code == 2 && told.err.contains("E0607") && told.err.contains("programme-director"), "{}", told.err);
}

#[test]
fn dates_of_a_column_make_steps() {
    let bid = Bid::new();
    bid.write(
        "dated.csv",
        "Profil;CJM;Valable à partir du\nArchitecte;600;01/01/2027\nArchitecte;620;juillet 2028\nTesteur;340;bientôt\n",
    );
    let rows = bid.rows(&["dated.csv"]);
    let expected = [figure("B2", "architect", "2027-01", "600"), figure("B3", "architect", "2028-07", "620")];
    assert_eq!(figures(&rows), expected);
    assert_eq!(why(&rows, "A4"), "`bientôt` is not a day that can be read");
}

/// `CJM` over merged cells, `2027` and `2028` below it.
#[test]
fn a_header_of_two_lines() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(1, 0, "Profil").unwrap();
    sheet.merge_range(1, 1, 1, 2, "CJM", &Format::new()).unwrap();
    sheet.write(2, 1, 2027).unwrap();
    sheet.write(2, 2, 2028).unwrap();
    sheet.write(3, 0, "Architecte").unwrap();
    sheet.write(3, 1, 600).unwrap();
    sheet.write(3, 2, 615).unwrap();
    book.save(bid.path("years.xlsx")).unwrap();
    let expected = [figure("B4", "architect", "2027-01", "600"), figure("C4", "architect", "2028-01", "615")];
    assert_eq!(figures(&bid.rows(&["years.xlsx"])), expected);
}

/// `CJM` over the years and `TJM` over theirs: the years of the costs are read, and the map that is saved reads them
/// again by the words of both lines.
#[test]
fn a_header_of_two_lines_over_several_prices() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Grille").unwrap();
    sheet.merge_range(1, 0, 2, 0, "Profil", &Format::new()).unwrap();
    sheet.merge_range(1, 1, 1, 2, "CJM (€ HT)", &Format::new()).unwrap();
    sheet.merge_range(1, 3, 1, 4, "TJM", &Format::new()).unwrap();
    for (column, year) in [(1, "2027"), (2, "2028"), (3, "2027"), (4, "2028")] {
        sheet.write(2, column, year).unwrap();
    }
    for (row, (label, prices)) in
        [("Architecte", [600, 615, 900, 920]), ("Testeur", [340, 350, 500, 510])].iter().enumerate()
    {
        let row = 3 + u32::try_from(row).unwrap();
        sheet.write(row, 0, *label).unwrap();
        sheet.write_row(row, 1, *prices).unwrap();
    }
    book.save(bid.path("years.xlsx")).unwrap();
    let expected = [
        figure("B4", "architect", "2027-01", "600"),
        figure("C4", "architect", "2028-01", "615"),
        figure("B5", "tester", "2027-01", "340"),
        figure("C5", "tester", "2028-01", "350"),
    ];
    assert_eq!(figures(&bid.rows(&["years.xlsx"])), expected);
    let run = bid.rates(&["years.xlsx", "--lang", "en", "-o", "models/rates/years.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Columns of amounts that are not read: D `TJM 2027`, E `TJM 2028`."), "{}", run.out);
    let map = bid.read("models/rates/maps/years.toml");
    assert!(map.contains("years.2028 = \"CJM (€ HT) 2028\"\n"), "{map}");
    assert_eq!(figures(&bid.rows(&["years.xlsx", "--map", "models/rates/maps/years.toml"])), expected);
    bid.is_valid();
    // Under one heading two towns: two sites, of which one card can be one.
    let sheet = book.worksheet_from_name("Grille").unwrap();
    sheet.write(2, 1, "Paris").unwrap();
    sheet.write(2, 2, "Lyon").unwrap();
    book.save(bid.path("towns.xlsx")).unwrap();
    assert!(bid.refused(&["towns.xlsx"], &["E0603"]).contains("of several sites: Paris, Lyon"));
}

/// Labels of no profile wait in the map for the user; one that the map names and the file does not have is reported.
#[test]
fn labels_of_no_profile_wait_in_the_map() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM\nArchitecte;600\nDéveloppeur senior;470\nJardinier;100\nSection;\n");
    let args = ["card.csv", "--base-month", "2026-01", "-o", "models/rates/new.toml", "--lang", "en"];
    let run = bid.rates(&args);
    assert!(run.code == 0 && run.err.contains("(card created, profiles: 1)"), "{}", run.err);
    assert!(run.err.contains("answers wait there in the place of `?`: 2"), "{}", run.err);
    let map = bid.read("models/rates/maps/new.toml");
    let expected = "[profiles]\n\"Architecte\" = \"architect\"\n# These name no profile of the bid for sure: put one in the place of `?`, or leave them so.\n\"Développeur senior\" = \"?\"  # developer or lead-developer?\n\"Jardinier\" = \"?\"\n";
    assert!(map.ends_with(expected), "{map}");
    bid.is_valid();
    // Left so, they are reported as before; filled in, they are taken.
    let force = [&args[..], &["--force"]].concat();
    let run = bid.rates(&force);
    assert!(run.code == 0 && run.err.contains("(0 profiles changed)") && !run.err.contains("W0612"), "{}", run.err);
    bid.write(
        "models/rates/maps/new.toml",
        map.replace("= \"?\"  # developer or lead-developer?", "= \"developer\"").replace("Jardinier", "Jardinière"),
    );
    let run = bid.rates(&force);
    assert!(run.code == 0 && run.err.contains("(1 profiles changed)"), "{}", run.err);
    bid.write("models/rates/maps/new.toml", map.replace("Architecte", "Architectes du Nord"));
    let run = bid.rates(&force);
    assert!(run.code == 0 && run.err.contains("W0612") && run.err.contains("\"Architectes du Nord\""), "{}", run.err);
}

/// A preview says that it wrote nothing, and how to write.
#[test]
fn a_preview_says_that_nothing_was_written() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM\nArchitecte;600\n");
    bid.write("dated.csv", "Profil;CJM 2027\nArchitecte;600\n");
    for (lang, said, month) in [("fr", "Rien n’est écrit.", "NOM.toml"), ("en", "Nothing was written.", "NAME.toml")]
    {
        let run = bid.rates(&["card.csv", "--lang", lang]);
        assert!(run.code == 0 && run.err.contains(said) && run.err.contains("--base-month 2026-01 -o"), "{}", run.err);
        assert!(run.err.ends_with(&format!("-o models/rates/{month}\n")), "{}", run.err);
        let run = bid.rates(&["dated.csv", "--lang", lang]);
        assert!(run.err.contains(said) && !run.err.contains("--base-month"), "{}", run.err);
    }
    let run = bid.rates(&["card.csv", "--base-month", "2026-01", "-o", "models/rates/card.toml"]);
    assert!(run.code == 0 && !run.err.contains("Rien"), "{}", run.err);
}

/// Where the map cannot be written the card is not either; a text that is not UTF-8 is reported, not guessed.
#[test]
fn the_card_and_its_map_are_written_both_or_neither() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM\nArchitecte;600\n");
    bid.write("models/rates/maps", "no folder");
    let args = ["card.csv", "--base-month", "2026-01", "-o", "models/rates/card.toml"];
    let run = bid.rates(&args);
    assert!(run.code == 1 && run.err.contains("E0501"), "{}", run.err);
    assert!(!bid.path("models/rates/card.toml").exists());
    fs::remove_file(bid.path("models/rates/maps")).unwrap();
    assert_eq!(bid.rates(&args).code, 0);
    let latin = b"label = \"d\xe9veloppement\"\ncurrency = \"EUR\"\nbase_month = \"2026-01\"\n[daily_cost]\n";
    bid.write("models/rates/card.toml", latin);
    let force = [&args[..], &["--force"]].concat();
    let run = bid.rates(&force);
    let placed = run.err.contains("--> models/rates/card.toml:1:11");
    assert!(run.code == 2 && run.err.contains("is not UTF-8 text") && placed, "{}", run.err);
    assert_eq!(fs::read(bid.path("models/rates/card.toml")).unwrap(), latin);
}

/// What is hidden is taken after what is in sight, and reported; sheets that are not read are listed.
#[test]
fn what_is_hidden_is_told() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let mut add = |name: &str, cost: u32| {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["Profil", "CJM", "CJM ancien"]).unwrap();
        sheet.write(1, 0, "Architecte").unwrap();
        sheet.write(2, 0, "Testeur").unwrap();
        for (row, cost) in [(1, cost), (2, cost - 100)] {
            sheet.write(row, 1, cost).unwrap();
            sheet.write(row, 2, cost - 10).unwrap();
        }
        sheet.set_column_hidden(2).unwrap();
        sheet.set_row_hidden(2).unwrap();
    };
    add("Grille 2026", 600);
    add("Grille 2025", 580);
    book.worksheet_from_name("Grille 2025").unwrap().set_hidden(true);
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Hors frais").unwrap();
    book.save(bid.path("hidden.xlsx")).unwrap();
    let expected = [figure("B2", "architect", "", "600"), figure("B3", "tester", "", "500")];
    assert_eq!(figures(&bid.rows(&["hidden.xlsx"])), expected);
    let run = bid.rates(&["hidden.xlsx", "--lang", "en"]);
    assert!(run.err.contains("W0611") && run.err.contains("hidden rows or columns: B3 (500)\n"), "{}", run.err);
    assert!(run.out.contains("Sheets that are not read: Grille 2025 (hidden), Notes."), "{}", run.out);
    assert!(run.out.contains("Columns of amounts that are not read: C `CJM ancien` (hidden)."), "{}", run.out);
    let parts = "sheet `Grille 2026`: hidden rows: 3; hidden columns: C\n";
    assert!(run.err.contains("W0621") && run.err.contains(parts), "{}", run.err);
    assert!(run.err.contains("hidden sheets are not read: `Grille 2025` (hidden)"), "{}", run.err);
    let run = bid.rates(&["hidden.xlsx", "--sheet", " grille 2025", "--lang", "en"]);
    assert!(run.code == 0 && run.err.contains("the sheet `Grille 2025` is hidden"), "{}", run.err);
}

/// 0.45 shown as 45 % is no price; a year without one, and one after the contract, are reported.
#[test]
fn percentages_and_years_without_a_price() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Profil", "CJM année 1", "CJM année 2", "CJM année 5"]).unwrap();
    for (row, label) in [(1, "Architecte"), (2, "Testeur"), (3, "DBA")] {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, 400 + row).unwrap();
        sheet.write(row, 3, 900).unwrap();
    }
    sheet.write(1, 2, 610).unwrap();
    sheet.write_with_format(3, 2, 0.45, &Format::new().set_num_format("0.0%")).unwrap();
    book.save(bid.path("percent.xlsx")).unwrap();
    let rows = bid.rows(&["percent.xlsx"]);
    let expected = [
        figure("B2", "architect", "2027-03", "401"),
        figure("C2", "architect", "2028-03", "610"),
        figure("B3", "tester", "2027-03", "402"),
    ];
    assert_eq!(figures(&rows), expected);
    assert_eq!(why(&rows, "C3"), "no price for this year");
    assert_eq!(why(&rows, "A4"), "a percentage, no price: `45 %`");
    let run = bid.rates(&["percent.xlsx", "--lang", "en"]);
    assert!(run.out.contains("Columns of amounts that are not read: D `CJM année 5`."), "{}", run.out);
    bid.write("after.csv", "Profil;CJM;Valable à partir du\nArchitecte;600;01/01/2027\nTesteur;340;01/01/2040\n");
    assert_eq!(why(&bid.rows(&["after.csv"]), "A3"), "after the end of the contract");
}

#[test]
fn files_that_are_no_table_are_refused() {
    let bid = Bid::new();
    let whole = fs::read(sample("rates/us_gsa_r10_export_5years.xlsx")).unwrap();
    bid.write("cut.xlsx", &whole[..whole.len() / 2]);
    bid.write("empty.csv", "");
    bid.write("blank.csv", "\n \n;;\n");
    bid.write("page.xls", "<html><table><tr><td>Profil</td></tr></table></html>");
    bid.write("doc.csv", b"%PDF-1.7 \x00\x01");
    bid.write("noise.csv", [0u8, 1, 2, 3, 250, 251, 7, 8, 9].repeat(50));
    let old: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].into_iter().chain([7; 4_000]).collect();
    bid.write("old.xls", old);
    Workbook::new().save(bid.path("nothing.xlsx")).unwrap_or_default();
    let mut book = Workbook::new();
    book.add_worksheet();
    book.save(bid.path("nothing.xlsx")).unwrap();
    bid.write("words.csv", "Bonjour;à tous\nvoici;la grille\n");
    let encrypted = sample("xlsx/calamine_pass_protected.xlsx");
    // A form to fill in: headers, and no row below them.
    let blank = sample("buyer/us_gsa_s736_blank_template.xls");
    for (file, code) in [
        ("cut.xlsx", "E0704"),
        ("empty.csv", "E0602"),
        ("blank.csv", "E0602"),
        ("page.xls", "E0601"),
        ("doc.csv", "E0601"),
        ("noise.csv", "E0601"),
        ("old.xls", "E0601"),
        ("nothing.xlsx", "E0602"),
        ("words.csv", "E0602"),
        (encrypted.as_str(), "E0703"),
        (blank.as_str(), "E0604"),
        ("nowhere.xlsx", "E0101"),
        ("models", "E0102"),
    ] {
        bid.refused(&[file], &[code]);
    }
}

#[test]
fn what_a_card_needs_is_asked_for_all_at_once() {
    let bid = Bid::new();
    bid.write("sold.csv", "Profil;Prix\nArchitecte;700\n");
    bid.refused(&["sold.csv"], &["E0604", "E0605"]);
    bid.write("hours.csv", "Profil;Coût horaire\nArchitecte;80\n");
    assert!(bid.refused(&["hours.csv"], &["E0605"]).contains("--hours-per-day"));
    bid.write("days.csv", "Profil;CJM\nArchitecte;600\n");
    assert!(bid.refused(&["days.csv"], &["E0605"]).contains("--base-month"));
    bid.write("dollars.csv", "Profil;CJM\nArchitecte;$ 600.00\n");
    assert!(bid.refused(&["dollars.csv"], &["E0301"]).contains("currencies.toml"));
    bid.write("others.csv", "Profil;CJM\nJardinier;100\n");
    bid.refused(&["others.csv"], &["E0606"]);
    bid.write("two.csv", "Profil;CJM Paris;CJM Lyon\nArchitecte;600;560\n");
    assert!(bid.refused(&["two.csv"], &["E0603"]).contains("Paris, Lyon"));
    bid.write("huge.csv", "Profil;CJM\nArchitecte;9999999999999\n");
    bid.refused(&["huge.csv", "--base-month", "2026-01"], &["E0606"]);
    bid.refused(&["days.csv", "--base-month", "janvier"], &["E0204"]);
    bid.refused(&["days.csv", "--hours-per-day", "80"], &["E0204"]);
    bid.refused(&["days.csv", "--map", "models/profiles.toml"], &["E0202"]);
    bid.write("map.toml", "[profiles]\nArchitecte = \"architekt\"\n");
    assert!(bid.refused(&["days.csv", "--map", "map.toml"], &["E0301"]).contains("did you mean `architect`?"));
    let mut book = Workbook::new();
    for name in ["Paris", "Lyon"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "Profil").unwrap();
        sheet.write(0, 1, "CJM").unwrap();
        sheet.write(1, 0, "Architecte").unwrap();
        sheet.write(1, 1, 600).unwrap();
    }
    book.save(bid.path("sheets.xlsx")).unwrap();
    assert!(bid.refused(&["sheets.xlsx"], &["E0603"]).contains("Paris, Lyon"));
    assert!(bid.refused(&["sheets.xlsx", "--sheet", "Lion"], &["E0301"]).contains("did you mean `Lyon`?"));
    assert_eq!(figures(&bid.rows(&["sheets.xlsx", "--sheet", "Lyon"])).len(), 1);
}

/// Whatever a price cell holds, the command ends by itself, with a finding or a row reported.
#[test]
fn prices_that_are_none_are_told() {
    let bid = Bid::new();
    for text in
        ["N/A", "-", "12 %", "400-500", "-450", "0", "1e999", "99999999999999999999999999999999", "=1+1", "\u{0}"]
    {
        bid.write("one.csv", format!("Profil;CJM\nTesteur;300,50\nArchitecte;{text}\n"));
        let run = bid.rates(&["one.csv", "--lang", "en"]);
        let told = run.err.contains("W0608") && run.err.contains("B3") || run.err.contains("E0601");
        assert!(told || run.err.contains("A3"), "{text}: {}{}", run.out, run.err);
    }
    bid.write("unsure.csv", "Profil;CJM\nTesteur;1.250\n");
    assert!(bid.refused(&["unsure.csv"], &["E0606", "W0608"]).contains("`1.250` can be 1.250 or 1250"));
    bid.write("twice.csv", "Profil;CJM\nTesteur;300\nTester;300\nArchitecte;600\nArchitect;601\n");
    let run = bid.rates(&["twice.csv", "--lang", "en"]);
    assert!(
        run.code == 0 && run.err.contains("W0609") && run.out.contains("another price for `architect`"),
        "{}",
        run.err
    );
}

/// A price that can be read with decimals or with thousands is taken only where the other figures of its column leave one
/// reading: by the sign before their decimals, or by their size.
#[test]
fn separators_are_settled_by_the_column() {
    let bid = Bid::new();
    for (name, prices, expected) in [
        // A comma precedes decimals, so the point separates thousands.
        ("sign", ["300,50", "1.266,00", "1.266"], Some("1266")),
        // No sign at all: 1.266 beside hundreds is no daily cost.
        ("size", ["850", "1 990", "1.266"], Some("1266")),
        ("apostrophe", ["1'850", "990", "1,266"], Some("1266")),
        // The point precedes decimals elsewhere, and 1.266 beside hundreds cannot be meant.
        ("doubt", ["612.50", "480.25", "1.266"], None),
        ("both", ["612.50", "480,25", "1.266"], None),
        // Both are of the size of the others.
        ("wide", ["5", "2000", "1.266"], None),
    ] {
        let file = format!("{name}.csv");
        let [first, second, third] = prices;
        bid.write(&file, format!("Profil;CJM\nArchitecte;{first}\nDBA;{second}\nTesteur;{third}\n"));
        let rows = bid.rows(&[&file]);
        let taken = figures(&rows);
        let tester = taken.iter().find(|figure| figure.1 == "tester").map(|figure| figure.3.as_str());
        assert_eq!(tester, expected, "{name}");
        if expected.is_none() {
            let run = bid.rates(&[&file, "--lang", "en"]);
            assert!(run.err.contains("`1.266` can be 1.266 or 1266"), "{name}: {}", run.err);
            assert!(run.err.contains("write 1.266 or 1266 as a number"), "{name}: {}", run.err);
        }
    }
}

/// Labels that name a profile in other words are proposed: one by one in the map, or all at once; and what one map decided
/// another card knows.
#[test]
fn proposals_are_accepted_one_by_one_or_at_once_and_remembered() {
    let bid = Bid::new();
    bid.write("a.csv", "Profil;CJM\nArchitecte;600\nTech lead;500\nRecetteur;340\nJardinier;100\n");
    let stated = ["--base-month", "2026-01", "--lang", "en"];
    let run = bid.rates(&[&["a.csv", "-o", "models/rates/a.toml"][..], &stated].concat());
    assert!(run.code == 0 && run.out.contains("proposed: lead-developer"), "{}{}", run.out, run.err);
    assert!(run.err.contains("--accept takes all of it"), "{}", run.err);
    assert!(!bid.read("models/rates/a.toml").contains("lead-developer"));
    let map = bid.read("models/rates/maps/a.toml");
    assert!(map.contains("\"Tech lead\" = \"?\"  # lead-developer?\n\"Recetteur\" = \"?\"  # tester?\n"), "{map}");
    // One answer: the other stays open, the other lines of the map stay as they are.
    let answered = map.replace("\"?\"  # lead-developer?", "\"lead-developer\"");
    bid.write("models/rates/maps/a.toml", &answered);
    let again = [&["a.csv", "-o", "models/rates/a.toml", "--force"][..], &stated].concat();
    let run = bid.rates(&again);
    assert!(run.code == 0 && run.err.contains("  lead-developer: nothing → 500\n"), "{}", run.err);
    assert_eq!(bid.read("models/rates/maps/a.toml"), answered);
    let run = bid.rates(&[&again[..], &["--accept"]].concat());
    assert!(run.code == 0 && run.err.contains("  tester: nothing → 340\n"), "{}", run.err);
    let accepted = answered.replace("\"Recetteur\" = \"?\"  # tester?", "Recetteur = \"tester\"");
    assert_eq!(bid.read("models/rates/maps/a.toml"), accepted);
    // Another card: nothing is asked again but for the gardener.
    bid.write("b.csv", "Profil;CJM\nTech lead;450\nRecetteur;300\nJardinier;90\n");
    let rows = bid.rows(&["b.csv"]);
    assert_eq!(figures(&rows), [figure("B2", "lead-developer", "", "450"), figure("B3", "tester", "", "300")]);
    assert_eq!(rows[0]["match"], "other map");
    // Where two maps disagree it is asked again.
    bid.write("models/rates/maps/c.toml", "[profiles]\n\"Tech lead\" = \"architect\"\n");
    assert_eq!(why(&bid.rows(&["b.csv"]), "B2"), "proposed: lead-developer");
}

/// A profile by seniorities in columns: each goes to the profile of that seniority, and importing one of them leaves what
/// another gave.
#[test]
fn seniorities_in_columns_never_change_one_another() {
    let bid = Bid::new();
    let table =
        "Grille des coûts journaliers;;;\nMétier;Junior;Confirmé;Senior\nDéveloppeur;310;405;480\nTesteur;270;340;\n";
    bid.write("grid.csv", table);
    let stated = ["--base-month", "2026-01", "--lang", "en", "-o", "models/rates/grid.toml", "--force"];
    let run = bid.rates(&[&["grid.csv"][..], &stated].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let map = bid.read("models/rates/maps/grid.toml");
    assert!(
        map.contains("level = \"?\"  # Confirmé?\n") && map.contains("\"Confirmé\" = { level = \"Confirmé\" }"),
        "{map}"
    );
    let card = bid.read("models/rates/grid.toml");
    assert!(card.contains("value = 405,") && card.contains("value = 310,") && !card.contains("tester"), "{card}");
    // The level is answered: the tester takes the cost of that column.
    bid.write("models/rates/maps/grid.toml", map.replace("\"?\"  # Confirmé?", "\"Junior\""));
    let run = bid.rates(&[&["grid.csv"][..], &stated].concat());
    assert!(run.code == 0 && run.err.contains("  tester: nothing → 270\n"), "{}", run.err);
    // One column alone, with other costs: only its profile changes.
    bid.write("grid.csv", table.replace("310", "311").replace("405", "406"));
    bid.write("one.toml", "[columns]\nprofile = \"Métier\"\nprice = \"Confirmé\"\n");
    let run = bid.rates(&[&["grid.csv", "--map", "one.toml"][..], &stated].concat());
    assert!(run.code == 0 && run.err.contains("(2 profiles changed)"), "{}", run.err);
    assert!(run.err.contains("  developer: 405 → 406\n  tester: 270 → 340\n"), "{}", run.err);
    assert!(bid.read("models/rates/grid.toml").contains("developer-junior = { value = 310,"));
    bid.is_valid();
}

/// Profile by site: one run writes a card a site, named as the map says; one file cannot hold them.
#[test]
fn a_matrix_gives_a_card_a_site() {
    let bid = Bid::new();
    let file = sample("rates/fr_matrix_profile_site.xlsx");
    let stated = ["--accept", "--base-month", "2026-01", "--lang", "en"];
    let one = bid.rates(&[&[file.as_str(), "-o", "models/rates/one.toml"][..], &stated].concat());
    assert!(
        one.code == 2 && one.err.contains("E0603") && one.err.contains("Paris, Lyon, Porto, Casablanca"),
        "{}",
        one.err
    );
    let folder = [&[file.as_str(), "-o", "models/rates", "--force"][..], &stated].concat();
    // The card of Casablanca is in another currency: none is written.
    let before = bid.read("models/rates/paris.toml");
    let refused = bid.rates(&folder);
    assert!(refused.code == 2 && refused.err.contains("E0607") && refused.err.contains("[sites]"), "{}", refused.err);
    assert_eq!(bid.read("models/rates/paris.toml"), before);
    // A map is written without a card, and names the cards.
    let run =
        bid.rates(&[&[file.as_str(), "--map", "models/rates/maps/fr_matrix_profile_site.toml"][..], &stated].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let map = bid.read("models/rates/maps/fr_matrix_profile_site.toml");
    bid.write(
        "models/rates/maps/fr_matrix_profile_site.toml",
        map.replace("\"Casablanca\" = \"casablanca\"", "\"Casablanca\" = \"casablanca-euros\""),
    );
    let run = bid.rates(&folder);
    assert_eq!(run.code, 0, "{}", run.err);
    // A developer costs 410 and a system administrator 400 in Paris already.
    assert!(run.err.contains("written: models/rates/paris.toml (14 profiles changed)\n"), "{}", run.err);
    assert!(run.err.contains("  programme-director: 720 → 820\n"), "{}", run.err);
    assert!(run.err.contains("kept as they are: developer-junior, design-system-expert\n"), "{}", run.err);
    assert!(bid.read("models/rates/casablanca-euros.toml").contains("delivery-manager  = { value = 320,"));
    bid.is_valid();
    let lyon = bid.rows(&[&file, "--site", "lyon", "--accept"]);
    assert_eq!(figures(&lyon)[0], figure("C3", "programme-director", "", "721.6"));
    let told = bid.rates(&[&file, "--site", "Lion"]);
    assert!(told.code == 2 && told.err.contains("E0301") && told.err.contains("did you mean `Lyon`?"), "{}", told.err);
}

/// A heading of two lines is put in a map as messages name it; a column by its letter; a file without any header.
#[test]
fn columns_are_named_in_a_map_as_messages_name_them() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(2, 1, 2, 2, "CJM (€ HT)", &Format::new()).unwrap();
    sheet.write_row(3, 0, ["Profil", "direct", "complet"]).unwrap();
    sheet.write(4, 0, "Architecte").unwrap();
    sheet.write_row(4, 1, [480, 600]).unwrap();
    book.save(bid.path("two.xlsx")).unwrap();
    let told = bid.refused(&["two.xlsx"], &["E0603"]);
    assert!(told.contains("B4 `CJM (€ HT) direct`, C4 `CJM (€ HT) complet`"), "{told}");
    for (map, place) in [
        ("[columns]\nprofile = \"Profil\"\nprice = \"CJM (€ HT) complet\"\n", "C5"),
        ("[columns]\nprofile = \"Profil\"\nprice = \"direct\"\n", "B5"),
        ("header = 4\n[columns]\nprofile = \"A\"\nprice = \"C\"\nas_cost = true\n", ""),
        ("header = 4\nas_cost = true\n[columns]\nprofile = \"A\"\nprice = \"C\"\n", "C5"),
    ] {
        bid.write("map.toml", map);
        if place.is_empty() {
            bid.refused(&["two.xlsx", "--map", "map.toml"], &["E0202"]);
        } else {
            assert_eq!(figures(&bid.rows(&["two.xlsx", "--map", "map.toml"]))[0].0, place, "{map}");
        }
    }
    bid.write("bare.csv", "Architecte;600\nTesteur;340\n");
    bid.refused(&["bare.csv"], &["E0602", "A1 `Architecte`", "B1 `600`", "header = 0"]);
    bid.write("map.toml", "header = 0\nas_cost = true\nper = \"day\"\ncolumns = { profile = \"A\", price = \"B\" }\n");
    let expected = [figure("B1", "architect", "", "600"), figure("B2", "tester", "", "340")];
    assert_eq!(figures(&bid.rows(&["bare.csv", "--map", "map.toml"])), expected);
}

/// What can be read in two ways is asked: a cost with and without a year, what is sold beside what is bought, VAT, months.
#[test]
fn columns_that_are_no_daily_cost_are_never_taken() {
    let bid = Bid::new();
    for (name, header, codes) in [
        ("old", "Profil;CJM;CJM 2025", &["E0603", "B1 `CJM`, C1 `CJM 2025`"][..]),
        ("sold", "Profil;TJM vente;Marge", &["E0604", "B1 `TJM vente`"]),
        ("vat", "Profil;Coût jour TTC;Remarque", &["E0604", "includes VAT"]),
        (
            "month",
            "Profil;Coût mensuel;Salaire annuel",
            &["E0620", "A1 `Profil`", "B1 `Coût mensuel`", "C1 `Salaire annuel`"],
        ),
        ("bounds", "Profil;CJM min;CJM max", &["E0620", "B1 `CJM min`, C1 `CJM max`"]),
    ] {
        let file = format!("{name}.csv");
        bid.write(&file, format!("{header}\nArchitecte;600;590\nTesteur;340;330\n"));
        bid.refused(&[&file], codes);
    }
    // Beside a cost they are left aside; a figure out of all proportion, such as a share, is not taken.
    bid.write(
        "beside.csv",
        "Profil;TJM vente;CJM;CJM TTC;Coût mensuel\nArchitecte;900;600;720;10800\nTesteur;500;340;408;6120\nDBA;700;480;576;8640\nUX designer;650;0,44;528;7920\nIngénieur sécurité;800;540;648;9720\n",
    );
    let rows = bid.rows(&["beside.csv"]);
    let expected = [
        figure("C2", "architect", "", "600"),
        figure("C3", "tester", "", "340"),
        figure("C4", "dba", "", "480"),
        figure("C6", "security-engineer", "", "540"),
    ];
    assert_eq!(figures(&rows), expected);
    assert_eq!(why(&rows, "C5"), "0.44 is out of all proportion to the other costs of its column");
    // In thousands, as the heading or the cell says.
    bid.write("thousands.csv", "Profil;CJM (k€)\nArchitecte;0,6\nTesteur;0,34\n");
    let expected = [figure("B2", "architect", "", "600"), figure("B3", "tester", "", "340")];
    assert_eq!(figures(&bid.rows(&["thousands.csv"])), expected);
}

/// A currency that only the number format of the cells shows.
#[test]
fn number_formats_show_the_currency() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Profil", "CJM"]).unwrap();
    let dirhams = Format::new().set_num_format("#,##0\" MAD\"");
    for (row, (label, cost)) in [("Architecte", 3600), ("Testeur", 1700)].into_iter().enumerate() {
        let row = u32::try_from(row).unwrap() + 1;
        sheet.write(row, 0, label).unwrap();
        sheet.write_with_format(row, 1, cost, &dirhams).unwrap();
    }
    book.save(bid.path("maroc.xlsx")).unwrap();
    let run = bid.rates(&["maroc.xlsx", "--base-month", "2026-01", "-o", "models/rates/maroc.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(bid.read("models/rates/maroc.toml").contains("currency   = \"MAD\""));
}

/// An output is never one of the inputs, and never another kind of file.
#[test]
fn an_import_is_never_written_over_something_else() {
    let bid = Bid::new();
    bid.write("days.toml", "Profil;CJM\nArchitecte;600\n");
    let profiles = bid.read("models/profiles.toml");
    for (output, code, why) in [
        ("days.toml", 1, "E0502"),
        ("models/profiles.toml", 1, "E0502"),
        ("card.xlsx", 2, "ends with .toml"),
        ("models", 2, "ends with .toml"),
        ("out", 2, "the folder of cards is named `rates`"),
    ] {
        let run = bid.rates(&["days.toml", "--base-month", "2026-01", "--force", "-o", output]);
        assert!(run.code == code && run.err.contains(why), "{output}: {}", run.err);
    }
    assert_eq!(bid.read("models/profiles.toml"), profiles);
    let nowhere = bid.rates(&["days.toml", "--base-month", "2026-01", "-o", "nowhere/card.toml"]);
    assert!(nowhere.code == 1 && nowhere.err.contains("E0501"), "{}", nowhere.err);
}

/// The same table in the formats of other programs, as LibreOffice saves them; rows that a filter hides, and a hidden column,
/// are reported in each.
#[test]
fn old_and_open_formats_give_the_same() {
    let Some(office) = support::program(&["soffice", "libreoffice"]) else { return };
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Coûts").unwrap();
    for (row, (profile, cost)) in [("Architecte", 600.1), ("Testeur", 340.0)].iter().enumerate() {
        let row = 5 + u32::try_from(row).unwrap();
        sheet.write(row, 2, *profile).unwrap();
        sheet.write(row, 3, *cost).unwrap();
    }
    sheet.write(4, 2, "Profil").unwrap();
    sheet.write(4, 3, "CJM").unwrap();
    sheet.write(4, 5, "CJM ancien").unwrap();
    sheet.write(5, 5, 590).unwrap();
    sheet.set_column_hidden(5).unwrap();
    sheet.autofilter(4, 2, 6, 3).unwrap();
    sheet.filter_column(2, &FilterCondition::new().add_list_filter("Architecte")).unwrap();
    sheet.set_row_hidden(6).unwrap();
    book.save(bid.path("card.xlsx")).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", slashed(&bid.path("profile")));
    let reported = |file: &str| {
        let run = bid.rates(&[file, "--lang", "en"]);
        let words = "sheet `Coûts`: rows hidden by a filter: 7; hidden columns: F\n";
        assert!(run.err.contains("W0621") && run.err.contains(words), "{file}: {}", run.err);
        assert!(run.err.contains("figures are taken from hidden rows or columns: D7"), "{file}: {}", run.err);
    };
    reported("card.xlsx");
    for format in ["xls", "ods"] {
        let args = [profile.as_str(), "--headless", "--convert-to", format, "card.xlsx"];
        let run = std::process::Command::new(&office).current_dir(bid.folder()).args(args).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let expected = [figure("D6", "architect", "", "600.1"), figure("D7", "tester", "", "340")];
        assert_eq!(figures(&bid.rows(&[&format!("card.{format}")])), expected, "{format}");
        reported(&format!("card.{format}"));
    }
}

fn slashed(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    if text.starts_with('/') { text } else { format!("/{text}") }
}

/// Files that say they hold more than they do: refused before they are read.
#[test]
fn repeated_cells_are_counted_before_they_are_read() {
    use std::io::Write as _;
    let bid = Bid::new();
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell>";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1000000\">{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(fs::File::create(bid.path("bomb.ods")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_str()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    bid.refused(&["bomb.ods"], &["E0705"]);
}

/// An old Excel file of a few hundred bytes whose two cells are 16 million cells apart, and one that states as many.
#[test]
fn cells_of_old_files_are_counted_before_they_are_read() {
    use std::io::Write as _;
    let bid = Bid::new();
    let record = |kind: u16, data: &[u8]| -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let number = |row: u16, column: u16| {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 2], &1.0_f64.to_le_bytes()].concat())
    };
    let stated = record(0x0200, &[&[0; 4][..], &65_536_u32.to_le_bytes(), &[0, 0, 0, 1, 0, 0]].concat());
    for (name, cells) in [("far.xls", [number(0, 0), number(65_535, 255)].concat()), ("stated.xls", stated)] {
        let end = record(0x000A, &[]);
        let place = u32::try_from(begin.len() + 4 + 10 + end.len()).unwrap();
        let sheet = record(0x0085, &[&place.to_le_bytes()[..], &[0, 0, 2, 0], b"ab"].concat());
        let stream = [&begin[..], &sheet, &end, &begin, &cells, &end].concat();
        let mut file = cfb::create(bid.path(name)).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
        drop(file);
        bid.refused(&[name], &["E0705"]);
    }
}

/// Files of every format with bytes changed at random: read, or refused; the command never ends by a panic.
#[test]
fn damaged_files_are_read_or_refused() {
    use chiffrage::import::File;
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = move |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % n as u64).unwrap()
    };
    let names = [
        "buyer/us_gsa_s736_blank_template.xls",
        "rates/us_gsa_r10_export_5years.xlsx",
        "rates/fr_betagouv_grille_tj.csv",
    ];
    for name in names {
        let whole = fs::read(sample(name)).unwrap();
        let mut opened = 0;
        for _ in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..=random(12) {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).unwrap();
            }
            if random(4) == 0 {
                bytes.truncate(random(bytes.len()));
            }
            let Ok(mut file) = File::open(bytes) else { continue };
            opened += 1;
            for sheet in file.sheets.clone() {
                let _ = file.rows(&sheet, |_| {});
            }
        }
        assert!(opened > 0, "{name}: every change was refused: nothing was read");
    }
}

/// A card of comma-separated rows, then what it gives `developer` by month, and what is refused.
#[test]
fn headings_that_are_no_cost_and_dates_of_costs() {
    let steps = |of: &[(&str, &str)]| of.iter().map(|(m, c)| ((*m).to_owned(), (*c).to_owned())).collect::<Vec<_>>();
    let bid = Bid::new();
    let rows = |values: &str| {
        let profiles = ["Développeur confirmé", "Ingénieur DevOps", "Testeur", "Administrateur de base de données"];
        profiles.map(|profile| format!("{profile};{values}\n")).concat()
    };
    // A change or a share of a year is not that year's cost.
    for heading in ["Évol. CJM 2027", "CJM 2027 (%)", "Δ CJM 2027", "Augmentation CJM 2027"] {
        fs::write(bid.path("card.csv"), format!("Profil;CJM 2026;{heading}\n{}", rows("410;2,5"))).unwrap();
        let read = bid.rows(&["card.csv", "--base-month", "2026-01"]);
        let of: Vec<_> = figures(&read).into_iter().filter(|f| f.1 == "developer").map(|f| (f.2, f.3)).collect();
        assert_eq!(of, steps(&[("2026-01", "410")]), "{heading}");
    }
    // Nor is one that is out of all proportion to the year before, whatever its heading says.
    fs::write(bid.path("card.csv"), format!("Profil;CJM 2026;CJM 2027\n{}", rows("410;2,5"))).unwrap();
    let run = bid.rates(&["card.csv", "--lang", "en"]);
    assert!(run.code == 2 && run.err.contains("out of all proportion"), "{}{}", run.out, run.err);
    for (headings, months) in [
        ("CJM au 01/01/2026;CJM au 01/07/2027", ["2026-01", "2027-07"]),
        ("CJM 2026-07;CJM 2027-07", ["2026-07", "2027-07"]),
        ("CJM janvier 2026;CJM juillet 2027", ["2026-01", "2027-07"]),
    ] {
        fs::write(bid.path("card.csv"), format!("Profil;{headings}\n{}", rows("410;421"))).unwrap();
        let read = bid.rows(&["card.csv"]);
        let of: Vec<_> = figures(&read).into_iter().filter(|f| f.1 == "developer").map(|f| (f.2, f.3)).collect();
        assert_eq!(of, steps(&[(months[0], "410"), (months[1], "421")]), "{headings}");
    }
    // Parts of a year and years after another are no sites.
    for headings in ["CJM N;CJM N+1", "CJM S1;CJM S2", "CJM janvier;CJM juillet", "CJM avant;CJM après"] {
        fs::write(bid.path("card.csv"), format!("Profil;{headings}\n{}", rows("410;421"))).unwrap();
        bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0603"]);
    }
    // What buys an hour is not stated to buy a day, and no day costs 64,000.
    for (heading, values, says) in [
        ("Coût horaire chargé (€)", "53,4", "contradicts the file"),
        ("Coût chargé (k€)", "64", "ask for the CJM"),
        ("Coût", "64000", "ask for the CJM"),
    ] {
        fs::write(bid.path("card.csv"), format!("Profil;{heading}\n{}", rows(values))).unwrap();
        let run = bid.rates(&["card.csv", "--per", "day", "--base-month", "2026-01", "--lang", "en"]);
        assert!(run.code == 2 && run.err.contains(says), "{heading}: {}{}", run.out, run.err);
    }
}

/// A row whose validity ended before the month of the costs is not taken; two periods of a profile are dated costs.
#[test]
fn rows_hold_between_two_days() {
    let bid = Bid::new();
    let text = "Profil;Valide du;Valide au;CJM\nIngénieur DevOps;01/01/2020;31/12/2023;455\n\
                Testeur;01/01/2026;31/12/2026;330\nTesteur;01/01/2027;31/12/2027;340\n";
    fs::write(bid.path("card.csv"), text).unwrap();
    let read = bid.rows(&["card.csv", "--base-month", "2026-01"]);
    assert_eq!(figures(&read), [figure("D3", "tester", "2026-01", "330"), figure("D4", "tester", "2027-01", "340")]);
    assert_eq!(why(&read, "A2"), "held until 2023-12 only");
}

/// What is accepted is written to the map as it is written to the card: the next import changes nothing.
#[test]
fn an_accepted_seniority_is_remembered_as_it_was_taken() {
    let bid = Bid::new();
    fs::write(bid.path("card.csv"), "Profil;CJM\nDéveloppeur front junior;266\nDév. junior;266\n").unwrap();
    let args = ["card.csv", "-o", "models/rates/paris.toml", "--base-month", "2026-01", "--force"];
    assert_eq!(bid.rates(&[&args[..], &["--accept"]].concat()).code, 0);
    let (card, map) = (bid.read("models/rates/paris.toml"), bid.read("models/rates/maps/paris.toml"));
    assert!(map.contains("\"Développeur front junior\" = \"developer-junior\""), "{map}");
    assert_eq!(bid.rates(&args).code, 0);
    assert_eq!(bid.read("models/rates/paris.toml"), card);
}

/// One town beside a year does not take the place of the other towns; what is hidden is not read beside what is in sight.
#[test]
fn a_year_among_sites_leaves_the_others() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Coûts journaliers par agence (€)").unwrap();
    for (column, words) in (0..).zip(["Profil", "Paris", "Lyon", "Lyon 2024"]) {
        sheet.write(2, column, words).unwrap();
    }
    for (row, profile) in (3..).zip(["Développeur confirmé", "Ingénieur DevOps"]) {
        sheet.write(row, 0, profile).unwrap();
        for (column, cost) in (1..).zip([560, 509, 459]) {
            sheet.write(row, column, cost).unwrap();
        }
    }
    sheet.set_column_hidden(3).unwrap();
    book.save(bid.path("card.xlsx")).unwrap();
    let read = bid.rows(&["card.xlsx", "--site", "Lyon"]);
    let of: Vec<_> = figures(&read).into_iter().map(|f| (f.0, f.3)).collect();
    assert_eq!(of, [("C4".to_owned(), "509".to_owned()), ("C5".to_owned(), "509".to_owned())]);
}

/// What only the user calls a day's cost must be possible as one in its currency: a dirham is 0.0925 euros and a dinar 0.29, so
/// that 18,000 dirhams are 1,665 euros, 18,000 dinars 5,220, and 180 dirhams 16.65.
#[test]
fn what_a_day_may_cost_follows_its_currency() {
    let bid = Bid::new();
    for (currency, cost, shown, is_day) in [
        ("EUR", 2900, "2,900", true),
        ("EUR", 3100, "3,100", false),
        ("EUR", 18, "18", false),
        ("MAD", 18000, "18,000", true),
        ("TND", 18000, "18,000", false),
        ("MAD", 180, "180", false),
    ] {
        bid.write("card.csv", format!("Profil;Coût ({currency})\nTesteur;{cost}\n"));
        let run = bid.rates(&["card.csv", "--per", "day", "--lang", "en"]);
        let asked = run.err.contains(&format!("B2 ({shown}) can be no day's cost"));
        assert_eq!((run.code, asked), if is_day { (0, false) } else { (2, true) }, "{cost} {currency}: {}", run.err);
    }
    // Nor is a price that no day of work costs, whatever its column says.
    bid.write("card.csv", "Profil;CJM\nTesteur;340\nArchitecte;64000\n");
    let rows = bid.rows(&["card.csv"]);
    assert_eq!(figures(&rows), [figure("B2", "tester", "", "340")]);
    assert_eq!(why(&rows, "B3"), "64,000: no day of work costs that");
}

/// A profile that the bid has at one level is none of its juniors or seniors: which one is meant is asked, and never accepted.
#[test]
fn a_seniority_that_a_profile_does_not_have_is_to_decide() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM\nDBA junior;336\nTesteur senior;410\nArchitecte confirmé;600\n");
    let rows = bid.rows(&["card.csv", "--accept", "--base-month", "2026-01", "--map", "map.toml"]);
    assert_eq!(figures(&rows), [figure("B4", "architect", "", "600")]);
    let map = bid.read("map.toml");
    assert!(map.contains("\"DBA junior\" = \"?\"  # dba?") && map.contains("\"Testeur senior\" = \"?\""), "{map}");
}

/// A column that holds up to a day is followed by the one that begins then; where they overlap, which holds is asked.
#[test]
fn columns_hold_up_to_a_day_and_from_a_day_on() {
    let bid = Bid::new();
    let card = |headings: &str| bid.write("card.csv", format!("Profil;{headings}\nTesteur;340;350\n"));
    for headings in
        ["CJM jusqu’au 30/06/2027;CJM à compter du 01/07/2027", "CJM avant le 01/07/2027;CJM dès le 01/07/2027"]
    {
        card(headings);
        let expected = [figure("B2", "tester", "", "340"), figure("C2", "tester", "2027-07", "350")];
        assert_eq!(figures(&bid.rows(&["card.csv"])), expected, "{headings}");
        // The first of them is of the base month, which the other does not say.
        assert!(bid.refused(&["card.csv"], &["E0605"]).contains("--base-month"), "{headings}");
    }
    card("CJM jusqu’au 30/06/2027;CJM à compter du 01/04/2027");
    assert!(bid.refused(&["card.csv"], &["E0603"]).contains("B1 `CJM jusqu’au 30/06/2027`, C1"));
    // What held until the year before the contract is no cost of it.
    bid.write("card.csv", "Profil;CJM jusqu’à 2025\nTesteur;340\n");
    let run = bid.rates(&["card.csv", "--lang", "en"]);
    assert!(run.code == 2 && run.out.contains("held until 2025-12 only"), "{}{}", run.out, run.err);
}

/// A hidden row beside one in sight gives nothing, and is reported with its figure.
#[test]
fn what_is_in_sight_counts_before_what_is_hidden() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Profil", "CJM"]).unwrap();
    for (row, label, cost) in [(1, "Ingénieur sécurité", 999), (2, "Ingénieur sécurité", 356), (3, "Testeur", 340)]
    {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, cost).unwrap();
    }
    sheet.set_row_hidden(1).unwrap();
    book.save(bid.path("card.xlsx")).unwrap();
    let rows = bid.rows(&["card.xlsx"]);
    assert_eq!(figures(&rows), [figure("B4", "tester", "", "340"), figure("B3", "security-engineer", "", "356")]);
    assert_eq!(why(&rows, "B2"), "hidden (999): B3, in sight, counts");
}

/// Two tables of one sheet, each under its own title: the rows of each are of its site, in its currency.
#[test]
fn each_table_of_a_sheet_is_of_its_own_site_and_currency() {
    let bid = Bid::new();
    let of = |run: &Run| -> Vec<(String, String, String)> {
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        let rows = serde_json::from_str::<Value>(&run.out).unwrap()["rows"].as_array().unwrap().clone();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let taken = rows.iter().filter(|row| row["reason"].is_null());
        taken.map(|row| (text(row, "site"), text(row, "place"), text(row, "profile"))).collect()
    };
    let figure = |site: &str, place: &str, profile: &str| (site.to_owned(), place.to_owned(), profile.to_owned());
    let json = ["card.csv", "--format", "json", "--lang", "en"];
    // The header is repeated, or the title alone is between the rows.
    for between in ["Agence de Lyon;\nProfil;CJM\n", "Lyon;\n;\n"] {
        let rows = "Architecte;600\nTesteur;340\n";
        bid.write(
            "card.csv",
            format!("Agence de Paris;\nProfil;CJM\n{rows}{between}Testeur;302\nIngénieur DevOps;422\n"),
        );
        let [first, second, ..] = &of(&bid.rates(&json))[2..] else { panic!("{between}") };
        assert_eq!((first.0.as_str(), second.0.as_str()), ("Lyon", "Lyon"), "{between}");
        let refused = bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0603"]);
        assert!(refused.contains("Paris, Lyon"), "{refused}");
        let lyon = of(&bid.rates(&[&json[..], &["--site", "lyon"]].concat()));
        assert!(lyon.len() == 2 && lyon.iter().all(|f| f.0 == "Lyon"), "{lyon:?}");
    }
    // Beside one another.
    bid.write("card.csv", "PARIS;;;LYON;\nProfil;CJM (€);;Profil;CJM (€)\nArchitecte;600;;Testeur;302\nTesteur;340;;Ingénieur DevOps;422\n");
    let beside = of(&bid.rates(&json));
    let expected = [("PARIS", "B3"), ("PARIS", "B4"), ("LYON", "E3"), ("LYON", "E4")];
    assert_eq!(beside.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect::<Vec<_>>(), expected);
    // A map that names the headings gives each price the labels that are beside it.
    let sites = "prices.\"PARIS CJM (€)\" = { site = \"Paris\" }\nprices.\"LYON CJM (€)\" = { site = \"Lyon\" }\n";
    bid.write("map.toml", format!("[columns]\nprofile = \"Profil\"\n{sites}"));
    let mapped = of(&bid.rates(&[&json[..], &["--map", "map.toml"]].concat()));
    assert_eq!(mapped[2..], [figure("Lyon", "E3", "tester"), figure("Lyon", "E4", "devops")]);
    // Each in its own currency: 2,400 dirhams, and 760 dinars.
    bid.write(
        "card.csv",
        "Casablanca (MAD);\nProfil;CJM\nTesteur;2400\n;\nTunis (TND);\nProfil;CJM\nTesteur;760\nDBA;801\n",
    );
    let run = bid.rates(&["card.csv", "--lang", "en"]);
    assert!(run.out.contains("Casablanca (MAD)") && run.out.contains("Tunis (TND)"), "{}{}", run.out, run.err);
    let refused = bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0603"]);
    assert!(refused.contains("Casablanca, Tunis"), "{refused}");
}

/// Names that the bid does not know may be of sites or of parts of a card: it is asked, and a map says it.
#[test]
fn titles_of_two_readings_are_asked() {
    let bid = Bid::new();
    bid.write("card.csv", "Toulouse;\nProfil;CJM\nTesteur;340\n;\nNantes;\nProfil;CJM\nIngénieur DevOps;422\n");
    let refused = bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0603"]);
    assert!(refused.contains("A1 `Toulouse` and A5 `Nantes` head two tables"), "{refused}");
    bid.write("map.toml", "[sites]\n\"Toulouse\" = \"sud\"\n\"Nantes\" = \"sud\"\n");
    let args = ["card.csv", "--map", "map.toml", "--base-month", "2026-01"];
    let run = bid.rates(&[&args[..], &["-o", "models/rates/sud.toml"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        bid.read("models/rates/sud.toml").contains("devops") && bid.read("models/rates/sud.toml").contains("tester")
    );
    let one = bid.rows(&["card.csv", "--site", "nantes"]);
    assert_eq!(figures(&one), [figure("B7", "devops", "", "422")]);
    // Parts of the profiles are no sites.
    bid.write(
        "card.csv",
        "Profils techniques;\nProfil;CJM\nTesteur;340\n;\nPilotage;\nProfil;CJM\nChef de projet;422\n",
    );
    assert_eq!(figures(&bid.rows(&["card.csv"])).len(), 2);
    // Two tables that nothing distinguishes, with two prices for one profile: a map reads one of them.
    bid.write("card.csv", "Profil;CJM\nTesteur;340\n;\nProfil;CJM HT\nTesteur;350\nArchitecte;600\n");
    let run = bid.rates(&["card.csv", "--lang", "en"]);
    assert!(run.err.contains("`header = 1` or `header = 4` in a map reads one of the tables"), "{}", run.err);
    bid.write("map.toml", "header = 4\n");
    let rows = bid.rows(&["card.csv", "--map", "map.toml"]);
    assert_eq!(figures(&rows), [figure("B6", "architect", "", "600"), figure("B5", "tester", "", "350")]);
}

/// A note states the money of a table whose headings do not; where two are stated, or the file names another than the euro that
/// is meant by default, it is asked.
#[test]
fn notes_state_the_money_of_a_table() {
    let bid = Bid::new();
    let rows = "Profil;Coût jour\nTesteur;1790\nArchitecte;3150\n;\n";
    for note in ["Montants en DHS", "Tarifs exprimés en MAD", "Prices in MAD"] {
        bid.write("card.csv", format!("{rows}{note};\n"));
        let run = bid.rates(&["card.csv", "--lang", "en"]);
        assert!(run.code == 0 && run.out.contains("Daily cost (MAD)"), "{note}: {}{}", run.out, run.err);
    }
    // 0.34 thousands of euros are 340.
    bid.write("card.csv", "Profil;Coût jour\nTesteur;0,34\nArchitecte;0,6\n;\nMontants en k€;\n");
    assert_eq!(figures(&bid.rows(&["card.csv"]))[0].3, "600");
    bid.write("card.csv", "Profil;Coût jour (€)\nTesteur;340\n;\nMontants en DHS;\n");
    let refused = bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0603"]);
    assert!(refused.contains("B1 `Coût jour (€)` and A4 `Montants en DHS`"), "{refused}");
    assert_eq!(figures(&bid.rows(&["card.csv", "--currency", "EUR"])).len(), 1);
    bid.write("card.csv", "Profil;Coût jour (€)\nTesteur;340\n;\nTarifs en k€;\n");
    assert!(bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0603"]).contains("the same multiple"));
    // A rate of exchange states no money of the prices, and they may be in either.
    bid.write("card.csv", format!("{rows}1 EUR = 10,8 MAD;\n"));
    let refused = bid.refused(&["card.csv", "--base-month", "2026-01"], &["E0605"]);
    assert!(
        refused.contains("nothing states the currency of B2") || refused.contains("nothing states the currency of B3"),
        "{refused}"
    );
    assert_eq!(figures(&bid.rows(&["card.csv", "--currency", "MAD"])).len(), 2);
}

/// A rate of exchange beside a currency leaves the prices in that currency; where two are named beside it, or a rate alone,
/// which one is meant is asked. No price in another currency is ever one in euros.
#[test]
fn a_rate_of_exchange_beside_a_currency_makes_no_card_in_euros() {
    let bid = Bid::new();
    let card = |title: &str, heading: &str| {
        bid.write("card.csv", format!("{title};\n;\nProfil;{heading}\nTesteur;1790\nArchitecte;3150\n"));
        bid.rates(&["card.csv", "--base-month", "2026-01"])
    };
    for (title, heading, currency) in [
        ("CJM en MAD, 1 € = 10,9 MAD", "CJM", "MAD"),
        ("Montants en dirhams (1 EUR = 10,9 MAD)", "CJM", "MAD"),
        ("CJM en dinars tunisiens – 3,35 TND/€", "CJM", "TND"),
        ("Grille Casablanca", "CJM (MAD, 1 €=10,9)", "MAD"),
        ("Tarifs en euros (1 € = 10,9 MAD)", "CJM", "EUR"),
    ] {
        let run = card(title, heading);
        let shown = format!("Daily cost ({currency})");
        assert!(run.code == 0 && run.out.contains(&shown), "{title}, {heading}: {}{}", run.out, run.err);
    }
    for (title, heading) in [
        ("Taux de change : 1 EUR = 10,9 MAD", "CJM"),
        ("CJM Casablanca (MAD) – contre-valeur en € sur demande", "CJM"),
        ("Grille Casablanca", "CJM (MAD ou €)"),
        ("CJM en €", "CJM (MAD ou €)"),
    ] {
        let run = card(title, heading);
        assert!(run.code == 2 && run.err.contains("E0605"), "{title}, {heading}: {}{}", run.out, run.err);
        assert!(run.err.contains("--currency MAD"), "{}", run.err);
    }
    // 1.79 thousand dirhams are 1790; a currency that the bid does not have is named, and no euro.
    bid.write("card.csv", "Profil;CJM (kMAD)\nTesteur;1,79\nArchitecte;3,15\n");
    assert_eq!(
        figures(&bid.rows(&["card.csv"])),
        [figure("B3", "architect", "", "3150"), figure("B2", "tester", "", "1790")]
    );
    for heading in ["CJM (zloty, 4,3 PLN/€)", "CJM en francs CFA", "CJM en dollars canadiens"] {
        let run = card("Grille", heading);
        assert!(run.code == 2 && run.err.contains("a currency that the bid does not have"), "{heading}: {}", run.err);
    }
}

/// Beside a seniority, other words over a column of costs are one too, known or not; names of levels are no sites. Which level
/// a profile of one level is staffed at is asked.
#[test]
fn levels_that_are_not_known_are_never_the_profile_itself() {
    let bid = Bid::new();
    for headings in
        ["CJM Junior;CJM Expert", "CJM Junior;CJM Zénith", "CJM Junior;CJM Consultant", "CJM Expert;CJM Principal"]
    {
        bid.write("card.csv", format!("Profil;{headings}\nArchitecte;500;690\nTesteur;250;400\n"));
        let run = bid.rates(&["card.csv", "--base-month", "2026-01", "--format", "json", "--accept"]);
        let rows = serde_json::from_str::<Value>(&run.out).unwrap()["rows"].as_array().unwrap().clone();
        assert_eq!(figures(&rows), [], "{headings}");
        assert!(why(&rows, "B2").starts_with("no profile of the bid for certain: architect"), "{headings}");
    }
    // A column of its own level is proposed; beside the middle one, the others are set aside.
    bid.write("card.csv", "Profil;CJM Expert\nArchitecte;690\n");
    let run = bid.rates(&["card.csv", "--base-month", "2026-01"]);
    assert!(run.code == 2 && run.out.contains("proposed: architect"), "{}{}", run.out, run.err);
    bid.write("card.csv", "Profil;Débutant (€);Confirmé (€);Sénior (€);Expert (€)\nArchitecte;400;500;600;690\n");
    let rows = bid.rows(&["card.csv", "--as-cost", "--per", "day", "--accept"]);
    assert_eq!(figures(&rows), [figure("C2", "architect", "", "500")]);
    assert_eq!(why(&rows, "E2"), "another seniority of `architect`");
}

/// A row's own unit is its price's: a month in a column of days is no day's cost.
#[test]
fn the_unit_of_a_row_is_not_overlooked() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM;Unité\nTesteur;340;jour\nArchitecte;11340;mois\nIngénieur DevOps;65;heure\n");
    let rows = bid.rows(&["card.csv"]);
    assert_eq!(figures(&rows), [figure("B2", "tester", "", "340")]);
    assert_eq!(why(&rows, "A3"), "`mois`: neither a day nor an hour");
    assert_eq!(why(&rows, "A4"), "the unit of the row, `heure`, is not that of the column");
}

/// A profile in a row of its own, its seniorities below it.
#[test]
fn seniorities_below_their_profile() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM\nDéveloppeur;\njunior;280\nconfirmé;370\nTesteur;300\n");
    let expected = [
        figure("B4", "developer", "", "370"),
        figure("B3", "developer-junior", "", "280"),
        figure("B5", "tester", "", "300"),
    ];
    assert_eq!(figures(&bid.rows(&["card.csv"])), expected);
}

/// A heading that a message names can be put in a map as it was named, whatever signs it holds.
#[test]
fn odd_headings_are_named_in_a_map_as_messages_name_them() {
    let bid = Bid::new();
    for heading in
        ["CJM\nchargé (€ / jour)", "CJM \"net\" HT", "CJM [brut] €", "Coût jour. moy. chargé", "CJM d’été – régie"]
    {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Profil", heading, "CJM direct"]).unwrap();
        sheet.write(1, 0, "Testeur").unwrap();
        sheet.write(1, 1, 340).unwrap();
        sheet.write(1, 2, 300).unwrap();
        book.save(bid.path("card.xlsx")).unwrap();
        let asked = bid.rates(&["card.xlsx", "--lang", "en"]);
        let (_, after) =
            asked.err.split_once("B1 `").unwrap_or_else(|| panic!("{heading}: {}{}", asked.out, asked.err));
        let (named, _) = after.split_once("`, C1 `CJM direct`").unwrap();
        assert!(!named.contains('\n'), "{heading}: {}", asked.err);
        let named = toml::Value::String(named.to_owned());
        // What `net` and `brut` are of is asked; here it is answered.
        let words = format!("[words]\n{named} = \"nothing\"\n");
        bid.write("map.toml", format!("[columns]\nprofile = \"Profil\"\nprice = {named}\n\n{words}"));
        let rows = bid.rows(&["card.xlsx", "--map", "map.toml"]);
        assert_eq!(figures(&rows), [figure("B2", "tester", "", "340")], "{heading}");
    }
}

/// A grid of an ESN by town, a partner's card in two languages, two subsidiaries in one column, an export of a platform, and a
/// cost worked out from salaries: what a reader of each sees.
#[test]
fn cards_of_other_trades() {
    let bid = Bid::new();
    let of = |card: &str, args: &[&str]| {
        bid.write("card.csv", card);
        let rows = bid.rows(&[&["card.csv", "--accept"], args].concat());
        let taken = rows.iter().filter(|row| row["reason"].is_null());
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let figures = figures(&rows);
        taken
            .zip(figures)
            .map(|(row, figure)| format!("{} {} {}", text(row, "site"), figure.1, figure.3))
            .collect::<Vec<_>>()
    };
    let esn = "ACME – grille 2026;;;\n;;TJM d’achat HT (€);\nProfil;Séniorité;Lille;Sophia-Antipolis\n\
               Développeur Java;Junior;300;310\nDéveloppeur Java;Confirmé;380;390\n";
    let expected = [
        "Lille developer 380",
        "Lille developer-junior 300",
        "Sophia-Antipolis developer 390",
        "Sophia-Antipolis developer-junior 310",
    ];
    assert_eq!(of(esn, &["--as-cost"]), expected);
    let porto = "Job profile / Função;Level / Nível;Daily cost / Custo diário;Hourly cost / Custo horário\n\
                 Developer / Programador;Junior / Júnior;205;25,6\nDeveloper / Programador;Mid / Pleno;268;33,5\n";
    assert_eq!(of(porto, &[]), [" developer 268", " developer-junior 205"]);
    let maghreb =
        "1 € = 10,8 MAD = 3,4 TND;;;\nFiliale;Fonction;CJM;Monnaie\nTunis;Testeur;520;DT\nRabat;Testeur;1790;DH\n";
    assert_eq!(of(maghreb, &[]), ["Tunis tester 520", "Rabat tester 1790"]);
    let platform = "Référence;Intitulé de mission;TJM HT;Commission plateforme;Coût total / jour\n\
                    FR-1;Testeur QA;380 €;10 %;418 €\nFR-2;UX/UI designer;400 €;10 %;440 €\n";
    assert_eq!(of(platform, &[]), [" tester 418", " ux-designer 440"]);
    let salaries = "Emploi;Salaire brut annuel (€);Charges patronales (45 %);Coût annuel chargé (€);Jours;Coût jour chargé (€)\n\
                    Testeur;36000;16200;52200;218;239,45\n";
    assert_eq!(of(salaries, &[]), [" tester 239.45"]);
}

/// Of tables without names: notes that differ are of one table each, what is right above a header is of the rows below it, a
/// title that names a unit or a year is of its own rows.
#[test]
fn what_is_between_two_tables_is_of_one_of_them() {
    let bid = Bid::new();
    let of = |card: &str| {
        bid.write("card.csv", card);
        bid.rates(&["card.csv", "--lang", "en"])
    };
    let run = of("Profil;CJM\nTesteur;340\nMontants en EUR;\n;\nProfil;CJM\nDBA;2400\nMontants en MAD;\n");
    assert!(run.code == 0 && run.out.contains("in MAD, and the card is in EUR"), "{}{}", run.out, run.err);
    for gap in ["", ";\n"] {
        let run = of(&format!("Profil;CJM\nTesteur;340\n{gap}Tarifs en MAD;\nProfil;CJM\nDBA;2400\n"));
        assert!(run.code == 2 && run.err.contains("nothing states the currency of B2"), "{}{}", run.out, run.err);
    }
    let run = of("Profil;Coût jour\nTesteur;340\nTarifs horaires;\nDBA;65\n");
    assert!(
        run.err.contains("A4, `DBA`: the unit of the row, `Tarifs horaires`, is not that of the column"),
        "{}",
        run.err
    );
    bid.write("card.csv", "Tarifs 2026;\nProfil;CJM\nTesteur;340\n;\nTarifs 2027;\nProfil;CJM\nTesteur;350\n");
    let expected = [figure("B3", "tester", "2026-01", "340"), figure("B7", "tester", "2027-01", "350")];
    assert_eq!(figures(&bid.rows(&["card.csv"])), expected);
    let run =
        of("Coûts internes;\nProfil;Montant jour\nTesteur;340\n;\nTarifs de vente;\nProfil;Montant jour\nDBA;900\n");
    assert!(run.code == 2 && run.err.contains("holds what a customer pays"), "{}", run.err);
}
