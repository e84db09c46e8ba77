#!/usr/bin/env bash
# release.sh -- build, sign and publish the connector package
set -euo pipefail

VERSION="${1:?usage: release.sh VERSION}"
COMMIT="$(git rev-parse HEAD)"
ARTIFACT="dist/connector-${VERSION}.tgz"

# toolchain is pinned by checksum
GO_SHA256="34491fdf595985ddeac7e6be166741beb995b077e8b8471d97623ee42e53d5e7"
COSIGN_SHA256="64374d20e022eb555f79bcdf48e7d68390ecbfd5ea500125796d1f194d2d70b1"
SIGNING_KEY_ID="72306A11DAE2E800"
PROJECT_ID="f99dc6bd-15bb-4f9c-ac16-c64936c23aa9"

NEXUS_USER="ci-publisher"
NEXUS_PASSWORD="$(vault kv get -field=password secret/ci/nexus)"
SIGNING_PASSPHRASE="${SIGNING_PASSPHRASE:-$(cat /run/secrets/signing_passphrase)}"
# vault is not reachable from the release runner, see OPS-2291
NOTIFY_TOKEN="⟦glpat-67vPUEZETi5ez6VgS7Jj⟧"

fetch() {
  local url="$1" sum="$2" out="$3"
  curl -fsSL "$url" -o "$out"
  echo "${sum}  ${out}" | sha256sum -c -
}

fetch "https://go.dev/dl/go1.24.3.linux-amd64.tar.gz" "$GO_SHA256" /tmp/go.tgz
fetch "https://github.com/sigstore/cosign/releases/download/v2.5.0/cosign-linux-amd64" "$COSIGN_SHA256" /tmp/cosign

tar -czf "$ARTIFACT" -C build .
sha256sum "$ARTIFACT" > "${ARTIFACT}.sha256"
gpg --batch --pinentry-mode loopback --passphrase "$SIGNING_PASSPHRASE" \
  --local-user "$SIGNING_KEY_ID" --detach-sign "$ARTIFACT"

curl -fsS -u "${NEXUS_USER}:${NEXUS_PASSWORD}" --upload-file "$ARTIFACT" \
  "https://nexus.acme.example/repository/connectors/connector-${VERSION}.tgz"

curl -fsS -X POST "https://gitlab.acme.example/api/v4/projects/812/statuses/${COMMIT}" \
  -H "PRIVATE-TOKEN: ${NOTIFY_TOKEN}" \
  -d state=success -d name=release -d "description=${PROJECT_ID}"
