#!/usr/bin/env python3
"""Opens what `rasid export` writes with readers that others wrote, and compares what they find with the NDJSON. PLOVER,
Web Annotation, CSL-JSON and the package are read as JSON and CSV and checked against what their formats ask for.

    cargo build --release && python3 -m venv V && V/bin/pip install -r bench/formats.txt
    V/bin/python bench/formats.py ARTICLES...

GEXF is held against its XSD too where GEXF_XSD names that file (specs/1.3/gexf.xsd of github.com/gephi/gexf); no package
brings it.

Every format has to hold every encounter that it can hold, and its reader must not complain.
"""
import csv
import datetime
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RASID = os.path.join(ROOT, "target", "release", "rasid")


def rasid(*words):
    return subprocess.run([RASID, *words], check=True, stdout=subprocess.PIPE).stdout


def full_days(encounter):
    """Whether the date is one that a calendar can hold: a day or days, all of them known."""
    date = encounter["date"]
    return bool(date) and "X" not in date and all(len(part) >= 10 for part in date.strip("[]").replace("..", "/").split("/"))


def check_csv(path, encounters):
    with open(path, newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["id"] for row in rows] == [one["id"] for one in encounters]
    assert not any(cell and cell[0] in "=+-@" for row in rows for cell in row.values())


def check_parquet(path, encounters):
    import duckdb

    rows = duckdb.sql(f"SELECT id, first_day, countries, participants, lat FROM '{path}'").fetchall()
    assert [row[0] for row in rows] == [one["id"] for one in encounters]
    assert [row[2] for row in rows] == [one["countries"] for one in encounters]
    assert [len(row[3]) for row in rows] == [len(one["participants"]) for one in encounters]
    for row, one in zip(rows, encounters):
        if full_days(one):
            assert str(row[1]) == one["date"].strip("[")[:10], (row, one["date"])
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{path}')").fetchall())
    assert types["first_day"] == "DATE" and types["themes"] == "VARCHAR[]", types
    assert any(row[4] is not None for row in rows)


def check_xlsx(path, encounters):
    import openpyxl

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["encounters", "reports", "people"]
    for sheet in book:
        assert sheet.sheet_view.rightToLeft
        assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row), "a formula"
    rows = list(book["encounters"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [one["id"] for one in encounters]
    assert book["reports"].max_row - 1 == sum(len(one["reports"]) for one in encounters)
    assert book["people"].max_row > 1


def check_geojson(path, encounters):
    import geojson

    with open(path, encoding="utf-8") as file:
        collection = geojson.load(file)
    assert collection.is_valid, collection.errors()
    assert [feature["id"] for feature in collection.features] == [one["id"] for one in encounters]
    points = [feature.geometry for feature in collection.features if feature.geometry]
    assert points and all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in (point.coordinates for point in points))


def check_gexf(path, encounters):
    import networkx

    if schema := os.environ.get("GEXF_XSD"):
        from lxml import etree

        etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(path))
    graph = networkx.read_gexf(path)
    assert graph.number_of_nodes() and graph.number_of_edges()
    assert all("country" in data and "label" in data for _, data in graph.nodes(data=True) if data.get("country", 1))
    assert sum(int(data["weight"]) for *_, data in graph.edges(data=True)) >= graph.number_of_edges()


def check_ftm(path, encounters):
    from followthemoney import model

    schemata, events, linked, ids = {}, set(), set(), set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            schema = model.get(raw["schema"])
            entity = model.get_proxy(raw, cleaned=False)
            schemata[raw["schema"]] = schemata.get(raw["schema"], 0) + 1
            ids.add(raw["id"])
            schema.validate(raw)
            for name, values in raw["properties"].items():
                prop = schema.properties[name]
                kept = entity.get(name)
                assert len(kept) == len(set(values)), (raw["schema"], name, values, kept)
                if prop.type.name == "entity":
                    linked.update(values)
            if raw["schema"] == "Event":
                events.update(raw["properties"]["recordId"])
    assert events == {one["id"] for one in encounters}
    assert linked <= ids, sorted(linked - ids)[:3]
    assert {"Event", "Person", "Position", "Occupancy", "Article", "Documentation"} <= set(schemata), schemata


# PLOVER v2.0, manual: types of events, and what a record has to have.
PLOVER = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())


