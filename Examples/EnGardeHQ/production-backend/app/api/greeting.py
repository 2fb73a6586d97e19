"""A line of text to edit: the page shows it, and so shows that an edit has arrived."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/greeting", tags=["greeting"])

GREETING = "En garde!"


@router.get("")
async def greeting() -> dict[str, str]:
    return {"greeting": GREETING}
