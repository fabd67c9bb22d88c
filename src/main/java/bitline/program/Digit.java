package bitline.program;

import java.util.ArrayList;
import java.util.List;

/// One digit of an integer: bits `shift` to `shift + bits − 1`, counting `sign`·2^shift in the sum.
/// A weight's digit is what one cell stores (a *weight slice* over a layer); an input's digit is
/// what a DAC sends in one step.
///
/// @param shift the digit's place, in bits
/// @param bits its width, 1 or more
/// @param sign −1 for the top digit of a two's-complement number, else +1
public record Digit(int shift, int bits, int sign) {
  public Digit {
    if (shift < 0 || bits < 1 || shift + bits > 16 || (sign != 1 && sign != -1)) {
      throw new IllegalArgumentException(
          "digit (shift=" + shift + ", bits=" + bits + ", sign=" + sign + ")");
    }
  }

  /// The digit's value in the bit pattern of an integer, 0 to 2^bits − 1.
  public int of(int value) {
    return (value >> shift) & ((1 << bits) - 1);
  }

  /// What one unit of the digit counts: ±2^shift.
  public int weight() {
    return sign << shift;
  }

  /// Digits of an unsigned number, least significant first. Where the width is no multiple of a
  /// digit's the lowest digit is the narrow one: an analog error counts least there.
  static List<Digit> unsigned(int numberBits, int digitBits) {
    List<Digit> digits = new ArrayList<>();
    int rest = numberBits % digitBits;
    if (rest > 0) {
      digits.add(new Digit(0, rest, 1));
    }
    for (int shift = rest; shift < numberBits; shift += digitBits) {
      digits.add(new Digit(shift, digitBits, 1));
    }
    return List.copyOf(digits);
  }

  /// Digits of a two's-complement number, least significant first: the sign bit is a digit of its
  /// own that counts negative, the bits below it are cut like an unsigned number.
  static List<Digit> twosComplement(int numberBits, int digitBits) {
    List<Digit> digits = new ArrayList<>(unsigned(numberBits - 1, digitBits));
    digits.add(new Digit(numberBits - 1, 1, -1));
    return List.copyOf(digits);
  }
}
