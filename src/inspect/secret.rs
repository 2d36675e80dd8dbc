//! Keys and secrets that came along: ours, minisign's, age's, and those of RFC 7468, OpenPGP and PuTTY.

/// How a secret key of minisign begins in base64, without a password and with one.
const MINISIGN: &[&str] = &["RWQAAEIy", "RWRTY0Iy"];

/// Whether a file that begins so holds a secret that lets its owner sign, open or lead back.
pub(super) fn is_secret(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.iter().any(|line| is_key(line))
        || !lines.is_empty() && lines.iter().all(|line| is_epoch(line))
}

fn is_key(line: &str) -> bool {
    let key = line.rsplit(' ').next().unwrap_or(line);
    line.starts_with("AGE-SECRET-KEY-")
        || line.starts_with("-----BEGIN ") && line.contains("PRIVATE KEY")
        || line.starts_with("PuTTY-User-Key-File-")
        || key.len() == 212 && MINISIGN.iter().any(|begin| key.starts_with(begin))
}

/// A line of our secret file, or of a ledger's key: an epoch, and 32 bytes in base 16.
fn is_epoch(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(epoch, key)| {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        (1..=64).contains(&epoch.len())
            && epoch.bytes().all(is_name)
            && key.len() == 64
            && key
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn keys_and_secrets_are_told_from_public_ones_and_from_digests() {
        let hex = "0".repeat(64);
        let base64 = "A".repeat(204);
        for text in [
            format!("e1 {hex}\n"),
            format!("e1 {hex}\ne2 {hex}\n"),
            format!("head RWQAAEIy{base64}\n2026 {hex}\n"),
            format!("untrusted comment: minisign encrypted secret key\nRWRTY0Iy{base64}\n"),
            "# made for a test\nAGE-SECRET-KEY-1QQQQ\n".to_owned(),
            "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n".to_owned(),
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n".to_owned(),
            "\u{feff}-----BEGIN PRIVATE KEY-----\r\n".to_owned(),
            "PuTTY-User-Key-File-3: ssh-ed25519\r\n".to_owned(),
        ] {
            assert!(is_secret(text.as_bytes()), "{text}");
        }
        for text in [
            String::new(),
            format!("{hex}  rows.csv\n"),
            format!("card_serial digest\nC1 {hex}\n"),
            "untrusted comment: minisign public key\nRWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n".to_owned(),
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z\n".to_owned(),
            "-----BEGIN CERTIFICATE-----\n".to_owned(),
        ] {
            assert!(!is_secret(text.as_bytes()), "{text}");
        }
    }
}
