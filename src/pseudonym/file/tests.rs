use super::*;

fn name(text: &str) -> EpochName {
    text.parse().unwrap()
}

fn code<T>(result: Result<T, SecretError>) -> Option<Code> {
    result.err().unwrap().code()
}

#[test]
fn a_created_file_opens_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    PseudonymisationSecret::create(&path, name("2026")).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.len(), "2026 ".len() + 64 + 1);
    assert_eq!(PseudonymisationSecret::open(&path).unwrap().epoch(), "2026");
    let again = PseudonymisationSecret::create(&path, name("2026")).unwrap_err();
    assert_eq!(again.io_kind(), Some(io::ErrorKind::AlreadyExists));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn rotation_keeps_every_line_and_puts_the_new_epoch_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    let mut before = fs::read_to_string(&path).unwrap();
    before.insert_str(0, "# keep me\r\n\r\n");
    before.push_str("# and me");
    fs::write(&path, &before).unwrap();
    PseudonymisationSecret::rotate(&path, name("b")).unwrap();
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with(&format!("{before}\nb ")));
    let secret = PseudonymisationSecret::open(&path).unwrap();
    assert_eq!(secret.epochs().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(
        code(PseudonymisationSecret::rotate(&path, name("a"))),
        Some(Code::EpochTaken)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), after);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn what_comes_first_is_done_before_an_epoch_is_in_use_and_keeps_it_out_if_it_fails() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    let epochs = || {
        let secret = PseudonymisationSecret::open(&path).unwrap();
        secret.epochs().map(str::to_owned).collect::<Vec<_>>()
    };
    let count = || fs::read_dir(folder.path()).unwrap().count();
    let failed = PseudonymisationSecret::rotate_after(&path, name("b"), || {
        // complete, and not in use
        assert_eq!((epochs(), count()), (vec!["a".to_owned()], 2));
        Err(SecretError::no_randomness())
    });
    assert!(failed.is_err());
    assert_eq!((epochs(), count()), (vec!["a".to_owned()], 1));
    let mut calls = 0;
    let mut count_calls = || {
        calls += 1;
        Ok::<(), SecretError>(())
    };
    let taken = PseudonymisationSecret::rotate_after(&path, name("a"), &mut count_calls);
    assert_eq!(code(taken), Some(Code::EpochTaken));
    PseudonymisationSecret::rotate_after(&path, name("b"), &mut count_calls).unwrap();
    assert_eq!((calls, epochs().len()), (1, 2));
    // a name that cannot be given leaves no new epoch, and what came first stands
    let no_name = PseudonymisationSecret::rotate_after(&path, name("c"), || {
        fs::remove_file(&path)?;
        fs::create_dir(&path)?;
        Ok::<(), SecretError>(())
    });
    assert!(no_name.unwrap_err().io_kind().is_some());
    assert_eq!(count(), 1);
}

#[test]
fn a_rotation_under_way_keeps_others_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    let held = File::open(&path).unwrap();
    held.lock().unwrap();
    let error = PseudonymisationSecret::rotate(&path, name("b")).unwrap_err();
    assert_eq!(error.io_kind(), Some(io::ErrorKind::ResourceBusy));
}

#[test]
fn a_file_replaced_before_it_was_locked_is_not_rotated() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("secret"), folder.path().join("other"));
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    PseudonymisationSecret::create(&other, name("a")).unwrap();
    let opened = File::open(&other).unwrap();
    let error = lock(&opened, &path).unwrap_err();
    assert_eq!(error.io_kind(), Some(io::ErrorKind::ResourceBusy));
    assert!(lock(&opened, &other).is_ok());
}

