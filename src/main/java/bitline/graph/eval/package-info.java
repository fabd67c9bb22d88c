/// The float interpreter: one class a family of operators, each a pattern switch over the family's
/// records. Strict Java arithmetic in a fixed order, so that every machine gets the same bits.
@NullMarked
package bitline.graph.eval;

import org.jspecify.annotations.NullMarked;
