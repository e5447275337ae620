from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from panels.seating.contents import DOCX, ENDINGS, MOST_BYTES, ODT, Content, harmless_name, look_into


def archive(**members: bytes) -> bytes:
    """A zip of these members; in names `__` stands for a slash."""
    written = BytesIO()
    with ZipFile(written, "w") as out:
        for name, content in members.items():
            out.writestr(
                {"types": "[Content_Types].xml"}.get(name, name.replace("__", "/").replace("_xml", ".xml")), content
            )
    return written.getvalue()


WORD = archive(types=b"<Types/>", word__document_xml=b"<w/>")
OPEN = archive(mimetype=ODT.encode(), content_xml=b"<o/>")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def look(name: str, content: bytes) -> Content:
    return look_into(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("cv.pdf", b"%PDF-1.7\n...", Content("cv.pdf", "application/pdf", 12)),
        ("me.png", PNG, Content("me.png", "image/png", 48)),
        ("me.jpeg", b"\xff\xd8\xff\xe0....", Content("me.jpeg", "image/jpeg", 8)),
        ("notes.md", "Čau".encode(), Content("notes.md", "text/plain", 4)),
        ("cv.docx", WORD, Content("cv.docx", DOCX, len(WORD))),
        ("cv.odt", OPEN, Content("cv.odt", ODT, len(OPEN))),
        ("cv.pdf.exe", b"%PDF-1.7\n...", Content("cv.pdf.exe.pdf", "application/pdf", 12)),
        ("page.html", b"<script>alert(1)</script>", Content("page.html.txt", "text/plain", 25)),
        ("picture.svg", b"<svg onload='x'/>", Content("picture.svg.txt", "text/plain", 17)),
    ],
)
def test_content_decides_the_type(name: str, content: bytes, expected: Content) -> None:
    assert look(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cv.pdf", b"MZ\x90\x00\x03", "wrong_content"),
        ("cv.pdf", b"PK\x03\x04 not an archive", "wrong_content"),
        ("cv.docx", archive(anything=b"x"), "wrong_content"),
        ("cv.odt", archive(mimetype=b"application/zip", content_xml=b"<o/>"), "wrong_content"),
        ("me.gif", b"GIF89a\x00\x01", "wrong_content"),
        ("notes.txt", b"a\x00b", "wrong_content"),
        ("notes.txt", b"\xff\xfea\x00", "wrong_content"),
        ("cv.pdf", b"", "empty_file"),
    ],
)
def test_other_content_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        look(name, content)
    assert refused.value.code == code


def test_word_with_macros_is_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w") as out:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            out.writestr(name, b"x")
    with pytest.raises(ValidationError) as refused:
        look("cv.docx", written.getvalue())
    assert refused.value.messages == [
        "This is not a PDF, PNG, JPEG, plain text, Word (.docx) or OpenDocument (.odt) file. "
        "The content decides, not the name."
    ]


def test_more_than_ten_megabytes_are_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        look("notes.txt", b"a" * (MOST_BYTES + 1))
    assert refused.value.messages == ["This file is larger than 10 MB. Send a smaller one."]
    assert look("notes.txt", b"a" * MOST_BYTES).size == MOST_BYTES


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system.ini", "system.ini.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a bSet-Cookie  x.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("Životopis Novák.pdf", "Životopis Novák.pdf"),
    ],
)
def test_harmless_name_keeps_only_a_name(given_name: str, expected: str) -> None:
    assert harmless_name(given_name, "application/pdf") == expected


@given(st.text(max_size=200), st.sampled_from(sorted(ENDINGS)))
def test_harmless_name_is_always_a_plain_name_with_a_fitting_end(given_name: str, content_type: str) -> None:
    name = harmless_name(given_name, content_type)
    assert not set(name) & set('/\\"\r\n\0<>:|?*;%')
    assert 5 <= len(name) <= 160
    assert not name.startswith(".")
