package bitline.onnx;

import bitline.graph.Op;
import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The operators that can be read, with the opsets in which each reading holds. `docs/operators.md`
/// is printed from it. Each family of operators registers its own: [ElementwiseImport] and its
/// neighbours.
final class OperatorTable {
  /// How one ONNX node becomes nodes of ours.
  @FunctionalInterface
  interface Reading {
    Imported read(OnnxNode node, Target target);
  }

  /// Where a reading may put what it needs beside the node itself.
  interface Target {
    /// Adds a constant and returns its name.
    String constant(Tensor value);

    /// The constant behind a value's name, or null when it is not known before the network runs.
    @Nullable Tensor known(String value);
  }

  /// The operator and its operands in the form that `graph` knows; outputs stay the node's.
  record Imported(Op op, List<String> inputs) {
    /// The node's operands as they are.
    static Imported of(Op op, OnnxNode node) {
      return new Imported(op, node.inputs());
    }
  }

  /// A reading that holds for opsets `since` to `until`, both included.
  record Entry(String domain, String opType, int since, int until, Reading reading) {}

  private final SortedMap<String, List<Entry>> entries = new TreeMap<>();

  /// For an operator whose one form serves every opset, or whose forms the reading tells apart by
  /// attributes and inputs.
  void add(String opType, int since, Reading reading) {
    add("", opType, since, Integer.MAX_VALUE, reading);
  }

  void add(String domain, String opType, int since, int until, Reading reading) {
    entries
        .computeIfAbsent(domain.isEmpty() ? opType : domain + "." + opType, _ -> new ArrayList<>())
        .add(new Entry(domain, opType, since, until, reading));
  }

  /// For an operator without attributes.
  void plain(String opType, int since, Op op) {
    add(opType, since, (node, target) -> Imported.of(op, node));
  }

  @Nullable Entry find(String domain, String opType, int opset) {
    for (Entry entry :
        entries.getOrDefault(domain.isEmpty() ? opType : domain + "." + opType, List.of())) {
      if (entry.since() <= opset && opset <= entry.until()) {
        return entry;
      }
    }
    return null;
  }

  SortedMap<String, List<Entry>> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /// Every operator we read.
  static OperatorTable all() {
    OperatorTable table = new OperatorTable();
    ElementwiseImport.register(table);
    ReductionImport.register(table);
    ShapingImport.register(table);
    IndexingImport.register(table);
    GeneratingImport.register(table);
    LinearImport.register(table);
    PoolingImport.register(table);
    NormalisingImport.register(table);
    ResamplingImport.register(table);
    RecurrentImport.register(table);
    QuantisingImport.register(table);
    SignalImport.register(table);
    ControlFlowImport.register(table);
    return table;
  }

  /// The table as a page of documentation.
  String markdown() {
    String types =
        Arrays.stream(ElementType.values())
            .map(ElementType::text)
            .collect(Collectors.joining(", "));
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                # Operators

                The %d operators that are read from ONNX files, by domain, with the opsets for which each reading
                holds. Models of opset %d to %d are read; `Constant` becomes a constant of the graph, and functions of
                a model's own are inlined.

                Element types: %s. Not supported: strings, complex numbers, floats of 8 and 4 bits, sequences,
                maps, optional values.

                This page is generated from the code. A test fails when it is stale;
                `./mvnw test -Dtest=OperatorPageTest -Dgolden.rewrite=true` writes it anew.

                | operator | domain | opsets |
                |---|---|---|
                """,
                entries.size(),
                GraphImport.OLDEST_OPSET,
                GraphImport.NEWEST_OPSET,
                types));
    for (List<Entry> readings : entries.values()) {
      Entry first = readings.getFirst();
      String opsets =
          readings.stream().map(OperatorTable::opsets).collect(Collectors.joining(", "));
      String domain = first.domain().isEmpty() ? "ai.onnx" : first.domain();
      out.append("| " + first.opType() + " | " + domain + " | " + opsets + " |\n");
    }
    return out.toString();
  }

  private static String opsets(Entry entry) {
    boolean standard = entry.domain().isEmpty();
    int until = standard ? Math.min(entry.until(), GraphImport.NEWEST_OPSET) : entry.until();
    int since = standard ? Math.max(entry.since(), GraphImport.OLDEST_OPSET) : entry.since();
    return since == until
        ? "" + since
        : until == Integer.MAX_VALUE ? since + " and later" : since + " to " + until;
  }
}
