# prod.auto.tfvars
region              = "westeurope"
resource_group_name = "rg-fulfil-prod"
subscription_id     = "39f1762f-a388-443e-bc87-5300792c6fb8"
tenant_id           = "a4df266a-cee6-4620-9215-4c4f94d1f72b"

sql_admin_login    = "fulfiladmin"
sql_admin_password = "⟦Mx9$tRow!GmyQZRYfm⟧"

node_count = 5
vm_size    = "Standard_D4s_v5"

service_bus_connection_string = "Endpoint=sb://fulfil-prod.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=⟦DQvZeWgmkX+gplIRCzvBb1uzbS5kNO9h14BBMoEk4rY=⟧"

cloudflare_zone_id   = "97a858d889e4982b91e165ba86ed173b"
cloudflare_api_token = "⟦h7vE_HQy0huWuM96UBrcSRAui7Kz8qcG6j5boO1N⟧"

datadog = {
  site    = "datadoghq.eu"
  api_key = "⟦c7b7e9c8c4f09a942d2b13d45d8aa3cc⟧"
  app_key = "⟦ff970fae70544ff28a82402dce3d57578f2d1ba4⟧"
}

ssh_public_keys = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI2T3tOsPwh9sg6DKG52TJw1AfDtgD3S+ImmgyKerDgla ops@fulfil",
]

tags = {
  environment = "prod"
  git_commit  = "af986d3b111c746a1fddb580253581547dc12a59"
}
