#!/bin/sh
# Runs once, when PostgreSQL initializes an empty volume: the owner of the tables, whom only
# migrations use, and the application's role, which cannot change the audit log.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner_password="$OWNER_PASSWORD" --set=application_password="$APPLICATION_PASSWORD" <<'SQL'
create role media_inbox_owner login password :'owner_password';
create role media_inbox login password :'application_password';
create database media_inbox owner media_inbox_owner;
revoke connect on database postgres from public;
SQL
