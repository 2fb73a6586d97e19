"""`Authorization: Bearer TOKEN`, for the routes that ask for it."""

from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.core.tokens import holder

bearer = HTTPBearer(auto_error=False)


async def authorized(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> str:
    """The name of who asks."""
    name = None if credentials is None else holder(credentials.credentials)
    if name is None:
        detail = "a token is needed: Authorization: Bearer TOKEN" if credentials is None else "the token is not valid"
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, detail, {"WWW-Authenticate": "Bearer"})
    return name
