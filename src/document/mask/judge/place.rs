//! The names around a value, and the values beside it.

use super::super::name::{
    API_KEY, API_SECRET, holds_secret_key, is_harmless_inside, is_harmless_setting, is_list_of_names, is_secret_entry,
    is_secret_name, squeeze,
};
use crate::document::json::{Node, NodeKind};
use std::iter;

/// Facts about a value that the names around it give.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the value, independent of the others")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MaskContext {
    /// A secret has this name, or its container has.
    pub(super) secret: bool,
    /// It was sent to a provider: only values known to be harmless are shown.
    pub(super) guarded: bool,
    /// A value with the nearest name is known to be harmless there.
    pub(super) harmless: bool,
    /// It may be the name of a secret instead of one.
    pub(super) names: bool,
    /// Everything inside is secret, whatever its name.
    all: bool,
}

/// Facts about an object that decide about the values in it.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the object, independent of the others")]
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// A name beside the value says secret, or a type or a switch does.
    entry: bool,
    /// A Secret of Kubernetes.
    is_secret_object: bool,
    /// An instance, or the request for one.
    is_instance: bool,
    /// It holds the identifier of an application, beside the application's secret: the identifier is public.
    is_application: bool,
    /// The key of the setting it describes.
    setting: Option<String>,
    /// The attributes a Terraform state calls sensitive.
    sensitive: Vec<String>,
}

/// As many entries of an object are looked at.
const ENTRIES: usize = 48;

const GUARDED: &[&str] = &["configuration", "providerdata"];

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
];

const VALUES: &[&str] = &[
    "value",
    "values",
    "propertyvalue",
    "defaultvalue",
    "default",
    "val",
    "content",
    "currentvalue",
    "initialvalue",
    "current",
    "initial",
    "text",
    "data",
    "stringvalue",
    "plaintext",
    "fieldvalue",
    "parametervalue",
    "prefix",
    "suffix",
    "src",
    "cookie",
    "rejectedvalue",
    "invalidvalue",
    "actualvalue",
    "oldvalue",
    "newvalue",
    "result",
];

const KINDS: &[&str] = &[
    "password",
    "secret",
    "secure",
    "securestring",
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
    "protected",
];

/// Containers whose name says secret though not all in them is.
const MIXED: &[&str] =
    &["auth", "authorization", "bearer", "basicauth", "signature", "authtoken", "xauth", "securitycredential"];

impl Facts {
    /// Reads them from the first entries of an object.
    pub(super) fn from_node(node: Node<'_>) -> Self {
        let mut facts = Self::default();
        if node.kind() != NodeKind::Object {
            return facts;
        }
        if node.key().as_deref() == Some("attributes") {
            let beside = node.parent().into_iter().flat_map(entries);
            let listed = beside.filter(|child| child.key().as_deref() == Some("sensitive_attributes"));
            facts.sensitive.extend(listed.flat_map(strings));
        }
        let list = node.parent().and_then(|list| list.key().map(|key| squeeze(&key)));
        let is_parameter = list.is_some_and(|list| {
            matches!(&*list, "query" | "querystring" | "params" | "parameters" | "urlencoded" | "urlparams")
        });
        for child in entries(node) {
            let Some(key) = child.key() else { break };
            let squeezed = squeeze(&key);
            let is_string = child.kind() == NodeKind::String;
            let text = || child.text();
            facts.entry |= is_string
                && NAMES.contains(&&*squeezed)
                && (is_secret_entry(&text()) || is_parameter && is_parameter_name(&text()))
                || is_string
                    && matches!(&*squeezed, "type" | "fieldtype" | "inputtype" | "format" | "widget")
                    && KINDS.contains(&&*squeeze(&text()))
                || FLAGS.contains(&&*squeezed) && child.raw() == "true";
            // A password that Terraform generates.
            facts.entry |= matches!(&*squeezed, "bcrypthash" | "minspecial");
            if key == "key" && is_string {
                facts.is_application |= text() == API_KEY && node.parent().is_some_and(lists_secret);
                facts.setting = Some(text().into_owned());
            }
            facts.is_application |= key == API_SECRET;
            facts.is_secret_object |= key == "kind" && is_string && text() == "Secret";
            facts.is_instance |=
                matches!(&*squeezed, "element" | "token" | "providerdata" | "eventsenabled" | "externalauthentication");
        }
        facts
    }

    /// Returns the setting that the value of this key belongs to.
    pub(super) fn setting<'k>(&'k self, key: &'k str) -> &'k str {
        self.setting.as_deref().filter(|_| VALUES.contains(&&*squeeze(key))).unwrap_or(key)
    }

