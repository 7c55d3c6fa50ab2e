//! Lots: positions, volumes, applications, platform, one-offs, terms.

use typed_index_collections::{TiSlice, TiVec};

use super::Resolver;
use crate::diag::message::lot::{self as message, OneOf, Term};
use crate::diag::message::model::Thing;
use crate::diag::{At, Reported};
use crate::model::bid::{
    Application, ApplicationId, Base, Course, Item, Line, LineId, Lot, LotId, Nature, OneOff, PoolId, Position,
    Statement, Terms, Volume, Who, Window,
};
use crate::model::figure::Fig;
use crate::model::number::Kind;
use crate::model::raw::{self, ByNature};
use crate::model::shape::{Keyed, Words};
use crate::unit::Text;

impl Resolver<'_> {
    pub(super) fn lots(&mut self) -> Result<TiVec<LotId, Lot>, Reported> {
        let root = self.root;
        for (id, at, _) in root.dqe.iter() {
            let words = Words { at, text: id.to_owned() };
            // Reported where there is none: a layout that no lot has is an error of its own.
            let _ = self.find::<usize, _>(Thing::Lot, &words, &root.lots);
        }
        let lots: Vec<_> = root
            .lots
            .iter()
            .filter(|(_, _, raw)| raw.in_bid.unwrap_or(true))
            .map(|(id, at, raw)| self.lot(id, at, raw))
            .collect();
        self.numbers();
        let mut lots = lots.into_iter().collect::<Result<TiVec<LotId, Lot>, _>>()?;
        if lots.is_empty() {
            return Err(self.push(message::no_lot()));
        }
        // In the order of their numbers, whatever the order of the files.
        lots.sort_by_key(|lot| (self.value(lot.number), lot.id.clone()));
        Ok(lots)
    }

    /// Reports the numbers of lots that are not whole, or not theirs alone.
    fn numbers(&mut self) {
        let root = self.root;
        let mut seen: Vec<(rust_decimal::Decimal, At)> = Vec::new();
        for (id, _, lot) in root.lots.iter().filter(|(_, _, raw)| raw.in_bid.unwrap_or(true)) {
            let (number, at) = (self.value(lot.number.fig), lot.number.at);
            if !number.fract().is_zero() || number < rust_decimal::Decimal::ONE {
                self.push(message::bad_number(id, number, at));
            }
            match seen.iter().find(|(other, _)| *other == number) {
                Some((_, first)) => {
                    self.push(message::same_number(number, at, *first));
                }
                None => seen.push((number, at)),
            }
        }
    }

    fn lot(&mut self, id: &str, at: At, raw: &raw::Lot) -> Result<Lot, Reported> {
        let whole = 0..self.months;
        let mut positions = TiVec::new();
        let mut complete = Ok(());
        for (team_id, team_at, team) in raw.teams.iter() {
            let window = self.window(team.from, team.to, &whole, team_at);
            for (position_id, position_at, position) in team.positions.iter() {
                let id = format!("{team_id}.{position_id}");
                let outer = window.clone().unwrap_or_else(|_| whole.clone());
                match self.position(id, position_at, position, team, raw, &outer) {
                    Ok(position) => positions.push(position),
                    Err(reported) => complete = Err(reported),
                }
            }
        }
        let lot_id = id;
        let volumes: Vec<_> = raw.volumes.iter().map(|(id, at, v)| self.volume(id, at, v, lot_id, raw)).collect();
        let platform: Vec<_> = raw.platform.iter().map(|(id, _, item)| self.item(id, item)).collect();
        let one_offs: Vec<_> = raw.one_offs.iter().map(|(id, _, o)| self.one_off(id, o)).collect();
        let terms = self.terms(at, raw);
        let layout = self.layout(id, raw, &mut positions);
        complete?;
        let (sections, lines, scales) = layout?;
        let terms = terms?;
        self.no_line_of_a_spread_nature(id, &lines, &terms);
        Ok(Lot {
            id: id.into(),
            label: raw.label.clone(),
            number: raw.number.fig,
            facts: statements(&raw.facts),
            positions,
            volumes: volumes.into_iter().collect::<Result<_, _>>()?,
            applications: applications(&raw.applications),
            platform: platform.into_iter().collect::<Result<_, _>>()?,
            one_offs: one_offs.into_iter().collect::<Result<_, _>>()?,
            terms,
            sections,
            lines,
            scales,
            at,
        })
    }

    fn position(
        &mut self, id: String, at: At, raw: &raw::Position, team: &raw::Team, lot: &raw::Lot, outer: &Window,
    ) -> Result<Position, Reported> {
        let root = self.root;
        let window = self.window(raw.from, raw.to, outer, at);
        let mut nature = team.nature;
        let who = match (&raw.profile, &raw.pool) {
            (Some(words), None) => self.find(Thing::Profile, words, &root.profiles).map(Who::Profile),
            (None, Some(words)) => {
                let pool: Result<PoolId, _> = self.find(Thing::Pool, words, &root.pools);
                // A demand has the nature of its pool, whatever the team's other work is for.
                if let Some((_, (_, pool))) =
                    pool.as_ref().ok().and_then(|pool| root.pools.0.get_index(usize::from(*pool)))
                {
                    nature = pool.nature;
                }
                pool.map(Who::Pool)
            }
            _ => Err(self.push(message::one_of(OneOf::Who(&id), at))),
        };
        let base = match (&raw.fte, &raw.each, &raw.days) {
            (Some(fte), None, None) => self.course(fte).map(Base::Capacity),
            (None, Some(each), Some(days)) => {
                self.find(Thing::Volume, each, &lot.volumes).map(|volume| Base::Driver { volume, days: days.fig })
            }
            _ => Err(self.push(message::one_of(OneOf::Effort(&id), at))),
        };
        let mix = raw.mix.as_ref().or(team.mix.as_ref()).or(lot.mix.as_ref()).unwrap_or(&root.policy.mix);
        let mix = self.yearly_mix(mix);
        let onshore = raw.onshore.as_ref().or(team.onshore.as_ref()).map(|w| w.text.clone());
        let team = team.label.clone();
        Ok(Position { id, team, nature, who: who?, base: base?, window: window?, mix: mix?, onshore, at })
    }

    fn volume(
        &mut self, id: &str, at: At, raw: &raw::Volume, lot_id: &str, lot: &raw::Lot,
    ) -> Result<(String, Volume, Option<Text>), Reported> {
        let volume = match (&raw.per_month, &raw.items, raw.applications, &raw.line) {
            (Some(course), None, None, None) => Volume::PerMonth(self.course(course)?),
            (None, Some(words), None, None) => Volume::Items(self.find(Thing::PlatformItem, words, &lot.platform)?),
            (None, None, Some(true), None) => Volume::Applications,
            (None, None, None, Some(words)) => Volume::Line(self.line_of(lot_id, words)?),
            _ => return Err(self.push(message::one_of(OneOf::Volume(id), at))),
        };
        Ok((id.into(), volume, raw.label.clone()))
    }

    fn item(&mut self, id: &str, raw: &raw::Item) -> Result<Item, Reported> {
        let count: Course = self.course(&raw.count)?;
        Ok(Item {
            id: id.into(),
            label: raw.label.clone(),
            count,
            unit_month: raw.unit_month.fig,
            drift: raw.drift.fig,
            base_month: raw.base_month.month,
            paid_by: raw.paid_by,
            nature: raw.nature.unwrap_or(Nature::Infrastructure),
            provider: raw.provider.as_ref().map(|w| w.text.clone()),
            qualification: raw.qualification.as_ref().map(|w| w.text.clone()),
        })
    }

    fn one_off(&mut self, id: &str, raw: &raw::OneOff) -> Result<OneOff, Reported> {
        let month = self.month(raw.month.n, raw.month.at)?;
        Ok(OneOff { id: id.into(), label: raw.label.clone(), nature: raw.nature, month, amount: raw.amount.fig })
    }

    /// A nature that is spread is sold by the lines of the others: a line of its own would sell it twice.
    fn no_line_of_a_spread_nature(&mut self, lot: &str, lines: &TiSlice<LineId, Line>, terms: &[Terms]) {
        for line in lines.iter().filter(|line| terms[line.nature as usize].spread) {
            self.push(message::line_of_a_spread_nature(lot, &line.code, line.nature.id(), line.at));
        }
    }

    /// The terms of each nature: what the lot says of it, else what the policy says.
    fn terms(&mut self, at: At, lot: &raw::Lot) -> Result<[Terms; Nature::ALL.len()], Reported> {
        let policy = &self.root.policy;
        let margin = self.term(Term::Margin, at, lot.margin.as_ref(), &policy.margin);
        let provision = self.term(Term::Provision, at, lot.provision.as_ref(), &policy.provision);
        let gain = self.term(Term::Gain, at, lot.gain.as_ref(), &policy.gain);
        let (margin, provision, gain) = (margin?, provision?, gain?);
        Ok(Nature::ALL.map(|nature| {
            let says = |spread: &Option<raw::Spread>| spread.as_ref().and_then(|s| spread_of(s, nature));
            let spread = says(&lot.spread).or_else(|| says(&policy.spread)).unwrap_or(false);
            let n = nature as usize;
            Terms { margin: margin[n], provision: provision[n], gain: gain[n], spread }
        }))
    }

    /// One of the terms, by nature; those that nothing states are reported together.
    fn term<K: Kind>(
        &mut self, term: Term, at: At, lot: Option<&ByNature<K>>, policy: &ByNature<K>,
    ) -> Result<Vec<Fig>, Reported> {
        let of = |nature: Nature| lot.and_then(|l| l.get(nature)).or_else(|| policy.get(nature)).map(|of| of.fig);
        Nature::ALL.into_iter().map(of).collect::<Option<_>>().ok_or_else(|| {
            let missing: Vec<_> = Nature::ALL.into_iter().filter(|n| of(*n).is_none()).map(Nature::id).collect();
            self.push(message::missing_term(term, &missing, at, self.root.policy.at))
        })
    }
}

fn spread_of(spread: &raw::Spread, nature: Nature) -> Option<bool> {
    match nature {
        Nature::TransitionIn => spread.transition_in,
        Nature::Governance => spread.governance,
        Nature::Build => spread.build,
        Nature::Run => spread.run,
        Nature::Infrastructure => spread.infrastructure,
        Nature::OnDemand => spread.on_demand,
        Nature::TransitionOut => spread.transition_out,
    }
}

pub(super) fn statements(facts: &Keyed<raw::Fact>) -> Vec<Statement> {
    let facts = facts.iter();
    facts.map(|(id, at, f)| Statement { id: id.into(), label: f.label.clone(), source: f.source.clone(), at }).collect()
}

fn applications(raw: &Keyed<raw::Application>) -> TiVec<ApplicationId, Application> {
    raw.iter()
        .map(|(id, _, a)| Application {
            id: id.into(),
            label: a.label.clone(),
            joins: a.joins.fig,
            late: a.late.map(|of| of.fig),
            size: a.size.map(|of| of.fig),
        })
        .collect()
}
