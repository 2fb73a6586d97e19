"""add role to users

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "users", sa.Column("role", sa.String(40), server_default="member", nullable=False), schema="engarde"
    )


def downgrade() -> None:
    op.drop_column("users", "role", schema="engarde")
