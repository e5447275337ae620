"""What kind of file an upload is, told by its content: a name proves nothing."""

from __future__ import annotations

import re
import unicodedata
from codecs import getincrementaldecoder
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files import File

MOST_BYTES = 10 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
    DOCX: ".docx",
    ODT: ".odt",
}
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
ALSO_GOOD = {"image/jpeg": {".jpeg", ".jpe"}, "text/plain": {".md", ".text"}}
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
LONGEST_NAME = 120
MACROS = ("Basic/", "Scripts/")


class Content(NamedTuple):
    name: str
    type: str
    size: int


def look_into(upload: File[bytes]) -> Content:
    """The upload's type by its content, a harmless name with an ending that fits, and its size in bytes.

    Raises ValidationError in words: empty, more than 10 MB, or nothing that is taken.
    """
    size = upload.size
    if not size:
        raise ValidationError("This file is empty.", code="empty_file")
    if size > MOST_BYTES:
        raise ValidationError("This file is larger than 10 MB. Send a smaller one.", code="too_large")
    found = _type_of(upload)
    if found is None:
        raise ValidationError(
            "This is not a PDF, PNG, JPEG, plain text, Word (.docx) or OpenDocument (.odt) file. "
            "The content decides, not the name.",
            code="wrong_content",
        )
    return Content(harmless_name(upload.name or "", found), found, size)


def harmless_name(given: str, content_type: str) -> str:
    """The last part of the name, without control characters or path signs, ending as its type does."""
    name = unicodedata.normalize("NFC", given).replace("\\", "/")
    name = "".join(sign for sign in PurePosixPath(name).name if unicodedata.category(sign)[0] != "C")
    name = re.sub(r'[<>:"/|?*;%]+', " ", name).strip(" .")
    stem, ending = PurePosixPath(name).stem.strip(" ."), PurePosixPath(name).suffix.lower()
    right = ENDINGS[content_type]
    if ending not in {right, *ALSO_GOOD.get(content_type, set())}:
        stem, ending = name.removesuffix(right).strip(" ."), right
    return f"{stem[:LONGEST_NAME] or 'file'}{ending}"


def _type_of(upload: File[bytes]) -> str | None:
    upload.seek(0)
    beginning = upload.read(16)
    for signature, found in BEGINNINGS.items():
        if beginning.startswith(signature):
            return found
    if beginning.startswith(b"PK"):
        return _type_in_archive(upload)
    return "text/plain" if _is_text(upload) else None


def _type_in_archive(upload: File[bytes]) -> str | None:
    """A Word or OpenDocument text without macros; any other archive is nothing that is taken."""
    upload.seek(0)
    unreadable = (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError)
    with suppress(*unreadable), ZipFile(upload) as archive:
        names = set(archive.namelist())
        if {"[Content_Types].xml", "word/document.xml"} <= names:
            return None if any(name.lower().endswith("vbaproject.bin") for name in names) else DOCX
        if {"mimetype", "content.xml"} <= names and not any(name.startswith(MACROS) for name in names):
            with archive.open("mimetype") as declared:
                return ODT if declared.read(len(ODT) + 1) == ODT.encode() else None
    return None


def _is_text(upload: File[bytes]) -> bool:
    upload.seek(0)
    decoder = getincrementaldecoder("utf-8")()
    try:
        for chunk in upload.chunks():
            if NOT_IN_TEXT.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
