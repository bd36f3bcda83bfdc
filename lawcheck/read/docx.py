"""docx, docm, dotx: the body as Word shows it with all revisions accepted, then the notes; headers apart.

The XML is walked directly: text in revisions, content controls, text boxes and the automatic numbers are all read.
"""

from __future__ import annotations

from lxml import etree

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.model.place import BlockKind
from lawcheck.read import ole, ooxml
from lawcheck.read.assemble import Content, Line
from lawcheck.read.numbering import Numbering
from lawcheck.read.ooxml import w
from lawcheck.read.package import Package, damaged
from lawcheck.read.plain_paragraph import PlainParagraphs
from lawcheck.read.styles import Styles
from lawcheck.read.walk_state import Counts
from lawcheck.read.walker import PAGE_NUMBER, Walker

_DEFAULT_MAIN = "word/document.xml"
_HEADERS = (w("headerReference"), w("footerReference"))
_WORD_ROOTS = (w("document"), w("glossaryDocument"))
_NOT_A_DOCUMENT = "此文件不是文字文档（可能是表格、演示文稿或压缩包），请提供 .docx 等文档文件。"


def read_docx(package: Package) -> Content:
    """Read a docx; raises ``ReadError``."""
    return _Reader(package, is_outer=True).content()


class _Reader:
    def __init__(self, package: Package, *, is_outer: bool) -> None:
        self._package = package
        self._is_outer = is_outer
        self._counts = Counts()
        self._lost_chunks = 0
        self._main, self._data = self._main_part()
        self._root = ooxml.parse(self._data)
        if self._root.tag not in _WORD_ROOTS:
            raise ReadError("not-a-document", _NOT_A_DOCUMENT)
        self._relations = package.relations(self._main)
        self._styles = Styles(self._related("styles"))
        numbers = self._related("numbering")
        self._numbers = None if numbers is None else ooxml.parse(numbers)

    def _main_part(self) -> tuple[str, bytes]:
        package = self._package
        related = [relation for relation in package.relations("") if relation.kind == "officeDocument"]
        main = next((relation.target for relation in related if relation.target in package), _DEFAULT_MAIN)
        data = package.read(main)
        if data is None:
            raise _other_kind(package, bool(related))
        if _is_foreign(main):
            raise ReadError("not-a-document", _NOT_A_DOCUMENT)
        return main, data

    def _related(self, kind: str) -> bytes | None:
        """The part of this kind; a missing one is none."""
        for relation in self._relations:
            if relation.kind == kind and not relation.external:
                data = self._package.read(relation.target)
                if data is not None:
                    return data
        return None

    def _parsed(self, part: str) -> etree._Element | None:
        data = self._package.read(part)
        return None if data is None else ooxml.parse(data)

    def _walker(self, part: str, kind: BlockKind) -> Walker:
        return Walker(part, self._styles, Numbering(self._numbers, self._styles), self._counts, kind)

    def _body(self) -> Walker:
        numbering = Numbering(self._numbers, self._styles)
        plain = PlainParagraphs(self._data, self._main, self._styles, numbering)
        walker = Walker(
            self._main, self._styles, numbering, self._counts, "paragraph", chunk=self._chunk, plain=plain
        )
        walker.walk(self._root)
        return walker

    def content(self) -> Content:
        """Read body, notes and headers."""
        body = self._body()
        lines = body.lines + self._notes(tuple(body.references))
        headers = self._headers()
        return Content("docx", tuple(lines), headers, self._warnings(headers))

    def _notes(self, references: tuple[tuple[str, str], ...]) -> list[Line]:
        found: dict[str, dict[str, list[Line]]] = {}
        for kind in dict.fromkeys(kind for kind, _ in references):
            found[kind] = {}
            for relation in self._relations:
                if relation.kind == f"{kind}s":
                    found[kind].update(self._notes_of(relation.target))
        return [line for kind, identifier in references for line in found[kind].get(identifier, [])]

    def _notes_of(self, part: str) -> dict[str, list[Line]]:
        root = self._parsed(part)
        if root is None:
            return {}
        walker = self._walker(part, "footnote")
        walker.walk(root)
        return walker.notes

    def _headers(self) -> tuple[str, ...]:
        """Texts of the headers and footers that the sections use, each once."""
        texts: dict[str, None] = {}
        targets = {relation.identifier: relation.target for relation in self._relations if not relation.external}
        parts = (targets.get(str(item.get(ooxml.RELATION_ID) or "")) for item in self._root.iter(*_HEADERS))
        for part in dict.fromkeys(parts):
            root = None if part is None else self._parsed(part)
            if part is not None and root is not None:
                walker = self._walker(part, "header")
                walker.walk(root)
                texts.update(dict.fromkeys(line.text.strip() for line in walker.lines))
        return tuple(text for text in texts if text and not PAGE_NUMBER.fullmatch(text))

    def _chunk(self, identifier: str) -> list[Line]:
        """Read an embedded html, text or docx part; its words have no place."""
        target = next((relation.target for relation in self._relations if relation.identifier == identifier), "")
        data = self._package.read(target)
        content = self._chunk_content(data) if data and self._is_outer else None
        if content is None:
            self._lost_chunks += 1
            return []
        return [line._replace(pieces=tuple((text, None) for text, _ in line.pieces)) for line in content.lines]

    def _chunk_content(self, data: bytes) -> Content | None:
        from lawcheck.read import text

        package = self._package
        try:
            if not data.startswith(b"PK\x03\x04"):
                return None if data.startswith((ole.MAGIC, b"{\\rtf")) else text.read_text(data, None)
            inner = Package(data, total=package.total)
            content = _Reader(inner, is_outer=False).content()
            package.total = inner.total
            return content
        except ReadError as error:
            if error.code in ("unsafe", "too-large"):
                raise
            return None

    def _warnings(self, headers: tuple[str, ...]) -> tuple[Warn, ...]:
        counts = self._counts
        stated = [
            (counts.revisions, "revisions", "文件含 {} 处修订，按全部接受修订后的文字审核。"),
            (counts.hidden, "hidden-text", "文件含 {} 个隐藏文字的字符，未计入正文。"),
            (counts.page_numbers, "page-numbers", "有 {} 行只是页码，未计入正文。"),
            (len(headers), "headers", "页眉页脚有 {} 段文字，未计入正文。"),
            (
                self._lost_chunks + counts.subdocuments,
                "embedded",
                "有 {} 处嵌入的文档读不出，其文字未审核，请核对。",
            ),
            (self._external(), "external", "文件含 {} 处外部链接的模板、图片或对象，未读取。"),
            (self._macros(), "macros", "文件含宏，未运行。"),
        ]
        found = [Warn(code, sentence.format(count)) for count, code, sentence in stated if count]
        return (*self._package.warnings, *found)

    def _external(self) -> int:
        return sum(relation.external and relation.kind != "hyperlink" for relation in self._relations)

    def _macros(self) -> int:
        return sum(relation.kind == "vbaProject" for relation in self._relations)


def _is_foreign(main: str) -> bool:
    return main.startswith(("xl/", "ppt/", "visio/"))


def _other_kind(package: Package, has_main: bool) -> ReadError:
    """Tell what a zip without a Word part is."""
    if has_main or any(name.startswith("word/") for name in package.names):
        return damaged()
    return ReadError("not-a-document", _NOT_A_DOCUMENT)
