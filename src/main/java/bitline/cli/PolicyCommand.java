package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.policy.Item;
import bitline.policy.Rule;
import bitline.policy.Rules;
import bitline.policy.item.Counting;
import bitline.policy.item.Items;
import bitline.policy.item.Judged;
import bitline.policy.item.Largest;
import bitline.policy.item.Timeline;
import bitline.policy.item.Transistors;
import bitline.report.PolicyAnswer;
import bitline.report.PolicyDesign;
import bitline.report.PolicyPage;
import bitline.report.PolicyText;
import bitline.text.condition.Value;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which rules a chip falls under on a date.
@Command(
    name = "policy",
    description =
        "Which export controls and other rules a chip falls under on a date, and why. Not legal advice.",
    footer = {
      "",
      "CHIP is a chip of chips/, an accelerator of the catalogue, or a YAML file of a chip, of",
      "accelerators, or of an item (docs/policy.md). Rules are data with dates: rules/*.yaml.",
      "'model' says which thresholds a training run crosses, 'node' whose tools a process needs.",
      "",
      "Examples:",
      "  bitline policy houmo_h30_2023",
      "  bitline policy h20 --on 2026-11-21 --timeline",
      "  bitline policy axelera-metis --market datacentre --report out.html",
      "  bitline policy houmo_h30_2023 --design --area 400mm2 --node 12nm",
      "  bitline policy model --training 3e25",
      "  bitline policy node 5nm"
    })
