/// Timings, outside the workbench's own build: kernels under JMH, and the interpreter beside ONNX
/// Runtime.
@NullMarked
package bitline.bench;

import org.jspecify.annotations.NullMarked;
