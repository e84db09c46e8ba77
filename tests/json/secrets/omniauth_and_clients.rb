# frozen_string_literal: true
# config/initializers/integrations.rb

Rails.application.config.middleware.use OmniAuth::Builder do
  provider :quickbooks_oauth2,
           client_id: 'ABz7QxLk9VtR2bYnW4cJd0PsHf5GmUeAo1KiXt8EvSyNhBr6Cj',
           client_secret: '⟦kT9zLx2VqR7bYn4WcJd0PsHf5GmUeAo1KiXt8EvS⟧',
           scope: 'com.intuit.quickbooks.accounting'
  provider :github, ENV.fetch('GITHUB_KEY'), ENV.fetch('GITHUB_SECRET')
end

Aws.config.update(
  region: 'ap-southeast-2',
  credentials: Aws::Credentials.new('AKIAYQ4LZT7RXNWVK2MB', '⟦J0v/kTz9QxL2+rYb7nWcPd4sHf5GmUeAo1KiXt8E⟧')
)

Twilio.configure do |config|
  config.account_sid = 'AC5f0c71be94d2a6835e07b1c4f9d8263a'
  config.auth_token  = '⟦b8e04f7c19d2a6530ce7b4f1d9826a3e⟧'
end

Stripe.api_key = Rails.application.credentials.dig(:stripe, :secret_key)
STRIPE_PUBLISHABLE_KEY = 'pk_live_51KzQxLk9VtR2bYnW4cJd0PsHf5GmUeAo'

XERO = {
  tenant: 'f3b0c19d-7e42-4d68-a1c5-90b7e2f4d836',
  webhook_key: '⟦Qz8VxL2kT9rYb4nWcJd0PsHf5GmUeAo1KiXt7EvSyNhBr6CjDgMuLaFpTq==⟧',
  redirect_uri: 'https://app.wombatledger.com.au/auth/xero/callback'
}.freeze

Sidekiq.configure_client do |config|
  config.redis = { url: 'rediss://default:⟦bIllab0ng-Gum⟧@fly-wombat-redis.upstash.io:6379' }
end

DEVISE_PASSWORD_LENGTH = (10..128).freeze
