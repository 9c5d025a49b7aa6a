"""On Spark, however the work is divided, the encounters are those of one machine."""

import json
import os

import pyarrow as pa
import pyarrow.parquet
import pytest

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
