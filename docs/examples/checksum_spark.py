"""Computes md5_checksum again in Spark SQL, row by row, and compares it with what bronze holds.

    python checksum_spark.py lake/demo ctl-dev --keyed platform-db.message:id:message,status,type,timestamp

Encrypted columns are decrypted in the same query. Prints a JSON line a table: how many rows there are, and how many
agree. Exits 1 when one does not.
"""

import argparse
import json
import sys
from pathlib import Path

import spark_sql
from hushlake import Checksum, DataKeys
from pyspark.sql import DataFrame, SparkSession
from read_spark import bronze, session, with_key


def texts_of(spark: SparkSession, keys: DataKeys, table: Checksum, rows: DataFrame) -> tuple[DataFrame, list[str]]:
    """The rows with the keys of their cells, and the text of each column's original value."""
    kinds = dict(rows.dtypes)
    identity = [spark_sql.text_of(name, kinds[name]) for name in table.identity]
    texts = []
    for name in table.columns:
        if f"{name}_encrypted" not in kinds:
            texts.append(spark_sql.text_of(name, kinds[name]))
            continue
        of = table.column(name)
        rows = with_key(spark, keys, of, rows).drop("key_id", "subject", "key_fault")
        rows = rows.withColumnRenamed("key", f"key_of_{name}")
        aad = spark_sql.aad(keys.workspace, of, identity)
        texts.append(f"CAST(aes_decrypt(`{name}_encrypted`, key_of_{name}, 'GCM', 'DEFAULT', {aad}) AS STRING)")
    return rows, texts


def compared(spark: SparkSession, keys: DataKeys, table: Checksum, secret: DataFrame | None, rows: DataFrame) -> list:
    rows, texts = texts_of(spark, keys, table, rows)
    checksum = spark_sql.checksum(texts, "secret" if secret else None)
    if secret:
        rows = rows.crossJoin(secret)
    query = f"SELECT count(*), count_if({checksum} <=> md5_checksum) FROM {{rows}}"
    return list(spark.sql(query, rows=rows).first())


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lake", type=Path)
    arguments.add_argument("workspace")
    spec = {"action": "append", "default": [], "type": Checksum.parse, "metavar": "source.table:identity,…:columns,…"}
    arguments.add_argument("--keyed", help="a table whose md5_checksum lists a protected column", **spec)
    arguments.add_argument("--open", help="a table whose md5_checksum lists none", **spec)
    given = arguments.parse_args()
    keys = DataKeys.of_lake(given.lake, given.workspace)
    spark = session()
    # The secret as a column of a small table, for the same reason as keys.
    secret = spark.createDataFrame([(keys.secret("checksum").hex(),)], "secret STRING") if given.keyed else None
    differ = 0
    for table, first in [(t, secret) for t in given.keyed] + [(t, None) for t in given.open]:
        counts = [compared(spark, keys, table, first, rows) for rows in bronze(spark, given.lake, table.column(""))]
        rows, equal = map(sum, zip(*counts))
        differ += rows - equal
        print(json.dumps({"table": f"{table.source}.{table.table}", "rows": rows, "equal": equal}))
    spark.stop()
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
