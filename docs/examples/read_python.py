"""Reads encrypted columns of bronze, rescued columns and quarantined rows with pyarrow and cryptography.

    python read_python.py lake/demo ctl-dev platform-db.message.message:id
    python read_python.py lake/demo ctl-dev platform-db.message._rescued:id platform-db.message._quarantine
    python read_python.py lake ctl-prod platform-db.message.message:id --kms

Prints a JSON line a cell: column, identity, and value or fault. Exits 1 when a cell could not be read.
"""

import argparse
import base64
import json
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from hushlake import Column, DataKeys, Unreadable, aad, open_cell, text_of


class Cell(NamedTuple):
    identity: list[str]
    subject: str | None
    cell: bytes | None
    key_id: str | None


def bronze_cells(lake: Path, of: Column) -> Iterator[Cell]:
    cell, key_id = f"{of.column}_encrypted", f"{of.column}_key_id"
    for file in sorted((lake / "bronze" / of.source / of.table).glob("ingest_date=*/*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(columns=[*of.identity, "_subject", cell, key_id]):
            for row in batch.to_pylist():
                identity = [text_of(row[name]) for name in of.identity]
                yield Cell(identity, row.get("_subject"), row.get(cell), row.get(key_id))


def quarantined_cells(lake: Path, of: Column) -> Iterator[Cell]:
    for file in sorted((lake / "quarantine" / of.source / of.table).glob("*.jsonl.zst")):
        load_id = file.name.removesuffix(".jsonl.zst")
        with pa.CompressedInputStream(str(file), "zstd") as lines:
            for record in map(json.loads, lines.read().decode().splitlines()):
                identity = [load_id, str(record["row_number"])]
                sealed = record["row_encrypted"]
                cell = base64.b64decode(sealed) if sealed else None  # None: nothing is kept of who was erased.
                yield Cell(identity, record.get("subject"), cell, record["key_id"])


def value(keys: DataKeys, of: Column, row: Cell) -> str | None:
    if row.cell is None:
        return None
    key = keys.cell_key(of, row.key_id, row.subject)
    return open_cell(key, row.cell, aad(keys.workspace, of, row.identity))


def read(lake: Path, keys: DataKeys, of: Column) -> Iterator[dict]:
    rows = quarantined_cells(lake, of) if of.column == "_quarantine" else bronze_cells(lake, of)
    for row in rows:
        told = {"column": of.name, "identity": row.identity}
        try:
            yield {**told, "value": value(keys, of, row)}
        except Unreadable as fault:
            yield {**told, "fault": str(fault)}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lake", type=Path)
    arguments.add_argument("workspace")
    arguments.add_argument("columns", nargs="+", type=Column.parse, metavar="source.table.column:identity,…")
    arguments.add_argument("--kms", action="store_true", help="keys in KMS, salts in DynamoDB")
    given = arguments.parse_args()
    keys = (DataKeys.of_aws if given.kms else DataKeys.of_lake)(given.lake, given.workspace)
    faults = 0
    for of in given.columns:
        for told in read(given.lake, keys, of):
            faults += "fault" in told
            print(json.dumps(told, ensure_ascii=False))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
