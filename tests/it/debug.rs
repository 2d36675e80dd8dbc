//! G5: what `Debug` says, of every type that says it by hand.

use crate::surface::library;

/// Whose `Debug` is the text of what it holds, which is no value of a record.
const SHOWN: [&str; 4] = ["Head", "Moment", "Day", "Signer"];

#[test]
fn every_debug_that_is_written_by_hand_is_a_constant() {
    let mut count = 0;
    for (name, text) in library() {
        let parts: Vec<&str> = text.split("Debug for ").collect();
        for (before, part) in parts.iter().zip(parts.iter().skip(1)) {
            if !before.ends_with("fmt::") {
                continue;
            }
            let of: String = part
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '$')
                .collect();
            if SHOWN.contains(&of.as_str()) {
                continue;
            }
            let body = part.split_once('{').map_or("", |(_, body)| body);
            let body = body.split_once('{').map_or("", |(_, body)| body);
            let body = body
                .split_once("\n    }")
                .map_or("", |(body, _)| body)
                .trim();
            let macros = format!("f.write_str(concat!(stringify!({of}), \" {{ .. }}\"))");
            let constant = format!("f.write_str(\"{of} {{ .. }}\")");
            assert!(
                body.starts_with(&constant) && body == constant || body.starts_with(&macros),
                "{name}: {of}: {body}"
            );
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}
