//! Every screen as a person sees it, at the usual size, the smallest and a large one, to be read line by line.
#![cfg(test)]

#[path = "../kit/mod.rs"]
mod kit;

mod around;
mod calls;
mod change;
mod consent;
mod forms;
mod huge;
mod instance;
mod instances;
mod start;
mod styles;

use kit::Play;

/// The usual size, the smallest, and a large one.
const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (120, 40)];

/// Draws the screen in every size, each under its name, with the position of the cursor.
fn shot(play: &Play) -> String {
    sized(play, &SIZES)
}

/// Replaces the number of elements, so that a new element changes no snapshot.
fn counted(screen: &str) -> String {
    let count = kit::scene::element_count();
    screen.replace(&format!("{count} of {count}"), "### of ###").replace(&format!(" of {count}"), " of ###")
}

fn sized(play: &Play, sizes: &[(u16, u16)]) -> String {
    let one = |(columns, rows): &(u16, u16)| {
        let cursor = play.draw(*columns, *rows).1.map_or_else(String::new, |p| format!(", cursor {}:{}", p.x, p.y));
        let rule = "─".repeat(usize::from(*columns));
        format!("{columns}×{rows}{cursor}\n{rule}\n{}\n{rule}\n", counted(&play.screen(*columns, *rows)))
    };
    sizes.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Takes the picture of a scene under a name.
macro_rules! scene {
    ($name:ident, $play:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $crate::shot(&$play));
        }
    };
}
use scene;
