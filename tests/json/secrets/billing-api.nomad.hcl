job "billing-api" {
  datacenters = ["ams1"]
  type        = "service"

  group "api" {
    count = 3
    network { port "http" { to = 8080 } }

    task "server" {
      driver = "docker"
      config {
        image = "ghcr.io/polderpay/billing-api:2.31.0"
        ports = ["http"]
        auth {
          username = "polderpay-bot"
          password = "⟦ghp_vFU2ZEeoblDp79UtOVohExFfbmesYoaU5F2t⟧"
        }
      }
      vault { policies = ["billing-read"] }
      env {
        LOG_LEVEL         = "info"
        DATABASE_URL      = "postgresql://billing:⟦t3nNis-b4l⟧@pg.service.consul:5432/billing?sslmode=require"
        MOLLIE_API_KEY    = "⟦live_9WIGFRHTMTjc1KWAtnugUVWAWVRGyU⟧"
        SIGNING_KEY_ID    = "bk-2024-05"
        OTEL_SERVICE_NAME = "billing-api"
        KAFKA_PASSWORD    = "${KAFKA_PASSWORD}"
      }
      template {
        destination = "secrets/app.env"
        env         = true
        data        = <<EOT
STRIPE_SECRET_KEY={{ with secret "kv/data/billing/stripe" }}{{ .Data.data.secret_key }}{{ end }}
SESSION_PEPPER=⟦73e8de8be0993ebba452e102d2225fcce2ecdca6c8e2b4c6f5c79e7844ee7242⟧
EOT
      }
    }
  }
}
