# Entorno: producción (Valencia)
entorno           = "prod"
vsphere_server    = "vcenter.naranjal.local"
vsphere_user      = "administrator@vsphere.local"
vsphere_password  = "⟦Azahar#jzlDsuY!⟧"
vsphere_thumbprint = "66:12:FD:BF:46:8B:8C:DA:36:0C:73:10:EE:F4:82:CD:35:2B:2B:FA"

vault_addr  = "https://vault.naranjal.es:8200"
vault_token = "⟦hvs.1Eqdar28FfBaKt7wJO18Uc5FdCRkhLT8vZAbD2dOsKosKZ9Pj2XwgqLvSZ6BJ4nlrfpWF1s47kFZvDVAgU6RPadVwQE⟧"
vault_secret_id = "⟦60c81d26-a0fd-4ebe-aba0-1be46d3b3fe9⟧"

postgres = {
  host     = "10.30.2.11"
  usuario  = "erp"
  clave    = "⟦T8nemDXvrTTJQ7NAYc⟧"
  base     = "erp_prod"
}

ovh_application_secret = "⟦ce6470229c447db90062275032bf7555⟧"
ovh_consumer_key       = "⟦2e534ea01d9b9b1d3a74d1dcea64b7cb⟧"

template_uuid = "6c91eb5a-b499-4c7c-8e17-288d23507f91"
dns_servers   = ["10.30.0.2", "10.30.0.3"]
