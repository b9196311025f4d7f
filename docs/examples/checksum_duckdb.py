"""Computes md5_checksum again in DuckDB, row by row, and compares it with what bronze holds.

    python checksum_duckdb.py lake/demo ctl-dev --keyed platform-db.message:id:message,status,type,timestamp

DuckDB has no AES: a function in Python opens cells in the same query. Prints a JSON line a table: how many rows there
are, and how many agree. Exits 1 when one does not. Needs `duckdb`, `numpy` and `cryptography`.
"""

import argparse
import json
import sys
from pathlib import Path

import duckdb
from hushlake import Checksum, DataKeys, aad, open_cell


def text_of(name: str, kind: str) -> str:
    """The text of a column of this DuckDB type, with the session in UTC."""
    if kind.startswith("TIMESTAMP"):
        return f"strftime(CAST(\"{name}\" AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f')"
    return f'CAST("{name}" AS VARCHAR)'


def netstring(x: str) -> str:
    return f"COALESCE(CAST(strlen({x}) AS VARCHAR) || ':' || {x}, '~') || ','"


def checksum(texts: list[str]) -> str:
    return f"md5('v1,' || {' || '.join(netstring(x) for x in texts)})"


def counted(keys: DataKeys, table: Checksum, secret: list[str], file: Path) -> tuple[int, int]:
    """How many rows of a file there are, and how many agree. File by file, because in the short form a column may be a
    number in one and text in another."""

    def opened(cell: bytes | None, key_id: str, subject: str | None, column: str, identity: list[str]) -> str | None:
        of = table.column(column)
        return cell and open_cell(keys.cell_key(of, key_id, subject), cell, aad(keys.workspace, of, identity))

    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    parameters = ["BLOB", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR[]"]
    db.create_function("open_cell", opened, parameters, "VARCHAR", null_handling="special")
    bronze = db.read_parquet(str(file))
    kinds = dict(zip(bronze.columns, map(str, bronze.types)))
    identity = f"[{', '.join(text_of(name, kinds[name]) for name in table.identity)}]"
    subject = "_subject" if "_subject" in kinds else "NULL"
    texts = [
        f'open_cell("{name}_encrypted", "{name}_key_id", {subject}, \'{name}\', {identity})'
        if f"{name}_encrypted" in kinds
        else text_of(name, kinds[name])
        for name in table.columns
    ]
    agrees = f"{checksum(secret + texts)} IS NOT DISTINCT FROM md5_checksum"
    return db.sql(f"SELECT count(*), count(*) FILTER ({agrees}) FROM bronze").fetchall()[0]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lake", type=Path)
    arguments.add_argument("workspace")
    spec = {"action": "append", "default": [], "type": Checksum.parse, "metavar": "source.table:identity,…:columns,…"}
    arguments.add_argument("--keyed", help="a table whose md5_checksum lists a protected column", **spec)
    arguments.add_argument("--open", help="a table whose md5_checksum lists none", **spec)
    given = arguments.parse_args()
    keys = DataKeys.of_lake(given.lake, given.workspace)
    secret = [f"'{keys.secret('checksum').hex()}'"] if given.keyed else []
    differ = 0
    for table, first in [(t, secret) for t in given.keyed] + [(t, []) for t in given.open]:
        files = (given.lake / "bronze" / table.source / table.table).glob("ingest_date=*/*.parquet")
        rows, equal = map(sum, zip(*(counted(keys, table, first, file) for file in files)))
        differ += rows - equal
        print(json.dumps({"table": f"{table.source}.{table.table}", "rows": rows, "equal": equal}))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
