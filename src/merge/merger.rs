//! Groups of reports: one for each event, whatever the order in which the reports came.
//!
//! Reports that are alike are linked; a chain of links is a component. Within a component the reports are taken best told first, and
//! each joins the group whose first report it is most like, or opens one. Groups so depend on the component's reports alone, chains do
//! not run together, and a new report changes nothing outside its component.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::blocks::Blocks;
use super::facts::{ReportFacts, long_hash};
use super::likeness::{SAME_EVENT, likeness};

/// The number of a report: counted up from 0 as reports are added, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportNumber(pub u32);

/// Reports grouped by event.
#[derive(Debug, Default)]
pub struct ReportMerger {
    /// By number; `None` where the report was taken out.
    reports: Vec<Option<ReportFacts>>,
    by_document: HashMap<u64, Vec<u32>>,
    blocks: Blocks,
    /// The report that stands for the component, with path halving.
    parent: Vec<u32>,
    /// A ring through the reports of each component.
    next: Vec<u32>,
}

impl ReportMerger {
    /// A merger without reports.
    pub fn new() -> ReportMerger {
        ReportMerger::default()
    }

    /// Adds a report and returns its number.
    ///
    /// ```
    /// use dateline::merge::ReportMerger;
    /// assert!(ReportMerger::new().groups().is_empty());
    /// ```
    pub fn add(&mut self, facts: ReportFacts) -> ReportNumber {
        let number = u32::try_from(self.reports.len()).unwrap_or(u32::MAX);
        self.parent.push(number);
        self.next.push(number);
        self.by_document.entry(facts.document).or_default().push(number);
        self.link(number, &facts);
        self.blocks.insert(number, &facts);
        self.reports.push(Some(facts));
        ReportNumber(number)
    }

    /// Takes all reports of a document out; the others of their groups are grouped anew.
    pub fn remove_document(&mut self, document: &str) {
        let Some(numbers) = self.by_document.remove(&long_hash(document)) else {
            return;
        };
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        for number in &numbers {
            touched.extend(self.component(*number));
        }
        for number in &touched {
            if let Some(Some(facts)) = self.reports.get(*number as usize) {
                self.blocks.remove(*number, facts);
            }
            self.parent[*number as usize] = *number;
            self.next[*number as usize] = *number;
        }
        for number in numbers {
            self.reports[number as usize] = None;
        }
        for number in touched {
            if let Some(facts) = self.reports[number as usize].take() {
                self.link(number, &facts);
                self.blocks.insert(number, &facts);
                self.reports[number as usize] = Some(facts);
            }
        }
    }

    /// Links a report with all that are alike.
    fn link(&mut self, number: u32, facts: &ReportFacts) {
        let ReportMerger {
            reports,
            blocks,
            parent,
            next,
            ..
        } = self;
        blocks.visit_near(facts, |near| {
            if root(parent, near) == root(parent, number) {
                return;
            }
            let Some(Some(other)) = reports.get(near as usize) else {
                return;
            };
            if likeness(facts, other).is_some_and(|score| SAME_EVENT <= score) {
                let (one, two) = (root(parent, near), root(parent, number));
                parent[one.max(two) as usize] = one.min(two);
                // Two rings become one where their successors change places.
                next.swap(near as usize, number as usize);
            }
        });
    }

    /// The reports of a component, from the given one on along its ring.
    fn component(&self, number: u32) -> Vec<u32> {
        let mut members = vec![number];
        let mut at = self.next[number as usize];
        while at != number {
            members.push(at);
            at = self.next[at as usize];
        }
        members
    }

    /// The group of a report: itself and those of the same event, best told first; empty where it was taken out.
    pub fn group_of(&self, report: ReportNumber) -> Vec<ReportNumber> {
        let groups = self.split(self.component_of(report));
        groups
            .into_iter()
            .find(|group| group.contains(&report))
            .unwrap_or_default()
    }

    /// All groups, each best told first; the groups in the order of their first reports' identifiers.
    pub fn groups(&self) -> Vec<Vec<ReportNumber>> {
        let all = 0..u32::try_from(self.reports.len()).unwrap_or(u32::MAX);
        self.groups_of(all.map(ReportNumber))
    }

