"""Files of the content: what the site carries, what is refused, and links out of the folder."""

import os
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.checking.active_svg import svg_problem
from builder.checking.carried_files import ENDINGS, name_problem
from support.courses import FIRST, HEAD, write_course

ALLOWED = f"(allowed: {', '.join(sorted(ENDINGS))})"
NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
NAMES = [
    ("start/.secret.txt", "names that begin with '.' are hidden files"),
    (".git/config.txt", "names that begin with '.' are hidden files"),
    ("assets/a.png", "the folder 'assets' is the site's own"),
    ("Runtime/a.zip", "the folder 'runtime' is the site's own"),
    ("EMBED/first/a.png", "the folder 'embed' is the site's own"),
    ("Licences.TXT", "a file of this name is the site's own"),
    ("robots.txt", "a file of this name is the site's own"),
    ("start/first.oembed.json", "a file of this name is the site's own"),
    ("start/a?b.png", "not every system has names with '?'"),
    ("start/a:b.png", "not every system has names with ':'"),
    ("start./a.png", "not every system has names with '.'"),
    ("start/mine", f"browsers may run a file 'start/mine' {ALLOWED}"),
    *(
        (name, f"browsers may run a file '{Path(name.lower()).suffix}' {ALLOWED}")
        for name in (
            *("index.html", "404.html", "glossary.html", "start/second.HTML", "a.htm", "a.xhtml"),
            *("service-worker.js", "a.mjs", "a.css", "a.wasm", "a.xml", "a.xsl", "a.svgz", "a.swf"),
            *("imsmanifest.xml", "a.mhtml", "a.hta", "a.map", "a.webmanifest", "a.pdf.exe"),
        )
    ),
]
ACTIVE = [
    (f"<svg {NS}>\n<script>go()</script></svg>", "<script> in line 2"),
    (f"<svg {NS}><SCRIPT/></svg>", "<script> in line 1"),
    (f'<svg {NS} onload="go()"/>', "the attribute 'onload' in line 1"),
    (f"<svg {NS}>\n\n<foreignObject/></svg>", "<foreignobject> in line 3"),
    (f'<svg {NS}><b xmlns="http://www.w3.org/1999/xhtml"/></svg>', "<b> in line 1"),
    (f'<svg {NS}><x:script xmlns:x="http://www.w3.org/2000/svg"/></svg>', "<script> in line 1"),
    (
        f'<svg {NS}><use href="https://evil.test/a.svg#x"/></svg>',
        "the address 'https://evil.test/a.svg#x' (allowed: #… and pictures as data:) in line 1",
    ),
    (
        f'<svg {NS}><a xlink:href="javascript:go()"/></svg>',
        "the address 'javascript:go()' (allowed: #… and pictures as data:) in line 1",
    ),
    (
        f'<svg {NS}><image href="data:image/svg+xml,&lt;svg/>"/></svg>',
        "the address 'data:image/svg+xml,<svg/>' (allowed: #… and pictures as data:) in line 1",
    ),
    (f'<svg {NS}><set attributeName="href" to="x"/></svg>', "<set> of an address in line 1"),
    (
        f'<svg {NS}><rect fill="url(//evil.test/a#b)"/></svg>',
        "the address in 'fill' (allowed: url(#…)) in line 1",
    ),
    (
        f'<svg {NS}><rect style="fill:u\\72l(a)"/></svg>',
        "the address in 'style' (allowed: url(#…)) in line 1",
    ),
    (
        f"<svg {NS}><style>@im<!-- -->port 'a.css'; @import 'a.css'</style></svg>",
        "an address in its styles (allowed: url(#…)) in line 1",
    ),
    (f'<?xml-stylesheet href="a.css"?><svg {NS}/>', "'<?xml-stylesheet' in line 1"),
    (
        f'<!DOCTYPE svg [<!ENTITY a "x">]>\n<svg {NS}>&a;</svg>',
        "a document type with entities in line 1",
    ),
]
INERT = [
    "<svg/>",
    f'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">\n<svg {NS}/>',
    f'<svg {NS} xmlns:i="http://inkscape.org"><i:view i:file="C:\\a" onload="x"/></svg>',
    f"<svg {NS}><style>rect {{ fill: url(#a) }} @media print {{}}</style><title>t</title></svg>",
    f'<svg {NS}><use xlink:href="#a"/><image href="data:image/png;base64,AA"/></svg>',
    f'<svg {NS}><animate attributeName="x" to="3"/><path d="M0 0" fill="url(#g)"/></svg>',
]


@pytest.mark.parametrize(("url", "why"), NAMES, ids=[url for url, _ in NAMES])
def test_a_file_cannot_hide_run_or_take_anothers_place(url: str, why: str) -> None:
    assert name_problem(url) == why


