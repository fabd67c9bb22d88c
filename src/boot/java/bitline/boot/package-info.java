/**
 * The jar's main class, for any Java from 11 on. Knows nothing of Bitline but the name of its
 * command line's main class.
 */
@NullMarked
package bitline.boot;

import org.jspecify.annotations.NullMarked;
