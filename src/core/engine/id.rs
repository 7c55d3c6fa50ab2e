//! Ids of what a plan and its costs are made of.

use crate::model::bid::ids;

ids! {
    /// What a profile costs at a site, by month.
    RateId;
}
