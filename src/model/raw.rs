//! The model files as they are written: every table, key by key. Permissive about what ids mean,
//! strict about keys and types; `resolve` turns it into a valid [`Bid`](super::bid::Bid).

use serde_json::{Value as Json, json};

use super::figure::{
    Count, Days, Fte, Fx, Gain, Kind, Margin, Money, Months, Of, Productivity, Rate, Share, SignedMoney, Source,
    Yearly, is_figure,
};
use super::shape::{Keyed, Reader, Schema, Shape, Whole, Words, choice, record};
use super::tree::{Node, Value};
use crate::diag::{At, Code, Finding};
use crate::unit::{Month, Text};

record! {
    /// All the files of a bid as one table: `lots/ror.toml` is `lots.ror`.
    pub struct Root {
        /// The contract's terms.
        contract: Contract,
        /// Public holidays, by country.
        calendars: Keyed<Calendar>,
        /// Currencies, by their ISO code.
        currencies: Keyed<Currency>,
        /// Job profiles.
        profiles: Keyed<Profile>,
        /// Rate cards.
        rates: Keyed<RateCard>,
        /// Where people work.
        sites: Keyed<Site>,
        /// Companies that take part in the bid.
        partners: Keyed<Partner>,
        /// Shares of the work by site.
        mixes: Keyed<Mix>,
        /// People shared by several lots.
        pools: Keyed<Pool>,
        /// Overheads, provision, margins, gains.
        policy: Policy,
        /// The lots.
        lots: Keyed<Lot>,
        /// What every DQE workbook says on its first page.
        document: Document,
        /// The DQE layout of each lot.
        dqe: Keyed<Layout>,
    }
}

record! {
    /// The terms of the contract (`models/contract.toml`).
    pub struct Contract {
        /// The title of the consultation.
        title: Text,
        /// The buyer's name.
        buyer: Text,
        /// The first calendar month of the contract, as "2027-03".
        start: MonthCell,
        /// How many months it lasts.
        months: Whole,
        /// The site in whose FTE and days all effort is stated.
        reference_site: Words,
        /// Decimals of a unit price (method §0): 2 unless the consultation says otherwise.
        price_decimals: Option<Whole>,
        /// The VAT rate.
        vat: Of<Rate>,
        /// Months between the month worked and the month paid.
        payment_delay: Whole,
        /// The yearly rate at which negative cash is financed.
        financing_rate: Of<Rate>,
        /// How prices are revised; absent where they are firm.
        revision: Option<Revision>,
        /// What the tender leaves out, with the question that says so. Nothing is priced for it.
        out_of_scope: Keyed<OutOfScope>,
        /// What the buyer said of the whole consultation, without being a number.
        facts: Keyed<Fact>,
    }
}

record! {
    /// Price revision: `fixed + variable × (1 + index)^(k − 1)` in contract year k (method §6).
    pub struct Revision {
        /// The part that never moves.
        fixed: Of<Share>,
        /// The part that follows the index. With `fixed` it totals 1.
        variable: Of<Share>,
        /// The yearly growth expected of the index (Syntec).
        index: Of<Yearly>,
        /// The first contract year whose prices are revised.
        from_year: Whole,
        /// The most a price may rise from one year to the next; absent where nothing caps it.
        cap: Option<Of<Rate>>,
        /// Decimals to which the contract rounds the coefficient.
        decimals: Whole,
    }
}

record! {
    /// Something the contract does not cover.
    pub struct OutOfScope {
        /// What it is.
        label: Text,
        /// Who says so.
        source: Source,
        /// What the buyer said of it.
        note: Option<Words>,
    }
}

record! {
    /// The public holidays of a country or region (`models/calendars.toml`).
    pub struct Calendar {
        /// Its name.
        label: Text,
        /// Its holidays. Those that fall on a weekend take no working day.
        holidays: Keyed<Holiday>,
    }
}

