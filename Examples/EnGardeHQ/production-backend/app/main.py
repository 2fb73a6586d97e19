from fastapi import FastAPI

from app.api import greeting, health, users
from app.core.config import settings

app = FastAPI(title=settings().app_name, debug=settings().debug)
app.include_router(health.router)
app.include_router(greeting.router)
app.include_router(users.router)
