package bitline.report;

import bitline.advise.Place;
import bitline.advise.Ranking;
import bitline.advise.Standing;
import bitline.base.Interval;
import bitline.catalogue.Accelerator;
import bitline.forecast.Calendar;
import bitline.forecast.Observation;
import bitline.forecast.outlook.Forecast;
import bitline.policy.Item;
import bitline.policy.Quantities;
import bitline.policy.item.Judged;
import bitline.report.ForecastAnswer.Range;
import bitline.report.ForecastAnswer.Seen;
import bitline.report.RankAnswer.Aspect;
import bitline.report.RankAnswer.Export;
import bitline.report.RankAnswer.Lead;
import bitline.report.RankAnswer.Placed;
import bitline.report.RankAnswer.Subject;
import bitline.text.Evidence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a [RankAnswer] holds off a [Ranking].
public final class Ranked {
  private static final int MOST_AHEAD = 5;

  private Ranked() {}

  /// The answer.
  ///
  /// @param evidence of the machine itself
  public static RankAnswer of(Ranking ranking, @Nullable Export export, List<Evidence> evidence) {
    Accelerator product = ranking.product();
    Subject subject =
        new Subject(
            ranking.machine().name(),
            ranking.machine().title(),
            ranking.machine().date(),
            ranking.simulated(),
            product == null ? null : product.name(),
            ranking.machine().kind(),
            ranking.machine().segment() == null
                ? null
                : ranking.machine().segment().name().toLowerCase(Locale.ROOT));
    List<Aspect> aspects = ranking.standings().stream().map(Ranked::aspect).toList();
    return new RankAnswer(
        subject,
        summary(subject, aspects, export),
        aspects,
        export,
        evidence(ranking, evidence),
        remarks(ranking));
  }

  /// Where an item stands under export rules on a day: its class in each way of counting, with what
  /// decides, and what follows.
  public static Export export(Item item, LocalDate on, List<Judged> judged) {
    Judged usual = judged.getFirst();
    List<String> lines = new ArrayList<>();
    for (String name : List.of("tpp", "pd")) {
      Quantities.Quantity quantity = usual.counting().quantities().quantities().get(name);
      if (quantity != null) {
        lines.add(
            name.toUpperCase(Locale.ROOT)
                + " "
                + PolicyText.value(quantity.value(), name)
                + " ("
                + quantity.how()
                + ")");
      }
    }
    lines.addAll(PolicyOpen.lines(usual));
    lines.add(PolicyText.NOT_ADVICE + " 'bitline policy " + item.name() + "' shows every rule.");
    return new Export(
        on.toString(),
        item.segment() == null ? "unknown" : PolicyText.word(item.segment()),
        PolicyText.headline(item, on, judged),
        lines);
  }

  private static Aspect aspect(Standing standing) {
    return switch (standing) {
      case Standing.Unknown unknown ->
          new Aspect(
              unknown.aspect(),
              unknown.choice().title(),
              unknown.choice().unit(),
              unknown.choice().measure().rising(),
              null,
              null,
              List.of(),
              null,
              null,
              null,
              List.of(),
              null,
              null,
              List.of(),
              unknown.why());
      case Standing.Known known -> known(known);
    };
  }

  private static Aspect known(Standing.Known known) {
    Forecast forecast = known.forecast();
    Evidence.Grade grade = known.worth().grade();
    return new Aspect(
        known.aspect(),
        known.choice().title(),
        known.choice().unit(),
        known.choice().measure().rising(),
        range(known.worth().value()),
        grade == null ? null : grade.name().toLowerCase(Locale.ROOT),
        known.worth().steps(),
        known.rated() == null ? null : range(known.rated().value()),
        lead(known.ahead(), known),
        known.ratedAhead() == null ? null : lead(known.ratedAhead(), known),
        known.places().stream().map(Ranked::placed).toList(),
        Foretold.told(forecast),
        Foretold.score(forecast),
        forecast.series().observations().stream().map(Ranked::seen).toList(),
        null);
  }

  private static Range range(Interval of) {
    return new Range(of.middle(), of.low(), of.high());
  }

  /// Without years where the trend's direction is not established, or where it gets there in less
  /// than nine cases of ten.
  private static Lead lead(Forecast.Ahead ahead, Standing.Known known) {
    boolean moves = Double.isFinite(known.forecast().doubling().low());
    boolean there = Double.isFinite(ahead.low()) && Double.isFinite(ahead.years());
    return new Lead(
        moves && there ? new Range(ahead.years(), ahead.low(), ahead.high()) : null,
        ahead.trend(),
        ahead.better());
  }

