//! The list of questions that is sent to the buyer: it holds the questions and nothing else, and `leaks` knows it.

use std::fs;

use chiffrage::buyer::leaks::{Against, How, Secrets, compared, compared_text};
use chiffrage::sheet::QuestionList;
use chiffrage::unit::{Budget, Lang, digits};
use chiffrage::xlsx::Book;
use chiffrage::{model, report, workbook};

use crate::leaks::{saved_again, with_part};
use crate::support;
use crate::support::bid::Bid as Folder;

/// What is changed in a list: what it is called, the text that becomes another, and the codes one of which is found. `{cost}`
/// is the full cost of the bid, `{price}` its price, each as French people write it.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("a cost", "quel arrondi", "{cost} € et quel arrondi", "E0801"),
    ("a price", "quel arrondi", "{price} € et quel arrondi", "E0811"),
    ("a cost in millions", "quel arrondi", "35,98 M€ et quel arrondi", "E0801 E0811"),
    ("a margin", "quel arrondi", "14,4 % et quel arrondi", "E0801 E0811"),
    ("what an answer is worth", "quel arrondi", "(vaut 12 345 €) et quel arrondi", "E0811"),
    ("a site", "quel arrondi", "Porto, et quel arrondi", "E0802"),
    ("a scenario", "quel arrondi", "Nearshore 30 %, et quel arrondi", "E0802"),
    ("an id", "quel arrondi", "nearshore-30, et quel arrondi", "E0802"),
    ("a path", "quel arrondi", "policy.margin.build, et quel arrondi", "E0802"),
    ("a note", "quel arrondi", "outillage et déploiement uniformes entre les lots", "E0802"),
    ("a reason for onshore", "quel arrondi", "data room and the buyer's premises, Q18", "E0802"),
    ("another wording", "quel arrondi", "combien de décimales", "E0811"),
    ("another title", "Questions à l’acheteur", "Questions à l’acheteur, par valeur", "E0811"),
    ("another heading", "Lots", "Lot, écart", "E0811 W0809 E0802"),
];

fn lists(folder: &Folder, more: &[&str]) -> [&'static str; 2] {
    for name in ["q.xlsx", "q.md"] {
        let _ = fs::remove_file(folder.path(name));
        let run = folder.run(&[&["questions", "--draws", "100", "-o", name], more].concat());
        assert_eq!(run.code, 0, "{more:?}: {}", run.err);
    }
    ["q.xlsx", "q.md"]
}

#[test]
fn a_list_to_send_does_not_leak() {
    let folder = Folder::new();
    for more in [&[][..], &["--lot", "ror", "--top", "4"], &["--scenario", "nearshore-50"]] {
        for name in lists(&folder, more) {
            let run = folder.run(&["leaks", name]);
            let known = run.out.contains("Octet pour octet la liste de questions");
            assert!(run.code == 0 && known && run.out.contains("Aucune fuite"), "{name}, {more:?}: {}", run.out);
        }
    }
    lists(&folder, &[]);
    let text = fs::read_to_string(folder.path("q.md")).unwrap();
    let again = [
        ("again.xlsx", saved_again(&fs::read(folder.path("q.xlsx")).unwrap())),
        ("again.md", text.replace('\n', "\r\n").into_bytes()),
    ];
    for (name, bytes) in again {
        folder.write(name, bytes);
        let run = folder.run(&["leaks", name]);
        let known = run.out.contains("Enregistré par un autre programme") && run.out.contains("liste de questions");
        assert!(run.code == 0 && known, "{name}: {}", run.out);
    }
}

/// The order of a list says nothing of what an answer is worth: it is that of the bid, whatever the draws and the ranges.
#[test]
fn the_order_of_a_list_is_that_of_the_bid() {
    let folder = Folder::new();
    let other = ["--set", "lots.ror.volumes.incidents.per_month *= 40"];
    let ranked = |more: &[&str]| folder.run(&[&["questions", "--draws", "100", "--format", "csv"], more].concat()).out;
    let texts =
        |rows: &str| rows.lines().skip(1).filter_map(|row| Some(row.split_once('?')?.0[3..].to_owned())).collect();
    let [before, after]: [Vec<String>; 2] = [texts(&ranked(&[])), texts(&ranked(&other))];
    assert!(before.len() > 10 && before != after, "the ranking changes: {before:?}");
    lists(&folder, &[]);
    let list = folder.read("q.md");
    for more in [&other[..], &["--seed", "3"]] {
        lists(&folder, more);
        assert_eq!(list, folder.read("q.md"), "{more:?}");
    }
}

