"""Files as texts, for pages that cannot fetch: a letter carries seven bits of the compressed file.

Base64 would carry six, and a lesson with NumPy would not fit into a file of 8.5 MB.
"""

from builder.cache.store import cached
from builder.model.site import Asset
from builder.pyodide.seven_bits import pack_letters, pack_zipped_letters

IN_A_PAGE = {0: "\x80", 13: "\x8d", 60: "\xbc"}
"""HTML changes NUL and CR, and "<" may begin a tag: these get an eighth bit that nobody reads."""
IN_A_SCRIPT = {b"\\": rb"\\", b"\0": rb"\x00", b"\n": rb"\n", b"\r": rb"\r", b'"': rb"\""}
"""How a string of a script writes what it cannot hold: so it is ASCII whatever a server says.

The backslash stands first, since what follows writes some.
"""


def carried_text(file: Asset) -> str:
    """The file as the text of an element of a page."""
    return letters(file).decode("ascii").translate(IN_A_PAGE)


def carried_script(file: Asset) -> Asset:
    """A script that leaves the file with its own element."""
    text = letters(file)
    for letter, written in IN_A_SCRIPT.items():
        text = text.replace(letter, written)
    return Asset(f"{file.url}.js", b'document.currentScript.carried="%s"' % text)


def letters(file: Asset) -> bytes:
    """The compressed file, seven bits a letter."""
    is_compressed = file.url.endswith(".packed")
    return cached("letters", pack_letters if is_compressed else pack_zipped_letters, file.data)
