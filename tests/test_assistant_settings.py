"""Settings: arguments over the environment over the file over the defaults; what is wrong is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.settings import load_settings
from corpus.errors import SettingsError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DATA", "CORPUS", "MODEL", "HOST", "PORT"):
        monkeypatch.delenv(f"ENDORSE_{name}", raising=False)
    return tmp_path


def test_arguments_win_over_the_environment_over_the_file(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    default = load_settings().port
    (elsewhere / "endorse.toml").write_text("port = 8001\n", encoding="utf-8")
    assert load_settings().port == 8001 != default
    monkeypatch.setenv("ENDORSE_PORT", "8002")
    assert load_settings().port == 8002
    assert load_settings(port=8003).port == 8003
    assert load_settings(port=None).port == 8002, "an argument that is not given sets nothing"


def test_the_data_directory_follows_the_users_data_folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(elsewhere))
    assert load_settings().data.parent == elsewhere


@pytest.mark.parametrize("given", [{"port": 0}, {"port": 70_000}, {"colour": "red"}])
def test_a_setting_that_is_not_allowed_is_named(given: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match=next(iter(given))):
        load_settings(**given)


def test_a_mistake_in_the_file_is_named(elsewhere: Path) -> None:
    (elsewhere / "endorse.toml").write_text("prot = 8001\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="prot"):
        load_settings()


def test_a_file_that_is_not_toml_is_an_error_of_the_project(elsewhere: Path) -> None:
    (elsewhere / "endorse.toml").write_text("port: 8001\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"endorse\.toml"):
        load_settings()


def test_corpus_folders_of_the_environment_are_divided_like_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENDORSE_CORPUS", os.pathsep.join(["/a/folder", "/another"]))
    assert load_settings().corpus == (Path("/a/folder"), Path("/another"))


def test_a_value_of_the_environment_that_is_not_allowed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENDORSE_PORT", "0")
    with pytest.raises(SettingsError, match="port"):
        load_settings()
