-- Tables and rows that exist before any migration. The application's own tables come from Alembic.
CREATE TABLE IF NOT EXISTS engarde.workspace_settings (
    name text PRIMARY KEY,
    value text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO engarde.workspace_settings (name, value) VALUES
    ('workspace', 'EnGarde'),
    ('locale', 'en')
ON CONFLICT (name) DO NOTHING;
