package bitline.tensor;

import org.jspecify.annotations.Nullable;

/// The scalar reference of [Kernels]: plain loops.
public final class ScalarKernels implements Kernels {
  private final String reason;

  public ScalarKernels(String reason) {
    this.reason = reason;
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
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        float x = a[aAt + i * lda + l];
        for (int j = 0; j < n; j++) {
          c[cAt + i * ldc + j] = Math.fma(x, b[bAt + l * ldb + j], c[cAt + i * ldc + j]);
        }
      }
    }
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
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        int x = a[aAt + i * lda + l];
        for (int j = 0; j < n; j++) {
          c[cAt + i * ldc + j] += x * b[bAt + l * ldb + j];
        }
      }
    }
  }

  @Override
  public void convolve(Convolution s, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    s.check(x, w, bias, y);
    int at = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int filter = 0; filter < s.groups() * s.filters(); filter++) {
        int plane = (n * s.groups() + filter / s.filters()) * s.channels() * s.inPlane();
        for (int oy = 0; oy < s.outHeight(); oy++) {
          for (int ox = 0; ox < s.outWidth(); ox++) {
            float sum = 0;
            int l = filter * s.depth();
            for (int c = 0; c < s.channels(); c++) {
              for (int ky = 0; ky < s.kernelHeight(); ky++) {
                for (int kx = 0; kx < s.kernelWidth(); kx++) {
                  int iy = oy * s.strideY() - s.padTop() + ky * s.dilationY();
                  int ix = ox * s.strideX() - s.padLeft() + kx * s.dilationX();
                  sum = Math.fma(w[l++], pixel(s, x, plane + c * s.inPlane(), iy, ix), sum);
                }
              }
            }
            y[at++] = bias == null ? sum : sum + bias[filter];
          }
        }
      }
    }
  }

  @Override
  public void convolveTransposed(
      Convolution s, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    s.check(x, w, bias, y);
    int at = 0;
    int kernel = s.kernelHeight() * s.kernelWidth();
    for (int n = 0; n < s.batch(); n++) {
      for (int filter = 0; filter < s.groups() * s.filters(); filter++) {
        int group = filter / s.filters();
        for (int oy = 0; oy < s.outHeight(); oy++) {
          for (int ox = 0; ox < s.outWidth(); ox++) {
            float sum = 0;
            for (int c = 0; c < s.channels(); c++) {
              int plane = ((n * s.groups() + group) * s.channels() + c) * s.inPlane();
              int weights =
                  ((group * s.channels() + c) * s.filters() + filter % s.filters()) * kernel;
              for (int ky = 0; ky < s.kernelHeight(); ky++) {
                for (int kx = 0; kx < s.kernelWidth(); kx++) {
                  int ty = oy + s.padTop() - ky * s.dilationY();
                  int tx = ox + s.padLeft() - kx * s.dilationX();
                  if (ty % s.strideY() == 0 && tx % s.strideX() == 0) {
                    float value = pixel(s, x, plane, ty / s.strideY(), tx / s.strideX());
                    sum = Math.fma(w[weights + ky * s.kernelWidth() + kx], value, sum);
                  }
                }
              }
            }
            y[at++] = bias == null ? sum : sum + bias[filter];
          }
        }
      }
    }
  }

  private static float pixel(Convolution s, float[] x, int plane, int iy, int ix) {
    return iy < 0 || iy >= s.height() || ix < 0 || ix >= s.width()
        ? 0
        : x[plane + iy * s.width() + ix];
  }

  @Override
  public String reason() {
    return reason;
  }
}
