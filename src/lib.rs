//! cardsieve
pub mod code;
pub mod field;
pub mod record;
pub mod value;
