package bitline.tensor.simd;

/// The right-hand matrix of a product, read where it lies: element (l, j) is `data[offsets[l] + (j
/// / width)·step + j % width]`. A plain matrix is one long row; the places of a convolution are
/// `width` outputs a line, and each l is one channel and kernel place, so nothing is unrolled in
/// memory.
///
/// @param offsets where row l begins, one for each product of the chain
/// @param columns number of columns
/// @param width columns that lie side by side
/// @param step distance between the beginnings of two such runs
record PlacedRows(float[] data, int[] offsets, int columns, int width, int step) {
  static PlacedRows matrix(float[] b, int bAt, int ldb, int k, int n) {
    int[] offsets = new int[k];
    for (int l = 0; l < k; l++) {
      offsets[l] = bAt + l * ldb;
    }
    return new PlacedRows(b, offsets, n, n, n);
  }
}