final class PolicyCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final double LEAST_AREA = 50e-6;
  private static final double MOST_AREA = 3600e-6;
  private static final int POINTS_IN_TEXT = 8;
  private static final int POINTS_ON_PAGE = 32;

  @Parameters(
      arity = "0..2",
      paramLabel = "CHIP",
      description = "What is asked about: a chip; 'model'; or 'node' and a process such as 5nm.")
  private List<String> about = new ArrayList<>();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "The date, such as 2026-11-21 (today).")
  private @Nullable String on;

  @Option(
      names = "--market",
      paramLabel = "MARKET",
      description =
          "For whom it is designed or marketed: datacentre, edge, vehicle, client, always-on or"
              + " research (as the catalogue has it).")
  private @Nullable String market;

  @Option(names = "--timeline", description = "Show its class over time.")
  private boolean timeline;

  @Option(
      names = "--design",
      description = "Show the largest chip of an area and a process that stays below each class.")
  private boolean design;

  @Option(
      names = "--area",
      paramLabel = "AREA",
      description = "Area of all logic dies, such as 400mm2 (as it is known).")
  private @Nullable String area;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "The process, such as 12nm (as it is known).")
  private @Nullable String node;

  @Option(
      names = "--planar",
      paramLabel = "yes|no",
      description = "Whether its transistors are planar (by the process).")
  private @Nullable String planar;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with every rule, its trace, the timeline and charts.")
  private @Nullable Path report;

  @Mixin private ModelPolicy model = new ModelPolicy();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  PolicyCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    Path page = report;
    if (page != null) {
      Output.checkEnding("--report", page, ".html");
      Output.checkWritable(page);
    }
    if (about.isEmpty()) {
      throw new Problem("policy needs a CHIP, such as 'bitline policy h20'");
    }
    String chip = about.getFirst();
    if (chip.equals("model") || chip.equals("node")) {
      return other(chip);
    }
    if (about.size() > 1) {
      throw new Problem("policy takes one CHIP; '" + brief(about.get(1)) + "' is too many");
    }
    if (model.asked()) {
      throw new Problem("--training and what belongs to it are for 'policy model', not for a CHIP");
    }
    LocalDate day = day();
    Rules rules = Rules.standard();
    Item item = asked(Items.find(chip));
    List<Judged> judged = Judged.of(item, rules, day);
    Timeline times = timeline || page != null ? Timeline.of(item, rules, day) : null;
    PolicyAnswer.Design designed = design ? designed(item, rules, day) : null;
    PolicyAnswer answer = PolicyAnswer.of(item, day, judged, times, designed);
    if (page != null && times != null) {
      new PolicyPage(
              item,
              day,
              seen(rules),
              judged,
              times,
              answer,
              free(rules, day, POINTS_ON_PAGE),
              peers(rules, day))
          .write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> text(item, day, judged, answer, rules));
    return Main.DONE;
  }

  /// What is asked of no chip: a training run, a process.
  private int other(String what) {
    if (market != null
        || timeline
        || design
        || area != null
        || node != null
        || planar != null
        || report != null) {
      throw new Problem(
          "'policy " + what + "' takes --on and --json; the other options are for a CHIP");
    }
    if (what.equals("model")) {
      if (about.size() > 1) {
        throw new Problem("policy model takes --training, not '" + brief(about.get(1)) + "'");
      }
      model.answer(output, json, Rules.standard(), day());
      return Main.DONE;
    }
    if (model.asked()) {
      throw new Problem("--training and what belongs to it are for 'policy model', not for a node");
    }
    if (about.size() < 2) {
      throw new Problem("policy node needs a process, such as 'bitline policy node 5nm'");
    }
    NodePolicy.answer(output, json, about.get(1), Rules.standard(), day());
    return Main.DONE;
  }

  private PolicyAnswer.Design designed(Item item, Rules rules, LocalDate day) {
    double size = size(item);
    return PolicyAnswer.design(largest(item, rules, day), size, item);
  }

  private void text(
      Item item, LocalDate day, List<Judged> judged, PolicyAnswer answer, Rules rules) {
    output.text(PolicyText.of(item, day, judged, seen(rules), WIDTH));
    List<PolicyAnswer.Span> spans = answer.timeline();
    if (timeline && spans != null) {
      output.line("");
      output.text(PolicyText.timelineRows(spans).render(WIDTH));
    }
    PolicyAnswer.Design designed = answer.design();
    if (designed != null) {
      output.line("");
      output.text(PolicyDesign.text(designed, free(rules, day, POINTS_IN_TEXT), WIDTH));
    }
  }

  /// The day for which all rules on chips are known.
  private static LocalDate seen(Rules rules) {
    return rules.all().stream()
        .filter(rule -> rule.subject() == Rule.Subject.CHIP)
        .map(Rule::seen)
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  private LocalDate day() {
    if (on == null) {
      return LocalDate.now();
    }
    try {
      return LocalDate.parse(on.strip());
    } catch (DateTimeParseException e) {
      throw new Problem("--on '" + brief(on) + "' is no date; write it as 2026-11-21", e);
    }
  }

  private static String brief(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /// The item with what was said on the command line instead of what is known.
  private Item asked(Item found) {
    Item item =
        market == null
            ? found
            : found
                .marketed(segment(market))
                .remarked(
                    "Its market is what was asked"
                        + (found.segment() == null
                            ? "."
                            : "; as it is known it is " + PolicyText.word(found.segment()) + "."));
    if (design || area == null && node == null && planar == null) {
      return item;
    }
    List<Item.Die> dies = new ArrayList<>();
    if (area != null) {
      Double length = node == null ? finest(item) : Double.valueOf(Units.parse(node, "m"));
      dies.add(die(length, Item.Range.of(squareMetres(area)), item));
    } else {
      for (Item.Die d : item.dies()) {
        Double length = node == null ? d.node() : Double.valueOf(Units.parse(node, "m"));
        Item.Die said = die(length, d.area(), item);
        dies.add(
            new Item.Die(
                said.process(),
                said.node(),
                said.planar(),
                said.why(),
                d.area(),
                d.oneExposure(),
                d.transistors(),
                d.count()));
      }
    }
    return item.with(item.peaks(), dies)
        .remarked("Its dies are what was asked (--area, --node, --planar), not what is known.");
  }

  private Item.Die die(@Nullable Double length, Item.@Nullable Range size, Item item) {
    String process = node == null && !item.dies().isEmpty() ? item.dies().getFirst().process() : "";
    Transistors known =
        planar == null
            ? Transistors.of(process, length)
            : new Transistors(yes("--planar", planar), "as asked");
    return new Item.Die(process, length, known.planar(), known.why(), size, true, null, 1);
  }

  private static @Nullable Double finest(Item item) {
    return Counting.usual(item).value("node") instanceof Value.Number n ? n.low() : null;
  }

  private static boolean yes(String option, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw new Problem(option + " '" + brief(text) + "' is neither yes nor no");
    };
  }

  private static double squareMetres(String text) {
    double size = Units.parse(text, "m2");
    if (!(size >= 1e-9 && size <= 0.1)) {
      throw new Problem("--area '" + brief(text) + "' is no area of logic; 0.001 mm2 to 0.1 m2 is");
    }
    return size;
  }

  private static Segment segment(String text) {
    String key = text.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]+", "_");
    if (key.equals("DATACENTRE") || key.equals("DATACENTER") || key.equals("DATA_CENTER")) {
      return Segment.DATA_CENTRE;
    }
    List<String> names = new ArrayList<>();
    for (Segment each : Segment.values()) {
      if (each.name().equals(key) || each.name().replace("_", "").equals(key)) {
        return each;
      }
      names.add(PolicyText.word(each).replace(' ', '-'));
    }
    throw new Problem(
        "--market '"
            + brief(text)
            + "' is none of "
            + String.join(", ", names)
            + Spelling.hint(key.toLowerCase(Locale.ROOT), names));
  }

  private double size(Item item) {
    if (area != null) {
      return squareMetres(area);
    }
    double known = 0;
    for (Item.Die die : item.dies()) {
      Item.Range each = die.area();
      if (each == null) {
        throw new Problem(
            "the area of " + item.name() + " is not known; give --area such as 400mm2");
      }
      known += die.count() * (each.low() + each.high()) / 2;
    }
    if (known == 0) {
      throw new Problem("the area of " + item.name() + " is not known; give --area such as 400mm2");
    }
    return known;
  }

  private Largest largest(Item item, Rules rules, LocalDate day) {
    Double length = node == null ? finest(item) : Double.valueOf(Units.parse(node, "m"));
    if (length == null) {
      throw new Problem(
          "the process of " + item.name() + " is not known; give --node such as 12nm");
    }
    Segment segment = item.segment() == null ? Segment.DATA_CENTRE : item.segment();
    Boolean flat = planar == null ? planar(item, length) : Boolean.valueOf(yes("--planar", planar));
    return new Largest(rules, day, segment, length, flat);
  }

  private @Nullable Boolean planar(Item item, double length) {
    return node == null && !item.dies().isEmpty()
        ? item.dies().getFirst().planar()
        : Transistors.of("", length).planar();
  }

  /// What area allows: for data centres not planar, planar, and not for data centres.
  private static List<PolicyDesign.FreeBelow> free(Rules rules, LocalDate day, int points) {
    List<Largest.Point> fins =
        new Largest(rules, day, Segment.DATA_CENTRE, 5e-9, false)
            .byArea(LEAST_AREA, MOST_AREA, points);
    List<Largest.Point> flat =
        new Largest(rules, day, Segment.DATA_CENTRE, 28e-9, true)
            .byArea(LEAST_AREA, MOST_AREA, points);
    List<Largest.Point> edge =
        new Largest(rules, day, Segment.EDGE, 5e-9, false).byArea(LEAST_AREA, MOST_AREA, points);
    List<PolicyDesign.FreeBelow> out = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      out.add(
          new PolicyDesign.FreeBelow(
              fins.get(i).area(), fins.get(i).tpp(), flat.get(i).tpp(), edge.get(i).tpp()));
    }
    return out;
  }

  private static List<PolicyPage.Peer> peers(Rules rules, LocalDate day) {
    List<PolicyPage.Peer> out = new ArrayList<>();
    for (Accelerator part : Catalogue.all()) {
      Item item = Items.of(part);
      out.add(new PolicyPage.Peer(item, Judged.of(Counting.of(item).getFirst(), rules, day)));
    }
    return out;
  }
}
