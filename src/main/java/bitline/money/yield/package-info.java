/// Laws of yield: how many dies work where defects fall, and what spares make of it. Formulas only;
/// chips counted one by one are in `bitline.money.spare`.
@NullMarked
package bitline.money.yield;

import org.jspecify.annotations.NullMarked;
