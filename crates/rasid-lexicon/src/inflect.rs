//! Inflection: the written forms of a nisba, a verb or a noun, so that the sources list each word once.
//!
//! All forms are folded keys (`rasid_text::fold`): ى is ي and ة is ه.

/// Forms of a verb: perfect `استقبل` or imperfect `يستقبل`, third person. `dual` marks forms whose subject is two.
pub struct VerbForm {
    /// The key.
    pub key: String,
    /// Subject is two.
    pub dual: bool,
    /// Carries an object pronoun.
    pub pronoun: bool,
}

const PRONOUNS: [&str; 4] = ["ه", "ها", "هم", "هما"];

fn with_pronouns(forms: &mut Vec<VerbForm>, stem: &str, dual: bool) {
    forms.push(VerbForm { key: stem.to_owned(), dual, pronoun: false });
    // A final ي of a defective verb becomes ا before a pronoun (التقى, التقاه), the alef of a plural falls.
    let base = match stem.strip_suffix('ي') {
        Some(rest) => format!("{rest}ا"),
        None => stem.strip_suffix("وا").map_or_else(|| stem.to_owned(), |rest| format!("{rest}و")),
    };
    forms.extend(PRONOUNS.iter().map(|p| VerbForm { key: format!("{base}{p}"), dual, pronoun: true }));
    if stem.ends_with('ي') {
        forms.extend(PRONOUNS.iter().map(|p| VerbForm { key: format!("{stem}{p}"), dual, pronoun: true }));
    }
}

/// Perfect, third person: استقبل استقبلت استقبلا استقبلتا استقبلوا, and the like of defective verbs (التقى التقت).
pub fn perfect(key: &str) -> Vec<VerbForm> {
    let mut forms = Vec::new();
    with_pronouns(&mut forms, key, false);
    if let Some(rest) = key.strip_suffix('ي') {
        with_pronouns(&mut forms, &format!("{rest}ت"), false);
        with_pronouns(&mut forms, &format!("{key}ا"), true);
        with_pronouns(&mut forms, &format!("{rest}تا"), true);
        with_pronouns(&mut forms, &format!("{rest}وا"), false);
    } else {
        with_pronouns(&mut forms, &format!("{key}ت"), false);
        with_pronouns(&mut forms, &format!("{key}ا"), true);
        with_pronouns(&mut forms, &format!("{key}تا"), true);
        with_pronouns(&mut forms, &format!("{key}وا"), false);
    }
    forms
}

/// Perfect, first person, where its letters are not those of another: التقيت التقينا, زرت زرنا, وقعنا (but وقعت is "she
/// signed" too).
pub fn first_person(key: &str) -> Vec<VerbForm> {
    let stems = if key.ends_with('ي') {
        vec![format!("{key}ت"), format!("{key}نا")]
    } else {
        match hollow(key) {
            Some(stem) => vec![format!("{stem}ت"), format!("{stem}نا")],
            None => vec![format!("{key}نا")],
        }
    };
    let mut forms = Vec::new();
    for stem in stems {
        with_pronouns(&mut forms, &stem, false);
    }
    forms
}

/// Imperfect, third person: يستقبل تستقبل يستقبلان يستقبلون, subjunctive too.
pub fn imperfect(key: &str) -> Vec<VerbForm> {
    let mut forms = Vec::new();
    let Some(rest) = key.strip_prefix('ي') else { return forms };
    let stem = rest.strip_suffix('ي').unwrap_or(rest);
    for person in ["ي", "ت"] {
        with_pronouns(&mut forms, &format!("{person}{rest}"), false);
        let weak = if rest.ends_with('ي') { "ي" } else { "" };
        forms.push(VerbForm { key: format!("{person}{stem}{weak}ان"), dual: true, pronoun: false });
        forms.push(VerbForm { key: format!("{person}{stem}{weak}ا"), dual: true, pronoun: false });
        forms.push(VerbForm { key: format!("{person}{stem}ون"), dual: false, pronoun: false });
        forms.push(VerbForm { key: format!("{person}{stem}وا"), dual: false, pronoun: false });
        // Behind لم a weak letter falls: لم يلتق, لم يزر.
        let jussive = if rest.ends_with('ي') { Some(stem.to_owned()) } else { hollow(rest) };
        forms.extend(jussive.map(|key| VerbForm {
            key: format!("{person}{key}"),
            dual: false,
            pronoun: false,
        }));
    }
    forms
}

