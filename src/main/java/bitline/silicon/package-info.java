/// Joules and square metres: component models, what they give for a chip and for the activity of a
/// run, and how far that is from published silicon. Not here: time, which is `time`'s, and prices.
@NullMarked
package bitline.silicon;

import org.jspecify.annotations.NullMarked;
