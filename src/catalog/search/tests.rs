use super::*;
use crate::catalog::{AuthFlow, Element};
use proptest::prelude::*;
use rstest::rstest;
use std::sync::LazyLock;

mod facets;

static CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(Catalog::embedded().expect("the embedded catalog")));

fn asked(text: &str) -> ElementSearch {
    let mut search = ElementSearch::new(CATALOG.clone(), &[]);
    search.ask(text);
    search
}

fn found(text: &str) -> Vec<Arc<Element>> {
    let search = asked(text);
    (0..search.len()).filter_map(|row| search.entry(row).map(|entry| entry.element())).collect()
}

fn first(text: &str) -> Option<String> {
    found(text).first().map(|element| element.key.to_string())
}

#[test]
fn part_of_a_name_finds_the_element_and_is_marked() {
    let search = asked("infus ecom");
    assert_eq!(first("infus ecom").as_deref(), Some("infusionsoftecommerce"));
    assert!(!search.marker().marks(0).name.is_empty());
    assert_eq!(first("magentosoap").as_deref(), Some("magentosoapv19"));
    assert!(asked("zzzzqq").is_empty());
    assert_eq!(asked("  ").len(), search.total());
}

#[test]
fn hub_is_matched_by_its_beginning_in_any_case() {
    let crm = found("HUB:cr");
    assert!(crm.len() > 5 && crm.iter().all(|e| e.hub.as_str() == "crm"), "{crm:?}");
}

#[rstest]
#[case::oauth1("auth:oauth1", AuthFlow::OAuth1)]
#[case::capitals("Auth:OAuth2", AuthFlow::OAuth2)]
#[case::beginning("auth:cred", AuthFlow::Plain)]
fn sign_in_facet_finds_elements_whose_row_shows_the_flow(#[case] text: &str, #[case] flow: AuthFlow) {
    let expected = CATALOG.entries().iter().filter(|entry| entry.flows().first() == Some(&flow));
    let found: Vec<_> = found(text).iter().map(|element| element.key.clone()).collect();
    assert_eq!(found, expected.map(|entry| entry.key.clone()).collect::<Vec<_>>());
}

#[test]
fn facets_and_words_match_in_any_order() {
    let keys = |text: &str| found(text).iter().map(|e| e.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys("hub:crm essentials auth:oauth2"), ["actessentialsoauth"]);
    assert_eq!(keys("auth:oauth2 hub:crm essentials"), ["actessentialsoauth"]);
    assert!(keys("essentials hub:crm").len() < keys("hub:crm").len());
    assert!(keys("hub:erp actessentials").is_empty());
}

#[test]
fn unknown_value_matches_nothing_and_unknown_facet_is_text() {
    assert!(asked("hub:atlantis").is_empty() && asked("auth:saml").is_empty());
    assert!(asked("color:red").is_empty());
    assert_eq!(asked("hub:").len(), asked("").len());
}

#[test]
fn recent_elements_come_first_without_duplicates_for_empty_text() {
    let recent = ["magentosoapv19", "atlantis", "zuorav2", "magentosoapv19"].map(ElementKey::new);
    let mut search = ElementSearch::new(CATALOG.clone(), &recent);
    let keys = |search: &ElementSearch| -> Vec<String> {
        (0..search.len()).filter_map(|row| search.entry(row)).map(|e| e.key.to_string()).collect()
    };
    let all = keys(&search);
    assert_eq!((all.len(), &all[..2]), (search.total(), &["magentosoapv19".to_owned(), "zuorav2".into()][..]));
    assert!(search.is_recent(1) && !search.is_recent(2));
    assert_eq!(search.row("zuorav2"), Some(1));
    search.ask("a");
    assert!(!search.is_recent(0));
    search.ask("");
    assert_eq!(keys(&search), all);
}

