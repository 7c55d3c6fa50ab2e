//! What a comparison recommends, by a stated rule: the first page of its page and of its workbook.

use rust_decimal::Decimal;

use super::super::page::Front;
use super::super::{Cell, Chart, Column, Drawing, Drawn, Picture, Print, Role, Row, Sheet, Style};
use super::choice::{Choice, quoted, rule};
use super::conditions::conditions;
use super::headline::{named, signed};
use super::{Risks, share, shown};
use crate::scenario::{Aim, Changed, Comparison, Outcome};
use crate::unit::{Exact, Lang, digits, euros, euros_more, percent, percent_more, round_half_away};

/// What is recommended, and against what.
#[derive(Debug)]
pub struct Decision<'a> {
    comparison: &'a Comparison,
    lot: Option<&'a str>,
    aim: Aim,
    lang: Lang,
    /// Best first.
    choices: Vec<Choice<'a>>,
    /// The first scenario, against which differences are.
    first: Choice<'a>,
    /// The same bid under what is not for the bidder to choose.
    hazards: Vec<Choice<'a>>,
    /// What is another bid: other lots, another length.
    others: Vec<&'a Outcome>,
}

/// Is every change one that the bidder decides: teams, mixes, one-offs, the price policy?
fn is_ours(changes: &[Changed]) -> bool {
    changes.iter().all(|change| {
        let parts: Vec<&str> = change.path.split('.').collect();
        matches!(parts.as_slice(), ["policy" | "mixes" | "pools", ..] | ["lots", _, "teams" | "one_offs" | "pools", ..])
    })
}

/// The decision that a comparison is for; none where there is nothing to choose between.
#[must_use]
pub fn decision<'a>(
    comparison: &'a Comparison, lot: Option<&'a str>, risks: Option<&'a Risks>, aim: Aim, lang: Lang,
) -> Option<Decision<'a>> {
    let shown = shown(comparison, lot);
    let first = shown.first()?.1;
    let (mut choices, mut hazards, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (row, one) in shown.iter().enumerate() {
        let choice = Choice::of(*one, risks.and_then(|risks| risks.of.get(row)), lot);
        if !one.1.is_alike(first, lot) {
            others.push(one.1);
        } else if row == 0 || is_ours(&one.1.changes) {
            choices.push(choice);
        } else {
            hazards.push(choice);
        }
    }
    let first = *choices.first()?;
    // The first stays in front of what is worth the same.
    choices.sort_by_key(|choice| choice.rank(aim));
    (choices.len() > 1).then_some(Decision { comparison, lot, aim, lang, choices, first, hazards, others })
}

