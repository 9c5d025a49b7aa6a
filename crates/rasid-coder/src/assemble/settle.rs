//! Where and when: the place and the date of a report.

use std::ops::Range;

use rasid_text::{Edtf, PartialDate, number};

use super::{Assembler, Draft};
use crate::clause::Piece;
use crate::date::DateExpression;
use crate::frame::Found;
use crate::mention::Particle;
use crate::report::{EventType, Role, Status};

/// Sentences before an encounter in which the one who speaks there may have been said to speak, and when.
const STATEMENTS: usize = 4;

impl<'l> Assembler<'_, '_, 'l> {
    /// What the tense of the verb says of an incomplete date: "أجرى في 17 أبريل" lies in the past, "يلتقي الأحد" ahead.
    fn turn_by_tense(&self, date: &DateExpression, draft: &mut Draft<'l>) {
        let (Some(published), Some((Edtf::Date(day), tokens))) = (self.published, &draft.date) else {
            return;
        };
        let Some((first, _)) = day.bounds() else { return };
        let mentions = self.scene.mentions;
        let words = || date.range.start as usize..date.range.end as usize;
        let dated = words().any(|i| mentions.key(i).len() == 4 && number::digits(mentions.key(i)).is_some());
        let told = draft.found.verb && !draft.found.imperfect && draft.found.status == Status::Held;
        if first > published && told && !dated && !date.future {
            let year = day.year.map(|year| year - 1);
            draft.date = Some((Edtf::Date(PartialDate { year, ..*day }), tokens.clone()));
            return;
        }
        // A weekday alone behind an imperfect is the next one.
        let weekday =
            words().all(|i| mentions.has(i, rasid_lexicon::Kind::Weekday) || mentions.key(i) == "يوم");
        let ahead = first.checked_add(jiff::Span::new().days(7)).ok();
        let ahead_of = draft.found.imperfect && draft.found.event_type != EventType::Visit
            || draft.found.status == Status::Planned;
        if ahead_of
            && weekday
            && first < published
            && let Some(ahead) = ahead
        {
            draft.date = Some((ahead.into(), tokens.clone()));
        }
    }

    /// زيارة ... تستمر يومين: from the day of arrival to the last day; اختتم أمس مؤتمر ... على مدى يومين: up to that day.
    fn with_duration(&self, value: Edtf, draft: &Draft<'l>) -> Edtf {
        let lasts = matches!(draft.found.event_type, EventType::Visit | EventType::Conference);
        let (Edtf::Date(day), true) = (value, lasts) else { return value };
        let mentions = self.scene.mentions;
        let sentence = &self.sentences[draft.found.sentence];
        let sentence = sentence.start as usize..sentence.end as usize;
        let days = sentence.clone().find_map(|i| {
            let key = mentions.key(i);
            let lasts = matches!(
                key,
                "تستمر"
                    | "تستغرق"
                    | "تتواصل"
                    | "تدوم"
                    | "يستغرق"
                    | "يستمر"
                    | "يدوم"
                    | "يتواصل"
                    | "استمر"
                    | "استمرت"
                    | "استغرقت"
                    | "استغرق"
                    | "دامت"
                    | "دام"
                    | "مدي"
                    | "لمده"
            );
            let days = match (
                lasts && (key != "مدي" || mentions.key(i - 1) == "علي"),
                mentions.key(i + 1),
                mentions.key(i + 2),
            ) {
                (true, "يومين", _) => Some(2),
                (true, n, "ايام") => number::digits(n).or_else(|| number::words(&[n]).map(|(n, _)| n)),
                _ => None,
            };
            days.map(|days| (days, matches!(key, "استمرت" | "استغرقت" | "دامت")))
        });
        let lasted = days.is_some_and(|(_, lasted)| lasted);
        let span = days.map(|(days, _)| days).filter(|days| (2..=31).contains(days));
        let span = span.map(|days| i64::from(days) - 1);
        let full = day.bounds().filter(|_| day.is_full());
        let (Some(span), Some((on, _))) = (span, full) else { return value };
        // Who leaves, returns or ends a visit does so on its last day.
        let head = draft.found.head as usize;
        let ended = sentence.start.max(head.saturating_sub(25))..sentence.end.min(head + 15);
        let ended = ended.into_iter().any(|i| {
            match mentions.key(i).trim_start_matches('و') {
                "اختتم" | "اختتمت" | "اختتام" | "انتهت" | "انتهي" | "ختام" | "انهي" | "انهت" => {
                    true
                }
                // غادر متوجها إلى باريس في زيارة تستغرق يومين: he leaves home, and the visit begins.
                "غادر" | "غادرت" | "عاد" | "عادت" => lasted,
                _ => false,
            }
        });
        let days = jiff::Span::new().days(if ended { -span } else { span });
        let Ok(other) = on.checked_add(days) else { return value };
        if ended { Edtf::Interval(other.into(), day) } else { Edtf::Interval(day, other.into()) }
    }

