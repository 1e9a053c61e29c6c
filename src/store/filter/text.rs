//! CQL2 text → [`Expression`], by recursive descent.

use super::expression::{Comparison, DEEPEST, Expression, FilterError, Operand};
use super::shape::Shape;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// An identifier or a keyword.
    Word(String),
    /// An identifier in double quotes: never a keyword.
    Name(String),
    /// Words in single quotes.
    Text(String),
    Number(f64),
    /// `(`, `)`, `,`, or a comparison.
    Sign(&'static str),
}

const SIGNS: [&str; 9] = ["<>", "<=", ">=", "<", ">", "=", "(", ")", ","];

/// Reads a filter.
pub(super) fn parse(filter: &str) -> Result<Expression, FilterError> {
    let mut reader = Reader {
        pieces: pieces(filter)?,
        at: 0,
        depth: 0,
    };
    let expression = reader.alternatives()?;
    match reader.pieces.get(reader.at) {
        None => Ok(expression),
        Some(_) => Err(reader.unexpected("the end, AND or OR")),
    }
}

fn pieces(filter: &str) -> Result<Vec<Piece>, FilterError> {
    let mut pieces = Vec::new();
    let mut rest = filter.trim_start();
    while let Some(first) = rest.chars().next() {
        let (piece, after) = match first {
            '\'' => quoted(rest, '\'').map(|(words, after)| (Piece::Text(words), after)),
            '"' => quoted(rest, '"').map(|(name, after)| (Piece::Name(name), after)),
            '0'..='9' | '-' | '+' | '.' => number(rest),
            letter if letter.is_alphabetic() || letter == '_' => {
                let end = rest.find(|letter: char| !(letter.is_alphanumeric() || "_.:".contains(letter)));
                let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
                Some((Piece::Word(word.to_owned()), after))
            }
            _ => SIGNS
                .into_iter()
                .find_map(|sign| Some((Piece::Sign(sign), rest.strip_prefix(sign)?))),
        }
        .ok_or_else(|| {
            let beginning: String = rest.chars().take(20).collect();
            FilterError::new(format!("cannot be read at `{beginning}`"))
        })?;
        pieces.push(piece);
        rest = after.trim_start();
    }
    Ok(pieces)
}

/// The words up to the closing quote, in which the quote itself is doubled or has a backslash before it.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if letter == quote && next != Some(quote) {
            return Some((words, text.get(at + quote.len_utf8()..)?));
        }
        // Other backslashes are the pattern's, for LIKE.
        if letter == quote || letter == '\\' && next == Some(quote) {
            letters.next();
            words.push(quote);
        } else {
            words.push(letter);
        }
    }
    None
}

