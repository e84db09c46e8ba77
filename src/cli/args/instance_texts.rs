//! Longer help texts of the commands on instances.

pub(super) const INSTANCES: &str = "\
Examples:
  elemint instances list
  elemint instances list state:disabled --json
  elemint instances show 7374001
  elemint instances test --all
  elemint instances delete 7374001
  elemint token 7374001 | wl-copy

The platform is that of --profile, --base or the environment; --sandbox uses the one on this machine.

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 no such instance, 4 input or sign-in needed, \
5 temporary (network, busy), 6 conflict, 7 refused by the platform, 10 outcome unknown, \
12 some failed or do not exist.";

pub(super) const FILTERS: &str = "\
Words to search for, and filters. All must match:
element:KEY, hub:KEY, tag:TAG, state:enabled|disabled|invalid, expires:<24h|>7d|unknown, age:<7d|>30d, \
token:here|missing, test:passed|failed|none, events:on|off.
A word matches a part of name, ID, element, hub or tag. Put it in quotes if it has a colon.";

pub(super) const LIST: &str = "\
Examples:
  elemint instances list
  elemint instances list acme element:sfdc
  elemint instances list 'expires:<24h' --sort expires
  elemint instances list tag:dev --csv --columns id,name,state > instances.csv
  elemint instances list state:disabled --jq '.[].id'

Fields of --json: id, name, element, hub, state, tags, created, refreshed, expires, events, tokenHere, test, tested. \
Times are UTC, as in 2026-01-31T08:00:00Z; a value that is not known is null. Pages of the platform's list are printed as \
they arrive. If one is missing, the exit code is not 0, and the JSON is not ended.";

pub(super) const SHOW: &str = "\
Examples:
  elemint instances show 7374001
  elemint instances show 7374001 --jq .configuration";

pub(super) const TEST: &str = "\
Examples:
  elemint instances test 7374001
  elemint instances test --all
  elemint instances test --all tag:production state:enabled --json

Fields of --json: id, name, element, state, outcome (passed, failed, unsupported, not found), latencyMs, status, reason, \
platformMessage, providerMessage, next.";

pub(super) const SWITCH: &str = "\
Examples:
  elemint instances enable 7374001
  elemint instances disable 7374001 7374002 --json

Fields of --json: id, name, element, outcome (enabled, disabled, failed, unknown, not found), status, reason, platformMessage.";

pub(super) const DELETE: &str = "\
Examples:
  elemint instances delete 7374001                  list it, and ask
  elemint instances delete 7374001 7374002 --yes    in a script
  elemint trash restore 7374001                     create it again, with a new ID

Fields of --json: id, name, element, outcome (deleted, failed, unknown, not found), status, reason, platformMessage.";

pub(super) const UPDATE: &str = "\
Examples:
  elemint instances update 7374001 --name shop-eu --tag production,sales
  elemint instances update 7374001 --set pagination.max=50 --dry-run
  elemint instances update 7374001 --set password=env:SHOP_PASSWORD --yes

References to secrets: env:NAME, file:PATH, cmd:COMMAND, keyring:NAME. The platform masks secrets, so a secret is sent even \
if it is the same as before.

Fields of --json: id, name, element, outcome (changed, unchanged, failed, unknown), status, reason, platformMessage.";

pub(super) const CLONE: &str = "\
Examples:
  elemint clone 471196 --to production
  elemint clone 471196 --profile staging --to production --set store.url=https://shop.example
  elemint clone 471196 --to production --set password=env:SHOP_PASSWORD --keep-addresses --yes
  elemint clone 471196 --name shop-copy                    on the same platform
  elemint clone 471196 --name shop-copy --set password=env:SHOP_PASSWORD --yes --json

The instance is read with --profile, --base or the environment. It is not changed. With an option for scripts, such as --yes \
or --json, or without a terminal, no form is opened; the exit codes and the fields of --json are those of elemint create.";

pub(super) const EVENTS: &str = "\
Examples:
  elemint instances events 7374001 on --callback https://example.com/events
  elemint instances events 7374001 off

Fields of --json: id, name, element, outcome (changed, failed, unknown), status, reason, platformMessage.";

pub(super) const TRACE: &str = "\
Examples:
  elemint instances trace 7374001 on                log for 30 minutes
  elemint instances trace 7374001 on --minutes 5
  elemint instances trace 7374001 off

The platform shows the log. It may hold values of the provider.

Fields of --json: id, name, element, outcome (changed, failed, unknown), status, reason, platformMessage.";

pub(super) const CALL: &str = "\
Examples:
  elemint instances call 7374001 GET /objects
  elemint instances call 7374001 GET /hubs/crm/accounts --query pageSize=5

Secrets in the answer are masked.";

pub(super) const CHECK: &str = "\
Examples:
  elemint instances check                             list known expiry times, the earliest first
  elemint instances check --fail-if-expiring 24h
  elemint instances check tag:production --fail-if-expiring 0s --json

The platform renews most tokens when they are used, and every night. 0s reports only those that have expired.";

pub(super) const TOKEN: &str = "\
Examples:
  elemint token 7374001 | wl-copy              copy it
  elemint token 7374001 --show                 print it on the terminal
  eval \"$(elemint token 7374001 --export)\"     set CE_BASE, CE_INSTANCE, CE_ELEMENT and CE_TOKEN
  elemint token 7374001 --save                 store it on this machine

The token is read from this machine, or else from the platform's answer.";

pub(super) const PROXIES: &str = "\
Examples:
  elemint proxies
  elemint proxies create shop --application-url https://shop.example/callback
  elemint proxies add-url 12 https://test.example/callback
  elemint proxies delete 12

An OAuth proxy is one redirect address at a provider for several applications.

Fields of --json: id, name, proxyUrl, applicationUrls, hasKeys.";

pub(super) const PROFILES: &str = "\
Examples:
  elemint profiles                             list them, without secrets
  elemint profiles test ce-eu                  sign in with one
  elemint profiles add ce-eu api.cloud-elements.co.uk --email ada@example.com
  elemint profiles secrets ce-eu               ask for new secrets
  pass show ce-eu | elemint profiles secrets ce-eu --stdin
  elemint profiles rename ce-eu staging
  elemint profiles protect production          changes need the name of the instance: --confirm NAME
  elemint profiles protect audit --read-only   no changes at all
  elemint profiles unprotect production

The limits are protected = true and read_only = true in profiles.toml.

Fields of --json: name, base, protected, readOnly.
Fields of test --json: name, base, outcome (accepted, failed), status, reason.";
