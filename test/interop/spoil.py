"""Spoils cells of one column of a bronze file, in every way that a reader must refuse.

    python spoil.py lake source.table.column:identity,…

Prints a JSON object: from the row's place in the file to its identity as it is now and the fault that readers must tell.
"""

import json
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "examples"))
from hushlake import Column, text_of  # noqa: E402

lake = Path(sys.argv[1])
of = Column.parse(sys.argv[2])
[file] = (lake / "bronze" / of.source / of.table).glob("ingest_date=*/*.parquet")
read = pq.ParquetFile(file).read()
columns = {name: read[name].to_pylist() for name in read.column_names}
cells, key_ids = columns[f"{of.column}_encrypted"], columns[f"{of.column}_key_id"]
subjects = columns.get("_subject")
# Long enough to be cut, and somebody's where rows are.
rows = iter([i for i, cell in enumerate(cells) if cell and len(cell) > 40 and (not subjects or subjects[i])])
faults: dict[int, str] = {}


def spoiled(fault: str) -> int:
    row = next(rows)
    faults[row] = fault
    return row


def flipped(cell: bytes, at: int) -> bytes:
    changed = bytearray(cell)
    changed[at] ^= 1
    return bytes(changed)


for at in (0, 12, -1):  # The IV, the ciphertext, the tag.
    row = spoiled("cell_not_authentic")
    cells[row] = flipped(cells[row], at)
for length, fault in ((0, "cell_too_short"), (27, "cell_too_short"), (28, "cell_not_authentic"), (-1, "cell_not_authentic")):
    row = spoiled(fault)
    cells[row] = cells[row][:length]
row = spoiled("cell_not_authentic")
cells[row] += b"\0"
one, other = spoiled("cell_not_authentic"), spoiled("cell_not_authentic")
cells[one], cells[other] = cells[other], cells[one]
if subjects:
    row = spoiled("cell_not_authentic")
    subjects[row] = next(subject for subject in subjects if subject and subject != subjects[row])
    subjects[spoiled("cell_not_authentic")] = None
    subjects[spoiled("subject_erased")] = "0" * 32
else:
    columns[of.identity[0]][spoiled("cell_not_authentic")] = "somebody else"
key_ids[spoiled("key_unavailable")] = "f" * 16
# A wrapped key of another column, put where this column's keys are.
folder = lake / "keys" / of.source / of.table
other_key = next(file for file in folder.glob("*/*.json") if file.parent.name != of.column)
shutil.copy(other_key, folder / of.column)
key_ids[spoiled("key_unavailable")] = other_key.stem

arrays = [pa.array(columns[name], type=read.schema.field(name).type) for name in read.column_names]
pq.write_table(pa.table(arrays, names=read.column_names), file)
told = {row: [[text_of(columns[name][row]) for name in of.identity], fault] for row, fault in faults.items()}
print(json.dumps(told))
