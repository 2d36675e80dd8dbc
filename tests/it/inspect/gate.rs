//! The example of a server that takes uploads, asked over a socket.

use std::io::{Read, Write};
use std::net::TcpStream;

use tiny_http::Server;

#[allow(dead_code, missing_docs, reason = "the example has a main of its own")]
#[path = "../../../examples/upload_gate.rs"]
mod upload_gate;

/// The status and the body of an answer.
fn ask(port: u16, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (
        head.split(' ').nth(1).unwrap().parse().unwrap(),
        body.to_owned(),
    )
}

#[test]
fn a_server_refuses_an_upload_with_its_report() {
    let server = Server::http("127.0.0.1:0").unwrap();
    let port = server.server_addr().to_ip().unwrap().port();
    let post = |name: &str, body: &str| {
        let length = body.len();
        ask(
            port,
            &format!(
                "POST /{name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
            ),
        )
    };
    std::thread::scope(|scope| {
        scope.spawn(|| upload_gate::serve(&server).unwrap());
        let (status, report) = post("a.csv", "card_serial,rank\r\nC1,Constable\r\n");
        assert_eq!(status, 200);
        assert!(report.contains("\"verdict\":\"accept\""), "{report}");
        let (status, report) = post("a.csv", "card_serial,rank\r\nC1,Constable,QQ123456C\r\n");
        assert_eq!(status, 422);
        assert!(
            report.contains("\"code\":\"extra-cells\"") && !report.contains("QQ123456C"),
            "{report}"
        );
        let with = |head: &str| {
            let length = "Content-Length: 2\r\n\r\na\n";
            ask(
                port,
                &format!("{head} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{length}"),
            )
            .0
        };
        assert_eq!(with("PUT /a.csv"), 200);
        let (status, _) = ask(
            port,
            "POST /a.csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 0\r\n\r\n",
        );
        assert_eq!(status, 415);
        assert_eq!(
            ask(
                port,
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            .0,
            405
        );
        (0..4).for_each(|_| server.unblock());
    });
}
