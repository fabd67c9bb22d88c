/// Searches over what could be chosen otherwise: plans of a mapping, played one after another.
@NullMarked
package bitline.explore;

import org.jspecify.annotations.NullMarked;
