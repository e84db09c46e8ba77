//! What the help says beyond a line: where a value may come from, and examples.

pub(super) const ACCESSIBLE: &str =
    "Ask and answer in plain lines, for screen readers: nothing is painted over [env: ACCESSIBLE; also with TERM=dumb]";
pub(super) const PROFILE: &str = "Use this profile [env: ELEMINT_PROFILE]";
pub(super) const NO_PROXY: &str = "Go to the platform directly, ignoring the proxy variables";
pub(super) const BASE: &str =
    "Use the platform at this address, with the secrets of the environment (see below) [env: ELEMINT_BASE]";

pub(super) const EXAMPLES: &str = "\
Examples:
  elemint --sandbox                  practise on this machine
  elemint                            choose a platform, sign in, make an instance
  elemint infusionsoftecommerce      straight to that element's form
  elemint zendesk                    the same, where only one element matches
  elemint new magentosoapv19 --name shop --set userName=ada
  elemint --profile ce-eu            with another profile
  elemint sandbox --listen 127.0.0.1:8080
  elemint recover --look             what became of a request that was cut off
  curl … | elemint view              read any JSON, secrets covered

Environment:
  CE_BASE, CE_USER, CE_ORG           platform and secrets, as cectl reads them
  ELEMINT_USER_SECRET, ELEMINT_ORG_SECRET, ELEMINT_BASE, ELEMINT_PROFILE
  BROWSER, ELEMINT_BROWSER           as --browser; without either, a session over ssh only shows links
  ELEMINT_THEME, NO_COLOR            how it looks; without colours
  HTTPS_PROXY, ALL_PROXY, NO_PROXY   proxy to the platform, and hosts reached without it, as in curl
  SSL_CERT_FILE                      the authorities to trust instead of the system's (Linux)
  Profiles of cectl (~/.config/ce/cectl.toml) are read as they are.";

pub(super) const NEW: &str = "\
Examples:
  elemint new magentosoapv19 --name shop --set userName=ada --set store.url=https://shop.example
  elemint new magentosoapv19 --name shop --set userName=ada --set password=env:SHOP_PASSWORD
  elemint new infusionsoft --name crm --tags team-a,sales
  elemint new zendesk --way oauth --sandbox
  elemint new magentosoapv19 --name shop --set userName=ada --set password=env:SHOP_PASSWORD \
    --set store.url=https://shop.example --yes         in a script, without being asked

What is missing is asked for, a secret unseen; or say where one is: env:NAME, file:PATH, cmd:COMMAND, keyring:NAME.
A whole request, secrets and all, can be pasted into the form: an instance.json or a curl command.

With --yes it ends with 0 created, 2 misused, 3 no such element, 4 input or sign-in needed, 5 temporary (network, busy),
6 created before, 7 refused by the platform, 10 outcome unknown, 11 created but the token is not kept, 1 otherwise.";

pub(super) const VIEW: &str = "\
Examples:
  elemint view answer.json
  curl -s https://api.example.com | elemint view";

pub(super) const SANDBOX: &str = "\
Examples:
  elemint sandbox                          on a free port, until ctrl-c
  elemint sandbox --listen 127.0.0.1:8080
  elemint sandbox --json | jq -r .base";

pub(super) const DOCTOR: &str = "\
Examples:
  elemint doctor
  elemint doctor --profile ce-eu           the way to that profile's platform
  elemint doctor && elemint                only if nothing will fail";

pub(super) const REPORT: &str = "\
Examples:
  elemint report                           shows it, then asks whether to save it
  elemint report fault.txt
  elemint report > fault.txt               without being asked";

pub(super) const COMPLETIONS: &str = "\
Examples:
  elemint completions bash > ~/.local/share/bash-completion/completions/elemint
  elemint completions zsh > ~/.zfunc/_elemint      (with ~/.zfunc in fpath)
  elemint completions fish > ~/.config/fish/completions/elemint.fish";

pub(super) const MAN: &str = "\
Examples:
  elemint man | man -l -                   reads it
  elemint man ~/.local/share/man/man1      keeps all pages where man finds them";

pub(super) const RECOVER: &str = "\
Examples:
  elemint recover                    what nobody heard the end of
  elemint recover --look             ask the platform, and settle what is certain
  elemint recover REQUEST --adopt 471196";

pub(super) const FORGET: &str = "\
Examples:
  elemint forget                     what is kept here
  elemint forget ce-eu               a profile, with its entries in the keyring
  elemint forget 471196 --yes        what is known here of an instance; it stays on the platform";
