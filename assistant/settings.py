"""Settings: the one place that reads the environment and the settings file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from corpus.errors import SettingsError
from index.embedding import PACKAGED

_ORIGIN = re.compile(r"https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:[0-9]{1,5})?")


def _default_data() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "endorsement-assistant"


class Settings(BaseSettings):
    """Settings, from `ENDORSE_…` variables, then `endorse.toml` in the working directory, then the defaults.

    `data` is where the index lives; `corpus` the folders that are indexed (none: the shipped corpus); `model` the embedding model: the packaged one,
    or a folder or hub name for sentence-transformers (a hub name needs the network once, at build); `embedders` the origins ("https://example.org") whose
    pages may show this one in a frame and ask its API from the browser (none: no other page may).
    """

    model_config = SettingsConfigDict(env_prefix="ENDORSE_", toml_file="endorse.toml", extra="forbid", frozen=True)

    data: Path = Field(default_factory=_default_data)
    corpus: Annotated[tuple[Path, ...], NoDecode] = ()
    model: str = PACKAGED
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)
    embedders: Annotated[tuple[str, ...], NoDecode] = ()

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
        origins = tuple(origin.strip().lower().removesuffix("/") for origin in value)
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not an origin such as https://example.org or http://127.0.0.1:8000")
        return origins

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
