//! Files of honest makers, as large as any that they send: none may be refused for what it takes.

use super::{Case, joined, letters, many, rows, scattered, sized, texts};

pub const CASES: &[Case] = &[
    // 5,000 lines of 40 columns, with formulas.
    ("form.xlsx", || {
        let years = |what: &str| [1, 2, 3, 4].map(|year| format!("{what} année {year}"));
        let mut head: Vec<String> = ["N°", "Désignation", "Unité"].map(str::to_owned).into();
        head.extend(years("Quantité"));
        head.extend(["Quantité totale", "Prix unitaire HT"].map(str::to_owned));
        head.extend(years("Montant HT"));
        head.push("Montant total HT".to_owned());
        head.extend((1..=26).map(|n| format!("Renseignement {n}")));
        let line = |n: usize| {
            let r = n + 2;
            let label = format!("{} {}", WORK[n % WORK.len()], n / WORK.len());
            let words = [format!("{}.{}", n / 50 + 1, n % 50 + 1), label, "jour".to_owned()];
            let words = words.map(|words| format!("<c t=\"inlineStr\"><is><t>{words}</t></is></c>")).concat();
            let counts = "<c><v>10</v></c>".repeat(4);
            let total = format!("<c><f>SUM(D{r}:G{r})</f><v>40</v></c><c/>");
            let amounts =
                ["D", "E", "F", "G"].map(|column| format!("<c><f>{column}{r}*$I{r}</f><v>0</v></c>")).concat();
            let sum = format!("<c><f>SUM(J{r}:M{r})</f><v>0</v></c>");
            let more = format!("<c><v>{n}</v></c>").repeat(26);
            format!("<row r=\"{r}\">{words}{counts}{total}{amounts}{sum}{more}</row>")
        };
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        rows(&(texts(&head) + &many(5_000, line))).zip()
    }),
    // 4 MB of texts that its cells share.
    ("strings.xlsx", || strings(sized(4_000))),
    // Rate cards of 20,000 rows.
    ("card.csv", || ("Profil;Séniorité;CJM\n".to_owned() + &many(20_000, profile)).into_bytes()),
    ("card.xlsx", || {
        let row = |n: usize| texts(&profile(n).trim_end().split(';').collect::<Vec<_>>());
        rows(&(texts(&["Profil", "Séniorité", "CJM"]) + &many(20_000, row))).zip()
    }),
    // 5 MB of words, and of numbers.
    ("words.txt", || words(sized(40_000))),
    // Shares and amounts in thousands, as people round them.
    ("shares.csv", || {
        let line = |n: usize| format!("Poste {n};{},{} %;{} k€\n", n % 100, n % 10, n % 9_973);
        ("Poste;Part;Montant\n".to_owned() + &many(40_000, line)).into_bytes()
    }),
    ("numbers.csv", || numbers(sized(420_000))),
    // Wide, as schedules by month are.
    ("months.xlsx", || {
        let cells =
            |r: usize| (1..=120).map(|c| format!("<c r=\"{}{r}\"><v>{c}</v></c>", letters(c))).collect::<String>();
        rows(&many(1_500, |n| format!("<row r=\"{}\">{}</row>", n + 1, cells(n + 1)))).zip()
    }),
];

/// A file: its name, how many rows it has at full size, and its bytes with so many.
pub type Long = (&'static str, usize, fn(usize) -> Vec<u8>);

/// Texts and figures of which some megabytes are no rate card.
pub const LONG: &[Long] =
    &[("strings.xlsx", 4_000, strings), ("words.txt", 40_000, words), ("numbers.csv", 420_000, numbers)];

fn strings(count: usize) -> Vec<u8> {
    let text = |n: usize| format!("<si><t>{} {n} : {}</t></si>", WORK[n % WORK.len()], SENTENCE.repeat(2));
    let texts_of = |n: usize| (0..4).map(|m| text(n * 4 + m)).collect::<String>();
    let cells = |n: usize| (0..4).map(|m| format!("<c t=\"s\"><v>{}</v></c>", n * 4 + m)).collect::<String>();
    let head = texts(&["Désignation", "Contenu", "Livrable", "Remarque", "Prix unitaire HT"]);
    rows(&(head + &joined(count, |n| format!("<row>{}</row>", cells(n))))).strings(&joined(count, texts_of)).zip()
}

fn words(count: usize) -> Vec<u8> {
    format!("{SENTENCE}\n").repeat(count).into_bytes()
}

fn numbers(count: usize) -> Vec<u8> {
    joined(count, |n| {
        let n = scattered(n);
        format!("{};{}\n", n % 9_973, n % 99_991)
    })
    .into_bytes()
}

const WORK: [&str; 8] = [
    "Développement de service",
    "Maintenance corrective",
    "Pilotage du lot",
    "Administration de la plateforme",
    "Conception détaillée",
    "Recette et qualification",
    "Support de niveau 2",
    "Documentation technique",
];
const SENTENCE: &str = "Le titulaire assure la prestation décrite au CCTP, dans les délais de l’annexe, et remet ses livrables en 2 exemplaires.";

fn profile(n: usize) -> String {
    format!("Ingénieur d’études {n};{};{}\n", ["junior", "confirmé", "senior"][n % 3], 300 + n % 400)
}
