//! Chromium without a window, spoken to through a pair of pipes.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

pub(super) struct Browser {
    child: Child,
    to: File,
    from: BufReader<File>,
    session: Option<String>,
    sent: u64,
    events: Vec<Value>,
    _folder: tempfile::TempDir,
}

/// What a page looks like.
pub(super) struct Look {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Red, green, blue of each pixel, line by line.
    pub(super) pixels: Vec<[u8; 3]>,
    /// Everything that was asked for on the way.
    pub(super) requests: Vec<String>,
}

/// Where the program is, if it is.
pub(super) fn program() -> Option<PathBuf> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.exists())
}

impl Browser {
    pub(super) fn open(program: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let pipes = [at("to"), at("from")];
        let made = Command::new("mkfifo").args(&pipes).status().unwrap();
        assert!(made.success());
        let line = "exec \"$0\" --headless=new --no-sandbox --disable-gpu --hide-scrollbars \
                    --disable-background-networking --no-first-run --user-data-dir=\"$3\" \
                    --remote-debugging-pipe about:blank 3<\"$1\" 4>\"$2\"";
        let child = Command::new("sh")
            .args(["-c", line])
            .arg(program)
            .args(&pipes)
            .arg(at("profile"))
            .env_clear()
            .env("HOME", folder.path())
            .env("PATH", "/usr/bin:/bin")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // each opens once the other side does
        let to = fs::OpenOptions::new().write(true).open(at("to")).unwrap();
        let from = BufReader::new(File::open(at("from")).unwrap());
        let mut browser = Self {
            child,
            to,
            from,
            session: None,
            sent: 0,
            events: Vec::new(),
            _folder: folder,
        };
        let target = browser.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.call("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        browser.call("Page.enable", &json!({}));
        browser.call("Network.enable", &json!({}));
        browser
    }

    fn hear(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes).unwrap();
        bytes.pop();
        serde_json::from_slice(&bytes).expect("the browser has ended")
    }

    fn call(&mut self, method: &str, params: &Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        self.to.write_all(message.to_string().as_bytes()).unwrap();
        self.to.write_all(&[0]).unwrap();
        loop {
            let heard = self.hear();
            if heard["id"] == self.sent {
                assert!(heard.get("error").is_none(), "{method}: {heard}");
                return heard["result"].clone();
            }
            self.events.push(heard);
        }
    }

    /// Opens a file as it is on a screen or on paper of this width.
    pub(super) fn visit(&mut self, page: &Path, width: u32, media: &str) {
        let metrics =
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
        self.call("Emulation.setEmulatedMedia", &json!({"media": media}));
        self.events.clear();
        let url = format!("file://{}", page.display());
        self.call("Page.navigate", &json!({"url": url}));
        let is_loaded = |event: &Value| event["method"] == "Page.loadEventFired";
        while !self.events.iter().any(is_loaded) {
            let heard = self.hear();
            self.events.push(heard);
        }
    }

    /// What a script finds in the page, whatever the page's own policy says.
    pub(super) fn ask(&mut self, script: &str) -> Value {
        let asked = json!({"expression": script, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", &asked);
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].clone()
    }

    /// All of the page, beyond what fits on a screen, of the screen's width.
    pub(super) fn look(&mut self, width: u32, kept: &Path) -> Look {
        let height = self.ask("document.documentElement.scrollHeight");
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let how = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        let shot = self.call("Page.captureScreenshot", &how);
        let shot = shot["data"].as_str().unwrap();
        let shot = data_encoding::BASE64.decode(shot.as_bytes()).unwrap();
        fs::write(kept, &shot).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(shot));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let samples = info.color_type.samples();
        let pixels = bytes.chunks_exact(samples);
        let requests = self.events.iter();
        let requests = requests.filter(|event| event["method"] == "Network.requestWillBeSent");
        Look {
            width: info.width as usize,
            height: info.height as usize,
            pixels: pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
            requests: requests
                .map(|event| {
                    event["params"]["request"]["url"]
                        .as_str()
                        .unwrap()
                        .to_owned()
                })
                .collect(),
        }
    }

    /// The page as it is printed on A4, as a PDF.
    pub(super) fn print(&mut self) -> Vec<u8> {
        let a4 = json!({"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false});
        let printed = self.call("Page.printToPDF", &a4);
        let printed = printed["data"].as_str().unwrap();
        data_encoding::BASE64.decode(printed.as_bytes()).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
