//! Files of instances, valid and faulty.

use super::*;
use crate::{
    catalog::{Catalog, FieldKey},
    domain::draft::DraftValue,
};
use rstest::rstest;

const SHOP: &str = "\
profile = \"staging\"

[[instance]]
element = \"magentosoapv19\"
name = \"shop-eu\"
tags = [\"team-a\", \"sales\"]
[instance.configuration]
userName = \"svc-elements\"
password = \"env:SHOP_EU_PASSWORD\"
\"store.url\" = \"https://shop.example\"
";

fn catalog() -> Catalog {
    Catalog::embedded().expect("the catalog")
}

fn toml(text: &str) -> Result<DeclaredFile, Vec<DeclaredError>> {
    DeclaredFile::parse(text, DeclaredFormat::Toml, &catalog())
}

fn csv(text: &str) -> Result<DeclaredFile, Vec<DeclaredError>> {
    DeclaredFile::parse(text, DeclaredFormat::Csv, &catalog())
}

fn faults(read: Result<DeclaredFile, Vec<DeclaredError>>) -> Vec<String> {
    read.expect_err("faults").iter().map(ToString::to_string).collect()
}

/// Returns the only instance of a valid file.
fn single(read: Result<DeclaredFile, Vec<DeclaredError>>) -> DeclaredInstance {
    let mut file = read.expect("a valid file");
    assert_eq!(file.instances.len(), 1);
    file.instances.remove(0)
}

fn value(instance: &DeclaredInstance, key: &str) -> Option<DraftValue> {
    instance.draft.value(&FieldKey::new(key)).cloned()
}

#[test]
fn instance_is_read_with_all_its_keys() {
    let instance = single(toml(SHOP));
    let read = (instance.element().key.as_str(), instance.name(), &*instance.draft.tags, instance.line);
    assert_eq!(read, ("magentosoapv19", "shop-eu", "team-a, sales", 3));
    assert_eq!(value(&instance, "userName"), Some(DraftValue::Plain("svc-elements".into())));
}

#[test]
fn reference_of_a_secret_is_kept_as_a_reference() {
    let instance = single(toml(SHOP));
    let references: Vec<_> = instance.references().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(references, [("password", "env:SHOP_EU_PASSWORD")]);
}

#[rstest]
#[case::table(
    "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n[instance.configuration]\nstore.url = \"https://a.example\"\n"
)]
#[case::inline(
    "instance = [{ element = \"magentosoapv19\", name = \"a\", configuration = { \"store.url\" = \"https://a.example\" } }]\n"
)]
#[case::dotted(
    "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\nconfiguration.store.url = \"https://a.example\"\n"
)]
fn configuration_can_be_written_in_each_way_of_toml(#[case] text: &str) {
    assert_eq!(value(&single(toml(text)), "store.url"), Some(DraftValue::Plain("https://a.example".into())));
}

#[test]
fn file_without_instances_is_valid() {
    assert_eq!(toml("profile = \"a\"").expect("valid").instances.len(), 0);
}

/// A file with one instance of this element and these lines below it; the first of them is line 4.
fn with(element: &str, lines: &str) -> Result<DeclaredFile, Vec<DeclaredError>> {
    toml(&format!("[[instance]]\nelement = \"{element}\"\nname = \"a\"\n{lines}\n"))
}