/// Whatever else is in a list is found, as text, as a workbook, and in one that another program saved.
#[test]
fn whatever_a_list_does_not_ask_is_found() {
    let (bid, inputs, estimate) = support::shipped();
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let secrets = Secrets::of(&bid, &inputs, &estimate, &text.root);
    let questions = bid.questions();
    let list = QuestionList::new(&bid, questions.iter().map(|question| (question, Vec::new())).collect());
    let (book, text) = (workbook::bytes(&list.book()).unwrap(), report::markdown(&list.sheet(), Lang::Fr));
    let lot = &estimate.dqe.lots[bid.lot("ror").unwrap()];
    let [cost, price] = [lot.full, lot.net].map(|amount| digits(amount.shown(), 2, Lang::Fr));
    let of_text = |bytes: &[u8]| compared_text(&text, bytes, &secrets, Against::Questions, &Budget::default());
    let of_book = |bytes: Vec<u8>| {
        let open = |bytes| Book::open(bytes).unwrap();
        compared(&open(book.clone()), &open(bytes), &secrets, Against::Questions, &|_, _, _| false)
    };
    assert_eq!((of_text(text.as_bytes()).how, of_book(book.clone()).how), (How::Same, How::Same));
    for (name, find, with, codes) in CHANGES {
        let with = with.replace("{cost}", &cost).replace("{price}", &price);
        let change = |text: String| text.replacen(find, &with, 1);
        let changed = with_part(&book, "xl/sharedStrings.xml", &change);
        let again = of_book(saved_again(&changed));
        assert_eq!(again.how, How::SavedAgain);
        for compared in [of_text(change(text.clone()).as_bytes()), of_book(changed), again] {
            let found =
                compared.leaks.iter().any(|leak| leak.sure && codes.split(' ').any(|c| c == leak.code().name()));
            assert!(found, "{name}: {compared:#?}");
        }
    }
    // A line twice, a line less, lines in another order, a line more.
    let lines: Vec<&str> = text.lines().collect();
    let mut swapped = lines.clone();
    swapped.swap(5, 6);
    let twice = [&lines[..6], &lines[5..]].concat();
    let less = [&lines[..5], &lines[6..]].concat();
    let more = [&lines[..], &["", "Marge nette : 12"]].concat();
    for lines in [twice, less, swapped, more] {
        let compared = of_text((lines.join("\n") + "\n").as_bytes());
        assert!(compared.how == How::Changed && compared.leaks.iter().any(|leak| leak.sure), "{lines:#?}");
    }
}

/// The command finds a list by its headings; the table of the bidder is no list to send.
#[test]
fn the_command_knows_a_list() {
    let folder = Folder::new();
    lists(&folder, &["--top", "3"]);
    let text = folder.read("q.md").replacen("Questions à", "Questions chères à", 1);
    folder.write("q.md", text);
    folder.write("ranked.md", folder.run(&["questions", "--draws", "100", "--format", "markdown"]).out);
    for (file, words) in [("q.md", "Comparé à la liste de questions"), ("ranked.md", "Aucun original")] {
        let run = folder.run(&["leaks", file]);
        assert!(run.code == 1 && run.out.contains(words), "{file}: {}", run.out);
    }
}

/// A question that names what only the bidder may know is refused where the models write it; what nearshore is allowed may
/// be asked.
#[test]
fn a_question_that_would_leak_is_not_written() {
    let folder = Folder::new();
    let lot = folder.read("models/lots/ror.toml");
    let question = "Les deux équipes du ROR sont-elles maintenues sur toute la durée du marché";
    assert!(lot.contains(question), "{lot}");
    folder
        .write("models/lots/ror.toml", lot.replacen(question, "Le nearshore est-il admis, et à quelle marge près", 1));
    lists(&folder, &[]);
    assert_eq!(folder.run(&["check"]).code, 0);
    assert_eq!(folder.run(&["leaks", "q.md"]).code, 0);
    folder.write("models/lots/ror.toml", lot.replacen(question, "Porto peut-il travailler dès le premier mois", 1));
    for verb in [&["check"][..], &["questions", "--draws", "100", "-o", "other.md"], &["leaks", "q.md"]] {
        let run = folder.run(verb);
        let words = ["E0812", "Porto peut-il", "models/lots/ror.toml:"];
        assert!(run.code == 2 && words.iter().all(|word| run.err.contains(word)), "{verb:?}: {}", run.err);
    }
    assert!(!folder.path("other.md").exists());
}
