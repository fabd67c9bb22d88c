/// Integer and float tensors, the [bitline.tensor.Kernels] door to fast arithmetic, and its scalar
/// reference. Knows nothing of networks: a tensor is numbers with a type and a shape.
@NullMarked
package bitline.tensor;

import org.jspecify.annotations.NullMarked;
