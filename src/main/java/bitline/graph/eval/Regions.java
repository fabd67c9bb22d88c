package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Resampling;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Regions of pictures: sampled onto a fixed grid, and the best of those that overlap.
final class Regions {
  /// Samples a bin along an axis; a region that asks for more is no region of a picture.
  private static final int MOST_SAMPLES = 1 << 14;

  private Regions() {}

  static Tensor align(Resampling.RoiAlign op, Operands in) {
    Shape shape = in.shape(0);
    Shape regions = in.shape(1);
    long[] pictures = in.longs(2);
    if (shape.rank() != 4
        || regions.rank() != 2
        || regions.size(1) != 4
        || pictures.length != regions.size(0)) {
      throw new Problem(
          "data "
              + shape
              + ", regions "
              + regions
              + " and "
              + pictures.length
              + " batch indices; 4 axes, 4 columns and one index a region are needed");
    }
    int channels = shape.size(1);
    int places = Math.multiplyExact(op.outputHeight(), op.outputWidth());
    int inputPlaces = shape.size(2) * shape.size(3);
    if (inputPlaces == 0 || places < 1) {
      throw new Problem(
          "data "
              + shape
              + " sampled at "
              + op.outputHeight()
              + "x"
              + op.outputWidth()
              + " places");
    }
    Shape result = Shape.of(regions.size(0), channels, op.outputHeight(), op.outputWidth());
    double[] x = Reals.of(in.get(0));
    double[] region = Reals.of(in.get(1));
    double[] out = new double[result.elements()];
    for (int r = 0; r < pictures.length; r++) {
      if (pictures[r] < 0 || pictures[r] >= shape.size(0)) {
        throw new Problem("region of picture " + pictures[r] + " in a batch of " + shape.size(0));
      }
      Samples ys =
          Samples.of(op, region[r * 4 + 1], region[r * 4 + 3], op.outputHeight(), shape.size(2));
      Samples xs =
          Samples.of(op, region[r * 4], region[r * 4 + 2], op.outputWidth(), shape.size(3));
      for (int c = 0; c < channels; c++) {
        int from = ((int) pictures[r] * channels + c) * inputPlaces;
        for (int p = 0; p < places; p++) {
          out[(r * channels + c) * places + p] =
              bin(op, x, from, shape.size(3), ys, xs, p / op.outputWidth(), p % op.outputWidth());
        }
      }
    }
    return Reals.tensor(in.get(0).type(), result, out);
  }

