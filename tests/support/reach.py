"""What readers' code can reach: everything of the browser's, looked for from inside a cell.

A probe stands before the worker's script. It notes all that the worker's global offers but the
language itself, and is handed to readers' code, which calls it with all that it can get hold of.
"""

import json
import shutil
import subprocess
from pathlib import Path

from builder.model.site import Asset
from builder.project import find_node
from builder.pyodide.text_carriers import carried_script

LANGUAGE = "JSON.stringify(Object.getOwnPropertyNames(require('vm').runInNewContext('globalThis')))"
"""For Node: the names of a global that has no platform."""
ALLOWED = (
    "Iterator",  # of the language, where Node does not know it yet
    *("console", "TextDecoder", "TextEncoder"),
    *("setTimeout", "clearTimeout", "setInterval", "clearInterval"),
)
"""What a worker may have besides: Pyodide uses it, and none of it leads anywhere."""
PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")
ATTEMPTS = """
js.fetch('.')
js.XMLHttpRequest.new()
js.importScripts('data:text/javascript,0')
js.eval('1')
js.Function('return 1')()
js.Function.new('return 1')
js.Object.constructor('return 1')()
js.Object.getPrototypeOf(js.Object).constructor.new('return 1')
js.Math.probe.constructor('return 1')()
pyodide_js.loadPackagesFromImports.constructor('return 1')()
pyodide_js._module.iterObject.constructor('yield 1')()
run_js('1')
pyodide_js._module._emscripten_run_script(pyodide_js._module.stringToNewUTF8('1'))
pyodide_js._module._emscripten_create_worker(pyodide_js._module.stringToNewUTF8('data:,0'))
pyodide_js._module.SOCKFS.websocket_sock_ops.createPeer(js.Object.new(), '127.0.0.1', 80)
open_url('.')
pyodide_js.FS.createLazyFile('/', 'lazy', '.', True, False) and pyodide_js.FS.readFile('/lazy')
js.postMessage(1)
js.onmessage
js.addEventListener('message', print)
js.dispatchEvent
js.close()
js.reportError
js.self.fetch
js.Worker.new('data:text/javascript,0')
js.SharedWorker
js.WebSocket.new('ws://127.0.0.1')
js.WebSocketStream
js.WebTransport
js.EventSource.new('.')
js.BroadcastChannel.new('a')
js.MessageChannel.new()
js.indexedDB.open('a')
js.caches.open('a')
js.CacheStorage
js.cookieStore
js.navigator.storage
js.navigator.locks
js.navigator.serviceWorker
js.location.href
js.Notification
js.RTCPeerConnection
js.FileReaderSync
js.FileReader
js.URL.createObjectURL
js.Blob
js.Request
js.Response
js.performance.getEntries()
js.crypto.subtle
js.scheduler
js.loadPyodide()
js._createPyodideModule()
js.WebAssembly.instantiateStreaming
js.WebAssembly.compileStreaming
""".strip().split("\n")
"""Python, each of which has to fail."""
CELL = """
import gc, json, sys
import js, pyodide_js
from pyodide.code import run_js
from pyodide.ffi import JsProxy
try:
    from pyodide.http import open_url
except ImportError:
    open_url = None

fell = []
for attempt in ATTEMPTS:
    try:
        fell.append([attempt, repr(eval(attempt))])
    except Exception:
        pass
roots = js.Object.new()
roots.js, roots.pyodide = js.globalThis, pyodide_js
roots.python, roots.kept = js.Array.new(), js.Array.new()
for module in list(sys.modules.values()):
    for each in list(vars(module).values()) if hasattr(module, "__dict__") else []:
        if isinstance(each, JsProxy):
            roots.python.push(each)
for each in gc.get_objects():
    if isinstance(each, JsProxy):
        roots.python.push(each)
get = getattr(pyodide_js._module, "__hiwire_get")
for number in range(2000):
    try:
        roots.kept.push(get(number))
    except BaseException:
        pass
json.dumps({"fell": fell, **json.loads(js.Math.probe(roots))})
"""


def probing(site: Path, folder: Path) -> Path:
    """A copy of a site with the probe, as files and as texts."""
    shutil.copytree(site, folder)
    (script,) = folder.glob("runtime/python-??????????.js")
    command = (find_node(), "-p", LANGUAGE)
    language = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    probe = PROBE.replace("LANGUAGE", json.dumps([*language, *ALLOWED]))
    text = script.read_text("utf-8").replace("\nconst LOCK=", f"\n{{{probe}}}\nconst LOCK=", 1)
    script.write_text(text, "utf-8")
    url = f"runtime/{script.name}"
    (folder / f"{url}.js").write_bytes(carried_script(Asset(url, text.encode())).data)
    return folder


def cell() -> str:
    """Python whose value is what it has found, as JSON."""
    return CELL.replace("ATTEMPTS", json.dumps(ATTEMPTS))


def printing_cell() -> str:
    """The same, for a cell."""
    lines = cell().rstrip().split("\n")
    return "\n".join((*lines[:-1], f"print({lines[-1]})"))


def expect_nothing(text: str) -> None:
    """What was found is nothing, and would have been found."""
    told = json.loads(text)
    assert told["fell"] == []
    assert told["found"] == []
    assert told["count"] > 500
    assert told["refusesText"]
