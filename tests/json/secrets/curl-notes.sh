#!/usr/bin/env bash
# shipping + CRM calls used for the March migration
set -euo pipefail

BASE=https://api.eu.shipwise.io/v2

# 1. token
curl -s -X POST "$BASE/oauth/token" \
  -u 'migration-job:⟦x94O9PhdqYL6RUqpnzfKR7EicsQdqbDM⟧' \
  -d grant_type=client_credentials -d scope=labels.write

# 2. list carriers
curl -s "$BASE/carriers?limit=50" \
  -H 'Accept: application/json' \
  -H 'X-Api-Key: ⟦swk_live_MkKfisau8LhWlH0Iy1A6k9AXgWB4dtN1⟧'

# 3. hubspot contacts
curl -s 'https://api.hubapi.com/crm/v3/objects/contacts?limit=10&archived=false' \
  -H 'Authorization: Bearer ⟦pat-eu1-6dfc981c-ab5d-4ece-8af3-e326598954c2⟧'

# 4. legacy endpoint wants the session cookie
curl -s 'https://legacy.shipwise.io/export.do?from=2026-03-01' \
  -b 'JSESSIONID=⟦BA6974C8EE9AFE7B67BEF090C0A98743.node2⟧; lang=en; cookieconsent=1' -o export.csv

# 5. upload to the blob container
curl -s -X PUT -H 'x-ms-blob-type: BlockBlob' --data-binary @export.csv \
  'https://shipwiseexports.blob.core.windows.net/march/export.csv?sv=2024-11-04&st=2026-03-02T08%3A00%3A00Z&se=2026-03-09T08%3A00%3A00Z&sr=c&sp=rcw&sig=⟦1CpbaKNCyiCOpvGk2FVmXLypXP%2BeXsLQ3niPlFaDEig%3D⟧'

# 6. same with a key from the keychain
curl -s "$BASE/labels" -H "X-Api-Key: $SHIPWISE_KEY" -d @label.json
