//! One incident out of a group of reports: the best telling, with every source, and ranges where they disagree.

use crate::incident::CountRange;
use crate::record::{Retelling, StoredIncident};

/// Puts the reports of one event together; `None` for no report. The first one, the best told, gives the text and its place and day;
/// the identifier is that of the report published first, so it stays when later ones come.
pub fn combine(reports: &[&StoredIncident]) -> Option<StoredIncident> {
    let (best, others) = reports.split_first()?;
    let mut merged = (*best).clone();
    for other in others {
        merged.sources.extend(other.sources.iter().cloned());
        merged.retellings.push(Retelling {
            document: other
                .sources
                .first()
                .map_or_else(String::new, |source| source.document.clone()),
            incident: other.incident.id.clone(),
            sentence: other.sentence.clone(),
            evidence: other.evidence.clone(),
        });
        let incident = &mut merged.incident;
        incident.killed = widen(incident.killed, other.incident.killed);
        incident.injured = widen(incident.injured, other.incident.injured);
        incident.background &= other.incident.background;
        incident.confidence = incident.confidence.max(other.incident.confidence);
        for actor in &other.incident.actors {
            let is_known = |known: &crate::incident::Actor| known.name == actor.name && known.role == actor.role;
            if !incident.actors.iter().any(is_known) {
                incident.actors.push(actor.clone());
            }
        }
        for weapon in &other.incident.weapons {
            if !incident.weapons.contains(weapon) {
                incident.weapons.push(weapon.clone());
            }
        }
    }
    let published = |report: &&&StoredIncident| {
        let day = report.sources.first().and_then(|source| source.date);
        (day.is_none(), day, report.incident.id.clone())
    };
    if let Some(first) = reports.iter().min_by_key(published) {
        merged.incident.id.clone_from(&first.incident.id);
    }
    merged.incident.actors.sort_by_key(|actor| actor.role);
    Some(merged)
}

/// The range that holds both.
fn widen(one: Option<CountRange>, other: Option<CountRange>) -> Option<CountRange> {
    let (Some(known), Some(told)) = (one, other) else {
        return one.or(other);
    };
    let max = known.max.max(told.max);
    let open = |count: CountRange| count.open && count.max == max;
    Some(CountRange {
        min: known.min.min(told.min),
        max,
        open: open(known) || open(told),
    })
}
