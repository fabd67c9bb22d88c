package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Computes what cuts boxes out of tensors, puts them into larger ones, or adds overlapping ones
/// up.
final class BoxEval {
  private BoxEval() {}

  static Tensor slice(Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    long[] starts = in.longs(1);
    long[] ends = in.longs(2);
    long[] axes = in.has(3) ? in.longs(3) : first(starts.length);
    long[] steps = in.has(4) ? in.longs(4) : null;
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps != null && steps.length != starts.length) {
      throw new Problem("starts, ends, axes and steps differ in number");
    }
    int[] sizes = shape.sizes();
    int[] own = shape.strides();
    int[] strides = own.clone();
    int at = 0;
    boolean[] seen = new boolean[sizes.length];
    for (int i = 0; i < starts.length; i++) {
      int axis = Integers.index(axes[i], sizes.length, "axis");
      long step = steps == null ? 1 : steps[i];
      if (step == 0 || seen[axis]) {
        throw new Problem(step == 0 ? "a step of 0" : "axis " + axes[i] + " is cut twice");
      }
      seen[axis] = true;
      int size = sizes[axis];
      long start = starts[i] < 0 ? starts[i] + size : starts[i];
      long end = ends[i] < 0 ? ends[i] + size : ends[i];
      start = step > 0 ? Math.clamp(start, 0L, size) : Math.clamp(start, -1L, size - 1L);
      end = step > 0 ? Math.clamp(end, 0L, size) : Math.clamp(end, -1L, size - 1L);
      // A step longer than the axis reaches one element, whatever its length.
      step = Math.clamp(step, -(long) size - 1, size + 1L);
      long span = step > 0 ? end - start : start - end;
      sizes[axis] = span <= 0 ? 0 : (int) Math.ceilDiv(span, Math.abs(step));
      at += span <= 0 ? 0 : (int) start * own[axis];
      strides[axis] = own[axis] * (int) step;
    }
    return Strided.read(x, at, strides, Shape.of(sizes));
  }

  private static long[] first(int n) {
    long[] axes = new long[n];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  static Tensor pad(Operands in, Shaping.PadMode mode) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    long[] pads = in.longs(1);
    long[] axes = in.has(3) ? in.longs(3) : first(shape.rank());
    if (pads.length != 2 * axes.length) {
      throw new Problem(pads.length + " pads for " + axes.length + " axes; two an axis are needed");
    }
    long[] begin = new long[shape.rank()];
    long[] end = new long[shape.rank()];
    for (int i = 0; i < axes.length; i++) {
      int axis = Integers.index(axes[i], shape.rank(), "axis");
      begin[axis] = pads[i];
      end[axis] = pads[axes.length + i];
    }
    if (mode == Shaping.PadMode.CONSTANT) {
      Tensor value = in.has(2) ? in.get(2) : Tensor.zeros(x.type(), Shape.SCALAR);
      if (value.elements() != 1 || value.type() != x.type()) {
        throw new Problem(
            "the value is "
                + value.type().text()
                + " "
                + value.shape()
                + "; one "
                + x.type().text()
                + " is needed");
      }
      return padded(x, begin, end, value);
    }
    return continued(x, begin, end, mode);
  }

  private static Shape around(Shape shape, long[] begin, long[] end) {
    long[] sizes = new long[shape.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      if (Math.abs(begin[axis]) > Integer.MAX_VALUE || Math.abs(end[axis]) > Integer.MAX_VALUE) {
        throw new Problem(
            "pads " + begin[axis] + " and " + end[axis] + " of axis " + axis + " are out of range");
      }
      sizes[axis] = shape.size(axis) + begin[axis] + end[axis];
    }
    return Shape.of(sizes);
  }

  private static Tensor padded(Tensor x, long[] begin, long[] end, Tensor value) {
    Shape shape = x.shape();
    Shape result = around(shape, begin, end);
    Tensor out =
        value.at(0) == 0 ? Tensor.zeros(x.type(), result) : Casting.filled(x.type(), result, value);
    int[] from = shape.strides();
    int[] to = result.strides();
    int[] box = new int[from.length];
    int fromAt = 0;
    int toAt = 0;
    for (int axis = 0; axis < box.length; axis++) {
      long cut = Math.max(0, -begin[axis]);
      long left = Math.min(shape.size(axis), shape.size(axis) + end[axis]) - cut;
      box[axis] = (int) Math.max(0, left);
      if (box[axis] == 0) {
        return out;
      }
      fromAt += (int) cut * from[axis];
      toAt += (int) Math.max(0, begin[axis]) * to[axis];
    }
    Strided.copy(
        new Strided.Side(Strided.array(x), fromAt, from),
        new Strided.Side(Strided.array(out), toAt, to),
        box);
    return out;
  }

  /// Padding whose numbers come from the data itself.
  private static Tensor continued(Tensor x, long[] begin, long[] end, Shaping.PadMode mode) {
    Shape shape = x.shape();
    Shape result = around(shape, begin, end);
    if (result.elements() > 0 && shape.elements() == 0) {
      throw new Problem("nothing in " + shape + " to continue");
    }
    int[] index = {0};
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = shape.size(axis);
      int[] finer = new int[index.length * result.size(axis)];
      for (int i = 0; i < result.size(axis); i++) {
        int place = place(i - begin[axis], size, mode);
        for (int o = 0; o < index.length; o++) {
          finer[o * result.size(axis) + i] = index[o] * size + place;
        }
      }
      index = finer;
    }
    return Strided.pick(x, index, result);
  }

  private static int place(long at, int size, Shaping.PadMode mode) {
    return switch (mode) {
      case EDGE -> (int) Math.clamp(at, 0L, size - 1L);
      case WRAP -> (int) Math.floorMod(at, (long) size);
      case REFLECT -> {
        long period = Math.max(1, 2L * size - 2);
        long within = Math.floorMod(at, period);
        yield (int) Math.min(within, period - within);
      }
      case CONSTANT -> throw new IllegalStateException("a constant has no place in the data");
    };
  }

  static Tensor centerCropPad(Operands in, List<Integer> axes) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    long[] wanted = in.longs(1);
    if (wanted.length != (axes.isEmpty() ? shape.rank() : axes.size())) {
      throw new Problem(
          wanted.length + " sizes for " + (axes.isEmpty() ? shape.rank() : axes.size()) + " axes");
    }
    long[] begin = new long[shape.rank()];
    long[] end = new long[shape.rank()];
    for (int i = 0; i < wanted.length; i++) {
      int axis = axes.isEmpty() ? i : shape.axis(axes.get(i));
      long more = wanted[i] - shape.size(axis);
      begin[axis] = more / 2;
      end[axis] = more - more / 2;
    }
    return padded(x, begin, end, Tensor.zeros(x.type(), Shape.SCALAR));
  }

  static Tensor col2Im(Operands in, Window window) {
    Tensor columns = in.get(0);
    int[] picture = Shape.of(in.longs(1)).sizes();
    int[] block = Shape.of(in.longs(2)).sizes();
    int axes = picture.length;
    int[] strides = each(window.strides(), axes, 1, "strides");
    int[] dilations = each(window.dilations(), axes, 1, "dilations");
    int[] pads = each(window.pads(), 2 * axes, 0, "pads");
    if (columns.shape().rank() != 3 || block.length != axes || !columns.type().isFloat()) {
      throw new Problem(
          columns.type().text()
              + " "
              + columns.shape()
              + " as columns of "
              + block.length
              + "-D blocks");
    }
    int[] steps = new int[axes];
    for (int d = 0; d < axes; d++) {
      long reach =
          picture[d] + (long) pads[d] + pads[axes + d] - (long) dilations[d] * (block[d] - 1) - 1;
      steps[d] =
          strides[d] < 1 || reach < 0
              ? 0
              : (int) Math.min(reach / strides[d] + 1, Integer.MAX_VALUE);
    }
    Shape places = Shape.of(steps);
    Shape offsets = Shape.of(block);
    int area = Shape.of(picture).elements();
    if (columns.shape().size(2) != places.elements()
        || offsets.elements() == 0
        || columns.shape().size(1) % offsets.elements() != 0) {
      throw new Problem(
          "columns " + columns.shape() + " for blocks " + offsets + " at " + places + " places");
    }
    int channels = columns.shape().size(1) / offsets.elements();
    int pictures = columns.shape().size(0);
    int[] sizes = new int[axes + 2];
    sizes[0] = pictures;
    sizes[1] = channels;
    System.arraycopy(picture, 0, sizes, 2, axes);
    Shape result = Shape.of(sizes);
    double[] sums = new double[result.elements()];
    for (int k = 0; k < offsets.elements(); k++) {
      for (int l = 0; l < places.elements(); l++) {
        int at = 0;
        boolean inside = true;
        int restK = k;
        int restL = l;
        int stride = 1;
        for (int d = axes - 1; d >= 0; d--) {
          long place =
              (long) (restL % steps[d]) * strides[d]
                  + (long) (restK % block[d]) * dilations[d]
                  - pads[d];
          inside &= place >= 0 && place < picture[d];
          at += inside ? (int) place * stride : 0;
          stride *= picture[d];
          restK /= block[d];
          restL /= steps[d];
        }
        for (int plane = 0; inside && plane < pictures * channels; plane++) {
          sums[plane * area + at] +=
              columns.at((plane * offsets.elements() + k) * places.elements() + l);
        }
      }
    }
    return Casting.cast(new Tensor.Doubles(ElementType.DOUBLE, result, sums), columns.type());
  }

  private static int[] each(List<Integer> values, int n, int otherwise, String what) {
    int[] out = new int[n];
    Arrays.fill(out, otherwise);
    if (!values.isEmpty() && values.size() != n) {
      throw new Problem(values.size() + " " + what + "; " + n + " are needed");
    }
    for (int i = 0; i < values.size(); i++) {
      out[i] = values.get(i);
    }
    return out;
  }
}
