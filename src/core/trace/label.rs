//! What a step of the method is called where it is explained: its words, and what it is of that its context does not say.

use super::words::{base_name, line_name, months, nature_name, text, titled};
use crate::engine::{Name, Thing, What};
use crate::model::Bid;
use crate::model::bid::{Base, MixId, SiteId, Zone};
use crate::model::figure::Fig;
use crate::unit::{Lang, Text};

/// Names in both languages.
#[derive(Clone, Copy)]
pub(super) struct Labels<'a> {
    pub bid: &'a Bid,
}

impl Labels<'_> {
    /// A step, in a context that may be of the same lot, nature, thing… `figures` are those of its own formula.
    pub fn of(self, name: &Name, context: Option<&Name>, figures: &[Fig]) -> Text {
        match (name.what, name.site, name.thing) {
            (What::Worked, Some(site), _) => self.worked(site, name.month),
            (What::Share, Some(site), Some(Thing::Mix(mix))) => self.share(site, mix, None),
            (What::Share, Some(site), Some(Thing::MixOnshore(mix))) => {
                self.share(site, mix, Some(self.kept_onshore(context)))
            }
            (What::Productivity, Some(site), Some(Thing::Learning(t))) => self.productivity(site, t, figures),
            (What::DailyCost, Some(site), _) => self.daily_cost(site, name),
            (What::Effort, ..) => self.in_lot(self.effort(name), name, context),
            (What::Coordination, Some(site), _) => {
                let (site, profile) = (&self.bid.sites[site].label, self.profile(name));
                let words = What::Coordination.words();
                Text::each(|lang| {
                    let (site, profile) = (site.get(lang), profile.as_ref().map_or("", |text| text.get(lang)));
                    titled(lang, &format!("{} {site}", lang.pick(words.0, words.1)), profile)
                })
            }
            (What::Charge, _, Some(Thing::Pool(pool))) => {
                let (pool, lot) = (&self.bid.pools[pool].label, name.lot.map(|lot| &self.bid.lots[lot].label));
                Text::each(|lang| {
                    let (charge, to) =
                        (lang.pick("charge du pool", "charge of the pool"), lang.pick("pour le lot", "to the lot"));
                    format!("{charge} « {} » {to} {}", pool.get(lang), lot.map_or("", |lot| lot.get(lang)))
                })
            }
            (What::Demand, ..) => of_step(name, name.lot.map(|lot| &self.bid.lots[lot].label)),
            (What::DemandOfAll | What::Need, ..) => of_step(name, None),
            (What::Full, _, Some(Thing::Position(_))) => text("coût complet de ces jours", "full cost of these days"),
            (What::Post | What::Heads | What::Days | What::People, ..)
                if context.is_none_or(|of| of.profile != name.profile || of.thing != name.thing) =>
            {
                self.in_lot(self.post(name), name, context)
            }
            _ => self.composed(name, context),
        }
    }

    /// A month of a row, under the row.
    pub fn in_month(self, name: &Name) -> Text {
        match (name.what, name.month) {
            (What::Worked, _) | (_, None) => self.of(name, None, &[]),
            (_, Some(m)) => months(self.bid, m, m),
        }
    }

    /// Its words, then what it is of.
    fn composed(self, name: &Name, context: Option<&Name>) -> Text {
        let differs = |same: fn(&Name, &Name) -> bool| context.is_none_or(|of| !same(of, name));
        let mut details: Vec<Text> = Vec::new();
        if differs(|a, b| a.thing == b.thing) {
            details.extend(self.thing(name));
        }
        if differs(|a, b| a.profile == b.profile) {
            details.extend(self.profile(name));
        }
        if differs(|a, b| a.site == b.site) {
            details.extend(name.site.map(|site| self.bid.sites[site].label.clone()));
        }
        if name.thing.is_none() && differs(|a, b| a.nature == b.nature) {
            details.extend(name.nature.map(|nature| Text::each(|lang| nature_name(nature, lang).to_owned())));
        }
        let other_lot = context.is_some_and(|of| of.lot != name.lot);
        if other_lot || (context.is_none() && name.nature.is_none() && name.thing.is_none()) {
            details.extend(name.lot.map(|lot| self.bid.lots[lot].label.clone()));
        }
        if differs(|a, b| a.year == b.year) {
            details.extend(name.year.map(|k| text(format!("année {}", k + 1), format!("year {}", k + 1))));
        }
        let joined = |lang: Lang| details.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(", ");
        if details.is_empty() && name.what.words().0.is_empty() {
            // Under what it is of, it is what is paid of it.
            return self.thing(name).unwrap_or_else(|| text("coût", "cost"));
        }
        of_step(name, (!details.is_empty()).then(|| Text::each(joined)).as_ref())
    }

    /// The thing that a step is of.
    fn thing(self, name: &Name) -> Option<Text> {
        let bid = self.bid;
        let lot = name.lot.map(|lot| &bid.lots[lot]);
        let same = |id: &str| Some(Text::same(id));
        match name.thing? {
            Thing::Position(p) | Thing::Priced(p) => {
                let position = &lot?.positions[p];
                match &position.base {
                    Base::DayLine { line } => same(&line_name(&lot?.lines[*line])),
                    _ => same(&position.id),
                }
            }
            Thing::Pool(pool) => Some(bid.pools[pool].label.clone()),
            Thing::Member(pool, member) => {
                let pool = &bid.pools[pool];
                same(&format!("{}.{}", pool.id, pool.members[member].id))
            }
            Thing::Volume(volume) => same(&lot?.volumes[volume].0),
            Thing::Application(application) => Some(lot?.applications[application].label.clone()),
            Thing::Mix(mix) | Thing::MixOnshore(mix) => {
                let label = &bid.mixes[mix].label;
                Some(Text::each(|lang| format!("mix « {} »", label.get(lang))))
            }
            Thing::Item(item) => Some(lot?.platform[item].label.clone()),
            Thing::OneOff(one_off) => {
                let one_off = &lot?.one_offs[one_off];
                Some(Text::each(|lang| {
                    format!("{} ({} {})", one_off.label.get(lang), lang.pick("mois", "month"), one_off.month + 1)
                }))
            }
            Thing::Overhead(overhead) => {
                let overhead = &bid.overheads[overhead];
                Some(Text::each(|lang| {
                    format!(
                        "{} ({} {})",
                        overhead.label.get(lang),
                        lang.pick("sur", "on"),
                        base_name(overhead.base, lang)
                    )
                }))
            }
            Thing::Line(line) => same(&line_name(&lot?.lines[line])),
            Thing::Coordinated(site) => {
                let (site, words) = (&bid.sites[site].label, What::Coordination.words());
                Some(Text::each(|lang| format!("{} {}", lang.pick(words.0, words.1), site.get(lang))))
            }
            Thing::Learning(_) => None,
        }
    }

    fn profile(self, name: &Name) -> Option<Text> {
        name.profile.map(|profile| self.bid.profiles[profile].label.clone())
    }

    /// A profile at a site, for some work: `Développeur (alpha.dev), Paris`.
    fn post(self, name: &Name) -> Text {
        let (profile, work) = (self.profile(name), self.thing(name));
        let site = name.site.map(|site| &self.bid.sites[site].label);
        let of = Text::each(|lang| {
            let work = work.as_ref().map(|work| format!(" ({})", work.get(lang))).unwrap_or_default();
            let site = site.map(|site| format!(", {}", site.get(lang))).unwrap_or_default();
            format!("{}{work}{site}", profile.as_ref().map_or("", |profile| profile.get(lang)))
        });
        let what = if name.what == What::People { What::Post } else { name.what };
        of_step(&name.step(what), Some(&of))
    }

    /// A label with its lot, where the context is of another or of all.
    fn in_lot(self, label: Text, name: &Name, context: Option<&Name>) -> Text {
        let other = name.lot.filter(|lot| context.is_some_and(|of| of.lot != Some(*lot)));
        let Some(lot) = other.map(|lot| &self.bid.lots[lot].label) else { return label };
        Text::each(|lang| format!("{}, {}", label.get(lang), lot.get(lang)))
    }

    fn effort(self, name: &Name) -> Text {
        let of = self.thing(name).unwrap_or_else(|| Text::same(""));
        let lot = name.lot.map(|lot| &self.bid.lots[lot]);
        let is_day_line = match (lot, name.thing) {
            (Some(lot), Some(Thing::Position(p) | Thing::Priced(p))) => {
                matches!(lot.positions[p].base, Base::DayLine { .. })
            }
            _ => false,
        };
        if is_day_line {
            return text(
                format!("effort des jours vendus à la ligne {}", of.fr),
                format!("effort of the days sold by line {}", of.en),
            );
        }
        let words = What::Effort.words();
        text(format!("{} {}", words.0, of.fr), format!("{} {}", words.1, of.en))
    }

    /// Days worked at a site: in a month with its holidays, or over several.
    fn worked(self, site: SiteId, month: Option<usize>) -> Text {
        let at = &self.bid.sites[site];
        let Some(m) = month else {
            let days = |lang: Lang| lang.pick("jours travaillés par personne", "days worked by a head");
            return Text::each(|lang| titled(lang, days(lang), at.label.get(lang)));
        };
        let holidays: Vec<&str> =
            self.bid.calendars[at.calendar].holidays[m].iter().map(|(_, name)| name.as_str()).collect();
        Text::each(|lang| {
            let words = What::Worked.words();
            let title = format!("{}, {}", self.bid.calendar_month(m).name(lang), at.label.get(lang));
            let open = lang.pick(words.0, words.1);
            match holidays.as_slice() {
                [] => titled(lang, &title, open),
                names => {
                    titled(lang, &title, &format!("{open} ({} {})", lang.pick("fériés", "holidays"), names.join(", ")))
                }
            }
        })
    }

    /// A share of a mix, with what must stay onshore where the site is the reference.
    fn share(self, site: SiteId, mix: MixId, onshore: Option<&str>) -> Text {
        let of = &self.bid.mixes[mix];
        let is_moved = |s: SiteId| onshore.is_some() && self.bid.sites[s].zone != Zone::Onshore;
        let mut moved: Vec<SiteId> = of.steps.iter().flat_map(|(_, shares)| shares).map(|(s, _)| *s).collect();
        moved.retain(|s| is_moved(*s) && site == self.bid.contract.reference);
        moved.dedup();
        Text::each(|lang| {
            let label = |s: SiteId| self.bid.sites[s].label.get(lang);
            let share = format!("{} {}, mix « {} »", lang.pick("part de", "share of"), label(site), of.label.get(lang));
            if moved.is_empty() {
                return share;
            }
            let from = moved.iter().map(|s| label(*s)).collect::<Vec<_>>().join(", ");
            let why = onshore.filter(|why| !why.is_empty()).map(|why| format!(" ({why})")).unwrap_or_default();
            format!("{share}, {} {from}{why}", lang.pick("ramenée en France, depuis", "kept onshore, from"))
        })
    }

    /// Why the work of a position or a pool must stay onshore.
    fn kept_onshore(&self, of: Option<&Name>) -> &str {
        let why = match of.and_then(|of| Some((of.thing?, of.lot?))) {
            Some((Thing::Position(p) | Thing::Priced(p), lot)) => &self.bid.lots[lot].positions[p].onshore,
            Some((Thing::Pool(pool) | Thing::Member(pool, _), _)) => &self.bid.pools[pool].onshore,
            _ => &None,
        };
        why.as_deref().unwrap_or_default()
    }

    /// Productivity, while people learn with the month of it.
    fn productivity(self, site: SiteId, t: usize, figures: &[Fig]) -> Text {
        let at = &self.bid.sites[site];
        let learning = at.productivity_start.is_some_and(|start| figures.contains(&start));
        Text::each(|lang| {
            let title = titled(lang, lang.pick("productivité", "productivity"), at.label.get(lang));
            if learning {
                return format!("{title}, {} {t}", lang.pick("montée en compétence, mois", "learning, month"));
            }
            title
        })
    }

    fn daily_cost(self, site: SiteId, name: &Name) -> Text {
        let at = &self.bid.sites[site];
        let profile = self.profile(name);
        let stated = name.month.zip(name.profile).and_then(|(m, profile)| {
            let month = self.bid.calendar_month(m);
            let (stated, _) = self.bid.cards[at.card].in_force(profile, month)?;
            (stated.januaries_to(month) > 0).then_some(stated)
        });
        Text::each(|lang| {
            let words = What::DailyCost.words();
            let title = titled(lang, lang.pick(words.0, words.1), profile.as_ref().map_or("", |text| text.get(lang)));
            let since = stated.map(|stated| format!(", {} {stated}", lang.pick("barème de", "card of")));
            format!("{title}, {}{}", at.label.get(lang), since.unwrap_or_default())
        })
    }
}

/// The words of a step, and what it is of.
fn of_step(name: &Name, of: Option<&Text>) -> Text {
    let words = name.what.words();
    Text::each(|lang| match (lang.pick(words.0, words.1), of) {
        (words, None) => words.to_owned(),
        ("", Some(of)) => of.get(lang).to_owned(),
        (words, Some(of)) => titled(lang, words, of.get(lang)),
    })
}
