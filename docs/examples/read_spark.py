"""Reads encrypted columns of bronze and rescued columns with Spark SQL.

    python read_spark.py lake/demo ctl-dev platform-db.message.message:id

Prints a JSON line a cell: column, identity, and value or fault. Exits 1 when a cell could not be read.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import spark_sql
from hushlake import Column, DataKeys, Unreadable
from pyspark.sql import DataFrame, SparkSession


def session() -> SparkSession:
    builder = SparkSession.builder.appName("hushlake").config("spark.ui.enabled", "false")
    for name, value in spark_sql.SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def bronze(spark: SparkSession, lake: Path, of: Column) -> list[DataFrame]:
    """The table's files, one frame for each schema. With a full contract and no change of it there is but one, and
    `spark.read.parquet` of the table's folder does; in the short form an id may be a number here and a text there."""
    files = defaultdict(list)
    for file in sorted((lake / "bronze" / of.source / of.table).glob("ingest_date=*/*.parquet")):
        files[str(spark.read.parquet(str(file)).dtypes)].append(str(file))
    return [spark.read.parquet(*paths) for paths in files.values()]


def cell_keys(spark: SparkSession, keys: DataKeys, of: Column, cells: DataFrame) -> DataFrame:
    """The keys of these cells as a small table: one for each data key and, in tables with a subject, each person.
    A key as a literal would stand in Spark's plans, logs and history."""
    subject = "_subject" if "_subject" in cells.columns else "CAST(NULL AS STRING)"
    wanted = cells.selectExpr(f"`{of.column}_key_id` AS key_id", f"{subject} AS subject").where("key_id IS NOT NULL")
    opened = []
    for key_id, subject in wanted.distinct().collect():
        try:
            opened.append((key_id, subject, bytearray(keys.cell_key(of, key_id, subject)), None))
        except Unreadable as fault:
            opened.append((key_id, subject, None, str(fault)))
    return spark.createDataFrame(opened, "key_id STRING, subject STRING, key BINARY, key_fault STRING")


def with_key(spark: SparkSession, keys: DataKeys, of: Column, cells: DataFrame) -> DataFrame:
    """The rows, each with the `key` of its cell, or `key_fault`."""
    subject = "_subject" if "_subject" in cells.columns else "CAST(NULL AS STRING)"
    return spark.sql(
        f"SELECT * FROM {{cells}} LEFT JOIN {{keys}} ON key_id = `{of.column}_key_id` AND subject <=> {subject}",
        cells=cells,
        keys=cell_keys(spark, keys, of, cells),
    )


def decrypted(spark: SparkSession, keys: DataKeys, of: Column, cells: DataFrame) -> DataFrame:
    """`identity` (an array of texts), and `value` or `fault`, of each row."""
    kinds = dict(cells.dtypes)
    texts = [spark_sql.text_of(name, kinds[name]) for name in of.identity]
    return spark.sql(
        f"""
        WITH opened AS (
          SELECT array({", ".join(texts)}) AS identity, `{of.column}_encrypted` AS cell, key, key_fault,
            CAST(try_aes_decrypt(`{of.column}_encrypted`, key, 'GCM', 'DEFAULT',
              {spark_sql.aad(keys.workspace, of, texts)}) AS STRING) AS value
          FROM {{rows}})
        SELECT identity, value, CASE
          WHEN cell IS NULL OR value IS NOT NULL THEN NULL
          WHEN key IS NULL THEN key_fault
          WHEN octet_length(cell) < 28 THEN 'cell_too_short'
          ELSE 'cell_not_authentic' END AS fault
        FROM opened
        """,
        rows=with_key(spark, keys, of, cells),
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lake", type=Path)
    arguments.add_argument("workspace")
    arguments.add_argument("columns", nargs="+", type=Column.parse, metavar="source.table.column:identity,…")
    arguments.add_argument("--kms", action="store_true", help="keys in KMS, salts in DynamoDB")
    given = arguments.parse_args()
    keys = (DataKeys.of_aws if given.kms else DataKeys.of_lake)(given.lake, given.workspace)
    spark = session()
    faults = 0
    for of in given.columns:
        for cells in bronze(spark, given.lake, of):
            if f"{of.column}_encrypted" not in cells.columns:
                continue  # Files from before the contract had the column.
            for row in decrypted(spark, keys, of, cells).toLocalIterator():
                faults += row.fault is not None
                told = {"fault": row.fault} if row.fault else {"value": row.value}
                print(json.dumps({"column": of.name, "identity": row.identity, **told}, ensure_ascii=False))
    spark.stop()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
