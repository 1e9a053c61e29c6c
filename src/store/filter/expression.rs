//! A filter as a tree, checked when it is made and asked of each incident.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::property::{FilterFacts, Instant, PROPERTIES, Property, PropertyKind, Value};
use super::shape::Shape;

/// Conditions may lie in each other so deep; deeper ones are refused, so that no filter exhausts the stack.
pub(super) const DEEPEST: usize = 50;

/// Why a filter is refused, in words that follow "the filter".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FilterError(pub(super) String);

impl FilterError {
    pub(super) fn new(reason: impl Into<String>) -> FilterError {
        FilterError(reason.into())
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// All must hold.
    And(Vec<Expression>),
    /// One must hold.
    Or(Vec<Expression>),
    /// Must not hold.
    Not(Box<Expression>),
    /// Always or never.
    Constant(bool),
    /// The two must stand so to each other.
    Compare(Operand, Comparison, Operand),
    /// The words must fit the pattern.
    Like(Operand, Pattern),
    /// Must be one of these.
    In(Operand, Vec<Operand>),
    /// Must be unknown.
    IsNull(Operand),
    /// The point must meet the geometry.
    Intersects(Shape),
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    /// What the incident says.
    Property(Property),
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A day or a moment.
    Instant(Instant),
    /// Words, whatever their case.
    CaseInsensitive(Box<Operand>),
}

/// A pattern of `LIKE`: `%` is any words, `_` one letter, a backslash takes the next letter as it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    parts: Vec<PatternPart>,
    is_folded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum PatternPart {
    Any,
    One,
    Letter(char),
}

/// Three-valued logic with a fourth: the facts at hand do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    Yes,
    No,
    Unknown,
    Missing,
}

impl Comparison {
    /// The comparison by its sign.
    pub(super) fn named(sign: &str) -> Option<Comparison> {
        Some(match sign {
            "=" => Comparison::Equal,
            "<>" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        })
    }

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// What sort of value an operand is; only like sorts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Text,
    Number,
    Bool,
    Instant,
}

impl Operand {
    /// The property of that name.
    pub(super) fn property(name: &str) -> Result<Operand, FilterError> {
        Property::named(name).map(Operand::Property).ok_or_else(|| {
            let names: Vec<&str> = PROPERTIES.iter().map(|(name, _, _)| *name).collect();
            FilterError::new(format!(
                "names `{name}`, which is no property of incidents; there are {} and, for S_INTERSECTS, geometry",
                names.join(", ")
            ))
        })
    }

    /// A day (`2020-03-12`) or a moment in UTC (`2020-03-12T10:00:00Z`).
    pub(super) fn instant(words: &str) -> Result<Operand, FilterError> {
        let wrong = || FilterError::new(format!("holds `{words}`, which is no day and no moment in UTC"));
        if let Ok(day) = words.parse::<jiff::civil::Date>()
            && words.len() == 10
        {
            return Ok(Operand::Instant(day.into()));
        }
        let moment = words.parse::<jiff::Timestamp>().map_err(|_no_moment| wrong())?;
        Ok(Operand::Instant(Instant(moment.as_second())))
    }

    /// The words without their case.
    pub(super) fn case_insensitive(self) -> Result<Operand, FilterError> {
        match self.sort() {
            Sort::Text => Ok(Operand::CaseInsensitive(Box::new(self))),
            _ => Err(FilterError::new("uses CASEI on something else than words")),
        }
    }

    fn sort(&self) -> Sort {
        match self {
            Operand::Property(property) => match property.kind() {
                PropertyKind::Text => Sort::Text,
                PropertyKind::Number | PropertyKind::Integer => Sort::Number,
                PropertyKind::Bool => Sort::Bool,
                PropertyKind::Date => Sort::Instant,
            },
            Operand::Text(_) | Operand::CaseInsensitive(_) => Sort::Text,
            Operand::Number(_) => Sort::Number,
            Operand::Bool(_) => Sort::Bool,
            Operand::Instant(_) => Sort::Instant,
        }
    }

