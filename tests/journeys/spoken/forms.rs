//! Choosing and filling in.

use crate::kit::{Conversation, Play, scene};
use rstest::rstest;

#[test]
fn matches_are_numbered_and_a_number_chooses() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magento");
    let output = talk.new_output();
    assert!(output.contains(&format!("3 of {} match “magento”.\n1. Magento", scene::element_count())), "{output}");
    assert!(output.contains("2. Magento SOAP V1.9 Beta, magentosoapv19, ecommerce, credentials\n"), "{output}");
    talk.say("2");
    assert!(talk.new_output().contains("Magento SOAP V1.9 Beta, credentials\nA form of 7 entries."));
}

#[test]
fn the_only_match_is_chosen_and_other_words_begin_anew() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magento\nzendesk");
    assert!(!talk.new_output().contains("magentozendesk"));
    talk.say(":back\nmagentosoapv19");
    assert_eq!(talk.play.at(), "credentials");
}

#[test]
fn an_address_with_a_password_in_it_is_not_said_again() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\npass-word-0001\nhttps://ada:hush-0001@shop.example\n:previous");
    let output = talk.new_output();
    assert!(output.contains("Store URL [set, not shown]: ") && !output.contains("hush-0001"), "{output}");
}

#[test]
fn an_entry_that_is_needed_is_not_passed_over_in_silence() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\n");
    assert!(talk.new_output().contains("User name is needed; it is empty for now."), "{}", talk.all());
}

#[test]
fn help_written_for_keys_is_said_with_the_words_there_are() {
    let mut play = scene::magento();
    play.keys("<down><space><down><down><down><down><down>");
    let mut talk = Conversation::with(play);
    while !talk.new_output().contains("Add an entry") {
        talk.say("");
    }
    talk.say("shoe.size");
    assert!(talk.new_output().contains(":remove removes it") && !talk.all().contains("alt-x"), "{}", talk.all());
}

#[test]
fn search_without_match_is_reported_and_repeated() {
    let mut talk = Conversation::new(scene::known());
    talk.say("qqqqxyz");
    assert!(
        talk.new_output().contains(&format!("0 of {} match “qqqqxyz”.\nNo element matches.", scene::element_count()))
    );
    talk.say("");
    assert_eq!(talk.play.at(), "element");
}

#[test]
fn an_unfinished_form_is_offered_first() {
    let mut talk = Conversation::new(scene::returning(scene::left()));
    assert!(talk.new_output().contains("1. Go on with Magento SOAP V1.9 Beta “attic”, 2 h ago"));
    talk.say("1");
    assert_eq!(talk.play.value("Instance name"), "attic");
    assert!(talk.new_output().contains("Entry 1 is filled in: User name, ada. :1 changes it."));
}

#[test]
fn secret_is_typed_hidden_and_shown_by_length() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19");
    assert!(!talk.hides());
    talk.say("ada");
    assert!(talk.hides() && talk.new_output().contains("What you type is not shown.\nPassword (needed): "));
    talk.say("pass-word-0001");
    assert!(!talk.hides() && talk.new_output().starts_with("\nTaken, 14 characters.\nEntry 3 of 7."));
    talk.say(":previous");
    assert!(talk.new_output().ends_with("Password [set, not shown]: "));
}

#[test]
fn a_value_that_is_wrong_is_asked_for_again_with_the_reason() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\npass-word-0001").new_output();
    talk.say("nonsense");
    assert!(talk.new_output().starts_with("Problem: "), "{}", talk.all());
    assert_eq!(talk.play.focus(), "Store URL");
    talk.say("https://shop.example");
    assert_eq!(talk.play.focus(), "Instance name");
}

#[test]
fn empty_line_keeps_value_and_postpones_missing_one() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\n\nhttps://shop.example\nTest\n\n\n");
    let output = talk.new_output();
    assert!(output.contains("Problem: One entry needs your attention."), "{output}");
    assert!(output.ends_with("Problem: Password is needed.\nPassword (needed): "), "{output}");
    talk.say("pass-word-0001\n:go");
    assert_eq!(talk.play.at(), "review");
}

#[test]
fn paste_repairs_are_listed_with_undo() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19").new_output();
    talk.say("“ada”");
    let output = talk.new_output();
    assert!(
        output.contains("User name: cleaned up, curly quotes. It is now ada. :previous, then :original"),
        "{output}"
    );
    talk.say(":previous\n:original");
    assert_eq!(talk.play.value("User name"), "“ada”");
}

#[test]
fn a_value_with_a_colon_before_it_is_written_with_two() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\n::ada\n:nonsense");
    assert_eq!(talk.play.value("User name"), ":ada");
    assert!(talk.new_output().contains("There is no :nonsense here."));
}

