package bitline.map;

import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.eval.ValueType;
import bitline.program.ArrayLayer;
import bitline.program.Contents;
import bitline.program.Effort;
import bitline.program.Program;
import bitline.program.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What works while a program runs, in the graph's order: layers on arrays and nodes on the vector
/// unit, each with the values that it reads, row by row. Nodes that only give a value another name
/// or shape are none, nor are those that follow from constants alone.
///
/// @param all in order
/// @param types of values as they pass: inputs of the network that nothing but quantising steps
///   reads come rounded
record Pipeline(List<Stage> all, Map<String, ValueType> types) {
  Pipeline {
    all = List.copyOf(all);
  }

  /// @param layer number of the layer among the program's; −1 for a node on the vector unit
  /// @param after number of the last layer that it follows from, itself counted; 0 before the first
  /// @param makes the values that it makes
  /// @param rows of the first of them
  record Stage(Node node, int layer, int after, List<Read> reads, List<String> makes, int rows) {
    public Stage {
      reads = List.copyOf(reads);
      makes = List.copyOf(makes);
    }
  }

  /// @param value under the name that its maker gives it
  /// @param maker number of the stage that makes it; −1 for an input of the network
  /// @param rows of it that are needed for each row of the reader's result
  record Read(String value, int maker, Rows rows) {}

  /// Reads them off a program, which need not be placed.
  ///
  /// @param types of all values
  static Pipeline of(Program program, Map<String, ValueType> types) {
    return new Walk(program, types).walk();
  }

  private static final class Walk {
    private final Program program;
    private final Map<String, ValueType> types;
    private final Map<String, String> sameAs = new HashMap<>();

    /// By value: the stage that makes it, −1 for inputs.
    private final Map<String, Integer> madeBy = new HashMap<>();

    private final Map<String, Integer> after = new HashMap<>();
    private final List<Stage> stages = new ArrayList<>();

    Walk(Program program, Map<String, ValueType> types) {
      this.program = program;
      this.types = new HashMap<>(types);
    }

    Pipeline walk() {
      Map<String, Integer> numbers = new HashMap<>();
      for (int i = 0; i < program.layers().size(); i++) {
        numbers.put(program.layers().get(i).node(), i);
      }
      Set<String> onVectorUnit = new HashSet<>();
      program.vectorNodes().forEach(node -> onVectorUnit.add(node.name()));
      Graph graph = program.graph();
      for (Port port : graph.inputs()) {
        madeBy.put(port.name(), -1);
        rounded(graph, port.name());
      }
      for (Node node : graph.nodes()) {
        Integer layer = numbers.get(node.name());
        if (sameAs.containsKey(node.output())) {
          continue; // rounds an input, which comes rounded
        }
        if (layer == null && node.inputs().stream().noneMatch(v -> madeBy.containsKey(maker(v)))) {
          continue; // follows from constants
        }
        if (layer == null && (!onVectorUnit.contains(node.name()) || Effort.free(node.op()))) {
          sameAs.put(node.output(), maker(node.input(0)));
          continue;
        }
        int last = layer == null ? last(node) : layer;
        List<Read> reads = layer == null ? reads(node) : reads(program.layers().get(layer));
        for (String value : node.outputs()) {
          madeBy.put(value, stages.size());
          after.put(value, last);
        }
        stages.add(
            new Stage(
                node,
                layer == null ? -1 : layer,
                last,
                reads,
                node.outputs(),
                Rows.of(type(node.output()).shape())));
      }
      return new Pipeline(stages, types);
    }

    private void rounded(Graph graph, String input) {
      List<Node> readers =
          graph.nodes().stream().filter(node -> node.inputs().contains(input)).toList();
      boolean quantised =
          !readers.isEmpty()
              && readers.stream()
                  .allMatch(node ->
                      node.op() instanceof Quantising.QuantizeLinear
                          && node.input(0).equals(input));
      if (quantised) {
        readers.forEach(node -> sameAs.put(node.output(), input));
        var as = type(readers.getFirst().output()).type();
        types.put(input, new ValueType(as, type(input).shape()));
      }
    }

    private int last(Node node) {
      int last = 0;
      for (String value : node.inputs()) {
        last = Math.max(last, after.getOrDefault(maker(value), 0));
      }
      return last;
    }

    private String maker(String value) {
      return sameAs.getOrDefault(value, value);
    }

    private ValueType type(String value) {
      return Objects.requireNonNull(types.get(value), value);
    }

    private List<Read> reads(ArrayLayer layer) {
      var in = type(layer.input()).shape();
      List<Read> reads = new ArrayList<>();
      reads.add(read(layer.input(), Rows.of(layer.unrolling(), in, layer.outputShape())));
      Contents.Activation written = layer.written();
      if (written != null) {
        int results = Rows.of(layer.outputShape());
        reads.add(read(written.value(), Rows.whole(rowsOf(written.value()), results)));
      }
      return reads;
    }

    private int rowsOf(String value) {
      return Rows.of(type(value).shape());
    }

    private List<Read> reads(Node node) {
      List<Read> reads = new ArrayList<>();
      var out = type(node.output()).shape();
      for (int i = 0; i < node.inputs().size(); i++) {
        if (madeBy.containsKey(maker(node.input(i)))) {
          var in = type(node.input(i)).shape();
          reads.add(read(node.input(i), Rows.of(node, i, in, out)));
        }
      }
      return reads;
    }

    private Read read(String value, Rows rows) {
      String made = maker(value);
      int there = Rows.of(type(made).shape());
      // rows of a value that got another shape on the way are not the rows that were made
      boolean alike = type(made).shape().equals(type(value).shape()) && there == rows.rows();
      Rows seen = alike ? rows : Rows.whole(there, rows.needed().length);
      return new Read(made, madeBy.getOrDefault(made, -1), seen);
    }
  }
}
