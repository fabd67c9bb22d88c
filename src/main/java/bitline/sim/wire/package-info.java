/// What the resistance of an array's wires takes from its sums (IR drop): an iterative solver for
/// one array and conductances that stand in for it during inference. Knows arrays of conductances,
/// not chips or programs.
@NullMarked
package bitline.sim.wire;

import org.jspecify.annotations.NullMarked;
