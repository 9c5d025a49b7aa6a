#!/usr/bin/env python3
"""Unpacks a set into the files that `rasid eval` reads: unpack.py SET.jsonl CORPUS.jsonl OUT_DIR

Writes OUT_DIR/{articles,events,planned,claims}.jsonl. An article whose text is not the one that was coded (by its
SHA-256) is an error. `unpack.py --check SET.jsonl` looks at the form of a set alone, without the articles.
"""
import hashlib
import json
import os
import re
import sys

SPAN = re.compile(r"(text|title):(\d+)-(\d+)")
TYPES = {"visit", "reception", "talks", "conference", "agreement", "call", "decoration"}
STATUSES = {"held", "planned", "cancelled", "postponed", "denied"}


def string(span, article):
    if span is None:
        return None
    if isinstance(span, list):
        return " ".join(string(part, article) for part in span)
    zone, start, end = SPAN.fullmatch(span).groups()
    return (article.get(zone) or "")[int(start):int(end)]


def event(packed, article, article_id):
    spot = packed["place"]
    people = [{**person, **{key: string(person[key], article) for key in ("name", "office", "organisation")}} for person in packed["participants"]]
    place = {"city": string(spot["city"], article), "country": spot["country"]} if spot else None
    return {"article_id": article_id, **packed, "place": place, "participants": people, "quote": string(packed["quote"], article)}


def claim(packed, article, article_id):
    value = packed["value"]
    value = string(value["at"], article) if isinstance(value, dict) and "at" in value else value
    return {"article_id": article_id, **packed, "value": value, "quote": string(packed["quote"], article)}


def check(path):
    """Faults of a set's form."""
    faults, seen = [], set()
    spans = lambda value: value if isinstance(value, list) else [value]
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        record = json.loads(line)
        if record["article_id"] in seen:
            faults.append(f"{path}:{number}: {record['article_id']} stands twice")
        seen.add(record["article_id"])
        ids = {one["event_id"] for one in record["events"]}
        for one in record["events"]:
            if one["type"] not in TYPES or one["status"] not in STATUSES:
                faults.append(f"{path}:{number}: {one['event_id']}: {one['type']} {one['status']}")
            if one["part_of"] and one["part_of"] not in ids:
                faults.append(f"{path}:{number}: {one['event_id']} is part of nothing")
            places = [one["quote"], (one["place"] or {}).get("city")]
            places += [person[key] for person in one["participants"] for key in ("name", "office", "organisation")]
            for span in (part for value in places if value is not None for part in spans(value)):
                if not SPAN.fullmatch(span):
                    faults.append(f"{path}:{number}: {one['event_id']}: {span!r} is no span")
    return faults


def main():
    if sys.argv[1] == "--check":
        faults = [fault for path in sys.argv[2:] for fault in check(path)]
        print("\n".join(faults) if faults else "sets are well formed")
        sys.exit(1 if faults else 0)
    packed, corpus, out = sys.argv[1:4]
    records = [json.loads(line) for line in open(packed, encoding="utf-8")]
    wanted = {record["article_id"]: record["text_sha256"] for record in records}
    articles = {}
    for line in open(corpus, encoding="utf-8"):
        article = json.loads(line)
        if article["id"] in wanted:
            articles[article["id"]] = article
    for article_id, digest in wanted.items():
        if article_id not in articles:
            sys.exit(f"{corpus}: no article {article_id}")
        if hashlib.sha256(articles[article_id]["text"].encode()).hexdigest() != digest:
            sys.exit(f"{corpus}: {article_id} is not the text that was coded")
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/articles.jsonl", "w", encoding="utf-8") as a, open(f"{out}/events.jsonl", "w", encoding="utf-8") as e, \
         open(f"{out}/planned.jsonl", "w", encoding="utf-8") as p, open(f"{out}/claims.jsonl", "w", encoding="utf-8") as c:
        for record in records:
            article = articles[record["article_id"]]
            print(json.dumps(article, ensure_ascii=False), file=a)
            for one in record["events"]:
                print(json.dumps(event(one, article, record["article_id"]), ensure_ascii=False), file=e if one["status"] == "held" else p)
            for one in record["claims"]:
                print(json.dumps(claim(one, article, record["article_id"]), ensure_ascii=False), file=c)


if __name__ == "__main__":
    main()
