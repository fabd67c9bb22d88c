package bitline.forecast.measure;

import bitline.catalogue.Format;
import java.util.List;

/// In which numbers a machine's operations are counted, dense. A fixed precision compares the same
/// work over the years; the best one counts that machines went to narrower numbers.
public enum Precision {
  FP32("fp32", "FP32", List.of(Format.FP32)),
  /// The fastest 16-bit floating-point rate: that of tensor units where there are any. Machines
  /// that do 32 bits faster (some boards have slow 16-bit units so as to sell others) do not count.
  FP16("fp16", "16-bit floating point", List.of(Format.FP16, Format.BF16, Format.BFP16)),
  INT8("int8", "8-bit integers", List.of(Format.INT8, Format.MXINT8)),
  /// The fastest of all formats of at least 4 bits. Of 1 and 2 bits hardly any network works.
  BEST(
      "best",
      "the fastest format of 4 bits or more",
      List.of(Format.values()).stream().filter(f -> f.bits() >= 4).toList());

  private final String key;
  private final String words;
  private final List<Format> formats;

  Precision(String key, String words, List<Format> formats) {
    this.key = key;
    this.words = words;
    this.formats = formats;
  }

  /// As people type it.
  public String key() {
    return key;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }

  /// Formats that count as it.
  public List<Format> formats() {
    return formats;
  }

  /// The precision of a key; a [bitline.base.Problem] when there is none.
  public static Precision of(String key) {
    return Keys.find("precision", key, List.of(values()), Precision::key);
  }
}
