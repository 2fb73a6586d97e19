from redis import RedisError

from app import cache


class Gone:
    """A Redis that does not answer."""

    def __getattr__(self, name):
        def refuse(*_, **__):
            raise RedisError("gone")

        return refuse


def test_users_are_read_without_a_cache(client, monkeypatch):
    monkeypatch.setattr(cache, "client", lambda: Gone())
    created = client.post("/api/users", json={"email": "ada@example.com", "name": "Ada"})
    assert created.status_code == 201
    answers = [client.get("/api/users") for _ in range(2)]
    assert [answer.headers["x-cache"] for answer in answers] == ["miss", "miss"]
    assert [user["name"] for user in answers[1].json()] == ["Ada"]
