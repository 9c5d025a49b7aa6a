//! A text as it came, cleaned and frozen.

use crate::boilerplate::FURNITURE;
use crate::head::{self, Head};
use crate::{clean, entity, word_break};

/// Freezes `raw`: what is left of it, and what its head says. A `title` that the input gives is believed.
pub(crate) fn freeze(raw: &str, title: Option<&str>) -> (String, Head) {
    let mut lines = clean::lines(&entity::decode(raw));
    FURNITURE.clear(&mut lines);
    let head = head::read(&mut lines, title);
    (clean::text(&word_break::mend(lines)), head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_an_article() {
        let page = "وزير الداخلية يزور البلد الجار\r\n\r\n8 مايو 2025\r\nوزير الداخلية يزور البلد الجار\r\n\r\n\
            المرصد _ بقلم: فلان الفلاني\r\n\r\nقام وزير الداخلية بزيارة إلى البلد الجار حيث التقى مدير مكتب التحقيق\r\n\r\n\
            ات الاتحادي، وبحثا &quot;سبل التعاون&quot;.\r\n\r\nمقالات ذات صلة\r\n\r\nزر الذهاب إلى الأعلى";
        let (text, head) = freeze(page, None);
        assert_eq!(
            text,
            "قام وزير الداخلية بزيارة إلى البلد الجار حيث التقى مدير مكتب التحقيقات الاتحادي، وبحثا \"سبل التعاون\"."
        );
        assert_eq!(head.title.as_deref(), Some("وزير الداخلية يزور البلد الجار"));
        assert_eq!(head.outlet.as_deref(), Some("المرصد"));
        assert_eq!(head.published, Some(jiff::civil::date(2025, 5, 8)));
    }

    #[test]
    fn freezing_what_is_frozen_changes_nothing() {
        let (once, _) =
            freeze("فقرة أولى طويلة بما يكفي لتكون من المتن، وفيها جملة تامة.\n\nفقرة ثانية.", None);
        assert_eq!(freeze(&once, None).0, once);
    }
}
