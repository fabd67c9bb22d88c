package bitline.catalogue;

import java.util.List;

/// Number formats of peak rates.
public enum Format {
  FP64("FP64", 64, true),
  FP32("FP32", 32, true),
  TF32("TF32", 19, true),
  BF16("BF16", 16, true),
  FP16("FP16", 16, true),
  /// Blocks of mantissas with a common exponent, 16 bits a number in the vendor's counting.
  BFP16("block FP16", 16, true),
  FP8("FP8", 8, true),
  MXINT8("MXINT8", 8, true),
  FP4("FP4", 4, true),
  MXINT4("MXINT4", 4, true),
  INT16("INT16", 16, false),
  INT8("INT8", 8, false),
  INT4("INT4", 4, false),
  INT2("INT2", 2, false),
  INT1("INT1", 1, false);

  /// The order in which a format stands for a machine: 8 bits, then 16, then 4 and less, then more.
  public static final List<Format> EIGHT_BITS_FIRST =
      List.of(
          INT8, FP8, MXINT8, FP16, BF16, BFP16, INT16, INT4, FP4, MXINT4, INT2, INT1, TF32, FP32,
          FP64);

  private final String words;
  private final int bits;
  private final boolean floating;

  Format(String words, int bits, boolean floating) {
    this.words = words;
    this.bits = bits;
    this.floating = floating;
  }

  /// As it is written.
  public String words() {
    return words;
  }

  /// Bits of a number.
  public int bits() {
    return bits;
  }

  /// Whether numbers have an exponent, of their own or of a block.
  public boolean floating() {
    return floating;
  }

  /// Bytes of a number in memory.
  public double bytes() {
    return this == TF32 ? 4 : bits / 8.0;
  }
}
