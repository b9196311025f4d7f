"""
Athena on one DuckDB that lives as long as the emulator: what Athena keeps as Iceberg tables are tables here, so that
MERGE, ALTER and views of the catalog work; and the Step Functions integration that runs a query and waits for it.

Only the SQL that lib/core/silver writes is understood. Bronze tables are read from S3 by the columns that Glue declares.
"""

import asyncio
import os
import re
import tempfile
import threading

import duckdb

from ministack.services import athena, glue, s3, stepfunctions

engine = duckdb.connect(":memory:")
engine.execute("SET TimeZone = 'UTC'")
# Functions of Trino's: another hash than xxhash64, of the same shape.
engine.execute("CREATE MACRO to_utf8(words) AS words")
engine.execute("CREATE MACRO xxhash64(words) AS unhex(substr(md5(words), 1, 16))")
lock = threading.Lock()

DUCKDB_TYPES = {"string": "VARCHAR", "binary": "BLOB", "int": "INTEGER"}
NAME = r'"([^"]+)"\."([^"]+)"'
COLUMN = re.compile(r'"([^"]+)" ((?:decimal\([^)]*\))|\w+)')


def duckdb_type(hive):
    return DUCKDB_TYPES.get(hive, hive.upper())


def is_silver(database, table):
    found = engine.execute(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?", [database, table]
    )
    return found.fetchone() is not None


def columns_of(database, table):
    described = engine.execute(
        "SELECT column_name, lower(data_type) FROM information_schema.columns "
        "WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
        [database, table],
    ).fetchall()
    hive = {"varchar": "string", "blob": "binary", "integer": "int"}
    return [{"Name": name, "Type": hive.get(kind, kind)} for name, kind in described]


def register(database, table):
    """Athena enters its Iceberg tables into Glue."""
    given = {
        "Name": table,
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"table_type": "ICEBERG"},
        "StorageDescriptor": {"Columns": columns_of(database, table)},
    }
    change = glue._update_table if f"{database}/{table}" in glue._tables else glue._create_table
    status, _, body = change({"DatabaseName": database, "TableInput": given})
    if status >= 300:
        raise ValueError(f"Glue refuses {database}.{table}: {body!r}")


def ddl(sql):
    """The statement in DuckDB's words, and the silver table that it changes; (None, None) where it is no DDL."""
    if found := re.match(rf"CREATE TABLE IF NOT EXISTS {NAME} \((.*?)\)(?: PARTITIONED BY .*?)? LOCATION ", sql, re.S):
        database, table, columns = found.groups()
        defined = ", ".join(f'"{name}" {duckdb_type(kind)}' for name, kind in COLUMN.findall(columns))
        return f'CREATE TABLE IF NOT EXISTS "{database}"."{table}" ({defined})', (database, table)
    if found := re.match(rf"ALTER TABLE {NAME} ADD COLUMNS \((.*)\)$", sql, re.S):
        database, table, columns = found.groups()
        name, kind = COLUMN.findall(columns)[0]
        return f'ALTER TABLE "{database}"."{table}" ADD COLUMN "{name}" {duckdb_type(kind)}', (database, table)
    if found := re.match(rf'ALTER TABLE {NAME} CHANGE COLUMN "[^"]+" (.*)$', sql, re.S):
        database, table, column = found.groups()
        name, kind = COLUMN.findall(column)[0]
        altered = f'ALTER TABLE "{database}"."{table}" ALTER COLUMN "{name}" SET DATA TYPE {duckdb_type(kind)}'
        return altered, (database, table)
    # Tables here keep no snapshots: there is nothing to forget.
    if found := re.match(rf"VACUUM {NAME}$", sql):
        return "SELECT 1", found.groups()
    if found := re.match(rf"DROP TABLE IF EXISTS {NAME}", sql):
        return sql, found.groups()
    if found := re.match(rf"CREATE TABLE {NAME} (?:WITH \([^)]*\) )?AS\b(.*)$", sql, re.S):
        database, table, select = found.groups()
        return f'CREATE TABLE "{database}"."{table}" AS {query(select)}', (database, table)
    return None, None


