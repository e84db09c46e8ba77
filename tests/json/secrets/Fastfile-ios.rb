default_platform(:ios)

APP_ID = "com.kumonosu.notes"

platform :ios do
  before_all do
    ensure_bundle_exec
    setup_ci if ENV["CI"]
  end

  desc "TestFlight へアップロード"
  lane :beta do
    api_key = app_store_connect_api_key(
      key_id: "PRZ6PUIKRE",
      issuer_id: "69a6de7e-3f1c-47e3-e053-5b8c7c11a4d1",
      key_content: "-----BEGIN PRIVATE KEY-----\n⟦MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgIzv47tdjxGqRO0N3SRQgc/nvHoLGo1zLO1r2TrgwvFlvddg+bxqri0YdHHBDZmeSKCeyidcKKChcsZlYDDMlkG6J4OFK6wcT59kxlbmDV9l0UAsQucuQ48LWG152e7muJhn0tshzlHOlRJvAK95KYRsy⟧\n-----END PRIVATE KEY-----",
      in_house: false
    )

    match(
      type: "appstore",
      git_url: "https://git.kumonosu.jp/mobile/certificates.git",
      git_basic_authorization: "⟦Y2ktbWF0Y2g6Z2xwYXQtV3E3WG4ydktmVDRzTHI5WWJEM2U=⟧",
      app_identifier: APP_ID,
      readonly: true
    )

    increment_build_number(build_number: latest_testflight_build_number(api_key: api_key) + 1)
    build_app(scheme: "Notes", export_method: "app-store")
    upload_to_testflight(api_key: api_key, skip_waiting_for_build_processing: true)

    discord_notifier(
      webhook_url: "https://discord.com/api/webhooks/3292470042956211404/⟦bgtVtENHXeWRTSAX3xIDSI6GHK7dPSirmqOmvqdESFU7I9NGUGoK8XBZUptM2YJCOjHq⟧",
      title: "Notes beta"
    )
  end

  lane :keychain do
    unlock_keychain(path: "login.keychain-db", password: "⟦P8DdLeUhKo4Tn⟧")
  end
end
