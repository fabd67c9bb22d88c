/// Cells that cannot be written, and what is done about them. A [FaultSource] says which cells of
/// an array are stuck; a [Repair] puts spare lines in place of faulty ones and lays digits where
/// they do least harm; [FaultyChip] is the door.
@NullMarked
package bitline.sim.fault;

import org.jspecify.annotations.NullMarked;
