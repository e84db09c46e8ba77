region      = "eu-central-1"
environment = "prod"
db_password = "⟦hunter2-tf⟧"
instance_type = "t3.small"
api_token   = "⟦tok-tf-1⟧"
subnets = ["10.0.1.0/24", "10.0.2.0/24"]
