package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Resampling;
import bitline.tensor.ElementType;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;

/// Resizes axis by axis: along each axis an output place is a weighted sum of a few input places
/// ([Taps]), which is exact for all modes because their kernels are products of one factor an axis.
/// Sums are fma chains in float (in double for doubles), from the last axis to the first; integers
/// lose their fraction at the end.
final class ResizeEval {
  private ResizeEval() {}

  static Tensor eval(Resampling.Resize op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    Taps[] taps = taps(op, in, shape);
    int[] sizes = shape.sizes();
    for (int axis = 0; axis < taps.length; axis++) {
      sizes[axis] = taps[axis].size();
    }
    Shape result = Shape.of(sizes);
    if (result.elements() == 0) {
      return Tensor.zeros(x.type(), result);
    }
    if (op.mode() == Resampling.Interpolation.NEAREST) {
      return outside(op, taps, picked(x, taps, result));
    }
    if (x.type() == ElementType.DOUBLE || !PoolingEval.fitsFloat(x.type())) {
      double[] data = Reals.of(x);
      int[] now = shape.sizes();
      for (int axis = taps.length - 1; axis >= 0; axis--) {
        if (!taps[axis].same(now[axis])) {
          data = along(data, now, axis, taps[axis]);
          now[axis] = taps[axis].size();
        }
      }
      return outside(
          op, taps, Reals.tensor(x.type(), result, data == Reals.of(x) ? data.clone() : data));
    }
    float[] data = x.toFloats();
    int[] now = shape.sizes();
    for (int axis = taps.length - 1; axis >= 0; axis--) {
      if (!taps[axis].same(now[axis])) {
        data = along(data, now, axis, taps[axis]);
        now[axis] = taps[axis].size();
      }
    }
    if (data == x.toFloats()) {
      data = data.clone();
    }
    if (x instanceof Tensor.Floats) {
      return outside(
          op, taps, new Tensor.Floats(x.type(), result, NarrowFloats.round(x.type(), data)));
    }
    return outside(op, taps, Reals.tensor(x.type(), result, Reals.of(Tensor.floats(result, data))));
  }

  private static Taps[] taps(Resampling.Resize op, Operands in, Shape shape) {
    int rank = shape.rank();
    int[] axes =
        op.axes().isEmpty() ? new int[rank] : op.axes().stream().mapToInt(shape::axis).toArray();
    if (op.axes().isEmpty()) {
      Arrays.setAll(axes, i -> i);
    }
    float[] scales = in.has(2) && in.get(2).elements() > 0 ? in.get(2).toFloats() : new float[0];
    long[] sizes = in.has(3) && in.get(3).elements() > 0 ? in.longs(3) : new long[0];
    double[] region = in.has(1) ? Reals.of(in.get(1)) : new double[0];
    if (axes.length > 0 && (scales.length == 0) == (sizes.length == 0)) {
      throw new Problem("one of scales and sizes is needed");
    }
    if (Math.max(scales.length, sizes.length) != axes.length) {
      throw new Problem(
          "scales or sizes of "
              + Math.max(scales.length, sizes.length)
              + " entries for "
              + axes.length
              + " axes");
    }
    boolean crop = op.coordinates() == Resampling.Coordinates.TF_CROP_AND_RESIZE;
    if (crop && region.length != 2 * axes.length) {
      throw new Problem("a region of " + region.length + " entries for " + axes.length + " axes");
    }
    double common = op.aspect() == Resampling.Aspect.NOT_LARGER ? Double.POSITIVE_INFINITY : 0;
    for (int i = 0; i < sizes.length; i++) {
      double scale = (double) sizes[i] / shape.size(axes[i]);
      common =
          op.aspect() == Resampling.Aspect.NOT_LARGER
              ? Math.min(common, scale)
              : Math.max(common, scale);
    }
    Taps[] taps = new Taps[rank];
    for (int axis = 0; axis < rank; axis++) {
      taps[axis] = Taps.identity(shape.size(axis));
    }
    for (int i = 0; i < axes.length; i++) {
      int size = shape.size(axes[i]);
      double scale;
      long out;
      if (scales.length > 0) {
        scale = scales[i];
        if (!(scale > 0)) {
          throw new Problem("scale " + scale + " of axis " + axes[i]);
        }
        out = (long) Math.floor(scales[i] * size);
      } else if (op.aspect() == Resampling.Aspect.STRETCH) {
        out = sizes[i];
        scale = (double) out / size;
      } else {
        scale = common;
        out = (long) Math.floor(common * size + 0.5);
      }
      if (out < 0 || out > Integer.MAX_VALUE || (size == 0 && out > 0)) {
        throw new Problem("size " + out + " of axis " + axes[i] + " from " + size);
      }
      double start = crop ? region[i] : 0;
      double end = crop ? region[i + axes.length] : 1;
      if (!(size == out && scale == 1 && start == 0 && end == 1)) {
        taps[axes[i]] = Taps.of(op, size, (int) out, scale, start, end);
      }
    }
    return taps;
  }

