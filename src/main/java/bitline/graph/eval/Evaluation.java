package bitline.graph.eval;

import bitline.graph.ControlFlow;
import bitline.graph.Elementwise;
import bitline.graph.Generating;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Quantising;
import bitline.graph.Recurrent;
import bitline.graph.Reduction;
import bitline.graph.Resampling;
import bitline.graph.Shaping;
import bitline.graph.Signal;
import bitline.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends an operator to its family.
final class Evaluation {
  private Evaluation() {}

  /// `inputs` has null where an optional operand is left out; `outputs` is how many results the
  /// node names.
  static List<Tensor> eval(
      Op op, List<@Nullable Tensor> inputs, int outputs, Interpreter.Scope scope) {
    Operands in = new Operands(inputs);
    return switch (op) {
      case Elementwise e -> List.of(ElementwiseEval.eval(e, in, scope.kernels()));
      case Reduction r -> ReductionEval.eval(r, in);
      case Shaping s -> ShapingEval.eval(s, in, outputs, scope.kernels());
      case Indexing i -> IndexingEval.eval(i, in);
      case Generating g -> List.of(GeneratingEval.eval(g, in));
      case Linear l -> LinearEval.eval(l, in, outputs, scope.kernels());
      case Pooling p -> PoolingEval.eval(p, in, outputs, scope.kernels());
      case Normalising n -> NormalisingEval.eval(n, in, scope.kernels());
      case Resampling r -> List.of(ResamplingEval.eval(r, in));
      case Recurrent r -> RecurrentEval.eval(r, in);
      case Quantising q -> QuantisingEval.eval(q, in);
      case Signal s -> List.of(SignalEval.eval(s, in));
      case ControlFlow c -> ControlFlowEval.eval(c, in, scope);
    };
  }
}
