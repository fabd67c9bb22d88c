/// Networks that read tokens in order: which values of a graph follow from earlier tokens only, and
/// running such a graph one token at a time with what earlier tokens left (the KV cache).
@NullMarked
package bitline.graph.causal;

import org.jspecify.annotations.NullMarked;
