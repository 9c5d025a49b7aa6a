#!/usr/bin/env python3
"""Measures article extraction: how much of the article, how much beside it, and how fast, beside its peers.

    cargo build --release && python3 bench/pages.py [--shared DIR] [--passes N]

DIR (default ../shared) holds pages that cannot be published here (bench/pages, with its own scorer). Where it is
missing nothing is measured, and that is said. The peers are trafilatura and resiliparse, where they are installed
(pip install trafilatura resiliparse); all run pinned to one core, in turns, and the best of N passes counts.
"""
import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RASID = os.path.join(os.path.dirname(HERE), "target", "release", "rasid")


def unpack(source, target):
    """Unpacks the pages, so that nobody is measured unpacking them."""
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(source)):
        with gzip.open(os.path.join(source, name)) as packed, open(os.path.join(target, name[:-3]), "wb") as page:
            page.write(packed.read())


def predict(folder, path):
    """What the program says of each page, as the scorer wants it."""
    out = subprocess.run([RASID, "extract", "--with-text", "--any-language", folder], capture_output=True, text=True).stdout
    with open(path, "w") as file:
        for line in out.splitlines():
            article = json.loads(line)["article"]
            name = os.path.basename(article["path"]).removesuffix(".html")
            said = {key: article.get(key) for key in ("text", "title", "published", "author")}
            file.write(json.dumps({"id": name, **said}, ensure_ascii=False) + "\n")


def ours(folder):
    """Pages a second, reading, telling the charset, extracting and freezing."""
    out = subprocess.run([RASID, "bench", "--json", "--passes", "1", folder], capture_output=True, text=True).stdout
    return next(stage["articles_per_second"] for stage in json.loads(out)["stages"] if stage["stage"] == "intake")


def peers():
    """The peers that are installed: name and what each does to a page."""
    found = {}
    try:
        import trafilatura
        found["trafilatura"] = lambda page: trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    except ImportError:
        print("trafilatura is not installed: skipped")
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
        found["resiliparse"] = lambda page: extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)
    except ImportError:
        print("resiliparse is not installed: skipped")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default=os.path.join(os.path.dirname(os.path.dirname(HERE)), "shared"))
    parser.add_argument("--passes", type=int, default=3)
    args = parser.parse_args()
    root = os.path.join(args.shared, "bench", "pages")
    if not os.path.isdir(root):
        print(f"{root} is missing: nothing is measured")
        return 0
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    others = peers()
    with tempfile.TemporaryDirectory() as work:
        for part in ("ar-dev", "en"):
            folder, said = os.path.join(work, part), os.path.join(work, part + ".jsonl")
            unpack(os.path.join(root, part, "html"), folder)
            predict(folder, said)
            gold = os.path.join(root, part, "gold.jsonl")
            print(f"== {part}")
            subprocess.run([sys.executable, os.path.join(root, "score_pages.py"), "--gold", gold, "--pred", said], check=True)
            pages = [open(os.path.join(folder, name), "rb").read() for name in sorted(os.listdir(folder))]
            best = {"rasid": 0.0, **{name: 0.0 for name in others}}
            for _ in range(args.passes):
                best["rasid"] = max(best["rasid"], ours(folder))
                for name, read in others.items():
                    start = time.process_time()
                    for page in pages:
                        read(page)
                    best[name] = max(best[name], len(pages) / (time.process_time() - start))
            for name, speed in best.items():
                ratio = best["rasid"] / speed if speed else 0
                print(f"  {name:<12} {speed:8.1f} pages/s a core   rasid is {ratio:.2f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
