job "web" {
  datacenters = ["dc1"]
  group "app" {
    vault {
      policies = ["web-read"]
    }
    task "server" {
      driver = "docker"
      config {
        image = "reg.example/web:1.4.2"
        auth {
          username = "ci"
          password = "⟦nomad-reg⟧"
        }
      }
      env {
        PORT          = "8080"
        API_KEY       = "⟦nomad-key⟧"
        OAUTH_SECRET  = "⟦nomad sec⟧"
        TOKEN_URL     = "https://id.example/token"
      }
      template {
        data = <<EOF
DB_PASSWORD={{ with secret "db/creds" }}{{ .Data.password }}{{ end }}
STATIC_TOKEN=⟦hd-tok-1⟧
EOF
        destination = "secrets/app.env"
      }
    }
  }
}
provider "datadog" {
  api_key = "⟦dd-api-1⟧"
  app_key = "⟦dd-app-2⟧"
  api_url = "https://api.datadoghq.eu/"
}
resource "aws_ssm_parameter" "pw" {
  name  = "/shop/db/password"
  type  = "SecureString"
  value = "⟦ssm-val-3⟧"
}
