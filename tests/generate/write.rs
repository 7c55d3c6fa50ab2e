//! A spec as the files a person would write.

use std::fmt::Write as _;

use chiffrage::model::bid::Nature;
use rust_decimal::Decimal;

use super::{
    BASES, BidSpec, CURRENCIES, CourseSpec, EffortSpec, LotSpec, PROFILES, QuantitySpec, RefSpec, SiteSpec, TermSpec,
    VolumeSpec, ZONES, natures,
};

pub const UNITS: [&str; 4] = ["month", "work-unit", "lump-sum", "day"];
const DAYS: usize = Nature::OnDemand as usize;

/// A file as its head and its tables, which may come in any order.
#[derive(Debug, Clone)]
pub struct File {
    pub name: String,
    pub head: String,
    pub tables: Vec<String>,
}

impl File {
    fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), head: String::new(), tables: Vec::new() }
    }

    pub fn text(&self) -> String {
        format!("{}\n{}", self.head, self.tables.join("\n"))
    }
}

/// The decimal `n / 10^scale` as a file writes it.
pub fn decimal(n: i64, scale: u32) -> String {
    Decimal::new(n, scale).to_string()
}

/// Exact shares of four decimals, totalling 1, in the proportions of `parts`.
pub fn shares(parts: &[u32]) -> Vec<Decimal> {
    let total: u32 = parts.iter().sum();
    if total == 0 {
        return parts.iter().enumerate().map(|(i, _)| Decimal::from(u8::from(i == 0))).collect();
    }
    let mut shares: Vec<i64> = parts.iter().map(|p| i64::from(p * 10_000 / total)).collect();
    let rest = 10_000 - shares.iter().sum::<i64>();
    // What division leaves goes to a site that has a part already.
    let largest = (0..parts.len()).max_by_key(|i| parts[*i]).unwrap_or(0);
    shares[largest] += rest;
    shares.into_iter().map(|s| Decimal::new(s, 4)).collect()
}

fn month_after(year: u32, n: u32) -> String {
    format!("\"{}-{:02}\"", year + n / 12, n % 12 + 1)
}

fn nature_id(nature: usize) -> &'static str {
    Nature::ALL[nature % natures()].id()
}

impl BidSpec {
    /// The files, for `load_texts`.
    pub fn texts(&self) -> Vec<(String, String)> {
        self.files().into_iter().map(|file| (file.name.clone(), file.text())).collect()
    }

    /// The files, taken apart.
    pub fn files(&self) -> Vec<File> {
        let mut files = vec![self.contract(), calendars(), self.currencies(), profiles(), self.sites_file()];
        files.extend((0..self.sites.len()).map(|s| self.card(s)));
        files.extend([Self::partners(), self.mixes_file(), self.pools(), self.policy(), document()]);
        for (l, lot) in self.lots.iter().enumerate() {
            files.push(self.lot(l, lot));
            files.push(self.layout(l, lot));
        }
        files
    }

    fn years(&self) -> u32 {
        self.months.div_ceil(12)
    }

    fn month(&self, raw: u32) -> u32 {
        raw % self.months + 1
    }

    fn window(raw: Option<(u32, u32)>, outer: (u32, u32)) -> (u32, u32) {
        let Some((a, b)) = raw else { return outer };
        let length = outer.1 - outer.0 + 1;
        let (a, b) = (outer.0 + a % length, outer.0 + b % length);
        (a.min(b), a.max(b))
    }

    fn course(&self, course: &CourseSpec) -> String {
        let (unit, count, points, ramp) = match course {
            CourseSpec::Constant(n) => return decimal(*n, 2),
            CourseSpec::Years(points, ramp) => ("years", self.years(), points, *ramp),
            CourseSpec::Months(points, ramp) => ("months", self.months, points, *ramp),
            CourseSpec::Then(before, start, by_year, after) => {
                let (unit, count) = if *by_year { ("years", self.years()) } else { ("months", self.months) };
                let (before, after) = (self.course(before), self.course(after));
                return match start % count + 1 {
                    1 => after,
                    start => format!("{{ {unit} = {{ 1 = {before}, {start} = {after} }} }}"),
                };
            }
        };
        let points = points.iter().map(|(at, n)| (at % count + 1, *n)).collect();
        format!("{{ {unit} = {}, ramp = {ramp} }}", steps(points, 2))
    }

