// Which files of Python's standard library a page needs: starts Pyodide with the whole library,
// imports every module of pycore, and says what was loaded. node needed.mjs PYODIDE PYCORE_ZIP
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , folder, pycore] = process.argv;
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: folder });
pyodide.FS.writeFile("/lib/pycore.zip", readFileSync(pycore));
const found = pyodide.runPython(`
import json, sys, zipfile
names = zipfile.ZipFile("/lib/pycore.zip").namelist()
sys.path.insert(0, "/lib/pycore.zip")
loaded = set(sys.modules)  # zipfile is loaded at Pyodide's start anyway
for name in names:
    __import__(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
library = next(path for path in sys.path if path.startswith("/lib/python3") and path.endswith(".zip"))
files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
json.dumps(sorted({file.removeprefix(library + "/") for file in files if file.startswith(library)}))
`);
process.stdout.write(found);
