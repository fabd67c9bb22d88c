package bitline.program;

/// Pictures that the host hands over at once. Where weights are exchanged, some of them go through
/// a segment before the next one is written: many share the writing, few leave little to keep
/// between segments. The chip's sequencer repeats the segments without the command processor, which
/// starts each stage once for all.
///
/// @param pictures handed over at once
/// @param together of them that go through a segment at a time; divides `pictures`
public record Batch(int pictures, int together) {
  public Batch {
    if (together < 1 || pictures < 1 || pictures % together != 0) {
      throw new IllegalArgumentException(
          "a batch of " + pictures + " pictures, " + together + " at a time");
    }
  }

  /// All of them through a segment at a time.
  public static Batch of(int pictures) {
    return new Batch(pictures, pictures);
  }

  /// Turns of all segments that the batch takes.
  public int turns() {
    return pictures / together;
  }
}
