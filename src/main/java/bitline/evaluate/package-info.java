/// A network in float and on a chip, on the same pictures: answers and scores of both, the noise
/// each layer adds, and which layers cost most. Brings the rooms below together; prints nothing.
@NullMarked
package bitline.evaluate;

import org.jspecify.annotations.NullMarked;
