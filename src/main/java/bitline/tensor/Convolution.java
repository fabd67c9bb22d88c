package bitline.tensor;

import bitline.base.Problem;
import org.jspecify.annotations.Nullable;

/// The sizes of a 2-D convolution over planes (N, C, height, width), pads and defaults worked out:
/// what [Kernels#convolve] and [Kernels#convolveTransposed] compute. A 1-D convolution is one of
/// height 1.
///
/// @param groups independent convolutions side by side; `channels` and `filters` are those of one
///   group
/// @param channels input channels of a group
/// @param filters output channels of a group
/// @param padTop rows of zeros before the first; those below follow from `outHeight`
/// @param padLeft columns of zeros before the first; those on the right follow from `outWidth`
public record Convolution(
    int batch,
    int groups,
    int channels,
    int filters,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int dilationY,
    int dilationX,
    int padTop,
    int padLeft,
    int outHeight,
    int outWidth) {
  public Convolution {
    if (batch < 0 || height < 0 || width < 0 || outHeight < 0 || outWidth < 0) {
      throw new IllegalArgumentException("a convolution with a negative size");
    }
    if (groups < 1 || channels < 0 || filters < 0 || kernelHeight < 1 || kernelWidth < 1) {
      throw new IllegalArgumentException("a convolution with no group or no kernel");
    }
    if (strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1) {
      throw new IllegalArgumentException("a stride or dilation below 1");
    }
  }

  /// Products that make one element of a forward convolution.
  public int depth() {
    return channels * kernelHeight * kernelWidth;
  }

  /// Elements of one input channel.
  public int inPlane() {
    return height * width;
  }

  /// Elements of one output channel.
  public int outPlane() {
    return outHeight * outWidth;
  }

  /// Multiply-accumulates of a forward convolution, padding included.
  public long macs() {
    return (long) batch * groups * filters * depth() * outPlane();
  }

  /// Throws where an array is not as long as these sizes say.
  public void check(float[] x, float[] w, float @Nullable [] bias, float[] y) {
    require("input", x.length, (long) batch * groups * channels * height * width);
    require("weight", w.length, (long) groups * filters * channels * kernelHeight * kernelWidth);
    require("output", y.length, (long) batch * groups * filters * outHeight * outWidth);
    if (bias != null) {
      require("bias", bias.length, (long) groups * filters);
    }
  }

  private static void require(String what, int have, long need) {
    if (have != need) {
      throw new Problem(
          "the convolution's " + what + " has " + have + " elements; " + need + " are needed");
    }
  }
}
