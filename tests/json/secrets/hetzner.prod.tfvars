# produkční prostředí – nesdílet mimo tým
project_name   = "sklad-api"
environment    = "prod"
region         = "nbg1"
server_type    = "cpx31"
image_id       = "161547269"

hcloud_token         = "⟦i3d2mPMO997UFlWRCPm0FePimT6yoMhssnLxg0CfmqkWEY3oxgJU90v2clQrIjP2⟧"
cloudflare_api_token = "⟦YjocI6O_v1fJXbasHlVwwc389bH0KhSx4E9iJLeR⟧"
cloudflare_zone_id   = "7b8fa97904104f49869d4bf2c20f6242"
ssh_public_key       = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIl4/xOb+sIYnkY5o4e0zFxPSJ3hdBkQxihUG4FhSnu0v deploy@sklad"
ssh_key_fingerprint  = "SHA256:hr3n1jn4MJQSs0L67IHqo6FPN6yziV5VGtI1vyveIpQ"

db_user      = "sklad_app"
db_password  = "⟦Třešeň.kvete.v.máji⟧"
backup_encryption_passphrase = "⟦4eab7vtkIMblm9Buk692eeDlw3s8⟧"
secret_rotation_days = 60
enable_password_auth = false
tags = {
  owner  = "infra@sklad.example.cz"
  commit = "35f56cbbf484c20cf2371978cef6a243bd6bf163"
}