    fn quantity(&self, quantity: &QuantitySpec) -> String {
        match quantity {
            QuantitySpec::Months => "\"months\"".into(),
            QuantitySpec::Years(points) => {
                let points = points.iter().map(|(at, n)| (at % self.years() + 1, *n)).collect();
                format!("{{ years = {} }}", steps(points, 3))
            }
        }
    }

    fn mix_ref(&self, mix: &RefSpec) -> String {
        let id = |m: usize| format!("\"m{}\"", m % self.mixes.len());
        match mix.later.map(|(year, later)| (year % self.years() + 1, later)) {
            Some((year, later)) if year > 1 => {
                format!("{{ years = {{ 1 = {}, {year} = {} }} }}", id(mix.first), id(later))
            }
            _ => id(mix.first),
        }
    }

    fn contract(&self) -> File {
        let mut file = File::new("contract.toml");
        let start = month_after(2027, self.start);
        let (months, vat) = (self.months, decimal(self.vat, 3));
        file.head = format!(
            "title = \"A bid\"\nbuyer = \"A buyer\"\nstart = {start}\nmonths = {months}\nreference_site = \"s0\"\n\
             vat = {vat}\npayment_delay = 1\nfinancing_rate = 0.05\n"
        );
        if let Some(decimals) = self.price_decimals {
            let _ = writeln!(file.head, "price_decimals = {decimals}");
        }
        if self.revised {
            let safeguard = ["yearly", "cumulative"][usize::from(self.vat % 2 == 0)];
            file.tables.push(format!(
                "[revision]\nfixed = 0.15\nvariable = 0.85\nindex = 0.022\nfrom_year = 1\ncap = 0.0181\n\
                 safeguard = \"{safeguard}\"\ndecimals = 4\n"
            ));
        }
        file
    }

    fn currencies(&self) -> File {
        let mut file = File::new("currencies.toml");
        let rates = [10_000, self.fx[0], self.fx[1]];
        file.tables =
            CURRENCIES.iter().zip(rates).map(|(c, fx)| format!("[{c}]\neur = {}\n", decimal(fx, 4))).collect();
        file
    }

    fn sites_file(&self) -> File {
        let mut file = File::new("sites.toml");
        file.tables = self.sites.iter().enumerate().map(|(s, site)| site.table(s)).collect();
        file
    }

    fn card(&self, s: usize) -> File {
        let site = &self.sites[s];
        let mut file = File::new(format!("rates/c{s}.toml"));
        let currency = if s == 0 { 0 } else { site.currency };
        let fx = [10_000, self.fx[0], self.fx[1]][currency];
        let base = month_after(2025, site.base_month);
        file.head = format!("currency = \"{}\"\nbase_month = {base}\n", CURRENCIES[currency]);
        let mut table = "[daily_cost]\n".to_owned();
        for (profile, cents) in PROFILES.iter().zip(&site.daily) {
            let figure = cents * 10_000 / fx;
            let first = decimal(figure, 2);
            let _ = match site.step {
                Some((after, hundredths)) => {
                    let then = month_after(2027, self.start + 1 + after % 40);
                    let then_figure = decimal(figure * hundredths, 4);
                    writeln!(table, "{profile} = {{ from = {{ \"2025-06\" = {first}, {then} = {then_figure} }} }}")
                }
                None => writeln!(table, "{profile} = {first}"),
            };
        }
        file.tables.push(table);
        file
    }

    fn partners() -> File {
        let mut file = File::new("partners.toml");
        file.tables.push("[ops]\nlabel = \"Operations partner\"\nrole = \"subcontractor\"\n".into());
        file
    }

