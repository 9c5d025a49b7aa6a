//! Modality: whether what a frame tells took place.
//!
//! Future, purpose, request, hope, denial, cancellation, postponement, negation and habit are told by the shape of
//! the verb and by the cues before it, within its clause.

use rasid_lexicon::entry::Shape;
use rasid_lexicon::{Kind, Lexicon};
use rasid_text::clitic::Preposition;

use crate::mention::{Mentions, is_bare};
use crate::report::Status;

/// How far back a cue is heard, in tokens.
const REACH: usize = 8;

/// What the surroundings say of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modality {
    /// It took place or not, with this status.
    Told(Status),
    /// Habit, wish, hypothesis, sport: nothing to code.
    Nothing,
}

/// Reads the modality around a trigger: the verb at `verb` (or the noun, where no verb carries it), in the clause
/// that begins at `from` and ends at `to`,
/// of the sentence that begins at `sentence`.
pub(crate) fn read(
    lexicon: &Lexicon,
    mentions: &Mentions,
    sentence: usize,
    from: usize,
    to: usize,
    noun: Option<usize>,
    verb: Option<(usize, Shape)>,
) -> Modality {
    let Some(head) = verb.map(|(at, _)| at).or(noun) else { return Modality::Nothing };
    let cue = |i: usize| {
        let found = mentions.best(i, Kind::Cue)?;
        is_plain(found).then(|| (lexicon.cue(found.sense.id).kind.as_str(), found.tokens as usize))
    };
    // الملتقى الذي شارك فيه: the verb of a relative clause tells what became of the noun before it.
    let from = noun.filter(|&noun| noun < head).map_or(from, |noun| from.max(noun));
    let first = head;
    let mut status = Status::Held;
    let mut subjunctive = false;
    let start = from.max(first.saturating_sub(REACH));
    // نفت الوزارة ...: what is denied is denied to the end of the sentence.
    if (sentence..start).any(|i| cue(i).is_some_and(|(kind, _)| kind == "denied")) {
        status = Status::Denied;
    }
    // دعا A نظيره إلى زيارة بلاده: an invitation is no visit.
    let invited =
        |i: usize| matches!(mentions.key(i), "دعا" | "دعاه" | "دعت" | "يدعو" | "ودعا" | "ودعت" | "داعيا");
    if verb.is_none() && mentions.key(first.wrapping_sub(1)) == "الي" && (from..first).any(invited) {
        return Modality::Nothing;
    }
    // الراغبون في زيارة كينيا: who would like to go has not gone.
    let would = |i: usize| {
        matches!(mentions.key(i), "الراغبين" | "الراغبون" | "راغبين" | "الراغبات" | "راغب" | "الراغب")
    };
    if verb.is_none() && mentions.key(first.wrapping_sub(1)) == "في" && would(first.wrapping_sub(2)) {
        return Modality::Nothing;
    }
    // أبدى استعداده لزيارة كينيا: who is ready to go has no plan yet.
    let ready = |i: usize| {
        matches!(
            mentions.key(i).trim_start_matches('ل'),
            "استعداده" | "استعدادها" | "استعداد" | "رغبته" | "رغبتها" | "مستعد" | "مستعده"
        )
    };
    if verb.is_none() && takes_li(mentions, first) && ready(first.wrapping_sub(1)) {
        return Modality::Nothing;
    }
    // لقاء محتمل بين: what may be.
    let is_possible = |noun: usize| {
        let behind = mentions.key(noun + 1);
        matches!(
            behind.trim_start_matches("ال"),
            "محتمل" | "محتمله" | "مفترض" | "مفترضه" | "مزعوم" | "مزعومه"
        )
    };
    if noun.is_some_and(is_possible) {
        return Modality::Nothing;
    }
    // طالبت المعارضة بتأجيل زيارة: what somebody wants put off is still to come.
    let undone = first
        .checked_sub(1)
        .is_some_and(|at| matches!(mentions.key(at), "بالغاء" | "بتاجيل" | "بارجاء" | "بوقف" | "بمنع"));
    let demanded = |i: usize| {
        matches!(
            mentions.key(i),
            "طالب" | "طالبت" | "وطالب" | "وطالبت" | "يطالب" | "تطالب" | "مطالبا" | "مطالبه"
        )
    };
    if verb.is_none() && undone && (sentence..first).any(demanded) {
        return Modality::Told(Status::Planned);
    }
    let owned = verb.is_none()
        && mentions.best(first, Kind::Trigger).is_some_and(|found| lexicon.trigger(found.sense.id).pronoun);
    // ألغى الرئيس A B زيارة إلى: what stands right behind the subject, and hangs on no preposition.
    let hangs = |at: usize| {
        matches!(
            mentions.key(at),
            "في" | "الي"
                | "علي"
                | "عن"
                | "من"
                | "مع"
                | "خلال"
                | "اثناء"
                | "بعد"
                | "قبل"
                | "عقب"
                | "بسبب"
                | "بشان"
        )
    };
    let owned = owned
        || verb.is_none() && noun.is_some() && !hangs(first.wrapping_sub(1)) && !mentions.definite(first);
    let unbroken = |cue: usize| first - cue <= 10 && (cue..first).all(|i| mentions.is_word(i) && !hangs(i));
    let mut covered = start;
    for i in start..first {
        let near = first - i;
        match mentions.key(i) {
            // "أن يستقبل" is a wish or a plan, "أنه استقبل" and "أن الوزير استقبل" are told as facts.
            "ان" | "بان" | "فان" | "وان"
                if near == 1 && verb.is_some_and(|(_, shape)| shape == Shape::Imperfect) =>
            {
                subjunctive = !is_sequel(mentions, i);
                // وصل أمس، على أن يلتقي اليوم بالرئيس: what is agreed is planned.
                if i > 0 && mentions.key(i - 1) == "علي" {
                    (subjunctive, status) = (false, Status::Planned);
                }
            }
            "عندما" | "حينما" | "حين"
                if near == 1 && verb.is_some_and(|(_, shape)| shape == Shape::Imperfect) =>
            {
                status = Status::Planned;
            }
            "كان" | "كانت" | "وكان" | "وكانت"
                if near == 1 && verb.is_some_and(|(_, shape)| shape == Shape::Imperfect) =>
            {
                return Modality::Nothing;
            }
            _ => {}
        }
        // من أجل is no أجل.
        let Some((kind, tokens)) = cue(i).filter(|_| i >= covered) else { continue };
        covered = i + tokens;
        let adjacent = i + tokens + 2 >= first;
        match kind {
            // سوف ندعمكم، منوهة بزيارتها: what سوف says, it says of the verb behind it.
            "planned" if mentions.key(i).trim_start_matches(['و', 'ف']) == "سوف" && near > 4 => {}
            "planned" => status = Status::Planned,
            // ألغى الرئيس A B زيارته: the noun that a verb of cancelling takes stands behind its subject.
            "cancelled" if near <= 4 || owned && unbroken(i) => status = Status::Cancelled,
            "postponed" if near <= 4 || owned && unbroken(i) => status = Status::Postponed,
            "denied" => status = Status::Denied,
            // لم يسبق لرئيس فنلندي أن زار كينيا: nobody ever did.
            "negated"
                if mentions.key(i + tokens) == "يسبق"
                    && verb.is_some_and(|(at, _)| at > 0 && mentions.key(at - 1) == "ان") =>
            {
                return Modality::Nothing;
            }
            "negated" if adjacent => {
                if matches!(mentions.key(i), "لن") {
                    status = Status::Cancelled;
                } else {
                    status = Status::Denied;
                }
            }
            "habitual" => return Modality::Nothing,
            // قد before a perfect only asserts it, before an imperfect it doubts.
            "hypothetical" if matches!(mentions.key(i), "قد" | "وقد" | "فقد") => {
                let doubts = adjacent && verb.is_some_and(|(_, shape)| shape == Shape::Imperfect);
                if doubts {
                    return Modality::Nothing;
                }
            }
            "hypothetical" => return Modality::Nothing,
            // A rumour that is denied is news of what it says.
            "rumour" if status != Status::Denied => return Modality::Nothing,
            "purpose" if adjacent && status == Status::Held && mentions.key(i) != "حتي" => {
                status = Status::Planned
            }
            // تلقى دعوة لزيارة الكويت ووعد بتلبيتها: an invitation accepted is a plan.
            "telegram" if near <= 5 => {
                if !(head..to.min(head + 14)).any(|i| cue(i).is_some_and(|(kind, _)| kind == "accepted")) {
                    return Modality::Nothing;
                }
                status = Status::Planned;
            }
            _ => {}
        }
    }
    // قد تليها زيارة: doubted with its verb.
    if let Some(noun) = noun
        && verb.is_none()
        && noun > from + 1
        && matches!(mentions.key(noun - 2), "قد" | "وقد")
        && mentions.key(noun - 1).starts_with(['ي', 'ت'])
        && !mentions.key(noun - 1).ends_with('ت')
    {
        return Modality::Nothing;
    }
    if let Some((at, shape)) = verb {
        // سيقابل الرئيس ويجتمع مع نظيره: the second verb lies ahead too.
        let joined = mentions.best(at, Kind::Trigger).is_some_and(|found| found.prefix.conjunction)
            || at > 0 && matches!(mentions.key(at - 1), "ثم" | "كما");
        if shape == Shape::Imperfect
            && joined
            && status == Status::Held
            && (sentence..at).any(|i| is_future(lexicon, mentions, i) || is_programme(lexicon, mentions, i))
        {
            status = Status::Planned;
        }
        match shape {
            Shape::Future => status = Status::Planned,
            Shape::Imperfect if subjunctive && status == Status::Held => return Modality::Nothing,
            Shape::Imperfect | Shape::Noun if takes_li(mentions, at) => status = Status::Planned,
            // رغبة A في إبرام اتفاق: a verbal noun that hangs on a wish
            Shape::Noun if governed(mentions, at) && wished(lexicon, mentions, sentence, at) => {
                status = Status::Planned;
            }
            // سيتم خلال الزيارة إمضاء اتفاقيات: the subject of a verb of the future.
            Shape::Noun
                if status == Status::Held
                    && !matches!(mentions.key(at.wrapping_sub(1)), "بعد" | "اثر" | "عقب" | "منذ" | "رغم")
                    && (sentence.max(at.saturating_sub(14))..at).any(|i| {
                        matches!(
                            mentions.key(i).trim_start_matches(['و', 'ف']),
                            "سيتم" | "ستتم" | "سيجري" | "ستجري" | "سيشهد" | "ستشهد"
                        )
                    }) =>
            {
                status = Status::Planned;
            }
            // اتفقا على عقد اجتماع
            Shape::Noun if at > from && mentions.key(at - 1) == "علي" && status == Status::Held => {
                status = Status::Planned;
            }
            _ => {}
        }
    }
    // يسعى إلى لقاء نظيره, يطمح إلى عقد لقاء معه: behind إلى nothing is a verb.
    if status == Status::Held && mentions.key(first.wrapping_sub(1)) == "الي" {
        let wish = |i: usize| cue(i).is_some_and(|(kind, _)| kind == "wish");
        if (sentence..first).any(wish) {
            status = Status::Planned;
        }
    }
    // يتضمن برنامج الزيارة لقاء مع: what is on the programme is to come.
    if status == Status::Held
        && noun.is_some()
        && verb.is_none_or(|(_, shape)| shape == Shape::Noun)
        && (sentence..head).any(|i| is_programme(lexicon, mentions, i))
    {
        status = Status::Planned;
    }
    // سيذهب بعد زيارته لمصر: after what is still to come.
    if noun.is_some()
        && verb.is_none()
        && head > 0
        && matches!(mentions.key(head - 1), "بعد" | "عقب")
        && (sentence.max(head.saturating_sub(6))..head - 1).any(|i| is_future(lexicon, mentions, i))
        && status == Status::Held
    {
        status = Status::Planned;
    }
    // سيلي الحفل اجتماع بين الوزيرين: the subject of a verb of the future.
    let subject =
        verb.is_none() && noun.is_some() && !mentions.definite(head) && !hangs(head.wrapping_sub(1));
    if subject
        && status == Status::Held
        && (from.max(head.saturating_sub(6))..head).any(|i| is_future(lexicon, mentions, i))
        && (from.max(head.saturating_sub(6))..head).all(|i| mentions.is_word(i))
    {
        status = Status::Planned;
    }
    // سيعقد لقاء خلال زيارة لأذربيجان: what is to come during a visit makes the visit one to come.
    if noun.is_some()
        && verb.is_none()
        && head > 0
        && matches!(mentions.key(head - 1), "خلال" | "اثناء" | "ضمن" | "اطار")
        && status == Status::Held
        && (sentence.max(head.saturating_sub(16))..head - 1).any(|i| is_future(lexicon, mentions, i))
    {
        status = Status::Planned;
    }
    // لإجراء مباحثات, للقاء, لعقد اجتماع: a purpose, told as a plan at most.
    // استكمالا لزيارة الوزير, تلبية لدعوة: what something follows from took place.
    let follows = noun.is_some_and(|noun| {
        noun > 0
            && matches!(
                mentions.key(noun - 1).trim_start_matches('و'),
                "استكمالا"
                    | "امتدادا"
                    | "تتويجا"
                    | "نتيجه"
                    | "تكمله"
                    | "ثمره"
                    | "ختاما"
                    | "مواصله"
            )
    });
    if let Some(noun) = noun
        && verb.is_none()
        && !follows
        && (takes_li(mentions, noun) || (noun > from && opens_purpose(mentions, noun - 1)))
        && status == Status::Held
    {
        status = Status::Planned;
    }
    // "غير أن اللقاء ألغي", "قبل إرجائه": what comes after overrules, in the same sentence and close by.
    // وينتقل بعدها إلى قطر: the next leg of a tour.
    let next_leg = verb.is_some_and(|(_, shape)| shape == Shape::Imperfect)
        && status == Status::Held
        && (head + 1..to.min(head + 5)).any(|i| {
            matches!(mentions.key(i), "بعدها" | "بعده")
                || mentions.key(i) == "بعد" && mentions.key(i + 1) == "ذلك"
        });
    if next_leg {
        status = Status::Planned;
    }
    let mut covered = head + 1;
    // قال الوزير بعد لقائه بالملك إن من المتوقع: what is expected behind إن is something else, and what comes after a
    // meeting says that it took place.
    let mut own_clause = true;
    // بحسب الاتفاق المبرم، من المقرر أن: a participle with its article tells what is done.
    let participle = verb.is_some_and(|(at, shape)| {
        shape == Shape::Noun
            && at == head
            && matches!(mentions.key(at), "المبرم" | "المبرمه" | "الموقع" | "الموقعه" | "الموقعين")
    });
    let past =
        participle || head > 0 && matches!(mentions.key(head - 1), "بعد" | "عقب" | "اثر" | "منذ" | "ختام");
    for i in head + 1..to.min(head + 24) {
        own_clause &= !matches!(mentions.key(i), "ان" | "انه" | "انها" | "بان" | "وان");
        // يصل اليوم، ومن المقرر أن: what is to come after today is something else.
        own_clause &= !(mentions.key(i) == "اليوم" && verb.is_some());
        let here = cue(i).filter(|_| i >= covered);
        covered = here.map_or(covered, |(_, tokens)| i + tokens);
        match here {
            // وإلغاء بعضها: a bare verbal noun cancels what stands behind it.
            Some(("cancelled" | "postponed", _))
                if matches!(mentions.stem(i).trim_start_matches('و'), "الغاء" | "تاجيل" | "ارجاء") =>
                {}
            Some(("cancelled", _)) if status != Status::Denied => status = Status::Cancelled,
            // ينتظر أن يوقع ... بعد أن تأجل توقيعه: put off before, planned now.
            Some(("postponed", _))
                if (i.saturating_sub(2)..i).any(|b| mentions.key(b).starts_with("بعد")) => {}
            Some(("postponed", _))
                if status == Status::Planned || (status == Status::Held && i <= head + 6) =>
            {
                status = Status::Postponed;
            }
            Some(("denied", _))
                if matches!(mentions.key(i), "نفته" | "نفاه" | "نفتها" | "نفاها" | "كذبته" | "فندته")
                    && !is_of_a_reproach(mentions, head, i) =>
            {
                status = Status::Denied;
            }
            // فيما فندت دمشق الخبر
            Some(("denied", tokens)) if (i + tokens..i + tokens + 3).any(|b| is_news(mentions.key(b))) => {
                status = Status::Denied;
            }
            // استقبال ... لو تم لكان
            Some(("hypothetical", _)) if mentions.key(i) == "لو" && verb.is_none() => {
                return Modality::Nothing;
            }
            Some(("planned", _))
                if own_clause
                    && !past
                    && i <= head + 14
                    && status == Status::Held
                    && verb.is_none_or(|(_, shape)| shape != Shape::Perfect) =>
            {
                status = Status::Planned;
            }
            Some(("habitual", _))
                if own_clause
                    && (i <= head + 4
                        || verb
                            .is_some_and(|(at, _)| at == head && (at..i).all(|i| mentions.is_word(i))))
                    && verb.is_none_or(|(_, shape)| shape != Shape::Perfect) =>
            {
                return Modality::Nothing;
            }
            _ if matches!(mentions.key(i), "اشاعات" | "شايعات" | "اشاعه" | "شايعه") => {
                status = Status::Denied
            }
            _ => {}
        }
    }
    Modality::Told(status)
}

