//! The cases worked by hand from the method: tests/cases/*.toml, each laid over tests/cases/base.toml.
//!
//! A case has a `title`, the part of the `method` it is about, its `working` for a pricing manager to redo, the `model`
//! it lays over the base, and either what to `expect` (a query and its figure) or the `finding` that must be reported.
//!
//! A figure is written in full, and is compared in full. One that never ends is written `≈ 33.333`: the engine's value
//! is rounded to as many decimals, half away from zero, and must then be the same. `none` is no month at all.
//!
//! Months `m` and contract years `k` count from 1. A lot, a site and so on is named by its id, a DQE line by its code:
//!
//! - §1 `open.CALENDAR.m` `worked.SITE.m`
//! - §2 `effort.LOT.TEAM.POSITION.m` (for a line sold by the day `effort.LOT.SECTION.LINE.m`), `demand.POOL.m`
//!   `need.POOL.m` `charge.POOL.LOT.m`, `load.LOT.NATURE.k` `capacity.LOT.NATURE.k` and their `ratio.LOT.NATURE.k`
//! - §3 `head.LOT.TEAM.POSITION.SITE.m` `member.LOT.POOL.MEMBER.SITE.m` `coordination.LOT.NATURE.SITE.m` (the heads that
//!   this site's heads add in Paris), `heads.LOT.NATURE.SITE.m` (all of them there) `days.LOT.NATURE.m`
//!   `break_even.SITE.PROFILE` (the site pays below 1) `break_even.SITE.PROFILE.pays_from` (without the productivity)
//! - §4 `daily_cost.PROFILE.SITE.m` `direct.LOT.NATURE[.m]` and its parts `own` `partners` `platform` `one_offs`, with
//!   `overheads`; `full.LOT.NATURE` before any spread, `carried.LOT.NATURE` with what is spread on it; `buyer_cost.LOT`
//! - §5 `sell.LOT.NATURE` `unit_price.LOT.CODE` `gross_unit_price.LOT.CODE` `quantity.LOT.CODE.k` `amount.LOT.CODE[.k]`
//!   and `net` `vat` `gross` `residue` `margin`, of all or `.LOT`
//! - §6 `revenue.LOT[.NATURE].m` `coefficient.k` `scissors.{prices,costs,gained,drifted}.k` and, of all lots together,
//!   `revised.m` `cost.m` `cash.balance.m` `cash.{peak_need,peak_month,break_even,financing}`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chiffrage::engine::{self, Duty, Estimate, Inputs, LineAmounts, LotTotal, Monthly, Origin, Post, Staffing, cell};
use chiffrage::model::bid::{LotId, Nature, PositionId, SiteId};
use chiffrage::model::{self, Bid};
use chiffrage::trace::{Target, explain_all};
use chiffrage::unit::{Exact, Number as _, parse_decimal, round_divided};
use itertools::Itertools as _;
use serde::Deserialize;
use toml::Table;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: String,
    method: String,
    working: String,
    #[serde(default)]
    model: Table,
    #[serde(default)]
    expect: BTreeMap<String, String>,
    finding: Option<String>,
}

