//! Entries of a name and a value: `{"name": "password", "value": "x"}`, in all formats. Keys are given squeezed.

const NAMES: &[&str] = &[
    "name",
    "key",
    "id",
    "header",
    "variable",
    "field",
    "property",
    "param",
    "parameter",
    "label",
    "option",
    "attribute",
    "envvar",
    "keyname",
    "parametername",
    "parameterkey",
    "propertykey",
    "optionname",
    "headername",
    "variablename",
    "settingname",
    "propertyname",
    "fieldname",
    "paramname",
    "argname",
    "entryname",
    "envname",
    "attributename",
    "kennung",
    "schlüssel",
    "bezeichnung",
    "nom",
    "clé",
    "nombre",
    "clave",
    "nome",
    "chave",
    "chiave",
    "naam",
    "sleutel",
    "nazwa",
    "klucz",
];

const VALUES: &[&str] = &[
    "values",
    "default",
    "val",
    "content",
    "current",
    "initial",
    "text",
    "data",
    "plaintext",
    "prefix",
    "suffix",
    "src",
    "cookie",
    "result",
    "example",
    "plain",
    "wert",
    "valeur",
    "valor",
    "valore",
    "waarde",
    "wartość",
    "wartosc",
    "hodnota",
    "værdi",
    "verdi",
    "värde",
    "érték",
    "değer",
    "значение",
];

const KINDS: &[&str] = &[
    "password",
    "secret",
    "secure",
    "securestring",
    "secureobject",
    "sensitive",
    "credential",
    "credentials",
    "secrettext",
    "protected",
    "masked",
    "token",
];

const FLAGS: &[&str] = &[
    "sensitive",
    "secret",
    "issecret",
    "secured",
    "encrypted",
    "masked",
    "ispassword",
    "confidential",
    "issensitive",
    "secure",
    "noecho",
];

/// Returns true if a key holds the name of an entry.
pub(in crate::document::mask) fn is_name(key: &str) -> bool {
    NAMES.contains(&key)
}

/// Returns true if a key holds the value of an entry.
pub(in crate::document::mask) fn is_value(key: &str) -> bool {
    key.ends_with("value") || VALUES.contains(&key)
}

/// Returns true if a key and its text are the type of a secret entry: `"type": "PASSWORD"`.
pub(in crate::document::mask) fn is_secret_kind(key: &str, text: &str) -> bool {
    (key.ends_with("type") || matches!(key, "format" | "widget")) && KINDS.contains(&&*super::squeeze(text))
}

/// Returns true if a key is the switch of a secret entry: `"sensitive": true`.
pub(in crate::document::mask) fn is_flag(key: &str) -> bool {
    FLAGS.contains(&key)
}
