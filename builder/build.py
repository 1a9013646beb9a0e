"""The pipeline: content/ → site/. Read this file first."""

from collections.abc import Iterable
from pathlib import Path

from builder.assets.bundle import bundle_assets, embed_script, service_worker
from builder.assets.characters import shown_characters
from builder.cache.unchanged_pages import written_pages
from builder.checking.carried_files import is_file_of, plain_path
from builder.checking.course import check_course
from builder.checking.links import beside
from builder.course import make_course
from builder.formulas.katex import render_formulas
from builder.formulas.symbols import Notation, make_notation
from builder.lessons import parts_of
from builder.licences import licences
from builder.model.course import Course
from builder.model.site import Asset, Page, Site
from builder.model.source import Problem, errors
from builder.output.manifest import Entry, digest, write_manifest
from builder.output.replacement import replacing
from builder.pages.embed import oembeds
from builder.pages.site_pages import Renderer
from builder.pages.text_writer import Writer
from builder.pyodide.runtime import make_runtime
from builder.reading.course import read_plan
from builder.reading.found_formulas import shared_texts, symbol_formulas, text_formulas


def build(content: Path, out: Path, drafts: bool = False, strict: bool = False) -> list[Problem]:
    """The site of the content, in place of the old one; the old one stays where errors are.

    Gives errors and warnings; where it is strict, warnings are errors.
    """
    course, notation, problems = read_course(content, drafts)
    if course and notation and not errors(problems, strict):
        write_site(make_site(course, notation, content), out)
    return problems


def read_course(
    content: Path, drafts: bool = False
) -> tuple[Course | None, Notation | None, list[Problem]]:
    """The course with its symbols, and everything that is wrong with it, sorted by place."""
    plan, notes = read_plan(content)
    if not plan:
        return None, None, sorted(set(notes.problems))
    course = make_course(plan, notes, drafts)
    shared = [*text_formulas(shared_texts(course)), *symbol_formulas(course.vocabulary)]
    notation = make_notation(course.vocabulary, render_formulas(each for each, _ in shared))
    return course, notation, sorted({*notes.problems, *check_course(course, notation, content)})


def make_site(course: Course, notation: Notation, content: Path) -> Site:
    """Every page and every asset; a page is written when it is asked for."""
    bundled = bundle_assets(shown_characters(course, notation), course.has_code)
    runtime = make_runtime(course.needs, course.has_code)
    pages = tuple(Renderer(course, notation, bundled.bundle, runtime.addresses, parts_of).pages())
    hashed = [*bundled.assets, *runtime.assets]
    assets = [
        *hashed,
        *runtime.carried,
        bundled.carried,
        service_worker(bundled.service_worker, hashed),
        *content_files(course, content),
        *addressed(course, pages),
        *oembeds(course, Writer(course.vocabulary, notation).words(course.title)),
        embed_script(),
        Asset("licences.txt", licences(course.needs, course.has_code)),
        Asset(".nojekyll", b""),
    ]
    return Site(pages, tuple(assets))


def content_files(course: Course, content: Path) -> list[Asset]:
    """The images and other files that lessons show or link to, at the same place in the site."""
    found: dict[str, Asset] = {}
    for lesson in course.lessons:
        names = [each.target for each in lesson.references]
        if lesson.video and lesson.video.file:
            names.append(lesson.video.file.text)
        for path in (beside(lesson, name) for name in names):
            if is_file_of(content, path):
                url = path.relative_to(plain_path(content)).as_posix()
                found[url] = Asset(url, path.read_bytes())
    return list(found.values())


def addressed(course: Course, pages: Iterable[Page]) -> list[Asset]:
    """What needs the site's address: a map for search engines."""
    if not course.address:
        return []
    listed = [page.url for page in pages if not page.url.startswith(("404.html", "embed/"))]
    urls = "\n".join(course.address + url for url in listed)
    return [
        Asset("sitemap.txt", f"{urls}\n".encode()),
        Asset("robots.txt", f"Sitemap: {course.address}sitemap.txt\n".encode()),
    ]


def write_site(site: Site, out: Path) -> None:
    """The site's files, written beside the old site and swapped in whole.

    A page that would be the same as in the old site is taken from there.
    """
    out = out.resolve()
    urls = {page.url for page in site.pages} | {asset.url for asset in site.assets}
    with replacing(out, urls) as replacement, written_pages(out) as written:
        new, entries = replacement.folder, dict[str, Entry]()
        for page in site.pages:
            if page.url in replacement.before and written.take_over(page, new):
                entries[page.url] = replacement.before[page.url]
            else:
                entries[page.url] = write_file(new / page.url, page.html().encode())
                written.note(page, new)
        for asset in site.assets:
            entries[asset.url] = write_file(new / asset.url, asset.data)
        write_manifest(new, entries)


def write_file(path: Path, data: bytes) -> Entry:
    """A file with the folders it needs; its entry in the manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Entry(digest(data))
