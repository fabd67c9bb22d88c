/// The typed network: sealed [bitline.graph.Op]s, the [bitline.graph.Graph] that joins them, its
/// verifier, named passes and text form; `graph.eval` interprets it in strict float arithmetic.
/// Knows nothing of files or chips.
@NullMarked
package bitline.graph;

import org.jspecify.annotations.NullMarked;
