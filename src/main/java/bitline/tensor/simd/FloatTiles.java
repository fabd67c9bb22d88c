package bitline.tensor.simd;

/// The innermost loops of a product: a tile of sums stays in registers while k goes up. Written
/// out, because the compiler keeps local variables in registers and arrays of vectors not.
///
/// A tile starts from `start`, adds A's rows times the panel's rows as fma chains, and writes to C.
/// The panel's rows are [Lanes#PANEL] floats apart.
final class FloatTiles {
  private static final int L = Lanes.COUNT;

  /// Rows of the largest tile.
  static final int ROWS = 6;

  private FloatTiles() {}

  /// `m` rows by `vectors` vectors, in tiles as large as fit.
  static void multiply(
      int m,
      int vectors,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int lds,
      float[] c,
      int cAt,
      int ldc) {
    int i = 0;
    for (; i + 6 <= m; i += 6) {
      rows6(
          vectors,
          k,
          a,
          aAt + i * lda,
          lda,
          b,
          bAt,
          start,
          startAt + i * lds,
          lds,
          c,
          cAt + i * ldc,
          ldc);
    }
    for (; i + 2 <= m; i += 2) {
      rows2(
          vectors,
          k,
          a,
          aAt + i * lda,
          lda,
          b,
          bAt,
          start,
          startAt + i * lds,
          lds,
          c,
          cAt + i * ldc,
          ldc);
    }
    if (i < m) {
      rows1(
          vectors,
          k,
          a,
          aAt + i * lda,
          lda,
          b,
          bAt,
          start,
          startAt + i * lds,
          lds,
          c,
          cAt + i * ldc,
          ldc);
    }
  }

  private static void rows6(
      int vectors,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int lds,
      float[] c,
      int cAt,
      int ldc) {
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      SixRows.tile6x4(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
    for (; v + 2 <= vectors; v += 2) {
      SixRows.tile6x2(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
    if (v < vectors) {
      SixRows.tile6x1(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
  }

  private static void rows2(
      int vectors,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int lds,
      float[] c,
      int cAt,
      int ldc) {
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      FewRows.tile2x4(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
    for (; v + 2 <= vectors; v += 2) {
      FewRows.tile2x2(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
    if (v < vectors) {
      FewRows.tile2x1(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
  }

  private static void rows1(
      int vectors,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] start,
      int startAt,
      int lds,
      float[] c,
      int cAt,
      int ldc) {
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      FewRows.tile1x4(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
    for (; v + 2 <= vectors; v += 2) {
      FewRows.tile1x2(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
    if (v < vectors) {
      FewRows.tile1x1(
          k, a, aAt, lda, b, bAt + v * L, start, startAt + v * L, lds, c, cAt + v * L, ldc);
    }
  }
}
