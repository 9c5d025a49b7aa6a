"""Rasid on Apache Spark: articles to encounters on as many workers as there are.

>>> from rasid import spark as rs
>>> extracted = rs.extract(session.read.text("articles.jsonl"))  # doctest: +SKIP
>>> encounters = rs.merge(extracted)  # doctest: +SKIP
>>> encounters.write.partitionBy("month").parquet("encounters")  # doctest: +SKIP

The Rust of the wheel does the work, a part of a table at a time; Spark divides, moves and repeats. The encounters are
those of one machine, however the work is divided. What each step costs is measured in `docs/scale.md`.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from . import Coder, _rasid

__all__ = ["claims", "events", "extract", "merge", "ndjson", "problems"]

_ROWS = 256
"""Articles that a worker holds at once."""
_REPORTS = 2_000
"""Reports, of all, for each share of the work: each meets others under several keys, and so counts several times."""
_CROWD = 4_000
"""So many reports under one key are divided, where all that matters is who meets a few of them."""


def extract(
    articles: DataFrame,
    *,
    published: str | None = None,
    outlet: str | None = None,
    any_language: bool = False,
    lexicon: str | None = None,
) -> DataFrame:
    """Reads articles: a row for each, with all it says, and a row for each record that is no article.

    `articles` has the columns of records (`text`, and where they are known `id`, `title`, `published`, `outlet`, `url`,
    `author`, `section`); or is what `spark.read.text` gives (`value`: a record in JSON, or a text, on each line); or what
    the format `binaryFile` gives (`path`, `content`: JSON Lines, WARC, HTML, packed or not). The other arguments are those of
    `rasid.extract`; `lexicon` is a folder that every worker sees.

    Columns are those of `nested` in `schemas.md`, what merging needs (`reading`, `sketch`, `told`), and of a record that
    is no article its beginning, or the path of its file (`record`), and what is wrong with it (`problem`).
    """
    read = functools.partial(
        _extract, published=published, outlet=outlet, any_language=any_language, lexicon=lexicon
    )
    nothing = Coder(threads=1).extract_part(pa.table({"value": pa.array([], pa.string())}))
    return _mapped(articles, read, pa.table(nothing).schema)


def problems(extracted: DataFrame) -> DataFrame:
    """The records that are no articles: `record`, `problem`."""
    return extracted.where("problem IS NOT NULL").select("record", "problem")


def events(extracted: DataFrame) -> DataFrame:
    """A row for each report of an encounter, with its `participants` and `evidence` inside."""
    return extracted.select("article_id", "outlet", "url", "published", F.inline("events"))


def claims(extracted: DataFrame) -> DataFrame:
    """A row for each published claim."""
    return extracted.select("article_id", "outlet", "url", "published", F.inline("claims"))


def merge(extracted: DataFrame) -> DataFrame:
    """Merges the reports of one encounter, whatever articles and partitions they stand in: a row for each encounter.

    Takes what `extract` gave, or several of it together; best read from files that it was written to. Articles need ids
    that differ. Columns are those of `encounters` in `schemas.md`, and `first_day`, `month` (to divide files by) and
    `ndjson` (the same as a line of `rasid.encounter/1`).

    Reports meet under keys: two sides and a month, mostly. Those that may be linked are found key by key; which reports
    are connected is worked out on the driver, from two ids for each link; what is connected is joined by itself, so that
    no constraint is lost; and encounters are put into visits country by country, month by month. Reports and encounters
    are kept on the disks of the workers meanwhile (`spark.catalog.clearCache()` frees them).
    """
    session = extracted.sparkSession
    reports = _mapped(
        extracted.where("reading IS NOT NULL").select("reading", "sketch", "told"),
        functools.partial(_each, _rasid.reports_with_keys, _ROWS),
        _schema(_rasid.reports_with_keys, "reading", "sketch", "told"),
    )
    # What was read twice counts once; a report that stands differently in two readings is settled where it is joined.
    reports = reports.withColumn("row", F.xxhash64("reading", "sketch", "told")).dropDuplicates(["event_id", "row"])
    reports = reports.persist(StorageLevel.DISK_ONLY)
    shares = _shares(session, reports.count())
    inside = reports.where("part_of IS NOT NULL").select(F.col("event_id").alias("a"), F.col("part_of").alias("b"))
    links = _links(reports, shares).unionByName(inside)
    of_event = session.createDataFrame(pa.table(_rasid.components(links.toArrow())))
    component = F.coalesce("component", "event_id").alias("component")
    joined = _grouped(
        reports.join(of_event, "event_id", "left").select(component, "reading", "sketch", "told"),
        "component",
        _rasid.join_components,
        shares,
    ).persist(StorageLevel.DISK_ONLY)
    told = joined.where("told_parent IS NOT NULL").select("encounter_id", F.col("told_parent").alias("part_of"))
    parents = told.unionByName(_visits(joined, shares)).persist(StorageLevel.DISK_ONLY)
    # Only who lies in something and holds something may lie in a circle.
    holding = parents.select(F.col("part_of").alias("encounter_id")).distinct()
    circles = _rasid.in_circles(parents.join(holding, "encounter_id", "left_semi").toArrow())
    if circles:
        parents = parents.where(~F.col("encounter_id").isin(circles))
    return _mapped(
        joined.join(parents, "encounter_id", "left").select("encounter", "part_of"),
        functools.partial(_each, _rasid.finished, _ROWS),
        _schema(_rasid.finished, "encounter", "part_of"),
    )


def ndjson(encounters: DataFrame) -> DataFrame:
    """The lines that `rasid export --format ndjson` writes, in its order: one column, `value`."""
    return encounters.orderBy(F.col("first_day").isNull(), "first_day", "encounter_id").select(F.col("ndjson").alias("value"))


def _links(reports: DataFrame, shares: int) -> DataFrame:
    """Pairs of events that may be linked, from reports with their keys."""
    stands = reports.select("event_id", "row", F.explode("stands").alias("key"), F.lit(True).alias("stands"))
    looks = F.explode(F.array_except("looks", "stands")).alias("key")
    meets = stands.unionByName(reports.select("event_id", "row", looks, F.lit(False).alias("stands")))
    # A key under which nobody meets anybody moves nothing.
    crowds = meets.groupBy("key").agg(F.count("*").alias("met"), F.count_if("stands").alias("standing"))
    meets = meets.join(crowds.where("met > 1 AND standing > 0"), "key")
    # Who merely looks is there for those that stand: a crowd of lookers is divided, and who stands is everywhere. Where
    # those stand that know two sides and more ("m MA 2 2025-05"), they meet each other elsewhere, and it is they that are
    # divided, while who looks, knowing one side, is everywhere.
    of_two = F.col("key").rlike(r"^\S+ \S+ 2 ")
    few = F.when(of_two, F.col("met") - F.col("standing")).otherwise(F.col("standing"))
    many = F.ceil(F.col("met") / _CROWD).cast("int")
    divided = F.when(few < F.col("met") / 4, many).otherwise(F.lit(1))
    one = F.array(F.pmod(F.xxhash64("event_id"), divided).cast("int"))
    everywhere = F.sequence(F.lit(0), divided - 1)
    is_everywhere = F.col("stands") != of_two
    meets = meets.select("event_id", "row", "key", F.explode(F.when(is_everywhere, everywhere).otherwise(one)).alias("part"))
    meets = meets.select("event_id", "row", F.concat_ws(" ", "key", "part").alias("key"))
    needed = reports.select("event_id", "row", "reading", "sketch", "told")
    return _grouped(meets.join(needed, ["event_id", "row"]).drop("event_id", "row"), "key", _rasid.links_by_key, shares)


def _visits(joined: DataFrame, shares: int) -> DataFrame:
    """The visit that each encounter evidently belongs to, where its reports do not say."""
    placed = joined.select("encounter", "holds", "nests", "country", F.explode("months").alias("month"))
    placed = placed.withColumn("spot", F.concat_ws(" ", "country", "month"))
    # Where there is no visit, or nothing that could lie in one, nobody has to look.
    both = placed.groupBy("spot").agg(F.max("holds").alias("h"), F.max("nests").alias("n")).where("h AND n")
    placed = placed.join(both, "spot", "left_semi").select("spot", "encounter")
    return _grouped(placed, "spot", _rasid.visits_by_spot, shares)


def _shares(session: SparkSession, reports: int) -> int:
    """Into how many shares reports are divided where they meet each other."""
    return max(int(session.conf.get("spark.sql.shuffle.partitions")), reports // _REPORTS)


def _grouped(rows: DataFrame, by: str, step: Callable[[Any], Any], shares: int) -> DataFrame:
    """A step over rows whose groups are whole. Groups go together: a call for each would cost more than its work."""
    schema = from_arrow_schema(_schema(step, *rows.columns))
    shared = rows.withColumn("_share", F.pmod(F.xxhash64(by), F.lit(shares)))

    # Without hints: Spark would choose by them what it hands over.
    def of_share(table):  # type: ignore[no-untyped-def]
        _give_back()
        return pa.table(step(table.drop_columns("_share")))

    return shared.groupBy("_share").applyInArrow(of_share, schema)


def _mapped(rows: DataFrame, step: Callable[..., Iterator[pa.RecordBatch]], schema: pa.Schema) -> DataFrame:
    return rows.mapInArrow(step, from_arrow_schema(schema))


def _schema(step: Callable[[Any], Any], *columns: str) -> pa.Schema:
    """The columns that a step gives, which it tells of no rows too."""
    return pa.table(step(pa.table({name: pa.array([], pa.string()) for name in columns}))).schema


# What runs on the workers.


@functools.cache
def _coder(lexicon: str | None) -> Coder:
    """One for each process: a task has one core."""
    return Coder(lexicon=lexicon, threads=1)


def _give_back() -> None:
    """Gives the system what earlier tasks have freed: workers live on, and glibc would keep it."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _extract(batches: Iterable[pa.RecordBatch], *, lexicon: str | None, **known: Any) -> Iterator[pa.RecordBatch]:
    yield from _each(functools.partial(_coder(lexicon).extract_part, **known), _ROWS, batches)


def _each(
    step: Callable[[Any], Any], rows: int, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """A step over so many rows at a time, however many Spark hands over."""
    for batch in batches:
        # A file is many articles.
        rows = 1 if "content" in batch.schema.names else rows
        for start in range(0, batch.num_rows, rows):
            yield from pa.table(step(batch.slice(start, rows))).to_batches()
