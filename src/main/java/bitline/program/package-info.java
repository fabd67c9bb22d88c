/// The hand-over between compiler and every reading of the compiled network: which weight digits
/// lie in which array, how operands become vectors, what runs on the vector unit, and the activity
/// that was counted while it ran. Records only: placing is `map`'s work, running is `sim`'s.
@NullMarked
package bitline.program;

import org.jspecify.annotations.NullMarked;
