//! Longer help texts of `create` and `consent`.

pub(super) const CREATE: &str = "\
Examples:
  elemint create magentosoapv19 --name shop --set userName=ada --set password=env:SHOP_PASSWORD \\
    --set store.url=https://shop.example --yes
  elemint create --from answers.toml --yes --verify --rollback-on-failure
  elemint create magentosoapv19 --from instance.json --if-exists skip --yes --jq .id
  ELEMINT_SET_PASSWORD=… elemint create magentosoapv19 --name shop --set userName=ada \\
    --set store.url=https://shop.example --dry-run

Secrets: by reference (env:NAME, file:PATH, cmd:COMMAND, keyring:NAME), in a variable ELEMINT_SET_KEY such as \
ELEMINT_SET_STORE_URL, or in the file of --from; never as an argument. Each option has a variable: --if-exists is \
ELEMINT_IF_EXISTS. The file of --from is TOML (element, name, tags, auth_mode, [configuration]), an instance.json or \
another request as it can be pasted into the form; options win over variables, and variables over the file. \
With --set retrieveObjectsAfterInstantiation=true the answer lists the instance's objects.

Fields of --json, where known: status (created, skipped, unchanged, updated, reauthorized, dry-run, declined, consent, input, \
misused, not-found, temporary, conflict, refused, unverified, rolled-back, consent-failed, timeout, interrupted, unknown, failed), exit, \
element, name, id, platform, profile, token_place, objects, verified, enabled, latency_ms, reason, hint, warning, http_status, \
platform_message, provider_message, request_id, missing, requests, instances, differences, recover, consent, url, expires, \
state_file, next_step.

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 no such element, 4 input, consent or sign-in needed, 5 temporary \
(network, busy), 6 exists already, 7 refused, 8 created but the test failed, 9 consent or its code refused, \
10 outcome unknown, 11 token not saved, 124 no answer in time.";

pub(super) const CONSENT: &str = "\
Examples:
  elemint consent request infusionsoftecommerce --name crm --set oauth.api.key=ID \\
    --set oauth.api.secret=env:CRM_SECRET --html note.html
  elemint consent complete < answer.txt          the address that came back
  elemint consent list

The colleague needs neither elemint nor an account on the platform. A pending consent is a file without secrets; on \
another machine name it with --state-file. Secrets that were no references are asked for again.

Exit codes: 0 done, 2 wrong arguments, 3 no such consent, 4 input needed, 9 consent refused, expired or of another \
request; all other codes as for elemint create.";
