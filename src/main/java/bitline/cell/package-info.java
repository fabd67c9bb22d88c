/// Memory cells and their physics: what a cell stores, how exactly, for how long and at which price
/// of writing. One record each in `cells/*.yaml`.
@NullMarked
package bitline.cell;

import org.jspecify.annotations.NullMarked;
