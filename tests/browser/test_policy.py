"""The content security policy, tried by a page that does all that it must not."""

import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as TooLate

from builder.exports.single_file import make_single
from support.lesson_page import LESSON, WidgetPart
from support.server import serving
from support.visits import PATIENCE, visiting

ELSEWHERE = "https://elsewhere.invalid"
WATCH = """
window.refused = [];
window.broken = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  refused.push(`${effectiveDirective} ${blockedURI.replace(/^https:.*/, "elsewhere")}`));
"""
HOSTILE = f"""
<script>broken.push("inline script")</script>
<img alt="" src="data:image/png,none" onerror="broken.push('attribute')">
<a id="bad" href="javascript:broken.push('link')">A link</a>
<base href="{ELSEWHERE}/base/">
<script src="{ELSEWHERE}/script.js"></script>
<link rel="stylesheet" href="{ELSEWHERE}/style.css">
<style>:root {{ --broken: yes }}</style>
<img alt="" src="{ELSEWHERE}/image.png">
<video src="{ELSEWHERE}/video.mp4"></video>
<iframe src="{ELSEWHERE}/frame.html"></iframe>
<object data="{ELSEWHERE}/object.html"></object>
<form id="form" action="{ELSEWHERE}/form"></form>
"""
TRIALS = f"""async () => {{
  document.getElementById("bad").click();
  try {{ document.getElementById("form").submit(); }} catch {{}}
  fetch("{ELSEWHERE}/fetch").then(() => broken.push("fetch"), () => {{}});
  try {{
    new Worker("data:text/javascript,postMessage(1)").onmessage = () => broken.push("worker");
  }} catch {{}}
  await new Promise(requestAnimationFrame); // from here on it is the page's own doing
  setTimeout("broken.push('timer')");
  try {{ new Function("broken.push('function')")(); }} catch {{}}
  if (getComputedStyle(document.documentElement).getPropertyValue("--broken")) broken.push("style");
  if (document.baseURI !== location.href) broken.push("base");
}}"""
REFUSED = {
    "base-uri elsewhere",
    "connect-src elsewhere",
    "form-action elsewhere",
    "frame-src elsewhere",
    "img-src elsewhere",
    "media-src elsewhere",
    "object-src elsewhere",
    "script-src eval",
    "script-src-attr inline",
    "script-src-elem elsewhere",
    "script-src-elem inline",
    "style-src-elem elsewhere",
    "style-src-elem inline",
    "worker-src data",
}
"""Directive, and what was to come."""


def hostile(path: Path) -> None:
    """Writes what must not run into a page."""
    html = path.read_text("utf-8")
    path.write_text(html.replace("<body>", f"<body>{HOSTILE}", 1), "utf-8")


@pytest.mark.parametrize("home", ["server", "disk", "file"])
def test_what_a_page_must_not_do_is_refused(
    browser: Browser, site: Path, tmp_path: Path, home: str
) -> None:
    folder = shutil.copytree(site, tmp_path / "site")
    if home == "file":
        (folder / LESSON).write_bytes(make_single(site, LESSON, ""))
    hostile(folder / LESSON)
    address = "" if home == "server" else f"{folder.as_uri()}/"
    with serving(folder) as server, visiting(browser, server, address) as visits:
        page = visits.open(LESSON, WATCH)
        WidgetPart(page).expect_live()
        page.evaluate(TRIALS)
        wait = "wanted => wanted.every((each) => refused.includes(each))"
        with suppress(TooLate):
            page.wait_for_function(wait, arg=sorted(REFUSED), timeout=PATIENCE)
        assert set(page.evaluate("refused")) == REFUSED
        assert page.evaluate("broken") == []
        failed = [each for each in visits.troubles if each.startswith("request failed")]
        assert failed
        assert [each for each in failed if not each.endswith(" csp")] == []


def test_every_page_has_a_policy_before_all_that_it_loads(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = path.read_text("utf-8").partition('<meta charset="utf-8">\n')[2]
        found = re.match(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
        assert found, path
        policy = dict(each.split(" ", 1) for each in found[1].split("; "))
        for name in ("default-src", "base-uri", "form-action"):
            assert policy[name] == "'none'", path
        assert "'unsafe-inline'" not in policy["script-src"], path
        assert "'unsafe-eval'" not in policy["script-src"], path
