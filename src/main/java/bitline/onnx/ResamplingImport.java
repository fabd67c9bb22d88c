package bitline.onnx;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Resampling;
import bitline.graph.Resampling.Aspect;
import bitline.graph.Resampling.Coordinates;
import bitline.graph.Resampling.Interpolation;
import bitline.graph.Resampling.Nearest;
import bitline.graph.Resampling.Outside;
import bitline.onnx.OperatorTable.Imported;
import bitline.onnx.OperatorTable.Target;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// How ONNX's operators become those of [bitline.graph.Resampling].
final class ResamplingImport {
  private static final int NEWEST = Integer.MAX_VALUE;
  private static final Map<String, Interpolation> MODES =
      Map.of(
          "nearest", Interpolation.NEAREST,
          "linear", Interpolation.LINEAR,
          "bilinear", Interpolation.LINEAR,
          "cubic", Interpolation.CUBIC,
          "bicubic", Interpolation.CUBIC);
  private static final Map<String, Coordinates> COORDINATES =
      Map.of(
          "half_pixel", Coordinates.HALF_PIXEL,
          "half_pixel_symmetric", Coordinates.HALF_PIXEL_SYMMETRIC,
          "pytorch_half_pixel", Coordinates.PYTORCH_HALF_PIXEL,
          "align_corners", Coordinates.ALIGN_CORNERS,
          "asymmetric", Coordinates.ASYMMETRIC,
          "tf_half_pixel_for_nn", Coordinates.TF_HALF_PIXEL_FOR_NN,
          "tf_crop_and_resize", Coordinates.TF_CROP_AND_RESIZE);
  private static final Map<String, Nearest> NEAREST =
      Map.of(
          "round_prefer_floor", Nearest.ROUND_PREFER_FLOOR,
          "round_prefer_ceil", Nearest.ROUND_PREFER_CEIL,
          "floor", Nearest.FLOOR,
          "ceil", Nearest.CEIL);
  private static final Map<String, Aspect> ASPECTS =
      Map.of(
          "stretch",
          Aspect.STRETCH,
          "not_larger",
          Aspect.NOT_LARGER,
          "not_smaller",
          Aspect.NOT_SMALLER);
  private static final Map<String, Outside> OUTSIDE =
      Map.of("zeros", Outside.ZEROS, "border", Outside.BORDER, "reflection", Outside.REFLECTION);

  private ResamplingImport() {}

  static void register(OperatorTable table) {
    table.add("", "Upsample", 7, 8, (node, target) -> upsample(node, scales(node, target)));
    table.add("", "Upsample", 9, NEWEST, (node, _) -> upsample(node, scales(node)));
    table.add("", "Resize", 10, 10, (node, _) -> upsample(node, scales(node)));
    table.add("", "Resize", 11, NEWEST, (node, _) -> Imported.of(resize(node), node));
    table.add(
        "GridSample",
        16,
        (node, _) ->
            Imported.of(
                new Resampling.GridSample(
                    one(node, "mode", "linear", MODES),
                    one(node, "padding_mode", "zeros", OUTSIDE),
                    node.flag("align_corners", false)),
                node));
    table.add(
        "AffineGrid",
        20,
        (node, _) ->
            Imported.of(new Resampling.AffineGrid(node.flag("align_corners", false)), node));
    table.add("RoiAlign", 10, (node, _) -> Imported.of(align(node), node));
    table.add(
        "NonMaxSuppression",
        10,
        (node, _) ->
            Imported.of(
                new Resampling.NonMaxSuppression(node.flag("center_point_box", false)), node));
  }

  private static <T> T one(
      OnnxNode node, String attribute, String otherwise, Map<String, T> known) {
    String value = node.string(attribute, otherwise);
    T found = known.get(value);
    if (found == null) {
      throw new Problem(
          attribute + " '" + value + "' is not known" + Spelling.hint(value, known.keySet()));
    }
    return found;
  }

  private static Resampling.Resize resize(OnnxNode node) {
    Resampling.Resize resize =
        new Resampling.Resize(
            one(node, "mode", "nearest", MODES),
            one(node, "coordinate_transformation_mode", "half_pixel", COORDINATES),
            one(node, "nearest_mode", "round_prefer_floor", NEAREST),
            node.real("cubic_coeff_a", -0.75f),
            node.flag("exclude_outside", false),
            node.real("extrapolation_value", 0),
            node.flag("antialias", false),
            node.smalls("axes"),
            one(node, "keep_aspect_ratio_policy", "stretch", ASPECTS));
    if (resize.antialias() && resize.mode() == Interpolation.NEAREST) {
      throw new Problem("antialias is for linear and cubic");
    }
    return resize;
  }

  /// Before ONNX 11 there was one way: coordinate o/scale, rounded down.
  private static Imported upsample(OnnxNode node, String scales) {
    Resampling.Resize resize =
        new Resampling.Resize(
            one(node, "mode", "nearest", MODES),
            Coordinates.ASYMMETRIC,
            Nearest.FLOOR,
            -0.75f,
            false,
            0,
            false,
            List.of(),
            Aspect.STRETCH);
    return new Imported(resize, List.of(node.inputs().getFirst(), "", scales));
  }

  private static String scales(OnnxNode node) {
    if (!node.hasInput(1)) {
      throw new Problem("the operand with the scales is missing");
    }
    return node.inputs().get(1);
  }

  private static String scales(OnnxNode node, Target target) {
    float[] scales = node.reals("scales");
    if (scales == null) {
      throw new Problem("attribute 'scales' is missing");
    }
    return target.constant(Tensor.floats(Shape.of(scales.length), scales));
  }

  private static Resampling.RoiAlign align(OnnxNode node) {
    String mode = node.string("mode", "avg");
    if (!mode.equals("avg") && !mode.equals("max")) {
      throw new Problem("mode '" + mode + "' is not known; avg and max are");
    }
    Coordinates coordinates =
        one(
            node,
            "coordinate_transformation_mode",
            node.opset() < 16 ? "output_half_pixel" : "half_pixel",
            Map.of(
                "half_pixel", Coordinates.HALF_PIXEL, "output_half_pixel", Coordinates.ASYMMETRIC));
    return new Resampling.RoiAlign(
        coordinates == Coordinates.HALF_PIXEL,
        mode.equals("max"),
        node.small("output_height", 1),
        node.small("output_width", 1),
        node.small("sampling_ratio", 0),
        node.real("spatial_scale", 1));
  }
}
