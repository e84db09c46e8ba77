terraform {
  required_version = ">= 1.8"
  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 4.52"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.27"
    }
  }
}

provider "cloudflare" {
  api_token = "⟦ro7zZuPvZFxQ2eaog5rP65jHelUatU53UXJl9Srz⟧" # TODO move to TF_VAR
}

provider "azurerm" {
  features {}
  subscription_id = "0a2660e9-dad3-43c7-8757-ef71e64bc49e"
  tenant_id       = "75454cd4-5280-44ae-9a1a-8524beb88bc3"
  client_id       = "0305df0c-2858-4f7f-9a01-dcbd888aac53"
  client_secret   = "⟦GBj8Q~PAVgsZFJB.cjzscEOmITfwssaiUEJX_0DU⟧"
}

resource "azurerm_postgresql_flexible_server" "main" {
  name                   = "psql-acme-prod"
  resource_group_name    = azurerm_resource_group.main.name
  location               = "westeurope"
  version                = "16"
  administrator_login    = "psqladmin"
  administrator_password = "⟦tlvb-EnhUQA?Bz9oj59zN1⟧"
  sku_name               = "GP_Standard_D2s_v3"
}

resource "cloudflare_record" "api" {
  zone_id = "748f6a322790d7819b58e650e663f973"
  name    = "api"
  type    = "CNAME"
  content = "acme-prod.azurewebsites.net"
  proxied = true
}

resource "azurerm_linux_web_app" "api" {
  name            = "acme-prod"
  service_plan_id = azurerm_service_plan.main.id
  app_settings = {
    WEBSITE_RUN_FROM_PACKAGE = "1"
    DB_PASSWORD              = var.db_password
    GITHUB_WEBHOOK_SECRET    = "⟦cd5a031d9c600c8c03fd5e36b6d86ffd29996367⟧"
    RELEASE_SHA256           = "2507851e06e69d94f2298b9f01e9b2c7e50e54e4b5213e4cf2233a47aee2ab78"
  }
}