#[rstest]
#[case::unknown_key("nmae = \"b\"", "4:1: An instance has no key nmae. Did you mean name?")]
#[case::configuration_key_outside(
    "zzz = 1",
    "4:1: An instance has no key zzz. Configuration keys belong below [instance.configuration]."
)]
#[case::type_of_id("id = true", "4:6: id is true or false. Use a text in quotes: id = \"…\".")]
#[case::type_of_tags("tags = \"a\"", "4:8: tags is not a list of texts. Use tags = [\"team-a\", \"sales\"].")]
#[case::tag_twice("tags = [\"a\", \"a\"]", "4:8: The tag a occurs twice. Remove one of them.")]
#[case::tag_with_comma("tags = [\"a,b\"]", "4:8: “a,b” is not a tag. A tag is a text without commas.")]
#[case::configuration_is_text(
    "configuration = \"a\"",
    "4:1: configuration is not a table. Write [instance.configuration] above its keys."
)]
#[case::unknown_mode("auth-mode = \"zzz\"", "4:13: magentosoapv19 has no auth mode “zzz”. It has: ")]
#[case::unknown_configuration_key(
    "[instance.configuration]\npasswort = \"env:P\"",
    "5:1: magentosoapv19 has no key passwort. Did you mean password?"
)]
#[case::secret_in_clear(
    "[instance.configuration]\npassword = \"hunter2-canary\"",
    "5:12: password is a secret, and everyone who has the file can read it. Write a reference in its place: \
     env:MAGENTOSOAPV19_PASSWORD, file:PATH, cmd:COMMAND or keyring:NAME."
)]
#[case::type_of_value(
    "[instance.configuration]\nuserName = [1]",
    "5:12: The value of userName is a list. Use a text in quotes, an integer, or true or false."
)]
#[case::decimal_number(
    "[instance.configuration]\nuserName = 1.5",
    "5:12: The value of userName is a decimal number. Use a text in quotes, an integer, or true or false."
)]
#[case::no_address("[instance.configuration]\n\"store.url\" = \"shop\"", "5:15: store.url cannot be used: ")]
#[case::syntax("[instance.configuration]\nuserName = svc", "5:12: This is not valid TOML: ")]
fn fault_is_reported_with_its_place_and_a_remedy(#[case] lines: &str, #[case] expected: &str) {
    let faults = faults(with("magentosoapv19", lines));
    assert!(faults.len() == 1 && faults[0].starts_with(expected), "{faults:?}");
}

#[rstest]
#[case::unknown_element("magentosoapv91", "2:11: There is no element magentosoapv91. Did you mean magentosoapv19?")]
#[case::nothing_similar("zzzzzzzz", "2:11: There is no element zzzzzzzz. elemint lists all elements.")]
fn unknown_element_is_reported(#[case] element: &str, #[case] expected: &str) {
    assert_eq!(faults(with(element, "")), [expected]);
}

#[rstest]
#[case::no_element(
    "[[instance]]\nname = \"a\"",
    "1:1: The instance has no element. Add element = \"…\" with the key of an element."
)]
#[case::no_name("[[instance]]\nelement = \"magentosoapv19\"", "1:1: The instance has no name. Add name = \"…\".")]
#[case::key_of_the_file("profil = \"a\"", "1:1: There is no key profil in a file of instances. Did you mean profile?")]
#[case::one_table(
    "[instance]\nname = \"a\"",
    "1:2: instance is not a list of tables. Begin each instance with [[instance]]."
)]
fn fault_of_the_structure_is_reported(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(faults(toml(text)), [expected]);
}

#[test]
fn same_element_and_name_twice_is_reported_with_both_lines() {
    let text = "[[instance]]\nelement = \"magentosoapv19\"\nname = \"a\"\n".repeat(2);
    let expected =
        "6:8: magentosoapv19 has two instances named “a”; the first is in line 3. Give one of them another name.";
    assert_eq!(faults(toml(&text)), [expected]);
}

#[test]
fn same_id_twice_is_reported() {
    let instance = |name| format!("[[instance]]\nelement = \"magentosoapv19\"\nname = \"{name}\"\nid = 471001\n");
    let text = instance("a") + &instance("b");
    assert_eq!(
        faults(toml(&text)),
        ["8:6: The id 471001 occurs twice; the first is in line 4. An instance is declared once."]
    );
}

#[test]
fn all_faults_are_reported_at_once_in_the_order_of_the_file() {
    let text = "[[instance]]\nelement = \"x\"\nname = \"a\"\n[[instance]]\nelement = \"magentosoapv19\"\n[instance.configuration]\npassword = \"canary-secret\"\nfoo = \"1\"\n";
    let faults = faults(toml(text));
    let lines: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    assert_eq!(lines, ["2", "4", "7", "8"], "{faults:?}");
}