record! {
    /// A holiday: exactly one of `month` and `day`, `easter`, or `dates`.
    pub struct Holiday {
        /// Its name.
        label: Option<Text>,
        /// A fixed date: the month, 1 to 12.
        month: Option<u32>,
        /// A fixed date: the day of the month.
        day: Option<u32>,
        /// Days after Easter Sunday: 1 is Easter Monday, 39 Ascension Day.
        easter: Option<i32>,
        /// Explicit dates (lunar feasts), one or more for each calendar year of the contract, each under a name: `eid-2027 = 2027-03-10`.
        dates: Option<Keyed<DateCell>>,
        /// How many days in a row; 1 unless written.
        days: Option<u32>,
        /// The law or announcement.
        source: Option<Source>,
    }
}

record! {
    /// A currency.
    pub struct Currency {
        /// Its name.
        label: Option<Text>,
        /// Euros for one unit.
        eur: Of<Fx>,
    }
}

record! {
    /// A job profile.
    pub struct Profile {
        /// Its name, as the buyer reads it.
        label: Text,
        /// What it is for.
        note: Option<Words>,
    }
}

record! {
    /// A rate card (`models/rates/NAME.toml`): what a day of each profile costs.
    pub struct RateCard {
        /// Its name.
        label: Option<Text>,
        /// The currency of its figures.
        currency: Words,
        /// The month its figures are stated at: drift counts from there.
        base_month: MonthCell,
        /// The cost of a day worked, by profile.
        daily_cost: Keyed<DailyCost>,
    }
}

record! {
    /// A place where people work, or a partner's team.
    pub struct Site {
        /// Its name.
        label: Text,
        /// Onshore, nearshore or offshore.
        zone: Zone,
        /// Its holidays.
        calendar: Words,
        /// The rate card of its people.
        card: Words,
        /// The partner whose people work there; absent for one's own.
        partner: Option<Words>,
        /// Days a head is absent in a year: leave, RTT, training, sickness.
        absence_days: Of<Days>,
        /// Share of the absence that falls in each calendar month, "1" to "12", totalling exactly 1; a twelfth each unless written.
        absence_weights: Option<Weights>,
        /// Output of a head against one of the reference site.
        productivity: Ramp,
        /// Heads of the coordinating profile that each head here adds at the reference site.
        coordination: Of<Rate>,
        /// The profile that coordinates; needed where `coordination` is not 0.
        coordinator: Option<Words>,
        /// Yearly rise of daily costs, every January.
        drift: Of<Yearly>,
        /// Euros a month for each head: seat, workstation, licences, travel.
        per_head_month: Of<Money>,
    }
}

record! {
    /// Productivity per head as people learn (method §3).
    pub struct Ramp {
        /// In the first month.
        start: Option<Of<Productivity>>,
        /// Once the ramp is over, and throughout where there is none.
        steady: Of<Productivity>,
        /// Months from `start` to `steady`; none unless written.
        months: Option<Of<Months>>,
    }
}

record! {
    /// A company that takes part in the bid.
    pub struct Partner {
        /// Its name.
        label: Text,
        /// Its role.
        role: Role,
        /// What is known of it.
        note: Option<Words>,
    }
}

record! {
    /// How work is shared between sites: `shares` for the whole contract, or `years` from contract year to shares.
    pub struct Mix {
        /// Its name.
        label: Text,
        /// Shares by site, totalling exactly 1.
        shares: Option<Shares>,
        /// Shares by site from a contract year on: `years.1`, `years.3`.
        years: Option<Keyed<Shares>>,
    }
}

record! {
    /// People who serve several lots: what they take is the greater of `minimum` and the lots' demand.
    pub struct Pool {
        /// Its name.
        label: Text,
        /// The nature of its work in each lot.
        nature: Nature,
        /// FTE needed however few lots there are.
        minimum: Course<Fte>,
        /// Who is in it: shares totalling exactly 1.
        members: Keyed<Member>,
        /// Where it works; the policy's mix unless written.
        mix: Option<YearlyRef>,
        /// Why it must stay onshore; absent where it may move.
        onshore: Option<Words>,
    }
}

record! {
    /// A profile of a pool.
    pub struct Member {
        /// The profile.
        profile: Words,
        /// Its share of the pool's FTE.
        share: Of<Share>,
        /// Where it works; the pool's mix unless written.
        mix: Option<YearlyRef>,
    }
}

