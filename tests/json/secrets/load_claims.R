# load_claims.R -- weekly refresh, run by cron on rstudio-02
library(DBI)
library(REDCapR)
library(httr2)

con <- dbConnect(
  RPostgres::Postgres(),
  host = "pg-claims.stat.example", port = 5432, dbname = "claims",
  user = "r_loader",
  password = "⟦hazel-otter-41⟧"
)

mart <- dbConnect(odbc::odbc(), dsn = "MartDW", uid = "r_loader", pwd = keyring::key_get("MartDW"))

redcap <- redcap_read(
  redcap_uri = "https://redcap.stat.example/api/",
  token      = "⟦3CF1C8801948B92F2DA2C4E76D5BEAF8⟧",
  fields     = c("record_id", "consent_date", "site_key")
)$data

geo <- request("https://geo.stat.example/v1/batch") |>
  req_auth_bearer_token("⟦2tdsctzplx_Ro_NAEgn3uJ7uwge_P0qYLu74ymaP⟧") |>
  req_headers(`X-Client-Id` = "claims-loader") |>
  req_perform() |>
  resp_body_json()

Sys.setenv(AZURE_TENANT_ID = "06d78082-e22f-4a43-a070-0e6bc5d903cc")
pass_rate <- mean(redcap$passed, na.rm = TRUE)
token_col <- "subject_token"
stopifnot(digest::digest(file = "lookup.csv", algo = "md5") == "f0adb4a3a79c506bf697f993dbeee9de")

dbWriteTable(con, "stg_claims", redcap, overwrite = TRUE)
dbDisconnect(con)
