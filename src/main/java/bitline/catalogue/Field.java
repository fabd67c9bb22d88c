package bitline.catalogue;

import bitline.text.Evidence;
import bitline.text.condition.Dimension;
import bitline.text.condition.Scope;
import bitline.text.condition.Value;
import bitline.text.condition.Vocabulary;
import bitline.text.condition.Vocabulary.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a query can ask of an accelerator.
///
/// @param term its name, what it is and of what kind
/// @param value of an accelerator; null where it is not known
record Field(Term term, Function<Accelerator, @Nullable Value> value) {
  static final Map<String, Field> ALL = all();

  static final Vocabulary VOCABULARY =
      Vocabulary.of(
          ALL.values().stream().map(Field::term).toList(),
          "power<100W",
          "there are name, technology, segment, released, power, ops, int8, memory and others"
              + " (bitline catalogue --fields)");

  /// What the names stand for of one accelerator.
  static Scope of(Accelerator accelerator) {
    return name -> {
      Field field = ALL.get(name);
      return field == null ? null : field.value.apply(accelerator);
    };
  }

  private static Map<String, Field> all() {
    List<Field> out = new ArrayList<>();
    out.add(words("name", "key", Accelerator::name));
    out.add(words("title", "one line", Accelerator::title));
    out.add(words("vendor", "who sells it", Accelerator::vendor));
    out.add(choice("technology", "how it computes", Technology.class, Accelerator::technology));
    out.add(choice("segment", "whom it is made for", Segment.class, Accelerator::segment));
    out.add(new Field(Term.date("released", "date of release"), a -> new Value.Date(a.released())));
    out.add(number("year", "year of release", Dimension.NONE, a -> (double) a.year()));
    out.add(
        words(
            "process",
            "of its first die",
            a -> a.dies().isEmpty() ? null : a.dies().getFirst().process()));
    out.add(
        number(
            "node",
            "of its first die",
            Dimension.LENGTH,
            a -> a.dies().isEmpty() ? null : a.dies().getFirst().node()));
    out.add(
        number(
            "dies",
            "logic dies",
            Dimension.NONE,
            a ->
                a.dies().isEmpty()
                    ? null
                    : (double) a.dies().stream().mapToInt(Accelerator.Die::count).sum()));
    out.add(
        number("area", "of all logic dies", Dimension.AREA, a -> ofDies(a, Accelerator.Die::area)));
    out.add(
        number(
            "transistors",
            "of all logic dies",
            Dimension.NONE,
            a -> ofDies(a, Accelerator.Die::transistors)));
    out.add(
        number(
            "ops",
            "dense peak of its best-known 8-bit format, or of the nearest one",
            Dimension.RATE,
            a -> a.peak().map(Accelerator.Rate::dense).orElse(null)));
    out.add(
        words(
            "format",
            "the format of ops",
            a -> a.peak().map(r -> r.format().words()).orElse(null)));
    for (Format format : Format.values()) {
      String name = format.name().toLowerCase(Locale.ROOT);
      out.add(
          number(
              name,
              "dense peak in " + format.words(),
              Dimension.RATE,
              a -> rate(a, format).map(Accelerator.Rate::dense).orElse(null)));
      out.add(
          number(
              name + ".sparse",
              "sparse peak in " + format.words(),
              Dimension.RATE,
              a -> rate(a, format).map(Accelerator.Rate::sparse).orElse(null)));
    }
    out.add(number("power", "rated", Dimension.WATT, Accelerator::power));
    out.add(
        number(
            "memory",
            "size of the memory beside the dies",
            Dimension.BYTE,
            a -> a.memory() == null ? null : a.memory().size()));
    out.add(
        number(
            "bandwidth",
            "of that memory",
            Dimension.BANDWIDTH,
            a -> a.memory() == null ? null : a.memory().bandwidth()));
    out.add(words("type", "of that memory", a -> a.memory() == null ? null : a.memory().type()));
    out.add(number("onchip", "memory on the dies", Dimension.BYTE, Accelerator::onChip));
    out.add(
        number(
            "link",
            "links to other units, both directions together, without the host's",
            Dimension.BANDWIDTH,
            Accelerator::link));
    out.add(words("country", "of the vendor's head office, such as US", Accelerator::country));
    out.add(
        new Field(
            Term.flag("merchant", "whether it is sold to others"),
            a -> a.merchant() == null ? null : Value.Said.of(a.merchant())));
    out.add(
        number(
            "packages",
            "integrated circuits in a unit",
            Dimension.NONE,
            a -> (double) a.packages()));
    out.add(
        number(
            "units",
            "multiprocessors, arrays, engines",
            Dimension.NONE,
            a -> a.engine() == null ? null : (double) a.engine().units()));
    out.add(
        number(
            "clock",
            "of the units",
            Dimension.HERTZ,
            a -> a.engine() == null ? null : a.engine().clock()));
    out.add(
        number(
            "cache",
            "last before the memory",
            Dimension.BYTE,
            a -> a.engine() == null ? null : a.engine().cache()));
    out.add(
        number(
            "price",
            "the latest known",
            Dimension.DOLLAR,
            a -> a.price().map(Accelerator.Price::dollars).orElse(null)));
    out.add(
        number("recalled", "share of values from memory only", Dimension.NONE, Field::recalled));
    Map<String, Field> byName = new LinkedHashMap<>();
    out.forEach(field -> byName.put(field.term.name(), field));
    return byName;
  }

  private static Optional<Accelerator.Rate> rate(Accelerator a, Format format) {
    return a.rate(format);
  }

  private static @Nullable Double ofDies(
      Accelerator a, Function<Accelerator.Die, @Nullable Double> of) {
    double sum = 0;
    for (Accelerator.Die die : a.dies()) {
      Double one = of.apply(die);
      if (one == null) {
        return null;
      }
      sum += one * die.count();
    }
    return a.dies().isEmpty() ? null : sum;
  }

  private static double recalled(Accelerator a) {
    long recalled = a.evidence().stream().filter(e -> e.grade() == Evidence.Grade.RECALLED).count();
    return (double) recalled / Math.max(1, a.evidence().size());
  }

  private static Field words(String name, String says, Function<Accelerator, @Nullable String> of) {
    return new Field(
        Term.words(name, says),
        a -> {
          String text = of.apply(a);
          return text == null ? null : new Value.Words(text);
        });
  }

  private static <E extends Enum<E>> Field choice(
      String name, String says, Class<E> type, Function<Accelerator, E> of) {
    List<String> choices = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      choices.add(each.name().toLowerCase(Locale.ROOT));
    }
    choices.sort(Comparator.naturalOrder());
    return new Field(
        Term.words(name, says, choices.toArray(String[]::new)),
        a -> new Value.Words(of.apply(a).name().toLowerCase(Locale.ROOT)));
  }

  private static Field number(
      String name, String says, Dimension dimension, Function<Accelerator, @Nullable Double> of) {
    return new Field(
        Term.number(name, says, dimension),
        a -> {
          Double number = of.apply(a);
          return number == null ? null : Value.Number.of(number, dimension);
        });
  }
}
