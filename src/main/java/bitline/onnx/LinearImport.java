package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.onnx.OperatorTable.Imported;
import java.util.List;

/// How ONNX's operators become those of [bitline.graph.Linear].
final class LinearImport {
  private LinearImport() {}

  static void register(OperatorTable table) {
    table.add(
        "Conv",
        1,
        (node, _) -> Imported.of(new Linear.Conv(Windows.of(node), node.small("group", 1)), node));
    table.add(
        "ConvTranspose",
        1,
        (node, _) ->
            Imported.of(
                new Linear.ConvTranspose(
                    Windows.of(node),
                    node.small("group", 1),
                    node.smalls("output_padding"),
                    outputShape(node)),
                node));
    table.add(
        "DeformConv",
        19,
        (node, _) ->
            Imported.of(
                new Linear.DeformConv(
                    Windows.of(node), node.small("group", 1), node.small("offset_group", 1)),
                node));
    table.add("Gemm", 7, (node, _) -> Imported.of(gemm(node), node));
    table.plain("MatMul", 1, new Linear.MatMul());
    table.add(
        "Einsum",
        12,
        (node, _) -> Imported.of(new Linear.Einsum(node.string("equation", "")), node));
    table.add(
        "ConvInteger",
        10,
        (node, _) ->
            Imported.of(new Linear.ConvInteger(Windows.of(node), node.small("group", 1)), node));
    table.plain("MatMulInteger", 10, new Linear.MatMulInteger());
    table.add(
        "QLinearConv",
        10,
        (node, _) ->
            Imported.of(new Linear.QLinearConv(Windows.of(node), node.small("group", 1)), node));
    table.plain("QLinearMatMul", 10, new Linear.QLinearMatMul());
    table.add("Attention", 23, (node, _) -> Imported.of(attention(node), node));
    table.add(
        "RotaryEmbedding",
        23,
        (node, _) ->
            Imported.of(
                new Linear.RotaryEmbedding(
                    node.flag("interleaved", false),
                    node.small("num_heads", 0),
                    node.small("rotary_embedding_dim", 0)),
                node));
  }

  private static Linear.Gemm gemm(OnnxNode node) {
    return new Linear.Gemm(
        node.real("alpha", 1),
        node.real("beta", 1),
        node.flag("transA", false),
        node.flag("transB", false));
  }

  /// Some exporters write the batch and channel axes too; only the spatial sizes say something.
  private static List<Integer> outputShape(OnnxNode node) {
    List<Integer> sizes = node.smalls("output_shape");
    int axes = Math.max(node.smalls("kernel_shape").size(), node.smalls("strides").size());
    return axes > 0 && sizes.size() == axes + 2 ? sizes.subList(2, sizes.size()) : sizes;
  }

  private static Linear.Attention attention(OnnxNode node) {
    int scores = node.small("qk_matmul_output_mode", 0);
    if (scores < 0 || scores > 3) {
      throw new Problem("qk_matmul_output_mode is " + scores + "; 0 to 3 are known");
    }
    return new Linear.Attention(
        node.small("q_num_heads", 0),
        node.small("kv_num_heads", 0),
        node.flag("is_causal", false),
        node.has("scale") ? node.real("scale", 1) : null,
        node.real("softcap", 0),
        Linear.Attention.Scores.values()[scores],
        node.has("softmax_precision")
            ? ElementTypes.of(node.integer("softmax_precision", 1))
            : null);
  }
}
