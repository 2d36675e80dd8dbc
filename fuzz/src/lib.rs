//! What the fuzz targets check, as plain functions that ordinary tests replay as well.

pub mod props;
