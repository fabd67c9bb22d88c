package bitline.money.price;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import bitline.cell.Medium;
import bitline.chip.Memory;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The prices that come with Bitline, `prices/*.yaml`, and how quotes become intervals: one voice a
/// source, the geometric middle, the range widened (the rule is at [#of]). Between nodes values lie
/// on straight lines of logarithms.
public final class Prices {
  private static final List<Integer> PRICED =
      List.of(90, 65, 40, 28, 20, 16, 14, 12, 10, 7, 5, 4, 3);

  /// Lengths that differ by less are the same node.
  private static final double SAME = 1e-6;

  private final List<ProcessQuotes> processes;
  private final ProductionQuotes production;
  private final PackageQuotes packages;
  private final TestQuotes test;
  private final MemoryQuotes memory;
  private final EmbeddedQuotes embedded;
  private final BlockQuotes blocks;
  private final Set<String> only;

  private Prices(
      List<ProcessQuotes> processes,
      ProductionQuotes production,
      PackageQuotes packages,
      TestQuotes test,
      MemoryQuotes memory,
      EmbeddedQuotes embedded,
      BlockQuotes blocks,
      Set<String> only) {
    this.processes = processes;
    this.production = production;
    this.packages = packages;
    this.test = test;
    this.memory = memory;
    this.embedded = embedded;
    this.blocks = blocks;
    this.only = only;
  }

  private static final class Loaded {
    private static final Prices STANDARD =
        new Prices(
            PRICED.stream().map(nm -> load(ProcessQuotes.class, nm + "nm")).toList(),
            load(ProductionQuotes.class, "production"),
            load(PackageQuotes.class, "packages"),
            load(TestQuotes.class, "test"),
            load(MemoryQuotes.class, "memory"),
            load(EmbeddedQuotes.class, "embedded"),
            load(BlockQuotes.class, "blocks"),
            Set.of());
  }

  /// The prices that come with Bitline.
  public static Prices standard() {
    return Loaded.STANDARD;
  }

  /// These, where the named authors say something, by them alone: to see what one source makes of a
  /// product.
  public Prices by(Set<String> authors) {
    return new Prices(
        processes, production, packages, test, memory, embedded, blocks, Set.copyOf(authors));
  }

  /// These with a process from a file of one's own, in place of the one of that length if there is.
  public Prices with(Path file) {
    ProcessQuotes own = Binder.written().read(ProcessQuotes.class, file);
    List<ProcessQuotes> all = new ArrayList<>(processes);
    all.removeIf(quotes -> same(quotes.length(), own.length()));
    all.add(own);
    all.sort(Comparator.comparingDouble(quotes -> -quotes.length()));
    return new Prices(List.copyOf(all), production, packages, test, memory, embedded, blocks, only);
  }

  /// What sources say of the processes, largest first.
  public List<ProcessQuotes> processes() {
    return processes;
  }

  /// What a process costs in a year: of a priced node, or between two neighbours.
  ///
  /// @param metres by which the process is called
  /// @throws Problem outside of the priced nodes
  public Process process(double metres, int year) {
    for (ProcessQuotes quotes : processes) {
      if (same(metres, quotes.length())) {
        return process(quotes, year);
      }
    }
    for (int i = 1; i < processes.size(); i++) {
      ProcessQuotes larger = processes.get(i - 1);
      ProcessQuotes smaller = processes.get(i);
      if (metres < larger.length() && metres > smaller.length()) {
        String name =
            Units.format(metres, "m")
                + " (between "
                + larger.name()
                + " and "
                + smaller.name()
                + ")";
        return process(larger, year).towards(process(smaller, year), metres, name);
      }
    }
    throw new Problem(
        "node "
            + Units.format(metres, "m")
            + ": no price of such a process is known; "
            + processes.getLast().name()
            + " to "
            + processes.getFirst().name()
            + " are possible");
  }

