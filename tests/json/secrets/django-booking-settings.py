"""Settings of the booking portal (production)."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = "⟦w3#k(v!0z^mlkc0aqdkpe9lhmzomdwbiyw1ksljdp&q8)⟧"
DEBUG = False
ALLOWED_HOSTS = ["booking.lakeside-outfitters.example"]
CSRF_TRUSTED_ORIGINS = ["https://booking.lakeside-outfitters.example"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "rest_framework.authtoken",
    "booking",
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "booking",
        "USER": "booking",
        "PASSWORD": "⟦Heron_Dock.7714⟧",
        "HOST": "pg1.lakeside-outfitters.example",
        "PORT": "5432",
    },
    "replica": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "booking",
        "USER": "booking_ro",
        "PASSWORD": os.environ["REPLICA_PASSWORD"],
        "HOST": "pg2.lakeside-outfitters.example",
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
]

CELERY_BROKER_URL = "amqp://celery:⟦eVl6iS1C2VzGgyB7⟧@mq.lakeside-outfitters.example:5672/booking"

EMAIL_HOST = "smtp.lakeside-outfitters.example"
EMAIL_HOST_USER = "booking@lakeside-outfitters.example"
EMAIL_HOST_PASSWORD = "⟦9h9g8nHbI7KT6GeAJHQ3⟧"
EMAIL_USE_TLS = True

AWS_ACCESS_KEY_ID = "AKIAG4FONZVISMZRLTSW"
AWS_SECRET_ACCESS_KEY = "⟦ropaWVq9fRd84ewcOQBQD5q98IOr8PaBpFbb2emK⟧"
AWS_STORAGE_BUCKET_NAME = "lakeside-booking-media"

PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_SECURE = True
TOKEN_MODEL = "authtoken.Token"
TIME_ZONE = "Europe/London"
