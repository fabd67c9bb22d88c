package bitline.report;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.TextForm;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.graph.pass.Passes;
import bitline.graph.pass.Pipeline;
import bitline.onnx.OnnxModel;
import bitline.tensor.ElementType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is in a network, for people and as JSON: inputs, outputs, operators, weights,
/// multiply-accumulates, and what the general passes changed.
///
/// @param constantElements numbers in all constants
/// @param macs multiply-accumulates of one run; null where shapes cannot be inferred, and
///   `macsUnknown` says why
/// @param sizes what was taken for the inputs' named sizes
/// @param passes what each pass did; empty where none ran
/// @param text the network's text form, where it was asked for
public record ModelSheet(
    String graph,
    String producer,
    long irVersion,
    Map<String, Long> opsets,
    List<String> inputs,
    List<String> outputs,
    int constants,
    long constantElements,
    int nodes,
    List<Operator> operators,
    @Nullable Long macs,
    @Nullable Long weightStationaryMacs,
    @Nullable Long activationMacs,
    @Nullable String macsUnknown,
    Map<String, Integer> sizes,
    List<PassStep> passes,
    @Nullable String text) {

  /// One operator's share of the network.
  public record Operator(String name, int nodes, long macs) {}

  /// What a pass did: the lines of the text form that it took away and those that it brought.
  public record PassStep(
      String name,
      String why,
      int nodesBefore,
      int nodesAfter,
      long nanoseconds,
      List<String> removed,
      List<String> added) {}

  /// The network as the file has it.
  ///
  /// @param sizes what named sizes of inputs are; 1 where left out
  /// @param text whether the text form is wanted
  public static ModelSheet of(OnnxModel model, Map<String, Integer> sizes, boolean text) {
    return of(model, model.graph(), List.of(), sizes, text);
  }

  /// After the general passes, and with what they did.
  ///
  /// @param disabled names of passes to leave out
  /// @param clock nanoseconds
  public static ModelSheet afterPasses(
      OnnxModel model,
      Set<String> disabled,
      LongSupplier clock,
      Map<String, Integer> sizes,
      boolean text) {
    Pipeline.Run run = Pipeline.run(model.graph(), Passes.GENERAL, disabled, clock);
    return of(model, run.graph(), run.steps().stream().map(ModelSheet::step).toList(), sizes, text);
  }

  private static ModelSheet of(
      OnnxModel read, Graph graph, List<PassStep> steps, Map<String, Integer> sizes, boolean text) {
    MacCount macs = null;
    String unknown = null;
    try {
      macs = MacCount.of(graph, Shapes.infer(graph, Shapes.declared(graph, sizes)));
    } catch (Problem problem) {
      unknown = problem.getMessage();
    }
    Map<String, Long> byNode = new HashMap<>();
    if (macs != null) {
      macs.layers().forEach(layer -> byNode.put(layer.node(), layer.macs()));
    }
    Map<String, Operator> operators = new TreeMap<>();
    for (Node node : graph.nodes()) {
      operators.merge(
          node.op().name(),
          new Operator(node.op().name(), 1, byNode.getOrDefault(node.name(), 0L)),
          (a, b) -> new Operator(a.name, a.nodes + b.nodes, a.macs + b.macs));
    }
    return new ModelSheet(
        graph.name(),
        read.producer(),
        read.irVersion(),
        new TreeMap<>(read.opsets()),
        graph.inputs().stream().map(ModelSheet::port).toList(),
        graph.outputs().stream().map(ModelSheet::port).toList(),
        graph.constants().size(),
        graph.constants().values().stream().mapToLong(c -> c.shape().elements()).sum(),
        graph.nodes().size(),
        List.copyOf(operators.values()),
        macs == null ? null : macs.total(),
        macs == null ? null : macs.weightStationary(),
        macs == null ? null : macs.activationByActivation(),
        unknown,
        taken(graph, sizes),
        steps,
        text ? TextForm.print(graph) : null);
  }

  /// The inputs' named sizes with what stands for them.
  private static Map<String, Integer> taken(Graph graph, Map<String, Integer> sizes) {
    Map<String, Integer> taken = new TreeMap<>();
    for (Port port : graph.inputs()) {
      for (String size : port.sizes() == null ? List.<String>of() : port.sizes()) {
        if (!size.matches("[0-9]+")) {
          taken.put(size, sizes.getOrDefault(size, 1));
        }
      }
    }
    return taken;
  }

  private static String port(Port port) {
    ElementType type = port.type();
    List<String> sizes = port.sizes();
    return port.name()
        + (type == null ? "" : " " + type.text())
        + (sizes == null ? "" : " [" + String.join(", ", sizes) + "]");
  }

  /// The lines that a pass took away and those that it brought.
  private static PassStep step(Pipeline.Step step) {
    List<String> before = lines(step.changed() ? step.textBefore() : "");
    List<String> after = lines(step.changed() ? step.textAfter() : "");
    return new PassStep(
        step.pass().name(),
        step.pass().why(),
        step.before().nodes().size(),
        step.after().nodes().size(),
        step.nanoseconds(),
        without(before, after),
        without(after, before));
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).toList();
  }

  private static List<String> without(List<String> lines, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return lines.stream().filter(line -> !known.contains(line)).toList();
  }

  /// The sheet as lines for a terminal.
  public String render(int width) {
    if (text != null) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    String imports =
        opsets.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    fact(
        out,
        width,
        "network   "
            + graph
            + " ("
            + imports
            + (producer.isEmpty() ? "" : ", written by " + producer)
            + ")");
    inputs.forEach(port -> fact(out, width, "input     " + port));
    outputs.forEach(port -> fact(out, width, "output    " + port));
    line(
        out,
        "weights   " + count(constantElements) + " numbers in " + count(constants) + " constants");
    line(out, "nodes     " + count(nodes));
    if (macs != null && weightStationaryMacs != null && activationMacs != null) {
      fact(
          out,
          width,
          "MACs      "
              + count(macs)
              + ": "
              + count(weightStationaryMacs)
              + " weight-stationary, "
              + count(activationMacs)
              + " activation × activation"
              + (sizes.isEmpty() ? "" : ", with " + assumed()));
    } else {
      fact(out, width, "MACs      unknown: " + macsUnknown);
    }
    line(out, "");
    List<List<String>> rows = new ArrayList<>();
    operators.forEach(
        op -> rows.add(List.of(op.name, count(op.nodes), op.macs == 0 ? "" : count(op.macs))));
    List<Table.Column> columns =
        List.of(Table.text("operator"), Table.number("nodes"), Table.number("MACs"));
    out.append(new Table(columns, rows).render(width));
    passes.forEach(step -> step(step, out, width));
    return out.toString();
  }

  private String assumed() {
    return sizes.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void step(PassStep step, StringBuilder out, int width) {
    line(out, "");
    String time = String.format(Locale.ROOT, " (%.1f ms)", step.nanoseconds / 1e6);
    out.append(Paragraph.wrap("pass " + step.name + ": " + step.why + time, "", "  ", width));
    boolean changed = !step.removed.isEmpty() || !step.added.isEmpty();
    line(
        out,
        changed
            ? "  " + count(step.nodesBefore) + " nodes before, " + count(step.nodesAfter) + " after"
            : "  nothing to do");
    step.removed.forEach(text -> line(out, "  - " + text));
    step.added.forEach(text -> line(out, "  + " + text));
  }

  private static void fact(StringBuilder out, int width, String text) {
    out.append(Paragraph.wrap(text, "", " ".repeat(10), width));
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
