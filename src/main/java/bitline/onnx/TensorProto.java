package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.tensor.ElementType;
import bitline.tensor.LittleEndian;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/// A tensor as the file has it. Reading one checks that as many numbers are there as its shape
/// says; they are decoded at the first use, so that no shape however large costs memory before its
/// data was found in the file.
record TensorProto(String name, Constant constant) {
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int INT64_DATA = 7;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;

  static TensorProto read(Wire wire, ExternalData files) {
    Wire.LongList dims = new Wire.LongList();
    String name = "";
    long typeNumber = 0;
    MemorySegment raw = null;
    boolean external = false;
    External where = new External();
    long[] counts = new long[12];
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> wire.varints(dims);
        case 2 -> typeNumber = wire.varint();
        case 3 -> throw wire.problem("a tensor cut into segments is not supported");
        case FLOAT_DATA -> counts[FLOAT_DATA] += wire.countFixed(4);
        case INT32_DATA -> counts[INT32_DATA] += wire.countVarints();
        case INT64_DATA -> counts[INT64_DATA] += wire.countVarints();
        case 8 -> name = wire.string();
        case 9 -> raw = wire.bytes();
        case DOUBLE_DATA -> counts[DOUBLE_DATA] += wire.countFixed(8);
        case UINT64_DATA -> counts[UINT64_DATA] += wire.countVarints();
        case 13 -> where.read(wire.inner());
        case 14 -> external = wire.varint() == 1;
        default -> {}
      }
    }
    try {
      ElementType type = ElementTypes.of(typeNumber);
      Shape shape = Shape.of(dims.toArray());
      long bytes = LittleEndian.bytes(type, shape.elements());
      if (external) {
        raw = files.slice(where.location, where.offset, where.length);
      }
      if (raw != null) {
        need(type, shape, bytes, raw.byteSize(), "bytes");
        MemorySegment data = raw;
        return new TensorProto(
            name, Constant.lazy(type, shape, () -> LittleEndian.decode(type, shape, data)));
      }
      int field = field(type);
      long expected = type.bits() == 4 ? bytes : shape.elements();
      need(type, shape, expected, counts[field], "numbers");
      MemorySegment message = wire.message();
      return new TensorProto(
          name, Constant.lazy(type, shape, () -> decode(type, shape, field, message)));
    } catch (Problem problem) {
      throw name.isEmpty() ? problem : Problem.at("tensor '" + name + "'", problem.getMessage());
    }
  }

  private static void need(ElementType type, Shape shape, long needed, long found, String what) {
    if (needed != found) {
      throw new Problem(
          type.text()
              + " "
              + shape
              + " takes "
              + needed
              + " "
              + what
              + "; the file holds "
              + found);
    }
  }

  /// Which typed field holds a type's numbers.
  private static int field(ElementType type) {
    return switch (type) {
      case FLOAT -> FLOAT_DATA;
      case DOUBLE -> DOUBLE_DATA;
      case INT64 -> INT64_DATA;
      case UINT32, UINT64 -> UINT64_DATA;
      default -> INT32_DATA;
    };
  }

  private static Tensor decode(ElementType type, Shape shape, int field, MemorySegment message) {
    return switch (field) {
      case FLOAT_DATA, DOUBLE_DATA ->
          LittleEndian.decode(type, shape, joined(message, field, type.bits() / 8));
      case INT64_DATA, UINT64_DATA -> {
        long[] values = varints(message, field);
        if (type == ElementType.UINT32) {
          for (int i = 0; i < values.length; i++) {
            values[i] &= 0xFFFF_FFFFL;
          }
        }
        yield new Tensor.Longs(type, shape, values);
      }
      default -> fromInts(type, shape, varints(message, field));
    };
  }

  private static Tensor fromInts(ElementType type, Shape shape, long[] values) {
    int n = shape.elements();
    if (type.storage() == ElementType.Storage.FLOATS) {
      float[] out = new float[n];
      for (int i = 0; i < n; i++) {
        out[i] =
            type == ElementType.FLOAT16
                ? Float.float16ToFloat((short) values[i])
                : Float.intBitsToFloat((int) values[i] << 16);
      }
      return new Tensor.Floats(type, shape, NarrowFloats.round(type, out));
    }
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] =
          LittleEndian.narrow(
              type, type.bits() == 4 ? (int) values[i / 2] >> (i % 2 * 4) : (int) values[i]);
    }
    return new Tensor.Ints(type, shape, out);
  }

  private static long[] varints(MemorySegment message, int field) {
    Wire.LongList values = new Wire.LongList();
    Wire wire = new Wire(message);
    while (wire.next()) {
      if (wire.field() == field) {
        wire.varints(values);
      }
    }
    return values.toArray();
  }

  /// A repeated field of fixed-size numbers: one slice when it stands there once, as it nearly
  /// always does.
  private static MemorySegment joined(MemorySegment message, int field, int size) {
    long total = 0;
    MemorySegment only = null;
    int parts = 0;
    for (Wire wire = new Wire(message); wire.next(); ) {
      if (wire.field() == field) {
        only = wire.fixedBytes(size);
        total += only.byteSize();
        parts++;
      }
    }
    if (parts == 1 && only != null) {
      return only;
    }
    byte[] out = new byte[Math.toIntExact(total)];
    MemorySegment to = MemorySegment.ofArray(out);
    long at = 0;
    for (Wire wire = new Wire(message); wire.next(); ) {
      if (wire.field() == field) {
        MemorySegment part = wire.fixedBytes(size);
        MemorySegment.copy(part, 0, to, at, part.byteSize());
        at += part.byteSize();
      }
    }
    return to;
  }

  /// Where a tensor's numbers lie outside the model's file.
  private static final class External {
    private String location = "";
    private long offset;
    private long length = -1;

    private void read(Wire entry) {
      String key = "";
      String value = "";
      while (entry.next()) {
        switch (entry.field()) {
          case 1 -> key = entry.string();
          case 2 -> value = entry.string();
          default -> {}
        }
      }
      switch (key) {
        case "location" -> location = value;
        case "offset" -> offset = number(key, value);
        case "length" -> length = number(key, value);
        default -> {}
      }
    }

    private static long number(String key, String value) {
      if (!value.matches("[0-9]{1,18}")) {
        throw new Problem("external data with " + key + " '" + value + "'");
      }
      return Long.parseLong(value);
    }
  }

  /// A sparse tensor made dense. Refused where the dense one has more than 2^26 elements.
  static TensorProto readSparse(Wire wire, ExternalData files) {
    TensorProto values = null;
    TensorProto indices = null;
    Wire.LongList dims = new Wire.LongList();
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> values = read(wire.inner(), files);
        case 2 -> indices = read(wire.inner(), files);
        case 3 -> wire.varints(dims);
        default -> {}
      }
    }
    if (values == null || indices == null) {
      throw wire.problem("a sparse tensor without values or indices");
    }
    Shape shape = Shape.of(dims.toArray());
    if (shape.elements() > 1 << 26) {
      throw new Problem(
          "sparse tensor '"
              + values.name
              + "' has "
              + shape.elements()
              + " elements when made dense; at most 2^26 are supported");
    }
    Constant value = values.constant;
    Constant index = indices.constant;
    int n = value.shape().elements();
    boolean linear = index.shape().rank() == 1;
    if (index.type() != ElementType.INT64
        || value.shape().rank() != 1
        || index.shape().elements() != (linear ? n : (long) n * shape.rank())
        || !linear && (index.shape().rank() != 2 || index.shape().size(1) != shape.rank())) {
      throw new Problem(
          "sparse tensor '"
              + values.name
              + "': indices "
              + index.shape()
              + " do not fit values "
              + value.shape()
              + " of shape "
              + shape);
    }
    int[] places = places(values.name, shape, index.tensor().toLongs(), n, linear);
    return new TensorProto(
        values.name,
        Constant.lazy(value.type(), shape, () -> dense(value.tensor(), shape, places)));
  }

  private static int[] places(String name, Shape shape, long[] index, int n, boolean linear) {
    int[] strides = shape.strides();
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      long place = linear ? index[i] : 0;
      boolean inside = true;
      for (int axis = 0; axis < shape.rank() && !linear; axis++) {
        long at = index[i * shape.rank() + axis];
        inside &= at >= 0 && at < shape.size(axis);
        place += at * strides[axis];
      }
      if (!inside || place < 0 || place >= shape.elements()) {
        throw new Problem(
            "sparse tensor '" + name + "': value " + i + " lies outside shape " + shape);
      }
      places[i] = (int) place;
    }
    return places;
  }

  private static Tensor dense(Tensor values, Shape shape, int[] places) {
    Tensor dense = Tensor.zeros(values.type(), shape);
    for (int i = 0; i < places.length; i++) {
      switch (dense) {
        case Tensor.Floats t -> t.data()[places[i]] = ((Tensor.Floats) values).data()[i];
        case Tensor.Doubles t -> t.data()[places[i]] = ((Tensor.Doubles) values).data()[i];
        case Tensor.Ints t -> t.data()[places[i]] = ((Tensor.Ints) values).data()[i];
        case Tensor.Longs t -> t.data()[places[i]] = ((Tensor.Longs) values).data()[i];
      }
    }
    return dense;
  }
}
