package bitline.program;

import bitline.graph.ConvGeometry;
import bitline.graph.Elementwise;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Quantising;
import bitline.graph.Resampling;
import bitline.graph.Shaping;
import bitline.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/// Which rows of an operand must be there before each row of a result can be made, and from when on
/// they are needed no more. A row is what lies at one place of the row axis: the height of a
/// picture (N, C, H, W), the tokens of a sequence; a value that has no such axis, or whose batch is
/// larger than 1, is one row.
///
/// @param rows of the operand in all
/// @param needed for each row of the result, how many rows of the operand, from the first; never
///   falls
/// @param free for each row of the result, how many rows of the operand are needed no more once it
///   is made; never falls, all in the end
public record Rows(int rows, int[] needed, int[] free) {
  /// The axis along which a value is made row by row; −1: as a whole.
  public static int axis(Shape shape) {
    int rank = shape.rank();
    int axis = rank >= 4 ? rank - 2 : rank == 3 ? 1 : rank == 2 ? 0 : -1;
    for (int i = 0; i < axis; i++) {
      if (shape.size(i) != 1 && !(rank == 4 && i == 1)) {
        return -1;
      }
    }
    return axis;
  }

  /// Rows of a value.
  public static int of(Shape shape) {
    int axis = axis(shape);
    return axis < 0 ? 1 : Math.max(1, shape.size(axis));
  }

  /// Rows that must be in the operand's buffer at the same time.
  public int most() {
    int most = 1;
    int gone = 0;
    for (int r = 0; r < needed.length; r++) {
      most = Math.max(most, needed[r] - gone);
      gone = free[r];
    }
    return most;
  }

  /// Whether each row of the result needs the same row of the operand and nothing else.
  public boolean rowByRow() {
    if (rows != needed.length) {
      return false;
    }
    for (int r = 0; r < rows; r++) {
      if (needed[r] != r + 1 || free[r] != r + 1) {
        return false;
      }
    }
    return true;
  }

  /// The whole operand before the first row of the result.
  public static Rows whole(int rows, int results) {
    int[] needed = new int[results];
    int[] free = new int[results];
    Arrays.fill(needed, rows);
    free[results - 1] = rows;
    return new Rows(rows, needed, free);
  }

  /// As many rows as the result has, one for each.
  public static Rows equal(int rows) {
    return each(rows, rows);
  }

  /// Row by row; an operand of one row, which is broadcast, before the first.
  private static Rows each(int rows, int results) {
    if (rows != results) {
      return whole(rows, results);
    }
    int[] needed = new int[rows];
    for (int r = 0; r < rows; r++) {
      needed[r] = r + 1;
    }
    return new Rows(rows, needed, needed.clone());
  }

  /// Under a window that slides along the row axis.
  private static Rows window(ConvGeometry geometry, int axis, int rows, int results) {
    int stride = geometry.strides().get(axis);
    int begin = geometry.begin().get(axis);
    int span = (geometry.kernel().get(axis) - 1) * geometry.dilations().get(axis) + 1;
    int[] needed = new int[results];
    int[] free = new int[results];
    for (int r = 0; r < results; r++) {
      needed[r] = Math.clamp((long) r * stride - begin + span, r == 0 ? 0 : needed[r - 1], rows);
      free[r] = Math.clamp((long) (r + 1) * stride - begin, 0, rows);
    }
    return ended(rows, needed, free);
  }

  /// A result that has so many rows for each of the operand's, more or less.
  private static Rows stretched(int rows, int results, int beyond) {
    int[] needed = new int[results];
    int[] free = new int[results];
    for (int r = 0; r < results; r++) {
      needed[r] = (int) Math.min(rows, (long) r * rows / results + 1 + beyond);
      free[r] = (int) Math.max(0, (long) (r + 1) * rows / results - beyond);
    }
    return ended(rows, needed, free);
  }

  private static Rows ended(int rows, int[] needed, int[] free) {
    int last = needed.length - 1;
    needed[last] = rows;
    free[last] = rows;
    return new Rows(rows, needed, free);
  }

  /// A layer on arrays.
  public static Rows of(Unrolling unrolling, Shape in, Shape out) {
    int rows = of(in);
    int results = of(out);
    return switch (unrolling) {
      case Unrolling.Convolution c when axis(in) == 2 && axis(out) == 2 && in.rank() == 4 ->
          window(c.geometry(), 0, rows, results);
      case Unrolling.Transposed t when axis(in) == 2 && axis(out) == 2 && in.rank() == 4 ->
          stretched(rows, results, t.geometry().kernel().getFirst());
      case Unrolling.Product p when !p.operandColumns() && !p.resultColumns() ->
          each(rows, results);
      default -> whole(rows, results);
    };
  }

  /// A node on the vector unit.
  public static Rows of(Node node, int operand, Shape in, Shape out) {
    int rows = of(in);
    int results = of(out);
    boolean alike = axis(in) >= 0 && axis(in) == axis(out) && in.rank() == out.rank();
    if (!alike) {
      return whole(rows, results);
    }
    Op op = node.op();
    int axis = axis(in);
    return switch (op) {
      case Elementwise _ -> each(rows, results);
      case Quantising.DynamicQuantizeLinear _ -> whole(rows, results);
      case Quantising _ -> each(rows, results);
      case Shaping.Concat(int along) when at(along, in) != axis -> each(rows, results);
      case Shaping.Split(int along) when at(along, in) != axis -> each(rows, results);
      case Normalising.LayerNormalization(int from, float _) when at(from, in) > axis ->
          each(rows, results);
      case Normalising.RMSNormalization(int from, float _) when at(from, in) > axis ->
          each(rows, results);
      case Normalising.Softmax(int along, boolean flat) when !flat && at(along, in) != axis ->
          each(rows, results);
      case Normalising.LRN _ -> each(rows, results);
      case Pooling.MaxPool(var w, boolean ceil, boolean _) when in.rank() == 4 ->
          window(ConvGeometry.of(w, spatial(in), w.kernel(), ceil), 0, rows, results);
      case Pooling.AveragePool(var w, boolean ceil, boolean _) when in.rank() == 4 ->
          window(ConvGeometry.of(w, spatial(in), w.kernel(), ceil), 0, rows, results);
      case Resampling.Resize _ when operand == 0 -> stretched(rows, results, 1);
      case Linear.MatMul _ when operand == 0 -> each(rows, results);
      default -> whole(rows, results);
    };
  }

  private static int at(int axis, Shape shape) {
    return axis < 0 ? axis + shape.rank() : axis;
  }

  private static List<Integer> spatial(Shape shape) {
    return List.of(shape.size(2), shape.size(3));
  }
}
