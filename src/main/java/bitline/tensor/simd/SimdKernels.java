package bitline.tensor.simd;

import bitline.tensor.Arithmetic;
import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import bitline.tensor.Convolution;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.Workers;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// [Kernels] by the Vector API.
final class SimdKernels implements Kernels {
  private final Workers workers;

  SimdKernels(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void matmul(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc) {
    FloatProduct.multiply(
        workers,
        m,
        a,
        aAt,
        lda,
        PlacedRows.matrix(b, bAt, ldb, k, n),
        FloatProduct.Ends.CONTINUED,
        c,
        cAt,
        ldc);
  }

  @Override
  public void matmulInt(
      int m,
      int n,
      int k,
      int[] a,
      int aAt,
      int lda,
      int[] b,
      int bAt,
      int ldb,
      int[] c,
      int cAt,
      int ldc) {
    IntProduct.multiply(workers, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
  }

  @Override
  public void convolve(
      Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    shape.check(x, w, bias, y);
    if (shape.channels() == 1) {
      Depthwise.convolve(workers, shape, x, w, bias, y);
    } else {
      DirectConvolution.convolve(workers, shape, x, w, bias, y);
    }
  }

  @Override
  public void convolveTransposed(
      Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    shape.check(x, w, bias, y);
    TransposedConvolution.convolve(workers, shape, x, w, bias, y);
  }

  @Override
  public void exp(float[] from, int fromAt, float[] to, int toAt, int count) {
    ElementaryLanes.exp(from, fromAt, to, toAt, count);
  }

  @Override
  public void sigmoid(float[] from, int fromAt, float[] to, int toAt, int count) {
    ElementaryLanes.sigmoid(from, fromAt, to, toAt, count);
  }

  @Override
  public void tanh(float[] from, int fromAt, float[] to, int toAt, int count) {
    ElementaryLanes.tanh(from, fromAt, to, toAt, count);
  }

  @Override
  public void gaussian(long key, long first, float[] to, int at, int count) {
    GaussianLanes.fill(key, first, to, at, count);
  }

  @Override
  public void zip(
      Arithmetic op,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] to,
      int at,
      int count) {
    ArithmeticLanes.zip(op, a, aAt, aStep, b, bAt, bStep, to, at, count);
  }

  @Override
  public float greatest(float[] x, int at, int count) {
    return ArithmeticLanes.greatest(x, at, count);
  }

  @Override
  public @Nullable ArrayKernel bitCells(BitCells array) {
    ArrayKernel lossless = LosslessCellArray.of(array);
    return lossless != null ? lossless : BitCellArray.of(array);
  }

  @Override
  public ArrayKernel levelCells(LevelCells array) {
    ArrayKernel lanes = LevelTableArray.of(array);
    if (lanes == null) {
      lanes = LevelCellArray.of(array);
    }
    if (lanes == null) {
      lanes = LevelProductArray.of(array);
    }
    return lanes != null ? lanes : Kernels.super.levelCells(array);
  }

  @Override
  public void inParts(int parts, IntConsumer part) {
    workers.run(parts, part);
  }

  @Override
  public int threads() {
    return workers.threads();
  }

  @Override
  public String reason() {
    return "Vector API kernels: "
        + Lanes.COUNT
        + " floats a vector, tiles of "
        + FloatTiles.ROWS
        + " by "
        + Lanes.PANEL
        + ", "
        + workers.threads()
        + (workers.threads() == 1 ? " thread" : " threads");
  }
}
