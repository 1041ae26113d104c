#!/bin/bash
# Start LocalStack as its own image does, after the scripts of the boot stage.
set -euo pipefail
mkdir -p /var/lib/localstack /etc/localstack/init/{boot,start,ready,shutdown}.d
for script in /etc/localstack/init/boot.d/*.sh; do
  [ ! -x "$script" ] || "$script"
done
[ $# = 0 ] || exec "$@"
exec python3 -m localstack.runtime.main
