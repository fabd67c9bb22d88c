package bitline.chip;

/// How a signed weight becomes non-negative digits in cells.
public enum Encoding {
  /// Digits of the two's complement; the top digit's top bit counts negative.
  TWOS_COMPLEMENT,
  /// w + 2^(weightBits−1) is stored; the sum of the inputs times the offset is subtracted
  /// digitally.
  OFFSET_BINARY,
  /// The magnitude is stored, in one cell of a pair for positive weights and in the other for
  /// negative ones. Where the two lie is said by [Pair].
  DIFFERENTIAL_PAIR
}
