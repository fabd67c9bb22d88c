package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.ConvGeometry;
import bitline.graph.Pooling;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Computes the operators of [Pooling].
final class PoolingEval {
  private PoolingEval() {}

  static List<Tensor> eval(Pooling op, Operands in, int outputs, Kernels kernels) {
    return switch (op) {
      case Pooling.MaxPool o -> maxPool(o, in.get(0), outputs, kernels);
      case Pooling.AveragePool o ->
          List.of(WindowPool.average(o, geometry(o.window(), o.ceil(), in), in.get(0), kernels));
      case Pooling.LpPool o ->
          List.of(WindowPool.norm(o.p(), geometry(o.window(), o.ceil(), in), in.get(0)));
      case Pooling.GlobalAveragePool _ -> List.of(globalAverage(in.get(0)));
      case Pooling.GlobalMaxPool _ -> List.of(globalMax(in.get(0)));
      case Pooling.GlobalLpPool o -> List.of(globalNorm(o.p(), in.get(0)));
      case Pooling.MaxUnpool o -> List.of(unpool(o, in));
      case Pooling.MaxRoiPool o -> List.of(regions(o, in));
    };
  }

  private static ConvGeometry geometry(Window window, boolean ceil, Operands in) {
    return ConvGeometry.of(window, spatial(in.shape(0)), window.kernel(), ceil);
  }

  private static List<Integer> spatial(Shape shape) {
    if (shape.rank() < 3) {
      throw new Problem("data " + shape + " has no spatial axes");
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 2; i < shape.rank(); i++) {
      sizes.add(shape.size(i));
    }
    return sizes;
  }

  private static List<Tensor> maxPool(Pooling.MaxPool op, Tensor x, int outputs, Kernels kernels) {
    ConvGeometry g =
        ConvGeometry.of(op.window(), spatial(x.shape()), op.window().kernel(), op.ceil());
    return outputs > 1
        ? WindowPool.maxAndPlaces(g, x, op.columnMajor())
        : List.of(WindowPool.max(g, x, kernels));
  }

  /// One value for each channel of each picture.
  private static Shape pooled(Shape shape) {
    spatial(shape);
    int[] sizes = shape.sizes();
    Arrays.fill(sizes, 2, sizes.length, 1);
    return Shape.of(sizes);
  }

