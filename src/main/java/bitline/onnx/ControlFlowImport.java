package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.ControlFlow;
import bitline.graph.Graph;
import bitline.onnx.OperatorTable.Imported;
import java.util.ArrayList;
import java.util.List;

/// How ONNX's operators become those of [bitline.graph.ControlFlow].
final class ControlFlowImport {
  private ControlFlowImport() {}

  static void register(OperatorTable table) {
    table.add("If", 1, (node, _) -> branch(node));
    table.add("Loop", 1, (node, _) -> loop(node));
    table.add("", "Scan", 8, 8, (node, _) -> scan(node, "directions", true));
    table.add(
        "", "Scan", 9, Integer.MAX_VALUE, (node, _) -> scan(node, "scan_input_directions", false));
  }

  private static Imported branch(OnnxNode node) {
    Graph then = node.graph("then_branch");
    Graph otherwise = node.graph("else_branch");
    for (Graph body : List.of(then, otherwise)) {
      if (body.outputs().size() != node.outputs().size()) {
        throw new Problem(
            "a branch gives "
                + body.outputs().size()
                + " values for "
                + node.outputs().size()
                + " outputs");
      }
    }
    return Imported.of(new ControlFlow.If(then, otherwise), node);
  }

  private static Imported loop(OnnxNode node) {
    Graph body = node.graph("body");
    int carried = Math.max(0, node.inputs().size() - 2);
    if (body.inputs().size() != carried + 2 || body.outputs().size() < carried + 1) {
      throw new Problem(
          "the body takes "
              + body.inputs().size()
              + " values and gives "
              + body.outputs().size()
              + " for "
              + carried
              + " carried ones");
    }
    return Imported.of(new ControlFlow.Loop(body), node);
  }

  private static Imported scan(OnnxNode node, String directions, boolean batched) {
    Graph body = node.graph("body");
    int scanned = node.small("num_scan_inputs", 0);
    int operands = node.inputs().size() - (batched ? 1 : 0);
    if (scanned < 1
        || scanned > operands
        || body.inputs().size() != operands
        || body.outputs().size() < operands - scanned) {
      throw new Problem(
          "num_scan_inputs is "
              + scanned
              + " for "
              + operands
              + " operands and a body of "
              + body.inputs().size()
              + " inputs and "
              + body.outputs().size()
              + " outputs");
    }
    return Imported.of(
        new ControlFlow.Scan(
            body,
            scanned,
            node.smalls("scan_input_axes"),
            flags(node, directions),
            node.smalls("scan_output_axes"),
            flags(node, "scan_output_directions"),
            batched),
        node);
  }

  private static List<Boolean> flags(OnnxNode node, String attribute) {
    List<Boolean> flags = new ArrayList<>();
    node.smalls(attribute).forEach(value -> flags.add(value != 0));
    return flags;
  }
}
