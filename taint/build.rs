//! Compiles the requests to memcheck.

fn main() {
    println!("cargo:rerun-if-changed=src/memcheck.c");
    cc::Build::new().file("src/memcheck.c").compile("memcheck");
}
