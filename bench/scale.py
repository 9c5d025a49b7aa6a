#!/usr/bin/env python3
r"""Measures the wheel on Spark: speed beside the program's own, memory of a worker, bytes shuffled, and how both grow.

    cargo build --release && pip install './python[spark]' && \
        python3 bench/scale.py CORPUS.jsonl [--sizes 10000,100000] [--without-ratio]

The corpus (JSON Lines) is multiplied as in growth.py: in other years and with other names, so that there are as many
encounters as articles would bring. In the middle stands one record that is broken. For each size, on `local[2]`: articles
to Parquet, Parquet to encounters, encounters to Parquet by month. Then, of the largest, one core against one core: the
program writing what it reads to nowhere, and Spark on `local[1]` doing the same when it has started and has read
something. What is printed is one line of JSON for each, in seconds, megabytes and articles a second.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

import growth

os.environ["PYSPARK_PYTHON"] = sys.executable


class Watch:
    """Looks at the processes of Spark: processor time of all, memory of the largest worker."""

    def __init__(self):
        self.cpu, self.largest, self.done = {}, 0, threading.Event()
        threading.Thread(target=self.look, daemon=True).start()

    def look(self):
        page, tick = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
        while not self.done.wait(0.1):
            for pid in filter(str.isdigit, os.listdir("/proc")):
                try:
                    with open(f"/proc/{pid}/cmdline", "rb") as file:
                        line = file.read()
                    if b"pyspark.daemon" not in line and b"org.apache.spark" not in line:
                        continue
                    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                        stat = file.read().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                self.cpu[pid] = (int(stat[11]) + int(stat[12])) / tick
                if b"pyspark.daemon" in line:
                    self.largest = max(self.largest, int(stat[21]) * page / 1e6)

    def seconds(self):
        return sum(self.cpu.values())


def session(master):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.driver.memory", "4g")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    return builder.config("spark.sql.shuffle.partitions", "8").config("spark.log.level", "ERROR").getOrCreate()


def shuffled(spark):
    stages = spark.sparkContext._jsc.sc().statusStore().stageList(None, False, False, spark.sparkContext._gateway.new_array(spark.sparkContext._jvm.double, 0), None)
    return sum(stages.apply(at).shuffleWriteBytes() for at in range(stages.size())) / 1e6


def one_core(path, count):
    """The program and Spark, one core each."""
    from rasid import spark as rs

    with open(os.devnull, "wb") as nowhere:
        began = time.monotonic()
        run = subprocess.run([growth.RASID, "extract", "--threads", "1", "--quiet", path], stdout=nowhere, stderr=nowhere)
        assert run.returncode == 3, "one record is broken, and no more than that is wrong"
        program = time.monotonic() - began
    spark, watch = session("local[1]"), Watch()
    lines = spark.read.text(path)
    rs.extract(lines.limit(300)).write.format("noop").mode("overwrite").save()
    began = time.monotonic()
    rs.extract(lines).write.format("noop").mode("overwrite").save()
    on_spark = time.monotonic() - began
    watch.done.set()
    spark.stop()
    print(json.dumps({"articles": count, "program a second": round(count / program), "spark a second": round(count / on_spark), "ratio": round(program / on_spark, 2), "largest worker MB": round(watch.largest)}), flush=True)


def whole(path, count, folder):
    """Articles to encounters on two cores."""
    from rasid import spark as rs

    spark, watch = session("local[2]"), Watch()
    rs.extract(spark.read.text(path).limit(300)).write.format("noop").mode("overwrite").save()
    began, cpu = time.monotonic(), watch.seconds()
    rs.extract(spark.read.text(path).repartition(8)).write.parquet(f"{folder}/extracted{count}")
    time.sleep(0.3)
    extracted, cpu_extracted, moved = time.monotonic(), watch.seconds(), shuffled(spark)
    encounters = rs.merge(spark.read.parquet(f"{folder}/extracted{count}"))
    encounters.repartition(4, "month").write.partitionBy("month").parquet(f"{folder}/encounters{count}")
    time.sleep(0.3)
    merged, cpu_merged, moved_too = time.monotonic(), watch.seconds(), shuffled(spark)
    found = spark.read.parquet(f"{folder}/encounters{count}").count()
    broken = rs.problems(spark.read.parquet(f"{folder}/extracted{count}")).count()
    watch.done.set()
    spark.stop()
    print(json.dumps({
        "articles": count, "encounters": found, "broken": broken,
        "extract": {"seconds": round(extracted - began, 1), "processor": round(cpu_extracted - cpu, 1), "MB shuffled": round(moved)},
        "merge": {"seconds": round(merged - extracted, 1), "processor": round(cpu_merged - cpu_extracted, 1), "MB shuffled": round(moved_too - moved)},
        "largest worker MB": round(watch.largest),
    }), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus")
    options.add_argument("--sizes", default="10000,100000", help="numbers of articles")
    options.add_argument("--without-ratio", action="store_true", help="do not compare one core with the program's")
    args = options.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    words = growth.names(args.corpus)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path, count, times = f"{folder}/articles{size}.jsonl", 0, 0
            with open(path, "w", encoding="utf-8") as out:
                while count < size:
                    growth.tenth(args.corpus, times, words, f"{folder}/part")
                    with open(f"{folder}/part", encoding="utf-8") as part:
                        for line in part:
                            if count < size:
                                out.write(line)
                                count += 1
                            if count == size // 2:
                                out.write('{"text": "\n')
                    times += 1
            whole(path, count, folder)
            if size == sizes[-1] and not args.without_ratio:
                one_core(path, count)


if __name__ == "__main__":
    main()
