#!/bin/bash
# Start PostgreSQL as the official image does: https://github.com/docker-library/docs/tree/master/postgres.
# The first start makes the cluster and runs /docker-entrypoint-initdb.d on a server that listens on its socket only.
set -Eeuo pipefail

read_variable() { # NAME DEFAULT: a NAME_FILE names a file with the value
  local file=${1}_FILE
  if [ -n "${!file:-}" ]; then printf -v "$1" '%s' "$(<"${!file}")"; else printf -v "$1" '%s' "${!1:-$2}"; fi
  export "${1?}"
}

become_postgres() { # the server refuses to run as root
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres: "$PGDATA" /var/run/postgresql
  chmod 0700 "$PGDATA"
  exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
}

make_cluster() {
  if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  # shellcheck disable=SC2086  # a list of options
  initdb --username "$POSTGRES_USER" --pwfile <(echo "$POSTGRES_PASSWORD") --encoding UTF8 --auth-local trust \
    --auth-host scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
  echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
}

sql() { psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" "$@"; }

fill_cluster() {
  local file
  pg_ctl --wait --options "$(printf '%q ' "$@" -c listen_addresses=)" start
  [ "$POSTGRES_DB" = postgres ] || sql --dbname postgres --set name="$POSTGRES_DB" <<<'CREATE DATABASE :"name"'
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) "$file" ;;
      *.sql) sql --dbname "$POSTGRES_DB" --file "$file" ;;
      *.sql.gz) gunzip --stdout "$file" | sql --dbname "$POSTGRES_DB" ;;
    esac
  done
  pg_ctl --wait --mode fast stop
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

[ "${1:0:1}" != - ] || set -- postgres "$@"
[ "$1" = postgres ] || exec "$@"
[ "$(id -u)" != 0 ] || become_postgres "$@"
read_variable POSTGRES_USER postgres
read_variable POSTGRES_PASSWORD ''
read_variable POSTGRES_DB "$POSTGRES_USER"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  make_cluster
  fill_cluster "${@:2}"
fi
exec "$@" -c listen_addresses='*'
