terraform {
  required_version = ">= 1.5"
  backend "pg" {
    conn_str = "postgres://tfstate:⟦q8-Kastanie-Hof⟧@pg-infra.intra:5432/tfstate?sslmode=require"
  }
  required_providers {
    datadog = { source = "DataDog/datadog", version = "3.38.0" }
    vault   = { source = "hashicorp/vault", version = "3.25.0" }
  }
}

provider "datadog" {
  api_url = "https://api.datadoghq.eu/"
  api_key = "⟦50d494a542f959f71969b1fce256f4cd⟧"
  app_key = "⟦ac15c5a1f52f9def689bf7c9d862a9aabc1394ce⟧"
}

provider "vault" {
  address = "https://vault.intra:8200"
  token   = "⟦hvs.CAESIsYm8wbmShGSVMv4mJ3sHvH8UzIK2dkhS9jJ7iDjNxMkmT-NYm_v1lQjRCfWTEyYyP-_eAYdmBO0w25Zt4xqe1f2W6m⟧"
}

data "vault_generic_secret" "db" {
  path = "secret/prod/database"
}

resource "datadog_monitor" "login" {
  name    = "Too many password failures"
  type    = "log alert"
  query   = "logs(\"@evt.name:password_failed\").rollup(\"count\").last(\"5m\") > 20"
  message = "See runbook, do not reset secrets @pagerduty-ops"
}
