"""Pyodide's WebAssembly → a first module, with the functions that pages run, and the rest.

Both have all functions under the same numbers, so that no instruction changes. What a module does
not have itself, it calls through a table that the two share: there each function stands under its
number. The first module's stand-ins look first whether the rest is there, and have it loaded.

Under number 0, which no function of theirs has, the page puts a function that loads the rest, and
takes it away when that is done (modules.js). The rest imports what the first module was given, and
of its exports those whose names begin with PREFIX.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from builder.pyodide.wasm_format import (
    FUNCTION,
    GLOBAL,
    TABLE,
    Reader,
    Section,
    WasmError,
    items,
    leb,
    read_global,
    read_import,
    read_sections,
    read_table,
    read_type,
    signed,
    sized,
    vector,
    with_items,
    write_module,
    write_section,
)

PREFIX = b"split."
REFERENCES = b"\x70"
"""What the shared table holds: references to functions."""
NOTHING = (b"", b"")
"""The type of a function that takes and gives nothing."""
CALL, CALL_INDIRECT, GET, CONST, TABLE_GET, IS_NULL, IF, END = (
    bytes([code]) for code in (0x10, 0x11, 0x20, 0x41, 0x25, 0xD1, 0x04, 0x0B)
)
NOT, NO_RESULT, NO_LOCALS = b"\x45", b"\x40", b"\0"
ACTIVE_IN = b"\x02"
"""An element segment that is put into a table which it names."""


class Split:
    """A module, and which of its functions are to be in the first one."""

    def __init__(self, wasm: bytes, first: Iterable[int]):
        self.sections = read_sections(wasm)
        self.types = items(self.sections[Section.TYPE], read_type)
        self.imports = Counter(items(self.sections[Section.IMPORT], read_import))
        """How many of each kind."""
        self.function_types = items(self.sections[Section.FUNCTION], Reader.number)
        self.bodies = items(self.sections[Section.CODE], Reader.sized)
        self.numbers = range(self.imports[FUNCTION], self.imports[FUNCTION] + len(self.bodies))
        """Of its own functions, behind those that it imports."""
        self.shared_table = self.imports[TABLE] + len(self.tables())
        """Its number, behind all others."""
        starting = Reader(self.sections[Section.START]).number()
        self.first = {starting, *first} & {*self.numbers}

    def tables(self) -> list[bytes]:
        """Types of its own tables."""
        return items(self.sections[Section.TABLE], read_table)

    def variables(self) -> list[bytes]:
        """Types of its own globals that change. Behind them stand those that only exports name."""
        types = items(self.sections[Section.GLOBAL], read_global)
        changing = [each for each in types if each[-1]]
        if types[: len(changing)] != changing:
            raise WasmError("globals that change stand behind some that do not")
        return changing

    def body(self, number: int) -> bytes:
        """What a function does."""
        return self.bodies[number - self.imports[FUNCTION]]

    def stand_in(self, number: int, asks: bool) -> bytes:
        """Calls the other module's function; asks for that module first where it may be missing."""
        of = self.function_types[number - self.imports[FUNCTION]]
        parameters, _ = self.types[of]
        given = b"".join(GET + leb(each) for each in range(len(parameters)))
        ask = CALL + leb(self.numbers.stop) if asks else b""
        call = CONST + signed(number) + CALL_INDIRECT + leb(of) + leb(self.shared_table)
        return NO_LOCALS + ask + given + call + END

    def asking(self) -> bytes:
        """Calls what stands under number 0, if anything does."""
        table, zero = leb(self.shared_table), CONST + signed(0)
        is_there = zero + TABLE_GET + table + IS_NULL + NOT
        call = zero + CALL_INDIRECT + leb(self.types.index(NOTHING)) + table
        return NO_LOCALS + is_there + IF + NO_RESULT + call + END + END

    def first_module(self) -> list[bytes]:
        """Has memory, data and exports; cut before the data, so that all else can be compiled."""
        bodies = [
            self.body(each) if each in self.first else self.stand_in(each, asks=True)
            for each in self.numbers
        ]
        slots = REFERENCES + b"\0" + leb(self.numbers.stop)
        more = {
            Section.FUNCTION: [leb(self.types.index(NOTHING))],
            Section.TABLE: [slots],
            Section.EXPORT: [
                sized(PREFIX + name) + bytes([kind]) + leb(number)
                for kind, name, number, _ in self.shared()
            ],
            Section.ELEMENT: [*self.offered(self.first)],
        }
        changed = {each: with_items(self.sections[each], parts) for each, parts in more.items()}
        code = vector([sized(each) for each in [*bodies, self.asking()]])
        sections = self.sections | changed | {Section.CODE: code}
        data = sections.pop(Section.DATA)
        return [write_module(sections), write_section(Section.DATA, data)]

    def rest(self) -> list[bytes]:
        """Has code only."""
        offered = {*self.numbers} - self.first
        bodies = [
            self.body(each) if each in offered else self.stand_in(each, asks=False)
            for each in self.numbers
        ]
        imported = [
            sized(PREFIX[:-1]) + sized(PREFIX + name) + bytes([kind]) + of
            for kind, name, _, of in self.shared()
        ]
        module = write_module(
            {each: self.sections[each] for each in (Section.TYPE, Section.FUNCTION)}
            | {
                Section.IMPORT: with_items(self.sections[Section.IMPORT], imported),
                Section.ELEMENT: vector([*self.offered(offered)]),
                Section.CODE: vector([sized(each) for each in bodies]),
            }
        )
        return [module]

    def shared(self) -> list[tuple[int, bytes, int, bytes]]:
        """What the first module has for the rest: kind, name, number and type of each."""
        tables = {b"table%d" % number: of for number, of in enumerate(self.tables())}
        tables[b"functions"] = REFERENCES + b"\0\0"
        variables = {b"global%d" % number: of for number, of in enumerate(self.variables())}
        return [
            (kind, name, number, of)
            for kind, parts in ((TABLE, tables), (GLOBAL, variables))
            for number, (name, of) in enumerate(parts.items(), self.imports[kind])
        ]

    def offered(self, numbers: set[int]) -> Iterator[bytes]:
        """Segments that put functions under their numbers into the shared table."""
        table = leb(self.shared_table)
        for row in rows(sorted(numbers)):
            functions = vector([leb(each) for each in row])
            yield ACTIVE_IN + table + CONST + signed(row[0]) + END + b"\0" + functions


def rows(numbers: list[int]) -> Iterator[list[int]]:
    """Numbers in order, those that follow each other together."""
    for _, row in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        yield [number for _, number in row]
