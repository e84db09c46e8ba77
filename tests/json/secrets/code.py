import os
import requests
from flask import Flask, session

app = Flask(__name__)
app.secret_key = "⟦dev-9f8e7d⟧"
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop:⟦Ahorn⟧@localhost/shop"
app.config.update(SESSION_COOKIE_NAME="shop", SESSION_COOKIE_SECURE=True, MAIL_PASSWORD="⟦Linde 4⟧")
API_KEY = os.environ["PARTNER_API_KEY"]
PASSWORD_MIN_LENGTH = 12
TOKEN_URL = "https://login.partner.example/token"
client = boto3.client("s3", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="⟦aBcD1234eFgH5678iJkL9012mNoP3456qRsT7890⟧")

def login(user, password):
    r = requests.post(TOKEN_URL, data={"username": user, "password": password, "client_secret": "⟦k3-Pq⟧"}, auth=("shop", "⟦Erle!5⟧"))
    token = r.json()["access_token"]
    headers = {"Authorization": f"Bearer {token}", "X-Api-Key": "⟦Ulme-77⟧"}
    if not token:
        raise ValueError("no token in response")
    return requests.get("https://api.partner.example/me", headers=headers)

smtp = smtplib.SMTP("mail.intern")
smtp.login("shop@intern", "⟦Weide 6⟧")
conn = psycopg2.connect(host="pg1", dbname="shop", user="shop", password="⟦Kiefer7⟧")
redis.Redis(host="redis", password="⟦Tanne8⟧")
jwt.encode({"sub": 1}, "⟦Fichte-9⟧", algorithm="HS256")
KEYS = {"left": "ArrowLeft", "token": "tok"}
HASHED = hashlib.sha256(password.encode()).hexdigest()
