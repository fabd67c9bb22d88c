package bitline.map;

import bitline.program.Contents;
import bitline.program.Unrolling;
import bitline.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// A product with constant weights or of two activations, found in the graph and not yet placed:
/// [bitline.program.ArrayLayer] without its place.
record Product(
    String node,
    String operator,
    IntegerInput input,
    Contents contents,
    int @Nullable [] weightZeros,
    int weightBits,
    double @Nullable [] scales,
    float @Nullable [] biases,
    String output,
    Shape outputShape,
    Unrolling unrolling)
    implements Products.Finding {}
