"""OFD, the national layout format: pages of placed characters, which become rows and lines as those of a PDF do.

Element names are compared without their namespace, paths are taken with any kind of slash: writers differ in both.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.read import ofd_text, ole, ooxml, page_layout, pages
from lawcheck.read.assemble import Content
from lawcheck.read.ofd_text import POINTS, local_name, numbers
from lawcheck.read.package import Package, damaged
from lawcheck.read.page_layout import PageRow

ENTRY = "OFD.xml"
_HEIGHT = 297.0
_LOCKS = ("encryptions.xml", "decryptseed.dat")


def is_ofd(package: Package) -> bool:
    """Tell an OFD from an Office file that carries one."""
    return ENTRY in package and "[Content_Types].xml" not in package


def read_ofd(package: Package) -> Content:
    """Read an OFD; raises ``ReadError``."""
    reader = _Reader(package)
    reader.read()
    body, heads = page_layout.without_heads(reader.rows)
    if not any(row.row.text.strip() for row in reader.rows):
        raise reader.nothing()
    return Content("ofd", tuple(pages.lines(body)), warnings=(*package.warnings, *reader.warnings(len(heads))))


@dataclass(slots=True)
class _Document:
    """One document of the file: where it lies, its templates and shared drawings, and which templates were read."""

    root: etree._Element
    part: str
    templates: dict[str, str]
    composites: dict[str, etree._Element]
    height: float
    read: set[str] = field(default_factory=set)


class _Reader:
    def __init__(self, package: Package) -> None:
        self.rows: list[PageRow] = []
        self._package = package
        self._count = 0
        self._white = 0
        self._unread = 0
        self._scanned: list[int] = []
        self._missing: list[int] = []

    def read(self) -> None:
        """Read every page of every document in the file."""
        entry = self._part(ENTRY)
        if entry is None:
            raise damaged()
        found = [self._document(str(element.text or "").strip()) for element in entry.iter("{*}DocRoot")]
        documents = [document for document in found if document is not None]
        if not documents:
            raise self._unopened()
        for document in documents:
            stated = document.root.iterchildren("{*}Annotations", "{*}Attachments")
            self._unread += sum(1 for _ in stated)
            for element in document.root.iter("{*}Page"):
                self._count += 1
                if self._count > pages.MAX_PAGES:
                    raise ReadError("too-large", f"OFD 超过 {pages.MAX_PAGES} 页，请拆分后再审。")
                self._page(document, str(element.get("BaseLoc") or ""))

    def _unopened(self) -> ReadError:
        names = {posixpath.basename(name).lower() for name in self._package.names}
        return ole.encrypted() if names.intersection(_LOCKS) else damaged()

    def _part(self, name: str) -> etree._Element | None:
        data = self._package.read(name)
        return None if data is None else ooxml.parse(data)

    def _located(self, location: str, base: str) -> str | None:
        """Find the part that a path names: from the package, or from the folder of the part that names it."""
        path = location.strip().replace("\\", "/")
        choices = [posixpath.join(posixpath.dirname(base), path.lstrip("/")), path.lstrip("/")]
        if path.startswith("/"):
            choices.reverse()
        normal = (posixpath.normpath(choice) for choice in choices if path)
        return next((choice for choice in normal if choice in self._package), None)

    def _document(self, location: str) -> _Document | None:
        part = self._located(location, "")
        root = None if part is None else self._part(part)
        if part is None or root is None:
            return None
        templates = {
            str(element.get("ID") or ""): str(element.get("BaseLoc") or "")
            for element in root.iter("{*}TemplatePage")
        }
        return _Document(root, part, templates, self._composites(root, part), _height(root, _HEIGHT))

    def _composites(self, root: etree._Element, base: str) -> dict[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for element in root.iter("{*}PublicRes", "{*}DocumentRes", "{*}PageRes"):
            part = self._located(str(element.text or ""), base)
            resources = None if part is None else self._part(part)
            if resources is not None:
                units = resources.iter("{*}CompositeGraphicUnit")
                found.update((str(unit.get("ID") or ""), unit) for unit in units)
        return found

    def _page(self, document: _Document, location: str) -> None:
        part = self._located(location, document.part)
        root = None if part is None else self._part(part)
        if part is None or root is None:
            self._missing.append(self._count)
            return
        composites = {**document.composites, **self._composites(root, part)}
        drawn = ofd_text.drawn([*self._templates(document, root), root], composites)
        characters = page_layout.without_doubles(drawn.characters)
        letters = sum(not character.text.isspace() for character in characters)
        if letters < pages.FEW_LETTERS and drawn.images:
            self._scanned.append(self._count)
        self._white += sum(character.is_white and not character.text.isspace() for character in characters)
        height = _height(root, document.height) * POINTS
        self.rows.extend(page_layout.rows(characters, self._count, height))

    def _templates(self, document: _Document, root: etree._Element) -> list[etree._Element]:
        """The templates that a page uses, each at its first use: a red head is text once, not on every page."""
        found = []
        for element in root.iterchildren("{*}Template"):
            identifier = str(element.get("TemplateID") or "")
            part = self._located(document.templates.get(identifier, ""), document.part)
            if part is None or identifier in document.read:
                continue
            document.read.add(identifier)
            template = self._part(part)
            if template is not None:
                found.append(template)
        return found

    def nothing(self) -> ReadError:
        """Tell why there is no text."""
        if self._scanned:
            return ReadError("scanned", "OFD 是扫描图像，没有文字，请提供电子版，或者转换为 PDF 后加 --ocr 识别。")
        return damaged() if self._missing else ReadError("no-text", "OFD 里没有可以审核的文字。")

    def warnings(self, heads: int) -> tuple[Warn, ...]:
        """What was left out."""
        stated = [
            (heads, "page-numbers", f"有 {heads} 行页眉、页脚或页码，未计入正文。"),
            (self._white, "white-text", f"有 {self._white} 个白色文字的字符，看不见但已计入正文，请核对。"),
            (len(self._scanned), "scanned-pages", f"第 {pages.listed(self._scanned)} 页是扫描图像，其文字未审核。"),
            (
                len(self._missing),
                "low-confidence",
                f"第 {pages.listed(self._missing)} 页在文件里缺失，请核对原文。",
            ),
            (self._unread, "embedded", "OFD 带有批注或附件，未读取，请核对。"),
        ]
        return tuple(Warn(code, sentence) for count, code, sentence in stated if count)


def _height(root: etree._Element, default: float) -> float:
    """The height of the physical page in millimetres."""
    for element in root.iter("{*}PhysicalBox"):
        parent = element.getparent()
        if parent is not None and local_name(parent) in ("Area", "PageArea"):
            box = numbers(element.text)
            if len(box) == 4 and box[3] > 0:
                return box[3]
    return default
