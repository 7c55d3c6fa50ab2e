//! Ids of what a plan and its costs are made of.

use crate::model::bid::ids;

ids! {
    /// A nature of a lot.
    CellId;
    /// What is done or priced: a position, a pool's charge to a lot.
    RowId;
    /// Who does an effort.
    CrewId;
    /// How an effort is placed at sites.
    SpreadId;
    /// A member of a row's crew at a site.
    WorkPostId;
    /// Those of a profile at a site who do or coordinate the work of a row.
    PostId;
    /// What a profile costs at a site, by month.
    RateId;
}
