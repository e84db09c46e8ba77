job "facturation" {
  datacenters = ["gra", "rbx"]
  type        = "service"

  group "api" {
    count = 2
    task "api" {
      driver = "docker"
      config {
        image = "registry.canopee.fr/facturation:8.3.0"
        auth {
          username = "nomad"
          password = "⟦cerise-noyau-41⟧"
        }
        ports = ["http"]
      }
      env {
        PENNYLANE_TOKEN   = "⟦GEIWaz3XRPB12DoSYrsgtrWUKviLH8xvYVE6k5GLInA⟧"
        GOCARDLESS_TOKEN  = "⟦live_mbkjzYJbqulbAKgRsD763MxPvixIKaTnlcUTRFTL⟧"
        GOCARDLESS_ENV    = "live"
        DB_SECRET_PATH    = "kv/facturation/db"
        TOKEN_LEEWAY      = "60s"
      }
      template {
        data        = <<EOT
DATABASE_PASSWORD={{ with secret "kv/facturation/db" }}{{ .Data.password }}{{ end }}
EOT
        destination = "secrets/db.env"
        env         = true
      }
    }
  }
}
