package bitline.tensor;

/// What an array, its converters and its shift-add tree make of input vectors. Prepared once for
/// the cells' content; several threads may ask at once.
public interface ArrayKernel {
  /// Input vectors that are worked on together; a block of a multiple of these wastes nothing.
  int vectorsAtOnce();

  /// @param inputs rows × vectors, each as its bit pattern
  /// @param noiseKey stream of the noise of these reads
  /// @param firstVector number of the first vector in that stream, a multiple of 32
  /// @param totals filled, columns × vectors
  void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals);
}