  /// The mean of a bin's bilinear samples; or the greatest weighted corner of any, which is how
  /// ONNX defines the maximum.
  private static double bin(
      Resampling.RoiAlign op,
      double[] x,
      int from,
      int width,
      Samples ys,
      Samples xs,
      int row,
      int column) {
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = row * ys.each; i < (row + 1) * ys.each; i++) {
      for (int j = column * xs.each; j < (column + 1) * xs.each; j++) {
        boolean outside = ys.outside[i] || xs.outside[j];
        int top = from + ys.low[i] * width;
        int bottom = from + ys.high[i] * width;
        double fy = ys.part[i];
        double fx = xs.part[j];
        double a = outside ? 0 : (1 - fy) * (1 - fx) * x[top + xs.low[j]];
        double b = outside ? 0 : (1 - fy) * fx * x[top + xs.high[j]];
        double c = outside ? 0 : fy * (1 - fx) * x[bottom + xs.low[j]];
        double d = outside ? 0 : fy * fx * x[bottom + xs.high[j]];
        sum += a + b + c + d;
        most = Math.max(most, Math.max(Math.max(a, b), Math.max(c, d)));
      }
    }
    int count = ys.each * xs.each;
    return op.max() ? (count == 0 ? 0 : most) : sum / Math.max(count, 1);
  }

  /// Sample places along one axis, `each` a bin: the two neighbours and how far the sample lies
  /// towards the higher.
  private record Samples(int each, int[] low, int[] high, double[] part, boolean[] outside) {
    static Samples of(Resampling.RoiAlign op, double from, double to, int bins, int size) {
      double shift = op.halfPixel() ? 0.5 : 0;
      double start = from * op.spatialScale() - shift;
      double extent = to * op.spatialScale() - shift - start;
      if (!op.halfPixel()) {
        extent = Math.max(extent, 1);
      }
      double step = extent / bins;
      int each = op.samplingRatio() > 0 ? op.samplingRatio() : (int) Math.max(0, Math.ceil(step));
      if (each > MOST_SAMPLES) {
        throw new Problem(
            "a bin of " + each + " samples; at most " + MOST_SAMPLES + " are supported");
      }
      int count = Math.multiplyExact(each, bins);
      int[] low = new int[count];
      int[] high = new int[count];
      double[] part = new double[count];
      boolean[] outside = new boolean[count];
      for (int i = 0; i < count; i++) {
        double at = start + i / each * step + (i % each + 0.5) * step / each;
        outside[i] = !(at >= -1 && at <= size);
        double inside = outside[i] ? 0 : Math.clamp(at, 0.0, size - 1.0);
        low[i] = (int) inside;
        high[i] = Math.min(low[i] + 1, size - 1);
        part[i] = inside - low[i];
      }
      return new Samples(each, low, high, part, outside);
    }
  }

  static Tensor suppress(Resampling.NonMaxSuppression op, Operands in) {
    Shape shape = in.shape(0);
    Shape scoreShape = in.shape(1);
    if (shape.rank() != 3
        || shape.size(2) != 4
        || scoreShape.rank() != 3
        || scoreShape.size(0) != shape.size(0)
        || scoreShape.size(2) != shape.size(1)) {
      throw new Problem("boxes " + shape + " and scores " + scoreShape + " do not fit each other");
    }
    long limit = in.has(2) ? Integers.only(in, 2, "most boxes a class") : 0;
    float overlap = in.has(3) ? (float) in.only(3) : 0;
    float threshold = in.has(4) ? (float) in.only(4) : Float.NEGATIVE_INFINITY;
    int count = shape.size(1);
    float[] boxes = in.floats(0).data();
    float[] scores = in.floats(1).data();
    List<long[]> kept = new ArrayList<>();
    for (int row = 0; row < scoreShape.size(0) * scoreShape.size(1); row++) {
      int batch = row / scoreShape.size(1);
      int at = row * count;
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (scores[at + i] > threshold) {
          order.add(i);
        }
      }
      order.sort((a, b) -> Float.compare(scores[at + b], scores[at + a]));
      List<float[]> chosen = new ArrayList<>();
      for (int i : order) {
        if (chosen.size() >= limit) {
          break;
        }
        float[] box = corners(boxes, (batch * count + i) * 4, op.centreAndSize());
        if (chosen.stream().noneMatch(other -> overlap(box, other) > overlap)) {
          chosen.add(box);
          kept.add(new long[] {batch, row % scoreShape.size(1), i});
        }
      }
    }
    long[] out = new long[kept.size() * 3];
    for (int i = 0; i < out.length; i++) {
      out[i] = kept.get(i / 3)[i % 3];
    }
    return Tensor.int64(Shape.of(kept.size(), 3), out);
  }

  /// Lower and upper corner; boxes may come as any two opposite corners.
  private static float[] corners(float[] boxes, int at, boolean centreAndSize) {
    float a = boxes[at];
    float b = boxes[at + 1];
    float c = boxes[at + 2];
    float d = boxes[at + 3];
    return centreAndSize
        ? new float[] {a - c / 2, b - d / 2, a + c / 2, b + d / 2}
        : new float[] {Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)};
  }

  /// Intersection over union; 0 where either box is empty.
  private static float overlap(float[] a, float[] b) {
    float height = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    float width = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    float areaA = (a[2] - a[0]) * (a[3] - a[1]);
    float areaB = (b[2] - b[0]) * (b[3] - b[1]);
    if (!(height > 0) || !(width > 0) || !(areaA > 0) || !(areaB > 0)) {
      return 0;
    }
    float both = height * width;
    return both / (areaA + areaB - both);
  }
}
