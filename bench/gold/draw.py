#!/usr/bin/env python3
"""Draws articles to be coded: draw.py CORPUS.jsonl COUNTRIES.tsv [SEED] [MEETING OTHER]

CORPUS     one article a line: id, outlet, title, text.
COUNTRIES  lexicon/countries.tsv of this repository, for the rule below.
SEED       a word; the same word draws the same articles, always.

Two strata: articles that look like meetings (a word of meeting, a word of office and two countries in headline and
first lines) and all others. In each, outlets in proportion to what they hold, articles in the order of a hash of seed
and id. Every other one goes to the half that is opened while the program is developed, the rest stays closed. Articles
of more than 9,000 characters and copies of an article drawn before are left out.

Prints one line an article: half, stratum, outlet, id.
"""
import collections
import hashlib
import json
import re
import sys

MEETING = re.compile("استقبل|يستقبل|استقبال|التق[ىت]|يلتقي|لقاء|اجتمع|اجتماع|مباحثات|محادثات|تباحث|بحث|يبحث|زيارة|يزور|زار |قمة|مذكرة|اتفاقي|وقع|اتصال|مؤتمر|وفد|نظير")
OFFICE = re.compile("وزير|وزراء|سفير|سفراء|رئيس|أمير|ملك|ولي العهد|مبعوث|الأمين العام|المدير العام|مدير عام|وفد|قائد")
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
LONGEST = 9000
HEAD = 700


def country_forms(path):
    forms = {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip() or line.startswith("code\t"):
            continue
        cells = (line.rstrip("\n").split("\t") + [""] * 8)[:8]
        code, name, more, nisbas = cells[0], cells[5], cells[6].split("|"), cells[7].split("|")
        for form in [name] + more:
            form = form.strip()
            if form and not form.startswith("~") and "~" + form not in more:
                forms[form.translate(FOLD)] = code
        for nisba in nisbas:
            if nisba and not nisba.startswith(("~", "+")) and len(nisba) > 4:
                forms[("ال" + nisba).translate(FOLD)] = code
                forms[("ال" + nisba + "ة").translate(FOLD)] = code
    return forms


def main():
    corpus, countries = sys.argv[1:3]
    seed = sys.argv[3] if len(sys.argv) > 3 else "rasid-gold-1"
    wanted = {True: int(sys.argv[4]), False: int(sys.argv[5])} if len(sys.argv) > 5 else {True: 60, False: 60}
    forms = country_forms(countries)
    named = re.compile(r"(?<!\w)[وفبل]?(" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")(?!\w)")
    strata, seen = collections.defaultdict(list), set()
    for line in open(corpus, encoding="utf-8"):
        article = json.loads(line)
        if article["text"] in seen or len(article["text"]) > LONGEST:
            continue
        seen.add(article["text"])
        head = ((article.get("title") or "") + "\n" + article["text"])[:HEAD]
        sides = {forms[form] for form in named.findall(head.translate(FOLD))}
        meeting = bool(MEETING.search(head) and OFFICE.search(head) and len(sides) >= 2)
        order = hashlib.sha256(f"{seed}:{article['id']}".encode()).hexdigest()
        strata[article["outlet"].split("/")[0], meeting].append((order, article))
    for meeting in (True, False):
        outlets = {outlet: held for (outlet, kind), held in strata.items() if kind == meeting}
        total = sum(map(len, outlets.values()))
        share = {outlet: wanted[meeting] * len(held) / total for outlet, held in outlets.items()}
        count = {outlet: int(part) for outlet, part in share.items()}
        rest = wanted[meeting] - sum(count.values())
        for outlet in sorted(share, key=lambda outlet: (count[outlet] - share[outlet], outlet))[:rest]:
            count[outlet] += 1
        drawn = [pick for outlet in sorted(outlets) for pick in sorted(outlets[outlet], key=lambda x: x[0])[: count[outlet]]]
        for n, (_, article) in enumerate(drawn):
            half = "opened" if n % 2 == 0 else "closed"
            print(half, "meeting" if meeting else "other", article["outlet"], article["id"], sep="\t")


if __name__ == "__main__":
    main()
