//! GeoNames feature codes: which class a code belongs to.
//!
//! From the GeoNames code list (`featureCodes_en`, CC BY 4.0); codes that news has use for, not all 680.

use super::place::FeatureClass;

/// The class of a feature code; codes that are in no list below are sites.
///
/// Limits: undersea codes are not listed.
pub(super) fn class_of(code: &str) -> FeatureClass {
    let lists: [(&[&str], FeatureClass); 5] = [
        (WATER, FeatureClass::Water),
        (AREA, FeatureClass::Area),
        (ROAD, FeatureClass::Road),
        (TERRAIN, FeatureClass::Terrain),
        (VEGETATION, FeatureClass::Vegetation),
    ];
    if code.starts_with("PPL") || code == "STLMT" {
        return FeatureClass::Settlement;
    }
    if code.starts_with("ADM") || code.starts_with("PCL") || matches!(code, "TERR" | "ZN" | "ZNB" | "PRSH" | "LTER") {
        return FeatureClass::Administrative;
    }
    lists
        .iter()
        .find(|(codes, _)| codes.contains(&code))
        .map_or(FeatureClass::Site, |(_, class)| *class)
}

const WATER: &[&str] = &[
    "BAY", "BAYS", "BGHT", "CHN", "CHNL", "CHNM", "CNL", "COVE", "ESTY", "FJD", "FLLS", "GLCR", "GULF", "HBR", "INLT",
    "LGN", "LGNS", "LK", "LKI", "LKS", "MRSH", "OCN", "PND", "RDST", "RF", "RSV", "SD", "SEA", "SPNG", "STM", "STMI",
    "STMM", "STMS", "STMX", "STRT", "SWMP", "WAD", "WADS", "WLL", "WTRC",
];
const AREA: &[&str] = &[
    "AMUS", "AREA", "BSND", "CMN", "CNS", "COLF", "CONT", "CST", "FLD", "GASF", "INDS", "LCTY", "MILB", "MVA", "NVB",
    "OAS", "OILF", "PEAT", "PRK", "PRT", "RES", "RESF", "RESN", "RESW", "RGN", "RGNE", "RGNH", "RGNL", "SALT", "SNOW",
    "TRB",
];
const ROAD: &[&str] = &[
    "CSWY", "HWY", "JCT", "OILP", "PRMN", "RD", "RDJCT", "RR", "RRS", "RTE", "ST", "TNL", "TNLRD", "TNLRR", "TRL",
];
const TERRAIN: &[&str] = &[
    "ATOL", "BAR", "BCH", "CAPE", "CLF", "CNYN", "DLTA", "DSRT", "DUNE", "ERG", "GAP", "GRGE", "HDLD", "HLL", "HLLS",
    "ISL", "ISLET", "ISLF", "ISLM", "ISLS", "ISTH", "LAVA", "MESA", "MND", "MT", "MTS", "PASS", "PEN", "PK", "PKS",
    "PLAT", "PLN", "PT", "PTS", "RDGE", "RK", "RKS", "SHOR", "SLP", "SPUR", "UPLD", "VAL", "VALS", "VLC",
];
const VEGETATION: &[&str] = &[
    "BUSH", "FRST", "FRSTF", "GRSLD", "GRVC", "HTH", "MDW", "SCRB", "TUND", "VIN",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_geonames_class() {
        for (code, class) in [
            ("PPLC", FeatureClass::Settlement),
            ("ADM2", FeatureClass::Administrative),
            ("AIRB", FeatureClass::Site),
            ("STRT", FeatureClass::Water),
            ("MILB", FeatureClass::Area),
            ("DSRT", FeatureClass::Terrain),
        ] {
            assert_eq!(class, class_of(code), "class of {code}");
        }
    }
}
