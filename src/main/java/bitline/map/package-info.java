/// Quantised graph + chip → program, or a refusal with reasons. Finds the products that arrays can
/// do, cuts their weights into digits and lays them into arrays. Decides where; running is `sim`'s
/// work, timing is `time`'s.
@NullMarked
package bitline.map;

import org.jspecify.annotations.NullMarked;
