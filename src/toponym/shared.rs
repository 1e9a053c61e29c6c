//! Names that the text does not write out: "North" of "North and South Kivu", and abbreviations that it explains, "Papua New Guinea (PNG)".

use super::ToponymRole;
use super::context::{Context, Shape};
use super::mention::{Form, Mention, sense_of};
use super::role::role_of;
use super::signal::Signals;
use crate::gazetteer::{Gazetteer, MatchTier};
use crate::lexicon::name_cues::NameCue;

/// "North and South Kivu", "Northern, Central and Southern Darfur": before a name that opens with a direction, each direction of a list
/// stands for the name with it, where the gazetteer has that.
pub(super) fn share_directions(context: &Context<'_, '_>, gazetteer: &Gazetteer, mentions: &mut Vec<Mention<'_>>) {
    let is_direction =
        |token: usize| context.word(token).cues.has(NameCue::Direction) && context.word(token).shape.is_capital();
    let mut found: Vec<Mention<'_>> = Vec::new();
    for mention in mentions
        .iter()
        .filter(|mention| 1 < mention.core.len() && is_direction(mention.core.start))
    {
        let rest: Vec<&str> = (mention.core.start + 1..mention.core.end)
            .map(|token| context.text.word(token))
            .collect();
        let mut at = mention.core.start;
        while let Some(direction) = direction_before(context, at).filter(|token| is_direction(*token)) {
            at = direction;
            let name = format!("{} {}", context.text.word(direction), rest.join(" "));
            let matches = gazetteer.lookup(&name);
            let Some(sense) = matches
                .iter()
                .filter(|found| found.tier < MatchTier::Generic)
                .map(sense_of)
                .min()
            else {
                break;
            };
            found.push(Mention {
                sense,
                has_list_head: true,
                full_name: Some(name),
                ..Mention::unknown(direction..direction + 1)
            });
        }
    }
    let is_free = |new: &Mention<'_>| !mentions.iter().any(|known| known.tokens.contains(&new.tokens.start));
    found.retain(is_free);
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// The word before "and", "or" or a comma before the token.
fn direction_before(context: &Context<'_, '_>, token: usize) -> Option<usize> {
    let joint = context.before(token)?;
    let joins = matches!(context.text.folded(joint), "and" | "or") || context.text.word(joint) == ",";
    context.before(joint).filter(|_| joins)
}

/// Longest abbreviation that is looked for.
const LONGEST: usize = 6;

/// Marks what a bracket after a place's name declares to stand for it, there and wherever else it is written so.
pub(super) fn add_defined_abbreviations(context: &Context<'_, '_>, toponyms: &mut Vec<(Mention<'_>, ToponymRole)>) {
    let text = context.text;
    let mut added = Vec::new();
    for (mention, _) in toponyms
        .iter()
        .filter(|(mention, _)| mention.form == Form::Name && 1 < mention.tokens.len())
    {
        let at = mention.tokens.end + 1;
        let short = text.word(at);
        let in_brackets = text.word(mention.tokens.end) == "(" && text.word(at + 1) == ")";
        if !in_brackets
            || context.word(at).shape != Shape::Capitals
            || LONGEST < short.len()
            || !abbreviates(context, mention, short)
        {
            continue;
        }
        let Some(full_name) = text
            .span_of(mention.tokens.clone())
            .map(|span| span.of(text.as_str()).to_owned())
        else {
            continue;
        };
        for token in (0..context.len()).filter(|token| text.word(*token) == short) {
            added.push(Mention {
                sense: mention.sense,
                form: Form::Abbreviation,
                lies_in: mention.lies_in.clone(),
                full_name: Some(full_name.clone()),
                ..Mention::unknown(token..token + 1)
            });
        }
    }
    for mention in added {
        let at = toponyms.partition_point(|(known, _)| known.tokens.end <= mention.tokens.start);
        match toponyms
            .get_mut(at)
            .filter(|(known, _)| known.tokens.start < mention.tokens.end)
        {
            Some((known, _)) if known.tokens == mention.tokens => known.full_name = mention.full_name,
            Some(_) => {}
            None => {
                let role = role_of(context, &mention, Signals::default());
                toponyms.insert(at, (mention, role));
            }
        }
    }
}

/// Whether the letters are the first ones of the name's words, small words counted or not: "DRC" of "Democratic Republic of the Congo".
fn abbreviates(context: &Context<'_, '_>, mention: &Mention<'_>, short: &str) -> bool {
    let words = mention
        .tokens
        .clone()
        .filter(|token| context.word(*token).shape != Shape::Other);
    let initial = |token: usize| context.text.folded(token).chars().next();
    let all: String = words.clone().filter_map(initial).collect();
    let telling = words.filter(|token| context.word(*token).shape.is_capital());
    let capitals: String = telling.filter_map(initial).collect();
    let short = short.to_lowercase();
    [all, capitals].contains(&short)
}
