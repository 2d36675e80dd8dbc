//! The presets: profiles of cards that most employers order, without the names of anybody.

use super::Profile;

/// What stands in a preset where the controller and the recipient will be named.
pub(crate) const UNNAMED: &str = "unnamed";

const SOURCES: &[(&str, &str)] = &[
    ("warrant-card", include_str!("presets/warrant-card.toml")),
    ("staff-card", include_str!("presets/staff-card.toml")),
    (
        "contractor-card",
        include_str!("presets/contractor-card.toml"),
    ),
    (
        "replacement-card",
        include_str!("presets/replacement-card.toml"),
    ),
    ("access-fob", include_str!("presets/access-fob.toml")),
    ("shell-card", include_str!("presets/shell-card.toml")),
    ("nhs-card", include_str!("presets/nhs-card.toml")),
];

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(name, _)| *name)
}

pub(super) fn source(name: &str) -> Option<&'static str> {
    SOURCES
        .iter()
        .find(|(preset, _)| *preset == name)
        .map(|(_, source)| *source)
}

pub(super) fn load(name: &str) -> Option<Profile> {
    source(name)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{SOURCES, load};

    #[test]
    fn every_preset_loads_under_its_own_name() {
        for (name, source) in SOURCES {
            match source.parse::<super::Profile>() {
                Ok(profile) => assert_eq!(profile.name(), *name),
                Err(errors) => panic!("{name}: {errors}"),
            }
            assert!(load(name).is_some_and(|profile| profile.is_unnamed()));
        }
    }
}
