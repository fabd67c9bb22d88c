package bitline.tensor;

/// Operators on pairs of floats that networks apply to long rows, see [Kernels#zip].
public enum Arithmetic {
  ADD,
  SUB,
  MUL,
  DIV,
  /// NaN where one of the two is.
  MAX,
  /// NaN where one of the two is.
  MIN,
  /// The first where it is not below zero, else the product of both: a rectifier and its slope.
  PRELU;

  public float of(float a, float b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case PRELU -> a < 0 ? a * b : a;
    };
  }
}
