"""Files that somebody means ill with, sent as a browser sends them: refused in words, or handed out and never run."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from panels.seating.models import Candidate, CandidateFile
from tests.cast import Cast
from tests.factories import make_candidate
from tests.seating.test_contents import OPEN, WORD, archive

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><script>fetch('/people/')</script>"


def bomb() -> bytes:
    """A Word file by its parts, one of which is a gigabyte of nothing."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", b"<Types/>")
        with out.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(bytes(16 * 1024 * 1024))
    return written.getvalue()


REFUSED = {
    "a program that calls itself a PDF": ("cv.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "application/pdf"),
    "an ELF program": ("cv.txt", b"\x7fELF\x02\x01\x01\x00", "text/plain"),
    "an archive of programs": ("cv.docx", archive(setup_exe=b"MZ"), "application/zip"),
    "Word with macros": (
        "cv.docx",
        archive(types=b"<Types/>", word__document_xml=b"<w/>", **{"word/vbaProject.bin": b"x"}),
        "application/msword",
    ),
    "an old Office file": ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "application/msword"),
    "half an archive": ("cv.docx", WORD[: len(WORD) // 2], "application/zip"),
    "an archive that lies about its parts": ("cv.odt", OPEN.replace(b"content.xml", b"content.xm\x00"), ""),
    "text with a NUL": ("notes.txt", b"hello\x00world", "text/plain"),
    "text of another alphabet than it says": ("notes.txt", "héllo".encode("utf-16"), "text/plain"),
    "nothing": ("cv.pdf", b"", "application/pdf"),
    "a picture that moves": ("me.png", b"GIF89a\x01\x00\x01\x00", "image/png"),
}
TAKEN = {
    "a PDF that is a page as well": ("cv.pdf", b"%PDF-1.7\n" + PAGE, "text/html"),
    "a picture that is a page as well": ("me.png", b"\x89PNG\r\n\x1a\n" + PAGE, "text/html"),
    "a page": ("cv.html", PAGE, "text/html"),
    "a drawing with a script": ("me.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
    "a script": ("me.js", b"alert(1)", "text/javascript"),
    "a path": ("../../../etc/cron.d/x.pdf", b"%PDF-1.7\n", "application/pdf"),
    "a header": ('x"\r\nSet-Cookie: a=b; filename="y.pdf', b"%PDF-1.7\n", "application/pdf"),
    "a name that runs backwards": ("\u202efdp.exe", b"%PDF-1.7\n", "application/pdf"),
    "a very long name": ("x" * 255 + ".pdf", b"%PDF-1.7\n", "application/pdf"),
}
HARMLESS = {"application/pdf", "image/png", "text/plain"}


@pytest.fixture
def stored(tmp_path: Path, settings: LazySettings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def candidate(cast: Cast) -> Candidate:
    return make_candidate()


@pytest.fixture
def recruiter(client: Client, cast: Cast) -> Client:
    client.force_login(cast.recruiter)
    return client


def send(client: Client, candidate: Candidate, name: str, content: bytes, content_type: str) -> tuple[int, str]:
    upload = SimpleUploadedFile("x", content, content_type=content_type)
    upload._name = name  # type: ignore[attr-defined]  # past what the test's own class makes of a name
    address = reverse("seating:candidate_files", args=[candidate.uuid])
    answer = client.post(address, {"file": upload})
    return answer.status_code, answer.content.decode()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_words_and_nothing_is_kept(recruiter: Client, candidate: Candidate, stored: Path, what: str) -> None:
    status, page = send(recruiter, candidate, *REFUSED[what])
    assert status == 422
    assert "There is a problem" in page
    assert "The content decides, not the name." in page or "This file is empty." in page
    assert (files(stored), CandidateFile.objects.count()) == ([], 0)


@pytest.mark.parametrize("what", TAKEN)
def test_taken_is_handed_out_as_a_file_that_nothing_runs(
    recruiter: Client, candidate: Candidate, stored: Path, what: str
) -> None:
    status, _ = send(recruiter, candidate, *TAKEN[what])
    assert status == 302
    kept = CandidateFile.objects.get()
    (path,) = files(stored)
    assert path.parent == stored / "candidates"
    assert (len(path.name), path.suffix) == (32, "")
    answer = recruiter.get(reverse("seating:file", args=[kept.uuid]))
    assert answer["Content-Type"] in HARMLESS
    assert answer["Content-Disposition"].startswith("attachment;")
    assert not set(answer["Content-Disposition"]) & set("\r\n")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert "Set-Cookie" not in answer or "a=b" not in answer["Set-Cookie"]
    assert kept.name.endswith((".pdf", ".png", ".txt"))
    assert len(kept.name) <= 160


def test_a_gigabyte_of_nothing_is_not_unpacked(recruiter: Client, candidate: Candidate, stored: Path) -> None:
    content = bomb()
    began = time.process_time()
    status, _ = send(recruiter, candidate, "cv.docx", content, "application/zip")
    assert status == 302
    assert time.process_time() - began < 2
    assert sum(path.stat().st_size for path in files(stored)) == len(content) < 2_000_000


def test_nothing_is_served_from_where_files_lie(recruiter: Client, candidate: Candidate, stored: Path) -> None:
    send(recruiter, candidate, "cv.pdf", b"%PDF-1.7\n", "application/pdf")
    (path,) = files(stored)
    for address in (
        f"/media/candidates/{path.name}",
        f"/files/candidates/{path.name}",
        f"/static/../files/{path.name}",
    ):
        assert recruiter.get(address).status_code == 404
