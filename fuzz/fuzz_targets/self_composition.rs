#![no_main]

use cardsieve_fuzz::{mutate, props};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| props::typed_composition(bytes));
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::hidden_value(data, size, max_size, seed)
});
