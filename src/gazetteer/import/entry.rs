//! What a line says of a place, on its way to the place.

use crate::gazetteer::draft::{PlaceDraft, Unpacker, pack_name, pack_text, unpack_name};
use crate::gazetteer::place::NameKind;

/// One fact of one place. Of several of a sort that stands once (place, division) the last one counts.
#[derive(Debug)]
pub(super) enum Entry {
    /// The place itself.
    Place(PlaceDraft),
    /// Its first- and second-order codes.
    Division(String, String),
    /// A further name.
    Name(String, NameKind),
}

impl Entry {
    /// Appends the entry, so that those of one place sort by sort, then by `number`, in which they came.
    pub(super) fn pack(&self, number: u64, bytes: &mut Vec<u8>) {
        let sort = match self {
            Entry::Place(_) => 0,
            Entry::Division(..) => 1,
            Entry::Name(..) => 2,
        };
        bytes.push(sort);
        bytes.extend_from_slice(&number.to_be_bytes());
        match self {
            Entry::Place(draft) => draft.pack(bytes),
            Entry::Division(admin1, admin2) => [admin1, admin2].into_iter().for_each(|code| pack_text(code, bytes)),
            Entry::Name(name, kind) => pack_name(name, *kind, bytes),
        }
    }

    /// The entry that was packed; `None` for other bytes.
    pub(super) fn unpack(bytes: &[u8]) -> Option<Entry> {
        let (head, rest) = bytes.split_first_chunk::<9>()?;
        Some(match head[0] {
            0 => Entry::Place(PlaceDraft::unpack(rest)?),
            1 => {
                let mut reader = Unpacker(rest);
                Entry::Division(reader.text()?, reader.text()?)
            }
            _ => {
                let (name, kind) = unpack_name(rest)?;
                Entry::Name(name, kind)
            }
        })
    }
}
