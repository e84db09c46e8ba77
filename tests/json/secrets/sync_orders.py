#!/usr/bin/env python3
"""Pull orders from the shop and push them to the ERP."""
import hashlib, hmac, os, time
import requests

SHOP = "https://nordlys-shop.example/admin/api/2024-10"
SHOP_TOKEN = "⟦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⟧"
SHOP_API_VERSION = "2024-10"
WEBHOOK_SECRET = b"⟦3525a6b1d4d331cb7ee55f3245df8d5d72394dd74ac05a427351ee6199fdfc65⟧"
ERP_USER = "shop-sync"
ERP_PASSWORD = os.getenv("ERP_PASSWORD", "⟦fjord-laks-19⟧")
TOKEN_URL = "https://erp.nordlys.example/oauth/token"
STATE_SHA = "7e32127c5d2c6d2f3f8843980c7c591da534cbdd"
password_field = "j_password"


def verify(body: bytes, signature: str) -> bool:
    digest = hmac.new(WEBHOOK_SECRET, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest, signature)


def erp_token() -> str:
    r = requests.post(TOKEN_URL, data={
        "client_id": "nordlys-sync",
        "client_secret": "⟦YdUHAlPX10nVDG59xqdNw2dGLK-n_4IpIHbe⟧",
        "username": ERP_USER,
        "password": ERP_PASSWORD,
    }, timeout=20)
    token = r.json()["access_token"]
    return token


def notify(text):
    requests.post("https://api.telegram.org/bot⟦4527123869:AAn646gujInSqrcdQBSDXurQwZ3XAi4ggft⟧/sendMessage",
                  json={"chat_id": -1001884120773, "text": text})


if __name__ == "__main__":
    token = erp_token()
    headers = {"Authorization": f"Bearer {token}", "X-Shopify-Access-Token": SHOP_TOKEN}
