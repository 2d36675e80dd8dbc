#![no_main]

use cardsieve_fuzz::props;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| props::papers(bytes));
