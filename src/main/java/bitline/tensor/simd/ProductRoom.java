package bitline.tensor.simd;

import bitline.tensor.LevelCells;

/// What a thread keeps for [LevelProductArray] from one call to the next; room grows and what is in
/// it does not matter.
final class ProductRoom {
  private static final ThreadLocal<ProductRoom> OF_THREAD =
      ThreadLocal.withInitial(ProductRoom::new);

  /// Vectors side by side.
  static final int WIDTH = 64;

  /// Columns whose noise is drawn at once.
  static final int COLUMNS = 32;

  /// A digit of the inputs in panels of some rows by [Lanes#PANEL] vectors, and its squares.
  float[] inputs = new float[0];

  float[] squares = new float[0];

  /// Of some rows; a row of [#WIDTH] for each sum and one more.
  float[] products = new float[0];

  float[] variance = new float[0];
  int[] sums = new int[0];

  /// Columns by [#WIDTH].
  int[] totals = new int[0];

  final float[] zeros = new float[WIDTH];
  final byte[] tail = new byte[WIDTH];

  /// Room for a vector register of places in a table.
  final int[] places = new int[LevelCells.NOISE_VECTORS];

  final int[] shared = new int[WIDTH];
  final float[] normals = new float[COLUMNS * LevelCells.NOISE_VECTORS];

  private ProductRoom() {}

  static ProductRoom of(int depth, int sums, boolean noise, int columns) {
    ProductRoom own = OF_THREAD.get();
    own.inputs = grown(own.inputs, depth * WIDTH);
    own.products = grown(own.products, (sums + 1) * WIDTH);
    if (noise) {
      own.squares = grown(own.squares, depth * WIDTH);
      own.variance = grown(own.variance, sums * WIDTH);
    }
    if (own.sums.length < sums * WIDTH) {
      own.sums = new int[sums * WIDTH];
    }
    if (own.totals.length < columns * WIDTH) {
      own.totals = new int[columns * WIDTH];
    }
    return own;
  }

  private static float[] grown(float[] array, int size) {
    return array.length < size ? new float[size] : array;
  }
}
