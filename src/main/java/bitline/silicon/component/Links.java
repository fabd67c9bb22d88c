package bitline.silicon.component;

import bitline.base.Interval;

/// Links that leave a die.
public final class Links {
  private Links() {}

  /// Joules of one bit to or from the host over PCIe, both ends counted once.
  public static Interval host() {
    return MemoryLaws.Link.of("pcie").energy().interval();
  }

  /// Joules of one bit to a die in the same package.
  public static Interval dieToDie() {
    return MemoryLaws.Link.of("die_to_die").energy().interval();
  }
}
