package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Op;
import bitline.graph.Reduction;
import bitline.onnx.OperatorTable.Imported;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// How ONNX's operators become those of [bitline.graph.Reduction].
final class ReductionImport {
  private ReductionImport() {}

  @FunctionalInterface
  private interface OverAxes {
    Op of(boolean keepDims, boolean noopWithEmptyAxes);
  }

  static void register(OperatorTable table) {
    over(table, "ReduceSum", 13, Reduction.ReduceSum::new);
    over(table, "ReduceMean", 18, Reduction.ReduceMean::new);
    over(table, "ReduceMax", 18, Reduction.ReduceMax::new);
    over(table, "ReduceMin", 18, Reduction.ReduceMin::new);
    over(table, "ReduceProd", 18, Reduction.ReduceProd::new);
    over(table, "ReduceL1", 18, Reduction.ReduceL1::new);
    over(table, "ReduceL2", 18, Reduction.ReduceL2::new);
    over(table, "ReduceLogSum", 18, Reduction.ReduceLogSum::new);
    over(table, "ReduceLogSumExp", 18, Reduction.ReduceLogSumExp::new);
    over(table, "ReduceSumSquare", 18, Reduction.ReduceSumSquare::new);
    table.add(
        "ArgMax",
        1,
        (node, target) ->
            Imported.of(
                new Reduction.ArgMax(
                    node.small("axis", 0),
                    node.flag("keepdims", true),
                    node.flag("select_last_index", false)),
                node));
    table.add(
        "ArgMin",
        1,
        (node, target) ->
            Imported.of(
                new Reduction.ArgMin(
                    node.small("axis", 0),
                    node.flag("keepdims", true),
                    node.flag("select_last_index", false)),
                node));
    table.add(
        "CumSum",
        11,
        (node, target) ->
            Imported.of(
                new Reduction.CumSum(node.flag("exclusive", false), node.flag("reverse", false)),
                node));
    table.add(
        "CumProd",
        26,
        (node, target) ->
            Imported.of(
                new Reduction.CumProd(node.flag("exclusive", false), node.flag("reverse", false)),
                node));
    table.add("TopK", 1, ReductionImport::topK);
    table.plain("Det", 11, new Reduction.Det());
  }

  /// @param inputSince the opset in which the axes became an input
  private static void over(OperatorTable table, String opType, int inputSince, OverAxes make) {
    table.add(
        opType,
        1,
        (node, target) -> {
          Op op = make.of(node.flag("keepdims", true), node.flag("noop_with_empty_axes", false));
          return node.opset() >= inputSince
              ? Imported.of(op, node)
              : new Imported(op, withIntegers(node, "axes", 1, target));
        });
  }

  /// k was an attribute before opset 10.
  private static Imported topK(OnnxNode node, OperatorTable.Target target) {
    Op op = new Reduction.TopK(node.small("axis", -1), node.flag("largest", true));
    if (node.opset() >= 10) {
      return Imported.of(op, node);
    }
    if (!node.has("k")) {
      throw new Problem("attribute 'k' is missing");
    }
    String k = target.constant(Tensor.int64(Shape.of(1), new long[] {node.integer("k", 0)}));
    return new Imported(op, List.of(first(node), k));
  }

  /// The node's first `count` inputs, and the integers of an attribute as one more; left out where
  /// there is none.
  static List<String> withIntegers(
      OnnxNode node, String attribute, int count, OperatorTable.Target target) {
    ArrayList<String> inputs =
        new ArrayList<>(node.inputs().subList(0, Math.min(count, node.inputs().size())));
    long[] values = node.integers(attribute);
    if (values != null) {
      while (inputs.size() < count) {
        inputs.add("");
      }
      inputs.add(target.constant(Tensor.int64(Shape.of(values.length), values)));
    }
    return inputs;
  }

  private static String first(OnnxNode node) {
    return node.inputs().isEmpty() ? "" : node.inputs().getFirst();
  }
}