    fn value<'f>(&'f self, facts: &'f impl FilterFacts) -> Value<'f> {
        match self {
            Operand::Property(property) => facts.value(*property),
            Operand::Text(words) => Value::Text(Cow::Borrowed(words)),
            Operand::Number(number) => Value::Number(*number),
            Operand::Bool(value) => Value::Bool(*value),
            Operand::Instant(instant) => Value::Instant(*instant),
            Operand::CaseInsensitive(inner) => match inner.value(facts) {
                Value::Text(words) => Value::Text(Cow::Owned(words.to_lowercase())),
                other => other,
            },
        }
    }
}

impl Expression {
    /// A comparison; words beside a day are read as one.
    pub(super) fn compare(left: Operand, comparison: Comparison, right: Operand) -> Result<Expression, FilterError> {
        let (left, right) = alike(left, right)?;
        Ok(Expression::Compare(left, comparison, right))
    }

    /// `low <= value AND value <= high`.
    pub(super) fn between(value: Operand, low: Operand, high: Operand) -> Result<Expression, FilterError> {
        let from = Expression::compare(value.clone(), Comparison::GreaterOrEqual, low)?;
        let to = Expression::compare(value, Comparison::LessOrEqual, high)?;
        Ok(Expression::And(vec![from, to]))
    }

    /// One of a list, which must not be empty.
    pub(super) fn one_of(value: &Operand, list: Vec<Operand>) -> Result<Expression, FilterError> {
        if list.is_empty() {
            return Err(FilterError::new("has an empty list after IN"));
        }
        let list = list.into_iter().map(|item| Ok(alike(value.clone(), item)?.1));
        Ok(Expression::In(value.clone(), list.collect::<Result<_, FilterError>>()?))
    }

    /// Words that fit a pattern; the pattern is words, with or without CASEI.
    pub(super) fn like(value: Operand, pattern: Operand) -> Result<Expression, FilterError> {
        if value.sort() != Sort::Text {
            return Err(FilterError::new("uses LIKE on something else than words"));
        }
        let (pattern, is_folded) = match pattern {
            Operand::CaseInsensitive(inner) => (*inner, true),
            plain => (plain, false),
        };
        let Operand::Text(pattern) = pattern else {
            return Err(FilterError::new("needs words in quotes after LIKE"));
        };
        Ok(Expression::Like(value, Pattern::new(&pattern, is_folded)))
    }

    /// A geometry that the point must meet.
    pub(super) fn intersects(property: &str, shape: Shape) -> Result<Expression, FilterError> {
        if property != "geometry" {
            return Err(FilterError::new(format!(
                "uses S_INTERSECTS on `{property}`; give `geometry`"
            )));
        }
        if !shape.is_valid() {
            let reason = "has a geometry that is none: longitudes and latitudes in degrees, lines of two points or more, rings closed";
            return Err(FilterError::new(reason));
        }
        Ok(Expression::Intersects(shape))
    }

    /// Whether it holds; `None` where a missing fact decides.
    pub(super) fn decide(&self, facts: &impl FilterFacts) -> Option<bool> {
        match self.truth(facts) {
            Truth::Yes => Some(true),
            Truth::No | Truth::Unknown => Some(false),
            Truth::Missing => None,
        }
    }

    fn truth(&self, facts: &impl FilterFacts) -> Truth {
        match self {
            Expression::And(parts) => settle(parts.iter().map(|part| part.truth(facts)), Truth::No, Truth::Yes),
            Expression::Or(parts) => settle(parts.iter().map(|part| part.truth(facts)), Truth::Yes, Truth::No),
            Expression::Not(part) => match part.truth(facts) {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                other => other,
            },
            Expression::Constant(value) => (*value).into(),
            Expression::Compare(left, comparison, right) => {
                compare(&left.value(facts), *comparison, &right.value(facts))
            }
            Expression::Like(value, pattern) => match value.value(facts) {
                Value::Text(words) => pattern.fits(&words).into(),
                Value::Missing => Truth::Missing,
                _ => Truth::Unknown,
            },
            Expression::In(value, list) => {
                let value = value.value(facts);
                let each = list
                    .iter()
                    .map(|item| compare(&value, Comparison::Equal, &item.value(facts)));
                settle(each, Truth::Yes, Truth::No)
            }
            Expression::IsNull(operand) => match operand.value(facts) {
                Value::Null => Truth::Yes,
                Value::Missing => Truth::Missing,
                _ => Truth::No,
            },
            Expression::Intersects(shape) => match facts.point() {
                Some(point) => shape.meets(point).into(),
                None => Truth::Unknown,
            },
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::Yes } else { Truth::No }
    }
}

