/// The Vector API twin of [bitline.tensor.ScalarKernels], with the same bits for every lane width
/// and any number of threads. The only package that may use the incubating module;
/// [bitline.tensor.simd.KernelsProvider] is its door.
@NullMarked
package bitline.tensor.simd;

import org.jspecify.annotations.NullMarked;
