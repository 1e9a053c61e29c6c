//! Which candidate tells which annotated incident.

use serde_json::Value;

use crate::evaluate::incidents::{overlap, words};
use crate::geography::LonLat;
use crate::incident::{Candidate, Incident};
use crate::lexicon::Taxonomy;

type Judged = (Candidate, Option<bool>);

/// The list under `key`, empty where there is none.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Pairs candidates with templates of MUC-4, best first: by type, by what fills the roles, by place and day, as the MUC scorer weighs
/// them. Candidates of types that MUC-4 does not know stay open.
pub(super) fn pair_templates(candidates: &mut [Judged], templates: &[Value], taxonomy: &Taxonomy) {
    let types: Vec<Option<String>> = candidates
        .iter()
        .map(|(candidate, _)| muc_type(taxonomy, &candidate.incident))
        .collect();
    for (candidate, kind) in candidates.iter_mut().zip(&types) {
        candidate.1 = kind.as_ref().map(|_| false);
    }
    let score = |candidate: usize, template: usize| {
        let kind = types[candidate].as_deref()?;
        template_score(&candidates[candidate].0.incident, kind, &templates[template])
    };
    for (candidate, _) in best_pairs(candidates.len(), templates.len(), score) {
        candidates[candidate].1 = Some(true);
    }
}

fn muc_type(taxonomy: &Taxonomy, incident: &Incident) -> Option<String> {
    let kind = taxonomy.kind(&incident.kind)?;
    let is_violent = matches!(
        kind.group.as_str(),
        "remote" | "explosion" | "battle" | "attack" | "property"
    );
    match kind.muc4.as_str() {
        "" => is_violent.then(|| "ATTACK".to_owned()),
        known => Some(known.to_owned()),
    }
}

fn template_score(incident: &Incident, kind: &str, template: &Value) -> Option<f64> {
    let types: Vec<&str> = list(template, "type_alts").iter().filter_map(Value::as_str).collect();
    let by_type = if types.contains(&kind) {
        10.0
    } else if kind == "ATTACK" || types.contains(&"ATTACK") {
        5.0
    } else {
        0.0
    };
    let heads: Vec<String> = incident.actors.iter().map(|actor| head(&actor.name)).collect();
    let roles = ["perp_ind", "perp_org", "phys_target", "hum_target"];
    let fillers = roles.iter().flat_map(|role| list(template, role));
    let is_named = |filler: &&Value| {
        let names = list(filler, "alts").iter().filter_map(Value::as_str);
        names.map(head).any(|name| heads.contains(&name))
    };
    let named = fillers.filter(is_named).count();
    if by_type == 0.0 && named == 0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a template has few fillers")]
    let score = by_type + 4.0 * named as f64 + 2.0 * place_score(incident, template) + date_score(incident, template);
    Some(score)
}

/// The last word before a preposition, without plural -s.
fn head(name: &str) -> String {
    const ENDS: [&str; 6] = ["of", "in", "from", "at", "who", "with"];
    let lower = name.to_lowercase();
    let words = lower.split_whitespace().take_while(|word| !ENDS.contains(word));
    let last = words.last().unwrap_or_default();
    last.trim_end_matches('s').to_owned()
}

fn place_score(incident: &Incident, template: &Value) -> f64 {
    let Some(location) = &incident.location else {
        return 0.0;
    };
    let ours = [
        &location.place,
        &location.admin1,
        &location.admin2,
        &location.country_name,
    ]
    .map(|name| name.to_lowercase());
    let alternatives = list(&template["location"], "alts").iter();
    let levels = alternatives
        .filter_map(Value::as_array)
        .filter_map(|levels| levels.last());
    let names = levels.filter_map(Value::as_array).flatten();
    let is_named = names
        .filter_map(|name| name["name"].as_str())
        .any(|name| ours.contains(&name.to_lowercase()));
    f64::from(u8::from(is_named))
}

fn date_score(incident: &Incident, template: &Value) -> f64 {
    let Some(range) = incident.date else {
        return 0.0;
    };
    let day = |value: &Value| value.as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let fits = list(&template["date"], "alts").iter().any(|date| {
        let (start, end) = (day(&date["start"]), day(&date["end"]));
        match (start, end) {
            (Some(start), Some(end)) => start <= range.last && range.first <= end,
            (None, Some(end)) => range.first <= end,
            (Some(start), None) => start <= range.last,
            (None, None) => false,
        }
    });
    f64::from(u8::from(fits))
}

/// Pairs candidates with the annotated incidents of an article: by the sentence that tells them, then by place.
pub(super) fn pair_annotated(candidates: &mut [Judged], article: &Value) {
    let text = article["text"].as_str().unwrap_or_default();
    let gold = list(article, "gold");
    let score = |candidate: usize, incident: usize| {
        let ours = &candidates[candidate].0.incident;
        let theirs = &gold[incident];
        let same_words = overlap(
            &words(ours.sentence.of(text)),
            &words(theirs["evidence"].as_str().unwrap_or_default()),
        );
        let point = theirs["lon"].as_f64().zip(theirs["lat"].as_f64());
        let point = point.and_then(|(longitude, latitude)| LonLat::new(longitude, latitude));
        let distance = ours
            .location
            .as_ref()
            .zip(point)
            .map(|(location, point)| location.point.distance_km(point));
        let is_near = distance.is_some_and(|distance_km| distance_km < 50.0);
        let score = same_words + f64::from(u8::from(is_near));
        (1.0 <= score).then_some(score)
    };
    let pairs = best_pairs(candidates.len(), gold.len(), score);
    for (_, truth) in candidates.iter_mut() {
        *truth = Some(false);
    }
    for (candidate, _) in pairs {
        candidates[candidate].1 = Some(true);
    }
}

/// One-to-one pairs, taken from the highest score down; the earlier of equals.
fn best_pairs(candidates: usize, incidents: usize, score: impl Fn(usize, usize) -> Option<f64>) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for candidate in 0..candidates {
        for incident in 0..incidents {
            scored.extend(score(candidate, incident).map(|score| (score, candidate, incident)));
        }
    }
    scored.sort_by(|left, right| {
        right
            .0
            .total_cmp(&left.0)
            .then((left.1, left.2).cmp(&(right.1, right.2)))
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, candidate, incident) in scored {
        if pairs.iter().all(|pair| pair.0 != candidate && pair.1 != incident) {
            pairs.push((candidate, incident));
        }
    }
    pairs
}
