### What Rasid says in Arabic: messages of Fluent (projectfluent.org). Every language has the same messages with the same
### variables, which a test holds. PLURAL gives the category of a number by CLDR: zero, one, two, few, many, other.

## Tables, lists and messages

# Headings of the parts of radar.
chronology = التسلسل الزمني
claims = ما تقوله المقالات وما في هذه المدونة

# Labels of lines.
undated = بلا تاريخ
part_of = ضمن
themes = المواضيع
also_reported = رواية أخرى
reported_on = نُشر في
according_to = حسب
disputed = مكان متنازع عليه
unnamed = (بلا اسم)
undated_heading = بلا تاريخ
copy_of = نص مطابق لـ
likely_origin = الأصل المرجح للنسخ

# All reports rest on what one of those who took part said itself: {whose}.
own_words = برواية الجهة المعنية وحدها ({ $whose })
by_rule = ~ قبل الاسم: كتابة لاتينية بالقاعدة

# A field of somebody: {field}, {name}.
field_of = { $field } { $name }

# One day of several: {a}, {b}.
one_of = بين { $a } و{ $b }

# Between the parts of a line, behind a label, and around the words of an article.
comma = { "، " }
colon = { ": " }
quote_opens = «
quote_closes = »

# Columns and rows of counts.
country = الدولة
region = المنطقة
month = الشهر
kind = النوع
theme = الموضوع
total = المجموع
unknown = غير معروف
unknown_month = شهر غير معروف
trips = الرحلات
meetings = الاجتماعات
encounters = اللقاءات
reports = الأخبار
sources = المصادر المستقلة
by_partner = دولة الطرف الآخر
by_place = دولة المكان
other_side = الطرف الآخر منظورًا إليه ممن يسافر أو يستقبل أو يُذكر أولًا؛ وبـ --subject من جهة مسؤول بعينه.
repeated = محسوبة في أكثر من سطر
not_placed = تاريخ غير محدد، خارج المجموع

# Remarks on counts: {n}, {months}, {of}, {outlets}.
effective = العدد الفعلي: { $n } (بهذا العدد من المتساويات يكون التركز نفسه؛ مقلوب مؤشر هيرفندال)
stand_out = شهور بارزة، قلما يبلغها تدفق منتظم (بواسون، 5٪): { $months }
without_articles = شهور بلا مقالات، فلا يدل العدد القليل فيها على شيء: { $months }
constant_outlets = ما نشره { $n } من { $of } من المنابر، وهي التي لها مقال في كل شهر من الشهور الـ{ $months }: { $outlets }

# Officials: who else one may be, who has the same name; how many are not shown: {n}.
may_be = قد يكون أحد هؤلاء
namesakes = غير سميّه
nobody_found = لا أحد بهذا الاسم.
left_out = لم يُعرض { $n }؛ يعرضهم --limit

# Claims beside the corpus.
claimed = المنشور
this_corpus = هذه المدونة
not_countable = لا يمكن عدّه هنا
period = المدة
verdict_heading = الحكم
in_its_words = بلفظ المقال
audit = تدقيق الأرقام المنشورة
evidence = الشواهد

# A number with those that may be added: {n}, {most}.
up_to = وُجد { $n }، و{ $most } مع ما لا يُعرف تاريخه

# Months with an article, of all: {n}, {of}; encounters a person looked at, of all.
covered = { $n } من { $of } من شهور المدة فيها مقال
reviewed = { $n } من { $of } لقاء راجعها إنسان
none = لا شيء

# A bound: {n}.
at_least = { $n } على الأقل
at_most = { $n } على الأكثر
about = نحو { $n }

# Remarks.
nothing = لم يُعثر على أي لقاء.
no_articles = لم يُقرأ أي مقال.
no_claims = لم يُعثر على أرقام منشورة.

# Where the next page begins: {place}.
next_page = الصفحة التالية: {"\u200E"}--after { $place }{"\u200E"}
no_doubts = لا شيء للمراجعة.
no_article_found = لا مقال فيه هذه الكلمات.

# A decision was written: {n}; a decision that no longer stands.
decided = القرار { $n } في السجل
by_decision = بقرار من مراجع
kept_apart = فرّق بينهما مراجع
undone = ملغى
unfinished = توقفت آخر إضافة إليها قبل تمامها، والكتابة فيها غير ممكنة؛ حُسب هذا الجواب دون حفظه.

