//! How many rows a file has that is one object, and holds its table within.

/// What was counted so far.
#[derive(Default)]
pub(super) struct Count {
    /// How many values the file has, and whether the first is an object.
    roots: u64,
    is_object: bool,
    inside: u64,
    /// At which depth the row at hand is.
    row: Option<usize>,
    /// Whether an array was read last, and how many texts it has.
    list: Option<u64>,
}

/// The lists of an object so far, of which each is a column if all are of one length.
#[derive(Default)]
pub(super) struct Lists {
    keys: u64,
    lists: u64,
    length: u64,
}

impl Count {
    /// Begins a value of the file.
    pub(super) fn root(&mut self, is_object: bool) {
        self.roots += 1;
        self.is_object = is_object;
    }

    /// Begins an object or array at this depth, which may be an element of an array.
    pub(super) fn begin(&mut self, depth: usize, is_element: bool) {
        if is_element && self.row.is_none() {
            self.row = Some(depth);
            self.inside += 1;
        }
    }

    pub(super) fn end(&mut self, depth: usize) {
        self.row.take_if(|at| *at == depth);
    }

    /// How many rows came so far within the value at hand.
    pub(super) const fn so_far(&self) -> u64 {
        self.inside
    }

    /// Ends an array that is no row, of so many elements, before which so many rows came.
    pub(super) fn list(&mut self, length: u64, before: u64) {
        self.list = (self.inside == before).then_some(length);
    }

    /// Ends the value of a key.
    pub(super) fn value(&mut self, lists: &mut Lists) {
        lists.keys += 1;
        if let Some(length) = self.list.take() {
            lists.lists += u64::from(lists.lists == 0 || lists.length == length);
            lists.length = length;
        }
    }

    /// Ends an object of these lists.
    pub(super) fn lists(&mut self, lists: &Lists) {
        if self.row.is_none() && lists.keys > 1 && lists.lists == lists.keys {
            self.inside += lists.length;
        }
    }

    /// The rows within a file of one object; none of any other.
    pub(super) const fn inside(&self) -> u64 {
        if self.roots == 1 && self.is_object {
            self.inside
        } else {
            0
        }
    }
}
