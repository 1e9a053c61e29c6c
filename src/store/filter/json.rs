//! CQL2 JSON → [`Expression`].

use serde_json::Value as Json;

use super::expression::{Comparison, DEEPEST, Expression, FilterError, Operand};
use super::shape::Shape;

/// Reads a filter.
pub(super) fn parse(filter: &str) -> Result<Expression, FilterError> {
    let json: Json = serde_json::from_str(filter).map_err(|error| FilterError::new(format!("is no JSON: {error}")))?;
    condition(&json, 0)
}

fn condition(json: &Json, depth: usize) -> Result<Expression, FilterError> {
    if DEEPEST < depth {
        return Err(FilterError::new("lies too deep in itself"));
    }
    if let Json::Bool(value) = json {
        return Ok(Expression::Constant(*value));
    }
    if let Some(name) = property_name(json) {
        return Expression::compare(Operand::property(name)?, Comparison::Equal, Operand::Bool(true));
    }
    let (op, args) = operation(json)?;
    let inner = |arg: &Json| condition(arg, depth + 1);
    match (op.to_ascii_lowercase().as_str(), args) {
        ("and", [_, _, ..]) => Ok(Expression::And(args.iter().map(inner).collect::<Result<_, _>>()?)),
        ("or", [_, _, ..]) => Ok(Expression::Or(args.iter().map(inner).collect::<Result<_, _>>()?)),
        ("not", [arg]) => Ok(Expression::Not(Box::new(inner(arg)?))),
        ("isnull", [arg]) => Ok(Expression::IsNull(operand(arg, depth)?)),
        ("like", [value, pattern]) => Expression::like(operand(value, depth)?, operand(pattern, depth)?),
        ("between", [value, low, high]) => {
            Expression::between(operand(value, depth)?, operand(low, depth)?, operand(high, depth)?)
        }
        ("in", [value, Json::Array(list)]) => {
            let list = list.iter().map(|item| operand(item, depth));
            Expression::one_of(&operand(value, depth)?, list.collect::<Result<_, _>>()?)
        }
        ("s_intersects", [one, other]) => match (property_name(one), property_name(other)) {
            (Some(name), None) => Expression::intersects(name, shape(other, depth)?),
            (None, Some(name)) => Expression::intersects(name, shape(one, depth)?),
            _ => Err(FilterError::new(
                "needs the property geometry and a geometry in s_intersects",
            )),
        },
        (sign, [left, right]) if Comparison::named(sign).is_some() => {
            let comparison = Comparison::named(sign).unwrap_or(Comparison::Equal);
            Expression::compare(operand(left, depth)?, comparison, operand(right, depth)?)
        }
        _ => {
            let reason = format!(
                "uses the operator `{op}` with {} arguments, which is not understood",
                args.len()
            );
            Err(FilterError::new(reason))
        }
    }
}

fn operation(json: &Json) -> Result<(&str, &[Json]), FilterError> {
    let op = json.get("op").and_then(Json::as_str);
    let args = json.get("args").and_then(Json::as_array);
    op.zip(args)
        .map(|(op, args)| (op, args.as_slice()))
        .ok_or_else(|| FilterError::new("has a condition without `op` and `args`"))
}

fn property_name(json: &Json) -> Option<&str> {
    json.get("property").and_then(Json::as_str)
}

fn operand(json: &Json, depth: usize) -> Result<Operand, FilterError> {
    if DEEPEST < depth {
        return Err(FilterError::new("lies too deep in itself"));
    }
    match json {
        Json::String(words) => return Ok(Operand::Text(words.clone())),
        Json::Bool(value) => return Ok(Operand::Bool(*value)),
        Json::Number(number) => {
            let number = number.as_f64().filter(|number| number.is_finite());
            return number
                .map(Operand::Number)
                .ok_or_else(|| FilterError::new("has a number that is too large"));
        }
        _ => {}
    }
    if let Some(name) = property_name(json) {
        return Operand::property(name);
    }
    if let Some(day) = json
        .get("date")
        .or_else(|| json.get("timestamp"))
        .and_then(Json::as_str)
    {
        return Operand::instant(day);
    }
    match operation(json) {
        Ok((op, [inner])) if op.eq_ignore_ascii_case("casei") => operand(inner, depth + 1)?.case_insensitive(),
        _ => Err(FilterError::new(format!(
            "has `{json}` where a property or a value should stand"
        ))),
    }
}

/// A geometry of GeoJSON, or `{"bbox": […]}`.
fn shape(json: &Json, depth: usize) -> Result<Shape, FilterError> {
    let wrong = || FilterError::new("has a geometry that is none of GeoJSON's");
    if DEEPEST < depth {
        return Err(wrong());
    }
    if let Some(numbers) = json.get("bbox").filter(|_| json.get("type").is_none()) {
        return Shape::from_box(&read::<Vec<f64>>(numbers)?).ok_or_else(wrong);
    }
    let kind = json.get("type").and_then(Json::as_str).ok_or_else(wrong)?;
    if kind == "GeometryCollection" {
        let members = json.get("geometries").and_then(Json::as_array).ok_or_else(wrong)?;
        let members = members.iter().map(|member| shape(member, depth + 1));
        return Ok(Shape::Many(members.collect::<Result<_, _>>()?));
    }
    let coordinates = json.get("coordinates").ok_or_else(wrong)?;
    let plane = |position: Vec<f64>| match position[..] {
        [x, y] | [x, y, _] => Ok([x, y]),
        _ => Err(wrong()),
    };
    let line = |positions: Vec<Vec<f64>>| positions.into_iter().map(plane).collect::<Result<Vec<_>, _>>();
    let lines = |rings: Vec<Vec<Vec<f64>>>| rings.into_iter().map(line).collect::<Result<Vec<_>, _>>();
    Ok(match kind {
        "Point" => Shape::Point(plane(read(coordinates)?)?),
        "LineString" => Shape::Line(line(read(coordinates)?)?),
        "Polygon" => Shape::Polygon(lines(read(coordinates)?)?),
        "MultiPoint" => Shape::Many(line(read(coordinates)?)?.into_iter().map(Shape::Point).collect()),
        "MultiLineString" => Shape::Many(lines(read(coordinates)?)?.into_iter().map(Shape::Line).collect()),
        "MultiPolygon" => {
            let polygons: Vec<Vec<Vec<Vec<f64>>>> = read(coordinates)?;
            let polygons = polygons.into_iter().map(|rings| Ok(Shape::Polygon(lines(rings)?)));
            Shape::Many(polygons.collect::<Result<_, FilterError>>()?)
        }
        _ => return Err(wrong()),
    })
}

fn read<T: serde::de::DeserializeOwned>(json: &Json) -> Result<T, FilterError> {
    T::deserialize(json).map_err(|_not_numbers| FilterError::new("has a geometry without coordinates"))
}
