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

  /// Repeats a graph. Inputs: trip count (optional), condition (optional), then what is carried from turn to turn.
  record Loop(Graph body) implements ControlFlow {
    @Override
    public List<Graph> bodies() {
      return List.of(body);
    }
  }

  /// Repeats a graph along an axis of its last `scanInputs` inputs (ONNX 9 and later: no batch axis).
  record Scan(
      Graph body,
      int scanInputs,
      List<Integer> inputAxes,
      List<Boolean> inputReversed,
      List<Integer> outputAxes,
      List<Boolean> outputReversed)
      implements ControlFlow {
    @Override
    public List<Graph> bodies() {
      return List.of(body);
    }
  }
}
