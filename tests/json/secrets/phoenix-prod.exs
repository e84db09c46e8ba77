import Config

# Production settings of the booking portal. Not in git.
config :portal, PortalWeb.Endpoint,
  url: [host: "buchung.alpenhof-tirol.at", port: 443, scheme: "https"],
  http: [ip: {0, 0, 0, 0}, port: 4000],
  secret_key_base: "⟦pFlWpEo29QGchxY3o5QyNjCn8I1IxSN0e0kykWsCO+AOutxFJbkfIVp+gSL5Vv7y⟧",
  check_origin: ["https://buchung.alpenhof-tirol.at"]

config :portal, Portal.Repo,
  username: "portal",
  password: "⟦WLJHxPRQNR9AIh3NSnj⟧",
  database: "portal_prod",
  hostname: "db1.alpenhof.internal",
  pool_size: 15,
  ssl: true

config :portal, Portal.Mailer,
  adapter: Swoosh.Adapters.Postmark,
  api_key: "⟦66415f1f-9edb-403c-a281-6037a2e2fc84⟧"

config :portal, :feratel,
  base_url: "https://webapi.feratel.example/v2",
  partner_id: "ALPENHOF",
  timeout: 15_000

config :ueberauth, Ueberauth.Strategy.Google.OAuth,
  client_id: "742004275438-7l91ugwiocec77dkgtbbpbvexmfeufko.apps.googleusercontent.com",
  client_secret: "⟦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⟧"

config :logger, level: :info
config :portal, Oban, queues: [default: 10, mails: 5]
