import pytest

from app.core.tokens import holder, new_token
from app.scripts import new_token as script

ADA = {"email": "ada@example.com", "name": "Ada Lovelace"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", ""), ("GET", "/1"), ("PATCH", "/1"), ("DELETE", "/1")])
def test_who_has_no_token_is_refused(stranger, method, path):
    answer = stranger.request(method, f"/api/users{path}")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["detail"] == "a token is needed: Authorization: Bearer TOKEN"


def test_a_signed_token_is_accepted(stranger):
    answer = stranger.post("/api/users", json=ADA, headers=bearer(new_token("ada", 60)))
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "token",
    ["something", "", "..", "ada.9999999999.", new_token("ada", -1), new_token("ada", 60)[:-1], "x" + new_token("ada", 60)],
)
def test_any_other_token_is_refused(stranger, token):
    assert stranger.get("/api/users", headers=bearer(token)).status_code == 401


def test_health_and_greeting_need_no_token(stranger):
    assert stranger.get("/health").status_code == 200
    assert stranger.get("/api/greeting").status_code == 200


@pytest.mark.parametrize(("days", "name"), [("1", "ada"), ("0", None)])
def test_the_printed_token_is_one(capsys, days, name):
    script.main("ada", days)
    assert holder(capsys.readouterr().out.strip()) == name
