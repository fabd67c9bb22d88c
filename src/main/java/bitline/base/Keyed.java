package bitline.base;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Random choices keyed by (seed, purpose, index): neither order nor threads change them, and each
/// is the same on every machine. Numbers are SplitMix64 (Steele, Lea, Flood 2014) over the key.
public final class Keyed {
  private Keyed() {}

  /// 64 random bits of a key.
  public static long bits(long seed, String purpose, long index) {
    long key = mix(seed + 0x9E3779B97F4A7C15L);
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      key = mix(key ^ (b & 0xFF));
    }
    return mix(key ^ mix(index + 0x9E3779B97F4A7C15L));
  }

  /// `count` of the numbers 0 to `total` − 1, ascending; all of them when there are no more.
  public static List<Integer> choose(int count, int total, long seed, String purpose) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      all.add(i);
    }
    all.sort(Comparator.comparingLong((Integer i) -> bits(seed, purpose, i)).thenComparing(i -> i));
    return all.subList(0, Math.min(count, total)).stream().sorted().toList();
  }

  /// Number `index` of the stream of a key from [#bits], evenly distributed over (0, 1).
  public static double uniform(long key, long index) {
    return ((mix(key + (index + 1) * 0x9E3779B97F4A7C15L) >>> 11) + 0.5) * 0x1p-53;
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
