package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Resampling;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Samples a picture at the places that a grid names, and makes such grids.
final class GridSampling {
  private static final double CUBIC = -0.75;

  private GridSampling() {}

  static Tensor sample(Resampling.GridSample op, Operands in) {
    Shape shape = in.shape(0);
    Shape gridShape = in.shape(1);
    int axes = shape.rank() - 2;
    if (axes < 1
        || gridShape.rank() != shape.rank()
        || gridShape.size(-1) != axes
        || gridShape.size(0) != shape.size(0)) {
      throw new Problem("grid " + gridShape + " does not fit data " + shape);
    }
    int batch = shape.size(0);
    int channels = shape.size(1);
    int inputPlaces = shape.span(2, shape.rank());
    int outputPlaces = gridShape.span(1, axes + 1);
    if (inputPlaces == 0) {
      throw new Problem("data " + shape + " has nothing to sample");
    }
    double[] x = Reals.of(in.get(0));
    double[] grid = Reals.of(in.get(1));
    int[] sizes = gridShape.sizes();
    System.arraycopy(gridShape.sizes(), 1, sizes, 2, axes);
    sizes[1] = channels;
    Shape result = Shape.of(sizes);
    double[] out = new double[result.elements()];
    int taps =
        switch (op.mode()) {
          case NEAREST -> 1;
          case LINEAR -> 2;
          case CUBIC -> 4;
        };
    int all = 1;
    for (int i = 0; i < axes; i++) {
      all = Math.multiplyExact(all, taps);
    }
    int[] index = new int[axes * taps];
    double[] weight = new double[axes * taps];
    int[] offset = new int[all];
    double[] factor = new double[all];
    for (int i = 0; i < batch * outputPlaces; i++) {
      for (int axis = 0; axis < axes; axis++) {
        double at = grid[i * axes + axes - 1 - axis];
        axis(op, at, shape.size(axis + 2), taps, index, weight, axis * taps);
      }
      for (int t = 0; t < all; t++) {
        int rest = t;
        int place = 0;
        double product = 1;
        int stride = 1;
        for (int axis = axes - 1; axis >= 0; axis--) {
          int tap = axis * taps + rest % taps;
          rest /= taps;
          place += index[tap] * stride;
          product *= weight[tap];
          stride *= shape.size(axis + 2);
        }
        offset[t] = place;
        factor[t] = product;
      }
      int n = i / outputPlaces;
      for (int c = 0; c < channels; c++) {
        int from = (n * channels + c) * inputPlaces;
        double sum = 0;
        for (int t = 0; t < all; t++) {
          if (factor[t] != 0) {
            sum = Math.fma(factor[t], x[from + offset[t]], sum);
          }
        }
        out[(n * channels + c) * outputPlaces + i % outputPlaces] = sum;
      }
    }
    return Reals.tensor(in.get(0).type(), result, out);
  }

  /// The places along one axis that coordinate `at` (−1 to 1) is made of; weight 0 for those that
  /// count as zeros.
  private static void axis(
      Resampling.GridSample op,
      double at,
      int size,
      int taps,
      int[] index,
      double[] weight,
      int from) {
    double least = op.alignCorners() ? 0 : -0.5;
    double most = op.alignCorners() ? size - 1 : size - 0.5;
    double x = op.alignCorners() ? (at + 1) / 2 * (size - 1) : ((at + 1) * size - 1) / 2;
    if (Double.isNaN(x)) {
      x = -1;
    }
    if (op.mode() == Resampling.Interpolation.NEAREST) {
      x = Math.rint(x);
    }
    if (x < least || x > most) {
      x =
          switch (op.outside()) {
            case ZEROS -> x;
            case BORDER -> Math.clamp(x, 0.0, (double) size - 1);
            case REFLECTION -> reflected(x, least, most);
          };
    }
    double floor = Math.floor(x);
    double part = x - floor;
    for (int t = 0; t < taps; t++) {
      double place = taps == 4 ? floor - 1 + t : taps == 2 ? floor + t : x;
      weight[from + t] =
          switch (op.mode()) {
            case NEAREST -> 1;
            case LINEAR -> t == 0 ? 1 - part : part;
            case CUBIC -> Taps.cubic(Math.abs(part + 1 - t), CUBIC);
          };
      if (place < 0 || place > size - 1) {
        switch (op.outside()) {
          case ZEROS -> weight[from + t] = 0;
          case BORDER -> {}
          case REFLECTION -> place = Math.floor(reflected(place, least, most));
        }
      }
      index[from + t] = (int) Math.clamp(place, 0.0, (double) size - 1);
    }
  }

  private static double reflected(double x, double least, double most) {
    double range = most - least;
    if (range <= 0) {
      return least;
    }
    boolean below = x < least;
    if (!below && x <= most) {
      return x;
    }
    double over = below ? least - x : x - most;
    double turns = Math.floor(over / range);
    double rest = over - turns * range;
    boolean even = turns % 2 == 0;
    return below == even ? least + rest : most - rest;
  }

  static Tensor affine(Resampling.AffineGrid op, Operands in) {
    Shape shape = in.shape(0);
    long[] size = in.longs(1);
    int axes = size.length - 2;
    if (axes < 2 || axes > 3 || !shape.equals(Shape.of(new long[] {size[0], axes, axes + 1}))) {
      throw new Problem("theta " + shape + " does not fit a size of " + size.length + " axes");
    }
    long[] sizes = new long[axes + 2];
    sizes[0] = size[0];
    System.arraycopy(size, 2, sizes, 1, axes);
    sizes[axes + 1] = axes;
    Shape result = Shape.of(sizes);
    double[] theta = Reals.of(in.get(0));
    double[] out = new double[result.elements()];
    double[] place = new double[axes + 1];
    place[axes] = 1;
    for (int i = 0; i < out.length; i += axes) {
      int rest = i / axes;
      for (int axis = axes - 1; axis >= 0; axis--) {
        int count = result.size(axis + 1);
        place[axes - 1 - axis] = spread(rest % count, count, op.alignCorners());
        rest /= count;
      }
      for (int row = 0; row < axes; row++) {
        double sum = 0;
        for (int column = 0; column <= axes; column++) {
          sum = Math.fma(theta[(rest * axes + row) * (axes + 1) + column], place[column], sum);
        }
        out[i + row] = sum;
      }
    }
    return Reals.tensor(in.get(0).type(), result, out);
  }

  /// Place `i` of `count` between −1 and 1.
  private static double spread(int i, int count, boolean corners) {
    return corners ? (count == 1 ? -1 : 2.0 * i / (count - 1) - 1) : (2.0 * i + 1) / count - 1;
  }
}
