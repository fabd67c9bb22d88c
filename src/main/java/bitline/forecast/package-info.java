/// Where prices and performance of machines are going: series of public tables and of our own
/// catalogue, methods that foretell them, and the score of every method on what it could not have
/// known. A forecast without such a score is refused.
///
/// One flow: a [Series] of dated observations, a [Method] that is fitted to what was known at an
/// origin, a [Predictive] distribution for a later date, and what came of it.
@NullMarked
package bitline.forecast;

import org.jspecify.annotations.NullMarked;
