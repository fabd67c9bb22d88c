/// Ways to foretell one series from its own past: straight lines, quantiles, lines that break,
/// groups, records, and growth that ends at a physical ceiling. [Methods] lists them.
///
/// Not how well they do: that is told by back-tests, in `bitline.forecast.score`. Draws are keyed,
/// so a fit has the same bits wherever and whenever it is made.
@NullMarked
package bitline.forecast.method;

import org.jspecify.annotations.NullMarked;
