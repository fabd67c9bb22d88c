package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Op;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.onnx.OperatorTable.Imported;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// How ONNX's operators become those of [bitline.graph.Shaping].
final class ShapingImport {
  private ShapingImport() {}

  static void register(OperatorTable table) {
    table.add(
        "Reshape",
        5,
        (node, target) -> Imported.of(new Shaping.Reshape(node.flag("allowzero", false)), node));
    table.add(
        "Flatten",
        1,
        (node, target) -> Imported.of(new Shaping.Flatten(node.small("axis", 1)), node));
    table.add("Squeeze", 1, (node, target) -> axes(new Shaping.Squeeze(), node, target));
    table.add("Unsqueeze", 1, (node, target) -> axes(new Shaping.Unsqueeze(), node, target));
    table.add(
        "Transpose",
        1,
        (node, target) -> Imported.of(new Shaping.Transpose(node.smalls("perm")), node));
    table.add(
        "Concat",
        4,
        (node, target) -> Imported.of(new Shaping.Concat(node.small("axis", 1)), node));
    table.add("Split", 2, ShapingImport::split);
    table.plain("Expand", 8, new Shaping.Expand());
    table.plain("Tile", 6, new Shaping.Tile());
    table.add("Pad", 2, ShapingImport::pad);
    table.add("Slice", 1, ShapingImport::slice);
    table.add(
        "DepthToSpace",
        1,
        (node, target) ->
            Imported.of(
                new Shaping.DepthToSpace(
                    node.small("blocksize", 0),
                    switch (node.string("mode", "DCR")) {
                      case "DCR" -> Shaping.DepthOrder.DCR;
                      case "CRD" -> Shaping.DepthOrder.CRD;
                      default ->
                          throw new Problem(
                              "mode '" + node.string("mode", "") + "'; DCR and CRD are known");
                    }),
                node));
    table.add(
        "SpaceToDepth",
        1,
        (node, target) -> Imported.of(new Shaping.SpaceToDepth(node.small("blocksize", 0)), node));
    table.add(
        "ReverseSequence",
        10,
        (node, target) ->
            Imported.of(
                new Shaping.ReverseSequence(
                    node.small("batch_axis", 1), node.small("time_axis", 0)),
                node));
    table.add(
        "Trilu",
        14,
        (node, target) -> Imported.of(new Shaping.Trilu(node.flag("upper", true)), node));
    table.add(
        "CenterCropPad",
        18,
        (node, target) -> Imported.of(new Shaping.CenterCropPad(node.smalls("axes")), node));
    table.add(
        "Col2Im",
        18,
        (node, target) ->
            Imported.of(
                new Shaping.Col2Im(
                    new Window(
                        List.of(),
                        node.smalls("strides"),
                        node.smalls("dilations"),
                        node.smalls("pads"),
                        Window.AutoPad.NOTSET)),
                node));
    table.add(
        "Shape",
        1,
        (node, target) ->
            Imported.of(
                new Shaping.Shape(
                    node.small("start", 0),
                    node.has("end") ? (Integer) node.small("end", 0) : null),
                node));
    table.plain("Size", 1, new Shaping.Size());
  }

  /// The axes were an attribute before opset 13.
  private static Imported axes(Op op, OnnxNode node, OperatorTable.Target target) {
    return node.opset() >= 13
        ? Imported.of(op, node)
        : new Imported(op, ReductionImport.withIntegers(node, "axes", 1, target));
  }

  /// The sizes were an attribute before opset 13.
  private static Imported split(OnnxNode node, OperatorTable.Target target) {
    Op op = new Shaping.Split(node.small("axis", 0));
    int parts = node.small("num_outputs", node.outputs().size());
    if (parts != node.outputs().size()) {
      throw new Problem(
          "num_outputs is " + parts + "; the node has " + node.outputs().size() + " outputs");
    }
    return node.opset() >= 13
        ? Imported.of(op, node)
        : new Imported(op, ReductionImport.withIntegers(node, "split", 1, target));
  }

  /// Pads and value were attributes before opset 11.
  private static Imported pad(OnnxNode node, OperatorTable.Target target) {
    Shaping.PadMode mode =
        switch (node.string("mode", "constant")) {
          case "constant" -> Shaping.PadMode.CONSTANT;
          case "reflect" -> Shaping.PadMode.REFLECT;
          case "edge" -> Shaping.PadMode.EDGE;
          case "wrap" -> Shaping.PadMode.WRAP;
          default ->
              throw new Problem(
                  "mode '"
                      + node.string("mode", "")
                      + "'; constant, reflect, edge and wrap are known");
        };
    Op op = new Shaping.Pad(mode);
    if (node.opset() >= 11) {
      return Imported.of(op, node);
    }
    List<String> inputs = new ArrayList<>(ReductionImport.withIntegers(node, "pads", 1, target));
    if (inputs.size() == 2 && node.has("value")) {
      inputs.add(target.constant(Tensor.floats(Shape.SCALAR, new float[] {node.real("value", 0)})));
    }
    return new Imported(op, inputs);
  }

  /// Starts, ends and axes were attributes before opset 10.
  private static Imported slice(OnnxNode node, OperatorTable.Target target) {
    if (node.opset() >= 10) {
      return Imported.of(new Shaping.Slice(), node);
    }
    List<String> inputs =
        new ArrayList<>(node.inputs().subList(0, Math.min(1, node.inputs().size())));
    for (String attribute : List.of("starts", "ends", "axes")) {
      long[] values = node.integers(attribute);
      if (values != null) {
        inputs.add(target.constant(Tensor.int64(Shape.of(values.length), values)));
      } else if (!attribute.equals("axes")) {
        throw new Problem("attribute '" + attribute + "' is missing");
      }
    }
    return new Imported(new Shaping.Slice(), inputs);
  }
}
