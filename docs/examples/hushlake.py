"""What every reader in Python needs: data keys, the text of values, the AAD of a cell. docs/formats.md is the reference.

Needs `cryptography` (and `boto3` for KMS).
"""

import base64
import json
import os
import sqlite3
from contextlib import closing
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Callable, NamedTuple
from urllib.parse import quote

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# From a wrapped key, its encryption context and the name of what wraps it to the key.
Unwrap = Callable[[bytes, dict[str, str], str], bytes]
# From `_subject` to the salt as a cell and the id of its data key; None for a person who was erased.
Salts = Callable[[str], tuple[bytes, str] | None]


class Unreadable(Exception):
    """Why a cell cannot be read, as a code. Holds no value."""


def keyring(path: str | Path) -> Unwrap:
    """Opens wrapped keys with the keyring file of a lake on one machine: the key of now, or one before it."""
    file = json.loads(Path(path).read_text())
    keys = [base64.b64decode(key) for key in [file["key"], *file.get("older", [])]]
    by_name = {f"keyring:{sha256(key).hexdigest()[:16]}": AESGCM(key) for key in keys}

    def unwrap(wrapped: bytes, context: dict[str, str], wrapped_by: str) -> bytes:
        aad = json.dumps(sorted(context.items()), separators=(",", ":"), ensure_ascii=False)
        try:
            return by_name[wrapped_by].decrypt(wrapped[:12], wrapped[12:], aad.encode())
        except (KeyError, InvalidTag) as error:
            raise Unreadable("key_unavailable") from error

    return unwrap


def kms() -> Unwrap:
    """Opens wrapped keys with KMS: needs kms:Decrypt under the column's encryption context."""
    import boto3

    client = boto3.client("kms")

    def unwrap(wrapped: bytes, context: dict[str, str], _wrapped_by: str) -> bytes:
        try:
            return client.decrypt(CiphertextBlob=wrapped, EncryptionContext=context)["Plaintext"]
        except client.exceptions.ClientError as error:  # Denied, or under another context.
            raise Unreadable("key_unavailable") from error

    return unwrap


def sqlite_salts(lake: str | Path) -> Salts:
    """The salts of a lake on one machine."""
    file = Path(lake, "keys", "subjects.sqlite").resolve()

    def find(subject: str) -> tuple[bytes, str] | None:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
            query = "SELECT salt, key_id FROM subjects WHERE subject = ? AND erased_at IS NULL"
            return db.execute(query, [subject]).fetchone()

    return find


def dynamodb_salts(workspace: str) -> Salts:
    """The salts of a workspace in AWS: needs dynamodb:GetItem on the table."""
    import boto3

    table = boto3.resource("dynamodb").Table(f"hushlake-{workspace}-subjects")

    def find(subject: str) -> tuple[bytes, str] | None:
        found = table.get_item(Key={"subject": subject}, ConsistentRead=True).get("Item", {})
        return (found["salt"].value, found["key_id"]) if "salt" in found else None

    return find


class Column(NamedTuple):
    """An encrypted column and the identity columns of its table."""

    source: str
    table: str
    column: str
    identity: tuple[str, ...]

    @staticmethod
    def parse(text: str) -> "Column":
        """`platform-db.message.message:id`, or `crm.note.body:author,written_on`."""
        name, _, identity = text.partition(":")
        source, table, column = name.split(".")
        return Column(source, table, column, tuple(identity.split(",")) if identity else ())

    @property
    def name(self) -> str:
        return f"{self.source}.{self.table}.{self.column}"


class Checksum(NamedTuple):
    """The columns of a contract's md5_checksum, in order, and the identity columns of its table."""

    source: str
    table: str
    identity: tuple[str, ...]
    columns: tuple[str, ...]

    @staticmethod
    def parse(text: str) -> "Checksum":
        """`platform-db.message:id:message,status,type,timestamp`."""
        name, identity, columns = text.split(":")
        source, table = name.split(".")
        return Checksum(source, table, tuple(identity.split(",")), tuple(columns.split(",")))

    def column(self, name: str) -> Column:
        return Column(self.source, self.table, name, self.identity)


SALT = Column("_workspace", "subject", "salt", ())


class DataKeys:
    """The keys below `keys/` of a lake. In AWS they are in a bucket of their own; they are of no use without KMS."""

    def __init__(self, lake: str | Path, workspace: str, unwrap: Unwrap, salts: Salts):
        self.folder = Path(lake, "keys")
        self.workspace = workspace
        self.unwrap = unwrap
        self.salts = salts
        self.key = cache(self.key)
        self.cell_key = cache(self.cell_key)

    @staticmethod
    def of_lake(lake: str | Path, workspace: str) -> "DataKeys":
        """With the keyring, and the salts beside the keys."""
        file = os.environ.get("HUSHLAKE_KEYRING", Path(lake, "keyring.json"))
        return DataKeys(lake, workspace, keyring(file), sqlite_salts(lake))

    @staticmethod
    def of_aws(lake: str | Path, workspace: str) -> "DataKeys":
        """With KMS and DynamoDB, where bronze and keys were copied to a folder."""
        return DataKeys(lake, workspace, kms(), dynamodb_salts(workspace))

    def _open(self, path: str, context: dict[str, str]) -> bytes:
        try:
            stored = json.loads((self.folder / path).read_text())
        except FileNotFoundError as error:
            raise Unreadable("key_unavailable") from error
        wrapped = base64.b64decode(stored["wrapped"])
        return self.unwrap(wrapped, {"workspace": self.workspace, **context}, stored["wrapped_by"])

    def key(self, of: Column, key_id: str) -> bytes:
        """The data key of `<column>_key_id`."""
        context = {"source": of.source, "table": of.table, "column": of.column}
        return self._open(f"{of.source}/{of.table}/{of.column}/{key_id}.json", context)

    def cell_key(self, of: Column, key_id: str, subject: str | None) -> bytes:
        """The key of a cell: the data key, or where `_subject` is not NULL, HKDF of it and the person's salt."""
        data_key = self.key(of, key_id)
        if subject is None:
            return data_key
        found = self.salts(subject)
        if not found:
            raise Unreadable("subject_erased")
        salt_cell, salt_key_id = found
        salt = open_cell(self.key(SALT, salt_key_id), salt_cell, aad(self.workspace, SALT, [subject]))
        return HKDF(SHA256(), 32, salt=bytes.fromhex(salt), info=b"hushlake/1/cell").derive(data_key)

    def secret(self, name: str) -> bytes:
        """A secret of the workspace: `checksum`, `pseudonym` or `subject`."""
        return self._open(f"_workspace/{name}.json", {"secret": name})


def text_of(value: object) -> str:
    """The text of a value as pyarrow gives it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).replace(tzinfo=None).isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def aad(workspace: str, of: Column, identity: list[str]) -> bytes:
    """What binds a cell to its place."""
    row = "/".join(quote(text, safe="") for text in identity)
    return f"hushlake/1/{workspace}/{of.source}/{of.table}/{of.column}/{row}".encode()


def open_cell(key: bytes, cell: bytes, aad: bytes) -> str:
    """The plaintext of a cell: IV, ciphertext, tag. Raises Unreadable, never gives wrong plaintext."""
    if len(cell) < 12 + 16:
        raise Unreadable("cell_too_short")
    try:
        return AESGCM(key).decrypt(cell[:12], cell[12:], aad).decode()
    except InvalidTag as error:
        raise Unreadable("cell_not_authentic") from error
