package bitline.tensor;

/// Rounding to the two half-precision formats (nearest, ties to even).
public final class NarrowFloats {
  private NarrowFloats() {}

  /// `value` rounded to what `type` can hold; FLOAT is returned as it is.
  public static float round(ElementType type, float value) {
    return switch (type) {
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(value));
      case BFLOAT16 -> bfloat16(value);
      default -> value;
    };
  }

  /// Rounds a whole array in place and returns it.
  public static float[] round(ElementType type, float[] data) {
    if (type != ElementType.FLOAT) {
      for (int i = 0; i < data.length; i++) {
        data[i] = round(type, data[i]);
      }
    }
    return data;
  }

  private static float bfloat16(float value) {
    if (Float.isNaN(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7FFF + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xFFFF0000);
  }
}
