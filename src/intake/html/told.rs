//! What a page says about itself, in the ways that publishers use: JSON-LD, `og:` and its kin, `<time>`.

use dom_smoothie::{Metadata, Readability};
use jiff::civil::Date;
use serde_json::Value;

use crate::intake::dateline::find_day;
use crate::intake::read_date;

/// What a page says about itself; each may be missing.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

/// Reads it before the page is stripped to its article. JSON-LD is believed before `og:`, both before `<time>`.
pub(super) fn read(page: &Readability) -> Told {
    let mut told = linked_data(page).unwrap_or_default();
    let Metadata {
        title,
        site_name,
        published_time,
        lang,
        url,
        ..
    } = page.get_article_metadata(None);
    told.title = told.title.or(Some(title)).and_then(|found| words(&found));
    told.date = told
        .date
        .or_else(|| published_time.as_deref().and_then(day))
        .or_else(|| first_time(page));
    let addresses = [told.url, url, linked_address(page), open_graph_address(page)];
    told.url = addresses.into_iter().flatten().find(|url| is_web_address(url));
    let named = told.source.or(site_name).and_then(|found| words(&found));
    told.source = named.or_else(|| told.url.as_deref().and_then(host).map(str::to_owned));
    told.language = lang.and_then(|found| words(&found));
    told
}

/// The first article that a `<script type="application/ld+json">` describes (schema.org). Nesting is bounded by the parser.
fn linked_data(page: &Readability) -> Option<Told> {
    let scripts = page.doc.select("script[type='application/ld+json']");
    scripts.iter().find_map(|script| {
        let text = script.text();
        let json: Value = serde_json::from_str(text.trim()).ok()?;
        article_in(&json)
    })
}

/// The article of an object, of a list or of a `@graph`.
fn article_in(json: &Value) -> Option<Told> {
    if let Value::Array(items) = json {
        return items.iter().find_map(article_in);
    }
    let is_article = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
    };
    if let Some(graph) = json.get("@graph") {
        return article_in(graph);
    }
    let kinds = json.get("@type")?;
    if is_article(kinds) || kinds.as_array().is_some_and(|kinds| kinds.iter().any(is_article)) {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let publisher = json
            .get("publisher")
            .map(|publisher| publisher.get(0).unwrap_or(publisher));
        let of_page = json.get("mainEntityOfPage");
        return Some(Told {
            title: text(json.get("headline")).or_else(|| text(json.get("name"))),
            date: json.get("datePublished").and_then(Value::as_str).and_then(day),
            source: text(publisher).or_else(|| text(publisher?.get("name"))),
            url: text(json.get("url"))
                .or_else(|| text(of_page))
                .or_else(|| text(of_page?.get("@id"))),
            language: None,
        });
    }
    None
}

/// The day of the element that is marked as the time of publication, else of the first.
fn first_time(page: &Readability) -> Option<Date> {
    [
        "time[itemprop='datePublished']",
        "time[pubdate]",
        "article time",
        "time",
    ]
    .iter()
    .find_map(|selector| {
        let times = page.doc.select(selector);
        times.iter().find_map(|time| match time.attr("datetime") {
            Some(stated) => day(&stated),
            None => day(&time.text()),
        })
    })
}

fn linked_address(page: &Readability) -> Option<String> {
    let links = page.doc.select("link[rel='canonical']");
    links.attr("href").map(|address| address.to_string())
}

fn open_graph_address(page: &Readability) -> Option<String> {
    let metas = page.doc.select("meta[property='og:url']");
    metas.attr("content").map(|address| address.to_string())
}

/// The day of a time stamp, or of words such as "March 12, 2020".
fn day(words: &str) -> Option<Date> {
    /// Longer words are no date.
    const LONGEST: usize = 100;
    let words = words.trim();
    (words.len() <= LONGEST).then(|| read_date(words).ok().or_else(|| find_day(words)))?
}

fn words(words: &str) -> Option<String> {
    let trimmed = words.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

fn is_web_address(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// The host of an address, without "www.".
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
