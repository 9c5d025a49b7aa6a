"""The wheel and the program give the same encounters, and the same answers."""

import json

import pyarrow as pa
import pytest

import rasid
from conftest import ROOT

def test_the_wheel_codes_as_the_program_does(program, found):
    events = lambda reading: [event for event in reading["events"]]
    mine = [json.loads(line) for line in found.to_ndjson().splitlines()]
    assert len(mine) == len(program[2]) == 30
    assert [events(one) for one in mine] == [events(one) for one in program[2]]


def test_the_wheel_merges_as_the_program_does(program, found):
    assert rasid.merge(found).to_ndjson() == program[1]


def test_reports_may_travel_as_tables_in_any_order(program, found):
    rows = pa.table(found.reports)
    parts = [rows.slice(at, 1) for at in reversed(range(rows.num_rows))]
    assert rasid.merge(parts).to_ndjson() == program[1]
    with pytest.raises(ValueError, match="sketch"):
        rasid.merge(rows.set_column(2, "sketch", pa.array(["x"] * rows.num_rows)))
    with pytest.raises(ValueError, match="reading"):
        rasid.merge(rows.drop(["reading"]))


def test_files_and_folders_are_read_and_remembered(program, tmp_path):
    found = rasid.read(ROOT / "examples" / "articles")
    assert rasid.merge(found).to_ndjson() == program[1]
    press = rasid.Chronicle.of(found)
    assert press.chronology(status="any").num_rows == len(program[1].splitlines())
    assert press.audit().to_pyarrow().to_pylist() == rasid.open(program[0]).audit().to_pyarrow().to_pylist()
    (tmp_path / "half.jsonl").write_text('{"text": "نص"}\n{"text": 7}\n', "utf-8")
    problems = rasid.read(tmp_path / "half.jsonl", tmp_path / "missing").problems.to_pyarrow().to_pylist()
    assert "half.jsonl:2" in problems[0]["problem"] and "missing" in problems[1]["problem"]


def test_a_chronicle_answers(program):
    press = rasid.open(program[0])
    rows = press.chronology(status="any").to_pyarrow().to_pylist()
    assert [row["encounter_id"] for row in rows] == [json.loads(line)["id"] for line in program[1].splitlines()]
    counted = press.count("month").to_pandas()
    assert counted["count"].sum() == len(press.chronology())
    country = press.count("country").to_pandas()["key"][0]
    few = press.chronology(country=country, type=["visit", "talks"])
    assert 0 < len(few) < len(rows)
    assert len(press.search("الأمن")) > 0
    assert set(press.audit().to_pandas()["verdict"]) <= {"supported", "fewer_found", "more_found", "too_thin", "not_countable"}


def test_wrong_questions_and_files_are_named(program, tmp_path):
    press = rasid.open(program[0])
    with pytest.raises(ValueError, match="since"):
        press.chronology(since="soon")
    with pytest.raises(ValueError, match="planet"):
        press.chronology(planet="Mars")
    with pytest.raises(ValueError, match="colour"):
        press.count("colour")
    with pytest.raises(FileNotFoundError, match="nothing.db"):
        rasid.open(tmp_path / "nothing.db")
    (tmp_path / "text.db").write_text("not a database at all, but long enough to be taken for one")
    with pytest.raises(OSError, match="text.db"):
        rasid.open(tmp_path / "text.db")