/// Whether the programme of something to come is spoken of at `i`.
fn is_programme(lexicon: &Lexicon, mentions: &Mentions, i: usize) -> bool {
    mentions.best(i, Kind::Cue).is_some_and(|found| lexicon.cue(found.sense.id).kind == "programme")
}

/// سيذهب, ستلتقي: the shape of a verb that is to come.
fn is_future(lexicon: &Lexicon, mentions: &Mentions, i: usize) -> bool {
    let key = mentions.key(i).trim_start_matches(['و', 'ف']);
    // سيطر, سياسية, ستوكهولم: only what is known to be a verb.
    let verb = mentions.at(i).iter().any(|found| match found.sense.kind {
        Kind::Trigger => lexicon.trigger(found.sense.id).shape == Shape::Future,
        Kind::Word => is_bare(found) && lexicon.word(found.sense.id) == rasid_lexicon::entry::WordClass::Verb,
        _ => false,
    });
    let past = key.starts_with("سيطر") || key.starts_with("ستر");
    key.chars().count() > 3 && (key.starts_with("سي") || key.starts_with("ست")) && verb && !past
}

/// في إبرام, إلى عقد: a preposition governs the verbal noun.
fn governed(mentions: &Mentions, noun: usize) -> bool {
    noun > 0 && matches!(mentions.key(noun - 1), "في" | "وفي" | "الي" | "والي" | "نحو" | "علي" | "وعلي")
}