#[test]
fn no_fault_repeats_a_secret() {
    let lines =
        "[instance.configuration]\npassword = \"canary-secret\"\nuserName = \"https://a:canary-secret@h.example\"";
    let faults = faults(with("magentosoapv19", lines));
    assert!(faults.len() == 2 && faults.iter().all(|fault| !fault.contains("canary")), "{faults:?}");
}

#[test]
fn key_of_another_mode_names_the_mode() {
    let faults = faults(with("zuorav2", "[instance.configuration]\nclientId = \"me\""));
    assert!(faults[0].contains("add auth-mode = \""), "{faults:?}");
}

#[test]
fn table_of_rows_is_read_like_a_file() {
    let table = "element,name,tags,userName,password,store.url\r\n\
                 magentosoapv19,shop-eu,\"team-a, sales\",svc-elements,env:SHOP_EU_PASSWORD,https://shop.example\r\n";
    let (row, table) = (single(csv(table)), single(toml(SHOP)));
    assert_eq!((row.draft, row.keys, row.line), (table.draft, table.keys, 2));
}

#[rstest]
#[case::empty_cell("element,name,userName\nmagentosoapv19,a,\n", 0)]
#[case::quoted_quote("element,name,userName\nmagentosoapv19,a,\"x\"\"y\"\n", 1)]
#[case::empty_lines("\n\nelement,name\n\nmagentosoapv19,a\n\n", 0)]
#[case::semicolons("element;name;userName\nmagentosoapv19;a, b;x,y\n", 1)]
#[case::tabs("\nelement\tname\tuserName\nmagentosoapv19\ta\t\"x;\ty\"\n", 1)]
#[case::byte_order_mark("\u{feff}element,name\nmagentosoapv19,a", 0)]
fn cell_is_read_as_written(#[case] table: &str, #[case] values: usize) {
    assert_eq!(single(csv(table)).keys.len(), values);
}

#[rstest]
#[case::empty("", "1:1: The table is empty. Its first line names the columns: element,name.")]
#[case::open_quote(
    "element,name\nmagentosoapv19,\"a",
    "2:16: A quote is not closed. Write a quote inside a quoted cell twice."
)]
#[case::too_many_cells(
    "element,name\nmagentosoapv19,a,b",
    "2:18: The row has 3 cells, and the heading has 2. A cell with the separator in it needs quotes."
)]
#[case::no_headings(
    "magentosoapv19,a\n",
    "1:1: The table has no column element and no column name. Its first line names the columns: element,name."
)]
#[case::heading_twice("element,name,name\n", "1:14: The column name occurs twice. Remove one of them.")]
#[case::secret(
    "element,name,password\nmagentosoapv19,a,canary\n",
    "2:18: password is a secret, and everyone who has the file can read it. Write a reference in its place: env:MAGENTOSOAPV19_PASSWORD, file:PATH, cmd:COMMAND or keyring:NAME."
)]
fn fault_of_a_table_is_reported(#[case] table: &str, #[case] expected: &str) {
    assert_eq!(faults(csv(table)), [expected]);
}

#[test]
fn unknown_elements_are_listed_once() {
    let text =
        "[[instance]]\nelement = \"own\"\n[[instance]]\nelement = \"own\"\n[[instance]]\nelement = \"zuorav2\"\n";
    assert_eq!(DeclaredFile::unknown_elements(text, DeclaredFormat::Toml, &catalog()), ["own"]);
}

#[test]
fn faults_of_structure_and_values_are_listed_together() {
    let text = "[[instance]]\nelement = \"magentosoapv19\"\nnam = \"a\"\n[instance.configuration]\nnokey = \"b\"\n\
                password = \"secret\"\n[[instance]]\nelement = \"nosuch\"\nname = \"c\"\n";
    let faults = DeclaredFile::parse(text, DeclaredFormat::Toml, &Catalog::embedded().expect("a catalog"));
    let places: Vec<_> = faults.expect_err("faults").into_iter().map(|fault| fault.line).collect();
    assert_eq!(places, [1, 3, 5, 6, 8]);
}
