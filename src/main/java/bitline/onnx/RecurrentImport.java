package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Recurrent;
import bitline.graph.Recurrent.Direction;
import bitline.onnx.OperatorTable.Imported;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How ONNX's operators become those of [bitline.graph.Recurrent].
final class RecurrentImport {
  private RecurrentImport() {}

  static void register(OperatorTable table) {
    table.add("RNN", 7, (node, _) -> Imported.of(new Recurrent.Rnn(layer(node)), node));
    table.add(
        "GRU",
        7,
        (node, _) ->
            Imported.of(
                new Recurrent.Gru(layer(node), node.flag("linear_before_reset", false)), node));
    table.add(
        "LSTM",
        7,
        (node, _) ->
            Imported.of(new Recurrent.Lstm(layer(node), node.flag("input_forget", false)), node));
  }

  private static Recurrent.Layer layer(OnnxNode node) {
    String direction = node.string("direction", "forward");
    return new Recurrent.Layer(
        node.strings("activations"),
        list(node.reals("activation_alpha")),
        list(node.reals("activation_beta")),
        node.has("clip") ? node.real("clip", 0) : null,
        switch (direction) {
          case "forward" -> Direction.FORWARD;
          case "reverse" -> Direction.REVERSE;
          case "bidirectional" -> Direction.BIDIRECTIONAL;
          default -> throw new Problem("direction '" + direction + "' is not known");
        },
        node.small("hidden_size", 0),
        node.flag("layout", false));
  }

  private static List<Float> list(float @Nullable [] values) {
    List<Float> out = new ArrayList<>();
    for (int i = 0; values != null && i < values.length; i++) {
      out.add(values[i]);
    }
    return out;
  }
}
