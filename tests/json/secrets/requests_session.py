import requests
session = requests.Session()
session.auth = ("ada", "⟦tuple-pw⟧")
session.headers.update({"X-Auth-Token": "⟦hdr-tok⟧", "Accept": "application/json"})
PASSWORD = os.getenv("PASSWORD", "⟦dflt-pw⟧")
client = Client(api_key="⟦kw-key⟧", timeout=30)
token = get_token(user)
if password == "":
    raise ValueError("password is required")
config = dict(host="db.example", passwd='⟦dict-pw⟧', port=5432)
url = f"https://ada:{password}@host.example/"
