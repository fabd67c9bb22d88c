/// What would change if other technologies took over a part of the work: an adoption curve times an
/// efficiency for each, over the trend of the mainstream. How good compute-in-memory is comes from
/// our own simulated chips.
@NullMarked
package bitline.forecast.mix;

import org.jspecify.annotations.NullMarked;
