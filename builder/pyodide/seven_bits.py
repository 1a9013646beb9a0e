"""Bytes as letters that carry seven bits each."""

import gzip


def pack_zipped_letters(data: bytes) -> bytes:
    """The gzipped data as letters."""
    return pack_letters(zipped(data))


def zipped(data: bytes) -> bytes:
    """The gzipped data, the same by every version of Python: some name the system in byte 9."""
    made = gzip.compress(data, 9, mtime=0)
    return made[:9] + b"\xff" + made[10:]


def pack_letters(data: bytes) -> bytes:
    """The bits of the bytes, the first one first, in groups of seven."""
    made = bytearray()
    for at in range(0, len(data), 7):
        bits = int.from_bytes(data[at : at + 7].ljust(7, b"\0"))
        made += bytes(
            (
                bits >> 49,
                bits >> 42 & 127,
                bits >> 35 & 127,
                bits >> 28 & 127,
                bits >> 21 & 127,
                bits >> 14 & 127,
                bits >> 7 & 127,
                bits & 127,
            )
        )
    return bytes(made[: -(-len(data) * 8 // 7)])
