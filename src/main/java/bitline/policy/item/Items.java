package bitline.policy.item;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.catalogue.Technology;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.policy.Item;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Computing;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import bitline.text.Tree;
import bitline.text.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The door to items: accelerators of the catalogue, described chips, files of one's own.
public final class Items {
  private static final int NEAR = 8;

  private Items() {}

  /// The item of a name or a file: a chip of `chips/`, an accelerator of the catalogue, or a file
  /// `.yaml` that describes a chip (`core:`), accelerators (`accelerators:`; one, or
  /// `FILE.yaml:NAME`) or an item ([ItemFile], `item:`). A [Problem] with names that are near when
  /// there is none.
  public static Item find(String nameOrFile) {
    String text = nameOrFile.strip();
    int colon = Math.max(text.indexOf(".yaml:"), text.indexOf(".yml:"));
    if (colon >= 0) {
      return of(Catalogue.find(text));
    }
    if (text.endsWith(".yaml") || text.endsWith(".yml")) {
      return read(text);
    }
    if (Chips.names().contains(text)) {
      return of(Chips.byName(text));
    }
    String key = text.toLowerCase(Locale.ROOT);
    for (Accelerator each : Catalogue.all()) {
      if (each.name().equals(key)) {
        return of(each);
      }
    }
    throw new Problem(
        "no chip and no accelerator '"
            + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
            + "'"
            + near(key));
  }

  private static String near(String key) {
    List<String> names = new ArrayList<>(Chips.names());
    Catalogue.all().forEach(each -> names.add(each.name()));
    List<String> holding =
        key.length() < 2
            ? List.of()
            : names.stream().filter(name -> name.contains(key)).limit(NEAR).toList();
    if (!holding.isEmpty()) {
      return "; did you mean " + String.join(", ", holding) + "?";
    }
    String hint = Spelling.hint(key, names);
    return hint.isEmpty() ? "; 'bitline chips' and 'bitline catalogue' list them" : hint;
  }

  private static Item read(String name) {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw Problem.at(name, "no such file");
    }
    Tree tree = Yaml.read(file);
    if (tree instanceof Tree.Entries map) {
      if (has(map, "item")) {
        return ItemFile.read(file).made();
      }
      if (has(map, "accelerators")) {
        return of(Catalogue.find(name));
      }
      if (has(map, "core")) {
        return described(Chips.find(name));
      }
    }
    throw Problem.at(
        name,
        "describes neither a chip (core:) nor accelerators (accelerators:) nor an item (item:)");
  }

  private static boolean has(Tree.Entries map, String key) {
    return map.entries().stream().anyMatch(entry -> entry.name().equals(key));
  }

  /// An accelerator of the catalogue, as one unit of it is sold.
  public static Item of(Accelerator part) {
    List<Peak> peaks = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Accelerator.Rate rate : part.rates()) {
      Double dense = rate.dense();
      Double sparse = rate.sparse();
      String format = rate.format().words();
      if (dense != null) {
        peaks.add(
            new Peak(
                "", format, rate.format().bits(), Range.of(dense), Basis.CLAIMED, "the catalogue"));
      } else if (sparse != null) {
        peaks.add(
            new Peak(
                "",
                format,
                rate.format().bits(),
                new Range(0, sparse / 2),
                Basis.CLAIMED,
                "at most half of the sparse rate"));
        remarks.add(
            "Of "
                + format
                + " only a sparse rate is told. Rules count dense rates; sparsity at least doubles a"
                + " rate, so that half of it is taken as the most that it can be.");
      }
    }
    if (part.segment() == Segment.RESEARCH) {
      remarks.add("Made for research: it is not sold as a product.");
    }
    Accelerator.Store memory = part.memory();
    Double bandwidth = memory == null ? null : memory.bandwidth();
    String type = memory == null ? null : memory.type();
    return new Item(
        part.name(),
        part.title(),
        part.segment(),
        switch (part.technology()) {
          case ANALOG_COMPUTE_IN_MEMORY, PHOTONIC, OPTICAL_ANALOG -> Computing.ANALOG;
          case GPU,
              ASIC,
              SOC,
              FPGA,
              DIGITAL_COMPUTE_IN_MEMORY,
              NEAR_MEMORY,
              WAFER_SCALE,
              NEUROMORPHIC ->
              Computing.DIGITAL;
        },
        peaks,
        part.dies().stream().map(die -> die(die, part.technology())).toList(),
        part.packages(),
        bandwidth == null ? null : Range.of(bandwidth),
        type == null ? null : type.toUpperCase(Locale.ROOT).contains("HBM"),
        part.link() == null ? null : Range.of(part.link()),
        part.country(),
        part.merchant(),
        remarks);
  }

  private static Item.Die die(Accelerator.Die die, Technology technology) {
    Transistors transistors = Transistors.of(die.process(), die.node());
    Double area = die.area();
    return new Item.Die(
        die.process(),
        die.node(),
        transistors.planar(),
        transistors.why(),
        area == null ? null : Range.of(area),
        technology != Technology.WAFER_SCALE,
        die.transistors(),
        die.count());
  }

  /// A described chip, as a product: what its description tells ([#described]), and where it is
  /// that of a product of the catalogue, what that tells: the maker's claims in other formats, the
  /// market, the vendor, the links, the area where it is published.
  public static Item of(Chip chip) {
    return Catalogue.ofChip(chip.name())
        .map(part -> joined(described(chip), of(part)))
        .orElseGet(() -> described(chip));
  }

  /// A described chip as its description alone tells: its published rates, else those of its points
  /// of operation, and beside them what its arrays can do in any width that they take; its area as
  /// [bitline.money.Product] has it. For whom it is made and who sells it a description does not
  /// tell.
  public static Item described(Chip chip) {
    return ChipItem.of(chip, 1);
  }

  private static Item joined(Item chip, Item product) {
    List<Peak> peaks = new ArrayList<>();
    for (Peak claimed : product.peaks()) {
      peaks.add(
          new Peak(
              chip.name(),
              claimed.format(),
              claimed.bits(),
              claimed.ops(),
              claimed.basis(),
              "claimed for " + product.name() + " (the catalogue)"));
    }
    peaks.addAll(chip.peaks());
    boolean published =
        !product.dies().isEmpty() && product.dies().stream().allMatch(d -> d.area() != null);
    List<String> remarks = new ArrayList<>(product.remarks());
    remarks.add(
        "It describes the catalogue's "
            + product.name()
            + ", whose market, vendor"
            + (published ? ", area" : "")
            + " and claimed rates count with it.");
    if (!published) {
      remarks.addAll(chip.remarks());
    }
    return new Item(
        chip.name(),
        chip.title(),
        product.segment(),
        chip.computing(),
        peaks,
        published ? product.dies() : chip.dies(),
        product.packages(),
        product.dram() == null ? chip.dram() : product.dram(),
        product.hbm() == null ? chip.hbm() : product.hbm(),
        product.link(),
        product.country(),
        product.merchant(),
        remarks);
  }
}
