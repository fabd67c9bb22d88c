/// What is claimed of compute-in-memory, tested: for each claim an experiment on networks and
/// chips, the best number of the other side, and a verdict that is computed from both. It measures
/// nothing itself; what machines make of networks comes from below.
@NullMarked
package bitline.claim;

import org.jspecify.annotations.NullMarked;
