package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Normalising;
import bitline.onnx.OperatorTable.Imported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How ONNX's operators become those of [bitline.graph.Normalising].
final class NormalisingImport {
  private static final int NEWEST = Integer.MAX_VALUE;

  private NormalisingImport() {}

  static void register(OperatorTable table) {
    table.add("BatchNormalization", 7, (node, _) -> batch(node));
    table.add(
        "InstanceNormalization",
        6,
        (node, _) ->
            Imported.of(new Normalising.InstanceNormalization(node.real("epsilon", 1e-5f)), node));
    table.add(
        "LayerNormalization",
        17,
        (node, _) ->
            Imported.of(
                new Normalising.LayerNormalization(
                    node.small("axis", -1), node.real("epsilon", 1e-5f)),
                node));
    table.add(
        "GroupNormalization",
        18,
        (node, _) ->
            Imported.of(
                new Normalising.GroupNormalization(
                    node.small("num_groups", 0), node.real("epsilon", 1e-5f)),
                node));
    table.add(
        "RMSNormalization",
        23,
        (node, _) ->
            Imported.of(
                new Normalising.RMSNormalization(
                    node.small("axis", -1), node.real("epsilon", 1e-5f)),
                node));
    table.add(
        "LRN",
        1,
        (node, _) ->
            Imported.of(
                new Normalising.LRN(
                    size(node),
                    node.real("alpha", 0.0001f),
                    node.real("beta", 0.75f),
                    node.real("bias", 1)),
                node));
    table.add(
        "MeanVarianceNormalization",
        9,
        (node, _) ->
            Imported.of(
                new Normalising.MeanVarianceNormalization(
                    node.has("axes") ? node.smalls("axes") : List.of(0, 2, 3)),
                node));
    table.add("LpNormalization", 1, (node, _) -> norm(node));
    softmax(table, "Softmax", Normalising.Softmax::new);
    softmax(table, "LogSoftmax", Normalising.LogSoftmax::new);
    softmax(table, "Hardmax", Normalising.Hardmax::new);
    table.add(
        "",
        "Dropout",
        7,
        11,
        (node, target) -> new Imported(new Normalising.Dropout(), node.inputs()));
    table.add("", "Dropout", 12, NEWEST, (node, _) -> Imported.of(new Normalising.Dropout(), node));
    table.add(
        "NegativeLogLikelihoodLoss",
        12,
        (node, _) ->
            Imported.of(
                new Normalising.NegativeLogLikelihoodLoss(reduction(node), ignored(node)), node));
    table.add(
        "SoftmaxCrossEntropyLoss",
        12,
        (node, _) ->
            Imported.of(
                new Normalising.SoftmaxCrossEntropyLoss(reduction(node), ignored(node)), node));
  }

  private interface Softmax {
    Normalising make(int axis, boolean flattened);
  }

  private static void softmax(OperatorTable table, String name, Softmax form) {
    table.add(
        "", name, 1, 12, (node, _) -> Imported.of(form.make(node.small("axis", 1), true), node));
    table.add(
        "",
        name,
        13,
        NEWEST,
        (node, _) -> Imported.of(form.make(node.small("axis", -1), false), node));
  }

  private static Imported batch(OnnxNode node) {
    boolean training = node.opset() >= 14 && node.flag("training_mode", false);
    if (node.opset() < 14
        && node.outputs().stream().skip(1).anyMatch(output -> !output.isEmpty())) {
      throw new Problem(
          "BatchNormalization in the training form of opset "
              + node.opset()
              + "; export for inference");
    }
    if (!node.flag("spatial", true)) {
      throw new Problem("attribute 'spatial' 0: statistics of every place are not supported");
    }
    return Imported.of(
        new Normalising.BatchNormalization(
            node.real("epsilon", 1e-5f), node.real("momentum", 0.9f), training),
        node);
  }

  private static int size(OnnxNode node) {
    int size = node.small("size", 0);
    if (size < 1) {
      throw new Problem("attribute 'size' is " + size + "; at least 1 is needed");
    }
    return size;
  }

  private static Imported norm(OnnxNode node) {
    int p = node.small("p", 2);
    if (p != 1 && p != 2) {
      throw new Problem("attribute 'p' is " + p + "; 1 and 2 are supported");
    }
    return Imported.of(new Normalising.LpNormalization(node.small("axis", -1), p), node);
  }

  private static Normalising.LossReduction reduction(OnnxNode node) {
    String reduction = node.string("reduction", "mean");
    return switch (reduction) {
      case "none" -> Normalising.LossReduction.NONE;
      case "sum" -> Normalising.LossReduction.SUM;
      case "mean" -> Normalising.LossReduction.MEAN;
      default -> throw new Problem("reduction '" + reduction + "' is not known");
    };
  }

  private static @Nullable Long ignored(OnnxNode node) {
    return node.has("ignore_index") ? node.integer("ignore_index", 0) : null;
  }
}
