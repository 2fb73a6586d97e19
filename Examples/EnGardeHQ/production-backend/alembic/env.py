from logging.config import fileConfig

from alembic import context
from sqlalchemy import text

from app.database import engine
from app.models import Base

if context.config.config_file_name is not None:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)

SCHEMA = Base.metadata.schema


def include_name(name: str | None, kind: str, parent_names: dict) -> bool:
    """Autogenerate compares the application's schema only, and leaves the init scripts' tables alone."""
    if kind == "schema":
        return name == SCHEMA
    if kind == "table":
        return name in {table.name for table in Base.metadata.tables.values()}
    return True


def configure(**options) -> None:
    context.configure(
        target_metadata=Base.metadata,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=include_name,
        **options,
    )


if context.is_offline_mode():
    configure(url=engine().url.render_as_string(hide_password=False), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with engine().connect() as connection:
        # The version table lives in the schema, so the schema comes before the first migration.
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        connection.commit()
        configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