/// Whether a plan, a wish or a hypothesis is spoken of earlier in the sentence.
fn wished(lexicon: &Lexicon, mentions: &Mentions, sentence: usize, noun: usize) -> bool {
    (sentence..noun).any(|i| {
        mentions.best(i, Kind::Cue).is_some_and(|found| {
            is_plain(found)
                && (matches!(lexicon.cue(found.sense.id).kind.as_str(), "planned" | "wish")
                    || lexicon.cue(found.sense.id).kind == "hypothetical"
                        && !matches!(mentions.key(i), "قد" | "وقد" | "فقد"))
        })
    })
}

/// التقى A، قبل أن يوقع مع B: one after the other, both told.
pub(crate) fn is_sequel(mentions: &Mentions, that: usize) -> bool {
    that > 0 && matches!(mentions.key(that - 1), "قبل" | "وقبل") && mentions.key(that) == "ان"
}

/// استدعت السفير للاحتجاج على الصيد، وهو ما نفته ليما: what is denied is the reproach that stands between.
fn is_of_a_reproach(mentions: &Mentions, head: usize, denied: usize) -> bool {
    mentions.key(denied.wrapping_sub(1)) == "ما"
        && (head + 1..denied).any(|i| {
            ["تنديد", "احتجاج", "اتهام", "انتقاد", "استنكار", "ادان", "شجب"]
                .iter()
                .any(|word| mentions.key(i).contains(word))
        })
}

