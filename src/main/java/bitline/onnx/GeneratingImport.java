package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Generating;
import bitline.onnx.OperatorTable.Imported;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// How ONNX's operators become those of [bitline.graph.Generating].
final class GeneratingImport {
  private GeneratingImport() {}

  static void register(OperatorTable table) {
    table.add(
        "ConstantOfShape",
        9,
        (node, target) -> {
          Tensor value = node.tensor("value");
          if (value == null) {
            value = Tensor.floats(Shape.SCALAR, new float[1]);
          }
          if (value.elements() != 1) {
            throw new Problem(
                "attribute 'value' has " + value.elements() + " elements; one is needed");
          }
          return Imported.of(new Generating.ConstantOfShape(value), node);
        });
    table.plain("Range", 11, new Generating.Range());
    table.add(
        "EyeLike",
        9,
        (node, target) ->
            Imported.of(
                new Generating.EyeLike(
                    node.has("dtype") ? ElementTypes.of(node.integer("dtype", 0)) : null,
                    node.small("k", 0)),
                node));
  }
}
