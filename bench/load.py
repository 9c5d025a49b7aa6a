#!/usr/bin/env python3
"""Reads pages as many readers do, while somebody writes.

    cargo build --release && python3 bench/load.py DB [--rate 200] [--seconds 60] [--writer ARTICLES]

Asks for so many pages a second, a mix of all kinds, over a few connections that stay open; a writer ingests articles in
the meantime, a hundred at a time. What is printed: how many answers there were and how many were none, how long they took
at the server (median, 95th and 99th in a hundred, the longest), the memory of the server in the middle and at the end,
and each page that takes longer than 100 ms or is larger than 100 kB compressed, asked for by itself when nothing was kept.
"""
import argparse
import gzip
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RASID = os.path.join(ROOT, "target", "release", "rasid")
SLOW_MS, LARGE = 100, 100_000
THREADS = 8


def serve(db):
    server = subprocess.Popen([RASID, "serve", "--db", db, "--bind", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        found = re.search(r"http://([\d.:]+)/", line)
        if found:
            # Nobody reads the rest; it must not fill up.
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return server, found.group(1)
    sys.exit("the server did not start")


def get(connection, path):
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, body, (time.perf_counter() - began) * 1000


def text(body):
    return gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()


def pages(host):
    connection = http.client.HTTPConnection(host, timeout=120)
    links = lambda path, begin, most: list(dict.fromkeys(re.findall(f'href="({begin}[^"#?]+)', text(get(connection, path)[1]))))[:most]
    encounters = links("/chronology", "/encounters/", 20)
    found = ["/", "/today", "/chronology", "/countries", "/people", "/offices", "/network", "/network?of=people", "/network?of=offices"]
    found += ["/audit", "/search?q=%D8%A7%D9%84%D8%B3%D9%81%D9%8A%D8%B1", "/extract", "/chronology?from=2014&to=2014", "/chronology?type=visit"]
    found += ["/api/v1/encounters?limit=20", "/api/v1/count?by=country", "/api/v1/changes?limit=20"]
    countries = links("/countries", "/countries/", 30)
    found += countries + links("/people", "/people/", 20) + links("/offices", "/offices/", 20) + encounters
    found += [f"/chronology?country={path.rsplit('/', 1)[1]}" for path in countries]
    for encounter in encounters[:10]:
        found += links(encounter, "/articles/", 1)
    return found


def memory(server):
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) // 1024


def write(db, articles, stop):
    lines = open(articles, encoding="utf-8").readlines()
    random.shuffle(lines)
    runs = 0
    while not stop.is_set() and lines:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as part:
            for line in lines[:100]:
                article = json.loads(line)
                article["id"] = f"load {time.time_ns()} {article.get('id')}"
                article.pop("url", None)
                print(json.dumps(article, ensure_ascii=False), file=part)
            part.flush()
            lines = lines[100:]
            subprocess.run([RASID, "ingest", "--quiet", "--threads", "1", "--db", db, part.name], check=True)
            runs += 1
        stop.wait(1)
    print(f"the writer came {runs} times")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("db")
    options.add_argument("--rate", type=int, default=200)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--writer", help="articles to ingest meanwhile, JSON lines")
    args = options.parse_args()
    server, host = serve(args.db)
    try:
        time.sleep(1)
        mix = pages(host)
        single = http.client.HTTPConnection(host, timeout=120)
        time.sleep(8)
        lang, slow = "en", []
        for path in mix:
            status, body, took = get(single, f"{path}{'&' if '?' in path else '?'}lang={lang}")
            if status != 200 or took > SLOW_MS or (len(body) > LARGE and "network" not in path):
                slow.append(f"  {path}: {status}, {took:.0f} ms, {len(body)} bytes")
        print(f"{len(mix)} pages one by one, {len(slow)} of them slow, large or none:", *slow, sep="\n")
        stop, took, bad, sizes = threading.Event(), [], [], []
        ends = time.monotonic() + args.seconds

        def read(number):
            connection = http.client.HTTPConnection(host, timeout=60)
            choose, due = random.Random(number), time.monotonic()
            while time.monotonic() < ends:
                due += THREADS / args.rate
                time.sleep(max(0, due - time.monotonic()))
                path = choose.choice(mix)
                try:
                    status, body, ms = get(connection, path)
                except (OSError, http.client.HTTPException) as error:
                    bad.append(f"{path}: {error}")
                    connection = http.client.HTTPConnection(host, timeout=60)
                    continue
                took.append(ms)
                sizes.append(len(body))
                # What is known better since has moved, and says where to.
                if status not in (200, 307):
                    bad.append(f"{path}: {status}")

        readers = [threading.Thread(target=read, args=(n,)) for n in range(THREADS)]
        writer = threading.Thread(target=write, args=(args.db, args.writer, stop)) if args.writer else None
        for thread in readers + ([writer] if writer else []):
            thread.start()
        time.sleep(args.seconds / 2)
        half = memory(server)
        for reader in readers:
            reader.join()
        end = memory(server)
        stop.set()
        if writer:
            writer.join()
        took.sort()
        at = lambda share: took[min(len(took) - 1, int(len(took) * share))]
        print(f"{len(took)} answers in {args.seconds} s ({len(took) / args.seconds:.0f} a second), {len(bad)} bad")
        print(f"ms: {at(0.5):.1f} median, {at(0.95):.1f} of 95, {at(0.99):.1f} of 99, {took[-1]:.0f} the longest")
        print(f"memory: {half} MB in the middle, {end} MB at the end")
        for one in bad[:10]:
            print("  bad:", one)
        return 1 if bad else 0
    finally:
        server.terminate()


if __name__ == "__main__":
    sys.exit(main())
