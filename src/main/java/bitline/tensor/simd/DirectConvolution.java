package bitline.tensor.simd;

import bitline.tensor.Convolution;
import bitline.tensor.Workers;
import org.jspecify.annotations.Nullable;

/// A convolution as a product of the weights with [PlacedRows] over the input: nothing is unrolled
/// but one panel at a time.
final class DirectConvolution {
  private final Workers workers;
  private final Convolution shape;
  private final Staging staging;
  private final int[] places;

  private DirectConvolution(Workers workers, Convolution shape) {
    this.workers = workers;
    this.shape = shape;
    this.staging = Staging.of(shape);
    this.places = staging.places();
  }

  static void convolve(
      Workers workers,
      Convolution shape,
      float[] x,
      float[] w,
      float @Nullable [] bias,
      float[] y) {
    if (shape.outPlane() == 0) {
      return;
    }
    int pieces = shape.batch() * shape.groups();
    if (pieces >= 2 * workers.threads()) {
      DirectConvolution each = new DirectConvolution(Workers.ALONE, shape);
      workers.run(pieces, piece -> each.piece(piece, x, w, bias, y));
    } else {
      DirectConvolution all = new DirectConvolution(workers, shape);
      for (int piece = 0; piece < pieces; piece++) {
        all.piece(piece, x, w, bias, y);
      }
    }
  }

  /// One group of one picture.
  private void piece(int piece, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    int group = piece % shape.groups();
    int filters = shape.filters();
    int from = piece * shape.channels() * shape.inPlane();
    float[] data = x;
    int size = shape.inPlane();
    if (!staging.identity()) {
      size = staging.size();
      data = staging.fillAll(workers, x, from, shape.channels());
      from = 0;
    }
    int[] offsets = new int[shape.depth()];
    for (int l = 0; l < offsets.length; l++) {
      offsets[l] = from + l / places.length * size + places[l % places.length];
    }
    boolean oneLine = staging.width() == shape.outWidth();
    PlacedRows rows =
        new PlacedRows(
            data,
            offsets,
            shape.outPlane(),
            oneLine ? shape.outPlane() : shape.outWidth(),
            staging.width());
    FloatProduct.Ends ends = new FloatProduct.Ends(true, bias, group * filters);
    FloatProduct.multiply(
        workers,
        filters,
        w,
        group * filters * shape.depth(),
        shape.depth(),
        rows,
        ends,
        y,
        piece * filters * shape.outPlane(),
        shape.outPlane());
  }
}
