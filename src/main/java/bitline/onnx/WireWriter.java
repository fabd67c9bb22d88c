package bitline.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One protobuf message being put together. Inner messages and large fields are kept as pieces and
/// copied only when the outermost message is written.
final class WireWriter {
  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  WireWriter varint(int field, long value) {
    add(number((long) field << 3 | Wire.VARINT));
    add(number(value));
    return this;
  }

  WireWriter fixedFloat(int field, float value) {
    add(number((long) field << 3 | Wire.FIXED32));
    add(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  WireWriter string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter bytes(int field, byte[] value) {
    add(number((long) field << 3 | Wire.BYTES));
    add(number(value.length));
    add(value);
    return this;
  }

  WireWriter message(int field, WireWriter inner) {
    add(number((long) field << 3 | Wire.BYTES));
    add(number(inner.size));
    pieces.addAll(inner.pieces);
    size += inner.size;
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : pieces) {
      out.write(piece);
    }
  }

  private void add(byte[] piece) {
    pieces.add(piece);
    size += piece.length;
  }

  private static byte[] number(long value) {
    byte[] out = new byte[10];
    int n = 0;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out[n++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out[n++] = (byte) rest;
    return Arrays.copyOf(out, n);
  }
}
