//! A photo of twelve megapixels to one of card size, beside decoders that unpack all of it.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

#[path = "support/scene.rs"]
mod scene;

use cardsieve::{Profile, photo};
use criterion::{Criterion, criterion_group, criterion_main};

fn rebuild(criterion: &mut Criterion) {
    let profile = Profile::preset("warrant-card").expect("a preset");
    let frame = photo::Frame::of(profile.photo().expect("with a photo"));
    let mut group = criterion.benchmark_group("photo");
    group.sample_size(10);
    for (name, file) in scene::files() {
        group.bench_function(format!("rebuild, {name}"), |bencher| {
            bencher.iter(|| photo::rebuild(&file, &frame, None).expect("a photo"));
        });
        if !name.starts_with("JPEG") {
            continue;
        }
        group.bench_function(format!("jpeg-decoder at an eighth, {name}"), |bencher| {
            bencher.iter(|| {
                let mut decoder = jpeg_decoder::Decoder::new(file.as_slice());
                decoder.scale(500, 375).expect("a header");
                decoder.decode().expect("a picture")
            });
        });
        group.bench_function(format!("jpeg-decoder in full, {name}"), |bencher| {
            bencher.iter(|| {
                jpeg_decoder::Decoder::new(file.as_slice())
                    .decode()
                    .expect("a picture")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, rebuild);
criterion_main!(benches);
