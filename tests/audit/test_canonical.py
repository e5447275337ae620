"""The bytes under every receipt and digest: one byte otherwise, and none of those given out would fit any more."""

from __future__ import annotations

import hashlib

import pytest

from interviews.audit.canonical import canonical, digest
from interviews.audit.chain import jsonb_text


def test_canonical_bytes_to_the_byte() -> None:
    value = {"b": [1, 2.5, None, True], "a": "Čau “é”", "c": {"z": 0, "y": ""}}
    assert canonical(value) == '{"a":"Čau “é”","b":[1,2.5,null,true],"c":{"y":"","z":0}}'.encode()
    assert digest(value) == hashlib.sha256(canonical(value)).hexdigest()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_has_no_bytes(number: float) -> None:
    for written in (canonical, jsonb_text):
        with pytest.raises(ValueError, match="not JSON compliant"):
            written({"x": number})
