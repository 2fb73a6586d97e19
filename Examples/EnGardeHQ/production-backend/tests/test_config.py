import pytest

from app import database
from app.core import config


@pytest.fixture
def settings(monkeypatch):
    """Settings as a changed environment makes them."""

    def read(**variables: str) -> config.Settings:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        config.settings.cache_clear()
        return config.settings()

    monkeypatch.setenv("DATABASE_URL", "postgresql://ada@postgres:5432/engarde")
    monkeypatch.setenv("REDIS_URL", "redis://redis:6379/0")
    monkeypatch.setenv("SECRET_KEY", "from the environment")
    yield read
    config.settings.cache_clear()


def test_a_secret_in_a_file_goes_before_the_variable(settings, tmp_path):
    file = tmp_path / "secret_key"
    file.write_text("from the file\n")
    assert settings().secret_key == "from the environment"
    assert settings(SECRET_KEY_FILE=str(file)).secret_key == "from the file"


def test_the_database_s_password_may_be_in_a_file(settings, tmp_path):
    file = tmp_path / "password"
    file.write_text("p@ss/word\n")
    settings(DATABASE_PASSWORD_FILE=str(file))
    assert database.url().password == "p@ss/word"
    assert database.url().username == "ada"


def test_an_empty_token_is_none(settings):
    assert settings(API_TOKEN="").api_token is None


def test_what_is_missing_is_named(settings):
    with pytest.raises(RuntimeError, match="SECRET_KEY is not set, nor is SECRET_KEY_FILE"):
        settings(SECRET_KEY="")


def test_secrets_are_not_shown(settings):
    assert "from the environment" not in repr(settings())
