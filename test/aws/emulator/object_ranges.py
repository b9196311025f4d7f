"""GetObject of a version: the emulator sends the whole object whatever Range says. S3 sends the range."""

from ministack.services import s3


def install():
    get_object = s3._get_object

    def ranged(bucket, key, headers, query_params=None):
        status, out, body = get_object(bucket, key, headers, query_params)
        wanted = headers.get("range")
        if status != 200 or not wanted or "Content-Range" in out:
            return status, out, body
        first, last = s3._parse_range(wanted, len(body))
        part = body[first : last + 1]
        out = {name: value for name, value in out.items() if "checksum" not in name.lower()}
        out["Content-Length"] = str(len(part))
        out["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
        return 206, out, part

    s3._get_object = ranged