/// `deciding` where one part is that; else what is missing, then what is unknown, then `otherwise`.
fn settle(parts: impl Iterator<Item = Truth>, deciding: Truth, otherwise: Truth) -> Truth {
    let mut settled = otherwise;
    for part in parts {
        match part {
            _ if part == deciding => return deciding,
            Truth::Missing => settled = Truth::Missing,
            Truth::Unknown if settled != Truth::Missing => settled = Truth::Unknown,
            _ => {}
        }
    }
    settled
}

fn compare(left: &Value<'_>, comparison: Comparison, right: &Value<'_>) -> Truth {
    let ordering = match (left, right) {
        (Value::Missing, _) | (_, Value::Missing) => return Truth::Missing,
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Instant(left), Value::Instant(right)) => Some(left.cmp(right)),
        _ => None,
    };
    ordering.map_or(Truth::Unknown, |ordering| comparison.holds(ordering).into())
}

/// The two as values that can be compared.
fn alike(left: Operand, right: Operand) -> Result<(Operand, Operand), FilterError> {
    match (left, right) {
        (left, right) if left.sort() == right.sort() => Ok((left, right)),
        (left, Operand::Text(words)) if left.sort() == Sort::Instant => Ok((left, Operand::instant(&words)?)),
        (Operand::Text(words), right) if right.sort() == Sort::Instant => Ok((Operand::instant(&words)?, right)),
        (left, right) => {
            let name = |operand: &Operand| match operand.sort() {
                Sort::Text => "words",
                Sort::Number => "a number",
                Sort::Bool => "true or false",
                Sort::Instant => "a day",
            };
            let reason = format!("compares {} with {}", name(&left), name(&right));
            Err(FilterError::new(reason))
        }
    }
}

impl Pattern {
    fn new(pattern: &str, is_folded: bool) -> Pattern {
        let pattern = if is_folded {
            pattern.to_lowercase()
        } else {
            pattern.to_owned()
        };
        let mut parts = Vec::new();
        let mut letters = pattern.chars();
        while let Some(letter) = letters.next() {
            parts.push(match letter {
                '%' => PatternPart::Any,
                '_' => PatternPart::One,
                '\\' => PatternPart::Letter(letters.next().unwrap_or('\\')),
                other => PatternPart::Letter(other),
            });
        }
        Pattern { parts, is_folded }
    }

    /// Greedy with one step back to the last `%`: at worst the product of both lengths.
    fn fits(&self, words: &str) -> bool {
        let words = if self.is_folded {
            Cow::Owned(words.to_lowercase())
        } else {
            Cow::Borrowed(words)
        };
        let letters: Vec<char> = words.chars().collect();
        let (mut at, mut part) = (0, 0);
        let mut back: Option<(usize, usize)> = None;
        while let Some(letter) = letters.get(at) {
            match self.parts.get(part) {
                Some(PatternPart::Any) => {
                    back = Some((at, part));
                    part += 1;
                }
                Some(PatternPart::One) => (at, part) = (at + 1, part + 1),
                Some(PatternPart::Letter(wanted)) if wanted == letter => (at, part) = (at + 1, part + 1),
                _ => match &mut back {
                    Some((from, any)) => {
                        *from += 1;
                        (at, part) = (*from, *any + 1);
                    }
                    None => return false,
                },
            }
        }
        self.parts.iter().skip(part).all(|rest| *rest == PatternPart::Any)
    }
}