  private static Tensor picked(Tensor x, Taps[] taps, Shape result) {
    int[] strides = x.shape().strides();
    int rank = result.rank();
    int[] from = new int[result.elements()];
    int[] place = new int[rank];
    int last = rank == 0 ? 1 : result.size(-1);
    for (int i = 0; i < from.length; i += last) {
      int at = 0;
      for (int axis = 0; axis < rank - 1; axis++) {
        at += taps[axis].index()[place[axis]] * strides[axis];
      }
      for (int j = 0; rank > 0 && j < last; j++) {
        from[i + j] = at + taps[rank - 1].index()[j];
      }
      for (int axis = rank - 2; axis >= 0; axis--) {
        if (++place[axis] < result.size(axis)) {
          break;
        }
        place[axis] = 0;
      }
    }
    return switch (x) {
      case Tensor.Floats t -> {
        float[] out = new float[from.length];
        for (int i = 0; i < out.length; i++) {
          out[i] = t.data()[from[i]];
        }
        yield new Tensor.Floats(t.type(), result, out);
      }
      case Tensor.Doubles t -> {
        double[] out = new double[from.length];
        Arrays.setAll(out, i -> t.data()[from[i]]);
        yield new Tensor.Doubles(t.type(), result, out);
      }
      case Tensor.Ints t -> {
        int[] out = new int[from.length];
        Arrays.setAll(out, i -> t.data()[from[i]]);
        yield new Tensor.Ints(t.type(), result, out);
      }
      case Tensor.Longs t -> {
        long[] out = new long[from.length];
        Arrays.setAll(out, i -> t.data()[from[i]]);
        yield new Tensor.Longs(t.type(), result, out);
      }
    };
  }

  private static float[] along(float[] data, int[] sizes, int axis, Taps taps) {
    int outer = span(sizes, 0, axis);
    int inner = span(sizes, axis + 1, sizes.length);
    int count = taps.count();
    float[] weight = new float[taps.weight().length];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) taps.weight()[i];
    }
    float[] out = new float[Math.multiplyExact(Math.multiplyExact(outer, taps.size()), inner)];
    for (int i = 0; i < outer; i++) {
      int from = i * sizes[axis] * inner;
      for (int o = 0; o < taps.size(); o++) {
        int to = (i * taps.size() + o) * inner;
        for (int k = o * count; k < (o + 1) * count; k++) {
          float w = weight[k];
          int at = from + taps.index()[k] * inner;
          // A weight of zero stands for no place: an infinite value there must not count.
          for (int j = 0; w != 0 && j < inner; j++) {
            out[to + j] = Math.fma(w, data[at + j], out[to + j]);
          }
        }
      }
    }
    return out;
  }

  private static double[] along(double[] data, int[] sizes, int axis, Taps taps) {
    int outer = span(sizes, 0, axis);
    int inner = span(sizes, axis + 1, sizes.length);
    int count = taps.count();
    double[] out = new double[Math.multiplyExact(Math.multiplyExact(outer, taps.size()), inner)];
    for (int i = 0; i < outer; i++) {
      int from = i * sizes[axis] * inner;
      for (int o = 0; o < taps.size(); o++) {
        int to = (i * taps.size() + o) * inner;
        for (int k = o * count; k < (o + 1) * count; k++) {
          int at = from + taps.index()[k] * inner;
          for (int j = 0; taps.weight()[k] != 0 && j < inner; j++) {
            out[to + j] = Math.fma(taps.weight()[k], data[at + j], out[to + j]);
          }
        }
      }
    }
    return out;
  }

  private static int span(int[] sizes, int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product = Math.multiplyExact(product, sizes[i]);
    }
    return product;
  }

  /// Puts the extrapolation value wherever an axis lies outside the picture.
  private static Tensor outside(Resampling.Resize op, Taps[] taps, Tensor y) {
    if (Arrays.stream(taps).noneMatch(Taps::anyOutside)) {
      return y;
    }
    double[] out = Reals.of(y).clone();
    int inner = out.length;
    for (Taps axis : taps) {
      inner /= axis.size();
      for (int i = 0; i < out.length; i++) {
        if (axis.outside()[i / inner % axis.size()]) {
          out[i] = op.extrapolation();
        }
      }
    }
    return Reals.tensor(y.type(), y.shape(), out);
  }
}
