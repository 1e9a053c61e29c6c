//! What is refused of a web page before it is parsed: nesting, attributes and repairs without measure.
//!
//! A parser of HTML must mend anything, and mending costs: each tag may look through all that is open, and what is bold stays bold in every
//! paragraph that follows. One pass over the tags, by the same rules in short, tells what a page would grow to. It errs on the safe side:
//! it may count an element as open that a browser has closed.

/// How deep elements may lie in each other: browsers stop there too.
pub(super) const MOST_DEPTH: usize = 512;
/// How many elements a page may have: long articles with their menus have ten thousand.
pub(super) const MOST_ELEMENTS: usize = 100_000;
/// The attributes of one tag; each is compared with those before it.
const MOST_ATTRIBUTES: usize = 1_000;

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];
/// Elements of drawings that are closed by their slash.
const DRAWN: &[&str] = &[
    "animate",
    "animatetransform",
    "circle",
    "ellipse",
    "g",
    "line",
    "path",
    "polygon",
    "polyline",
    "rect",
    "stop",
    "use",
];
/// Elements that hold words only, up to their own end.
const RAW: &[&str] = &[
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];
/// Elements that are opened anew in what follows, until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that end a paragraph, and that only their own end or that of one around them closes.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "object",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements that ends of others do not reach through.
const WALLS: &[&str] = &["caption", "html", "object", "table", "td", "template", "th"];
/// Elements that the next of their kind ends, with the kind, up to the element that holds them.
const IMPLIED: &[(&[&str], &[&str])] = &[
    (&["li"], &["ol", "ul", "menu"]),
    (&["dd", "dt"], &["dl"]),
    (&["option", "optgroup"], &["select"]),
    (&["td", "th"], &["tr", "table"]),
    (&["tr"], &["table"]),
    (&["tbody", "thead", "tfoot"], &["table"]),
];

/// What is open while the tags pass by.
#[derive(Default)]
struct Survey<'p> {
    open: Vec<String>,
    /// Names and whole tags of what is opened anew.
    formatting: Vec<(String, &'p str)>,
    elements: usize,
}

/// Looks through the tags of a page.
///
/// # Errors
/// What there is too much of.
pub(super) fn check(page: &str) -> Result<(), String> {
    let mut survey = Survey::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or_default();
        let Some(tag) = Tag::read(rest) else {
            rest = after_comment(rest);
            continue;
        };
        if MOST_ATTRIBUTES < tag.attributes {
            return Err(format!("a tag has more than {MOST_ATTRIBUTES} attributes"));
        }
        rest = rest.get(tag.whole.len()..).unwrap_or_default();
        if !tag.is_end && RAW.contains(&tag.name.as_str()) && !survey.is_in_drawing() {
            rest = from_end_of(rest, &tag.name);
        }
        survey.pass(tag);
        if MOST_DEPTH < survey.open.len() || MOST_DEPTH < survey.formatting.len() {
            return Err(format!("its elements lie more than {MOST_DEPTH} deep in each other"));
        }
        if MOST_ELEMENTS * 4 < survey.elements {
            return Err(format!("it has more than {MOST_ELEMENTS} elements"));
        }
    }
    Ok(())
}

impl<'p> Survey<'p> {
    fn pass(&mut self, tag: Tag<'p>) {
        // Each tag may open all formatting anew, beside its own element and one that it implies.
        self.elements += 2 + self.formatting.len();
        if tag.is_end {
            self.end(&tag.name);
        } else {
            self.start(tag);
        }
    }

    fn start(&mut self, tag: Tag<'p>) {
        let name = tag.name.as_str();
        if BLOCKS.contains(&name) {
            self.close_nearest(&["p"], BLOCKS);
        }
        for (kinds, holders) in IMPLIED {
            if kinds.contains(&name) {
                self.close_nearest(kinds, holders);
            }
        }
        if VOID.contains(&name)
            || tag.is_closed && DRAWN.contains(&name)
            || RAW.contains(&name) && !self.is_in_drawing()
        {
            return;
        }
        if FORMATTING.contains(&name) {
            if matches!(name, "a" | "nobr") {
                self.formatting.retain(|(other, _)| other != name);
                self.close_nearest(&[name], BLOCKS);
            }
            // Of the same tag no more than three are opened anew.
            if self.formatting.iter().filter(|(_, whole)| *whole == tag.whole).count() < 3 {
                self.formatting.push((tag.name.clone(), tag.whole));
            }
        }
        self.open.push(tag.name);
    }

    fn end(&mut self, name: &str) {
        if FORMATTING.contains(&name)
            && let Some(at) = self.formatting.iter().rposition(|(other, _)| other == name)
        {
            self.formatting.remove(at);
        }
        if name == "p" {
            self.close_nearest(&["p"], WALLS);
        } else if name == "table" || !BLOCKS.contains(&name) && !WALLS.contains(&name) {
            let stop = if name == "table" { &["template"] } else { BLOCKS };
            self.close_nearest(&[name], stop);
        } else {
            self.close_nearest(&[name], WALLS);
        }
    }

    /// Closes the nearest of the elements, with all in it, unless one of the others lies between.
    fn close_nearest(&mut self, names: &[&str], others: &[&str]) {
        for (at, open) in self.open.iter().enumerate().rev() {
            if names.contains(&open.as_str()) {
                self.open.truncate(at);
                return;
            }
            if others.contains(&open.as_str()) {
                return;
            }
        }
    }

    fn is_in_drawing(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| matches!(open.as_str(), "svg" | "math" | "g" | "defs"))
    }
}

