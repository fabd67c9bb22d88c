package bitline.tensor.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of [FloatTiles] for the rows that make no six: two high, and one.
final class FewRows {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;
  private static final int PANEL = Lanes.PANEL;

  private FewRows() {}

  static void tile2x4(
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
    FloatVector s00 = FloatVector.fromArray(F, start, startAt);
    FloatVector s01 = FloatVector.fromArray(F, start, startAt + L);
    FloatVector s02 = FloatVector.fromArray(F, start, startAt + 2 * L);
    FloatVector s03 = FloatVector.fromArray(F, start, startAt + 3 * L);
    FloatVector s10 = FloatVector.fromArray(F, start, startAt + lds);
    FloatVector s11 = FloatVector.fromArray(F, start, startAt + lds + L);
    FloatVector s12 = FloatVector.fromArray(F, start, startAt + lds + 2 * L);
    FloatVector s13 = FloatVector.fromArray(F, start, startAt + lds + 3 * L);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector b1 = FloatVector.fromArray(F, b, at + L);
      FloatVector b2 = FloatVector.fromArray(F, b, at + 2 * L);
      FloatVector b3 = FloatVector.fromArray(F, b, at + 3 * L);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(F, a[aAt + lda + l]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + L);
    s02.intoArray(c, cAt + 2 * L);
    s03.intoArray(c, cAt + 3 * L);
    s10.intoArray(c, cAt + ldc);
    s11.intoArray(c, cAt + ldc + L);
    s12.intoArray(c, cAt + ldc + 2 * L);
    s13.intoArray(c, cAt + ldc + 3 * L);
  }

  static void tile2x2(
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
    FloatVector s00 = FloatVector.fromArray(F, start, startAt);
    FloatVector s01 = FloatVector.fromArray(F, start, startAt + L);
    FloatVector s10 = FloatVector.fromArray(F, start, startAt + lds);
    FloatVector s11 = FloatVector.fromArray(F, start, startAt + lds + L);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector b1 = FloatVector.fromArray(F, b, at + L);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(F, a[aAt + lda + l]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + L);
    s10.intoArray(c, cAt + ldc);
    s11.intoArray(c, cAt + ldc + L);
  }

  static void tile2x1(
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
    FloatVector s00 = FloatVector.fromArray(F, start, startAt);
    FloatVector s10 = FloatVector.fromArray(F, start, startAt + lds);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
      x = FloatVector.broadcast(F, a[aAt + lda + l]);
      s10 = x.fma(b0, s10);
    }
    s00.intoArray(c, cAt);
    s10.intoArray(c, cAt + ldc);
  }

  static void tile1x4(
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
    FloatVector s00 = FloatVector.fromArray(F, start, startAt);
    FloatVector s01 = FloatVector.fromArray(F, start, startAt + L);
    FloatVector s02 = FloatVector.fromArray(F, start, startAt + 2 * L);
    FloatVector s03 = FloatVector.fromArray(F, start, startAt + 3 * L);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector b1 = FloatVector.fromArray(F, b, at + L);
      FloatVector b2 = FloatVector.fromArray(F, b, at + 2 * L);
      FloatVector b3 = FloatVector.fromArray(F, b, at + 3 * L);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + L);
    s02.intoArray(c, cAt + 2 * L);
    s03.intoArray(c, cAt + 3 * L);
  }

  static void tile1x2(
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
    FloatVector s00 = FloatVector.fromArray(F, start, startAt);
    FloatVector s01 = FloatVector.fromArray(F, start, startAt + L);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector b1 = FloatVector.fromArray(F, b, at + L);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + L);
  }

  static void tile1x1(
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
    FloatVector s00 = FloatVector.fromArray(F, start, startAt);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
    }
    s00.intoArray(c, cAt);
  }
}
