//! Refusals of the provider, and codes that are of no use.

use crate::{
    kit::Terminal,
    person::{Home, fill_infusionsoft, free_port, parameter, press},
};

fn waiting(home: &Home) -> Terminal {
    let mut terminal = home.practise("infusionsoftecommerce");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    fill_infusionsoft(&mut terminal, &callback, "online-sales");
    terminal
}

fn agree(terminal: &mut Terminal, home: &Home) {
    home.visit(&press("allow", &home.page()));
    terminal.wait_for("Create the instance “online-sales”?");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
}

#[test]
fn refusal_is_shown_and_consent_can_be_repeated() {
    let home = Home::new();
    let mut terminal = waiting(&home);
    let page = home.visit(&press("deny", &home.page()));
    assert!(page.body.contains("access_denied"), "{}", page.body);
    terminal.wait_for("The provider denied access.\n access_denied: The user denied the request");
    terminal.keys("<enter>");
    terminal.wait_for("Waiting for your consent");
    agree(&mut terminal, &home);
}

#[test]
fn refusal_can_be_pasted() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    fill_infusionsoft(&mut terminal, "https://www.mycoolapp.com/auth", "online-sales");
    terminal.paste(&press("deny", &home.page()));
    terminal.wait_for("access_denied");
    terminal.keys("<enter>");
    terminal.wait_for("The provider denied access.");
}

#[test]
fn an_expired_code_leads_back_to_consent() {
    code_of_no_use("expired");
}

#[test]
fn a_code_used_before_leads_back_to_consent() {
    code_of_no_use("used");
}

fn code_of_no_use(button: &str) {
    let home = Home::new();
    let mut terminal = waiting(&home);
    home.visit(&press(button, &home.page()));
    terminal.wait_for("Create the instance “online-sales”?");
    terminal.keys("<enter>");
    // Straight back, with the reason and a page of its own.
    terminal.wait_for("Waiting for your consent");
    terminal.wait_for("The provider's code was not accepted");
    agree(&mut terminal, &home);
}

#[test]
fn the_answer_to_another_request_is_not_taken() {
    let home = Home::new();
    let mut terminal = waiting(&home);
    let page = home.visit(&press("wrong-state", &home.page()));
    assert_eq!(page.status, 400, "{}", page.body);
    terminal.wait_for("1 unexpected callback");
    assert!(terminal.screen().contains("Waiting for your consent"));
}

#[test]
fn an_answer_without_a_state_is_not_taken_but_its_code_is() {
    let home = Home::new();
    let mut terminal = waiting(&home);
    let back = press("no-state", &home.page());
    assert_eq!(home.visit(&back).status, 400);
    terminal.wait_for("1 unexpected callback");
    terminal.paste(&back);
    terminal.wait_for("The state is missing");
    terminal.paste(&parameter(&back, "code"));
    terminal.wait_for("no state to check");
    terminal.keys("<enter>");
    terminal.wait_for("Create the instance “online-sales”?");
    terminal.wait_for("carried no state");
}

#[test]
fn taken_port_is_reported_and_answer_can_be_pasted() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    let callback = format!("http://{}/callback", taken.local_addr().expect("an address"));
    fill_infusionsoft(&mut terminal, &callback, "online-sales");
    terminal.wait_for("open the browser anyway");
    terminal.keys("<enter>");
    terminal.paste(&press("allow", &home.page()));
    terminal.wait_for("Press ↵");
}

#[test]
fn failing_browser_is_reported_and_link_stays() {
    let home = Home::new();
    let broken = home.script("broken", "exit 1");
    let env = [("ELEMINT_BROWSER", broken.to_str().expect("a path"))];
    let mut terminal = home.start(&["--sandbox", "infusionsoftecommerce"], &env);
    terminal.wait_for("Instance name");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    fill_infusionsoft(&mut terminal, &callback, "online-sales");
    terminal.wait_for("broken did not open the page. Copy the link with alt-c.");
    assert!(terminal.screen().contains("/fake-provider/infusionsoftecommerce/authorize?"));
}
