//! Longer help texts: sources of values, and examples.

pub(super) const ACCESSIBLE: &str =
    "Ask and answer in plain lines, for screen readers [env: ACCESSIBLE; also with TERM=dumb]";
pub(super) const PROFILE: &str = "Use this profile [env: ELEMINT_PROFILE]";
pub(super) const NO_PROXY: &str = "Connect to the platform directly; ignore the proxy variables";
pub(super) const BASE: &str =
    "Use the platform at this address, with secrets from the environment [env: ELEMINT_BASE, CE_BASE]";

pub(super) const EXAMPLES: &str = "\
Examples:
  elemint --sandbox                  try it on this machine, without an account
  elemint                            choose a platform, sign in, create an instance
  elemint infusionsoftecommerce      open the form of this element
  elemint zendesk                    the same by name, if only one element matches
  elemint new magentosoapv19 --name shop --set userName=ada
  elemint create --from answers.toml --yes --json
  elemint --profile ce-eu            use another profile
  elemint sandbox --listen 127.0.0.1:8080
  elemint reauthorize 471196         replace the credentials of an instance
  elemint recover --look             find the outcome of an interrupted request
  curl … | elemint view              read any JSON, with secrets masked

Environment:
  CE_BASE, CE_USER, CE_ORG           platform and secrets, all three, with the names cectl uses
  ELEMINT_USER_SECRET, ELEMINT_ORG_SECRET, ELEMINT_BASE, ELEMINT_PROFILE
  BROWSER, ELEMINT_BROWSER           as --browser; by default a session over ssh only shows links
  ELEMINT_THEME, NO_COLOR            theme; no colors
  HTTPS_PROXY, ALL_PROXY, NO_PROXY   proxy to the platform, and hosts reached directly, as in curl
  SSL_CERT_FILE                      authorities to trust instead of the system's (Linux)

Profiles of cectl (~/.config/ce/cectl.toml) are used as they are.";

pub(super) const NEW: &str = "\
Examples:
  elemint new magentosoapv19 --name shop --set userName=ada --set store.url=https://shop.example
  elemint new magentosoapv19 --name shop --set userName=ada --set password=env:SHOP_PASSWORD
  elemint new infusionsoftecommerce --name crm --tag team-a,sales
  elemint new zendesk --auth-mode oauth --sandbox
  elemint new magentosoapv19 --name shop --set userName=ada --set password=env:SHOP_PASSWORD \\
    --set store.url=https://shop.example --yes         in a script, without questions

The form asks for missing values. References to secrets: env:NAME, file:PATH, cmd:COMMAND, keyring:NAME. \
You can paste a complete request with its secrets into the form, such as an instance.json or a curl command.

--yes creates the instance without a screen, as elemint create does; its help lists the exit codes and the fields of --json.";

pub(super) const VIEW: &str = "\
Examples:
  elemint view answer.json
  curl -s https://api.example.com | elemint view";

pub(super) const SESSION: &str = "\
Examples:
  elemint session --json --sandbox
  elemint session --json --state session.json magentosoapv19
  echo '{\"action\":\"break-off\"}' | elemint session --json magentosoapv19

Each line of input is a request, such as {\"action\":\"set\",\"field\":\"userName\",\"value\":\"ada\"}. Each line of output \
is the state after it: step, fields, and the commands that apply. assets/docs/protocol.md describes both.

With --state an interrupted session continues where it was. The file holds no secrets: typed ones are asked for again.";

pub(super) const SANDBOX: &str = "\
Examples:
  elemint sandbox                          run on a free port until ctrl-c
  elemint sandbox --listen 127.0.0.1:8080
  elemint sandbox --jq .base";

pub(super) const DOCTOR: &str = "\
Examples:
  elemint doctor
  elemint doctor --profile ce-eu           check the platform of this profile
  elemint doctor && elemint                start only if nothing will fail
  elemint doctor --jq '.[] | select(.health == \"fault\")'

Fields of --json: check, health (ok, note, fault), result, remedy.";

pub(super) const REPORT: &str = "\
Examples:
  elemint report                           show the report, then ask to save it
  elemint report fault.txt
  elemint report > fault.txt               save it without asking";

pub(super) const COMPLETIONS: &str = "\
Examples:
  elemint completions bash > ~/.local/share/bash-completion/completions/elemint
  elemint completions zsh > ~/.zfunc/_elemint      (with ~/.zfunc in fpath)
  elemint completions fish > ~/.config/fish/completions/elemint.fish";

pub(super) const MAN: &str = "\
Examples:
  elemint man | man -l -                   read the page
  elemint man ~/.local/share/man/man1      install all pages";

pub(super) const RECOVER: &str = "\
Examples:
  elemint recover                    list open requests
  elemint recover --look             ask the platform, and resolve the certain ones
  elemint recover REQUEST --adopt 471196";

pub(super) const FORGET: &str = "\
Examples:
  elemint forget                     list saved profiles, forms, consents, instances and deleted instances
  elemint forget ce-eu               remove a profile and its keyring entries
  elemint forget 471196 --yes        remove an instance from this machine; it stays on the platform
  elemint forget --jq '.[] | select(.kind == \"form\").item'

Fields of --json: kind (profile, instance, sandbox, form, consent, deleted), item (the name for elemint forget), id, element, name, \
platform.";

pub(super) const TRASH: &str = "\
Examples:
  elemint trash                      list deleted instances
  elemint trash restore 471196       open its form, with the kept values
  elemint trash restore 471196 --set password=env:SHOP_PASSWORD --yes --json
  elemint trash empty --yes          remove all for good

With an option for scripts, such as --yes or --json, or without a terminal, no form is opened; the exit codes and the fields of
--json are those of elemint create.";