record! {
    /// How cost becomes price (`models/policy.toml`).
    pub struct Policy {
        /// The mix of all that names none.
        mix: YearlyRef,
        /// Indirect costs: a rate on a base, by id.
        overheads: Keyed<Overhead>,
        /// Provision for risk, a rate on direct cost and overheads.
        provision: ByNature<Rate>,
        /// Margin on the selling price.
        margin: ByNature<Margin>,
        /// Yearly productivity gain committed to.
        gain: ByNature<Gain>,
        /// Natures whose cost is spread over the lot's others.
        spread: Option<Spread>,
    }
}

record! {
    /// An indirect cost.
    pub struct Overhead {
        /// Its name.
        label: Text,
        /// The rate.
        rate: Of<Rate>,
        /// What it is a rate of.
        base: OverheadBase,
    }
}

record! {
    /// Natures that are spread over the others (true) or priced on their own lines.
    pub struct Spread {
        /// Taking over.
        transition_in = "transition-in": Option<bool>,
        /// Steering and coordination.
        governance: Option<bool>,
        /// Build, acceptance testing included.
        build: Option<bool>,
        /// Running the applications.
        run: Option<bool>,
        /// MCO and MCS of the infrastructure.
        infrastructure: Option<bool>,
        /// What is ordered by the day.
        on_demand = "on-demand": Option<bool>,
        /// Handing over.
        transition_out = "transition-out": Option<bool>,
    }
}

record! {
    /// A lot (`models/lots/NAME.toml`).
    pub struct Lot {
        /// Its name.
        label: Text,
        /// Its number in the consultation.
        number: Of<Count>,
        /// Is it in this bid? It is, unless written false.
        in_bid: Option<bool>,
        /// The mix of its positions that name none; the policy's unless written.
        mix: Option<YearlyRef>,
        /// Facts that shape the lot without being numbers.
        facts: Keyed<Fact>,
        /// Its teams.
        teams: Keyed<Team>,
        /// Its volumes: what drives effort.
        volumes: Keyed<Volume>,
        /// Applications that come on board, each at its month.
        applications: Keyed<Application>,
        /// Machines, services and licences.
        platform: Keyed<Item>,
        /// Costs that fall once.
        one_offs: Keyed<OneOff>,
        /// Where its margin differs from the policy's.
        margin: Option<ByNature<Margin>>,
        /// Where its provision differs from the policy's.
        provision: Option<ByNature<Rate>>,
        /// Where its gain differs from the policy's.
        gain: Option<ByNature<Gain>>,
        /// Where its spread natures differ from the policy's.
        spread: Option<Spread>,
    }
}

record! {
    /// Something the buyer said that shapes the lot.
    pub struct Fact {
        /// What was said.
        label: Text,
        /// Who said it.
        source: Source,
    }
}

record! {
    /// A team: positions that share a nature, a mix, a span of months.
    pub struct Team {
        /// Its name.
        label: Option<Text>,
        /// The nature of its work.
        nature: Nature,
        /// Its mix; the lot's unless written.
        mix: Option<YearlyRef>,
        /// Why it must stay onshore; absent where it may move.
        onshore: Option<Words>,
        /// Its first contract month; 1 unless written.
        from: Option<Whole>,
        /// Its last contract month; the contract's unless written.
        to: Option<Whole>,
        /// Its positions.
        positions: Keyed<Position>,
    }
}

record! {
    /// A position: a `profile` (or a demand on a `pool`), and its effort: `fte`, or `each` of a volume times `days`.
    pub struct Position {
        /// The profile that fills it.
        profile: Option<Words>,
        /// The pool that serves it, in place of a profile.
        pool: Option<Words>,
        /// FTE of the reference site, constant or over time.
        fte: Option<Course<Fte>>,
        /// The volume of the lot that drives it.
        each: Option<Words>,
        /// Days of the reference site for one unit of the volume in a month.
        days: Option<Of<Days>>,
        /// Its mix; the team's unless written.
        mix: Option<YearlyRef>,
        /// Why it must stay onshore (production access, clearance, on-site governance: Q22); absent where it may move.
        onshore: Option<Words>,
        /// Its first contract month; the team's unless written.
        from: Option<Whole>,
        /// Its last contract month; the team's unless written.
        to: Option<Whole>,
    }
}

