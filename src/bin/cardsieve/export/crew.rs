//! Rebuilds photos on two cores, a bounded number at a time.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use cardsieve::Code;
use cardsieve::photo::{self, Frame, Photo};

use super::folder::Folder;
use crate::failure::Failure;

/// So many share the work.
const HANDS: usize = 2;

/// So many rows at most wait for their photos; more would only take memory.
pub(super) const AHEAD: usize = 8;

/// What became of a photo.
type Outcome = Result<Photo, Code>;

struct Order {
    path: String,
    outcome: SyncSender<Outcome>,
}

/// Two threads that take orders until it is dropped.
pub(super) struct Crew {
    orders: Option<SyncSender<Order>>,
    hands: Vec<JoinHandle<()>>,
}

impl Crew {
    pub(super) fn new(folder: &Arc<Folder>, frame: Frame) -> Result<Self, Failure> {
        let (orders, taken) = sync_channel(AHEAD);
        let taken = Arc::new(Mutex::new(taken));
        let mut crew = Self {
            orders: Some(orders),
            hands: Vec::with_capacity(HANDS),
        };
        for _ in 0..HANDS {
            let (taken, folder) = (Arc::clone(&taken), Arc::clone(folder));
            let hand = thread::Builder::new().spawn(move || work(&taken, &folder, &frame));
            crew.hands.push(hand.map_err(|error| {
                Failure::could_not_run(error.kind().to_string(), "free some memory and run again")
            })?);
        }
        Ok(crew)
    }

    /// Orders the photo of a record; outcomes may be asked for in any order.
    pub(super) fn order(&self, path: &str) -> Receiver<Outcome> {
        let (outcome, received) = sync_channel(1);
        let order = Order {
            path: path.to_owned(),
            outcome,
        };
        if let Some(orders) = &self.orders {
            // without hands the receiver hears that nothing comes
            let _ = orders.send(order);
        }
        received
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.orders = None;
        for hand in self.hands.drain(..) {
            let _ = hand.join();
        }
    }
}

fn work(orders: &Mutex<Receiver<Order>>, folder: &Folder, frame: &Frame) {
    loop {
        let Ok(order) = orders.lock().map(|orders| orders.recv()) else {
            return;
        };
        let Ok(Order { path, outcome }) = order else {
            return;
        };
        let made = folder.read(&path).and_then(|file| {
            photo::rebuild(&file, frame, None).map_err(|unusable| unusable.code())
        });
        // whoever ordered may have stopped meanwhile
        let _ = outcome.send(made);
    }
}