    fn mixes_file(&self) -> File {
        let mut file = File::new("mixes.toml");
        for (m, mix) in self.mixes.iter().enumerate() {
            let of = |parts: &[u32]| {
                let parts: Vec<u32> = (0..self.sites.len()).map(|s| parts.get(s).copied().unwrap_or(0)).collect();
                let all = shares(&parts);
                let kept = all.iter().enumerate().filter(|(_, share)| mix.zeros || !share.is_zero());
                let kept: Vec<_> = kept.map(|(s, share)| format!("s{s} = {share}")).collect();
                format!("{{ {} }}", kept.join(", "))
            };
            let first = of(&mix.parts);
            let shares = match &mix.later {
                Some((year, parts)) if year % self.years() > 0 => {
                    format!("years.1 = {first}\nyears.{} = {}", year % self.years() + 1, of(parts))
                }
                _ => format!("shares = {first}"),
            };
            file.tables.push(format!("[m{m}]\nlabel = \"Mix {m}\"\n{shares}\n"));
        }
        file
    }

    fn pools(&self) -> File {
        let mut file = File::new("pools.toml");
        let Some(pool) = &self.pool else { return file };
        let mut head = format!(
            "[shared]\nlabel = \"Shared\"\nnature = \"{}\"\nminimum = {}\n",
            nature_id(pool.nature),
            self.course(&pool.minimum)
        );
        place(&mut head, pool.mix.as_ref().map(|m| self.mix_ref(m)), pool.onshore);
        file.tables.push(head);
        let parts: Vec<u32> = pool.members.iter().map(|m| m.1).collect();
        for (i, ((profile, _, mix), share)) in pool.members.iter().zip(shares(&parts)).enumerate() {
            let profile = PROFILES[profile % PROFILES.len()];
            let mut table = format!("[shared.members.k{i}]\nprofile = \"{profile}\"\nshare = {share}\n");
            place(&mut table, mix.as_ref().map(|m| self.mix_ref(m)), false);
            file.tables.push(table);
        }
        file
    }

    fn policy(&self) -> File {
        let mut file = File::new("policy.toml");
        file.head = format!("mix = {}\n", self.mix_ref(&self.policy_mix));
        for (i, (base, rate)) in self.overheads.iter().enumerate() {
            let (base, rate) = (BASES[base % BASES.len()], decimal(*rate, 3));
            file.tables.push(format!("[overheads.o{i}]\nlabel = \"Overhead {i}\"\nrate = {rate}\nbase = \"{base}\"\n"));
        }
        file.tables.extend([self.provision.table("provision"), self.margin.table("margin"), self.gain.table("gain")]);
        if let Some(nature) = self.spread {
            file.tables.push(format!("[spread]\n{} = true\n", nature_id(nature)));
        }
        file
    }

    /// Is this nature spread over the others in this lot?
    pub fn is_spread(&self, lot: &LotSpec, nature: usize) -> bool {
        self.spread == Some(nature) && lot.spread.unwrap_or(true)
    }

    /// The nature of the lot's first team, which is never spread.
    pub fn anchor(&self, lot: &LotSpec) -> usize {
        if self.is_spread(lot, lot.anchor) { Nature::Build as usize } else { lot.anchor }
    }

    /// Work whose nature the days of a profile alone may have goes elsewhere.
    fn nature_of(lot: &LotSpec, nature: usize) -> usize {
        if lot.days.is_some() && nature == DAYS { Nature::Run as usize } else { nature }
    }

    /// The natures that may have a cost, days sold apart.
    fn costly(&self, lot: &LotSpec) -> Vec<usize> {
        let mut all = vec![self.anchor(lot)];
        all.extend(lot.teams.iter().map(|team| Self::nature_of(lot, team.nature)));
        all.extend(lot.one_offs.iter().map(|one_off| Self::nature_of(lot, one_off.0)));
        let items = lot.platform.iter().map(|item| item.nature.unwrap_or(Nature::Infrastructure as usize));
        all.extend(items.map(|nature| Self::nature_of(lot, nature)));
        if !lot.demands.is_empty() {
            all.extend(self.pool.as_ref().map(|pool| pool.nature));
        }
        all
    }