  private static Tensor globalAverage(Tensor x) {
    Shape shape = pooled(x.shape());
    int places = x.shape().span(2, x.shape().rank());
    double[] out = new double[shape.elements()];
    if (x instanceof Tensor.Floats floats) {
      float[] data = floats.data();
      for (int i = 0; i < out.length; i++) {
        double sum = 0;
        for (int j = i * places; j < (i + 1) * places; j++) {
          sum += data[j];
        }
        out[i] = sum / places;
      }
    } else {
      double[] data = Reals.of(x);
      for (int i = 0; i < out.length; i++) {
        double sum = 0;
        for (int j = i * places; j < (i + 1) * places; j++) {
          sum += data[j];
        }
        out[i] = sum / places;
      }
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static Tensor globalMax(Tensor x) {
    Shape shape = pooled(x.shape());
    int places = x.shape().span(2, x.shape().rank());
    double[] data = Reals.of(x);
    double[] out = new double[shape.elements()];
    for (int i = 0; i < out.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int j = i * places; j < (i + 1) * places; j++) {
        most = Math.max(most, data[j]);
      }
      out[i] = most;
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static Tensor globalNorm(int p, Tensor x) {
    Shape shape = pooled(x.shape());
    int places = x.shape().span(2, x.shape().rank());
    double[] data = Reals.of(x);
    double[] out = new double[shape.elements()];
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int j = i * places; j < (i + 1) * places; j++) {
        sum += WindowPool.power(Math.abs(data[j]), p);
      }
      out[i] = WindowPool.root(sum, p);
    }
    return Reals.tensor(x.type(), shape, out);
  }

  /// Places count in the smallest picture that the window could have covered; a larger output shape
  /// adds zeros after it.
  private static Tensor unpool(Pooling.MaxUnpool op, Operands in) {
    Tensor x = in.get(0);
    long[] places = in.longs(1);
    int axes = spatial(x.shape()).size();
    Window window = op.window();
    if (places.length != x.elements()
        || window.kernel().size() != axes
        || (!window.strides().isEmpty() && window.strides().size() != axes)
        || (!window.pads().isEmpty() && window.pads().size() != 2 * axes)) {
      throw new Problem(
          "places "
              + in.shape(1)
              + " and kernel "
              + window.kernel()
              + " do not fit data "
              + x.shape());
    }
    int[] sizes = x.shape().sizes();
    for (int i = 0; i < axes; i++) {
      int stride = window.strides().isEmpty() ? 1 : window.strides().get(i);
      int pads = window.pads().isEmpty() ? 0 : window.pads().get(i) + window.pads().get(i + axes);
      sizes[i + 2] = (sizes[i + 2] - 1) * stride + window.kernel().get(i) - pads;
    }
    Shape least = Shape.of(sizes);
    Shape shape = in.has(2) ? Shape.of(in.longs(2)) : least;
    if (shape.rank() != least.rank()) {
      throw new Problem("output shape " + shape + " does not fit data " + x.shape());
    }
    double[] data = Reals.of(x);
    double[] out = new double[shape.elements()];
    int[] strides = shape.strides();
    for (int i = 0; i < places.length; i++) {
      long rest = places[i];
      int at = 0;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        int place = least.size(axis) == 0 ? 0 : (int) (rest % least.size(axis));
        rest = least.size(axis) == 0 ? 1 : rest / least.size(axis);
        if (place < 0 || place >= shape.size(axis)) {
          throw new Problem("place " + places[i] + " lies outside the output " + shape);
        }
        at += place * strides[axis];
      }
      if (rest != 0) {
        throw new Problem("place " + places[i] + " lies outside " + least);
      }
      out[at] = data[i];
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static Tensor regions(Pooling.MaxRoiPool op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    Shape regions = in.shape(1);
    if (shape.rank() != 4
        || regions.rank() != 2
        || regions.size(1) != 5
        || op.pooled().size() != 2) {
      throw new Problem(
          "data "
              + shape
              + ", regions "
              + regions
              + " and pooled shape "
              + op.pooled()
              + "; 4 axes, 5 columns and 2 sizes are needed");
    }
    int height = shape.size(2);
    int width = shape.size(3);
    int rows = op.pooled().get(0);
    int columns = op.pooled().get(1);
    int channels = shape.size(1);
    Shape result = Shape.of(regions.size(0), channels, rows, columns);
    double[] data = Reals.of(x);
    double[] region = Reals.of(in.get(1));
    double[] out = new double[result.elements()];
    for (int i = 0; i < out.length; i++) {
      int r = i / (channels * rows * columns) * 5;
      int batch = (int) region[r];
      if (batch < 0 || batch >= shape.size(0)) {
        throw new Problem("region of picture " + batch + " in a batch of " + shape.size(0));
      }
      int[] ys =
          bin(region[r + 2], region[r + 4], op.spatialScale(), i / columns % rows, rows, height);
      int[] xs = bin(region[r + 1], region[r + 3], op.spatialScale(), i % columns, columns, width);
      double most = ys[0] < ys[1] && xs[0] < xs[1] ? Double.NEGATIVE_INFINITY : 0;
      int at = (batch * channels + i / (rows * columns) % channels) * height * width;
      for (int y = ys[0]; y < ys[1]; y++) {
        for (int z = xs[0]; z < xs[1]; z++) {
          most = Math.max(most, data[at + y * width + z]);
        }
      }
      out[i] = most;
    }
    return Reals.tensor(x.type(), result, out);
  }

  /// First and one past the last place of a bin along an axis.
  private static int[] bin(double from, double to, float scale, int bin, int bins, int size) {
    long first = Math.round(from * scale);
    long extent = Math.max(Math.round(to * scale) - first + 1, 1);
    double step = (double) extent / bins;
    return new int[] {
      (int) Math.clamp((long) Math.floor(bin * step) + first, 0L, (long) size),
      (int) Math.clamp((long) Math.ceil((bin + 1) * step) + first, 0L, (long) size)
    };
  }

  /// Is `type` exact in floats, so that the float path serves it?
  static boolean fitsFloat(ElementType type) {
    return type.isFloat() ? type != ElementType.DOUBLE : type.bits() <= 16;
  }
}
