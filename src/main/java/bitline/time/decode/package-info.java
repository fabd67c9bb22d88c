/// How fast a chip writes text: what one token asks of it, from a network or from a language
/// model's published shape, and the events that it becomes.
@NullMarked
package bitline.time.decode;

import org.jspecify.annotations.NullMarked;
