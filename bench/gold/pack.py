#!/usr/bin/env python3
"""Packs codes into spans, so that no article text is kept: pack.py CODED.jsonl ARTICLES.jsonl > SET.jsonl

CODED     one article a line: article_id, events, claims; every string copied from the article.
ARTICLES  one article a line: id (or article_id), title, text.

A string becomes where it stands: "text:10-25" or "title:0-7" (Unicode code points, half-open), the first place where it
stands behind the quote's start, else the first at all. A string that does not stand in one piece becomes a list of
places, word by word. What stands nowhere is an error.
"""
import hashlib
import json
import re
import sys


def place(value, article, near):
    """Where a string stands."""
    if value is None:
        return None
    for zone in ("text", "title"):
        body = article.get(zone) or ""
        start = body.find(value, near if zone == "text" else 0)
        start = start if start >= 0 else body.find(value)
        if start >= 0:
            return f"{zone}:{start}-{start + len(value)}"
    words = re.findall(r"\S+", value)
    if len(words) < 2:
        raise ValueError(f"not in the article: {value}")
    return [place(word, article, near) for word in words]


def event(coded, article):
    text = article["text"]
    at = max(text.find(coded["quote"]), 0)
    spot = coded.get("place") or {}
    out = {key: coded.get(key) for key in ("event_id", "type", "status", "part_of", "date")}
    out.update({key: coded[key] for key in ("date_accept", "date_doubtful") if coded.get(key)})
    out["place"] = {"city": place(spot.get("city"), article, at), "country": spot.get("country")} if spot else None
    out["participants"] = [
        {
            "role": person["role"],
            "country": person.get("country"),
            **{key: place(person.get(key), article, at) for key in ("name", "office", "organisation")},
        }
        for person in coded["participants"]
    ]
    out["themes"] = coded.get("themes") or []
    out["salience"] = coded["salience"]
    out["quote"] = place(coded["quote"], article, 0)
    return out


def claim(coded, article):
    value = coded["value"]
    if isinstance(value, str) and value in (article["text"] + (article.get("title") or "")):
        value = {"at": place(value, article, 0)}
    return {
        "what": coded["what"],
        "value": value,
        "period": coded.get("period"),
        "scope": coded.get("scope"),
        "quote": place(coded["quote"], article, 0),
    }


def main():
    articles = {}
    for line in open(sys.argv[2], encoding="utf-8"):
        article = json.loads(line)
        articles[article.get("id") or article["article_id"]] = article
    for line in open(sys.argv[1], encoding="utf-8"):
        coded = json.loads(line)
        article = articles[coded["article_id"]]
        record = {
            "article_id": coded["article_id"],
            "text_sha256": hashlib.sha256(article["text"].encode()).hexdigest(),
            "events": [event(one, article) for one in coded["events"]],
            "claims": [claim(one, article) for one in coded.get("claims") or []],
        }
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
