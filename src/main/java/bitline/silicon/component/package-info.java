/// Components of a chip, each a small class: energy, area, leakage, with the range they hold in, an
/// interval and a source. Not here: how many of them a chip has and how often they work.
@NullMarked
package bitline.silicon.component;

import org.jspecify.annotations.NullMarked;
