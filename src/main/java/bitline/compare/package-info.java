/// The same network on other machines: GPUs, systolic arrays, FPGAs, beside the chip that we
/// simulate; where their time and energy go, and what is moved between which memories.
@NullMarked
package bitline.compare;

import org.jspecify.annotations.NullMarked;
