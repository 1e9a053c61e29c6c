// @ts-check
// A made-up article for who has none at hand. In English, which is what the analysis reads.

export const SAMPLE = `NAIROBI, 12 March 2024 - At least four people were killed and eleven were wounded on Monday when a bomb exploded at a market in Garissa, police said.

Hours earlier, gunmen attacked a police station near Mandera and wounded two officers. No group claimed responsibility for either attack.

On Sunday, security forces dispersed a protest in Mombasa and arrested thirty demonstrators.`;