    /// The groups of these reports' components, as in [`ReportMerger::groups`]; linear in the reports of the components, but for their order.
    pub fn groups_of(&self, reports: impl IntoIterator<Item = ReportNumber>) -> Vec<Vec<ReportNumber>> {
        let mut seen = HashSet::new();
        let mut groups = Vec::new();
        for report in reports {
            if seen.contains(&report) {
                continue;
            }
            let component = self.component_of(report);
            seen.extend(component.iter().copied());
            groups.extend(self.split(component));
        }
        groups.sort_by_key(|group| {
            group
                .first()
                .and_then(|first| self.facts(*first))
                .map(|facts| facts.id.as_ref())
        });
        groups
    }

    /// The report with all that are linked to it, directly or over others; none where it was taken out.
    pub fn component_of(&self, report: ReportNumber) -> Vec<ReportNumber> {
        let known = self.facts(report).is_some();
        let component = if known { self.component(report.0) } else { Vec::new() };
        component.into_iter().map(ReportNumber).collect()
    }

    /// The reports that are linked, directly or over others, in lists by their smallest numbers. Groups never reach beyond one.
    pub fn components(&self) -> Vec<Vec<ReportNumber>> {
        let mut seen = vec![false; self.reports.len()];
        let mut components = Vec::new();
        for number in 0..self.reports.len() {
            if seen[number] || self.reports[number].is_none() {
                continue;
            }
            let component = self.component(u32::try_from(number).unwrap_or(u32::MAX));
            for member in &component {
                seen[*member as usize] = true;
            }
            components.push(component.into_iter().map(ReportNumber).collect());
        }
        components
    }

    fn facts(&self, report: ReportNumber) -> Option<&ReportFacts> {
        self.reports.get(report.0 as usize)?.as_ref()
    }

    /// Cuts a component into groups.
    fn split(&self, component: Vec<ReportNumber>) -> Vec<Vec<ReportNumber>> {
        let mut members: Vec<(ReportNumber, &ReportFacts)> = component
            .into_iter()
            .filter_map(|number| Some((number, self.facts(number)?)))
            .collect();
        members.sort_by(|(_, one), (_, other)| telling_order(one).cmp(&telling_order(other)));
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (number, facts) in members {
            let mut best: Option<(f64, usize)> = None;
            for (at, group) in groups.iter().enumerate() {
                let score = likeness(group.seed, facts).filter(|score| SAME_EVENT <= *score);
                let is_free = !group.documents.contains(&facts.document);
                if let Some(score) = score.filter(|_| is_free)
                    && best.is_none_or(|(known, _)| known < score)
                {
                    best = Some((score, at));
                }
            }
            match best {
                Some((_, at)) => groups[at].add(number, facts),
                None => groups.push(Group::open(number, facts)),
            }
        }
        groups.into_iter().map(|group| group.reports).collect()
    }
}

/// A group while its component is cut.
struct Group<'f> {
    seed: &'f ReportFacts,
    documents: BTreeSet<u64>,
    reports: Vec<ReportNumber>,
}

impl<'f> Group<'f> {
    fn open(number: ReportNumber, seed: &'f ReportFacts) -> Group<'f> {
        Group {
            seed,
            documents: BTreeSet::from([seed.document]),
            reports: vec![number],
        }
    }

    fn add(&mut self, number: ReportNumber, facts: &ReportFacts) {
        self.documents.insert(facts.document);
        self.reports.push(number);
    }
}

/// Best told first: the finest place, a day of its own, people killed told, then as published, then by identifier.
fn telling_order(facts: &ReportFacts) -> impl Ord {
    (
        facts.place.map(|place| place.precision),
        facts.days.is_none_or(|days| days.is_assumed),
        facts.killed.is_none(),
        facts.published,
        facts.id.clone(),
    )
}

/// The report that stands for the component of `number`.
fn root(parent: &mut [u32], mut number: u32) -> u32 {
    while parent[number as usize] != number {
        let above = parent[parent[number as usize] as usize];
        parent[number as usize] = above;
        number = above;
    }
    number
}
