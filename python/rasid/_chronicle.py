"""The answers of a database, with Python's habits on top of the Rust."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Literal, TypedDict, Unpack

from . import _rasid
from ._rasid import Table

By = Literal[
    "country", "region", "month", "type", "theme", "axis", "counterpart", "rank", "outlet", "direction", "occasion"
]
Unit = Literal["encounters", "trips", "meetings", "reports", "sources"]


class Which(TypedDict, total=False):
    """Which encounters are meant. Without a `status` those that were held; `status="any"` for all."""

    subject: str
    """Name of an official, in Arabic or Latin letters, in full or the family name alone."""
    country: str | Iterable[str]
    """ISO 3166-1 alpha-2, or the code of an organisation; one of several suffices."""
    type: str | Iterable[str]
    theme: str | Iterable[str]
    status: str | Iterable[str]
    since: str
    """First day, month or year: 2025, 2025-05, 2025-05-06."""
    until: str
    """Last day, month or year."""
    words: str
    """Words that one of its articles holds."""


_LISTS = ("country", "type", "theme", "status")


def _asked(which: Which) -> str:
    asked = dict(which)
    for name in _LISTS:
        value = asked.get(name)
        if value is not None:
            asked[name] = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    return json.dumps(asked)


class Chronicle:
    """The answers of a database that `rasid ingest` made, or of what was extracted. Nothing is written to it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._chronicle = _rasid.Chronicle(path)

    @classmethod
    def of(cls, extracted: _rasid.Extracted) -> Chronicle:
        """A chronicle of what was extracted, in memory, for as long as it is held."""
        chronicle = cls.__new__(cls)
        chronicle._chronicle = _rasid.Chronicle.of(extracted)
        return chronicle

    def chronology(self, **which: Unpack[Which]) -> Table:
        """The encounters in order of time, one on a row."""
        return self._chronicle.chronology(_asked(which))

    def count(
        self,
        by: By,
        *,
        unit: Unit = "encounters",
        sense: Literal["partner", "place"] = "partner",
        scheme: str = "m49",
        **which: Unpack[Which],
    ) -> Table:
        """How many there are by country, region (of a `scheme`), month, type, theme ...

        Rows have a `key`, what `kind` of key it is (`value`, `unknown_month`, `undated`, `unknown`), a `count`, and the
        ids of the `encounters` behind it. `sense` says whether a country is the other side or the place.
        """
        return self._chronicle.count(by, unit, sense, scheme, _asked(which))

    def audit(self, **which: Unpack[Which]) -> Table:
        """Published claims beside the evidence: a row for each way to understand one, with what was `found`."""
        return self._chronicle.audit(_asked(which))

    def search(self, words: str, *, limit: int = 50, **which: Unpack[Which]) -> Table:
        """Articles by their words, newest first; where `which` asks for anything, those that report such an encounter."""
        return self._chronicle.search(words, limit, _asked(which))

    def __repr__(self) -> str:
        return repr(self._chronicle)
