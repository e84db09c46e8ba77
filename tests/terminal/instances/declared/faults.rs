//! Applies through a server that interferes with requests: each run ends in the declared state, or in a report that is
//! true row by row, and the next run continues.

use super::{SECRET, outcomes, shop, write};
use crate::{
    front::{Front, Treatment},
    instances::{Ended, all, run_with},
    person::Home,
    server::{Reply, reply},
};
use rstest::rstest;
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fault of one request.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// The connection is reset before the platform has the request.
    Reset,
    /// The connection ends after the request was carried out.
    AnswerLost,
    /// The answer ends in the middle.
    AnswerCut,
    /// The answer never arrives.
    AnswerLate,
    /// 500, and nothing was created.
    ErrorBefore,
    /// 500, although the instance was created.
    ErrorAfter,
    /// 429 with a pause of one second.
    Busy,
    /// 503 without a pause.
    Unavailable,
    /// 400.
    Refused,
}

const FAULTS: [Fault; 9] = [
    Fault::Reset,
    Fault::AnswerLost,
    Fault::AnswerCut,
    Fault::AnswerLate,
    Fault::ErrorBefore,
    Fault::ErrorAfter,
    Fault::Busy,
    Fault::Unavailable,
    Fault::Refused,
];

impl Fault {
    fn treatment(self) -> Treatment {
        match self {
            Self::Reset => Treatment::Answer(Reply::Reset),
            Self::AnswerLost => Treatment::Change(|_| Reply::Nothing),
            Self::AnswerCut => Treatment::Change(|answer| match answer {
                Reply::Bytes(bytes) => Reply::Bytes(bytes[..bytes.len() - 40].to_vec()),
                other => other,
            }),
            Self::AnswerLate => Treatment::Change(|_| Reply::Stall(Vec::new())),
            Self::ErrorBefore => Treatment::Answer(reply(500, &[], "{}")),
            Self::ErrorAfter => Treatment::Change(|_| reply(500, &[], "{}")),
            Self::Busy => Treatment::Answer(reply(429, &[("Retry-After", "1")], "{}")),
            Self::Unavailable => Treatment::Answer(reply(503, &[], "{}")),
            Self::Refused => Treatment::Answer(reply(400, &[], r#"{"message":"No"}"#)),
        }
    }
}

struct Scene {
    home: Home,
    front: Front,
}

impl Scene {
    /// Starts a platform behind a server. `fault` gets the method, and the number of the request among those of this
    /// method.
    fn new(fault: impl Fn(&str, usize) -> Option<Fault> + Send + Sync + 'static) -> Self {
        let numbers = [AtomicUsize::new(0), AtomicUsize::new(0)];
        let treat = move |request: &crate::server::Request| {
            let method = request.line.split(' ').next().unwrap_or_default();
            let number = numbers[usize::from(method == "POST")].fetch_add(1, Ordering::SeqCst);
            fault(method, number).map_or(Treatment::Forward, Fault::treatment)
        };
        Self { home: Home::new(), front: Front::new(treat, |_| {}) }
    }

    fn apply(&self, parallel: &str) -> Ended {
        let [_, user, organization] = self.front.platform.environment();
        // A few seconds, so that an answer that never arrives is given up soon.
        let own = [("CE_BASE", self.front.base.as_str()), ("SHOP_PASSWORD", SECRET), ("ELEMINT_TIMEOUT", "4")];
        let env = [&own[..], &[user, organization]].concat();
        let file = self.home.path().join("instances.toml");
        let file = file.to_str().expect("a path");
        run_with(&self.home, &env, &["apply", file, "--yes", "--json", "--parallel", parallel])
    }

    /// Compares each row of a report with the platform.
    fn assert_true(&self, ended: &Ended) {
        let (json, there) = (ended.json(), self.front.platform.names());
        for row in json["results"].as_array().expect("results") {
            let (name, outcome) = (row["name"].as_str().expect("a name"), row["outcome"].as_str().expect("an outcome"));
            let number = there.iter().filter(|known| *known == name).count();
            let is_true = match outcome {
                "created" => number == 1,
                "failed" => number == 0 && row["reason"].is_string(),
                "not started" => number == 0,
                "unknown" => number <= 1 && row["reason"].is_string(),
                _ => false,
            };
            assert!(is_true, "{row}: {number} of it are there");
        }
    }

    /// Checks that the platform has the declared instances, and this machine their tokens.
    fn assert_complete(&self, names: &[String]) {
        let mut there = self.front.platform.names();
        there.sort();
        assert_eq!(there, names);
        let mut kept: Vec<Value> =
            self.home.instances().into_iter().map(|(_, kept)| kept["answer"]["token"].clone()).collect();
        let mut expected: Vec<Value> = all(&self.front.platform).iter().map(|one| one["token"].clone()).collect();
        kept.sort_by_key(Value::to_string);
        expected.sort_by_key(Value::to_string);
        assert_eq!(kept, expected);
    }
}

#[rstest]
#[case::reset(Fault::Reset)]
#[case::answer_lost(Fault::AnswerLost)]
#[case::answer_cut(Fault::AnswerCut)]
#[case::answer_late(Fault::AnswerLate)]
#[case::error_before(Fault::ErrorBefore)]
#[case::error_after(Fault::ErrorAfter)]
#[case::busy(Fault::Busy)]
#[case::unavailable(Fault::Unavailable)]
#[case::refused(Fault::Refused)]
fn creation_with_a_fault_is_reported_as_it_is_and_the_next_run_completes_it(#[case] fault: Fault) {
    let scene = Scene::new(move |method, number| (method == "POST" && number == 0).then_some(fault));
    write(&scene.home, &(shop("a") + &shop("b")));
    let first = scene.apply("1");
    scene.assert_true(&first);
    assert_eq!(outcomes(&first).last().map(String::as_str), Some("created"), "{}{}", first.out, first.err);
    let second = scene.apply("1");
    assert_eq!(second.code, Some(0), "{}{}{}", first.out, second.out, second.err);
    scene.assert_complete(&["a".to_owned(), "b".to_owned()]);
}

#[rstest]
#[case::reset(Fault::Reset)]
#[case::error(Fault::ErrorBefore)]
#[case::cut(Fault::AnswerCut)]
fn nothing_is_sent_without_the_list_of_instances(#[case] fault: Fault) {
    let scene = Scene::new(move |method, _| (method == "GET").then_some(fault));
    write(&scene.home, &shop("a"));
    let ended = scene.apply("1");
    assert!(ended.code != Some(0) && !ended.err.is_empty(), "{}", ended.out);
    assert_eq!(scene.front.platform.names(), Vec::<String>::new());
}

#[test]
fn run_with_all_faults_at_once_completes_in_the_end() {
    // Each fault twice, then none.
    let scene = Scene::new(|method, number| match method {
        "POST" => FAULTS.iter().cycle().nth(number).filter(|_| number < 2 * FAULTS.len()).copied(),
        _ => None,
    });
    let names: Vec<String> = (10..28).map(|number| format!("shop-{number}")).collect();
    write(&scene.home, &names.iter().map(|name| shop(name)).collect::<String>());
    let mut codes = Vec::new();
    while codes.last() != Some(&Some(0)) && codes.len() < 6 {
        let ended = scene.apply("4");
        scene.assert_true(&ended);
        codes.push(ended.code);
    }
    assert_eq!(codes.last(), Some(&Some(0)), "{codes:?}");
    scene.assert_complete(&names);
}
