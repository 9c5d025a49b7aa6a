#!/usr/bin/env python3
"""Measures what an article costs as the chronicle grows.

    cargo build --release && python3 bench/growth.py CORPUS.jsonl [--times 10] [--keep DB]

The corpus is ingested ten times over into one database, each time in other years and with other names: years of both
calendars and in both kinds of digits move on, and the letters of every name that the program reads in it are exchanged.
What is printed are seconds of processor time for each tenth, and each as a ratio to the first.
"""
import argparse
import datetime
import json
import os
import re
import resource
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RASID = os.environ.get("RASID") or os.path.join(ROOT, "target", "release", "rasid")
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
BACK = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
YEAR = re.compile(r"(?<![\d٠-٩])(?:(?:20[0-3]|14[0-4]|19\d)\d|(?:٢٠[٠-٣]|١٤[٠-٤]|١٩[٠-٩])[٠-٩])(?![\d٠-٩])")
WORD = re.compile(r"[\w\u064b-\u0652]+")


def names(corpus):
    """The words of all names that are read in the corpus."""
    words = set()
    run = subprocess.Popen([RASID, "extract", corpus], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in run.stdout:
        for event in json.loads(line)["events"]:
            for person in event["participants"]:
                words.update(word for word in (person["name"] or "").split() if len(word) > 3 and not word.startswith("عبد"))
    return words


def exchanged(word, times):
    """The word with every letter of the alphabet moved on by so many places; article and vowels stay."""
    head, tail = ("ال", word[2:]) if word.startswith("ال") else ("", word)
    move = lambda c: LETTERS[(LETTERS.index(c) + times) % len(LETTERS)] if c in LETTERS else c
    return head + "".join(map(move, tail))


def mover(times, words):
    """Exchanges years and names in texts."""
    known = {}

    def year(match):
        digits = match.group(0).translate(DIGITS)
        later = str(int(digits) + times)
        return later if digits == match.group(0) else later.translate(BACK)

    def renamed(found):
        for prefix in ("", "و", "ب", "ل", "لل"):
            rest = found[len(prefix):]
            if found.startswith(prefix) and rest in words:
                return prefix + exchanged(rest, times)
        return found

    def word(match):
        found = match.group(0)
        if found not in known:
            known[found] = renamed(found)
        return known[found]

    return lambda text: WORD.sub(word, YEAR.sub(year, text)) if text and times else text


def later(day, times):
    day = datetime.date.fromisoformat(day[:10])
    return day.replace(year=day.year + times, day=min(day.day, 28) if day.month == 2 else day.day).isoformat()


def tenth(corpus, times, words, path):
    moved = mover(times, words)
    with open(corpus, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        for line in lines:
            article = json.loads(line)
            article["id"] = f"{article['id']}+{times}"
            if article.get("published"):
                article["published"] = later(article["published"], times)
            for zone in ("title", "text"):
                article[zone] = moved(article.get(zone))
            print(json.dumps(article, ensure_ascii=False), file=out)


def cost(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus")
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--keep", help="write the database here and leave it")
    args = options.parse_args()
    words = names(args.corpus)
    with tempfile.TemporaryDirectory() as work:
        db, path = args.keep or f"{work}/growth.db", f"{work}/tenth.jsonl"
        first = None
        for times in range(args.times):
            tenth(args.corpus, times, words, path)
            seconds = cost([RASID, "ingest", "--quiet", "--threads", "1", "--db", db, path])
            first = first or seconds
            told = subprocess.run([RASID, "doctor", "--json", "--db", db], capture_output=True, text=True)
            held = json.loads(told.stdout)
            print(f"{times + 1:2}  {seconds:6.2f} s  {seconds / first:5.2f}  {held['reports']} reports, {held['encounters']} encounters", flush=True)


if __name__ == "__main__":
    main()
