#!/bin/bash
# Make template_postgis, and give it and the first database PostGIS's extensions.
set -euo pipefail
sql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" "$@"; }
sql --dbname postgres --command 'CREATE DATABASE template_postgis IS_TEMPLATE true'
for database in template_postgis "$POSTGRES_DB"; do
  for extension in postgis postgis_topology fuzzystrmatch postgis_tiger_geocoder; do
    echo "CREATE EXTENSION IF NOT EXISTS $extension;"
  done | sql --dbname "$database"
done
