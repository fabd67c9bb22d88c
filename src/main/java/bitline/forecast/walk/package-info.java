/// Technologies whose cost wanders about a trend: the random walk with drift of Farmer and Lafond,
/// and the experience curve, in which what was made so far takes the place of time.
@NullMarked
package bitline.forecast.walk;

import org.jspecify.annotations.NullMarked;
