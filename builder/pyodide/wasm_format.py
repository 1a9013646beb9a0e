"""WebAssembly's binary format, as far as modules are taken apart and put together here.

https://webassembly.github.io/spec/core/binary/: a module is a row of sections, most of which are a
count and so many items. Items that nothing here looks into stay bytes.
"""

from collections.abc import Callable, Mapping
from enum import IntEnum

MAGIC = b"\0asm\1\0\0\0"


class Section(IntEnum):
    """The sections' numbers, in the order in which a module has them."""

    DYLINK = 0
    """Emscripten's own: how a module is linked to others."""
    TYPE = 1
    IMPORT = 2
    FUNCTION = 3
    TABLE = 4
    MEMORY = 5
    TAG = 13
    GLOBAL = 6
    EXPORT = 7
    START = 8
    ELEMENT = 9
    DATA_COUNT = 12
    CODE = 10
    DATA = 11


FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
"""What an import or an export can be."""


class WasmError(ValueError):
    """A module that is of another form than is known here."""


class Reader:
    """Goes through bytes."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        """So many bytes."""
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self) -> int:
        """An unsigned number (LEB128)."""
        number = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    def sized(self) -> bytes:
        """So many bytes as the number before them says."""
        return self.take(self.number())


def read_sections(wasm: bytes) -> dict[Section, bytes]:
    """The sections' contents; of those with a name, only the first, which is DYLINK."""
    reader = Reader(wasm)
    if reader.take(len(MAGIC)) != MAGIC:
        raise WasmError("this is no WebAssembly")
    sections: dict[Section, bytes] = {}
    while reader.at < len(wasm):
        section, content = Section(reader.take(1)[0]), reader.sized()
        if section or not sections:
            sections[section] = content
    return sections


def write_module(sections: Mapping[Section, bytes]) -> bytes:
    """A module of sections' contents."""
    parts = [write_section(each, sections[each]) for each in Section if each in sections]
    return MAGIC + b"".join(parts)


def write_section(section: Section, content: bytes) -> bytes:
    """A section of a module."""
    return bytes([section]) + sized(content)


def items[Item](content: bytes, read: Callable[[Reader], Item]) -> list[Item]:
    """The items of a section."""
    reader = Reader(content)
    return [read(reader) for _ in range(reader.number())]


def vector(parts: list[bytes]) -> bytes:
    """The content of a section that has these items."""
    return leb(len(parts)) + b"".join(parts)


def with_items(content: bytes, more: list[bytes]) -> bytes:
    """The content of a section with more items at its end."""
    reader = Reader(content)
    count = reader.number()
    return leb(count + len(more)) + content[reader.at :] + b"".join(more)


def read_type(reader: Reader) -> tuple[bytes, bytes]:
    """A function's parameters and results, a byte each."""
    if reader.take(1) != b"\x60":
        raise WasmError("a type is not that of a function")
    return reader.sized(), reader.sized()


def read_import(reader: Reader) -> int:
    """The kind of an import."""
    reader.sized(), reader.sized()  # the module's and its own name
    kind = reader.take(1)[0]
    if kind == TABLE:
        read_table(reader)
    elif kind == MEMORY:
        read_limits(reader)
    elif kind == GLOBAL:
        reader.take(2)
    else:
        reader.take(kind == TAG)
        reader.number()
    return kind


def read_table(reader: Reader) -> bytes:
    """The type of a table."""
    start = reader.at
    reader.take(1)
    read_limits(reader)
    return reader.data[start : reader.at]


def read_limits(reader: Reader) -> None:
    """The least and perhaps the greatest size."""
    has_most = reader.take(1)[0] & 1
    reader.number()
    if has_most:
        reader.number()


def read_global(reader: Reader) -> bytes:
    """The type of a global: that of its value, and 1 if it changes."""
    of = reader.take(2)
    if reader.take(1) != b"\x41":
        raise WasmError("a global begins as something else than a 32-bit number")
    reader.number()
    reader.take(1)
    return of


def leb(number: int, largest: int = 127) -> bytes:
    """An unsigned number; its last byte is `largest` at most."""
    made = bytearray()
    while number > largest:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes([*made, number])


def signed(number: int) -> bytes:
    """A number of an instruction, whose last byte has a bit for the sign; here none is negative."""
    return leb(number, 63)


def sized(data: bytes) -> bytes:
    """Bytes with their number before them."""
    return leb(len(data)) + data
