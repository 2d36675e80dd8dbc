//! The flags' sources of one streamed input.

use std::fmt;

use super::{FlagSources, WithholdList};
use crate::code::{Code, ColumnName, Refused};
use crate::field::Flag;
use crate::profile::Profile;
use crate::record::{Map, Sources};

impl FlagSources {
    /// Where an input's flags come from: its columns, the map's `[absent]`, a withhold list.
    ///
    /// The list stands for every flag that has neither a column nor a line under `[absent]`; a
    /// person on it is withheld whatever the columns say.
    ///
    /// # Errors
    /// [`UnsourcedFlags`] if the profile shows something of a person and a flag has no source, or a
    /// column that is not mapped seems to hold one.
    pub fn of_input(
        profile: &Profile,
        sources: &Sources,
        map: Option<&Map>,
        list: Option<WithholdList>,
    ) -> Result<Self, UnsourcedFlags> {
        let (flags, unsourced) = Self::presumed(sources, map, list);
        match unsourced {
            Some(unsourced) => unsourced.unless_harmless(profile).map(|()| flags),
            None => Ok(flags),
        }
    }

    /// The same for whoever looks on without releasing anything: flags without a source count as absent.
    pub(crate) fn presumed(
        sources: &Sources,
        map: Option<&Map>,
        list: Option<WithholdList>,
    ) -> (Self, Option<UnsourcedFlags>) {
        let mut flags = Self::from_records();
        let mut open = Vec::new();
        for flag in Flag::ALL {
            let reason = map
                .into_iter()
                .flat_map(Map::absent)
                .find(|(absent, _)| absent == flag);
            match reason {
                _ if sources.has_flag(*flag) => {}
                Some((_, reason)) => flags = flags.absent(*flag, reason),
                None => open.push(*flag),
            }
        }
        if let Some(list) = list {
            flags = flags.listed(&open, list);
            open.clear();
        }
        for flag in &open {
            flags = flags.absent(*flag, "no source is known");
        }
        let columns = sources.flag_like_columns().to_vec();
        let unsourced = UnsourcedFlags {
            flags: open,
            columns,
        };
        let is_empty = unsourced.flags.is_empty() && unsourced.columns.is_empty();
        (flags, (!is_empty).then_some(unsourced))
    }
}

/// Nothing says who must be withheld, although the profile shows something of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsourcedFlags {
    flags: Vec<Flag>,
    columns: Vec<u64>,
}

impl UnsourcedFlags {
    /// Asks again after the last record, since in JSON every record may bring new keys.
    ///
    /// # Errors
    /// The same, if a key that no map names seems to hold a flag.
    pub fn check(profile: &Profile, sources: &Sources) -> Result<(), Self> {
        let columns = sources.flag_like_columns().to_vec();
        Self {
            flags: Vec::new(),
            columns,
        }
        .unless_harmless(profile)
    }

    /// The flags without a source.
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// The positions of unmapped columns that seem to hold a flag, counted from 1.
    pub fn columns(&self) -> &[u64] {
        &self.columns
    }

    /// The refusal that it comes to.
    pub fn refused(&self) -> Refused {
        let refused = Refused::new(Code::FlagWithoutSource);
        match self.columns.first() {
            Some(position) => refused.in_column(ColumnName::Ordinal(*position)),
            None => refused,
        }
    }

    pub(crate) fn unless_harmless(self, profile: &Profile) -> Result<(), Self> {
        let is_empty = self.flags.is_empty() && self.columns.is_empty();
        if is_empty || !profile.shows_a_person() {
            Ok(())
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for UnsourcedFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Code::FlagWithoutSource.name())?;
        let flags: Vec<_> = self.flags.iter().map(|flag| flag.name()).collect();
        if !flags.is_empty() {
            write!(f, ": nothing says who is {}", flags.join(", "))?;
        }
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|column| format!("#{column}"))
            .collect();
        if !columns.is_empty() {
            write!(
                f,
                ": unmapped columns seem to hold a deciding flag: {}",
                columns.join(", ")
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for UnsourcedFlags {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Input, InputOptions};

    fn of(
        preset: &str,
        header: &str,
        map: Option<&str>,
        list: Option<&str>,
    ) -> Result<FlagSources, UnsourcedFlags> {
        let map: Option<Map> = map.map(|map| map.parse().unwrap());
        let input = Input::open(header.as_bytes(), &InputOptions::new(), map.as_ref()).unwrap();
        let list = list.map(|list| list.parse().unwrap());
        let profile = Profile::preset(preset).unwrap();
        FlagSources::of_input(&profile, input.sources(), map.as_ref(), list)
    }

    #[test]
    fn every_flag_without_a_source_is_named_at_once() {
        let error = of("warrant-card", "record_id,covert,minor\n", None, None).unwrap_err();
        assert_eq!(
            error.flags(),
            [
                Flag::ProtectedIdentity,
                Flag::CloseProtection,
                Flag::UnderThreat
            ]
        );
        assert_eq!(error.refused().code(), Code::FlagWithoutSource);
        assert_eq!(
            error.to_string(),
            "flag-without-source: nothing says who is protected_identity, close_protection, under_threat"
        );
        for flag in error.flags() {
            assert!(error.to_string().contains(flag.name()));
        }
    }

    #[test]
    fn a_profile_that_shows_nothing_of_a_person_needs_no_flags() {
        assert!(of("access-fob", "record_id,Is Covert?\n", None, None).is_ok());
    }

    #[test]
    fn columns_absent_lines_and_a_list_are_sources() {
        let all = "record_id,covert,protected_identity,close_protection,under_threat,minor\n";
        assert!(of("warrant-card", all, None, None).is_ok());
        assert!(of("warrant-card", "record_id\n", None, Some("E1")).is_ok());
        let map =
            "[columns]\n\"record_id\" = \"record_id\"\n[absent]\ncovert = \"x\"\nminor = \"x\"\n";
        let some = "record_id,protected_identity,close_protection,under_threat\n";
        let flags = of("warrant-card", some, Some(map), None).unwrap();
        assert_eq!(
            flags.declared_absent().collect::<Vec<_>>(),
            [Flag::Covert, Flag::Minor]
        );
        let error = of("warrant-card", "record_id\n", Some(map), None).unwrap_err();
        assert_eq!(error.flags().len(), 3);
    }

    #[test]
    fn an_unmapped_column_that_seems_to_hold_a_flag_refuses_even_with_a_list() {
        let error = of("warrant-card", "record_id,Is Covert?\n", None, Some("E1")).unwrap_err();
        assert_eq!(error.columns(), [2]);
        assert!(!error.to_string().contains("Is Covert?"));
        assert_eq!(
            error.to_string(),
            "flag-without-source: unmapped columns seem to hold a deciding flag: #2"
        );
    }
}
