## GitLab configuration settings
## /etc/gitlab/gitlab.rb on git01, Omnibus 16.11 CE
external_url 'https://git.werkhof.example'

gitlab_rails['time_zone'] = 'Europe/Berlin'
gitlab_rails['gitlab_email_from'] = 'git@werkhof.example'
gitlab_rails['gitlab_default_projects_features_builds'] = false

### E-Mail
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = "mail.werkhof.example"
gitlab_rails['smtp_port'] = 465
gitlab_rails['smtp_user_name'] = "git@werkhof.example"
gitlab_rails['smtp_password'] = "⟦dgbfu-xUUO!QuDU2⟧"
gitlab_rails['smtp_authentication'] = "login"
gitlab_rails['smtp_tls'] = true

### LDAP (Konto nur lesend, läuft nicht ab)
gitlab_rails['ldap_enabled'] = true
gitlab_rails['ldap_servers'] = YAML.load <<-'EOS'
  main:
    label: 'Werkhof AD'
    host: 'dc1.werkhof.example'
    port: 636
    uid: 'sAMAccountName'
    encryption: 'simple_tls'
    bind_dn: 'CN=svc-gitlab,OU=Dienste,DC=werkhof,DC=example'
    password: '⟦Fq8#tmL-2w9Zr⟧'
    active_directory: true
    base: 'OU=Mitarbeiter,DC=werkhof,DC=example'
EOS

### SSO
gitlab_rails['omniauth_allow_single_sign_on'] = ['azure_oauth2']
gitlab_rails['omniauth_providers'] = [
  {
    "name" => "azure_oauth2",
    "args" => {
      "client_id" => "5b1f3a0e-8c6d-4c7b-9a55-2f7f1b0e6d31",
      "client_secret" => "⟦kQ~8Q~vT2xWm9LrJ4pYcZ7nBsD1fGhK6uEoA3aR⟧",
      "tenant_id" => "c0a8d7f4-1e32-4b69-b7aa-90d1f4e2c855",
    }
  }
]

### Datenbank und Redis laufen extern
postgresql['enable'] = false
gitlab_rails['db_adapter'] = "postgresql"
gitlab_rails['db_host'] = "10.11.4.20"
gitlab_rails['db_username'] = "gitlab"
gitlab_rails['db_password'] = "⟦YpuI7glh-Mdj!piuIS⟧"
redis['enable'] = false
gitlab_rails['redis_host'] = "10.11.4.21"
gitlab_rails['redis_password'] = "⟦34260a9fac94a65d6af6b05605c71671⟧"
letsencrypt['enable'] = false
