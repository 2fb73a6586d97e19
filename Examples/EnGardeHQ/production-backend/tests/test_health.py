import pytest

from app import cache, database


def test_both_stores_are_asked(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() | {"timestamp": ""} == {
        "status": "healthy",
        "timestamp": "",
        "database": "connected",
        "redis": "connected",
    }


@pytest.mark.parametrize(("store", "name"), [(database, "database"), (cache, "redis")])
def test_a_store_that_does_not_answer_makes_it_unhealthy(client, monkeypatch, store, name):
    def refuse():
        raise ConnectionError("refused")

    monkeypatch.setattr(store, "ping", refuse)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unhealthy"
    assert answer.json()[name] == "error: ConnectionError"
