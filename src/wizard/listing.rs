//! State of the list of elements: its source, and the request for the platform's own.

use std::time::Duration;

/// A list this old is worth a word.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// State of the list of elements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub(super) asked: Asked,
    pub(super) source: ListSource,
    pub(super) failed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Asked {
    #[default]
    Never,
    /// In the background: no user waits for it.
    ByItself,
    /// By the user, who waits for the result.
    ByHand,
    Answered,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum ListSource {
    /// The program carries them.
    #[default]
    Carried,
    /// The platform said so, this long before it was last asked.
    Platform { own: usize, age: Duration },
}

impl Listing {
    /// Returns true if the list is to be requested: in the background once, by the user unless a request is pending.
    pub(super) fn ask(&mut self, by_hand: bool) -> bool {
        let asks = self.asked == Asked::Never || (by_hand && self.asked == Asked::Answered);
        if by_hand {
            self.asked = Asked::ByHand;
        } else if asks {
            self.asked = Asked::ByItself;
        }
        asks
    }

    /// Returns true while the platform has not answered a request for its list.
    pub fn is_pending(&self) -> bool {
        matches!(self.asked, Asked::ByItself | Asked::ByHand)
    }

    /// Returns a remark on the list in a few words; `None` for the platform's current list.
    pub fn remark(&self) -> Option<String> {
        let failed = self.failed.then(|| "no live list".to_owned());
        let (own, age) = match &self.source {
            ListSource::Carried => (0, Duration::ZERO),
            ListSource::Platform { own, age } => (*own, *age),
        };
        let old = (age >= OLD).then(|| match age.as_secs() / OLD.as_secs() {
            1 => "1 day old".to_owned(),
            days => format!("{days} days old"),
        });
        let own = (own > 0).then(|| format!("{own} of your own"));
        let words: Vec<String> = [own, failed, old].into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}
