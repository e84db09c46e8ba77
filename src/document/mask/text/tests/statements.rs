//! Tests of rows and passwords in SQL statements.

use super::shown;
use rstest::rstest;

#[rstest]
#[case::column_before_the_rows("INSERT INTO u (pin) VALUES ('2580');", "INSERT INTO u (pin) VALUES ('*');")]
#[case::indented("  INSERT INTO u (id, pin) VALUES (1, '2580');", "  INSERT INTO u (id, pin) VALUES (1, '*');")]
#[case::columns_in_quotes(
    "INSERT INTO `u` (`id`, `pin`) VALUES (1, '2580');",
    "INSERT INTO `u` (`id`, `pin`) VALUES (1, '*');"
)]
#[case::call_in_a_row(
    "INSERT INTO u (at, word, pin) VALUES (date('now', 'utc'), 'a', '2580');",
    "INSERT INTO u (at, word, pin) VALUES (date('now', 'utc'), 'a', '*');"
)]
#[case::parenthesis_in_a_text(
    "INSERT INTO u (note, word, pin) VALUES ('a (b, c', 'd', '2580');",
    "INSERT INTO u (note, word, pin) VALUES ('a (b, c', 'd', '*');"
)]
#[case::parenthesis_in_a_text_of_a_call(
    "INSERT INTO u (note, word, pin) VALUES (f('a)', 1), 'd', '2580');",
    "INSERT INTO u (note, word, pin) VALUES (f('a)', 1), 'd', '*');"
)]
#[case::escaped_quote(
    "INSERT INTO u (note, word, pin) VALUES ('it\\'s, b', 'd', '2580');",
    "INSERT INTO u (note, word, pin) VALUES ('it\\'s, b', 'd', '*');"
)]
#[case::several_rows_in_a_line(
    "INSERT INTO u (id, pin) VALUES (1, '2580'), (2, '3691');",
    "INSERT INTO u (id, pin) VALUES (1, '*'), (2, '*');"
)]
#[case::next_statement(
    "INSERT INTO u (id, pin) VALUES (1, '2580');\nSELECT f(2, '3691');",
    "INSERT INTO u (id, pin) VALUES (1, '*');\nSELECT f(2, '3691');"
)]
#[case::columns_of_the_table(
    "CREATE TABLE u (\n  id int,\n  PRIMARY KEY (id),\n  pin text\n);\nINSERT INTO u VALUES (1, '2580');",
    "CREATE TABLE u (\n  id int,\n  PRIMARY KEY (id),\n  pin text\n);\nINSERT INTO u VALUES (1, '*');"
)]
#[case::copy("COPY u (id, pin) FROM stdin;\n1\t2580\n2\t\\N\n", "COPY u (id, pin) FROM stdin;\n1\t*\n2\t\\N")]
#[case::copy_of_a_file("COPY u (id, pin) FROM '/tmp/u';\n1\t2580", "COPY u (id, pin) FROM '/tmp/u';\n1\t2580")]
fn rows_are_judged_by_their_columns(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(shown(text), expected);
}
