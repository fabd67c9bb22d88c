package bitline.graph.eval;

import java.util.function.DoubleBinaryOperator;

/// One arithmetic operator on runs of floats, in loops that the compiler can turn into vector instructions: both
/// operands run along, or one of them stands still.
@FunctionalInterface
interface FloatRuns {
  /// As [Broadcast.Run]: `to[at + i] = a[aAt + i·aStep] ∘ b[bAt + i·bStep]` for `n` elements.
  void run(float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] to, int at, int n);

  FloatRuns ADD =
      (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
        if (aStep == 0) {
          add(b, bAt, a[aAt], to, at, n);
        } else if (bStep == 0) {
          add(a, aAt, b[bAt], to, at, n);
        } else {
          for (int i = 0; i < n; i++) {
            to[at + i] = a[aAt + i] + b[bAt + i];
          }
        }
      };

  FloatRuns MUL =
      (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
        if (aStep == 0) {
          mul(b, bAt, a[aAt], to, at, n);
        } else if (bStep == 0) {
          mul(a, aAt, b[bAt], to, at, n);
        } else {
          for (int i = 0; i < n; i++) {
            to[at + i] = a[aAt + i] * b[bAt + i];
          }
        }
      };

  FloatRuns SUB =
      (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
        if (aStep == 0) {
          float x = a[aAt];
          for (int i = 0; i < n; i++) {
            to[at + i] = x - b[bAt + i];
          }
        } else if (bStep == 0) {
          add(a, aAt, -b[bAt], to, at, n);
        } else {
          for (int i = 0; i < n; i++) {
            to[at + i] = a[aAt + i] - b[bAt + i];
          }
        }
      };

  FloatRuns DIV =
      (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
        if (aStep == 0) {
          float x = a[aAt];
          for (int i = 0; i < n; i++) {
            to[at + i] = x / b[bAt + i];
          }
        } else if (bStep == 0) {
          float y = b[bAt];
          for (int i = 0; i < n; i++) {
            to[at + i] = a[aAt + i] / y;
          }
        } else {
          for (int i = 0; i < n; i++) {
            to[at + i] = a[aAt + i] / b[bAt + i];
          }
        }
      };

  FloatRuns PRELU =
      (x, xAt, xStep, slope, slopeAt, slopeStep, to, at, n) -> {
        if (slopeStep == 0) {
          float s = slope[slopeAt];
          for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            to[at + i] = Math.max(v, 0f) + s * Math.min(v, 0f); // no branch to mispredict
          }
        } else {
          for (int i = 0; i < n; i++) {
            float v = x[xAt + i * xStep];
            to[at + i] = Math.max(v, 0f) + slope[slopeAt + i] * Math.min(v, 0f);
          }
        }
      };

  FloatRuns MAX =
      (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Math.max(a[aAt + i * aStep], b[bAt + i * bStep]);
        }
      };

  FloatRuns MIN =
      (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Math.min(a[aAt + i * aStep], b[bAt + i * bStep]);
        }
      };

  /// Any function, computed in double and rounded.
  static FloatRuns of(DoubleBinaryOperator f) {
    return (a, aAt, aStep, b, bAt, bStep, to, at, n) -> {
      for (int i = 0; i < n; i++) {
        to[at + i] = (float) f.applyAsDouble(a[aAt + i * aStep], b[bAt + i * bStep]);
      }
    };
  }

  private static void add(float[] x, int from, float y, float[] to, int at, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] = x[from + i] + y;
    }
  }

  private static void mul(float[] x, int from, float y, float[] to, int at, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] = x[from + i] * y;
    }
  }
}
