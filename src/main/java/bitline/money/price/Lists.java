package bitline.money.price;

import java.util.List;

/// Lists that must say something.
final class Lists {
  private Lists() {}

  /// Refuses an empty list; the message begins with the key, so that it is reported there.
  static void filled(String key, List<?> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException(key + " is empty; give at least one quote");
    }
  }
}
