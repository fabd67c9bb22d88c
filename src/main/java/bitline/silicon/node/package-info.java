/// Process nodes from 130 to 3 nm: what a gate, a memory bit and a wire need of energy, area, time
/// and leakage, and how supply and temperature change it. What components are built of these is not
/// here.
@NullMarked
package bitline.silicon.node;

import org.jspecify.annotations.NullMarked;
