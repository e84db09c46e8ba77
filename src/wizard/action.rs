//! What a key can mean, whichever key it is.

use serde::{Deserialize, Serialize};

/// What a key can mean. A step reacts to those in its own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Accept and go on.
    Accept,
    /// One level back.
    Back,
    /// Up one row.
    Up,
    /// Down one row.
    Down,
    /// Up a page.
    PageUp,
    /// Down a page.
    PageDown,
    /// Up half a page.
    HalfUp,
    /// Down half a page.
    HalfDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To the next field.
    Next,
    /// To the field before.
    Previous,
    /// Straight on, from wherever one stands in the form.
    Submit,
    /// Show or hide a secret.
    Reveal,
    /// Show or hide all secrets.
    RevealAll,
    /// As it was the last time, or not.
    LastTime,
    /// Show or hide the rarely used part of the form.
    Options,
    /// Take a paste as it was, before it was mended.
    Original,
    /// Copy the link, the request, the value.
    Copy,
    /// Copy the path of a value.
    CopyPath,
    /// Copy the token.
    CopyToken,
    /// Read the answer that was no good.
    Answer,
    /// Copy the number of the request.
    CopyRequest,
    /// Switch between two ways of showing the same.
    Switch,
    /// Open or close what is under the cursor.
    Fold,
    /// Open it.
    Unfold,
    /// Close it, or go to what holds it.
    Close,
    /// Close it, and nothing else.
    CloseHere,
    /// Open it and all inside.
    OpenHere,
    /// Close everything on this level.
    CloseSiblings,
    /// Open everything on this level.
    OpenSiblings,
    /// Show so many levels.
    Level,
    /// The next on this level.
    NextSibling,
    /// The one before on this level.
    PreviousSibling,
    /// Begin a search.
    Search,
    /// The next place found.
    NextFound,
    /// The place found before.
    PreviousFound,
    /// Search for what is under the cursor.
    Word,
    /// Type a filter.
    Filter,
    /// Numbers of the rows, or none.
    Numbers,
    /// Long values whole, or cut.
    Wrap,
    /// As JSON, or as a tree.
    Json,
    /// Whose the mouse is.
    Mouse,
    /// Show it in the pager.
    Page,
    /// Test the instance.
    Ping,
    /// Between what was sent and what came back.
    Compare,
    /// Save to a file.
    Save,
    /// Take something away: the next key says what.
    Take,
    /// One of what is offered.
    Pick,
    /// Begin again with the same.
    Again,
    /// Try to listen once more.
    Retry,
    /// Wait longer.
    Longer,
    /// Use tokens one has instead.
    Tokens,
    /// Show the link alone.
    Alone,
    /// Show it as a picture for a phone.
    Picture,
    /// Copy the command that brings the answer here from another machine.
    CopyTunnel,
    /// Write the link to a file.
    KeepLink,
    /// Ask for the list anew.
    Refresh,
    /// Choose what to narrow the list by.
    Narrow,
    /// Forget what was kept.
    Forget,
    /// Take a row away.
    Remove,
    /// Make another instance.
    Another,
    /// Leave the program.
    Quit,
    /// Everything that can be done here.
    Commands,
    /// The keys that do something here.
    Help,
    /// Be shown around no more.
    EndTour,
    /// Draw the screen anew.
    Redraw,
    /// Step aside to the shell.
    Suspend,
    /// Leave at once, whatever has the focus.
    BreakOff,
}

impl Action {
    /// Whether it only moves what has the focus.
    pub fn is_move(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::HalfUp
                | Self::HalfDown
                | Self::First
                | Self::Last
                | Self::Next
                | Self::Previous
                | Self::NextSibling
                | Self::PreviousSibling
        )
    }
}
