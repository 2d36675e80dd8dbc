//! What somebody's system leaves beside the files that he made.

/// Files that operating systems and editors leave beside others.
pub(super) fn is_system_file(name: &[u8]) -> bool {
    let parts: Vec<_> = name.split(|byte| *byte == b'/').collect();
    parts
        .iter()
        .any(|part| *part == b"__MACOSX" || *part == b".git")
        || parts.last().is_some_and(|last| {
            let last = last.to_ascii_lowercase();
            last.starts_with(b"._")
                || last.starts_with(b"~$")
                || last.starts_with(b".~lock")
                || [
                    &b".ds_store"[..],
                    b"thumbs.db",
                    b"desktop.ini",
                    b"ehthumbs.db",
                    b".directory",
                ]
                .contains(&&last[..])
                || last.ends_with(b".bak")
                || last.ends_with(b".tmp")
        })
}
