from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Email = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Role = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class UserCreate(BaseModel):
    email: Email
    name: Name
    role: Role = "member"


class UserUpdate(BaseModel):
    email: Email | None = None
    name: Name | None = None
    role: Role | None = None


class UserRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    name: str
    role: str
    created_at: datetime