  private Process process(ProcessQuotes quotes, int year) {
    ProductionQuotes.Beyond beyond = production.beyond();
    return new Process(
        quotes.name(),
        quotes.length(),
        of(quotes.wafer(), beyond.wafer(), year),
        of(quotes.masks(), beyond.masks(), year),
        of(quotes.maskCount(), beyond.maskCount(), year),
        of(quotes.transistors(), beyond.transistors(), year),
        of(quotes.defects(), beyond.defects(), year),
        of(quotes.design(), beyond.design(), year));
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME * b;
  }

  /// Quotes brought together. Each source has one voice: its newest quote that is not younger than
  /// the year asked for, else its oldest; voices more than ten years older than that year are left
  /// out while a younger one remains. The middle is the geometric middle of the voices, the bounds
  /// are the lowest and the highest, widened. Dollars stay those of their day.
  ///
  /// @param beyond factor by which the range is widened on either side
  public Interval of(List<? extends Quote> quotes, double beyond, int year) {
    return Agreement.of(quotes, beyond, year, only);
  }

  /// The quotes that count towards [#of].
  public List<Quote> voices(List<? extends Quote> quotes, int year) {
    return Agreement.voices(quotes, year, only);
  }

  /// The wafer that all prices are of.
  public Wafer wafer() {
    return new Wafer(production.diameter(), production.edge(), production.scribe());
  }

  /// What holds for every node.
  public ProductionQuotes production() {
    return production;
  }

  /// Packages and boards.
  public PackageQuotes packages() {
    return packages;
  }

  /// Testing.
  public TestQuotes test() {
    return test;
  }

  /// Blocks that a die needs beyond what a chip's file describes.
  public BlockQuotes blocks() {
    return blocks;
  }

  /// A package by name; a [Problem] with near names when there is none.
  public PackageQuotes.Packaging packaging(String name) {
    return named("package", name, packages.packages());
  }

  /// Dollars of a board by name; a [Problem] with near names when there is none.
  public List<Quote.Dollars> board(String name) {
    return named("board", name, packages.boards());
  }

  /// Dollars a byte of a memory.
  public Interval memory(Memory.Type type, int year) {
    return of(named("memory", word(type), memory.types()), production.beyond().memory(), year);
  }

  /// What cells of a medium add to a process.
  public EmbeddedQuotes.Added embedded(Medium medium) {
    return named("medium", word(medium), embedded.media());
  }

  /// Controller and physical layer of a memory.
  public BlockQuotes.Interface link(Memory.Type type) {
    return named("memory", word(type), blocks.interfaces());
  }

  private static <T> T named(String kind, String name, Map<String, T> all) {
    T found = all.get(name);
    if (found == null) {
      String hint = Spelling.hint(name, all.keySet());
      throw new Problem(
          "no price of "
              + kind
              + " '"
              + name
              + "'"
              + (hint.isEmpty() ? "; there are " + String.join(", ", all.keySet()) : hint));
    }
    return found;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <T extends Record> T load(Class<T> type, String name) {
    String file = "prices/" + name + ".yaml";
    try (InputStream in = Prices.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + file + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(type, Yaml.parse(text, file), file);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + file + " cannot be read", e);
    }
  }

  /// The JSON Schemas of price files, by the name of the schema, for editors.
  public static Map<String, String> schemas() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("price-process", schema(ProcessQuotes.class, "Prices of a process: prices/*nm.yaml"));
    out.put("price-production", schema(ProductionQuotes.class, "prices/production.yaml"));
    out.put("price-packages", schema(PackageQuotes.class, "prices/packages.yaml"));
    out.put("price-test", schema(TestQuotes.class, "prices/test.yaml"));
    out.put("price-memory", schema(MemoryQuotes.class, "prices/memory.yaml"));
    out.put("price-embedded", schema(EmbeddedQuotes.class, "prices/embedded.yaml"));
    out.put("price-blocks", schema(BlockQuotes.class, "prices/blocks.yaml"));
    out.put("price-defects", schema(DefectQuotes.class, "prices/defects.yaml"));
    return out;
  }

  private static String schema(Class<? extends Record> type, String title) {
    return Binder.written().schema(type, title);
  }
}
