//! The OGC API – Features face of the store ([17-069r4](https://docs.ogc.org/is/17-069r4/17-069r4.html), Part 3
//! [19-079r2](https://docs.ogc.org/is/19-079r2/19-079r2.html)): what there is, what is understood, and in which form.

pub(super) mod fields;
pub(super) mod collections;
pub(super) mod openapi;
pub(super) mod html;
