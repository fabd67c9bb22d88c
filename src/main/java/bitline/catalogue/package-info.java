/// Published accelerators, each fact with its source and how well it is known.
@NullMarked
package bitline.catalogue;

import org.jspecify.annotations.NullMarked;
