#!/usr/bin/env python3
"""Ingests articles in other orders, to see that the order of arrival leaves no trace.

    cargo build --release && python3 bench/order.py ARTICLES... [--times 20]

Each time the articles come in an order of their own, in one ingest or in several, on one thread or on two; `export` has to
print the same bytes each time.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RASID = os.path.join(ROOT, "target", "release", "rasid")


def exported(lines, work, pieces, threads):
    with tempfile.TemporaryDirectory(dir=work) as folder:
        db, path = os.path.join(folder, "order.db"), os.path.join(folder, "articles.jsonl")
        for piece in range(pieces):
            with open(path, "w", encoding="utf-8") as out:
                out.writelines(lines[piece::pieces])
            command = [RASID, "ingest", "--quiet", "--threads", str(threads), "--db", db, path]
            subprocess.run(command, check=True)
        return subprocess.run([RASID, "export", "--db", db], check=True, stdout=subprocess.PIPE).stdout


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("articles", nargs="+")
    asked.add_argument("--times", type=int, default=20)
    asked = asked.parse_args()
    read = subprocess.run([RASID, "extract", "--with-text", *asked.articles], check=True, stdout=subprocess.PIPE).stdout
    records = [json.loads(line)["article"] for line in read.splitlines()]
    kept = ("id", "outlet", "url", "published", "title", "text")
    lines = [json.dumps({key: record[key] for key in kept}, ensure_ascii=False) + "\n" for record in records]
    with tempfile.TemporaryDirectory() as work:
        first = exported(lines, work, 1, 1)
        for time in range(asked.times):
            random.Random(time).shuffle(lines)
            assert exported(lines, work, 1 + time % 3, 1 + time % 2) == first, f"order {time}: another export"
    print(f"{len(lines)} articles in {asked.times} other orders: {len(first.splitlines())} encounters, the same bytes")


if __name__ == "__main__":
    main()
