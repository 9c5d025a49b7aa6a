//! Words of a language, from its file of messages.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rustc_hash::FxHashMap;

use super::Lang;

/// A message that says the same each time.
pub(crate) type Text = &'static str;

/// The messages of one language.
pub(super) struct Source {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// Those without variables.
    texts: FxHashMap<String, String>,
}

impl Source {
    /// Reads a file of messages. What is wrong in it is left out, which shows as the name of a message where its words
    /// belong; the tests let none of that pass.
    pub(super) fn of(lang: Lang, file: &str) -> Self {
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(read, _)| read);
        let names: Vec<String> = names(&resource).map(str::to_owned).collect();
        let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
        // Whoever shows a line isolates its parts from each other, in the way of a terminal or of a page.
        bundle.set_use_isolating(false);
        let added = bundle.add_function("PLURAL", move |values, _| match values {
            [FluentValue::Number(n)] => plural(lang, n.value as u64).into(),
            _ => FluentValue::Error,
        });
        debug_assert!(added.is_ok());
        bundle.add_resource_overriding(resource);
        let mut source = Self { lang, bundle, texts: FxHashMap::default() };
        for name in names {
            if let Some(text) = source.formatted(&name, None) {
                source.texts.insert(name, text);
            }
        }
        source
    }

    /// The words of a message without variables, if the language has it.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// The word for what a family has under this name, if there is one.
    pub(super) fn named(&self, family: &str, name: &str) -> Option<&str> {
        self.text(&format!("{family}-{name}"))
    }

    /// The word for a value of a closed list.
    pub(super) fn value(&'static self, family: &str, value: &'static str) -> Text {
        self.named(family, value).unwrap_or(value)
    }

    /// Whether these are the messages of a language.
    pub(super) fn is_of(&self, lang: Lang) -> bool {
        self.lang == lang
    }

    /// The words of a message; `None` where it is not there, or wants other variables.
    pub(super) fn formatted(&self, name: &str, values: Option<&FluentArgs<'_>>) -> Option<String> {
        let message = self.bundle.get_message(name)?;
        let mut errors = Vec::new();
        let words = self.bundle.format_pattern(message.value()?, values, &mut errors).into_owned();
        errors.is_empty().then_some(words)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("texts", &self.texts).finish_non_exhaustive()
    }
}

/// The plural category of a whole number, by CLDR (`PLURAL` in the files of messages). Fluent chooses by the number itself,
/// with the rules of `intl_pluralrules`; its version 7.0.2 leaves `n % 100` out of the Arabic ones, so that 103 and 111
/// would get the form of 100.
fn plural(lang: Lang, n: u64) -> &'static str {
    match (lang, n, n % 100) {
        (Lang::Ar, 0, _) => "zero",
        (_, 1, _) | (Lang::Fr, 0, _) => "one",
        (Lang::Ar, 2, _) => "two",
        (Lang::Ar, _, 3..=10) => "few",
        (Lang::Ar, _, 11..) => "many",
        _ => "other",
    }
}

/// Names of the messages of a file.
pub(super) fn names(resource: &FluentResource) -> impl Iterator<Item = &str> {
    resource.entries().filter_map(|entry| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name),
        _ => None,
    })
}

/// How a field takes its words from the file.
pub(super) trait Wording {
    /// The message of this name.
    fn read(source: &'static Source, name: &'static str) -> Self;
}

impl Wording for Text {
    fn read(source: &'static Source, name: &'static str) -> Self {
        let text = source.text(name);
        debug_assert!(text.is_some(), "{name} is not there, or has variables");
        text.unwrap_or(name)
    }
}

/// A message with something to fill in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    source: &'static Source,
    name: &'static str,
}

impl Wording for Phrase {
    fn read(source: &'static Source, name: &'static str) -> Self {
        Self { source, name }
    }
}

impl Phrase {
    /// The words, with these values for its variables.
    pub(crate) fn with<'v, const N: usize>(self, values: [(&'static str, FluentValue<'v>); N]) -> String {
        let values: FluentArgs<'v> = values.into_iter().collect();
        let words = self.source.formatted(self.name, Some(&values));
        debug_assert!(words.is_some(), "{} wants other variables", self.name);
        words.unwrap_or_else(|| self.name.to_owned())
    }

    /// A number with its noun, in the plural form of the language.
    pub(crate) fn of(self, n: u64) -> String {
        self.with([("n", n.into())])
    }
}
