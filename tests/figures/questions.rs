//! What an answer of the buyer is worth (method §9, *Questions to ask*): against closed forms, and as it is sent.

use chiffrage::engine::{Inputs, estimate_with};
use chiffrage::graph::Float;
use chiffrage::model::Bid;
use chiffrage::model::bid::{Known, Tender};
use chiffrage::model::figure::{Distribution, Fig, Source};
use chiffrage::risk::{Sample, Worth, draws, worths};
use chiffrage::unit::Number as _;
use itertools::Itertools as _;
use rust_decimal::{Decimal, dec};

use crate::support;

/// The shipped bid without ranges and asks, but for two one-offs.
struct Asked {
    bid: Bid,
    /// Each with how much full cost rises by a euro of it.
    one_offs: [(Fig, f64); 2],
}

fn full(bid: &Bid, fig: Fig, value: Decimal) -> f64 {
    let mut inputs = Inputs::exact(bid);
    inputs.set(fig, value.into());
    let estimate = estimate_with(bid, &inputs).expect("it has a price");
    Float::from_decimal(estimate.dqe.total.full.shown()).0
}

impl Asked {
    fn new() -> Self {
        let mut bid = support::shipped().0;
        for figure in &mut bid.figures {
            figure.range = None;
            figure.ask = None;
        }
        let figs = bid.lots.iter().flat_map(|lot| &lot.one_offs).map(|one_off| one_off.amount).take(2).collect_vec();
        let slope = |fig: Fig| (full(&bid, fig, dec!(20_000)) - full(&bid, fig, dec!(10_000))) / 10_000.0;
        let one_offs = [(figs[0], slope(figs[0])), (figs[1], slope(figs[1]))];
        Self { bid, one_offs }
    }

    /// Gives one of them a uniform range in which full cost rises by so many euros.
    fn range(&mut self, which: usize, euros: f64, ask: Option<&str>) {
        let (fig, slope) = self.one_offs[which];
        let high = Decimal::try_from(euros / slope).expect("it is finite");
        let figure = &mut self.bid.figures[fig.index()];
        (figure.value, figure.range) = (high / dec!(2), Some((dec!(0), high)));
        (figure.distribution, figure.ask) = (Distribution::Uniform, ask.map(str::to_owned));
    }

    fn worths(&self) -> Vec<Worth> {
        let inputs = Inputs::exact(&self.bid);
        let estimate = estimate_with(&self.bid, &inputs).expect("it has a price");
        let sample = Sample::of(&self.bid, 20_000, 5);
        let drawn = draws(&self.bid, &inputs, &estimate, &sample, &|_| {}).expect("all draws have a price");
        worths(&self.bid, &inputs, &estimate, (&sample, &drawn), &self.bid.questions(), None)
    }
}

fn float(value: Decimal) -> f64 {
    Float::from_decimal(value).0
}

/// Of one uniform cost from 0 to w, Q80 is 0.3 w above the mean. In 32 bins of equal width the variance within is 1/32² of
/// all, so that S = 1 − 1/1024 and the answer is worth 0.3 w × (1 − 1/32).
#[test]
fn the_answer_to_the_only_unknown_is_worth_all_of_its_risk() {
    let mut asked = Asked::new();
    asked.range(0, 100_000.0, Some("Combien\u{a0}?"));
    let worths = asked.worths();
    assert_eq!(worths.len(), 1);
    let [cost, loss] = worths[0].answers.expect("it has a range");
    let expected = 30_000.0 * (1.0 - 1.0 / 32.0);
    for answer in [cost, loss] {
        assert!((float(answer.worth) - expected).abs() < 30.0, "{}, expected {expected}", answer.worth);
        assert!((float(answer.high - answer.low) - 100_000.0).abs() < 0.01, "{answer:?}");
    }
    assert_eq!(worths[0].lots.len(), 1, "a one-off moves the cost of its lot alone");
}

/// The sum of two like uniforms of width w has its Q80 at (2 − √0.4) w, 0.36754 w above the mean; each explains half of the
/// variance, less the part within its bins: 1 − S = 0.5 + 0.5/1024.
#[test]
fn half_of_the_variance_is_worth_less_than_half_of_the_risk() {
    let mut asked = Asked::new();
    asked.range(0, 100_000.0, None);
    asked.range(1, 100_000.0, Some("Combien\u{a0}?"));
    let worths = asked.worths();
    assert_eq!(worths.len(), 1, "a one-off is the bidder's own: nobody is asked about it unless the model does");
    let room = 100_000.0 * (1.0 - 0.4_f64.sqrt());
    let expected = room * (1.0 - (0.5 + 0.5 / 1024.0_f64).sqrt());
    let [cost, _] = worths[0].answers.expect("it has a range");
    assert!((float(cost.worth) - expected).abs() < 0.03 * expected, "{}, expected {expected}", cost.worth);
}

/// Figures that share an ask are one question: together they explain all that varies.
#[test]
fn figures_that_share_an_ask_are_one_question() {
    let mut asked = Asked::new();
    asked.range(0, 100_000.0, Some("Combien\u{a0}?"));
    asked.range(1, 300_000.0, Some("Combien\u{a0}?"));
    let worths = asked.worths();
    assert_eq!(worths.len(), 1);
    let [cost, _] = worths[0].answers.expect("it has a range");
    assert!((float(cost.high - cost.low) - 400_000.0).abs() < 0.01, "both at their ends: {cost:?}");
    // Q80 of the sum: of the trapezoid with sides 1 and 3, the top fifth is 0.6 = 3 × 0.2 wide where its density is 1/3, but
    // for the last 1 of its slope, which holds a sixth: 0.2 − 1/6 at the density of 1/3 is 0.1 before the slope, so 4 − 1.1.
    let room = 100_000.0 * (2.9 - 2.0);
    assert!(float(cost.worth) > 0.9 * room && float(cost.worth) <= room * 1.01, "{}, of {room}", cost.worth);
    asked.bid.figures[asked.one_offs[0].0.index()].range = None;
    asked.bid.figures[asked.one_offs[1].0.index()].range = None;
    assert_eq!(asked.worths()[0].answers, None, "an ask without a range is not ranked");
}

