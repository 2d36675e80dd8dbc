//! What the fuzz targets check, as plain functions that ordinary tests replay as well; and how one of
//! them changes its inputs.

pub mod mutate;
pub mod props;
