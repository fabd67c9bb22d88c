/// What every room stands on: user errors with a place, spelling hints, hashing, SI formatting.
/// Knows nothing of networks or chips and uses the JDK alone.
@NullMarked
package bitline.base;

import org.jspecify.annotations.NullMarked;
