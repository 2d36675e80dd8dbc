//! Photos: nothing of a file leaves but the picture, and no file makes anything worse than a code.

mod broken;
mod frames;
mod judge;
mod metadata;
mod pictures;
mod unseen;
mod walker;

use cardsieve::photo::{Frame, Photo, rebuild};
use cardsieve::{Code, Profile};

/// A profile's frame.
pub fn frame(width: u16, height: u16, more: &str) -> Frame {
    let profile: Profile = format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
         delete_after_days = 30\n[[column]]\nheader = \"record_ref\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [photo]\nplace = \"front\"\nwidth = {width}\nheight = {height}\n{more}\n"
    )
    .parse()
    .unwrap();
    Frame::of(profile.photo().unwrap())
}

/// The usual frame.
pub fn usual() -> Frame {
    frame(295, 354, "")
}

pub fn photo(file: &[u8], frame: &Frame) -> Photo {
    rebuild(file, frame, None).unwrap()
}

pub fn code(file: &[u8], frame: &Frame) -> Code {
    rebuild(file, frame, None).unwrap_err().code()
}
