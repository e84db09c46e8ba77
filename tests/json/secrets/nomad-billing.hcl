job "billing-api" {
  datacenters = ["fra1", "ams3"]
  type        = "service"

  update {
    max_parallel = 1
    auto_revert  = true
  }

  group "api" {
    count = 3

    network {
      port "http" { to = 8080 }
    }

    task "server" {
      driver = "docker"

      config {
        image = "registry.fintrail.eu/billing/api:5.17.3"
        ports = ["http"]

        auth {
          username = "nomad-pull"
          password = "⟦a6dTIZVeYDWk1TlIGVtb⟧"
        }
      }

      env {
        LOG_LEVEL         = "info"
        DATABASE_URL      = "mysql://billing:⟦pE8uyyok3CSJ0T3UUW⟧@mysql.service.consul:3306/billing"
        STRIPE_PUBLIC_KEY = "pk_live_UKQScElnLqiHxI3wPERZAmb0"
        STRIPE_SECRET_KEY = "⟦sk_live_STxsxwzMwIHZ3FYvIgB4Hlbq⟧"
        SMTP_HOST         = "smtp.eu.mailgun.org"
        SMTP_USERNAME     = "billing@mg.fintrail.eu"
        SMTP_PASSWORD     = "⟦377a1e0a965953b08211880aea032d4a-80c584c0-6432cfbf⟧"
      }

      template {
        data        = <<EOH
SESSION_KEY={{ with secret "kv/data/billing" }}{{ .Data.data.session_key }}{{ end }}
EOH
        destination = "secrets/app.env"
        env         = true
      }

      resources {
        cpu    = 500
        memory = 512
      }
    }
  }
}
