package bitline.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recurrent layers. Inputs: X (length, batch, size), W, R, bias (optional), lengths of the
/// sequences (optional), initial state (optional); outputs, each optional: all states, the last
/// state.
public sealed interface Recurrent extends Op {
  /// Which way a sequence is read; both ways are two layers whose states lie side by side.
  enum Direction {
    FORWARD,
    REVERSE,
    BIDIRECTIONAL;

    public int count() {
      return this == BIDIRECTIONAL ? 2 : 1;
    }
  }

  /// What the three kinds share.
  ///
  /// @param activations names as ONNX writes them, in gate order, for each direction; empty means
  ///   the kind's usual ones
  /// @param alphas one an activation, as far as given
  /// @param betas one an activation, as far as given
  /// @param clip the activations' arguments are held within ±clip
  /// @param batchFirst ONNX's layout 1: the batch is the first axis of X, Y and the states
  record Layer(
      List<String> activations,
      List<Float> alphas,
      List<Float> betas,
      @Nullable Float clip,
      Direction direction,
      int hidden,
      boolean batchFirst) {
    public Layer {
      activations = List.copyOf(activations);
      alphas = List.copyOf(alphas);
      betas = List.copyOf(betas);
    }
  }

  Layer layer();

  /// The plain kind: H' = f(X·Wᵀ + H·Rᵀ + biases), one gate.
  record Rnn(Layer layer) implements Recurrent {
    @Override
    public String name() {
      return "RNN";
    }
  }

  /// @param linearBeforeReset the reset gate multiplies the product with R, else the state
  record Gru(Layer layer, boolean linearBeforeReset) implements Recurrent {
    @Override
    public String name() {
      return "GRU";
    }
  }

  /// Two more inputs: initial cell, peepholes (both optional); one more output: the last cell.
  ///
  /// @param inputForget the input gate is one minus the forget gate
  record Lstm(Layer layer, boolean inputForget) implements Recurrent {
    @Override
    public String name() {
      return "LSTM";
    }
  }
}
