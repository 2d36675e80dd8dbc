//! A server that takes uploads and refuses what a card bureau should never hold.
//!
//! `cargo run --example upload_gate --features inspect`, then
//! `curl --upload-file cards.csv http://127.0.0.1:8080/cards.csv`: 200 if the file may be kept,
//! 422 if not, with the report as JSON either way. The body is the file itself, by POST or PUT; a form is
//! refused with 415. Nothing of an upload is kept or written.

use std::io::{self, Read};
use std::sync::Arc;

use cardsieve::inspect::{Exceptions, Inspection, Inspector, Severity, Verdict};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// Uploads are cut off here.
const LARGEST: u64 = 256 << 20;

fn main() -> io::Result<()> {
    let server = Server::http("127.0.0.1:8080").map_err(io::Error::other)?;
    serve(&server)
}

/// Answers requests, four at a time, until the server is unblocked.
pub fn serve(server: &Server) -> io::Result<()> {
    let inspector = Arc::new(Inspector::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let inspector = Arc::clone(&inspector);
            scope.spawn(move || {
                while let Ok(request) = server.recv() {
                    // whoever has gone needs no answer
                    let _ = answer(&inspector, request);
                }
            });
        }
    });
    Ok(())
}

fn answer(inspector: &Inspector, mut request: Request) -> io::Result<()> {
    if !matches!(request.method(), Method::Post | Method::Put) {
        return request.respond(Response::empty(StatusCode(405)));
    }
    // a form has parts, with heads of their own: the file itself is asked for
    let is_form = |header: &Header| {
        header.field.equiv("Content-Type") && header.value.as_str().starts_with("multipart/")
    };
    if request.headers().iter().any(is_form) {
        return request.respond(Response::empty(StatusCode(415)));
    }
    // the path is the sender's: it is judged with the content, and never told
    let name = request.url().trim_start_matches('/').to_owned();
    let mut body = Vec::new();
    request
        .as_reader()
        .take(LARGEST + 1)
        .read_to_end(&mut body)?;
    if body.len() as u64 > LARGEST {
        return request.respond(Response::empty(StatusCode(413)));
    }
    let mut inspection = Inspection::new(Severity::Suspect, Exceptions::default());
    inspection.add(inspector.inspect_as(io::Cursor::new(body), &name, "upload")?);
    let status = match inspection.verdict() {
        Verdict::Accept => 200,
        Verdict::CannotTell | Verdict::Refuse => 422,
    };
    let mut response = Response::from_string(inspection.to_json()).with_status_code(status);
    if let Ok(header) = Header::from_bytes(*b"Content-Type", *b"application/json") {
        response.add_header(header);
    }
    request.respond(response)
}
