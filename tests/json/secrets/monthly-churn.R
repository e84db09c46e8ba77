# monthly_churn.R -- scheduled on rstudio-connect, owner: Aoife
library(DBI)
library(RPostgres)
library(httr2)
library(dplyr)

options(stringsAsFactors = FALSE, scipen = 999)

con <- dbConnect(
  RPostgres::Postgres(),
  host     = "warehouse.greenhill.example",
  port     = 5439,
  dbname   = "analytics",
  user     = "r_reports",
  password = "⟦0k.QVVz.yNDOIPRZ1z⟧",
  sslmode  = "require"
)

Sys.setenv(
  "AWS_ACCESS_KEY_ID"     = "AKIAZ5R7QWT3MNB8KX2L",
  "AWS_SECRET_ACCESS_KEY" = "⟦B+uHgnffNxXs8OKps1D+TKnWORzzcmLnlg+OHbSP⟧",
  "AWS_DEFAULT_REGION"    = "eu-west-1"
)

churn <- dbGetQuery(con, "
  select account_id, plan, cancelled_at::date as day
  from mart.subscriptions
  where cancelled_at >= date_trunc('month', now()) - interval '1 month'
")

summary <- churn |>
  group_by(plan) |>
  summarise(n = n(), .groups = "drop") |>
  arrange(desc(n))

# HubSpot private app, scopes: crm.objects.companies.read
companies <- request("https://api.hubapi.com/crm/v3/objects/companies") |>
  req_url_query(limit = 100) |>
  req_auth_bearer_token("⟦pat-eu1-3ef52873-e8f4-afe5-2c5c-f4ff52ce127c⟧") |>
  req_perform() |>
  resp_body_json()

aws.s3::s3write_using(summary, FUN = write.csv, object = "churn/latest.csv", bucket = "greenhill-reports")

httr::POST(
  "https://discord.com/api/webhooks/1148830274419052604/⟦ZQllNaT0-VR8wkGiT9q_6o-wgjheBRhQYrUQ5LGNnA1Sj0mFi3eH8e3LzJSASLX-MYLw⟧",
  body = list(content = paste("Churn report:", nrow(churn), "accounts")),
  encode = "json"
)
dbDisconnect(con)
