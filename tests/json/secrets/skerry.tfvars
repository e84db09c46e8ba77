# terraform.tfvars -- production, eu-north-1
project     = "skerry"
environment = "prod"
region      = "eu-north-1"

vpc_cidr        = "10.60.0.0/16"
private_subnets = ["10.60.1.0/24", "10.60.2.0/24", "10.60.3.0/24"]

db_instance_class = "db.m6g.large"
db_name           = "skerry"
db_username       = "skerry_root"
db_password       = "⟦RHBXzb1v5sDWtr9OyISrRXJylm17⟧"

cloudflare_account_id = "f16c3abbc2787cdeabcb54beb52226de"
cloudflare_api_token  = "⟦kLVgXRtDMyRjC50ppoAEVFW41jhVGG7YUEh7UrQo⟧"

datadog_api_key = "⟦fd7fbd1afb37a410c3189bcf5691c299⟧"
datadog_app_key = "⟦9f085239f77b1dec43b7f24b3d1474b69b98760f⟧"
datadog_site    = "datadoghq.eu"

github_app_id          = 418822
github_app_private_key = <<-EOT
  -----BEGIN RSA PRIVATE KEY-----
  ⟦MIIEIQd5N477nfi2JCgW4gGRkUadv4zQU67S9uEIHSkQkG+9oJLruJc3GuEqwdJm⟧
  ⟦ULCOQBxFbeswox4rfzRD8TAs32fclYCsJTVvbts8OXmDDyuYTp7JECjUhIFF54Bh⟧
  ⟦kptuCUr5QXcGNsDzoO73LRxo8Vn8ZoPae4PCawxuw2==⟧
  -----END RSA PRIVATE KEY-----
EOT

ssh_public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIqUNSo6+4nmtFuzx6Pn9rQEveauhPXeVov1rWB1j4eMC ops@skerry"

secrets_manager_prefix = "skerry/prod"
password_rotation_days = 90

tags = {
  Owner      = "platform"
  CostCenter = "4410"
}
