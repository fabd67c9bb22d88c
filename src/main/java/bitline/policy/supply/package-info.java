/// Which tools a process node depends on, whose countries they come from, and which rules of those
/// countries they fall under: `rules/equipment.yaml`.
@NullMarked
package bitline.policy.supply;

import org.jspecify.annotations.NullMarked;
