//! Everything that a recipient or an operator would get to see goes through here.

use std::fs::File;
use std::io::Write;

use crate::memcheck::is_tainted;
use crate::records::Raw;

/// Asks memcheck of everything it is shown.
pub struct Observer {
    out: File,
    tainted_bytes: usize,
    seen_bytes: usize,
    leaks: usize,
}

impl Observer {
    pub fn new() -> Self {
        let out = File::create("/dev/null").expect("/dev/null");
        Self {
            out,
            tainted_bytes: 0,
            seen_bytes: 0,
            leaks: 0,
        }
    }

    /// Counts the tainted bytes that go in.
    pub fn taint(&mut self, raw: Vec<Raw>) -> Vec<Raw> {
        self.tainted_bytes += raw.iter().map(|raw| raw.tainted_bytes).sum::<usize>();
        raw
    }

    /// Looks at something that leaves. It is written too: memcheck looks at what a system call gets.
    pub fn see(&mut self, what: &str, bytes: &[u8]) {
        self.seen_bytes += bytes.len();
        if is_tainted(bytes) {
            eprintln!("tainted: {what}");
            self.leaks += 1;
        }
        self.out
            .write_all(bytes)
            .expect("/dev/null takes everything");
    }

    /// How many things seen were tainted, if there was enough to look at.
    pub fn verdict(&self) -> Result<usize, &'static str> {
        if self.tainted_bytes < 1000 || self.seen_bytes < 100 {
            return Err("hardly anything was tainted or seen: this proves nothing");
        }
        Ok(self.leaks)
    }
}
