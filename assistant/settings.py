"""Settings: the one place that reads the environment and the settings file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from corpus.errors import SettingsError
from index.embedding import PACKAGED

_ORIGIN = re.compile(r"https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:[0-9]{1,5})?")
DATABASE = "desk.sqlite3"
"""The file in the data directory that keeps what is written, where no other database is set."""


def _default_data() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "endorsement-assistant"


def _origins(value: tuple[str, ...]) -> tuple[str, ...]:
    origins = tuple(origin.strip().lower().removesuffix("/") for origin in value)
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is not an origin such as https://example.org or http://127.0.0.1:8000")
    return origins


class Site(BaseModel):
    """A website that may show the widget.

    `origins` are its addresses ("https://www.example.org"); `association` is asked about unless the visitor chooses another (a key of the vocabulary);
    `accent` and `accent_dark` are colours ("#0f5c63"), the second one for dark mode; `label` stands on the button that opens the widget, `greeting` above
    the first question; `contact` is where people reach the association: an address that begins with https: or mailto:.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    origins: Annotated[tuple[str, ...], Field(min_length=1)]
    association: str | None = None
    accent: Annotated[str | None, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = None
    accent_dark: Annotated[str | None, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = None
    label: Annotated[str | None, Field(min_length=1, max_length=60)] = None
    greeting: Annotated[str | None, Field(max_length=400)] = None
    contact: Annotated[str | None, Field(pattern=r"^(https://|mailto:)\S+$", max_length=300)] = None

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _origins(value)


class Settings(BaseSettings):
    """Settings, from `ENDORSE_…` variables, then `endorse.toml` in the working directory, then the defaults.

    `data` is where the index lives; `corpus` the folders that are indexed (none: the shipped corpus); `model` the embedding model: the packaged one,
    or a folder or hub name for sentence-transformers (a hub name needs the network once, at build); `embedders` the origins ("https://example.org") whose
    pages may show this one in a frame and ask its API from the browser (none: no other page may); `sites` the websites that may show the widget, by a name
    of your choice (none: no website may); `database` the SQLAlchemy address of the database that keeps what visitors send and staff write (none: the
    variable `DATABASE_URL`, else a SQLite file in `data`); `keep_days` the days after which what a visitor sent is deleted (0: nothing is ever kept and
    visitors are not asked); `session_hours` the hours after which staff log in again.
    """

    model_config = SettingsConfigDict(env_prefix="ENDORSE_", toml_file="endorse.toml", extra="forbid", frozen=True)

    data: Path = Field(default_factory=_default_data)
    corpus: Annotated[tuple[Path, ...], NoDecode] = ()
    model: str = PACKAGED
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)
    embedders: Annotated[tuple[str, ...], NoDecode] = ()
    sites: dict[str, Site] = Field(default_factory=dict)
    database: str = Field(default_factory=lambda: os.environ.get("DATABASE_URL", ""))
    keep_days: int = Field(90, ge=0, le=3650)
    session_hours: int = Field(10, ge=1, le=168)

    @field_validator("corpus", mode="before")
    @classmethod
    def _folders(cls, value: object) -> object:
        return tuple(value.split(os.pathsep)) if isinstance(value, str) else value

    @field_validator("embedders", mode="before")
    @classmethod
    def _origins(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("embedders")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _origins(value)

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the database; `postgres:` and `postgresql:` mean the driver that this project installs."""
        if not self.database:
            return f"sqlite:///{self.data / DATABASE}"
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", self.database)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def load_settings(**given: object) -> Settings:
    """The settings, with those that a command was given.

    Raises:
        SettingsError: If a value is not allowed; the message names it.
    """
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except TOMLDecodeError as error:
        raise SettingsError(f"endorse.toml: not valid TOML ({error}); mend or remove the file") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"setting {'.'.join(map(str, first['loc']))}: {first['msg']}; see the README's list of settings") from error
