#!/bin/bash
# Create an instance of Zendesk
set -euo pipefail
curl -sS -X POST "https://api.cloud-elements.example/elements/api-v2/elements/zendesk/instances" \
  -H "Authorization: User ⟦ab/CD+ef==⟧, Organization ⟦0011223344556677⟧" \
  -H 'Content-Type: application/json' \
  --data-raw '{"element":{"key":"zendesk"},"providerData":{"code":"⟦zd-code-1⟧"},"configuration":{"oauth.callback.url":"https://cb.example","oauth.api.secret":"⟦zd-sec⟧","zendesk.subdomain":"engine"},"tags":["team a"],"name":"Zendesk EU"}'
curl -u robot:⟦r2d2⟧ --retry 3 -o out.json https://files.example/report.json
curl --user 'ada@engine.example:⟦p w⟧' -k https://intern.example/status
curl -x http://proxy.example:3128 --proxy-user px:⟦pxpw⟧ -b "JSESSIONID=⟦ABCDEF0123⟧; lang=en" https://shop.example/cart
curl -F "file=@report.csv" -F "token=⟦up-tok⟧" -F "folder=reports" https://upload.example/
curl --oauth2-bearer ⟦ob-55⟧ https://imap.example/
wget --user=ada --password=⟦wg-1⟧ -q https://files.example/big.iso
http POST https://api.example/login username=ada password=⟦hx-1⟧ X-API-Token:⟦hx-2⟧ page==2
PGPASSWORD=⟦pg-9⟧ psql -h db.example -U report -c 'select count(*) from orders'
sshpass -p ⟦ssh-9⟧ scp out.json ada@host.example:/srv/in/
mysql -u root -p⟦my-9⟧ shop < dump.sql
