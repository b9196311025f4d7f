"""What the readers do not show by themselves: `aes_decrypt`, without `try_`, raises for each spoiled cell, SQL alone
derives the key of a person's cells, and the SQL of docs/reading.md reads as it stands there.

    python spark_checks.py lake workspace source.table.column:identity,… places-of-spoiled-rows
"""

import json
import re
import sys
from pathlib import Path

docs = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(docs / "examples"))
import spark_sql  # noqa: E402
from hushlake import SALT, Column, DataKeys, Unreadable, aad, open_cell  # noqa: E402
from read_spark import bronze, cell_keys, session, with_key  # noqa: E402

lake, workspace, column, places = sys.argv[1:]
of = Column.parse(column)
keys = DataKeys.of_lake(lake, workspace)
spark = session()
[cells] = bronze(spark, Path(lake), of)
kinds = dict(cells.dtypes)
texts = [spark_sql.text_of(name, kinds[name]) for name in of.identity]
rows = with_key(spark, keys, of, cells).selectExpr(
    "_source_row", f"`{of.column}_encrypted` AS cell", "key", f"{spark_sql.aad(workspace, of, texts)} AS aad"
)
spoiled = {int(place) + 1 for place in places.split(",")}
whole = rows.where("cell IS NOT NULL AND key IS NOT NULL").collect()


def opens(some: list) -> bool:
    try:
        frame = spark.createDataFrame(some, rows.schema)
        spark.sql("SELECT aes_decrypt(cell, key, 'GCM', 'DEFAULT', aad) FROM {some}", some=frame).collect()
        return True
    except Exception:  # An engine's own exceptions differ from version to version: any will do.
        return False


bad = [row for row in whole if row._source_row in spoiled]
good = [row for row in whole if row._source_row not in spoiled]


def salt(subject: str) -> bytes:
    cell, key_id = keys.salts(subject)
    return bytes.fromhex(open_cell(keys.key(SALT, key_id), cell, aad(workspace, SALT, [subject])))


derivable = []
for key_id, subject in cells.select(f"{of.column}_key_id", "_subject").dropna().distinct().collect():
    try:
        derivable.append((keys.key(of, key_id), salt(subject), keys.cell_key(of, key_id, subject)))
    except (Unreadable, TypeError):
        pass  # Of spoiled rows: a key that is not there, a person without a salt.
frame = spark.createDataFrame(
    [tuple(map(bytearray, row)) for row in derivable], "data_key BINARY, salt BINARY, expected BINARY"
)
derived = spark.sql(
    f"""
    WITH extracted AS (
      SELECT *, {spark_sql.hmac_sha256("salt", "data_key")} AS prk FROM {{frame}})
    SELECT {spark_sql.hmac_sha256("prk", "concat(CAST('hushlake/1/cell' AS BINARY), X'01')")} AS cell_key, expected
    FROM extracted""",
    frame=frame,
).collect()
message = Column.parse("platform-db.message.message:id")
[messages] = bronze(spark, Path(lake), message)
messages.createOrReplaceTempView("message")
cell_keys(spark, keys, message, messages).createOrReplaceTempView("cell_keys")
[shown] = re.findall(r"```sql\n(.*?)```", (docs / "reading.md").read_text(), re.DOTALL)
read = spark.sql(shown).collect()

told = {
    "spark": spark.version,
    "good": len(good),
    "goodOpen": opens(good),
    "bad": len(bad),
    "badOpen": sum(opens([row]) for row in bad),
    "derived": len(derived),
    "derivedEqual": sum(row.cell_key == row.expected for row in derived),
    "read": [[row.id, row.message] for row in read],
}
spark.stop()
print(json.dumps(told))