#[test]
fn every_case_comes_out_as_worked_by_hand() {
    let base = read(&folder().join("base.toml"));
    let wrong = cases().into_iter().filter_map(|(name, case)| {
        let reported = case.disagreements(&base);
        let Case { title, method, working, .. } = case;
        (!reported.is_empty()).then(|| format!("{name} ({method}): {title}\n{working}\n  {}\n", reported.join("\n  ")))
    });
    let wrong = wrong.collect_vec();
    assert!(wrong.is_empty(), "{} cases come out otherwise:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// What a case works out by hand is explained, under the name that `explain` takes, to the same figure.
#[test]
fn what_a_case_works_out_is_explained_to_the_same_figure() {
    let base = read(&folder().join("base.toml"));
    let mut followed: BTreeMap<String, usize> = BTreeMap::new();
    for (name, case) in cases().into_iter().filter(|(_, case)| case.finding.is_none()) {
        let named = case.expect.iter().filter_map(|(query, figure)| Some((query, figure, explained_as(query)?)));
        let named = named.collect_vec();
        if named.is_empty() {
            continue;
        }
        let Priced { bid, inputs, .. } = price(&base, &case.model).unwrap();
        let targets = named.iter().map(|(_, _, (_, cell))| Target::parse(&bid, cell).unwrap()).collect_vec();
        let steps = explain_all(&bid, &inputs, &targets).unwrap();
        for (((query, figure, (kind, _)), target), step) in named.iter().zip(&targets).zip(&steps) {
            let cell = target.name(&bid);
            assert_eq!(Target::parse(&bid, &cell).ok(), Some(*target), "{name}: {cell} names its cell");
            assert!(agree(figure, Some(step.value.into())), "{name}: {query}: {figure} by hand, {cell} {}", step.value);
            *followed.entry((*kind).to_owned()).or_default() += 1;
        }
    }
    let kinds =
        ["load", "capacity", "ratio", "coefficient", "gross_unit_price", "amount", "revenue", "revised", "cost"];
    assert_eq!(kinds.iter().find(|kind| !followed.contains_key(**kind)), None, "{followed:?}");
}

/// The kind of a query, and the cell of `explain` that is the same figure; none where it has no such cell.
fn explained_as(query: &str) -> Option<(&str, String)> {
    let parts = query.split('.').collect_vec();
    let cell = match parts[..] {
        [what @ ("load" | "capacity"), l, n, k] => format!("{l}/nature/{n}/year/{k}/{what}"),
        ["ratio", l, n, k] => format!("{l}/nature/{n}/year/{k}/load-ratio"),
        ["coefficient", k] => format!("all/revision/{k}"),
        ["gross_unit_price", l, code] => format!("{l}/{code}/gross-price"),
        ["amount", l, code] => format!("{l}/{code}/amount"),
        ["amount", l, code, k] => format!("{l}/{code}/year/{k}/amount"),
        ["revenue", l, m] if m.parse::<usize>().is_ok() => format!("{l}/month/{m}/revenue"),
        [what @ ("revised" | "cost"), m] => format!("all/month/{m}/{what}"),
        _ => return None,
    };
    Some((parts[0], cell))
}

#[test]
fn cases_are_many_and_show_their_working() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let poor =
        cases.into_iter().flat_map(|(name, case)| case.gaps().into_iter().map(move |gap| format!("{name}: {gap}")));
    let poor = poor.collect_vec();
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every case by its name, in order.
fn cases() -> BTreeMap<String, Case> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let named = paths.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path));
    named.filter(|(name, _)| name != "base").map(|(name, path)| (name, read(&path))).collect()
}

impl Case {
    /// What the case lacks to be redone by hand: a figure that its working never comes to, above all.
    fn gaps(&self) -> Vec<String> {
        let asks_once = self.expect.is_empty() == self.finding.is_some();
        if !asks_once || !self.method.starts_with('§') || self.working.trim().is_empty() {
            return vec!["a case has a §, its working, and either figures or a finding".into()];
        }
        let working = self.working.replace(',', "").replace('−', "-");
        let absent = |figure: &str| figure != "none" && !working.contains(figure.trim_start_matches("≈ "));
        let absent = self.expect.iter().filter(|(_, figure)| absent(figure));
        absent.map(|(query, figure)| format!("its working does not come to {figure}, the {query}")).collect()
    }

    /// What the engine says otherwise than the case.
    fn disagreements(&self, base: &Table) -> Vec<String> {
        match (price(base, &self.model), &self.finding) {
            (Ok(priced), None) => {
                let answers = self.expect.iter().map(|(query, figure)| (query, figure, priced.answer(query)));
                let wrong = answers.filter(|(_, figure, answer)| !agree(figure, *answer));
                wrong
                    .map(|(query, figure, answer)| format!("{query}: {figure} by hand, the engine has {answer:?}"))
                    .collect()
            }
            (Ok(_), Some(finding)) => vec![format!("{finding} was expected, and the bid is priced")],
            (Err(reported), Some(finding)) if reported.iter().any(|t| t.starts_with(finding)) => Vec::new(),
            (Err(reported), _) => reported,
        }
    }
}

/// Is this the figure of the case?
fn agree(figure: &str, answer: Option<Exact>) -> bool {
    let Some(value) = answer.and_then(Exact::value) else { return figure == "none" };
    // Twelve decimals are "in full": a division may leave the 28th digit of an exact result one off.
    let (figure, places) = match figure.strip_prefix("≈ ") {
        Some(rounded) => (rounded, rounded.split_once('.').map_or(0, |(_, decimals)| decimals.len())),
        None => (figure, 12),
    };
    parse_decimal(figure) == Some(round_divided(value, u32::try_from(places).unwrap()))
}

struct Priced {
    bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
    people: Staffing<Exact>,
    monthly: Monthly<Exact>,
}

