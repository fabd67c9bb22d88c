package bitline.graph.eval;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Arithmetic on integer tensors through 64 bits, wrapped to the type's width at the end. UINT64
/// travels as its bits.
final class Integers {
  private Integers() {}

  /// `value` as `type` keeps it: its low bits, sign-extended where the type has a sign.
  static long wrap(ElementType type, long value) {
    return switch (type) {
      case BOOL -> value == 0 ? 0 : 1;
      case UINT4, UINT8, UINT16, UINT32 -> value & type.greatest();
      case INT4 -> value << 60 >> 60;
      case INT8 -> (byte) value;
      case INT16 -> (short) value;
      case INT32 -> (int) value;
      case INT64, UINT64 -> value;
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException(type + " is not an integer type");
    };
  }

  /// A tensor of an integer type, or bools.
  static Tensor of(ElementType type, Shape shape, long[] values) {
    if (type.storage() == ElementType.Storage.LONGS) {
      for (int i = 0; i < values.length; i++) {
        values[i] = wrap(type, values[i]);
      }
      return new Tensor.Longs(type, shape, values);
    }
    int[] narrow = new int[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (int) wrap(type, values[i]);
    }
    return new Tensor.Ints(type, shape, narrow);
  }

  static Tensor map(Tensor x, LongUnaryOperator f) {
    long[] out = new long[x.elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsLong(x.intAt(i));
    }
    return of(x.type(), x.shape(), out);
  }

  static Tensor zip(Tensor a, Tensor b, ElementType to, LongBinaryOperator f) {
    Broadcast both = Broadcast.of(a.shape(), b.shape());
    long[] out = new long[both.shape().elements()];
    both.forEach((aAt, aStep, bAt, bStep, at, n) -> {
      for (int i = 0; i < n; i++) {
        out[at + i] = f.applyAsLong(a.intAt(aAt + i * aStep), b.intAt(bAt + i * bStep));
      }
    });
    return of(to, both.shape(), out);
  }

  /// `operand` as an index of `size` things, counted from the end where it is negative.
  static int index(long operand, int size, String what) {
    if (operand < -size || operand >= size) {
      throw new Problem(what + " " + operand + " is outside " + -size + " to " + (size - 1));
    }
    return (int) (operand < 0 ? operand + size : operand);
  }

  /// The only element of operand `i`.
  static long only(Operands in, int i, String what) {
    long[] values = in.longs(i);
    if (values.length != 1) {
      throw new Problem(what + " has " + values.length + " elements; one is needed");
    }
    return values[0];
  }
}
