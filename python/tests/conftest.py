"""The examples, as the program reads them, and as the wheel does."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

import rasid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target" / os.environ.get("RASID_PROFILE", "release") / "rasid"
PRESS = ROOT.parent / "shared" / "corpus" / "news.jsonl"
"""Thousands of press articles, which are not part of the project; where they are, they are compared too."""


def program_says(db, *paths):
    """The encounters of files, from the program."""
    run = lambda *args: subprocess.run([PROGRAM, *map(str, args)], check=True, capture_output=True, text=True).stdout
    run("ingest", "--quiet", "--db", db, *paths)
    return run("export", "--db", db, "--format", "ndjson")


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """The examples, as the program reads them: a database, its export, and the articles as records."""
    assert PROGRAM.exists(), "cargo build --release comes first"
    folder = tmp_path_factory.mktemp("chronicle")
    db = folder / "press.db"
    run = lambda *args: subprocess.run([PROGRAM, *map(str, args)], check=True, capture_output=True, text=True).stdout
    exported = program_says(db, ROOT / "examples" / "articles")
    read = [json.loads(line) for line in run("extract", "--with-text", ROOT / "examples" / "articles").splitlines()]
    return db, exported, read


@pytest.fixture(scope="session")
def records(program):
    fields = ("id", "url", "outlet", "title", "author", "published", "section", "text")
    return [{name: one["article"][name] for name in fields if one["article"].get(name)} for one in program[2]]


@pytest.fixture(scope="session")
def found(records):
    return rasid.extract(records)


@pytest.fixture(scope="session")
def lines(records, tmp_path_factory):
    """Every article several times over: in other months, and by another outlet on the next day."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    copies = [{**one, "id": f"{one['id']} again", "outlet": "جريدة أخرى"} for one in records if "id" in one]
    broken = ['{"text": "', '{"text": 7}', '{"id": "x"}']
    path.write_text("\n".join([json.dumps(one, ensure_ascii=False) for one in records + copies] + broken), "utf-8")
    return path


@pytest.fixture(scope="session")
def expected(lines):
    """What one machine says."""
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()[:-3]]
    merged = rasid.merge(rasid.extract(records))
    assert len(merged) > 40
    return merged.to_ndjson()


@pytest.fixture(scope="session")
def press(records, tmp_path_factory):
    """The press articles, or the examples where they are absent: a file of records, and what the program makes of them."""
    folder = tmp_path_factory.mktemp("press")
    path = PRESS
    if not PRESS.exists():
        path = folder / "examples.jsonl"
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return path, program_says(folder / "press.db", path)


@pytest.fixture(scope="session")
def start():
    """Begins a session of Spark's on this machine; one at a time."""
    from pyspark.sql import SparkSession

    def begin(master, **conf):
        os.environ["PYSPARK_PYTHON"] = sys.executable
        known = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
        }
        builder = SparkSession.builder.master(master).appName("rasid tests")
        for name, value in (known | conf).items():
            builder = builder.config(name, value)
        return builder.getOrCreate()

    return begin