# A brief: {at}; its sections; between an old and a new status; {n} more reports.
brief_since = منذ { $at }
last_intake = آخر إضافة: { $at }
brief_new = جديد
brief_changed = مستجدات
brief_called_off = ملغى أو مؤجل أو منفي
brief_upcoming = مرتقب
not_noted = لم تُسجل هذه المرة، وستعيد التالية ما قيل
then = { " ← " }
more = زاد { $n }

# A dossier: what it is called, and what it is.
dossier = سجل زمني من أخبار الصحف
dossier_note = ما نشرته الصحف مجموعًا من منابرها؛ «نشرت» لا «حدث»، وكل سطر يعود إلى الجملة التي تقوله.

# Gold taken over: {confirmed}, {corrected}, {added}, {rejected}.
imported = أُكد { $confirmed }، وصُحح { $corrected } من الحقول، وأضيف { $added }، ورُفض { $rejected }

# How far people and coder agree.
judged_right = أخبار أبقاها المراجعون
judged_wrong = أخبار رفضها المراجعون
missed = أخبار أضافها المراجعون
precision = دقة المُرمِّز فيما رُوجع
recall = استيعاب المُرمِّز فيما رُوجع
right_field = قُرئ صوابًا
judged_twice = ما راجعه اثنان أو أكثر
judged_alike = ما اتفقوا فيه
decisions_of = قرارات

# Numbers with their nouns.
n_articles = { PLURAL($n) ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $n } مقالات
    [many] { $n } مقالًا
   *[other] { $n } مقال
    }
n_encounters = { PLURAL($n) ->
    [zero] لا لقاءات
    [one] لقاء واحد
    [two] لقاءان
    [few] { $n } لقاءات
    [many] { $n } لقاءً
   *[other] { $n } لقاء
    }
n_reports = { PLURAL($n) ->
    [zero] لا أخبار
    [one] خبر واحد
    [two] خبران
    [few] { $n } أخبار
    [many] { $n } خبرًا
   *[other] { $n } خبر
    }
n_sources = { PLURAL($n) ->
    [zero] لا مصادر مستقلة
    [one] مصدر مستقل واحد
    [two] مصدران مستقلان
    [few] { $n } مصادر مستقلة
    [many] { $n } مصدرًا مستقلًا
   *[other] { $n } مصدر مستقل
    }
n_outlets = { PLURAL($n) ->
    [zero] بلا منبر
    [one] منبر واحد
    [two] منبران
    [few] { $n } منابر
    [many] { $n } منبرًا
   *[other] { $n } منبر
    }
n_own = { PLURAL($n) ->
    [zero] لا لقاء ينفرد به هذا المقال
    [one] لقاء واحد لا يذكره غير هذا المقال وأصدائه: ليس شاهدًا
    [two] لقاءان لا يذكرهما غير هذا المقال وأصدائه: ليسا شاهدين
    [few] { $n } لقاءات لا يذكرها غير هذا المقال وأصدائه: ليست شواهد
    [many] { $n } لقاءً لا يذكرها غير هذا المقال وأصدائه: ليست شواهد
   *[other] { $n } لقاء لا يذكرها غير هذا المقال وأصدائه: ليست شواهد
    }
n_echoes = { PLURAL($n) ->
    [zero] لا ينسخه مقال ولا يكرره
    [one] مقال واحد ينسخه أو يكرره
    [two] مقالان ينسخانه أو يكررانه
    [few] { $n } مقالات تنسخه أو تكرره
    [many] { $n } مقالًا تنسخه أو تكرره
   *[other] { $n } مقال تنسخه أو تكرره
    }
n_not_held = { PLURAL($n) ->
    [zero] لا لقاءات مبرمجة أو ملغاة أو مؤجلة أو منفية
    [one] لقاء آخر مبرمج أو ملغى أو مؤجل أو منفي؛ يعرضه --status
    [two] لقاءان آخران مبرمجان أو ملغيان أو مؤجلان أو منفيان؛ يعرضهما --status
    [few] { $n } لقاءات أخرى مبرمجة أو ملغاة أو مؤجلة أو منفية؛ يعرضها --status
    [many] { $n } لقاءً آخر مبرمجًا أو ملغى أو مؤجلًا أو منفيًا؛ يعرضها --status
   *[other] { $n } لقاء آخر مبرمج أو ملغى أو مؤجل أو منفي؛ يعرضها --status
    }
