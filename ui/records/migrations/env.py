"""What Alembic runs: the migrations, on the connection and in the transaction that `ui.records.migration` opened."""

from __future__ import annotations

from alembic import context

from ui.records.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
