// Only pixels make a photo.

fn takes(frame: &cardsieve::photo::Frame, file: &[u8]) {
    let _ = cardsieve::photo::rebuild(file, frame, None);
    let _ = frame;
}

fn main() {
    let _ = takes;
}
