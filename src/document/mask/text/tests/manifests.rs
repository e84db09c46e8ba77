//! Tests of manifests, lists of entries, grants and accounts in commands.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::file_of_settings(
    "apiVersion: v1\nkind: Secret\nstringData:\n  app.yml: |\n    color: blue\n    password: x9y8",
    "apiVersion: v1\nkind: Secret\nstringData:\n  app.yml: |\n    color: blue\n    password: *"
)]
#[case::text_of_a_secret(
    "apiVersion: v1\nkind: Secret\nstringData:\n  note: |\n    color: blue",
    "apiVersion: v1\nkind: Secret\nstringData:\n  note: |\n    color: *"
)]
#[case::kind_of_the_next_item(
    "items:\n- apiVersion: v1\n  data:\n    a: Yg==\n- data:\n    a: b\n  kind: ConfigMap",
    "items:\n- apiVersion: v1\n  data:\n    a: *\n- data:\n    a: b\n  kind: ConfigMap"
)]
#[case::kind_of_the_next_document(
    "apiVersion: v1\ndata:\n  a: Yg==\n---\nkind: ConfigMap",
    "apiVersion: v1\ndata:\n  a: *\n---\nkind: ConfigMap"
)]
#[case::type_after_its_value("- {value: x9y8, type: PASSWORD}", "- {value: *, type: PASSWORD}")]
#[case::option_with_its_value("- --region=eu\n- y", "- --region=eu\n- y")]
#[case::item_without_dashes("- client-secret\n- y", "- client-secret\n- y")]
#[case::option_after_an_option("- --client-secret\n- --region", "- --client-secret\n- --region")]
#[case::expression(
    "variable \"db_password\" {\n  default = get(x)\n}",
    "variable \"db_password\" {\n  default = get(x)\n}"
)]
#[case::text_like_an_expression(
    "variable \"db_password\" {\n  default = \"get(x)\"\n}",
    "variable \"db_password\" {\n  default = \"*\"\n}"
)]
fn entry_is_judged_by_the_lines_around_it(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}

#[rstest]
#[case::code_of_an_error("{error: x, code: 'E4-b2'}", "{error: x, code: 'E4-b2'}")]
#[case::other_code_of_a_grant("grant_type=a, error_code=[E4b2]", "grant_type=a, error_code=[E4b2]")]
#[case::number_as_a_code("grant_type=a, code=[400123]", "grant_type=a, code=[*]")]
#[case::code_without_a_sign("grant_type=a code 'x9y8'", "grant_type=a code 'x9y8'")]
#[case::user_of_the_system("sqlplus /x9y8@db.example", "sqlplus /x9y8@db.example")]
#[case::path_of_an_option("a0=\"tool\" a1=\"-p\" a2=\"/etc/tool\"", "a0=\"tool\" a1=\"-p\" a2=\"/etc/tool\"")]
#[case::port_of_an_option("a0=\"tool\" a1=\"-p\" a2=\"5432\"", "a0=\"tool\" a1=\"-p\" a2=\"5432\"")]
fn account_or_grant_is_judged_by_its_parts(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
