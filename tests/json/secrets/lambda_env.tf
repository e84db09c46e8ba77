resource "aws_lambda_function" "api" {
  function_name = "api"
  environment {
    variables = {
      DB_PASSWORD = "⟦tf-pw⟧"
      LOG_LEVEL   = "info"
      TOKEN_TTL   = "3600"
    }
  }
}
variable "db_password" {
  type      = string
  sensitive = true
  default   = "⟦tf-default⟧"
}
provider "datadog" {
  api_key = var.datadog_api_key
  app_key = "⟦dd-app-key⟧"
}
