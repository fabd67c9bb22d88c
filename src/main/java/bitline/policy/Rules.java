package bitline.policy;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.text.Binder;
import bitline.text.Yaml;
import bitline.text.condition.Condition;
import bitline.text.condition.Vocabulary;
import bitline.text.condition.Vocabulary.Term;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A set of rules whose conditions have been read: those that come with Bitline, or also others.
///
/// A condition may name other rules: `not ccl-3a090-note-2` asks whether that rule applies on the
/// date. It may ask for `date`, the day of the assessment.
public final class Rules {
  /// The files that come with Bitline, without their ending.
  static final List<String> FILES =
      List.of(
          "us-advanced-computing",
          "us-foundry",
          "us-trade",
          "us-equipment",
          "us-models",
          "us-states",
          "eu-ai-act",
          "netherlands",
          "japan",
          "china");

  /// The day of the assessment, in conditions.
  static final Term DATE = Term.date("date", "the day that is asked about");

  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, List<Condition>> conditions = new LinkedHashMap<>();
  private final Vocabulary vocabulary;

  private Rules(List<Rule> all) {
    List<Term> more = new ArrayList<>();
    more.add(DATE);
    for (Rule rule : all) {
      if (rules.put(rule.id(), rule) != null) {
        throw new Problem("rule '" + rule.id() + "' stands twice; ids are unique");
      }
      more.add(Term.flag(rule.id(), "whether that rule applies: " + rule.title()));
    }
    vocabulary = Quantities.VOCABULARY.and(more);
    for (Rule rule : all) {
      conditions.put(
          rule.id(),
          rule.readings().stream()
              .map(r -> Condition.parse("rule " + rule.id() + ", when", r.when(), vocabulary))
              .toList());
    }
    for (Rule rule : all) {
      refuseCircle(rule.id(), new HashSet<>());
    }
  }

  private static final class Loaded {
    private static final Rules STANDARD =
        new Rules(FILES.stream().flatMap(file -> load(file).stream()).toList());
  }

  /// The rules that come with Bitline.
  public static Rules standard() {
    return Loaded.STANDARD;
  }

  /// These rules with those of a file of the same kind.
  public Rules with(Path file) {
    List<Rule> all = new ArrayList<>(rules.values());
    all.addAll(Binder.written().read(RuleFile.class, file).read());
    return new Rules(all);
  }

  static Rules of(List<Rule> rules) {
    return new Rules(rules);
  }

  /// The JSON Schema of files of rules, for editors.
  public static String schema() {
    return Binder.written().schema(RuleFile.class, "Rules as Bitline describes them");
  }

  /// All rules, in the order of the files.
  public List<Rule> all() {
    return List.copyOf(rules.values());
  }

  /// The rule of an id; a [Problem] with the nearest when there is none.
  public Rule find(String id) {
    Rule rule = rules.get(id);
    if (rule == null) {
      throw new Problem("no rule '" + id + "'" + Spelling.hint(id, rules.keySet()));
    }
    return rule;
  }

  /// The names that conditions may use.
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  List<Condition> conditions(Rule rule) {
    return conditions.getOrDefault(rule.id(), List.of());
  }

  /// What the rules of the thing's subject say of it on a day; of chips and equipment also those on
  /// trade, whoever sells what. Not legal advice.
  public Assessment assess(Quantities of, LocalDate on) {
    return new Assessing(this, of, on).assessment();
  }

  /// A day on which the status of a rule becomes another.
  ///
  /// @param on the first day of the new status
  /// @param rule which rule
  /// @param before the status until then
  /// @param after the status from then on
  public record Change(LocalDate on, Rule rule, Rule.Status before, Rule.Status after) {}

  /// All changes of status within two days, both included, in order.
  public List<Change> changes(LocalDate from, LocalDate to) {
    List<Change> out = new ArrayList<>();
    for (Rule rule : rules.values()) {
      for (LocalDate day : rule.changes()) {
        if (!day.isBefore(from) && !day.isAfter(to)) {
          out.add(new Change(day, rule, rule.status(day.minusDays(1)), rule.status(day)));
        }
      }
    }
    out.sort(Comparator.comparing(Change::on));
    return out;
  }

  private void refuseCircle(String id, Set<String> above) {
    if (!above.add(id)) {
      throw new Problem("rule '" + id + "' asks for itself, by way of " + String.join(", ", above));
    }
    for (Condition condition : conditions.getOrDefault(id, List.of())) {
      for (String name : condition.names()) {
        if (rules.containsKey(name)) {
          refuseCircle(name, above);
        }
      }
    }
    above.remove(id);
  }

  private static List<Rule> load(String name) {
    String file = "rules/" + name + ".yaml";
    try (InputStream in = Rules.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + file + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(RuleFile.class, Yaml.parse(text, file), file).read();
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + file + " cannot be read", e);
    }
  }
}
