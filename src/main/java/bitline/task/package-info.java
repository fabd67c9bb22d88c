/// What a network is for: pictures and other inputs turned into tensors, a network's outputs turned
/// into answers (a class, boxes, a mask, lanes, a sentence's direction), and answers scored against
/// labels. Knows nothing of chips: float and chip runs are answered and scored by the same code, so
/// that a difference is the chip's.
@NullMarked
package bitline.task;

import org.jspecify.annotations.NullMarked;
