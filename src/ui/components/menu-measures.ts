/** Columns of a menu's line that are neither label nor note. */

/** Before the label, for the cursor. */
export const indicatorColumns = 3;

/** Between the label and its note. */
export const noteGap = 2;
