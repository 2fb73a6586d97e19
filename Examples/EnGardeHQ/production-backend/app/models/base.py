from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """All tables are in the schema that docker/initdb/01-init-schemas.sql creates."""

    metadata = MetaData(
        schema="engarde",
        naming_convention={"ix": "%(table_name)s_%(column_0_name)s_idx", "uq": "%(table_name)s_%(column_0_name)s_key"},
    )
