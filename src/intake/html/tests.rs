//! Pages as publishers write them, and pages that nobody should.

use proptest::prelude::*;

use super::*;

const BODY: &str = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Rockets hit base</h1>
    <p>Rockets fell on the Taji air base north of the capital on Wednesday, and three soldiers were killed, officials said.</p>
    <p>Nobody said at first that they had fired them, and the base was closed for the rest of the day, the officials said.</p>
    </article><footer>All rights reserved</footer>";

fn page(head: &str) -> Document {
    read_html_document(&format!(
        "<!doctype html><html lang=\"en\"><head>{head}</head><body>{BODY}</body></html>"
    ))
    .unwrap()
}

/// Title, publisher, address and day.
#[track_caller]
fn check(head: &str, expected: [Option<&str>; 4]) {
    let document = page(head);
    assert!(
        document.text.contains("Rockets fell on the Taji air base"),
        "{}",
        document.text
    );
    assert!(
        !document.text.contains("Sport") && !document.text.contains("rights"),
        "{}",
        document.text
    );
    let date = document.date.map(|date| date.to_string());
    let told = [
        document.title.as_deref(),
        document.source.as_deref(),
        document.url.as_deref(),
        date.as_deref(),
    ];
    assert_eq!(told, expected, "{head}");
    assert_eq!(document.language.as_deref(), Some("en"));
}

#[test]
fn a_page_gives_its_main_text_and_what_it_says_about_itself() {
    let og = r#"<title>Rockets hit base | Example News</title>
        <meta property="og:title" content="Rockets hit base">
        <meta property="og:site_name" content="Example News">
        <meta property="og:url" content="https://www.example.org/rockets">
        <meta property="article:published_time" content="2020-03-12T08:00:00Z">"#;
    let told = [
        Some("Rockets hit base"),
        Some("Example News"),
        Some("https://www.example.org/rockets"),
        Some("2020-03-12"),
    ];
    check(og, told);
    let linked = r#"<title>Front page</title><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "Wrong"},
        {"@type": ["NewsArticle"], "headline": "Rockets hit base", "datePublished": "2020-03-12T23:59:00+03:00",
         "publisher": {"@type": "Organization", "name": "Example News"}, "mainEntityOfPage": {"@id": "https://www.example.org/rockets"}}]}</script>"#;
    check(linked, told);
    let canonical = r#"<title>Rockets hit base</title><link rel="canonical" href="https://www.example.org/rockets">
        <meta property="og:url" content="javascript:alert(1)">"#;
    let address = Some("https://www.example.org/rockets");
    check(
        canonical,
        [Some("Rockets hit base"), Some("example.org"), address, None],
    );
    check(
        "<title>Rockets hit base</title>",
        [Some("Rockets hit base"), None, None, None],
    );
}

#[test]
fn the_day_may_stand_in_an_element_for_times() {
    for time in [
        "<time datetime='2020-03-12T08:00Z'>today</time>",
        "<time>March 12, 2020</time>",
        "<time datetime='2019-01-01'>old</time><time itemprop='datePublished' datetime='2020-03-12'>new</time>",
    ] {
        let page = format!("<html><body>{time}{BODY}</body></html>");
        let document = read_html_document(&page).unwrap();
        assert_eq!(document.date, Some(jiff::civil::date(2020, 3, 12)), "{time}");
    }
}

#[test]
fn a_page_without_words_is_refused() {
    for page in ["", "<html><body></body></html>", "<img src=x>"] {
        assert!(read_html_document(page).is_err(), "{page}");
    }
}

#[test]
fn the_encoding_that_a_page_states_is_believed() {
    let arabic = b"<html><meta charset=\"windows-1256\"><p>\xda\xcf\xe4";
    assert_eq!(decode_page(arabic).text, "<html><meta charset=\"windows-1256\"><p>عدن");
    assert_eq!(
        decode_page(b"<meta charset=utf-8>caf\xe9").text,
        "<meta charset=utf-8>café"
    );
    assert_eq!(decode_page("<meta charset=latin1>é".as_bytes()).other_encoding, None);
}

#[test]
fn a_page_is_known_by_its_beginning() {
    for page in ["<!DOCTYPE html>", " \n<html lang=en>", "\u{feff}<HTML>", "<head>"] {
        assert!(is_html(page.as_bytes()), "{page}");
    }
    for other in ["", "<", "<p>Hello", "html", "{\"text\": \"<html>\"}"] {
        assert!(!is_html(other.as_bytes()), "{other}");
    }
}

/// What may come back is an article or a refusal; in bounded time and on a bounded stack.
#[test]
fn hostile_pages_end_without_a_panic() {
    let deepest = format!(
        "{}words{}",
        "<div>".repeat(MOST_DEPTH - 2),
        "</div>".repeat(MOST_DEPTH - 2)
    );
    let json = |body: String| format!("<script type='application/ld+json'>{body}</script><p>words");
    let large = 10 << 20;
    for page in [
        deepest,
        "<div>".repeat(100_000),
        "<div>".repeat(large / 5),
        format!("<svg>{}", "<path/>".repeat(50_000)),
        "<svg><style>".to_owned() + &"<div>".repeat(100_000),
        json("[".repeat(100_000)),
        json(format!("{{\"@type\":\"Article\",\"a\":{}", "{\"a\":".repeat(100_000))),
        json("{\"@type\": 5, \"@graph\": {\"@graph\": [[]]}}".to_owned()),
        "<p>a".repeat(MOST_ELEMENTS + 1),
        "<!--x-->a".repeat(20_000),
        "a<b ".repeat(50_000),
        format!("<p {}>words", "a<b='".repeat(1000)),
        "x".repeat(large),
        "x".repeat(MOST_BYTES + 1),
        "<!--".to_owned(),
        "\0<p>\0".to_owned(),
    ] {
        let _ = read_html_document(&page);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_words_and_tags_end_without_a_panic(parts in prop::collection::vec(prop_oneof![
        "[ -~é\\u{0}]{0,8}",
        "</?(p|div|b|a|i|table|tr|td|svg|script|style|title|li|ul|select|template|time|meta|br)( [a-z]{1,4}(='[a-z >]*)?)?/?>",
        "<[!?/]?-{0,3}[a-z]{0,6}",
    ], 0..60)) {
        let _ = read_html_document(&parts.concat());
    }
}
