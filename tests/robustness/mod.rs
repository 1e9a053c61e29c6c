//! Any text is read: nothing panics, it ends, and whatever is found lies where it says.

use dateline::document::Document;
use dateline::pipeline::{Analysis, Options, analyze};
use dateline::span::Span;
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{gazetteer, lexicon};

fn read(text: &str) -> Analysis {
    let document = Document {
        text: text.to_owned(),
        date: Some(date(2020, 3, 12)),
        ..Document::default()
    };
    analyze(&document, &gazetteer(), &lexicon(), &Options { explain: true })
}

/// Every span lies in the text, on character boundaries; mentions stand in order, without overlap.
#[track_caller]
fn check(text: &str) {
    let analysis = read(text);
    let lies = |span: Span, what: &str| {
        let words = text.get(span.start()..span.end());
        assert!(words.is_some(), "{what} at {span:?} of {text:?}");
    };
    let toponyms: Vec<Span> = analysis.toponyms.iter().map(|found| found.toponym.span).collect();
    let timexes: Vec<Span> = analysis.timexes.iter().map(|timex| timex.span).collect();
    for spans in [&toponyms, &timexes] {
        for span in spans {
            lies(*span, "a mention");
        }
        assert!(
            spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()),
            "order of {spans:?} in {text:?}"
        );
    }
    for incident in &analysis.incidents {
        lies(incident.sentence, "the sentence");
        assert!((0.0..=1.0).contains(&incident.confidence), "{incident:?}");
        for piece in &incident.evidence {
            lies(piece.span, "evidence");
        }
        for actor in &incident.actors {
            lies(actor.span, "an actor");
        }
        if let Some(location) = &incident.location {
            lies(location.mention, "the place");
        }
    }
}

/// Pieces of news and of everything that is none: marks without letters, writing from the right, joiners, control characters, long tokens.
fn any_text() -> impl Strategy<Value = String> {
    let news = prop::sample::select(vec![
        "A bomb killed three people in Mosul",
        "on Friday",
        "gunmen attacked",
        "the town of Taji",
        "Baghdad, Iraq",
        "at least 12 soldiers",
        "wounded",
        "two days later",
        "“It was an air strike”",
        "Mr. Houston said",
        "HEZBOLLAH",
        "U.S.",
        "north of",
        "between Basra and Kut",
        "al-",
        "and",
        "of",
        "not",
        "5,700.5",
        "March 3, 2020",
        "\n\n",
        "\n",
        ". ",
        ", ",
        "'s",
        "—",
        "(",
        ")\"”",
        "• ",
    ]);
    let odd = prop::sample::select(vec![
        "\u{301}",
        "\u{200d}",
        "\u{202e}",
        "\u{0}",
        "\u{7f}",
        "\u{feff}",
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "\u{1f1ee}\u{1f1f6}",
        "قتل في بغداد",
        "Київ",
        "東京で爆発",
        "İstanbul",
        "ﬁre",
        "\u{2028}",
        "A\u{300}\u{301}\u{302}",
        "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "99999999999999999999999999999",
    ]);
    let piece = prop_oneof![
        6 => news.prop_map(str::to_owned),
        2 => odd.prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let parted = (piece, prop::sample::select(vec![" ", " ", " ", ""]));
    prop::collection::vec(parted, 0..24).prop_map(|pieces| {
        let words = pieces.iter().map(|(piece, gap)| format!("{piece}{gap}"));
        words.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_text_is_read_and_what_is_found_lies_where_it_says(text in any_text()) {
        check(&text);
    }
}

#[test]
fn long_texts_of_one_thing_are_read() {
    // Quadratic work on any of these would take minutes.
    for (piece, times) in [
        ("Paris London Mosul ", 600),
        ("Paris, London, ", 600),
        ("killed ", 1500),
        ("attack the ", 1000),
        ("KILLED IN BAGHDAD IRAQ ", 300),
        ("a bomb killed three in Mosul on Friday and ", 150),
        ("A", 20_000),
        ("1,", 5000),
        ("\")”’]", 5000),
        ("(“‘", 3000),
        ("\u{301}", 5000),
        ("👩\u{200d}", 3000),
        ("hundred ", 2000),
        ("Friday ", 1000),
        ("al-", 3000),
        ("Harvey, Harper and Kingman counties, ", 200),
        ("a\n", 3000),
        (". ", 3000),
        ("", 1),
    ] {
        check(&piece.repeat(times));
    }
}
