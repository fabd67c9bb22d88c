/// Records that describe a compute-in-memory chip, from the array to the board's memory, and the
/// door that loads them from `chips/*.yaml`: [bitline.chip.Chips].
@NullMarked
package bitline.chip;

import org.jspecify.annotations.NullMarked;
