from textwrap import dedent

import pytest

from tests.mutation.mutants import Mutant, difference, mutants, sample


def names(source: str) -> list[str]:
    return [one.name for one in mutants(dedent(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a [< → <=] b"]),
        ("a <= b < c", ["a [<= → <] b < c", "a <= b [< → <=] c"]),
        ("a is not b", ["a is [not  → ]b"]),
        ("a + b", ["a [+ → -] b"]),
        ("a @ b", []),
        ("a ** 2", ["a [** → *] 2", "a ** [2 → 3]", "a ** [2 → 1]"]),
        ("a and b", ["a [and → or] b"]),
        ("not a", ["[not  → ]a"]),
        ("-a", ["[- → ]a"]),
        ("a[0.5]", ["a[[0.5 → 1.5]]", "a[[ → -]0.5]"]),
        ("f(True)", ["f([True → False])"]),
        ("min(a)", ["[min → max](a)"]),
        ("np.argmax(a)", ["[np.argmax → np.argmin](a)"]),
        ("range(n)", ["range(n[ → - 1])"]),
        ("a[:n]", ["a[:n[ → - 1]]"]),
        ("f(a, axis=b)", ["f(a[, axis=b → ])"]),
    ],
)
def test_mutants_of_an_expression(source: str, expected: list[str]) -> None:
    found = names(f"x = {source}")
    assert [name.replace(" - 1", "- 1") for name in found] == [f": x = {name}" for name in expected]


@pytest.mark.parametrize(
    "source",
    [
        '"""1 < 2."""',
        "x: 'int | None' = None",
        "minimum: int",
        "def f(a: Low = None) -> A[1]: ...",
        "@dataclass(frozen=True)\nclass A: ...",
        "raise ValueError(n + 1)",
        "x = f'{a + b}'",
        "x = zip(a, strict=True)",
        "x = Point(a=b)",
    ],
)
def test_mutants_leave_out_what_is_no_formula(source: str) -> None:
    assert names(source) == []


def test_a_mutant_is_named_after_its_function_and_does_what_its_name_says() -> None:
    source = """
        class A:
            def f(self, a):
                if a:
                    return a * 3
        """
    found = mutants(dedent(source))
    assert [(one.line, one.name) for one in found] == [
        (5, "A.f: return a [* → /] 3"),
        (5, "A.f: return a * [3 → 4]"),
        (5, "A.f: return a * [3 → 2]"),
    ]
    space: dict[str, type] = {}
    exec(found[1].code, space)
    assert space["A"]().f(5) == 20


def test_a_mutant_with_the_same_bytecode_is_left_out() -> None:
    assert names("x = 0 * 5") == [": x = 0 [* → /] 5", ": x = [0 → 1] * 5", ": x = [0 → -1] * 5"]


def test_a_statement_that_is_the_fault_itself_is_shown() -> None:
    assert names("x += y") == [": x [+= → -=] y"]


def test_difference_shows_a_little_of_what_stands_about() -> None:
    assert difference("x = a", "x = b") == "x = [a → b]"
    long = "y" * 100
    assert difference(f"{long} + 1 + {long}", f"{long} - 1 + {long}") == f"{'y' * 43} [+ → -] 1 + {'y' * 39}"


def drawn(found: list[Mutant], number: int, seed: int) -> list[str]:
    return [one.name for one in sample(found, number, seed)]


def test_sample_is_drawn_by_the_seed_and_by_name() -> None:
    source = "\n".join(f"x{i} = a{i} + b" for i in range(50))
    found = mutants(source)
    first = drawn(found, 10, 1)
    assert len(first) == 10
    assert drawn(found, 10, 1) == first != drawn(found, 10, 2)
    assert set(drawn(mutants(f"z = a + b\n{source}"), 10, 1)) - set(first) <= {": z = a [+ → -] b"}
    assert drawn(found, 99, 1) == [one.name for one in found]
