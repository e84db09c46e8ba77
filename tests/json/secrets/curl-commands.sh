#!/usr/bin/env bash
set -euo pipefail
BASE=https://eu-1.api.mews.example.net/v1

# 1. list the reservations
curl -s "$BASE/reservations?from=2024-06-01&to=2024-06-30&sortKey=arrival" \
  -H 'Accept: application/json' \
  -H 'X-Property-Id: 5e063307-fb88-4c5f-ab98-8b053b5a385b' \
  -H "Authorization: Bearer ⟦eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjFCNUJYdVFWT05sNnBEekgifQ.eyJzdWIiOiIyMTYzMzM0MSIsImlhdCI6MTcyODkwMTQ1MiwiZXhwIjoxNzI4OTAyMzUyLCJhdWQiOiJhY2NvdW50In0.YnF2Nw328AIYyOFc0cRwY2ObMxQndmk5Uy0vtcq_zy1LKtzAFf4nzzdT1NcpJuOiZ7EQ2OuMVu5-vybUHXiHfi⟧" | jq '.items | length'

# 2. DeepL for the confirmations
curl -X POST 'https://api-free.deepl.com/v2/translate' \
  -H 'Authorization: DeepL-Auth-Key ⟦1a5ffd8c-0f46-4355-9118-2dcf5ce189de:fx⟧' \
  -d 'text=Willkommen&target_lang=PT-BR'

# 3. upload the report
curl -u 'reports:⟦Tulip4Two.Lips⟧' -T ./out/juni.pdf https://dav.hotel-seeblick.at/reports/juni.pdf
curl --user readonly: https://dav.hotel-seeblick.at/reports/ -o listing.html

# 4. OpenWeather for the lobby screen
curl "https://api.openweathermap.org/data/2.5/weather?q=Bregenz&units=metric&appid=⟦658a114d66ab08cea3b0995f09a9f318⟧"
