package bitline.policy.supply;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.policy.Assessment;
import bitline.policy.Finding;
import bitline.policy.Quantities;
import bitline.policy.Rule;
import bitline.policy.Rules;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import bitline.text.Binder;
import bitline.text.Default;
import bitline.text.Sourced;
import bitline.text.Yaml;
import bitline.text.condition.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a process node depends on, on a date.
///
/// @param node metres
/// @param on the date whose rules are asked
/// @param needs the classes of tools that its usual process uses, in the order of the process
/// @param parties the countries of their suppliers, those that matter most first
/// @param reach what the United States also ask of tools made elsewhere
public record Supply(
    double node, LocalDate on, List<Need> needs, List<Party> parties, String reach) {
  private static final String FILE = "rules/equipment.yaml";

  public Supply {
    needs = List.copyOf(needs);
    parties = List.copyOf(parties);
  }

  /// One class of tools at this node.
  ///
  /// @param indispensable whether nobody is known to make the node without it
  /// @param findings rules on equipment under which a usual tool falls or may fall, in force or not
  public record Need(Tool tool, boolean indispensable, List<Finding> findings) {
    public Need {
      findings = List.copyOf(findings);
    }
  }

  /// A country of suppliers.
  ///
  /// @param alone classes that only its firms sell
  /// @param most classes of which its firms sell two thirds or more
  /// @param some other classes that its firms sell
  /// @param instruments its own rules that a usual tool of those classes falls under on the date
  /// @param abroad its rules that reach classes which its firms do not sell, each with the class
  /// @param mustAgree whether it alone sells a class that the node cannot be made without
  public record Party(
      String country,
      List<String> alone,
      List<String> most,
      List<String> some,
      List<String> instruments,
      List<String> abroad,
      boolean mustAgree) {
    public Party {
      alone = List.copyOf(alone);
      most = List.copyOf(most);
      some = List.copyOf(some);
      instruments = List.copyOf(instruments);
      abroad = List.copyOf(abroad);
    }
  }

  /// What the file says.
  ///
  /// @param regimes the country of a regime's rules, as rules call the regime
  /// @param reach of one country's rules to tools made in others
  @Sourced(graded = true)
  record File(List<Regime> regimes, String reach, List<Tool> tools) {
    File {
      regimes = List.copyOf(regimes);
      tools = List.copyOf(tools);
      Set<String> names = new HashSet<>();
      for (Tool tool : tools) {
        if (!names.add(tool.name())) {
          throw new IllegalArgumentException("tools has '" + tool.name() + "' twice");
        }
      }
    }
  }

  /// Whose rules a regime holds.
  ///
  /// @param abroad whether its rules also reach tools made elsewhere
  record Regime(String regime, String country, @Default("false") boolean abroad) {}

  private static final class Loaded {
    private static final File STANDARD = load();
  }

  /// All classes of tools, in the order of a process.
  public static List<Tool> tools() {
    return Loaded.STANDARD.tools;
  }

  /// The JSON Schema of the file of tools, for editors.
  public static String schema() {
    return Binder.written()
        .schema(File.class, "Classes of tools that make chips, as Bitline describes them");
  }

  /// What the figures of a class say to rules.
  public static Quantities quantities(Tool tool) {
    return Quantities.written(
        tool.name(), Rule.Subject.EQUIPMENT, tool.figures(), "of a usual tool of this class");
  }

  /// What a node such as `5nm` depends on under rules on a date. A [Problem] where nothing is known
  /// of such a node.
  public static Supply of(String node, Rules rules, LocalDate on) {
    return of(length(node), rules, on);
  }

  static Supply of(double node, Rules rules, LocalDate on) {
    List<Need> needs = new ArrayList<>();
    for (Tool tool : tools()) {
      if (tool.usedAt(node)) {
        Assessment assessment = rules.assess(quantities(tool), on);
        List<Finding> findings =
            assessment.findings().stream()
                .filter(f -> f.rule().subject() == Rule.Subject.EQUIPMENT)
                .filter(f -> f.holds() != Truth.NO && !unasked(tool, f))
                .toList();
        needs.add(new Need(tool, tool.indispensableAt(node), findings));
      }
    }
    return new Supply(node, on, needs, parties(needs), Loaded.STANDARD.reach);
  }

  /// Whether a finding is open only because the file does not say which tool it is about.
  private static boolean unasked(Tool tool, Finding finding) {
    return finding.holds() == Truth.UNKNOWN && !tool.figures().containsKey("tool");
  }

  private static List<Party> parties(List<Need> needs) {
    Set<String> countries = new TreeSet<>();
    needs.forEach(need -> countries.addAll(need.tool.countries()));
    List<Party> out = new ArrayList<>();
    for (String country : countries) {
      List<String> alone = titles(needs, country, Tool.Hold.ALONE);
      boolean must =
          needs.stream().anyMatch(n -> n.indispensable && n.tool.hold(country) == Tool.Hold.ALONE);
      out.add(
          new Party(
              country,
              alone,
              titles(needs, country, Tool.Hold.MOST),
              titles(needs, country, Tool.Hold.SOME),
              instruments(needs, country),
              abroad(needs, country),
              must));
    }
    out.sort(
        Comparator.comparing((Party p) -> !p.mustAgree)
            .thenComparing(p -> -p.alone.size())
            .thenComparing(p -> -p.most.size())
            .thenComparing(p -> -p.some.size()));
    return out;
  }

  private static List<String> titles(List<Need> needs, String country, Tool.Hold hold) {
    return needs.stream()
        .filter(need -> need.tool.hold(country) == hold)
        .map(need -> need.tool.title())
        .toList();
  }

  /// Rules of a country that a tool sold by its firms falls under on the date.
  private static List<String> instruments(List<Need> needs, String country) {
    Set<String> regimes = regimes(country, false);
    return needs.stream()
        .filter(need -> need.tool.hold(country) != Tool.Hold.NONE)
        .flatMap(need -> need.findings.stream())
        .filter(f -> regimes.contains(f.rule().regime()) && f.applies() != Truth.NO)
        .map(f -> f.rule().label())
        .distinct()
        .toList();
  }

  /// Rules of a country that reach tools which only others sell.
  private static List<String> abroad(List<Need> needs, String country) {
    Set<String> regimes = regimes(country, true);
    return needs.stream()
        .filter(need -> need.tool.hold(country) == Tool.Hold.NONE)
        .flatMap(need ->
            need.findings.stream()
                .filter(f -> regimes.contains(f.rule().regime()) && f.applies() != Truth.NO)
                .map(f -> f.rule().label() + " (" + need.tool.title() + ")"))
        .distinct()
        .toList();
  }

  private static Set<String> regimes(String country, boolean abroad) {
    return Loaded.STANDARD.regimes.stream()
        .filter(r -> r.country.equals(country) && (r.abroad || !abroad))
        .map(Regime::regime)
        .collect(Collectors.toSet());
  }

  private static double length(String text) {
    try {
      double metres = Units.parse(text.strip(), "m");
      Nodes.at(metres);
      return metres;
    } catch (Problem p) {
      throw new Problem(
          "node '"
              + (text.length() > 30 ? text.substring(0, 30) + "…" : text)
              + "': nothing is known of such a process; there are "
              + Nodes.all().stream().map(Node::name).collect(Collectors.joining(", "))
              + " and what lies between",
          p);
    }
  }

  private static File load() {
    try (InputStream in = Supply.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(File.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
