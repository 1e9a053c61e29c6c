//! All incidents of a batch of documents at once: each event once.

use super::combine::combine;
use super::facts::ReportFacts;
use super::merger::{ReportMerger, ReportNumber};
use crate::lexicon::Taxonomy;
use crate::record::StoredIncident;

/// Joins the reports of each event, of whatever document: one incident for each event, with all its sources, in the order of days and
/// identifiers. The same reports in another order give the same result.
pub fn merge_all(reports: &[StoredIncident], taxonomy: &Taxonomy) -> Vec<StoredIncident> {
    let mut merger = ReportMerger::new();
    for report in reports {
        let source = report.sources.first();
        let document = source.map_or("", |source| source.document.as_str());
        let published = source.and_then(|source| source.date);
        merger.add(ReportFacts::of(&report.incident, document, published, taxonomy));
    }
    let report = |number: &ReportNumber| reports.get(number.0 as usize);
    let told = merger.groups().into_iter().filter_map(|group| {
        let told: Vec<&StoredIncident> = group.iter().filter_map(report).collect();
        combine(&told)
    });
    let mut incidents: Vec<StoredIncident> = told.collect();
    incidents.sort_by(|one, other| {
        let key = |stored: &StoredIncident| stored.incident.date.map(|date| (date.first, date.last));
        key(one)
            .cmp(&key(other))
            .then_with(|| one.incident.id.cmp(&other.incident.id))
    });
    incidents
}
