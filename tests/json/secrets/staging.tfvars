project_id      = "atelier-staging-418302"
region          = "europe-west9"
billing_account = "0D31D3-8BA060-A255B3"

cluster_name       = "atelier-staging"
node_image_digest  = "sha256:f28e3655efd1924739e2f7e807d36c528b88c67f104b17974cc1c12dcec37108"
release_channel    = "REGULAR"
deletion_protection = true

# Secret Manager
db_password_secret   = "projects/418302771655/secrets/atelier-db-password/versions/3"
stripe_secret_name   = "stripe-api-key"
oauth_client_id      = "855275539319-f4wwelo1d66q4frg8oqojaabtyhgz7oe.apps.googleusercontent.com"
oauth_client_secret_ref = "sm://atelier-staging-418302/oauth-client-secret"

workload_identity_pool = "projects/418302771655/locations/global/workloadIdentityPools/github"
kms_key                = "projects/atelier-staging-418302/locations/europe-west9/keyRings/app/cryptoKeys/disk"

authorized_networks = {
  bureau = "203.0.113.16/29"
  vpn    = "198.51.100.40/32"
}

ssh_keys = [
  "margaux:ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOVUC809sMNMl1hTKbYwML1Rs38tViq9MoYgaP9y1yF7 margaux@atelier",
  "yanis:ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI3c3cZk145JYuWkx54KGzZdcGSZ/VslpGC/SQWjzpDN6 yanis@atelier",
]
