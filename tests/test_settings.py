"""The one table of settings."""

from __future__ import annotations

import ast

import pytest

from conftest import ROOT
from kg.settings import SETTINGS, BadSettingError, Settings, variable


def test_defaults_hold_with_an_empty_environment() -> None:
    assert Settings.from_environment(environ={}) == Settings()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_each_setting_is_heard_from_its_variable(setting) -> None:
    number = isinstance(setting.default, int)
    settings = Settings.from_environment(environ={variable(setting): "7" if number else "seven"})
    assert getattr(settings, setting.name) == (7 if number else "seven")


def test_overrides_win_and_none_means_not_given() -> None:
    environ = {"KG_PORT": "9000", "KG_HOST": "::1"}
    settings = Settings.from_environment({"port": 9001, "host": None}, environ=environ)
    assert (settings.port, settings.host) == (9001, "::1")


def test_the_environment_is_read_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Settings.from_environment().port
    monkeypatch.setenv("KG_PORT", str(before + 1))
    assert Settings.from_environment().port == before + 1


def test_a_wrong_value_names_its_variable() -> None:
    with pytest.raises(BadSettingError, match=r"KG_PORT.*'many'"):
        Settings.from_environment(environ={"KG_PORT": "many"})


def test_an_unknown_override_is_refused() -> None:
    with pytest.raises(BadSettingError, match="colour"):
        Settings.from_environment({"colour": "red"})


def test_names_follow_one_rule_and_help_speaks_both_languages() -> None:
    for setting in SETTINGS:
        assert variable(setting) == f"KG_{setting.name.upper()}"
        assert any("가" <= letter <= "힣" for letter in setting.metadata["help_ko"])
        assert setting.metadata["help_en"]


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings())
    for setting in SETTINGS:
        assert (f"{setting.name}=" in shown) is not setting.metadata["secret"]


def test_every_setting_is_used_somewhere() -> None:
    used = set()
    for path in (ROOT / "src" / "kg").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {setting.name for setting in SETTINGS} <= used


def test_the_time_limit_says_which_stores_it_reaches() -> None:
    (limit,) = (setting for setting in SETTINGS if setting.name == "query_seconds")
    for text in (limit.metadata["help_ko"], limit.metadata["help_en"]):
        assert "https://" in text
        assert "memory:, file:" in text