proptest! {
    #[test]
    fn result_does_not_depend_on_earlier_text(text in "[a-zA-Z0-9:!^$'\\\\ é-]{0,6}(hub:|auth:)?[a-z! ]{0,4}") {
        let mut typed = asked("");
        for (at, c) in text.char_indices() {
            typed.begin(&text[..at + c.len_utf8()]);
        }
        typed.finish();
        prop_assert_eq!(&typed.hits, &asked(&text).hits);
    }

    #[test]
    fn result_is_that_of_the_simple_search(
        names in prop::collection::vec("([a-cA-C0é-]{1,4} ?){1,3}", 1..30),
        text in "(hub:[ab] ?)?[a-cA-C0éß !.-]{0,12}",
        part in 1_usize..9,
    ) {
        let catalog = Arc::new(catalog_of(&names));
        let recent: Vec<usize> = (0..names.len()).step_by(3).collect();
        let mut search = ElementSearch::new(catalog.clone(), &[]);
        search.recent.clone_from(&recent);
        search.begin(&text);
        if !search.query.is_empty() {
            (search.hits, search.next) = (RankedHits::default(), 0);
        }
        while !search.is_done() {
            search.search_up_to(search.next + part);
        }
        let found: Vec<_> = search.hits.iter().zip((0..).map_while(|row| search.tier(row))).collect();
        prop_assert_eq!(found, simple::search(&catalog, &recent, &text));
    }

    #[test]
    fn query_like_a_real_name_has_the_result_of_the_simple_search(
        entry in any::<prop::sample::Index>(),
        cut in 0_usize..12,
        typo in "[a-z ]?",
        keeps in any::<bool>(),
    ) {
        let name: Vec<char> = CATALOG.entries[entry.index(CATALOG.entries.len())].name.chars().collect();
        let (begin, end) = name.split_at(cut.min(name.len()));
        let end = if keeps { end } else { end.get(1..).unwrap_or_default() };
        let text: String = begin.iter().copied().chain(typo.chars()).chain(end.iter().copied()).collect();
        let search = asked(&text);
        let found: Vec<_> = search.hits.iter().zip((0..).map_while(|row| search.tier(row))).collect();
        prop_assert_eq!(found, simple::search(&CATALOG, &[], &text));
    }
}

/// Returns a catalog with these names; aliases, keys and hubs are parts of them.
fn catalog_of(names: &[String]) -> Catalog {
    let file = |(at, name): (usize, &String)| {
        let (alias, hub) = (&names[at / 2], ["a", "b c", "cb"][at % 3]);
        format!("key='{name}{at}'\nname='{name}'\naliases=['{alias}']\nhub='{hub}'\n[[mode]]\nflow='plain'")
    };
    let files: Vec<String> = names.iter().enumerate().map(file).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|text| ("made.toml", text.as_str())).collect();
    Catalog::read(("common.toml", "field = []"), &files).expect("a catalog")
}

#[test]
fn long_list_is_searched_in_parts() {
    let entries = CATALOG.entries.iter().cycle().take(PART + 1).cloned().collect();
    let mut search = ElementSearch::new(Arc::new(Catalog::in_order(entries, Arc::default())), &[]);
    search.begin("e");
    let (first, last) = (search.hits.len(), search.total() - 1);
    assert!(!search.is_done() && search.hits.iter().all(|at| at < last), "{first}");
    search.go_on();
    assert_eq!(
        (search.is_done(), search.hits.len()),
        (true, first + usize::from(search.hits.iter().any(|at| at == last)))
    );
}