/// What is denied when news is denied.
fn is_news(key: &str) -> bool {
    matches!(
        key,
        "الخبر"
            | "النبا"
            | "ذلك"
            | "الامر"
            | "صحه"
            | "الانباء"
            | "المعلومات"
            | "اللقاء"
            | "الزياره"
    )
}

/// Cues stand as they are written; a conjunction may join them.
fn is_plain(found: &rasid_lexicon::Match) -> bool {
    found.prefix.preposition.is_none() || is_bare(found)
}

fn takes_li(mentions: &Mentions, i: usize) -> bool {
    mentions.best(i, Kind::Trigger).is_some_and(|found| found.prefix.preposition == Some(Preposition::Li))
}

/// Verbal nouns of purpose before a noun of meeting: لإجراء, لعقد, لبدء, للقيام بـ.
fn opens_purpose(mentions: &Mentions, i: usize) -> bool {
    matches!(
        mentions.key(i),
        "لاجراء"
            | "لعقد"
            | "لبدء"
            | "للقيام"
            | "لاستيناف"
            | "لمواصله"
            | "لحضور"
            | "لتوقيع"
            | "للتوقيع"
            | "لاستكمال"
            | "لبحث"
            | "عقد"
            | "اجراء"
    ) && (mentions.key(i).starts_with('ل')
        || (i > 0 && matches!(mentions.key(i - 1), "علي" | "اجل" | "بهدف" | "قصد" | "الي")))
}
