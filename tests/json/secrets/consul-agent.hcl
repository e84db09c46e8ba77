datacenter  = "milano-1"
data_dir    = "/opt/consul"
node_name   = "consul-srv-02"
server      = true
bootstrap_expect = 3
encrypt     = "⟦v1eZp/awViXe6QtNz5uGW8q5nOSf46J7drlxmChkmpI=⟧"
retry_join  = ["10.40.0.11", "10.40.0.12", "10.40.0.13"]

tls {
  defaults {
    ca_file   = "/etc/consul.d/tls/ca.pem"
    cert_file = "/etc/consul.d/tls/srv-02.pem"
    key_file  = "/etc/consul.d/tls/srv-02-key.pem"
    verify_incoming = true
  }
}

acl = {
  enabled        = true
  default_policy = "deny"
  tokens {
    initial_management = "⟦299ea61e-2fbf-4ede-8b4c-69f36b92cb94⟧"
    agent              = "⟦a1296410-06a9-4539-b2cd-f693de343550⟧"
  }
}

# node id: f1b45da9-2ab1-4eb3-ba22-9d0ded07be11
telemetry { statsite_address = "10.40.0.5:8125" }
