package bitline.report;

import bitline.chip.Part;
import bitline.compare.Outcome;
import java.util.List;
import java.util.Locale;

/// How pages colour the memories and links of machines: like the parts of our own chips that do the
/// same.
final class LevelStyle {
  private record Word(String word, Part part) {}

  /// The first word that a level's name holds decides.
  private static final List<Word> WORDS =
      List.of(
          new Word("host", Part.HOST),
          new Word("pcie", Part.HOST),
          new Word("link", Part.HOST),
          new Word("usb", Part.HOST),
          new Word("ethernet", Part.HOST),
          new Word("hbm", Part.MEMORY),
          new Word("ddr", Part.MEMORY),
          new Word("dram", Part.MEMORY),
          new Word("network on chip", Part.NETWORK),
          new Word("wires", Part.NETWORK),
          new Word("sums", Part.ADDERS),
          new Word("wordline", Part.DRIVERS),
          new Word("written", Part.WRITES),
          new Word("register", Part.DATAPATH),
          new Word("operands", Part.DATAPATH),
          new Word("l1", Part.ADDERS),
          new Word("shared memory", Part.ADDERS),
          new Word("array", Part.CELLS));

  private LevelStyle() {}

  /// The class that colours it.
  static String style(String level) {
    if (level.equals(Outcome.Level.COMPUTING)) {
      return PartStyle.style(Part.CONTROL);
    }
    if (level.equals(Outcome.Level.IDLE)) {
      return PartStyle.style(Part.LEAKAGE);
    }
    String name = level.toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(word -> name.contains(word.word))
        .findFirst()
        .map(word -> PartStyle.style(word.part))
        .orElse(PartStyle.style(Part.BUFFERS));
  }
}
