#!/usr/bin/env bash
# source me: . ./exports.sh staging
export STAGE="${1:-staging}"
export ORG_ID=88888736
export SERVICE_NAME="order-fanout"

export PAGERDUTY_TOKEN="⟦9MizCgsEdLxYFb85UzZf⟧"
export HONEYCOMB_API_KEY=⟦G7a5wJ5u7pDnwR8c4yjsSC⟧
export HONEYCOMB_DATASET=order-fanout
export PULUMI_ACCESS_TOKEN='⟦pul-c686aa0272e1d65da8f570829f06928cacc9a88a⟧'
export LAUNCHDARKLY_SDK_KEY=⟦sdk-eb19c723-aac4-4c14-b067-13733189e068⟧
export LD_CLIENT_SIDE_ID=740668a5de3bf4abde5d8fb4
export NATS_URL="nats://fanout:⟦Otter_Creek.99⟧@nats-1.wharf.internal:4222,nats-2.wharf.internal:4222"
export NATS_CREDS_FILE=$HOME/.nats/fanout.creds
export ELASTIC_CLOUD_ID="wharf:ZXUtd2VzdC0xLmF3cy5mb3VuZC5pbyRhODFjMGYzYjJkN2U0NDY5JDVmZTA5MTdhYzJiODRkMzA="
export ELASTIC_API_KEY="⟦0sBwNCMcstDcQc963p4H8+YpS36v8t9r8c/P4yDE1dG5qxlRetYA7/pKUNqL⟧"
export SSH_KEY_TYPE=ed25519
export HISTCONTROL=ignorespace
unset PGPASSWORD
 export SNOWSQL_PWD="⟦winter isn't over⟧"

read -rsp "Vault password: " VAULT_PASS; echo
export VAULT_PASS
export SESSION_COOKIE_NAME=wharf_sid GIT_REV=f372cc86ca
