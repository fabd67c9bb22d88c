package bitline.tensor;

import java.util.Locale;

/// What a tensor's elements are. The number is ONNX's `TensorProto.DataType`; the storage says
/// which [Tensor] record holds it: half-precision types are held as floats that are exact in the
/// narrow type.
public enum ElementType {
  FLOAT(1, 32, Storage.FLOATS),
  UINT8(2, 8, Storage.INTS),
  INT8(3, 8, Storage.INTS),
  UINT16(4, 16, Storage.INTS),
  INT16(5, 16, Storage.INTS),
  INT32(6, 32, Storage.INTS),
  INT64(7, 64, Storage.LONGS),
  BOOL(9, 8, Storage.INTS),
  FLOAT16(10, 16, Storage.FLOATS),
  DOUBLE(11, 64, Storage.DOUBLES),
  UINT32(12, 32, Storage.LONGS),
  UINT64(13, 64, Storage.LONGS),
  BFLOAT16(16, 16, Storage.FLOATS),
  UINT4(21, 4, Storage.INTS),
  INT4(22, 4, Storage.INTS);

  /// Which Java array holds the elements.
  public enum Storage {
    FLOATS,
    DOUBLES,
    INTS,
    LONGS
  }

  private final int onnx;
  private final int bits;
  private final Storage storage;

  ElementType(int onnx, int bits, Storage storage) {
    this.onnx = onnx;
    this.bits = bits;
    this.storage = storage;
  }

  /// ONNX's number of this type.
  public int onnx() {
    return onnx;
  }

  /// Bits of one element in a file (4-bit types are packed two to a byte).
  public int bits() {
    return bits;
  }

  public Storage storage() {
    return storage;
  }

  public boolean isFloat() {
    return storage == Storage.FLOATS || storage == Storage.DOUBLES;
  }

  public boolean isUnsigned() {
    return switch (this) {
      case UINT4, UINT8, UINT16, UINT32, UINT64, BOOL -> true;
      default -> false;
    };
  }

  /// The lower-case name used in the text form and in messages: `float`, `int8`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The least value of an integer type; UINT64 and INT64 as their long bits allow.
  public long least() {
    return switch (this) {
      case INT4 -> -8;
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MIN_VALUE;
      default -> 0;
    };
  }

  /// The greatest value of an integer type (UINT64 as the bits of its long: -1).
  public long greatest() {
    return switch (this) {
      case BOOL -> 1;
      case UINT4 -> 15;
      case INT4 -> 7;
      case UINT8 -> 255;
      case INT8 -> Byte.MAX_VALUE;
      case UINT16 -> 65535;
      case INT16 -> Short.MAX_VALUE;
      case UINT32 -> 0xFFFF_FFFFL;
      case INT32 -> Integer.MAX_VALUE;
      case UINT64 -> -1L;
      default -> Long.MAX_VALUE;
    };
  }
}
