"""Demo users. Those that are there already stay as they are, so it may run at each start."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import cache
from app.database import engine
from app.models import User

DEMO_USERS = [
    {"email": "ada@example.com", "name": "Ada Lovelace", "role": "admin"},
    {"email": "grace@example.com", "name": "Grace Hopper", "role": "member"},
    {"email": "alan@example.com", "name": "Alan Turing", "role": "member"},
]


def seed() -> int:
    """Inserts the demo users that are missing, and returns how many those were."""
    statement = insert(User).values(DEMO_USERS).on_conflict_do_nothing(index_elements=[User.email]).returning(User.id)
    with Session(engine()) as session:
        added = len(session.scalars(statement).all())
        session.commit()
    if added:
        cache.forget("users:all")
    return added


if __name__ == "__main__":
    print(f"Demo data: {seed()} of {len(DEMO_USERS)} users added")
