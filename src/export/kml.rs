//! KML 2.3 ([OGC 12-007r2](https://docs.ogc.org/is/12-007r2/12-007r2.html)): placemarks with every column, coloured by group, with their days.
//!
//! Written as it comes, placemark by placemark. Characters that XML 1.0 cannot hold are left out.

use std::borrow::Cow;
use std::io::{self, Write};

use super::ExportError;
use super::csv::shown;
use super::table::{Layer, RowGeometry, TableRow, Value};
use super::writer::LayerWriter;
use crate::geography::LonLat;
use crate::geopackage::schema::ColumnType;

/// Media type of KML.
pub(super) const MEDIA_TYPE: &str = "application/vnd.google-earth.kml+xml";

/// The colour of each group: opacity, blue, green, red, as KML wants them.
const COLOURS: [(&str, &str); 10] = [
    ("remote", "ff1c1ae4"),
    ("explosion", "ff007fff"),
    ("battle", "ff00007f"),
    ("attack", "ff9a3d6a"),
    ("property", "ff2859b1"),
    ("security", "ffb88e37"),
    ("unrest", "ff00d7ff"),
    ("accident", "ff4aaf4d"),
    ("disaster", "ffb47f1f"),
    ("other", "ff999999"),
];

/// Writes placemarks one after the other.
pub(super) struct KmlWriter<W: Write> {
    output: W,
    layer: Layer,
}

impl<W: Write> KmlWriter<W> {
    /// Writes the head: styles, and the columns with their types.
    pub(super) fn new(layer: Layer, mut output: W) -> Result<Self, ExportError> {
        write_head(layer, &mut output).map_err(ExportError::Write)?;
        Ok(KmlWriter { output, layer })
    }

    fn write(&mut self, row: &TableRow<'_>) -> io::Result<()> {
        let value = |name: &str| {
            let columns = self.layer.definition().columns;
            let at = columns.iter().position(|column| column.name == name)?;
            row.values.get(at).filter(|value| **value != Value::Null)
        };
        let text = |name: &str| value(name).map(|value| escape(&shown(value)).into_owned());
        let output = &mut self.output;
        write!(output, "<Placemark id=\"{}\">", escape(&row.id))?;
        let name = text("title").or_else(|| text("place")).unwrap_or_default();
        write!(output, "<name>{name}</name>")?;
        if let Some((begin, end)) = text("date_start").zip(text("date_end")) {
            write!(output, "<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>")?;
        }
        if let Some(group) = text("group") {
            write!(output, "<styleUrl>#{group}</styleUrl>")?;
        }
        write!(output, "<ExtendedData><SchemaData schemaUrl=\"#columns\">")?;
        let cells = self.layer.definition().columns.iter().zip(&row.values);
        for (column, value) in cells.filter(|(_, value)| **value != Value::Null) {
            let cell = shown(value);
            write!(
                output,
                "<SimpleData name=\"{}\">{}</SimpleData>",
                column.name,
                escape(&cell)
            )?;
        }
        write!(output, "</SchemaData></ExtendedData>")?;
        write_geometry(&row.geometry, output)?;
        writeln!(output, "</Placemark>")
    }
}

impl<W: Write> LayerWriter for KmlWriter<W> {
    fn write_row(&mut self, row: &TableRow<'_>) -> Result<(), ExportError> {
        self.write(row).map_err(ExportError::Write)
    }

    fn finish_layer(mut self: Box<Self>) -> Result<(), ExportError> {
        writeln!(self.output, "</Document></kml>").map_err(ExportError::Write)?;
        self.output.flush().map_err(ExportError::Write)
    }
}

fn write_head(layer: Layer, output: &mut impl Write) -> io::Result<()> {
    let definition = layer.definition();
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        output,
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document id=\"{}\">",
        definition.name
    )?;
    writeln!(
        output,
        "<name>{}</name><description>{}</description>",
        definition.name, definition.description
    )?;
    for (group, colour) in COLOURS {
        write!(
            output,
            "<Style id=\"{group}\"><IconStyle><color>{colour}</color></IconStyle>"
        )?;
        // Areas are seen through: a quarter of the colour.
        let seen_through = colour.replacen("ff", "40", 1);
        write!(output, "<LineStyle><color>{colour}</color></LineStyle>")?;
        writeln!(output, "<PolyStyle><color>{seen_through}</color></PolyStyle></Style>")?;
    }
    writeln!(output, "<Schema name=\"{}\" id=\"columns\">", definition.name)?;
    for column in definition.columns {
        let kind = match column.kind {
            ColumnType::Text | ColumnType::Date => "string",
            ColumnType::Integer => "int",
            ColumnType::Real => "double",
            ColumnType::Boolean => "bool",
        };
        let description = escape(column.description);
        write!(output, "<SimpleField type=\"{kind}\" name=\"{}\">", column.name)?;
        writeln!(
            output,
            "<displayName>{}: {description}</displayName></SimpleField>",
            column.name
        )?;
    }
    writeln!(output, "</Schema>")
}

fn write_geometry(geometry: &RowGeometry, output: &mut impl Write) -> io::Result<()> {
    match geometry {
        RowGeometry::None => Ok(()),
        RowGeometry::Point(LonLat { lon, lat }) => {
            write!(output, "<Point><coordinates>{lon},{lat}</coordinates></Point>")
        }
        RowGeometry::Polygons(polygons) => {
            write!(output, "<MultiGeometry>")?;
            for rings in polygons {
                write!(output, "<Polygon>")?;
                for (number, ring) in rings.iter().enumerate() {
                    let side = if number == 0 { "outer" } else { "inner" };
                    write!(output, "<{side}BoundaryIs><LinearRing><coordinates>")?;
                    for LonLat { lon, lat } in ring {
                        write!(output, "{lon},{lat} ")?;
                    }
                    write!(output, "</coordinates></LinearRing></{side}BoundaryIs>")?;
                }
                write!(output, "</Polygon>")?;
            }
            write!(output, "</MultiGeometry>")
        }
    }
}

/// The words as XML text or attribute.
fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| !matches!(letter, '&' | '<' | '>' | '"') && is_xml(letter);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for letter in text.chars().filter(|letter| is_xml(*letter)) {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

/// Whether XML 1.0 has the character (section 2.2).
fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[test]
    fn markup_and_control_characters_cannot_break_the_file() {
        check("Taji", "Taji");
        check("<b>\"R&D\"</b>", "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;");
        check("a\u{0}b\u{b}c\u{ffff}d\ne", "abcd\ne");
    }
}
