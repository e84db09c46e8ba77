//! Words around secrets in sentences of several languages.

/// Quotes in languages other than English.
pub(super) const QUOTES: [(char, char); 6] =
    [('«', '»'), ('「', '」'), ('『', '』'), ('„', '“'), ('“', '”'), ('‹', '›')];

/// Words for a password or a PIN in languages that put no space after it.
pub(super) const JOINED_NAMES: &[&str] =
    &["パスワード", "APIキー", "暗証番号", "パスコード", "合言葉", "密码", "密碼", "口令", "비밀번호"];

/// Particles and signs between such a word and its value.
pub(super) const PARTICLES: &[&str] = &["は", "是", "为", "為", "는", "은", "：", ":", "＝", "=", " "];

/// Words between "PIN" and the thing it belongs to.
pub(super) const PREPOSITIONS: &[&str] =
    &["for", "of", "für", "von", "vom", "der", "des", "de", "du", "del", "da", "do", "van", "dla"];

/// Verbs between the name of a secret and its value.
pub(super) const VERBS: &[&str] = &["is", "ist", "lautet", "est", "es", "é", "è", "jest", "är", "er"];

/// Articles before a value.
pub(super) const ARTICLES: &[&str] = &["the", "die", "der", "das", "le", "la", "el", "o", "a", "de", "het", "den"];

/// Words before "code" that is joined with them, in German and Dutch.
pub(super) const CODE_BEGINS: &[&str] =
    &["entsperr", "zugangs", "zutritts", "alarm", "tür", "tuer", "sicherheits", "freischalt", "toegangs", "pin"];

/// Words after the French and Spanish "code" of a door or a card.
pub(super) const CODE_ENDS: &[&str] =
    &["d'accès", "d’accès", "d'acces", "secret", "pin", "confidentiel", "acceso", "puk"];

/// Words of time between the name of a password and its value.
pub(super) const ADJECTIVES: &[&str] = &[
    "vorerst",
    "jetzt",
    "aktuell",
    "vorläufig",
    "neu",
    "derzeit",
    "now",
    "currently",
    "temporarily",
    "habituel",
    "provisoire",
    "actuel",
    "temporaire",
    "initial",
    "provisional",
    "temporal",
    "actual",
    "provvisoria",
    "attuale",
    "temporanea",
    "provisória",
    "atual",
    "tijdelijk",
    "tymczasowe",
];

/// Names of wireless networks.
pub(super) const WIRELESS: &[&str] = &["wlan", "wifi", "wi-fi", "ssid"];

/// Names of questions that only the owner of an account can answer, in lowercase.
pub(super) const QUESTIONS: &[&str] = &[
    "security question",
    "secret question",
    "sicherheitsfrage",
    "question secrète",
    "question de sécurité",
    "pregunta de seguridad",
    "pregunta secreta",
    "pergunta de segurança",
    "domanda di sicurezza",
    "beveiligingsvraag",
];
