//! Words in names of secrets, and in names of harmless values.

use std::{collections::HashSet, sync::OnceLock};

/// List of words, written as one text. It is split once, at its first use.
pub(super) struct Words {
    text: &'static str,
    list: OnceLock<Vec<&'static str>>,
    set: OnceLock<HashSet<&'static str>>,
    /// Words by their first byte.
    by_first: OnceLock<Vec<Vec<&'static str>>>,
}

impl Words {
    pub(super) const fn new(text: &'static str) -> Self {
        Self { text, list: OnceLock::new(), set: OnceLock::new(), by_first: OnceLock::new() }
    }

    /// Returns true if one of the words is exactly this one.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.text.split_ascii_whitespace().collect()).contains(word)
    }

    /// Returns true if one of the words is a part of this one. Each place is compared only with the words that begin
    /// with its byte: a search for each of the words was two thirds of the time of a page in the viewer.
    pub(super) fn is_any_in(&self, word: &str) -> bool {
        let by_first = self.by_first.get_or_init(|| {
            let mut lists = vec![Vec::new(); 256];
            for word in self.iter() {
                if let Some(list) = word.bytes().next().and_then(|first| lists.get_mut(usize::from(first))) {
                    list.push(word);
                }
            }
            lists
        });
        let begins = |rest: &[u8]| {
            let list = rest.first().and_then(|first| by_first.get(usize::from(*first)));
            list.is_some_and(|list| list.iter().any(|word| rest.starts_with(word.as_bytes())))
        };
        (0..word.len()).any(|at| word.as_bytes().get(at..).is_some_and(begins))
    }

    /// Returns the words in the order of the text.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.get_or_init(|| self.text.split_ascii_whitespace().collect()).iter().copied()
    }
}

/// Parts of a word that make a name secret.
pub(super) static SECRET_STEMS: Words = Words::new(
    "secret password passwd passphrase passcode pwd token credential authorization signature \
    bearer cookie apikey privatekey accesskey sharedkey signingkey encryptionkey masterkey accountkey clientkey consumerkey \
    licensekey storagekey subscriptionkey securitykey authkey userkey sessionid sessionkey keystore \
    passwort kennwort geheim contraseña contrasena senha wachtwoord motdepasse hasło haslo пароль 密码 密碼 パスワード \
    비밀번호 jeton lösenord losenord adgangskode passord salasana parola parolă şifre heslo jelszó lozinka mật_khẩu \
    sifre jelszo секрет токен sekret segreto segredo 密钥 秘钥 秘密鍵 \
    zugangsschl zugriffsschl geheimschl lizenzschl zugangsdaten zugangscode bcrypt authtok",
);

/// Words with one of those parts that are not secret.
pub(super) static EXCEPTIONS: Words = Words::new(
    "secretar tokeniz tokenis tokenomic passwordless cookieless cookieconsent htpasswd secretsmanager secretmanager \
    passwordpolic passwortrichtlinie kennwortrichtlinie パスワードポリシー",
);

/// Complete words that make a name secret.
pub(super) static SECRET_WORDS: Words = Words::new(
    "jwt otp totp pw pwd psk creds cred pepper mdp hmac jks pfx pkcs csrf xsrf jsessionid phpsessid \
    passkey mnemonic cvv cvc requirepass masterauth",
);

/// Words that make a name secret at its end: `x-auth`, but not `auth server`.
pub(super) static SECRET_TAILS: Words = Words::new("auth sid pass sig sas pin salt pat");

/// Names of keys with their words joined.
pub(super) static JOINED: Words = Words::new(
    "apikey privatekey accesskey sharedkey signingkey encryptionkey masterkey accountkey clientkey \
    consumerkey licensekey storagekey subscriptionkey securitykey authkey userkey sessionid motdepasse privatemac \
    authident instrumentationkey fernetkey",
);

pub(super) static KEY_WORDS: Words = Words::new(
    "key keys schlüssel schluessel clé cle clave chave chiave sleutel klucz nyckel nøkkel nøgle avain \
    anahtar anahtarı ключ 金鑰 キー kulcs klíč kľúč cheie",
);

