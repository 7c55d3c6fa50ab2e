//! Sites and labels of a map or of the request that no row of the file has.

use std::collections::HashSet;

use itertools::Itertools as _;

use super::offers::{Offer, Settling, groups_of};
use crate::diag::message::columns::{label_not_found, site_not_found, unknown_site};
use crate::unit::fold;

impl<'a> Settling<'a> {
    /// The sites of the rows, each with all its parts.
    fn sites(&self) -> impl Iterator<Item = String> + use<'a> {
        let sheets = self.sheets;
        let lines = sheets.iter().flat_map(|sheet| sheet.tables.lines.iter().map(move |line| (sheet, line)));
        lines.flat_map(|(sheet, line)| groups_of(sheet, line)).map(|(site, ..)| site)
    }

    /// Where a site is the one that is asked for, those that it is a part of are others: `Ancien Lyon` beside `Lyon`.
    pub(super) fn narrow_site(&mut self) {
        let Some(wanted) = self.layout.site.as_deref().map(fold) else { return };
        self.is_whole_site = self.sites().any(|site| fold(&site) == wanted);
    }

    /// Sites of the map that no row, no title and no sheet is of.
    pub(super) fn unmet_sites(&mut self) {
        if self.layout.sites.is_empty() {
            return;
        }
        let titles = self.sheets.iter().flat_map(|sheet| &sheet.tables.columns).filter_map(|of| of.title.as_ref());
        let titles = titles.flat_map(|title| [Some(&title.words), title.site.as_ref(), title.name.as_ref()]).flatten();
        let unread = self.unread.iter().map(|sheet| &sheet.name);
        let names = titles.chain(self.sheets.iter().map(|sheet| &sheet.name)).chain(unread);
        let sites: Vec<String> = self.sites().filter(|site| !site.is_empty()).unique().collect();
        let met: HashSet<String> = names.chain(&sites).map(|name| fold(name)).collect();
        let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
        for (site, _, at) in self.layout.sites.iter().filter(|(site, ..)| !met.contains(site)) {
            self.findings.push(site_not_found(site, *at, &sites));
        }
    }

    /// A site that is asked for must be one of the file's.
    pub(super) fn no_site(&mut self, offers: &[Offer<'_>]) {
        let Some(wanted) = self.layout.site.clone().filter(|_| offers.is_empty()) else { return };
        let mut sites: Vec<&str> = self.left.iter().map(|left| left.site.as_str()).filter(|s| !s.is_empty()).collect();
        sites.sort_unstable();
        sites.dedup();
        if sites.iter().any(|site| fold(site) == fold(&wanted)) {
            return;
        }
        self.findings.push(unknown_site(&wanted, &sites));
    }

    /// Labels of the map that no row has: of another file, or written otherwise there.
    pub(super) fn unmet(&mut self, met: &HashSet<String>) {
        let unmet: Vec<_> = self.layout.labels().filter(|(label, _)| !met.contains(*label)).map(|(_, at)| at).collect();
        for at in unmet {
            self.findings.push(label_not_found(at));
        }
    }
}
