//! Screens one after the other, as one drawing that moves and needs nothing else.

use super::picture::Picture;
use std::fmt::Write as _;

/// Film: pictures, each with its duration in tenths of a second. Viewers who prefer reduced motion see the last
/// picture.
#[derive(Default)]
pub struct Film(Vec<(Picture, u32)>);

impl Film {
    /// Adds a picture to the end.
    pub fn add(&mut self, picture: Picture, tenths: u32) {
        self.0.push((picture, tenths));
    }

    /// The drawing.
    pub fn svg(&self) -> String {
        let mut svg = String::new();
        self.draw(&mut svg).expect("a string takes all");
        svg
    }

    fn draw(&self, svg: &mut String) -> std::fmt::Result {
        let (first, _) = self.0.first().expect("a film of nothing");
        first.window(svg, &self.rules()?)?;
        for (at, (picture, _)) in self.0.iter().enumerate() {
            let last = if at + 1 == self.0.len() { " last" } else { "" };
            writeln!(svg, r#"<g class="f f{at}{last}">"#)?;
            picture.content(svg)?;
            svg.push_str("</g>\n");
        }
        svg.push_str("</svg>\n");
        Ok(())
    }

    /// Writes the key frames: the times at which each picture is visible, in hundredths of a percent and whole numbers,
    /// so that the drawing is the same on every machine.
    fn rules(&self) -> Result<String, std::fmt::Error> {
        let whole: u32 = self.0.iter().map(|(_, tenths)| tenths).sum();
        let share = |tenths: u32| {
            let hundredths = tenths * 10_000 / whole;
            format!("{}.{:02}%", hundredths / 100, hundredths % 100)
        };
        let mut rules = format!(
            ".f{{visibility:hidden;animation:{}.{}s step-end infinite}}.last{{visibility:visible}}",
            whole / 10,
            whole % 10
        );
        let mut from = 0;
        for (at, (_, tenths)) in self.0.iter().enumerate() {
            let to = from + tenths;
            let before = if from > 0 { "0%{visibility:hidden}" } else { "" };
            let after = if to < whole { format!("{}{{visibility:hidden}}", share(to)) } else { String::new() };
            let seen = format!("{}{{visibility:visible}}", share(from));
            write!(rules, ".f{at}{{animation-name:f{at}}}@keyframes f{at}{{{before}{seen}{after}}}")?;
            from = to;
        }
        rules.push_str("@media(prefers-reduced-motion:reduce){.f{animation:none}}");
        Ok(rules)
    }
}