/// Words for "key" that are joined with the word before: `cserekulcs`.
pub(super) const KEY_ENDS: &[&str] =
    &["schlüssel", "schluessel", "sleutel", "nyckel", "nøkkel", "nøgle", "avain", "kulcs"];

/// Words for "password" in sentences, also as the end of a word.
pub(super) const PASSWORD_WORDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "mdp",
    "passwort",
    "kennwort",
    "contraseña",
    "senha",
    "wachtwoord",
    "hasło",
    "пароль",
    "lösenord",
    "adgangskode",
    "passord",
    "salasana",
    "parola",
    "parolă",
    "şifre",
    "heslo",
    "jelszó",
    "lozinka",
    "密码",
    "密碼",
    "パスワード",
    "비밀번호",
];

/// Words before "key" that make the key secret.
pub(super) static KEY_QUALIFIERS: Words = Words::new(
    "api access private secret shared signing sign encryption encrypt decryption master account \
    client consumer license licence storage subscription security auth authentication user service session ssh rsa \
    ed25519 ssl tls gpg pgp deploy deployment webhook integration developer admin application app rest web function \
    functions host instrumentation write read ingest ingestion server hmac aes jwt cookie crypto vault unseal \
    root recovery data wrapping age stream merchant partner vendor sandbox live validation machine tacacs radius fernet db \
    database mac transaction provisioning activation pairing wpa wep wifi bot megosztott titkos privát gizli özel geheimer privater",
);

/// Words before "code" that make the code secret.
pub(super) static CODE_QUALIFIERS: Words = Words::new(
    "access auth authorization verification activation recovery backup security pin oauth grant device \
    reset invitation unlock login alarm door gate disarm pass",
);

/// Words that end with "pass" and are not passwords.
pub(super) static PASSES: Words =
    Words::new("compass bypass encompass trespass surpass overpass underpass proxypass multipass singlepass");

/// Words at the end of a name without meaning for its secrecy: `tokenValue` is a token.
pub(super) static TRAILERS: Words =
    Words::new("value string text plain plaintext raw encoded base64 b64 pem hash digest is ist est es lautet data");

/// Words at the end of a name that make it a property of a secret, or its location.
pub(super) static HARMLESS_TAILS: Words = Words::new(
    "fingerprint thumbprint identity identifier scheme map attr attribute url urls uri uris type types time date interval in at on by expires expiry expiration expire \
    enabled disabled required optional needed name names label title description help hint placeholder policy count \
    length size limit max min version algorithm alg format prefix suffix status scope scopes method methods mode \
    provider issuer audience owner ref reference selector store helper manager strength valid validity present exists \
    encoding last4 env var variable arn domain lifetime ttl age days hours seconds secs minutes ms timeout attempts \
    retries changed updated created modified rotated used page form field bucket index kind class location dir \
    directory folder file filename path alias endpoint host port supported error message link schema rules settings options \
    usage budget balance price symbol management service plugin module controller validator generator rotation button \
    stdin prompt to from centre center region zone realm country environment samesite secure httponly cleanup origin address \
    encryption hashing cipher pub fd visibility expired invalid missing wrong incorrect mismatch failed failure question hint hasher checker filter generator converter parser handler interceptor table algo parameter param middleware protocol charset regex command cmd \
    requirement complexity entropy username mechanism lock lockout threshold grace duration frequency schedule reminder notice query source",
);

