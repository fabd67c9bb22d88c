package bitline.onnx;

import bitline.base.Problem;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A reading position in one protobuf message. [#next] steps from field to field; the caller then
/// takes the value with the method of its kind or leaves it, in which case it is skipped. Every
/// length is held against the bytes that are there before anything is made of it. Source:
/// protobuf.dev, "Encoding".
final class Wire {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int MOST_TEXT = 1 << 24;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment data;
  private final long base;
  private long at;
  private int field;
  private int type;
  private boolean pending;

  Wire(MemorySegment data) {
    this(data, 0);
  }

  private Wire(MemorySegment data, long base) {
    this.data = data;
    this.base = base;
  }

  /// Steps to the next field; false at the message's end.
  boolean next() {
    if (pending) {
      skip();
    }
    if (at >= data.byteSize()) {
      return false;
    }
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag >>> 3 < 1 || tag >>> 3 > 0x1FFF_FFFF) {
      throw problem("field number " + Long.toUnsignedString(tag >>> 3) + " does not exist");
    }
    pending = true;
    return true;
  }

  int field() {
    return field;
  }

  /// The whole message, from its first byte.
  MemorySegment message() {
    return data;
  }

  long varint() {
    expect(VARINT);
    return rawVarint();
  }

  /// A whole number of 32 bits, such as an enumeration.
  int small() {
    long value = varint();
    if (value != (int) value) {
      throw problem("field " + field + " is " + value + ", out of range");
    }
    return (int) value;
  }

  float fixedFloat() {
    expect(FIXED32);
    return Float.intBitsToFloat((int) fixed(4));
  }

  /// The value of a length-delimited field.
  MemorySegment bytes() {
    expect(BYTES);
    return rawBytes();
  }

  /// The value of a field that is a message.
  Wire inner() {
    expect(BYTES);
    MemorySegment bytes = rawBytes();
    return new Wire(bytes, base + at - bytes.byteSize());
  }

  String string() {
    MemorySegment bytes = bytes();
    if (bytes.byteSize() > MOST_TEXT) {
      throw problem("a text of " + bytes.byteSize() + " bytes");
    }
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// The values of a repeated varint field, packed or single.
  void varints(LongList into) {
    if (type == VARINT) {
      into.add(varint());
      return;
    }
    Wire packed = inner();
    while (packed.at < packed.data.byteSize()) {
      into.add(packed.rawVarint());
    }
  }

  /// The number of varints in this occurrence of a repeated field.
  long countVarints() {
    if (type == VARINT) {
      varint();
      return 1;
    }
    MemorySegment bytes = bytes();
    long count = 0;
    for (long i = 0; i < bytes.byteSize(); i++) {
      count += bytes.get(ValueLayout.JAVA_BYTE, i) >= 0 ? 1 : 0;
    }
    return count;
  }

  /// The number of values of `size` bytes in this occurrence of a repeated field.
  long countFixed(int size) {
    if (type != BYTES) {
      expect(size == 4 ? FIXED32 : FIXED64);
      fixed(size);
      return 1;
    }
    MemorySegment bytes = bytes();
    if (bytes.byteSize() % size != 0) {
      throw problem(
          "field " + field + " holds " + bytes.byteSize() + " bytes, not a multiple of " + size);
    }
    return bytes.byteSize() / size;
  }

  /// The bytes of the values of `size` bytes in this occurrence of a repeated field.
  MemorySegment fixedBytes(int size) {
    if (type == BYTES) {
      return bytes();
    }
    expect(size == 4 ? FIXED32 : FIXED64);
    long from = at;
    fixed(size);
    return data.asSlice(from, size);
  }

  Problem problem(String what) {
    return new Problem("byte " + (base + at) + ": " + what);
  }

  private void skip() {
    pending = false;
    switch (type) {
      case VARINT -> rawVarint();
      case FIXED64 -> fixed(8);
      case BYTES -> rawBytes();
      case FIXED32 -> fixed(4);
      default ->
          throw problem("wire type " + type + "; this is not an ONNX file, or it is damaged");
    }
  }

  private void expect(int wanted) {
    if (!pending) {
      throw new IllegalStateException("a field's value is taken once");
    }
    if (type != wanted) {
      throw problem("field " + field + " has wire type " + type + " where " + wanted + " belongs");
    }
    pending = false;
  }

  private long fixed(int size) {
    pending = false;
    if (data.byteSize() - at < size) {
      throw problem("the message ends inside field " + field);
    }
    long value = size == 4 ? data.get(INT, at) : data.get(LONG, at);
    at += size;
    return value;
  }

  private MemorySegment rawBytes() {
    long length = rawVarint();
    if (length < 0 || length > data.byteSize() - at) {
      throw problem(
          "field "
              + field
              + " claims "
              + Long.toUnsignedString(length)
              + " bytes; "
              + (data.byteSize() - at)
              + " are left");
    }
    MemorySegment bytes = data.asSlice(at, length);
    at += length;
    return bytes;
  }

  private long rawVarint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= data.byteSize()) {
        throw problem("the message ends inside a number");
      }
      byte b = data.get(ValueLayout.JAVA_BYTE, at++);
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw problem("a number of more than 10 bytes");
  }

  /// A growing array of longs.
  static final class LongList {
    private long[] values = new long[8];
    private int size;

    void add(long value) {
      if (size == values.length) {
        if (size > Integer.MAX_VALUE / 2) {
          throw new Problem("a list of more than " + size + " numbers");
        }
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
