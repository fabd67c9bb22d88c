package bitline.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operators that move elements without computing with them, or speak of a tensor's shape. Element
/// order is row-major.
public sealed interface Shaping extends Op {
  /// Inputs: data, shape, in which −1 (once) means what is left and 0 the input's size there.
  ///
  /// @param allowZero 0 means a size of 0
  record Reshape(boolean allowZero) implements Shaping {}

  /// To a matrix: the axes before `axis`, and the rest. Input: data.
  record Flatten(int axis) implements Shaping {}

  /// Drops axes of size 1. Inputs: data, axes (optional; all of size 1 when left out).
  record Squeeze() implements Shaping {}

  /// Adds axes of size 1. Inputs: data, axes (places in the output).
  record Unsqueeze() implements Shaping {}

  /// Input: data. @param order the input axis that each output axis takes; empty means reversed
  record Transpose(List<Integer> order) implements Shaping {
    public Transpose {
      order = List.copyOf(order);
    }
  }

  /// Inputs: one or more, alike but for their sizes along `axis`.
  record Concat(int axis) implements Shaping {}

  /// Inputs: data, sizes of the parts (optional; else as many parts as outputs, equal but for a
  /// smaller last one).
  record Split(int axis) implements Shaping {}

  /// Stretches by NumPy's rule. Inputs: data, shape.
  record Expand() implements Shaping {}

  /// Inputs: data, repeats (one an axis).
  record Tile() implements Shaping {}

  /// What lies outside the data of [Pad].
  enum PadMode {
    CONSTANT,
    REFLECT,
    EDGE,
    WRAP
  }

  /// Inputs: data, pads (begins of the axes, then ends; negative ones cut), value (optional scalar;
  /// else 0), axes (optional; else all).
  record Pad(PadMode mode) implements Shaping {}

  /// Inputs: data, starts, ends, axes (optional), steps (optional, may be negative).
  record Slice() implements Shaping {}

  /// Which part of the channel axis [DepthToSpace] moves: blocks outermost (DCR) or channels
  /// outermost (CRD).
  enum DepthOrder {
    DCR,
    CRD
  }

  /// Input: data (N, C, H, W). Output: (N, C/b², H·b, W·b).
  record DepthToSpace(int blockSize, DepthOrder mode) implements Shaping {}

  /// Input: data (N, C, H, W). Output: (N, C·b², H/b, W/b).
  record SpaceToDepth(int blockSize) implements Shaping {}

  /// Reverses the first elements of each sequence. Inputs: data, lengths (one a batch).
  record ReverseSequence(int batchAxis, int timeAxis) implements Shaping {}

  /// Zeroes a triangle of each matrix of a stack. Inputs: data, k (optional scalar): the diagonal
  /// that stays, above the main one where positive. @param upper which triangle stays
  record Trilu(boolean upper) implements Shaping {}

  /// Cuts or zero-pads evenly at both ends. Inputs: data, sizes (one for each of `axes`, or for all
  /// axes when empty).
  record CenterCropPad(List<Integer> axes) implements Shaping {
    public CenterCropPad {
      axes = List.copyOf(axes);
    }
  }

  /// Adds columns of blocks up to a picture, the inverse of a convolution's im2col. Inputs: columns
  /// (N, C·product of block, L), picture's spatial sizes, block sizes. The window's kernel is left
  /// empty.
  record Col2Im(Window window) implements Shaping {}

  /// The sizes of axes `start` to `end` (exclusive; null: to the last) as INT64. Input: data.
  record Shape(int start, @Nullable Integer end) implements Shaping {}

  /// The number of elements as an INT64 scalar. Input: data.
  record Size() implements Shaping {}
}
