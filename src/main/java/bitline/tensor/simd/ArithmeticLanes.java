package bitline.tensor.simd;

import bitline.tensor.Arithmetic;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Arithmetic] on rows in lanes. A loop for each operator, written out, because the compiler makes
/// vector instructions only of operators that it sees as constants; and by hand at all, because it
/// makes none of a plain loop whose arrays might be one and the same.
final class ArithmeticLanes {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;

  private ArithmeticLanes() {}

  static void zip(
      Arithmetic op,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] to,
      int at,
      int n) {
    int done = 0;
    if (n >= L && aStep == 1 && bStep == 1) {
      done =
          switch (op) {
            case ADD -> add(a, aAt, b, bAt, to, at, n);
            case SUB -> sub(a, aAt, b, bAt, to, at, n);
            case MUL -> mul(a, aAt, b, bAt, to, at, n);
            case DIV -> div(a, aAt, b, bAt, to, at, n);
            case PRELU -> prelu(a, aAt, b, bAt, to, at, n);
            case MAX -> max(a, aAt, b, bAt, to, at, n);
            case MIN -> min(a, aAt, b, bAt, to, at, n);
          };
    } else if (n >= L && aStep == 1) {
      done =
          switch (op) {
            case ADD -> add(a, aAt, b[bAt], to, at, n);
            case SUB -> add(a, aAt, -b[bAt], to, at, n);
            case MUL -> mul(a, aAt, b[bAt], to, at, n);
            case DIV -> div(a, aAt, b[bAt], to, at, n);
            case PRELU -> prelu(a, aAt, b[bAt], to, at, n);
            case MAX, MIN -> 0;
          };
    } else if (n >= L && bStep == 1) {
      done =
          switch (op) {
            case ADD -> add(b, bAt, a[aAt], to, at, n);
            case SUB -> sub(a[aAt], b, bAt, to, at, n);
            case MUL -> mul(b, bAt, a[aAt], to, at, n);
            case DIV -> div(a[aAt], b, bAt, to, at, n);
            case PRELU, MAX, MIN -> 0;
          };
    }
    for (int i = done; i < n; i++) {
      to[at + i] = op.of(a[aAt + i * aStep], b[bAt + i * bStep]);
    }
  }

  /// The greatest element; the order of comparisons changes nothing.
  static float greatest(float[] x, int at, int n) {
    FloatVector most = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
    FloatVector other = most;
    int i = 0;
    for (; i + 2 * L <= n; i += 2 * L) {
      most = most.max(FloatVector.fromArray(F, x, at + i));
      other = other.max(FloatVector.fromArray(F, x, at + i + L));
    }
    float greatest = most.max(other).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      greatest = Math.max(greatest, x[at + i]);
    }
    return greatest;
  }

  private static int add(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i)
          .add(FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int sub(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i)
          .sub(FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int mul(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i)
          .mul(FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int div(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i)
          .div(FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int max(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i)
          .max(FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int min(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i)
          .min(FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int prelu(float[] a, int aAt, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      prelu(FloatVector.fromArray(F, a, aAt + i), FloatVector.fromArray(F, b, bAt + i))
          .intoArray(to, at + i);
    }
    return i;
  }

  private static int add(float[] a, int aAt, float b, float[] to, int at, int n) {
    int i = 0;
    FloatVector still = FloatVector.broadcast(F, b);
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i).add(still).intoArray(to, at + i);
    }
    return i;
  }

  private static int mul(float[] a, int aAt, float b, float[] to, int at, int n) {
    int i = 0;
    FloatVector still = FloatVector.broadcast(F, b);
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i).mul(still).intoArray(to, at + i);
    }
    return i;
  }

  private static int div(float[] a, int aAt, float b, float[] to, int at, int n) {
    int i = 0;
    FloatVector still = FloatVector.broadcast(F, b);
    for (; i + L <= n; i += L) {
      FloatVector.fromArray(F, a, aAt + i).div(still).intoArray(to, at + i);
    }
    return i;
  }

  private static int prelu(float[] a, int aAt, float b, float[] to, int at, int n) {
    int i = 0;
    FloatVector still = FloatVector.broadcast(F, b);
    for (; i + L <= n; i += L) {
      prelu(FloatVector.fromArray(F, a, aAt + i), still).intoArray(to, at + i);
    }
    return i;
  }

  private static int sub(float a, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    FloatVector still = FloatVector.broadcast(F, a);
    for (; i + L <= n; i += L) {
      still.sub(FloatVector.fromArray(F, b, bAt + i)).intoArray(to, at + i);
    }
    return i;
  }

  private static int div(float a, float[] b, int bAt, float[] to, int at, int n) {
    int i = 0;
    FloatVector still = FloatVector.broadcast(F, a);
    for (; i + L <= n; i += L) {
      still.div(FloatVector.fromArray(F, b, bAt + i)).intoArray(to, at + i);
    }
    return i;
  }

  private static FloatVector prelu(FloatVector x, FloatVector slope) {
    return x.blend(x.mul(slope), x.lt(0));
  }
}