record! {
    /// A volume, exactly one of: `per_month`, `items` of the platform, or `applications` on board.
    pub struct Volume {
        /// Its name.
        label: Option<Text>,
        /// How many a month.
        per_month: Option<Course<Count>>,
        /// As many as this item of the lot's platform counts.
        items: Option<Words>,
        /// As many as the lot's applications on board, each for its size.
        applications: Option<bool>,
    }
}

record! {
    /// An application that comes on board.
    pub struct Application {
        /// Its name.
        label: Text,
        /// The contract month from which it is on board; 1 for what was there before.
        joins: Of<Months>,
        /// Months it is late.
        late: Option<Of<Months>>,
        /// Its size against an ordinary application; 1 unless written.
        size: Option<Of<Count>>,
    }
}

record! {
    /// Machines, a service or a licence, paid by the month.
    pub struct Item {
        /// Its name.
        label: Text,
        /// How many.
        count: Course<Count>,
        /// Euros a month for one.
        unit_month: Of<Money>,
        /// Yearly rise of that price, every January after `base_month`.
        drift: Of<Yearly>,
        /// The month the price is stated at.
        base_month: MonthCell,
        /// Who pays: what the buyer pays is reported in the total cost of ownership and never priced.
        paid_by: Payer,
        /// The nature it belongs to; `infrastructure` unless written.
        nature: Option<Nature>,
        /// The provider.
        provider: Option<Words>,
        /// Its qualification, such as `SecNumCloud`.
        qualification: Option<Words>,
    }
}

record! {
    /// A cost that falls once.
    pub struct OneOff {
        /// What it is.
        label: Text,
        /// Its nature.
        nature: Nature,
        /// The contract month it falls in.
        month: Whole,
        /// Euros.
        amount: Of<SignedMoney>,
    }
}

record! {
    /// What every DQE workbook says of itself (`templates/document.toml`).
    pub struct Document {
        /// The title.
        title: Words,
        /// The bidder's name.
        bidder: Words,
        /// The consultation's reference, once there is one.
        reference: Option<Words>,
        /// The line at the foot of each page.
        footer: Words,
        /// Notes under the recap, in the order of the file.
        notes: Keyed<Words>,
    }
}

record! {
    /// The DQE of a lot (`templates/dqe/NAME.toml`).
    pub struct Layout {
        /// Sections, in the order of the file.
        sections: Keyed<Section>,
    }
}

record! {
    /// A section of a DQE.
    pub struct Section {
        /// Its code.
        code: Words,
        /// Its title.
        label: Words,
        /// Its lines, in the order of the file.
        lines: Keyed<Line>,
    }
}

record! {
    /// A DQE line, with exactly one price rule: `weight`, `given` or `day`.
    pub struct Line {
        /// Its code, unique in the lot.
        code: Words,
        /// Its wording.
        label: Words,
        /// Its unit.
        unit: Unit,
        /// The nature it recovers.
        nature: Nature,
        /// Quantity in each contract year, or "months" for the months of the year.
        quantity: Quantity,
        /// Price rule: a share of the nature's price, by this weight.
        weight: Option<Of<Count>>,
        /// Price rule: this price.
        given: Option<Of<Money>>,
        /// Price rule: a day of this profile.
        day: Option<Words>,
        /// Where a day sold is worked; the lot's mix unless written.
        mix: Option<YearlyRef>,
        /// Why a day sold must stay onshore; absent where it may move.
        onshore: Option<Words>,
    }
}

choice! {
    /// What the money is for (method §2).
    pub enum Nature {
        /// Taking over.
        TransitionIn = "transition-in",
        /// Steering and coordination.
        Governance = "governance",
        /// Build, acceptance testing (recette) included: Q25.
        Build = "build",
        /// Running the applications.
        Run = "run",
        /// Operational and security maintenance of machines, network and containers (MCO/MCS): Q16.
        Infrastructure = "infrastructure",
        /// What is ordered by the day: Q16, Q23.
        OnDemand = "on-demand",
        /// Handing over.
        TransitionOut = "transition-out",
    }
}

choice! {
    /// How far a site is.
    pub enum Zone {
        /// In metropolitan France.
        Onshore = "onshore",
        /// A few hours away, at the same hours.
        Nearshore = "nearshore",
        /// Farther.
        Offshore = "offshore",
    }
}