/// A tag.
struct Tag<'p> {
    /// In small letters.
    name: String,
    is_end: bool,
    /// Whether it ends in a slash.
    is_closed: bool,
    attributes: usize,
    /// From `<` to `>`.
    whole: &'p str,
}

impl<'p> Tag<'p> {
    /// The tag at the start of the text; `None` where it is a comment or no tag.
    fn read(text: &'p str) -> Option<Tag<'p>> {
        let after = text.strip_prefix('<')?;
        let is_end = after.starts_with('/');
        let from_name = after.strip_prefix('/').unwrap_or(after);
        if !from_name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let name = from_name
            .split(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'))
            .next()?;
        let start = text.len() - from_name.len() + name.len();
        let (end, attributes) = read_attributes(text.as_bytes(), start);
        let whole = text.get(..end)?;
        Some(Tag {
            name: name.to_ascii_lowercase(),
            is_end,
            is_closed: whole.ends_with("/>"),
            attributes,
            whole,
        })
    }
}

/// Where the tag ends, and how many attributes it has; quotes hide what is in them.
fn read_attributes(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let until = |at: usize, ends: &dyn Fn(u8) -> bool| {
        let rest = bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len())
    };
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let mut attributes = 0;
    loop {
        at = until(at, &|byte| !is_space(byte) && byte != b'/');
        match bytes.get(at) {
            None => return (bytes.len(), attributes),
            Some(b'>') => return (at + 1, attributes),
            Some(_) => attributes += 1,
        }
        at = until(at + 1, &|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let equals = until(at, &|byte| !is_space(byte));
        if bytes.get(equals) != Some(&b'=') {
            continue;
        }
        at = until(equals + 1, &|byte| !is_space(byte));
        at = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => until(at + 1, &|byte| byte == *quote) + 1,
            Some(b'>') | None => at,
            Some(_) => until(at, &|byte| is_space(byte) || byte == b'>'),
        };
    }
}

/// What follows a comment, or a `<` that begins nothing.
fn after_comment(text: &str) -> &str {
    let skipped = if let Some(comment) = text.strip_prefix("<!--") {
        if comment.starts_with('>') || comment.starts_with("->") {
            return comment;
        }
        4 + comment_length(comment)
    } else if text.starts_with("<!") || text.starts_with("<?") || text.starts_with("</") {
        text.find('>').map_or(text.len(), |at| at + 1)
    } else {
        1
    };
    text.get(skipped..).unwrap_or_default()
}

/// How long a comment is, with its end; looked for step by step, so that many comments do not each look to the end of the page.
fn comment_length(comment: &str) -> usize {
    let mut passed = 0;
    while let Some(at) = comment.get(passed..).and_then(|rest| rest.find("--")) {
        passed += at + 2;
        let after = comment.get(passed..).unwrap_or_default();
        if after.starts_with('>') {
            return passed + 1;
        }
        if after.starts_with("!>") {
            return passed + 2;
        }
        // Of three dashes the last two may belong to the end.
        passed -= 1;
    }
    comment.len()
}

/// From the end tag of that name on.
fn from_end_of<'p>(text: &'p str, name: &str) -> &'p str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at..).unwrap_or_default();
        let found = rest.get(2..2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = rest.get(2..).unwrap_or_default();
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(page: &str, words: &str) {
        let error = check(page).unwrap_err();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn nesting_without_measure_is_refused() {
        for unit in [
            "<div>",
            "<b><div></b>",
            "<table><td>",
            "<span>",
            "<svg><g>",
            "<ul><li><p>",
            "<x-y>",
        ] {
            refuses(&unit.repeat(100_000), "deep");
        }
        refuses("<!-- --><div><script>'</div>'</script>".repeat(600).as_str(), "deep");
    }

    #[test]
    fn what_is_closed_or_ends_by_itself_does_not_nest() {
        for unit in [
            "<p>a<b>b</b>",
            "<li>a",
            "<tr><td>a<td>b",
            "<dt>a<dd>b",
            "<option>a",
            "<br><img src='>'>",
            "<div><span>unclosed</div>",
            "<svg><path d='M0'/></svg>",
            "<a href=a><a href=b>x</a>",
            "<!--><div>--></div>",
            "<script>if (a<b) { document.write('<div>') }</script>",
            "<style><div></style><title><div></title>",
        ] {
            assert_eq!(check(&unit.repeat(1_000)), Ok(()), "{unit}");
        }
    }

    #[test]
    fn repairs_and_attributes_without_measure_are_refused() {
        let bold: String = (0..300)
            .flat_map(|number| ["<b id=".to_owned(), number.to_string(), ">".to_owned()])
            .collect();
        refuses(&format!("{bold}{}", "<p>x".repeat(10_000)), "elements");
        refuses(&"<p>".repeat(300_000), "elements");
        refuses(&format!("<p {}>", "a ".repeat(2_000)), "attributes");
        refuses(&format!("<p {}>", "a=''/".repeat(2_000)), "attributes");
        assert_eq!(check(&format!("<p class='{}'>", "a ".repeat(2_000))), Ok(()));
    }

    #[test]
    fn broken_tags_and_comments_are_passed_over() {
        for page in [
            "<",
            "</",
            "<!",
            "<!--",
            "<!---",
            "<p",
            "<p a='",
            "</p",
            "<script>",
            "<script></scrip",
            "<é>",
            "<p\u{a0}é=é>",
            "a < b > c",
        ] {
            assert_eq!(check(page), Ok(()), "{page}");
            assert_eq!(check(&page.repeat(500)), Ok(()), "{page}");
        }
    }
}