    /// Returns true if the value of this key is the public identifier of an application.
    pub(super) fn is_public(&self, key: &str) -> bool {
        self.is_application && self.setting(key) == API_KEY
    }

    /// Whether these facts make the value of this key secret.
    pub(super) fn hides(&self, key: &str) -> bool {
        self.entry && VALUES.contains(&&*squeeze(key))
    }
}

impl MaskContext {
    /// The place of a value with this name here, beside others.
    pub(super) fn under(self, name: &str, node: Node<'_>, facts: &Facts) -> Self {
        let is_container = node.kind().is_container();
        let squeezed = squeeze(name);
        let of_secret = facts.is_secret_object && matches!(name, "data" | "stringData");
        let of_sensitive = facts.sensitive.iter().any(|known| known == name);
        let by_name = is_secret_name(name)
            && !(is_container && name.contains('/'))
            && !(is_container && MIXED.contains(&&*squeezed))
            || !is_container && is_secret_member(&squeezed, node);
        let listed = by_name && node.kind() == NodeKind::Array && squeezed == "tokens" && holds_objects(node);
        let inherited = self.secret
            && (self.all || of_secret || !is_harmless_inside(name) || is_container && !is_harmless_setting(name));
        if inherited || by_name && !listed || of_secret || of_sensitive || is_container && facts.hides(name) {
            let all = self.all || of_secret || of_sensitive;
            return Self { secret: true, names: self.names || is_list_of_names(name), all, ..self };
        }
        let begins = GUARDED.contains(&&*squeezed)
            && node.kind() == NodeKind::Object
            && (facts.is_instance || node.depth() <= 1 || squeezed == "providerdata");
        let guarded = self.guarded || begins;
        Self { secret: false, guarded, harmless: guarded && is_harmless_setting(name), names: false, all: false }
    }
}

/// Returns true if a member is the value of the object it is in, or a key, and the object's name says secret.
fn is_secret_member(squeezed: &str, node: Node<'_>) -> bool {
    let is_value = matches!(squeezed, "value" | "stringvalue" | "plaintext" | "currentvalue");
    let of_parent = |is_secret: fn(&str) -> bool| {
        node.parent().and_then(|parent| parent.key().map(|key| is_secret(&key))).unwrap_or_default()
    };
    is_value && of_parent(is_secret_name) || squeezed == "key" && of_parent(holds_secret_key)
}

/// Returns true if an entry of a list is the secret of an application.
fn lists_secret(list: Node<'_>) -> bool {
    let is_secret = |child: Node<'_>| child.key().as_deref() == Some("key") && child.text() == API_SECRET;
    list.kind() == NodeKind::Array && entries(list).any(|entry| entries(entry).any(is_secret))
}

/// Whether a parameter of an address with this name is secret, though other values with it are not.
fn is_parameter_name(name: &str) -> bool {
    matches!(name, "key" | "code" | "sig" | "hmac")
}

/// Names of what looks as random as a key, and is public.
const HASHES: &[&str] = &[
    "id",
    "hash",
    "sha",
    "etag",
    "integrity",
    "digest",
    "checksum",
    "fingerprint",
    "cursor",
    "image",
    "thumbnail",
    "certificate",
    "cert",
    "public",
    "nonce",
    "version",
    "revision",
    "url",
    "uri",
    "href",
    "path",
    "resolved",
    "next",
    "previous",
    "marker",
    "arn",
    "name",
];

/// Whether a name is of a hash, or of something public that looks as random as a key.
pub(super) fn is_name_of_hash(name: &str) -> bool {
    let squeezed = squeeze(name);
    HASHES.iter().any(|hash| squeezed.ends_with(hash) || squeezed.starts_with(hash) && hash.len() > 3)
}

fn holds_objects(node: Node<'_>) -> bool {
    entries(node).next().is_some_and(|child| child.kind() == NodeKind::Object)
}

fn entries(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let first = (node.children() > 0).then(|| node.document().node(node.row() + 1)).flatten();
    iter::successors(first, |node| node.next_sibling()).take(ENTRIES)
}

/// Every string inside.
fn strings(node: Node<'_>) -> Vec<String> {
    let (row, end) = (node.row(), node.end());
    let inside = node.document().nodes_from(row).take_while(|inner| inner.row() < end).take(1000);
    inside.filter(|inner| inner.kind() == NodeKind::String).map(|inner| inner.text().into_owned()).collect()
}