choice! {
    /// The role of a partner (Q21 treats them differently).
    pub enum Role {
        /// Leads the group.
        Lead = "lead",
        /// Member of the group.
        CoContractor = "co-contractor",
        /// Subcontractor under the law of 1975.
        Subcontractor = "subcontractor",
    }
}

choice! {
    /// Who pays for an item.
    pub enum Payer {
        /// The bidder: it is a cost.
        Bidder = "bidder",
        /// The buyer: it is not priced.
        Buyer = "buyer",
    }
}

choice! {
    /// What an overhead is a rate of (method §4).
    pub enum OverheadBase {
        /// People at one's own sites: days and per-head costs.
        OwnLabour = "own-labour",
        /// People at partners' sites: days and per-head costs.
        Partners = "partners",
        /// Platform items the bidder pays.
        Platform = "platform",
        /// All direct cost.
        Direct = "direct",
    }
}

choice! {
    /// The unit of a DQE line.
    pub enum Unit {
        /// A day of a profile.
        Day = "day",
        /// A month.
        Month = "month",
        /// A work unit (UO).
        WorkUnit = "work-unit",
        /// A lump sum (forfait).
        LumpSum = "lump-sum",
    }
}

/// A calendar month, written "2027-03".
#[derive(Debug, Clone, Copy)]
pub struct MonthCell {
    /// The month.
    pub month: Month,
}

impl Shape for MonthCell {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Text(text) = &node.value else {
            reader.expected(node, "a month such as \"2027-03\"");
            return None;
        };
        let month = Month::parse(text);
        if month.is_none() {
            let message = format!("`{text}` is no month");
            let finding = Finding::error(Code::BadMonth, message).at(node.at, "expected a month such as \"2027-03\"");
            reader.push(finding.help("write the year from 1900 to 2200, a dash, and the month 01 to 12"));
        }
        Some(Self { month: month? })
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" })
    }
}

/// A day, written `2027-03-15`.
#[derive(Debug, Clone, Copy)]
pub struct DateCell {
    /// The day.
    pub date: jiff::civil::Date,
}

impl Shape for DateCell {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (Value::Date(text) | Value::Text(text)) = &node.value else {
            reader.expected(node, "a day such as 2027-03-15");
            return None;
        };
        let date = text.parse().ok();
        if date.is_none() {
            let message = format!("`{text}` is no day of the calendar");
            let finding = Finding::error(Code::BadMonth, message).at(node.at, "expected a day such as 2027-03-15");
            reader.push(finding.help("write year, month and day, without a time"));
        }
        Some(Self { date: date? })
    }
    fn schema(_: &mut Schema) -> Json {
        // A TOML date, which schema-aware editors present as a string.
        json!({ "type": "string", "format": "date" })
    }
}

impl Shape for Text {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Text(words) = &node.value {
            super::shape::showable(node, words, reader);
            return Some(Self::same(words));
        }
        if node.table().is_none() {
            reader.expected(node, "a text, or { fr = \"…\", en = \"…\" }");
            return None;
        }
        let both = Both::read(node, reader)?;
        Some(Self { fr: both.fr.text, en: both.en.text })
    }
    fn schema(schema: &mut Schema) -> Json {
        let both = Both::schema(schema);
        json!({ "anyOf": [{ "type": "string" }, both] })
    }
}

record! {
    /// A text in two languages.
    pub struct Both {
        /// In French.
        fr: Words,
        /// In English.
        en: Words,
    }
}

/// Shares by site, totalling exactly 1.
pub type Shares = Keyed<Of<Share>>;
/// Weights of the absence by calendar month, "1" to "12".
pub type Weights = Keyed<Of<Share>>;

/// A daily cost: a figure, or dated steps `{ from = { "2026-01" = 410, "2028-01" = 450 } }`.
#[derive(Debug, Clone)]
pub struct DailyCost {
    /// Figures by the month they hold from; `None` is the card's base month.
    pub steps: Vec<(Option<MonthCell>, Of<Money>)>,
}

