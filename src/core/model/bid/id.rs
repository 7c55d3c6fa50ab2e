//! Ids: places in the lists of a bid, a type for each kind of thing, so that none is used for another.

/// Declares ids, each the index of a list.
macro_rules! ids {
    ($( $(#[doc = $doc:literal])+ $name:ident; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(usize);

        impl From<usize> for $name {
            fn from(place: usize) -> Self {
                Self(place)
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+ };
}

pub(crate) use ids;

ids! {
    /// A country's open days.
    CalendarId;
    /// A currency.
    CurrencyId;
    /// A profile.
    ProfileId;
    /// A rate card.
    CardId;
    /// A site.
    SiteId;
    /// A partner.
    PartnerId;
    /// A mix of sites.
    MixId;
    /// A pool.
    PoolId;
    /// A profile of a pool.
    MemberId;
    /// An overhead.
    OverheadId;
    /// A lot.
    LotId;
    /// A rule of exclusivity.
    ExclusivityId;
    /// A position of a lot.
    PositionId;
    /// A volume of a lot.
    VolumeId;
    /// An application of a lot.
    ApplicationId;
    /// An item of a lot's platform.
    ItemId;
    /// A one-off of a lot.
    OneOffId;
    /// A line of a lot's DQE.
    LineId;
}
