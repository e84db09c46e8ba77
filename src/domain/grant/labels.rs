//! Labels for the parts of an answer in texts, tables and program output, in several languages.

/// Words for a code, as complete words or at the end of a compound.
const CODE: [&str; 31] = [
    "code",
    "codes",
    "código",
    "codigo",
    "codice",
    "kode",
    "kod",
    "kodu",
    "kód",
    "kods",
    "kodas",
    "koodi",
    "kodo",
    "код",
    "кода",
    "κωδικός",
    "κωδικος",
    "mã",
    "רמז",
    "الرمز",
    "کد",
    "kood",
    "koda",
    "קוד",
    "رمز",
    "कोड",
    "รหัส",
    "verifier",
    "pin",
    "cod",
    "codul",
];
/// Words for a code in scripts without spaces.
const CODE_INSIDE: [&str; 9] = ["コード", "代码", "代碼", "授权码", "授權碼", "验证码", "驗證碼", "코드", "รหัส"];
/// Words for the state.
const STATE: [&str; 20] = [
    "state",
    "zustand",
    "état",
    "etat",
    "estado",
    "stato",
    "stan",
    "stav",
    "tila",
    "toestand",
    "tilstand",
    "tillstånd",
    "durum",
    "состояние",
    "стан",
    "κατάσταση",
    "stare",
    "állapot",
    "statusparameter",
    "parametro_state",
];
/// Words for the state in scripts without spaces.
const STATE_INSIDE: [&str; 6] = ["ステート", "状態", "状态", "狀態", "상태", "स्थिति"];
/// Words that turn a code into something other than a proof of consent.
const OTHER: [&str; 28] = [
    "status",
    "error",
    "exit",
    "zip",
    "postal",
    "country",
    "http",
    "response",
    "challenge",
    "method",
    "source",
    "area",
    "language",
    "fehler",
    "antwort",
    "statut",
    "erreur",
    "qr",
    "promo",
    "return",
    "region",
    "currency",
    "postleitzahl",
    "device",
    "user",
    "state_code",
    "type",
    "client",
];

/// Part of an answer that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The code or verifier.
    Code,
    /// The state.
    State,
}

/// Returns the part of an answer named by a label of a few words.
pub(super) fn named(label: &str) -> Option<Label> {
    let label = label.to_lowercase().replace(['’', '\''], " ");
    let words: Vec<&str> =
        label.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|w| !w.is_empty()).collect();
    // A code may contain such a word, but a label contains no digits.
    if words.is_empty() || words.len() > 10 || label.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_other = words.iter().any(|word| OTHER.iter().any(|other| word == other || is_compound(word, other)));
    let is_code = words.iter().any(|word| is_code(word)) || CODE_INSIDE.iter().any(|code| label.contains(code));
    if is_code {
        return (!is_other).then_some(Label::Code);
    }
    let is_state =
        words.iter().any(|word| STATE.contains(word)) || STATE_INSIDE.iter().any(|state| label.contains(state));
    is_state.then_some(Label::State)
}

/// Returns true if the text mentions a code.
pub(super) fn mentions_code(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
    words.any(is_code) || CODE_INSIDE.iter().any(|code| text.contains(code))
}

/// Returns true for combining marks in scripts of India and Southeast Asia.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{e31}'..='\u{e4e}')
}

fn is_code(word: &str) -> bool {
    CODE.contains(&word)
        || ["code", "kod", "kode", "koden", "kód", "koodi", "код", "verifier"].iter().any(|end| is_compound(word, end))
}

/// Returns true for compounds such as `Autorisierungscode` and `toegangscode`, with at least four letters before the
/// end.
fn is_compound(word: &str, end: &str) -> bool {
    word.strip_suffix(end).is_some_and(|start| start.chars().count() >= 4)
        || (end.len() >= 5 && word.strip_prefix(end).is_some_and(|rest| rest.chars().count() >= 3))
}
