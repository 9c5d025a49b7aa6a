"""Articles in, tables out."""

import json
import threading

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import rasid

TEXT = "استقبل وزير الداخلية التونسي منصف العيادي، أمس الثلاثاء بتونس، السفير الإيطالي ماركو بينيتي."
RECORD = {"id": "1", "published": "2025-03-12", "outlet": "الشعاع", "title": "استقبال", "text": TEXT}


def event(found):
    rows = found.events.to_pyarrow().to_pylist()
    assert len(rows) == 1
    return rows[0]


def test_a_text_is_read_with_what_is_known_of_it():
    row = event(rasid.extract(TEXT, published="2025-03-12"))
    assert (row["type"], row["date"], row["countries"]) == ("reception", "2025-03-11", ["IT", "TN"])


@pytest.mark.parametrize(
    "data",
    [
        RECORD,
        [RECORD],
        pa.Table.from_pylist([RECORD]),
        pa.Table.from_pylist([RECORD]).to_batches()[0],
        pa.Table.from_pylist([RECORD]).to_reader(),
        pl.DataFrame([RECORD]),
        pd.DataFrame([RECORD]),
    ],
    ids=["record", "list", "table", "batch", "reader", "polars", "pandas"],
)
def test_all_that_holds_articles_is_read_alike(data):
    assert event(rasid.extract(data))["article_id"] == "1"


def test_all_tables_have_rows_and_every_quote_stands_in_the_text():
    found = rasid.extract([RECORD])
    who = found.participants.to_pandas().set_index("role")
    assert who.loc["guest", "name"] == "ماركو بينيتي" and who.loc["host", "country"] == "TN"
    for row in found.evidence.to_pyarrow().to_pylist():
        zone = TEXT if row["in"] == "text" else RECORD["title"]
        assert zone[row["start"] : row["end"]] == row["quote"]
    nested = found.nested.to_pyarrow().to_pylist()[0]
    assert nested["published"].isoformat() == "2025-03-12"
    assert [p["name"] for p in nested["events"][0]["participants"]] == list(found.participants.to_pandas()["name"])
    assert json.loads(found.to_ndjson())["events"][0]["id"] == nested["events"][0]["event_id"]


def test_every_library_takes_a_table_without_a_copy_of_ours():
    events = rasid.extract([RECORD]).events
    assert pa.table(events).num_rows == pl.DataFrame(events).height == len(events.to_pandas()) == 1
    arrow = pa.table(events)
    assert duckdb.sql("select type from arrow").fetchall() == [("reception",)]


def test_what_is_no_article_is_a_row_and_the_rest_is_read():
    found = rasid.extract([RECORD, 7, {"id": "2"}, {**RECORD, "id": "3"}])
    assert [row["row"] for row in found.problems.to_pyarrow().to_pylist()] == [1, 2]
    assert found.articles.to_pandas()["article_id"].tolist() == ["1", "3"]


def test_nothing_is_nothing():
    found = rasid.extract([])
    assert (len(found), len(found.events), found.events.to_pyarrow().num_rows) == (0, 0, 0)
    assert "event_id" in found.events.column_names


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(TypeError, match="int"):
        rasid.extract(7)
    with pytest.raises(ValueError, match="2025-05-06"):
        rasid.extract(TEXT, published="soon")
    with pytest.raises(ValueError, match="2025-05-06"):
        rasid.Coder().explain(TEXT, published="soon")
    with pytest.raises(ValueError, match="no lexicon file"):
        rasid.Coder(lexicon=tmp_path)


def test_one_coder_serves_many_threads():
    coder, rows = rasid.Coder(threads=2), []
    threads = [threading.Thread(target=lambda: rows.append(event(coder.extract(RECORD)))) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(rows) == 8 and all(row == rows[0] for row in rows)


def test_a_notebook_shows_quotes_in_their_direction():
    shown = rasid.extract([{**RECORD, "outlet": "<b>"}])._repr_html_()
    assert 'dir="auto"' in shown and "<mark>" in shown and "<b>" not in shown