    fn lot(&self, l: usize, lot: &LotSpec) -> File {
        let mut file = File::new(format!("lots/l{l}.toml"));
        file.head = format!("label = \"Lot {l}\"\nnumber = {}\n", l + 1);
        if !lot.in_bid {
            file.head.push_str("in_bid = false\n");
        }
        place(&mut file.head, lot.mix.as_ref().map(|m| self.mix_ref(m)), false);
        let anchor = nature_id(self.anchor(lot));
        file.tables.push(format!("[teams.anchor]\nnature = \"{anchor}\"\n"));
        let fte = decimal(lot.anchor_fte, 2);
        file.tables.push(format!("[teams.anchor.positions.lead]\nprofile = \"developer\"\nfte = {fte}\n"));
        for (t, team) in lot.teams.iter().enumerate() {
            let (from, to) = Self::window(team.window, (1, self.months));
            let nature = nature_id(Self::nature_of(lot, team.nature));
            let mut table = format!("[teams.t{t}]\nnature = \"{nature}\"\n");
            if team.window.is_some() {
                let _ = writeln!(table, "from = {from}\nto = {to}");
            }
            place(&mut table, team.mix.as_ref().map(|m| self.mix_ref(m)), team.onshore);
            file.tables.push(table);
            for (p, position) in team.positions.iter().enumerate() {
                let profile = PROFILES[position.profile % PROFILES.len()];
                let mut table = format!("[teams.t{t}.positions.p{p}]\nprofile = \"{profile}\"\n");
                table.push_str(&self.effort(lot, &position.effort));
                if position.window.is_some() {
                    let (from, to) = Self::window(position.window, (from, to));
                    let _ = writeln!(table, "from = {from}\nto = {to}");
                }
                place(&mut table, position.mix.as_ref().map(|m| self.mix_ref(m)), position.onshore);
                file.tables.push(table);
            }
        }
        if let Some(pool) = &self.pool
            && !lot.demands.is_empty()
        {
            file.tables.push(format!("[teams.pool]\nnature = \"{}\"\n", nature_id(pool.nature)));
            for (d, demand) in lot.demands.iter().enumerate() {
                let effort = self.effort(lot, demand);
                file.tables.push(format!("[teams.pool.positions.d{d}]\npool = \"shared\"\n{effort}"));
            }
        }
        for (v, volume) in lot.volumes.iter().enumerate() {
            let counts = match volume {
                VolumeSpec::PerMonth(course) => format!("per_month = {}", self.course(course)),
                VolumeSpec::Items(item) if !lot.platform.is_empty() => {
                    format!("items = \"i{}\"", item % lot.platform.len())
                }
                VolumeSpec::Line if !self.is_spread(lot, self.anchor(lot)) => {
                    let nature = self.anchor(lot);
                    format!("line = \"s{}.n{nature}-0\"", nature / lot.section)
                }
                VolumeSpec::Items(_) | VolumeSpec::Applications | VolumeSpec::Line => "applications = true".into(),
            };
            file.tables.push(format!("[volumes.v{v}]\n{counts}\n"));
        }
        for (a, (joins, late, size)) in lot.applications.iter().enumerate() {
            let (joins, late, size) = (self.month(*joins), decimal(*late, 1), decimal(*size, 1));
            let table =
                format!("[applications.a{a}]\nlabel = \"App {a}\"\njoins = {joins}\nlate = {late}\nsize = {size}\n");
            file.tables.push(table);
        }
        for (i, item) in lot.platform.iter().enumerate() {
            let nature = item.nature.map(|n| format!("nature = \"{}\"\n", nature_id(Self::nature_of(lot, n))));
            file.tables.push(format!(
                "[platform.i{i}]\nlabel = \"Item {i}\"\ncount = {}\nunit_month = {}\ndrift = {}\nbase_month = {}\n\
                 paid_by = \"{}\"\n{}",
                self.course(&item.count),
                decimal(item.unit_month, 2),
                decimal(item.drift, 3),
                month_after(2025, item.base_month),
                if item.bidder { "bidder" } else { "buyer" },
                nature.unwrap_or_default(),
            ));
        }
        for (o, (nature, month, euros, rebate)) in lot.one_offs.iter().enumerate() {
            let (nature, month) = (nature_id(Self::nature_of(lot, *nature)), self.month(*month));
            let mut one_off = |id: String, amount: i64| {
                let label =
                    format!("label = \"One-off {o}\"\nnature = \"{nature}\"\nmonth = {month}\namount = {amount}\n");
                file.tables.push(format!("[one_offs.{id}]\n{label}"));
            };
            one_off(format!("f{o}"), *euros);
            if *rebate {
                one_off(format!("r{o}"), -(euros / 3));
            }
        }
        let terms = [("margin", &lot.margin), ("provision", &lot.provision), ("gain", &lot.gain)];
        file.tables.extend(terms.into_iter().filter_map(|(what, term)| Some(term.as_ref()?.table(what))));
        if let (Some(nature), Some(spread)) = (self.spread, lot.spread) {
            file.tables.push(format!("[spread]\n{} = {spread}\n", nature_id(nature)));
        }
        file
    }

