package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Shaping;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Computes the operators of [Shaping]: other views, transpositions, joining and cutting here,
/// boxes cut out or padded in [BoxEval].
final class ShapingEval {
  private ShapingEval() {}

  static List<Tensor> eval(Shaping op, Operands in, int outputs, Kernels kernels) {
    if (op instanceof Shaping.Split(int axis)) {
      return split(in, axis, outputs);
    }
    Tensor x = in.get(0);
    Shape shape = x.shape();
    return List.of(
        switch (op) {
          case Shaping.Reshape(boolean allowZero) ->
              x.reshape(target(shape, in.longs(1), allowZero));
          case Shaping.Flatten(int axis) -> {
            int at = axis == shape.rank() ? axis : shape.axis(axis);
            yield x.reshape(Shape.of(shape.span(0, at), shape.span(at, shape.rank())));
          }
          case Shaping.Squeeze() -> x.reshape(squeezed(shape, in));
          case Shaping.Unsqueeze() -> x.reshape(unsqueezed(shape, in.longs(1)));
          case Shaping.Transpose(List<Integer> order) -> transpose(kernels, x, order(order, shape));
          case Shaping.Concat(int axis) -> concat(in, axis);
          case Shaping.Split _ -> throw new IllegalStateException("handled above");
          case Shaping.Expand() -> Strided.expand(x, Shape.broadcast(shape, Shape.of(in.longs(1))));
          case Shaping.Tile() -> tile(x, in.longs(1));
          case Shaping.Pad(Shaping.PadMode mode) -> BoxEval.pad(in, mode);
          case Shaping.Slice() -> BoxEval.slice(in);
          case Shaping.CenterCropPad(List<Integer> axes) -> BoxEval.centerCropPad(in, axes);
          case Shaping.Col2Im col2Im -> BoxEval.col2Im(in, col2Im.window());
          case Shaping.DepthToSpace(int block, Shaping.DepthOrder mode) ->
              depthToSpace(x, block, mode);
          case Shaping.SpaceToDepth(int block) -> spaceToDepth(x, block);
          case Shaping.ReverseSequence(int batch, int time) -> reverse(in, batch, time);
          case Shaping.Trilu(boolean upper) -> triangle(in, upper);
          case Shaping.Shape(int start, Integer end) -> {
            int rank = shape.rank();
            int from = Math.clamp(start < 0 ? start + (long) rank : start, 0, rank);
            int to = end == null ? rank : Math.clamp(end < 0 ? end + (long) rank : end, 0, rank);
            long[] sizes = new long[Math.max(0, to - from)];
            Arrays.setAll(sizes, i -> shape.size(from + i));
            yield Tensor.int64(Shape.of(sizes.length), sizes);
          }
          case Shaping.Size() -> Tensor.int64(Shape.SCALAR, new long[] {shape.elements()});
        });
  }