n_unplaced = { PLURAL($n) ->
    [zero] لم يُترك أي لقاء
    [one] تُرك لقاء واحد لأن تاريخه لا يضعه داخل المدة ولا خارجها
    [two] تُرك لقاءان لأن تاريخهما لا يضعهما داخل المدة ولا خارجها
    [few] تُركت { $n } لقاءات لأن تواريخها لا تضعها داخل المدة ولا خارجها
    [many] تُرك { $n } لقاءً لأن تواريخها لا تضعها داخل المدة ولا خارجها
   *[other] تُرك { $n } لقاء لأن تواريخها لا تضعها داخل المدة ولا خارجها
    }
n_failed = { PLURAL($n) ->
    [zero] قُرئت كل المدخلات
    [one] تعذّرت قراءة مدخل واحد
    [two] تعذّرت قراءة مدخلين
    [few] تعذّرت قراءة { $n } مدخلات
    [many] تعذّرت قراءة { $n } مدخلًا
   *[other] تعذّرت قراءة { $n } مدخل
    }
n_people = { PLURAL($n) ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
    }

## Pages of the browser alone

# Names of pages and parts.
page-brand = راصد
page-overview = نظرة عامة
page-search = بحث
page-claims = تدقيق الأرقام
page-says = ما يقوله المقال
page-why_one = لماذا عُدّت هذه الأخبار لقاءً واحدًا
page-narrow = تضييق

# Fields and buttons of forms.
page-find = ابحث
page-from = من
page-to = إلى
page-official = مسؤول
page-status = الحالة
page-any = كل الحالات
page-show = اعرض
page-clear = أزل التضييق

# Links.
page-skip = إلى المحتوى
page-next = التالي
page-first = من البداية
page-original = الأصل
page-download = تنزيل
page-in_article = في نص المقال
page-language = اللغة

# What every page says of itself.
page-reported = ما نشرته الصحف، لا ما حدث: كل سطر يعود إلى الجملة التي تقوله.
page-today = اليوم
page-countries = الدول
page-people = المسؤولون
page-offices = المناصب
page-network = الشبكة
page-map = أماكن اللقاءات
page-map_note = النقاط: أماكن اللقاءات بحسب المدينة وإلا فالعاصمة. المنحنيات: الزيارات انطلاقًا من عاصمة الزائر. اليابسة من Natural Earth، دون رسم أي حدود.
page-timeline = حسب الأشهر
page-years = حسب السنوات:
page-as_table = في جدول
page-matrix = الشركاء حسب الأشهر
page-in_chronology = اعرض في التسلسل الزمني
page-name = الاسم
page-office = المنصب
page-tenure = المناصب كما وردت في الأخبار
page-forms = صيغ كتابة الاسم
page-counterparts = من التقاهم
page-holders = من وردوا بهذا المنصب
page-all = عرض الكل
page-nodes = بين
page-links = من التقى من، وكم مرة
page-since = منذ
page-watch = تابِع هؤلاء
page-during = خلالها
page-words = كلمات من المقالات
page-extract = جرّب نصًا
page-nothing_stored = ألصق مقالًا لترى كيف يُقرأ. لا يُحفظ شيء.
page-text = النص
page-headline = العنوان
page-outlet = المنبر
page-published = تاريخ النشر
page-read = اقرأ النص
page-another = نص آخر
page-untitled = مقال
page-praise = مدح
page-blame = ذم
page-judgements = أحكام وتقييمات، لا وقائع
page-show_judgements = أظهر الأحكام والتقييمات
page-hide_judgements = أخف الأحكام والتقييمات
page-independent = مستقل
page-decisions = ما قرره المراجعون
page-cite = للاستشهاد
page-copy = انسخ
page-review = المراجعة
page-sign_in = تسجيل الدخول
page-sign_out = تسجيل الخروج
page-password = كلمة المرور
page-wrong_password = الاسم أو كلمة المرور غير صحيح.
page-no_users = لا يمكن لأحد تسجيل الدخول بعد:
page-ingest = إضافة مقالات
page-add = إضافة لقاء
page-queue = القائمة
page-undo = تراجع
page-reason = السبب
page-reason_default = قُرئ في المقال
page-reason_undo = خطأ
page-confirm = تأكيد
page-reject = رفض
page-split = فصل
page-correct = تصحيح
page-merge = دمج
page-field_name = الحقل
page-value = القيمة الصحيحة
page-other = اللقاء الآخر
page-keys = مفاتيح لوحة المفاتيح
page-pending = تُعَدّ القائمة الآن.
page-again = أعد المحاولة
page-sentence = الجملة التي تقول ذلك، حرفيًّا
page-date = التاريخ
page-city = المدينة
page-person = الشخص
page-role = الدور
page-files = ملفات
page-feed = أو تغذية إخبارية
page-begin = اقرأها
page-kinds_of_files = نصوص، HTML، {"\u200F"}JSON Lines، {"\u200F"}CSV، تغذيات، أرشيفات ويب؛ مضغوطة أو غير مضغوطة. ما قُرئ من قبل لا يُقرأ ثانية.
page-running = قيد القراءة
page-job_ended = انتهى بالرمز { $code }
page-in_all = مجموع المقالات:
page-stop = أوقف
page-became = ما آل إليه كل مدخل
page-failed = ما تعذرت قراءته
page-retry = أعد قراءته
page-runs = عمليات القراءة
page-cut_off = لم تنته
page-month_names = أسماء الأشهر والأرقام