    fn effort(&self, lot: &LotSpec, effort: &EffortSpec) -> String {
        match effort {
            EffortSpec::Each(volume, days) if !lot.volumes.is_empty() => {
                format!("each = \"v{}\"\ndays = {}\n", volume % lot.volumes.len(), decimal(*days, 2))
            }
            EffortSpec::Each(_, days) => format!("fte = {}\n", decimal(*days, 2)),
            EffortSpec::Fte(course) => format!("fte = {}\n", self.course(course)),
        }
    }

    /// The DQE of a lot: every nature that may have a cost has a line with a quantity, or a given price.
    fn layout(&self, l: usize, lot: &LotSpec) -> File {
        let mut file = File::new(format!("dqe/l{l}.toml"));
        let costly = self.costly(lot);
        let mut sections = vec![false; natures()];
        for nature in 0..natures() {
            let id = nature_id(nature);
            let section = nature / lot.section;
            let mut lines: Vec<(String, usize, String)> = Vec::new();
            let spec = &lot.lines[nature];
            let given = spec.given.map(|(price, quantity)| {
                (format!("given = {}", decimal(price, 4)), spec.unit, format!("{{ years = {{ 1 = {quantity} }} }}"))
            });
            if let (Some(days), DAYS) = (&lot.days, nature) {
                for day in days {
                    let mut rule = format!("day = \"{}\"\n", PROFILES[day.profile % PROFILES.len()]);
                    place(&mut rule, day.mix.as_ref().map(|m| self.mix_ref(m)), day.onshore);
                    lines.push((rule, 3, self.quantity(&day.quantity)));
                }
                lines.extend(given);
            } else if !self.is_spread(lot, nature) && (costly.contains(&nature) || spec.idle) {
                // Only what surely costs more than these small prices may have given ones beside shares.
                let given = given.filter(|_| nature == self.anchor(lot));
                if !(spec.given_only && given.is_some()) {
                    let quantity = match spec.first_quantity {
                        Some(n) => format!("{{ years = {{ 1 = {} }} }}", decimal(n, 3)),
                        None => "\"months\"".into(),
                    };
                    lines.push((format!("weight = {}", decimal(spec.weight, 1)), spec.unit, quantity));
                    for (weight, unit, quantity) in &spec.others {
                        lines.push((format!("weight = {}", decimal(*weight, 1)), *unit, self.quantity(quantity)));
                    }
                }
                lines.extend(given);
            }
            for (j, (rule, unit, quantity)) in lines.into_iter().enumerate() {
                if !sections[section] {
                    sections[section] = true;
                    file.tables
                        .push(format!("[sections.s{section}]\ncode = \"{section}\"\nlabel = \"Section {section}\"\n"));
                }
                let unit = UNITS[unit % UNITS.len()];
                file.tables.push(format!(
                    "[sections.s{section}.lines.n{nature}-{j}]\ncode = \"{nature}.{j}\"\nlabel = \"Line\"\n\
                     unit = \"{unit}\"\nnature = \"{id}\"\nquantity = {quantity}\n{rule}\n"
                ));
            }
        }
        file
    }
}

