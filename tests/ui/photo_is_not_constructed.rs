// Only pixels make a photo.

fn takes(frame: &cardsieve::photo::Frame, file: &[u8]) {
    let _ = cardsieve::photo::Photo { bytes: file.to_vec(), width: 295, height: 354, sha256: [0; 32] };
    let _ = frame;
}

fn main() {
    let _ = takes;
}
