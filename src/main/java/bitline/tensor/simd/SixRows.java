package bitline.tensor.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of [FloatTiles] that are six rows high: as many sums as there are registers.
final class SixRows {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;
  private static final int PANEL = Lanes.PANEL;

  private SixRows() {}

  static void tile6x4(
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
    FloatVector s20 = FloatVector.fromArray(F, start, startAt + 2 * lds);
    FloatVector s21 = FloatVector.fromArray(F, start, startAt + 2 * lds + L);
    FloatVector s22 = FloatVector.fromArray(F, start, startAt + 2 * lds + 2 * L);
    FloatVector s23 = FloatVector.fromArray(F, start, startAt + 2 * lds + 3 * L);
    FloatVector s30 = FloatVector.fromArray(F, start, startAt + 3 * lds);
    FloatVector s31 = FloatVector.fromArray(F, start, startAt + 3 * lds + L);
    FloatVector s32 = FloatVector.fromArray(F, start, startAt + 3 * lds + 2 * L);
    FloatVector s33 = FloatVector.fromArray(F, start, startAt + 3 * lds + 3 * L);
    FloatVector s40 = FloatVector.fromArray(F, start, startAt + 4 * lds);
    FloatVector s41 = FloatVector.fromArray(F, start, startAt + 4 * lds + L);
    FloatVector s42 = FloatVector.fromArray(F, start, startAt + 4 * lds + 2 * L);
    FloatVector s43 = FloatVector.fromArray(F, start, startAt + 4 * lds + 3 * L);
    FloatVector s50 = FloatVector.fromArray(F, start, startAt + 5 * lds);
    FloatVector s51 = FloatVector.fromArray(F, start, startAt + 5 * lds + L);
    FloatVector s52 = FloatVector.fromArray(F, start, startAt + 5 * lds + 2 * L);
    FloatVector s53 = FloatVector.fromArray(F, start, startAt + 5 * lds + 3 * L);
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
      x = FloatVector.broadcast(F, a[aAt + 2 * lda + l]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(F, a[aAt + 3 * lda + l]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      x = FloatVector.broadcast(F, a[aAt + 4 * lda + l]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      s42 = x.fma(b2, s42);
      s43 = x.fma(b3, s43);
      x = FloatVector.broadcast(F, a[aAt + 5 * lda + l]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      s52 = x.fma(b2, s52);
      s53 = x.fma(b3, s53);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + L);
    s02.intoArray(c, cAt + 2 * L);
    s03.intoArray(c, cAt + 3 * L);
    s10.intoArray(c, cAt + ldc);
    s11.intoArray(c, cAt + ldc + L);
    s12.intoArray(c, cAt + ldc + 2 * L);
    s13.intoArray(c, cAt + ldc + 3 * L);
    s20.intoArray(c, cAt + 2 * ldc);
    s21.intoArray(c, cAt + 2 * ldc + L);
    s22.intoArray(c, cAt + 2 * ldc + 2 * L);
    s23.intoArray(c, cAt + 2 * ldc + 3 * L);
    s30.intoArray(c, cAt + 3 * ldc);
    s31.intoArray(c, cAt + 3 * ldc + L);
    s32.intoArray(c, cAt + 3 * ldc + 2 * L);
    s33.intoArray(c, cAt + 3 * ldc + 3 * L);
    s40.intoArray(c, cAt + 4 * ldc);
    s41.intoArray(c, cAt + 4 * ldc + L);
    s42.intoArray(c, cAt + 4 * ldc + 2 * L);
    s43.intoArray(c, cAt + 4 * ldc + 3 * L);
    s50.intoArray(c, cAt + 5 * ldc);
    s51.intoArray(c, cAt + 5 * ldc + L);
    s52.intoArray(c, cAt + 5 * ldc + 2 * L);
    s53.intoArray(c, cAt + 5 * ldc + 3 * L);
  }

  static void tile6x2(
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
    FloatVector s20 = FloatVector.fromArray(F, start, startAt + 2 * lds);
    FloatVector s21 = FloatVector.fromArray(F, start, startAt + 2 * lds + L);
    FloatVector s30 = FloatVector.fromArray(F, start, startAt + 3 * lds);
    FloatVector s31 = FloatVector.fromArray(F, start, startAt + 3 * lds + L);
    FloatVector s40 = FloatVector.fromArray(F, start, startAt + 4 * lds);
    FloatVector s41 = FloatVector.fromArray(F, start, startAt + 4 * lds + L);
    FloatVector s50 = FloatVector.fromArray(F, start, startAt + 5 * lds);
    FloatVector s51 = FloatVector.fromArray(F, start, startAt + 5 * lds + L);
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
      x = FloatVector.broadcast(F, a[aAt + 2 * lda + l]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(F, a[aAt + 3 * lda + l]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      x = FloatVector.broadcast(F, a[aAt + 4 * lda + l]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = FloatVector.broadcast(F, a[aAt + 5 * lda + l]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + L);
    s10.intoArray(c, cAt + ldc);
    s11.intoArray(c, cAt + ldc + L);
    s20.intoArray(c, cAt + 2 * ldc);
    s21.intoArray(c, cAt + 2 * ldc + L);
    s30.intoArray(c, cAt + 3 * ldc);
    s31.intoArray(c, cAt + 3 * ldc + L);
    s40.intoArray(c, cAt + 4 * ldc);
    s41.intoArray(c, cAt + 4 * ldc + L);
    s50.intoArray(c, cAt + 5 * ldc);
    s51.intoArray(c, cAt + 5 * ldc + L);
  }

  static void tile6x1(
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
    FloatVector s20 = FloatVector.fromArray(F, start, startAt + 2 * lds);
    FloatVector s30 = FloatVector.fromArray(F, start, startAt + 3 * lds);
    FloatVector s40 = FloatVector.fromArray(F, start, startAt + 4 * lds);
    FloatVector s50 = FloatVector.fromArray(F, start, startAt + 5 * lds);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(F, b, at);
      FloatVector x = FloatVector.broadcast(F, a[aAt + l]);
      s00 = x.fma(b0, s00);
      x = FloatVector.broadcast(F, a[aAt + lda + l]);
      s10 = x.fma(b0, s10);
      x = FloatVector.broadcast(F, a[aAt + 2 * lda + l]);
      s20 = x.fma(b0, s20);
      x = FloatVector.broadcast(F, a[aAt + 3 * lda + l]);
      s30 = x.fma(b0, s30);
      x = FloatVector.broadcast(F, a[aAt + 4 * lda + l]);
      s40 = x.fma(b0, s40);
      x = FloatVector.broadcast(F, a[aAt + 5 * lda + l]);
      s50 = x.fma(b0, s50);
    }
    s00.intoArray(c, cAt);
    s10.intoArray(c, cAt + ldc);
    s20.intoArray(c, cAt + 2 * ldc);
    s30.intoArray(c, cAt + 3 * ldc);
    s40.intoArray(c, cAt + 4 * ldc);
    s50.intoArray(c, cAt + 5 * ldc);
  }
}