impl Shape for DailyCost {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(from) = node.table().and_then(|t| t.get("from")) else {
            return Some(Self { steps: vec![(None, Of::read(node, reader)?)] });
        };
        let Value::Table(table) = &from.node.value else {
            reader.expected(&from.node, "months, each with the daily cost from then on");
            return None;
        };
        let steps: Vec<_> = table
            .iter()
            .map(|(key, entry)| {
                let key_node = Node { at: entry.key_at, value: Value::Text(key.clone()) };
                let month = MonthCell::read(&key_node, reader);
                let cost = reader.within("from", |r| r.within(key, |r| Of::read(&entry.node, r)));
                Some((Some(month?), cost?))
            })
            .collect();
        let mut steps = steps.into_iter().collect::<Option<Vec<_>>>()?;
        steps.sort_by_key(|step| step.0.map(|cell| cell.month));
        Some(Self { steps })
    }
    fn schema(schema: &mut Schema) -> Json {
        let money = Of::<Money>::schema(schema);
        json!({ "anyOf": [money, {
            "type": "object",
            "description": "Dated steps: the figure that holds from each month on.",
            "properties": { "from": { "type": "object", "additionalProperties": money } },
            "required": ["from"],
            "additionalProperties": false,
        }] })
    }
}

/// A figure over the contract: constant, or points by contract `years` or `months` (method §2), held
/// until the next point, or joined by straight lines with `ramp = true`.
#[derive(Debug, Clone)]
pub struct Course<K> {
    /// What its points count.
    pub unit: CourseUnit,
    /// Straight lines between points?
    pub ramp: bool,
    /// The points, in order; one, at 1, where it is constant.
    pub points: Vec<(u32, At, Of<K>)>,
}

/// What the points of a course count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseUnit {
    /// One figure for the whole contract.
    Constant,
    /// Contract years.
    Years,
    /// Contract months.
    Months,
}

impl<K: Kind> Shape for Course<K> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = match node.table() {
            Some(table) if !is_figure(table) => table,
            _ => {
                let points = vec![(1, node.at, Of::read(node, reader)?)];
                return Some(Self { unit: CourseUnit::Constant, ramp: false, points });
            }
        };
        let tables = CourseTable::<K>::read(node, reader)?;
        let (unit, points) = match (tables.years, tables.months) {
            (Some(years), None) => (CourseUnit::Years, years),
            (None, Some(months)) => (CourseUnit::Months, months),
            _ => {
                let message = format!("`{}` must have `years` or `months`", reader.path());
                reader.push(
                    Finding::error(Code::Either, message)
                        .at(table.values().next().map_or(node.at, |e| e.key_at), "a figure over time")
                        .help("write { years = { 1 = …, 3 = … } } or { months = { 1 = …, 10 = … } }"),
                );
                return None;
            }
        };
        let points = ordered(&points, reader)?;
        Some(Self { unit, ramp: tables.ramp.unwrap_or(false), points })
    }
    fn schema(schema: &mut Schema) -> Json {
        let figure = Of::<K>::schema(schema);
        let table = CourseTable::<K>::schema(schema);
        json!({ "anyOf": [figure, table] })
    }
}

/// The table form of a course. Written by hand where `record!` would lose `K`.
struct CourseTable<K> {
    years: Option<Keyed<Of<K>>>,
    months: Option<Keyed<Of<K>>>,
    ramp: Option<bool>,
}

impl<K: Kind> Shape for CourseTable<K> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = super::shape::Fields::open(node, "a figure over time", reader)?;
        let years = fields.field("years", reader);
        let months = fields.field("months", reader);
        let ramp = fields.field("ramp", reader);
        fields.finish(reader);
        Some(Self { years: years?, months: months?, ramp: ramp? })
    }
    fn schema(schema: &mut Schema) -> Json {
        let points = Keyed::<Of<K>>::schema(schema);
        json!({
            "type": "object",
            "description": "A figure over time: points by contract year or month, held until the next, or joined by straight lines with ramp.",
            "properties": { "years": points, "months": points, "ramp": { "type": "boolean" } },
            "additionalProperties": false,
            "oneOf": [{ "required": ["years"] }, { "required": ["months"] }],
        })
    }
}