impl TermSpec {
    fn table(&self, what: &str) -> String {
        let mut table = format!("[{what}]\ndefault = {}\n", decimal(self.default, 3));
        if let Some((nature, n)) = self.differs {
            let _ = writeln!(table, "{} = {}", nature_id(nature), decimal(n, 3));
        }
        table
    }
}

impl SiteSpec {
    fn table(&self, s: usize) -> String {
        // The reference site is onshore and one's own.
        let (zone, partner) = if s == 0 { (0, false) } else { (self.zone, self.partner) };
        let calendar = ["france", "other"][self.calendar % 2];
        let mut table = format!(
            "[s{s}]\nlabel = \"Site {s}\"\nzone = \"{}\"\ncalendar = \"{calendar}\"\ncard = \"c{s}\"\nabsence_days = {}\n\
             coordination = {}\ncoordinator = \"manager\"\ndrift = {}\nper_head_month = {}\n",
            ZONES[zone % 3],
            self.absence_days,
            decimal(self.coordination, 2),
            decimal(self.drift, 3),
            self.per_head_month
        );
        if partner {
            table.push_str("partner = \"ops\"\n");
        }
        if let Some(weights) = &self.absence_weights {
            let mut all: Vec<i64> = weights.iter().copied().take(11).collect();
            all.push(10_000 - all.iter().sum::<i64>());
            let all = all.iter().enumerate().map(|(i, w)| format!("{} = {}", i + 1, decimal(*w, 4)));
            let _ = writeln!(table, "absence_weights = {{ {} }}", all.collect::<Vec<_>>().join(", "));
        }
        let steady = decimal(self.steady, 2);
        let _ = match self.ramp {
            Some((start, months)) => {
                let (start, months) = (decimal(start, 2), decimal(months, 1));
                writeln!(table, "productivity = {{ start = {start}, steady = {steady}, months = {months} }}")
            }
            None => writeln!(table, "productivity = {{ steady = {steady} }}"),
        };
        table
    }
}

fn place(table: &mut String, mix: Option<String>, onshore: bool) {
    if let Some(mix) = mix {
        let _ = writeln!(table, "mix = {mix}");
    }
    if onshore {
        table.push_str("onshore = \"production access, Q22\"\n");
    }
}

/// Points in order, the first at 1, each place once, each `n / 10^scale`.
fn steps(mut points: Vec<(u32, i64)>, scale: u32) -> String {
    if let Some(first) = points.first_mut() {
        first.0 = 1;
    }
    points.sort_by_key(|p| p.0);
    points.dedup_by_key(|p| p.0);
    let points = points.into_iter().map(|(at, n)| format!("{at} = {}", decimal(n, scale)));
    format!("{{ {} }}", points.collect::<Vec<_>>().join(", "))
}

fn calendars() -> File {
    let mut file = File::new("calendars.toml");
    file.tables = vec![
        "[france]\nlabel = \"France\"\nholidays.new-year = { month = 1, day = 1 }\nholidays.easter-monday = { easter = 1 }\n\
         holidays.bastille = { month = 7, day = 14 }\nholidays.christmas = { month = 12, day = 25 }\n"
            .into(),
        "[other]\nlabel = \"Other\"\nholidays.turn = { month = 12, day = 31, days = 3 }\n".into(),
    ];
    file
}

fn profiles() -> File {
    let mut file = File::new("profiles.toml");
    file.tables = PROFILES.iter().map(|p| format!("[{p}]\nlabel = \"{p}\"\n")).collect();
    file
}

fn document() -> File {
    let mut file = File::new("document.toml");
    file.head = "title = \"DQE\"\nbidder = \"A bidder\"\nfooter = \"\"\n".into();
    file.tables.push("[notes]\n".into());
    file
}