impl Decision<'_> {
    fn best(&self) -> &Choice<'_> {
        self.choices.first().unwrap_or(&self.first)
    }

    fn keeps_first(&self) -> bool {
        self.best().place == self.first.place
    }

    /// `Recommandé : Nearshore 50 %`.
    #[must_use]
    pub fn heading(&self) -> String {
        let lang = self.lang;
        let words = match (self.keeps_first(), self.comparison.held.is_some()) {
            (true, _) => lang.pick("À garder", "Keep"),
            (false, false) => lang.pick("Recommandé", "Recommended"),
            (false, true) => lang.pick("Recommandé, aux prix signés", "Recommended, at the prices signed"),
        };
        format!("{words}{}{}", lang.colon(), self.best().name(lang))
    }

    /// The rule, and what it ranks.
    #[must_use]
    pub fn rule(&self) -> String {
        let (lang, count, rule) = (self.lang, self.choices.len(), rule(self.aim, self.lang));
        let rest = self.hazards.len() + self.others.len();
        let (fr, en) = match rest {
            0 => (String::new(), String::new()),
            1 => (" ; le dernier n’est pas un choix".to_owned(), "; the last one is no choice".to_owned()),
            _ => (format!(" ; les {rest} autres ne sont pas des choix"), format!("; the other {rest} are no choices")),
        };
        match lang {
            Lang::Fr => format!("Règle\u{a0}: {rule}. {count} scénarios à choisir, le premier compris{fr}."),
            Lang::En => format!("Rule: {rule}. {count} scenarios to choose from, the first included{en}."),
        }
    }

    fn euros(&self, value: Decimal) -> String {
        euros(value, self.lang)
    }

    fn delta(&self, value: Decimal) -> String {
        euros_more(value, self.lang)
    }

    /// `42 055 184 € (−982 138 €)`: what it is, and its difference to the first.
    fn against(&self, get: &dyn Fn(&Choice<'_>) -> Decimal) -> Cell {
        let (value, before) = (get(self.best()), get(&self.first));
        let delta = if self.keeps_first() { String::new() } else { format!(" ({})", self.delta(value - before)) };
        format!("{}{delta}", self.euros(value)).into()
    }

    fn key_figures(&self) -> Vec<(String, Cell)> {
        let (lang, best) = (self.lang, self.best());
        let fte = |value: Exact| digits(value.shown(), 1, lang);
        let mut key = vec![
            (super::net_title(self.comparison.held.as_ref(), lang).to_owned(), self.against(&|choice| choice.net)),
            (lang.pick("Marge", "Margin").to_owned(), self.against(&|choice| choice.earned)),
            (lang.pick("Marge sur le prix", "Margin on the price").to_owned(), Cell::Percent(best.rate)),
        ];
        let of = if self.keeps_first() { String::new() } else { self.points(best.onshore - self.first.onshore) };
        key.push((
            lang.pick("ETP en France, en moyenne", "FTE in France, on average").to_owned(),
            format!("{}{of}", fte(best.onshore)).into(),
        ));
        if let Some(risk) = best.risk {
            let euros = |value: Decimal| Cell::from(self.euros(value));
            key.push((lang.pick("Marge P50", "P50 margin").to_owned(), euros(risk.summary.margin.at(50))));
            key.push((
                lang.pick(
                    "Marge à 80\u{a0}%, atteinte par 80\u{a0}% des tirages",
                    "Margin at 80%, reached by 80% of the draws",
                )
                .to_owned(),
                euros(risk.assured.margin),
            ));
            key.push((
                lang.pick("Probabilité de perte", "Chance of a loss").to_owned(),
                Cell::Percent(risk.assured.loss),
            ));
        }
        key
    }

    /// ` (−16,4)`.
    fn points(&self, delta: Exact) -> String {
        let sign = if delta.shown() > Decimal::ZERO { "+" } else { "" };
        format!(" ({sign}{})", digits(delta.shown(), 1, self.lang))
    }

    /// Three reasons, of the figures that the rule looks at.
    fn reasons(&self) -> Vec<String> {
        let mut reasons: Vec<String> = Vec::new();
        if self.keeps_first() {
            let count = self.choices.len() - 1;
            reasons.push(match self.lang {
                Lang::Fr => format!("Aucun des {count} autres scénarios à choisir ne fait mieux selon cette règle."),
                Lang::En => format!("None of the {count} other scenarios to choose from does better by this rule."),
            });
        } else {
            reasons.push(self.beside(&self.first));
            reasons.extend(self.causes());
        }
        let others = self.choices.iter().skip(1).filter(|other| self.keeps_first() || other.place != self.first.place);
        reasons.extend(others.map(|other| self.beside(other)));
        reasons.truncate(3);
        reasons
    }

    /// The recommended one against another, by price, margin and people onshore, and risk where it is known.
    fn beside(&self, other: &Choice<'_>) -> String {
        let (lang, best) = (self.lang, self.best());
        let name = other.name(lang);
        let (net, earned) = (self.delta(best.net - other.net), self.delta(best.earned - other.earned));
        let [mine, theirs] = [best, other].map(|choice| percent(choice.rate, lang));
        let rates = match (mine == theirs, lang) {
            (true, Lang::Fr) => format!("{mine} du prix dans les deux"),
            (false, Lang::Fr) => format!("{mine} du prix contre {theirs}"),
            (true, Lang::En) => format!("{mine} of the price in both"),
            (false, Lang::En) => format!("{mine} of the price against {theirs}"),
        };
        let part = percent_more(share(best.net - other.net, other.net), lang);
        let people = best.onshore - other.onshore;
        let risk = best.risk.zip(other.risk).map(|(mine, theirs)| {
            let delta = self.delta(mine.assured.margin - theirs.assured.margin);
            match lang {
                Lang::Fr => format!(", marge à 80\u{a0}% {delta}"),
                Lang::En => format!(", margin at 80% {delta}"),
            }
        });
        let fte = self.points(people);
        let fte = fte.trim_matches([' ', '(', ')']);
        let risk = risk.unwrap_or_default();
        match lang {
            Lang::Fr => format!(
                "Contre «\u{a0}{name}\u{a0}»\u{a0}: prix {net} ({part}), marge {earned}, {rates}{risk}\u{a0}; {fte}\u{a0}ETP en France."
            ),
            Lang::En => {
                format!("Against “{name}”: price {net} ({part}), margin {earned}, {rates}{risk}; {fte} FTE in France.")
            }
        }
    }

    /// Where its difference to the first comes from.
    fn causes(&self) -> Option<String> {
        let (lang, best) = (self.lang, self.best());
        let bridge = self.comparison.bridge(best.place)?;
        let of_drivers = |steps: &crate::scenario::Steps| {
            let parts = steps.largest().into_iter().map(|(driver, part)| signed(named(driver, lang), part, lang));
            parts.collect::<Vec<_>>().join(", ")
        };
        let drivers = of_drivers(&self.comparison.explained(bridge.of(self.lot)?));
        let mut lots: Vec<(Decimal, &str)> = Vec::new();
        for (id, sides) in bridge.lots.iter().filter(|_| self.lot.is_none()) {
            let steps = self.comparison.explained(sides);
            let label = best.outcome.bid.lot(id).map(|l| best.outcome.bid.lots[l].label.get(lang));
            let delta = steps.after - steps.before;
            lots.extend(label.filter(|_| !round_half_away(delta, 0).is_zero()).map(|label| (delta, label)));
        }
        lots.sort_by_key(|(delta, _)| std::cmp::Reverse(delta.abs()));
        let lots: Vec<String> = lots.into_iter().take(4).map(|(delta, label)| signed(label, delta, lang)).collect();
        if drivers.is_empty() {
            return None;
        }
        let lots = if lots.len() > 1 {
            format!("{}{}", lang.pick(" ; par lot\u{a0}: ", "; by lot: "), lots.join(", "))
        } else {
            String::new()
        };
        Some(format!("{}{drivers}{lots}.", lang.pick("L’écart vient de\u{a0}: ", "The difference comes from: ")))
    }

    /// What must be true for the recommendation to hold.
    fn conditions(&self) -> Vec<String> {
        conditions(self.best(), &self.first, &self.hazards, self.lot, self.lang)
    }

    /// What the rule does not rank, and why.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let lang = self.lang;
        let names =
            |all: &mut dyn Iterator<Item = &str>| all.map(|name| quoted(name, lang)).collect::<Vec<_>>().join(", ");
        let hazards = names(&mut self.hazards.iter().map(|choice| choice.name(lang)));
        let others = names(&mut self.others.iter().map(|outcome| outcome.label.get(lang)));
        let mut parts = Vec::new();
        if !hazards.is_empty() {
            let words = lang.pick("ce qui ne dépend pas de nous seuls", "what is not for us alone to decide");
            parts.push(format!("{words} ({hazards})"));
        }
        if !others.is_empty() {
            let words = lang.pick("d’autres lots ou une autre durée", "other lots or another length");
            parts.push(format!("{words} ({others})"));
        }
        let words = lang.pick("Comparés sans être des choix", "Compared without being choices");
        (!parts.is_empty()).then(|| format!("{words}{}{}.", lang.colon(), parts.join(lang.pick("\u{a0}; ", "; "))))
    }

    /// All to choose from but the first, by their difference in price.
    fn sorted(&self) -> Vec<&Choice<'_>> {
        let mut sorted: Vec<&Choice<'_>> =
            self.choices.iter().filter(|choice| choice.place != self.first.place).collect();
        sorted.sort_by_key(|choice| choice.net);
        sorted
    }

    fn finding(&self) -> String {
        let (lang, first) = (self.lang, self.first.name(self.lang));
        match lang {
            Lang::Fr => format!("Écarts de prix et de marge contre «\u{a0}{first}\u{a0}», du moins cher au plus cher"),
            Lang::En => format!("Differences of price and margin to “{first}”, the cheapest first"),
        }
    }

    fn picture(&self) -> Picture {
        let (lang, best) = (self.lang, self.best());
        let group = |choice: &Choice<'_>| {
            let mark = if choice.place == best.place { lang.pick(" (recommandé)", " (recommended)") } else { "" };
            let deltas = [choice.net - self.first.net, choice.earned - self.first.earned]
                .map(|delta| Cell::More(round_half_away(delta, 0)))
                .to_vec();
            (format!("{}{mark}", choice.name(lang)), deltas)
        };
        Picture {
            title: self.finding(),
            summary: String::new(),
            drawing: Drawing::Bars {
                series: vec![
                    lang.pick("Écart de prix", "Difference of price").to_owned(),
                    lang.pick("Écart de marge", "Difference of margin").to_owned(),
                ],
                groups: self.sorted().into_iter().map(group).collect(),
            },
        }
    }

    /// The first page of the page.
    #[must_use]
    pub fn front(&self) -> Front {
        let lang = self.lang;
        Front {
            heading: self.heading(),
            rule: self.rule(),
            key_figures: self.key_figures(),
            lists: vec![
                (lang.pick("Pourquoi", "Why").to_owned(), self.reasons()),
                (lang.pick("Ce qui doit être vrai", "What must be true").to_owned(), self.conditions()),
            ],
            picture: self.picture(),
        }
    }

    /// The first sheet of the workbook; `contents` are the sheets that follow, each with what it is.
    #[must_use]
    pub fn sheet(&self, contents: Vec<(String, String)>) -> Sheet {
        let lang = self.lang;
        let number = |key: &str, fr: &str, en: &str, width: u16| Column::number(key, lang.pick(fr, en), width);
        let delta = |key: &str, fr: &str, en: &str, width: u16| Column::delta(key, lang.pick(fr, en), width);
        let is_risky = self.first.risk.is_some();
        let mut columns = vec![
            Column::text("label", lang.pick("Scénario à choisir", "Scenario to choose"), 34),
            Column::number("net", super::net_title(self.comparison.held.as_ref(), lang), 14),
            delta("delta", "Écart de prix", "Difference of price", 14),
            number("margin_euros", "Marge", "Margin", 14),
            delta("margin_delta", "Écart de marge", "Difference of margin", 14),
            number("margin", "Marge sur le prix", "Margin on the price", 10),
            number("onshore", "ETP en France", "FTE in France", 10),
        ];
        if is_risky {
            columns.push(number("margin_at_80", "Marge à 80\u{a0}%", "Margin at 80%", 14));
            columns.push(number("loss", "Perte", "Loss", 8));
        }
        let row = |choice: &Choice<'_>| {
            let amount = |value: Decimal| Cell::UnitPrice(value, 0);
            let is_first = choice.place == self.first.place;
            let against = |delta: Decimal| if is_first { Cell::Empty } else { amount(delta) };
            let mark = if is_first { lang.pick(" (référence)", " (reference)") } else { "" };
            let mut cells = vec![
                format!("{}{mark}", choice.name(lang)).into(),
                amount(choice.net),
                against(choice.net - self.first.net),
                amount(choice.earned),
                against(choice.earned - self.first.earned),
                Cell::Percent(choice.rate),
                Cell::Number(choice.onshore.shown(), 1),
            ];
            if let Some(risk) = choice.risk {
                cells.extend([amount(risk.assured.margin), Cell::Percent(risk.assured.loss)]);
            }
            Row::of(if choice.place == self.best().place { Style::Total } else { Style::Body }, cells)
        };
        let rows: Vec<Row> = std::iter::once(&self.first).chain(self.sorted()).map(row).collect();
        let list = |(heading, lines): (String, Vec<String>)| {
            std::iter::once(heading).chain(lines.into_iter().map(|line| format!("• {line}"))).collect::<Vec<_>>()
        };
        let front = self.front();
        let drawn = rows.len();
        Sheet {
            name: lang.pick("Décision", "Decision").into(),
            title: vec![front.heading, front.rule],
            columns,
            rows,
            notes: front.lists.into_iter().flat_map(list).chain(self.left_out()).collect(),
            contents,
            role: Role::Cover,
            print: Print::Sections { portrait: true },
            charts: vec![Chart {
                title: self.finding(),
                axis: "€".into(),
                of: None,
                drawn: Drawn::Columns {
                    rows: 1..drawn,
                    names: 0,
                    series: vec![2, 4],
                    shares: false,
                    across: String::new(),
                },
            }],
            ..Sheet::default()
        }
    }
}
