"""Users: created, read, updated and deleted in PostgreSQL, by who has a token; reads are cached in Redis."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response, status
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import cache, database
from app.api.authorization import authorized
from app.models import User
from app.schemas.user import UserCreate, UserRead, UserUpdate

router = APIRouter(prefix="/api/users", tags=["users"], dependencies=[Depends(authorized)])
Database = Annotated[Session, Depends(database.session)]

ALL = "users:all"


def one(user_id: int) -> str:
    return f"users:{user_id}"


def found(user_id: int, db: Session) -> User:
    user = db.get(User, user_id)
    if user is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"no user {user_id}")
    return user


def saved(user: User, db: Session) -> UserRead:
    try:
        db.commit()
    except IntegrityError:
        db.rollback()
        raise HTTPException(status.HTTP_409_CONFLICT, f"email '{user.email}' is taken") from None
    cache.forget(ALL, one(user.id))
    return UserRead.model_validate(user)


@router.get("", response_model=list[UserRead])
def list_users(db: Database, response: Response):
    cached = cache.read(ALL)
    response.headers["X-Cache"] = "miss" if cached is None else "hit"
    if cached is not None:
        return cached
    users = [UserRead.model_validate(user) for user in db.scalars(select(User).order_by(User.id))]
    cache.write(ALL, [user.model_dump(mode="json") for user in users])
    return users


@router.post("", response_model=UserRead, status_code=status.HTTP_201_CREATED)
def create_user(body: UserCreate, db: Database):
    user = User(**body.model_dump())
    db.add(user)
    return saved(user, db)


@router.get("/{user_id}", response_model=UserRead)
def read_user(user_id: int, db: Database, response: Response):
    cached = cache.read(one(user_id))
    response.headers["X-Cache"] = "miss" if cached is None else "hit"
    if cached is not None:
        return cached
    user = UserRead.model_validate(found(user_id, db))
    cache.write(one(user_id), user.model_dump(mode="json"))
    return user


@router.patch("/{user_id}", response_model=UserRead)
def update_user(user_id: int, body: UserUpdate, db: Database):
    user = found(user_id, db)
    for field, value in body.model_dump(exclude_unset=True, exclude_none=True).items():
        setattr(user, field, value)
    return saved(user, db)


@router.delete("/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_user(user_id: int, db: Database) -> None:
    db.delete(found(user_id, db))
    db.commit()
    cache.forget(ALL, one(user_id))