class Bronze:
    """The files of bronze tables, copied out of S3 for one statement."""

    def __init__(self, folder):
        self.folder = folder

    def relation(self, database, table, paths):
        given = glue._tables[f"{database}/{table}"]["StorageDescriptor"]
        bucket, prefix = re.match(r"s3://([^/]+)/(.*)", given["Location"]).groups()
        keys = [key for key in s3._buckets[bucket]["objects"] if key.startswith(prefix)]
        # As in Trino, a file that the condition on "$path" leaves out is not opened.
        keys = [key for key in keys if paths is None or paths(f"s3://{bucket}/{key}")]
        columns = {column["Name"]: duckdb_type(column["Type"]) for column in given["Columns"]}
        if not keys:
            nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
            return f"""(SELECT {nothing}, '' AS ingest_date, '' AS "$path" WHERE false)"""
        files = []
        for key in keys:
            path = os.path.join(self.folder, bucket, key)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(s3._get_object_data(bucket, key))
            files.append("'" + path.replace("'", "''") + "'")
        source = f"read_parquet([{', '.join(files)}], union_by_name = true, filename = true, hive_partitioning = false)"
        there = set()
        for file in files:
            # As in Trino, a file whose types are not those of the table cannot be read.
            described = engine.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
            for name, kind in [(row[0], row[1].replace(" WITH TIME ZONE", "")) for row in described]:
                if columns.get(name, kind).replace(" ", "") != kind.replace(" ", ""):
                    raise ValueError(f"HIVE_BAD_DATA: {name} is {kind} in a file of {table}, not {columns[name]}")
                there.add(name)
        values = [
            f'CAST("{name}" AS {kind}) AS "{name}"' if name in there else f'NULL::{kind} AS "{name}"'
            for name, kind in columns.items()
        ]
        return (
            f"(SELECT {', '.join(values)}, regexp_extract(filename, 'ingest_date=([^/]+)', 1) AS ingest_date, "
            f"""'s3://' || substr(filename, {len(self.folder) + 2}) AS "$path" FROM {source})"""
        )


def query(sql):
    return re.sub(r"\btimestamp\(6\)", "TIMESTAMP", re.sub(r"\bvarbinary\b", "BLOB", sql))


def with_bronze(sql, bronze):
    """The statement with every bronze table replaced by its files."""
    listed = re.compile(rf'{NAME}( WHERE ingest_date IN \([^)]*\) AND (.*?)(?=\) b\b))?', re.S)

    def replace(found):
        database, table, condition, paths = found.groups()
        if f"{database}/{table}" not in glue._tables or is_silver(database, table):
            return found.group(0)
        if paths is None:
            return bronze.relation(database, table, None) + f' AS "{table}"'
        begins = re.findall(r"starts_with\(\"\$path\", '([^']*)'\)", paths)
        exact = set(re.findall(r"'([^']*)'", paths)) - set(begins)
        wanted = lambda path: path in exact or path.startswith(tuple(begins))
        return bronze.relation(database, table, wanted) + condition

    return listed.sub(replace, sql)


def text(value):
    """A value as Athena prints it."""
    if hasattr(value, "isoformat"):
        return value.isoformat(sep=" ", timespec="microseconds") if hasattr(value, "hour") else value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def run(sql):
    sql = sql.strip().replace("`", '"')
    with lock, tempfile.TemporaryDirectory() as folder:
        statement, target = ddl(sql)
        if target:
            engine.execute(f'CREATE SCHEMA IF NOT EXISTS "{target[0]}"')
        result = engine.execute(with_bronze(statement or query(sql), Bronze(folder)))
        if target:
            if is_silver(*target):
                register(*target)
            else:
                glue._delete_table({"DatabaseName": target[0], "Name": target[1]})
            return {"columns": [], "column_types": [], "rows": []}
        described = result.description or []
        kinds = [str(column[1]).upper().split("(")[0] for column in described]
        return {
            "columns": [column[0] for column in described],
            "column_types": [athena._DUCKDB_TYPE_MAP.get(kind, "varchar") for kind in kinds],
            "rows": [[text(value) for value in row] for row in result.fetchall()],
        }


async def run_elsewhere(sql, _database, _catalog=None):
    return await asyncio.to_thread(run, sql)


def run_and_wait(_resource, parameters):
    """`arn:aws:states:::athena:startQueryExecution.sync`, which the emulator does not have."""
    if parameters.get("WorkGroup") not in athena._workgroups:
        raise stepfunctions._ExecutionError("Athena.InvalidRequestException", "there is no such workgroup")
    try:
        run(parameters["QueryString"])
    except Exception as error:
        raise stepfunctions._ExecutionError("States.TaskFailed", str(error)) from error
    return {"QueryExecution": {"Query": "", "Status": {"State": "SUCCEEDED"}}}


def install():
    # The emulator's own DDL makes Hive tables only.
    athena._parse_ddl = lambda _query: None
    athena._run_duckdb = run_elsewhere
    stepfunctions._SERVICE_DISPATCH["arn:aws:states:::athena:startQueryExecution"] = run_and_wait