/// Words before "key" that make it public, or a key of something other than a lock.
pub(super) static PUBLIC_KEYS: Words = Words::new(
    "public publishable pub site add primary foreign partition sort row cache object group index map \
    range lookup natural surrogate composite candidate alternate unique distribution cluster clustering shard dedup deduplication \
    idempotency idempotence sequence order arrow enter escape shift ctrl control alt hot short home end tab delete \
    press up down left right bind binding translation message i18n locale label metric config configuration setting property \
    option prop props conf cfg field column table item entry elements tag dict dictionary hash json yaml attribute parent child children s3 \
    bucket file image media asset blob folder path param parameter query header state known trusted lang language text \
    title name value id first last next previous prev min max current default sample example test any same other new old \
    this that the my your a an some each every no by per of and or required optional missing duplicate invalid unknown \
    reserved extra legend sorting grouping join merge match matching search filter facet feature flag toggle project issue \
    ticket space board team product category event topic record resource node lock semaphore queue job task step \
    stage context scope namespace annotation meta metadata component module page section block menu nav route theme style \
    with for to from color icon shortcut modifier number num caps return space backspace meta command windows",
);

/// Words at the beginning of a name that make it a switch.
pub(super) static SWITCHES: Words = Words::new(
    "has is use uses require requires allow allows enable enables show hide toggle invalid wrong missing incorrect forgot change num number total",
);

/// Words at the beginning of a name that make it an instruction about a secret.
pub(super) static VERBS: Words = Words::new("update change rotate generate renew skip ignore validate");

/// Words next to "token" that make it a page token or a count.
pub(super) static PAGING: Words = Words::new(
    "page next previous prev continuation pagination sync cursor max min num total prompt completion input \
    output cached reasoning public",
);

/// Words of a label for a plain value, regardless of its description.
pub(super) static PLAIN_LABELS: Words = Words::new(
    "username user email mail login url uri site domain subdomain host hostname server region account \
    tenant company organization instance id name database port environment version path folder bucket scope type \
    format language country currency timezone date time callback endpoint address phone number",
);

/// Last words of names of public values that are stored next to secrets.
pub(super) static PLAIN_DATA: Words = Words::new(
    "description id account logo png username user email login project host hostname server port url uri endpoint address database db dbname \
    schema region zone bucket name type namespace environment env realm domain issuer audience driver engine dialect protocol \
    mode level timezone locale version enabled",
);

pub(super) static SETTING_STARTS: Words = Words::new("event. pagination. bulk. filter. document.");

pub(super) static SETTING_ENDS: Words = Words::new(
    "url scope expiresin authenticationtime authenticationtype refreshinterval refreshtime \
    username domain site region bucket bucketname timezone environment",
);

/// Names that are harmless inside a secret container.
pub(super) static INNER_HARMLESS: Words = Words::new(
    "name key id type username user login email host hostname url uri domain path port region scope \
    enabled provider description question label title kind role granttype database dbname schema project in samesite httponly \
    secure comment version method issuer audience algorithm alg status tenant tenantid clientid accountid integrity resolved license dev requires \
    pattern flow flows minlength maxlength etag uid",
);

/// Kinds of authentication, as a value of `auth`.
pub(super) static MECHANISMS: Words = Words::new(
    "htpasswd ldap kerberos saml oidc oauth oauth2 digest ntlm plain login token apikey \
    sha1 sha256 sha384 sha512 md5 iam jwt password publickey mutual cert certificate gssapi negotiate userpass approle kubernetes anonymous keyboard \
    database internal local session cookie form scram cram-md5 scram-sha-256 client_credentials authorization_code",
);

/// Words that begin a clause about the subject of a description.
pub(super) static CLAUSE_STARTS: Words =
    Words::new("for of from to that which who whose in on with and or used is are as at by if when where");

/// Words before the subject of a description.
pub(super) static FILLERS: Words = Words::new("the your a an enter provide type paste insert this is please");

/// Ends of a single word that make it a property of a secret: `tokenurl`.
pub(super) static JOINED_TAILS: Words =
    Words::new("url uri type expires expiry expiration enabled required name path count length");

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::begin("secrets", true)]
    #[case::middle("mypasswords", true)]
    #[case::end("xpwd", true)]
    #[case::another_script("мойпароль", true)]
    #[case::partial("passwor", false)]
    #[case::split("pass-word", false)]
    #[case::empty("", false)]
    fn word_is_found_in_another(#[case] word: &str, #[case] expected: bool) {
        assert_eq!(SECRET_STEMS.is_any_in(word), expected);
    }
}
