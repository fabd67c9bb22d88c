/// How good a forecast was: proper scores of a predictive distribution, a back-test over rolling
/// origins in which a method sees only what was out before each origin, the two plainest methods
/// that any other must beat, and methods that learn from their own back-tests at earlier origins.
@NullMarked
package bitline.forecast.score;

import org.jspecify.annotations.NullMarked;
