use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentResource};
use rasid_chronicle::{State, Verdict, Why};
use rasid_coder::report::{EventType, Rank, Role, Status};
use rasid_merge::registry::Match;
use rasid_merge::score::{Obstacle, Reason};

use super::fluent::names;
use super::messages::{KEYS, Web};
use super::*;

/// The messages that are named by a family and a word.
fn families() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut family = |family: &str, words: &[&str]| {
        all.extend(words.iter().map(|word| format!("{family}-{word}")));
    };
    macro_rules! values {
        ($kind:ident) => {
            &$kind::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>()
        };
    }
    family("type", values!(EventType));
    family("status", values!(Status));
    family("role", values!(Role));
    family("counted", values!(Rank));
    family("verdict", values!(Verdict));
    family("doubt", values!(Why));
    family("match", values!(Match));
    family("reason", values!(Reason));
    family("obstacle", values!(Obstacle));
    family("entry", values!(State));
    family("key", &KEYS.map(|(_, name)| name));
    family("month", &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
    family("field", &["type", "status", "date", "city", "country", "name", "office"]);
    family("action", &["add", "confirm", "reject", "correct", "merge", "split", "undo"]);
    let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
    family(
        "counted",
        &words(
            "axis counterpart rank outlet direction occasion counterterrorism_and_crime technology \
             regional_security police_cooperation abroad at_home third_country remote gathering trip by_itself",
        ),
    );
    family(
        "claim",
        &words(
            "meetings countries organisations visits partners agreements largest_region largest_country peak_months \
             theme_share trend first result plots_foiled networks_dismantled arrests seizures extraditions \
             events_secured",
        ),
    );
    family(
        "mark",
        &words(
            "event date place themes status name office organisation country visit_kind attributed_to part_of",
        ),
    );
    all
}

/// The messages of a file, each with its variables.
fn variables(file: &str) -> Vec<(&str, BTreeSet<&str>)> {
    let mut all: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let begins = line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        if let Some((name, _)) = line.split_once(" = ").filter(|_| begins) {
            all.push((name, BTreeSet::new()));
        }
        let used = line.split('$').skip(1).map(|rest| rest.split([' ', ')']).next().unwrap_or_default());
        if let Some((_, variables)) = all.last_mut() {
            variables.extend(used);
        }
    }
    all
}

#[test]
fn every_language_has_the_messages_that_the_program_asks_for_and_no_others() {
    let mut wanted = families();
    wanted.extend(Messages::NAMES.iter().chain(Web::NAMES).map(|name| (*name).to_owned()));
    for lang in Lang::ALL {
        let resource = FluentResource::try_new(lang.file().to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{lang:?}: {errors:?}"));
        let there: Vec<&str> = names(&resource).collect();
        let once: BTreeSet<String> = there.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(once.len(), there.len(), "{lang:?}: a message twice");
        assert_eq!(wanted.difference(&once).collect::<Vec<_>>(), Vec::<&String>::new(), "{lang:?} lacks");
        assert_eq!(once.difference(&wanted).collect::<Vec<_>>(), Vec::<&String>::new(), "{lang:?}: not used");
    }
}

#[test]
fn messages_have_the_same_variables_in_every_language() {
    let [arabic, english, french] = Lang::ALL.map(|lang| variables(lang.file()));
    assert!(arabic.len() > 300 && arabic.iter().any(|(_, variables)| variables.len() == 4));
    let sorted = |mut all: Vec<(&'static str, BTreeSet<&'static str>)>| {
        all.sort_unstable();
        all
    };
    let english = sorted(english);
    for (lang, other) in [(Lang::Ar, arabic), (Lang::Fr, french)] {
        for (one, other) in english.iter().zip(&sorted(other)) {
            assert_eq!(one, other, "{lang:?}");
        }
    }
}

#[test]
fn no_message_is_empty_or_shows_its_variables() {
    for lang in Lang::ALL {
        for (name, variables) in variables(lang.file()) {
            for n in [0, 1, 2, 3, 11, 100] {
                let values: FluentArgs<'_> = variables.iter().map(|name| (*name, n)).collect();
                let words = lang.messages().source().formatted(name, Some(&values));
                let words = words.unwrap_or_else(|| panic!("{lang:?}: {name} is not to be had"));
                assert!(!words.is_empty() && !words.contains(['{', '}']), "{lang:?} {name}: {words}");
            }
        }
    }
}

#[test]
fn a_number_has_every_form_of_its_language() {
    for lang in Lang::ALL {
        let wanted: &[&str] = match lang {
            Lang::Ar => &["zero", "one", "two", "few", "many", "*other"],
            Lang::En | Lang::Fr => &["one", "*other"],
        };
        let mut checked = 0;
        for message in lang.file().split("PLURAL($n) ->").skip(1) {
            let forms = message.split_once("\n    }").expect("an end").0;
            let forms = forms.lines().filter_map(|line| line.trim().split_once(']')).map(|(form, _)| form);
            let forms: Vec<String> = forms.map(|form| form.replace('[', "")).collect();
            assert_eq!(forms, wanted, "{lang:?}: {message:.60}");
            checked += 1;
        }
        assert_eq!(checked, 12, "{lang:?}");
    }
}

#[test]
fn arabic_has_six_forms() {
    let words = reports(Lang::Ar, &[0, 1, 2, 3, 10, 103, 11, 99, 100, 102]);
    let said = [
        "لا أخبار",
        "خبر واحد",
        "خبران",
        "3 أخبار",
        "10 أخبار",
        "103 أخبار",
        "11 خبرًا",
        "99 خبرًا",
        "100 خبر",
        "102 خبر",
    ];
    assert_eq!(words, said);
    assert_eq!(reports(Lang::Fr, &[0, 1, 2]), ["0 compte rendu", "1 compte rendu", "2 comptes rendus"]);
    assert_eq!(reports(Lang::En, &[0, 1, 2]), ["0 reports", "1 report", "2 reports"]);
}

fn reports(lang: Lang, numbers: &[u64]) -> Vec<String> {
    numbers.iter().map(|n| lang.messages().n_reports.of(*n)).collect()
}

#[test]
fn the_words_of_an_article_are_no_pattern() {
    let words =
        Lang::En.messages().field_of.with([("field", "office".into()), ("name", "{ $field } {n}".into())]);
    assert_eq!(words, "office of { $field } {n}");
}

#[test]
fn the_locale_chooses_the_language() {
    let vars = |lang: &str| BTreeMap::from([("LANG".to_owned(), lang.to_owned())]);
    assert_eq!(Lang::of_locale(&vars("ar_MA.UTF-8")), Lang::Ar);
    assert_eq!(Lang::of_locale(&vars("fr_FR.UTF-8")), Lang::Fr);
    assert_eq!(Lang::of_locale(&vars("C.UTF-8")), Lang::En);
    assert_eq!(Lang::of_locale(&BTreeMap::new()), Lang::En);
}
