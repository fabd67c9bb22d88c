package bitline.tensor;

import bitline.base.Problem;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A tensor's elements as bytes in a file: little-endian, row-major, 4-bit types two to a byte with
/// the first in the low half. ONNX's `raw_data` and NumPy's files are both of this form.
public final class LittleEndian {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /// Bytes that `elements` of a type take.
  public static long bytes(ElementType type, long elements) {
    return (elements * type.bits() + 7) / 8;
  }

  /// The tensor whose elements lie in `data`, which must be of exactly the right length.
  public static Tensor decode(ElementType type, Shape shape, MemorySegment data) {
    int n = shape.elements();
    if (data.byteSize() != bytes(type, n)) {
      throw new Problem(
          type.text()
              + " "
              + shape
              + " takes "
              + bytes(type, n)
              + " bytes, not "
              + data.byteSize());
    }
    return switch (type.storage()) {
      case FLOATS -> new Tensor.Floats(type, shape, floats(type, n, data));
      case DOUBLES -> {
        double[] out = new double[n];
        MemorySegment.copy(data, DOUBLE, 0, out, 0, n);
        yield new Tensor.Doubles(type, shape, out);
      }
      case INTS -> new Tensor.Ints(type, shape, ints(type, n, data));
      case LONGS -> new Tensor.Longs(type, shape, longs(type, n, data));
    };
  }

  private static float[] floats(ElementType type, int n, MemorySegment data) {
    float[] out = new float[n];
    switch (type) {
      case FLOAT -> MemorySegment.copy(data, FLOAT, 0, out, 0, n);
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Float.float16ToFloat(data.get(SHORT, 2L * i));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Float.intBitsToFloat(data.get(SHORT, 2L * i) << 16);
        }
      }
      default -> throw new IllegalStateException(type.text());
    }
    return out;
  }

  private static int[] ints(ElementType type, int n, MemorySegment data) {
    int[] out = new int[n];
    if (type == ElementType.INT32) {
      MemorySegment.copy(data, INT, 0, out, 0, n);
      return out;
    }
    for (int i = 0; i < n; i++) {
      int raw =
          switch (type.bits()) {
            case 16 -> data.get(SHORT, 2L * i);
            case 8 -> data.get(ValueLayout.JAVA_BYTE, i);
            default -> data.get(ValueLayout.JAVA_BYTE, i / 2) >> (i % 2 * 4);
          };
      out[i] = narrow(type, raw);
    }
    return out;
  }

  /// The value of a small integer type whose bits are the lowest of `raw`.
  public static int narrow(ElementType type, int raw) {
    return switch (type) {
      case BOOL -> (raw & 0xFF) != 0 ? 1 : 0;
      case INT8 -> (byte) raw;
      case UINT8 -> raw & 0xFF;
      case INT16 -> (short) raw;
      case UINT16 -> raw & 0xFFFF;
      case INT4 -> raw << 28 >> 28;
      case UINT4 -> raw & 0xF;
      case INT32 -> raw;
      default -> throw new IllegalStateException(type.text());
    };
  }

  private static long[] longs(ElementType type, int n, MemorySegment data) {
    long[] out = new long[n];
    if (type == ElementType.UINT32) {
      for (int i = 0; i < n; i++) {
        out[i] = Integer.toUnsignedLong(data.get(INT, 4L * i));
      }
    } else {
      MemorySegment.copy(data, LONG, 0, out, 0, n);
    }
    return out;
  }

  /// A tensor's elements as bytes; the opposite of [#decode].
  public static byte[] encode(Tensor tensor) {
    ElementType type = tensor.type();
    int n = tensor.shape().elements();
    long size = bytes(type, n);
    if (size > Integer.MAX_VALUE - 16) {
      throw new Problem(
          type.text() + " " + tensor.shape() + " is too large for one array of bytes");
    }
    byte[] out = new byte[(int) size];
    MemorySegment to = MemorySegment.ofArray(out);
    switch (tensor) {
      case Tensor.Floats t -> {
        for (int i = 0; i < n; i++) {
          switch (type) {
            case FLOAT -> to.set(FLOAT, 4L * i, t.data()[i]);
            case FLOAT16 -> to.set(SHORT, 2L * i, Float.floatToFloat16(t.data()[i]));
            default -> to.set(SHORT, 2L * i, (short) (Float.floatToRawIntBits(t.data()[i]) >>> 16));
          }
        }
      }
      case Tensor.Doubles t -> MemorySegment.copy(t.data(), 0, to, DOUBLE, 0, n);
      case Tensor.Longs t -> {
        for (int i = 0; i < n; i++) {
          if (type == ElementType.UINT32) {
            to.set(INT, 4L * i, (int) t.data()[i]);
          } else {
            to.set(LONG, 8L * i, t.data()[i]);
          }
        }
      }
      case Tensor.Ints t -> {
        for (int i = 0; i < n; i++) {
          switch (type.bits()) {
            case 32 -> to.set(INT, 4L * i, t.data()[i]);
            case 16 -> to.set(SHORT, 2L * i, (short) t.data()[i]);
            case 8 -> out[i] = (byte) t.data()[i];
            default -> out[i / 2] |= (byte) ((t.data()[i] & 0xF) << (i % 2 * 4));
          }
        }
      }
    }
    return out;
  }
}
