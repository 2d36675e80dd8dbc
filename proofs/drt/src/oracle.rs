//! The model as a program, behind a pipe.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Oracle {
    child: Child,
}

pub type Input = BufWriter<ChildStdin>;
pub type Output = BufReader<ChildStdout>;

impl Oracle {
    pub fn start(program: &Path) -> (Self, Input, Output) {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the oracle starts");
        let input = child.stdin.take().expect("a pipe");
        let output = child.stdout.take().expect("a pipe");
        (
            Self { child },
            BufWriter::with_capacity(1 << 16, input),
            BufReader::with_capacity(1 << 16, output),
        )
    }

    pub fn end(mut self) {
        let status = self.child.wait().expect("the oracle ends");
        assert!(status.success(), "the oracle failed");
    }
}

/// The next answer, without its line end.
pub fn next(output: &mut Output) -> Vec<u8> {
    let mut line = Vec::new();
    output.read_until(b'\n', &mut line).expect("the pipe");
    assert_eq!(line.pop(), Some(b'\n'), "the oracle stopped in the middle");
    line
}

/// The answers to all lines.
pub fn ask(program: &Path, lines: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let (oracle, mut input, mut output) = Oracle::start(program);
    let count = lines.len();
    let writer = std::thread::spawn(move || {
        for line in lines {
            input.write_all(&line).expect("the pipe");
        }
    });
    let answers = (0..count).map(|_| next(&mut output)).collect();
    writer.join().expect("the writer");
    oracle.end();
    answers
}
