#!/usr/bin/env python3
"""Kills an ingest again and again, and damages databases, to see that nothing is lost and nothing panics.

    cargo build --release && python3 bench/kill.py ARTICLES... [--times 200] [--flips 200] [--seed N]

A database is filled by an ingest that is killed (SIGKILL) at a random moment and begun anew, so many times. After each kill
the database must be sound, and in the end it must export what one undisturbed ingest exports, byte for byte. Then copies of
it have bytes changed or are cut off: every answer must end with a code of its own (0 done, 1 failure, 5 damaged), in
time, and without a panic.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RASID = os.path.join(ROOT, "target", "release", "rasid")
COPIES = 60


def rasid(*words, **more):
    return subprocess.run([RASID, *words], capture_output=True, timeout=120, **more)


def corpus(articles, path):
    """Every article sixty times, each time under another id and in other words: kills need time to come between."""
    read = rasid("extract", "--with-text", *articles)
    texts = [json.loads(line)["article"] for line in read.stdout.splitlines()]
    with open(path, "w", encoding="utf-8") as out:
        for copy in range(COPIES):
            for n, article in enumerate(texts):
                published = article["published"] or "2025-01-01"
                record = {
                    "id": f"{n}-{copy}",
                    "outlet": article["outlet"],
                    "published": f"{int(published[:4]) + copy:04}{published[4:10]}".replace("-02-29", "-02-28"),
                    "title": article["title"],
                    "text": article["text"] + f"\n\n{copy}",
                }
                print(json.dumps(record, ensure_ascii=False), file=out)


def checked(db, what):
    done = rasid("doctor", "--json", "--db", db)
    assert b"panicked" not in done.stderr, (what, done.stderr)
    assert done.returncode == 0, (what, done.returncode, done.stderr)


def kills(path, work, times, chance):
    clean, db = os.path.join(work, "clean.db"), os.path.join(work, "killed.db")
    begun = time.monotonic()
    subprocess.run([RASID, "ingest", "--quiet", "--db", clean, path], check=True)
    whole = time.monotonic() - begun
    killed = 0
    while killed < times:
        run = subprocess.Popen([RASID, "ingest", "--quiet", "--db", db, path], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole))
        if run.poll() is None:
            run.kill()
            killed += 1
            run.wait()
            if os.path.exists(db):
                checked(db, f"kill {killed}")
        else:
            # It came to its end before: the next begins from nothing.
            compare(clean, db)
            for ending in ("", "-wal", "-shm"):
                if os.path.exists(db + ending):
                    os.remove(db + ending)
    subprocess.run([RASID, "ingest", "--quiet", "--db", db, path], check=True)
    compare(clean, db)
    print(f"{killed} kills: sound after each, and in the end the same export")
    return clean


def compare(clean, db):
    one, other = rasid("export", "--db", clean), rasid("export", "--db", db)
    assert one.returncode == other.returncode == 0 and one.stdout == other.stdout, "another export"


ANSWERS = [["doctor"], ["export"], ["count", "--by", "month"], ["chronology", "--limit", "5"], ["search", "وزير"], ["people"], ["review"]]


def flips(clean, work, times, chance):
    codes = {}
    with open(clean, "rb") as file:
        sound = file.read()
    for n in range(times):
        db = os.path.join(work, "flipped.db")
        damaged = bytearray(sound)
        if n % 5 == 0:
            del damaged[chance.randrange(len(damaged)):]
        else:
            for _ in range(chance.choice([1, 1, 8, 64])):
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        with open(db, "wb") as file:
            file.write(damaged)
        answer = chance.choice(ANSWERS)
        done = rasid(answer[0], "--db", db, *answer[1:])
        assert b"panicked" not in done.stderr, (n, answer, done.stderr)
        assert done.returncode in (0, 1, 5), (n, answer, done.returncode, done.stderr)
        assert done.returncode == 0 or done.stderr.strip(), (n, answer, "no message")
        codes[done.returncode] = codes.get(done.returncode, 0) + 1
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(db + ending):
                os.remove(db + ending)
    print(f"{times} damaged files, exit codes: {dict(sorted(codes.items()))}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", nargs="+")
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--flips", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "articles.jsonl")
        corpus(args.articles, path)
        clean = kills(path, work, args.times, chance)
        flips(clean, work, args.flips, chance)
        full(path, work)


def full(path, work):
    """A disk that is full: the database says so, and what was there before is there after."""
    db = os.path.join(work, "full.db")
    limited = f'ulimit -f 2000; trap "" XFSZ; exec "{RASID}" ingest --quiet --db "{db}" "{path}"'
    done = subprocess.run(["bash", "-c", limited], capture_output=True, timeout=300)
    assert done.returncode != 0 and done.stderr.strip() and b"panicked" not in done.stderr, done
    subprocess.run([RASID, "ingest", "--quiet", "--db", db, path], check=True)
    compare(os.path.join(work, "clean.db"), db)
    print(f"full disk: exit code {done.returncode}, and the next ingest goes on")


if __name__ == "__main__":
    main()
