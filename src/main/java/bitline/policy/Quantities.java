package bitline.policy;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.text.condition.Dimension;
import bitline.text.condition.Scope;
import bitline.text.condition.Value;
import bitline.text.condition.Vocabulary;
import bitline.text.condition.Vocabulary.Term;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The named values of one thing that rules ask for, each with how it came about. A name that is
/// missing, or whose value is null, is not known.
///
/// @param name of the thing
/// @param subject what rules are asked
/// @param quantities by name
public record Quantities(String name, Rule.Subject subject, Map<String, Quantity> quantities)
    implements Scope {
  /// One value.
  ///
  /// @param value null where it is not known
  /// @param how how it came about, or why it is not known, in one line
  public record Quantity(@Nullable Value value, String how) {}

  public Quantities {
    quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    quantities.forEach((key, quantity) -> {
      Term term = VOCABULARY.terms().get(key);
      if (term == null) {
        throw new IllegalArgumentException("no rule asks for '" + key + "'");
      }
      if (quantity.value != null && !term.takes(quantity.value)) {
        throw new IllegalArgumentException(
            key + " is " + term.says() + ", not " + quantity.value.text());
      }
    });
  }

  @Override
  public @Nullable Value value(String name) {
    Quantity quantity = quantities.get(name);
    return quantity == null ? null : quantity.value;
  }

  /// Values as people write them: `4800`, `3.35 TB/s`, `data_centre`, `yes`. A [Problem] names the
  /// one that is none.
  ///
  /// @param how how they came about
  public static Quantities written(
      String name, Rule.Subject subject, Map<String, String> texts, String how) {
    Map<String, Quantity> out = new LinkedHashMap<>();
    texts.forEach((key, text) -> {
      Term term = VOCABULARY.terms().get(key);
      if (term == null) {
        throw new Problem(
            name
                + ": no rule asks for '"
                + key
                + "'"
                + Spelling.hint(key, VOCABULARY.terms().keySet()));
      }
      out.put(key, new Quantity(term.read(name + ", " + key, text), how));
    });
    return new Quantities(name, subject, out);
  }

  private static final Dimension DENSITY = Dimension.BANDWIDTH.over(Dimension.AREA);

  /// Country groups of 15 CFR 740 Supplement 1; China is in d5.
  private static final String[] GROUPS = {"a1", "a5", "a6", "d1", "d4", "d5", "macau", "other"};

  /// All names that rules may ask for.
  public static final Vocabulary VOCABULARY =
      Vocabulary.of(
          List.of(
              // a chip, a board, memory
              Term.number(
                  "tpp",
                  "total processing performance: tera-operations a second times bits, dense, all"
                      + " units of the item, best format",
                  Dimension.NONE),
              Term.number(
                  "pd", "performance density: tpp a mm2 of applicable die area", Dimension.NONE),
              Term.number("ops", "the greatest dense rate of any format", Dimension.RATE),
              Term.words("article", "what it is", "processor", "memory", "computer"),
              Term.words("computing", "how products are made", "digital", "analog"),
              Term.words(
                  "market",
                  "for whom it is designed or marketed",
                  "always_on",
                  "edge",
                  "vehicle",
                  "client",
                  "data_centre",
                  "research"),
              Term.number(
                  "dram_bandwidth", "of all dynamic memory beside the dies", Dimension.BANDWIDTH),
              Term.number(
                  "link_bandwidth",
                  "to other chips, all directions and links together, memory not counted",
                  Dimension.BANDWIDTH),
              Term.flag("hbm", "whether stacked memory is in the package"),
              Term.number("hbm_density", "bandwidth of memory an area of its package", DENSITY),
              Term.words("country", "of its vendor's headquarters, ISO 3166"),
              Term.flag("merchant", "whether it is sold to others"),
              Term.number("transistors", "of the whole package", Dimension.NONE),
              Term.number("node", "of its finest logic die", Dimension.LENGTH),
              Term.flag("planar", "whether all its logic is of planar transistors"),
              Term.flag(
                  "authorised_designer",
                  "whether its designer is approved or authorised with the US authority"),
              // a model
              Term.number("training_ops", "operations of training, all told", Dimension.NONE),
              Term.flag("general_purpose", "whether the model serves many tasks"),
              Term.flag("biology", "whether it was trained mostly on biological sequences"),
              Term.flag("derived", "whether it derives from published weights"),
              Term.flag("published_weights", "whether anybody can have its weights"),
              Term.number("original_ops", "of the model it was derived from", Dimension.NONE),
              Term.number(
                  "added_ops", "operations spent on a model that others trained", Dimension.NONE),
              Term.number("training_cost", "of its training", Dimension.DOLLAR),
              Term.flag("distilled", "whether it was distilled from another model"),
              Term.number("developer_revenue", "of its developer in a year", Dimension.DOLLAR),
              // a tool that makes chips
              Term.words(
                  "tool",
                  "what it does",
                  "scanner",
                  "imprint",
                  "etch",
                  "deposition",
                  "implant",
                  "anneal",
                  "clean",
                  "track",
                  "metrology",
                  "inspection",
                  "eda"),
              Term.number("wavelength", "of a scanner's light", Dimension.LENGTH),
              Term.number("resolution", "least resolvable feature", Dimension.LENGTH),
              Term.number("overlay", "greatest dedicated chuck overlay", Dimension.LENGTH),
              Term.number("aspect_ratio", "depth to width of etched features", Dimension.NONE),
              Term.number("opening", "width of etched features on top", Dimension.LENGTH),
              Term.flag("dielectric", "whether dielectrics are etched anisotropically"),
              Term.number("chuck_zones", "zones of their own temperature", Dimension.NONE),
              Term.flag("multipatterning", "whether software splits patterns"),
              Term.number("beam_current", "of an implanter, in mA", Dimension.NONE),
              Term.number("beam_energy", "of an implanter, in keV", Dimension.NONE),
              Term.number("wafer", "diameter", Dimension.LENGTH),
              Term.flag("non_planar_metrology", "whether it measures non-planar transistors"),
              // a sale
              Term.words("destination", "country group where it goes", GROUPS),
              Term.words("buyer", "country group of the buyer's ultimate parent", GROUPS),
              Term.flag("from_china", "whether it leaves China"),
              Term.flag("china_listed", "whether it stands on China's lists"),
              Term.number("listed_share", "of the buyer that listed parties own", Dimension.NONE),
              Term.number("rare_earths", "their share of the value", Dimension.NONE)),
          "tpp >= 4800",
          "docs/policy-rules.md lists all");
}
