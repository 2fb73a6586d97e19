-- Schemas and roles. Runs once, on an empty data directory, but may be run again by hand.
CREATE SCHEMA IF NOT EXISTS engarde;
COMMENT ON SCHEMA engarde IS 'Application tables: those of 02-init-db.sql, and those that Alembic migrates';

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'engarde_readonly') THEN
        CREATE ROLE engarde_readonly NOLOGIN;
    END IF;
END
$$;

GRANT USAGE ON SCHEMA engarde TO engarde_readonly;
ALTER DEFAULT PRIVILEGES IN SCHEMA engarde GRANT SELECT ON TABLES TO engarde_readonly;
