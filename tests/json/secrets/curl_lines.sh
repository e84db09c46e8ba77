#!/bin/sh
# Creates an instance and tests it
curl -u ada:⟦hunter2⟧ https://api.example/me
curl -X POST -H "Authorization: User ⟦abc=⟧, Organization ⟦def=⟧" -H 'Content-Type: application/json' -d '{"name":"x","password":"⟦pw-json⟧"}' https://api.example/instances
curl -H 'X-Api-Key: ⟦xk-1⟧' "https://api.example/list?limit=5&access_token=⟦at-1⟧"
curl --user bob:⟦t0p⟧ --data 'grant_type=client_credentials&client_secret=⟦cs-1⟧' https://login.example/token
wget --header="Authorization: Bearer ⟦wb-1⟧" https://files.example/a.zip
PGPASSWORD=⟦pgpw⟧ psql -h db.example -U shop -c 'select 1'
mysql -h db.example -u shop -p⟦mysqlpw⟧ shop
sshpass -p ⟦sshpw⟧ ssh ada@host.example uptime
tool --token ⟦tk-9⟧ --verbose --password=⟦pw-9⟧ --region eu
