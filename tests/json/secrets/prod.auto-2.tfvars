# prod.auto.tfvars -- not in git

environment = "prod"
region      = "eu-west-1"
account_id  = "821614364543"

vpc_id     = "vpc-05e597b22d03ea1c4"
subnet_ids = ["subnet-0ba29251d619648d7", "subnet-00d73ec5e95c5db50"]
kms_key_id = "arn:aws:kms:eu-west-1:654333944411:key/c166c0f8-365b-4634-a70f-d907b4220406"
ami_id     = "ami-088bb77f388264121"

db_username = "master"
db_password = "⟦pccrROyeWkzHh6Z2SRbxkudxkdiE⟧"

datadog_api_key = "⟦31e03691593a0d35b6538520e7200292⟧"
datadog_app_key = "⟦066b2dac70e5fc2a57f83cc805a4c87e294d7166⟧"
datadog_site    = "datadoghq.eu"

grafana_auth = "⟦glsa_Kz3eYoteZrBlHcfTFMaYxhaL3aqFBIAA_c4b738a3⟧"

oidc = {
  issuer        = "https://id.acme.example/realms/acme"
  client_id     = "argo-workflows"
  client_secret = "⟦Fwi1rj6S5CHpM6TOgYjldHDFw9ypMdda⟧"
}

ssh_public_keys = {
  anna = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIzg20/3+enCucg/+TXYKDT7Rnc3OEnzAOo7ZhxJNBjID anna@acme.example"
  tom  = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFqPGIa054dlnk9jzIRZcW9jsmfzVKlQR1E1F/E1ypTL tom@acme.example"
}

lambda_source_hash = "RPJEqxut10mevGFupzWmO1WFOX9/MzYUmCPDAciWoJs="
