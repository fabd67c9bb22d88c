package bitline.onnx;

import bitline.graph.Op;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The operators that can be read, with the opsets in which each reading holds. `docs/operators.md` is printed from it.
/// Each family of operators registers its own: [ElementwiseImport] and its neighbours.
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

    /// Adds a node before the one being read and returns its only output's name.
    String before(Op op, List<String> inputs);

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

  /// For an operator whose one form serves every opset, or whose forms the reading tells apart by attributes and inputs.
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
    for (Entry entry : entries.getOrDefault(domain.isEmpty() ? opType : domain + "." + opType, List.of())) {
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
    StringBuilder out = new StringBuilder();
    out.append("# Operators\n\n");
    out.append("The ").append(entries.size()).append(" operators that are read from ONNX files, by domain, and the opsets for which each\n");
    out.append("reading holds. Models of opset ").append(GraphImport.OLDEST_OPSET).append(" to ").append(GraphImport.NEWEST_OPSET);
    out.append(" are read. `Constant` becomes a constant of the graph; functions of a\nmodel's own are inlined. ");
    out.append("Element types: ");
    out.append(
        java.util.Arrays.stream(bitline.tensor.ElementType.values())
            .map(bitline.tensor.ElementType::text)
            .collect(java.util.stream.Collectors.joining(", ")));
    out.append(".\nStrings, complex numbers, 8-bit and 4-bit floats, sequences, maps and optional values are not supported.\n\n");
    out.append("This page is generated from the table; a test fails when it is stale\n");
    out.append("(`-Dgolden.rewrite=true` writes it anew).\n\n");
    out.append("| operator | domain | opsets |\n|---|---|---|\n");
    entries.forEach(
        (key, list) -> {
          out.append("| ").append(list.getFirst().opType()).append(" | ");
          out.append(list.getFirst().domain().isEmpty() ? "ai.onnx" : list.getFirst().domain()).append(" | ");
          out.append(
              list.stream()
                  .map(OperatorTable::opsets)
                  .collect(java.util.stream.Collectors.joining(", ")));
          out.append(" |\n");
        });
    return out.toString();
  }

  private static String opsets(Entry entry) {
    int since = entry.domain().isEmpty() ? Math.max(entry.since(), GraphImport.OLDEST_OPSET) : entry.since();
    return entry.until() == Integer.MAX_VALUE ? since + " and later" : since + " to " + entry.until();
  }
}
