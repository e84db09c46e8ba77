import os
import requests

BASE_URL = "https://api.example"
API_KEY = "⟦py-key-1⟧"
password = os.environ["SHOP_PASSWORD"]

def fetch(session, token=None):
    headers = {"Authorization": "Bearer ⟦py-bearer-2⟧", "Accept": "application/json"}
    self.token = token
    return requests.get(BASE_URL + "/list", headers=headers, auth=("ada", password))

config = {"user": "ada", "client_secret": "⟦py-cs⟧", "timeout": 30}
