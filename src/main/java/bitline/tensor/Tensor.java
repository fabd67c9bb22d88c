package bitline.tensor;

/// Numbers with a type and a shape, row-major. Four records, one for each Java array that can hold
/// them.
///
/// The array inside is shared, not copied, so that large tensors cost nothing to pass on: whoever
/// made a tensor may fill its array before handing it on; after that nobody writes to it.
public sealed interface Tensor {
  ElementType type();

  Shape shape();

  /// FLOAT, FLOAT16 and BFLOAT16; narrow types are held rounded, see [NarrowFloats].
  record Floats(ElementType type, Shape shape, float[] data) implements Tensor {
    public Floats {
      check(type, ElementType.Storage.FLOATS, shape, data.length);
    }
  }

  /// DOUBLE.
  record Doubles(ElementType type, Shape shape, double[] data) implements Tensor {
    public Doubles {
      check(type, ElementType.Storage.DOUBLES, shape, data.length);
    }
  }

  /// BOOL (0 or 1) and integers of up to 16 bits, and INT32; each held as its value.
  record Ints(ElementType type, Shape shape, int[] data) implements Tensor {
    public Ints {
      check(type, ElementType.Storage.INTS, shape, data.length);
    }
  }

  /// INT64, UINT32 (as its value) and UINT64 (as its bits).
  record Longs(ElementType type, Shape shape, long[] data) implements Tensor {
    public Longs {
      check(type, ElementType.Storage.LONGS, shape, data.length);
    }
  }

  private static void check(
      ElementType type, ElementType.Storage storage, Shape shape, int length) {
    if (type.storage() != storage) {
      throw new IllegalArgumentException(type + " is not held in " + storage);
    }
    if (shape.elements() != length) {
      throw new IllegalArgumentException(
          "shape " + shape + " needs " + shape.elements() + " elements, not " + length);
    }
  }

  static Floats floats(Shape shape, float[] data) {
    return new Floats(ElementType.FLOAT, shape, data);
  }

  static Longs int64(Shape shape, long[] data) {
    return new Longs(ElementType.INT64, shape, data);
  }

  static Ints bools(Shape shape, int[] data) {
    return new Ints(ElementType.BOOL, shape, data);
  }

  /// A tensor of zeros (or false).
  static Tensor zeros(ElementType type, Shape shape) {
    return switch (type.storage()) {
      case FLOATS -> new Floats(type, shape, new float[shape.elements()]);
      case DOUBLES -> new Doubles(type, shape, new double[shape.elements()]);
      case INTS -> new Ints(type, shape, new int[shape.elements()]);
      case LONGS -> new Longs(type, shape, new long[shape.elements()]);
    };
  }

  default int elements() {
    return shape().elements();
  }

  /// The same numbers under another shape of as many elements.
  default Tensor reshape(Shape to) {
    return switch (this) {
      case Floats t -> new Floats(t.type, to, t.data);
      case Doubles t -> new Doubles(t.type, to, t.data);
      case Ints t -> new Ints(t.type, to, t.data);
      case Longs t -> new Longs(t.type, to, t.data);
    };
  }

  /// Element `i` in row-major order as a double (UINT64 above 2^63 included).
  default double at(int i) {
    return switch (this) {
      case Floats t -> t.data[i];
      case Doubles t -> t.data[i];
      case Ints t -> t.data[i];
      case Longs t ->
          t.type == ElementType.UINT64 && t.data[i] < 0
              ? (t.data[i] >>> 1) * 2.0 + (t.data[i] & 1)
              : t.data[i];
    };
  }

  /// Element `i` of an integer or bool tensor as a long.
  default long intAt(int i) {
    return switch (this) {
      case Ints t -> t.data[i];
      case Longs t -> t.data[i];
      case Floats t -> throw new IllegalArgumentException(t.type + " is not an integer type");
      case Doubles t -> throw new IllegalArgumentException(t.type + " is not an integer type");
    };
  }

  /// All elements of an integer tensor, as operands such as axes, pads and shapes are read.
  default long[] toLongs() {
    long[] out = new long[elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = intAt(i);
    }
    return out;
  }

  /// All elements as floats (a cast where the type is another).
  default float[] toFloats() {
    if (this instanceof Floats t) {
      return t.data;
    }
    float[] out = new float[elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) at(i);
    }
    return out;
  }
}