@pytest.mark.parametrize(("text", "why"), ACTIVE, ids=range(len(ACTIVE)))
def test_a_drawing_that_acts_is_refused(text: str, why: str) -> None:
    assert svg_problem(text.encode()) == f"it holds {why}"


def test_drawings_of_programs_pass_and_others_are_no_svg() -> None:
    for text in INERT:
        assert svg_problem(text.encode()) == "", text
    assert svg_problem(b"<svg>") == "it is no SVG (no element found in line 1)"
    assert (
        svg_problem(b"<svg>\xe4</svg>")
        == "it is no SVG (not well-formed (invalid token) in line 1)"
    )


def told(folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> str:
    patch.chdir(folder)
    assert main(["check", "--content", "content"]) == 1
    return capture.readouterr().err


def test_problems_of_files_have_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "![A](a.svg) and\n[b](b.js)\n[c](../assets/c.txt)\n![D](d.png) ![D](D.png)\n[e](e.zip)\n"
    files: dict[str, str | bytes | None] = {
        FIRST: HEAD.replace("summary", "video: {title: V, minutes: 1, file: v.html}, summary")
        + text,
        "start/a.svg": ACTIVE[0][0],
        **dict.fromkeys(("start/b.js", "assets/c.txt", "start/v.html", "start/d.png"), "x"),
        "start/D.png": "x",
    }
    content = write_course(tmp_path, files)
    with (content / "start/e.zip").open("wb") as file:
        file.truncate(100 * 2**20 + 1)
    assert told(tmp_path, monkeypatch, capsys) == (
        f"content/start/01-first.md:2: the video 'v.html' cannot be in the site: browsers may run "
        f"a file '.html' {ALLOWED}\n"
        "content/start/01-first.md:4: the image 'a.svg' cannot be in the site: it holds <script> "
        "in line 2\n"
        "content/start/01-first.md:5: the file 'b.js' cannot be in the site: browsers may run a "
        f"file '.js' {ALLOWED}\n"
        "content/start/01-first.md:6: the file '../assets/c.txt' cannot be in the site: the folder "
        "'assets' is the site's own\n"
        "content/start/01-first.md:7: the file 'D.png' would be 'd.png' on many systems (allowed: "
        "names that differ not only in capitals)\n"
        "content/start/01-first.md:8: the file 'e.zip' is larger than 100 MB, more than hosts "
        "take\n"
    )


def test_no_link_leads_out_of_the_content_and_links_in_it_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("slope: {term: secret, definition: secret}\n")
    content = write_course(tmp_path, {FIRST: f"{HEAD}[a](a.txt)\n\n[b](b/a.txt)\n"})
    (content / "start/a.txt").symlink_to(secret)
    (content / "start/b").symlink_to(tmp_path)
    (tmp_path / "a.txt").write_text("secret")
    (content / "glossary.yaml").unlink()
    (content / "glossary.yaml").symlink_to(secret)
    (content / "start/02-second.md").rename(tmp_path / "outside.md")
    (content / "start/02-second.md").symlink_to(tmp_path / "outside.md")
    assert told(tmp_path, monkeypatch, capsys) == (
        "content/glossary.yaml:1: this file is a link that leads out of the content\n"
        "content/start/01-first.md:4: the file 'a.txt' is a link that leads out of the content\n"
        "content/start/01-first.md:6: the file 'b/a.txt' is a link that leads out of the content\n"
        "content/start/02-second.md:1: this file is a link that leads out of the content\n"
    )


@pytest.mark.parametrize("name", ["course.yaml", "glossary.yaml", "symbols.yaml", FIRST])
def test_devices_pipes_and_huge_files_are_told_at_once(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_course(tmp_path, {name: None}) / name
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    most = 2**18 if name == FIRST else 2**20
    huge = f"this file has {100 * 2**20} bytes (allowed: up to {most})"
    assert told(tmp_path, monkeypatch, capsys) == f"content/{name}:1: {huge}\n"
    path.unlink()
    path.symlink_to("/dev/zero")
    device = told(tmp_path, monkeypatch, capsys)
    path.unlink()
    os.mkfifo(path)
    pipe = told(tmp_path, monkeypatch, capsys)
    if name == FIRST:
        missing = "there is no lesson '01-first' in content/start (allowed: 02-second)"
        assert device == pipe
        assert device.startswith(f"content/course.yaml:9: {missing}")
    else:
        out = "this file is a link that leads out of the content"
        assert device == f"content/{name}:1: {out}\n"
        assert pipe == f"content/{name}:1: this is no file, but a device or a pipe\n"