  private static Shape target(Shape shape, long[] wanted, boolean allowZero) {
    long[] sizes = wanted.clone();
    int open = -1;
    long product = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1) {
        if (open >= 0) {
          throw new Problem("shape " + Arrays.toString(wanted) + " has more than one -1");
        }
        open = i;
        continue;
      }
      if (sizes[i] == 0 && !allowZero) {
        if (i >= shape.rank()) {
          throw new Problem(
              "shape "
                  + Arrays.toString(wanted)
                  + " keeps axis "
                  + i
                  + ", which "
                  + shape
                  + " does not have");
        }
        sizes[i] = shape.size(i);
      }
      product =
          sizes[i] < 0 || product > Integer.MAX_VALUE
              ? Long.MAX_VALUE
              : product * Math.min(sizes[i], 1L << 31);
    }
    if (open >= 0) {
      sizes[open] = product == 0 ? 0 : shape.elements() / product;
      product *= sizes[open];
    }
    if (product != shape.elements()) {
      throw new Problem("shape " + shape + " cannot become " + Arrays.toString(wanted));
    }
    return Shape.of(sizes);
  }

  private static Shape squeezed(Shape shape, Operands in) {
    boolean[] drop = new boolean[shape.rank()];
    if (in.has(1)) {
      for (long axis : in.longs(1)) {
        int at = Integers.index(axis, shape.rank(), "axis");
        if (shape.size(at) != 1) {
          throw new Problem(
              "axis " + axis + " of " + shape + " has size " + shape.size(at) + ", not 1");
        }
        drop[at] = true;
      }
    } else {
      for (int axis = 0; axis < drop.length; axis++) {
        drop[axis] = shape.size(axis) == 1;
      }
    }
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < drop.length; axis++) {
      if (!drop[axis]) {
        sizes.add(shape.size(axis));
      }
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Shape unsqueezed(Shape shape, long[] axes) {
    int rank = shape.rank() + axes.length;
    int[] sizes = new int[rank];
    for (long axis : axes) {
      int at = Integers.index(axis, rank, "axis");
      if (sizes[at] != 0) {
        throw new Problem("axis " + axis + " is added twice");
      }
      sizes[at] = 1;
    }
    int from = 0;
    for (int i = 0; i < rank; i++) {
      if (sizes[i] == 0) {
        sizes[i] = shape.size(from++);
      }
    }
    return Shape.of(sizes);
  }

  private static int[] order(List<Integer> order, Shape shape) {
    int rank = shape.rank();
    int[] axes = new int[rank];
    if (order.isEmpty()) {
      Arrays.setAll(axes, i -> rank - 1 - i);
      return axes;
    }
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < order.size(); i++) {
      int axis = order.size() == rank ? shape.axis(order.get(i)) : rank;
      if (axis == rank || seen[axis]) {
        throw new Problem("order " + order + " of the axes of " + shape);
      }
      seen[axis] = true;
      axes[i] = axis;
    }
    return axes;
  }

  /// Output axis `i` is input axis `order[i]`.
  static Tensor transpose(Tensor x, int... order) {
    int[] strides = x.shape().strides();
    int[] sizes = new int[order.length];
    int[] moved = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      sizes[i] = x.shape().size(order[i]);
      moved[i] = strides[order[i]];
    }
    return Strided.read(x, 0, moved, Shape.of(sizes));
  }

  /// The same, shared out along the first axis of the result that is longer than 1.
  private static Tensor transpose(Kernels kernels, Tensor x, int... order) {
    int[] strides = x.shape().strides();
    int[] sizes = new int[order.length];
    int[] moved = new int[order.length];
    int axis = -1;
    for (int i = order.length - 1; i >= 0; i--) {
      sizes[i] = x.shape().size(order[i]);
      moved[i] = strides[order[i]];
      axis = sizes[i] > 1 ? i : axis;
    }
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    Strided.Side from = new Strided.Side(Strided.array(x), 0, moved);
    Strided.Side to = Strided.Side.of(out);
    if (axis < 0) {
      Strided.copy(from, to, sizes);
    } else {
      int cut = axis;
      Shares.of(
          kernels,
          sizes[cut],
          out.elements() / sizes[cut],
          (first, end) -> {
            int[] box = sizes.clone();
            box[cut] = end - first;
            Strided.copy(from.moved(cut, first), to.moved(cut, first), box);
          });
    }
    return out;
  }

  private static Tensor concat(Operands in, int axis) {
    Shape first = in.shape(0);
    int at = first.axis(axis);
    long along = 0;
    for (int i = 0; i < in.count(); i++) {
      Shape shape = in.shape(i);
      boolean fits = shape.rank() == first.rank() && in.get(i).type() == in.get(0).type();
      for (int other = 0; fits && other < first.rank(); other++) {
        fits = other == at || shape.size(other) == first.size(other);
      }
      if (!fits) {
        throw new Problem(
            "operand "
                + i
                + " is "
                + in.get(i).type().text()
                + " "
                + shape
                + "; it does not fit "
                + in.get(0).type().text()
                + " "
                + first
                + " along axis "
                + axis);
      }
      along += shape.size(at);
    }
    long[] sizes = new long[first.rank()];
    Arrays.setAll(sizes, i -> first.size(i));
    sizes[at] = along;
    Tensor out = Tensor.zeros(in.get(0).type(), Shape.of(sizes));
    int outer = first.span(0, at);
    int inner = first.span(at + 1, first.rank());
    int stride = (int) along * inner;
    int to = 0;
    for (int i = 0; i < in.count(); i++) {
      int run = in.shape(i).size(at) * inner;
      for (int o = 0; o < outer; o++) {
        System.arraycopy(
            Strided.array(in.get(i)), o * run, Strided.array(out), to + o * stride, run);
      }
      to += run;
    }
    return out;
  }

  private static List<Tensor> split(Operands in, int axis, int outputs) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int at = shape.axis(axis);
    int size = shape.size(at);
    long[] parts;
    if (in.has(1)) {
      parts = in.longs(1);
    } else {
      parts = new long[outputs];
      int part = Math.ceilDiv(size, outputs);
      Arrays.setAll(parts, i -> Math.clamp(size - (long) i * part, 0, part));
    }
    if (parts.length != outputs
        || Arrays.stream(parts).anyMatch(p -> p < 0 || p > size)
        || Arrays.stream(parts).sum() != size) {
      throw new Problem(
          "parts "
              + Arrays.toString(parts)
              + " of axis "
              + axis
              + " of "
              + shape
              + " for "
              + outputs
              + " outputs");
    }
    int[] strides = shape.strides();
    int[] sizes = shape.sizes();
    List<Tensor> out = new ArrayList<>();
    int from = 0;
    for (long part : parts) {
      sizes[at] = (int) part;
      out.add(Strided.read(x, from * strides[at], strides, Shape.of(sizes)));
      from += (int) part;
    }
    return out;
  }

  private static Tensor tile(Tensor x, long[] repeats) {
    Shape shape = x.shape();
    int rank = shape.rank();
    if (repeats.length != rank) {
      throw new Problem(repeats.length + " repeats for the " + rank + " axes of " + shape);
    }
    long[] sizes = new long[rank];
    int[] box = new int[2 * rank];
    int[] from = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      if (repeats[axis] < 0 || repeats[axis] > Integer.MAX_VALUE) {
        throw new Problem(repeats[axis] + " repeats of axis " + axis);
      }
      sizes[axis] = shape.size(axis) * repeats[axis];
      box[2 * axis] = (int) repeats[axis];
      box[2 * axis + 1] = shape.size(axis);
      from[2 * axis + 1] = shape.strides()[axis];
    }
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    int[] to = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      to[2 * axis + 1] = out.shape().strides()[axis];
      to[2 * axis] = to[2 * axis + 1] * shape.size(axis);
    }
    Strided.copy(
        new Strided.Side(Strided.array(x), 0, from),
        new Strided.Side(Strided.array(out), 0, to),
        box);
    return out;
  }

  private static Tensor depthToSpace(Tensor x, int block, Shaping.DepthOrder mode) {
    Shape s = x.shape();
    if (s.rank() != 4 || block < 1 || s.size(1) % ((long) block * block) != 0) {
      throw new Problem("blocks of " + block + " out of " + s);
    }
    int channels = s.size(1) / (block * block);
    Tensor moved =
        switch (mode) {
          case DCR ->
              transpose(
                  x.reshape(Shape.of(s.size(0), block, block, channels, s.size(2), s.size(3))),
                  0,
                  3,
                  4,
                  1,
                  5,
                  2);
          case CRD ->
              transpose(
                  x.reshape(Shape.of(s.size(0), channels, block, block, s.size(2), s.size(3))),
                  0,
                  1,
                  4,
                  2,
                  5,
                  3);
        };
    return moved.reshape(Shape.of(s.size(0), channels, s.size(2) * block, s.size(3) * block));
  }

  private static Tensor spaceToDepth(Tensor x, int block) {
    Shape s = x.shape();
    if (s.rank() != 4 || block < 1 || s.size(2) % block != 0 || s.size(3) % block != 0) {
      throw new Problem("blocks of " + block + " out of " + s);
    }
    int height = s.size(2) / block;
    int width = s.size(3) / block;
    return transpose(
            x.reshape(Shape.of(s.size(0), s.size(1), height, block, width, block)),
            0,
            3,
            5,
            1,
            2,
            4)
        .reshape(Shape.of(s.size(0), s.size(1) * block * block, height, width));
  }

  private static Tensor reverse(Operands in, int batchAxis, int timeAxis) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    long[] lengths = in.longs(1);
    if (shape.rank() < 2 || batchAxis + timeAxis != 1 || batchAxis * timeAxis != 0) {
      throw new Problem(
          "batch axis "
              + batchAxis
              + " and time axis "
              + timeAxis
              + " of "
              + shape
              + "; they must be 0 and 1");
    }
    if (lengths.length != shape.size(batchAxis)) {
      throw new Problem(lengths.length + " lengths for a batch of " + shape.size(batchAxis));
    }
    int times = shape.size(timeAxis);
    int run = shape.span(2, shape.rank());
    int batchStride = (batchAxis == 0 ? times : 1) * run;
    int timeStride = (batchAxis == 0 ? 1 : lengths.length) * run;
    Tensor out = Tensor.zeros(x.type(), shape);
    for (int b = 0; b < lengths.length; b++) {
      if (lengths[b] < 0 || lengths[b] > times) {
        throw new Problem("length " + lengths[b] + " of " + times + " times");
      }
      for (int t = 0; t < times; t++) {
        int from = t < lengths[b] ? (int) lengths[b] - 1 - t : t;
        System.arraycopy(
            Strided.array(x),
            b * batchStride + from * timeStride,
            Strided.array(out),
            b * batchStride + t * timeStride,
            run);
      }
    }
    return out;
  }

  private static Tensor triangle(Operands in, boolean upper) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    if (shape.rank() < 2) {
      throw new Problem("a triangle of " + shape + "; matrices are needed");
    }
    long k = in.has(1) ? Integers.only(in, 1, "k") : 0;
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    Tensor out = Tensor.zeros(x.type(), shape);
    int matrices = shape.span(0, shape.rank() - 2);
    for (int row = 0; row < matrices * rows; row++) {
      // The first column that an upper triangle keeps is the one after the last that a lower one
      // keeps.
      int cut =
          Math.clamp(
              Math.clamp(k, -(1L << 40), 1L << 40) + row % rows + (upper ? 0 : 1), 0, columns);
      int from = row * columns + (upper ? cut : 0);
      System.arraycopy(
          Strided.array(x), from, Strided.array(out), from, upper ? columns - cut : cut);
    }
    return out;
  }
}
