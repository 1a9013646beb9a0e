// Which files a page needs: starts Pyodide with a whole standard library, unpacks a zip of
// modules, imports some, and says what was loaded, at the start and after it, of both.
// node probe.mjs PYODIDE LIBRARY ZIP MODULE...
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , folder, stock, archive, ...modules] = process.argv;
/** @type {typeof import("pyodide")} */
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: folder, stdLibURL: stock });
const loaded = pyodide.runPython(`
import sys
library = next(path for path in sys.path if path.startswith("/lib/python3") and path.endswith(".zip"))
def loaded(own):
    files = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
    places = (f"{library}/", f"{own}/")
    return [file.removeprefix(place) for file in sorted(files) for place in places if file.startswith(place)]
loaded
`);
const own = pyodide.FS.cwd();
const atStart = loaded(own).toJs();
pyodide.unpackArchive(new Uint8Array(readFileSync(archive)), "zip");
for (const module of modules) pyodide.pyimport(module);
const after = loaded(own).toJs().filter((/** @type {string} */ file) => !atStart.includes(file));
process.stdout.write(JSON.stringify([atStart, after]));
