#!/usr/bin/env python3
"""Measures the program and writes the figures into docs/accuracy.md.

    cargo build --release && python3 bench/accuracy.py [--shared DIR] [--draws N] [--print]

DIR (default ../shared) holds what cannot be published here: collections of coded articles (gold/) and the corpus of
which bench/gold keeps the codes alone (corpus/news.jsonl). What is missing is skipped, and said. The figures stand
between two marks in docs/accuracy.md; everything around them is written by hand. --print only prints them.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
RASID = os.path.join(ROOT, "target", "release", "rasid")
BEGIN, END = "<!-- figures: written by bench/accuracy.py -->", "<!-- end of figures -->"
FIELDS = ["date", "place_country", "city", "nested", "names", "offices", "organisations", "roles", "themes"]
TYPES = ["agreement", "call", "conference", "decoration", "reception", "talks", "visit"]


class Set:
    """A coded collection: its name in the tables, what to read, and the gold."""

    def __init__(self, name, told, inputs, gold, articles, claims=None, planned=None):
        self.name, self.told, self.inputs = name, told, inputs
        self.gold, self.articles, self.claims, self.planned = gold, articles, claims, planned


def sets(shared, work):
    """Every collection that is there, and the names of those that are not."""
    gold, corpus = f"{shared}/gold", f"{shared}/corpus/news.jsonl"
    found, missing = [], []
    examples = f"{work}/examples.articles.jsonl"
    found.append(Set("examples", "`examples/articles`, ours", [f"{ROOT}/examples/articles"], f"{ROOT}/examples/expected.jsonl", examples,
                     f"{ROOT}/examples/expected.claims.jsonl", f"{ROOT}/examples/expected.planned.jsonl"))
    for name, told, stem in [("news 2015-17", "120 articles, opened", "dev"), ("Maghreb register", "28 articles, opened", "ma.dev")]:
        files = [f"{gold}/{stem}.{kind}.jsonl" for kind in ("articles", "events", "claims", "planned")]
        if os.path.exists(files[0]):
            extra = [path if os.path.exists(path) else None for path in files[2:]]
            found.append(Set(name, told, [files[0]], files[1], files[0], *extra))
        else:
            missing.append(name)
    if os.path.exists(f"{gold}/seeds.events.jsonl"):
        found.append(Set("five long ones", "5 articles, opened", [f"{shared}/seeds"], f"{gold}/seeds.events.jsonl", f"{gold}/seeds.articles.jsonl", f"{gold}/seeds.claims.jsonl"))
    else:
        missing.append("five long ones")
    drawn = [
        ("drawn, coded once", "396 drawn, many for their gatherings and agreements, coded by one, opened", "once"),
        ("drawn, once, at random", "384 drawn at random, four in five meeting-like, coded by one, opened", "random"),
        ("drawn, opened", "60 drawn at random, opened", "opened"),
        ("drawn, closed", "59 drawn at random, never opened", "closed"),
    ]
    for name, told, stem in drawn:
        out = f"{work}/{stem}"
        run = subprocess.run([sys.executable, f"{HERE}/gold/unpack.py", f"{HERE}/gold/{stem}.jsonl", corpus, out], capture_output=True, text=True)
        if run.returncode == 0:
            # Claims were not coded where one coder alone read.
            claims = None if stem in ("once", "random") else f"{out}/claims.jsonl"
            found.append(Set(name, told, [f"{out}/articles.jsonl"], f"{out}/events.jsonl", f"{out}/articles.jsonl", claims, f"{out}/planned.jsonl"))
        else:
            missing.append(name)
    return found, missing


def extract(one, path, without=None):
    command = [RASID, "extract", "--with-text", *(["--without", without] if without else []), *one.inputs]
    with open(path, "w", encoding="utf-8") as out:
        subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, check=True)


def evaluate(one, path, draws):
    command = [RASID, "eval", "--gold", one.gold, "--articles", one.articles, "--pred", path, "--json", "--bootstrap", str(draws)]
    for option, value in (("--claims", one.claims), ("--planned", one.planned)):
        command += [option, value] if value else []
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def example_ids(path, out):
    """Ids of the example articles: of files the stem, of lines their own."""
    with open(out, "w", encoding="utf-8") as ids:
        for line in open(path, encoding="utf-8"):
            article = json.loads(line)["article"]
            stem = os.path.splitext(os.path.basename(article["path"] or ""))[0]
            print(json.dumps({"id": article["id"] if (article["path"] or "").endswith(".jsonl") else stem}), file=ids)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] * len(head)) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def interval(report, name, value):
    bounds = report.get("intervals", {}).get(name)
    return f"{value:.3f}" + (f" ({bounds[0]:.2f} to {bounds[1]:.2f})" if bounds else "")


def merging(shared, work):
    """How reports of many articles are put together: from coded reports, and end to end. None where the articles are not there."""
    gold, articles, near, copies = (f"{shared}/gold/merge.dev.{kind}.jsonl" for kind in ("reports", "articles", "nearmiss", "copies"))
    if not os.path.exists(gold):
        return None
    coded = subprocess.run([RASID, "eval", "merge", "--reports", gold, "--articles", articles], capture_output=True, check=True).stdout
    db = f"{work}/merge.db"
    subprocess.run([RASID, "ingest", "--quiet", "--db", db, articles], check=True)
    read = subprocess.run([RASID, "export", "--db", db], capture_output=True, check=True).stdout
    rows = []
    for name, encounters in (("from coded reports", coded), ("end to end, from the articles", read)):
        command = [RASID, "eval", "merge", "--gold", gold, "--articles", articles, "--near-misses", near, "--copies", copies, "--pred", "-", "--json"]
        r = json.loads(subprocess.run(command, input=encounters, capture_output=True, check=True).stdout)
        whole = r["end_to_end"]
        rows.append([name, f"{r['found'] * 100:.1f} %", f"{r['bcubed']['f1']:.3f}", f"{whole['precision']:.3f} / {whole['recall']:.3f} / {whole['f1']:.3f}",
                     f"{r['wrong']}", f"{r['near_misses']['merged']} of {r['near_misses']['of']}", f"{r['copies']['f1']:.3f}"])
    with open(articles, encoding="utf-8") as lines:
        count = sum(1 for _ in lines)
    told = f"Merging: {r['reports']} reports of {r['encounters']} encounters in {count} articles of several outlets, with near misses and copies of wire texts among them (`rasid eval merge`). B-cubed F1 is over the reports that were read; end to end, what was not read counts as missed and what nobody coded as wrong."
    head = ["encounters made", "reports read", "B-cubed F1", "end to end P / R / F1", "pairs wrongly together", "near misses merged", "copies F1"]
    return f"{told}\n\n{table(head, rows)}"


def written(results, ablation, missing, draws, merged=None):
    doctor = subprocess.run([RASID, "doctor"], capture_output=True, text=True).stdout
    lexicon = next((word for line in doctor.splitlines() if "lexicon" in line.lower() for word in line.split() if len(word) == 16), "unknown")
    version = subprocess.run([RASID, "--version"], capture_output=True, text=True).stdout.strip()
    out = [f"Program: {version}, lexicon `{lexicon}`. In brackets 95 % intervals, from {draws} draws of the articles with replacement.", ""]
    if missing:
        out += [f"Not measured this time, for want of the articles: {', '.join(missing)}.", ""]
    rows = []
    for one, r in results:
        e, s = r["event"], r["strict"]
        rows.append([one.name, one.told, f"{e['precision']:.3f}", f"{e['recall']:.3f}", interval(r, "event", e["f1"]), interval(r, "strict", s["f1"]),
                     f"{r['false_events']} in {r['negative_articles']}", f"{r['evidence_exact']:.3f}" if r.get("evidence_exact") is not None else ""])
    out += [table(["collection", "what it is", "event P", "event R", "event F1", "strict F1", "false events in articles without one", "quotes exact"], rows), ""]
    names = [one.name for one, _ in results]
    out += [table(["field"] + names, [[field.replace("_", ", ")] + [interval(r, field, r["fields"][field]) for _, r in results] for field in FIELDS]), ""]
    out += [table(["type, event F1"] + names, [[kind] + [f"{r['by_type'][kind]:.3f}" if kind in r["by_type"] else "" for _, r in results] for kind in TYPES]), ""]
    regions = sorted({region for _, r in results for region in r.get("by_region", {})})
    if regions:
        cell = lambda r, region: (lambda f: f"{f['event']['f1']:.3f} ({f['articles']})" if f else "")(r.get("by_region", {}).get(region))
        out += [table(["outlets of, event F1 (articles)"] + names, [[region.replace("_", " ")] + [cell(r, region) for _, r in results] for region in regions]), ""]
    planned = lambda r: f"{r['planned']['found']} of {r['planned']['gold']}, {r['planned']['taken_for_held']} taken for held" if r.get("planned") else ""
    claims = lambda r: f"{r['claims']['found']} of {r['claims']['gold']}, {r['claims']['extra']} nobody made" if r.get("claims") else ""
    out += [table(["what did not take place, and claims"] + names, [["planned, cancelled, postponed, denied"] + [planned(r) for _, r in results], ["claims"] + [claims(r) for _, r in results]]), ""]
    if ablation:
        out += ["What each part brings: event F1 / strict F1 without it.", "",
                table(["without"] + [name for name, _ in ablation], [[part] + [cells.get(part, "") for _, cells in ablation] for part in ("nothing", "names", "modality", "merging")]), ""]
    out += [merged or "Merging was not measured this time, for want of the articles.", ""]
    return "\n".join(out).rstrip() + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", default=os.path.join(os.path.dirname(ROOT), "shared"))
    options.add_argument("--draws", type=int, default=1000)
    options.add_argument("--print", action="store_true", dest="only_print")
    args = options.parse_args()
    if not os.path.exists(RASID):
        sys.exit(f"{RASID} is not built: cargo build --release")
    with tempfile.TemporaryDirectory() as work:
        found, missing = sets(args.shared, work)
        results, ablation = [], []
        for one in found:
            path = f"{work}/pred.ndjson"
            extract(one, path)
            if one.name == "examples":
                example_ids(path, one.articles)
            whole = evaluate(one, path, args.draws)
            results.append((one, whole))
            if one.name in ("examples", "drawn, closed", "five long ones"):
                continue
            cells = {"nothing": f"{whole['event']['f1']:.3f} / {whole['strict']['f1']:.3f}"}
            for part in ("names", "modality", "merging"):
                extract(one, path, part)
                r = evaluate(one, path, 0)
                cells[part] = f"{r['event']['f1']:.3f} / {r['strict']['f1']:.3f}"
            ablation.append((one.name, cells))
        text = written(results, ablation, missing, args.draws, merging(args.shared, work))
    if args.only_print:
        print(text)
        return
    page = os.path.join(ROOT, "docs", "accuracy.md")
    before, rest = open(page, encoding="utf-8").read().split(BEGIN)
    _, after = rest.split(END)
    with open(page, "w", encoding="utf-8") as out:
        out.write(f"{before}{BEGIN}\n\n{text}\n{END}{after}")


if __name__ == "__main__":
    main()