/// The webinar left its questions 9, 14 and 17 open; what only the buyer knows is asked though the models do not.
#[test]
fn the_shipped_bid_asks_what_the_webinar_left_open() {
    let bid = support::shipped().0;
    let questions = bid.questions();
    for number in [9, 14, 17] {
        let text = format!("question {number} du webinaire");
        assert!(questions.iter().any(|q| q.ask.as_ref().is_some_and(|ask| ask.contains(&text))), "{text}");
    }
    let proposed = questions.iter().filter(|question| question.ask.is_none()).collect_vec();
    let mysql = proposed.iter().find(|question| matches!(question.known, Some((_, Known::Items(_))))).expect("MySQL");
    assert_eq!(bid.figure(mysql.figures[0]).path, "lots.ror.platform.mysql.count");
    let own = ["rates.", "policy.", "sites.", "mixes.", "currencies."];
    let paths = proposed.iter().flat_map(|q| &q.figures).map(|fig| &bid.figure(*fig).path).collect_vec();
    assert!(!paths.iter().any(|path| own.iter().any(|own| path.starts_with(own))), "{paths:?}");
}

/// Ten days before 2 March 2026 is 20 February; of a leap year, 21 February.
#[test]
fn the_last_day_to_ask_is_that_of_the_offers_less_the_days_of_the_rules() {
    let tender = |year: i16, answer_days| Tender {
        offers_due: jiff::civil::date(year, 3, 2),
        answer_days,
        source: Source::Document("RC 6.2".into()),
    };
    let last = |year, days| tender(year, days).last_day_to_ask().map(|day| day.to_string());
    assert_eq!(last(2026, Some(10)).as_deref(), Some("2026-02-20"));
    assert_eq!(last(2028, Some(10)).as_deref(), Some("2028-02-21"));
    assert_eq!(last(2026, None), None);
}

/// The command: the last day where the contract has it; a list to send that holds nothing internal; refusals.
#[test]
fn the_list_to_send_holds_the_questions_alone() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    support::copy(&support::root().join("templates"), &folder.path().join("templates"));
    let run = |args: &[&str]| {
        let mut command = support::chiffrage();
        command.current_dir(folder.path()).args(["questions", "--draws", "100", "--lang", "fr"]).args(args);
        let ran = command.output().expect("it runs");
        let text = String::from_utf8(ran.stdout).expect("it is UTF-8") + &String::from_utf8_lossy(&ran.stderr);
        (ran.status.code(), text)
    };
    assert!(run(&["--top", "3"]).1.contains("Dernier jour pour les poser\u{a0}: inconnu"));
    let contract = models.join("contract.toml");
    let before = std::fs::read_to_string(&contract).expect("it can be read");
    let dated = |dates: &str| std::fs::write(&contract, format!("{before}\n[tender]\n{dates}\nsource = \"RC 6.2\"\n"));
    dated("offers_due = 2026-03-02\nanswer_days = 10").expect("it can be written");
    let table = run(&["--top", "3"]).1;
    assert!(table.contains("20 février 2026") && table.contains("RC 6.2"), "{table}");
    // That day is over, whenever this runs; one of the year 2090 is not.
    assert!(
        table.contains("attention\u{a0}: le dernier jour pour poser ces questions, le 20 février 2026, est passé"),
        "{table}"
    );
    dated("offers_due = 2090-03-02\nanswer_days = 10").expect("it can be written");
    let later = run(&["--top", "3"]).1;
    assert!(later.contains("20 février 2090") && !later.contains("est passé"), "{later}");
    dated("offers_due = 2026-03-02\nanswer_days = 10").expect("it can be written");
    assert!(run(&["--top", "3", "--format", "csv"]).1.contains("2026-02-20"));
    dated("offers_due = 2026-03-02\nanswer_days = 366").expect("it can be written");
    let (code, text) = run(&["-o", "q.md"]);
    assert!(code == Some(2) && text.contains("E0206") && !folder.path().join("q.md").exists(), "{text}");
    dated("offers_due = \"bientôt\"").expect("it can be written");
    assert!(run(&[]).1.contains("E0210"));
    std::fs::write(&contract, before).expect("it can be written");

    for name in ["q.md", "q.xlsx"] {
        assert_eq!(run(&["-o", name]).0, Some(0), "{name}");
    }
    let text = std::fs::read_to_string(folder.path().join("q.md")).expect("it can be read");
    assert!(text.contains("question 9 du webinaire") && !text.contains('€') && !text.contains('%'), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.starts_with("| ")).map(|line| line.matches(" | ").count()).max(),
        Some(2)
    );
    let (code, text) = run(&["-o", "q.pdf"]);
    assert!(code == Some(2) && text.contains("E0506"), "{text}");
    let (code, text) = run(&["-o", "q.md"]);
    assert!(code == Some(1) && text.contains("E0502"), "a text of a person is kept: {text}");
}
