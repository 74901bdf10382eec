//! Databases for tests: one SQLite file and one PostgreSQL database for each test.
