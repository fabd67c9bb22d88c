/// Rewrites of graphs: each a named value in one visible list, verified before and after. Knows
/// nothing of chips; quantising passes live in `bitline.quant`.
@NullMarked
package bitline.graph.pass;

import org.jspecify.annotations.NullMarked;
