project        = "acme-prod"
region         = "europe-west1"
db_tier        = "db-custom-2-7680"
db_password    = "⟦tfv-db⟧"
admin_users    = ["ada@example.com"]
api_tokens     = ["⟦tfv-t1⟧", "⟦tfv-t2⟧"]
datadog = {
  api_key = "⟦tfv-dd⟧"
  site    = "datadoghq.eu"
}
ssh_public_key = "ssh-rsa AAAAB3NzaC1yc2E ada"
oauth = { client_id = "abc", client_secret = "⟦tfv-oc⟧" }
enable_secret_rotation = true
secret_rotation_days   = 30
kms_key_name           = "projects/acme/locations/eu/keyRings/r/cryptoKeys/k"
tls_key = <<EOT
-----BEGIN EC PRIVATE KEY-----
⟦MHcCAQEEIIrYSSNQFaA2⟧
-----END EC PRIVATE KEY-----
EOT
