from sqlalchemy import text

from app.database import engine
from app.scripts.seed_data import DEMO_USERS, seed

ADA = {"email": "Ada@Example.com ", "name": "Ada Lovelace"}


def create(client, **fields):
    answer = client.post("/api/users", json=ADA | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_created_user_is_in_the_database(client):
    user = create(client)
    assert user["email"] == "ada@example.com"
    assert user["role"] == "member"
    with engine().connect() as connection:
        row = connection.execute(text("SELECT email, name FROM engarde.users WHERE id = :id"), {"id": user["id"]}).one()
    assert tuple(row) == ("ada@example.com", "Ada Lovelace")


def test_an_email_is_taken_once(client):
    create(client)
    answer = client.post("/api/users", json=ADA)
    assert answer.status_code == 409
    assert answer.json()["detail"] == "email 'ada@example.com' is taken"


def test_what_is_no_email_is_refused(client):
    assert client.post("/api/users", json=ADA | {"email": "ada"}).status_code == 422


def test_the_second_read_comes_from_the_cache(client):
    user = create(client)
    path = f"/api/users/{user['id']}"
    assert [client.get(path).headers["x-cache"] for _ in range(2)] == ["miss", "hit"]
    assert [client.get("/api/users").headers["x-cache"] for _ in range(2)] == ["miss", "hit"]


def test_an_update_is_read_at_once(client):
    user = create(client)
    path = f"/api/users/{user['id']}"
    client.get(path), client.get("/api/users")
    assert client.patch(path, json={"role": "admin"}).json()["role"] == "admin"
    assert client.get(path).json()["role"] == "admin"
    assert client.get("/api/users").json()[0]["role"] == "admin"


def test_a_deleted_user_is_gone(client):
    user = create(client)
    path = f"/api/users/{user['id']}"
    client.get(path)
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.get("/api/users").json() == []


def test_seeding_twice_adds_nothing_the_second_time(client):
    assert seed() == len(DEMO_USERS)
    assert seed() == 0
    assert [user["email"] for user in client.get("/api/users").json()] == [user["email"] for user in DEMO_USERS]


def test_the_init_scripts_ran_in_order(only_a_test_database):
    with engine().connect() as connection:
        names = connection.execute(text("SELECT name FROM engarde.workspace_settings ORDER BY name")).scalars().all()
    assert names == ["langflow_schema", "locale", "workspace"]
