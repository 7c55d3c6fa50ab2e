//! Words from fixed lists.

use crate::model::shape::choice;

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
    /// What the cap of a price revision is a rise on (method §6).
    pub enum Safeguard {
        /// On the coefficient of the year before.
        Yearly = "yearly",
        /// On the prices as bid: so much over the whole contract.
        Cumulative = "cumulative",
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
