"""The tests run against the real stores of docker-compose.test.yml; the entrypoint has migrated the database."""

import os

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import cache
from app.core.config import settings
from app.database import engine
from app.main import app
from app.models import User


@pytest.fixture(scope="session")
def only_a_test_database():
    if os.environ.get("TESTING") != "true":
        pytest.exit("these tests empty the database: they run with docker-compose.test.yml only", returncode=2)


@pytest.fixture
def empty_stores(only_a_test_database):
    with Session(engine()) as session:
        session.execute(delete(User))
        session.commit()
    cache.client().flushdb()


@pytest.fixture
def stranger(empty_stores):
    """Asks without a token."""
    with TestClient(app) as running:
        yield running


@pytest.fixture
def client(stranger):
    stranger.headers["Authorization"] = f"Bearer {settings().api_token}"
    return stranger
