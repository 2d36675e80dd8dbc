//! Depth, end and lengths of a JSON object, told from its brackets and strings alone.

use crate::code::Code;

/// The deepest nesting that is accepted.
const DEPTH: usize = 64;

/// Where the object that begins here ends, if it does.
pub(super) fn object_length(bytes: &[u8]) -> Result<Option<usize>, Code> {
    let mut depth = 0_usize;
    let mut length = None;
    walk(bytes, |at, byte| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => return true,
        }
        if depth == 0 {
            length = Some(at + 1);
        }
        depth != 0 && depth <= DEPTH
    });
    if depth > DEPTH {
        return Err(Code::TooDeep);
    }
    Ok(length)
}

/// Whether it nests too deeply. What is no JSON may be called either way.
pub(super) fn is_too_deep(bytes: &[u8]) -> bool {
    // most records have too few brackets for that, which is quickly told
    let openers = memchr::memchr2_iter(b'{', b'[', bytes).nth(DEPTH);
    openers.is_some() && {
        let (mut depth, mut deepest) = (0_usize, 0);
        walk(bytes, |_, byte| {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
            deepest <= DEPTH
        });
        deepest > DEPTH
    }
}

/// The length of the longest value of the object's own members.
pub(super) fn longest_member(bytes: &[u8]) -> usize {
    let (mut depth, mut since, mut longest) = (0_usize, 0, 0);
    walk(bytes, |at, byte| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_end = (byte == b',' && depth == 1) || depth == 0;
        if is_end || (byte == b':' && depth == 1) {
            let value = bytes.get(since..at).unwrap_or_default().trim_ascii();
            let quotes = if value.first() == Some(&b'"') { 2 } else { 0 };
            longest = longest.max(value.len().saturating_sub(quotes));
            since = at + 1;
        }
        true
    });
    longest
}

/// Hands over every bracket, colon and comma outside strings, until `visit` has seen enough.
fn walk(bytes: &[u8], mut visit: impl FnMut(usize, u8) -> bool) {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => match string_length(bytes.get(at + 1..).unwrap_or_default()) {
                Some(length) => at += length,
                None => return,
            },
            b'{' | b'[' | b'}' | b']' | b':' | b',' if !visit(at, *byte) => return,
            _ => {}
        }
        at += 1;
    }
}

/// How many bytes a string has after its opening quote, the closing one included.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let found = memchr::memchr2(b'"', b'\\', rest)?;
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::longest_member;

    #[test]
    fn the_longest_member_is_measured_whole_with_what_it_nests() {
        let nested = r#"{"c":[1,2,"wwwwwwwwww",{}],"d":"x,y:z"}"#;
        let among = [
            format!(r#"{{"a":"xyz","b":{nested},"e":7}}"#),
            format!(r#"{{"b":{nested}}}"#),
            format!(r#"{{"a":[1],"b": {nested} }}"#),
        ];
        for object in among {
            assert_eq!(longest_member(object.as_bytes()), nested.len(), "{object}");
        }
        let quoted = r#"{"a":1,"b":"yyyyyyyyyyyyyyyyyyyy"}"#;
        assert_eq!(longest_member(quoted.as_bytes()), 20);
        let last = r#"{"a":"x","b":1234567890}"#;
        assert_eq!(longest_member(last.as_bytes()), 10);
    }
}