    /// منتدى دافوس الاقتصادي بسويسرا: the city told right before its country, where that is all that place `n` is; else `n`.
    fn city_beside(&self, n: usize) -> usize {
        // As many words as may stand between the two.
        const REACH: u32 = 3;
        let places = &self.scene.places;
        let country = &places[n];
        let city = n.checked_sub(1).filter(|&m| {
            country.city.is_none()
                && country.venue.is_none()
                && places[m].city.is_some()
                && places[m].country == country.country
                && places[m].range.end + REACH >= country.range.start
        });
        city.unwrap_or(n)
    }

    pub(super) fn place(&self, draft: &mut Draft<'l>, before: &[Draft<'l>]) {
        let scene = self.scene;
        let take = |draft: &mut Draft<'l>, n: usize| {
            let place = &scene.places[n];
            draft.country = Some((place.country, Some(place.range.clone())));
            draft.place = Some(n);
        };
        if let Some(n) = draft.found.destination {
            take(draft, n);
            // إلى النمسا ... فيينا: a city of the destination in the same clause narrows it.
            let country = scene.places[n].country;
            if scene.places[n].city.is_none()
                && let Some(city) = self
                    .places_in(&draft.found.clause)
                    .find(|&m| scene.places[m].country == country && scene.places[m].city.is_some())
            {
                take(draft, city);
            } else if scene.places[n].city.is_none()
                && !scene.mentions.key(scene.places[n].range.start as usize).ends_with("عاصمه")
                && let Some(city) = self.only_city(country, draft.found.sentence)
            {
                take(draft, city);
            }
            return;
        }
        // A call has two places and none.
        if matches!(draft.found.event_type, EventType::Visit | EventType::Call) {
            return;
        }
        let head = draft.found.head;
        let fits = |n: &usize| {
            let n = *n;
            let place = &scene.places[n];
            let before = self.scene.mentions.stem((place.range.start as usize).saturating_sub(1));
            let locative =
                matches!(place.particle, Some(Particle::Fi | Particle::Bi)) || before.ends_with("مقر");
            locative
                && !self.inside_cast(&place.range, &draft.found)
                && !self.talked_about(place.range.start, &draft.found)
        };
        let near = |range: &Range<u32>| {
            self.places_in(range).filter(fits).min_by_key(|&n| {
                (
                    scene.places[n].city.is_none() && scene.places[n].venue.is_none(),
                    scene.places[n].range.start.abs_diff(head),
                )
            })
        };
        // استقبل فلان فلانا، وذلك بمقر المركز بالرياض: what is left of the sentence, where it tells nothing else.
        let behind = head..self.alone_until(&draft.found);
        // صرح من الدوحة، حيث التقى: the place that حيث takes up.
        let row = &scene.rows[draft.found.sentence];
        let whereby = [draft.found.span.start.min(head), head].into_iter().find_map(|start| {
            let n = row.partition_point(|item| item.range.start < start).checked_sub(1)?;
            (n > 0 && scene.mentions.key(row[n].start()) == "حيث").then_some(n)
        });
        let taken_up = whereby.and_then(|n| {
            let end = row[n].range.start;
            self.places_in(&(end.saturating_sub(5)..end))
                .filter(|&p| scene.places[p].range.end + 1 >= end)
                .last()
        });
        // في القاهرة التي التقى فيها: the place that فيها takes up.
        let there = (draft.found.clause.start..draft.found.clause.end)
            .any(|i| matches!(scene.mentions.key(i as usize), "فيها" | "بها"));
        let taken_up = taken_up.or_else(|| {
            let n = row.partition_point(|item| item.range.start < draft.found.span.start.min(head));
            let relative = n.checked_sub(1).filter(|&n| there && scene.cue(&row[n]) == "relative")?;
            let end = row[relative].range.start;
            self.places_in(&(end.saturating_sub(3)..end)).find(|&p| scene.places[p].range.end == end)
        });
        // التقى خلال زيارة إلى كيغالي: where the visit went.
        let visited = || {
            let first = row.partition_point(|item| item.range.start < draft.found.clause.start);
            let visits = |item: &crate::clause::Item| {
                scene.triggers(item).any(|(trigger, _)| {
                    scene.lexicon.frames()[usize::from(trigger.frame)].event_type == "visit"
                })
            };
            let noun = row[first..].windows(2).find(|pair| {
                let arrival = matches!(
                    scene.mentions.key(pair[1].start().wrapping_sub(1)),
                    "لدي" | "فور" | "بعد" | "عقب"
                ) && scene.is_owned(&pair[1]);
                pair[0].range.start < draft.found.clause.end
                    && (scene.cue(&pair[0]) == "during" || arrival)
                    && scene.is_noun(&pair[1])
                    && visits(&pair[1])
            })?;
            let end = noun[1].range.end;
            self.places_in(&(end..end + 4)).find(|&n| {
                let place = &scene.places[n];
                matches!(place.particle, Some(Particle::Ila | Particle::Li)) || place.range.start == end
            })
        };
        // استضافت ليما أمس قمة, احتضنت مدينة كيتو محادثات: the city that hosts is where it was.
        let hosts = |&n: &usize| {
            let place = &scene.places[n];
            let verb = scene.mentions.key((place.range.start as usize).wrapping_sub(1));
            let verb = verb.trim_start_matches(['و', 'ف', 'س']);
            place.range.start <= head
                && matches!(verb, "استضافت" | "احتضنت" | "شهدت" | "تستضيف" | "تحتضن" | "تشهد")
        };
        let hosted = self.places_in(&draft.found.clause).filter(hosts).last();
        let meets = draft.found.event_type == EventType::Talks;
        let gathers = meets || draft.found.event_type == EventType::Conference;
        let nearest = hosted
            .filter(|_| gathers)
            .or_else(|| near(&draft.found.clause))
            .or(taken_up)
            .or_else(|| meets.then(visited).flatten())
            .or_else(|| near(&behind));
        // ملتقى كيغالي, قمة الرياض: a gathering is called by its city.
        let called = || {
            let noun = scene.mentions.best(head as usize, rasid_lexicon::Kind::Trigger)?;
            let at = head + noun.tokens;
            let city = |n: &usize| scene.places[*n].range.start == at && scene.places[*n].city.is_some();
            self.places_in(&(at..at + 1)).find(city)
        };
        // مباحثات أوسلو بين: talks too, and documents: إعلان القاهرة, but not اتفاق موسكو وباريس.
        let alone = |&n: &usize| {
            let end = scene.places[n].range.end;
            draft.found.event_type != EventType::Agreement
                || !scene.places.get(n + 1).is_some_and(|next| next.joined && next.range.start <= end + 1)
                    && !matches!(scene.mentions.key(end as usize), "مع" | "بشان" | "حول")
        };
        let gathering =
            matches!(draft.found.event_type, EventType::Conference | EventType::Talks | EventType::Agreement);
        // على هامش منتدى دافوس: what was on the margin of a gathering was where that was.
        let aside = || {
            let margin = row
                .iter()
                .find(|item| scene.cue(item) == "margin" && draft.found.clause.contains(&item.range.start))?;
            let end = margin.range.end;
            self.places_in(&(end..end + 4)).find(|&n| scene.places[n].city.is_some())
        };
        let told = nearest.or_else(|| gathering.then(called).flatten().filter(alone)).or_else(aside);
        if let Some(n) = told {
            take(draft, self.city_beside(n));
            return;
        }
        // بمقر الوزارة, في مكتبه: the subject's own.
        let clause = draft.found.clause.start as usize..draft.found.clause.end as usize;
        let mentions = scene.mentions;
        let own_office = clause.clone().any(|i| {
            matches!(mentions.key(i), "بمكتبه" | "بمكتبها")
                || matches!(mentions.key(i), "مكتبه" | "مكتبها") && mentions.key(i.saturating_sub(1)) == "في"
                || mentions.key(i).ends_with("مقر")
                    && matches!(mentions.key(i + 1), "الوزاره" | "الرياسه" | "الحكومه")
                || mentions.key(i) == "بالوزاره"
        });
        if draft.found.event_type == EventType::Talks
            && own_office
            && let Some(side) = draft.members.first().and_then(|m| m.side.as_ref())
            && side.code.len() == 2
            && scene.lexicon.country(side.code).is_some()
        {
            draft.country = Some((side.code, None));
        }
        // The paper's own head of state meets at home unless it says otherwise.
        let at_home = draft.members.iter().any(|m| {
            m.assumed
                && m.rank == crate::report::Rank::HeadOfState
                && m.side.as_ref().map(|side| side.code) == self.home
        });
        if draft.found.event_type == EventType::Talks && at_home {
            draft.country = self.home.map(|home| (home, None));
        }
        // زيارة الوزير إلى فيجي، ولقائه مع: on a visit told in the same sentence nobody is at home.
        let away = |person: usize| {
            before.iter().any(|visit| {
                visit.found.event_type == EventType::Visit
                    && visit.found.sentence == draft.found.sentence
                    && visit.people().contains(&person)
            })
        };
        let visiting = draft.members.iter().filter_map(|m| m.person).any(away);
        if draft.found.event_type == EventType::Talks && draft.country.is_none() && !visiting {
            draft.country = self.hosted_by(draft).map(|code| (code, None));
        }
        if draft.found.event_type == EventType::Reception
            && let Some(host) = draft.members.iter().find(|m| m.role == Role::Host)
            && let Some(side) = &host.side
        {
            let accredited = scene.actors[host.units.unwrap_or(host.actor)].accredited;
            if scene.lexicon.country(side.code).is_some() {
                draft.country = Some((accredited.unwrap_or(side.code), None));
            } else if let Some(seat) = scene.lexicon.seat(side.code) {
                draft.country = Some((seat, None));
            }
        }
    }

    /// The city of a country that the sentences around name, if they name one only: زار كينيا ... في نيروبي.
    fn only_city(&self, country: &str, sentence: usize) -> Option<usize> {
        let first = self.sentences[sentence.saturating_sub(3)].start;
        let last = self.sentences[(sentence + 3).min(self.sentences.len() - 1)].end;
        let scene = self.scene;
        let name = |n: usize| scene.places[n].city_en;
        let mut cities = self.places_in(&(first..last)).filter(|&n| {
            let place = &scene.places[n];
            let inside = scene.actors.iter().any(|actor| {
                !actor.is_country
                    && actor.range.start <= place.range.start
                    && place.range.end <= actor.range.end
            });
            place.country == country
                && place.city.is_some()
                && !inside
                && matches!(place.particle, Some(Particle::Fi | Particle::Bi | Particle::Ila))
        });
        let city = cities.next()?;
        cities.all(|other| name(other) == name(city)).then_some(city)
    }

    /// Whose guest the other is, where ranks tell: heads of state and government meet ministers and envoys at home, and
    /// an ambassador meets those to whom he is accredited.
    fn hosted_by(&self, draft: &Draft<'l>) -> Option<&'l str> {
        use crate::report::Rank;
        let lexicon = self.scene.lexicon;
        let head = |rank: Rank| matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment);
        let side =
            |m: &super::Member<'l>| m.side.as_ref().map(|s| s.code).filter(|c| lexicon.country(c).is_some());
        let members = &draft.members;
        // الرئيس الفرنسي السابق receives nobody in office.
        let former = |m: &super::Member<'l>| {
            let mut tokens = m.office.iter().flat_map(|office| office.start..office.end + 1);
            tokens.any(|i| matches!(self.scene.mentions.key(i as usize), "السابق" | "السابقه" | "الاسبق"))
        };
        // نظيره is of the same rank as the other.
        let counterpart = |m: &super::Member<'l>| {
            m.units.is_some_and(|n| {
                self.scene.actors[n].offices.iter().any(|unit| lexicon.office(unit.head).counterpart)
            })
        };
        // مباحثات الرئيس مع الحكومة: whom a government meets may be its guest.
        let body = |m: &super::Member<'l>| m.name.is_none() && m.office.is_none();
        if members.iter().any(counterpart) || members.iter().any(body) {
            return None;
        }
        let heads: Vec<_> = members.iter().filter(|m| head(m.rank) && !former(m)).collect();
        if let [only] = heads.as_slice() {
            return side(only);
        }
        let ambassador = members.iter().find(|m| m.rank == Rank::Ambassador)?;
        let seat = self.scene.actors[ambassador.units.unwrap_or(ambassador.actor)].accredited;
        let other = members.iter().find(|m| m.rank != Rank::Ambassador)?;
        seat.or_else(|| side(other)).or_else(|| lexicon.seat(other.side.as_ref()?.code))
    }

    /// How far the sentence behind an encounter tells of it alone: up to the next event, or to what somebody says.
    fn alone_until(&self, found: &Found<'_>) -> u32 {
        // As far behind a gathering as its second name may stand: الدورة 27 لقمة الاتحاد.
        const SECOND_NAME: u32 = 4;
        let scene = self.scene;
        let gathers = |item: &crate::clause::Item| {
            found.event_type == EventType::Conference
                && item.range.start <= found.head + SECOND_NAME
                && scene.triggers(item).any(|(trigger, _)| {
                    scene.lexicon.frames()[usize::from(trigger.frame)].event_type == "conference"
                })
        };
        let next =
            scene.rows[found.sentence].iter().filter(|item| item.range.start > found.head).find(|item| {
                scene.is_own_verb(item)
                || scene.is_noun(item) && !gathers(item)
                || matches!(item.piece, crate::clause::Piece::Verb | crate::clause::Piece::That)
                || matches!(scene.cue(item), "statement" | "background" | "topic" | "attendance")
                // الدورة ... التي تنعقد بكيغالي: the relative clause of a gathering tells where it is held.
                || scene.cue(item) == "relative" && found.event_type != EventType::Conference
            });
        next.map_or(self.sentences[found.sentence].end, |item| item.range.start)
    }

    /// As [`Assembler::alone_until`], for what tells when: بدعوة من فلان، يوم الخميس.
    fn told_until(&self, found: &Found<'_>) -> u32 {
        let scene = self.scene;
        let next =
            scene.rows[found.sentence].iter().filter(|item| item.range.start > found.head).find(|item| {
                scene.is_own_verb(item)
                    || scene.is_noun(item)
                    || scene.is_light(item)
                    || matches!(item.piece, crate::clause::Piece::Verb | crate::clause::Piece::That)
                    || matches!(scene.cue(item), "statement" | "relative" | "where" | "purpose")
            });
        let end = next.map_or(self.sentences[found.sentence].end, |item| item.range.start);
        end.max(found.clause.end)
    }

    /// بحثا الأوضاع في ليبيا: a place right behind what they talked about is not where they met.
    fn talked_about(&self, place: u32, found: &Found<'_>) -> bool {
        let row = &self.scene.rows[found.sentence];
        let end = row.partition_point(|item| item.range.start < place);
        let before = end.checked_sub(1).map(|n| &row[n]);
        before.is_some_and(|item| self.scene.cue(item) == "topic" && place <= item.range.end + 3)
    }

    pub(super) fn places_in(&self, range: &Range<u32>) -> impl Iterator<Item = usize> + use<'_, 'l> {
        let range = range.clone();
        let first = self.scene.places.partition_point(|place| place.range.start < range.start);
        (first..self.scene.places.len()).take_while(move |&n| self.scene.places[n].range.start < range.end)
    }

    /// Whether a place stands inside the phrase of somebody who takes part: أمير منطقة الرياض says nothing of where.
    pub(super) fn inside_cast(&self, range: &Range<u32>, found: &Found<'l>) -> bool {
        // مدير المعهد بالقنيطرة: a city behind بـ is where he is, unless he is somebody's guest.
        let city = self.scene.mentions.best(range.start as usize, rasid_lexicon::Kind::City);
        let opened = city.is_some_and(|city| city.prefix.preposition.is_some());
        let holds = |actor: &crate::actor::Actor<'_>| {
            !actor.is_country && actor.range.start < range.start && range.end <= actor.range.end
        };
        let role = |n: usize| found.cast.iter().find(|cast| cast.actor == n).map(|cast| cast.role);
        let first = self.scene.actors.partition_point(|actor| actor.range.end <= range.start);
        (first..self.scene.actors.len())
            .take_while(|&n| self.scene.actors[n].range.start < range.start)
            .filter(|&n| holds(&self.scene.actors[n]))
            .any(|n| match role(n) {
                Some(role) => !opened || role == Role::Guest,
                None => opened && found.event_type == EventType::Reception,
            })
    }

    pub(super) fn date(&self, draft: &mut Draft<'l>, before: &[Draft<'l>]) {
        let (head, status, imperfect) = (draft.found.head, draft.found.status, draft.found.imperfect);
        let usable = |date: &DateExpression| {
            let previous =
                date.range.start.checked_sub(1).map_or("", |i| self.scene.mentions.key(i as usize));
            let deadline = matches!(
                previous,
                "قبل" | "منذ" | "حتي" | "سنه" | "كاس" | "مونديال" | "بعد" | "رويه" | "افق"
            );
            // بلاغ أصدرته اليوم, بيان صادر أمس: the day of the communiqué.
            let issued = matches!(
                previous.trim_start_matches('و'),
                "صادر"
                    | "الصادر"
                    | "صدر"
                    | "صدرت"
                    | "اصدرته"
                    | "اصدرتها"
                    | "نشرته"
                    | "نشرتها"
                    | "نشر"
                    | "نشرت"
            );
            // الأزمة المستمرة منذ أربعة أشهر, الأولى منذ توليه منصبه في يناير: since when something else has been.
            let start = date.range.start as usize;
            let since = self.scene.mentions.key(start) == "منذ"
                && start > 0
                && self.scene.mentions.definite(start - 1)
                && !self.scene.mentions.has(start - 1, rasid_lexicon::Kind::City);
            let since = since
                || (start.saturating_sub(4)..start.saturating_sub(1)).any(|i| {
                    self.scene.mentions.key(i) == "منذ" && self.scene.mentions.key(i + 1).ends_with('ه')
                });
            // اليوم بعد أن وقعت A اتفاقا: the day of what came after.
            let behind = date.range.end as usize;
            let afterwards = date.range.start < head
                && matches!(self.scene.mentions.key(behind), "بعد" | "وبعد")
                && matches!(self.scene.mentions.key(behind + 1), "ان" | "ما" | "توقيع" | "ابرام");
            let afterwards =
                afterwards || self.scene.mentions.key(behind) == "بعدما" && date.range.start < head;
            // سيزور كينيا التي استقلت في 1963: a year that has begun is not when something is to be.
            let bounds = date.value.filter(|_| is_year(date)).and_then(|value| value.bounds());
            let over = (status == Status::Planned || imperfect && !self.says_year(date))
                && bounds.zip(self.published).is_some_and(|((first, _), day)| first <= day);
            !since && !afterwards && !issued && !deadline && !over && (date.value.is_some() || date.same_day)
        };
        // وزيارته إلى كينيا في أكتوبر، واستقباله لنظيره في نوفمبر: the day of what was told just before is taken, where
        // another stands behind.
        let took = |told: &Draft<'l>, date: &DateExpression| {
            told.found.sentence == draft.found.sentence
                && told.found.head < date.range.start
                && date.range.end <= head
                && told.date.as_ref().is_some_and(|(_, tokens)| tokens.as_ref() == Some(&date.range))
        };
        let taken = |date: &DateExpression| before.iter().any(|told| took(told, date));
        let within = |range: &Range<u32>| {
            let inside = |date: &&DateExpression| range.contains(&date.range.start) && usable(date);
            let own = self.scene.dates.iter().filter(inside).any(|date| date.range.start > head);
            self.scene
                .dates
                .iter()
                .filter(inside)
                // في 2018, هذا العام: a day or a month says more than a year told in passing.
                .min_by_key(|date| {
                    (
                        own && taken(date),
                        is_year(date) && !self.says_year(date),
                        date.range.start.abs_diff(head),
                    )
                })
        };
        // الأسبوع المقبل: a plan, whether or not it is known which week that is.
        let ahead =
            self.scene.dates.iter().any(|date| date.future && draft.found.clause.contains(&date.range.start));
        if ahead && draft.found.status == Status::Held && (draft.found.imperfect || self.published.is_none())
        {
            draft.found.status = Status::Planned;
        }
        let sentence = &self.sentences[draft.found.sentence];
        // The clause first; the rest of the sentence only where no other encounter stands nearer to it.
        // جولة ... أمس ...، دامت من 19 إلى 23: a visit lasted as long as its sentence says.
        let lasts = matches!(draft.found.event_type, EventType::Visit | EventType::Conference);
        let lasted = lasts.then(|| {
            let mut inside =
                self.scene.dates.iter().filter(|date| sentence.contains(&date.range.start) && usable(date));
            inside.find(|date| matches!(date.value, Some(Edtf::Interval(..))))
        });
        // التقى أمس ... لبحث الاتفاق المبرم بين: the day of the meeting is not that of the document.
        let apart = draft.found.behind && draft.found.event_type == EventType::Agreement;
        let clause =
            if apart { draft.found.head..draft.found.clause.end } else { draft.found.clause.clone() };
        // ألغى زيارته التي كانت مقررة يوم 10: the day for which it was meant, in a clause of its own.
        let called_off = matches!(draft.found.status, Status::Cancelled | Status::Postponed);
        let meant = called_off.then(|| {
            let key = |i: u32| self.scene.mentions.key(i as usize);
            let at = (head..sentence.end.min(head + 14)).find(|&i| {
                matches!(
                    key(i).trim_start_matches("ال"),
                    "مقرر" | "مقرره" | "مقررا" | "مزمع" | "مزمعه" | "مرتقبه"
                )
            })?;
            let behind = |date: &&DateExpression| (at..at + 7).contains(&date.range.start) && usable(date);
            self.scene.dates.iter().find(behind)
        });
        // كينيا في 3 مارس وبيرو في 5 مارس: each destination with its day right behind it.
        let own = draft.found.destination.and_then(|n| {
            let end = self.scene.places[n].range.end;
            let behind = |date: &&DateExpression| {
                (date.range.start == end
                    || date.range.start == end + 1 && self.scene.mentions.key(end as usize) == "في")
                    && usable(date)
            };
            self.scene.dates.iter().find(behind)
        });
        let chosen = meant
            .flatten()
            .or(lasted.flatten())
            .or(own)
            .or_else(|| within(&clause))
            .or_else(|| within(&(sentence.start..draft.found.clause.start)).filter(|_| !apart))
            .or_else(|| within(&(draft.found.clause.end..self.told_until(&draft.found))));
        // زيارته إلى كينيا أمس في جولة تشمل غانا: the day of one stop is not that of the next.
        let visit = |draft: &Draft<'l>| draft.found.event_type == EventType::Visit;
        let elsewhere = |told: &Draft<'l>| matches!((&told.country, &draft.country), (Some((a, _)), Some((b, _))) if a != b);
        let stop = |date: &&DateExpression| {
            visit(draft) && before.iter().any(|told| visit(told) && elsewhere(told) && took(told, date))
        };
        let chosen = chosen.filter(|date| !stop(date));
        if let Some(date) = chosen {
            if date.same_day {
                // "في اليوم نفسه" is the day of the meeting told before, not of the trip around it.
                let meeting =
                    before.iter().rev().find(|d| d.found.event_type != EventType::Visit && d.date.is_some());
                let told = meeting.or(before.last());
                draft.date = told.and_then(|d| d.date.clone());
                if draft.country.is_none()
                    && draft.found.event_type != EventType::Call
                    && let Some(told) = told
                {
                    draft.country = told.country.clone();
                    draft.place = told.place;
                }
                return;
            }
            let value = date.value.map(|value| self.with_duration(value, draft));
            draft.date = value.map(|value| (value, Some(date.range.clone())));
            self.turn_by_tense(date, draft);
            let resolved = draft.date.as_ref().and_then(|(value, _)| value.bounds());
            let later = match (resolved, self.published) {
                (Some((first, _)), Some(published)) => first > published,
                _ => date.future,
            };
            if later && draft.found.status == Status::Held {
                draft.found.status = Status::Planned;
            }
            return;
        }
        // An instance of a tally is of the year that the article last spoke of.
        if draft.found.summed {
            let year = |date: &&DateExpression| {
                matches!(date.value, Some(Edtf::Date(PartialDate { year: Some(_), month: None, .. })))
                    && date.range.start < sentence.start
                    && !date.future
            };
            let told = self.scene.dates.iter().rev().find(year);
            draft.date = told.and_then(|date| date.value.map(|value| (value, Some(date.range.clone()))));
            return;
        }
        // يقوم حاليا بزيارة: under way on the day of publication.
        if let Some(published) = self.published.filter(|_| draft.found.status == Status::Held)
            && draft.found.event_type == EventType::Visit
            && let Some(now) = self.now(&draft.found.clause)
        {
            draft.date = Some((published.into(), Some(now)));
            return;
        }
        // قال للصحافيين بعد مباحثاته مع: the day on which the lead has somebody speak.
        if let Some((value, tokens)) = self.day_of_statement(draft) {
            draft.date = Some((value, Some(tokens)));
            return;
        }
        let near_head = draft.found.sentence <= self.first_sentence + 1;
        if near_head
            && let Some(n) = self.dateline_date
            && let Some(value) = self.scene.dates[n].value
        {
            draft.date = Some((value, Some(self.scene.dates[n].range.clone())));
        }
    }

    /// سنة 2018, العام الماضي: whether a date is opened by the word for a year.
    fn says_year(&self, date: &DateExpression) -> bool {
        let word = self.scene.mentions.stem(date.range.start as usize);
        matches!(word, "عام" | "سنه")
    }

    /// حاليا, في الوقت الحاضر: the words among some tokens that say now.
    fn now(&self, tokens: &Range<u32>) -> Option<Range<u32>> {
        let key = |i: u32| self.scene.mentions.key(i as usize);
        tokens.clone().find_map(|i| match key(i) {
            "حاليا" => Some(i..i + 1),
            "الوقت" if matches!(key(i + 1), "الحاضر" | "الراهن" | "الحالي") => {
                Some(i..i + 2)
            }
            _ => None,
        })
    }

    /// The day of a statement made at talks or right after them: that on which the sentence before has somebody speak and
    /// nothing else happen, or on which the same one spoke up to [`STATEMENTS`] sentences before.
    fn day_of_statement(&self, draft: &Draft<'l>) -> Option<(Edtf, Range<u32>)> {
        let scene = self.scene;
        let head = draft.found.head as usize;
        let after = matches!(
            scene.mentions.key(head.checked_sub(1)?),
            "بعد" | "عقب" | "اثر" | "خلال" | "ختام" | "اثناء" | "لدي"
        );
        let number = draft.found.sentence;
        let speaker = self.speaker(number, head)?;
        if !after || draft.found.status != Status::Held {
            return None;
        }
        let nearest = self.first_sentence.max(number.saturating_sub(STATEMENTS))..number;
        for before in nearest.rev() {
            let sentence = &self.sentences[before];
            let happens =
                scene.rows[before].iter().any(|item| scene.is_own_verb(item) || scene.is_light(item));
            if happens {
                return None;
            }
            let spoke = self.speaker(before, sentence.end as usize);
            let same = spoke.is_some_and(|spoke| speaker.is_none() || spoke.is_none() || spoke == speaker);
            let mut days =
                scene.dates.iter().filter(|date| sentence.contains(&date.range.start) && !date.future);
            let full = |date: &&DateExpression| matches!(date.value, Some(Edtf::Date(day)) if day.is_full());
            if let Some(day) = days.find(full).filter(|_| same || before + 1 == number) {
                return Some((day.value?, day.range.clone()));
            }
        }
        None
    }

    /// Who speaks in a sentence before token `end`: nothing where nobody does, and nobody where a pronoun or somebody
    /// without a name and an office does.
    fn speaker(&self, number: usize, end: usize) -> Option<Option<usize>> {
        let scene = self.scene;
        let items = &scene.rows[number];
        let says = items.iter().position(|item| item.start() < end && scene.cue(item) == "statement")?;
        let next = items.get(says + 1).filter(|next| next.range.start <= items[says].range.end);
        Some(match next.map(|next| &next.piece) {
            Some(Piece::Actor(n)) => self.people.of_actor[*n],
            _ => None,
        })
    }

    /// The dateline gives the city when it lies in the country where the text puts the encounter.
    pub(super) fn dateline_city(&self, draft: &mut Draft<'l>) {
        let Some(n) = self.dateline else { return };
        let place = &self.scene.places[n];
        let same = draft.country.as_ref().is_some_and(|(code, _)| *code == place.country);
        let bare = draft
            .place
            .is_none_or(|m| self.scene.places[m].city.is_none() && self.scene.places[m].venue_city.is_none());
        let near = draft.found.sentence <= self.first_sentence + 2;
        if same
            && bare
            && near
            && draft.place.is_none_or(|m| self.scene.places[m].venue.is_none())
            && draft.found.event_type != EventType::Call
        {
            draft.place = Some(n);
        }
    }
}

/// Whether a date is no more than a year.
fn is_year(date: &DateExpression) -> bool {
    matches!(date.value, Some(Edtf::Date(PartialDate { year: Some(_), month: None, .. })))
}