def check_plover(path, encounters):
    with open(path, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    known = {one["id"] for one in encounters}
    for record in records:
        assert record["id"] in known and len(record["date"]) == 10
        assert set(record["event"]) <= PLOVER and record["event"]
        assert record["actor"] or record["recipient"], record
        assert all(entity["code"] for entity in record["recipient"])


def check_ics(path, encounters):
    import icalendar

    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    events = [part for part in calendar.walk() if part.name == "VEVENT"]
    days = {one["id"]: one["date"][:10] for one in encounters if full_days(one) and not one["date"].startswith("[")}
    starts = {str(event["UID"]).split("@")[0]: str(event["DTSTART"].dt) for event in events}
    assert days and all(starts[one] == day for one, day in days.items())


def check_atom(path, encounters):
    import feedparser

    feed = feedparser.parse(path)
    assert not feed.bozo, feed.bozo_exception
    assert [entry.id.split(":")[-1] for entry in feed.entries] == [one["id"] for one in encounters]
    assert all(entry.updated_parsed for entry in feed.entries)


def check_annotations(path, encounters):
    with open(path, encoding="utf-8") as lines:
        annotations = [json.loads(line) for line in lines]
    assert len(annotations) == sum(len(report["evidence"]) for one in encounters for report in one["reports"])
    assert len({one["id"] for one in annotations}) == len(annotations)
    for one in annotations:
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld" and one["type"] == "Annotation"
        kinds = [selector["type"] for selector in one["target"]["selector"]]
        assert kinds in (["TextQuoteSelector"], ["TextQuoteSelector", "TextPositionSelector"])


def articles_of(encounters):
    return {report["article"] for one in encounters for report in one["reports"]}


def check_ris(path, encounters):
    import rispy

    with open(path, encoding="utf-8") as file:
        assert len(rispy.load(file)) == len(articles_of(encounters))


def check_bibtex(path, encounters):
    import bibtexparser

    with open(path, encoding="utf-8") as file:
        assert len(bibtexparser.load(file).entries) == len(articles_of(encounters))


def check_csl(path, encounters):
    with open(path, encoding="utf-8") as file:
        assert len(json.load(file)) == len(articles_of(encounters))


def check_package(folder, encounters):
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    named = {one["path"] for one in package["resources"]}
    assert named | {"CODEBOOK.md", "datapackage.json", "SHA256SUMS"} == set(os.listdir(folder))
    casts = {"string": str, "integer": int, "boolean": {"true": True, "false": False}.__getitem__, "date": datetime.date.fromisoformat}
    for resource in package["resources"]:
        path = os.path.join(folder, resource["path"])
        assert os.path.getsize(path) == resource["bytes"]
        if resource["format"] != "csv":
            continue
        fields = resource["schema"]["fields"]
        with open(path, newline="", encoding="utf-8") as lines:
            rows = csv.DictReader(lines)
            assert rows.fieldnames == [field["name"] for field in fields]
            for row in rows:
                for field in fields:
                    if row[field["name"]]:
                        casts[field["type"]](row[field["name"]])


CHECKS = [
    ("csv", [], check_csv),
    ("parquet", [], check_parquet),
    ("xlsx", [], check_xlsx),
    ("geojson", [], check_geojson),
    ("gexf", ["--nodes", "people"], check_gexf),
    ("gexf", ["--nodes", "countries"], check_gexf),
    ("ftm", [], check_ftm),
    ("plover", [], check_plover),
    ("ics", [], check_ics),
    ("atom", [], check_atom),
    ("annotations", [], check_annotations),
    ("ris", [], check_ris),
    ("bibtex", [], check_bibtex),
    ("csl-json", [], check_csl),
]


def main():
    if not sys.argv[1:]:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as work:
        db = os.path.join(work, "formats.db")
        subprocess.run([RASID, "ingest", "--quiet", "--db", db, *sys.argv[1:]], check=True)
        encounters = [json.loads(line) for line in rasid("export", "--db", db).splitlines()]
        for number, (name, options, check) in enumerate(CHECKS):
            path = os.path.join(work, f"{number}.{name}")
            rasid("export", "--db", db, "--format", name, *options, "-o", path)
            again = rasid("export", "--db", db, "--format", name, *options)
            with open(path, "rb") as file:
                assert file.read() == again, f"{name}: written twice, not the same"
            check(path, encounters)
            print(f"{name}: {len(encounters)} encounters, {os.path.getsize(path)} bytes, read")
        folder = os.path.join(work, "package")
        rasid("export", "--db", db, "--package", folder)
        check_package(folder, encounters)
        print("package: read, and its hashes are right")


if __name__ == "__main__":
    main()
