#!/usr/bin/env python3
"""Decides at random, reads articles again, cut short and whole, and checks after every step that nothing depends on the way.

    cargo build --release && python3 bench/soak.py ARTICLES [--seconds 60] [--seed 1]

After each step `export` has to print what it prints when everything is derived anew (`doctor --repair`), and when in the
end every decision is undone and every article is whole again, what it printed at the beginning.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RASID = os.path.join(ROOT, "target", "release", "rasid")
STEPS = ["confirm", "reject", "reject a report", "correct", "merge", "split", "undo", "cut short", "whole again"]
WHY = ["--reason", "soak", "--by", "soak"]


def articles_of(path):
    """Articles as records, of anything that the program reads."""
    run = subprocess.run([RASID, "extract", "--with-text", path], capture_output=True, text=True, check=True)
    told = ("id", "url", "outlet", "published", "title", "author", "text")
    articles = [json.loads(line)["article"] for line in run.stdout.splitlines()]
    return [{name: article[name] for name in told if article.get(name)} for article in articles]


class Soak:
    def __init__(self, articles, folder, seed):
        self.articles, self.folder, self.random = articles, folder, random.Random(seed)

    def rasid(self, *args, fine=(0,)):
        """Runs the program; 2 is a decision that makes no sense, which random ones may."""
        run = subprocess.run([RASID, *args, "--db", "soak.db", "--quiet"], cwd=self.folder, capture_output=True, text=True)
        if run.returncode not in fine:
            sys.exit(f"{args}: exit code {run.returncode}: {run.stderr}")
        return run.stdout

    def ingest(self, articles):
        with open(os.path.join(self.folder, "articles.jsonl"), "w", encoding="utf-8") as out:
            out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        self.rasid("ingest", "articles.jsonl")

    def standing(self):
        log = map(json.loads, self.rasid("review", "log", "--json").splitlines())
        return [decision for decision in log if decision["stands"]]

    def step(self):
        encounters = [json.loads(line) for line in self.rasid("export").splitlines()]
        step, choose = self.random.choice(STEPS), self.random.choice
        if step == "cut short":
            few = self.random.sample(self.articles, min(5, len(self.articles)))
            self.ingest([{**article, "text": article["text"][: len(article["text"]) // 2]} for article in few])
        elif step == "whole again":
            self.ingest(self.articles)
        elif step == "undo":
            decisions = self.standing()
            if decisions:
                self.rasid("review", "undo", str(choose(decisions)["number"]), *WHY)
        elif encounters:
            one = choose(encounters)
            event = choose(one["reports"])["event"]
            field = choose(["date", "place/country", "participants/0/country", "participants/0/name"])
            args = {
                "confirm": ["confirm", one["id"]],
                "reject": ["reject", one["id"]],
                "reject a report": ["reject", one["id"], event],
                "correct": ["correct", one["id"], field, choose(["2015-07-20", "MA", "FR", ""])],
                "merge": ["merge", one["id"], choose(encounters)["id"]],
                "split": ["split", one["id"], event],
            }[step]
            self.rasid("review", *args, *WHY, fine=(0, 2))
        return step

    def agrees(self):
        before = self.rasid("export")
        self.rasid("doctor", "--repair")
        return before == self.rasid("export")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args()
    articles = articles_of(args.articles)
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(articles, folder, args.seed)
        soak.ingest(articles)
        beginning, steps, end = soak.rasid("export"), 0, time.time() + args.seconds
        while time.time() < end:
            step = soak.step()
            steps += 1
            if not soak.agrees():
                sys.exit(f"step {steps} of seed {args.seed} ({step}): a repair changes what is exported")
        soak.ingest(articles)
        while decisions := [decision for decision in soak.standing() if decision["action"] != "undo"]:
            soak.rasid("review", "undo", str(decisions[-1]["number"]), *WHY)
        if soak.rasid("export") != beginning:
            sys.exit(f"seed {args.seed}: with everything undone something is left after {steps} steps")
        print(f"{steps} steps, seed {args.seed}: every one as if derived anew, and all of it undone")


if __name__ == "__main__":
    main()