  private static Placed placed(Place place) {
    return new Placed(
        place.among(),
        place.from(),
        place.to(),
        place.place(),
        place.best(),
        place.worst(),
        place.of(),
        place.others().stream()
            .limit(Math.min(MOST_AHEAD, place.place() - 1))
            .map(Place.Peer::name)
            .toList(),
        place.others().stream().map(Place.Peer::name).toList());
  }

  private static Seen seen(Observation one) {
    return new Seen(
        one.name(), one.design(), one.vendor(), one.kind(), one.date(), one.value(), one.row());
  }

  private static List<String> summary(
      Subject subject, List<Aspect> aspects, @Nullable Export export) {
    List<String> parts = new ArrayList<>();
    for (Aspect aspect : aspects) {
      if (aspect.lead() != null) {
        String rated =
            aspect.ratedLead() == null || aspect.ratedLead().years() == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; by the power that its maker rates %s",
                    RankText.years(aspect.ratedLead().years().middle()));
        parts.add(aspect.name() + ": " + RankText.words(aspect) + rated);
      }
    }
    List<String> out = new ArrayList<>();
    if (parts.isEmpty()) {
      out.add("It has a place by none of the measures; below is why.");
    } else {
      out.add(
          (subject.simulated() ? "As simulated" : "As its makers tell")
              + ", for a machine of "
              + Calendar.day(subject.date())
              + ". "
              + String.join(". ", parts.stream().map(Ranked::sentence).toList())
              + ".");
    }
    if (export != null) {
      out.add(export.label());
    }
    return out;
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static List<RankAnswer.Evidence> evidence(Ranking ranking, List<Evidence> own) {
    List<RankAnswer.Evidence> out = new ArrayList<>();
    out.add(new RankAnswer.Evidence("values of its description", counts(own)));
    for (Standing standing : ranking.standings()) {
      if (standing instanceof Standing.Known known) {
        Map<Evidence.Grade, Integer> grades = new EnumMap<>(Evidence.Grade.class);
        int none = 0;
        for (Observation one : known.forecast().series().observations()) {
          Evidence.Grade grade = one.grade();
          if (grade == null) {
            none++;
          } else {
            grades.merge(grade, 1, Integer::sum);
          }
        }
        out.add(
            new RankAnswer.Evidence(
                "others by " + known.aspect(), words(grades, none, "ungraded")));
      }
    }
    return out;
  }

  private static String counts(List<Evidence> own) {
    Map<Evidence.Grade, Integer> grades = new EnumMap<>(Evidence.Grade.class);
    int published = 0;
    int assumed = 0;
    for (Evidence one : own) {
      Evidence.Grade grade = one.grade();
      if (grade != null) {
        grades.merge(grade, 1, Integer::sum);
      } else if (one.kind() == Evidence.Kind.ASSUMED) {
        assumed++;
      } else {
        published++;
      }
    }
    List<String> out = new ArrayList<>();
    if (published > 0) {
      out.add(published + " published");
    }
    if (assumed > 0) {
      out.add(assumed + " assumed");
    }
    String graded = words(grades, 0, "");
    if (!graded.isEmpty()) {
      out.add(graded);
    }
    return String.join(", ", out);
  }

  private static String words(Map<Evidence.Grade, Integer> grades, int none, String named) {
    List<String> out = new ArrayList<>();
    grades.forEach((grade, count) -> out.add(count + " " + grade.name().toLowerCase(Locale.ROOT)));
    if (none > 0) {
      out.add(none + " " + named);
    }
    return String.join(", ", out);
  }

  private static List<String> remarks(Ranking ranking) {
    List<String> out = new ArrayList<>();
    if (ranking.simulated()) {
      out.add(
          "Its power is what the models give for what is described, all arrays full and busy; what"
              + " is not described (processors, video, memory beside the chip) takes none. A real"
              + " product takes more: see the lines by rated power, where one is told.");
      ranking.machine().prices().stream()
          .findFirst()
          .ifPresent(price -> out.add("Its price is " + price.words() + "."));
    }
    out.add(
        "Peaks are dense and are what arrays could do; no machine does that on a network: 'bitline"
            + " compare' plays networks on both.");
    if (ranking.product() != null && ranking.simulated()) {
      out.add(
          "The catalogue's "
              + ranking.product().name()
              + ", of which this is our description, is not among the others.");
    }
    return out;
  }
}
