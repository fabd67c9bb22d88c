package bitline.time.decode;

/// How a model is decoded.
///
/// @param weightBits of a stored weight
/// @param inputBits of a vector's numbers in arrays
/// @param outside seconds from the end of a token on the chip to the beginning of the next: the
///   host, its link, launching work
/// @param sequences that are decoded at the same time, whose tokens share the weights that pass
public record Setting(int weightBits, int inputBits, double outside, int sequences) {
  public Setting {
    if (weightBits < 1 || inputBits < 1 || !(outside >= 0) || sequences < 1) {
      throw new IllegalArgumentException(
          weightBits + " " + inputBits + " " + outside + " " + sequences);
    }
  }

  Setting withOutside(double seconds) {
    return new Setting(weightBits, inputBits, seconds, sequences);
  }

  Setting withWeightBits(int bits) {
    return new Setting(bits, inputBits, outside, sequences);
  }

  Setting withSequences(int count) {
    return new Setting(weightBits, inputBits, outside, count);
  }
}
