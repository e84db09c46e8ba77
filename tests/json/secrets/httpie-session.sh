# --- Sendcloud ---
http -a public-f1797ba8:⟦744d9dde4341636c4d96b6b74d7376b5⟧ GET https://panel.sendcloud.sc/api/v2/parcels limit==25

# --- commercetools: get a token, then query ---
http --form POST https://auth.europe-west1.gcp.commercetools.com/oauth/token \
    grant_type=client_credentials scope=view_orders:vlinder-prod \
    --auth "pz5n-KIjNeREHPbaRW2Msy8W:⟦7WhHAuGg1COdPfiSFXdYdZk080zdGTia⟧"
http GET 'https://api.europe-west1.gcp.commercetools.com/vlinder-prod/orders?sort=createdAt+desc' \
    "Authorization:Bearer ⟦efRy8IGPzQHnD-7ctG-IlOKZ1oVReDKz⟧" X-Correlation-ID:vlinder/e74475aa-971f-4f0a-95e4-e076ecbe8a59

# --- internal: token expiry only ---
http GET https://auth.vlinder.nl/introspect token_type_hint==access_token | jq .exp

# --- Telegram note for the warehouse ---
http POST "https://api.telegram.org/bot⟦7003235725:AAysZhWMAztMXpR5Uz6dSg570So9sMPL7XM⟧/sendMessage" chat_id=-1001844120937 text="Klaar"

# --- old endpoint with the key in the body ---
http POST https://api.myparcel.nl/shipments apikey="⟦8d5de45d7c7330483ab22aaca9e5dc7b03ce2bb6⟧" reference=VL-20931 packageType:=1
