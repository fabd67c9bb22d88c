package bitline.graph;

import java.util.List;

/// Operators that hold graphs.
public sealed interface ControlFlow extends Op {
  /// The graphs inside.
  List<Graph> bodies();

  /// Runs one of two graphs without inputs. Input: condition.
  record If(Graph then, Graph otherwise) implements ControlFlow {
    @Override
    public List<Graph> bodies() {
      return List.of(then, otherwise);
    }
  }

  /// Repeats a graph. Inputs: trip count (optional), condition (optional), then what is carried
  /// from turn to turn. The body takes turn, condition and what is carried, and gives condition,
  /// what is carried, and values that are stacked over the turns.
  record Loop(Graph body) implements ControlFlow {
    @Override
    public List<Graph> bodies() {
      return List.of(body);
    }
  }

  /// Repeats a graph along an axis of its last `scanInputs` inputs; the ones before are carried
  /// from turn to turn.
  ///
  /// @param inputAxes one a scanned input; empty means all 0
  /// @param inputReversed one a scanned input; empty means all forward
  /// @param outputAxes one a stacked output; empty means all 0
  /// @param outputReversed one a stacked output; empty means all forward
  /// @param batched the form of ONNX 8: a first input with the sequences' lengths (optional), and a
  ///   batch axis in front of every other operand and result
  record Scan(
      Graph body,
      int scanInputs,
      List<Integer> inputAxes,
      List<Boolean> inputReversed,
      List<Integer> outputAxes,
      List<Boolean> outputReversed,
      boolean batched)
      implements ControlFlow {
    public Scan {
      inputAxes = List.copyOf(inputAxes);
      inputReversed = List.copyOf(inputReversed);
      outputAxes = List.copyOf(outputAxes);
      outputReversed = List.copyOf(outputReversed);
    }

    @Override
    public List<Graph> bodies() {
      return List.of(body);
    }
  }
}
