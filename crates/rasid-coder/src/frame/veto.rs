//! Vetoes: triggers that tell no encounter here, each by a rule with a name.

use rasid_lexicon::entry::{Governor, Outcome, Shape};
use rasid_lexicon::{Kind, Match};

use super::{Found, Head};
use crate::clause::{Item, Piece, Scene};
use crate::mention::Particle;
use crate::modality::Modality;
use crate::report::{EventType, Status};

impl<'l> Scene<'_, 'l> {
    /// رفض الوزير زيارة كينيا, وافق على توقيع اتفاق: what the verb that governs a verbal noun says of it. `first` is the item of
    /// the noun, or of the light noun that carries it; between the two stand the verb's subject and a preposition only.
    pub(super) fn governed(&self, items: &[Item], first: usize) -> Option<Modality> {
        let key = |at: u32| self.mentions.key(at as usize);
        let bare = |at: u32| key(at).trim_start_matches(['و', 'ف', 'س']);
        let mut at = items[first].range.start;
        let preposition = at > 0 && matches!(key(at - 1), "الي" | "علي" | "عن" | "من" | "في");
        at -= u32::from(preposition);
        // The subject: one actor, or none that is told here.
        if let Some(subject) = first.checked_sub(1).map(|before| &items[before])
            && matches!(subject.piece, Piece::Actor(n) if self.actors[n].particle == Some(Particle::Bare) || !preposition
                || self.actors[n].particle == Some(Particle::Other))
            && subject.range.end == at
        {
            at = subject.range.start;
        }
        let verb = at.checked_sub(1)?;
        // رفض الوزير الذي طلب زيارة كينيا is told of his asking, as it should be; a mark ends the reach.
        if !self.mentions.is_word(verb as usize) {
            return None;
        }
        // بناء على طلب الرئيس: a noun.
        if verb > 0 && matches!(key(verb - 1), "علي" | "الي" | "في" | "من" | "عن" | "بعد") {
            return None;
        }
        // قرر زيارة هلسنكي ووصلها أمس, دعا إلى قمة استضافتها نيروبي: what is told behind it did come about.
        let end = items[first].range.end;
        let came_about = (end..end + 14).any(|i| {
            matches!(
                bare(i),
                "عقد"
                    | "عقدت"
                    | "عقده"
                    | "عقدته"
                    | "عقدها"
                    | "عقدتها"
                    | "استضافته"
                    | "استضافتها"
                    | "احتضنته"
                    | "احتضنتها"
                    | "جري"
                    | "جرت"
                    | "وصل"
                    | "صل"
                    | "وصلت"
                    | "وصلها"
                    | "صلها"
                    | "زارها"
            )
        });
        // عرض لقاءه مع نظيره أمام البرلمان: he speaks of what was.
        let owned = self.triggers(&items[first]).any(|(trigger, _)| trigger.pronoun);
        if came_about || owned && bare(verb).contains("عرض") {
            return None;
        }
        // يجب على الوزير زيارة كينيا
        if key(verb) == "علي" && verb > 0 && matches!(bare(verb - 1), "يجب" | "يتعين" | "ينبغي" | "وجب")
        {
            return Some(Modality::Nothing);
        }
        // اتفقوا في قمتهم على: each verb governs by a preposition of its own.
        let led = preposition.then(|| key(items[first].range.start - 1));
        let governs = |found: &&Match| {
            let by = |governor: &Governor| match led {
                None => governor.prepositions.is_empty(),
                Some(led) => governor.prepositions.iter().any(|by| by == led),
            };
            found.sense.kind == Kind::Governor
                && found.prefix.preposition.is_none()
                && by(self.lexicon.governor(found.sense.id))
        };
        let found = self.mentions.at(verb as usize).iter().find(governs)?;
        Some(match self.lexicon.governor(found.sense.id).outcome {
            Outcome::Unreal => Modality::Nothing,
            Outcome::Planned => Modality::Told(Status::Planned),
            Outcome::Cancelled => Modality::Told(Status::Cancelled),
            Outcome::Postponed => Modality::Told(Status::Postponed),
        })
    }

    /// نتائج القمة العربية, في قمة الاتحاد الإفريقي الماضية, بعد مؤتمر باريس: what is said of a gathering says that it was
    /// held.
    pub(super) fn is_remembered(&self, items: &[Item], head: &Head) -> bool {
        // As far behind the noun as the word may stand that says when it was.
        const REACH: u32 = 8;
        if self.is_next(items, head) {
            return false;
        }
        let (start, end) = (items[head.item].start(), items[head.item].range.end);
        let led = (start.saturating_sub(2)..start).any(|i| {
            let key = self.mentions.key(i).trim_start_matches(['و', 'ف']);
            matches!(
                rasid_text::clitic::split_article(key).1,
                "نتايج"
                    | "بنتايج"
                    | "مخرجات"
                    | "بمخرجات"
                    | "قرارات"
                    | "بقرارات"
                    | "توصيات"
                    | "بتوصيات"
                    | "مقررات"
                    | "ختام"
                    | "اختتام"
                    | "هامش"
                    | "اعقاب"
                    | "عقب"
                    | "خلال"
                    | "اثناء"
                    | "غداه"
                    | "منذ"
                    | "بعد"
            )
        });
        let ends = items[head.item + 1..]
            .iter()
            .find(|item| {
                matches!(item.piece, Piece::Verb | Piece::That)
                    || self.is_own_verb(item)
                    || self.is_light(item)
            })
            .map_or(end + REACH, |item| item.range.start.min(end + REACH));
        let past = (end..ends).any(|i| {
            matches!(
                self.mentions.key(i as usize),
                "الماضي"
                    | "الماضيه"
                    | "الاخير"
                    | "الاخيره"
                    | "السابق"
                    | "السابقه"
                    | "المنصرم"
                    | "المنصرمه"
            )
        });
        let dated = items[head.item + 1..].iter().take_while(|item| item.range.start < ends).any(|item| {
            matches!(item.piece, Piece::Date(n) if !self.dates[n].future && self.dates[n].value.is_some())
        });
        led || past || dated
    }

    /// بعد التوصل إلى اتفاق: what comes after it says that the document was concluded.
    pub(super) fn is_reached(&self, document: &Item) -> bool {
        let start = document.start();
        (start.saturating_sub(3)..start).any(|i| {
            let reached =
                matches!(self.mentions.key(i), "التوصل" | "توصله" | "توصلها" | "توصلهم" | "توصلهما");
            reached
                && matches!(
                    self.mentions.key(i.wrapping_sub(1)).trim_start_matches('و'),
                    "بعد" | "عقب" | "منذ" | "اثر" | "غداه" | "بفضل" | "رغم"
                )
        })
    }

    /// تحدث الرئيس، أمس، إلى نظيره: whom the speaker speaks with stands right behind the two, in an office of state, and no
    /// word says that it was by telephone (another frame tells that) or before the press.
    fn speaks_with_an_equal(&self, items: &[Item], head: &Head) -> bool {
        let behind = &items[head.item + 1..];
        let whom = behind.iter().find_map(|item| match item.piece {
            Piece::Actor(n) => {
                let particle = self.actors[n].particle;
                let other = matches!(particle, Some(Particle::With | Particle::Ila));
                (particle != Some(Particle::Bare) || other).then_some((item, n))
            }
            Piece::Comma | Piece::Date(_) => None,
            _ if self.cue(item) == "with" => None,
            _ => Some((item, usize::MAX)),
        });
        let Some((item, n)) = whom.filter(|&(_, n)| n != usize::MAX) else { return false };
        let of_state = self.actors[n].offices.first().is_some_and(|unit| {
            let office = self.lexicon.office(unit.head);
            office.counterpart
                || matches!(office.rank.as_str(), "head_of_state" | "head_of_government" | "minister")
        });
        let (from, to) = (items[head.item].start(), item.range.end as usize);
        let otherwise = (from..to + 6).any(|i| {
            let key = self.mentions.key(i);
            ["هاتفي", "تليفوني", "صحفي", "صحافي"].iter().any(|word| key.contains(word))
        });
        let close = item.start() <= from + 24;
        // إلى صحيفة، مع الرئيس: words that are no part of either stand between.
        let end = items[head.item].range.end as usize;
        let told = |i: usize| behind.iter().any(|other| other.range.contains(&(i as u32)));
        let between = (end..item.start()).filter(|&i| self.mentions.is_word(i) && !told(i)).count();
        // في نيروبي, على هامش القمة, وجها لوجه, أمام البرلمان: they were in one place.
        let last = items.last().map_or(to, |item| item.range.end as usize);
        let place = |item: &Item| {
            matches!(item.piece, Piece::Place(n)
                if matches!(self.places[n].particle, Some(Particle::Fi | Particle::Bi)))
        };
        let there = items.iter().any(|item| {
            let noun = item.piece == Piece::Trigger && self.is_noun(item);
            place(item) || noun || self.cue(item) == "margin"
        }) || (items[0].start()..last + 8).any(|i| {
            let stem = self.mentions.stem(i).trim_start_matches(['و', 'ب', 'ل']);
            matches!(
                stem,
                "وجها"
                    | "امام"
                    | "برلمان"
                    | "جلسه"
                    | "منتدي"
                    | "مكتبه"
                    | "مكتب"
                    | "قاعه"
                    | "نادرا"
                    | "سفير"
                    | "قمه"
            )
        });
        let perfect = head.trigger.shape == Shape::Perfect;
        let spoken = of_state && close && perfect && between <= 1 && !there && !otherwise;
        spoken && matches!(self.actors[n].particle, Some(Particle::With | Particle::Ila))
    }

    /// The rule by which a trigger tells nothing before its slots are filled, if one does.
    pub(super) fn vetoed(
        &self,
        items: &[Item],
        head: &Head,
        number: usize,
        found: &[Found<'l>],
    ) -> Option<&'static str> {
        let frame = &self.lexicon.frames()[usize::from(head.trigger.frame)];
        let event_type = EventType::from_word(&frame.event_type)?;
        let noun = head.trigger.shape == Shape::Noun;
        // قمة ليما بين المكسيك ودول آسيان: those between whom it was held tell it.
        let between = event_type == EventType::Conference
            && items[head.item + 1..]
                .iter()
                .find(|item| !matches!(item.piece, Piece::Place(_) | Piece::Date(_)))
                .is_some_and(|item| {
                    self.cue(item) == "between" && item.range.start <= items[head.item].range.end + 4
                });
        let told = head.light.is_some()
            || between
            || event_type == EventType::Agreement && self.is_reached(&items[head.item])
            || event_type == EventType::Conference && self.is_remembered(items, head)
            || self.meets_its_fate(items, head)
            || self.is_convened(items, head);
        if noun && frame.needs_light && !told {
            return Some("needs-light-verb");
        }
        // تحدث ... هاتفيا: what makes the verb tell an encounter stands close behind it.
        if !noun && !frame.beside.is_empty() {
            let end = items[head.item].range.end as usize;
            let beside = |i: usize| {
                let key = self.mentions.key(i);
                frame.beside.iter().any(|word| word == key)
            };
            if !(end..end + 12).any(beside) {
                return Some("needs-word-beside");
            }
        }
        let met =
            || found.iter().any(|told| told.event_type != EventType::Call && number <= told.sentence + 3);
        if frame.id == "speak_with" && (met() || !self.speaks_with_an_equal(items, head)) {
            return Some("speaks-with-nobody-in-office");
        }
        // وصول المساعدات إلى اليمن: of whom it is said stands right behind.
        let possessor = items.get(head.item + 1).is_some_and(|item| {
            matches!(item.piece, Piece::Actor(_)) && item.range.start == items[head.item].range.end
        });
        if noun && frame.owned && !head.trigger.pronoun && !possessor {
            return Some("needs-possessor");
        }
        // زيارات رفيعة المستوى, لقاءات: in the plural they are counted, not told.
        let sum = self.mentions.definite(items[head.item].start());
        let signed = event_type == EventType::Agreement;
        // الاتصالات التي تلقاها من A وB: in the relative clause each is told with his name.
        let each = head.light.is_some_and(|(light, _)| {
            let who = items.get(light + 1).or(items.get(light + 2));
            light > head.item
                && who.is_some_and(
                    |item| matches!(item.piece, Piece::Actor(n) if self.actors[n].name.is_some()),
                )
        });
        // اجتماعات بين الرئيسين A وB: those between whom they were held are told.
        let parties = items.get(head.item + 1).is_some_and(|item| self.cue(item) == "between")
            && items.get(head.item + 2).is_some_and(
                |item| matches!(item.piece, Piece::Actor(n) if !self.actors[n].offices.is_empty()),
            );
        if noun && head.trigger.plural && !each && !parties && (head.light.is_none() || sum && !signed) {
            return Some("plural-sums-up");
        }
        // إعلان القاهرة is a document of several sides, إعلان عن الوزارة is not.
        let behind = items[head.item].range.end as usize;
        if frame.id == "declare"
            && self.mentions.stem(items[head.item].start()).ends_with("علان")
            && behind == items[head.item].start() + 1
            && !self.mentions.has_one_of(behind, &[rasid_lexicon::Kind::City, rasid_lexicon::Kind::Venue])
        {
            return Some("declares-alone");
        }
        // تم الاتفاق على: they agreed on something, and concluded no document.
        let came_about = head.light.is_some_and(|(light, verb)| {
            let key = self.mentions.key(items[light].start());
            light < head.item && verb.shape != Shape::Noun && (key.ends_with("تم") || key.ends_with("جري"))
        });
        let agreed = event_type == EventType::Agreement
            && self.mentions.key(items[head.item].start()).ends_with("الاتفاق")
            && came_about;
        if noun && agreed {
            return Some("agreed-on-something");
        }
        // خطة العمل التي تم تعديلها مع: what was done to a document concludes it only where the word says so.
        let concluded = |light: usize| {
            let end = items[light].range.end as usize;
            (end..end + 4).any(|i| {
                ["توقيع", "ابرام", "امضاء", "توصل", "مصادقه"]
                    .iter()
                    .any(|word| self.mentions.key(i).contains(word))
            })
        };
        if event_type == EventType::Agreement
            && noun
            && let Some((light, verb)) = head.light
            && verb.shape != Shape::Noun
            && {
                let key = self.mentions.key(items[light].start());
                ["تم", "تمت", "جري", "جرت"].iter().any(|verb| key.ends_with(verb)) && key.chars().count() < 6
            }
            && !concluded(light)
            && !items.get(light + 1).is_some_and(|item| {
                // الاتفاق الذي تم بين A وB
                self.cue(item) == "between" && light > head.item && item.range.start == items[light].range.end
            })
        {
            return Some("not-concluded");
        }
        // جولة من المفاوضات: a round of talks, not a tour.
        let end = items[head.item].range.end as usize;
        let rounds = |i: usize| {
            let noun = rasid_text::clitic::split_article(self.mentions.key(i)).1;
            matches!(noun, "مفاوضات" | "محادثات" | "مباحثات" | "مشاورات" | "حوار" | "لقاءات" | "اجتماعات")
        };
        if noun
            && event_type == EventType::Visit
            && self.mentions.stem(items[head.item].start()) == "جوله"
            && (rounds(end) || (end..end + 2).any(|i| self.mentions.key(i) == "من" && rounds(i + 1)))
        {
            return Some("round-of-talks");
        }
        // وصلت إلى مطار كيسومو أول طائرة مساعدات: what arrives is no official.
        const CARGO: [&str; 12] = [
            "طايره",
            "شحنه",
            "قافله",
            "سفينه",
            "باخره",
            "مساعدات",
            "قوات",
            "تعزيزات",
            "جثمان",
            "رفات",
            "دفعه",
            "معدات",
        ];
        let somebody = |item: &Item| matches!(item.piece, Piece::Actor(n) if !self.actors[n].is_country);
        let arrives = !noun && frame.id == "arrive";
        let anybody = items[head.item + 1..].iter().find(|item| somebody(item));
        let reach = (end + 10).min(anybody.map_or(usize::MAX, Item::start));
        // وصل على متن طائرة خاصة: he does.
        let load = |i: usize| {
            CARGO.contains(&self.mentions.stem(i)) && self.mentions.key(i.wrapping_sub(1)) != "متن"
        };
        if arrives && (end..reach).any(load) {
            return Some("cargo-arrives");
        }
        // الدورة الحالية لمجلس التعاون: a term, not a gathering.
        let term =
            matches!(self.mentions.stem(items[head.item].range.end as usize), "حاليه" | "جاريه" | "رياسيه");
        if noun && event_type == EventType::Conference && term {
            return Some("term-of-office");
        }
        // مؤتمر صحفي is for the press.
        let behind = self.mentions.stem(items[head.item].range.end as usize);
        if noun
            && event_type == EventType::Conference
            && matches!(behind, "صحفي" | "صحافي" | "وطني" | "صحفيا" | "صحافيا")
        {
            return Some("for-the-press");
        }
        // بحث سموه في اتصال مماثل مع: the verb before tells the call.
        let adverbial = matches!(
            self.mentions.key(items[head.item].start().wrapping_sub(1)),
            "في" | "خلال" | "عبر" | "اثر" | "اثناء"
        );
        let verb = || items[..head.item].iter().rfind(|item| self.is_own_verb(item));
        let told = |verb: &Item| {
            found.iter().any(|found| found.sentence == number && found.head == verb.range.start && found.verb)
        };
        if noun && event_type == EventType::Call && adverbial && verb().is_some_and(told) {
            return Some("verb-told-the-call");
        }
        // سيلتقي الوزير نظيره في "حوار استراتيجي": the verb before tells the talks.
        let at = items[head.item].start();
        let within =
            (at.saturating_sub(2)..at).any(|i| matches!(self.mentions.key(i), "في" | "ضمن" | "اطار"));
        let with = items.get(head.item + 1).is_some_and(|item| self.cue(item) == "with");
        let meeting = found.last().is_some_and(|told| {
            told.sentence == number && told.event_type == EventType::Talks && told.verb && told.cast.len() > 1
        });
        if noun
            && event_type == EventType::Talks
            && head.light.is_none()
            && within
            && !with
            && meeting
            && !head.trigger.pronoun
        {
            return Some("verb-told-the-talks");
        }
        // الدورة 27 لقمة الاتحاد: one gathering, called twice.
        let called_before = head.item > 0
            && self.is_noun(&items[head.item - 1])
            && self.triggers(&items[head.item - 1]).any(|(t, _)| t.frame == head.trigger.frame)
            && items[head.item].range.start <= items[head.item - 1].range.end + 1;
        if noun && event_type == EventType::Conference && called_before {
            return Some("gathering-called-twice");
        }
        // كان في استقباله, مأدبة: a welcome is the visit's.
        if head.item > 0 && self.cue(&items[head.item - 1]) == "welcome" {
            return Some("welcome-of-a-visit");
        }
        if noun
            && event_type == EventType::Reception
            && self.mentions.key((items[head.item].start()).wrapping_sub(1)) == "في"
        {
            return Some("welcome-of-a-visit");
        }
        // توقف المفاوضات, أهمية استئناف المحادثات: what becomes of talks, or should, and not that they were held.
        let key = |back: usize| self.mentions.key(items[head.item].start().wrapping_sub(back));
        let stalled = matches!(
            key(1).trim_start_matches(['ب', 'و']),
            "توقف" | "وقف" | "تعليق" | "تعثر" | "تعطل" | "جمود"
        );
        let resumed = matches!(key(1).trim_start_matches(['ب', 'ل']), "استيناف" | "مواصله" | "تسريع")
            && matches!(
                key(2).trim_start_matches(['ب', 'و']),
                "اهميه" | "ضروره" | "الي" | "علي" | "اجل" | "امكانيه" | "بهدف" | "اهمية"
            );
        if noun && event_type == EventType::Talks && head.light.is_none() && (stalled || resumed) {
            return Some("fate-of-talks");
        }
        // تفعيل مذكرات التفاهم الموقعة بين الجانبين: in the plural, signed some time.
        let signed_once = head.light.is_some_and(|(light, verb)| {
            light == head.item + 1
                && verb.shape == Shape::Noun
                && self.mentions.definite(items[light].start())
                && self.mentions.key(items[light].start()).ends_with('ه')
        });
        if signed && head.trigger.plural && signed_once {
            return Some("plural-sums-up");
        }
        // يريد حل مشكلة مالي, في حل الأزمة: to solve, not to arrive.
        let start = items[head.item].start();
        let solves = self.mentions.key(start).ends_with("حل")
            && (matches!(
                self.mentions.key(start.wrapping_sub(1)),
                "في" | "الي" | "علي" | "ايجاد" | "بايجاد" | "لايجاد"
            ) || matches!(
                self.mentions.stem(start + 1),
                "مشكله"
                    | "مشاكل"
                    | "ازمه"
                    | "ازمات"
                    | "قضيه"
                    | "نزاع"
                    | "خلاف"
                    | "سياسي"
                    | "عادل"
                    | "سلمي"
            ))
            || (start..start + 6).any(|i| matches!(self.mentions.key(i), "المرتبه" | "المركز" | "الرتبه"));
        if event_type == EventType::Visit && solves {
            return Some("solves");
        }
        // في مقابلة مع صحيفة: said to the press, not to anybody's official.
        let end = items[head.item].range.end as usize;
        let press = (end..end + 4).any(|i| {
            matches!(
                self.mentions.stem(i).trim_start_matches(['ل', 'ب']),
                "صحيفه"
                    | "قناه"
                    | "تلفزيون"
                    | "اذاعه"
                    | "صحافيين"
                    | "صحفيين"
                    | "جريده"
                    | "مجله"
                    | "راديو"
                    | "صحافه"
            )
        });
        if noun && matches!(event_type, EventType::Talks | EventType::Call) && press {
            return Some("for-the-press");
        }
        None
    }
}
