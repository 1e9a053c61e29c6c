//! Fetching dumps, from a server in this test.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::mpsc;
use std::thread;

use super::Folder;

/// A zip archive without members.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Answers so many requests with the bytes that `answer` has for the path; gives the address and the heads that were asked.
fn serve(requests: usize, answer: fn(&str) -> Option<&'static [u8]>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, heads) = mpsc::channel();
    thread::spawn(move || {
        for _ in 0..requests {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 4096];
            let length = stream.read(&mut buffer).unwrap();
            let head = String::from_utf8_lossy(&buffer[..length]).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            // A test that does not look at the heads lets the other end go.
            let _ = sender.send(head.to_ascii_lowercase());
            let (status, body) = answer(&path).map_or(("404 Not Found", &b""[..]), |body| ("200 OK", body));
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        }
    });
    (address, heads)
}

fn download(names: &[&str], address: &str, folder: &Folder) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["gazetteer", "download", "--url", address, "--into"]);
    command
        .arg(&folder.0)
        .args(names)
        .env("no_proxy", "*")
        .output()
        .unwrap()
}

#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: no curl");
    }
    found
}

#[test]
fn dumps_are_fetched_once_and_the_way_on_is_told() {
    if !has_curl() {
        return;
    }
    let folder = Folder::new("download");
    let (address, _) = serve(1, |path| (path == "/dump/IQ.zip").then_some(EMPTY_ZIP));
    let address = format!("{address}/dump/");
    // The second time nothing is asked: the server answers once.
    for _ in 0..2 {
        let output = download(&["iq"], &address, &folder);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        assert!(
            told.contains("dateline gazetteer import") && told.contains("IQ.zip"),
            "{told}"
        );
    }
    assert_eq!(fs::read(folder.0.join("IQ.zip")).unwrap(), EMPTY_ZIP);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn what_does_not_come_is_told_and_a_part_goes_on() {
    if !has_curl() {
        return;
    }
    let folder = Folder::new("download-fails");
    let (address, heads) = serve(3, |path| (path == "/SY.zip").then_some(b"<html>"));
    let output = download(&["XX", "SY"], &address, &folder);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(told.contains("/XX.zip was not fetched"), "{told}");
    assert!(told.contains("/SY.zip gave something that is no zip archive"), "{told}");
    assert!(!folder.0.join("SY.zip").exists());
    // A part that is left from another time is gone on with.
    fs::write(folder.0.join("YE.zip.part"), "PK").unwrap();
    let _ = download(&["YE"], &address, &folder);
    let last = heads.iter().last().unwrap();
    assert!(last.contains("range: bytes=2-"), "{last}");
    let refused = download(&["../etc"], &address, &folder);
    assert_eq!(refused.status.code(), Some(2));
}