/// Points in order, by the number that their key is.
fn ordered<T: Clone>(points: &Keyed<T>, reader: &mut Reader) -> Option<Vec<(u32, At, T)>> {
    let mut list = Vec::new();
    for (key, at, thing) in points.iter() {
        match key.parse::<u32>() {
            Ok(n) if n >= 1 => list.push((n, at, thing.clone())),
            _ => reader.push(
                Finding::error(Code::WrongType, format!("`{}` counts from 1, not `{key}`", reader.path()))
                    .at(at, "expected a whole number of 1 or more")
                    .help("years and months count from 1, the contract's first"),
            ),
        }
    }
    list.sort_by_key(|point| point.0);
    (list.len() == points.0.len() && !list.is_empty()).then_some(list)
}

/// The id of something, constant or by contract year: `"onshore"`, `{ years = { 1 = "onshore", 2 = "nearshore-30" } }`.
#[derive(Debug, Clone)]
pub struct YearlyRef {
    /// The ids with the year each holds from.
    pub steps: Vec<(u32, At, Words)>,
}

impl Shape for YearlyRef {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if matches!(node.value, Value::Text(_)) {
            return Some(Self { steps: vec![(1, node.at, Words::read(node, reader)?)] });
        }
        let years = RefTable::read(node, reader)?.years;
        Some(Self { steps: ordered(&years, reader)? })
    }
    fn schema(schema: &mut Schema) -> Json {
        let table = RefTable::schema(schema);
        json!({ "anyOf": [{ "type": "string" }, table] })
    }
}

record! {
    /// An id by contract year.
    pub struct RefTable {
        /// The id that holds from each contract year on.
        years: Keyed<Words>,
    }
}

/// The quantity of a DQE line.
#[derive(Debug, Clone)]
pub enum Quantity {
    /// As many as the contract year has months.
    Months,
    /// A figure by contract year.
    Course(Course<Count>),
}

impl Shape for Quantity {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Text(_) = node.value {
            return super::shape::read_choice(node, reader, &[("months", ())]).map(|()| Self::Months);
        }
        let course = Course::read(node, reader)?;
        if course.unit == CourseUnit::Months || course.ramp {
            let message = format!("`{}` is stated by contract year", reader.path());
            reader.push(
                Finding::error(Code::Either, message)
                    .at(node.at, "a DQE has a quantity for each year")
                    .help("write { years = { 1 = …, 2 = … } }"),
            );
            return None;
        }
        Some(Self::Course(course))
    }
    fn schema(schema: &mut Schema) -> Json {
        let course = Course::<Count>::schema(schema);
        json!({ "anyOf": [{ "const": "months" }, course] })
    }
}

/// A figure by nature: a plain figure, or `default` and what differs: `{ default = 0.15, build = 0.17 }`.
#[derive(Debug, Clone)]
pub struct ByNature<K> {
    /// For every nature that is not written.
    pub default: Option<Of<K>>,
    /// By nature.
    pub natures: Vec<(Nature, Of<K>)>,
}

impl<K: Kind> ByNature<K> {
    /// What it says of a nature.
    #[must_use]
    pub fn get(&self, nature: Nature) -> Option<&Of<K>> {
        self.natures.iter().find(|n| n.0 == nature).map(|n| &n.1).or(self.default.as_ref())
    }
}

impl<K: Kind> Shape for ByNature<K> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.table() {
            Some(table) if !is_figure(table) => {}
            _ => return Some(Self { default: Some(Of::read(node, reader)?), natures: Vec::new() }),
        }
        let mut fields = super::shape::Fields::open(node, "a figure by nature", reader)?;
        let default = fields.field::<Option<Of<K>>>("default", reader);
        let natures: Vec<_> =
            Nature::ALL.into_iter().map(|n| (n, fields.field::<Option<Of<K>>>(n.id(), reader))).collect();
        fields.finish(reader);
        let natures = natures
            .into_iter()
            .map(|(nature, of)| of.map(|of| of.map(|of| (nature, of))))
            .collect::<Option<Vec<_>>>()?;
        Some(Self { default: default?, natures: natures.into_iter().flatten().collect() })
    }
    fn schema(schema: &mut Schema) -> Json {
        let figure = Of::<K>::schema(schema);
        let mut properties = serde_json::Map::new();
        for key in std::iter::once("default").chain(Nature::ALL.into_iter().map(Nature::id)) {
            properties.insert(key.into(), figure.clone());
        }
        json!({ "anyOf": [figure, { "type": "object", "properties": properties, "additionalProperties": false }] })
    }
}
