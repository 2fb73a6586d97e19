-- Langflow keeps its tables apart from the application's; its connection sets search_path to this schema.
CREATE SCHEMA IF NOT EXISTS langflow;
COMMENT ON SCHEMA langflow IS 'Tables of the optional langflow service, which creates them itself';

INSERT INTO engarde.workspace_settings (name, value) VALUES ('langflow_schema', 'langflow')
ON CONFLICT (name) DO NOTHING;
