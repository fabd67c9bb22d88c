package bitline.graph.eval;

import bitline.graph.Resampling;
import java.util.ArrayList;
import java.util.List;

/// For each output place along one axis, the input places it is made of and their weights, `count`
/// a place.
///
/// Source: ONNX's definition of Resize; the cubic kernel is Keys' (1981), widened by 1/scale for
/// antialiasing.
///
/// @param outside output places that take the extrapolation value
record Taps(int count, int[] index, double[] weight, boolean[] outside) {

  int size() {
    return outside.length;
  }

  /// Does each output place just copy the input place of its number?
  boolean same(int inputSize) {
    if (count != 1 || size() != inputSize) {
      return false;
    }
    for (int i = 0; i < index.length; i++) {
      if (index[i] != i || outside[i]) {
        return false;
      }
    }
    return true;
  }

  boolean anyOutside() {
    for (boolean place : outside) {
      if (place) {
        return true;
      }
    }
    return false;
  }

  static Taps identity(int size) {
    int[] index = new int[size];
    double[] weight = new double[size];
    for (int i = 0; i < size; i++) {
      index[i] = i;
      weight[i] = 1;
    }
    return new Taps(1, index, weight, new boolean[size]);
  }

  /// @param scale output size over input size as asked for, before the size was rounded
  /// @param start where the region begins, as a part of the input (TF_CROP_AND_RESIZE)
  static Taps of(
      Resampling.Resize op, int input, int output, double scale, double start, double end) {
    boolean[] outside = new boolean[output];
    List<int[]> indices = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    int count = 0;
    for (int o = 0; o < output; o++) {
      double x = coordinate(op.coordinates(), o, input, output, scale, start, end);
      if (op.coordinates() == Resampling.Coordinates.TF_CROP_AND_RESIZE) {
        outside[o] = !(x >= 0 && x <= input - 1);
        x = outside[o] ? 0 : x;
      }
      int[] index = places(op, x, scale);
      double[] weight = new double[index.length];
      double sum = 0;
      for (int i = 0; i < index.length; i++) {
        boolean out = index[i] < 0 || index[i] >= input;
        weight[i] = out && op.excludeOutside() ? 0 : kernel(op, index[i] - x, scale);
        sum += weight[i];
        index[i] = Math.clamp(index[i], 0, input - 1);
      }
      if (op.excludeOutside() || op.antialias()) {
        for (int i = 0; i < weight.length; i++) {
          weight[i] /= sum;
        }
      }
      indices.add(index);
      weights.add(weight);
      count = Math.max(count, index.length);
    }
    int[] index = new int[Math.multiplyExact(output, count)];
    double[] weight = new double[index.length];
    for (int o = 0; o < output; o++) {
      System.arraycopy(indices.get(o), 0, index, o * count, indices.get(o).length);
      System.arraycopy(weights.get(o), 0, weight, o * count, weights.get(o).length);
    }
    return new Taps(count, index, weight, outside);
  }

  private static double coordinate(
      Resampling.Coordinates mode,
      int o,
      int input,
      int output,
      double scale,
      double start,
      double end) {
    double exact = scale * input;
    return switch (mode) {
      case HALF_PIXEL -> (o + 0.5) / scale - 0.5;
      case HALF_PIXEL_SYMMETRIC -> input / 2.0 * (1 - output / exact) + (o + 0.5) / scale - 0.5;
      case PYTORCH_HALF_PIXEL -> output > 1 ? (o + 0.5) / scale - 0.5 : 0;
      case ALIGN_CORNERS -> output > 1 ? o * (input - 1.0) / (exact - 1) : 0;
      case ASYMMETRIC -> o / scale;
      case TF_HALF_PIXEL_FOR_NN -> (o + 0.5) / scale;
      case TF_CROP_AND_RESIZE ->
          output > 1
              ? start * (input - 1) + o * (end - start) * (input - 1) / (exact - 1)
              : 0.5 * (start + end) * (input - 1);
    };
  }

  /// The input places that matter for coordinate `x`; some may lie outside the picture.
  private static int[] places(Resampling.Resize op, double x, double scale) {
    if (op.mode() == Resampling.Interpolation.NEAREST) {
      return new int[] {nearest(op.nearest(), x)};
    }
    double reach = op.mode() == Resampling.Interpolation.LINEAR ? 1 : 2;
    if (op.antialias() && scale < 1) {
      reach /= scale;
    }
    int first = (int) Math.floor(x - reach) + 1;
    int last = (int) Math.ceil(x + reach) - 1;
    int[] index = new int[Math.max(1, last - first + 1)];
    for (int i = 0; i < index.length; i++) {
      index[i] = first + i;
    }
    return index;
  }

  private static int nearest(Resampling.Nearest rule, double x) {
    return (int)
        switch (rule) {
          case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
          case FLOOR -> Math.floor(x);
          case CEIL -> Math.ceil(x);
        };
  }

  private static double kernel(Resampling.Resize op, double distance, double scale) {
    double d = Math.abs(op.antialias() && scale < 1 ? distance * scale : distance);
    return switch (op.mode()) {
      case NEAREST -> 1;
      case LINEAR -> Math.max(0, 1 - d);
      case CUBIC -> cubic(d, op.cubic());
    };
  }

  /// Keys' cubic for a distance of 0 or more.
  static double cubic(double d, double a) {
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