/// Prices the base with a case's model laid over it, or gives the findings.
fn price(base: &Table, over: &Table) -> Result<Priced, Vec<String>> {
    // A text for each top-level table. Figures go by way of binary floats: those of the cases are short, and come out as written.
    let texts = base.iter().chain(over).map(|(key, table)| (format!("{key}.toml"), toml::to_string(table).unwrap()));
    let texts = texts.collect_vec();
    let text = model::load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let reported = |findings: chiffrage::diag::Errors| {
        findings.sorted().iter().map(|f| format!("{}: {}", f.code.name(), f.message.en)).collect_vec()
    };
    let (bid, _) = model::bid(&text).map_err(reported)?;
    let estimate = engine::estimate(&bid).map_err(reported)?;
    let inputs = Inputs::exact(&bid);
    let people = engine::staffing(&bid, &inputs, &estimate.plan);
    let monthly = engine::monthly(&bid, &inputs, &estimate.plan, &estimate.cost.rates);
    Ok(Priced { inputs, bid, estimate, people, monthly })
}

impl Priced {
    /// The figure a query names; `None` where there is none.
    fn answer(&self, query: &str) -> Option<Exact> {
        let Self { bid, inputs, estimate, people, monthly } = self;
        let Estimate { plan, cost, price, dqe } = estimate;
        let profile = |id: &str| bid.profiles.position(|p| p.id == id);
        let lot = |id: &str| bid.lot(id);
        let nature = |id: &str| Nature::ALL.into_iter().find(|n| n.id() == id);
        let site = |id: &str| bid.sites.position(|s| s.id == id);
        let pool = |id: &str| bid.pools.position(|p| p.id == id);
        let row = |lot_id: &str, nature_id: &str| Some(cell(lot(lot_id)?, nature(nature_id)?));
        let whole = |n: usize| Exact::whole(u32::try_from(n).unwrap());
        let parts = query.split('.').collect_vec();
        match parts[..] {
            ["open", calendar, m] => {
                bid.calendars.iter().find(|c| c.id == calendar)?.open.get(from_1(m)?).map(|n| Exact::whole(*n))
            }
            ["worked", s, m] => at(plan.worked.row(site(s)?), m),

            ["effort", l, team, position, m] => at(plan.demand[lot(l)?].row(self.position(l, team, position)?), m),
            ["demand", p, m] => at(&plan.pools[pool(p)?].demand, m),
            ["need", p, m] => at(&plan.pools[pool(p)?].need, m),
            [what @ ("load" | "capacity" | "ratio"), l, n, k] => {
                let (lot, nature) = (lot(l)?, nature(n)?);
                let all = engine::loads(bid, inputs, plan);
                let load = all.into_iter().find(|load| load.lot == lot && load.nature == nature)?;
                let year = load.years.get(from_1(k)?)?;
                match what {
                    "load" => Some(year.load),
                    "capacity" => Some(year.capacity),
                    _ => year.ratio(),
                }
            }
            ["charge", p, l, m] => at(plan.pools[pool(p)?].charge.row(lot(l)?), m),

            ["head", l, team, position, s, m] => {
                let (l, s, position) = (lot(l)?, site(s)?, self.position(l, team, position)?);
                self.heads(l, s, m, |duty| matches!(duty, Duty::Work { row, .. } if plan.rows[row].origin == Origin::Position(position)))
            }
            ["member", l, p, name, s, m] => {
                let (l, s, p) = (lot(l)?, site(s)?, pool(p)?);
                let place = bid.pools[p].members.position(|one| one.id == name)?;
                self.heads(l, s, m, |duty| matches!(duty, Duty::Work { row, member } if member == place && plan.rows[row].origin == Origin::Pool(p)))
            }
            ["coordination", l, n, s, m] => {
                let (l, s, n) = (lot(l)?, site(s)?, nature(n)?);
                let keep =
                    |post: &Post| post.lot == l && post.nature == n && post.duty == Duty::Coordination { site: s };
                at(&people.heads_where(keep), m)
            }
            ["heads", l, n, s, m] => {
                let (l, s, n) = (lot(l)?, site(s)?, nature(n)?);
                at(&people.heads_where(|post| post.lot == l && post.nature == n && post.site == s), m)
            }
            ["days", l, n, m] => {
                let (l, n) = (lot(l)?, nature(n)?);
                at(&people.days_where(plan, |post| post.lot == l && post.nature == n), m)
            }
            ["break_even", s, p, ref what @ ..] => {
                let (site, profile) = (site(s)?, profile(p)?);
                let all = engine::break_even(bid, inputs, plan);
                let found = all.into_iter().find(|b| b.site == site && b.profile == profile)?;
                match what {
                    [] => Some(found.ratio()),
                    ["pays_from"] => Some(found.pays_from),
                    _ => None,
                }
            }

            ["daily_cost", p, s, m] => at(cost.rates.daily(profile(p)?, site(s)?), m),
            ["direct", l, n, m] => Some(monthly.within(row(l, n)?, from_1(m)?..from_1(m)? + 1).direct()),
            ["direct", l, n] => Some(cost.direct[row(l, n)?].direct()),
            ["own", l, n] => Some(cost.direct[row(l, n)?].own),
            ["partners", l, n] => Some(cost.direct[row(l, n)?].partners),
            ["platform", l, n] => Some(cost.direct[row(l, n)?].platform),
            ["one_offs", l, n] => Some(cost.direct[row(l, n)?].one_offs),
            ["overheads", l, n] => Some(cost.direct[row(l, n)?].overheads(bid, inputs)),
            ["full", l, n] => Some(cost.full[row(l, n)?]),
            ["carried", l, n] => Some(price.of(lot(l)?, nature(n)?).full),
            ["sell", l, n] => Some(price.of(lot(l)?, nature(n)?).sell),
            ["buyer_cost", l] => Some(cost.buyer(bid, lot(l)?)),

            ["unit_price", l, code] => Some(self.line(l, code)?.unit_price),
            ["gross_unit_price", l, code] => Some(self.line(l, code)?.gross_unit_price),
            ["quantity", l, code, k] => at(&self.line(l, code)?.quantities, k),
            ["amount", l, code] => Some(self.line(l, code)?.amount),
            ["amount", l, code, k] => at(&self.line(l, code)?.amounts, k),
            [what @ ("net" | "vat" | "gross" | "residue" | "margin")] => total(&dqe.total, what),
            [what @ ("net" | "vat" | "gross" | "residue" | "margin"), l] => total(&dqe.lots[lot(l)?], what),

            ["revenue", l, m] => {
                let revenue = engine::revenue(bid, estimate, people, monthly);
                Some(revenue.of_lot(lot(l)?, from_1(m)?))
            }
            ["revenue", l, n, m] => at(engine::revenue(bid, estimate, people, monthly).0.row(row(l, n)?), m),
            ["coefficient", k] => at(&engine::revision_coefficients(bid, inputs), k),
            ["scissors", what, k] => {
                let scissors = engine::outlook(bid, inputs, estimate, None).scissors(bid, from_1(k)?);
                match what {
                    "prices" => Some(scissors.prices),
                    "costs" => Some(scissors.costs),
                    "gained" => Some(scissors.gained),
                    "drifted" => Some(scissors.drifted),
                    _ => None,
                }
            }
            ["revised", m] => at(&engine::outlook(bid, inputs, estimate, None).revised, m),
            ["cost", m] => at(&engine::outlook(bid, inputs, estimate, None).cost, m),
            ["cash", ref what @ ..] => {
                let cash = engine::cash(bid, inputs, &engine::outlook(bid, inputs, estimate, None));
                match what {
                    ["balance", m] => at(&cash.balance, m),
                    ["peak_need"] => Some(cash.peak_need),
                    ["peak_month"] => cash.peak_month().map(|m| whole(m + 1)),
                    ["break_even"] => cash.break_even().map(|m| whole(m + 1)),
                    ["financing"] => Some(cash.financing),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn position(&self, lot: &str, team: &str, position: &str) -> Option<PositionId> {
        let id = format!("{team}.{position}");
        self.bid.lots[self.bid.lot(lot)?].positions.position(|p| p.id == id)
    }

    fn line(&self, lot: &str, code: &str) -> Option<&LineAmounts<Exact>> {
        let lot = self.bid.lot(lot)?;
        let place = self.bid.lots[lot].lines.position(|line| line.code == code)?;
        Some(&self.estimate.dqe.lines[lot][place])
    }

    /// The heads of a lot at a site whose duty is wanted: none where nobody of it is ever there.
    fn heads(&self, lot: LotId, site: SiteId, m: &str, wanted: impl Fn(Duty) -> bool) -> Option<Exact> {
        at(&self.people.heads_where(|post| post.lot == lot && post.site == site && wanted(post.duty)), m)
    }
}

fn total(total: &LotTotal<Exact>, what: &str) -> Option<Exact> {
    match what {
        "net" => Some(total.net),
        "vat" => Some(total.vat),
        "gross" => Some(total.gross),
        "residue" => Some(total.residue()),
        "margin" => total.margin(),
        _ => None,
    }
}

/// The cell of a month or a year, as a query counts them.
fn at(cells: &[Exact], place: &str) -> Option<Exact> {
    cells.get(from_1(place)?).copied()
}

fn from_1(place: &str) -> Option<usize> {
    place.parse::<usize>().ok()?.checked_sub(1)
}
