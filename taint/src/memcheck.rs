//! The one place with unsafe code: requests to memcheck about bytes that we own.

unsafe extern "C" {
    fn memcheck_taint(bytes: *const u8, length: usize);
    fn memcheck_tainted_at(bytes: *const u8, length: usize) -> usize;
    fn memcheck_runs() -> u32;
}

/// Marks every byte as undefined. Their values stay; memcheck follows where they go.
pub fn taint(text: &str) {
    // SAFETY: the bytes are borrowed, and only memcheck's own record of them changes.
    unsafe { memcheck_taint(text.as_ptr(), text.len()) }
}

/// Whether any byte came of tainted ones. Memcheck writes a report of the first.
pub fn is_tainted(bytes: &[u8]) -> bool {
    // SAFETY: the bytes are borrowed, and memcheck only looks at its own record of them.
    unsafe { memcheck_tainted_at(bytes.as_ptr(), bytes.len()) != 0 }
}

/// Whether memcheck follows at all.
pub fn is_running() -> bool {
    // SAFETY: asks nothing of memory.
    unsafe { memcheck_runs() != 0 }
}
