#!/usr/bin/env bash
# /usr/local/sbin/nightly-backup.sh  -- mode 0700 root:root
set -euo pipefail
export RESTIC_REPOSITORY="s3:s3.eu-central-003.backblazeb2.com/gkv-backup-prod"
export RESTIC_PASSWORD='⟦copper lantern under nine bridges⟧'
export AWS_ACCESS_KEY_ID=003a1f7be2c94d80000000011
export AWS_SECRET_ACCESS_KEY=⟦K003Pddhte1NCPUxJ43pHBY0DT/Gt9A⟧
export BORG_REPO=ssh://u318842@u318842.your-storagebox.example:23/./borg
export BORG_PASSPHRASE="⟦nF5QxIjEizLtGO3dYi10KSRgQnpC⟧"
STAMP=$(date +%F)
TMP=$(mktemp -d /var/tmp/bk.XXXXXX)

notify() {
  curl -fsS -m 10 "https://api.telegram.org/bot⟦6184402917:AAWYn-fyaGbE6CaPY7SjMkeGXKH1DMFr9OW⟧/sendMessage" \
    -d chat_id=-1001742299310 -d text="backup $(hostname -s): $1" >/dev/null || true
}
trap 'notify "FAILED in line $LINENO"; rm -rf "$TMP"' ERR

mysqldump --single-transaction -h 127.0.0.1 -u backup -p'⟦b4ckupRO!⟧' --all-databases | zstd -q > "$TMP/mysql-$STAMP.sql.zst"
PGPASSFILE=/root/.pgpass pg_dumpall -U postgres --no-role-passwords > "$TMP/pg-$STAMP.sql"
sha256sum "$TMP"/* > "$TMP/SHA256SUMS"

restic backup --tag nightly /etc /srv "$TMP"
restic forget --keep-daily 14 --keep-weekly 8 --prune
borg create --stats "::$STAMP" /etc /srv
rsync -a --password-file=/root/.rsync.pw "$TMP/" backup@nas2::pull/
rm -rf "$TMP"
notify "ok"
