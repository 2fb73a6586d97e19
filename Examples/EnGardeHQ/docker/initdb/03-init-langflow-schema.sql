-- Langflow keeps its tables apart from the application's: a role of its own, that sees the schema langflow first.
-- The search path belongs to the role, because not all of Langflow's connections pass a URL's options on.
\getenv password POSTGRES_PASSWORD

SELECT format('CREATE ROLE langflow_user LOGIN PASSWORD %L', :'password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'langflow_user') \gexec

CREATE SCHEMA IF NOT EXISTS langflow AUTHORIZATION langflow_user;
COMMENT ON SCHEMA langflow IS 'Tables of the optional langflow service, which creates them itself';
ALTER ROLE langflow_user SET search_path = langflow;

INSERT INTO engarde.workspace_settings (name, value) VALUES ('langflow_schema', 'langflow')
ON CONFLICT (name) DO NOTHING;
