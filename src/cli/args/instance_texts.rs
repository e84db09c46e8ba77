//! Longer help texts of the commands on instances.

pub(super) const INSTANCES: &str = "\
Examples:
  elemint instances list
  elemint instances list state:disabled --json
  elemint instances show 7374001

The platform is that of --profile, --base or the environment; --sandbox uses the one on this machine.

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 no such instance, 4 input or sign-in needed, 5 temporary (network, busy),
6 conflict, 7 refused by the platform, 10 outcome unknown, 12 some failed.";

pub(super) const FILTERS: &str = "\
Words to search for, and filters. All must match:
element:KEY, hub:KEY, tag:TAG, state:enabled|disabled|invalid, expires:<24h|>7d|unknown, age:<7d|>30d,
test:passed|failed|none, token:here|missing, events:on|off.
A word matches a part of name, ID, element, hub or tag. Put it in quotes if it has a colon.";

pub(super) const LIST: &str = "\
Examples:
  elemint instances list
  elemint instances list acme element:sfdc
  elemint instances list 'expires:<24h' --sort expires
  elemint instances list tag:dev --csv --columns id,name,state > instances.csv
  elemint instances list --json | jq -r '.[].id'

Fields of --json: id, name, element, hub, state, tags, created, refreshed, expires, events, tokenHere.
Times are UTC, as in 2026-01-31T08:00:00Z; a value that is not known is null.";

pub(super) const SHOW: &str = "\
Examples:
  elemint instances show 7374001
  elemint instances show 7374001 --json | jq .configuration";
