/// What a machine means for somebody who has to choose: where it stands against the trend of its
/// class, and what to take instead.
@NullMarked
package bitline.advise;

import org.jspecify.annotations.NullMarked;
