#!/usr/bin/env bash
set -euo pipefail
API=https://api.example.com
TOKEN=$(curl -sS -X POST "$API/login" \
  -H 'Content-Type: application/json' \
  -d '{"username":"ada","password":"⟦ml-pw⟧"}' | jq -r .token)
curl -sS "$API/orders" -H "Authorization: Bearer $TOKEN"
curl --request POST \
  --url 'https://eu1.example.com/services/oauth2/token?client_id=3MVG9&client_secret=⟦37911⟧' \
  --header 'Cookie: BrowserId=⟦bid-9⟧; lang=en' \
  --form 'username="ada@example.com"' \
  --form 'password="⟦frm pw⟧"'
curl -k --cert client.pem:⟦certpass⟧ --key client.key https://mtls.example.com
curl --oauth2-bearer ⟦o2b-tok⟧ imaps://mail.example.com
curl -x http://pu:⟦prxpw⟧@proxy:8080 -o out.bin https://dl.example.com/f
curl -H "apikey: ⟦anon-key⟧" -H "Prefer: return=representation" "$API/rest/v1/t"
curl -d @body.json -H @headers.txt "$API/bulk"
wget --header="X-Auth-Token: ⟦wg-tok⟧" --http-password=⟦wg-pw⟧ https://a.example/x
