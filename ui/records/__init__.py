"""What visitors chose to send and staff wrote: one database, SQLite or PostgreSQL."""
