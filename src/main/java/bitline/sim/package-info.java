/// Bit-exact execution of a program: engines with one meaning (a reference that anyone can read,
/// bit planes with population counts, products of digits, exact integer products where nothing is
/// lost), the vector unit, and the activity they count. Knows nothing of time, energy or money.
@NullMarked
package bitline.sim;

import org.jspecify.annotations.NullMarked;
