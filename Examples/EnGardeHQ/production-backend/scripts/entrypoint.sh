#!/bin/bash
# Prepares the database, then becomes the container's command.
set -euo pipefail

# A restarted container has no health condition to wait for, so the database is waited for here as well.
until pg_isready -q -d "$DATABASE_URL"; do
    echo "Waiting for database..."
    sleep 0.2
done

echo "Running database migrations..."
alembic upgrade head

if [ "${SEED_DEMO_DATA:-false}" = "true" ]; then
    echo "Seeding demo data..."
    python -m app.scripts.seed_data
fi

exec "$@"
