#!/bin/sh
# create an instance, then look at it
curl -sS -X POST 'https://api.cloud-elements.example/elements/api-v2/instances' \
  -H 'Authorization: User ⟦usr/Sec+ret=⟧, Organization ⟦org0123⟧' \
  -H 'Content-Type: application/json' \
  -d '{"element":{"key":"hubspotcrm"},"configuration":{"oauth.api.key":"app-id-1","oauth.api.secret":"⟦hub-sec⟧","oauth.callback.url":"http://127.0.0.1:8910/callback"},"name":"crm","tags":["prod"]}'
curl --user "ada:⟦basic pw⟧" --cacert ca.pem https://files.example/list
curl https://api.example/v1/me --oauth2-bearer ⟦o2b-7⟧ -o me.json
curl -F grant_type=password -F username=ada -F password=⟦formpw⟧ https://login.example/oauth/token
curl --proxy http://proxyuser:⟦proxypw⟧@proxy.example:3128 --proxy-user pu:⟦pp-2⟧ https://shop.example/
curl -b 'session=⟦ck-curl-1⟧; theme=dark' --data-urlencode "client_secret=⟦url enc⟧" --max-time 30 https://shop.example/token
sshpass -p ⟦ssh-pw-1⟧ ssh ada@host.example uptime
export PGPASSWORD=⟦pgpw⟧; psql -h db.example -U shop -c 'select count(*) from tokens'
