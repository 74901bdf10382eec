//! Running it for years: backups put back, damage found and mended, faults survived, several
//! replicas over one record. A service that starts and ends is in `cli::serving`, the files of the
//! index in `view::index_files`.

mod backup;
mod crowd;
mod disk;
mod doctor;
mod engines;
mod killed;
mod lineage;
mod network;
mod outage;
mod process;
mod proxy;
mod replicas;
mod servers;
mod snapshot;
mod standby;
mod starved;
mod time;
mod units;