# How many were not held.
page-n_not_held = { PLURAL($n) ->
    [zero] لا شيء مقررًا أو ملغى أو مؤجلًا أو منفيًّا
    [one] لقاء واحد مقرر أو ملغى أو مؤجل أو منفيّ
    [two] لقاءان مقرران أو ملغيان أو مؤجلان أو منفيّان
    [few] { $n } لقاءات مقررة أو ملغاة أو مؤجلة أو منفيّة
    [many] { $n } لقاءً مقررًا أو ملغى أو مؤجلًا أو منفيًّا
   *[other] { $n } لقاء مقرر أو ملغى أو مؤجل أو منفيّ
    }

## Types of encounters.

type-visit = زيارة
type-reception = استقبال
type-talks = مباحثات
type-conference = مؤتمر
type-agreement = اتفاق
type-call = مكالمة
type-decoration = توسيم

## What became of an encounter.

status-held = عُقد
status-planned = مبرمج
status-cancelled = ملغى
status-postponed = مؤجل
status-denied = منفي

## In which part somebody took part.

role-visitor = الزائر
role-host = المضيف
role-guest = الضيف
role-participant = المشارك
role-organiser = المنظم
role-signatory = الموقع
role-awarder = مانح الوسام
role-recipient = متلقي الوسام

## Fields that reports disagree about.

field-type = النوع
field-status = الحالة
field-date = التاريخ
field-city = المدينة
field-country = الدولة
field-name = اسم
field-office = صفة

## What a marked place in an article says.

mark-event = اللقاء
mark-date = التاريخ
mark-place = المكان
mark-themes = الموضوع
mark-status = الحالة
mark-name = الاسم
mark-office = المنصب
mark-organisation = المؤسسة
mark-country = الدولة
mark-visit_kind = نوع الزيارة
mark-attributed_to = المصدر
mark-part_of = ضمن

## What became of a claim.

verdict-supported = تدعمه الشواهد
verdict-fewer_found = وُجد أقل
verdict-more_found = وُجد أكثر
verdict-too_thin = التغطية أقل من أن يُحكم
verdict-not_countable = لا يُعدّ باللقاءات

## What is claimed.

claim-meetings = الاجتماعات
claim-countries = الدول
claim-organisations = المنظمات
claim-visits = الزيارات إلى الخارج
claim-partners = الشركاء
claim-agreements = الاتفاقات
claim-largest_region = المنطقة الأولى
claim-largest_country = الدولة الأولى
claim-peak_months = أكثر الشهور نشاطًا
claim-theme_share = حصة موضوع
claim-trend = الاتجاه
claim-first = سابقة
claim-result = نتيجة
claim-plots_foiled = مخططات أُحبطت
claim-networks_dismantled = شبكات فُككت
claim-arrests = توقيفات
claim-seizures = محجوزات
claim-extraditions = عمليات تسليم
claim-events_secured = تظاهرات أُمّنت