#[test]
fn a_rotation_may_fill_64_kibibytes_and_not_a_byte_more() {
    let folder = tempfile::tempdir().unwrap();
    // the new line is "b ", 64 digits and a line end
    for (last, line_end) in [("\n", 0), ("", 1)] {
        for (length, fits) in [
            (65_536 - 67 - line_end, true),
            (65_537 - 67 - line_end, false),
        ] {
            let path = folder.path().join(format!("secret-{line_end}-{fits}"));
            let epoch = format!("\na {}{last}", "0".repeat(64));
            let comment = "#".repeat(length - epoch.len());
            write_new(&path, &[comment, epoch]).unwrap();
            let rotated = PseudonymisationSecret::rotate(&path, name("b"));
            assert_eq!(rotated.is_ok(), fits, "{length} bytes before");
            let after = fs::metadata(&path).unwrap().len();
            assert_eq!(after, if fits { 65_536 } else { length as u64 });
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_is_no_secret_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let error = PseudonymisationSecret::open(folder.path()).unwrap_err();
    assert_eq!(error.io_kind(), Some(io::ErrorKind::IsADirectory));
}

#[test]
fn a_malformed_or_missing_or_huge_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    let missing = PseudonymisationSecret::open(&path).unwrap_err();
    assert_eq!(
        (missing.code(), missing.io_kind()),
        (None, Some(io::ErrorKind::NotFound))
    );
    write_new(&path, &[format!("a {}\n", "0".repeat(63))]).unwrap();
    let malformed = PseudonymisationSecret::open(&path).unwrap_err();
    assert_eq!(
        (malformed.code(), malformed.line()),
        (Some(Code::SecretMalformed), Some(1))
    );
    fs::remove_file(&path).unwrap();
    let comment = "#".repeat(MAX_BYTES - 67);
    write_new(&path, &[format!("{comment}\na {}", "0".repeat(64))]).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), MAX_BYTES as u64);
    assert!(PseudonymisationSecret::open(&path).is_ok());
    assert_eq!(
        code(PseudonymisationSecret::rotate(&path, name("b"))),
        Some(Code::SecretMalformed)
    );
    OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap()
        .write_all(b"\n")
        .unwrap();
    assert_eq!(
        code(PseudonymisationSecret::open(&path)),
        Some(Code::SecretMalformed)
    );
}

#[cfg(unix)]
#[test]
fn a_damaged_secret_that_others_may_read_is_first_of_all_to_be_protected() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    let whole = fs::read_to_string(&path).unwrap();
    let put = |text: &str, mode| {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        code(PseudonymisationSecret::open(&path))
    };
    let damaged = format!("{whole}{}", "b 12\n");
    assert_eq!(put(&damaged, 0o644), Some(Code::SecretPermissions));
    assert_eq!(put(&damaged, 0o600), Some(Code::SecretMalformed));
    // another file by mistake is told as that
    assert_eq!(
        put("Name,Number\nSmith,1\n", 0o644),
        Some(Code::SecretMalformed)
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_touch_is_refused_whatever_the_bit() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for bit in 0..6 {
        set(0o600 | 1 << bit);
        assert_eq!(
            code(PseudonymisationSecret::open(&path)),
            Some(Code::SecretPermissions)
        );
        assert_eq!(
            code(PseudonymisationSecret::rotate(&path, name("b"))),
            Some(Code::SecretPermissions)
        );
    }
    for mode in [0o400, 0o600, 0o700] {
        set(mode);
        assert!(PseudonymisationSecret::open(&path).is_ok());
    }
    PseudonymisationSecret::rotate(&path, name("b")).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_of_somebody_else_is_refused() {
    // the init process's own files belong to root: ask as another user, or change the owner as root
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    if rustix::process::geteuid().is_root() {
        PseudonymisationSecret::create(&path, name("a")).unwrap();
        std::os::unix::fs::chown(&path, Some(1), None).unwrap();
        assert_eq!(
            code(PseudonymisationSecret::open(&path)),
            Some(Code::SecretOwner)
        );
    } else {
        assert_eq!(
            code(PseudonymisationSecret::open(Path::new("/etc/passwd"))),
            Some(Code::SecretOwner)
        );
    }
}

#[cfg(unix)]
#[test]
fn rotation_through_a_link_changes_the_file_and_keeps_the_link() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("secret"), folder.path().join("link"));
    PseudonymisationSecret::create(&path, name("a")).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    PseudonymisationSecret::rotate(&link, name("b")).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(PseudonymisationSecret::open(&path).unwrap().epoch(), "b");
}

#[test]
fn no_error_names_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let error = PseudonymisationSecret::open(&folder.path().join("Smith_John")).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Smith"));
}
