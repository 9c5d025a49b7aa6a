"""On Spark, however the work is divided, the encounters are those of one machine."""

import gzip
import html
import json
import os

import pyarrow as pa
import pyarrow.parquet
import pytest

import rasid
from conftest import program_says

pytest.importorskip("pyspark", reason="the wheel was installed without its extra for Spark")

from rasid import spark as rs  # noqa: E402


@pytest.fixture(scope="module")
def local(start):
    spark = start("local[2]")
    yield spark
    spark.stop()


def lines_of(encounters):
    return "".join(row.value + "\n" for row in rs.ndjson(encounters).collect())


@pytest.mark.parametrize("parts", [2, 16])
def test_the_encounters_are_those_of_one_machine(local, lines, expected, parts):
    local.conf.set("spark.sql.shuffle.partitions", str(parts))
    extracted = rs.extract(local.read.text(str(lines)).repartition(parts))
    assert lines_of(rs.merge(extracted)) == expected


def test_program_wheel_and_spark_say_the_same_of_the_press(local, press):
    path, told = press
    assert told.count("\n") > 30
    assert rasid.merge(rasid.read(path)).to_ndjson() == told
    for parts in (3, 16):
        local.conf.set("spark.sql.shuffle.partitions", str(parts))
        articles = local.read.text(str(path)).repartition(parts)
        assert lines_of(rs.merge(rs.extract(articles))) == told, f"{parts} partitions"


def test_web_archives_are_read(local, records, tmp_path):
    """One member of gzip for each page, as crawlers write them; the last one is cut off."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    pages = [gzip.compress(page(at, one)) for at, one in enumerate(records)]
    (folder / "a.warc.gz").write_bytes(b"".join(pages[::2]))
    (folder / "b.warc.gz").write_bytes(b"".join(pages[1::2]))
    told = program_says(tmp_path / "crawl.db", folder)
    assert told.count("\n") > 10
    extracted = rs.extract(local.read.format("binaryFile").load(str(folder)))
    assert lines_of(rs.merge(extracted)) == told
    read = extracted.where("article_id IS NOT NULL").count()
    (folder / "b.warc.gz").write_bytes(b"".join(pages[1:-1:2]) + pages[-1][:60])
    half = rs.extract(local.read.format("binaryFile").load(str(folder)))
    assert half.where("article_id IS NOT NULL").count() == read - 1 == len(records) - 1
    assert [row.record for row in rs.problems(half).collect()] == [f"file:{folder}/b.warc.gz"]


def page(number, record):
    """A record of a web archive: the answer of a server."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in record["text"].split("\n") if line.strip())
    day = record.get("published") or "2025-05-09"
    head = f'<title>{html.escape(record.get("title", ""))}</title><meta property="article:published_time" content="{day}">'
    body = f"<!doctype html><html lang=ar><head><meta charset=utf-8>{head}</head><body><article>{paragraphs}</article></body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    fields = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
        f"WARC-Target-URI: https://press.example/{number}",
        "WARC-Date: 2025-06-01T00:00:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
    ]
    return "\r\n".join(fields).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


def test_what_is_no_article_is_a_row(local, lines):
    problems = rs.problems(rs.extract(local.read.text(str(lines)))).collect()
    assert [row.record for row in problems] == ['{"text": "', '{"text": 7}', '{"id": "x"}']
    assert all(row.problem for row in problems)


def test_tables_and_files_are_read_as_lines_are(local, lines, expected, tmp_path):
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()[:-3]]
    columns = pa.schema([(name, pa.string()) for name in sorted({name for one in records for name in one})])
    pa.parquet.write_table(pa.Table.from_pylist(records, schema=columns), tmp_path / "articles.parquet")
    of_table = rs.extract(local.read.parquet(str(tmp_path / "articles.parquet")))
    assert lines_of(rs.merge(of_table)) == expected
    of_files = rs.extract(local.read.format("binaryFile").load(str(lines)))
    assert lines_of(rs.merge(of_files)) == expected
    assert {row.record for row in rs.problems(of_files).collect()} == {f"file:{lines}"}


def test_encounters_are_written_by_month_and_events_and_claims_are_tables(local, lines, expected, tmp_path):
    extracted = rs.extract(local.read.text(str(lines))).cache()
    rs.merge(extracted).write.partitionBy("month").parquet(str(tmp_path / "encounters"))
    back = local.read.parquet(str(tmp_path / "encounters"))
    assert lines_of(back) == expected
    assert any(name.startswith("month=20") for name in os.listdir(tmp_path / "encounters"))
    assert rs.events(extracted).where("size(participants) > 1").count() > 30
    assert rs.claims(extracted).count() > 0


def test_nothing_gives_nothing(local):
    nothing = local.createDataFrame([], "text string")
    assert rs.merge(rs.extract(nothing)).count() == 0
