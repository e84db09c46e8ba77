//! Public entries in the data of a Secret of Kubernetes.

use super::{name::is_plain_data_name, shape};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Returns true if an entry in the data of a Secret is public by its name and value. The text may be base64.
pub(super) fn is_plain_entry(name: &str, text: &str) -> bool {
    let decoded = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let inner = decoded.as_deref().unwrap_or(text);
    shape::is_image(text)
        || is_plain_data_name(name)
            && !inner.contains(['\n', '='])
            && shape::parts(inner).is_none()
            && !shape::resembles_key(inner)
}