#[test]
fn the_key_of_every_element_finds_it_first() {
    let others =
        CATALOG.entries().iter().filter(|entry| first(entry.key.as_str()).as_deref() != Some(entry.key.as_str()));
    assert_eq!(others.map(|entry| entry.key.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_name_of_every_element_finds_it_first() {
    let others = CATALOG.entries().iter().filter(|entry| first(&entry.name).as_deref() != Some(entry.key.as_str()));
    assert_eq!(others.map(|entry| entry.name.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_alias_finds_its_element_first() {
    let aliases = CATALOG.entries().iter().flat_map(|entry| entry.aliases.iter().map(move |alias| (entry, alias)));
    let others = aliases.filter(|(entry, alias)| first(alias).as_deref() != Some(entry.key.as_str()));
    assert_eq!(others.map(|(_, alias)| alias.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[rstest]
#[case::quickbooks("quickbooks", "quickbooks")]
#[case::quick("quick", "quickbooks")]
#[case::sfdc("sfdc", "sfdc")]
#[case::salesforce("salesforce", "sfdc")]
#[case::sales("sales", "sfdc")]
#[case::salesforce_service("salesforce service", "sfdcservicecloud")]
#[case::salesforce_marketing("salesforce marketing", "salesforcemarketingcloud")]
#[case::marketing_cloud("marketing cloud", "salesforcemarketingcloud")]
#[case::service_cloud("service cloud", "servicecloud")]
#[case::exacttarget("exact target", "salesforcemarketingcloud")]
#[case::pardot("pardot", "pardot")]
#[case::keap("keap", "infusionsoftcrm")]
#[case::infus("infus", "infusionsoftecommerce")]
#[case::infusionsoft_online_sales("infusionsoft online sales", "infusionsoftecommerce")]
#[case::magento_soap("magento soap v1.9 beta", "magentosoapv19")]
#[case::magento_2("magento 2", "magentov20")]
#[case::adobe_commerce("adobe commerce", "magentov20")]
#[case::webex("webex", "ciscospark")]
#[case::echosign("echosign", "adobe-esign")]
#[case::adobe("adobe", "adobe-esign")]
#[case::g_suite("g suite", "googlesuite")]
#[case::google_workspace("google workspace", "googlesuite")]
#[case::google("google", "googledrive")]
#[case::office_365("office 365", "microsoftgraph")]
#[case::dynamics_365("dynamics 365", "dynamicscrmadfs")]
#[case::dynamics("dynamics", "dynamicscrmadfs")]
#[case::great_plains("great plains", "greatplains")]
#[case::dynamics_gp("dynamics gp", "greatplains")]
#[case::netsuite("netsuite", "netsuiteerpv2")]
#[case::sap_c4c("sap c4c", "sapc4ccrm")]
#[case::s4hana("s/4hana", "saps4hanacloud")]
#[case::r3("r/3", "sapr3bapi")]
#[case::aws_s3("aws s3", "amazons3")]
#[case::s3("s3", "amazons3")]
#[case::mailchimp("mailchimp", "mailchimpv3")]
#[case::zoho("zoho", "zohocrm")]
#[case::sugar("sugar crm", "sugarcrmv2")]
#[case::hubspot("hubspot", "hubspot")]
#[case::close_io("close.io", "closeio")]
#[case::e_conomic("e-conomic", "economic")]
#[case::act("act!", "actessentialsoauth")]
#[case::postgres("postgres", "postgresql")]
#[case::sql_server("sql server", "sqlserver")]
#[case::mssql("mssql", "sqlserver")]
#[case::go_to_webinar("go to webinar", "gotowebinar")]
#[case::share_file("share file", "sharefile")]
#[case::one_drive("one drive", "onedrivev2")]
#[case::twilio("twilio", "twilio")]
#[case::freshworks("freshworks", "freshdeskv2")]
#[case::help_scout("help scout", "helpscout")]
#[case::rightnow("rightnow", "servicecloud")]
#[case::zendesk_sell("zendesk sell", "base")]
#[case::accent("évernote", "evernote")]
#[case::full_width("ｓｌａｃｋ", "slack")]
#[case::typo_missing_letter("quikbooks", "quickbooks")]
#[case::typo_swapped("salesfroce", "sfdc")]
#[case::typo_doubled("shoppify", "shopify")]
#[case::typo_wrong_letter("zendezk", "zendesk")]
#[case::typo_in_a_word("googel drive", "googledrive")]
#[case::typo_infusionsoft("infusionsfot", "infusionsoftecommerce")]
#[case::typo_sharepoint("sharepiont", "sharepoint")]
#[case::typo_mailchimp("mailchmip", "mailchimpv3")]
#[case::typo_hubspot("hupspot", "hubspot")]
#[case::typo_netsuite("netsiute", "netsuiteerpv2")]
fn common_search_finds_the_expected_element_first(#[case] typed: &str, #[case] key: &str) {
    assert_eq!(first(typed).as_deref(), Some(key));
}

#[test]
fn recent_element_precedes_equal_matches() {
    let mut search = ElementSearch::new(CATALOG.clone(), &[ElementKey::new("sagelive")]);
    search.ask("sage");
    assert_eq!(search.entry(0).map(|entry| entry.key.as_str()), Some("sagelive"));
}

#[test]
fn exact_key_precedes_recent_element() {
    let mut search = ElementSearch::new(CATALOG.clone(), &[ElementKey::new("quickbooksonprem")]);
    search.ask("quickbooks");
    assert_eq!(search.entry(0).map(|entry| entry.key.as_str()), Some("quickbooks"));
}
