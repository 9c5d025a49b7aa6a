"""On a cluster of two workers, one of which dies in the middle, nothing changes."""

import os
import signal

import pytest

pytest.importorskip("pyspark", reason="the wheel was installed without its extra for Spark")

from rasid import spark as rs  # noqa: E402


@pytest.fixture(scope="module")
def cluster(start):
    spark = start("local-cluster[2,1,1024]", **{"spark.executor.memory": "800m"})
    yield spark
    spark.stop()


def merged(extracted):
    return "".join(row.value + "\n" for row in rs.ndjson(rs.merge(extracted)).collect())


def test_a_cluster_says_what_one_machine_says(cluster, lines, expected):
    assert merged(rs.extract(cluster.read.text(str(lines)).repartition(4))) == expected


def test_a_killed_executor_changes_nothing(cluster, lines, expected, tmp_path):
    killed = tmp_path / "killed"

    # Inside, so that it travels to the workers with what it needs.
    def die_once(batches):
        from pyspark import TaskContext

        yield from batches
        if TaskContext.get().partitionId() == 0 and not killed.exists():
            with open(f"/proc/{os.getppid()}/stat", encoding="ascii") as daemon:
                executor = int(daemon.read().rsplit(")", 1)[1].split()[1])
            killed.write_text(str(executor))
            os.kill(executor, signal.SIGKILL)

    extracted = rs.extract(cluster.read.text(str(lines)).repartition(4))
    assert merged(extracted.mapInArrow(die_once, extracted.schema)) == expected
    with pytest.raises(ProcessLookupError):
        os.kill(int(killed.read_text()), 0)
