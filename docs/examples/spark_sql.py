"""Hushlake's formats as expressions of Spark SQL (3.5 and later, with ANSI mode on and the session in UTC)."""

from hushlake import Column

# What readers need: UTC for the text of timestamps, ANSI for the text of small decimals in 3.5, CORRECTED for dates
# before 1582 in files that Spark did not write, and no plaintext in clear in spilled files.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.io.encryption.enabled": "true",
}


def text_of(name: str, kind: str) -> str:
    """The text of a column of this Spark type."""
    if kind == "timestamp":
        return f"date_format(`{name}`, 'yyyy-MM-dd HH:mm:ss.SSSSSS')"
    return f"CAST(`{name}` AS STRING)"


def percent_encoded(x: str) -> str:
    """RFC 3986. `url_encode` writes forms: + for a space, * as it is, %7E for ~."""
    return f"replace(replace(replace(url_encode({x}), '+', '%20'), '*', '%2A'), '%7E', '~')"


def aad(workspace: str, of: Column, texts: list[str]) -> str:
    """The AAD of a cell, of the texts of its row's identity."""
    row = ", '/', ".join(percent_encoded(x) for x in texts)
    return f"concat('hushlake/1/{workspace}/{of.source}/{of.table}/{of.column}/', {row})"


def netstring(x: str) -> str:
    """A netstring of a text, `~,` of NULL."""
    return f"COALESCE(CAST(octet_length({x}) AS STRING) || ':' || {x}, '~') || ','"


def checksum(texts: list[str], secret: str | None = None) -> str:
    """`md5_checksum` of texts; of `secret`, a text of hex digits, first where the checksum is keyed."""
    return f"md5('v1,' || {' || '.join(netstring(x) for x in ([secret] if secret else []) + texts)})"


def hmac_sha256(key: str, message: str) -> str:
    """HMAC-SHA-256 (RFC 2104) of binaries, the key of at most 64 bytes: what HKDF is made of (RFC 5869)."""

    def padded(byte: int) -> str:
        pair = f"CAST(conv(substr(rpad(hex({key}), 128, '0'), i, 2), 16, 10) AS INT)"
        return f"unhex(array_join(transform(sequence(1, 127, 2), i -> lpad(hex({pair} ^ {byte}), 2, '0')), ''))"

    inner = f"unhex(sha2(concat({padded(0x36)}, {message}), 256))"
    return f"unhex(sha2(concat({padded(0x5C)}, {inner}), 256))"
