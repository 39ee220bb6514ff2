"""The tree of errors: one registry, one shape, two languages."""

from __future__ import annotations

import inspect
import json
import pickle

import pytest

from kg import errors
from kg.errors import ERRORS, EmptyFileError, KgError, Place, QueryError, QueryNestingError

EXIT_CODES = {1, 2, 3, 4, 5}


def test_registry_holds_every_class_of_the_tree() -> None:
    classes = {c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, KgError)}
    assert set(ERRORS) == classes - {KgError}
    assert len(ERRORS) == len(set(ERRORS))


def test_drawing_shows_every_class_with_its_codes() -> None:
    drawing = errors.__doc__ or ""
    for error in ERRORS:
        line = next(line for line in drawing.splitlines() if f"─ {error.__name__} " in line)
        assert f" {error.exit_code} " in line
        assert f" {error.http_status} " in line


def test_codes_are_one_per_class() -> None:
    codes = [error.code for error in ERRORS]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: e.code)
def test_each_class_speaks_both_languages(error: type[KgError]) -> None:
    raised = error("KG_X")
    assert raised.exit_code in EXIT_CODES
    assert 400 <= raised.http_status < 600
    for korean in (raised.message_ko, raised.cure_ko):
        assert any("가" <= letter <= "힣" for letter in korean)
    for english in (raised.message_en, raised.cure_en):
        assert not any("가" <= letter <= "힣" for letter in english)
    assert "KG_X" in raised.message_ko
    assert "KG_X" in raised.message_en


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: e.code)
def test_each_class_has_the_one_shape_in_json(error: type[KgError]) -> None:
    shape = json.loads(json.dumps(error("x", place=Place("f", 1, 2)).as_json()))
    assert shape["kind"] == "error"
    assert shape["schema_version"] == 1
    assert set(shape["message"]) == set(shape["cure"]) == {"ko", "en"}
    assert shape["place"] == {"file": "f", "line": 1, "column": 2}
    assert shape["link"].endswith(f"#{error.code}")


def test_a_detail_in_one_language_is_shown_in_both() -> None:
    assert QueryError("expected '}'").message_ko.endswith("expected '}'.")
    assert EmptyFileError(ko="세 칸").message_en.endswith("세 칸.")
    both = QueryNestingError("1001 levels", "1001단계")
    assert "levels" not in both.message_ko
    assert "단계" not in both.message_en


def test_errors_cross_process_borders_whole() -> None:
    raised = QueryError("expected '}'", place=Place("q.rq", 2, 5), cure_en="Close it.", cure_ko="닫으십시오.")
    back = pickle.loads(pickle.dumps(raised))
    assert type(back) is QueryError
    assert back.as_json() == raised.as_json()
    assert str(back) == str(raised)


def test_a_cure_of_the_case_leaves_the_class_alone() -> None:
    QueryError("x", cure_en="Only here.")
    assert QueryError("x").cure_en != "Only here."
