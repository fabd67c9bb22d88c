package bitline.graph;

/// Recurrent layers.
public sealed interface Recurrent extends Op {
  enum Direction {
    FORWARD,
    REVERSE,
    BIDIRECTIONAL
  }

  /// Inputs and outputs as in ONNX 14.
  record Rnn(java.util.List<String> activations, java.util.List<Float> alphas, java.util.List<Float> betas, @org.jspecify.annotations.Nullable Float clip, Direction direction, int hidden, boolean batchFirst)
      implements Recurrent {
    @Override
    public String name() {
      return "RNN";
    }
  }
}