/// The stem of a hollow verb without its weak letter: زور is زر.
fn hollow(stem: &str) -> Option<String> {
    let letters: Vec<char> = stem.chars().collect();
    let weak = letters.len() == 3 && matches!(letters[1], 'و' | 'ي' | 'ا');
    weak.then(|| [letters[0], letters[2]].iter().collect())
}

/// A noun with the pronouns of the third person: لقاؤه, زيارته, استقبالهما. `اء` takes its three seats of hamza.
pub fn noun_with_pronoun(key: &str) -> Vec<String> {
    let bases = if let Some(stem) = key.strip_suffix("اء") {
        vec![key.to_owned(), format!("{stem}او"), format!("{stem}اي")]
    } else if let Some(stem) = key.strip_suffix('ه') {
        vec![format!("{stem}ت")]
    } else {
        vec![key.to_owned()]
    };
    bases.iter().flat_map(|base| PRONOUNS.iter().map(move |p| format!("{base}{p}"))).collect()
}

/// Dual of a noun or adjective with the ending ان or ين: اتصالان, زيارتين, هاتفيين.
pub fn noun_dual(key: &str, end: &str) -> String {
    let base = key.strip_suffix('ه').map_or_else(|| key.to_owned(), |stem| format!("{stem}ت"));
    format!("{base}{end}")
}

/// The indefinite accusative: لقاء has none, اجتماع is اجتماعا.
pub fn accusative(key: &str) -> Option<String> {
    (!key.ends_with('ه') && !key.ends_with("اء") && !key.ends_with('ا')).then(|| format!("{key}ا"))
}

/// Number, gender and case forms of a nisba (folded masculine singular, no article): مغربي مغربيه مغربيون مغربيين ...
pub fn nisba(key: &str) -> Vec<String> {
    let mut forms = vec![key.to_owned()];
    let ends = ["ه", "ون", "ين", "ات", "ان", "تان", "تين", "ا", "و"];
    forms.extend(ends.iter().map(|end| format!("{key}{end}")));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(forms: &[VerbForm]) -> Vec<&str> {
        forms.iter().map(|f| f.key.as_str()).collect()
    }

    #[test]
    fn strong_and_defective_verbs() {
        let strong = perfect("استقبل");
        for form in ["استقبل", "استقبلت", "استقبله", "استقبلا", "استقبلوا", "استقبلته"]
        {
            assert!(keys(&strong).contains(&form), "{form}");
        }
        let weak = perfect("التقي");
        for form in ["التقي", "التقت", "التقاه", "التقيا", "التقوا", "التقته"]
        {
            assert!(keys(&weak).contains(&form), "{form}");
        }
        let imperfect = imperfect("يلتقي");
        for form in ["يلتقي", "تلتقي", "يلتقيان", "يلتقون", "يلتقيه", "يلتق"]
        {
            assert!(keys(&imperfect).contains(&form), "{form}");
        }
        assert!(keys(&super::imperfect("يزور")).contains(&"يزر"));
        for (verb, form) in
            [("التقي", "التقيت"), ("التقي", "التقينا"), ("زار", "زرت"), ("زار", "زرتها"), ("وقع", "وقعنا")]
        {
            assert!(keys(&first_person(verb)).contains(&form), "{form}");
        }
        assert!(!keys(&first_person("وقع")).contains(&"وقعت"));
    }

    #[test]
    fn nouns_with_pronouns() {
        assert!(noun_with_pronoun("لقاء").contains(&"لقاوه".to_owned()));
        assert!(noun_with_pronoun("لقاء").contains(&"لقايه".to_owned()));
        assert!(noun_with_pronoun("زياره").contains(&"زيارته".to_owned()));
    }
}
