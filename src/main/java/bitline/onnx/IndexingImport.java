package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Indexing;
import bitline.onnx.OperatorTable.Imported;
import org.jspecify.annotations.Nullable;

/// How ONNX's operators become those of [bitline.graph.Indexing].
final class IndexingImport {
  private IndexingImport() {}

  static void register(OperatorTable table) {
    table.add(
        "Gather",
        1,
        (node, target) -> Imported.of(new Indexing.Gather(node.small("axis", 0)), node));
    table.add(
        "GatherElements",
        11,
        (node, target) -> Imported.of(new Indexing.GatherElements(node.small("axis", 0)), node));
    table.add(
        "GatherND",
        11,
        (node, target) -> Imported.of(new Indexing.GatherND(node.small("batch_dims", 0)), node));
    OperatorTable.Reading scatter =
        (node, target) ->
            Imported.of(new Indexing.ScatterElements(node.small("axis", 0), update(node)), node);
    table.add("", "Scatter", 9, 10, scatter);
    table.add("ScatterElements", 11, scatter);
    table.add(
        "ScatterND", 11, (node, target) -> Imported.of(new Indexing.ScatterND(update(node)), node));
    table.add(
        "TensorScatter",
        24,
        (node, target) ->
            Imported.of(
                new Indexing.TensorScatter(
                    node.small("axis", -2),
                    switch (node.string("mode", "linear")) {
                      case "linear" -> false;
                      case "circular" -> true;
                      default ->
                          throw new Problem(
                              "mode '"
                                  + node.string("mode", "")
                                  + "'; linear and circular are known");
                    }),
                node));
    table.add(
        "OneHot",
        9,
        (node, target) -> Imported.of(new Indexing.OneHot(node.small("axis", -1)), node));
    table.plain("NonZero", 9, new Indexing.NonZero());
    table.add(
        "Compress", 9, (node, target) -> Imported.of(new Indexing.Compress(axis(node)), node));
    table.add(
        "Unique",
        11,
        (node, target) ->
            Imported.of(new Indexing.Unique(axis(node), node.flag("sorted", true)), node));
  }

  private static @Nullable Integer axis(OnnxNode node) {
    return node.has("axis") ? (Integer) node.small("axis", 0) : null;
  }

  private static Indexing.Update update(OnnxNode node) {
    return switch (node.string("reduction", "none")) {
      case "none" -> Indexing.Update.NONE;
      case "add" -> Indexing.Update.ADD;
      case "mul" -> Indexing.Update.MUL;
      case "max" -> Indexing.Update.MAX;
      case "min" -> Indexing.Update.MIN;
      default ->
          throw new Problem(
              "reduction '"
                  + node.string("reduction", "")
                  + "'; none, add, mul, max and min are known");
    };
  }
}
