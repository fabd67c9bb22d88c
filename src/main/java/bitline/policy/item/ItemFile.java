package bitline.policy.item;

import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.chip.Chips;
import bitline.policy.Item;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Computing;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Sourced;
import bitline.text.Unit;
import bitline.text.condition.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An item of one's own as a file describes it: by its peaks and dies, or by described chips of
/// which it is made, or by both, which add up. What is absent is not known.
///
/// ```yaml
/// item: my-board
/// segment: edge
/// peaks:
///   - {format: W4A8, ops: 300 TOPS}
/// dies:
///   - {process: TSMC 12FFC, node: 12 nm, area: 150 mm2, count: 2}
/// packages: 2
/// dram: 200 GB/s
/// assumed: what would be if
/// ```
///
/// @param item its name
/// @param title one line
/// @param segment for whom it is designed or marketed
/// @param computing how products are made
/// @param chips described chips that are in it; each brings its peaks, dies and memory
/// @param peaks dense peaks; those of different units add up
/// @param dies logic dies
/// @param packages integrated circuits over which peaks and dies are spread evenly
/// @param dram bytes a second of the memory beside the dies
/// @param hbm whether it is stacked
/// @param link bytes a second to other items, all directions together
/// @param country of its vendor's head office
/// @param merchant whether it is sold to others
/// @param evidence where every value comes from
@Sourced
record ItemFile(
    String item,
    @Nullable String title,
    @Nullable Segment segment,
    @Default("digital") Computing computing,
    @Default("[]") List<Described> chips,
    @Default("[]") List<Rate> peaks,
    @Default("[]") List<Silicon> dies,
    @Default("1") @bitline.text.Range(min = 1, max = 1000) int packages,
    @Unit("B/s") @bitline.text.Range(min = 0) @Nullable Double dram,
    @Nullable Boolean hbm,
    @Unit("B/s") @bitline.text.Range(min = 0) @Nullable Double link,
    @Nullable String country,
    @Nullable Boolean merchant,
    @Collected List<Evidence> evidence) {
  private static final Pattern WIDTHS = Pattern.compile("W([1-9][0-9]?)A([1-9][0-9]?)");

  ItemFile {
    chips = List.copyOf(chips);
    peaks = List.copyOf(peaks);
    dies = List.copyOf(dies);
    evidence = List.copyOf(evidence);
    if (item.isBlank() || item.length() > 60) {
      throw new IllegalArgumentException("item must be a name of 1 to 60 characters");
    }
    if (peaks.isEmpty() && chips.isEmpty()) {
      throw new IllegalArgumentException("peaks is empty and there are no chips; give one of them");
    }
    if (chips.stream().map(Described::chip).distinct().count() < chips.size()) {
      throw new IllegalArgumentException("chips has one of them twice; give it a count");
    }
  }

  /// Equal described chips.
  ///
  /// @param chip name or file
  record Described(String chip, @Default("1") @bitline.text.Range(min = 1, max = 1000) int count) {}

  /// A dense peak.
  ///
  /// @param unit units that make it, where several kinds work at a time and their rates add up
  /// @param format of the catalogue, such as `int8`, or widths such as `W4A8`
  record Rate(
      @Nullable String unit,
      String format,
      @Unit("op/s") @bitline.text.Range(min = 1, max = 1e21) double ops) {
    Rate {
      bits(format);
    }

    private String units() {
      return unit == null ? "" : unit;
    }

    private static int bits(String format) {
      String key = format.strip().toUpperCase(Locale.ROOT);
      Matcher widths = WIDTHS.matcher(key);
      if (widths.matches()) {
        return Math.max(Integer.parseInt(widths.group(1)), Integer.parseInt(widths.group(2)));
      }
      for (Format known : Format.values()) {
        if (known.name().equals(key) || known.words().equalsIgnoreCase(key)) {
          return known.bits();
        }
      }
      throw new IllegalArgumentException(
          "format '"
              + format
              + "' is none; write W4A8 (weights of 4 bits, inputs of 8) or one of "
              + String.join(", ", Arrays.stream(Format.values()).map(Format::words).toList()));
    }

    int bits() {
      return bits(format);
    }
  }

  /// Equal logic dies. The area is told, or bounds of it, or nothing.
  record Silicon(
      @Nullable String process,
      @Unit("m") @bitline.text.Range(min = 1e-10, max = 1e-6) @Nullable Double node,
      @Nullable Boolean planar,
      @Unit("m2") @bitline.text.Range(min = 1e-9, max = 0.1) @Nullable Double area,
      @Unit("m2") @bitline.text.Range(min = 1e-9, max = 0.1) @Nullable Double areaAtLeast,
      @Unit("m2") @bitline.text.Range(min = 1e-9, max = 0.1) @Nullable Double areaAtMost,
      @bitline.text.Range(min = 1) @Nullable Double transistors,
      @Default("1") @bitline.text.Range(min = 1, max = 1000) int count) {
    Silicon {
      if (area != null && (areaAtLeast != null || areaAtMost != null)) {
        throw new IllegalArgumentException("area is told; leave its bounds out");
      }
      if (areaAtLeast != null && areaAtMost != null && areaAtLeast > areaAtMost) {
        throw new IllegalArgumentException("areaAtLeast is more than areaAtMost");
      }
    }

    private @Nullable Range range() {
      if (area != null) {
        return Range.of(area);
      }
      if (areaAtLeast == null && areaAtMost == null) {
        return null;
      }
      double most = areaAtMost == null ? bitline.money.Die.RETICLE : areaAtMost;
      double least = areaAtLeast == null ? 0 : areaAtLeast;
      return new Range(least, Math.max(least, most));
    }

    Item.Die die() {
      String called = process == null ? "" : process;
      Transistors known =
          planar == null
              ? Transistors.of(called, node)
              : new Transistors(planar, "as the file says");
      return new Item.Die(
          called, node, known.planar(), known.why(), range(), true, transistors, count);
    }
  }

  static ItemFile read(Path file) {
    return Binder.written().read(ItemFile.class, file);
  }

  /// The JSON Schema of item files, for editors.
  static String schema() {
    return Binder.written().schema(ItemFile.class, "An item as Bitline's policy command reads it");
  }

  /// The item that the file describes.
  Item made() {
    List<Peak> all = new ArrayList<>();
    List<Item.Die> silicon = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Computing how = computing;
    Range memory = dram == null ? null : Range.of(dram);
    boolean untold = false;
    Truth stacked = Truth.NO;
    for (Described described : chips) {
      Item part = ChipItem.of(Chips.find(described.chip), described.count);
      how = part.computing() == Computing.ANALOG ? Computing.ANALOG : how;
      silicon.addAll(part.dies());
      remarks.addAll(part.remarks());
      all.addAll(part.peaks());
      if (dram == null && !untold) {
        Range more = part.dram();
        untold = more == null;
        memory = more == null ? null : memory == null ? more : memory.plus(more);
      }
      stacked = stacked.or(part.hbm() == null ? Truth.UNKNOWN : Truth.of(part.hbm()));
    }
    for (Rate rate : peaks) {
      all.add(
          new Peak(
              rate.units(),
              rate.format,
              rate.bits(),
              Range.of(rate.ops),
              Basis.CLAIMED,
              "the file"));
    }
    for (Silicon die : dies) {
      silicon.add(die.die());
    }
    Boolean held =
        hbm != null || chips.isEmpty() || stacked == Truth.UNKNOWN
            ? hbm
            : Boolean.valueOf(stacked == Truth.YES);
    return new Item(
        item,
        title == null ? item : title,
        segment,
        how,
        all,
        silicon,
        packages,
        memory,
        held,
        link == null ? null : Range.of(link),
        country,
        merchant,
        remarks.stream().distinct().toList());
  }
}
