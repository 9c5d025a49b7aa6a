"""Press articles, Arabic first, to encounters between officials of different countries.

>>> import rasid
>>> found = rasid.extract("استقبل وزير الداخلية التونسي منصف العيادي، أمس، السفير الإيطالي ماركو بينيتي.", published="2025-03-12")
>>> found.events.to_pandas()[["type", "date", "countries"]]  # doctest: +SKIP

Every table is an Arrow table: `pyarrow.table(found.events)`, `polars.DataFrame(found.events)`,
`duckdb.from_arrow(found.events.to_pyarrow())` and `found.events.to_pandas()` take it. What its columns mean stands in
`rasid/schemas.md` beside this file.
"""

from __future__ import annotations

import functools
import os
from typing import Any

from ._chronicle import Chronicle
from ._rasid import Coder, Encounters, Extracted, Table, __version__, merge

__all__ = ["Chronicle", "Coder", "Encounters", "Extracted", "Table", "__version__", "extract", "merge", "open", "read"]


@functools.cache
def _coder() -> Coder:
    return Coder()


def extract(
    data: Any,
    *,
    published: str | None = None,
    outlet: str | None = None,
    any_language: bool = False,
    lexicon: str | os.PathLike[str] | None = None,
) -> Extracted:
    """Reads articles and gives what they say about encounters.

    `data` is one text, one record (a dictionary with `text` and, where they are known, `id`, `title`, `published`,
    `outlet`, `url`, `author`, `section`), a list of either, or an Arrow table, batch or stream with these columns.
    `published` (`2025-05-06`) and `outlet` are those of articles whose records give none. Articles in languages that are
    neither read nor kept for their words become problems, unless `any_language`. `lexicon` is a folder of own files.

    What is no article is a row of `problems`; the others are read all the same.
    """
    coder = _coder() if lexicon is None else Coder(lexicon=lexicon)
    return coder.extract(data, published=published, outlet=outlet, any_language=any_language)


def read(
    *paths: str | os.PathLike[str],
    published: str | None = None,
    outlet: str | None = None,
    any_language: bool = False,
    lexicon: str | os.PathLike[str] | None = None,
) -> Extracted:
    """The same of files and folders, in every form that the program reads: text, HTML, JSON Lines, WARC, packed or not.

    What is no article is a row of `problems`, with its file and line.
    """
    coder = _coder() if lexicon is None else Coder(lexicon=lexicon)
    return coder.read_files(list(paths), published=published, outlet=outlet, any_language=any_language)


def open(path: str | os.PathLike[str]) -> Chronicle:  # noqa: A001, the name that a reader expects
    """Opens a database that `rasid ingest` made, to be asked; nothing is written to it."""
    return Chronicle(path)
