/// Chips as they come out of manufacture, with defects in arrays and logic: a [Lot] of them tested
/// and repaired with spare lines, and the search for the spare lines whose good dies cost least.
@NullMarked
package bitline.money.spare;

import org.jspecify.annotations.NullMarked;
