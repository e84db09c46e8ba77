//! Policy of the search for the instance of a create request with an unknown outcome: when the platform is asked again,
//! and which answer settles the request.

use super::instance::Instance;
use std::time::Duration;

/// Usual pause before the platform is asked again.
pub const PAUSE: Duration = Duration::from_secs(10);

/// Shortest pause while the platform may still be creating the instance.
const SHORTEST: Duration = Duration::from_secs(1);

/// Decision on an answer of the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// These instances match the request.
    Found(Vec<Instance>),
    /// The platform is asked again after this pause.
    Again(Duration),
    /// No instance was created.
    Absent,
}

/// Decides on an answer. `earlier` is the number of answers without an instance before it, `left` the time for which the
/// platform may still be creating the instance, counted from the question, and `pause` the wanted pause.
///
/// The platform continues a request that its client has given up. No instance is absent, therefore, before two answers
/// say so, the last of them to a question that was asked when the platform could not be creating it any more.
pub fn judge(found: Vec<Instance>, earlier: u8, left: Duration, pause: Duration) -> Verdict {
    match (found.is_empty(), earlier, left) {
        (false, ..) => Verdict::Found(found),
        (true, 1.., Duration::ZERO) => Verdict::Absent,
        (true, 0, Duration::ZERO) => Verdict::Again(pause),
        (true, ..) => Verdict::Again(pause.max(SHORTEST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::first_answer_while_it_may_be_created(0, 30, Verdict::Again(PAUSE))]
    #[case::later_answer_while_it_may_be_created(3, 30, Verdict::Again(PAUSE))]
    #[case::first_answer_after_the_limit(0, 0, Verdict::Again(PAUSE))]
    #[case::second_answer_after_the_limit(1, 0, Verdict::Absent)]
    #[case::later_answer_after_the_limit(9, 0, Verdict::Absent)]
    fn an_answer_without_an_instance_settles_only_late_and_twice(
        #[case] earlier: u8,
        #[case] left: u64,
        #[case] verdict: Verdict,
    ) {
        assert_eq!(judge(Vec::new(), earlier, Duration::from_secs(left), PAUSE), verdict);
    }

    #[rstest]
    #[case::it_may_be_created(30, SHORTEST)]
    #[case::it_cannot_be_created_any_more(0, Duration::ZERO)]
    fn a_pause_of_zero_is_extended_only_while_the_platform_may_be_at_it(#[case] left: u64, #[case] pause: Duration) {
        assert_eq!(judge(Vec::new(), 0, Duration::from_secs(left), Duration::ZERO), Verdict::Again(pause));
    }

    #[test]
    fn an_instance_ends_the_search_at_once() {
        let one = Instance::read(r#"{"id":1,"token":"t"}"#).expect("an instance");
        assert_eq!(judge(vec![one.clone()], 0, PAUSE, PAUSE), Verdict::Found(vec![one]));
    }
}