## Why a person should look at an encounter.

doubt-orphaned_decision = قرار فقد خبره
doubt-weak_merge = دُمجت دون اسم مشترك
doubt-possible_duplicate = قد يكونان لقاءً واحدًا
doubt-conflicting_dates = تواريخ متضاربة
doubt-conflicting_places = أماكن متضاربة
doubt-conflicting_kinds = نوع أو حالة متضاربة
doubt-unknown_counterpart = الطرف الآخر مجهول

## What was decided.

action-add = أضاف
action-confirm = مؤكد
action-reject = مرفوض
action-correct = مصحح
action-merge = مدموج
action-split = مفصول
action-undo = ألغى

## Why a form of a name is taken for a person’s.

match-itself = الاسم الكامل
match-name = سلسلة الأسماء نفسها، أقصر أو بكتابة أخرى
match-latin_name = الاسم نفسه بالحروف اللاتينية
match-family_name = اسم العائلة، ولا يحمله غيره من ذلك البلد في تلك السنوات
match-office = يحمل الاسم أكثر من واحد، وهذا من شغل المنصب
match-no_country = لم يُذكر البلد، ولا يحمل الاسم الكامل غيره

## What speaks for one encounter.

reason-same_name = الاسم نفسه
reason-same_family_name = اسم العائلة نفسه
reason-same_office = المنصب نفسه
reason-same_day = اليوم نفسه
reason-overlapping_dates = تاريخان متداخلان
reason-neighbouring_days = يومان متجاوران
reason-one_day_apart = بفارق يوم
reason-published_together = نُشرا في الأيام نفسها
reason-same_city = المدينة نفسها
reason-same_country = البلد نفسه
reason-same_type = النوع نفسه
reason-same_parent = ضمن الزيارة أو اللقاء نفسه
reason-same_gathering = اللقاء نفسه باسمه
reason-same_organiser = المنظم نفسه
reason-copied_text = نص أحدهما نسخة من الآخر
reason-same_theme = موضوع مشترك

## What forbids one encounter.

obstacle-same_article = كلاهما في مقال واحد
obstacle-other_type = نوعان مختلفان
obstacle-other_countries = بلدان مختلفة
obstacle-other_time = زمنان مختلفان
obstacle-other_person = أشخاص آخرون من بلد واحد
obstacle-other_place = مكانان مختلفان
obstacle-no_anchor = لا شيء مميز يجمعهما

## What is counted by, and its values.

counted-axis = المحور
counted-counterpart = النظير
counted-rank = أعلى رتبة في الطرف الآخر
counted-outlet = المنبر
counted-direction = الاتجاه
counted-occasion = المناسبة
counted-counterterrorism_and_crime = مكافحة الإرهاب والجريمة المنظمة
counted-technology = التكنولوجيا
counted-regional_security = الأمن الإقليمي
counted-police_cooperation = التعاون الشرطي
counted-abroad = في الخارج
counted-at_home = في بلده
counted-third_country = في بلد ثالث
counted-remote = بالهاتف
counted-gathering = في لقاء دولي
counted-trip = أثناء زيارة
counted-by_itself = منفردًا
counted-head_of_state = رئيس دولة
counted-head_of_government = رئيس حكومة
counted-minister = وزير
counted-head_of_service = رئيس جهاز
counted-ambassador = سفير
counted-senior_official = مسؤول سام
counted-organisation_head = رئيس منظمة
counted-other = غير ذلك

## Months. Arabic has further sets, beside the program.

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

## Keys of the review, and what they do.

key-confirm = تأكيد
key-reject = رفض، أو رفض الأخبار المختارة وحدها
key-split = فصل الأخبار المختارة
key-field = اختيار حقل لتصحيحه
key-correct = تصحيح
key-merge = دمج مع اللقاء الآخر
key-reason = إلى السبب
key-undo = تراجع
key-next = التالي
key-move = أعلى وأسفل في القائمة
key-queue = القائمة
key-keys = هذه المفاتيح

## What became of an entry.

entry-article = مقال
entry-duplicate = مكرر
entry-skipped = متجاوَز
entry-failed = متعذر
