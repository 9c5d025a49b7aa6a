//! What became of a visit or a meeting, and on which days, told with invented officials.

#![allow(clippy::unwrap_used)] // A test may panic; clippy.toml only knows the functions marked as tests.

use rasid_coder::{Article, Coder};

/// Status and date of the first report of a text that was published on a day; `None` where there is none.
fn told(published: &str, text: &str) -> Option<(String, Option<String>)> {
    let coder = Coder::embedded();
    let mut article = Article::from_text(text);
    article.published = Some(published.parse().unwrap());
    let report = coder.worker().read(&article).events.into_iter().next()?;
    Some((report.status.to_string(), report.date))
}

#[test]
fn rumours_wishes_and_demands_are_not_held() {
    for text in [
        "راجت إشاعات عن زيارة وزير الدفاع التركي كمال أوزان إلى روما.",
        "قالت الوزارة إن لا معلومات مؤكدة عن زيارة وزير الدفاع التركي كمال أوزان إلى روما.",
        "استبعد وزير الخارجية المصري سليم الورداني عقد لقاء مع نظيره التركي كمال أوزان.",
        "تضاربت الأنباء حول لقاء وزير الخارجية المصري سليم الورداني مع نظيره التركي كمال أوزان.",
        "يدور الحديث عن لقاء محتمل بين وزير الخارجية المصري سليم الورداني ونظيره التركي كمال أوزان.",
    ] {
        assert_eq!(told("2025-05-08", text), None, "{text}");
    }
    for text in [
        "طالبت المعارضة بتأجيل زيارة وزير الدفاع التركي كمال أوزان إلى روما.",
        "يطمح وزير الخارجية المصري سليم الورداني إلى عقد لقاء مع نظيره التركي كمال أوزان.",
    ] {
        assert_eq!(told("2025-05-08", text), Some(("planned".to_owned(), None)), "{text}");
    }
    let denied = "نفت الوزارة شائعات عن زيارة وزير الدفاع التركي كمال أوزان إلى روما.";
    assert_eq!(told("2025-05-08", denied), Some(("denied".to_owned(), None)));
}

#[test]
fn what_is_called_off_keeps_the_day_for_which_it_was_meant() {
    let called_off = "ألغى وزير الدفاع التركي كمال أوزان زيار";
    for (behind, date) in [
        ("ته إلى العراق التي كانت مقررة يوم 10 دجنبر المقبل.", "2026-12-10"),
        ("ته إلى العراق المقررة في 10 ديسمبر.", "2026-12-10"),
        ("ة إلى العراق كانت مقررة الأسبوع المقبل.", "2026-11-23/2026-11-29"),
    ] {
        let text = format!("{called_off}{behind}");
        assert_eq!(
            told("2026-11-20", &text),
            Some(("cancelled".to_owned(), Some(date.to_owned()))),
            "{text}"
        );
    }
}

#[test]
fn who_leaves_after_some_days_came_some_days_before() {
    for (text, date) in [
        ("غادر وزير الدفاع التركي كمال أوزان روما أمس بعد زيارة دامت يومين.", "2025-05-06/2025-05-07"),
        (
            "أنهى وزير الدفاع التركي كمال أوزان الثلاثاء زيارة إلى روما استمرت ثلاثة أيام.",
            "2025-05-04/2025-05-06",
        ),
        (
            "غادر وزير الدفاع التركي كمال أوزان أنقرة أمس متوجها إلى روما في زيارة تستغرق ثلاثة أيام.",
            "2025-05-07/2025-05-09",
        ),
    ] {
        assert_eq!(told("2025-05-08", text), Some(("held".to_owned(), Some(date.to_owned()))), "{text}");
    }
}
