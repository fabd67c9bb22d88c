package bitline.quant;

import bitline.base.Problem;
import java.util.List;

/// How a network is quantised. Widths and shares outside their limits are a [Problem].
///
/// @param weightBits 2 to 8; weights are signed, symmetric, one scale an output channel
/// @param activationBits 2 to 8
/// @param signedActivations symmetric signed integers; else unsigned with a zero point
/// @param calibration how the range of an activation is chosen
/// @param percentile for [Calibration.Method#PERCENTILE]: the share of values below the upper end
///   of a range, and of those above its lower end, such as 0.9999
/// @param biasCorrection the mean error that rounded weights cause is taken off the bias
/// @param equalise ranges of neighbouring layers are evened out channel by channel before
///   quantising
/// @param balance channels of uneven reach are evened before they are quantised, see [Balance]
/// @param attentionBits width of both operands of a product of two activations, 2 to 8; 0 leaves
///   such products in float. The right operand is signed and symmetric, as weights are
/// @param integerShortcuts what a layer reads as integers, others read as the same integers, see
///   [Shortcuts]
/// @param overrides the last whose pattern matches a node's name wins
public record Settings(
    int weightBits,
    int activationBits,
    boolean signedActivations,
    Calibration.Method calibration,
    double percentile,
    boolean biasCorrection,
    boolean equalise,
    boolean balance,
    int attentionBits,
    boolean integerShortcuts,
    List<Override> overrides) {

  /// Plain 8 bits: unsigned activations, ranges that cover all that was seen, balanced channels,
  /// bias correction. Rare large activations are often the objects a network is to find, so nothing
  /// is clipped unless asked for.
  public static final Settings PLAIN =
      new Settings(
          8, 8, false, Calibration.Method.MIN_MAX, 0.9999, true, false, true, 0, false, List.of());

  /// Other widths for nodes whose name matches a pattern with `*` and `?`; a width of 0 leaves the
  /// node in float.
  public record Override(String pattern, int weightBits, int activationBits) {
    public Override {
      if (weightBits != 0 || activationBits != 0) {
        checkBits("weight bits of " + pattern, weightBits);
        checkBits("activation bits of " + pattern, activationBits);
      }
    }

    /// `conv*:4:8` — pattern, weight bits, activation bits — or `fc:float`. The pattern may hold
    /// colons.
    public static Override parse(String text) {
      String[] parts = text.split(":", -1);
      int last = parts.length - 1;
      if (last >= 1 && parts[last].equals("float")) {
        return new Override(String.join(":", List.of(parts).subList(0, last)), 0, 0);
      }
      if (last < 2) {
        throw new Problem(
            "override '" + text + "' is not PATTERN:WEIGHTBITS:ACTIVATIONBITS or PATTERN:float");
      }
      try {
        return new Override(
            String.join(":", List.of(parts).subList(0, last - 1)),
            Integer.parseInt(parts[last - 1]),
            Integer.parseInt(parts[last]));
      } catch (NumberFormatException e) {
        throw new Problem(
            "override '" + text + "': widths must be whole numbers, as in 'conv*:4:8'", e);
      }
    }

    /// Whether the pattern fits the whole name. Where a star has to give way, only the last one is
    /// moved, so that no pattern takes longer than its length times the name's.
    boolean matches(String node) {
      int p = 0;
      int n = 0;
      int star = -1;
      int tried = 0;
      while (n < node.length()) {
        if (p < pattern.length() && pattern.charAt(p) == '*') {
          star = p++;
          tried = n;
        } else if (p < pattern.length()
            && (pattern.charAt(p) == '?' || pattern.charAt(p) == node.charAt(n))) {
          p++;
          n++;
        } else if (star >= 0) {
          p = star + 1;
          n = ++tried;
        } else {
          return false;
        }
      }
      while (p < pattern.length() && pattern.charAt(p) == '*') {
        p++;
      }
      return p == pattern.length();
    }
  }

  public Settings {
    checkBits("weight bits", weightBits);
    checkBits("activation bits", activationBits);
    if (!(percentile > 0.5 && percentile <= 1)) {
      throw new Problem("percentile " + percentile + " is not between 0.5 and 1");
    }
    if (attentionBits != 0) {
      checkBits("attention bits", attentionBits);
    }
    overrides = List.copyOf(overrides);
  }

  /// Settings that leave products of two activations in float.
  public Settings(
      int weightBits,
      int activationBits,
      boolean signedActivations,
      Calibration.Method calibration,
      double percentile,
      boolean biasCorrection,
      boolean equalise,
      boolean balance,
      List<Override> overrides) {
    this(
        weightBits,
        activationBits,
        signedActivations,
        calibration,
        percentile,
        biasCorrection,
        equalise,
        balance,
        0,
        false,
        overrides);
  }

  private static void checkBits(String what, int bits) {
    if (bits < 2 || bits > 8) {
      throw new Problem(what + ": " + bits + " is not 2 to 8");
    }
  }

  /// The same with other widths; overrides stay.
  public Settings withBits(int weights, int activations) {
    return new Settings(
        weights,
        activations,
        signedActivations,
        calibration,
        percentile,
        biasCorrection,
        equalise,
        balance,
        attentionBits,
        integerShortcuts,
        overrides);
  }

  /// The same with both operands of products of two activations in so many bits; 0: in float.
  public Settings withAttention(int bits) {
    return new Settings(
        weightBits,
        activationBits,
        signedActivations,
        calibration,
        percentile,
        biasCorrection,
        equalise,
        balance,
        bits,
        integerShortcuts,
        overrides);
  }

  /// The same with integers alone between layers.
  public Settings withIntegerShortcuts() {
    return new Settings(
        weightBits,
        activationBits,
        signedActivations,
        calibration,
        percentile,
        biasCorrection,
        equalise,
        balance,
        attentionBits,
        true,
        overrides);
  }

  /// The same with symmetric signed activations.
  Settings signed() {
    return new Settings(
        weightBits,
        activationBits,
        true,
        calibration,
        percentile,
        biasCorrection,
        equalise,
        balance,
        attentionBits,
        integerShortcuts,
        overrides);
  }

  /// The same for a network that has been equalised.
  public Settings equalised() {
    return new Settings(
        weightBits,
        activationBits,
        signedActivations,
        calibration,
        percentile,
        biasCorrection,
        false,
        balance,
        attentionBits,
        integerShortcuts,
        overrides);
  }

  /// Weight and activation bits of one node; 0 leaves it in float.
  Override forNode(String node) {
    Override chosen = new Override("*", weightBits, activationBits);
    for (Override override : overrides) {
      if (override.matches(node)) {
        chosen = override;
      }
    }
    return chosen;
  }
}
