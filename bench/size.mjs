/** How much is measured. With `--quick` each bench does a little of its work once: it shows that the bench still runs, and its figures say nothing. */
export const quick = process.argv.includes('--quick');

/** The whole of it, or the little that a quick call does. */
export const sized = (whole, little) => (quick ? little : whole);
