//! Actions: everything a person can ask of the program, whatever key or word asks for it.

use serde::{Deserialize, Serialize};

/// One action. Its name in `keys.toml` is the name of the variant in kebab case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Accepts and continues.
    Accept,
    /// Goes back one level.
    Back,
    /// Moves up one row.
    Up,
    /// Moves down one row.
    Down,
    /// Moves up a page.
    PageUp,
    /// Moves down a page.
    PageDown,
    /// Moves up half a page.
    HalfUp,
    /// Moves down half a page.
    HalfDown,
    /// Moves to the first row.
    First,
    /// Moves to the last row.
    Last,
    /// Moves to the next field.
    Next,
    /// Moves to the previous field.
    Previous,
    /// Submits the form from any field.
    Submit,
    /// Shows or hides a secret.
    Reveal,
    /// Shows or hides all secrets.
    RevealAll,
    /// Takes the values of the last instance, or removes them.
    LastTime,
    /// Shows or hides the optional part of the form.
    Options,
    /// Takes the last paste as it was before it was cleaned.
    Original,
    /// Copies the link, the request or a value.
    Copy,
    /// Copies the complete request, secrets masked.
    CopyAll,
    /// Copies the callback address.
    CopyPath,
    /// Copies the token.
    CopyToken,
    /// Reads the answer that could not be used.
    Answer,
    /// Copies the request id.
    CopyRequest,
    /// Switches between two forms of the same text.
    Switch,
    /// Opens or closes the entry under the cursor.
    Fold,
    /// Opens the entry, or moves inside.
    Unfold,
    /// Closes the entry, or moves to its parent.
    Close,
    /// Closes the entry.
    CloseHere,
    /// Opens the entry and everything inside.
    OpenHere,
    /// Closes every entry on this level.
    CloseSiblings,
    /// Opens every entry on this level.
    OpenSiblings,
    /// Shows the first level only.
    Level,
    /// Moves to the next entry on this level.
    NextSibling,
    /// Moves to the previous entry on this level.
    PreviousSibling,
    /// Begins a search.
    Search,
    /// Moves to the next match.
    NextFound,
    /// Moves to the previous match.
    PreviousFound,
    /// Searches for the value under the cursor.
    Word,
    /// Opens the filter.
    Filter,
    /// Shows or hides the row numbers.
    Numbers,
    /// Wraps or cuts long values.
    Wrap,
    /// Switches between JSON and a tree.
    Json,
    /// Hands the mouse to the terminal, or takes it back.
    Mouse,
    /// Opens the document in the pager.
    Page,
    /// Tests the instance.
    Ping,
    /// Reads a resource through the instance.
    Call,
    /// Compares the request with the response.
    Compare,
    /// Shows the values that changed since the last look.
    Changes,
    /// Saves to a file, secrets masked.
    Save,
    /// Saves to a file with the secrets.
    SaveSecrets,
    /// Opens the menu of exports.
    Take,
    /// Picks the entry of a menu with this letter.
    #[serde(skip)]
    Pick(char),
    /// Starts again with the same values.
    Again,
    /// Tries once more to listen at the callback.
    Retry,
    /// Waits longer.
    Longer,
    /// Uses tokens that the user has already.
    Tokens,
    /// Shows the link alone.
    Alone,
    /// Shows the link as a QR code.
    Picture,
    /// Copies the command that forwards the callback from another machine.
    CopyTunnel,
    /// Writes the link to a file.
    KeepLink,
    /// Requests the list again.
    Refresh,
    /// Opens the choice of filters for the list.
    Narrow,
    /// Forgets a saved form or request.
    Forget,
    /// Removes an entry.
    Remove,
    /// Creates another instance.
    Another,
    /// Opens the tab that creates an instance.
    CreateTab,
    /// Opens the list of instances.
    InstancesTab,
    /// Selects the row, or no longer.
    Select,
    /// Selects all rows, or none.
    SelectAll,
    /// Changes the order of the rows.
    Sort,
    /// Enables an instance.
    Enable,
    /// Disables an instance.
    Disable,
    /// Deletes an instance.
    Delete,
    /// Creates an instance with the values of this one.
    Clone,
    /// Tests the account of a profile.
    TestAccount,
    /// Sets the next limits of a profile.
    Limit,
    /// Lets the platform log the requests of an instance, or no longer.
    Trace,
    /// Authorizes an instance again, in place.
    Reauthorize,
    /// Opens the form of an existing instance.
    EditInstance,
    /// Opens the list of deleted instances.
    Trash,
    /// Opens the form of a deleted instance.
    Restore,
    /// Removes all deleted instances from this machine.
    EmptyTrash,
    /// Leaves the program.
    Quit,
    /// Opens the list of commands.
    Commands,
    /// Opens the list of keys.
    Help,
    /// Ends the tour.
    EndTour,
    /// Draws the screen again.
    Redraw,
    /// Suspends the program.
    Suspend,
    /// Leaves at once, from any screen.
    BreakOff,
}

impl Action {
    /// Returns true if the action only moves the focus.
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

    /// Returns true if the action is the same on every screen and works above any overlay.
    pub fn is_immediate(self) -> bool {
        matches!(self, Self::BreakOff | Self::Suspend | Self::Redraw)
    }

    /// Returns true if the action is the same on every screen.
    pub fn is_global(self) -> bool {
        self.is_immediate() || matches!(self, Self::Commands | Self::Help | Self::EndTour)
    }

    /// Returns the place in the footer and the lists: the way on first, then the most wanted actions.
    pub fn rank(self) -> u8 {
        match self {
            Self::Accept => 0,
            Self::Switch => 1,
            Self::CopyToken => 2,
            Self::Compare | Self::Changes => 3,
            Self::Another
            | Self::Select
            | Self::Enable
            | Self::Disable
            | Self::Delete
            | Self::Reauthorize
            | Self::EditInstance
            | Self::Restore => 4,
            Self::Filter => 5,
            Self::Take => 6,
            Self::Copy => 7,
            Self::Ping => 8,
            Self::Search => 9,
            Self::Save => 10,
            _ => 11,
        }
    }
}
