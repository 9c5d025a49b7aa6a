#!/usr/bin/env python3
"""Rasid beside what a researcher would otherwise put together in Python for a part of it, in one run.

    pip install './python' dateparser spacy && python3 bench/peers.py ARTICLES.jsonl [--articles 200]

dateparser looks for dates in the text, told that it is Arabic and when it was published; spaCy's blank Arabic pipeline
with an entity ruler looks for the names of countries and cities that Rasid's own lexicon has. Both do one step of many,
and neither says who met whom. All on one thread and the same articles, dateparser on the first twentieth of them, because
it takes so long. Printed are articles a second and what each finds.
"""
import argparse
import csv
import datetime
import json
import os
import time
import warnings

os.environ["RAYON_NUM_THREADS"] = "1"
warnings.filterwarnings("ignore")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def names():
    """Arabic names of countries and cities, as the lexicon writes them."""
    for file, label in (("countries.tsv", "COUNTRY"), ("cities.tsv", "CITY")):
        with open(os.path.join(ROOT, "lexicon", file), encoding="utf-8") as lines:
            rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
            for row in rows:
                written = "|".join(row.get(column) or "" for column in ("ar", "name", "forms"))
                yield from ((name.strip(), label) for name in written.split("|") if name.strip())


def timed(name, articles, work):
    began = time.perf_counter()
    found = work(articles)
    took = time.perf_counter() - began
    print(json.dumps({"what": name, "articles": len(articles), "a second": round(len(articles) / took, 1), "finds": found}, ensure_ascii=False), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus")
    options.add_argument("--articles", type=int, default=200)
    args = options.parse_args()
    with open(args.corpus, encoding="utf-8") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(args.articles))]

    import rasid

    coder = rasid.Coder(threads=1)
    coder.extract(articles[:5])

    def ours(articles):
        found = coder.extract(articles)
        evidence = found.evidence.to_pyarrow().column("field").to_pylist()
        return {"encounters": len(found.events), "dates of them": evidence.count("date"), "places of them": evidence.count("place"), "people": len(found.participants)}

    timed("rasid: encounters, with evidence", articles, ours)

    import spacy

    pipeline = spacy.blank("ar")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": name} for name, label in sorted(set(names()))])

    def ruled(articles):
        labels = [entity.label_ for page in pipeline.pipe(one["text"] for one in articles) for entity in page.ents]
        return {"mentions of countries": labels.count("COUNTRY"), "mentions of cities": labels.count("CITY")}

    timed("spaCy, blank Arabic with an entity ruler: mentions", articles, ruled)

    from dateparser.search import search_dates

    def dated(articles):
        found = 0
        for one in articles:
            day = datetime.datetime.fromisoformat((one.get("published") or "2020-01-01")[:10])
            found += len(search_dates(one["text"], languages=["ar"], settings={"RELATIVE_BASE": day}) or [])
        return {"dates": found}

    timed("dateparser: dates", articles[: max(1, len(articles) // 20)], dated)


if __name__ == "__main__":
    main()
