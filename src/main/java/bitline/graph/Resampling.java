package bitline.graph;

import java.util.List;

/// Operators that sample a picture at other places, and those that choose the regions to sample.
public sealed interface Resampling extends Op {
  /// How values between samples are made.
  enum Interpolation {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /// Where an output place lies in the input (ONNX's coordinate_transformation_mode).
  enum Coordinates {
    HALF_PIXEL,
    HALF_PIXEL_SYMMETRIC,
    PYTORCH_HALF_PIXEL,
    ALIGN_CORNERS,
    ASYMMETRIC,
    TF_HALF_PIXEL_FOR_NN,
    TF_CROP_AND_RESIZE
  }

  /// Which sample is the nearest.
  enum Nearest {
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL,
    FLOOR,
    CEIL
  }

  /// What the sizes operand means.
  enum Aspect {
    STRETCH,
    NOT_LARGER,
    NOT_SMALLER
  }

  /// Inputs: x, region (optional; starts then ends, 0 to 1), scales (optional), sizes (optional):
  /// one of the last two.
  ///
  /// @param cubic the cubic's coefficient a
  /// @param excludeOutside weights of samples outside the picture are zero and the rest are
  ///   rescaled
  /// @param extrapolation the value of places outside the region's picture (TF_CROP_AND_RESIZE
  ///   only)
  /// @param antialias the filter is widened when sizes shrink
  /// @param axes the axes that the operands speak of; empty means all
  record Resize(
      Interpolation mode,
      Coordinates coordinates,
      Nearest nearest,
      float cubic,
      boolean excludeOutside,
      float extrapolation,
      boolean antialias,
      List<Integer> axes,
      Aspect aspect)
      implements Resampling {
    public Resize {
      axes = List.copyOf(axes);
    }
  }

  /// What lies outside a picture.
  enum Outside {
    ZEROS,
    BORDER,
    REFLECTION
  }

  /// Inputs: x (N, C, spatial axes), grid (N, output axes, coordinates −1 to 1, last spatial axis
  /// first).
  record GridSample(Interpolation mode, Outside outside, boolean alignCorners)
      implements Resampling {}

  /// A grid for [GridSample] from an affine map. Inputs: theta (N, 2, 3 or N, 3, 4), size (N, C,
  /// spatial axes).
  record AffineGrid(boolean alignCorners) implements Resampling {}

  /// Bilinear samples of regions. Inputs: x (N, C, H, W), regions (x1, y1, x2, y2), batch indices.
  ///
  /// @param halfPixel samples lie at pixel centres (ONNX 16), else at corners and regions are at
  ///   least one pixel
  /// @param max the greatest sample of a bin, else the mean
  /// @param samplingRatio samples a bin and axis; 0 means as many as pixels
  record RoiAlign(
      boolean halfPixel,
      boolean max,
      int outputHeight,
      int outputWidth,
      int samplingRatio,
      float spatialScale)
      implements Resampling {}

  /// Keeps the best of boxes that overlap. Inputs: boxes (batch, n, 4), scores (batch, class, n),
  /// then optional: most boxes a class, overlap threshold, score threshold. Output: batch, class,
  /// box of each that is kept (INT64).
  record NonMaxSuppression(boolean centreAndSize) implements Resampling {}
}