#[test]
fn a_way_to_sign_in_is_chosen_by_its_number_or_its_name() {
    let mut talk = Conversation::new(scene::known());
    talk.say("infusionsoftecommerce\n:1").new_output();
    for (line, way) in [("2", "own tokens"), ("oauth", "OAuth 2")] {
        talk.say(line);
        let output = talk.new_output();
        assert!(output.contains(&format!("\nInfusionsoft eCommerce, {way}\n")), "{output}");
        talk.say(":1");
    }
}

#[test]
fn options_are_gone_through_when_asked_for() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\npass-word-0001\nhttps://shop.example\nTest\n").new_output();
    talk.say("yes");
    let output = talk.new_output();
    assert!(output.contains("1. on\n2. off\n3. platform default\n"), "{output}");
    let label = talk.play.focus();
    talk.say("on");
    assert_eq!(talk.play.value(&label), "true");
    talk.say(":previous\n2\n:previous\n\n:previous\n3");
    assert_eq!(talk.play.value(&label), "");
}

#[test]
fn a_request_pasted_in_many_lines_fills_the_form() {
    let request = "{\n  \"element\": { \"key\": \"magentosoapv19\" },\n  \"configuration\": {\n    \"userName\": \"ada\"\n  },\n  \"name\": \"Test\"\n}";
    for before in ["", ":paste\n"] {
        let mut talk = Conversation::new(scene::known());
        talk.say(&format!("{before}{request}"));
        assert_eq!((talk.play.value("User name"), talk.play.value("Instance name")), ("ada".into(), "Test".into()));
        assert!(talk.new_output().contains("OK: Filled 2 values of Magento SOAP V1.9 Beta from the pasted request."));
    }
}

#[rstest]
#[case::comment(
    "# create the instance\ncurl -X POST https://x.example -d '{\n\"element\": {\"key\": \"magentosoapv19\"},\n\"configuration\": {\"userName\": \"ada\"}\n}'"
)]
#[case::python(
    "import requests\nrequests.post(url, json={\n'element': {'key': 'magentosoapv19'},\n'configuration': {'userName': 'ada'}\n})"
)]
#[case::yaml("element:\n  key: magentosoapv19\nconfiguration:\n  userName: ada\n")]
#[case::list("[{\n\"element\": {\"key\": \"magentosoapv19\"},\n\"configuration\": {\"userName\": \"ada\"}\n}]")]
#[case::comment_block(
    "/* shop */\n{\n\"element\": {\"key\": \"magentosoapv19\"},\n\"configuration\": {\"userName\": \"ada\"}\n}"
)]
#[case::here_document(
    "curl https://x.example -d @- <<'EOF'\n{\"element\": {\"key\": \"magentosoapv19\"},\n\"configuration\": {\"userName\": \"ada\"}}\nEOF"
)]
#[case::powershell(
    "curl.exe -X POST `\n 'https://x.example' `\n -d '{\n\"element\": {\"key\": \"magentosoapv19\"},\n\"configuration\": {\"userName\": \"ada\"}\n}'"
)]
fn no_line_of_a_pasted_request_becomes_an_answer(#[case] request: &str) {
    for before in ["", "magentosoapv19\n"] {
        let mut talk = Conversation::new(scene::known());
        talk.say(&format!("{before}{request}\n"));
        assert_eq!(
            (talk.play.value("User name").as_str(), talk.play.value("Instance name").as_str()),
            ("ada", ""),
            "{before}"
        );
    }
}

#[test]
fn support_setup_is_explained_with_way_back() {
    let mut talk = Conversation::new(scene::known());
    talk.say("syncplicity");
    assert!(talk.new_output().contains("No form is documented"));
    talk.say(":back");
    assert_eq!(talk.play.at(), "element");
}

#[test]
fn help_lists_commands_of_step() {
    let mut talk = Conversation::with(Play::new(scene::known()));
    talk.say(":help");
    let output = talk.new_output();
    assert!(
        output.contains(":refresh - ask the platform for its list again\n") && !output.contains(":original"),
        "{output}"
    );
}

#[test]
fn tags_with_a_secret_in_them_are_asked_for_again_at_once() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\npass-word-0001\nhttps://shop.example\nTest").new_output();
    talk.say("pass-word-0001");
    assert!(talk.new_output().starts_with("Problem: "), "{}", talk.all());
    assert_eq!(talk.play.focus(), "Tags");
}

#[test]
fn required_choice_is_not_emptied() {
    let mut talk = Conversation::new(scene::known());
    talk.say("infusionsoftecommerce\n:1");
    let before = talk.play.value(&talk.play.focus());
    talk.say(":clear");
    assert_eq!(talk.play.value(&talk.play.focus()), before);
    assert!(talk.new_output().contains("needs a value"), "{}", talk.all());
}

#[test]
fn host_is_completed_to_an_address_as_on_the_screen() {
    let mut talk = Conversation::new(scene::known());
    talk.say("magentosoapv19\nada\npass-word-0001\nshop.example");
    assert_eq!(
        (talk.play.value("Store URL"), talk.play.focus()),
        ("https://shop.example".into(), "Instance name".into())
    );
}
