package bitline.graph;

import java.util.List;

/// Operators that fold a sliding window, or a whole picture, into one value. Data is (N, C, spatial
/// axes).
public sealed interface Pooling extends Op {
  /// Input: data. Outputs: the greatest value of each window; its place in the flattened input
  /// (INT64; optional). Padding never wins.
  ///
  /// @param ceil output sizes are rounded up
  /// @param columnMajor the places count the first spatial axis fastest (ONNX's storage_order 1)
  record MaxPool(Window window, boolean ceil, boolean columnMajor) implements Pooling {}

  /// Input: data.
  ///
  /// @param countPadding padding counts as zeros, else the mean is of the input's own elements
  record AveragePool(Window window, boolean ceil, boolean countPadding) implements Pooling {}

  /// (Σ |x|^p)^(1/p) of each window. Input: data.
  record LpPool(Window window, boolean ceil, int p) implements Pooling {}

  /// Input: data.
  record GlobalAveragePool() implements Pooling {}

  /// Input: data.
  record GlobalMaxPool() implements Pooling {}

  /// Input: data.
  record GlobalLpPool(int p) implements Pooling {}

  /// Puts each value at the place that MaxPool took it from. Inputs: data, places, output shape
  /// (optional).
  record MaxUnpool(Window window) implements Pooling {}

  /// The greatest value of each bin of each region, 2-D. Inputs: data, regions (batch, x1, y1, x2,
  /// y2).
  record MaxRoiPool(List<Integer> pooled, float spatialScale) implements Pooling {
    public MaxRoiPool {
      pooled = List.copyOf(pooled);
    }
  }
}