fn number(text: &str) -> Option<(Piece, &str)> {
    let mut before = ' ';
    let end = text.find(|letter: char| {
        let is_sign = matches!(letter, '+' | '-') && !matches!(before, ' ' | 'e' | 'E');
        before = letter;
        is_sign || !matches!(letter, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')
    });
    let (digits, after) = text.split_at(end.unwrap_or(text.len()));
    let number: f64 = digits.parse().ok()?;
    number.is_finite().then_some((Piece::Number(number), after))
}

struct Reader {
    pieces: Vec<Piece>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.at)
    }

    /// Takes the keyword, whatever its case.
    fn takes_word(&mut self, keyword: &str) -> bool {
        let takes = matches!(self.peek(), Some(Piece::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.at += usize::from(takes);
        takes
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let takes = matches!(self.peek(), Some(Piece::Sign(found)) if *found == sign);
        self.at += usize::from(takes);
        takes
    }

    fn sign(&mut self, sign: &str) -> Result<(), FilterError> {
        if self.takes_sign(sign) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{sign}`")))
    }

    fn unexpected(&self, wanted: &str) -> FilterError {
        let found = match self.peek() {
            None => "ends".to_owned(),
            Some(Piece::Word(word) | Piece::Name(word)) => format!("has `{word}`"),
            Some(Piece::Text(words)) => format!("has '{words}'"),
            Some(Piece::Number(number)) => format!("has {number}"),
            Some(Piece::Sign(sign)) => format!("has `{sign}`"),
        };
        FilterError::new(format!("{found} where {wanted} should stand"))
    }

    fn alternatives(&mut self) -> Result<Expression, FilterError> {
        self.depth += 1;
        if DEEPEST < self.depth {
            return Err(FilterError::new("lies too deep in brackets"));
        }
        let mut parts = vec![self.conjunction()?];
        while self.takes_word("OR") {
            parts.push(self.conjunction()?);
        }
        self.depth -= 1;
        Ok(one_or(parts, Expression::Or))
    }

    fn conjunction(&mut self) -> Result<Expression, FilterError> {
        let mut parts = vec![self.negation()?];
        while self.takes_word("AND") {
            parts.push(self.negation()?);
        }
        Ok(one_or(parts, Expression::And))
    }

    fn negation(&mut self) -> Result<Expression, FilterError> {
        let mut negated = false;
        while self.takes_word("NOT") {
            negated = !negated;
        }
        let condition = self.condition()?;
        Ok(negate(condition, negated))
    }

    fn condition(&mut self) -> Result<Expression, FilterError> {
        if self.takes_sign("(") {
            let inner = self.alternatives()?;
            self.sign(")")?;
            return Ok(inner);
        }
        if self.takes_word("S_INTERSECTS") {
            return self.intersects();
        }
        let value = self.operand()?;
        if let Some(Piece::Sign(sign)) = self.peek()
            && let Some(comparison) = Comparison::named(sign)
        {
            self.at += 1;
            return Expression::compare(value, comparison, self.operand()?);
        }
        if self.takes_word("IS") {
            let negated = self.takes_word("NOT");
            if !self.takes_word("NULL") {
                return Err(self.unexpected("NULL"));
            }
            return Ok(negate(Expression::IsNull(value), negated));
        }
        let negated = self.takes_word("NOT");
        if self.takes_word("LIKE") {
            let pattern = self.operand()?;
            return Ok(negate(Expression::like(value, pattern)?, negated));
        }
        if self.takes_word("BETWEEN") {
            let low = self.operand()?;
            if !self.takes_word("AND") {
                return Err(self.unexpected("AND"));
            }
            let high = self.operand()?;
            return Ok(negate(Expression::between(value, low, high)?, negated));
        }
        if self.takes_word("IN") {
            let list = self.list(Self::operand)?;
            return Ok(negate(Expression::one_of(&value, list)?, negated));
        }
        match value {
            Operand::Bool(value) if !negated => Ok(Expression::Constant(value)),
            Operand::Property(property) if !negated && property.kind() == super::PropertyKind::Bool => {
                Expression::compare(Operand::Property(property), Comparison::Equal, Operand::Bool(true))
            }
            _ => Err(self.unexpected("a comparison, IS, LIKE, BETWEEN or IN")),
        }
    }

    fn operand(&mut self) -> Result<Operand, FilterError> {
        let Some(piece) = self.peek().cloned() else {
            return Err(self.unexpected("a property or a value"));
        };
        self.at += 1;
        let word = match piece {
            Piece::Text(words) => return Ok(Operand::Text(words)),
            Piece::Number(number) => return Ok(Operand::Number(number)),
            Piece::Name(name) => return Operand::property(&name),
            Piece::Word(word) => word,
            Piece::Sign(_) => {
                self.at -= 1;
                return Err(self.unexpected("a property or a value"));
            }
        };
        match word.to_ascii_uppercase().as_str() {
            "TRUE" => Ok(Operand::Bool(true)),
            "FALSE" => Ok(Operand::Bool(false)),
            "CASEI" if self.takes_sign("(") => {
                self.depth += 1;
                if DEEPEST < self.depth {
                    return Err(FilterError::new("lies too deep in brackets"));
                }
                let inner = self.operand()?;
                self.depth -= 1;
                self.sign(")")?;
                inner.case_insensitive()
            }
            "DATE" | "TIMESTAMP" if self.takes_sign("(") => {
                let Some(Piece::Text(words)) = self.peek().cloned() else {
                    return Err(self.unexpected("a day in quotes"));
                };
                self.at += 1;
                self.sign(")")?;
                Operand::instant(&words)
            }
            _ if self.takes_sign("(") => {
                let reason = format!(
                    "uses `{word}`, which is not understood; of functions there are CASEI, DATE, TIMESTAMP, S_INTERSECTS"
                );
                Err(FilterError::new(reason))
            }
            _ => Operand::property(&word),
        }
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, FilterError>) -> Result<Vec<T>, FilterError> {
        self.sign("(")?;
        let mut items = vec![item(self)?];
        while self.takes_sign(",") {
            items.push(item(self)?);
        }
        self.sign(")")?;
        Ok(items)
    }

    /// The property and the geometry in brackets, in either order.
    fn intersects(&mut self) -> Result<Expression, FilterError> {
        self.sign("(")?;
        let property = self.geometry_name();
        if property.is_some() {
            self.sign(",")?;
        }
        let shape = self.shape()?;
        let property = if let Some(property) = property {
            property
        } else {
            self.sign(",")?;
            self.geometry_name().ok_or_else(|| self.unexpected("`geometry`"))?
        };
        self.sign(")")?;
        Expression::intersects(&property, shape)
    }

    /// A name that is not followed by a bracket.
    fn geometry_name(&mut self) -> Option<String> {
        let (Piece::Word(name) | Piece::Name(name)) = self.peek()? else {
            return None;
        };
        if matches!(self.pieces.get(self.at + 1), Some(Piece::Sign("(") | Piece::Word(_))) {
            return None;
        }
        let name = name.clone();
        self.at += 1;
        Some(name)
    }

    /// Well-known text, or `BBOX(…)`.
    fn shape(&mut self) -> Result<Shape, FilterError> {
        let Some(Piece::Word(kind)) = self.peek().cloned() else {
            return Err(self.unexpected("a geometry"));
        };
        self.at += 1;
        // `POINT Z (…)`: heights are read and dropped.
        let _ = self.takes_word("Z");
        self.depth += 1;
        if DEEPEST < self.depth {
            return Err(FilterError::new("lies too deep in brackets"));
        }
        let lines = |reader: &mut Self| reader.list(Self::positions);
        let shape = match kind.to_ascii_uppercase().as_str() {
            "POINT" => {
                self.sign("(")?;
                let point = self.position()?;
                self.sign(")")?;
                Shape::Point(point)
            }
            "LINESTRING" => Shape::Line(self.positions()?),
            "POLYGON" => Shape::Polygon(lines(self)?),
            "MULTIPOINT" => Shape::Many(
                self.list(Self::bracketed_position)?
                    .into_iter()
                    .map(Shape::Point)
                    .collect(),
            ),
            "MULTILINESTRING" => Shape::Many(lines(self)?.into_iter().map(Shape::Line).collect()),
            "MULTIPOLYGON" => Shape::Many(self.list(lines)?.into_iter().map(Shape::Polygon).collect()),
            "GEOMETRYCOLLECTION" => Shape::Many(self.list(Self::shape)?),
            "BBOX" => {
                let numbers = self.list(Self::plain_number)?;
                Shape::from_box(&numbers).ok_or_else(|| FilterError::new("needs four numbers in BBOX"))?
            }
            _ => {
                self.at -= 1;
                return Err(self.unexpected("a geometry such as POLYGON or BBOX"));
            }
        };
        self.depth -= 1;
        Ok(shape)
    }

    fn positions(&mut self) -> Result<Vec<[f64; 2]>, FilterError> {
        self.list(Self::position)
    }

    /// With or without brackets around each point; both are in use.
    fn bracketed_position(&mut self) -> Result<[f64; 2], FilterError> {
        let has_bracket = self.takes_sign("(");
        let position = self.position()?;
        if has_bracket {
            self.sign(")")?;
        }
        Ok(position)
    }

    fn position(&mut self) -> Result<[f64; 2], FilterError> {
        let position = [self.plain_number()?, self.plain_number()?];
        if matches!(self.peek(), Some(Piece::Number(_))) {
            self.at += 1;
        }
        Ok(position)
    }

    fn plain_number(&mut self) -> Result<f64, FilterError> {
        let Some(Piece::Number(number)) = self.peek() else {
            return Err(self.unexpected("a number"));
        };
        let number = *number;
        self.at += 1;
        Ok(number)
    }
}

fn negate(condition: Expression, negated: bool) -> Expression {
    if negated {
        Expression::Not(Box::new(condition))
    } else {
        condition
    }
}

fn one_or(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}
