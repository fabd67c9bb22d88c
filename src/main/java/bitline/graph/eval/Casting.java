package bitline.graph.eval;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;

/// Turns tensors into those of another type, by value or by bits.
final class Casting {
  private Casting() {}

  /// By value: floats to the nearest float, or towards zero to an integer; an integer that does not
  /// fit keeps its low bits, a float that does not fit 64 bits gives the nearest end of them, NaN
  /// gives 0.
  static Tensor cast(Tensor x, ElementType to) {
    if (x.type() == to) {
      return x;
    }
    int n = x.elements();
    return switch (to.storage()) {
      case FLOATS -> {
        float[] out = x instanceof Tensor.Floats t ? t.data().clone() : new float[n];
        if (x instanceof Tensor.Longs t && t.type() != ElementType.UINT64) {
          for (int i = 0; i < n; i++) {
            out[i] = (float) t.data()[i];
          }
        } else if (!(x instanceof Tensor.Floats)) {
          for (int i = 0; i < n; i++) {
            out[i] = (float) x.at(i);
          }
        }
        yield new Tensor.Floats(to, x.shape(), NarrowFloats.round(to, out));
      }
      case DOUBLES -> {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
          out[i] = x.at(i);
        }
        yield new Tensor.Doubles(to, x.shape(), out);
      }
      case INTS, LONGS -> {
        long[] out = new long[n];
        boolean real = x.type().isFloat();
        for (int i = 0; i < n; i++) {
          out[i] = real ? whole(x.at(i), to) : x.intAt(i);
        }
        yield Integers.of(to, x.shape(), out);
      }
    };
  }

  /// By value, with what lies outside an integer type's range taken as the nearest end of it. Not
  /// for 64-bit types.
  static Tensor saturate(Tensor x, ElementType to) {
    if (to.isFloat() || to == ElementType.BOOL || to.bits() == 64) {
      return cast(x, to);
    }
    double[] inside = new double[x.elements()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = Math.min(to.greatest(), Math.max(to.least(), x.at(i)));
    }
    return cast(new Tensor.Doubles(ElementType.DOUBLE, x.shape(), inside), to);
  }

  private static long whole(double x, ElementType to) {
    if (to == ElementType.BOOL) {
      return x != 0 ? 1 : 0;
    }
    if (to == ElementType.UINT64 && x >= 0x1p63) {
      return x >= 0x1p64 ? -1 : (long) (x - 0x1p63) + Long.MIN_VALUE;
    }
    return (long) x;
  }

  /// The same bits as another type of the same width.
  static Tensor bits(Tensor x, ElementType to) {
    ElementType from = x.type();
    if (from.bits() != to.bits()) {
      throw new Problem(
          "bits of " + from.text() + " read as " + to.text() + ", which has another width");
    }
    Tensor out = Tensor.zeros(to, x.shape());
    for (int i = 0; i < x.elements(); i++) {
      long bits =
          switch (x) {
            case Tensor.Floats t ->
                switch (from) {
                  case FLOAT16 -> Float.floatToFloat16(t.data()[i]);
                  case BFLOAT16 -> Float.floatToRawIntBits(t.data()[i]) >>> 16;
                  default -> Float.floatToRawIntBits(t.data()[i]);
                };
            case Tensor.Doubles t -> Double.doubleToRawLongBits(t.data()[i]);
            case Tensor.Ints t -> t.data()[i];
            case Tensor.Longs t -> t.data()[i];
          };
      switch (out) {
        case Tensor.Floats t ->
            t.data()[i] =
                switch (to) {
                  case FLOAT16 -> Float.float16ToFloat((short) bits);
                  case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
                  default -> Float.intBitsToFloat((int) bits);
                };
        case Tensor.Doubles t -> t.data()[i] = Double.longBitsToDouble(bits);
        case Tensor.Ints t -> t.data()[i] = (int) Integers.wrap(to, bits);
        case Tensor.Longs t -> t.data()[i] = Integers.wrap(to, bits);
      }
    }
    return out;
  }

  /// A tensor of `type` whose every element is the only element of `value`, cast.
  static Tensor filled(ElementType type, Shape shape, Tensor value) {
    Tensor one = cast(value, type);
    Tensor out = Tensor.zeros(type, shape);
    switch (out) {
      case Tensor.Floats t -> Arrays.fill(t.data(), ((Tensor.Floats) one).data()[0]);
      case Tensor.Doubles t -> Arrays.fill(t.data(), ((Tensor.Doubles) one).data()[0]);
      case Tensor.Ints t -> Arrays.fill(t.data(), ((Tensor.Ints) one).data()[0]);
      case Tensor.Longs t -> Arrays.fill(t.data(), ((Tensor.Longs) one).data()[0]);
    }
    return out;
  }
}
