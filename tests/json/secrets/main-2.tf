terraform {
  required_version = ">= 1.7"
  backend "s3" {
    bucket         = "acme-int-tfstate"
    key            = "prod/middleware.tfstate"
    region         = "eu-west-1"
    dynamodb_table = "tf-locks"
  }
}

provider "aws" {
  region     = "eu-west-1"
  access_key = var.aws_key_id
  secret_key = "⟦Hv6ltIGvhtDzG7bmlFH65v/njevrtgWcckmjmQEX⟧"
}

resource "aws_db_instance" "mw" {
  identifier          = "mw-prod"
  engine              = "postgres"
  username            = "mwadmin"
  password            = "⟦StrbWLg?GeQP5v1Q!wo⟧"
  kms_key_id          = "arn:aws:kms:eu-west-1:418822019337:key/76ddae6c-8736-4309-8d76-99ef1be09256"
  snapshot_identifier = "rds:mw-prod-2025-07-13-03-07"
}

resource "datadog_monitor" "queue" {
  name    = "queue depth"
  api_key = var.datadog_api_key
}

resource "azuread_application_password" "sync" {
  application_object_id = "2fd8cd9c-48c3-4342-913c-319078d6dfce"
}

locals {
  sendgrid_key = "⟦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⟧"
  webhook_url  = "https://hooks.slack.com/services/T8BHHRAR2/BGNW53X3MJH/⟦UVdDiQW9YmlbFVukKP9K6jhj⟧"
  ami_id       = "ami-5647d62174982818d"
  pagerduty    = { service = "PHKSOTU", routing_key = "⟦5f3169797c26a7dd7cb56ae2ee10ac10⟧" }
}
