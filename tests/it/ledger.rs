//! The ledger against a plain recount of what happened.

mod desk;
mod model;
mod recount;
mod rows;
mod steps;
mod world;
