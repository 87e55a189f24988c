#!/bin/sh
# Run once by PostgreSQL's image in an empty data folder: the two roles and their database (docs/operate.md).
set -eu
psql --set=ON_ERROR_STOP=1 --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" \
    --username=postgres --dbname=postgres <<'SQL'
CREATE ROLE factcheck_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE factcheck_app LOGIN PASSWORD :'app_password';
CREATE DATABASE factcheck OWNER factcheck_owner;
\c factcheck
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO factcheck_owner;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
GRANT USAGE ON SCHEMA public TO factcheck_app;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO factcheck_app;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO factcheck_app;
SQL
